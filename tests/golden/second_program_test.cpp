// Two programs say the same: the product's equations, over lanes of doubles, against the reference
// program of tests/reference, replicate by replicate. Stages, classes and counts equal; series to
// 1e-7 of their size (the bargain's root is found by other steps; sums are added up in another
// order). How far single precision goes from doubles: tests/property/single_precision_test.cpp.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "sim/model/compile.hpp"
#include "sim/model/kernel.hpp"
#include "tests/reference/reference.hpp"
#include "tests/support/cases.hpp"
#include "tests/support/double_kernels.hpp"

namespace palabre {
namespace second_program_test {

using test::Sets;

std::vector<double> row_of(const reference::WeekSeen& w) {
  return {w.state_area,     w.jihadist_area, w.state_people,   w.jihadist_people, w.attacks,
          w.deaths,         w.displaced,     w.returns,        w.sieges,          w.pacts,
          w.support,        w.economy,       w.cooperation,    w.presence,        w.trust,
          w.ripeness,       w.willing_junta, w.willing_jnim,   w.terms,           w.gate,
          w.approval,       w.commitment,    w.spillover,      w.hostages,        w.rival_area,
          w.signatory_area, w.besieged,      w.harm_jihadists, w.harm_hunters,    w.harm_army,
          w.harm_french,    w.harm_russians, double(w.stage)};
}

bool near(double a, double b) {
  return std::abs(a - b) <= 1e-7 * std::max({1.0, std::abs(a), std::abs(b)});
}

/// The first week and series in which they differ, or nothing.
std::string weeks_differ(const test::Lanes& product, int lane, const reference::Run& run) {
  for (std::size_t week = 0; week < run.weeks.size(); ++week) {
    const std::vector<double> want = row_of(run.weeks[week]);
    EXPECT_EQ(want.size(), std::size_t(kWeekRows));
    for (std::size_t k = 0; k < want.size(); ++k) {
      const double got = product.rows[(week * kWeekRows + k) * kBlockLanes + std::size_t(lane)];
      if (!near(got, want[k]))
        return "week " + std::to_string(week) + " row " + std::to_string(k) + ": product " +
               std::to_string(got) + ", reference " + std::to_string(want[k]);
    }
  }
  return "";
}

std::string tallies_differ(const test::Lanes& product, int lane, const reference::Run& run) {
  using T = TallyId;
  const std::pair<TallyId, double> all[] = {{T::outcome, run.outcome},
                                            {T::good_offices_week, run.good_offices_week},
                                            {T::talks_week, run.talks_week},
                                            {T::truce_week, run.truce_week},
                                            {T::accord_week, run.accord_week},
                                            {T::card_week, run.card_week},
                                            {T::terms_at_accord, run.terms_at_accord},
                                            {T::katiba_end, run.katiba},
                                            {T::army_end, run.army},
                                            {T::deaths_by_jihadists, run.deaths_by_jihadists},
                                            {T::deaths_by_hunters, run.deaths_by_hunters},
                                            {T::deaths_by_army, run.deaths_by_army},
                                            {T::deaths_by_french, run.deaths_by_french},
                                            {T::deaths_by_russians, run.deaths_by_russians},
                                            {T::deaths_by_rivals, run.deaths_by_rivals},
                                            {T::deaths_in_feuds, run.deaths_in_feuds},
                                            {T::deaths_by_signatories, run.deaths_by_signatories},
                                            {T::deaths_massacres, run.deaths_massacres},
                                            {T::massacres, run.massacres},
                                            {T::blockades, run.blockades},
                                            {T::cells_seeded, run.seeded},
                                            {T::pacts_started, run.pacts_started},
                                            {T::pact_weeks, run.pact_weeks},
                                            {T::pact_breaks, run.pact_breaks},
                                            {T::convoys, run.convoys},
                                            {T::leaks, run.leaks},
                                            {T::exchanges, run.exchanges}};
  for (const auto& [id, want] : all)
    if (!near(product.tally(id, lane), want))
      return "tally " + std::to_string(int(id)) + ": product " +
             std::to_string(product.tally(id, lane)) + ", reference " + std::to_string(want);
  return "";
}

void compare_case(const Scenario& scenario, int replicates) {
  const World& world = *test::baseline().world;
  const Model model = compile(scenario, world);
  for (int first = 0; first < replicates; first += kBlockLanes) {
    const test::Lanes product =
        test::run_lanes(model, std::uint32_t(first), 12345, test::chosen_double_kernel().run_block);
    for (int lane = 0; lane < kBlockLanes; ++lane) {
      const reference::Run run =
          reference::run(scenario, world, 12345, std::uint32_t(first + lane));
      ASSERT_EQ(weeks_differ(product, lane, run), "") << "replicate " << first + lane;
      ASSERT_EQ(tallies_differ(product, lane, run), "") << "replicate " << first + lane;
    }
  }
}

void compare(const Sets& sets, int replicates) { compare_case(test::scenario(sets), replicates); }

TEST(SecondProgram, Baseline) { compare({}, 128); }
TEST(SecondProgram, NobodyLeavesAndTalksAreTolerated) {
  compare({"levers.french_withdrawal=never", "partners.red_line=0"}, 48);
}
TEST(SecondProgram, OfferGuaranteeAndMediator) {
  compare({"levers.full_precondition_offer=true", "talks.guarantee=0.8", "talks.mediator=0.9",
           "levers.talks_channel=public", "levers.prisoner_release=2022-03-14",
           "levers.prisoners_released=40"},
          48);
}
TEST(SecondProgram, LocalPactsOnly) {
  compare({"levers.national_effort=0", "levers.local_effort=2.5", "pacts.army_exit=1"}, 48);
}
TEST(SecondProgram, HubAndLateExitsUnderOtherCurves) {
  compare({"levers.niger_hub=1", "levers.niger_hub_end=2024-12-30", "levers.niger_hub_counts=1",
           "levers.french_drawdown=4", "levers.minusma_exit=2023-06-19",
           "levers.sanctions_end=2022-07-04", "levers.army_surge=0.6", "switches.violence=hegemony",
           "switches.force_exponent=2"},
          48);
}
TEST(SecondProgram, GroundOfTheIslamicStateWithoutFighters) {
  compare({"jihadists.rival_fighters=0", "jihadists.defection=0.6",
           "levers.accord_2015_end=2023-01-02"},
          48);
}
TEST(SecondProgram, HindcastFromAnotherCountOfDisplacedPeople) {
  compare_case(load_scenario(shipped_scenarios() / "hindcasts/hindcast_2018.toml").scenario, 48);
}
TEST(SecondProgram, FarCorner) {
  compare({"war.self_excitation=0.7",
           "talks.truce_break_rate=0.05",
           "jihadists.obedience=0.4",
           "jihadists.parent_veto=0.8",
           "jihadists.spoilers=0.6",
           "uncertainty.width=0.6",
           "war.season=0.5",
           "talks.opportunity=1",
           "pacts.army_exit=1",
           "levers.election=never",
           "levers.russian_arrival=never",
           "partners.russian_weight=1",
           "jihadists.patience=2",
           "jihadists.precondition=0.3",
           "pacts.pause=4",
           "talks.horizon=156",
           "territory.state_share=0.5",
           "territory.jihadist_share=0.4",
           "territory.jihadist_trend=0.15",
           "territory.contest_speed=0.03"},
          48);
}

}  // namespace second_program_test
}  // namespace palabre
