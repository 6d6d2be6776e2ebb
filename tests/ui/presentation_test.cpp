// F11: question, answer, outcomes and one picture, for a room; arrows go through the cases that ask
// a question.

#include <fmt/core.h>
#include <gtest/gtest.h>

#include "sim/tables/tables.hpp"
#include "tests/ui/robot.hpp"
#include "ui/panels/view.hpp"

namespace palabre::ui::test {
namespace presentation_test {

bool is_whole(Robot& robot, const std::string& key) {
  const auto& widgets = robot.app().last_frame().widgets;
  const auto at = widgets.find(key), around = widgets.find(std::string_view("region.outcomes"));
  return at != widgets.end() && at->second.visible && around != widgets.end() &&
         at->second.high.y <= around->second.high.y;
}

TEST(Presentation, ShowsAnswerOutcomesAndOnePictureWithoutScrolling) {
  for (const Lang lang : {Lang::en, Lang::fr})
    for (const auto& [width, height] : {std::pair{1280, 720}, std::pair{1920, 1080}}) {
      Robot robot(quick_options(lang), shipped_scenarios() / "dicko_truce_and_release.toml", width,
                  height);
      robot.press(plain(Key::f11));
      robot.settle();
      EXPECT_TRUE(robot.seen("answer"));
      for (const OutcomeSpec& spec : outcome_specs())
        EXPECT_TRUE(is_whole(robot, fmt::format("outcome.{}", spec.id))) << spec.id << " " << width;
      EXPECT_TRUE(robot.seen("map"));
      EXPECT_FALSE(robot.has("chart.deaths"));
      EXPECT_FALSE(robot.has("menu.file")) << "a layout of its own";
      EXPECT_FALSE(robot.has("talks.mediator")) << "sliders on demand";
      EXPECT_TRUE(robot.seen("status.caution"));
    }
}

TEST(Presentation, ChartAndSlidersComeOnDemand) {
  Robot robot(quick_options(), baseline_path(), 1280, 720);
  robot.press(plain(Key::f11));
  robot.settle();
  robot.click("button.present_chart");
  robot.step(3);
  EXPECT_FALSE(robot.has("map"));
  EXPECT_TRUE(robot.seen("chart.territory"));
  robot.click("button.present_chart");
  robot.step(3);
  EXPECT_TRUE(robot.seen("chart.deaths")) << "again: the next";
  robot.click("button.present_sliders");
  robot.step(3);
  EXPECT_TRUE(robot.has("talks.mediator"));
  robot.click("button.present_map");
  robot.step(3);
  EXPECT_TRUE(robot.seen("map"));
}

TEST(Presentation, ArrowsGoThroughTheCasesAndStepWeeksElsewhere) {
  Robot robot(quick_options(), baseline_path(), 1280, 720);
  const int week = robot.app().view().week;
  robot.press(plain(Key::left));
  EXPECT_EQ(robot.app().view().week, week - 1);
  robot.press(plain(Key::f11));
  robot.settle();
  robot.press(plain(Key::right));
  robot.settle();
  EXPECT_EQ(robot.app().file().path.stem(), "dicko_truce_and_release");
  EXPECT_TRUE(robot.app().view().presentation);
  robot.press(plain(Key::left));
  robot.settle();
  robot.press(plain(Key::left));
  robot.settle();
  EXPECT_EQ(robot.app().file().path.stem(), "arms_alone") << "round and round";
  robot.press(plain(Key::escape));
  robot.settle();
  EXPECT_FALSE(robot.app().view().presentation);
  EXPECT_TRUE(robot.has("menu.file"));
}

}  // namespace presentation_test
}  // namespace palabre::ui::test
