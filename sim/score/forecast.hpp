// What the runs of an ensemble say of each observed figure.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

#include "sim/run/engine/control.hpp"
#include "sim/score/observed.hpp"

namespace palabre {

struct Forecasts {
  /// [figure] what each run says, ascending. Runs that left the model's bounds, and those in which
  /// a share has nothing to be a share of, are not among them.
  std::vector<std::vector<double>> members;
  std::int64_t runs = 0, failed = 0;
};

struct ForecastOptions {
  std::int64_t replicates = 0;  // the first so many; at most kForecastRunsMost of them
  bool drawn = false;           // assumptions too, anew every eight replicates
  int threads = 0;              // see threads_used(); never changes a result
  std::stop_token stop = {};
  Progress progress = {};
};
/// No more are gathered than this: 80 MB for a thousand figures.
inline constexpr std::int64_t kForecastRunsMost = 10'000;

/// Runs the scenario and works out each figure in each run. Nothing when stopped early.
std::optional<Forecasts> forecast(const Scenario& scenario, const World& world,
                                  std::span<const Observation> figures,
                                  const ForecastOptions& options);

}  // namespace palabre
