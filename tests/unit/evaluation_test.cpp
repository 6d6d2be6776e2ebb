// Points on the same dice.

#include "sim/run/analysis/evaluation.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "sim/model/compile.hpp"
#include "sim/model/kernel.hpp"
#include "sim/run/analysis/precision.hpp"
#include "sim/run/stats/design.hpp"
#include "sim/tables/ablations.hpp"
#include "tests/support/float_traps.hpp"
#include "tests/support/paths.hpp"

namespace palabre {
namespace evaluation_test {

const ScenarioFile& baseline() {
  static const ScenarioFile kFile = [] {
    LoadOptions options;
    options.weeks = 60;
    ScenarioFile file =
        load_scenario(std::string(palabre::test::root()) + "/scenarios/baseline.toml", options);
    file.scenario.replicates = 24;
    return file;
  }();
  return kFile;
}

/// The present case, the same again, and with another value.
Evaluation three(const char* key, double value, std::vector<Target> targets) {
  const PlanRow present = row_of(baseline().scenario);
  std::vector<PlanRow> rows(3, present);
  rows[2].params.*find_param(key)->field = value;
  return Evaluation(baseline().scenario, baseline().world, std::move(rows), std::move(targets), 24);
}

std::vector<Target> some_targets() {
  return {*find_target("frozen"), *find_target("good_offices_started"),
          *find_target("deaths_per_year"), *find_target("pact_weeks_mean")};
}

TEST(Evaluation, SaysWhatAnEnsembleSays) {
  Evaluation e = three("war.recruitment", 0.02, some_targets());
  ASSERT_TRUE(e.run(1));
  const auto results = run(baseline().scenario, *baseline().world, 1);
  EXPECT_DOUBLE_EQ(e.estimate(0, 1)->value,
                   results->find(StatisticId::good_offices_started)->estimate.value);
  EXPECT_DOUBLE_EQ(e.estimate(0, 2)->low,
                   results->find(StatisticId::deaths_per_year)->estimate.low);
  EXPECT_DOUBLE_EQ(e.estimate(0, 3)->value,
                   results->find(StatisticId::pact_weeks_mean)->estimate.value);
  EXPECT_EQ(e.failed(), 0);
  EXPECT_EQ(e.refused(), 0);
}

TEST(Evaluation, TheSamePointTwiceDiffersInNoRun) {
  Evaluation e = three("war.recruitment", 0.02, some_targets());
  ASSERT_TRUE(e.run(2));
  for (std::size_t t = 0; t < 4; ++t) {
    EXPECT_EQ(e.difference(0, 1, t)->value, 0.0);
    EXPECT_EQ(e.difference(0, 1, t)->basis, Basis::no_spread);
    EXPECT_EQ(e.difference(0, 1, t)->low, -e.difference(0, 1, t)->high);
  }
  EXPECT_NE(e.difference(0, 2, 2)->value, 0.0);
}

TEST(Evaluation, AnyNumberOfThreadsAndAnyStepsGiveTheSame) {
  Evaluation one = three("talks.mediator", 0.8, some_targets());
  Evaluation two = three("talks.mediator", 0.8, some_targets());
  ASSERT_TRUE(one.run(1));
  ASSERT_TRUE(two.run_to(1, 4));
  EXPECT_EQ(two.done(), 1u);
  EXPECT_FALSE(two.estimate(1).has_value());
  ASSERT_TRUE(two.run(4));
  for (std::size_t point = 0; point < 3; ++point)
    for (std::size_t t = 0; t < 4; ++t) {
      ASSERT_EQ(one.value(point, t).has_value(), two.value(point, t).has_value());
      EXPECT_EQ(one.value(point, t), two.value(point, t));
    }
}

TEST(Evaluation, LooksComeToTheSameAndEachRestsOnWholePoints) {
  const auto rows = [] {
    std::vector<PlanRow> out(3, row_of(baseline().scenario));
    out[2].params.talks_mediator = 0.8;
    return out;
  };
  const auto with = [&](int look) {
    return Evaluation(baseline().scenario, baseline().world, rows(), some_targets(), 20,
                      Effort::needed, look);
  };
  Evaluation one = with(0), looks = with(8),
             few(baseline().scenario, baseline().world, rows(), some_targets(), 8);
  ASSERT_TRUE(one.run(2));
  ASSERT_TRUE(few.run(2));
  EXPECT_EQ(looks.steps(), 9u);
  ASSERT_TRUE(looks.run_to(2, 2));
  EXPECT_EQ(looks.done(), 2u);
  EXPECT_EQ(looks.replicates_shown(), 8);
  EXPECT_EQ(looks.runs_done(), 16);
  EXPECT_FALSE(looks.estimate(2));
  // Within the second look the first stands.
  ASSERT_TRUE(looks.run_to(4, 2));
  EXPECT_EQ(looks.done(), 3u);
  EXPECT_EQ(looks.runs_done(), 32);
  for (std::size_t t = 0; t < 4; ++t) {
    ASSERT_EQ(looks.value(2, t), few.value(2, t));
    const auto a = looks.difference(0, 2, t), b = few.difference(0, 2, t);
    ASSERT_EQ(a.has_value(), b.has_value());
    if (a) {
      EXPECT_EQ(a->low, b->low);
    }
  }
  ASSERT_TRUE(looks.run(2));
  EXPECT_TRUE(looks.complete());
  EXPECT_EQ(looks.replicates_shown(), 20);
  EXPECT_EQ(looks.runs_done(), looks.runs());
  for (std::size_t point = 0; point < 3; ++point)
    for (std::size_t t = 0; t < 4; ++t) EXPECT_EQ(looks.value(point, t), one.value(point, t));
}

Scenario for_weeks(int weeks) {
  Scenario scenario = baseline().scenario;
  scenario.weeks = weeks;
  return scenario;
}

TEST(Evaluation, RunsOnlyTheWeeksThatATargetNeedsAndSaysTheSameToTheLastBit) {
  const Scenario scenario = for_weeks(130);
  std::map<int, std::vector<Target>> by_weeks;
  for (const std::string_view id : target_names())
    by_weeks[horizon_of(*find_target(id), scenario.weeks)].push_back(*find_target(id));
  EXPECT_EQ(by_weeks.size(), 5u);  // 1, 52, 53, 104 and all 130
  std::vector<PlanRow> rows(2, row_of(scenario));
  rows[1].params.talks_mediator = 0.9;
  std::size_t defined = 0;
  for (const auto& [weeks, targets] : by_weeks) {
    Evaluation brief(scenario, baseline().world, rows, targets, 20);
    Evaluation whole(scenario, baseline().world, rows, targets, 20, Effort::whole);
    ASSERT_TRUE(brief.run(2));
    ASSERT_TRUE(whole.run(2));
    for (std::size_t point = 0; point < rows.size(); ++point)
      for (std::size_t t = 0; t < targets.size(); ++t)
        for (std::size_t k = 0; k < 20; ++k) {
          const Cell &a = brief.cells(point, t)[k], &b = whole.cells(point, t)[k];
          ASSERT_EQ(a.has_value(), b.has_value()) << targets[t].id();
          if (!a) continue;
          ++defined;
          EXPECT_EQ(a->value, b->value) << targets[t].id() << " within " << weeks;
          EXPECT_EQ(a->weight, b->weight) << targets[t].id();
        }
  }
  EXPECT_GT(defined, 2000u);
}

TEST(Evaluation, AShortBlockIsTheBeginningOfALongOneOnEveryKernel) {
  constexpr int kWeeks = 60, kShort = 23;
  const Model model = compile(for_weeks(kWeeks), *baseline().world, Digest::none);
  struct Ran {
    std::vector<double> rows = std::vector<double>(kWeeks * kWeekRows * kBlockLanes);
    std::vector<std::uint64_t> digests = std::vector<std::uint64_t>(kWeeks * 2 * kBlockLanes);
    BlockOutput out;
  };
  for (const Kernel& kernel : kernels()) {
    const auto run = [&](int weeks, bool brief) {
      Ran ran;
      ran.out.series = ran.rows.data();
      if (!brief) ran.out.week_digest = ran.digests.data();
      BlockRequest request{&model, 7, 16};
      request.weeks = weeks;
      request.brief = brief;
      kernel.run_block(request, ran.out);
      return ran;
    };
    const Ran whole = run(0, false), part = run(kShort, false), brief = run(kShort, true);
    const std::size_t rows = kShort * kWeekRows * kBlockLanes, words = kShort * 2 * kBlockLanes;
    EXPECT_TRUE(
        std::equal(part.rows.begin(), part.rows.begin() + std::ptrdiff_t(rows), whole.rows.begin()))
        << kernel.name;
    EXPECT_TRUE(std::equal(part.digests.begin(), part.digests.begin() + std::ptrdiff_t(words),
                           whole.digests.begin()))
        << kernel.name;
    EXPECT_TRUE(std::all_of(part.digests.begin() + std::ptrdiff_t(words), part.digests.end(),
                            [](std::uint64_t word) { return word == 0; }));
    constexpr std::ptrdiff_t kRow = kWeekRows * kBlockLanes;
    EXPECT_TRUE(std::equal(brief.rows.begin(), brief.rows.begin() + kRow,
                           part.rows.begin() + (kShort - 1) * kRow))
        << kernel.name;
    EXPECT_EQ(brief.out.tally, part.out.tally) << kernel.name;
  }
}

TEST(Evaluation, ABlockWithoutDigestsStillSeesWhatLeavesTheModel) {
  const test::FloatFaultsAllowed allowed;
  const Model model = compile(for_weeks(60), *baseline().world, Digest::none);
  std::vector<double> rows(60 * kWeekRows * kBlockLanes);
  faulty::active_fault = Fault::poison;
  std::array<BlockOutput, 2> out;
  for (const bool brief : {false, true}) {
    out[brief].series = rows.data();
    BlockRequest request{&model, 7, 0};
    request.brief = brief;
    faulty::run_block(request, out[brief]);
  }
  faulty::active_fault = Fault::none;
  for (std::size_t lane = 0; lane < kBlockLanes; ++lane) {
    EXPECT_EQ(out[0].failure[lane].week, out[1].failure[lane].week);
    EXPECT_EQ(out[0].failure[lane].cercle, out[1].failure[lane].cercle);
    EXPECT_EQ(out[0].failure[lane].variable, out[1].failure[lane].variable);
  }
  EXPECT_EQ(out[1].failure[3].week, 20);
  EXPECT_EQ(out[1].failure[2].week, -1);
}

TEST(Evaluation, AStopKeepsWholePoints) {
  Evaluation e = three("talks.mediator", 0.8, some_targets());
  std::stop_source source;
  const bool whole = e.run(1, source.get_token(), [&](std::int64_t done, std::int64_t total) {
    EXPECT_EQ(total, 72);
    if (done >= 24) source.request_stop();
  });
  EXPECT_FALSE(whole);
  EXPECT_EQ(e.done(), 1u);
  EXPECT_TRUE(e.estimate(0).has_value());
  EXPECT_FALSE(e.difference(0, 2).has_value());
}

TEST(Evaluation, ValuesThatExcludeEachOtherCountNowhere) {
  std::vector<PlanRow> rows(2, row_of(baseline().scenario));
  rows[1].params.territory_state_share = 0.6;
  rows[1].params.territory_jihadist_share = 0.45;
  Evaluation e(baseline().scenario, baseline().world, rows, {*find_target("frozen")}, 8);
  ASSERT_TRUE(e.run(1));
  EXPECT_EQ(e.refused(), 1);
  EXPECT_FALSE(e.value(1).has_value());
  EXPECT_FALSE(e.difference(0, 1).has_value());
}

TEST(Evaluation, KnowsTargetsByName) {
  EXPECT_TRUE(find_target("outcome.frozen")->outcome.has_value());
  EXPECT_EQ(find_target("talks_started")->id(), "talks_started");
  EXPECT_EQ(find_target("stalemate")->id(), "frozen");  // as the first edition said it
  EXPECT_EQ(find_target("outcome.accord_on_jnim_terms")->id(), "accord_on_jnim_terms");
  for (const char* none :
       {"", "outcome.", "outcome.talks_started", "nonsense", "pact_weeks_median"})
    EXPECT_FALSE(find_target(none).has_value()) << none;
  for (std::string_view name : target_names()) EXPECT_TRUE(find_target(name).has_value()) << name;
}

TEST(Precision, RunsForAShareAreTheLeastThatReachTheWidth) {
  EXPECT_NEAR(double(runs_for_share(0.5, 0.02)), 2397.0, 3.0);
  EXPECT_NEAR(double(runs_for_share(0.1, 0.01)), 3454.0, 30.0);
  EXPECT_LT(runs_for_share(0.0, 0.01), 400);
  EXPECT_GT(runs_for_share(0.0, 0.01), 100);
}

// Runs of one world are alike: more of them are needed than of independent ones.
TEST(Precision, RunsOverWorldsAreCountedByTheirWorlds) {
  const Target talks = *find_target("talks_started");
  const auto needed = [&](int replicates) {
    Evaluation pilot(baseline().scenario, baseline().world, {row_of(baseline().scenario)}, {talks},
                     replicates);
    EXPECT_TRUE(pilot.run(2));
    return *runs_needed(pilot, 0, 0.02);
  };
  const RunsNeeded pilot = needed(1000);
  EXPECT_GT(pilot.likely, 3 * runs_for_share(pilot.pilot.value, 0.02) / 2);
  // So many runs do give an interval of that width.
  const double half = (pilot.pilot.high - pilot.pilot.low) / 2;
  EXPECT_NEAR(double(pilot.likely) / (1000 * (half / 0.02) * (half / 0.02)), 1.0, 0.05);
  EXPECT_GE(pilot.most, pilot.likely);
  // One run bounds nothing: as if half of all, each world of one mind.
  EXPECT_EQ(needed(1).most, 8 * runs_for_share(0.5, 0.02));
}

TEST(Precision, NearRunsAreAmongThoseMeasured) {
  const auto rows = near_thresholds(baseline().scenario, *baseline().world, 24, 2);
  ASSERT_TRUE(rows.has_value());
  ASSERT_EQ(rows->size(), class_thresholds().size());
  for (const ThresholdReport& row : *rows) {
    EXPECT_LE(row.near, row.measured) << row.threshold->name;
    EXPECT_LE(row.measured, 24);
  }
  EXPECT_EQ((*rows)[2].measured, 24);  // every run gains or loses ground
}

TEST(Claims, EverySwitchChangesAValueOfTheBaseline) {
  for (const Ablation& toggle : claim_ablations()) {
    Scenario changed = baseline().scenario;
    ASSERT_NO_THROW(apply_overrides(changed, toggle.settings)) << toggle.label.en;
    EXPECT_FALSE(changed == baseline().scenario) << toggle.label.en;
    EXPECT_NE(toggle.label.en, toggle.label.fr);
  }
}

TEST(Claims, EveryClaimOfTheCoreIsSwitchedOrSaidNotToBe) {
  std::set<ClaimId> switched, fixed;
  for (const Ablation& toggle : claim_ablations())
    for (ClaimId id : toggle.claims.list()) switched.insert(id);
  for (const FixedClaims& row : fixed_claims())
    for (ClaimId id : row.claims.list()) fixed.insert(id);
  for (const ClaimSpec& claim : claim_specs()) {
    if (claim.kind != ClaimKind::Article || claim.priority != Priority::A) continue;
    EXPECT_NE(switched.contains(claim.id), fixed.contains(claim.id))
        << claim.name << " must be in one of the two lists: " << claim.says.en;
  }
}

}  // namespace evaluation_test
}  // namespace palabre
