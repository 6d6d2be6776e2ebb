#include <algorithm>
#include <cmath>

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

void draw_runs(Canvas& canvas, const Look& look, const ChartFrame& frame,
               std::span<const RunStroke> runs) {
  canvas.begin("runs", "single runs");
  canvas.clip({{frame.plot.low.x, frame.plot.low.y - look.px(2)},
               {frame.plot.high.x, frame.plot.high.y + look.px(2)}});
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
