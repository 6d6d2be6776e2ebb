#include <gtest/gtest.h>

#include "sim/run/engine/statistics.hpp"
#include "sim/run/stats/intervals.hpp"

namespace palabre {
namespace intervals_test {

TEST(Wilson, AgreesWithPublishedIntervals) {
  const Estimate e = wilson(15, 148);  // Newcombe 1998, table I
  EXPECT_NEAR(e.value, 0.1014, 5e-5);
  EXPECT_NEAR(e.low, 0.0624, 5e-5);
  EXPECT_NEAR(e.high, 0.1605, 5e-5);
}

TEST(Wilson, NeverAndAlwaysStayInsideTheUnitInterval) {
  EXPECT_EQ(wilson(0, 20).low, 0.0);
  EXPECT_NEAR(wilson(0, 20).high, 0.1611, 5e-5);
  EXPECT_EQ(wilson(29, 29).high, 1.0);
  EXPECT_NEAR(wilson(29, 29).low, 0.8830, 5e-5);
}

TEST(Wilson, OneRunHasNoInterval) {
  for (const std::int64_t count : {0, 1}) {
    const Estimate e = wilson(count, 1);
    EXPECT_EQ(e.value, double(count));
    EXPECT_EQ(e.basis, Basis::one_run);
    EXPECT_FALSE(e.has_interval());
    EXPECT_FALSE(e.excludes_zero());
  }
}

TEST(Estimate, IsToldFromZeroByItsIntervalOrByTheSignThatAllRunsShare) {
  EXPECT_TRUE((Estimate{2.0, 1.0, 3.0}.excludes_zero()));
  EXPECT_FALSE((Estimate{2.0, -1.0, 5.0}.excludes_zero()));
  EXPECT_FALSE((Estimate{2.0, 2.0, 2.0, Basis::one_run, 1}.excludes_zero()));
  EXPECT_FALSE((Estimate{2.0, 2.0, 2.0, Basis::no_spread, 5}.excludes_zero())) << "2 / 2^5 > .05";
  EXPECT_TRUE((Estimate{2.0, 2.0, 2.0, Basis::no_spread, 6}.excludes_zero()));
  EXPECT_FALSE((Estimate{0.0, 0.0, 0.0, Basis::no_spread, 600}.excludes_zero()));
  EXPECT_TRUE((Estimate{2.0, 2.0, 2.0, Basis::certain}.excludes_zero()));
}

TEST(Median, OfEventsThatAreAllTheSameShowsNoSpread) {
  const Estimate same = *median_of({0, 0, 7});
  EXPECT_EQ(same.basis, Basis::no_spread);
  EXPECT_EQ(same.runs, 7);
  // Limits that meet because lives are whole weeks rest on the spread all the same.
  const Estimate meet = *median_of({1, 0, 500, 1});
  EXPECT_EQ(meet.low, meet.high);
  EXPECT_EQ(meet.basis, Basis::spread);
  EXPECT_EQ(median_of({0, 1})->basis, Basis::one_run);
}

TEST(StudentT, AgreesWithTheTable) {
  const std::pair<int, double> table[] = {{1, 12.7062}, {2, 4.3027},  {3, 3.1824},   {8, 2.3060},
                                          {9, 2.2622},  {30, 2.0423}, {120, 1.9799}, {999, 1.9623}};
  for (const auto& [degrees, t] : table) EXPECT_NEAR(t_quantile(degrees), t, 6e-5) << degrees;
}

TEST(StatisticSums, MeanAndIntervalAreThoseOfTheSample) {
  StatisticSums sums;
  for (const double x : {1.0, 2.0, 3.0, 4.0, 5.0}) sums.add({x, 1.0});
  EXPECT_EQ(sums.mean().value, 3.0);
  EXPECT_NEAR(sums.mean().high - 3.0, 2.776445 * 1.5811388 / 2.2360680, 1e-6);
}

TEST(StatisticSums, ARatioOfSumsIsNoMeanOfRatios) {
  StatisticSums sums;
  sums.add({10.0, 1.0});
  sums.add({0.0, 9.0});
  EXPECT_EQ(sums.ratio()->value, 1.0);
  EXPECT_FALSE(StatisticSums().ratio().has_value());
}

TEST(StatisticSums, AddingPartsGivesTheSameBitsAsAddingEachInTurn) {
  StatisticSums whole, a, b;
  for (int i = 0; i < 1000; ++i) {
    const Contribution c{1e5 / (i + 3.0), 1.0};
    whole.add(c);
    (i % 3 == 0 ? a : b).add(c);
  }
  b += a;
  EXPECT_EQ(whole.mean().value, b.mean().value);
  EXPECT_EQ(whole.mean().low, b.mean().low);
}

}  // namespace intervals_test
}  // namespace palabre
