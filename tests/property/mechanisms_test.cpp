// Each part of the model that switches.mechanism_off names really stands still, and "nothing" is
// the model as it was.

#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "sim/run/analysis/ablation.hpp"
#include "tests/support/cases.hpp"

namespace palabre {
namespace mechanisms_test {

constexpr int kReplicates = 64;

test::Sets off(const char* part, test::Sets more = {}) {
  more.push_back(std::string("switches.mechanism_off=") + part);
  return more;
}
double without(const char* part, StatisticId id, test::Sets more = {}) {
  return test::value(*test::ensemble(off(part, std::move(more)), kReplicates), id);
}
double with(StatisticId id, test::Sets more = {}) {
  return test::value(*test::ensemble(std::move(more), kReplicates), id);
}

TEST(Mechanisms, NothingOffIsTheModelToTheLastBit) {
  EXPECT_EQ(test::ensemble(off("nothing"), kReplicates)->digest,
            test::ensemble({}, kReplicates)->digest);
}

TEST(Mechanisms, EachPartChangesTheRuns) {
  std::set<std::string> digests{test::ensemble({}, 16)->digest};
  const SwitchSpec* spec = find_switch("mechanism_off");
  ASSERT_NE(spec, nullptr);
  for (std::size_t k = 1; k < spec->choices.size(); ++k)
    EXPECT_TRUE(
        digests.insert(test::ensemble(off(std::string(spec->choices[k]).c_str()), 16)->digest)
            .second)
        << spec->choices[k];
}

TEST(Mechanisms, WhatIsCountedOfAPartIsZeroWithoutIt) {
  const struct {
    const char* part;
    StatisticId counted;
  } kRows[] = {{"cells", StatisticId::cells_new},
               {"massacres", StatisticId::deaths_in_massacres},
               {"blockades", StatisticId::blockades},
               {"exchanges", StatisticId::prisoner_exchanges}};
  for (const auto& row : kRows) {
    EXPECT_GT(with(row.counted), 0.0) << row.part;
    EXPECT_EQ(without(row.part, row.counted), 0.0) << row.part;
  }
}

TEST(Mechanisms, GroundMovesOnlyByWhatIsOn) {
  const test::Sets war{"levers.national_effort=0", "levers.local_effort=0"};
  const auto start = with(StatisticId::jihadist_share_area_start, war);
  // Without an advance the jihadists hold no more than at the start, in any run.
  EXPECT_LE(without("jihadist_advance", StatisticId::jihadist_share_area_end, war), start);
  // Nobody retakes: they lose nothing either.
  EXPECT_GT(without("retaking", StatisticId::jihadist_share_area_end, war),
            with(StatisticId::jihadist_share_area_end, war));
  EXPECT_LT(without("state_hold", StatisticId::state_share_area_end, war),
            with(StatisticId::state_share_area_end, war));
}

TEST(Mechanisms, CiviliansWhoDoNotFleeOnlyReturn) {
  EXPECT_LE(without("flight", StatisticId::displaced_end), with(StatisticId::displaced_start));
}

TEST(Mechanisms, AnArmyOfConstantSizeNeitherLosesNorRecruits) {
  const double start = test::model().army_start;
  const auto results = test::ensemble(off("army_size"), kReplicates);
  const Estimate& end = results->find(StatisticId::army_strength_end)->estimate;
  EXPECT_NEAR(end.value, start, 1e-6 * start);
  EXPECT_GT(std::abs(with(StatisticId::army_strength_end) - start), 0.01 * start);
}

TEST(Mechanisms, WhatARunChangedIsPairedRunByRun) {
  // Over worlds the starts differ as much as the ends: only their difference is told this well.
  const ScenarioFile& file = test::baseline();
  const AblationTable table = mechanisms_table();
  Evaluation evaluation(file.scenario, file.world, {row_of(file.scenario)}, ablation_targets(table),
                        256);
  ASSERT_TRUE(evaluation.run(2));
  const auto change = change_of_the_run(evaluation, 0);
  const auto end = evaluation.estimate(0, 0);
  ASSERT_TRUE(change && end);
  const auto start = find_target("jihadist_share_area_start");
  const auto& targets = evaluation.targets();
  std::size_t at = 0;
  while (targets[at].id() != start->id()) ++at;
  EXPECT_NEAR(change->value, end->value - *evaluation.value(0, at), 1e-9);
  EXPECT_LT(change->high - change->low, 0.8 * (end->high - end->low));
  for (std::size_t t = 0; t < targets.size(); ++t)
    if (targets[t].id() == "truce_reached") {
      EXPECT_FALSE(change_of_the_run(evaluation, t));
    }
}

TEST(Mechanisms, TheVacuumActsOnlyWhereTheFrenchLeave) {
  const test::Sets stay{"levers.french_withdrawal=never", "partners.red_line=0"};
  EXPECT_EQ(test::ensemble(off("vacuum", stay), kReplicates)->digest,
            test::ensemble(stay, kReplicates)->digest);
}

TEST(Mechanisms, EveryRowOfTheTableIsReadAndChangesTheBaseline) {
  for (const Ablation& part : mechanism_ablations()) {
    Scenario changed = test::baseline().scenario;
    ASSERT_NO_THROW(apply_overrides(changed, part.settings)) << part.label.en;
    EXPECT_FALSE(changed == test::baseline().scenario) << part.label.en;
  }
}

}  // namespace mechanisms_test
}  // namespace palabre
