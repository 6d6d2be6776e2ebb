// Variance decomposition: the spread of single runs, split into chance and assumptions.

#pragma once

#include <optional>
#include <vector>

#include "sim/run/analysis/sensitivity.hpp"

namespace palabre {

inline constexpr int kVarianceReplicates = 100, kVariancePoints = 100;

/// All classes and those of the key statistics that a single run has.
std::vector<Target> variance_targets();
/// Those of `params` that a point may draw: not how wide the draws of a run are.
ParamList variance_params(const ParamList& params);
/// With both present cases.
PlanSize variance_size(int points);
/// The present case by chance alone, the present case with its draws, then worlds drawn over the
/// plausible ranges by chance alone.
std::vector<PlanRow> variance_rows(const Scenario& scenario, const ParamList& params, int points);

struct VarianceDecomposition {
  Target target;
  std::optional<VarianceSplit> split;             // nothing when a run has no value, or none varies
  std::optional<double> chance_only, with_draws;  // standard deviations in the present case
};
/// Of one target of an evaluation of variance_rows().
VarianceDecomposition variance_of(const Evaluation& evaluation, std::size_t target);

}  // namespace palabre
