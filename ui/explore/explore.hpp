// The view Explore: map, outcomes, effects of changes, why, charts.

#pragma once

#include <cstdint>
#include <optional>

#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/ui_state.hpp"

namespace palabre::ui {

/// A range of values being drawn in a chart.
struct Brush {
  std::size_t slot = 0, fan = 0;
  int week = 0;
  double from = 0.0, to = 0.0;
};

/// What the view keeps between frames.
struct ExploreState {
  std::int64_t line = -1;      // run whose line is under the mouse
  std::optional<Brush> brush;  // a range being drawn in a chart
};

void draw_map_panel(const FrameInputs& shown, UiState& ui_state, Frame& frame);
void draw_outcomes(const FrameInputs& shown, UiState& ui_state, Frame& frame);
/// What the changes against the reference do.
void draw_effects(const FrameInputs& shown, Frame& frame);
/// Why runs end as the chosen outcome.
void draw_why(const FrameInputs& shown, UiState& ui_state, Frame& frame);
/// `columns` charts side by side, each `height` high.
void draw_series(const FrameInputs& shown, UiState& ui_state, Frame& frame, int columns,
                 float height);

}  // namespace palabre::ui
