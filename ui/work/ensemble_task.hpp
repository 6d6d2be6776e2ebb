// The ensemble of the case on screen, worked out beside the window.

#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

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
  /// Pairs the first replicates with those of the reference; nothing when there is none, when they
  /// cannot be paired, or when stopped.
  virtual std::shared_ptr<const Comparison> compare(std::int64_t, std::stop_token) { return {}; }
  /// Of the reference, as far as compare() has run it; null where it need not.
  virtual std::shared_ptr<const Results> reference_results() const { return {}; }
  /// What each replicate counted, for pairing later runs with this one; may be null.
  virtual std::shared_ptr<Recording> recording() const { return {}; }
};

/// What pairing needs of a case: made, filled and used by the thread of the runs only.
struct CaseRuns {
  std::shared_ptr<Recording> recording;
  std::optional<Ensemble> ensemble;  // where its results are not there yet
  std::string digest;                // of its inputs
};

/// The case that the one on screen is held against: what it is based on, or what was pinned
/// instead. Grey in every chart, and paired with what is run.
struct Reference {
  Scenario scenario;
  std::shared_ptr<const World> world;
  bool pinned = false;
  std::shared_ptr<const Results> results = {};  // null: not run yet
  std::shared_ptr<CaseRuns> runs = std::make_shared<CaseRuns>();
  /// Common random numbers: seed, length and world.
  bool pairs_with(const Scenario& other, const World& there) const {
    return other.seed == scenario.seed && other.weeks == scenario.weeks &&
           (&there == world.get() || there.bytes == world->bytes);
  }
};

struct Request {
  Scenario scenario;
  std::shared_ptr<const World> world;
  std::shared_ptr<const Reference> reference = {};  // what to pair with; may be null
};
/// Throws ScenarioError when the scenario does not compile.
using MakeJob = std::function<std::unique_ptr<Job>(const Request&)>;
/// Compiles the scenario into an Ensemble on `threads` threads.
MakeJob ensemble_jobs(int threads);

constexpr std::int64_t kFirstEnsembleLook = 64;  // [replicates]

/// What there is of an ensemble that grows: of a first look, then of 256 replicates, then of all.
struct EnsembleNews {
  std::shared_ptr<const Results> results;        // newest; null before the first
  std::shared_ptr<const Comparison> comparison;  // with the reference; null before the first
  std::shared_ptr<const Results> reference;      // of the reference, where it was run for this
  bool looked = false;  // the first look is whole: results, and the comparison if there is one
  std::shared_ptr<Recording> recording;  // once it is whole, to be pinned: not to be looked into
  double seconds = 0.0;                  // that the runs have taken
  std::shared_ptr<const ScenarioError> error;  // the scenario does not compile
};
using EnsembleTask = LatestTask<EnsembleNews>;

/// Runs a copy of the scenario and hands out a part after each look, the first of `first_look`
/// replicates. Stopped by hand, it keeps the
/// whole blocks that are there; of a request that a newer one replaced nothing is made any more.
EnsembleTask::Work ensemble_work(MakeJob make, Request request,
                                 std::int64_t first_look = kFirstEnsembleLook);

/// Pairs runs that are there with another reference; they stay as they are.
EnsembleTask::Work pairing_work(Request request, std::shared_ptr<const Results> results,
                                std::shared_ptr<Recording> recording, double seconds, int threads);

}  // namespace palabre::ui
