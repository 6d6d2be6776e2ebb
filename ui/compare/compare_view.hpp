// The view Compare.

#pragma once

#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/ui_state.hpp"

namespace palabre::ui {

void draw_compare(const FrameInputs& shown, UiState& ui_state, Frame& frame);

}  // namespace palabre::ui
