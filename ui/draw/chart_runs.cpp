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
  for (const RunStroke& run : runs)
    if (!run.label.empty() && !run.values.empty())
      draw_name_tag(canvas, look, frame, frame.values.at(double(run.values.back())), run.label,
                    run.colour);
  canvas.end();
}

}  // namespace palabre::ui
