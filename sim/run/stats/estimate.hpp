// Exact sums over replicates, and the estimates that they give.

#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/run/stats/sums_archive.hpp"
#include "sim/tables/tables.hpp"

namespace palabre {

/// A number with its 95 % interval over replicates (Wilson for shares, Student t for means).
struct Estimate {
  double value = 0.0, low = 0.0, high = 0.0;
};

/// A replicate's contribution to a statistic: value / weight. For shares and means weight is 1; for
/// ratios of sums both are summed over the ensemble.
struct Contribution {
  double value = 0.0;
  double weight = 1.0;
};

/// A value or weight as the integer that is summed, at a scale of 2^-24.
std::int64_t exact(double x);
inline constexpr double kExactScale = 0x1p24;

/// Exact sums over replicates: values as integers at a scale of 2^-24, squares and products as
/// 128-bit integers, so that no order and no split changes a bit. There is room for 10^9 replicates
/// of values up to 2^24.
class StatisticSums {
 public:
  void add(const Contribution& c);
  StatisticSums& operator+=(const StatisticSums& other);
  /// Writes or reads them.
  void exchange(SumsArchive& archive);
  std::int64_t count() const { return count_; }
  /// By the kind of the statistic; nothing when no replicate has it. Not for medians.
  std::optional<Estimate> estimate(StatisticKind kind) const;
  Estimate share() const;
  Estimate mean() const;
  /// Ratio of sums with the interval of the delta method; nothing when the weights sum to 0.
  std::optional<Estimate> ratio() const;

 private:
  std::int64_t count_ = 0;
  Int128 value_ = 0, weight_ = 0, value2_ = 0, weight2_ = 0, product_ = 0;
};

/// Lower median of pooled events, given how many there are of each life [weeks], with the interval
/// of the binomial ranks around it; nothing without events.
std::optional<Estimate> median_of(const std::vector<std::int64_t>& lives);
/// Events in all.
std::int64_t events_in(const std::vector<std::int64_t>& lives);

}  // namespace palabre
