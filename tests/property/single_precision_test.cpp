// Nothing that anybody sees needs more than single precision: the product's kernel against the same
// submodels over lanes of doubles, on the same dice (MODEL.md 8).

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>
#include <thread>
#include <vector>

#include "sim/model/compile.hpp"
#include "tests/support/cases.hpp"
#include "tests/support/double_kernels.hpp"

namespace palabre {
namespace single_precision_test {

/// A sum of each tally and of each series in each week, over replicates.
struct Sums {
  explicit Sums(const Model& m)
      : single(kTallyCount + std::size_t(m.weeks) * kWeekRows),
        exact(single.size()),
        squares(single.size()) {}

  void add(std::size_t k, double in_single, double in_double) {
    single[k] += in_single;
    exact[k] += in_double;
    squares[k] += in_double * in_double;
  }
  void add(const Sums& other) {
    for (std::size_t k = 0; k < single.size(); ++k) {
      single[k] += other.single[k];
      exact[k] += other.exact[k];
      squares[k] += other.squares[k];
    }
    other_class += other.other_class;
    other_run += other.other_run;
  }

  std::vector<double> single, exact, squares;
  int other_class = 0, other_run = 0;  // replicates
};

void add_blocks(const Model& m, std::uint32_t first, std::uint32_t end, Sums& sums) {
  const auto weeks = std::size_t(m.weeks);
  for (; first < end; first += kBlockLanes) {
    const test::Lanes a = test::run_lanes(m, first);
    const test::Lanes b = test::run_lanes(m, first, 12345, test::chosen_double_kernel().run_block);
    for (int lane = 0; lane < kBlockLanes; ++lane) {
      const auto at = std::size_t(lane);
      for (std::size_t k = 0; k < kTallyCount; ++k)
        sums.add(k, a.out.tally[k][at], b.out.tally[k][at]);
      for (std::size_t k = 0; k < weeks * kWeekRows; ++k)
        sums.add(kTallyCount + k, a.rows[k * kBlockLanes + at], b.rows[k * kBlockLanes + at]);
      const auto differs = [&](TallyId id) { return a.tally(id, lane) != b.tally(id, lane); };
      sums.other_class += int(differs(TallyId::outcome));
      sums.other_run += int(differs(TallyId::deaths) || differs(TallyId::attacks));
    }
  }
}

Sums sums_of(const Model& m, std::uint32_t replicates) {
  Sums first(m), second(m);
  const std::uint32_t half = replicates / 2 / kBlockLanes * kBlockLanes;
  {
    const std::jthread other([&] { add_blocks(m, 0, half, second); });
    add_blocks(m, half, replicates, first);
  }
  first.add(second);
  return first;
}

std::string name_of(std::size_t k) {
  if (k < kTallyCount) return "tally " + std::to_string(k);
  const std::size_t row = (k - kTallyCount) % kWeekRows;
  return (row < kSeriesCount ? std::string(series_specs()[row].id) : "stage") + " in week " +
         std::to_string((k - kTallyCount) / kWeekRows);
}

/// How far the mean of each value is from that of doubles, in its sampling errors.
void expect_near(const Sums& sums, int replicates, double most) {
  const double n = replicates;
  double worst = 0.0;
  std::size_t of = 0;
  for (std::size_t k = 0; k < sums.exact.size(); ++k) {
    const double mean = sums.exact[k] / n, by = std::abs(sums.single[k] / n - mean);
    // What is the same in all runs, or nearly, has no sampling error; it may be off by rounding.
    if (by <= 2e-6 * std::abs(mean)) continue;
    const double variance = std::max(sums.squares[k] / n - mean * mean, 0.0);
    const double errors = by / std::max(std::sqrt(variance / n), 1e-12);
    if (errors > worst) worst = errors, of = k;
  }
  EXPECT_LE(worst, most) << name_of(of);
  std::printf("furthest mean: %.3f of its sampling error, %s\n", worst, name_of(of).c_str());
}

TEST(SinglePrecision, ChangesTheOutcomeOfNextToNoReplicateAndNoMean) {
  constexpr int kReplicates = 10000;
  const Sums sums = sums_of(test::model(), kReplicates);
  EXPECT_LE(sums.other_class, kReplicates / 200);
  std::printf("another class: %d of %d replicates; another number of attacks or deaths: %d\n",
              sums.other_class, kReplicates, sums.other_run);
  expect_near(sums, kReplicates, 0.1);
}

TEST(SinglePrecision, HoldsUnderOtherCurvesAndAtTheEndsOfWhatMayBeSet) {
  constexpr int kReplicates = 1000;
  for (const test::Sets& sets :
       {test::Sets{"switches.force_exponent=2", "switches.bargaining=kalai_smorodinsky",
                   "switches.violence=hegemony"},
        test::Sets{"war.self_excitation=0.8", "war.operation_tempo=2", "levers.army_surge=1.5"},
        test::Sets{"talks.tempo=3", "talks.guarantee=0.8", "jihadists.defection=0.6",
                   "levers.local_effort=2.5"}}) {
    const Sums sums = sums_of(test::model(sets), kReplicates);
    EXPECT_LE(sums.other_class, kReplicates / 100) << sets.front();
    // Of so few one massacre more or fewer in one week is seen.
    expect_near(sums, kReplicates, 0.5);
  }
}

}  // namespace single_precision_test
}  // namespace palabre
