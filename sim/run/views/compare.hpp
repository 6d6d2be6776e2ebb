// Two runs on common random numbers: what differs between them, and how sure that is. A comparison
// is two ordinary runs, replicate k of one paired with replicate k of the other.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "sim/run/engine/ensemble.hpp"
#include "sim/run/engine/recording.hpp"

namespace palabre {

/// One outcome in both runs: shares of replicates, and the second minus the first.
struct OutcomeDifference {
  OutcomeId outcome{};
  Estimate a, b, difference;
};

/// One statistic in both runs. What no replicate of a run has is absent there.
struct StatisticDifference {
  StatisticId id{};
  std::optional<Estimate> a, b;
  std::optional<Estimate> difference;     // b minus a, paired
  std::int64_t count_a = 0, count_b = 0;  // replicates (events, for a median) that a and b rest on
  std::int64_t differing = 0;             // pairs in which it is not the same; 0 for a median
  bool has_interval = true;  // false: the difference rests on too little to have a width
};

/// A pair that counts nowhere, because a replicate of it left the bounds of the model.
struct PairFailure {
  bool in_b = false;  // it failed in b; else in a
  Failure failure;
};

/// When the two runs of a pair begin to differ in anything at all.
struct Parting {
  std::int64_t parted = 0;            // pairs that ever do
  std::vector<std::int64_t> by_week;  // [weeks] pairs that do so first in this week
  /// Weeks of the earliest, the middle and the latest of them; nothing when none parts.
  struct Weeks {
    int first, median, last;
  };
  std::optional<Weeks> weeks() const;
};

/// Everything two runs differ in.
struct Comparison {
  std::string inputs_a, inputs_b;    // digests of the scenarios
  std::string results_a, results_b;  // digests of the runs, failed replicates included
  std::int64_t seed = 0, replicates = 0, failed = 0;
  int weeks = 0;                      // of each run
  std::vector<PairFailure> failures;  // of the first ten pairs
  /// [class in a][class in b] pairs; empty sums when no pair finished.
  std::array<std::array<std::int64_t, kOutcomeCount>, kOutcomeCount> flips{};
  std::vector<OutcomeDifference> outcomes;      // all classes; empty when no pair finished
  std::vector<StatisticDifference> statistics;  // in table order; those that exist in either run
  Parting parting;                              // only when asked for

  std::int64_t finished() const { return replicates - failed; }
  /// Pairs that end in another class.
  std::int64_t flipped() const;
  const StatisticDifference* find(StatisticId id) const;
};

struct CompareOptions {
  std::int64_t replicates = 0;
  int threads = 0;      // see threads_used(); never changes a result
  bool parting = true;  // when the runs begin to differ, week by week
  std::stop_token stop = {};
  Progress progress = {};
};

/// Pairs the first replicates of two recordings of the same seed, the same weeks and the same
/// cercles (asserted). Memory does not grow with replicates, beyond what the recordings keep.
/// Nothing when stopped early. A recording compared with itself gives its own estimates.
std::optional<Comparison> compare(Recording& a, Recording& b, const CompareOptions& options);

/// One pair of replicates by itself.
struct Pair {
  std::optional<Failure> failed_a, failed_b;
  OutcomeId a{}, b{};
  std::optional<int> parts;  // week in which the two begin to differ
  /// [statistic] value in this replicate; nothing where it does not exist. Medians and ratios of
  /// sums over no weight have none.
  std::vector<std::optional<double>> values_a, values_b;
};
Pair compare_one(Recording& a, Recording& b, std::int64_t replicate);

}  // namespace palabre
