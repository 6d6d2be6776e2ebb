// What `palabre-bench` measures of a scenario on this machine, and how it says it.

#pragma once

#include <array>
#include <string>
#include <vector>

#include "sim/model/probe.hpp"
#include "sim/scenario/scenario.hpp"
#include "tests/bench/precisions.hpp"
#include "tests/bench/roofline.hpp"

namespace palabre::bench {

struct Options {
  int replicates = 0;  // of one measurement; 0: as many as take about half a second
  int threads = 0;     // the largest number measured; 0: one per processor
};

/// Replicates per second over the measurements.
struct Rate {
  int threads = 1;
  double median = 0.0, least = 0.0, most = 0.0;  // [replicates/s]

  /// What a week of one cercle costs. [ns]
  double nanoseconds(const Model& m) const { return 1e9 / median / m.weeks / m.cercle_count; }
};

/// From a changed value to something to show, and to the whole. [s]
struct FirstAnswer {
  double first = 0.0, whole = 0.0;
};

/// Seconds of each phase; the last is what is added up after a block.
using PhaseSeconds = std::array<double, kPhaseCount + 1>;

struct Measured {
  std::vector<Rate> rates;
  FirstAnswer answer;
  PhaseSeconds phases{};
  Roofline roofline;
  Precisions precisions;

  /// How many times the roofline a cercle-week takes on one thread.
  double times_roofline(const Model& m) const {
    return rates.front().nanoseconds(m) / roofline.nanoseconds();
  }
};

inline constexpr int kMeasurements = 5;  // of which the median is taken
inline constexpr int kFirstAnswer = 64,
                     kWholeAnswer = 1000;  // [replicates] as the dashboard asks for them

/// Replicates per second with one thread and with all, how soon there is a first answer, the share
/// of each phase, the roofline, both precisions and the reference program side by side.
Measured measure(const ScenarioFile& file, const std::shared_ptr<const Model>& model,
                 const Options& options);

std::string to_json(const Measured& measured, const Model& model);
std::string to_text(const Measured& measured, const Model& model);

}  // namespace palabre::bench
