// The view Analyse.

#pragma once

#include <string>

#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/ui_state.hpp"

namespace palabre::ui {

/// What the view keeps between frames.
struct AnalyseState {
  std::string hot;           // part of the picture under the mouse
  std::string search, edge;  // half-typed
  bool typing = false;
};

void draw_analyse(const FrameInputs& shown, UiState& ui_state, Frame& frame);

}  // namespace palabre::ui
