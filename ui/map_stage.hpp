// Where a map stands in a panel: chosen field, hover, zoom, clicks. What is drawn there is up to
// the panel: the mean of all runs, or one of them.

#pragma once

#include "ui/panels.hpp"

namespace palabre::ui {

struct MapStage {
  Rect box;
  MapPlace place;
  int under = -1;  // cercle under the mouse
  bool held = false;
  ImVec2 corner, size;  // of the box within its window
};

/// The date, and at the right the list of fields.
void draw_map_head(int week, const Shown& shown, Frame& frame);
/// Takes all the room that is left. A click asks for the cercle under the mouse.
MapStage begin_map_stage(const Shown& shown, Scratch& scratch, Frame& frame);
/// The buttons for larger and smaller, over what was drawn.
void end_map_stage(const MapStage& stage, const Shown& shown, Scratch& scratch, Frame& frame);
/// The colour key and lines below it, on a ground of its own where the map is enlarged.
/// `draw_sign(canvas, k, at)`, if any, draws the sign of line k with its left middle at `at`.
using DrawSign = std::function<void(Canvas& canvas, std::size_t line, ImVec2 at)>;
void draw_map_legend(Canvas& canvas, const MapStage& stage, const MapScale& scale,
                     const std::vector<std::string>& signs, const DrawSign& draw_sign,
                     const Shown& shown, const Scratch& scratch);

}  // namespace palabre::ui
