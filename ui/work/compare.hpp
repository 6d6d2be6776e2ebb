// The view Compare: which case A stands against the case on screen, B, and what the two differ in.

#pragma once

#include <array>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/run/explain/story.hpp"
#include "sim/run/views/compare.hpp"
#include "sim/run/views/map_difference.hpp"
#include "sim/scenario/differences.hpp"
#include "ui/work/answer.hpp"
#include "ui/work/case_task.hpp"
#include "ui/work/compare_pick.hpp"

namespace palabre::ui {

/// A as it was read.
struct CaseA {
  Scenario scenario;
  std::shared_ptr<const World> world;
  std::shared_ptr<const Results> results;  // of the pinned case; null: to be run
};

/// Two cases run on common random numbers.
struct ComparedCases {
  Comparison comparison;
  std::shared_ptr<const Results> a, b;              // of as many runs, with the seed of A
  std::shared_ptr<const MapDifference> difference;  // of their maps, run by run
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
  AnswerShown answer;  // what B changes against A, and what that does
  TaskStatus<ComparedRun> run;
  bool can_swap = false;
};

/// One of the two cases as the work needs it.
struct CompareCase {
  Scenario scenario;
  std::shared_ptr<const World> world;
  std::shared_ptr<const Results> results;  // perhaps of these very inputs
  std::string digest;                      // of the inputs
};
/// Pairs the first replicates of both, and adds up their maps.
CaseTask<ComparedCases>::Work compared_cases_work(CompareCase a, CompareCase b, std::int64_t pairs,
                                                  int threads);
/// The same run of both, told.
CaseTask<ComparedRun>::Work compared_run_work(CompareCase a, CompareCase b, std::int64_t replicate);

}  // namespace palabre::ui
