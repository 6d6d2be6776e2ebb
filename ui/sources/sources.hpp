// The view Sources: claims, assumptions, levers and constants, and what rests on each.

#pragma once

#include <string>

#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/ui_state.hpp"

namespace palabre::ui {

/// What the view keeps between frames.
struct SourcesState {
  int list = 0;        // claims, assumptions, levers, constants
  std::string chosen;  // what is shown at the right
  bool scroll_to_chosen = false;
  std::string search;
  int kind = -1;  // of claims; -1: all
};

void draw_sources(const FrameInputs& shown, UiState& ui_state, Frame& frame);

}  // namespace palabre::ui
