#include <algorithm>
#include <cmath>

#include "ui/base/words.hpp"
#include "ui/draw/chart.hpp"

namespace palabre::ui {
namespace {

std::string tick_text(double value, const ChartWords& words) {
  if (words.kind != ValueKind::share) return compact(value, words.lang);
  const bool fine = value > 0.0 && std::abs(std::round(100 * value) - 100 * value) > 1e-6;
  return fine ? number(100 * value, words.lang, 2) + " %" : percent(value, words.lang);
}

}  // namespace

double nice_top(double value) {
  if (!(value > 0.0)) return 1.0;
  const double unit = std::pow(10.0, std::floor(std::log10(value)));
  for (double factor : {1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0})
    if (value <= factor * unit * (1 + 1e-9)) return factor * unit;
  return 10.0 * unit;
}

double nice_step(double top) {
  const double unit = std::pow(10.0, std::floor(std::log10(top)));
  for (double step : {0.2, 0.25, 0.5, 1.0, 2.0, 2.5, 5.0})
    if (top / (step * unit) <= 4.01) return step * unit;
  return top / 2.0;
}

ChartFrame chart_frame(const Canvas& canvas, const Look& look, const Rect& outer,
                       const ChartWords& words, int weeks, double top, float label_width) {
  const float line = canvas.text_size("0", Face::small).y;
  const float head = canvas.text_size("0", Face::bold).y + look.px(6);
  float numbers = 0.0f;
  for (double v = 0.0; v <= top * 1.001; v += nice_step(top))
    numbers = std::max(numbers, canvas.text_size(tick_text(v, words), Face::small).x);
  ChartFrame frame;
  frame.outer = outer;
  frame.plot = {{outer.low.x + numbers + look.px(6), outer.low.y + head + line * 0.5f},
                {outer.high.x - label_width, outer.high.y - line - look.px(5)}};
  frame.plot.high.x = std::max(frame.plot.high.x, frame.plot.low.x + look.px(20));
  frame.plot.high.y = std::max(frame.plot.high.y, frame.plot.low.y + look.px(20));
  frame.weeks = {0.0, double(std::max(weeks - 1, 1)), frame.plot.low.x, frame.plot.high.x};
  frame.values = {0.0, top, frame.plot.high.y, frame.plot.low.y};
  return frame;
}

void draw_axes(Canvas& canvas, const Look& look, const ChartFrame& frame, const ChartWords& words,
               std::chrono::sys_days start) {
  const Palette& p = look.colours();
  const Rect& plot = frame.plot;
  const bool fits = canvas.text_size(words.title, Face::bold).x <= frame.outer.width();
  canvas.text(frame.outer.low, p.text, words.title, fits ? Face::bold : Face::small);
  const float line = canvas.text_size("0", Face::small).y;
  const double top = frame.values.high;
  for (double v = 0.0; v <= top * 1.001; v += nice_step(top)) {
    const float y = frame.values.at(v);
    canvas.line({plot.low.x, y}, {plot.high.x, y}, fade(p.edge, v == 0.0 ? 1.0f : 0.55f), 1.0f);
    canvas.text({plot.low.x - look.px(5), y - line * 0.5f}, p.dim, tick_text(v, words), Face::small,
                Align::right);
  }
  const std::chrono::year first = std::chrono::year_month_day{start}.year();
  float last_right = plot.low.x - look.px(30);
  for (int k = 1; k <= 24; ++k) {
    const std::chrono::sys_days day{(first + std::chrono::years(k)) / 1 / 1};
    const double week = double((day - start).count()) / 7.0;
    if (week > frame.weeks.high) break;
    const float x = frame.weeks.at(week);
    const std::string year = fmt::format("{}", int(first) + k);
    const float half = canvas.text_size(year, Face::small).x / 2;
    canvas.line({x, plot.high.y}, {x, plot.high.y + look.px(4)}, p.faint, 1.0f);
    if (x - half < last_right + look.px(6) || x + half > frame.outer.high.x) continue;
    canvas.text({x, plot.high.y + look.px(4)}, p.dim, year, Face::small, Align::centre);
    last_right = x + half;
  }
}

void draw_week_line(Canvas& canvas, const Look& look, const ChartFrame& frame, int week,
                    ImU32 colour) {
  const float x = frame.weeks.at(std::clamp(double(week), 0.0, frame.weeks.high));
  canvas.line({x, frame.plot.low.y}, {x, frame.plot.high.y}, colour, look.px(1));
}

std::vector<float> spread_labels(std::vector<float> wanted, float gap, float low, float high) {
  std::vector<std::size_t> order(wanted.size());
  for (std::size_t k = 0; k < order.size(); ++k) order[k] = k;
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return wanted[a] < wanted[b]; });
  float floor = low;
  for (std::size_t k : order) {
    wanted[k] = std::max(wanted[k], floor);
    floor = wanted[k] + gap;
  }
  float ceiling = high;
  for (std::size_t k = order.size(); k-- > 0;) {
    wanted[order[k]] = std::min(wanted[order[k]], ceiling);
    ceiling = wanted[order[k]] - gap;
  }
  return wanted;
}

float label_room(const Canvas& canvas, std::span<const std::string> labels) {
  float room = 0.0f;
  for (const std::string& words : labels)
    room = std::max(room, canvas.text_size(words, Face::small).x);
  return room > 0.0f ? room + canvas.text_size("0", Face::small).x : 0.0f;
}

}  // namespace palabre::ui
