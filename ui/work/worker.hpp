// Background runs. The newest request wins: it stops the one before, and results that belong to an
// older request are never handed out. The thread that draws only ever swaps a pointer.

#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "sim/run/engine/ensemble.hpp"
#include "sim/run/views/compare.hpp"

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

/// How things stand with the newest request.
struct Update {
  std::uint64_t number = 0;                      // of the request
  std::shared_ptr<const Results> results;        // newest of this request; null before the first
  std::shared_ptr<const Comparison> comparison;  // with the pinned case; null before the first
  std::shared_ptr<Recording> recording;  // once it is whole, to be pinned: not to be looked into
  std::int64_t done = 0, total = 0;
  double seconds = 0.0;  // since the request was taken up
  bool running = false;
  bool stopped = false;  // by stop()
  std::shared_ptr<const ScenarioError> error;
  std::string failure;  // any other exception
};

class Worker {
 public:
  /// @param wake  called from the worker's thread whenever there is news; may be empty
  explicit Worker(MakeJob make, std::function<void()> wake = {});
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  /// Runs a copy of the scenario: first 64 replicates, then 256, then all. Returns its number.
  std::uint64_t ask(Request request);
  /// Stops the running request; what it has so far stays.
  void stop();
  /// News of the newest request. Cheap: copies a few numbers and a pointer.
  Update update() const;

 private:
  void loop(std::stop_token quit);
  void run(const Request& request, std::uint64_t number, std::stop_token stop);
  // Changes the update unless a newer request has come. Returns whether it did.
  bool tell(std::uint64_t number, const std::function<void(Update&)>& change);

  MakeJob make_;
  std::function<void()> wake_;
  mutable std::mutex mutex_;
  std::condition_variable_any news_;
  std::optional<Request> next_;
  std::uint64_t newest_ = 0;
  std::stop_source current_;
  Update update_;
  std::jthread thread_;  // last: it uses all of the above
};

}  // namespace palabre::ui
