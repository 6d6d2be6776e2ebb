// Sensitivity indices on functions whose indices are known.

#include "sim/run/stats/indices.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <numbers>

#include "sim/run/stats/prim.hpp"

namespace palabre {
namespace indices_test {

using Function = std::function<double(const Eigen::RowVectorXd&)>;

PointValues at_all(const Eigen::MatrixXd& points, const Function& f) {
  PointValues out;
  for (Eigen::Index k = 0; k < points.rows(); ++k) out.push_back(f(points.row(k)));
  return out;
}

std::vector<std::size_t> singly(std::size_t n) {
  std::vector<std::size_t> out(n);
  for (std::size_t k = 0; k < n; ++k) out[k] = k;
  return out;
}

/// Ishigami and Homma's function, a = 7 and b = .1, of x = pi (2 u - 1).
double ishigami(const Eigen::RowVectorXd& u) {
  const auto x = [&](Eigen::Index k) { return std::numbers::pi * (2 * u(k) - 1); };
  return std::sin(x(0)) + 7 * std::pow(std::sin(x(1)), 2) +
         0.1 * std::pow(x(2), 4) * std::sin(x(0));
}

/// Sobol's g-function: the smaller a_k, the more x_k matters.
const std::vector<double> kG{0, 1, 4.5, 9, 99, 99, 99, 99};
double g_function(const Eigen::RowVectorXd& u) {
  double out = 1.0;
  for (Eigen::Index k = 0; k < u.size(); ++k) {
    const double a = kG[std::size_t(k)];
    out *= (std::abs(4 * u(k) - 2) + a) / (1 + a);
  }
  return out;
}

/// Morris's test function (1991) of twenty inputs, the random coefficients by their customary
/// signs.
double morris_function(const Eigen::RowVectorXd& u) {
  Eigen::ArrayXd w(20);
  for (Eigen::Index k = 0; k < 20; ++k)
    w(k) = k == 2 || k == 4 || k == 6 ? 2 * (1.1 * u(k) / (u(k) + 0.1) - 0.5) : 2 * (u(k) - 0.5);
  double y = 0.0;
  for (int i = 0; i < 20; ++i) {
    y += (i < 10 ? 20.0 : i % 2 == 0 ? -1.0 : 1.0) * w(i);
    for (int j = i + 1; j < 20; ++j)
      y += (j < 6 ? -15.0 : (i + j) % 2 == 0 ? 1.0 : -1.0) * w(i) * w(j);
  }
  for (int i = 0; i < 5; ++i)
    for (int j = i + 1; j < 5; ++j)
      for (int l = j + 1; l < 5; ++l) y += -10.0 * w(i) * w(j) * w(l);
  return y + 5.0 * w(0) * w(1) * w(2) * w(3);
}

TEST(Sobol, IshigamiHasItsKnownIndices) {
  const SobolDesign design = sobol_design(8192, singly(3), 1);
  const SobolIndices found = sobol_indices(design, at_all(design.points, ishigami));
  const double first[] = {0.3139, 0.4424, 0.0}, total[] = {0.5576, 0.4424, 0.2437};
  ASSERT_EQ(found.groups.size(), 3u);
  EXPECT_EQ(found.rows, 8192u);
  EXPECT_NEAR(found.variance, 13.8446, 0.3);
  for (std::size_t k = 0; k < 3; ++k) {
    const SobolIndex& index = found.groups[k];
    EXPECT_NEAR(index.first.value, first[k], 0.02) << k;
    EXPECT_NEAR(index.total.value, total[k], 0.02) << k;
    EXPECT_LE(index.first.low, index.first.value);
    EXPECT_GE(index.first.high, index.first.value);
    EXPECT_LT(index.total.high - index.total.low, 0.08);
  }
}

TEST(Sobol, TheGFunctionHasItsKnownIndices) {
  const SobolDesign design = sobol_design(8192, singly(8), 2);
  const SobolIndices found = sobol_indices(design, at_all(design.points, g_function));
  double all = 1.0;
  for (double a : kG) all *= 1 + 1 / (3 * (1 + a) * (1 + a));
  const double variance = all - 1;
  for (std::size_t k = 0; k < kG.size(); ++k) {
    const double own = 1 / (3 * (1 + kG[k]) * (1 + kG[k]));
    EXPECT_NEAR(found.groups[k].first.value, own / variance, 0.025) << k;
    EXPECT_NEAR(found.groups[k].total.value, own * all / (1 + own) / variance, 0.025) << k;
  }
}

TEST(Sobol, AGroupHasTheIndicesOfItsFactorsTogether) {
  // The first and the third of Ishigami's: everything but the second, which stands alone.
  const SobolDesign design = sobol_design(32768, {0, 1, 0}, 3);
  const SobolIndices found = sobol_indices(design, at_all(design.points, ishigami));
  ASSERT_EQ(found.groups.size(), 2u);
  EXPECT_NEAR(found.groups[0].first.value, 0.5576, 0.02);
  EXPECT_NEAR(found.groups[0].total.value, 0.5576, 0.02);
  EXPECT_NEAR(found.groups[1].first.value, 0.4424, 0.02);
}

TEST(Sobol, AFactorWithoutEffectHasExactlyNothing) {
  const SobolDesign design = sobol_design(64, singly(3), 4);
  const auto f = [](const Eigen::RowVectorXd& u) { return 1000.0 + u(0) * u(1); };
  const SobolIndices found = sobol_indices(design, at_all(design.points, f));
  for (const Estimate& index : {found.groups[2].first, found.groups[2].total}) {
    EXPECT_EQ(index.value, 0.0);
    EXPECT_EQ(index.low, 0.0);
    EXPECT_EQ(index.high, 0.0);
  }
}

TEST(Sobol, AConstantHasNoIndicesRatherThanNotANumber) {
  const SobolDesign design = sobol_design(64, singly(3), 5);
  const auto constant = [](const Eigen::RowVectorXd&) { return 0.1; };
  const SobolIndices found = sobol_indices(design, at_all(design.points, constant));
  EXPECT_TRUE(found.groups.empty());
  EXPECT_EQ(found.variance, 0.0);
  EXPECT_NEAR(found.mean, 0.1, 1e-12);
}

TEST(Sobol, APartOfTheDesignIsASmallerDesign) {
  const SobolDesign design = sobol_design(4096, singly(3), 6);
  PointValues values = at_all(design.points, ishigami);
  for (std::size_t k = values.size() / 2 + 2; k < values.size(); ++k) values[k].reset();
  const SobolIndices found = sobol_indices(design, values);
  EXPECT_EQ(found.rows, 2048u);
  EXPECT_NEAR(found.groups[1].first.value, 0.4424, 0.06);
}

TEST(Sobol, IntervalsHoldTheTruthAboutAsOftenAsTheySay) {
  int held = 0, asked = 0;
  const double first[] = {0.3139, 0.4424, 0.0}, total[] = {0.5576, 0.4424, 0.2437};
  for (std::uint64_t trial = 0; trial < 60; ++trial) {
    const SobolDesign design = sobol_design(256, singly(3), 100 + trial);
    const SobolIndices found = sobol_indices(design, at_all(design.points, ishigami));
    for (std::size_t k = 0; k < 3; ++k) {
      const SobolIndex& i = found.groups[k];
      held += i.first.low <= first[k] && first[k] <= i.first.high ? 1 : 0;
      held += i.total.low <= total[k] && total[k] <= i.total.high ? 1 : 0;
      asked += 2;
    }
  }
  EXPECT_GT(held, asked * 88 / 100) << held << " of " << asked;
}

TEST(Morris, HisTestFunctionFallsIntoItsKnownGroups) {
  const MorrisDesign design = morris_design(40, 20, 4, 1);
  const auto found = morris_effects(design, at_all(design.points, morris_function));
  ASSERT_EQ(found.size(), 20u);
  // 8 to 10: large and linear, but for interactions of size 1; 1 to 5 and 7: large and curved or
  // entangled; the last ten: small.
  for (std::size_t k : {7u, 8u, 9u}) {
    EXPECT_NEAR(found[k].mean, 40.0, 4.0) << k;
    EXPECT_LT(found[k].sigma, 15.0) << k;
  }
  for (std::size_t k : {0u, 1u, 2u, 3u, 4u, 5u}) {
    EXPECT_GT(found[k].size.value, 30.0) << k;
    EXPECT_GT(found[k].sigma, 25.0) << k;
  }
  for (std::size_t k = 10; k < 20; ++k) EXPECT_LT(found[k].size.value, 15.0) << k;
  for (const MorrisEffect& effect : found) {
    EXPECT_EQ(effect.count, 40u);
    EXPECT_LE(effect.size.low, effect.size.value);
    EXPECT_GE(effect.size.high, effect.size.value);
  }
}

TEST(Morris, ALinearFunctionHasItsSlopesAndNoSpread) {
  const MorrisDesign design = morris_design(7, 3, 6, 2);
  const auto f = [](const Eigen::RowVectorXd& u) { return 3 * u(0) - 2 * u(1); };
  const auto found = morris_effects(design, at_all(design.points, f));
  EXPECT_NEAR(found[0].mean, 3.0, 1e-12);
  EXPECT_NEAR(found[1].mean, -2.0, 1e-12);
  EXPECT_NEAR(found[1].size.value, 2.0, 1e-12);
  EXPECT_NEAR(found[0].sigma, 0.0, 1e-12);
  EXPECT_EQ(found[2].size.value, 0.0);
  EXPECT_EQ(found[2].sigma, 0.0);
}

TEST(Morris, ADesignStaysInTheCubeAndMovesOneFactorAStep) {
  const MorrisDesign design = morris_design(11, 5, 4, 3);
  EXPECT_GE(design.points.minCoeff(), 0.0);
  EXPECT_LE(design.points.maxCoeff(), 1.0 + 1e-12);
  for (std::size_t t = 0; t < 11; ++t)
    for (std::size_t step = 0; step < 5; ++step) {
      const auto row = Eigen::Index(t * 6 + step);
      const Eigen::RowVectorXd moved = design.points.row(row + 1) - design.points.row(row);
      EXPECT_EQ((moved.array() != 0.0).count(), 1);
      EXPECT_NEAR(moved.array().abs().maxCoeff(), 2.0 / 3.0, 1e-12);
    }
}

TEST(Morris, WhatWasNotRunIsNotKnown) {
  const MorrisDesign design = morris_design(2, 3, 4, 4);
  PointValues values(std::size_t(design.points.rows()));
  values[0] = 1.0;
  for (const MorrisEffect& effect : morris_effects(design, values)) EXPECT_EQ(effect.count, 0u);
}

TEST(Design, ALatinHypercubeHasOnePointInEverySlice) {
  const Eigen::MatrixXd points = latin_hypercube(50, 4, 9);
  for (Eigen::Index column = 0; column < 4; ++column) {
    std::vector<int> slices(50);
    for (Eigen::Index k = 0; k < 50; ++k) ++slices[std::size_t(points(k, column) * 50)];
    for (int count : slices) EXPECT_EQ(count, 1);
  }
  EXPECT_EQ(points, latin_hypercube(50, 4, 9));
  EXPECT_NE(points, latin_hypercube(50, 4, 10));
}

TEST(Design, PlausibleValuesRunFromLowToHighByScale) {
  for (const ParamSpec& spec : param_specs()) {
    EXPECT_EQ(plausible_value(spec, 0.0), spec.low) << spec.key;
    EXPECT_NEAR(plausible_value(spec, 1.0), spec.high, 1e-12 * std::abs(spec.high)) << spec.key;
    EXPECT_LE(plausible_value(spec, 1.0), spec.max) << spec.key;
    EXPECT_NEAR(plausible_place(spec, plausible_value(spec, 0.3)), 0.3, 1e-9) << spec.key;
  }
}

TEST(VarianceSplit, FindsPlantedShares) {
  // y = 3 a + 2 d + 1 a d with a, d of unit variance: 9, 4 and 1 of 14.
  Draws draws(1);
  const auto unit = [&] { return std::sqrt(12.0) * (draws.uniform() - 0.5); };
  std::vector<double> a(400), d(300);
  for (double& x : a) x = unit();
  for (double& x : d) x = unit();
  std::vector<std::vector<double>> values;
  for (double x : a) {
    values.emplace_back();
    for (double z : d) values.back().push_back(3 * x + 2 * z + x * z);
  }
  const auto split = split_variance(values);
  ASSERT_TRUE(split.has_value());
  EXPECT_NEAR(split->assumptions / split->total(), 9.0 / 14, 0.06);
  EXPECT_NEAR(split->chance / split->total(), 4.0 / 14, 0.06);
  EXPECT_NEAR(split->together / split->total(), 1.0 / 14, 0.02);
}

TEST(VarianceSplit, DiceAloneLeaveNothingToTheAssumptions) {
  const auto split = split_variance({{1, 2, 4}, {1, 2, 4}, {1, 2, 4}});
  ASSERT_TRUE(split.has_value());
  EXPECT_EQ(split->assumptions, 0.0);
  EXPECT_EQ(split->together, 0.0);
  EXPECT_GT(split->chance, 0.0);
  EXPECT_FALSE(split_variance({{1.0, 2.0}}).has_value());
}

}  // namespace indices_test
}  // namespace palabre
