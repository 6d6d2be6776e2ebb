// 95 % bootstrap intervals of sensitivity indices hold the truth in 93 to 97 % of many repeats, on
// functions whose indices are known. Where few rows cannot reach that, the row says by how much.
//   PALABRE_COVERAGE  repeats of the longest samples (100; `tests/long coverage` asks for 1000)

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdlib>
#include <numbers>
#include <vector>

#include "sim/run/stats/indices.hpp"

namespace palabre {
namespace coverage_indices_test {

constexpr std::array<std::size_t, 3> kRows{20, 100, 1000};
constexpr int kRepeats = 1000;
constexpr std::size_t kFactors = 3;
constexpr double kMost = 0.985;  // 97 %, and two standard errors of 1,000 repeats

int repeats(std::size_t rows) {
  constexpr int kOfLongest = 100;
  if (rows != kRows.back()) return kRepeats;
  const char* asked = std::getenv("PALABRE_COVERAGE");
  return asked != nullptr ? std::max(1, std::atoi(asked)) : kOfLongest;
}

/// Three standard errors of a share near .95 over so many repeats.
double noise(int n) { return 3.0 * std::sqrt(0.05 * 0.95 / n); }

struct Tally {
  const char* name;
  double truth;
  std::array<double, 3> reached;  // [share] what 20, 100 and 1,000 rows reach
  int held = 0;
  void count(const Estimate& e) {
    EXPECT_LE(e.low, e.value);
    EXPECT_GE(e.high, e.value);
    held += e.has_interval() && e.low <= truth && truth <= e.high ? 1 : 0;
  }
  void judge(std::size_t size, int n) const {
    const double share = double(held) / n;
    testing::Test::RecordProperty(std::string(name) + ", " + std::to_string(kRows[size]) + " rows",
                                  std::to_string(share));
    const double slack = n < kRepeats ? noise(n) : 0.0;
    EXPECT_GE(share, reached[size] - slack) << name << ", " << kRows[size] << " rows";
    EXPECT_LE(share, kMost + slack) << name << ", " << kRows[size] << " rows";
  }
};

template <class Function>
PointValues at_all(const Eigen::MatrixXd& points, const Function& f) {
  PointValues out;
  for (Eigen::Index k = 0; k < points.rows(); ++k)
    out.push_back(f(points(k, 0), points(k, 1), points(k, 2)));
  return out;
}

/// Ishigami and Homma's function, a = 7 and b = .1, of x = pi (2 u - 1).
double ishigami(double u0, double u1, double u2) {
  const auto x = [](double u) { return std::numbers::pi * (2 * u - 1); };
  return std::sin(x(u0)) + 7 * std::pow(std::sin(x(u1)), 2) +
         0.1 * std::pow(x(u2), 4) * std::sin(x(u0));
}

TEST(CoverageOfIndices, OfSobolIsWhatIsPromised) {
  for (std::size_t s = 0; s < kRows.size(); ++s) {
    std::vector<Tally> first{{"first 0", 0.3139, {0.87, 0.93, 0.93}},
                             {"first 1", 0.4424, {0.93, 0.93, 0.93}},
                             {"first 2", 0.0, {0.88, 0.93, 0.93}}};
    std::vector<Tally> total{{"total 0", 0.5576, {0.86, 0.93, 0.93}},
                             {"total 1", 0.4424, {0.93, 0.93, 0.93}},
                             {"total 2", 0.2437, {0.90, 0.93, 0.93}}};
    const int n = repeats(kRows[s]);
    for (int repeat = 0; repeat < n; ++repeat) {
      const SobolDesign design = sobol_design(kRows[s], {0, 1, 2}, 1000 + std::uint64_t(repeat));
      const SobolIndices found = sobol_indices(design, at_all(design.points, ishigami));
      ASSERT_EQ(found.groups.size(), kFactors);
      for (std::size_t k = 0; k < kFactors; ++k) {
        first[k].count(found.groups[k].first);
        total[k].count(found.groups[k].total);
      }
    }
    for (std::size_t k = 0; k < kFactors; ++k) {
      first[k].judge(s, n);
      total[k].judge(s, n);
    }
  }
}

constexpr int kLevels = 6;

/// Curved, and entangled, and of skewed effects.
double entangled(double u0, double u1, double u2) {
  return u0 * std::exp(3 * u1) + u1 * u1 * u2 + 0.5 * u2;
}

/// mu* over all points of the design's grid from which a factor may move.
double true_size(std::size_t factor) {
  const double steps = kLevels - 1, delta = kLevels / (2 * steps);
  double sum = 0.0;
  int count = 0;
  for (int i = 0; i < kLevels * kLevels * kLevels; ++i) {
    std::array<double, kFactors> u{(i % kLevels) / steps, (i / kLevels % kLevels) / steps,
                                   (i / kLevels / kLevels) / steps};
    if (u[factor] + delta > 1.0 + 1e-9) continue;
    const double before = entangled(u[0], u[1], u[2]);
    u[factor] += delta;
    sum += std::abs(entangled(u[0], u[1], u[2]) - before) / delta;
    ++count;
  }
  return sum / count;
}

TEST(CoverageOfIndices, OfMorrisIsWhatIsPromised) {
  for (std::size_t s = 0; s < kRows.size(); ++s) {
    std::vector<Tally> size{{"mu* 0", true_size(0), {0.90, 0.93, 0.93}},
                            {"mu* 1", true_size(1), {0.93, 0.93, 0.93}},
                            {"mu* 2", true_size(2), {0.93, 0.93, 0.93}}};
    const int n = repeats(kRows[s]);
    for (int repeat = 0; repeat < n; ++repeat) {
      const MorrisDesign design =
          morris_design(kRows[s], kFactors, kLevels, 1000 + std::uint64_t(repeat));
      const auto found = morris_effects(design, at_all(design.points, entangled));
      for (std::size_t k = 0; k < kFactors; ++k) size[k].count(found[k].size);
    }
    for (const Tally& one : size) one.judge(s, n);
  }
}

// A trajectory by itself, or many that say the same, are no spread to draw an interval from.
TEST(CoverageOfIndices, WithoutSpreadThereIsNoInterval) {
  const auto shift = [](double u0, double, double) { return 4.0 * (u0 > 0.45 ? 1.0 : 0.0); };
  const MorrisDesign one = morris_design(1, kFactors, 4, 1);
  const Estimate alone = morris_effects(one, at_all(one.points, shift))[0].size;
  EXPECT_EQ(alone.basis, Basis::one_run);
  EXPECT_FALSE(alone.has_interval());
  const MorrisDesign many = morris_design(12, kFactors, 4, 1);
  const Estimate idle = morris_effects(many, at_all(many.points, shift))[1].size;
  EXPECT_EQ(idle.basis, Basis::no_spread);
  EXPECT_EQ(idle.runs, 12);
  EXPECT_FALSE(idle.has_interval());
  const SobolDesign rows = sobol_design(50, {0, 1, 2}, 1);
  const SobolIndices found = sobol_indices(rows, at_all(rows.points, shift));
  EXPECT_EQ(found.groups[2].total.basis, Basis::no_spread);
  EXPECT_EQ(found.groups[0].total.basis, Basis::spread);
}

}  // namespace coverage_indices_test
}  // namespace palabre
