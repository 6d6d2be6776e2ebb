// Runs kept by how they ended: the parts make up the whole, and threads change nothing.

#include <gtest/gtest.h>

#include <cmath>

#include "sim/run/subset.hpp"

namespace palabre {
namespace {

constexpr int kReplicates = 203;  // the last block is not full

class SubsetTest : public testing::Test {
 protected:
  SubsetTest() {
    ScenarioFile file =
        load_scenario(std::filesystem::path(PALABRE_ROOT) / "scenarios/baseline.toml");
    file.scenario.weeks = 160;
    file.scenario.replicates = kReplicates;
    seed = file.scenario.seed;
    model = std::make_shared<const Model>(compile(file.scenario, *file.world));
    Ensemble ensemble(model, seed);
    ensemble.grow_to(kReplicates, 2);
    whole = ensemble.results();
  }
  std::shared_ptr<const Subset> subset(OutcomeId outcome, int threads = 2) const {
    return runs_that_end_in(outcome, model, seed, kReplicates, threads);
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
  EXPECT_EQ(runs_that_end_in(OutcomeId::stalemate, model, seed, kReplicates, 2, stop.get_token()),
            nullptr);
}

}  // namespace
}  // namespace palabre
