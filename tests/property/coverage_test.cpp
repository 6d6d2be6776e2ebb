// 95 % intervals hold the truth in 93 to 97 % of many repeats, on simulated quantities whose truth
// is known. Where a short sample of a very skewed quantity cannot reach that, the row says so:
// nothing but more replicates helps there.

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "sim/model/hash.hpp"
#include "sim/run/stats/intervals.hpp"
#include "sim/run/stats/paired.hpp"

namespace palabre {
namespace coverage_test {

constexpr int kRepeats = 4000;  // their noise is a third of a point
constexpr std::array<int, 3> kSizes{20, 100, 1000};
constexpr double kMost = 0.97;
constexpr double kInfinite = std::numeric_limits<double>::infinity();

/// Numbers in (0, 1) of their own for each repeat and replicate.
class Dice {
 public:
  Dice(std::uint64_t repeat, std::uint64_t replicate) : repeat_(repeat), replicate_(replicate) {}
  double uniform() {
    return (double(mixed({repeat_, ++drawn_}, replicate_).high >> 11) + 0.5) * 0x1p-53;
  }
  double exponential() { return -std::log(uniform()); }
  double normal() {
    return std::sqrt(2 * exponential()) * std::cos(2 * 3.141592653589793 * uniform());
  }

 private:
  std::uint64_t repeat_, replicate_, drawn_ = 0;
};

struct Quantity {
  const char* name;
  std::function<double(Dice&)> draw;
  double truth;
  Range range;
  StatisticKind kind = StatisticKind::Mean;
  // [share] n = 20, 100, 1,000: what the shortest samples reach, where it is less than 93 %, and
  // what the most cautious ones do, where it is more than 97 %
  std::array<double, 3> reached{0.93, 0.93, 0.93};
  std::array<double, 3> most{kMost, kMost, kMost};
};

std::vector<Quantity> quantities() {
  const auto zero_heavy = [](double share) {
    return [share](Dice& d) { return d.uniform() < share ? 30.0 * d.exponential() : 0.0; };
  };
  return {
      // Few values are possible, so that the coverage jumps with the share.
      {"share of .01",
       [](Dice& d) { return d.uniform() < 0.01 ? 1.0 : 0.0; },
       0.01,
       {0.0, 1.0},
       StatisticKind::Share,
       {0.93, 0.91, 0.93},
       {0.99, kMost, kMost}},
      {"share of .1",
       [](Dice& d) { return d.uniform() < 0.1 ? 1.0 : 0.0; },
       0.1,
       {0.0, 1.0},
       StatisticKind::Share},
      {"share of .5",
       [](Dice& d) { return d.uniform() < 0.5 ? 1.0 : 0.0; },
       0.5,
       {0.0, 1.0},
       StatisticKind::Share},
      {"normal", [](Dice& d) { return 50.0 + 4.0 * d.normal(); }, 50.0, {0.0, kInfinite}},
      {"exponential",
       [](Dice& d) { return d.exponential(); },
       1.0,
       {0.0, kInfinite},
       StatisticKind::Mean,
       {0.91, 0.93, 0.93}},
      {"log-normal",
       [](Dice& d) { return std::exp(d.normal()); },
       std::exp(0.5),
       {0.0, kInfinite},
       StatisticKind::Mean,
       {0.87, 0.90, 0.92}},
      {"count, mean .3",
       [](Dice& d) {
         int n = 0;
         for (double left = d.exponential(); left < 0.3; left += d.exponential()) ++n;
         return double(n);
       },
       0.3,
       {0.0, kInfinite}},
      {"weeks, half never",
       [](Dice& d) { return d.uniform() < 0.5 ? 52.0 * d.uniform() : 0.0; },
       13.0,
       {0.0, 52.0}},
      {"zero in 7 of 10",
       zero_heavy(0.3),
       9.0,
       {0.0, kInfinite},
       StatisticKind::Mean,
       {0.89, 0.92, 0.93}},
      {"zero in 9 of 10",
       zero_heavy(0.1),
       3.0,
       {0.0, kInfinite},
       StatisticKind::Mean,
       {0.86, 0.90, 0.92}},
      {"index near 1",
       [](Dice& d) { return std::sqrt(std::sqrt(d.uniform())); },
       0.8,
       {0.0, 1.0},
       StatisticKind::Mean,
       {0.92, 0.93, 0.93}},
  };
}

bool holds(const Estimate& e, double truth, const Range& range) {
  EXPECT_GE(e.low, range.low);
  EXPECT_LE(e.high, range.high);
  EXPECT_LE(e.low, e.value);
  EXPECT_GE(e.high, e.value);
  // Where all are the same and no bound is known there is no interval: nothing is claimed.
  return !e.has_interval() || (e.low <= truth && truth <= e.high);
}

TEST(Coverage, OfSharesAndMeansIsWhatIsPromised) {
  for (const Quantity& q : quantities())
    for (std::size_t s = 0; s < kSizes.size(); ++s) {
      int held = 0;
      for (int repeat = 0; repeat < kRepeats; ++repeat) {
        StatisticSums sums;
        for (int k = 0; k < kSizes[s]; ++k) {
          Dice dice{std::uint64_t(repeat), std::uint64_t(k)};
          sums.add({q.draw(dice), 1.0});
        }
        held += holds(*sums.estimate(q.kind, q.range), q.truth, q.range) ? 1 : 0;
      }
      const double share = double(held) / kRepeats;
      RecordProperty(std::string(q.name) + ", n = " + std::to_string(kSizes[s]),
                     std::to_string(share));
      EXPECT_GE(share, q.reached[s]) << q.name << ", n = " << kSizes[s];
      EXPECT_LE(share, q.most[s]) << q.name << ", n = " << kSizes[s];
    }
}

// Pact-weeks over breaks: few breaks a run, summed over the ensemble.
TEST(Coverage, OfRatiosIsWhatIsPromised) {
  constexpr double kTruth = 20.0;  // weeks a break
  for (const int n : kSizes) {
    int held = 0;
    for (int repeat = 0; repeat < kRepeats; ++repeat) {
      StatisticSums sums;
      for (int k = 0; k < n; ++k) {
        Dice dice{std::uint64_t(repeat), std::uint64_t(k)};
        double weeks = 0.0;
        int breaks = 0;
        for (int pact = 0; pact < 4; ++pact) {
          if (dice.uniform() < 0.5) continue;
          weeks += kTruth * dice.exponential();
          ++breaks;
        }
        sums.add({weeks, double(breaks)});
      }
      held += holds(*sums.ratio({0.0, kInfinite}), kTruth, {0.0, kInfinite}) ? 1 : 0;
    }
    EXPECT_GE(held, 0.93 * kRepeats) << n;
    EXPECT_LE(held, kMost * kRepeats) << n;
  }
}

TEST(Coverage, OfPairedDifferencesIsWhatIsPromised) {
  struct Case {
    const char* name;
    StatisticKind kind;
    std::function<std::pair<double, double>(Dice&)> draw;
    double truth;
    std::array<double, 3> reached{0.93, 0.93, 0.93};
    std::array<double, 3> most{kMost, kMost, kMost};
  };
  const std::vector<Case> cases = {
      {"means", StatisticKind::Mean,
       [](Dice& d) {
         const double luck = 30.0 * d.exponential();
         return std::pair(luck, luck + 2.0 + d.normal());
       },
       2.0},
      {"shares",
       StatisticKind::Share,
       [](Dice& d) {
         const double u = d.uniform();
         return std::pair(u < 0.3 ? 1.0 : 0.0, u < 0.45 ? 1.0 : 0.0);
       },
       0.15,
       {0.93, 0.93, 0.93},
       {0.999, kMost, kMost}},  // Bonett and Price's interval of 20 pairs is wider than it must be
      // Two pairs of a hundred differ at all: below a few of them no interval can know how much.
      {"few pairs differ",
       StatisticKind::Mean,
       [](Dice& d) {
         const double luck = 10.0 * d.exponential();
         return std::pair(luck, luck + (d.uniform() < 0.1 ? 5.0 * d.exponential() : 0.0));
       },
       0.5,
       {0.75, 0.85, 0.92}},
  };
  for (const Case& c : cases)
    for (std::size_t s = 0; s < kSizes.size(); ++s) {
      int held = 0;
      for (int repeat = 0; repeat < kRepeats; ++repeat) {
        PairedSums sums;
        for (int k = 0; k < kSizes[s]; ++k) {
          Dice dice{std::uint64_t(repeat), std::uint64_t(k)};
          const auto [a, b] = c.draw(dice);
          sums.add(Contribution{a, 1.0}, Contribution{b, 1.0});
        }
        const Estimate e = *sums.difference(c.kind, {0.0, kInfinite});
        held += !e.has_interval() || (e.low <= c.truth && c.truth <= e.high) ? 1 : 0;
      }
      RecordProperty(std::string(c.name) + ", n = " + std::to_string(kSizes[s]),
                     std::to_string(double(held) / kRepeats));
      EXPECT_GE(held, c.reached[s] * kRepeats) << c.name << ", n = " << kSizes[s];
      EXPECT_LE(held, c.most[s] * kRepeats) << c.name << ", n = " << kSizes[s];
    }
}

// Nothing seen in n runs, where it happens in a share p of them: the limit holds p as promised.
TEST(Coverage, OfWhatIsTheSameInAllRuns) {
  for (const int n : {20, 100, 1000}) {
    const double most = differ_at_most(n);
    EXPECT_NEAR(std::pow(1.0 - most, n), 0.025, 1e-9) << "Clopper and Pearson";
    PairedSums sums;
    StatisticSums weeks;
    for (int k = 0; k < n; ++k) {
      sums.add(Contribution{3.0, 1.0}, Contribution{3.0, 1.0});
      weeks.add({0.0, 1.0});
    }
    const Estimate zero = weeks.mean({0.0, 52.0});
    EXPECT_EQ(zero.basis, Basis::no_spread);
    EXPECT_EQ(zero.runs, n);
    EXPECT_EQ(zero.low, 0.0);
    EXPECT_NEAR(zero.high, 52.0 * most, 1e-9);
    const Estimate d = *sums.difference(StatisticKind::Mean, {0.0, 52.0});
    EXPECT_EQ(d.basis, Basis::no_spread);
    EXPECT_NEAR(d.high, 52.0 * most, 1e-9);
    EXPECT_EQ(d.low, -d.high);
    EXPECT_FALSE(sums.difference(StatisticKind::Mean)->has_interval()) << "no bound is known";
  }
}

TEST(Coverage, OneRunHasNoInterval) {
  StatisticSums one;
  one.add({1448.0, 1.0});
  EXPECT_EQ(one.mean({0.0, kInfinite}).basis, Basis::one_run);
  EXPECT_FALSE(one.mean({0.0, kInfinite}).has_interval());
  StatisticSums two = one;
  two.add({700.0, 1.0});
  EXPECT_GT(two.mean({0.0, kInfinite}).low, 0.0) << "deaths are no fewer than none";
}

}  // namespace coverage_test
}  // namespace palabre
