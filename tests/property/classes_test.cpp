// At least nine of ten members of each outcome class do what its name says, and in the default
// ensemble no class is larger than two fifths.

#include <gtest/gtest.h>

#include <map>

#include "sim/run/analysis/evaluation.hpp"
#include "tests/support/cases.hpp"

namespace palabre {
namespace classes_test {

namespace fs = std::filesystem;

constexpr int kReplicates = 512;
constexpr double kMembers = 0.9, kLargest = 0.40;

/// What a run changed, and how it stood.
struct Played {
  std::map<StatisticId, double> value;
  OutcomeId outcome{};

  double operator[](StatisticId id) const { return value.at(id); }
  double people() const {
    return (*this)[StatisticId::state_share_population_end] -
           (*this)[StatisticId::state_share_population_start];
  }
  double state_area() const {
    return (*this)[StatisticId::state_share_area_end] -
           (*this)[StatisticId::state_share_area_start];
  }
  double jihadist_area() const {
    return (*this)[StatisticId::jihadist_share_area_end] -
           (*this)[StatisticId::jihadist_share_area_start];
  }
  double jihadist_people() const {
    return (*this)[StatisticId::jihadist_share_population_end] -
           (*this)[StatisticId::jihadist_share_population_start];
  }
};

constexpr std::array kLooked = {StatisticId::state_share_population_start,
                                StatisticId::state_share_population_end,
                                StatisticId::state_share_area_start,
                                StatisticId::state_share_area_end,
                                StatisticId::jihadist_share_area_start,
                                StatisticId::jihadist_share_area_end,
                                StatisticId::jihadist_share_population_start,
                                StatisticId::jihadist_share_population_end,
                                StatisticId::truce_reached,
                                StatisticId::accord_reached,
                                StatisticId::accord_alive_end,
                                StatisticId::weeks_in_truce_or_accord,
                                StatisticId::pact_weeks_total};

std::vector<Played> runs_of(const std::string& name) {
  const ScenarioFile file = load_scenario(fs::path(test::root()) / "scenarios" / (name + ".toml"));
  std::vector<Target> targets;
  for (const StatisticId id : kLooked) targets.push_back({{}, id});
  for (std::size_t k = 0; k < outcome_specs().size(); ++k) targets.push_back({OutcomeId(k), {}});
  Evaluation evaluation(file.scenario, file.world, {row_of(file.scenario)}, targets, kReplicates);
  EXPECT_TRUE(evaluation.run(2));
  std::vector<Played> out(kReplicates);
  for (std::size_t t = 0; t < targets.size(); ++t) {
    const auto cells = evaluation.cells(0, t);
    for (std::size_t k = 0; k < out.size(); ++k) {
      const double value = cells[k] ? cells[k]->value : 0.0;
      if (!targets[t].outcome)
        out[k].value[targets[t].statistic] = value;
      else if (value > 0.0)
        out[k].outcome = *targets[t].outcome;
    }
  }
  return out;
}

/// Runs of shipped scenarios that between them end in every class.
const std::vector<Played>& all_runs() {
  static const std::vector<Played> kRuns = [] {
    std::vector<Played> out;
    for (const char* name :
         {"baseline", "talks_inevitable", "offer_with_guarantee", "surge_that_backfires",
          "local_pacts_only", "arms_alone", "islamic_state_grows", "accord_of_2015_breaks"})
      for (Played& run : runs_of(name)) out.push_back(std::move(run));
    return out;
  }();
  return kRuns;
}

/// Share of the members of a class of which `does` is true.
void expect_members(OutcomeId outcome, int least, bool (*does)(const Played&)) {
  int members = 0, doing = 0;
  for (const Played& run : all_runs()) {
    if (run.outcome != outcome) continue;
    ++members;
    doing += does(run) ? 1 : 0;
  }
  const auto name = outcome_specs()[std::size_t(outcome)].id;
  std::cout << name << ": " << doing << " of " << members << '\n';
  EXPECT_GE(members, least) << name << ": too few to say";
  EXPECT_GE(doing, kMembers * members) << name;
}

TEST(Classes, OfAgreementsHoldOrBroke) {
  expect_members(OutcomeId::accord, 5,
                 [](const Played& r) { return r[StatisticId::accord_alive_end] > 0.0; });
  expect_members(OutcomeId::truce, 20, [](const Played& r) {
    return r[StatisticId::truce_reached] > 0.0 && r[StatisticId::weeks_in_truce_or_accord] > 0.0;
  });
  expect_members(OutcomeId::broken_peace, 20, [](const Played& r) {
    return r[StatisticId::truce_reached] > 0.0 && r[StatisticId::accord_alive_end] == 0.0;
  });
  // More than one pact at a time, on average over five years.
  expect_members(OutcomeId::local_patchwork, 20,
                 [](const Played& r) { return r[StatisticId::pact_weeks_total] > 260.0; });
}

TEST(Classes, OfGroundSayWhoseGroundAndPeopleGrew) {
  expect_members(OutcomeId::insurgent_advance, 20, [](const Played& r) {
    return r.jihadist_area() > 0.02 && r.people() < -0.02 && r.jihadist_people() > 0.0;
  });
  expect_members(OutcomeId::creeping_advance, 20, [](const Played& r) {
    return r.jihadist_area() > 0.02 || (r.people() < -0.02 && r.jihadist_people() > 0.0);
  });
  expect_members(OutcomeId::state_recovery, 20, [](const Played& r) {
    return r.people() > std::max(0.0, r.jihadist_people()) &&
           r.state_area() > std::max(0.0, r.jihadist_area());
  });
  expect_members(OutcomeId::frozen, 20, [](const Played& r) {
    return std::abs(r.people()) < 0.03 && std::abs(r.jihadist_area()) < 0.05;
  });
}

TEST(Classes, NoneIsLargerThanTwoFifthsOfTheBaseline) {
  std::map<OutcomeId, int> members;
  for (int k = 0; k < kReplicates; ++k) ++members[all_runs()[std::size_t(k)].outcome];
  for (const auto& [outcome, count] : members)
    EXPECT_LE(double(count) / kReplicates, kLargest) << outcome_specs()[std::size_t(outcome)].id;
}

}  // namespace classes_test
}  // namespace palabre
