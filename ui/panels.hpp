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

#include "sim/run/results.hpp"
#include "sim/scenario/scenario.hpp"
#include "ui/input.hpp"
#include "ui/map.hpp"
#include "ui/style.hpp"
#include "ui/why.hpp"
#include "ui/worker.hpp"

namespace palabre::ui {

// --- what panels ask for -------------------------------------------------------------------------

struct Do {
  Action action;
};
/// Set a key of the scenario. Not settled: the slider is still held.
struct SetValue {
  std::string key;
  Value value;
  bool settled = true;
};
enum class ResetTo { file, initial };
struct ResetValue {
  std::string key;
  ResetTo to = ResetTo::file;
};
struct SetSeed {
  std::int64_t seed;
};
struct SetReplicates {
  int replicates;
};
struct SetWeek {
  int week;
};
struct SetField {
  CercleFieldId field;
};
enum class Filter { key, all, changed, assumed };
struct SetFilter {
  Filter filter;
};
struct SetLang {
  Lang lang;
};
struct SetTheme {
  Theme theme;
};
struct SetTextSize {
  double size;
};
struct OpenFile {
  std::filesystem::path path;
};
struct SaveFileAs {
  std::filesystem::path path;
};
struct ToFolder {
  std::filesystem::path folder;
};
/// The answer to "save before it goes?".
enum class Unsaved { save, discard, cancel };
struct Answer {
  Unsaved answer;
};
struct CloseDialog {};
/// Read the titles of the shipped scenarios: the list is about to be shown.
struct ReadPresets {};
/// Locked: neither drags, typing nor resets change the value.
struct ToggleLock {
  std::string key;
};
/// Scroll to a control, in the view Explore.
struct Reveal {
  std::string key;
};
/// The view Sources, at a claim, a key or a constant.
struct ShowSource {
  std::string what;
};
/// The panel Why: explain this outcome; -1: the most frequent.
struct ExplainOutcome {
  int outcome;
};
/// Which of the runs that stand for the outcome is told, from 0.
struct TellStory {
  int story;
};
/// Work out again what was stopped.
struct AskWhy {};
/// -1: the whole country.
struct SelectCercle {
  int cercle;
};
struct SetDots {
  bool on;
};
struct SetChart {
  std::size_t slot;
  std::string id;
};
/// 0: right end of the assumptions, 1: left end of the outcomes, 2: top of the charts, 3: top of
/// the panel Why.
struct SetSplit {
  std::size_t which;
  double share;  // of the window
};
/// -1 ends the tour.
struct TourTo {
  int step;
};
enum class FigureFormat { svg, png, csv, html };
struct ExportFigure {
  std::string what;  // "map", "outcomes", "chart.0" to "chart.3", "window", "report"
  FigureFormat format;
  std::filesystem::path path;
};
/// The answer to "take up the unsaved work of before?".
struct Recover {
  bool take;
};
/// The answer to "the file changed on disk: read it again?".
struct ReadAgain {
  bool read;
};

using Command = std::variant<Do, SetValue, ResetValue, SetSeed, SetReplicates, SetWeek, SetField,
                             SetFilter, SetLang, SetTheme, SetTextSize, OpenFile, SaveFileAs,
                             ToFolder, Answer, CloseDialog, ReadPresets, ToggleLock, Reveal,
                             ShowSource, SelectCercle, SetDots, SetChart, SetSplit, TourTo,
                             ExportFigure, Recover, ReadAgain, ExplainOutcome, TellStory, AskWhy>;

/// Where a widget stands, in window pixels, and whether it can be clicked there.
struct Placed {
  ImVec2 low, high;
  bool visible = false;
  ImVec2 centre() const { return {(low.x + high.x) / 2, (low.y + high.y) / 2}; }
};

/// What a frame hands back.
struct Frame {
  std::vector<Command> commands;
  std::map<std::string, Placed, std::less<>> widgets;  // by key
  std::vector<std::string> rows;                       // keys of the values, from top to bottom
  std::string hovered;                                 // key of the value under the mouse
  bool moving = false;                                 // draw again soon: something is easing

  void ask(Command command) { commands.push_back(std::move(command)); }
  /// Registers the last item, or a rectangle, under a key.
  void note(std::string_view key);
  void note(std::string_view key, const Rect& rect);
};

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
  bool hide_timings = false;  // screenshots are the same every time
  bool still = false;         // no easing
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

/// What the panel Why tells, perhaps of the case before the newest change.
struct WhyNews {
  Asked<Why> asked;
  bool stale = false;
};

struct Shown {
  const Look& look;
  const View& view;
  const ScenarioFile& file;  // as loaded: what "reset" returns to
  const Scenario& draft;     // with the user's edits: what the controls show
  const MapShape& map;
  const Results* results;  // the newest; null before the first
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
  bool kept_aside;               // the unsaved work stands in the folder of states
  const WhyNews& why;

  Lang lang() const { return view.lang; }
  std::string_view say(TextId id) const { return text(id, view.lang); }
  const World& world() const { return *file.world; }
  /// Weeks of the results shown, or of the draft before the first results.
  int weeks() const;
  /// The week looked at, within the results.
  int week() const;
};

/// Half-typed text and scroll positions: what immediate mode needs to remember between frames.
struct Scratch {
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
  std::string focus;                               // the value that the keyboard has
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
  int tour_shown = -1;
  ImVec2 tour_size{0, 0};
};

// --- panels --------------------------------------------------------------------------------------

/// Everything, filling the display.
void draw_window(const Shown& shown, Scratch& scratch, Frame& frame);

void draw_top_bar(const Shown& shown, Scratch& scratch, Frame& frame);
void draw_assumptions(const Shown& shown, Scratch& scratch, Frame& frame);
void draw_levers(const Shown& shown, Scratch& scratch, Frame& frame);
void draw_map_panel(const Shown& shown, Scratch& scratch, Frame& frame);
void draw_time_bar(const Shown& shown, Frame& frame);
void draw_outcomes(const Shown& shown, Scratch& scratch, Frame& frame);
/// What the changes since the pinned case do.
void draw_effects(const Shown& shown, Frame& frame);
/// Why runs end as the chosen outcome.
void draw_why(const Shown& shown, Scratch& scratch, Frame& frame);
void draw_sources(const Shown& shown, Scratch& scratch, Frame& frame);
void draw_compare(const Shown& shown, Scratch& scratch, Frame& frame);
void draw_watch(const Shown& shown, Scratch& scratch, Frame& frame);
void draw_analyse(const Shown& shown, Scratch& scratch, Frame& frame);
void draw_palette(const Shown& shown, Scratch& scratch, Frame& frame);
void draw_figure_dialog(const Shown& shown, Scratch& scratch, Frame& frame);
void draw_tour(const Shown& shown, Scratch& scratch, Frame& frame);
/// `columns` charts side by side, each `height` high.
void draw_series(const Shown& shown, Scratch& scratch, Frame& frame, int columns, float height);
void draw_status(const Shown& shown, Frame& frame);
/// Height that draw_status() will need.
float status_height(const Shown& shown);
void draw_dialogs(const Shown& shown, Scratch& scratch, Frame& frame);

}  // namespace palabre::ui
