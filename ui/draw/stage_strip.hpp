// The national stage over time as one bar, with a tick for every event.

#pragma once

#include <vector>

#include "ui/draw/chart.hpp"

namespace palabre::ui {

struct StageSpan {
  int begin = 0, end = 0;  // weeks; end is not of it
  int stage = 0;
};
struct StripTick {
  int week = 0;
  bool national = true;
};

/// Spans as blocks in the colours of their stages, named where there is room; weeks that were not
/// told stay empty. Ticks above, national ones longer.
void draw_stage_strip(Canvas& canvas, const Look& look, const Rect& box, const Axis& weeks,
                      const std::vector<StageSpan>& spans, const std::vector<StripTick>& ticks,
                      Lang lang);
/// The handle at the week looked at.
void draw_strip_cursor(Canvas& canvas, const Look& look, const Rect& box, float x, bool hot);

}  // namespace palabre::ui
