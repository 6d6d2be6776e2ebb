// The reference program: the equations of sim/MODEL.md section 7, one run at a time, in plain
// doubles and in the order of the page. It shares with the product the rows of sim/tables
// (parameters, levers, constants) and the keys of the random numbers, and no code of sim/model:
// what both say, two programs say. It is slow on purpose and has no options beyond those of a
// scenario.

#pragma once

#include <cstdint>
#include <array>
#include <map>
#include <string>
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
  double is_area = 0, signatory_area = 0, besieged = 0, attacks_pressed = 0, katiba = 0, is_fighters = 0;
};

struct Run {
  std::vector<WeekSeen> weeks;
  int outcome = 0;  // row of OUTCOME in outputs.def
  int good_offices_week = -1, talks_week = -1, truce_week = -1, accord_week = -1, card_week = -1;
  double terms_at_accord = -1, katiba = 0, army = 0;  // at the end [persons]
  double deaths_by_jihadists = 0, deaths_by_hunters = 0, deaths_by_army = 0, deaths_by_french = 0,
         deaths_by_russians = 0, deaths_by_rivals = 0, deaths_in_feuds = 0,
         deaths_by_signatories = 0, deaths_massacres = 0;
  bool vote_held = false, broken = false, accord_2015_broke = false;
  double people = 0, gained = 0, ground = 0;
  double lifted = 0, lifted_by_deal = 0, blockades = 0, seeded = 0, mass_killings = 0, sigma = 0, commit = 0;
  std::array<double, 8> dead_by{};  // JNIM, hunters, army, French, Russians, IS, feud, rebels
  std::array<double, 2> dead_mass{};
  std::array<std::array<double, 64>, 10> attacks_at{};
  std::array<double, 64> dead_at{}, g0{}, g1{}, j0{}, j1{}, pressed{};
  std::array<bool, 64> cell0{}, cell1{}, reached{};
  double pacts_started = 0, pact_weeks = 0, pact_breaks = 0, convoys = 0, leaks = 0, exchanges = 0;
  double massacres = 0, blockades = 0, seeded = 0;
};

std::map<std::string, double*> knobs();
Run run(const Scenario& scenario, const World& world, std::uint64_t seed, std::uint32_t replicate);

}  // namespace palabre::reference
