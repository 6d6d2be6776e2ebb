// How much groups of runs with other assumptions differ beyond chance.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace palabre {

/// Where the share of an outcome lies in the middle 90 of 100 draws.
struct ShareRange {
  double low = 0.0, high = 0.0;
};

/// What replicates of one group do: how many with drawn assumptions, how many with those set on the
/// same random numbers, and how many with both.
struct GroupCounts {
  std::int64_t drawn = 0, set = 0, both = 0;
};
/// Of yes and no by lane, a bit each.
GroupCounts count_lanes(std::uint32_t drawn, std::uint32_t set);

/// Sums over groups of `size` replicates with the same assumptions, exact.
struct GroupSums {
  std::int64_t groups = 0;
  GroupCounts counts;                                       // of all groups
  std::int64_t squares = 0, set_squares = 0, products = 0;  // of drawn, of set, of one by the other

  void add(const GroupCounts& group);
  GroupSums& operator+=(const GroupSums& other);
};
/// The range of a share over groups: a beta distribution with their mean, and with their spread
/// beyond what chance alone gives groups of this size: one-way analysis of covariance, with what
/// the same replicates do under the set assumptions as the covariate, so that draws which decide
/// alike under both count as chance. A point where the groups differ by no more than chance does.
/// Nothing without two groups.
std::optional<ShareRange> share_range(const GroupSums& sums, int size);
/// The same of a share that is followed from week to week. How much groups differ beyond chance
/// moves slowly, and one week says little of it: it is taken from the half year around each week.
/// The ends to 1e-4. Empty without two groups.
std::vector<ShareRange> share_ranges(std::span<const GroupSums> weeks, int size);

}  // namespace palabre
