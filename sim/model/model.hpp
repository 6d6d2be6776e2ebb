// The theory, compiled: a Model is everything constant during a run, shared by all threads. Made by
// compile() (compile.hpp) and seen by the kernel, so it knows no files. submodels.hpp holds the
// equations; kernel.hpp runs blocks of replicates.

#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "sim/tables/sizes.hpp"
#include "sim/tables/tables.hpp"

namespace palabre {

/// A calendar lever in weeks after the start; kNeverWeek never acts.
inline constexpr int kNeverWeek = 1 << 20;

/// Week numbers of the date levers. [weeks]
struct Calendar {
  int french_withdrawal, minusma_exit, russian_arrival, sanctions_start, sanctions_end, talks_open,
      prisoner_release, election, niger_hub_end, accord_2015_end;
};

/// Ideal points and weights of one side over the six issues; weights sum to 1. [0..1]
struct Side {
  std::array<double, kIssueCount> ideal, weight;
};

struct ModelPact {
  int cercle;
  int week;
  // -1: drawn as usual; otherwise the value
  double approved, social_rules, prisoners_released, hunters_armed, army_post_leaves;
};

/// What switches.calibration chooses: the constants that were moved to meet the targets known by
/// 17 February 2022 (MODEL.md 9), or those of the reference program.
struct Calibration {
  double attack_mass = constants::kCriticalMassAttack;  // [persons]
  double fortune_attacks = constants::kFortuneAttacks;  // [x]
  double tempo_attacks = 1.0;                           // [x] 0: no tempo of the war
  double excitation_own = constants::kExcitationOwn;    // [share]
  double echo_anywhere = constants::kEchoAnywhere;  // [share] 1: harm excites without a katiba too
  double pact_calms_attacks = constants::kPactCalmsAttacks;  // [share]
  double capacity_people = constants::kCapacityPeople;       // [share]
  double flee_per_attack = constants::kFleePerAttack;        // [1/week]
  bool settled_start = true;  // violence, sieges and displaced people start where they would settle
  bool local_relief = true;   // relief is remembered where it was seen
};
Calibration calibration_of(CalibrationChoice choice);

/// Numbers of one cercle, by id. Shares are of the national total. A kernel keeps them as its lanes
/// hold numbers.
template <class T>
struct CercleNumbers {
  T area, people;                         // [km2], [persons]
  T state, jihadist;                      // [share] at the start, after fitting; JNIM alone
  T rival_share, signatory_share;         // [share] at the start
  T garrison_base;                        // [share] of the army by the start table
  T garrison, katiba, hunters;            // [persons] at the start; katiba before its draw
  T rival;                                // [persons] Islamic State at the start, before its draw
  T cell_chance, blockade_chance;         // of a cell, of a blockade at the start
  T siege, displaced, excitation;         // at the start; excitation is drawn in the reference
  T hunters_weight;                       // [share] of the hunters' weights, for the siege index
  T pact_hunters;                         // sat(D; 40): hunters as a party to pacts [0..1]
  T clash_hunters;                        // sat(D; 200): hunters as a side in clashes [0..1]
  T french, minusma, russian, niger_hub;  // [share] of each force deployed here
  // Worked out once, as the equations of a week need them:
  T post_base, post_french;     // [share] base posting, and what a handover adds to it
  T hunters_hold, hold_needed;  // [soldier equivalents], [soldiers] to hold ground
  T capacity, never_flee;       // [persons] fed by ground wholly held; who never leave
  T rival_capacity;             // [persons] the same for the Islamic State
  T mass_control;               // [persons] squared: critical mass for holding ground
  T pressed;                    // how hard all French forces press on bands here [0..1]
  T coastal;                    // [share] of the area of coastal border cercles; 0 elsewhere
  T per_neighbour;              // 1 / number of neighbours; 0 without any
};

/// Where one cercle lies.
struct CerclePlace {
  bool foreign;  // some of the French or the Russians are deployed here
  int zone;      // 0 south, 1 centre, 2 north
  int region;
  int neighbour_count;
  std::array<int, kNeighboursMax> neighbours;  // sorted ids
};

struct CercleConstants : CercleNumbers<double>, CerclePlace {};

class WorldModels;

struct Model {
  int cercle_count = 0, region_count = 0, weeks = 0;
  std::array<CercleConstants, kCercleMax> places{};
  double army_start = 0.0;                                             // [persons]
  double area_total = 0.0, people_total = 0.0, affected_people = 0.0;  // affected: centre and north
  int capital = -1;
  Params params;
  Levers levers;
  Calendar calendar{};
  Switches switches;
  Calibration calibration;
  Side junta{}, jnim{}, ag_ghaly{}, koufa{}, aqim{};
  std::vector<double> season_attacks, season_breaks;  // [week] factors s_V and s_P
  std::vector<bool> summer;          // [week] in the months in which pacts break more
  std::vector<ModelPact> pacts;      // by date; the last of a week stands
  std::vector<std::string> regions;  // names, as in the world
  std::string scenario_digest;       // 32 hex digits of the inputs
  /// The model of each block where blocks stand in different worlds; null: this one, in all.
  std::shared_ptr<const WorldModels> worlds;
};

}  // namespace palabre
