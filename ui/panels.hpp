// Panels: functions from what is known to pixels. A panel changes nothing itself. What the user
// asks for is pushed as a command, and App applies the commands after the frame is drawn.

#pragma once

#include <imgui.h>

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sim/run/results.hpp"
#include "sim/scenario/scenario.hpp"
#include "ui/input.hpp"
#include "ui/map.hpp"
#include "ui/style.hpp"

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
enum class Filter { key, all, changed };
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

using Command = std::variant<Do, SetValue, ResetValue, SetSeed, SetReplicates, SetWeek, SetField,
                             SetFilter, SetLang, SetTheme, SetTextSize, OpenFile, SaveFileAs,
                             ToFolder, Answer, CloseDialog, ReadPresets>;

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
  std::string hovered;                                 // key of the value under the mouse
  bool moving = false;                                 // draw again soon: something is easing

  void ask(Command command) { commands.push_back(std::move(command)); }
  /// Registers the last item, or a rectangle, under a key.
  void note(std::string_view key);
  void note(std::string_view key, const Rect& rect);
};

// --- what panels read ----------------------------------------------------------------------------

/// How the case is looked at. No part of the case: not saved with it, not undone.
struct View {
  Lang lang = Lang::en;
  Theme theme = Theme::dark;
  double text_size = 1.0;  // [1..2] on top of the screen's own scale
  int week = 0;
  bool playing = false;
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

enum class Dialog { none, open, save_as, problem, unsaved, help };

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
  LocalText title;
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
  const std::string& problem;  // text of the problem dialog
  const std::string& notice;   // one line about the last thing refused or done

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
};

// --- panels --------------------------------------------------------------------------------------

/// Everything, filling the display.
void draw_window(const Shown& shown, Scratch& scratch, Frame& frame);

void draw_top_bar(const Shown& shown, Scratch& scratch, Frame& frame);
void draw_assumptions(const Shown& shown, Scratch& scratch, Frame& frame);
void draw_levers(const Shown& shown, Scratch& scratch, Frame& frame);
void draw_map_panel(const Shown& shown, Frame& frame);
void draw_time_bar(const Shown& shown, Frame& frame);
void draw_outcomes(const Shown& shown, Frame& frame);
/// `columns` charts side by side, each `height` high.
void draw_series(const Shown& shown, Scratch& scratch, Frame& frame, int columns, float height);
void draw_status(const Shown& shown, Frame& frame);
/// Height that draw_status() will need.
float status_height(const Shown& shown);
void draw_dialogs(const Shown& shown, Scratch& scratch, Frame& frame);

}  // namespace palabre::ui
