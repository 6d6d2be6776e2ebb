// Hatching: parallel strokes inside any outline, the same geometry in the window and in files.

#pragma once

#include <span>
#include <vector>

#include "ui/draw/canvas.hpp"

namespace palabre::ui {

enum class Lean { rising, falling };

struct HatchStyle {
  float spacing = 6.0f;  // between strokes, across them [pixels]
  Lean lean = Lean::rising;
  ImVec2 origin{0, 0};  // a point that a stroke passes through: what moves takes its hatching along
};

/// Strokes inside rings (points and ends as in Area); holes by the even-odd rule. Shorter ones than
/// half a pixel are left out.
std::vector<Segment> hatch_strokes(std::span<const ImVec2> points, std::span<const int> ring_ends,
                                   const HatchStyle& style);
/// Strokes between two lines with the same abscissae, where `upper` is above `lower` on the screen;
/// nothing where it is not.
std::vector<Segment> hatch_between(std::span<const ImVec2> upper, std::span<const ImVec2> lower,
                                   const HatchStyle& style);

}  // namespace palabre::ui
