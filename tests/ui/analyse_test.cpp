// The view Analyse: its controls, what it runs and what it shows.

#include <gtest/gtest.h>

#include <fstream>

#include "sim/tables/text.hpp"
#include "tests/ui/analyse_robot.hpp"
#include "ui/base/words.hpp"
#include "ui/draw/chart_analyse.hpp"
#include "ui/figures/figure.hpp"
#include "ui/panels/view.hpp"

namespace palabre::ui::test {
namespace analyse_test {

TEST_F(Analyse, EveryMethodIsReachedByMouseKeyAndPaletteAndSaysItsCostFirst) {
  Robot robot(options(), path_);
  robot.press(plain(Key('4')));
  robot.app().act(SetValue{"talks.mediator", Value{0.9}, true});  // so that two cases are judged
  for (std::size_t k = 0; k < kMethodCount; ++k) {
    const MethodSpec& spec = method_spec(Method(k));
    robot.click("method." + std::string(spec.id));
    EXPECT_EQ(robot.app().analysis().settings.method, Method(k));
    EXPECT_TRUE(robot.has("an.cost")) << spec.id;
    EXPECT_TRUE(robot.has("an.empty")) << spec.id;
  }
  robot.click("method.tornado");
  robot.press(plain(Key::tab));
  robot.press(plain(Key::enter));
  robot.step(3);
  EXPECT_EQ(robot.app().analysis().settings.method, Method::morris);
  robot.press({Key::tab, false, true, false});
  robot.press(plain(Key::enter));
  robot.step(3);
  EXPECT_EQ(robot.app().analysis().settings.method, Method::tornado);
  robot.press(plain(Key('1')));
  robot.press(ctrl('P'));
  robot.type("variance dec");
  robot.step(2);
  robot.click("palette.method.variance");
  EXPECT_EQ(robot.app().view().place, Place::analyse);
  EXPECT_EQ(robot.app().analysis().settings.method, Method::variance);
}

TEST_F(Analyse, EveryMethodRunsAndShowsWhatItFound) {
  Robot robot(options(), path_);
  robot.app().act(SetValue{"talks.mediator", Value{0.9}, true});  // so that two cases are judged
  lock_all_but(robot, "talks");
  for (std::size_t k = 0; k < kMethodCount; ++k) {
    run(robot, Method(k));
    EXPECT_TRUE(robot.has("chart.analysis") || robot.has("an.undefined"))
        << method_spec(Method(k)).id;
    EXPECT_FALSE(robot.has("an.stale"));
    EXPECT_TRUE(robot.has("an.done"));
  }
  EXPECT_TRUE(robot.app().analysis().failure.empty());
}

TEST_F(Analyse, AKeyRunsItAndAChangedCaseIsMarkedUntilItIsRunAgain) {
  Robot robot(options(), path_);
  lock_all_but(robot, "talks");
  show(robot, Method::tornado);
  robot.press(plain(Key::f5));
  robot.settle();
  ASSERT_TRUE(robot.app().analysis().fresh);
  robot.app().act(SetValue{"war.recruitment", Value{0.03}, true});
  robot.app().act(ToggleLock{"war.recruitment"});
  robot.app().act(SetValue{"war.recruitment", Value{0.03}, true});
  robot.settle();
  EXPECT_FALSE(robot.app().analysis().fresh);
  EXPECT_TRUE(robot.has("an.stale"));
  robot.press(ctrl('Z'));
  robot.app().act(ToggleLock{"war.recruitment"});
  robot.settle();
  EXPECT_TRUE(robot.app().analysis().fresh) << "the answer of before is kept";
  EXPECT_FALSE(robot.has("an.stale"));
}

TEST_F(Analyse, LockedAssumptionsStayOutOfSweepsAndItSaysSo) {
  Robot robot(options(), path_);
  const auto kept = lock_all_but(robot, "talks");
  const AnalysisAnswer& answer = run(robot, Method::tornado);
  EXPECT_TRUE(robot.has("an.locked"));
  EXPECT_EQ(answer.swings.size(), kept.size());
  for (const Swing& swing : answer.swings) EXPECT_EQ(swing.spec->group, "talks");
  for (const std::string& key : kept) robot.app().act(ToggleLock{key});
  robot.settle();
  EXPECT_TRUE(robot.has("an.refusal")) << "nothing is left to vary";
  show(robot, Method::heat);
  EXPECT_TRUE(robot.has("an.refusal")) << "both axes are locked";
}

TEST_F(Analyse, ABarLeadsToItsSlider) {
  Robot robot(options(), path_);
  lock_all_but(robot, "talks");
  const AnalysisAnswer& answer = run(robot, Method::tornado);
  const std::string key(answer.swings.front().spec->key);
  robot.click(robot.at("tornado." + key).centre());
  EXPECT_EQ(robot.app().view().place, Place::explore);
  robot.step(5);  // it is scrolled to
  EXPECT_TRUE(robot.seen(key));
}

TEST_F(Analyse, AClaimLeadsToItsSource) {
  Robot robot(options(), path_);
  const AnalysisAnswer& answer = run(robot, Method::claims);
  const std::string name(claim(answer.ablations.front().toggle->claims.list().front()).name);
  robot.click("claim." + name);
  EXPECT_EQ(robot.app().view().place, Place::sources);
  EXPECT_TRUE(robot.has("source." + name));
}

TEST_F(Analyse, ACellIsTakenIntoTheCaseAndUndoBringsTheOldOneBack) {
  Robot robot(options(), path_);
  const AnalysisAnswer& answer = run(robot, Method::heat);
  const Scenario before = robot.app().draft();
  robot.click("heat.1.4");
  EXPECT_EQ(Value{robot.param("talks.mediator")}, answer.heat->x.values[1]);
  EXPECT_EQ(Value{robot.param("talks.tempo")}, answer.heat->y.values[4]);
  robot.settle();
  EXPECT_TRUE(robot.app().analysis().fresh) << "where the case stands does not change the map";
  robot.press(ctrl('Z'));
  EXPECT_TRUE(robot.app().draft() == before);
  robot.app().act(ToggleLock{"talks.mediator"});
  robot.settle();
  robot.app().act(SetValues{{{"talks.mediator", Value{0.1}}, {"talks.tempo", Value{0.9}}}});
  EXPECT_TRUE(robot.app().draft() == before) << "a locked value stays";
}

TEST_F(Analyse, AHeatMapOfLeversTakesDatesAndChoices) {
  Robot robot(options(), path_);
  show(robot, Method::heat);
  AnalysisSettings settings = robot.app().analysis().settings;
  settings.x = "levers.french_withdrawal";
  settings.y = "levers.mediator";
  robot.app().act(SetAnalysis{settings});
  robot.step(2);
  robot.click("button.an_start");
  robot.settle();
  const HeatFindings& heat = *robot.app().analysis().answer->heat;
  EXPECT_EQ(heat.x.values.size(), 6u);
  EXPECT_EQ(heat.y.values.size(), 4u);
  robot.click("heat.5.3");
  EXPECT_TRUE(robot.app().draft().levers.french_withdrawal.is_never());
  EXPECT_EQ(get_value(robot.app().draft(), "levers.mediator"), heat.y.values[3]);
  robot.press(ctrl('Z'));
  EXPECT_FALSE(robot.app().dirty() && robot.app().draft().levers.french_withdrawal.is_never());
}

TEST_F(Analyse, EscapeStopsItAndWhatIsDoneStays) {
  AppOptions slow = options();
  slow.load.weeks = 260;
  Robot robot(slow, path_);
  show(robot, Method::sobol);
  AnalysisSettings settings = robot.app().analysis().settings;
  settings.care.fill(Care::thorough);
  settings.target = "frozen";
  robot.app().act(SetAnalysis{settings});
  robot.step(2);
  robot.press(plain(Key::f5));
  for (int k = 0; k < 20000; ++k) {
    robot.step();
    const AnalysisState& state = robot.app().analysis();
    if (state.answer && state.answer->points_done > 1) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  ASSERT_TRUE(robot.app().analysis().running);
  robot.press(plain(Key::escape));
  robot.settle();
  const AnalysisState& state = robot.app().analysis();
  EXPECT_FALSE(state.running);
  ASSERT_NE(state.answer, nullptr);
  EXPECT_FALSE(state.answer->whole());
  EXPECT_GT(state.answer->points_done, 0u);
  EXPECT_TRUE(robot.has("an.part"));
  EXPECT_TRUE(robot.has("button.an_start")) << "it can begin again";
}

TEST_F(Analyse, WhatNeverHappensIsSaidPlainly) {
  Robot robot(options(), path_);
  lock_all_but(robot, "talks");
  for (const Method method : {Method::tornado, Method::morris, Method::sobol, Method::discovery}) {
    show(robot, method);
    AnalysisSettings settings = robot.app().analysis().settings;
    settings.target = "collapse";  // not within sixty weeks
    robot.app().act(SetAnalysis{settings});
    robot.step(2);
    robot.press(plain(Key::f5));
    robot.settle();
    EXPECT_EQ(robot.app().analysis().answer->undefined, TextId::an_never) << method_spec(method).id;
    EXPECT_TRUE(robot.has("an.undefined")) << method_spec(method).id;
    EXPECT_FALSE(robot.has("chart.analysis")) << method_spec(method).id;
  }
}

TEST_F(Analyse, AnotherPointOfTheWayIsAnotherBoxFromTheSameWorlds) {
  Robot robot(options(), path_);
  lock_all_but(robot, "talks");
  const AnalysisAnswer first = run(robot, Method::discovery);
  ASSERT_TRUE(first.found.has_value());
  ASSERT_GT(first.found->trajectory.size(), 3u);
  const std::size_t other = first.found->chosen > 2 ? 1 : first.found->trajectory.size() - 1;
  robot.app().act(TakeStep{other});
  robot.settle();
  const AnalysisAnswer& second = *robot.app().analysis().answer;
  EXPECT_EQ(second.found->chosen, other);
  EXPECT_EQ(second.worlds, first.worlds) << "nothing is run again";
  ASSERT_TRUE(robot.has("button.an_best"));
  robot.click("button.an_best");
  robot.settle();
  EXPECT_EQ(robot.app().analysis().answer->found->chosen, first.found->chosen);
}

TEST_F(Analyse, TheBoxStandsOnTheSlidersOfExploreUntilTheCaseChanges) {
  Robot robot(options(), path_);
  lock_all_but(robot, "talks");
  run(robot, Method::discovery);
  robot.press(plain(Key('1')));
  EXPECT_NE(robot.app().analysis().box, nullptr);
  robot.app().act(SetSeed{7});
  robot.step(2);
  EXPECT_EQ(robot.app().analysis().box, nullptr);
}

TEST_F(Analyse, TheRunsNeededCanBeAskedFor) {
  Robot robot(options(), path_);
  const AnalysisAnswer& answer = run(robot, Method::precision);
  ASSERT_TRUE(answer.needed.has_value());
  const auto wanted = answer.needed->likely;
  robot.click("button.an_ask");
  EXPECT_EQ(robot.app().draft().replicates, wanted);
}

TEST_F(Analyse, TargetsAndAxesAreChosenFromListsThatCanBeSearched) {
  Robot robot(options(), path_);
  show(robot, Method::heat);
  robot.click("an.target");
  robot.step(3);
  robot.type("deaths a year");
  robot.step(2);
  robot.click("an.target.deaths_per_year");
  EXPECT_EQ(robot.app().analysis().settings.target, "deaths_per_year");
  robot.click("an.x");
  robot.step(3);
  robot.type("levers.election");
  robot.step(2);
  robot.edit_key(ImGuiKey_Enter);
  EXPECT_EQ(robot.app().analysis().settings.x, "levers.election");
  const std::string y = robot.app().analysis().settings.y;
  robot.click("button.an_swap");
  EXPECT_EQ(robot.app().analysis().settings.x, y);
  robot.click("button.an_care_2");
  EXPECT_EQ(robot.app().analysis().settings.care[std::size_t(Method::heat)], Care::thorough);
  show(robot, Method::sobol);
  robot.click("button.an_groups_1");
  EXPECT_FALSE(robot.app().analysis().settings.groups);
}

TEST_F(Analyse, ThePictureAndItsNumbersCanBeExported) {
  Robot robot(options(), path_);
  robot.app().act(SetValue{"talks.mediator", Value{0.9}, true});  // so that two cases are judged
  lock_all_but(robot, "talks");
  for (std::size_t k = 0; k < kMethodCount; ++k) {
    const AnalysisAnswer& answer = run(robot, Method(k));
    const std::string name(method_spec(Method(k)).id);
    const fs::path svg = folder_.path() / (name + ".svg"), csv = folder_.path() / (name + ".csv");
    robot.app().act(ExportFigure{"analysis", FigureFormat::svg, svg});
    robot.app().act(ExportFigure{"analysis", FigureFormat::csv, csv});
    const std::string picture = all_of(svg), numbers = without_comments(all_of(csv));
    EXPECT_NE(picture.find(text(method_spec(Method(k)).name, Lang::en)), std::string::npos) << name;
    EXPECT_NE(picture.find(text(TextId::not_a_forecast, Lang::en)), std::string::npos) << name;
    EXPECT_EQ(picture.find("nan"), std::string::npos) << name;
    const std::string leading =
        answer.morris.empty() ? "" : std::string(answer.morris.front().spec->label.en);
    EXPECT_NE(picture.find(leading), std::string::npos) << "the leading dot has its name";
    EXPECT_EQ(numbers, analysis_csv(answer)) << name;
    const bool has_rows = Method(k) != Method::score;  // nothing was observed of 2022 yet
    EXPECT_GT(std::count(numbers.begin(), numbers.end(), '\n'), has_rows ? 1 : 0) << name;
    EXPECT_EQ(numbers.find("nan"), std::string::npos) << name;
  }
}

}  // namespace analyse_test
}  // namespace palabre::ui::test
