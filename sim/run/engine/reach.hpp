// What a difference of inputs can reach, and what inputs decide by themselves: from the tables and
// the equations, never from runs. Without a causal path a difference is zero whatever the dice.

#pragma once

#include <optional>

#include "sim/model/model.hpp"
#include "sim/run/stats/estimate.hpp"

namespace palabre {

/// What the inputs in which two models differ can reach.
struct Reach {
  bool start = false;          // the state of week 0
  bool outcomes = false;       // thresholds of the outcome classes
  int from_week = kNeverWeek;  // the first week in which anything else can act; 0: from the start

  bool moves(StatisticId id, int weeks) const;
  bool moves_outcomes(int weeks) const { return start || outcomes || from_week < weeks; }
};

/// Two models over the same weeks and cercles.
Reach reach_between(const Model& a, const Model& b);

/// The value that a statistic has in every replicate of a model, whatever the dice; nothing when it
/// is left to them, or the program does not know.
std::optional<double> certain_value(StatisticId id, const Model& model);

/// An estimate without width where its value is known to be certain.
Estimate settled(const Estimate& estimate, const std::optional<double>& certain);
/// The same by what the program knows of the statistic in a model.
Estimate settled(const Estimate& estimate, StatisticId id, const Model& model);

}  // namespace palabre
