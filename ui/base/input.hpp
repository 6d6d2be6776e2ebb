// Keys and what they do: one table. The window's key callback turns presses into chords and queues
// them, so that a key shorter than a frame is not lost; everything that differs between versions of
// Dear ImGui's input stays in input.cpp.

#pragma once

#include <optional>
#include <span>
#include <string>

#include <imgui.h>

#include "sim/tables/tables.hpp"

namespace palabre::ui {

/// What a key, a menu item or a button can ask for without further words.
enum class Action {
  new_case,
  branch,
  open,
  library,
  save,
  save_as,
  quit,
  undo,
  redo,
  play,
  step_back,
  step_forward,
  first_week,
  last_week,
  faster,
  slower,
  next_event,
  previous_event,
  next_run,
  previous_run,
  type_run,
  pin,
  unpin,
  new_draw,
  same_draw,
  stop,
  explore,
  compare,
  watch,
  analyse,
  run_analysis,
  sources,
  find,
  palette,
  presentation,
  export_figure,
  tour,
  bigger,
  smaller,
  normal_size,
  escape,
  help,
  to_file,
  to_default,
  type_value,
  next_value,
  previous_value,
  nudge_up,
  nudge_down,
  lock,
  show_sources,
  next_part,
  previous_part,
  map_left,
  map_right,
  map_up,
  map_down,
  map_larger,
  map_smaller,
  map_whole,
  next_cercle,
  previous_cercle,
  edges,
  map_hatching,
  lines,
  agents,
  map_difference,
  all_to_file,
  all_to_default,
  compare_pinned,
  compare_saved,
  compare_file,
  compare_swap,
  compare_go_on,
  tray,
  tray_add,
  tray_file,
  share,
  report,
  copy_answer,
  case_words,
  questions,
};

/// A key by what it writes (letters upper case, as on this keyboard), or by name.
enum class Key : int {
  none = 0,
  space = ' ',
  plus = '+',
  minus = '-',
  slash = '/',
  zero = '0',
  left = 256,
  right,
  up,
  down,
  home,
  end,
  backspace,
  escape,
  f1,
  f5,
  f6,
  f11,
  enter,
  tab,
};
constexpr Key letter(char upper) { return Key(upper); }

struct Chord {
  Key key = Key::none;
  bool ctrl = false, shift = false, alt = false;
  friend bool operator==(const Chord&, const Chord&) = default;
};

/// One row: a chord may be free (key none), then the command is found in menus and by name only.
struct KeyBinding {
  Chord chord;
  Action action;
  bool while_typing;  // also when a text box has the keyboard
  TextId says;
};
std::span<const KeyBinding> key_bindings();
/// The words for an action.
TextId words_for(Action action);
/// What a chord does; nothing when it is free, or when typing needs it.
std::optional<Action> action_of(Chord chord, bool typing);
/// "Ctrl+Shift+S" in the language of the window.
std::string chord_text(Chord chord, Lang lang);
/// The first chord of an action, for menus and tooltips.
std::string chord_text(Action action, Lang lang);
/// The table as text, one binding a line.
std::string list_bindings(Lang lang);

/// True when the control key is held in this frame.
bool control_held();
/// True when the shift key is.
bool shift_held();
/// True when Escape is.
bool escape_held();
/// Size of the tooltip of the last frame; zero when there was none yet.
ImVec2 tip_size();
/// In how many menus, lists and dialogs the item drawn last stands.
int popups_around();
/// Presses the item drawn last, as a click would, in the next frame.
void press_item();
/// True when the item drawn last was pressed so.
bool pressed_by_key();
/// Scrolls to a rectangle of the window drawn now, as far as it is not seen.
void scroll_to(ImVec2 low, ImVec2 high);
/// Ends the typing of a text, as a click beside it would.
void leave_text();
/// From now on no more is pasted than limits.def allows: Dear ImGui measures every letter of a text
/// in every frame. To be called when the clipboard is set up.
void limit_pasting();
/// True once after a text was cut so.
bool pasting_was_cut();
/// The beginning of a clipboard that is pasted: whole letters.
std::string_view pasted(std::string_view clipboard);
/// Closes open menus and lists. Returns false when there were none.
bool close_menus();

}  // namespace palabre::ui
