// From a scenario and a world to a Model.

#pragma once

#include <string>

#include "sim/model/model.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/world.hpp"

namespace palabre {

/// Cross-field checks (shares at most .95 together), week numbers from dates, fitted start shares,
/// neighbour weights. Throws ScenarioError.
/// Digest::none leaves scenario_digest empty: it takes as long as all the rest, and the points of
/// an analysis are known by the analysis.
enum class Digest { inputs, none };
Model compile(const Scenario& scenario, const World& world, Digest digest = Digest::inputs);

/// 32 hex digits over the merged, canonical values (without titles, notes, expectations, sweeps and
/// counts of threads) and the bytes of the world files.
std::string scenario_digest(const Scenario& scenario, const World& world);

}  // namespace palabre
