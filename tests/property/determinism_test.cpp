// Same inputs, same bits: any thread count, order, block, shard, lane and instruction path.

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

#include "sim/model/hash.hpp"
#include "sim/run/engine/accumulator.hpp"
#include "tests/support/cases.hpp"

namespace palabre {
namespace determinism_test {

using test::Lanes;
using test::run_lanes;

TEST(Determinism, AnyNumberOfThreadsGivesTheSameResults) {
  // 300: more than the histograms keep one by one
  const auto one = test::ensemble({}, 300, 100, 1);
  for (const int threads : {2, 3, 5, 8, 16}) {
    const auto many = test::ensemble({}, 300, 100, threads);
    EXPECT_EQ(many->digest, one->digest) << threads;
    for (std::size_t s = 0; s < kSeriesCount; ++s) {
      EXPECT_EQ(many->series[s].q05, one->series[s].q05) << series_specs()[s].id;
      EXPECT_EQ(many->series[s].mean, one->series[s].mean) << series_specs()[s].id;
    }
    for (std::size_t f = 0; f < kCercleFieldCount; ++f) EXPECT_EQ(many->maps[f], one->maps[f]);
    for (std::size_t k = 0; k < one->statistics.size(); ++k) {
      EXPECT_EQ(many->statistics[k].estimate.value, one->statistics[k].estimate.value);
      EXPECT_EQ(many->statistics[k].estimate.low, one->statistics[k].estimate.low);
    }
  }
}

TEST(Threads, AreNeverMoreThanMemoryCanBear) {
  EXPECT_EQ(threads_used(1), 1);
  EXPECT_EQ(threads_used(5), 5);
  EXPECT_GE(threads_used(0), 1);
  EXPECT_EQ(threads_used(1024), std::max(8, threads_used(0)));
}

TEST(Determinism, ThreadsAgreeWeekByWeek) {
  const Model m = test::model();
  std::vector<Lanes> alone, together(3);
  for (std::uint32_t first : {0u, 8u, 16u}) alone.push_back(run_lanes(m, first));
  {
    std::vector<std::jthread> threads;
    for (int k = 2; k >= 0; --k)
      threads.emplace_back(
          [&, k] { together[std::size_t(k)] = run_lanes(m, std::uint32_t(8 * k)); });
  }
  for (std::size_t k = 0; k < 3; ++k)
    for (int week = 0; week < m.weeks; ++week)
      for (int lane = 0; lane < kBlockLanes; ++lane)
        ASSERT_EQ(alone[k].digest(week, lane), together[k].digest(week, lane))
            << "block " << k << " parts in week " << week << ", lane " << lane;
}

TEST(Determinism, EveryInstructionPathGivesTheSameBitsEveryWeek) {
  ASSERT_GE(kernels().size(), 1u);
  for (const test::Sets& sets :
       {test::Sets{},
        test::Sets{"switches.bargaining=kalai_smorodinsky", "switches.violence=hegemony",
                   "switches.force_exponent=2", "war.self_excitation=0.8"}}) {
    const Model m = test::model(sets);
    const Lanes first = run_lanes(m, 40, 99, kernels().front().run_block);
    for (const Kernel& kernel : kernels()) {
      const Lanes other = run_lanes(m, 40, 99, kernel.run_block);
      for (int week = 0; week < m.weeks; ++week)
        for (int lane = 0; lane < kBlockLanes; ++lane)
          ASSERT_EQ(first.digest(week, lane), other.digest(week, lane))
              << kernel.name << " parts in week " << week << ", lane " << lane;
    }
  }
}

TEST(Determinism, AReplicateDoesNotDependOnItsLane) {
  const Model m = test::model();
  const Lanes a = run_lanes(m, 0), b = run_lanes(m, 3);
  for (int lane = 3; lane < kBlockLanes; ++lane)
    EXPECT_EQ(a.digest(m.weeks - 1, lane), b.digest(m.weeks - 1, lane - 3));
}

TEST(Determinism, GrowingAnEnsembleOnlyAddsReplicates) {
  const auto model = std::make_shared<const Model>(test::model());
  Ensemble grown(model, 5), whole(model, 5);
  for (const int n : {8, 11, 64, 100}) {
    grown.grow_to(n, 2);
    EXPECT_EQ(grown.size(), n);
  }
  whole.grow_to(100, 1);
  EXPECT_EQ(grown.results()->digest, whole.results()->digest);
  EXPECT_EQ(grown.results()->series[3].mean, whole.results()->series[3].mean);
}

TEST(Determinism, ShardsAddUpToTheWhole) {
  const auto model = std::make_shared<const Model>(test::model());
  Accumulator whole(model), sum(model);
  for (std::uint32_t at = 0; at < 96; at += 8) whole.run_block({model.get(), 7, at});
  for (const std::uint32_t shard : {2u, 0u, 3u, 1u}) {
    Accumulator part(model);
    for (std::uint32_t at = shard * 24; at < (shard + 1) * 24; at += 6)
      part.run_block({model.get(), 7, at, 6});
    sum += part;
  }
  const auto a = whole.results({}), b = sum.results({});
  EXPECT_EQ(a->digest, b->digest);
  for (std::size_t s = 0; s < kSeriesCount; ++s) EXPECT_EQ(a->series[s].q95, b->series[s].q95);
  for (std::size_t f = 0; f < kCercleFieldCount; ++f) EXPECT_EQ(a->maps[f], b->maps[f]);
  for (std::size_t k = 0; k < a->statistics.size(); ++k)
    EXPECT_EQ(a->statistics[k].estimate.high, b->statistics[k].estimate.high);
}

TEST(Determinism, AnotherSeedOrReplicateIsAnotherRun) {
  const Model m = test::model({}, 20);
  const Lanes a = run_lanes(m, 0, 1), b = run_lanes(m, 0, 2);
  EXPECT_NE(a.digest(0, 0), b.digest(0, 0));
  EXPECT_NE(a.digest(0, 0), a.digest(0, 1));
}

TEST(CommonRandomNumbers, ALeverAtWeek150LeavesTheWeeksBeforeIdentical) {
  for (const char* lever : {"levers.minusma_exit=2024-12-30", "levers.niger_hub_end=2024-12-30"}) {
    const Model a = test::model({"levers.niger_hub=1"});
    const Model b = test::model({"levers.niger_hub=1", lever});
    ASSERT_TRUE(b.calendar.minusma_exit == 150 || b.calendar.niger_hub_end == 150);
    const Lanes x = run_lanes(a), y = run_lanes(b);
    for (int lane = 0; lane < kBlockLanes; ++lane) {
      EXPECT_EQ(x.digest(149, lane), y.digest(149, lane)) << lever;
      EXPECT_NE(x.digest(160, lane), y.digest(160, lane)) << lever;
    }
  }
}

TEST(CommonRandomNumbers, AHigherAttackRateNeverLowersTheFirstWeeksAttacks) {
  // Without pacts: violence remembered from before the start makes one likelier in the first week.
  const Model low = test::model({"war.attack_rate=0.6", "levers.local_effort=0"}, 1),
              high = test::model({"war.attack_rate=1.1", "levers.local_effort=0"}, 1);
  for (std::uint32_t first = 0; first < 400; first += 8) {
    const Lanes a = run_lanes(low, first), b = run_lanes(high, first);
    for (int lane = 0; lane < kBlockLanes; ++lane)
      ASSERT_GE(b.row(0, SeriesId::attacks, lane), a.row(0, SeriesId::attacks, lane));
  }
}

TEST(CommonRandomNumbers, AHigherBreakRateNeverLengthensTheSameTruce) {
  // Identical until the first truce; that truce, on the same dice, ends no later.
  const Model calm = test::model({"talks.mediator=0.95", "talks.truce_break_rate=0.01"});
  const Model wild = test::model({"talks.mediator=0.95", "talks.truce_break_rate=0.06"});
  int compared = 0;
  for (std::uint32_t first = 0; first < 96; first += 8) {
    const Lanes a = run_lanes(calm, first), b = run_lanes(wild, first);
    for (int lane = 0; lane < kBlockLanes; ++lane) {
      const int truce = int(a.tally(TallyId::truce_week, lane));
      ASSERT_EQ(truce, int(b.tally(TallyId::truce_week, lane)));
      if (truce < 0) continue;
      const auto life = [&](const Lanes& l) {
        int week = truce;
        while (week < calm.weeks && l.stage(week, lane) == 4.0) ++week;
        return week;
      };
      ++compared;
      EXPECT_LE(life(b), life(a));
    }
  }
  EXPECT_GT(compared, 10);
}

TEST(Digest, SeesEveryBitAndTheOrderOfWeeks) {
  EXPECT_NE(hash_bytes("a"), hash_bytes("b"));
  EXPECT_NE(hash_bytes(""), hash_bytes(std::string_view("\0", 1)));
  EXPECT_NE(hash_bytes(std::string(64, 'x')), hash_bytes(std::string(65, 'x')));
  Hash128 a = mixed({1, 2}, 0), b = mixed({1, 2}, 1);
  EXPECT_NE(a, b);
  Hash128 sum = a;
  sum += b;
  b += a;
  EXPECT_EQ(sum, b);
  Hash128 carry{~0ull, 0};
  carry += Hash128{1, 0};
  EXPECT_EQ(carry, (Hash128{0, 1}));
  EXPECT_EQ(hex({0x0123456789abcdefull, 0xfull}), "000000000000000f0123456789abcdef");
}

TEST(Digest, OfTheInputsFollowsEveryKeyAndNothingElse) {
  const World& world = *test::baseline().world;
  const Scenario base = test::scenario();
  const std::string digest = scenario_digest(base, world);
  Scenario named = base;
  named.title.en = "another title";
  named.expectations.clear();
  named.sources.clear();
  EXPECT_EQ(scenario_digest(named, world), digest);
  for (const char* set :
       {"talks.mediator=0.61", "levers.election=never", "issues.prisoners.koufa=0.9",
        "switches.jnim_terms=0.5", "levers.full_precondition_offer=true"}) {
    EXPECT_NE(scenario_digest(test::scenario({set}), world), digest) << set;
  }
  Scenario longer = base;
  longer.weeks = 261;
  EXPECT_NE(scenario_digest(longer, world), digest);
}

}  // namespace determinism_test
}  // namespace palabre
