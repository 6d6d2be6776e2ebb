// The dialog that exports figures, tables and the report.

#pragma once

#include <cstddef>
#include <string>

#include "ui/panels/commands.hpp"
#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/ui_state.hpp"

namespace palabre::ui {

/// What the dialog keeps between frames.
struct FigureDialogState {
  std::size_t figure = 0;  // which
  FigureFormat format = FigureFormat::svg;
  std::string path;
  PngSize png;
  bool is_chosen = false;  // by the key of the report: the view on screen does not choose another
};

void draw_figure_dialog(const FrameInputs& shown, UiState& ui_state, Frame& frame);

}  // namespace palabre::ui
