// Single runs as lines, and one cercle over all runs: the same dice, the same numbers as a told run
// and as the maps of an ensemble.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "sim/run/explain/story.hpp"
#include "sim/run/views/cercle_fans.hpp"
#include "sim/run/views/lines.hpp"
#include "sim/run/views/uncertainty.hpp"
#include "tests/support/cases.hpp"

namespace palabre {
namespace lines_test {

constexpr int kWeeks = 90, kReplicates = 203, kCercle = 9;

Scenario scenario_of_test() { return test::scenario({}, kWeeks); }
Model model_of_test() { return test::model({}, kWeeks); }

TEST(Lines, AreTheRunsThatAreTold) {
  const Model model = model_of_test();
  const std::vector<std::int64_t> wanted{0, 3, 7, 8, 41};
  const auto lines = lines_of(model, 5, wanted, kCercle);
  ASSERT_EQ(lines->runs.size(), wanted.size());
  for (std::size_t k = 0; k < wanted.size(); ++k) {
    const RunLine& line = lines->runs[k];
    const Story story = story_of(model, 5, wanted[k]);
    EXPECT_EQ(line.replicate, wanted[k]);
    EXPECT_EQ(line.outcome, story.outcome);
    ASSERT_EQ(line.stage().size(), std::size_t(kWeeks));
    for (int week = 0; week < kWeeks; ++week) {
      const auto w = std::size_t(week);
      EXPECT_EQ(int(line.stage()[w]), story.stage(week));
      for (std::size_t s = 0; s < std::size_t(kSeriesCount); ++s)
        EXPECT_EQ(line.series(SeriesId(s))[w], float(story.row(week, SeriesId(s))));
      for (std::size_t f = 0; f < kCercleFieldCount; ++f)
        EXPECT_EQ(line.field(CercleFieldId(f))[w],
                  float(story.map(CercleFieldId(f), week, kCercle)))
            << cercle_field_specs()[f].id << " in week " << week;
    }
  }
}

TEST(Lines, WithoutACercleHaveNone) {
  const std::vector<std::int64_t> wanted{2};
  const auto lines = lines_of(model_of_test(), 5, wanted, -1);
  EXPECT_TRUE(lines->runs.front().place.empty());
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(lines_of(model_of_test(), 5, wanted, -1, stop.get_token()), nullptr);
}

CercleOptions options(int threads = 2) {
  CercleOptions out;
  out.cercle = kCercle;
  out.replicates = kReplicates;
  out.threads = threads;
  return out;
}

void expect_means_of(const CercleFans& fans, const Results& results) {
  for (std::size_t f = 0; f < kCercleFieldCount; ++f)
    for (int week = 0; week < kWeeks; ++week) {
      const double mean = results.map(CercleFieldId(f), week, kCercle);
      EXPECT_NEAR(fans.fields[f].mean[std::size_t(week)], mean, 1e-5 * (1.0 + mean))
          << cercle_field_specs()[f].id << " in week " << week;
    }
}

TEST(CercleFans, MeansAreThoseOfTheMapsAndQuantilesThoseOfTheRuns) {
  const auto model = std::make_shared<const Model>(model_of_test());
  Ensemble ensemble(model, 5);
  ensemble.grow_to(kReplicates, 2);
  const auto fans = cercle_fans(*model, 5, options());
  EXPECT_EQ(fans->runs, ensemble.results()->finished());
  expect_means_of(*fans, *ensemble.results());

  std::vector<std::int64_t> all(kReplicates);
  std::iota(all.begin(), all.end(), 0);
  const auto lines = lines_of(*model, 5, all, kCercle);
  const auto field = CercleFieldId::displaced;
  for (const int week : {0, 30, kWeeks - 1}) {
    std::vector<float> values;
    for (const RunLine& line : lines->runs) values.push_back(line.field(field)[std::size_t(week)]);
    std::sort(values.begin(), values.end());
    const Series& found = fans->fields[std::size_t(field)];
    const auto w = std::size_t(week), n = values.size();
    EXPECT_EQ(float(found.q05[w]), values[std::size_t(0.05 * double(n))]);
    EXPECT_EQ(float(found.q50[w]), values[std::size_t(0.50 * double(n))]);
    EXPECT_EQ(float(found.q95[w]), values[std::size_t(0.95 * double(n))]);
  }
  const Series& pact = fans->fields[std::size_t(CercleFieldId::pact)];
  EXPECT_EQ(pact.q05, pact.mean) << "there or not: a share has no quantiles over runs";
}

TEST(CercleFans, AnyNumberOfThreadsGivesTheSame) {
  const auto one = cercle_fans(model_of_test(), 5, options(1));
  for (const int threads : {2, 8}) {
    const auto other = cercle_fans(model_of_test(), 5, options(threads));
    for (std::size_t f = 0; f < kCercleFieldCount; ++f) {
      EXPECT_EQ(other->fields[f].q95, one->fields[f].q95);
      EXPECT_EQ(other->fields[f].mean, one->fields[f].mean);
    }
  }
}

TEST(CercleFans, OfSomeRunsAreOfThoseAlone) {
  const std::vector<std::int64_t> some{4, 40, 41};
  CercleOptions few = options();
  few.only = some;
  const Model model = model_of_test();
  const auto fans = cercle_fans(model, 5, few);
  EXPECT_EQ(fans->runs, 3);
  const auto lines = lines_of(model, 5, some, kCercle);
  const auto field = CercleFieldId::displaced;
  double sum = 0.0;
  for (const RunLine& line : lines->runs) sum += double(line.field(field).back());
  const double mean = fans->fields[std::size_t(field)].mean.back();
  EXPECT_NEAR(mean, sum / 3.0, 1e-6 * mean);
}

TEST(CercleFans, OfNoRunsAreNotOfAll) {
  CercleOptions none = options();
  none.only = std::span<const std::int64_t>{};
  const auto fans = cercle_fans(model_of_test(), 5, none);
  EXPECT_EQ(fans->runs, 0);
  for (const Series& field : fans->fields) EXPECT_TRUE(field.mean.empty());
}

TEST(CercleFans, WithDrawnAssumptionsAreTheRunsOfTheSecondEnsemble) {
  const Scenario scenario = scenario_of_test();
  UncertaintyOptions drawing;
  drawing.replicates = kReplicates;
  drawing.locked = {"talks.mediator"};
  const auto spread = uncertainty_ensemble(scenario, *test::baseline().world, drawing);
  const auto fans = cercle_fans_drawn(scenario, *test::baseline().world, drawing.locked, options());
  EXPECT_EQ(fans->runs, spread->results->finished());
  expect_means_of(*fans, *spread->results);
}

TEST(CercleFans, WithDrawnAssumptionsAPactHasARange) {
  const Scenario scenario = test::scenario({}, kWeeks);
  const UncertaintyEnsemble spread =
      *uncertainty_ensemble(scenario, *test::baseline().world, {kReplicates});
  CercleOptions there = options();
  const auto pacts = [&](int cercle) {
    return spread.results->map(CercleFieldId::pact, kWeeks - 1, cercle);
  };
  for (int cercle = 0; cercle < spread.results->cercle_count; ++cercle)
    if (pacts(cercle) > pacts(there.cercle)) there.cercle = cercle;
  const auto fans = cercle_fans_drawn(scenario, *test::baseline().world, {}, there);
  const Series& pact = fans->fields[std::size_t(CercleFieldId::pact)];
  double widest = 0.0;
  for (std::size_t w = 0; w < pact.mean.size(); ++w) {
    EXPECT_LE(pact.q05[w], pact.mean[w]);
    EXPECT_GE(pact.q95[w], pact.mean[w]);
    widest = std::max(widest, pact.q95[w] - pact.q05[w]);
  }
  EXPECT_GT(widest, 0.05) << "assumptions move the share of runs with a pact";
}

TEST(CercleFans, MemoryIsBoundedAndAStopGivesNothing) {
  CercleOptions many = options();
  many.replicates = 1'000'000;
  std::stop_source stop;
  many.stop = stop.get_token();
  stop.request_stop();
  EXPECT_EQ(cercle_fans(test::model({}, 4), 5, many), nullptr);
  many.stop = {};
  EXPECT_EQ(cercle_fans(test::model({}, 4), 5, many)->runs, kCercleRunsMost);
}

}  // namespace lines_test
}  // namespace palabre
