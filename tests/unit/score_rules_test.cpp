// Scores of ensembles: closed forms, the integral that defines the CRPS, chances that add up to 1,
// bands on planted figures; benchmarks worked out by hand.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "sim/score/score.hpp"

namespace palabre {
namespace score_rules_test {

using std::chrono::days;
using std::chrono::sys_days;
using ::testing::DoubleNear;
using ::testing::Pointwise;

/// The integral of (F(x) - [x >= observed])^2, step by step between members and observation.
double integral(std::vector<double> members, double observed) {
  std::vector<double> edges = members;
  edges.push_back(observed);
  std::sort(edges.begin(), edges.end());
  double sum = 0.0;
  for (std::size_t k = 0; k + 1 < edges.size(); ++k) {
    const double middle = (edges[k] + edges[k + 1]) / 2;
    const double below = double(
        std::count_if(members.begin(), members.end(), [&](double x) { return x <= middle; }));
    const double off = below / double(members.size()) - (middle >= observed ? 1.0 : 0.0);
    sum += off * off * (edges[k + 1] - edges[k]);
  }
  return sum;
}

/// `count` members at the middles of equal slices of a distribution.
std::vector<double> slices(int count, double (*inverse)(double)) {
  std::vector<double> out;
  for (int k = 0; k < count; ++k) out.push_back(inverse((k + 0.5) / count));
  return out;
}

TEST(Crps, OfOneMemberIsItsDistance) {
  EXPECT_DOUBLE_EQ(crps(std::vector{3.0}, 5.5), 2.5);
  EXPECT_DOUBLE_EQ(crps(std::vector{3.0}, 3.0), 0.0);
}

TEST(Crps, IsTheIntegralThatDefinesIt) {
  const std::vector<std::vector<double>> ensembles{
      {0, 1}, {1, 1, 1, 7}, {-3, 0, 0.5, 2, 40}, {10, 20, 30, 40, 50, 60, 70}};
  for (const auto& members : ensembles)
    for (const double observed : {-10.0, 0.0, 0.75, 1.0, 35.0, 40.0, 100.0})
      EXPECT_NEAR(crps(members, observed), integral(members, observed), 1e-12) << observed;
}

TEST(Crps, MeetsTheClosedFormsOfUniformAndExponential) {
  const auto uniform = slices(4000, [](double u) { return u; });
  for (const double y : {0.0, 0.25, 0.5, 1.0})  // y^2 - y + 1/3
    EXPECT_NEAR(crps(uniform, y), y * y - y + 1.0 / 3.0, 1e-6) << y;
  const auto exponential = slices(40000, [](double u) { return -std::log(1.0 - u); });
  for (const double y : {0.1, 1.0, 3.0})  // y - 2 (1 - e^-y) + 1/2
    EXPECT_NEAR(crps(exponential, y), y - 2.0 * (1.0 - std::exp(-y)) + 0.5, 1e-3) << y;
}

TEST(Crps, DoesNotDependOnWhereZeroIs) {
  EXPECT_DOUBLE_EQ(crps(std::vector{1e6 + 1, 1e6 + 2, 1e6 + 7}, 1e6 + 4),
                   crps(std::vector{1.0, 2.0, 7.0}, 4.0));
}

TEST(Quantiles, LieBetweenMembersInProportion) {
  const std::vector<double> members{0, 10, 20, 30, 40};
  EXPECT_DOUBLE_EQ(quantile(members, 0.0), 0.0);
  EXPECT_DOUBLE_EQ(quantile(members, 0.05), 2.0);
  EXPECT_DOUBLE_EQ(quantile(members, 0.5), 20.0);
  EXPECT_DOUBLE_EQ(quantile(members, 1.0), 40.0);
  EXPECT_DOUBLE_EQ(middle_band(members, 0.5).low, 10.0);
  EXPECT_DOUBLE_EQ(middle_band(members, 0.5).high, 30.0);
}

TEST(Bands, HoldTheirShareOfFiguresFromTheSameDistribution) {
  const auto square = [](double u) { return u * u; };
  const auto members = slices(1000, square);
  int in_50 = 0, in_90 = 0;
  for (const double figure : slices(100, square)) {
    in_50 += middle_band(members, 0.5).holds(figure) ? 1 : 0;
    in_90 += middle_band(members, 0.9).holds(figure) ? 1 : 0;
  }
  EXPECT_EQ(in_50, 50);
  EXPECT_EQ(in_90, 90);
}

TEST(LogScore, GivesChancesThatAddUpToOne) {
  for (const auto& members :
       {std::vector<double>{0, 0, 0}, std::vector<double>{3, 4, 4, 9, 30}, std::vector{250.0}}) {
    double sum = 0.0;
    for (int count = 0; count < 100'000; ++count) sum += std::exp(-log_score(members, count));
    EXPECT_NEAR(sum, 1.0, 2e-4);
  }
}

TEST(LogScore, PrefersWhatTheRunsSaidAndFindsNothingImpossible) {
  const std::vector<double> members{90, 95, 100, 105, 110};
  EXPECT_LT(log_score(members, 100), log_score(members, 140));
  EXPECT_LT(log_score(members, 140), log_score(members, 5000));
  EXPECT_LT(log_score(members, 1e7), 100.0);
}

// --- benchmarks ----------------------------------------------------------------------------------

/// A day `years` after 2000, in years of 365.25 days.
Observation figure(ObservedSeries series, int years, double value) {
  Observation out;
  out.series = series;
  out.place = "A";
  if (series == ObservedSeries::deaths_share) out.regions = {0};
  out.from = sys_days{std::chrono::year{2000} / 1 / 1} + days(1461 * years / 4);
  out.to = out.from;
  out.value = value;
  return out;
}

TEST(Benchmarks, OfDifferencesAreWhatTheyAreByHand) {
  constexpr auto kShare = ObservedSeries::deaths_share;
  const std::vector<Observation> past{figure(kShare, 0, 0.2), figure(kShare, 4, 0.3),
                                      figure(kShare, 8, 0.5)};
  // Changes of 0.1 and 0.2 in four years each; the figure lies four years on.
  const Observation now = figure(kShare, 12, 0.4);
  const auto near = [](std::vector<double> values) {
    return Pointwise(DoubleNear(1e-12), std::move(values));
  };
  EXPECT_THAT(*benchmark_members(Benchmark::persistence, now, past), near({0.3, 0.4, 0.6, 0.7}));
  EXPECT_THAT(*benchmark_members(Benchmark::trend, now, past), near({0.5, 0.6, 0.8, 0.9}));
  EXPECT_THAT(*benchmark_members(Benchmark::mean, now, past), near({0.2, 0.3, 0.5}));
  // Sixteen years on the walk is twice as wide, and nothing leaves 0 to 1.
  EXPECT_THAT(*benchmark_members(Benchmark::persistence, figure(kShare, 24, 0.4), past),
              near({0.1, 0.3, 0.7, 0.9}));
  EXPECT_THAT(*benchmark_members(Benchmark::trend, figure(kShare, 24, 0.4), past),
              near({0.6, 0.8, 1.0, 1.0}));
  EXPECT_FALSE(benchmark_members(Benchmark::mean, now, std::span(past).first(2)));
}

TEST(Benchmarks, OfRatiosKeepThem) {
  constexpr auto kDeaths = ObservedSeries::deaths;
  const std::vector<Observation> past{figure(kDeaths, 0, 99), figure(kDeaths, 4, 199),
                                      figure(kDeaths, 8, 99)};
  const auto said = *benchmark_members(Benchmark::persistence, figure(kDeaths, 12, 0), past);
  EXPECT_THAT(said, Pointwise(DoubleNear(1e-9), std::vector<double>{49, 49, 199, 199}));
  // The trend goes down to 0 and not below.
  const auto trend = *benchmark_members(Benchmark::trend, figure(kDeaths, 12, 0), past);
  EXPECT_THAT(trend, Pointwise(DoubleNear(1e-9), std::vector<double>{0, 0, 1, 1}));
}

TEST(Benchmarks, KnowFiguresOfTheSameKindPlaceAndLengthOnly) {
  Observation year = figure(ObservedSeries::deaths, 20, 0);
  year.to = year.from + days(364);
  std::vector<Observation> past(4, figure(ObservedSeries::deaths, 8, 5));
  past[0].to = past[0].from + days(365);  // a leap year
  past[1].to = past[1].from + days(30);   // a month
  past[2] = figure(ObservedSeries::attacks, 8, 5);
  past[2].to = past[2].from + days(364);
  past[3].to = past[3].from + days(364);
  past[3].regions = {1};
  ASSERT_EQ(past_of(year, past).size(), 1u);
  EXPECT_EQ(past_of(year, past)[0].days(), 366);
}

// --- groups --------------------------------------------------------------------------------------

/// Past and present deaths of the country, one a year.
Observation deaths_of(int year, double value) {
  Observation out;
  out.series = ObservedSeries::deaths;
  out.place = "Mali";
  out.from = sys_days{std::chrono::year{year} / 1 / 1};
  out.to = sys_days{std::chrono::year{year} / 12 / 31};
  out.value = value;
  return out;
}

TEST(ScoreStudy, PutsWhatIsWorseThanABenchmarkFirstAndCountsBands) {
  Observed observed;
  for (int year = 2000; year < 2004; ++year) {
    observed.past.push_back(deaths_of(year, 100));
    observed.past.push_back(deaths_of(year, 100));
    observed.past.back().series = ObservedSeries::attacks;
  }
  observed.within = {deaths_of(2004, 100), deaths_of(2005, 100), deaths_of(2004, 90),
                     deaths_of(2004, 3)};
  observed.within[2].series = ObservedSeries::attacks;
  observed.within[3].series = ObservedSeries::breadth;
  Forecasts forecasts;
  forecasts.members = {{300, 400}, {100, 101}, {89, 91}, {2, 3, 4}};
  forecasts.runs = 2;
  const ScoreStudy study = score_all(observed, forecasts);
  ASSERT_EQ(study.by_place.size(), 3u);
  const GroupScore& worst = study.by_place[0];
  EXPECT_EQ(worst.series, ObservedSeries::deaths);
  EXPECT_TRUE(worst.is_worse_than(Benchmark::persistence));
  EXPECT_EQ(worst.figures, 2u);
  EXPECT_EQ(worst.in_90, 0u);  // 100 is an end of what the runs say: outside the middle 90 of 100
  EXPECT_DOUBLE_EQ(worst.model.crps, (crps(std::vector{300.0, 400.0}, 100) + 0.25) / 2);
  EXPECT_NEAR(worst.benchmarks[0]->crps, 0.0, 1e-9);  // the past never changed
  EXPECT_EQ(study.by_place[1].series, ObservedSeries::attacks);
  EXPECT_FALSE(study.by_place[1].is_worse());
  EXPECT_EQ(study.by_place[1].in_50, 1u);
  EXPECT_EQ(study.by_place[2].series, ObservedSeries::breadth);
  EXPECT_FALSE(study.by_place[2].has_benchmark());
  EXPECT_EQ(study.by_year.size(), 4u);
}

TEST(ScoreStudy, LeavesOutWhatNoRunSays) {
  Observed observed;
  observed.within = {deaths_of(2004, 100)};
  Forecasts forecasts;
  forecasts.members = {{}};
  const ScoreStudy study = score_all(observed, forecasts);
  EXPECT_EQ(study.unsaid, 1u);
  EXPECT_TRUE(study.figures.empty());
}

}  // namespace score_rules_test
}  // namespace palabre
