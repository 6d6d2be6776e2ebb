// Scenario discovery on boxes that were planted.

#include "sim/run/stats/prim.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "sim/run/stats/design.hpp"

namespace palabre {
namespace prim_test {

struct Planted {
  Eigen::MatrixXd points;
  std::vector<double> interest;
};

/// x0 >= .6 and x3 <= .5: interest in `inside` of the runs there, in `outside` of the others.
Planted planted(double inside, double outside, std::size_t count = 6000, int runs = 1) {
  Planted out{latin_hypercube(count, 8, 5), {}};
  Draws draws(77);
  for (Eigen::Index k = 0; k < out.points.rows(); ++k) {
    const bool is_in = out.points(k, 0) >= 0.6 && out.points(k, 3) <= 0.5;
    double share = 0.0;
    for (int run = 0; run < runs; ++run)
      share += draws.uniform() < (is_in ? inside : outside) ? 1.0 / runs : 0.0;
    out.interest.push_back(share);
  }
  return out;
}

void expect_the_box(const Discovery& found, double tolerance) {
  ASSERT_EQ(found.edges.size(), 2u);
  std::map<std::size_t, BoxEdge> by_factor;
  for (const BoxEdge& edge : found.edges) by_factor[edge.factor] = edge;
  ASSERT_TRUE(by_factor.contains(0) && by_factor.contains(3));
  EXPECT_TRUE(by_factor[0].is_low);
  EXPECT_FALSE(by_factor[3].is_low);
  EXPECT_NEAR(by_factor[0].edge, 0.6, tolerance);
  EXPECT_NEAR(by_factor[3].edge, 0.5, tolerance);
  for (const BoxEdge& edge : found.edges) EXPECT_LT(edge.quasi_p, 1e-6);
}

TEST(Prim, FindsAPlantedBoxWithItsDensityAndCoverage) {
  const Planted data = planted(0.9, 0.0);
  const auto found = discover(data.points, data.interest);
  ASSERT_TRUE(found.has_value());
  expect_the_box(*found, 0.03);
  // The box is a fifth of the cube.
  EXPECT_NEAR(found->base_rate, 0.18, 0.02);
  for (const BoxFigures& box : {found->found, found->checked}) {
    EXPECT_NEAR(box.density, 0.9, 0.05);
    EXPECT_NEAR(box.coverage, 1.0, 0.05);
    EXPECT_NEAR(box.mass, 0.2, 0.03);
  }
}

TEST(Prim, FindsABoxInNoise) {
  const Planted data = planted(0.8, 0.1);
  const auto found = discover(data.points, data.interest);
  ASSERT_TRUE(found.has_value());
  expect_the_box(*found, 0.06);
  // .16 of .24 runs of interest lie inside.
  EXPECT_NEAR(found->checked.density, 0.8, 0.06);
  EXPECT_NEAR(found->checked.coverage, 0.16 / 0.24, 0.08);
}

TEST(Prim, SharesOfSeveralRunsSayTheSame) {
  const Planted data = planted(0.8, 0.1, 3000, 8);
  const auto found = discover(data.points, data.interest);
  ASSERT_TRUE(found.has_value());
  expect_the_box(*found, 0.05);
  EXPECT_NEAR(found->checked.density, 0.8, 0.05);
}

TEST(Prim, TheTrajectoryGoesFromEverythingToADenserAndDenserBox) {
  const Planted data = planted(0.9, 0.05);
  const auto found = discover(data.points, data.interest);
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->trajectory.front().figures.mass, 1.0);
  EXPECT_EQ(found->trajectory.front().figures.coverage, 1.0);
  for (std::size_t k = 1; k < found->trajectory.size(); ++k)
    EXPECT_LT(found->trajectory[k].figures.mass, found->trajectory[k - 1].figures.mass);
  EXPECT_GT(found->trajectory[found->chosen].figures.density, 0.6);
  const auto everything = discover(data.points, data.interest, {}, 0);
  EXPECT_TRUE(everything->edges.empty());
  EXPECT_EQ(everything->found.mass, 1.0);
}

TEST(Prim, NoiseAloneHoldsNoBoxThatStandsTheCheck) {
  const Planted data = planted(0.3, 0.3);
  const auto found = discover(data.points, data.interest);
  ASSERT_TRUE(found.has_value());
  EXPECT_LT(found->checked.density, 0.36);
  EXPECT_FALSE(found->holds());
  // Few points in many directions: peeling finds edges that the other half does not bear out.
  int borne_out = 0, edges = 0;
  for (std::uint64_t trial = 0; trial < 20; ++trial) {
    const Eigen::MatrixXd points = latin_hypercube(200, 60, trial);
    Draws draws(900 + trial);
    std::vector<double> interest;
    for (Eigen::Index k = 0; k < points.rows(); ++k)
      interest.push_back(draws.uniform() < 0.4 ? 1.0 : 0.0);
    const auto noise = discover(points, interest);
    ASSERT_TRUE(noise.has_value());
    edges += int(noise->edges.size());
    borne_out += noise->holds() ? 1 : 0;
  }
  EXPECT_GT(edges, 60) << "the search half alone believes in them";
  EXPECT_LE(borne_out, 3) << "one in twenty by chance";
}

TEST(Prim, KeepsTheEdgesThatSayMostWhereFewAreAskedFor) {
  const Planted data = planted(0.9, 0.0);
  PrimOptions one;
  one.most_edges = 1;
  const auto all = discover(data.points, data.interest),
             few = discover(data.points, data.interest, one);
  ASSERT_TRUE(all && few);
  ASSERT_EQ(few->edges.size(), 1u);
  EXPECT_TRUE(few->edges[0].factor == 0 || few->edges[0].factor == 3);
  // .18 of all lies in .4 or .5 of the cube: what is told is the wider box.
  EXPECT_NEAR(few->checked.density, few->edges[0].factor == 0 ? 0.45 : 0.36, 0.05);
  EXPECT_NEAR(few->checked.coverage, 1.0, 0.05);
  EXPECT_LT(few->checked.density, all->checked.density);
  EXPECT_TRUE(all->holds());
  EXPECT_TRUE(few->holds());
}

TEST(Prim, WhatNeverOrAlwaysHappensHasNoBox) {
  const Planted never = planted(0.0, 0.0), always = planted(1.0, 1.0);
  EXPECT_FALSE(discover(never.points, never.interest).has_value());
  EXPECT_FALSE(discover(always.points, always.interest).has_value());
  const Planted few = planted(0.9, 0.1, 30);
  EXPECT_FALSE(discover(few.points, few.interest).has_value());
}

TEST(Prim, TheBinomialTailIsExactForWholeNumbers) {
  for (int n : {1, 5, 40})
    for (double p : {0.05, 0.3, 0.5, 0.9})
      for (int k = 1; k <= n; ++k) {
        double sum = 0.0;
        for (int j = k; j <= n; ++j)
          sum += std::exp(std::lgamma(n + 1) - std::lgamma(j + 1) - std::lgamma(n - j + 1)) *
                 std::pow(p, j) * std::pow(1 - p, n - j);
        EXPECT_NEAR(binomial_tail(k, n, p), sum, 1e-10) << n << " " << k << " " << p;
      }
  EXPECT_EQ(binomial_tail(0, 10, 0.5), 1.0);
  EXPECT_EQ(binomial_tail(11, 10, 0.5), 0.0);
}

}  // namespace prim_test
}  // namespace palabre
