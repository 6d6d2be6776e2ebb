// What several charts draw alike. Used by the charts of this folder only.

#pragma once

#include "ui/draw/chart.hpp"

namespace palabre::ui {

/// Labels at the right end of lines, moved apart where they would touch.
void draw_end_labels(Canvas& canvas, const Look& look, const ChartFrame& frame,
                     std::vector<float> heights, std::span<const std::string> words,
                     std::span<const ImU32> colours);
/// A name on a ground of its own inside the plot, at its right end, above a height.
void draw_name_tag(Canvas& canvas, const Look& look, const ChartFrame& frame, float y,
                   const std::string& words, ImU32 colour);
/// A line where it is apart from another, of the same abscissae.
void draw_apart(Canvas& canvas, std::span<const ImVec2> line, std::span<const ImVec2> from,
                ImU32 colour, float width);

}  // namespace palabre::ui
