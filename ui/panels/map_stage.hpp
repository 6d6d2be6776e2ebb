// Where a map stands in a panel: chosen field, hover, zoom, clicks. What is drawn there is up to
// the panel: the mean of all runs, or one of them.

#pragma once

#include <functional>

#include "ui/draw/map.hpp"
#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/ui_state.hpp"

namespace palabre::ui {

struct MapStage {
  Rect box;
  MapPlace place;
  int under = -1;  // cercle under the mouse
  bool held = false;
  ImVec2 corner, size;  // of the box within its window
};

/// The date, and at the right the list of fields.
void draw_map_head(int week, const FrameInputs& shown, Frame& frame);
/// Takes all the room that is left. A click asks for the cercle under the mouse. Land makes way at
/// the left for a legend of the size `legend`, as far as there is room at the right. [pixels]
MapStage begin_map_stage(const FrameInputs& shown, UiState& ui_state, Frame& frame,
                         ImVec2 legend = {});
/// The buttons for larger and smaller, over what was drawn.
void end_map_stage(const MapStage& stage, const FrameInputs& shown, UiState& ui_state,
                   Frame& frame);
/// What stands below the colours of a legend, in a column of a width: its height, and how it is
/// drawn from a point down.
struct LegendFoot {
  std::function<float(float width)> height;
  std::function<void(Canvas& canvas, ImVec2 at, float width)> draw;
};
/// Names, clear of the legend, of what is `taken` and of the buttons, and the scale at the left
/// foot.
void draw_map_words(Canvas& canvas, const MapStage& stage, const Rect& legend,
                    std::vector<Rect> taken, const FrameInputs& shown);
/// What a legend takes whose lines are as wide as they get. [pixels]
ImVec2 legend_size(const Canvas& canvas, const LegendFoot& foot, const Look& look);
/// The colour key and its foot, on a ground of its own where the map is enlarged. Returns what it
/// covers.
Rect draw_map_legend(Canvas& canvas, const MapStage& stage, const MapScale& scale,
                     const LegendFoot& foot, const FrameInputs& shown, const UiState& ui_state);
/// A foot of lines: `draw_sign(canvas, k, at)` draws the sign of line k with its left middle at
/// `at`. Refers to both while it is used.
using DrawSign = std::function<void(Canvas& canvas, std::size_t line, ImVec2 at)>;
LegendFoot foot_of_lines(const Canvas& canvas, const std::vector<std::string>& lines,
                         const DrawSign& draw_sign, const Look& look);

}  // namespace palabre::ui
