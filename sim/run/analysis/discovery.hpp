// Scenario discovery: which worlds were drawn, which of their runs are of interest, and the box
// that PRIM finds (prim.hpp).

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/run/analysis/sensitivity.hpp"
#include "sim/run/stats/prim.hpp"

namespace palabre {

inline constexpr int kDiscoveryReplicates = 8, kDiscoveryPoints = 2500;
/// Fewer worlds than this give no box.
inline constexpr std::size_t kDiscoveryFewest = 40;

PlanSize discovery_size(int points);
/// Worlds drawn over the plausible ranges, in [0, 1]. [point][assumption]
Eigen::MatrixXd discovery_points(int points, const ParamList& params);

/// A run is of interest when its value lies between the bounds; a yes or no when it is yes.
struct Interest {
  std::optional<double> at_least, at_most;
  bool holds(const Contribution& value) const;
};

/// The worlds of an evaluation of present_and_design() in which some run has a value.
struct DrawnWorlds {
  Eigen::MatrixXd points;
  std::vector<double> shares;  // [point] of the runs that are of interest
};
DrawnWorlds worlds_of(const Evaluation& evaluation, const Eigen::MatrixXd& points,
                      const Interest& interest);
/// Why discover() has no box for these worlds.
TextId why_no_box(const DrawnWorlds& worlds);

}  // namespace palabre
