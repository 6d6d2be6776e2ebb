// The view Compare: which case A stands against the case on screen, B, and what the two differ in.
// Runs happen beside the window; nothing here draws.

#pragma once

#include <array>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/run/explain/story.hpp"
#include "sim/run/views/compare.hpp"
#include "sim/scenario/differences.hpp"
#include "ui/work/autosave.hpp"
#include "ui/work/latest_task.hpp"
#include "ui/work/worker.hpp"

namespace palabre::ui {

/// Where A comes from. Automatic: the pinned case; or else the file when the case has unsaved
/// changes; or else the file that it builds on.
enum class SideA { automatic, pinned, saved, file };

struct ComparePick {
  SideA side = SideA::automatic;
  std::filesystem::path path;  // of a file
  friend bool operator==(const ComparePick&, const ComparePick&) = default;
};

/// A as it was read.
struct CaseA {
  Scenario scenario;
  std::shared_ptr<const World> world;
  std::shared_ptr<const Results> results;  // of the pinned case; null: to be run
};

/// Two cases run on common random numbers.
struct ComparedCases {
  Comparison comparison;
  std::shared_ptr<const Results> a, b;         // of as many runs, with the seed of A
  std::array<double, kCercleFieldCount> tops;  // largest difference on a map, over all weeks
  std::optional<LocalText> problem;  // a case does not compile: then nothing else is there
};

/// One run of A and the same of B, told.
struct ComparedRun {
  std::int64_t replicate = 0;
  Pair pair;
  std::optional<Story> a, b;                   // nothing where the run failed
  std::optional<TraceEvent> event_a, event_b;  // the first that are not the same
};

/// What the panel reads.
struct CompareShown {
  ComparePick pick;
  SideA side = SideA::automatic;     // what an automatic pick came to
  std::filesystem::path path;        // of a file
  std::optional<CaseA> a;            // nothing: none chosen, or it cannot be read
  std::optional<LocalText> problem;  // why A cannot be read, or the two cannot be paired
  std::vector<InputDifference> inputs;
  std::int64_t pairs = 0;      // asked for
  std::int64_t replicate = 0;  // of the run that is told
  TaskStatus<ComparedCases> cases;
  TaskStatus<ComparedRun> run;
  bool can_swap = false;
};

/// What of App the comparison depends on.
struct CompareInput {
  const ScenarioFile& file;
  const Scenario& draft;
  bool dirty, unnamed;
  const std::shared_ptr<const Pinned>& pinned;
  const std::shared_ptr<const Results>& results;  // newest of the draft, or of one before it
  const LoadOptions& load;
};

class CompareDesk {
 public:
  CompareDesk(std::function<void()> wake, int threads);

  void pick(ComparePick pick);
  void pick_run(std::int64_t replicate);
  /// Stops what runs; what it has so far stays. False when nothing ran.
  bool stop();
  void go_on() { stopped_key_.clear(); }
  /// Takes in what has changed and asks for what is missing. Call each frame in which the view is
  /// seen; costs nothing when all is the same.
  void look(const CompareInput& input);
  const CompareShown& shown() const { return shown_; }
  /// True when everything asked for is there.
  bool settled() const;

 private:
  void read_a(const CompareInput& input);
  void pair_up(const CompareInput& input);
  void ask();
  std::string signature(const CompareInput& input) const;

  int threads_;
  CompareShown shown_;
  std::string a_signature_;  // of what A was read from
  std::shared_ptr<const Pinned> pinned_;
  int pins_ = 0;
  Scenario b_;
  std::shared_ptr<const World> world_b_;
  std::shared_ptr<const Results> results_b_;
  std::string key_, stopped_key_;
  LatestTask<ComparedCases> cases_;
  LatestTask<ComparedRun> run_;
};

}  // namespace palabre::ui
