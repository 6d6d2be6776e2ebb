// What panels read: the case and all that is known about it, as of this frame.

#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "sim/run/engine/results.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/tables/text.hpp"
#include "ui/draw/map.hpp"
#include "ui/panels/dialog_inputs.hpp"
#include "ui/panels/view.hpp"

namespace palabre {
struct Comparison;
}

namespace palabre::ui {

struct Reference;        // ensemble_task.hpp
struct AnswerShown;      // answer.hpp
struct CaseName;         // case_name.hpp
struct Edges;            // parameter_uncertainty.hpp
struct EnsembleDetails;  // ensemble_details.hpp
struct WatchNews;        // watching.hpp
struct WhyNews;          // why.hpp
struct CompareShown;     // compare.hpp
struct TrayShown;        // tray.hpp
struct AnalysisState;    // analysis.hpp
struct RunState {
  std::int64_t done = 0, total = 0;
  double seconds = 0.0;
  bool running = false;
  bool stopped = false;  // by Esc: fewer replicates than asked for
};

/// Whose agents stand on the map of Explore.
struct MapRun {
  std::int64_t replicate = -1;  // -1: none, or not chosen yet
  bool of_why = false;          // the panel Why tells it; else the view Watch does
};

/// What is known, whichever runs are looked at and on whatever ground.
struct CaseInputs {
  const View& view;
  const ScenarioFile& file;  // as loaded: what "reset" returns to
  const Scenario& draft;     // with the user's edits: what the controls show
  const MapShape& map;
  const RunState& run;
  bool dirty, unnamed, can_undo, can_redo;
  bool dragging;  // a slider is held: axes stay where they are
  Dialog dialog;
  const Browser& browser;
  const std::vector<Preset>& presets;
  const std::vector<std::filesystem::path>& recent;
  const Problem& problem;
  const std::string& notice;  // one line about the last thing refused or done
  const std::filesystem::path& recovered_from;
  const CaseName& name;            // of the draft
  const LocalText title_to_offer;  // for a file of its own
  const ScenarioFile* base;        // what the case is based on; null: it cannot be read
  const Reference* pinned;         // by hand; null: nothing
  const Reference* reference;      // what the case is held against: pinned, or else the base
  const Comparison* comparison;    // with the reference; null: none yet
  const AnswerShown& answer;       // what that says
  bool autosaved;                  // the unsaved work stands in the folder of states
  const CompareShown& compare;
  const TrayShown& tray;
  const WatchNews& watch;
  const AnalysisState& analysis;
  const WhyNews& why;
  const EnsembleDetails& details;
  MapRun map_run;
};

struct FrameInputs : CaseInputs {
  const Look& look;
  const Edges& edges;              // of the case shown
  const Results* results;          // the newest; null before the first
  const Results* whole = nullptr;  // of all runs, where `results` are of some: drawn in grey

  Lang lang() const { return view.lang; }
  std::string_view say(TextId id) const { return text(id, view.lang); }
  const World& world() const { return *file.world; }
  /// Weeks of the results shown, or of the draft before the first results.
  int weeks() const;
  /// The week looked at, within the results.
  int week() const;
};

/// The same with the results of the runs that map and charts are about: all, or those that say yes
/// to view.only, once they are there.
FrameInputs of_some_runs(const FrameInputs& shown);
/// The same for shares of outcomes: of all runs where these were chosen by how they end.
FrameInputs of_some_runs_that_end(const FrameInputs& shown);
/// The runs of a question: "that end in: Stalemate".
std::string question_in_words(const RunQuestion& question, const FrameInputs& shown);
/// What map and charts are about in words; empty: all runs.
std::string some_runs_in_words(const FrameInputs& shown);

}  // namespace palabre::ui
