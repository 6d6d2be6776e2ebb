// Analyse without a mouse: every setting of every method, from its list, by typing, by the palette.

#include <fmt/core.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/run/analysis/evaluation.hpp"
#include "tests/ui/keyboard_robot.hpp"
#include "ui/draw/chart_analyse.hpp"
#include "ui/panels/view.hpp"
#include "ui/work/analysis.hpp"

namespace palabre::ui::test {
namespace keyboard_analyse_test {

using testing::HasSubstr;

const AnalysisSettings& settings(KeysOnly& robot) { return robot.app().analysis().settings; }

class Analysing : public KeysOnly {
 public:
  explicit Analysing(const char* method, double scale = 1.0)
      : KeysOnly(quick_options(Lang::en, scale)) {
    press(plain(Key('4')));
    step(3);
    go_to(fmt::format("method.{}", method));
    enter();
  }
};

TEST(KeyboardAnalyse, TheOutcomeOfEveryMethodIsChosenFromItsList) {
  for (std::size_t k = 0; k < kMethodCount; ++k) {
    const MethodSpec& spec = method_spec(Method(k));
    Analysing robot(std::string(spec.id).c_str());
    ASSERT_EQ(settings(robot).method, Method(k));
    if (!spec.needs_target) continue;
    robot.choose("an.target", "an.target.deaths_per_year");
    EXPECT_EQ(settings(robot).target, "deaths_per_year") << spec.id;
    EXPECT_EQ(robot.focus(), "an.target") << spec.id;
  }
}

TEST(KeyboardAnalyse, AListIsSearchedByTyping) {
  Analysing robot("tornado");
  robot.go_to("an.target");
  robot.enter();
  robot.type("coup");
  robot.edit_key(ImGuiKey_Enter);
  robot.step(3);
  EXPECT_THAT(settings(robot).target, HasSubstr("coup"));
}

TEST(KeyboardAnalyse, CareAxesGroupsSidesAndWidthsAreChosen) {
  {
    Analysing robot("heat");
    robot.choose("an.x", "an.x.talks.guarantee");
    robot.choose("an.y", "an.y.levers.french_withdrawal");
    EXPECT_EQ(settings(robot).x, "talks.guarantee");
    EXPECT_EQ(settings(robot).y, "levers.french_withdrawal");
    robot.go_to("button.an_swap");
    robot.enter();
    EXPECT_EQ(settings(robot).y, "talks.guarantee");
    robot.go_to("button.an_care_0");
    robot.enter();
    EXPECT_EQ(settings(robot).care[std::size_t(Method::heat)], Care::quick);
  }
  {
    Analysing robot("sobol");
    robot.go_to("button.an_groups_1");
    robot.enter();
    EXPECT_FALSE(settings(robot).groups);
  }
  {
    Analysing robot("precision");
    robot.go_to("button.an_within_2");
    robot.enter();
    EXPECT_EQ(settings(robot).within, 0.05);
  }
  Analysing robot("discovery");
  robot.choose("an.target", "an.target.deaths_per_year");
  robot.go_to("button.an_side_1");
  robot.enter();
  EXPECT_FALSE(settings(robot).at_least);
  robot.go_to("an.edge");
  robot.enter();
  robot.write("2500");
  EXPECT_EQ(settings(robot).edge, 2500.0);
}

TEST(KeyboardAnalyse, AllOfItAtTwiceTheSizeToo) {
  Analysing robot("heat", 2.0);
  robot.choose("an.x", "an.x.talks.guarantee");
  EXPECT_EQ(settings(robot).x, "talks.guarantee");
}

TEST(KeyboardAnalyse, ThePaletteSetsThem) {
  KeysOnly robot(quick_options());
  const auto run = [&](const char* words) {
    robot.press(ctrl('P'));
    robot.step(3);
    robot.type(words);
    robot.step(2);
    robot.edit_key(ImGuiKey_Enter);
    robot.step(3);
  };
  run("analyse sobol");
  ASSERT_EQ(settings(robot).method, Method::sobol);
  run(("analyse: about = " + target_name(*find_target("deaths_per_year"), Lang::en)).c_str());
  EXPECT_EQ(settings(robot).target, "deaths_per_year");
  run("analyse: care = thorough");
  EXPECT_EQ(settings(robot).care[std::size_t(Method::sobol)], Care::thorough);
  run("analyse: assumptions = singly");
  EXPECT_FALSE(settings(robot).groups);
  run("analyse heat");
  run("analyse: across = guarantee");
  EXPECT_THAT(settings(robot).x, HasSubstr("guarantee"));
  EXPECT_EQ(robot.app().view().place, Place::analyse);
}

}  // namespace keyboard_analyse_test
}  // namespace palabre::ui::test
