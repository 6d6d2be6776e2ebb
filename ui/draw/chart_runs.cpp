#include <algorithm>
#include <cmath>
#include <numeric>

#include "ui/draw/chart_parts.hpp"

namespace palabre::ui {
namespace {

// Where weeks are narrower than pixels, the lowest and the highest of each pixel in their order: no
// peak is lost, and a line has no more points than can be seen.
std::vector<ImVec2> line_points(const ChartFrame& frame, std::span<const float> values) {
  std::vector<ImVec2> out;
  const auto at = [&](std::size_t week) {
    return ImVec2{frame.weeks.at(double(week)), frame.values.at(double(values[week]))};
  };
  for (std::size_t from = 0, to = 0; from < values.size(); from = to) {
    const float pixel = std::floor(frame.weeks.at(double(from)));
    while (to < values.size() && std::floor(frame.weeks.at(double(to))) == pixel) ++to;
    const auto [low, high] = std::minmax_element(values.begin() + std::ptrdiff_t(from),
                                                 values.begin() + std::ptrdiff_t(to));
    const auto a = std::size_t(std::min(low, high) - values.begin());
    const auto b = std::size_t(std::max(low, high) - values.begin());
    out.push_back(at(a));
    if (b != a) out.push_back(at(b));
  }
  return out;
}

// Each run once, whatever the number of its lines; moved apart where names would touch.
void draw_tags(Canvas& canvas, const Look& look, const ChartFrame& frame,
               std::span<const RunStroke> runs) {
  std::vector<const RunStroke*> named;
  std::vector<float> heights;
  for (const RunStroke& run : runs) {
    const auto same = [&](const RunStroke* other) { return other->label == run.label; };
    if (run.label.empty() || run.values.empty() || std::any_of(named.begin(), named.end(), same))
      continue;
    named.push_back(&run);
    heights.push_back(frame.values.at(double(run.values.back())));
  }
  const float line = canvas.text_size("0", Face::small).y;
  heights = spread_labels(std::move(heights), line + look.px(1),
                          frame.plot.low.y + line + look.px(3), frame.plot.high.y + look.px(3));
  for (std::size_t k = 0; k < named.size(); ++k)
    draw_name_tag(canvas, look, frame, heights[k], named[k]->label, named[k]->colour);
}

// A row for each run, drawn where it is there; those that come first lie lowest, so that rows and
// the share of runs on the axis rise together.
void draw_yes_rows(Canvas& canvas, const Look& look, const ChartFrame& frame,
                   std::span<const RunStroke> runs, const std::vector<std::size_t>& rows) {
  const float step = frame.plot.height() / float(std::max<std::size_t>(rows.size(), 1));
  for (std::size_t k = 0; k < rows.size(); ++k) {
    const RunStroke& run = runs[rows[k]];
    const float y = frame.plot.high.y - (float(k) + 0.5f) * step;
    const float width =
        run.label.empty() ? std::clamp(step * 0.6f, look.px(1), look.px(4)) : look.px(3);
    for (std::size_t from = 0, to = 0; from < run.values.size(); from = to + 1) {
      for (to = from; to < run.values.size() && run.values[to] == run.values[from]; ++to) continue;
      --to;
      if (run.values[from] == 1.0f)
        canvas.line({frame.weeks.at(double(from)), y}, {frame.weeks.at(double(to) + 1.0), y},
                    run.label.empty() ? fade(run.colour, 0.6f) : run.colour, width);
    }
  }
}

}  // namespace

void draw_name_tag(Canvas& canvas, const Look& look, const ChartFrame& frame, float y,
                   const std::string& words, ImU32 colour) {
  const ImVec2 size = canvas.text_size(words, Face::small);
  const float left = std::max(frame.plot.low.x, frame.plot.high.x - size.x - look.px(5));
  const float top =
      std::clamp(y - size.y - look.px(3), frame.plot.low.y, frame.plot.high.y - size.y);
  canvas.rect({{left - look.px(2), top}, {left + size.x + look.px(2), top + size.y}},
              fade(look.colours().panel, 0.85f), look.px(2));
  canvas.text({left, top}, colour, words, Face::small);
}

// Lines from 0 to 1 and back would be a barcode.
std::vector<std::size_t> rows_of_yes(std::span<const std::span<const float>> runs) {
  bool any = false;
  for (const auto& run : runs)
    for (const float value : run) {
      if (value != 0.0f && value != 1.0f) return {};
      any = any || value == 1.0f;
    }
  if (!any) return {};
  std::vector<std::size_t> out(runs.size());
  std::iota(out.begin(), out.end(), std::size_t{0});
  const auto first = [&](std::size_t k) {
    return std::find(runs[k].begin(), runs[k].end(), 1.0f) - runs[k].begin();
  };
  std::stable_sort(out.begin(), out.end(),
                   [&](std::size_t a, std::size_t b) { return first(a) < first(b); });
  return out;
}

void draw_runs(Canvas& canvas, const Look& look, const ChartFrame& frame,
               std::span<const RunStroke> runs) {
  canvas.begin("runs", "single runs");
  canvas.clip({{frame.plot.low.x, frame.plot.low.y - look.px(2)},
               {frame.plot.high.x, frame.plot.high.y + look.px(2)}});
  std::vector<std::span<const float>> values;
  for (const RunStroke& run : runs) values.push_back(run.values);
  if (const auto rows = rows_of_yes(values); !rows.empty()) {
    draw_yes_rows(canvas, look, frame, runs, rows);
    canvas.unclip();
    canvas.end();
    return;
  }
  for (const RunStroke& run : runs)
    if (run.label.empty())
      canvas.polyline(line_points(frame, run.values), fade(run.colour, 0.38f), look.px(1));
  for (const RunStroke& run : runs) {
    if (run.label.empty()) continue;
    const std::vector<ImVec2> points = line_points(frame, run.values);
    canvas.polyline(points, look.colours().panel, look.px(4.2f));
    canvas.polyline(points, run.colour, look.px(1.8f));
  }
  canvas.unclip();
  draw_tags(canvas, look, frame, runs);
  canvas.end();
}

}  // namespace palabre::ui
