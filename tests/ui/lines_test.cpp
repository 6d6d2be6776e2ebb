// Single runs in Explore: lines in the charts, and the agents of one run on the map.

#include <fmt/core.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/run/explain/story.hpp"
#include "tests/ui/watch_robot.hpp"
#include "ui/draw/chart.hpp"
#include "ui/figures/figure.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/frame.hpp"
#include "ui/panels/view.hpp"
#include "ui/work/ensemble_details.hpp"
#include "ui/work/watching.hpp"
#include "ui/work/why.hpp"

namespace palabre::ui::test {
namespace lines_test {

AppOptions real_options(Lang lang = Lang::en) {
  AppOptions options;
  options.asks_why = false;
  options.lang = lang;
  options.still = true;
  options.parameter_uncertainty = false;
  options.replicates = 120;
  options.week = 200;
  return options;
}

std::string figure(Robot& robot, const char* what) {
  const Folder folder;
  const fs::path file = folder.path() / "figure.svg";
  robot.app().act(ExportFigure{what, FigureFormat::svg, file});
  return read_file(file, 1 << 24);
}

std::size_t count(std::string_view all, std::string_view part) {
  std::size_t out = 0;
  for (std::size_t at = all.find(part); at != all.npos; at = all.find(part, at + 1)) ++out;
  return out;
}

class Lines : public testing::Test {
 protected:
  void show() {
    robot.press(plain(letter('T')));
    robot.settle();
  }
  // Where the line of a run stands at the week looked at.
  ImVec2 on_line(std::size_t k) {
    const Placed plot = robot.at("chart.deaths.plot");
    const RunLine& line = robot.app().details().lines->runs.at(k);
    const double share = 200.0 / double(robot.app().draft().weeks - 1);
    const double value = double(line.series(SeriesId::deaths)[200]);
    double top = 0.0;
    for (const RunLine& other : robot.app().details().lines->runs)
      for (const float v : other.series(SeriesId::deaths)) top = std::max(top, double(v));
    for (const double v : robot.app().results()->of(SeriesId::deaths).q95) top = std::max(top, v);
    return {plot.low.x + float(share) * (plot.high.x - plot.low.x),
            plot.high.y - float(value / nice_top(top)) * (plot.high.y - plot.low.y)};
  }
  Robot robot{real_options()};
};

TEST_F(Lines, AreTheFirstRunsOfTheEnsembleAndGoAgain) {
  EXPECT_EQ(robot.app().details().lines, nullptr);
  const std::string before = figure(robot, "chart.1");
  show();
  ASSERT_NE(robot.app().details().lines, nullptr);
  const auto& runs = robot.app().details().lines->runs;
  ASSERT_EQ(runs.size(), kLinesDrawn);
  const Model model = compile(robot.app().draft(), *robot.app().file().world);
  const Story story = story_of(model, robot.app().draft().seed, 23);
  EXPECT_EQ(runs[23].replicate, 23);
  EXPECT_EQ(runs[23].outcome, story.outcome);
  EXPECT_EQ(runs[23].series(SeriesId::deaths)[200], float(story.row(200, SeriesId::deaths)));
  const std::string with = figure(robot, "chart.1");
  EXPECT_EQ(count(with, "<polyline"), count(before, "<polyline") + kLinesDrawn)
      << "the exported figure has them too";
  robot.press(plain(letter('T')));
  EXPECT_EQ(robot.app().details().lines, nullptr);
  EXPECT_EQ(figure(robot, "chart.1"), before);
}

TEST_F(Lines, BelongToTheCaseAndToTheRunsChosen) {
  show();
  const std::vector<float> before = robot.app().details().lines->runs[5].rows;
  robot.app().act(SetValue{"war.recruitment", Value{0.02}, true});
  robot.step();
  EXPECT_EQ(robot.app().details().lines, nullptr);
  robot.settle();
  EXPECT_NE(robot.app().details().lines->runs[5].rows, before);
  robot.app().act(SetRunFilter{EndsIn{OutcomeId::insurgent_advance}});
  robot.settle();
  const auto& runs = robot.app().details().lines->runs;
  ASSERT_FALSE(runs.empty());
  for (const RunLine& run : runs) EXPECT_EQ(run.outcome, OutcomeId::insurgent_advance);
}

TEST_F(Lines, OfSomeRunsAreNeverShownForAll) {
  robot.app().act(SetRunFilter{EndsIn{OutcomeId::insurgent_advance}});
  show();
  ASSERT_NE(robot.app().details().lines, nullptr);
  EXPECT_NE(
      robot.app().details().lines->runs[39 % robot.app().details().lines->runs.size()].replicate,
      39);
  robot.app().act(SetRunFilter{});
  robot.step();
  const auto lines = robot.app().details().lines;  // perhaps there already
  EXPECT_TRUE(!lines || lines->runs.at(39).replicate == 39);
}

TEST_F(Lines, AClickOnALineOpensItsRunAndADragDoesNot) {
  show();
  const auto& runs = robot.app().details().lines->runs;
  std::size_t highest = 0;  // apart from the others
  for (std::size_t k = 0; k < runs.size(); ++k)
    if (runs[k].series(SeriesId::deaths)[200] > runs[highest].series(SeriesId::deaths)[200])
      highest = k;
  const ImVec2 at = on_line(highest);
  const Placed plot = robot.at("chart.deaths.plot");
  robot.drag(at, {plot.low.x + 5, at.y});
  EXPECT_EQ(robot.app().view().place, Place::explore);
  robot.click(at);
  EXPECT_EQ(robot.app().view().place, Place::watch);
  EXPECT_EQ(robot.app().view().replicate, std::int64_t(highest));
}

TEST_F(Lines, OfACercleAreItsOwn) {
  robot.app().act(SelectCercle{7});
  show();
  const auto& lines = *robot.app().details().lines;
  EXPECT_EQ(lines.cercle, 7);
  const Model model = compile(robot.app().draft(), *robot.app().file().world);
  const Story story = story_of(model, robot.app().draft().seed, 2);
  EXPECT_EQ(lines.runs[2].field(CercleFieldId::displaced)[100],
            float(story.map(CercleFieldId::displaced, 100, 7)));
}

TEST(SingleRuns, TheOneThatWhyTellsIsAmongThemAndNamed) {
  AppOptions options = real_options();
  options.asks_why = true;
  options.make_why = quick_why;
  Robot robot(std::move(options));
  robot.press(plain(letter('T')));
  robot.settle();
  const std::int64_t told = robot.app().why().asked.answer->explained.front().chosen.replicate;
  const auto& runs = robot.app().details().lines->runs;
  EXPECT_TRUE(std::any_of(runs.begin(), runs.end(),
                          [&](const RunLine& run) { return run.replicate == told; }));
  EXPECT_THAT(figure(robot, "chart.1"), testing::HasSubstr(fmt::format("run {}", told)));
}

TEST(SingleRuns, AreRememberedAndAskedForInMenus) {
  const Folder folder;
  Remembered what;
  EXPECT_FALSE(what.lines || what.agents) << "calm at first";
  what.lines = what.agents = true;
  write_remembered(folder.path(), what);
  EXPECT_TRUE(read_remembered(folder.path()).lines);
  EXPECT_TRUE(read_remembered(folder.path()).agents);
  Robot robot;
  robot.click("menu.view");
  robot.click("menu.lines");
  EXPECT_TRUE(robot.app().view().lines);
  robot.click("menu.view");
  robot.click("menu.agents");
  EXPECT_TRUE(robot.app().view().agents);
}

// --- agents on the map
// -----------------------------------------------------------------------------

TEST(Agents, AreThoseOfTheRunThatWatchTellsAndGoAgain) {
  AppOptions options = real_options();
  options.watched = kRun;
  Robot robot(std::move(options));
  EXPECT_FALSE(robot.has("map.run"));
  EXPECT_EQ(count(figure(robot, "map"), "run-marks"), 0u);
  robot.click("button.agents");
  robot.settle();
  EXPECT_TRUE(robot.has("map.run"));
  ASSERT_NE(robot.app().watch_news().run, nullptr);
  EXPECT_EQ(watched_run(robot).story.replicate, kRun);
  EXPECT_FALSE(robot.app().watch_news().run_is_old);
  const std::string map = figure(robot, "map");
  EXPECT_EQ(count(map, "run-marks"), 1u);
  EXPECT_THAT(map, testing::HasSubstr("katiba"));
  robot.press(plain(letter('A')));
  EXPECT_FALSE(robot.has("map.run"));
  EXPECT_EQ(count(figure(robot, "map"), "run-marks"), 0u);
}

TEST(Agents, AreThoseOfTheRunThatWhyTellsWhenItTellsOne) {
  AppOptions options = quick_options();
  options.replicates = 24;
  options.watched = 3;
  Robot robot(std::move(options));
  robot.press(plain(letter('A')));
  robot.settle();
  const std::int64_t of_why = robot.app().why().asked.answer->explained.front().chosen.replicate;
  EXPECT_EQ(watched_run(robot).story.replicate, of_why);
  EXPECT_EQ(robot.app().view().replicate, 3) << "Watch keeps its own";
  robot.press(plain(Key('3')));
  robot.settle();
  EXPECT_EQ(watched_run(robot).story.replicate, 3);
}

TEST(Agents, FollowTheCase) {
  Robot robot(real_options());
  robot.press(plain(letter('A')));
  robot.settle();
  const std::string before = watched_run(robot).story.digest;
  robot.app().act(SetValue{"war.recruitment", Value{0.02}, true});
  robot.settle();
  EXPECT_NE(watched_run(robot).story.digest, before);
}

}  // namespace lines_test
}  // namespace palabre::ui::test
