// Where to look: designs of points in the unit cube. Pure functions of their arguments; the draws
// have random numbers of their own, the same each time.

#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/tables/tables.hpp"

namespace palabre {

/// Random numbers of an analysis: counter-based, so that a longer design begins as the shorter one.
class Draws {
 public:
  explicit Draws(std::uint64_t stream) : stream_(stream) {}
  std::uint64_t bits();
  double uniform();                  // [0, 1)
  std::size_t below(std::size_t n);  // 0..n-1
  /// 0..n-1 in any order.
  std::vector<std::size_t> shuffled(std::size_t n);

 private:
  std::uint64_t stream_, count_ = 0;
};

/// Value of a parameter at u of its plausible range: 0 its low end, 1 its high end, by its scale.
double plausible_value(const ParamSpec& spec, double u);
/// Where a value lies in the plausible range; below 0 or above 1 outside.
double plausible_place(const ParamSpec& spec, double value);
/// The parameters of these keys or groups in table order; all when there is none.
std::vector<const ParamSpec*> chosen_params(const std::vector<std::string>& keys_and_groups);

/// Latin hypercube: in each column one point in each of `points` slices. [point][column]
Eigen::MatrixXd latin_hypercube(std::size_t points, std::size_t columns, std::uint64_t stream);

/// Morris (1991): one trajectory of factors + 1 points, each of which moves one factor by delta.
struct MorrisTrajectory {
  Eigen::MatrixXd points;          // [step][factor]
  std::vector<std::size_t> moved;  // [step] factor that this step moves
};
/// @param levels  even, at least 2; delta = levels / (2 (levels - 1))
MorrisTrajectory morris_trajectory(std::size_t number, std::size_t factors, int levels,
                                   std::uint64_t stream);
/// Trajectories 0 and on.
struct MorrisDesign {
  Eigen::MatrixXd points;          // [trajectory * (factors + 1) + step][factor]
  std::vector<std::size_t> moved;  // [trajectory * factors + step] factor that this step moves
  std::size_t trajectories = 0, factors = 0;
};
MorrisDesign morris_design(std::size_t trajectories, std::size_t factors, int levels,
                           std::uint64_t stream);

/// Saltelli's design: rows k of A, of B, and of A with one group of columns from B, for every
/// group. Row by row, so that a part of it is a smaller design.
struct SobolDesign {
  Eigen::MatrixXd points;  // [k * (groups + 2) + (0: A, 1: B, 2 + g: group g from B)][factor]
  std::size_t rows = 0, groups = 0;
};
/// @param group_of  [factor] 0..groups-1, each at least once
SobolDesign sobol_design(std::size_t rows, const std::vector<std::size_t>& group_of,
                         std::uint64_t stream);

}  // namespace palabre
