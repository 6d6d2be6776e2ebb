// How much each factor matters, from the values that a function took at the points of a design.
// Pure functions: the model is one of those functions, Ishigami's is another.

#pragma once

#include <optional>
#include <span>
#include <vector>

#include "sim/run/stats/design.hpp"
#include "sim/run/stats/estimate.hpp"

namespace palabre {

/// Values at the points of a design; nothing where there is none (not run, not defined).
using PointValues = std::vector<std::optional<double>>;

/// Elementary effects of one factor: change of the value per whole range of the factor.
struct MorrisEffect {
  Estimate size;          // mu*: mean of |effect|, with the bootstrap interval over trajectories;
                          // its runs are trajectories
  double mean = 0.0;      // mu
  double sigma = 0.0;     // standard deviation: interactions and curvature
  std::size_t count = 0;  // effects that could be had; 0: nothing is known
};
/// [factor]
std::vector<MorrisEffect> morris_effects(const MorrisDesign& design, const PointValues& values);

/// Sobol's indices of one group of factors.
struct SobolIndex {
  Estimate first;  // share of the variance due to the group alone
  Estimate total;  // share that would stay if all but the group were known
};
struct SobolIndices {
  std::vector<SobolIndex> groups;  // empty when the value never varies
  double mean = 0.0, variance = 0.0;
  std::size_t rows = 0;  // whole rows that they rest on
};
/// First order by Saltelli et al. (2010), total order by Jansen (1999); intervals by bootstrap over
/// rows (their runs). A group without any effect has exactly zero in both.
SobolIndices sobol_indices(const SobolDesign& design, const PointValues& values);

/// Variance of one run, split two ways: points (assumptions) crossed with replicates (chance).
struct VarianceSplit {
  double assumptions = 0.0;  // of the means of the points
  double chance = 0.0;       // of the means of the replicates
  double together = 0.0;     // the rest: which draws matter depends on the assumptions
  double total() const { return assumptions + chance + together; }
  std::size_t points = 0, replicates = 0;
};
/// Random-effects analysis of variance of values [point][replicate], estimates below zero taken as
/// zero. Nothing when there are fewer than two of either.
std::optional<VarianceSplit> split_variance(const std::vector<std::vector<double>>& values);

}  // namespace palabre
