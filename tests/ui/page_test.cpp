// What Explore shows without scrolling, at the sizes of common screens.

#include <fmt/core.h>
#include <gtest/gtest.h>

#include "sim/tables/tables.hpp"
#include "tests/ui/robot.hpp"

namespace palabre::ui::test {
namespace page_test {

// --- what is seen without scrolling
// ---------------------------------------------------------------

/// A window, and what of Explore it shows at once.
struct Screen {
  int width, height;
  double text;
  bool all;  // the answer, five effects, all outcomes, the map, two charts
  bool why_and_four_charts;
};
// At 130 % a window of 1280x720 has the room of 985x554, and one of 1366x768 that of 1050x590: too
// little for fourteen lines beside a map. There the page scrolls, and the answer stays. What was
// ever reached is asked for at 100 % alone.
const std::vector<Screen> kScreens{{1280, 720, 1.0, true, false},  {1366, 768, 1.0, true, false},
                                   {1440, 900, 1.0, true, true},   {1600, 900, 1.0, true, true},
                                   {1920, 1080, 1.0, true, true},  {1280, 720, 1.3, false, false},
                                   {1366, 768, 1.3, false, false}, {1440, 900, 1.3, true, false},
                                   {1600, 900, 1.3, true, false},  {1920, 1080, 1.3, true, true}};

std::string name_of(const Screen& screen, Lang lang) {
  return fmt::format("{} at {:.0f} % in {}x{}", lang == Lang::fr ? "French" : "English",
                     100 * screen.text, screen.width, screen.height);
}

/// Whole inside a region, and so neither scrolled away nor cut.
bool is_whole_in(Robot& robot, const std::string& key, const std::string& region) {
  const auto& widgets = robot.app().last_frame().widgets;
  const auto what = widgets.find(key), around = widgets.find(region);
  if (what == widgets.end() || around == widgets.end() || !what->second.visible) return false;
  return what->second.low.y >= around->second.low.y && what->second.high.y <= around->second.high.y;
}

int effects_seen(Robot& robot) {
  int out = 0;
  for (const auto& [key, placed] : robot.app().last_frame().widgets)
    out += key.starts_with("effect.") && is_whole_in(robot, key, "region.outcomes");
  return out;
}

int charts_seen(Robot& robot) {
  int out = 0;
  for (const auto& [key, placed] : robot.app().last_frame().widgets)
    out += key.starts_with("chart.") && key.ends_with(".plot") &&
           is_whole_in(robot, key, "region.series") && placed.high.y - placed.low.y > 50.0f;
  return out;
}

TEST(Page, ExploreAnswersWithoutScrolling) {
  for (const Screen& screen : kScreens)
    for (const Lang lang : {Lang::en, Lang::fr}) {
      const std::string where = name_of(screen, lang);
      AppOptions options;
      options.asks_why = false;
      options.still = true;
      options.lang = lang;
      options.scale = screen.text;
      options.replicates = 48;
      Robot robot(options, shipped_scenarios() / "dicko_truce_and_release.toml", screen.width,
                  screen.height);
      robot.step(3);
      EXPECT_TRUE(is_whole_in(robot, "answer", "region.answer")) << where;
      int outcomes = 0, steps = 0;
      for (const OutcomeSpec& spec : outcome_specs())
        outcomes += is_whole_in(robot, fmt::format("outcome.{}", spec.id), "region.outcomes");
      for (const char* step :
           {"good_offices_started", "talks_started", "truce_reached", "accord_reached"})
        steps += is_whole_in(robot, fmt::format("ever.{}", step), "region.outcomes");
      const bool map = is_whole_in(robot, "map", "region.map");
      if (screen.all) {
        EXPECT_GE(effects_seen(robot), 5) << where;
        EXPECT_EQ(outcomes, int(kOutcomeCount)) << where;
        if (screen.text == 1.0) {
          EXPECT_EQ(steps, 4) << where;
        }
        EXPECT_TRUE(map) << where;
        EXPECT_GE(charts_seen(robot), 2) << where;
      } else {
        EXPECT_FALSE(map && outcomes == int(kOutcomeCount)) << where << " has room after all";
      }
      if (screen.why_and_four_charts) {
        EXPECT_EQ(charts_seen(robot), 4) << where;
        EXPECT_TRUE(is_whole_in(robot, "why", "region.why")) << where;
      }
    }
}

TEST(Page, WhyUnfoldsWhereAnOutcomeIsClickedAndFoldsAgain) {
  AppOptions options;
  options.asks_why = false;
  options.still = true;
  options.replicates = 48;
  Robot robot(options, shipped_scenarios() / "dicko_truce_and_release.toml", 1280, 720);
  robot.step(3);
  ASSERT_FALSE(robot.has("region.why")) << "no room beside the outcomes";
  robot.click("outcome.frozen");
  robot.settle();
  ASSERT_TRUE(robot.has("region.why"));
  EXPECT_TRUE(is_whole_in(robot, "why", "region.why"));
  robot.click("button.why_close");
  robot.settle();
  EXPECT_FALSE(robot.has("region.why"));
}

}  // namespace page_test
}  // namespace palabre::ui::test
