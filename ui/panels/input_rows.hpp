// What the rows of assumptions, levers and switches have in common: which of them are listed, how a
// value stands to the file's and to the default, and what the tooltip says.

#pragma once

#include <vector>

#include "sim/scenario/input.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/ui_state.hpp"
#include "ui/panels/widgets.hpp"

namespace palabre::ui {

/// The inputs of one table, in its order, found once.
const std::vector<InputRef>& param_inputs();
const std::vector<InputRef>& lever_inputs();
const std::vector<InputRef>& switch_inputs();

bool is_changed(const InputRef& input, const FrameInputs& shown);
/// True where the search or the filter wants it, or where somebody was led to it.
/// @param input  of one of the three tables
bool is_listed(const InputRef& input, const FrameInputs& shown, const UiState& ui_state);
/// True where words that a person sees hold what is looked for; choices may be empty.
bool matches(const Words& label, const Words& meaning, const Claims& claims,
             std::string_view section, std::string_view key,
             std::span<const std::string_view> choices, std::string_view wanted, Lang lang);

/// The row of an input of one of the three tables: words, value, resets, tooltip; for a number also
/// its range. A date needs its place on the timeline.
Row input_row(const InputRef& input, const FrameInputs& shown, UiState& ui_state);

/// Title of a section, with how many of its values differ from the file.
std::string section_title(std::string_view title, std::ptrdiff_t changed, Lang lang);

}  // namespace palabre::ui
