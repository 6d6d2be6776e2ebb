#include <algorithm>
#include <array>
#include <cmath>

#include "ui/draw/chart_parts.hpp"
#include "ui/draw/hatch.hpp"

namespace palabre::ui {
namespace {

// The labels of layers, each in the middle of its layer at the end.
void draw_layer_labels(Canvas& canvas, const Look& look, const ChartFrame& frame,
                       std::span<const StackLayer> layers) {
  std::vector<float> heights;
  std::vector<std::string> labels;
  double below = 0.0;
  for (const StackLayer& layer : layers) {
    const double share = layer.share.empty() ? 0.0 : layer.share.back();
    heights.push_back(frame.values.at(below + share / 2));
    labels.push_back(layer.label);
    below += share;
  }
  const std::vector<ImU32> colours(labels.size(), look.colours().dim);
  draw_end_labels(canvas, look, frame, heights, labels, colours);
}

// How far drawn assumptions move the line where a layer meets the next one.
struct Boundary {
  std::vector<ImVec2> high, low, line;
  float mean_height = 0.0f;  // [pixels]
};

Boundary boundary_of(const ChartFrame& frame, std::span<const double> set,
                     std::span<const ShareRange> drawn) {
  std::vector<double> high(set.begin(), set.end()), low = high;
  for (std::size_t week = 0; week < set.size(); ++week) {
    high[week] = std::max(set[week], drawn[week].high);
    low[week] = std::min(set[week], drawn[week].low);
  }
  Boundary out{quantile_points(frame, high), quantile_points(frame, low),
               quantile_points(frame, set)};
  for (std::size_t week = 0; week < set.size(); ++week)
    out.mean_height += (out.low[week].y - out.high[week].y) / float(set.size());
  return out;
}

// True where two hatchings would run into each other for more than a few weeks.
bool collide(const Boundary& a, const Boundary& b) {
  std::size_t weeks = 0;
  for (std::size_t week = 0; week < a.line.size(); ++week)
    weeks += a.low[week].y > b.high[week].y && b.low[week].y > a.high[week].y;
  return weeks * 4 > a.line.size();
}

// In the colour of the ground, for it crosses layers of any colour.
void draw_boundary(Canvas& canvas, const Look& look, const ChartFrame& frame, const Boundary& b,
                   Lean lean) {
  const ImU32 colour = fade(look.colours().panel, 0.75f);
  canvas.segments(hatch_between(b.high, b.low, {look.px(5), lean, frame.plot.low}), colour,
                  look.px(1));
  draw_apart(canvas, b.high, b.line, colour, look.px(1));
  draw_apart(canvas, b.low, b.line, colour, look.px(1));
  canvas.polyline(b.line, look.colours().panel, look.px(1.2f));
}

// As many boundaries as can be told apart, those first that move most.
void draw_boundaries(Canvas& canvas, const Look& look, const ChartFrame& frame,
                     std::span<const StackLayer> layers, std::size_t weeks) {
  std::vector<Boundary> all;
  std::vector<double> up_to(weeks, 0.0);
  for (std::size_t k = 0; k + 1 < layers.size(); ++k) {
    for (std::size_t w = 0; w < weeks; ++w) up_to[w] += layers[k].share[w];
    if (layers[k].up_to.size() == weeks) all.push_back(boundary_of(frame, up_to, layers[k].up_to));
  }
  std::stable_sort(all.begin(), all.end(), [](const Boundary& a, const Boundary& b) {
    return a.mean_height > b.mean_height;
  });
  std::vector<const Boundary*> drawn;
  for (const Boundary& boundary : all) {
    const auto meets = [&](const Boundary* other) { return collide(boundary, *other); };
    if (std::any_of(drawn.begin(), drawn.end(), meets)) continue;
    draw_boundary(canvas, look, frame, boundary,
                  drawn.size() % 2 == 0 ? Lean::rising : Lean::falling);
    drawn.push_back(&boundary);
  }
}

}  // namespace

// Labels at the right end of lines, moved apart where they would touch.
void draw_end_labels(Canvas& canvas, const Look& look, const ChartFrame& frame,
                     std::vector<float> heights, std::span<const std::string> words,
                     std::span<const ImU32> colours) {
  const float line = canvas.text_size("0", Face::small).y;
  for (float& y : heights) y -= line * 0.5f;
  heights = spread_labels(std::move(heights), line, frame.plot.low.y - line * 0.5f,
                          frame.plot.high.y - line * 0.7f);
  for (std::size_t k = 0; k < words.size(); ++k)
    canvas.text({frame.plot.high.x + look.px(6), heights[k]}, colours[k], words[k], Face::small);
}

// A line where it is apart from another, of the same abscissae.
void draw_apart(Canvas& canvas, std::span<const ImVec2> line, std::span<const ImVec2> from,
                ImU32 colour, float width) {
  const auto apart = [&](std::size_t k) { return std::abs(line[k].y - from[k].y) > 1.5f; };
  for (std::size_t k = 0; k < line.size();) {
    std::size_t end = k;
    while (end < line.size() && apart(end)) ++end;
    if (end > k + 1) canvas.polyline(line.subspan(k, end - k), colour, width);
    k = end + 1;
  }
}

void draw_stack(Canvas& canvas, const Look& look, const ChartFrame& frame, const ChartWords& words,
                std::span<const StackLayer> layers) {
  canvas.begin(words.id, words.title);
  if (layers.empty()) return canvas.end();
  const std::size_t weeks = layers.front().share.size();
  std::vector<double> below(weeks, 0.0), above(weeks, 0.0);
  for (const StackLayer& layer : layers) {
    for (std::size_t w = 0; w < weeks; ++w) above[w] = below[w] + layer.share[w];
    canvas.band(quantile_points(frame, above), quantile_points(frame, below), layer.colour);
    below = above;
  }
  draw_boundaries(canvas, look, frame, layers, weeks);
  draw_layer_labels(canvas, look, frame, layers);
  canvas.end();
}

void draw_run_rows(Canvas& canvas, const Look& look, const ChartFrame& frame,
                   const ChartWords& words, std::span<const StackLayer> layers,
                   std::span<const RunRow> rows) {
  canvas.begin(words.id, words.title);
  const float high = frame.plot.height() / float(std::max<std::size_t>(rows.size(), 1));
  const float gap = high > look.px(3) ? look.px(0.5f) : 0.0f;
  for (std::size_t k = 0; k < rows.size(); ++k) {
    const float foot = frame.plot.high.y - high * float(k);
    const std::span<const float> layer = rows[k].layer;
    for (std::size_t from = 0, to = 0; from < layer.size(); from = to) {
      while (to < layer.size() && layer[to] == layer[from]) ++to;
      const float right = to < layer.size() ? frame.weeks.at(double(to)) : frame.plot.high.x;
      const auto at = std::min(std::size_t(layer[from]), layers.size() - 1);
      canvas.rect({{frame.weeks.at(double(from)), foot - high + gap}, {right, foot}},
                  layers[at].colour);
    }
  }
  for (std::size_t k = 0; k < rows.size(); ++k) {
    if (!rows[k].marked) continue;
    const Rect row{{frame.plot.low.x, frame.plot.high.y - high * float(k + 1)},
                   {frame.plot.high.x, frame.plot.high.y - high * float(k)}};
    const std::array<ImVec2, 4> corners{row.low, ImVec2{row.high.x, row.low.y}, row.high,
                                        ImVec2{row.low.x, row.high.y}};
    canvas.polyline(corners, look.colours().panel, look.px(3.4f), true);
    canvas.polyline(corners, look.colours().text, look.px(1.4f), true);
    if (!rows[k].label.empty())
      draw_name_tag(canvas, look, frame, row.low.y, rows[k].label, look.colours().text);
  }
  draw_layer_labels(canvas, look, frame, layers);
  canvas.end();
}

}  // namespace palabre::ui
