// Differences of two runs on the same dice: planted ones are found, with intervals that hold them.

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "sim/model/hash.hpp"
#include "sim/run/stats/intervals.hpp"
#include "sim/run/stats/paired.hpp"

namespace palabre {
namespace paired_test {

using Maybe = std::optional<Contribution>;

/// A number in (0, 1) of its own for (sample, replicate, what).
double uniform(std::uint64_t sample, std::uint64_t k, std::uint64_t what) {
  return (double(mixed({sample, what}, k).high >> 11) + 0.5) * 0x1p-53;
}

TEST(ShareDifference, IsBonettAndPrices) {
  const Estimate d = share_difference(100, 10, 20);
  EXPECT_EQ(d.value, 0.1);
  // p = 11/102 and 21/102: their difference .098039, standard error .054603
  EXPECT_NEAR(d.low, 0.098039 - 1.959964 * 0.054603, 2e-6);
  EXPECT_NEAR(d.high, 0.098039 + 1.959964 * 0.054603, 2e-6);
}

TEST(ShareDifference, OfRunsThatNeverDifferIsNoCertainty) {
  const Estimate d = share_difference(50, 0, 0);
  EXPECT_EQ(d.basis, Basis::no_spread);
  EXPECT_NEAR(d.high, 0.0711, 5e-5) << "Clopper and Pearson, 0 of 50";
  EXPECT_EQ(d.low, -d.high);
  EXPECT_LT(share_difference(50, 1, 1).low, 0.0);
  EXPECT_EQ(share_difference(50, 0, 50).high, 1.0);
}

TEST(ShareDifference, OfOnePairHasNoInterval) {
  const Estimate d = share_difference(1, 0, 1);
  EXPECT_EQ(d.value, 1.0);
  EXPECT_EQ(d.basis, Basis::one_run);
  EXPECT_FALSE(d.excludes_zero());
  PairedSums same;
  same.add(Contribution{1.0, 1.0}, Contribution{1.0, 1.0});
  EXPECT_EQ(same.difference(StatisticKind::Share)->basis, Basis::one_run);
  EXPECT_EQ(same.difference(StatisticKind::Share)->high, 0.0);
}

TEST(PairedSums, AMeanThatAllHaveGetsThePairedTInterval) {
  PairedSums sums;
  int k = 0;
  for (const double gain : {1.0, 2.0, 3.0, 4.0, 5.0}) {
    const double base = 1000.0 * ++k;  // what the replicates differ in does not widen the interval
    sums.add(Contribution{base, 1.0}, Contribution{base + gain, 1.0});
  }
  const Estimate d = *sums.difference(StatisticKind::Mean);
  EXPECT_EQ(d.value, 3.0);
  EXPECT_NEAR(d.high - 3.0, 2.776445 * 1.5811388 / 2.2360680, 1e-6);
  EXPECT_NEAR(3.0 - d.low, 2.776445 * 1.5811388 / 2.2360680, 1e-6);
  EXPECT_EQ(sums.differing(), 5);
  EXPECT_EQ(sums.a().mean().value, 3000.0);
}

TEST(PairedSums, WhatNeverDiffersIsZeroWhateverItsSizeAndNoCertainty) {
  PairedSums sums;
  for (int k = 1; k <= 300; ++k)
    sums.add(Contribution{1e6 / k, 7.3 * k}, Contribution{1e6 / k, 7.3 * k});
  for (const StatisticKind kind : {StatisticKind::Mean, StatisticKind::Ratio}) {
    const Estimate d = *sums.difference(kind);
    EXPECT_EQ(d.value, 0.0);
    EXPECT_EQ(d.basis, Basis::no_spread);
    EXPECT_EQ(d.runs, 300);
    EXPECT_FALSE(d.has_interval()) << "of a quantity without bounds nothing is known";
  }
}

TEST(PairedSums, WhatARunHasNotCannotBeCompared) {
  PairedSums sums;
  sums.add(Maybe{}, Contribution{1.0, 1.0});
  sums.add(Maybe{}, Contribution{2.0, 1.0});
  EXPECT_FALSE(sums.difference(StatisticKind::Mean).has_value());
  EXPECT_EQ(sums.b().mean().value, 1.5);
  EXPECT_EQ(sums.differing(), 2);
  PairedSums weightless;
  weightless.add(Contribution{0.0, 0.0}, Contribution{1.0, 2.0});
  EXPECT_FALSE(weightless.difference(StatisticKind::Ratio).has_value());
}

TEST(PairedSums, AddingPartsGivesTheSameBitsAsAddingEachInTurn) {
  PairedSums whole, a, b;
  for (int i = 0; i < 1000; ++i) {
    const Contribution x{1e5 / (i + 3.0), 1.0 + i % 4}, y{9e4 / (i + 2.0), 1.0 + i % 5};
    whole.add(x, y);
    (i % 3 == 0 ? a : b).add(x, y);
  }
  b += a;
  const Estimate one = *whole.difference(StatisticKind::Ratio);
  const Estimate two = *b.difference(StatisticKind::Ratio);
  EXPECT_EQ(one.value, two.value);
  EXPECT_EQ(one.low, two.low);
}

/// Pairs of a made-up population: breaks over weeks in agreement, few replicates having any.
struct Sample {
  std::vector<Maybe> a, b;
};

Sample draw(std::uint64_t number, int size, StatisticKind kind) {
  Sample out;
  for (int k = 0; k < size; ++k) {
    const auto u = [&](std::uint64_t what) { return uniform(number, std::uint64_t(k), what); };
    const double luck = u(0);  // shared by the two
    const auto side = [&](double more, std::uint64_t what) -> Maybe {
      if (kind == StatisticKind::Share)
        return Contribution{luck + 0.2 * u(what) < 0.4 + more ? 1.0 : 0.0, 1.0};
      const bool is_there = luck + 0.3 * u(what) < 0.8;
      const double weeks = 10.0 + 80.0 * u(what + 1);
      if (kind == StatisticKind::Mean)
        return is_there ? Maybe{Contribution{luck + more + u(what + 1), 1.0}} : Maybe{};
      return Contribution{is_there ? weeks * (0.1 + more) * 2.0 * u(what + 2) : 0.0,
                          is_there ? weeks : 0.0};
    };
    out.a.push_back(side(0.0, 10));
    out.b.push_back(side(0.05, 20));
  }
  return out;
}

double value_of(const Sample& s, StatisticKind kind, int without = -1) {
  PairedSums sums;
  for (int k = 0; k < int(s.a.size()); ++k)
    if (k != without) sums.add(s.a[std::size_t(k)], s.b[std::size_t(k)]);
  return sums.difference(kind)->value;
}

TEST(PairedSums, TheLinearisedIntervalIsThatOfTheJackknife) {
  for (const StatisticKind kind : {StatisticKind::Mean, StatisticKind::Ratio}) {
    constexpr int kSize = 200;
    const Sample sample = draw(1, kSize, kind);
    PairedSums sums;
    for (std::size_t k = 0; k < kSize; ++k) sums.add(sample.a[k], sample.b[k]);
    double mean = 0.0, squares = 0.0;
    for (int k = 0; k < kSize; ++k) mean += value_of(sample, kind, k) / kSize;
    for (int k = 0; k < kSize; ++k) squares += std::pow(value_of(sample, kind, k) - mean, 2);
    const double jackknife = std::sqrt(squares * (kSize - 1) / kSize);
    const Estimate d = *sums.difference(kind);
    EXPECT_NEAR((d.high - d.low) / 2 / 1.972, jackknife, 0.02 * jackknife);
  }
}

TEST(PairedSums, NineteenIntervalsOfTwentyHoldThePlantedDifference) {
  for (const StatisticKind kind :
       {StatisticKind::Share, StatisticKind::Mean, StatisticKind::Ratio}) {
    const double truth =
        kind == StatisticKind::Ratio ? 0.05 : value_of(draw(9, 200'000, kind), kind);
    EXPECT_NEAR(truth, 0.05, 0.002);
    int held = 0;
    constexpr int kSamples = 1000;
    for (int sample = 0; sample < kSamples; ++sample) {
      const Sample s = draw(100 + std::uint64_t(sample), 100, kind);
      PairedSums sums;
      for (std::size_t k = 0; k < s.a.size(); ++k) sums.add(s.a[k], s.b[k]);
      const Estimate d = *sums.difference(kind);
      held += d.low <= truth && truth <= d.high ? 1 : 0;
    }
    EXPECT_GT(held, 930) << int(kind);
    EXPECT_LT(held, 970) << int(kind);
  }
}

// --- medians -------------------------------------------------------------------------------------

/// Lives of one block: some events around `middle` weeks, more alike within a block than between.
std::vector<std::int64_t> lives(std::uint64_t sample, std::uint64_t block, double middle) {
  std::vector<std::int64_t> out(100);
  const double shift = 6.0 * uniform(sample, block, 1) - 3.0;
  for (std::uint64_t k = 0; k < 5; ++k) {
    const double spread = 20.0 * uniform(sample, block, 2 + k) - 10.0;
    ++out[std::size_t(middle + shift + spread)];
  }
  return out;
}

PairedMedian median_sample(std::uint64_t sample, double shift) {
  PairedMedian out(100);
  for (std::uint64_t block = 0; block < 125; ++block)
    out.add(std::int64_t(block), lives(sample, block, 40.0), lives(sample, block, 40.0 + shift));
  return out;
}

TEST(PairedMedian, FindsAPlantedShiftAndItsOwnMedians) {
  const PairedMedian pair = median_sample(3, 6.0);
  const Estimate d = *pair.difference();
  EXPECT_NEAR(d.value, 6.0, 1.0);
  EXPECT_LE(d.low, 6.0);
  EXPECT_GE(d.high, 6.0);
  EXPECT_GT(d.low, 2.0);
  EXPECT_NEAR(median_of(pair.lives_a())->value, 40.0, 2.0);
  EXPECT_EQ(events_in(pair.lives_a()), 625);
  EXPECT_EQ(pair.groups(), 64);
}

TEST(PairedMedian, TheSameLivesDifferByExactlyNothing) {
  const Estimate d = *median_sample(4, 0.0).difference();
  EXPECT_EQ(d.low, 0.0);
  EXPECT_EQ(d.high, 0.0);
}

TEST(PairedMedian, ItsIntervalHoldsTheShiftMostTimesAndIsTheSameEachTime) {
  int held = 0;
  for (std::uint64_t sample = 0; sample < 60; ++sample) {
    PairedMedian pair(100);
    for (std::uint64_t block = 0; block < 125; ++block)
      pair.add(std::int64_t(block), lives(2 * sample, block, 40.0),
               lives(2 * sample + 1, block, 43.0));
    const Estimate d = *pair.difference();
    held += d.low <= 3.0 && 3.0 <= d.high ? 1 : 0;
  }
  EXPECT_GE(held, 53);
  EXPECT_EQ(median_sample(5, 2.0).difference()->low, median_sample(5, 2.0).difference()->low);
}

TEST(PairedMedian, WithoutEventsThereIsNone) {
  PairedMedian pair(10);
  pair.add(0, std::vector<std::int64_t>(10), std::vector<std::int64_t>(10, 1));
  EXPECT_FALSE(pair.difference().has_value());
  EXPECT_EQ(pair.groups(), 0);
}

}  // namespace paired_test
}  // namespace palabre
