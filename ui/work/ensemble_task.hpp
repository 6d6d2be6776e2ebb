// The ensemble of the case on screen, worked out beside the window.

#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>

#include "sim/run/engine/ensemble.hpp"
#include "sim/run/views/compare.hpp"
#include "ui/work/latest_task.hpp"

namespace palabre::ui {

/// What a request becomes: something that grows and can be asked for results. The real one is an
/// Ensemble; tests put their own.
class Job {
 public:
  virtual ~Job() = default;
  /// Returns false when stopped early.
  virtual bool grow_to(std::int64_t replicates, std::stop_token stop, const Progress& progress) = 0;
  virtual std::shared_ptr<const Results> results() const = 0;
  /// Pairs the first replicates with those of the pinned case; nothing when none is pinned, when
  /// they cannot be paired, or when stopped.
  virtual std::shared_ptr<const Comparison> compare(std::int64_t, std::stop_token) { return {}; }
  /// What each replicate counted, for pairing later runs with this one; may be null.
  virtual std::shared_ptr<Recording> recording() const { return {}; }
};

/// A case kept for comparison: grey in every chart, and paired with what is run later.
struct Pinned {
  Scenario scenario;
  std::shared_ptr<const World> world;
  std::shared_ptr<const Results> results;
  /// Made, filled and used by the thread of the runs only.
  mutable std::shared_ptr<Recording> recording;
  /// Common random numbers: seed, start, length and world.
  bool pairs_with(const Scenario& other, const World& there) const {
    return other.seed == scenario.seed && other.start == scenario.start &&
           other.weeks == scenario.weeks && (&there == world.get() || there.bytes == world->bytes);
  }
};

struct Request {
  Scenario scenario;
  std::shared_ptr<const World> world;
  std::shared_ptr<const Pinned> pinned = {};  // what to pair with; may be null
};
/// Throws ScenarioError when the scenario does not compile.
using MakeJob = std::function<std::unique_ptr<Job>(const Request&)>;
/// Compiles the scenario into an Ensemble on `threads` threads.
MakeJob ensemble_jobs(int threads);

/// What there is of an ensemble that grows: first of 64 replicates, then of 256, then of all.
struct EnsembleNews {
  std::shared_ptr<const Results> results;        // newest; null before the first
  std::shared_ptr<const Comparison> comparison;  // with the pinned case; null before the first
  std::shared_ptr<Recording> recording;  // once it is whole, to be pinned: not to be looked into
  double seconds = 0.0;                  // that the runs have taken
  std::shared_ptr<const ScenarioError> error;  // the scenario does not compile
};
using EnsembleTask = LatestTask<EnsembleNews>;

/// Runs a copy of the scenario and hands out a part after each look. Stopped by hand, it keeps the
/// whole blocks that are there; of a request that a newer one replaced nothing is made any more.
EnsembleTask::Work ensemble_work(MakeJob make, Request request);

}  // namespace palabre::ui
