// The reference program: the equations of sim/MODEL.md section 7, one run at a time, in plain
// doubles and in the order of the page. It shares with the product the rows of sim/tables
// (parameters, levers, constants) and the keys of the random numbers, and no code of sim/model:
// what both say, two programs say. It is slow on purpose and has no options beyond those of a
// scenario.

#pragma once

#include <cstdint>
#include <vector>

#include "sim/scenario/scenario.hpp"

namespace palabre::reference {

/// What is seen of a week, in the order and units of the series of outputs.def.
struct WeekSeen {
  double state_area, jihadist_area, state_people, jihadist_people;  // [share]
  double attacks, deaths;                                           // [1/week]
  double displaced, returns;                                        // [persons]
  double sieges, pacts;
  double support, economy, cooperation, presence, trust, ripeness;
  double willing_junta, willing_jnim, terms, gate, approval, commitment;
  double spillover, hostages;
  double rival_area, signatory_area;  // [share]
  double besieged;                    // [persons]
  double harm_jihadists, harm_hunters, harm_army, harm_french, harm_russians;
  int stage;
};

struct Run {
  std::vector<WeekSeen> weeks;
  int outcome = 0;  // row of OUTCOME in outputs.def
  int good_offices_week = -1, talks_week = -1, truce_week = -1, accord_week = -1, card_week = -1;
  double terms_at_accord = -1, katiba = 0, army = 0;  // at the end [persons]
  double deaths_by_jihadists = 0, deaths_by_hunters = 0, deaths_by_army = 0, deaths_by_french = 0,
         deaths_by_russians = 0, deaths_by_rivals = 0, deaths_in_feuds = 0,
         deaths_by_signatories = 0, deaths_massacres = 0;
  double pacts_started = 0, pact_weeks = 0, pact_breaks = 0, convoys = 0, leaks = 0, exchanges = 0;
  double massacres = 0, blockades = 0, seeded = 0;
};

Run run(const Scenario& scenario, const World& world, std::uint64_t seed, std::uint32_t replicate);

}  // namespace palabre::reference
