// From what a replicate counted to the statistics of interface.md section 4.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "sim/model/kernel.hpp"
#include "sim/run/results.hpp"

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

/// A replicate's contribution to a statistic: value / weight. For shares and means weight is 1; for
/// ratios of sums both are summed over the ensemble.
struct Contribution {
  double value = 0.0;
  double weight = 1.0;
};

/// Nothing when the statistic does not exist in this replicate (or is a median of pooled events).
std::optional<Contribution> contribution(StatisticId id, const ReplicateRecord& r, const Model& m,
                                         const std::vector<int>& region_of_statistic);
/// Index of the region of `deaths_share_REGION` statistics in this world, -1 for the others.
std::vector<int> regions_of_statistics(const std::vector<std::string>& regions);

/// A value or weight as the integer that is summed, at a scale of 2^-24.
std::int64_t exact(double x);
inline constexpr double kExactScale = 0x1p24;

/// Exact sums over replicates: values as integers at a scale of 2^-24, squares and products as
/// 128-bit integers, so that no order and no split changes a bit.
class StatisticSums {
 public:
  void add(const Contribution& c);
  StatisticSums& operator+=(const StatisticSums& other);
  std::int64_t count() const { return count_; }
  /// By the kind of the statistic; nothing when no replicate has it. Not for medians.
  std::optional<Estimate> estimate(StatisticKind kind) const;
  Estimate share() const;
  Estimate mean() const;
  /// Ratio of sums with the interval of the delta method; nothing when the weights sum to 0.
  std::optional<Estimate> ratio() const;

 private:
  __extension__ using Wide = __int128;
  std::int64_t count_ = 0;
  Wide value_ = 0, weight_ = 0, value2_ = 0, weight2_ = 0, product_ = 0;
};

/// Lower median of pooled events, given how many there are of each life [weeks], with the interval
/// of the binomial ranks around it; nothing without events.
std::optional<Estimate> median_of(const std::vector<std::int64_t>& lives);
/// Events in all.
std::int64_t events_in(const std::vector<std::int64_t>& lives);

}  // namespace palabre
