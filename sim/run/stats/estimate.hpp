// Exact sums over replicates, and the estimates that they give.

#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "sim/run/stats/sums_archive.hpp"
#include "sim/tables/tables.hpp"

namespace palabre {

/// What the interval of an estimate rests on.
enum class Basis : unsigned char {
  spread,     // the spread over replicates
  one_run,    // nothing: one replicate says nothing about others; low = high = value
  no_spread,  // every replicate has the same value, which is no certainty: the limits are those of
              // the share that may differ yet; low = high where the quantity has no bounds
  certain,    // no causal path: the same whatever the dice; low = high = value
};

/// A number with its 95 % interval over replicates (Wilson for shares; for means Student's t on the
/// scale of the logarithm or the log odds, so that it lies where the quantity can).
struct Estimate {
  double value = 0.0, low = 0.0, high = 0.0;
  Basis basis = Basis::spread;
  std::int64_t runs = 0;  // replicates that have the same value, with Basis::no_spread

  /// False when low and high say nothing: one replicate, or the same value in all without bounds.
  bool has_interval() const {
    return basis == Basis::spread || basis == Basis::certain ||
           (basis == Basis::no_spread && low < high);
  }
  /// A difference that is told from none: by its interval, or by the sign that all replicates share
  /// when they have the same difference.
  bool excludes_zero() const;
  /// In another unit, on the same basis.
  Estimate times(double by) const { return {value * by, low * by, high * by, basis, runs}; }
};

/// What a quantity can be. Infinite where it has no bound.
struct Range {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
};
/// The range of a statistic in a run of so many weeks.
Range range_of(const StatisticSpec& spec, int weeks);

/// A replicate's contribution to a statistic: value / weight. For shares and means weight is 1; for
/// ratios of sums both are summed over the ensemble.
struct Contribution {
  double value = 0.0;
  double weight = 1.0;
};

/// What the few replicates of a group contribute together. Where replicates share their assumptions
/// by groups, groups are what is independent: their totals are summed, as ratios whatever the kind.
class GroupTotal {
 public:
  void add(const std::optional<Contribution>& c);
  GroupTotal& operator+=(const GroupTotal& other);
  std::optional<Contribution> get() const;
  void exchange(SumsArchive& archive);

 private:
  std::int64_t value_ = 0, weight_ = 0;  // scaled: no order and no split changes a bit
  bool any_ = false;
};
/// The range of a statistic whose groups are summed: a share lies in [0, 1].
Range range_of_groups(StatisticKind kind, const Range& range);

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
  std::optional<Estimate> estimate(StatisticKind kind, const Range& range = {}) const;
  Estimate share() const;
  Estimate mean(const Range& range = {}) const;
  /// Ratio of sums with the interval of the delta method; nothing when the weights sum to 0.
  std::optional<Estimate> ratio(const Range& range = {}) const;

 private:
  std::int64_t count_ = 0;
  Int128 value_ = 0, weight_ = 0, value2_ = 0, weight2_ = 0, product_ = 0;
  std::int64_t least_ = 0, most_ = 0;  // of the values, scaled
};

/// Lower median of pooled events, given how many there are of each life [weeks], with the interval
/// of the binomial ranks around it; nothing without events.
/// @param runs  independent runs or worlds that they were pooled over: of one there is no interval;
///              0: many
std::optional<Estimate> median_of(const std::vector<std::int64_t>& lives, std::int64_t runs = 0);
/// Events in all.
std::int64_t events_in(const std::vector<std::int64_t>& lives);

}  // namespace palabre
