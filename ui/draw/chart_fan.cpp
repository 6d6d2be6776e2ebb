#include <algorithm>
#include <array>
#include <cmath>

#include "ui/draw/chart.hpp"
#include "ui/draw/chart_parts.hpp"
#include "ui/draw/hatch.hpp"

namespace palabre::ui {
namespace {

// The edge between chance and what drawn assumptions reach: strokes, and a thin line where it ends.
// The two sides of one chart lean apart, so that they can be told without their colours.
void draw_edge(Canvas& canvas, const Look& look, const ChartFrame& frame, const FanLine& line,
               Lean lean) {
  const HatchStyle style{look.px(5), lean, frame.plot.low};
  const std::vector<ImVec2> inner_high = quantile_points(frame, line.series->q95),
                            inner_low = quantile_points(frame, line.series->q05);
  std::vector<ImVec2> high = quantile_points(frame, line.drawn->q95),
                      low = quantile_points(frame, line.drawn->q05);
  for (std::size_t week = 0; week < high.size(); ++week) {
    high[week].y = std::min(high[week].y, inner_high[week].y);
    low[week].y = std::max(low[week].y, inner_low[week].y);
  }
  canvas.segments(hatch_between(high, inner_high, style), fade(line.colour, 0.62f), look.px(1));
  canvas.segments(hatch_between(inner_low, low, style), fade(line.colour, 0.62f), look.px(1));
  draw_apart(canvas, high, inner_high, fade(line.colour, 0.62f), look.px(1));
  draw_apart(canvas, low, inner_low, fade(line.colour, 0.62f), look.px(1));
}

bool has_edge(const FanLine& line) {
  return line.drawn && line.drawn->q95.size() == line.series->q95.size() &&
         line.drawn->q05.size() == line.series->q05.size();
}

}  // namespace

double fan_top(std::span<const FanLine> lines) {
  double top = 0.0;
  for (const FanLine& line : lines)
    for (const Series* series : {line.series, line.drawn})
      if (series)
        for (double v : series->q95) top = std::max(top, v);
  return nice_top(top);
}

std::vector<ImVec2> quantile_points(const ChartFrame& frame, std::span<const double> values) {
  std::vector<ImVec2> points;
  points.reserve(values.size());
  for (std::size_t week = 0; week < values.size(); ++week)
    points.push_back({frame.weeks.at(double(week)), frame.values.at(values[week])});
  return points;
}

void draw_fan(Canvas& canvas, const Look& look, const ChartFrame& frame, const ChartWords& words,
              std::span<const FanLine> lines, float strength) {
  canvas.begin(words.id, words.title);
  canvas.clip({{frame.plot.low.x, frame.plot.low.y - look.px(2)},
               {frame.plot.high.x, frame.plot.high.y + look.px(2)}});
  for (const FanLine& line : lines) {
    const Series& s = *line.series;
    canvas.band(quantile_points(frame, s.q95), quantile_points(frame, s.q05),
                fade(line.colour, 0.20f * strength));
    canvas.band(quantile_points(frame, s.q75), quantile_points(frame, s.q25),
                fade(line.colour, 0.34f * strength));
  }
  for (std::size_t k = 0; k < lines.size(); ++k)
    if (has_edge(lines[k]) && strength >= 1.0f)
      draw_edge(canvas, look, frame, lines[k], k % 2 == 0 ? Lean::rising : Lean::falling);
  for (const FanLine& line : lines)
    canvas.polyline(quantile_points(frame, line.series->q50), line.colour, look.px(1.8f));
  canvas.unclip();
  std::vector<float> heights;
  std::vector<std::string> labels;
  std::vector<ImU32> colours;
  for (const FanLine& line : lines) {
    if (line.label.empty() || line.series->q50.empty()) continue;
    heights.push_back(frame.values.at(line.series->q50.back()));
    labels.push_back(line.label);
    colours.push_back(line.colour);
  }
  draw_end_labels(canvas, look, frame, std::move(heights), labels, colours);
  canvas.end();
}

void draw_ghost(Canvas& canvas, const Look& look, const ChartFrame& frame, const Series& pinned) {
  const Palette& p = look.colours();
  canvas.clip({{frame.plot.low.x, frame.plot.low.y - look.px(2)},
               {frame.plot.high.x, frame.plot.high.y + look.px(2)}});
  for (const auto& edge : {&pinned.q05, &pinned.q95})
    canvas.polyline(quantile_points(frame, *edge), fade(p.faint, 0.55f), look.px(1));
  canvas.polyline(quantile_points(frame, pinned.q50), p.faint, look.px(2.2f));
  canvas.unclip();
}

void draw_ghost(Canvas& canvas, const Look& look, const ChartFrame& frame,
                std::span<const std::span<const double>> layers) {
  if (layers.empty()) return;
  std::vector<double> top(layers.front().size(), 0.0);
  for (std::size_t k = 0; k + 1 < layers.size(); ++k) {
    for (std::size_t week = 0; week < top.size(); ++week) top[week] += layers[k][week];
    canvas.polyline(quantile_points(frame, top), look.colours().panel, look.px(2.2f));
    canvas.polyline(quantile_points(frame, top), look.colours().faint, look.px(1.2f));
  }
}

std::vector<int> hundredths(std::span<const std::int64_t> counts) {
  std::int64_t total = 0;
  for (std::int64_t count : counts) total += count;
  std::vector<int> out(counts.size(), 0);
  if (total <= 0) return out;
  int left = 100;
  for (std::size_t k = 0; k < counts.size(); ++k) {
    out[k] = int(100 * counts[k] / total);
    left -= out[k];
  }
  std::vector<std::size_t> order(counts.size());
  for (std::size_t k = 0; k < order.size(); ++k) order[k] = k;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return 100 * counts[a] % total > 100 * counts[b] % total;
  });
  for (int k = 0; k < left; ++k) ++out[order[std::size_t(k)]];
  return out;
}

void draw_share_dots(Canvas& canvas, const Look& look, const Rect& track, int dots,
                     const Estimate& share, double top) {
  const Palette& p = look.colours();
  const float step = track.width() / float(top);
  const float radius = std::min(step * 0.42f, look.px(3.4f));
  const float y = track.low.y + look.px(4);
  for (int k = 0; k < dots; ++k)
    canvas.circle({track.low.x + step * (float(k) + 0.5f), y}, radius, p.accent);
  const float low = track.low.x + step * float(100 * share.low);
  const float high = std::min(track.low.x + step * float(100 * share.high), track.high.x);
  const float foot = track.high.y - look.px(1.5f), cap = look.px(2.5f);
  canvas.line({low, foot}, {high, foot}, p.dim, look.px(1.2f));
  for (float x : {low, high})
    canvas.line({x, foot - cap}, {x, foot + look.px(1)}, p.dim, look.px(1.2f));
}

void draw_share_range(Canvas& canvas, const Look& look, const Rect& strip, double low, double high,
                      double top) {
  const Axis axis{0.0, top, strip.low.x, strip.high.x};
  const float from = axis.at(std::clamp(low, 0.0, top));
  const float to = std::max(axis.at(std::clamp(high, 0.0, top)), from + look.px(1.5f));
  const std::array<ImVec2, 2> above{ImVec2{from, strip.low.y}, ImVec2{to, strip.low.y}},
      below{ImVec2{from, strip.high.y}, ImVec2{to, strip.high.y}};
  const ImU32 colour = look.colours().dim;
  canvas.segments(hatch_between(above, below, {look.px(2.6f), Lean::rising, strip.low}), colour,
                  look.px(1));
  for (const float x : {from, to})
    canvas.line({x, strip.low.y}, {x, strip.high.y}, colour, look.px(1));
}

void draw_share_bar(Canvas& canvas, const Look& look, const Rect& track, const Estimate& share) {
  const Palette& p = look.colours();
  const Axis axis{0.0, 1.0, track.low.x, track.high.x};
  const float middle = (track.low.y + track.high.y) / 2;
  canvas.rect(track, p.track, look.px(2));
  canvas.rect({track.low, {std::max(axis.at(share.value), track.low.x + 1.0f), track.high.y}},
              fade(p.accent, 0.75f), look.px(2));
  const float low = axis.at(share.low), high = axis.at(share.high);
  const float cap = look.px(3);
  canvas.line({low, middle}, {high, middle}, p.text, look.px(1.2f));
  for (float x : {low, high})
    canvas.line({x, middle - cap}, {x, middle + cap}, p.text, look.px(1.2f));
}

}  // namespace palabre::ui
