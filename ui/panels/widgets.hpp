// The controls: a slider that shows what is plausible, a value that can be typed, tooltips that say
// where a number comes from.

#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>

#include "ui/base/controls.hpp"
#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/ui_state.hpp"

namespace palabre::ui {

/// A date on the timeline: what the bar in its track covers.
struct Timeline {
  int weeks = 0;
  double from = 0.0, to = 0.0;            // of the bar [weeks after the start]; equal: no bar
  double ramp_from = 0.0, ramp_to = 0.0;  // part of the bar that comes or goes by degrees
};

/// One row of controls: a label, a slider, the value, two resets.
struct Row {
  std::string key;
  std::string label, unit;
  std::string shown;  // the value in words
  std::string typed;  // the value as one would type it
  double value = 0.0;
  SliderRange range;
  std::optional<std::pair<double, double>> band;  // plausible
  std::optional<std::pair<double, double>> box;   // of the discovery
  /// Where the worlds have it, each a value of its own; nothing: the value holds in all runs.
  std::optional<std::pair<double, double>> worlds;
  double file = 0.0;  // where the file has it
  bool differs_from_file = false, differs_from_default = false;
  std::string reset_file, reset_default;  // "Back to the file: 0.6"
  std::optional<bool> never;              // a date: a box to tick beside the label
  std::optional<Timeline> timeline;
  Value unticked;            // a date that is never: what it becomes
  float value_width = 0.0f;  // 0: as wide as the value needs
  bool cell = false;         // of a table: the value stands on its own track
  std::function<Value(double)> to_value;
  std::function<std::optional<Value>(std::string_view)> parse;
  std::function<void()> tip;
};
/// A number: its value and the file's, how it reads, how it is typed and understood.
void set_number(Row& row, double value, double file, Lang lang);
void draw_row(const Row& row, const FrameInputs& shown, UiState& ui_state, Frame& frame);
/// A value of a table without label and resets: dragged, typed, reset and locked by its keys.
void draw_cell(const Row& row, float width, const FrameInputs& shown, UiState& ui_state,
               Frame& frame);
/// A choice: label, list, lock and resets. `now` is one of the choices.
void draw_choice(const Row& row, std::span<const std::string_view> choices, std::string_view now,
                 const FrameInputs& shown, UiState& ui_state, Frame& frame);
/// The same on one line: label and date within `label_width`, then the timeline.
void draw_timeline_line(const Row& row, float label_width, const FrameInputs& shown,
                        UiState& ui_state, Frame& frame);

/// The frame around the row that the keyboard has.
void draw_focus(std::string_view key, ImVec2 corner, float right, const UiState& ui_state);
/// The heading of a row: label, and its unit beside or below it.
void draw_row_head(const std::string& label, const std::string& unit, bool changed,
                   const FrameInputs& shown);
/// The lock and the two resets at the right end of a row; they keep their place when not needed.
void draw_resets(const Row& row, const FrameInputs& shown, Frame& frame);
float resets_width(const FrameInputs& shown);

/// Years above the timelines, and "never" after their end.
void draw_timeline_axis(const FrameInputs& shown);
/// Where the slider of a row lies within a row of this width.
float slider_width(float room, float value_width, const FrameInputs& shown);
/// The track of a date: years, the bar of what it means, the handle.
void draw_timeline(const Row& row, const Rect& box, bool hot, const FrameInputs& shown);

/// Pixel of a week on a track, and the week at a pixel.
float timeline_at(const Rect& track, int weeks, double week, const FrameInputs& shown);
double timeline_week(const Rect& track, int weeks, float pixel, const FrameInputs& shown);

/// The place of "never" on a track: a click there turns it on, another off.
Rect never_box(const Row& row, const Rect& box, const FrameInputs& shown);

/// Shows `tip` when the mouse rests on the last item (or the given hover) for a moment.
void tooltip_for(std::string_view key, bool hovered, const FrameInputs& shown, UiState& ui_state,
                 Frame& frame, const std::function<void()>& tip);
/// Claims, most important first, with kind and source.
void draw_claims(const Claims& claims, const FrameInputs& shown);
/// "name: value" in two colours.
void draw_fact(std::string_view name, std::string_view value, const FrameInputs& shown);

/// A button registered as button.ID, which the keyboard reaches under that key or another.
bool button(const char* id, std::string_view words, Frame& frame, bool enabled = true,
            std::string_view key = {});
/// A button that looks pressed while `on`.
bool toggle(const char* id, std::string_view words, bool on, const FrameInputs& shown, Frame& frame,
            std::string_view key = {});
/// The title of a region.
void heading(std::string_view words, const FrameInputs& shown);
/// An InputText on a std::string.
bool input_text(const char* id, const char* hint, std::string& words, int flags = 0);
/// What a value is, as far as the filter above the list asks.
struct FilterFacts {
  bool key = false, changed = false, assumed = false;
};
bool passes(Filter filter, const FilterFacts& facts);
/// True when the words of a claim, or its name, hold what is looked for.
bool claims_hold(const Claims& claims, std::string_view wanted, Lang lang);
/// A plain tooltip on the last item.
void explain(std::string_view words, const FrameInputs& shown);
/// Begins a tooltip beside the mouse: inside the display, and off the two sentences at its foot.
void begin_tip(const FrameInputs& shown);

/// Files may hold words of any length; the window shows the beginning.
std::string shortened(std::string_view words, std::size_t bytes_max = 3000);
void put(std::string_view s);
void put_in(ImU32 colour, std::string_view s);
/// On as many lines as it takes.
void put_wrapped(ImU32 colour, std::string_view s);
/// How far work is: a thin bar at the cursor; nothing where the total is not known.
void draw_progress(std::int64_t done, std::int64_t total, float width, const FrameInputs& shown);
float text_width(std::string_view s);
/// Words with what must follow them; where both are wider than `room`, their beginning in whole
/// letters and "…".
std::string cut_to(std::string_view words, float room, std::string_view ending = {});

}  // namespace palabre::ui
