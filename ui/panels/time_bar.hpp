// Weeks: played, stepped, chosen.

#pragma once

#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/ui_state.hpp"

namespace palabre::ui {

/// Play, pause and steps; `all`: the last week and the speed too. Leaves the line open.
void draw_time_buttons(const FrameInputs& shown, Frame& frame, bool all);
void draw_time_bar(const FrameInputs& shown, Frame& frame);

}  // namespace palabre::ui
