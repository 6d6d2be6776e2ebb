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
  float essential = 0.0f;      // how high effects, outcomes and steps are together [px]
};

void draw_map_panel(const FrameInputs& shown, UiState& ui_state, Frame& frame);
/// What the changes against the reference do: the clearest effects, and all others with what was
/// changed.
void draw_clearest_effects(const FrameInputs& shown, Frame& frame);
void draw_other_effects(const FrameInputs& shown, Frame& frame);
/// Why runs end as the chosen outcome.
void draw_why(const FrameInputs& shown, UiState& ui_state, Frame& frame);
/// Where it ends, and below it what was reached. `tools`: with the buttons that choose how.
void draw_ends_and_steps(const FrameInputs& shown, UiState& ui_state, Frame& frame, bool tools);
/// The same between the effects of the changes, and below all other figures.
void draw_outcomes(const FrameInputs& shown, UiState& ui_state, Frame& frame);
/// `columns` charts side by side, each `height` high.
void draw_series(const FrameInputs& shown, UiState& ui_state, Frame& frame, int columns,
                 float height);
/// One of the four, as large as there is room.
void draw_one_chart(const FrameInputs& shown, UiState& ui_state, Frame& frame, std::size_t slot);

}  // namespace palabre::ui
