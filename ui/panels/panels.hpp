// Panels: functions from what is known to pixels. A panel changes nothing itself. What the user
// asks for is pushed as a command, and App applies the commands after the frame is drawn.

#pragma once

#include <imgui.h>

#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sim/run/engine/results.hpp"
#include "sim/scenario/scenario.hpp"
#include "ui/base/input.hpp"
#include "ui/base/style.hpp"
#include "ui/draw/map.hpp"
#include "ui/panels/commands.hpp"
#include "ui/work/analysis_settings.hpp"
#include "ui/work/compare.hpp"
#include "ui/work/ensemble_details.hpp"
#include "ui/work/latest_task.hpp"
#include "ui/work/parameter_uncertainty.hpp"
#include "ui/work/watching.hpp"
#include "ui/work/why.hpp"
#include "ui/work/worker.hpp"

namespace palabre::ui {

/// Where a widget stands, in window pixels, and whether it can be clicked there.
struct Placed {
  ImVec2 low, high;
  bool visible = false;
  ImVec2 centre() const { return {(low.x + high.x) / 2, (low.y + high.y) / 2}; }
};

/// Where the keyboard can go.
struct FocusStop {
  std::string key;
  int part = 0;        // of the window, counted as they are drawn; F6 goes from one to the next
  int above = 0;       // in how many lists and dialogs it stands
  bool value = false;  // typed and stepped rather than pressed
};

/// What a frame hands back.
struct Frame {
  std::vector<Command> commands;
  std::map<std::string, Placed, std::less<>> widgets;  // by key
  std::vector<FocusStop> stops;                        // in the order of drawing
  int part = 0;                                        // of the window, drawn now
  std::string focus;                                   // key that the keyboard is at
  std::string press;                                   // key that it presses in this frame
  std::string reveal;                                  // key to be scrolled to
  std::string begins_at;                               // key that the keyboard gets in a new dialog
  std::string hovered;                                 // key of the value under the mouse
  bool moving = false;                                 // draw again soon: something is easing

  void ask(Command command) { commands.push_back(std::move(command)); }
  /// Registers the last item, or a rectangle, under a key; scrolls to it when it is looked for.
  void note(std::string_view key);
  void note(std::string_view key, const Rect& rect);
  /// A value that the keyboard can go to; its row draws the frame.
  void value(std::string_view key);
  /// note(), and the keyboard can go to the last item: Enter presses it.
  void reach(std::string_view key);
  /// The same of a rectangle: true when it is pressed.
  bool reach(std::string_view key, const Rect& rect);
  /// The same of a list that unfolds: while it is open, only what is in it can be reached.
  void reach_list(std::string_view key, bool open);
  /// The same of the text box drawn next: Enter begins to type.
  void reach_text(std::string_view key);
};

/// The frame around what the keyboard is at, as far as it is not cut off.
void draw_focus_frame(const Rect& around);

// --- what panels read ----------------------------------------------------------------------------

enum class Place { explore, compare, watch, analyse, sources };

inline constexpr std::size_t kChartSlots = 4;

/// How the case is looked at. No part of the case: not saved with it, not undone.
struct View {
  Lang lang = Lang::en;
  Theme theme = Theme::dark;
  double text_size = 1.0;  // [1..2] on top of the screen's own scale
  int week = 0;
  bool playing = false;
  double speed = 20.0;  // of playing [weeks/s]
  Place place = Place::explore;
  bool presentation = false;
  std::set<std::string, std::less<>> locked;  // keys
  int cercle = -1;                            // whose charts are shown; -1: the whole country
  bool dots = true;                           // outcomes as dots rather than bars
  std::array<std::string, kChartSlots> charts{"territory", "deaths", "displaced", "stages"};
  // Shares of left, right, bottom, and of the panel Why under the outcomes.
  std::array<double, 4> splits{0.245, 0.25, 0.27, 0.44};
  int tour = -1;     // step; -1: none
  int outcome = -1;  // that is explained; -1: the most frequent
  int story = 0;     // of the runs that stand for it
  CercleFieldId field = CercleFieldId::state_share;
  Filter filter = Filter::key;
  std::optional<RunQuestion> run_filter;  // map and charts of the runs that say yes
  bool lines = false;                     // single runs in the charts of Explore
  bool agents = false;                    // those of one run on the map of Explore
  bool edges = true;                      // of fans: what drawn assumptions reach
  bool map_hatching = true;               // where the runs disagree
  std::int64_t replicate = 0;             // the run that Watch tells
  std::int64_t replicate_came_for = 0;    // "same luck": where new luck started from
  unsigned event_kinds = kAllKinds;       // in the log of Watch
  int event = -1;                         // picked in that log; -1: none
  bool hide_timings = false;              // screenshots are the same every time
  bool still = false;                     // no easing
};

struct RunState {
  std::int64_t done = 0, total = 0;
  double seconds = 0.0;
  bool running = false;
  bool stopped = false;  // by Esc: fewer replicates than asked for
};

enum class Dialog {
  none,
  open,
  compare_with,
  save_as,
  problem,
  unsaved,
  help,
  palette,
  figure,
  recover,
  changed
};

/// What went wrong with a file: the words of the command line, a row a message, and for each the
/// line it is about.
struct Problem {
  struct Row {
    std::string words;
    std::string place, line;  // "line 4 of x.toml" and its text; empty: about no line
    int column = 0;
  };
  std::string words;  // all rows
  std::vector<Row> rows;
};

/// A folder as the file dialogs show it.
struct Browser {
  struct Entry {
    std::string name;
    bool folder = false;
  };
  std::filesystem::path folder;
  std::vector<Entry> entries;
  std::string problem;
};

struct Preset {
  std::filesystem::path path;
  LocalText title, summary;
};

struct AnalysisState;  // analysis.hpp
/// What the panel Why tells, perhaps of the case before the newest change.
struct WhyNews {
  TaskStatus<Why> asked;
  bool stale = false;
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
  bool dirty, can_undo, can_redo;
  bool dragging;  // a slider is held: axes stay where they are
  Dialog dialog;
  const Browser& browser;
  const std::vector<Preset>& presets;
  const std::vector<std::filesystem::path>& recent;
  const Problem& problem;
  const std::string& notice;  // one line about the last thing refused or done
  const std::filesystem::path& recovered_from;
  const Pinned* pinned;          // null: none
  const Comparison* comparison;  // with the pinned case; null: none yet
  bool autosaved;                // the unsaved work stands in the folder of states
  const CompareShown& compare;
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

/// The log of a told run in words, made once for a run, a language and a width.
struct WatchLog {
  struct Line {
    int event = 0;  // of the trace; -1: how it ended
    int week = 0;
    std::string date, words;
    std::string reasons, all_reasons;        // the first of them; all, where the event is looked at
    std::string shown_words, shown_reasons;  // broken into lines
    float height = 0.0f, below = 0.0f;       // its own, and where the next one begins
  };
  std::shared_ptr<const Watched> run;
  Lang lang = Lang::en;
  unsigned kinds = 0;
  float width = 0.0f, letter = 0.0f;
  int open_week = -1, open_event = -1;  // whose reasons are all there
  std::vector<Line> lines;
  int week = -1, picked = -1;  // last scrolled to
};

/// A range of values being drawn in a chart.
struct Brush {
  std::size_t slot = 0, fan = 0;
  int week = 0;
  double from = 0.0, to = 0.0;
};

/// Half-typed text and scroll positions: what immediate mode needs to remember between frames.
struct UiState {
  std::string search;
  bool focus_search = false;
  std::string typing_key, typing;  // the value being typed
  bool typing_begins = false;
  std::string type_next;                            // a key asked to type this value
  std::string reveal;                               // scroll to this key when it is drawn
  std::map<std::string, double, std::less<>> tops;  // axis tops, easing
  std::string tip_key;
  double tip_since = 0.0;
  int tip_frames = 0, tip_fit = 0;  // 1: as wide as the window; 2: in small letters too
  Dialog dialog_before = Dialog::none;
  std::string path, filter;
  int shelf = 0;  // of the open dialog: folder, library, recent files
  std::size_t problem_row = 0;
  std::string focus;                               // what the keyboard is at
  std::string press;                               // what it asked to be pressed
  std::map<std::string, Date, std::less<>> dates;  // of levers, before they became never
  std::string query;                               // of the command palette
  int picked = 0;                                  // line of the command palette
  double zoom = 1.0;                               // of the map
  ImVec2 pan{0, 0};                                // of the map [map units]
  bool map_moved = false;                          // this press of the mouse drags the map
  int list = 0;        // Sources: claims, assumptions, levers, constants
  std::string chosen;  // Sources: what is shown at the right
  bool scroll_to_chosen = false;
  std::string source_search;
  int source_kind = -1;    // -1: all
  std::size_t figure = 0;  // Export: what
  FigureFormat format = FigureFormat::svg;
  std::string figure_path;
  PngSize png;
  int tour_shown = -1;
  ImVec2 tour_size{0, 0};
  std::int64_t line = -1;      // Explore: run whose line is under the mouse
  std::optional<Brush> brush;  // Explore: a range being drawn in a chart
  std::string run_typed;       // number of the run to watch
  bool typing_run = false, focus_run = false;
  float watch_head = 0.0f;  // height that the head of Watch needed
  WatchLog log;
  std::string analysis_hot;                    // Analyse: part of the picture under the mouse
  std::string analysis_search, analysis_edge;  // half-typed
  bool analysis_typing = false;
};

// --- panels --------------------------------------------------------------------------------------

/// Everything, filling the display.
void draw_window(const FrameInputs& shown, UiState& ui_state, Frame& frame);

void draw_top_bar(const FrameInputs& shown, UiState& ui_state, Frame& frame);
void draw_assumptions(const FrameInputs& shown, UiState& ui_state, Frame& frame);
void draw_levers(const FrameInputs& shown, UiState& ui_state, Frame& frame);
/// What each side wants at the table, and how much it weighs.
void draw_table(const FrameInputs& shown, UiState& ui_state, Frame& frame);
/// The switches of the model.
void draw_switches(const FrameInputs& shown, UiState& ui_state, Frame& frame);
/// The dates alone, one line each: labels in a column of this width, then the timeline.
void draw_lever_lines(const FrameInputs& shown, UiState& ui_state, Frame& frame, float label_width);
void draw_map_panel(const FrameInputs& shown, UiState& ui_state, Frame& frame);
/// Play, pause and steps; `all`: the last week and the speed too. Leaves the line open.
void draw_time_buttons(const FrameInputs& shown, Frame& frame, bool all);
void draw_time_bar(const FrameInputs& shown, Frame& frame);
void draw_outcomes(const FrameInputs& shown, UiState& ui_state, Frame& frame);
/// What the changes since the pinned case do.
void draw_effects(const FrameInputs& shown, Frame& frame);
/// Why runs end as the chosen outcome.
void draw_why(const FrameInputs& shown, UiState& ui_state, Frame& frame);
void draw_sources(const FrameInputs& shown, UiState& ui_state, Frame& frame);
void draw_compare(const FrameInputs& shown, UiState& ui_state, Frame& frame);
void draw_watch(const FrameInputs& shown, UiState& ui_state, Frame& frame);
void draw_analyse(const FrameInputs& shown, UiState& ui_state, Frame& frame);
void draw_palette(const FrameInputs& shown, UiState& ui_state, Frame& frame);
void draw_figure_dialog(const FrameInputs& shown, UiState& ui_state, Frame& frame);
void draw_tour(const FrameInputs& shown, UiState& ui_state, Frame& frame);
/// `columns` charts side by side, each `height` high.
void draw_series(const FrameInputs& shown, UiState& ui_state, Frame& frame, int columns,
                 float height);
void draw_status(const FrameInputs& shown, Frame& frame);
/// Height that draw_status() will need.
float status_height(const FrameInputs& shown);
void draw_dialogs(const FrameInputs& shown, UiState& ui_state, Frame& frame);

}  // namespace palabre::ui
