// Designs of which any point can be had by itself.

#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "sim/run/stats/design.hpp"
#include "sim/run/stats/point_designs.hpp"

namespace palabre {
namespace point_designs_test {

TEST(PointDesigns, APermutationHoldsEachNumberOnce) {
  for (std::int64_t size = 1; size < 70; ++size) {
    std::set<std::int64_t> seen;
    for (std::int64_t k = 0; k < size; ++k) {
      const std::int64_t at = permuted(k, size, 5);
      EXPECT_TRUE(at >= 0 && at < size);
      seen.insert(at);
    }
    EXPECT_EQ(std::ssize(seen), size);
  }
  int same = 0, fixed = 0;
  for (std::int64_t k = 0; k < 10'000; ++k) {
    same += permuted(k, 10'000, 1) == permuted(k, 10'000, 2) ? 1 : 0;
    fixed += permuted(k, 10'000, 1) == k ? 1 : 0;
  }
  EXPECT_LT(same, 12) << "keys give the same order";  // 1 is expected of two random orders
  EXPECT_LT(fixed, 12) << "numbers stay where they were";
}

TEST(PointDesigns, ALatinHypercubeHasOnePointInEachSlice) {
  constexpr std::int64_t kPoints = 37;
  std::vector<std::set<int>> slices(4);
  for (std::int64_t k = 0; k < kPoints; ++k) {
    const std::vector<double> point = latin_point(k, kPoints, 4, 9);
    for (std::size_t column = 0; column < 4; ++column) {
      EXPECT_TRUE(point[column] >= 0.0 && point[column] < 1.0);
      slices[column].insert(int(point[column] * double(kPoints)));
    }
  }
  for (const auto& column : slices) EXPECT_EQ(std::ssize(column), kPoints);
  EXPECT_NE(latin_point(0, kPoints, 4, 9), latin_point(0, kPoints, 4, 10));
}

/// Bits of a coordinate.
std::uint64_t bits(double x) { return std::uint64_t(std::ldexp(x, 53)); }

TEST(PointDesigns, SobolIsTheSequenceOfJoeAndKuoShifted) {
  const double wanted[8][3] = {{0.0, 0.0, 0.0},       {0.5, 0.5, 0.5},       {0.75, 0.25, 0.25},
                               {0.25, 0.75, 0.75},    {0.375, 0.375, 0.625}, {0.875, 0.875, 0.125},
                               {0.625, 0.125, 0.875}, {0.125, 0.625, 0.375}};
  for (const std::uint64_t key : {std::uint64_t{1}, std::uint64_t{77}}) {
    const std::vector<double> shift = sobol_point(0, 3, key);  // of the origin
    for (std::int64_t k = 0; k < 8; ++k)
      for (std::size_t column = 0; column < 3; ++column)
        EXPECT_EQ(bits(sobol_point(k, 3, key)[column]) ^ bits(shift[column]),
                  bits(wanted[k][column]))
            << k << " " << column;
  }
  EXPECT_NE(sobol_point(0, 3, 1), sobol_point(0, 3, 77));
}

TEST(PointDesigns, EveryBlockOfASobolSequenceIsANet) {
  constexpr int kBits = 6, kCount = 1 << kBits;
  for (const std::int64_t begin : {std::int64_t{0}, std::int64_t{kCount}, std::int64_t{992'000}}) {
    std::vector<std::vector<double>> points;
    for (std::int64_t k = begin; k < begin + kCount; ++k) points.push_back(sobol_point(k, 40, 3));
    for (std::size_t column = 0; column < 40; ++column) {  // one in each of 64 slices
      std::set<int> slices;
      for (const auto& point : points) slices.insert(int(point[column] * kCount));
      EXPECT_EQ(slices.size(), std::size_t(kCount)) << column;
    }
    for (int a = 0; a <= kBits; ++a) {  // and one in each box of that size of the first two
      std::set<std::pair<int, int>> boxes;
      for (const auto& point : points)
        boxes.emplace(int(point[0] * (1 << a)), int(point[1] * (1 << (kBits - a))));
      EXPECT_EQ(boxes.size(), std::size_t(kCount)) << a;
    }
  }
}

TEST(PointDesigns, ASobolSequenceIntegratesBetterThanChance) {
  // The product of six 2 x has the mean 1 and the variance (4/3)^6 - 1 = 4.6: chance errs by 0.034
  // with 4,096 points.
  double sum = 0.0;
  constexpr int kCount = 4096;
  for (int k = 0; k < kCount; ++k) {
    double product = 1.0;
    for (const double x : sobol_point(k, 6, 11)) product *= 2.0 * x;
    sum += product;
  }
  EXPECT_NEAR(sum / kCount, 1.0, 0.004);
}

TEST(PointDesigns, ATrajectoryByItselfIsThatOfTheDesign) {
  const MorrisDesign all = morris_design(5, 3, 6, 8);
  for (std::size_t t = 0; t < 5; ++t) {
    const MorrisTrajectory one = morris_trajectory(t, 3, 6, 8);
    EXPECT_EQ(one.points, all.points.middleRows(Eigen::Index(t) * 4, 4));
    EXPECT_TRUE(
        std::equal(one.moved.begin(), one.moved.end(), all.moved.begin() + std::ptrdiff_t(t) * 3));
  }
}

}  // namespace point_designs_test
}  // namespace palabre
