// What totals of groups say, where replicates share their assumptions by groups and only groups are
// independent (GroupTotal).

#pragma once

#include "sim/run/stats/paired.hpp"

namespace palabre {

/// The quantity of all groups with its interval over groups. A share that is the same in every
/// group has Wilson's interval of as many runs as there are groups. `replicates`: that have a
/// value. Nothing when none has. [unit of the statistic]
std::optional<Estimate> estimate_of_groups(const StatisticSums& totals, StatisticKind kind,
                                           const Range& range, std::int64_t replicates);

/// The paired difference over groups, in the same way. Where no group differs: zero, and the share
/// of groups that may differ yet. `replicates`: pairs of them. [unit of the statistic]
std::optional<Estimate> difference_of_groups(const PairedSums& totals, StatisticKind kind,
                                             const Range& range, std::int64_t replicates);

}  // namespace palabre
