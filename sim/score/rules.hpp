// How a forecast that is an ensemble is scored against what came.

#pragma once

#include <span>

namespace palabre {

/// Continuous ranked probability score of the ensemble as it stands: the integral over x of
/// (F(x) - [x >= observed])^2, where F steps by 1/m at each member; mean |X - y| - mean |X - X'| /
/// 2 over all m^2 pairs, without the correction of the fair score. In the unit of the figure; 0 is
/// best. (Hersbach 2000; Gneiting and Raftery 2007)
/// @param sorted  members, ascending, at least one
double crps(std::span<const double> sorted, double observed);

/// Where a share `level` of the members lies below: between two members in proportion (type 7 of
/// Hyndman and Fan 1996).
double quantile(std::span<const double> sorted, double level);

/// The middle `share` of the members, both ends included.
struct Band {
  double low = 0.0, high = 0.0;
  bool holds(double x) const { return x >= low && x <= high; }
};
Band middle_band(std::span<const double> sorted, double share);

/// Minus the natural logarithm of the chance that the ensemble gives to this very count. [nats]
/// Smoothing: every member spreads its weight over the counts by a normal distribution in
/// log(1 + count), cut into counts at their halves, of Silverman's width (1.06 s m^(-1/5), at least
/// kLeastWidth); one part in a hundred spreads by a normal of width kWideWidth around the mean, so
/// that no count is impossible. The chances of all counts add up to 1.
double log_score(std::span<const double> members, double observed);
inline constexpr double kLeastWidth = 0.05, kWideWidth = 2.0, kWideWeight = 0.01;

}  // namespace palabre
