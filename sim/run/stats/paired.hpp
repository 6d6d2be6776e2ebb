// Differences between two runs on common random numbers: replicate k of one with replicate k of the
// other. All sums are integers, so that no order and no split changes a bit.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "sim/run/stats/estimate.hpp"

namespace palabre {

/// Paired difference of two shares of `pairs` replicates, second minus first: `first` had it only
/// in the first run, `second` only in the second. Bonett and Price's adjusted Wald interval (2012);
/// when no pair differs, as wide as the share of pairs that may differ yet (differ_at_most()).
Estimate share_difference(std::int64_t pairs, std::int64_t first, std::int64_t second);

/// Exact sums of one statistic over pairs.
class PairedSums {
 public:
  void add(const std::optional<Contribution>& a, const std::optional<Contribution>& b);
  PairedSums& operator+=(const PairedSums& other);

  /// The two runs by themselves, as any ensemble counts them.
  const StatisticSums& a() const { return a_; }
  const StatisticSums& b() const { return b_; }
  /// Pairs in which the statistic is not the same in both.
  std::int64_t differing() const { return differing_; }
  /// Value in b minus value in a; nothing when either has none. A share: share_difference(). All
  /// others are ratios of sums R = sum(v) / sum(w), where w is 1 in a replicate that has a mean and
  /// 0 in one that has not; their interval is that of the linearised difference,
  ///   e = (v_b - R_b w_b) / mean(w_b) - (v_a - R_a w_a) / mean(w_a)
  /// by replicate, with Student's t. For a mean that every replicate has this is the paired t
  /// interval. It never leaves what the difference of two such quantities can be. When no pair
  /// differs: zero, with Basis::no_spread.
  std::optional<Estimate> difference(StatisticKind kind, const Range& range = {}) const;

 private:
  StatisticSums a_, b_;
  std::int64_t pairs_ = 0, differing_ = 0;
  // v_b - v_a, w_b - w_a, v_a, w_a and their products: differences, lest they drown in the values
  std::array<Int128, 4> sums_{};
  std::array<std::array<Int128, 4>, 4> products_{};  // [i][j], j <= i
};

/// The median of pooled events in two runs. Blocks of replicates fall into groups by number; the
/// interval of the difference is the percentile bootstrap over whole groups (999 samples with
/// random numbers of their own, the same each time), for events of one replicate are not
/// independent.
class PairedMedian {
 public:
  static constexpr std::size_t kGroups = 64;

  explicit PairedMedian(int weeks);
  /// Adds the lives of one block [weeks] of each run.
  void add(std::int64_t block, const std::vector<std::int64_t>& a,
           const std::vector<std::int64_t>& b);
  PairedMedian& operator+=(const PairedMedian& other);

  std::vector<std::int64_t> lives_a() const { return pooled(a_); }
  std::vector<std::int64_t> lives_b() const { return pooled(b_); }
  std::optional<Estimate> difference() const;
  /// Groups that hold events in both runs.
  std::int64_t groups() const;

 private:
  std::vector<std::int64_t> pooled(const std::vector<std::int64_t>& groups) const;
  std::vector<double> resampled() const;

  std::size_t weeks_;
  std::vector<std::int64_t> a_, b_;  // [group][weeks]
};

}  // namespace palabre
