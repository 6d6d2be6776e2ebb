// The map of a difference: each number is what the runs themselves say, pair by pair, and it is the
// same for any number of threads.

#include <gtest/gtest.h>

#include <cmath>

#include "sim/model/compile.hpp"
#include "sim/run/engine/ensemble.hpp"
#include "sim/run/stats/intervals.hpp"
#include "sim/run/views/lines.hpp"
#include "sim/run/views/map_difference.hpp"
#include "sim/scenario/scenario.hpp"
#include "tests/support/float_traps.hpp"
#include "tests/support/paths.hpp"

namespace palabre {
namespace map_difference_test {

constexpr int kRuns = 44;  // five whole blocks and half of one

struct Cases {
  ScenarioFile file;
  Scenario other;
  Cases() : file(load_scenario(std::string(test::root()) + "/scenarios/baseline.toml")) {
    file.scenario.weeks = 80;
    file.scenario.replicates = kRuns;
    other = file.scenario;
    other.params.war_recruitment = 2.0 * file.scenario.params.war_recruitment;
  }
  Model a() const { return compile(file.scenario, *file.world); }
  Model b() const { return compile(other, *file.world); }
};

TEST(MapDifference, IsWhatThePairsOfRunsSay) {
  const Cases cases;
  const Model a = cases.a(), b = cases.b();
  const auto difference = map_difference(a, b, cases.file.scenario.seed, kRuns, {1, {}, {}});
  ASSERT_TRUE(difference);
  EXPECT_EQ(difference->pairs, kRuns);
  EXPECT_EQ(difference->blocks, 6);
  std::vector<std::int64_t> numbers;
  for (int k = 0; k < kRuns; ++k) numbers.push_back(k);
  int told = 0;
  for (const int cercle : {3, 20, 40}) {
    const auto before = lines_of(a, cases.file.scenario.seed, numbers, cercle);
    const auto after = lines_of(b, cases.file.scenario.seed, numbers, cercle);
    for (const CercleFieldId field :
         {CercleFieldId::state_share, CercleFieldId::displaced, CercleFieldId::attacks}) {
      const int week = 79;
      double sum = 0.0, squares = 0.0;
      std::array<double, 6> of_block{}, weight{};
      for (std::size_t k = 0; k < kRuns; ++k) {
        const double d =
            double(after->runs[k].field(field)[week]) - double(before->runs[k].field(field)[week]);
        sum += d;
        of_block[k / 8] += d;
        weight[k / 8] += 1.0;
      }
      const double mean = sum / kRuns;
      for (std::size_t k = 0; k < 6; ++k) squares += std::pow(of_block[k] - mean * weight[k], 2.0);
      const double half = t_quantile(5) * std::sqrt(squares * 6.0 / 5.0) / kRuns;
      const Estimate e = difference->at(field, week, cercle);
      const double near = 1e-4 * std::max(1.0, std::abs(mean));
      EXPECT_NEAR(e.value, mean, near) << cercle;
      EXPECT_NEAR(e.high - e.value, half, 1e-3 * std::max(1.0, half)) << cercle;
      told += e.basis == Basis::spread && e.excludes_zero();
      EXPECT_GE(difference->largest(field),
                e.excludes_zero() && e.basis == Basis::spread ? std::abs(e.value) * 0.999 : 0.0);
    }
  }
  EXPECT_GT(told, 0) << "twice the recruitment shows somewhere";
}

TEST(MapDifference, APairOneOfWhichFailedCountsNowhere) {
  const test::FloatFaultsAllowed allowed;
  // The poisoned kernel loses number 3 of sound runs: without that pair nothing differs.
  const Cases cases;
  const Model a = cases.a(), b = cases.b();
  const std::int64_t seed = cases.file.scenario.seed;
  faulty::active_fault = Fault::poison;
  const auto ill = map_difference(a, a, seed, kRuns, {1, {}, {}}, faulty::run_block);
  const auto changed = map_difference(a, b, seed, kRuns, {1, {}, {}}, faulty::run_block);
  faulty::active_fault = Fault::none;
  EXPECT_EQ(ill->failed, 1);
  EXPECT_EQ(ill->pairs, kRuns - 1);
  for (std::size_t field = 0; field < kCercleFieldCount; ++field)
    for (int cercle = 0; cercle < ill->cercle_count; ++cercle)
      ASSERT_TRUE(ill->is_equal(CercleFieldId(field), 79, cercle)) << field << " " << cercle;
  // And the difference of changed runs is the mean over the others.
  std::vector<std::int64_t> numbers;
  for (int k = 0; k < kRuns; ++k)
    if (k != 3) numbers.push_back(k);
  const auto before = lines_of(a, seed, numbers, 20), after = lines_of(b, seed, numbers, 20);
  double sum = 0.0;
  for (std::size_t k = 0; k < numbers.size(); ++k)
    sum += double(after->runs[k].field(CercleFieldId::displaced)[79]) -
           double(before->runs[k].field(CercleFieldId::displaced)[79]);
  const double mean = sum / double(numbers.size());
  EXPECT_NEAR(changed->at(CercleFieldId::displaced, 79, 20).value, mean,
              1e-4 * std::max(1.0, std::abs(mean)));
}

TEST(MapDifference, IsTheSameForAnyNumberOfThreads) {
  const Cases cases;
  const Model a = cases.a(), b = cases.b();
  const auto one = map_difference(a, b, cases.file.scenario.seed, kRuns, {1, {}, {}});
  const auto four = map_difference(a, b, cases.file.scenario.seed, kRuns, {4, {}, {}});
  for (int cercle = 0; cercle < one->cercle_count; ++cercle)
    for (int week = 0; week < one->weeks; ++week) {
      const Estimate x = one->at(CercleFieldId::displaced, week, cercle);
      const Estimate y = four->at(CercleFieldId::displaced, week, cercle);
      ASSERT_EQ(x.value, y.value);
      ASSERT_EQ(x.high, y.high);
    }
}

TEST(MapDifference, OfACaseWithItselfIsExactlyNothing) {
  const Cases cases;
  const Model a = cases.a();
  const auto difference = map_difference(a, a, cases.file.scenario.seed, kRuns, {2, {}, {}});
  for (std::size_t field = 0; field < kCercleFieldCount; ++field) {
    EXPECT_EQ(difference->largest(CercleFieldId(field)), 0.0);
    for (int cercle = 0; cercle < difference->cercle_count; ++cercle) {
      EXPECT_TRUE(difference->is_equal(CercleFieldId(field), 79, cercle));
      EXPECT_FALSE(difference->at(CercleFieldId(field), 79, cercle).has_interval());
    }
  }
}

}  // namespace map_difference_test
}  // namespace palabre
