// The line at the foot of the window.

#pragma once

#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"

namespace palabre::ui {

void draw_status(const FrameInputs& shown, Frame& frame);
/// Height that draw_status() will need.
float status_height(const FrameInputs& shown);

}  // namespace palabre::ui
