// The view Analyse says what the commands say, to the last digit.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "sim/tables/text.hpp"
#include "tests/support/paths.hpp"
#include "tests/ui/analyse_robot.hpp"
#include "tests/ui/program.hpp"

namespace palabre::ui::test {
namespace analyse_commands_test {

using Json = nlohmann::json;

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

TEST_F(AsTheCommands, AHindcastIsScoredAndALaterCaseSaysWhyNot) {
  {
    Robot robot(options(), path_);
    const AnalysisAnswer& answer = run(robot, Method::score);
    EXPECT_EQ(answer.score, nullptr);
    EXPECT_EQ(answer.undefined, TextId::ui_an_score_none);
    EXPECT_TRUE(robot.has("an.undefined"));
  }
  const fs::path hindcast = shipped_scenarios() / "hindcasts" / "hindcast_2020.toml";
  AppOptions whole = options();
  whole.load.weeks.reset();
  Robot robot(whole, hindcast);
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

}  // namespace analyse_commands_test
}  // namespace palabre::ui::test
