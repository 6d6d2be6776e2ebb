// Two runs on the same dice: what they share is exactly zero, and nothing depends on how the work
// was cut.

#include <gtest/gtest.h>

#include "sim/run/views/compare.hpp"
#include "tests/support/cases.hpp"
#include "tests/support/float_traps.hpp"

namespace palabre {
namespace compare_test {

constexpr std::int64_t kSeed = 12345;

Recording recording(const test::Sets& sets, int weeks = 260, std::int64_t kept = 0) {
  return Recording(std::make_shared<const Model>(test::model(sets, weeks)), kSeed, kept);
}

Comparison compared(const test::Sets& a, const test::Sets& b, std::int64_t n, int threads = 2,
                    int weeks = 260, std::int64_t kept = 0) {
  Recording x = recording(a, weeks, kept), y = recording(b, weeks, kept);
  return *compare(x, y, {n, threads});
}

/// `but`: statistics whose ids begin so may differ.
void expect_no_difference(const Comparison& c, std::string_view but = "none") {
  EXPECT_EQ(c.flipped(), 0);
  for (const OutcomeDifference& row : c.outcomes) {
    EXPECT_EQ(row.difference.value, 0.0);
    EXPECT_TRUE(row.difference.low == 0.0 || row.difference.basis == Basis::no_spread);
    EXPECT_TRUE(row.difference.high == 0.0 || row.difference.basis == Basis::no_spread);
  }
  EXPECT_GT(c.statistics.size(), 60u);
  for (const StatisticDifference& row : c.statistics) {
    const auto id = statistic_specs()[std::size_t(row.id)].id;
    if (id.starts_with(but)) continue;
    ASSERT_TRUE(row.difference.has_value()) << id;
    EXPECT_EQ(row.difference->value, 0.0) << id;
    EXPECT_NE(row.difference->basis, Basis::spread) << id;
    EXPECT_EQ(row.differing, 0) << id;
  }
}

TEST(Compare, ARunWithItselfIsExactlyZeroEverywhere) {
  const Comparison c = compared({}, {}, 64);
  expect_no_difference(c);
  EXPECT_EQ(c.parting.parted, 0);
  EXPECT_FALSE(c.parting.weeks().has_value());
  EXPECT_EQ(c.results_a, c.results_b);
  EXPECT_EQ(c.inputs_a, c.inputs_b);
}

TEST(Compare, EachSideIsTheOrdinaryRunBitForBit) {
  const test::Sets sets{"talks.mediator=0.95"};
  const Comparison c = compared({}, sets, 77);
  const auto a = test::ensemble({}, 77), b = test::ensemble(sets, 77);
  EXPECT_EQ(c.results_a, a->digest);
  EXPECT_EQ(c.results_b, b->digest);
  for (std::size_t k = 0; k < kOutcomeCount; ++k) {
    EXPECT_EQ(c.outcomes[k].a.high, a->outcomes[k].share.high);
    EXPECT_EQ(c.outcomes[k].b.low, b->outcomes[k].share.low);
  }
  for (const Statistic& row : b->statistics) {
    const StatisticDifference* found = c.find(row.id);
    ASSERT_NE(found, nullptr);
    EXPECT_EQ(found->b->value, row.estimate.value) << statistic_specs()[std::size_t(row.id)].id;
    EXPECT_EQ(found->b->low, row.estimate.low);
    EXPECT_EQ(found->count_b, row.count);
  }
}

void expect_same(const Comparison& x, const Comparison& y) {
  EXPECT_EQ(x.flips, y.flips);
  EXPECT_EQ(x.results_b, y.results_b);
  EXPECT_EQ(x.parting.by_week, y.parting.by_week);
  ASSERT_EQ(x.statistics.size(), y.statistics.size());
  for (std::size_t s = 0; s < x.statistics.size(); ++s) {
    ASSERT_EQ(x.statistics[s].difference.has_value(), y.statistics[s].difference.has_value());
    if (!x.statistics[s].difference) continue;
    EXPECT_EQ(x.statistics[s].difference->value, y.statistics[s].difference->value);
    EXPECT_EQ(x.statistics[s].difference->low, y.statistics[s].difference->low);
    EXPECT_EQ(x.statistics[s].difference->high, y.statistics[s].difference->high);
  }
}

TEST(Compare, NeitherThreadsNorWhatIsKeptInMemoryChangeABit) {
  const test::Sets sets{"levers.talks_channel=public"};
  const Comparison one = compared({}, sets, 60, 1);
  for (const int threads : {2, 5}) expect_same(one, compared({}, sets, 60, threads));
  expect_same(one, compared({}, sets, 60, 2, 260, 5));
}

TEST(Compare, AKeptRunGrowsWithoutChange) {
  Recording a = recording({}, 60, 100), b = recording({"talks.mediator=1"}, 60, 100);
  compare(a, b, {13, 2, false});
  const auto grown = compare(a, b, {100, 2});
  expect_same(*grown, compared({}, {"talks.mediator=1"}, 100, 1, 60));
}

TEST(Compare, TheOtherWayRoundIsTheNegative) {
  const test::Sets sets{"levers.french_withdrawal=never"};
  const Comparison there = compared({}, sets, 96), back = compared(sets, {}, 96);
  for (std::size_t k = 0; k < kOutcomeCount; ++k) {
    EXPECT_EQ(there.outcomes[k].difference.value, -back.outcomes[k].difference.value);
    EXPECT_EQ(there.outcomes[k].difference.low, -back.outcomes[k].difference.high);
    for (std::size_t j = 0; j < kOutcomeCount; ++j) EXPECT_EQ(there.flips[k][j], back.flips[j][k]);
  }
  for (std::size_t s = 0; s < there.statistics.size(); ++s) {
    const auto &x = there.statistics[s].difference, &y = back.statistics[s].difference;
    if (!x || statistic_specs()[std::size_t(there.statistics[s].id)].kind == StatisticKind::Median)
      continue;
    EXPECT_EQ(x->value, -y->value);
    EXPECT_NEAR(x->low, -y->high, 1e-9 * (1 + std::abs(x->low)));
  }
}

TEST(Compare, FlipsAddUpToThePairsAndToTheShares) {
  const Comparison c = compared({}, {"talks.mediator=1", "levers.talks_channel=public"}, 96);
  std::int64_t pairs = 0;
  for (std::size_t i = 0; i < kOutcomeCount; ++i) {
    std::int64_t in_a = 0, in_b = 0;
    for (std::size_t j = 0; j < kOutcomeCount; ++j) {
      pairs += c.flips[i][j];
      in_a += c.flips[i][j];
      in_b += c.flips[j][i];
    }
    EXPECT_DOUBLE_EQ(c.outcomes[i].a.value, double(in_a) / 96);
    EXPECT_DOUBLE_EQ(c.outcomes[i].b.value, double(in_b) / 96);
    EXPECT_NEAR(c.outcomes[i].difference.value, double(in_b - in_a) / 96, 1e-15);
  }
  EXPECT_EQ(pairs, 96);
  EXPECT_GT(c.flipped(), 0);
}

TEST(Compare, OnePairSaysWhatTheWholeSays) {
  Recording a = recording({}), b = recording({"talks.mediator=1"});
  const Comparison c = *compare(a, b, {16, 2});
  Comparison again;
  again.parting.by_week.resize(260);
  double talks = 0.0;
  for (std::int64_t k = 0; k < 16; ++k) {
    const Pair pair = compare_one(a, b, k);
    ++again.flips[std::size_t(pair.a)][std::size_t(pair.b)];
    if (pair.parts) ++again.parting.by_week[std::size_t(*pair.parts)];
    const auto id = std::size_t(StatisticId::weeks_in_talks);
    talks += *pair.values_b[id] - *pair.values_a[id];
  }
  EXPECT_EQ(again.flips, c.flips);
  EXPECT_EQ(again.parting.by_week, c.parting.by_week);
  EXPECT_NEAR(talks / 16, c.find(StatisticId::weeks_in_talks)->difference->value, 1e-6);
}

TEST(Compare, StoppedEarlyItSaysNothing) {
  Recording a = recording({}), b = recording({});
  std::stop_source source;
  source.request_stop();
  EXPECT_FALSE(compare(a, b, {100, 2, true, source.get_token()}).has_value());
}

// --- no causal path, no difference ---------------------------------------------------------------

TEST(NoCausalPath, ADateAfterTheEndNeverActs) {
  const Comparison c = compared({}, {"levers.minusma_exit=2031-01-06"}, 64);
  expect_no_difference(c);
  EXPECT_EQ(c.parting.parted, 0);
  EXPECT_NE(c.inputs_a, c.inputs_b);
}

TEST(NoCausalPath, RunsAreTheSameUntilALeverActs) {
  const Comparison c = compared({}, {"levers.minusma_exit=2023-02-13"}, 64);
  ASSERT_TRUE(c.parting.weeks().has_value());
  // The peacekeepers begin to go in week 52, so that the first are missed in the next.
  EXPECT_EQ(c.parting.weeks()->first, 53);
  EXPECT_EQ(c.parting.parted, 64);
  EXPECT_EQ(c.parting.weeks()->last, 53);
}

TEST(NoCausalPath, ParametersOfTalksDoNothingWhereNobodyTalks) {
  const test::Sets off{"levers.national_effort=0", "levers.local_effort=0",
                       "levers.talks_open=never"};
  test::Sets other = off;
  for (const char* set : {"talks.deniability=0.1", "talks.announcement=0.9", "talks.leak_rate=0.1"})
    other.emplace_back(set);
  const Comparison c = compared(off, other, 96);
  // How willing the junta would be, if it might, is computed all the same; nothing reads it.
  expect_no_difference(c, "willingness_junta");
  EXPECT_EQ(c.parting.parted, 0);
}

TEST(NoCausalPath, SupportToTheCoastTouchesOnlySpillover) {
  const Comparison c = compared({"levers.coastal_support=0"}, {"levers.coastal_support=0.9"}, 96);
  EXPECT_EQ(c.flipped(), 0);
  EXPECT_EQ(c.parting.parted, 96);
  for (const StatisticDifference& row : c.statistics) {
    if (row.id == StatisticId::spillover) {
      EXPECT_LT(row.difference->high, 0.0);
      continue;
    }
    EXPECT_EQ(row.differing, 0) << statistic_specs()[std::size_t(row.id)].id;
    EXPECT_EQ(row.difference->value, 0.0);
    EXPECT_FALSE(row.difference->excludes_zero());
  }
}

// --- failed replicates ---------------------------------------------------------------------------

class FailedPairs : public testing::Test {
 protected:
  FailedPairs() { faulty::active_fault = Fault::poison; }
  ~FailedPairs() override { faulty::active_fault = Fault::none; }

 private:
  test::FloatFaultsAllowed allowed_;
};

/// The comparison of the pairs without number 3, which the poisoned kernel loses.
void expect_without_three(const Comparison& c, bool in_b) {
  EXPECT_EQ(c.failed, 1);
  EXPECT_EQ(c.finished(), 23);
  ASSERT_EQ(c.failures.size(), 1u);
  EXPECT_EQ(c.failures[0].in_b, in_b);
  EXPECT_EQ(c.failures[0].failure.replicate, 3);
  EXPECT_EQ(c.failures[0].failure.week, 20);
  EXPECT_EQ(c.failures[0].failure.cercle, 7);
  EXPECT_EQ(c.failures[0].failure.variable, "katiba");
  std::int64_t pairs = 0;
  for (const auto& row : c.flips)
    for (const std::int64_t count : row) pairs += count;
  EXPECT_EQ(pairs, 23);
  EXPECT_EQ(c.parting.parted, 0) << "sound and poisoned runs are the same but for number 3";
  const StatisticDifference* deaths = c.find(StatisticId::deaths_per_year);
  EXPECT_EQ(deaths->count_a, 23);
  EXPECT_EQ(deaths->count_b, 23);
  const StatisticDifference* lives = c.find(StatisticId::pact_weeks_median);
  EXPECT_EQ(lives->count_a, lives->count_b) << "its pacts count nowhere either";
  EXPECT_EQ(lives->difference->high, 0.0);
}

TEST_F(FailedPairs, CountNowhereAndAreNamed) {
  const auto model = std::make_shared<const Model>(test::model());
  Recording sound(model, kSeed), ill(model, kSeed, 0, faulty::run_block);
  expect_without_three(*compare(sound, ill, {24, 2}), true);
  expect_without_three(*compare(ill, sound, {24, 1}), false);
  expect_without_three(*compare(ill, ill, {24, 1}), false);
  EXPECT_TRUE(compare_one(sound, ill, 3).failed_b.has_value());
  EXPECT_FALSE(compare_one(sound, ill, 3).failed_a.has_value());
  EXPECT_FALSE(compare_one(sound, ill, 4).failed_b.has_value());
}

}  // namespace compare_test
}  // namespace palabre
