// The column of assumptions: values, levers, the table of what each side wants, switches.

#pragma once

#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/ui_state.hpp"

namespace palabre::ui {

void draw_assumptions(const FrameInputs& shown, UiState& ui_state, Frame& frame);
void draw_levers(const FrameInputs& shown, UiState& ui_state, Frame& frame);
/// What each side wants at the table, and how much it weighs.
void draw_table(const FrameInputs& shown, UiState& ui_state, Frame& frame);
/// The switches of the model.
void draw_switches(const FrameInputs& shown, UiState& ui_state, Frame& frame);
/// The dates alone, one line each: labels in a column of this width, then the timeline.
void draw_lever_lines(const FrameInputs& shown, UiState& ui_state, Frame& frame, float label_width);

}  // namespace palabre::ui
