// Runs kept by how they ended: the parts make up the whole, and threads change nothing.

#include <gtest/gtest.h>

#include <cmath>

#include "sim/run/views/lines.hpp"
#include "sim/run/views/subset.hpp"
#include "tests/support/paths.hpp"

namespace palabre {
namespace subset_test {

constexpr int kReplicates = 203;  // the last block is not full

class SubsetTest : public testing::Test {
 protected:
  SubsetTest() {
    ScenarioFile file =
        load_scenario(std::filesystem::path(palabre::test::root()) / "scenarios/baseline.toml");
    file.scenario.weeks = 160;
    file.scenario.replicates = kReplicates;
    seed = file.scenario.seed;
    model = std::make_shared<const Model>(compile(file.scenario, *file.world));
    Ensemble ensemble(model, seed);
    ensemble.grow_to(kReplicates, 2);
    whole = ensemble.results();
  }
  std::shared_ptr<const Subset> subset(OutcomeId outcome, int threads = 2) const {
    return runs_that(EndsIn{outcome}, model, seed, kReplicates, threads);
  }
  std::int64_t seed = 0;
  std::shared_ptr<const Model> model;
  std::shared_ptr<const Results> whole;
};

TEST_F(SubsetTest, ThePartsMakeUpTheWhole) {
  std::int64_t members = 0;
  std::vector<double> deaths(std::size_t(model->weeks), 0.0);
  std::vector<double> map(whole->maps[std::size_t(CercleFieldId::displaced)].size(), 0.0);
  for (std::size_t k = 0; k < std::size_t(kOutcomeCount); ++k) {
    const auto part = subset(OutcomeId(k));
    ASSERT_TRUE(part);
    EXPECT_EQ(part->of, kReplicates);
    const std::int64_t n = part->results->finished();
    EXPECT_EQ(n, whole->outcomes[k].count) << outcome_specs()[k].id;
    EXPECT_EQ(part->results->manifest.replicates, n) << "the others were not asked for";
    EXPECT_EQ(part->results->failed, 0);
    members += n;
    if (n == 0) continue;
    EXPECT_EQ(part->results->outcomes[k].count, n) << "nobody else among them";
    const Series& series = part->results->of(SeriesId::deaths);
    for (std::size_t w = 0; w < deaths.size(); ++w) deaths[w] += double(n) * series.mean[w];
    const auto& field = part->results->maps[std::size_t(CercleFieldId::displaced)];
    for (std::size_t c = 0; c < map.size(); ++c) map[c] += double(n) * field[c];
  }
  EXPECT_EQ(members, whole->finished());
  const double all = double(whole->finished());
  const Series& series = whole->of(SeriesId::deaths);
  for (std::size_t w = 0; w < deaths.size(); ++w)
    EXPECT_NEAR(deaths[w] / all, series.mean[w], 1e-9 * (1 + series.mean[w])) << "week " << w;
  const auto& field = whole->maps[std::size_t(CercleFieldId::displaced)];
  for (std::size_t c = 0; c < map.size(); ++c)
    EXPECT_NEAR(map[c] / all, field[c], 1e-6 * (1 + std::abs(field[c])));
}

TEST_F(SubsetTest, ARangeKeepsTheRunsWithinItAndTheRestIsOutside) {
  const int week = 100;
  const double cut = whole->of(SeriesId::deaths).q75[week] + 0.5;
  const auto asked = [&](double low, double high) {
    return runs_that(Within{SeriesId::deaths, week, low, high}, model, seed, kReplicates, 2);
  };
  const auto above = asked(cut, 1e9), below = asked(-1.0, cut);
  EXPECT_EQ(above->results->finished() + below->results->finished(), whole->finished());
  EXPECT_GT(above->results->finished(), 20);
  EXPECT_LT(above->results->finished(), 80);
  EXPECT_GE(above->results->of(SeriesId::deaths).q05[week], cut - 1.0);
  EXPECT_LE(below->results->of(SeriesId::deaths).q95[week], cut + 1.0);
  ASSERT_EQ(std::int64_t(above->members.size()), above->results->finished());
  const auto lines = lines_of(*model, seed, above->members, -1);
  for (const RunLine& line : lines->runs)
    EXPECT_GE(double(line.series(SeriesId::deaths)[week]), cut) << line.replicate;
}

TEST_F(SubsetTest, AStageKeepsTheRunsThatStandThere) {
  for (int stage = 0; stage < kStageCount; ++stage) {
    const auto there = runs_that(InStage{stage, 120}, model, seed, kReplicates, 2);
    EXPECT_NEAR(double(there->results->finished()) / double(whole->finished()),
                whole->stage_share[std::size_t(stage)][120], 1e-12);
    if (there->results->finished() > 0) {
      EXPECT_EQ(there->results->stage_share[std::size_t(stage)][120], 1.0);
    }
  }
  EXPECT_TRUE(runs_that(InStage{0, 5000}, model, seed, kReplicates, 2)->members.empty())
      << "no run has a week after the last";
}

TEST_F(SubsetTest, ThreadsChangeNothing) {
  const auto one = subset(OutcomeId::insurgent_advance, 1);
  ASSERT_GT(one->results->finished(), 0);
  for (int threads : {2, 8}) {
    const auto other = subset(OutcomeId::insurgent_advance, threads);
    EXPECT_EQ(other->results->digest, one->results->digest);
    EXPECT_EQ(other->results->of(SeriesId::displaced).q95,
              one->results->of(SeriesId::displaced).q95);
    EXPECT_EQ(other->results->maps, one->results->maps);
  }
}

TEST_F(SubsetTest, StoppedGivesNothing) {
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(runs_that(EndsIn{OutcomeId::frozen}, model, seed, kReplicates, 2, stop.get_token()),
            nullptr);
}

}  // namespace subset_test
}  // namespace palabre
