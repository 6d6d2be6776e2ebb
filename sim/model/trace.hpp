// The trace of one replicate: its dated events with the numbers that made them, and its state week
// by week. An ordinary block is run with an observer, so that a traced replicate is the same to the
// last bit as any other.

#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <vector>

#include "sim/model/kernel.hpp"
#include "sim/tables/explain.hpp"

namespace palabre {

/// Factors of the hazards by FactorId, as a week's phases meet them. [x]
using FactorValues = std::array<double, kFactorCount>;

/// A summand of a hazard: base times factors. [1/week]
struct HazardPart {
  PartId id{};
  double base = 0.0;
  std::vector<FactorId> factors;

  double value(const FactorValues& factors_now) const;
};
/// How the hazard of moving up, or down, from a national stage is made (MODEL.md 7.7); empty where
/// there is none.
std::vector<HazardPart> stage_hazard_parts(const Model& model, int stage, bool up);
/// How the hazard that a local pact breaks is made.
std::vector<HazardPart> pact_break_parts(const Model& model);

struct TraceEvent {
  int week = 0;
  EventId id{};
  int cercle = -1;         // -1: national
  int from = -1, to = -1;  // national stages; -1 where none changes
  double hazard = 0.0;     // [1/week] that this would happen; 0 where none was drawn for it
  FactorValues factors{};  // what the hazard was made of, where there is one
};

/// What an observer recorded. Weeks from a failure on are left out.
struct Trace {
  int weeks = 0, cercle_count = 0;
  std::vector<TraceEvent> events;     // in the order in which they happened
  std::vector<int> stage;             // [week] national stage that the week's hazards meet
  std::vector<double> hazard_up;      // [week] [1/week]
  std::vector<double> hazard_down;    // [week] [1/week]
  std::vector<FactorValues> factors;  // [week]; those of pacts are in the events
  FactorValues mean{};                // over weeks; of pacts over weeks under a pact
  double pact_hazard_mean = 0.0;      // [1/week] that a pact breaks, over weeks under a pact
  std::vector<double> rows;           // [week][kWeekRows] series, then the stage
  std::vector<double> nation;         // [week][row of state_nation_specs()] after the week
  std::vector<double> cercles;        // [row of state_cercle_specs()][week][cercle]
  LaneFailure failure;
  std::array<std::uint64_t, 2> digest{};  // of the replicate
  BlockOutput last;                       // tallies of the whole block; its pointers are null
  int lane = 0;                           // of the replicate in that block

  double row(int week, SeriesId id) const {
    return rows[std::size_t(week) * kWeekRows + std::size_t(id)];
  }
  /// State of a cercle: up to `displaced` as the leaders sense it that week, the rest after it, as
  /// in the maps of an ensemble.
  double state(int field, int week, int cercle) const {
    return cercles[(std::size_t(field) * std::size_t(weeks) + std::size_t(week)) *
                       std::size_t(cercle_count) +
                   std::size_t(cercle)];
  }
};

/// Runs one replicate and records it.
Trace trace(const Model& model, std::uint64_t seed, std::uint64_t replicate);

/// Called once a week and counted lane, with the national stage that the hazards meet.
using OnFactors = std::function<void(int week, int lane, int stage, const FactorValues& now)>;
/// Runs a block and hands out the factors of its hazards. Returns where lanes failed.
PerLane<LaneFailure> observe_factors(const Model& model, std::uint64_t seed,
                                     std::uint64_t first_replicate, int lanes,
                                     const OnFactors& on_factors);

}  // namespace palabre
