// How sure a number of runs makes: runs needed for an interval, and runs near a threshold.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <vector>

#include "sim/run/analysis/evaluation.hpp"

namespace palabre {

/// Least number of runs whose 95 % Wilson interval reaches at most `within` to either side on
/// average, if the share is p. 0 < within < .5
std::int64_t runs_for_share(double p, double within);

struct RunsNeeded {
  Estimate pilot;
  std::int64_t pilot_runs = 0;
  std::int64_t likely = 0;  // if the pilot's estimate is right
  std::int64_t most = 0;    // if the truth is the worst that the pilot's interval holds
};
/// From a pilot of one point; nothing when the target is not defined there or never varies.
std::optional<RunsNeeded> runs_needed(const Evaluation& pilot, std::size_t target, double within);

/// The switches that are thresholds of the outcome classes.
std::vector<const SwitchSpec*> class_thresholds();

/// What each run came to, measured against each threshold.
struct ThresholdReport {
  const SwitchSpec* threshold = nullptr;
  double value = 0.0;         // in the scenario
  std::int64_t measured = 0;  // runs in which it can be measured: an accord has terms, a war none
  std::int64_t near = 0;      // of them within `band` of the threshold, as a share of it
};
inline constexpr double kThresholdBand = 0.1;  // [share]
/// Runs the present case; nothing when stopped.
std::optional<std::vector<ThresholdReport>> near_thresholds(const Scenario& scenario,
                                                            const World& world, int replicates,
                                                            int threads,
                                                            const std::stop_token& stop = {},
                                                            const Progress& progress = {});

/// The present case, then each threshold a tenth lower and a tenth higher.
std::vector<PlanRow> threshold_rows(const Scenario& scenario);
/// The outcome classes: what an evaluation of threshold_rows() is asked for.
std::vector<Target> class_targets();
/// Runs that end in another class at `point` than at the first; nothing when it was not reached.
std::optional<std::int64_t> moved_runs(const Evaluation& evaluation, std::size_t point);

}  // namespace palabre
