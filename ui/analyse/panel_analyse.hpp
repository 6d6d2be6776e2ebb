// The two halves of the view Analyse.

#pragma once

#include "ui/draw/chart_analyse.hpp"
#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/ui_state.hpp"

namespace palabre::ui {

/// What is asked: the target, how carefully, and what else the method needs.
void draw_analysis_settings(const FrameInputs& shown, UiState& ui_state, Frame& frame);

}  // namespace palabre::ui
