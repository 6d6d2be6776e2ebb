// Map, charts and figures of the runs that end in one way.

#include <fmt/core.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "sim/run/views/subset.hpp"
#include "tests/ui/robot.hpp"
#include "ui/draw/chart.hpp"
#include "ui/figures/figure.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/frame.hpp"
#include "ui/work/ensemble_details.hpp"

namespace palabre::ui::test {
namespace run_filter_test {

AppOptions real_options(Lang lang = Lang::en) {
  AppOptions options;
  options.asks_why = false;  // thirty ensembles beside each case
  options.lang = lang;
  options.still = true;
  options.parameter_uncertainty = false;
  options.replicates = 120;
  return options;
}

class RunFilter : public testing::Test {
 protected:
  void choose(const char* what) {
    robot.click("run_filter");
    robot.click(what);
    robot.settle();
  }
  // The mean of deaths as the chart's data say it, week by week.
  std::string deaths() {
    const fs::path file = folder.path() / "deaths.csv";
    robot.app().act(ExportFigure{"chart.1", FigureFormat::csv, file});
    return read_file(file, 1 << 20);
  }
  Folder folder;
  Robot robot{real_options()};
};

TEST_F(RunFilter, ShowsTheRunsThatEndSoAndTheWholeAgain) {
  const std::string before = deaths();
  const Scenario scenario = robot.app().draft();
  const std::string digest = robot.app().digest();
  choose("run_filter.insurgent_advance");
  EXPECT_TRUE(robot.has("run_filter.words"));
  const auto model = std::make_shared<const Model>(compile(scenario, *robot.app().file().world));
  const auto wanted =
      runs_that(EndsIn{OutcomeId::insurgent_advance}, model, scenario.seed, scenario.replicates, 1);
  const std::string some = deaths();
  EXPECT_NE(some, before);
  EXPECT_THAT(some, testing::HasSubstr(
                        fmt::format(",{},", wanted->results->of(SeriesId::deaths).mean.at(100))));
  const fs::path figure = folder.path() / "deaths.svg";
  robot.app().act(ExportFigure{"chart.1", FigureFormat::svg, figure});
  EXPECT_THAT(read_file(figure, 1 << 22), testing::HasSubstr("runs that end in"));
  choose("run_filter.all");
  EXPECT_EQ(deaths(), before);
  EXPECT_TRUE(robot.app().draft() == scenario) << "looking changes nothing";
  EXPECT_EQ(robot.app().digest(), digest);
}

TEST_F(RunFilter, FollowsTheCaseAndEscapeEndsIt) {
  choose("run_filter.frozen");
  const std::string before = deaths();
  robot.app().act(SetValue{"war.recruitment", Value{0.02}, true});
  robot.settle();
  EXPECT_TRUE(robot.has("run_filter.words"));
  EXPECT_NE(deaths(), before);
  robot.press(plain(Key::escape));
  EXPECT_FALSE(robot.has("run_filter.words"));
  EXPECT_FALSE(robot.app().view().run_filter);
}

TEST_F(RunFilter, WhatNoRunReachesCannotBeChosen) {
  robot.click("run_filter");
  robot.click("run_filter.collapse");
  robot.settle();
  EXPECT_FALSE(robot.app().view().run_filter);
  robot.press(plain(Key::escape));
  robot.app().act(SetRunFilter{EndsIn{OutcomeId::collapse}});  // as after a change of the case
  robot.settle();
  EXPECT_TRUE(robot.has("run_filter.words"));
  EXPECT_TRUE(robot.has("map"));
}

// --- a range drawn in a chart
// -----------------------------------------------------------------------

ImVec2 in_plot(Robot& robot, const char* chart, float x, float y) {
  const Placed plot = robot.at(std::string(chart) + ".plot");
  return {plot.low.x + x * (plot.high.x - plot.low.x), plot.low.y + y * (plot.high.y - plot.low.y)};
}

TEST_F(RunFilter, ARangeDrawnInAChartChoosesItsRuns) {
  const std::string before = deaths();
  robot.hold_shift(true);
  robot.drag(in_plot(robot, "chart.deaths", 0.5f, 0.75f),
             in_plot(robot, "chart.deaths", 0.5f, -0.2f));
  robot.hold_shift(false);
  ASSERT_TRUE(robot.app().view().run_filter);
  const auto* within = std::get_if<Within>(&*robot.app().view().run_filter);
  ASSERT_NE(within, nullptr);
  EXPECT_EQ(within->series, SeriesId::deaths);
  EXPECT_NEAR(within->week, robot.app().draft().weeks / 2, 3);
  EXPECT_GT(within->low, 0.0);
  EXPECT_EQ(within->high, series_specs()[std::size_t(SeriesId::deaths)].high) << "no bound above";
  robot.settle();
  const Subset& some = *robot.app().details().subset.answer;
  EXPECT_GT(some.results->finished(), 0);
  EXPECT_LT(some.results->finished(), 120);
  EXPECT_TRUE(robot.has("run_filter.words"));
  EXPECT_NE(deaths(), before);
  const fs::path shares = folder.path() / "shares.csv";
  robot.app().act(ExportFigure{"outcomes", FigureFormat::csv, shares});
  const OutcomeShare& frozen = some.results->outcomes[std::size_t(OutcomeId::frozen)];
  EXPECT_THAT(
      read_file(shares, 1 << 16),
      testing::HasSubstr(fmt::format("frozen,{},{},", frozen.count, some.results->finished())))
      << "where these runs end";
  robot.click("button.run_filter_clear");
  EXPECT_FALSE(robot.app().view().run_filter);
  robot.settle();
  EXPECT_EQ(deaths(), before);
}

TEST_F(RunFilter, OfTwoSidesTheNearerIsAsked) {
  robot.app().act(SetWeek{0});
  robot.step();
  const Results& r = *robot.app().results();
  std::vector<FanLine> fans{{&r.of(SeriesId::state_share_area), 0, ""},
                            {&r.of(SeriesId::jihadist_share_area), 0, ""}};
  const double top = fan_top(fans);
  const auto y = [&](SeriesId id) { return float(1.0 - r.of(id).q50.front() / top); };
  robot.hold_shift(true);
  robot.drag(in_plot(robot, "chart.territory", 0.0f, y(SeriesId::jihadist_share_area)),
             in_plot(robot, "chart.territory", 0.0f, 1.3f));
  robot.hold_shift(false);
  ASSERT_TRUE(robot.app().view().run_filter);
  EXPECT_EQ(std::get<Within>(*robot.app().view().run_filter).series, SeriesId::jihadist_share_area);
}

TEST_F(RunFilter, AClickWithShiftOnAStageChoosesTheRunsThere) {
  robot.hold_shift(true);
  robot.click(in_plot(robot, "chart.stages", 0.8f, 0.9f));
  robot.hold_shift(false);
  ASSERT_TRUE(robot.app().view().run_filter);
  const auto& in = std::get<InStage>(*robot.app().view().run_filter);
  robot.settle();
  const double share =
      robot.app().results()->stage_share[std::size_t(in.stage)][std::size_t(in.week)];
  EXPECT_EQ(robot.app().details().subset.answer->results->finished(), std::lround(120 * share));
  robot.press(plain(Key::escape));
  EXPECT_FALSE(robot.app().view().run_filter);
}

TEST_F(RunFilter, WithoutShiftADragMovesTheWeek) {
  robot.drag(in_plot(robot, "chart.deaths", 0.5f, 0.75f),
             in_plot(robot, "chart.deaths", 0.2f, 0.3f));
  EXPECT_FALSE(robot.app().view().run_filter);
  EXPECT_NEAR(robot.app().view().week, robot.app().draft().weeks / 5, 3);
}

TEST_F(RunFilter, ThePaletteHasTheQuarters) {
  robot.press(ctrl('P'));
  robot.type("quarter highest deaths per week");
  robot.step(2);
  robot.edit_key(ImGuiKey_Enter);
  robot.settle();
  ASSERT_TRUE(robot.app().view().run_filter);
  EXPECT_EQ(std::get<Within>(*robot.app().view().run_filter).series, SeriesId::deaths);
  EXPECT_NEAR(double(robot.app().details().subset.answer->results->finished()), 30.0, 12.0);
}

}  // namespace run_filter_test
}  // namespace palabre::ui::test
