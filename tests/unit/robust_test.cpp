// Which case holds up: on planted values with known regrets, and on the shipped model.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <mutex>
#include <set>

#include "sim/answer/needs.hpp"
#include "sim/answer/robust.hpp"
#include "sim/answer/tray.hpp"

namespace palabre {
namespace robust_test {

const ScenarioFile& baseline() {
  static const ScenarioFile kFile = load_scenario(shipped_scenarios() / "baseline.toml");
  return kFile;
}

Scenario changed(std::initializer_list<std::pair<const char*, Value>> values) {
  Scenario out = baseline().scenario;
  for (const auto& [key, value] : values) EXPECT_FALSE(set_value(out, key, value)) << key;
  return out;
}

TEST(Robustness, OfAPlantedProblemHasTheKnownRegrets) {
  // Ten worlds. A is 10 everywhere; B is 14 in six of them and 2 in four; C equals A in the first.
  const std::vector<double> a(10, 10.0), b{14, 14, 14, 14, 14, 14, 2, 2, 2, 2},
      c{10, 0, 0, 0, 0, 0, 10, 10, 10, 11};
  const auto more = robustness({a, b, c}, true);
  EXPECT_DOUBLE_EQ(more[0].best_share, (0.5 + 0.5 + 0.5) / 10);  // even with C in three
  EXPECT_DOUBLE_EQ(more[1].best_share, 0.6);
  EXPECT_DOUBLE_EQ(more[2].best_share, (0.5 + 0.5 + 0.5 + 1) / 10);
  EXPECT_DOUBLE_EQ(more[0].regret.value, (6 * 4 + 1) / 10.0);
  EXPECT_DOUBLE_EQ(more[1].regret.value, (3 * 8 + 9) / 10.0);
  EXPECT_DOUBLE_EQ(more[2].regret.value, (4 + 5 * 14) / 10.0);
  EXPECT_DOUBLE_EQ(more[0].regret_90, 4.0);
  EXPECT_DOUBLE_EQ(more[1].regret_90, 8.0);
  EXPECT_DOUBLE_EQ(more[2].regret_90, 14.0);
  EXPECT_DOUBLE_EQ(more[0].worst_tenth, 10.0);
  EXPECT_DOUBLE_EQ(more[1].worst_tenth, 2.0);
  EXPECT_DOUBLE_EQ(more[1].mean, 9.2);
  EXPECT_EQ(best_case(more, true), 0u);
  // Where less is better, the same table tells the contrary.
  const auto less = robustness({a, b, c}, false);
  EXPECT_DOUBLE_EQ(less[1].best_share, 0.4);
  EXPECT_DOUBLE_EQ(less[1].worst_tenth, 14.0);
  EXPECT_DOUBLE_EQ(less[2].best_share, (0.5 + 5) / 10.0);
  EXPECT_DOUBLE_EQ(less[2].regret.value, (0 + 3 * 8 + 9) / 10.0);
  EXPECT_EQ(best_case(less, false), 2u);
  // Shares of the worlds always make one.
  EXPECT_DOUBLE_EQ(less[0].best_share + less[1].best_share + less[2].best_share, 1.0);
}

TEST(Robustness, OfOneCaseHasNoRegret) {
  const auto alone = robustness({{3.0, 5.0, 4.0}}, true);
  EXPECT_DOUBLE_EQ(alone[0].best_share, 1.0);
  EXPECT_EQ(alone[0].regret.value, 0.0);
  EXPECT_EQ(alone[0].regret_90, 0.0);
}

TEST(Robustness, TheLeadOfTheBestCaseIsHeldWorldByWorld) {
  // B is better than A by 1 or 3 in every world, however much the worlds themselves differ.
  const std::vector<double> a{10, 90, 30, 70}, b{11, 93, 31, 73}, c{0, 0, 0, 0};
  const auto more = lead({a, b, c}, true), less = lead({a, b, c}, false);
  ASSERT_TRUE(more && less);
  EXPECT_DOUBLE_EQ(more->value, 2.0);
  EXPECT_GT(more->low, 0.0);
  EXPECT_DOUBLE_EQ(less->value, -50.0) << "C has least of it, then A";
  const std::vector<double> even{12, 88, 33, 67};
  const auto close = lead({a, even}, true);
  EXPECT_LT(close->low, 0.0);
  EXPECT_GT(close->high, 0.0);
  EXPECT_FALSE(lead({a}, true));
}

RobustnessStudy study_of_two() {
  RobustnessStudy out;
  out.goal = *find_goal("truce_reached");
  out.cases.resize(2);
  out.cases[0].mean = 0.21;
  out.cases[0].best_share = 0.53;
  out.cases[0].regret = {0.01, 0.008, 0.012};
  out.cases[0].regret_90 = 0.03;
  out.turning.lost = 0.37;
  out.turning.other = 1;
  out.lead = Estimate{0.01, 0.005, 0.015};
  out.drawn = chosen_params({});
  return out;
}

TEST(Robustness, TheSentenceClaimsNoMoreThanTheWorldsTell) {
  RobustnessStudy study = study_of_two();
  const auto text = [&](Lang lang) { return robustness_text(study, {"Plain", "Other"}, lang); };
  EXPECT_THAT(text(Lang::en), testing::StartsWith("Plain holds up best for"));
  EXPECT_THAT(text(Lang::en), testing::HasSubstr("have in common cannot be told from luck."));
  study.lead = Estimate{0.01, -0.005, 0.025};
  EXPECT_THAT(text(Lang::en), testing::StartsWith("No case can be told to hold up better"));
  EXPECT_THAT(text(Lang::en), testing::HasSubstr("Plain has the best mean"));
  EXPECT_THAT(text(Lang::fr), testing::StartsWith("Pour \u00ab"));
  Discovery box;
  box.edges = {{0, true, 0.5, 1e-6}};
  box.checked.density = 0.6;
  box.base_rate = 0.37;
  box.checked_p = 0.4;
  study.turning.box = box;
  EXPECT_THAT(text(Lang::en), testing::HasSubstr("cannot be told from luck."))
      << "a box that the points apart do not bear out";
  study.turning.box->checked_p = 1e-4;
  EXPECT_THAT(text(Lang::en), testing::HasSubstr("there Other is better in 60 of 100 worlds"));
}

TEST(Robustness, NeverOffersHarmAsAGoalToRaise) {
  for (const Goal& goal : goals()) {
    const std::string id(goal.figure.id());
    const bool harm = id.find("deaths") != id.npos || id.find("displaced") != id.npos ||
                      id.find("sieges") != id.npos;
    EXPECT_EQ(goal.more_is_better, !harm) << id;
  }
  EXPECT_FALSE(find_goal("coup"));
  EXPECT_FALSE(find_goal("collapse"));
  EXPECT_FALSE(find_goal("attacks_per_week"));
  EXPECT_FALSE(find_goal("katiba_strength_end"));
  EXPECT_TRUE(find_goal("truce_reached"));
}

TEST(Robustness, DrawsTheSameWorldsForEveryCaseAndNothingThatACaseSets) {
  const std::vector<Scenario> cases{baseline().scenario,
                                    changed({{"levers.mediator", std::string("dicko")}}),
                                    changed({{"levers.coastal_support", 1.0}})};
  RobustOptions options;
  options.worlds = 48;
  options.replicates = 8;
  const auto study =
      study_robustness(cases, baseline().world, *find_goal("truce_reached"), options);
  ASSERT_TRUE(study.has_value());
  EXPECT_EQ(study->kept, (std::vector<std::string>{"jihadists.pact_approval", "talks.deniability",
                                                   "talks.mediator"}));
  EXPECT_EQ(study->drawn.size() + study->kept.size(), param_specs().size());
  EXPECT_EQ(study->worlds + study->refused, 48);
  // What has no causal path to a truce does in every world what the first case does.
  EXPECT_EQ(study->cases[2].mean, study->cases[0].mean);
  EXPECT_EQ(study->cases[2].regret.value, study->cases[0].regret.value);
  EXPECT_EQ(study->cases[2].best_share, study->cases[0].best_share);
  EXPECT_GT(study->cases[1].mean, study->cases[0].mean);
  EXPECT_EQ(study->best, 1u);
  for (const Lang lang : {Lang::en, Lang::fr}) {
    const std::string text = robustness_text(*study, {"Plain", "Dicko", "Coast"}, lang);
    EXPECT_THAT(text, testing::HasSubstr("Dicko ")) << text;
    EXPECT_EQ(text.find_first_of("{}<>|"), text.npos) << text;
  }
  options.threads = 1;
  const auto again =
      study_robustness(cases, baseline().world, *find_goal("truce_reached"), options);
  EXPECT_EQ(again->cases[0].regret.value, study->cases[0].regret.value);
  std::stop_source stop;
  stop.request_stop();
  options.stop = stop.get_token();
  EXPECT_FALSE(study_robustness(cases, baseline().world, *find_goal("truce_reached"), options));
}

TEST(Needs, TriesEverySettingOfALeverAsOneChange) {
  const Scenario& present = baseline().scenario;
  std::set<std::string> keys;
  for (const Scenario& setting : lever_settings(present)) {
    const auto changes = changes_between(present, setting);
    ASSERT_EQ(changes.size(), 1u);
    keys.insert(changes[0].keys.front());
  }
  for (const LeverSpec& spec : lever_specs())
    if (spec.name != "prisoners_released") {  // frees nobody without a day
      EXPECT_TRUE(keys.contains("levers." + std::string(spec.name))) << spec.name;
    }
}

TEST(Needs, RanksTheWantedWayAndEndsInASentence) {
  NeedsOptions options;
  options.replicates = 64;
  options.worlds = 200;
  int firsts = 0;
  options.first = [&](const NeedsStudy& study) {
    ++firsts;
    EXPECT_FALSE(study.levers.empty());
  };
  const auto study =
      study_needs(baseline().scenario, baseline().world, *find_figure("pacts_started"), options);
  ASSERT_TRUE(study.has_value());
  EXPECT_EQ(firsts, 1);
  EXPECT_TRUE(study->more_is_wanted);
  // Nothing makes more pacts than trying harder.
  EXPECT_EQ(study->levers.front().keys.front(), "levers.local_effort");
  double last = 1e9;
  for (const Need& need : study->levers) {
    EXPECT_EQ(need.finding.evidence(), Evidence::sure);
    EXPECT_GT(need.finding.difference->value, 0.0);
    EXPECT_LE(need.finding.difference->value, last);
    last = need.finding.difference->value;
  }
  for (const Need& need : study->assumptions)
    EXPECT_FALSE(need.keys.front().starts_with("levers.")) << need.keys.front();
  const std::string en = needs_text(*study, Lang::en), fr = needs_text(*study, Lang::fr);
  EXPECT_THAT(en, testing::HasSubstr("three times the effort for local pacts ("));
  EXPECT_THAT(fr, testing::HasSubstr("un effort triplé pour des pactes locaux ("));
  for (const std::string& text : {en, fr})
    EXPECT_EQ(text.find_first_of("{}<>|"), text.npos) << text;
  // Harm is wanted less.
  options.worlds = 0;
  options.replicates = 32;
  options.first = {};
  const auto deaths =
      study_needs(baseline().scenario, baseline().world, *find_figure("deaths_per_year"), options);
  EXPECT_FALSE(deaths->more_is_wanted);
  for (const Need& need : deaths->levers) EXPECT_LT(need.finding.difference->value, 0.0);
  EXPECT_FALSE(study_needs(baseline().scenario, baseline().world, *find_figure("pact_weeks_median"),
                           options));
}

TEST(Tray, HoldsEveryCaseAgainstTheFirstAsComparingTwoDoes) {
  const Scenario dicko = changed({{"levers.mediator", std::string("dicko")}});
  const Scenario exit = changed({{"levers.french_drawdown", 4.0}});
  const World& world = *baseline().world;
  CompareOptions options;
  options.replicates = 40;
  options.parting = false;
  std::mutex mutex;  // progress comes from any thread of the runs
  std::int64_t last = 0;
  options.progress = [&](std::int64_t done, std::int64_t total) {
    const std::scoped_lock lock(mutex);
    EXPECT_LE(done, total);
    EXPECT_EQ(total, 80);
    last = std::max(last, done);
  };
  const auto tray =
      compare_all({{baseline().scenario, world}, {dicko, world}, {exit, world}}, options);
  ASSERT_TRUE(tray.has_value());
  EXPECT_EQ(last, 80);
  EXPECT_EQ(tray->cases(), 3u);
  options.progress = {};
  const auto model = [&](const Scenario& scenario) {
    return std::make_shared<const Model>(compile(scenario, world));
  };
  Recording first(model(baseline().scenario), baseline().scenario.seed);
  Recording second(model(exit), baseline().scenario.seed);
  const auto two = compare(first, second, options);
  for (const Target& figure : Tray::figures()) {
    const Finding a = tray->finding(2, figure), b = finding_of(*two, figure);
    ASSERT_EQ(a.difference.has_value(), b.difference.has_value());
    if (!a.difference) continue;
    EXPECT_EQ(a.difference->value, b.difference->value) << figure.id();
    EXPECT_EQ(a.difference->high, b.difference->high) << figure.id();
    EXPECT_EQ(tray->finding(1, figure).without->value, a.without->value) << figure.id();
  }
  EXPECT_EQ(tray->changes[0].front().phrase.en, "Imam Dicko mediating");
  std::stop_source stop;
  stop.request_stop();
  options.stop = stop.get_token();
  EXPECT_FALSE(compare_all({{dicko, world}, {exit, world}}, options));
}

}  // namespace robust_test
}  // namespace palabre
