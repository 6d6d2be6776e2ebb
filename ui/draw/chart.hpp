// Charts: geometry as numbers first, then drawing on a canvas. Nothing here knows about windows or
// input, so tests read positions and SVG text.

#pragma once

#include <chrono>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "sim/run/engine/results.hpp"
#include "sim/run/views/uncertainty.hpp"
#include "ui/draw/canvas.hpp"

namespace palabre::ui {

/// A straight mapping from values to pixels.
struct Axis {
  double low = 0.0, high = 1.0;  // values at the ends
  float from = 0.0f, to = 1.0f;  // pixels at the ends
  float at(double value) const { return from + float((value - low) / (high - low)) * (to - from); }
  double value(float pixel) const {
    return low + double((pixel - from) / (to - from)) * (high - low);
  }
};

/// Where the parts of a chart stand.
struct ChartFrame {
  Rect outer, plot;
  Axis weeks, values;
};

/// How the numbers of a value axis are written.
enum class ValueKind { share, amount };

/// What a chart says about itself.
struct ChartWords {
  std::string id;  // "chart.deaths"
  std::string title;
  ValueKind kind = ValueKind::amount;
  Lang lang = Lang::en;
};

/// One fan: quantile bands and a median, labelled at its end.
struct FanLine {
  const Series* series = nullptr;
  ImU32 colour = 0;
  std::string label;
  const Series* drawn = nullptr;  // the same with drawn assumptions; null: none
};

/// One layer of a stack of shares.
struct StackLayer {
  std::span<const double> share;
  ImU32 colour = 0;
  std::string label;
  std::span<const ShareRange> in = {}, up_to = {};  // with drawn assumptions: of this layer; of it
                                                    // and those below
};

/// One run of many.
struct RunStroke {
  std::span<const float> values;
  ImU32 colour = 0;
  std::string label;  // at its end; empty: one among many, thin
};

/// One run of many as a row: the layer that it stands in, week by week.
struct RunRow {
  std::span<const float> layer;
  bool marked = false;
  std::string label;
};

/// The smallest of 1, 2, 2.5, 5 times a power of ten that is at least `value`.
double nice_top(double value);
/// A step that cuts [0, top] into two to five pieces.
double nice_step(double top);
/// The highest q95 of the fans, drawn assumptions included, rounded up.
double fan_top(std::span<const FanLine> lines);

/// Places the plot inside `outer`, leaving room for title, numbers, dates and end labels.
ChartFrame chart_frame(const Canvas& canvas, const Look& look, const Rect& outer,
                       const ChartWords& words, int weeks, double top, float label_width);
/// Points of one quantile, one a week.
std::vector<ImVec2> quantile_points(const ChartFrame& frame, std::span<const double> values);
/// Heights of labels wanted at `wanted`, moved apart by `gap` within [low, high]; same order.
std::vector<float> spread_labels(std::vector<float> wanted, float gap, float low, float high);
/// Widest of the labels, with a little air.
float label_room(const Canvas& canvas, std::span<const std::string> labels);

void draw_axes(Canvas& canvas, const Look& look, const ChartFrame& frame, const ChartWords& words,
               std::chrono::sys_days start);
/// Filled: chance. Hatched outside of it: where drawn assumptions lead as well. `strength` of the
/// fill; below 1 it is a ground for lines, and not hatched.
void draw_fan(Canvas& canvas, const Look& look, const ChartFrame& frame, const ChartWords& words,
              std::span<const FanLine> lines, float strength = 1.0f);
/// Single runs over a fan: those with a label last, and named at their end.
void draw_runs(Canvas& canvas, const Look& look, const ChartFrame& frame,
               std::span<const RunStroke> runs);
/// Of what is either there or not in every run: which run stands in each row from bottom to top,
/// those first that come first; draw_runs() draws them so. Empty for anything else.
std::vector<std::size_t> rows_of_yes(std::span<const std::span<const float>> runs);
/// Single runs as rows from bottom to top instead of a stack; labels as in draw_stack().
void draw_run_rows(Canvas& canvas, const Look& look, const ChartFrame& frame,
                   const ChartWords& words, std::span<const StackLayer> layers,
                   std::span<const RunRow> rows);
/// Hatched around the lines where layers meet: where drawn assumptions move them. Lines that move
/// into each other's hatching are left plain, those that move most first.
void draw_stack(Canvas& canvas, const Look& look, const ChartFrame& frame, const ChartWords& words,
                std::span<const StackLayer> layers);
/// The pinned case behind a fan: its median and the edges of its wide band, in grey.
void draw_ghost(Canvas& canvas, const Look& look, const ChartFrame& frame, const Series& pinned);
/// The pinned case behind a stack: where its layers meet.
void draw_ghost(Canvas& canvas, const Look& look, const ChartFrame& frame,
                std::span<const std::span<const double>> layers);
/// The line at the week looked at.
void draw_week_line(Canvas& canvas, const Look& look, const ChartFrame& frame, int week,
                    ImU32 colour);

/// Counts out of 100 that add up to 100 (largest remainders; ties to the first).
std::vector<int> hundredths(std::span<const std::int64_t> counts);
/// Dots in a row, one for 1 of 100 runs, on an axis from 0 to `top` of 100; below them the interval
/// as a line. `top` is the number of dots that would fill the track.
void draw_share_dots(Canvas& canvas, const Look& look, const Rect& track, int dots,
                     const Estimate& share, double top);
/// Where the share lies when the assumptions vary, on an axis from 0 to `top`: a hatched strip.
void draw_share_range(Canvas& canvas, const Look& look, const Rect& strip, double low, double high,
                      double top);
/// A share bar from 0 to 1 with its interval as a whisker.
void draw_share_bar(Canvas& canvas, const Look& look, const Rect& track, const Estimate& share);

}  // namespace palabre::ui
