// The view Analyse: its controls, what it runs, what it shows, and that it says what the commands
// say.

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "sim/tables/text.hpp"
#include "tests/support/paths.hpp"
#include "tests/ui/program.hpp"
#include "tests/ui/robot.hpp"
#include "ui/base/words.hpp"
#include "ui/draw/chart_analyse.hpp"
#include "ui/figures/figure.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/view.hpp"
#include "ui/work/analysis.hpp"

namespace palabre::ui::test {
namespace analyse_test {

using Json = nlohmann::json;

/// The baseline over a few weeks and runs: analyses of it take a moment.
class Analyse : public testing::Test {
 protected:
  Analyse() : path_(folder_.baseline_copy()) {}
  AppOptions options(Lang lang = Lang::en) {
    AppOptions out = quick_options(lang);
    out.load.weeks = 60;
    out.replicates = 40;
    return out;
  }
  /// At a method, with the least work.
  static void show(Robot& robot, Method method) {
    robot.app().act(ShowMethod{method});
    AnalysisSettings settings = robot.app().analysis().settings;
    settings.method = method;
    settings.target = "good_offices_started";
    settings.y = "talks.tempo";
    settings.care.fill(Care::quick);
    robot.app().act(SetAnalysis{settings});
    robot.step(3);
  }
  static const AnalysisAnswer& run(Robot& robot, Method method) {
    show(robot, method);
    robot.click("button.an_start");
    robot.settle();
    EXPECT_TRUE(robot.app().analysis().fresh) << method_spec(method).id;
    EXPECT_TRUE(robot.app().analysis().answer->whole()) << method_spec(method).id;
    return *robot.app().analysis().answer;
  }
  static std::vector<std::string> lock_all_but(Robot& robot, std::string_view group) {
    std::vector<std::string> kept;
    for (const ParamSpec& spec : param_specs())
      if (spec.group != group)
        robot.app().act(ToggleLock{std::string(spec.key)});
      else
        kept.emplace_back(spec.key);
    return kept;
  }

  Folder folder_;
  fs::path path_;
};

TEST_F(Analyse, EveryMethodIsReachedByMouseKeyAndPaletteAndSaysItsCostFirst) {
  Robot robot(options(), path_);
  robot.press(plain(Key('4')));
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

// --- the same numbers as the commands ------------------------------------------------------------

class AsTheCommands : public Analyse {
 protected:
  Json command(std::vector<std::string> words) {
    words.insert(words.begin(), std::string(palabre::test::programs()) + "/palabre");
    for (const char* more : {"--json", "-q", "--weeks", "60"}) words.emplace_back(more);
    words.push_back(path_.string());
    const Said said = run_program(words, {}, folder_.path());
    EXPECT_EQ(said.status, 0) << said.err;
    return Json::parse(said.out);
  }
  static void expect_same(const Json& json, const std::optional<Estimate>& e,
                          const std::string& what) {
    ASSERT_EQ(json.is_null(), !e.has_value()) << what;
    if (!e) return;
    EXPECT_DOUBLE_EQ(json.at("value").get<double>(), e->value) << what;
    EXPECT_EQ(json.at("low"), e->has_interval() ? Json(e->low) : Json()) << what;
    EXPECT_EQ(json.at("high"), e->has_interval() ? Json(e->high) : Json()) << what;
  }
};

TEST_F(AsTheCommands, Tornado) {
  Robot robot(options(), path_);
  lock_all_but(robot, "talks");
  const AnalysisAnswer& answer = run(robot, Method::tornado);
  const Json json = command({"sensitivity", "--outcome", "good_offices_started", "--vary", "talks",
                             "-n", std::to_string(answer.question->size.replicates)});
  const Json& rows = json.at("assumptions");
  ASSERT_EQ(rows.size(), answer.swings.size());
  for (std::size_t k = 0; k < rows.size(); ++k) {
    const std::string key(answer.swings[k].spec->key);
    EXPECT_EQ(rows[k].at("key"), key);
    expect_same(rows[k].at("at_low"), answer.swings[k].low, key);
    expect_same(rows[k].at("at_high"), answer.swings[k].high, key);
  }
  expect_same(json.at("present"), answer.present, "present");
}

TEST_F(AsTheCommands, MorrisAndSobol) {
  Robot robot(options(), path_);
  lock_all_but(robot, "talks");
  const AnalysisAnswer& morris = run(robot, Method::morris);
  const Json m = command({"sensitivity", "--method", "morris", "--outcome", "good_offices_started",
                          "--vary", "talks", "--trajectories", "10"});
  ASSERT_EQ(m.at("assumptions").size(), morris.morris.size());
  for (std::size_t k = 0; k < morris.morris.size(); ++k)
    expect_same(m.at("assumptions")[k].at("mu_star"), morris.morris[k].effect.size,
                std::string(morris.morris[k].spec->key));
  show(robot, Method::sobol);
  AnalysisSettings settings = robot.app().analysis().settings;
  settings.groups = false;
  robot.app().act(SetAnalysis{settings});
  robot.step(2);
  robot.press(plain(Key::f5));
  robot.settle();
  const SobolFindings& sobol = robot.app().analysis().answer->sobol;
  const Json s = command({"sensitivity", "--method", "sobol", "--outcome", "good_offices_started",
                          "--vary", "talks", "--points", "32"});
  ASSERT_EQ(s.at("indices").size(), sobol.factors.size());
  for (std::size_t k = 0; k < sobol.factors.size(); ++k) {
    EXPECT_EQ(s.at("indices")[k].at("key"), sobol.factors[k].id);
    expect_same(s.at("indices")[k].at("first"), sobol.factors[k].index.first, sobol.factors[k].id);
    expect_same(s.at("indices")[k].at("total"), sobol.factors[k].index.total, sobol.factors[k].id);
  }
}

TEST_F(AsTheCommands, HeatMapClaimsAndLuck) {
  Robot robot(options(), path_);
  const HeatFindings heat = *run(robot, Method::heat).heat;
  const Json h = command({"heatmap", "--outcome", "good_offices_started", "--x", "talks.mediator",
                          "--y", "talks.tempo", "--cells", "6"});
  for (std::size_t r = 0; r < 6; ++r)
    for (std::size_t c = 0; c < 6; ++c)
      expect_same(h.at("rows")[r][c], heat.cells[r * 6 + c], "heat");
  const AnalysisAnswer& claims = run(robot, Method::claims);
  const Json c = command({"claims", "-n", std::to_string(claims.question->size.replicates)});
  for (const AblationEffect& effect : claims.ablations)
    for (const Json& row : c.at("switches"))
      if (row.at("label") == effect.toggle->label.en)
        expect_same(row.at("changes").at("talks_by_week_104"), effect.difference.front(),
                    std::string(effect.toggle->label.en));
  lock_all_but(robot, "talks");
  const AnalysisAnswer& variance = run(robot, Method::variance);
  const Json l = command({"variance", "--vary", "talks", "--points", "40"});
  ASSERT_EQ(l.at("rows").size(), variance.variance.size());
  for (std::size_t k = 0; k < variance.variance.size(); ++k)
    if (variance.variance[k].split) {
      EXPECT_DOUBLE_EQ(l.at("rows")[k].at("dice").get<double>(),
                       variance.variance[k].split->chance / variance.variance[k].split->total());
    }
}

TEST_F(AsTheCommands, DiscoveryPrecisionAndThresholds) {
  Robot robot(options(), path_);
  lock_all_but(robot, "talks");
  const Discovery found = *run(robot, Method::discovery).found;
  const Json d = command(
      {"discover", "--outcome", "good_offices_started", "--vary", "talks", "--points", "600"});
  EXPECT_EQ(d.at("chosen_step"), found.chosen);
  EXPECT_DOUBLE_EQ(d.at("checked").at("density").get<double>(), found.checked.density);
  ASSERT_EQ(d.at("edges").size(), found.edges.size());
  const RunsNeeded needed = *run(robot, Method::precision).needed;
  const Json p =
      command({"precision", "--outcome", "good_offices_started", "--within", "2%", "-n", "40"});
  EXPECT_EQ(p.at("runs_likely"), needed.likely);
  EXPECT_EQ(p.at("runs_most"), needed.most);
  const AnalysisAnswer& thresholds = run(robot, Method::thresholds);
  const Json t =
      command({"thresholds", "-n", std::to_string(thresholds.question->size.replicates)});
  for (std::size_t k = 0; k < thresholds.thresholds.size(); ++k) {
    EXPECT_EQ(t.at("thresholds")[k].at("near"), thresholds.thresholds[k].near->near);
    EXPECT_EQ(t.at("thresholds")[k].at("moved_if_lower"), *thresholds.thresholds[k].lower);
  }
}

// --- figures -------------------------------------------------------------------------------------

TEST_F(Analyse, ThePictureAndItsNumbersCanBeExported) {
  Robot robot(options(), path_);
  lock_all_but(robot, "talks");
  for (std::size_t k = 0; k < kMethodCount; ++k) {
    const AnalysisAnswer& answer = run(robot, Method(k));
    const std::string name(method_spec(Method(k)).id);
    const fs::path svg = folder_.path() / (name + ".svg"), csv = folder_.path() / (name + ".csv");
    robot.app().act(ExportFigure{"analysis", FigureFormat::svg, svg});
    robot.app().act(ExportFigure{"analysis", FigureFormat::csv, csv});
    const std::string picture = all_of(svg), numbers = all_of(csv);
    EXPECT_NE(picture.find(text(method_spec(Method(k)).name, Lang::en)), std::string::npos) << name;
    EXPECT_NE(picture.find(text(TextId::not_a_forecast, Lang::en)), std::string::npos) << name;
    EXPECT_EQ(picture.find("nan"), std::string::npos) << name;
    const std::string leading =
        answer.morris.empty() ? "" : std::string(answer.morris.front().spec->label.en);
    EXPECT_NE(picture.find(leading), std::string::npos) << "the leading dot has its name";
    EXPECT_EQ(numbers, analysis_csv(answer)) << name;
    if (Method(k) != Method::score)  // nothing was observed of 2022 yet
      EXPECT_GT(std::count(numbers.begin(), numbers.end(), '\n'), 1) << name;
    EXPECT_EQ(numbers.find("nan"), std::string::npos) << name;
  }
}

TEST_F(AsTheCommands, AHindcastIsScoredAndALaterCaseSaysWhyNot) {
  {
    Robot robot(options(), path_);
    const AnalysisAnswer& answer = run(robot, Method::score);
    EXPECT_EQ(answer.score, nullptr);
    EXPECT_EQ(answer.undefined, TextId::ui_an_score_none);
    EXPECT_TRUE(robot.has("an.undefined"));
  }
  const fs::path hindcast = shipped_scenarios() / "hindcasts" / "hindcast_2020.toml";
  Robot robot(options(), hindcast);
  const AnalysisAnswer& answer = run(robot, Method::score);
  ASSERT_NE(answer.score, nullptr);
  const std::vector<std::string> words{std::string(palabre::test::programs()) + "/palabre",
                                       "score",
                                       hindcast.string(),
                                       "--observed",
                                       (shipped_scenarios() / "mali" / "observed.csv").string(),
                                       "-n",
                                       std::to_string(answer.question->size.replicates),
                                       "-q",
                                       "--json"};
  const Said said = run_program(words, {}, folder_.path());
  ASSERT_EQ(said.status, 0) << said.err;
  const Json figures = Json::parse(said.out).at("figures");
  ASSERT_EQ(figures.size(), answer.score->figures.size());
  for (std::size_t k = 0; k < figures.size(); ++k)
    EXPECT_DOUBLE_EQ(figures[k].at("model").at("crps").get<double>(),
                     answer.score->figures[k].model.crps);
  EXPECT_TRUE(robot.has("score.0"));
}

TEST_F(AsTheCommands, Mechanisms) {
  Robot robot(options(), path_);
  const AnalysisAnswer& answer = run(robot, Method::mechanisms);
  ASSERT_EQ(answer.ablations.size(), mechanism_ablations().size());
  const Json said = command({"mechanisms", "-n", std::to_string(answer.question->size.replicates)});
  for (const AblationEffect& effect : answer.ablations)
    for (const Json& row : said.at("mechanisms"))
      if (row.at("label") == effect.toggle->label.en)
        expect_same(row.at("changes").at("jihadist_share_area_end"), effect.difference.front(),
                    std::string(effect.toggle->label.en));
  EXPECT_TRUE(robot.has("part.0.0"));
}

}  // namespace analyse_test
}  // namespace palabre::ui::test
