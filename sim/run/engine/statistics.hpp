// From what a replicate counted to the statistics of outputs.def.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "sim/model/kernel.hpp"
#include "sim/run/engine/results.hpp"
#include "sim/run/stats/estimate.hpp"

namespace palabre {

/// What one replicate counted: one lane of a block.
struct ReplicateRecord {
  std::array<double, kTallyCount> tally{};
  std::array<double, kRegionMax> deaths_by_region{};
  std::array<double, kWeekRows> last_week{};  // rows of the last week

  double operator[](TallyId id) const { return tally[std::size_t(id)]; }
  double end(SeriesId id) const { return last_week[std::size_t(id)]; }
};

/// The record of one lane of a block that has run `weeks` weeks.
ReplicateRecord record_of(const BlockOutput& out, int weeks, std::size_t lane);

/// Nothing when the statistic does not exist in this replicate (or is a median of pooled events).
std::optional<Contribution> contribution(StatisticId id, const ReplicateRecord& r, const Model& m,
                                         const std::vector<int>& region_of_statistic);
/// Index of the region of `deaths_share_REGION` statistics in this world, -1 for the others.
std::vector<int> regions_of_statistics(const std::vector<std::string>& regions);

}  // namespace palabre
