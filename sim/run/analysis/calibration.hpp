// The model against its calibration targets: values of the targets under one setting, and how far
// each lies from what was wanted.

#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <limits>
#include <optional>
#include <stop_token>

#include "sim/scenario/scenario.hpp"
#include "sim/tables/calibration_targets.hpp"

namespace palabre {

/// One target under one setting. Value and error in the unit of the target; NaN where nothing could
/// be measured (nobody died, say).
struct TargetValue {
  double value = std::numeric_limits<double>::quiet_NaN();
  double error = 0.0;  // standard error over replicates; 0 where it is not estimated
};
using TargetValues = std::array<TargetValue, kCalibrationTargetCount>;

/// Distance from the target in standard deviations of what is not known and of sampling together:
/// from the middle of the band where it has two ends, else beyond the point two spreads inside its
/// one end. 0 to infinity; infinite for NaN. Source: Craig, Goldstein, Seheult and Smith 1997
/// (history matching).
double implausibility(const CalibrationTargetSpec& target, const TargetValue& measured);

/// [target] true: it is not looked at.
using IgnoredTargets = std::bitset<kCalibrationTargetCount>;

inline constexpr std::int64_t kCalibrationSeed = 12345;
inline constexpr double kNoCut = std::numeric_limits<double>::infinity();

struct CalibrationOptions {
  int replicates = 400;  // of each of the three settings
  std::int64_t seed = kCalibrationSeed;
  /// Ends as soon as a target measured so far is less plausible than this; the rest stay NaN.
  double cut = kNoCut;
  IgnoredTargets ignored = {};  // rule nothing out
  std::stop_token stop = {};
};
/// Runs the scenario's assumptions over five years in three settings: everybody stays and nobody
/// talks; the foreign forces leave as planned and nobody talks; all levers as in the scenario. On
/// one thread. Nothing when stopped, or when values exclude each other.
std::optional<TargetValues> measure_targets(const Scenario& scenario, const World& world,
                                            const CalibrationOptions& options);

/// The largest implausibility of all targets but the ignored ones.
double worst_of(const TargetValues& values, const IgnoredTargets& ignored = {});

}  // namespace palabre
