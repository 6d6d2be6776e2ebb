// Drawn assumptions and disagreement: exact, the same for any number of threads, and honest about
// what is drawn.

#include <gtest/gtest.h>

#include <atomic>
#include <cmath>

#include "sim/run/stats/design.hpp"
#include "sim/run/stats/intervals.hpp"
#include "sim/run/views/compare.hpp"
#include "sim/run/views/disagreement.hpp"
#include "sim/run/views/uncertainty.hpp"
#include "tests/support/cases.hpp"

namespace palabre {
namespace uncertainty_test {

using Locked = std::set<std::string, std::less<>>;

UncertaintyEnsemble spread(const Scenario& scenario, std::int64_t replicates, int threads,
                           Locked locked = {}) {
  UncertaintyOptions options;
  options.replicates = replicates;
  options.threads = threads;
  options.locked = std::move(locked);
  return *uncertainty_ensemble(scenario, *test::baseline().world, options);
}

void expect_same(const Results& a, const Results& b) {
  EXPECT_EQ(a.digest, b.digest);
  for (std::size_t s = 0; s < kSeriesCount; ++s) {
    EXPECT_EQ(a.series[s].q05, b.series[s].q05) << series_specs()[s].id;
    EXPECT_EQ(a.series[s].q95, b.series[s].q95) << series_specs()[s].id;
    EXPECT_EQ(a.series[s].mean, b.series[s].mean) << series_specs()[s].id;
  }
  for (std::size_t f = 0; f < kCercleFieldCount; ++f) EXPECT_EQ(a.maps[f], b.maps[f]);
  for (std::size_t k = 0; k < a.outcomes.size(); ++k)
    EXPECT_EQ(a.outcomes[k].count, b.outcomes[k].count);
}

// --- the spread ----------------------------------------------------------------------------------

TEST(UncertaintyEnsemble, AnyNumberOfThreadsGivesTheSameSpread) {
  const Scenario s = test::scenario({}, 60);
  const UncertaintyEnsemble one = spread(s, 300, 1);
  for (const int threads : {2, 8}) {
    const UncertaintyEnsemble many = spread(s, 300, threads);
    expect_same(*many.results, *one.results);
    for (std::size_t k = 0; k < kOutcomeCount; ++k) {
      EXPECT_EQ(many.range[k]->low, one.range[k]->low);
      EXPECT_EQ(many.range[k]->high, one.range[k]->high);
    }
  }
}

TEST(UncertaintyEnsemble, RangesOfTheStagesHoldTheirSharesAndAddUp) {
  const Scenario s = test::scenario({}, 120);
  const UncertaintyEnsemble drawn = spread(s, 400, 2);
  double widest = 0.0;
  for (std::size_t week = 0; week < 120; ++week) {
    double below = 0.0;
    for (std::size_t stage = 0; stage < kStageCount; ++stage) {
      const double share = drawn.results->stage_share[stage][week];
      below += share;
      const ShareRange in = drawn.stages.in[stage][week], up_to = drawn.stages.up_to[stage][week];
      EXPECT_LE(in.low, in.high);
      EXPECT_LE(in.low - 1e-4, share);
      EXPECT_LE(up_to.low - 1e-4, below);
      EXPECT_GE(up_to.high + 1e-4, below);
      widest = std::max(widest, up_to.high - up_to.low);
    }
    EXPECT_NEAR(drawn.stages.up_to.back()[week].low, 1.0, 1e-9) << "every run is somewhere";
  }
  EXPECT_GT(widest, 0.1) << "assumptions move the stages";
  for (const int threads : {1, 8}) {
    const UncertaintyEnsemble other = spread(s, 400, threads);
    for (std::size_t stage = 0; stage < kStageCount; ++stage)
      EXPECT_EQ(other.stages.up_to[stage].back().high, drawn.stages.up_to[stage].back().high);
  }
}

// The widest range of an outcome or a stage in any week.
double widest(const UncertaintyEnsemble& of) {
  double most = 0.0;
  for (const auto& range : of.range) most = std::max(most, range->high - range->low);
  for (const auto& stage : of.stages.up_to)
    for (const ShareRange& range : stage) most = std::max(most, range.high - range.low);
  return most;
}

TEST(UncertaintyEnsemble, DiceAreNotTakenForIgnorance) {
  Scenario s = test::scenario({}, 120);
  const double all = widest(spread(s, 400, 2));
  EXPECT_GT(all, 0.25);
  s.params.uncertainty_width = 0.0;
  EXPECT_EQ(widest(spread(s, 400, 2)), 0.0) << "the very same runs";
  for (const std::int64_t seed : {1, 2, 3}) {
    s.seed = seed;
    s.params.uncertainty_width = test::scenario().params.uncertainty_width * 0.1;
    EXPECT_LT(widest(spread(s, 400, 2)), 0.4 * all) << "a tenth of the ignorance, seed " << seed;
  }
}

TEST(UncertaintyEnsemble, WithoutWidthOrWithEverythingLockedItIsTheEnsembleItself) {
  Scenario s = test::scenario({"uncertainty.width=0"}, 60);
  Ensemble ensemble(std::make_shared<const Model>(compile(s, *test::baseline().world)), s.seed);
  ensemble.grow_to(100, 2);
  expect_same(*spread(s, 100, 2).results, *ensemble.results());

  s = test::scenario({}, 60);
  Ensemble other(std::make_shared<const Model>(compile(s, *test::baseline().world)), s.seed);
  other.grow_to(100, 2);
  Locked all;
  for (const ParamSpec& spec : param_specs()) all.emplace(spec.key);
  const UncertaintyEnsemble none = spread(s, 100, 2, all);
  EXPECT_TRUE(none.keys.empty());
  expect_same(*none.results, *other.results());
}

TEST(UncertaintyEnsemble, WidensWhatIsSeen) {
  const Scenario s = test::scenario({}, 156);
  Ensemble set(std::make_shared<const Model>(compile(s, *test::baseline().world)), s.seed);
  set.grow_to(400, 2);
  const UncertaintyEnsemble drawn = spread(s, 400, 2);
  const auto width = [](const Results& r, SeriesId id) {
    return r.of(id).q95.back() - r.of(id).q05.back();
  };
  for (const SeriesId id :
       {SeriesId::state_share_population, SeriesId::trust, SeriesId::foreign_presence})
    EXPECT_GT(width(*drawn.results, id), 1.15 * width(*set.results(), id)) << int(id);
  EXPECT_EQ(drawn.refused, 0);
}

TEST(UncertaintyEnsemble, AStopGivesNothing) {
  UncertaintyOptions options;
  options.replicates = 64;
  std::stop_source stop;
  stop.request_stop();
  options.stop = stop.get_token();
  EXPECT_FALSE(uncertainty_ensemble(test::scenario({}, 20), *test::baseline().world, options));
}

TEST(UncertaintyEnsemble, ValuesThatExcludeEachOtherAreCountedNotHidden) {
  // Far outside of what is plausible, so that some draws add up to more than 0.95 of the territory.
  Scenario s = test::scenario({"uncertainty.width=0.6"}, 20);
  s.params.territory_state_share = 0.52;
  s.params.territory_jihadist_share = 0.42;
  const UncertaintyEnsemble drawn = spread(s, 160, 2);
  EXPECT_EQ(drawn.results->manifest.replicates, 160 - 8 * drawn.refused);
  for (const OutcomeShare& share : drawn.results->outcomes) EXPECT_LE(share.count, 160);
}

// --- the draws -----------------------------------------------------------------------------------

TEST(AssumptionDraws, StayWithinTheWidthAndHaveTheSetValueInTheMiddle) {
  const Params set = test::scenario().params;
  const AssumptionDraws draws(set, 1000);
  for (const std::string_view key : draws.keys()) {
    const ParamSpec& spec = *find_param(key);
    const double at = plausible_place(spec, set.*spec.field);
    const double low = plausible_value(spec, std::max(0.0, at - set.uncertainty_width));
    const double high = plausible_value(spec, std::min(1.0, at + set.uncertainty_width));
    int below = 0;
    double lowest = 1e300, highest = -1e300;
    for (std::int64_t k = 0; k < draws.size(); ++k) {
      const double value = draws.of(k).*spec.field;
      EXPECT_GE(value, low - 1e-9 * (high - low)) << key;
      EXPECT_LE(value, high + 1e-9 * (high - low)) << key;
      below += value < set.*spec.field;
      lowest = std::min(lowest, value);
      highest = std::max(highest, value);
    }
    if (low < set.*spec.field) {
      EXPECT_EQ(below, 500) << key;
    }
    EXPECT_LT(lowest, low + 0.1 * (high - low)) << key;
    EXPECT_GT(highest, high - 0.1 * (high - low)) << key;
  }
}

TEST(AssumptionDraws, ALockKeepsOneValueAndMovesNoOther) {
  const Params set = test::scenario().params;
  const AssumptionDraws free(set, 40), locked(set, 40, {"talks.mediator"});
  for (std::int64_t k = 0; k < 40; ++k) {
    EXPECT_EQ(locked.of(k).talks_mediator, set.talks_mediator);
    EXPECT_NE(free.of(k).talks_mediator, set.talks_mediator);
    EXPECT_EQ(locked.of(k).talks_initial_trust, free.of(k).talks_initial_trust);
  }
  EXPECT_EQ(locked.keys().size() + 1, free.keys().size());
}

TEST(AssumptionDraws, LeaveAloneWhatEveryReplicateDraws) {
  const AssumptionDraws draws(test::scenario().params, 8);
  for (const char* key :
       {"territory.contest_speed", "territory.guerrilla_leverage", "territory.reach",
        "war.recruitment", "war.operation_tempo", "war.attack_rate", "partners.french_value",
        "partners.russian_value", "uncertainty.width"})
    EXPECT_EQ(std::count(draws.keys().begin(), draws.keys().end(), std::string_view(key)), 0)
        << key;
  EXPECT_EQ(draws.keys().size() + 9, param_specs().size());
}

// --- shares between groups -----------------------------------------------------------------------

TEST(ShareRange, IsAPointWhenGroupsDifferByNoMoreThanDice) {
  // 4 of 8 in every group: less than dice would differ.
  const auto same = share_range({100, {400}, 1600}, 8);
  ASSERT_TRUE(same);
  EXPECT_EQ(same->low, 0.5);
  EXPECT_EQ(same->high, 0.5);
  EXPECT_EQ(share_range({100, {0}, 0}, 8)->high, 0.0);
  EXPECT_EQ(share_range({100, {800}, 6400}, 8)->low, 1.0);
  EXPECT_FALSE(share_range({1, {3}, 9}, 8));
}

TEST(ShareRange, FindsTheSpreadThatWasPutIn) {
  // Shares even in (0, 1): a beta distribution with a = b = 1, whose middle 90 is 0.05 to 0.95. The
  // expected count in 8 is then each of 0 to 8 equally often.
  GroupSums sums;
  for (int repeat = 0; repeat < 200; ++repeat)
    for (std::int64_t k = 0; k <= 8; ++k) sums.add({k, 0, 0});
  const auto range = share_range(sums, 8);
  EXPECT_NEAR(range->low, 0.05, 0.002);
  EXPECT_NEAR(range->high, 0.95, 0.002);
}

TEST(ShareRange, WhatDiceDecideAlikeUnderSetAssumptionsIsDice) {
  // Every replicate does as it does under the set assumptions, and groups differ widely.
  GroupSums alike;
  for (int repeat = 0; repeat < 50; ++repeat)
    for (const std::uint32_t lanes : {0u, 0x0Fu, 0xF1u, 0xFFu})
      alike.add(count_lanes(lanes, lanes));
  EXPECT_EQ(share_range(alike, 8)->low, share_range(alike, 8)->high);
  // Half of the groups are under a draw that brings two more: shares of .25 and .5 about.
  GroupSums moved;
  for (int group = 0; group < 400; ++group) {
    const std::uint32_t set = 0x11u << (group / 2 % 4);
    moved.add(count_lanes(group % 2 == 0 ? set : set | set << 1 | set >> 1, set));
  }
  const auto range = share_range(moved, 8);
  EXPECT_LT(range->low, 0.26);
  EXPECT_GT(range->high, 0.49);
  const GroupCounts counts = count_lanes(0b1011, 0b0110);
  EXPECT_EQ(counts.drawn, 3);
  EXPECT_EQ(counts.set, 2);
  EXPECT_EQ(counts.both, 1);
}

TEST(BetaQuantile, AgreesWithClosedForms) {
  for (const double p : {0.05, 0.3, 0.5, 0.95}) {
    EXPECT_NEAR(beta_quantile(p, 1, 1), p, 1e-9);
    EXPECT_NEAR(beta_quantile(p, 2, 1), std::sqrt(p), 1e-9);
    EXPECT_NEAR(beta_quantile(p, 1, 3), 1 - std::cbrt(1 - p), 1e-9);
    EXPECT_NEAR(beta_quantile(p, 0.5, 0.5), std::pow(std::sin(M_PI * p / 2), 2), 1e-9);
    EXPECT_NEAR(beta_quantile(p, 0.03, 4), 1 - beta_quantile(1 - p, 4, 0.03), 1e-9);
  }
}

// --- disagreement --------------------------------------------------------------------------------

TEST(Disagreement, CountsWhatEveryRunByItselfShows) {
  const Model m = test::model({}, 80);
  constexpr int kRuns = 12;
  const auto all = count_disagreement(m, 12345, kRuns, 2);
  ASSERT_TRUE(all);
  EXPECT_EQ(all->runs, kRuns);
  std::array<std::vector<std::int64_t>, kMapThresholdCount> wanted;
  for (auto& rows : wanted) rows.resize(all->yes[0].size());
  for (int run = 0; run < kRuns; ++run) {
    Ensemble single(std::make_shared<const Model>(m), 12345, run);
    single.grow_to(1, 1);
    const auto results = single.results();
    for (std::size_t test = 0; test < kMapThresholdCount; ++test)
      for (std::size_t i = 0; i < wanted[test].size(); ++i)
        wanted[test][i] += results->maps[std::size_t(kMapThresholds[test].field)][i] >=
                           kMapThresholds[test].at_least - 1e-9;
  }
  for (std::size_t test = 0; test < kMapThresholdCount; ++test)
    EXPECT_EQ(all->yes[test], wanted[test]) << test;
}

TEST(Disagreement, AnyNumberOfThreadsGivesTheSameCounts) {
  const Model m = test::model({}, 60);
  const auto one = count_disagreement(m, 7, 100, 1);
  for (const int threads : {2, 8}) EXPECT_EQ(count_disagreement(m, 7, 100, threads)->yes, one->yes);
}

TEST(Disagreement, IsWhatLiesOutsideTheMostFrequentClass) {
  Disagreement d;
  d.weeks = d.cercle_count = 1;
  d.runs = 100;
  for (auto& rows : d.yes) rows = {0};
  EXPECT_EQ(d.apart(CercleFieldId::pact, 0, 0), 0.0);
  d.yes[std::size_t(MapThresholdId::pact_stands)] = {34};
  EXPECT_NEAR(d.apart(CercleFieldId::pact, 0, 0), 0.34, 1e-12);
  EXPECT_TRUE(d.disagrees(CercleFieldId::pact, 0, 0));
  d.yes[std::size_t(MapThresholdId::displaced_1000)] = {80};
  d.yes[std::size_t(MapThresholdId::displaced_10000)] = {30};
  EXPECT_EQ(d.classes(CercleFieldId::displaced, 0, 0), (std::vector<std::int64_t>{20, 50, 30}));
  EXPECT_NEAR(d.apart(CercleFieldId::displaced, 0, 0), 0.5, 1e-12);
  EXPECT_FALSE(is_asked(CercleFieldId::deaths));
  EXPECT_FALSE(d.disagrees(CercleFieldId::deaths, 0, 0));
}

// --- pairing from the ensemble's own blocks ------------------------------------------------------

std::atomic<int> run_again{0};
void run_and_count(const BlockRequest& request, BlockOutput& output) {
  ++run_again;
  chosen_kernel().run_block(request, output);
}

TEST(Recording, WhatTheEnsembleKeepsIsWhatPairingWouldHaveRun) {
  const auto a = std::make_shared<const Model>(test::model({}, 80));
  const auto b = std::make_shared<const Model>(test::model({"talks.mediator=0.95"}, 80));
  CompareOptions options;
  options.replicates = 100;
  options.parting = false;
  Recording fresh_a(a, 5), fresh_b(b, 5);
  const auto wanted = compare(fresh_a, fresh_b, options);
  for (const int threads : {1, 2, 8}) {
    Recording pinned(a, 5, 13);
    const auto now = std::make_shared<Recording>(b, 5, 13, run_and_count);
    Ensemble ensemble(b, 5);
    ensemble.record_into(now);
    for (const std::int64_t size : {64, 100}) ensemble.grow_to(size, threads);
    const auto found = compare(pinned, *now, options);
    EXPECT_EQ(run_again, 0) << "pairing ran blocks that the ensemble had run";
    EXPECT_EQ(found->results_b, wanted->results_b);
    EXPECT_EQ(found->flips, wanted->flips);
    ASSERT_EQ(found->statistics.size(), wanted->statistics.size());
    for (std::size_t k = 0; k < found->statistics.size(); ++k) {
      const auto& x = found->statistics[k].difference;
      const auto& y = wanted->statistics[k].difference;
      ASSERT_EQ(x.has_value(), y.has_value());
      if (!x) continue;
      EXPECT_EQ(x->value, y->value);
      EXPECT_EQ(x->low, y->low);
      EXPECT_EQ(x->high, y->high);
    }
  }
}

TEST(Recording, KeepingBlocksChangesNothingInTheEnsemble) {
  const auto model = std::make_shared<const Model>(test::model({}, 60));
  Ensemble plain(model, 5), kept(model, 5);
  kept.record_into(std::make_shared<Recording>(model, 5, 4));  // room for some only
  plain.grow_to(60, 2);
  kept.grow_to(60, 2);
  expect_same(*plain.results(), *kept.results());
  for (std::size_t k = 0; k < plain.results()->statistics.size(); ++k)
    EXPECT_EQ(plain.results()->statistics[k].estimate.value,
              kept.results()->statistics[k].estimate.value);
}

}  // namespace uncertainty_test
}  // namespace palabre
