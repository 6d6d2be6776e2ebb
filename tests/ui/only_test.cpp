// Map, charts and figures of the runs that end in one way.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/run/subset.hpp"
#include "tests/ui/robot.hpp"
#include "ui/figures/figure.hpp"

namespace palabre::ui::test {
namespace {

AppOptions real_options(Lang lang = Lang::en) {
  AppOptions options;
  options.asks_why = false;  // thirty ensembles beside each case
  options.lang = lang;
  options.still = true;
  options.ignorance = false;
  options.replicates = 120;
  return options;
}

class Only : public testing::Test {
 protected:
  void choose(const char* what) {
    robot.click("only");
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

TEST_F(Only, ShowsTheRunsThatEndSoAndTheWholeAgain) {
  const std::string before = deaths();
  const Scenario scenario = robot.app().draft();
  const std::string digest = robot.app().digest();
  choose("only.insurgent_advance");
  EXPECT_TRUE(robot.has("only.words"));
  const auto model = std::make_shared<const Model>(compile(scenario, *robot.app().file().world));
  const auto wanted =
      runs_that_end_in(OutcomeId::insurgent_advance, model, scenario.seed, scenario.replicates, 1);
  const std::string some = deaths();
  EXPECT_NE(some, before);
  EXPECT_THAT(some, testing::HasSubstr(
                        fmt::format(",{},", wanted->results->of(SeriesId::deaths).mean.at(100))));
  const fs::path figure = folder.path() / "deaths.svg";
  robot.app().act(ExportFigure{"chart.1", FigureFormat::svg, figure});
  EXPECT_THAT(read_file(figure, 1 << 22), testing::HasSubstr("runs that end in"));
  choose("only.all");
  EXPECT_EQ(deaths(), before);
  EXPECT_TRUE(robot.app().draft() == scenario) << "looking changes nothing";
  EXPECT_EQ(robot.app().digest(), digest);
}

TEST_F(Only, FollowsTheCaseAndEscapeEndsIt) {
  choose("only.stalemate");
  const std::string before = deaths();
  robot.app().act(SetValue{"war.recruitment", Value{0.02}, true});
  robot.settle();
  EXPECT_TRUE(robot.has("only.words"));
  EXPECT_NE(deaths(), before);
  robot.press(plain(Key::escape));
  EXPECT_FALSE(robot.has("only.words"));
  EXPECT_FALSE(robot.app().view().only);
}

TEST_F(Only, WhatNoRunReachesCannotBeChosen) {
  robot.click("only");
  robot.click("only.collapse");
  robot.settle();
  EXPECT_FALSE(robot.app().view().only);
  robot.press(plain(Key::escape));
  robot.app().act(SetOnly{OutcomeId::collapse});  // as after a change of the case
  robot.settle();
  EXPECT_TRUE(robot.has("only.words"));
  EXPECT_TRUE(robot.has("map"));
}

}  // namespace
}  // namespace palabre::ui::test
