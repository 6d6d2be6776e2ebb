// Morris: how much each assumption moves the target, and how unevenly.

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
#include "ui/draw/chart.hpp"
#include "ui/draw/chart_analyse.hpp"

namespace palabre::ui {

namespace {

struct Scatter {
  Rect plot;
  Axis x, y;
};

Scatter scatter_of(const Canvas& canvas, const AnalysisPaint& paint, const Rect& box) {
  double right = 0.0, top = 0.0;
  for (const MorrisFactor& f : paint.answer.morris) {
    right = std::max(right, f.effect.size.high);
    top = std::max(top, f.effect.sigma);
  }
  const float line = small_line(canvas);
  const double most = nice_top(std::max(right, 1e-9));
  const double by = in_hundredths(paint.answer.question->target.unit()) ? 100.0 : 1.0;
  // The last number stands under the right end, half of it beyond.
  const float half = canvas.text_size(compact(most * by, paint.lang), Face::small).x / 2;
  const Rect plot{{box.low.x + line * 4.0f, box.low.y + line * 1.6f},
                  {box.high.x - std::max(line, half + 1.0f), box.high.y - line * 3.2f}};
  return {plot,
          {0.0, most, plot.low.x, plot.high.x},
          {0.0, nice_top(std::max(top, 1e-9)), plot.high.y, plot.low.y}};
}

void draw_scatter_axes(Canvas& canvas, const AnalysisPaint& paint, const Scatter& s) {
  const Palette& p = paint.look.colours();
  const Unit unit = paint.answer.question->target.unit();
  const double by = in_hundredths(unit) ? 100.0 : 1.0;
  const float line = small_line(canvas);
  for (double v = 0.0; v <= s.x.high * 1.0001; v += nice_step(s.x.high)) {
    canvas.line({s.x.at(v), s.plot.low.y}, {s.x.at(v), s.plot.high.y}, p.track, 1.0f);
    canvas.text({s.x.at(v), s.plot.high.y + line * 0.3f}, p.dim, compact(v * by, paint.lang),
                Face::small, Align::centre);
  }
  for (double v = 0.0; v <= s.y.high * 1.0001; v += nice_step(s.y.high)) {
    canvas.line({s.plot.low.x, s.y.at(v)}, {s.plot.high.x, s.y.at(v)}, p.track, 1.0f);
    canvas.text({s.plot.low.x - line * 0.4f, s.y.at(v) - line / 2}, p.dim,
                compact(v * by, paint.lang), Face::small, Align::right);
  }
  canvas.text({s.plot.high.x, s.plot.high.y + line * 1.7f}, p.dim,
              say(paint.lang, TextId::ui_an_morris_x, change_unit(unit, paint.lang)), Face::small,
              Align::right);
  canvas.text({s.plot.low.x, s.plot.low.y - line * 1.5f}, p.dim,
              text(TextId::ui_an_morris_y, paint.lang), Face::small);
  const double end = std::min(s.x.high, s.y.high);  // where sigma is as large as mu*
  canvas.line({s.x.at(0.0), s.y.at(0.0)}, {s.x.at(end), s.y.at(end)}, p.faint, 1.0f);
}

bool overlaps(const Rect& a, const Rect& b) {
  return a.low.x < b.high.x && b.low.x < a.high.x && a.low.y < b.high.y && b.low.y < a.high.y;
}

// A name beside its dot where it hits no other; false when there is no such place.
bool draw_name(Canvas& canvas, const AnalysisPaint& paint, ImVec2 dot, const std::string& words,
               const Rect& within, std::vector<Rect>& taken) {
  const ImVec2 size = canvas.text_size(words, Face::small);
  const float gap = size.y * 0.5f;
  // Above or below, not beside: the interval is a line through the dot.
  const float up = dot.y - size.y * 1.4f, down = dot.y + size.y * 0.4f;
  const std::array<ImVec2, 4> places{ImVec2{dot.x + gap / 2, up}, ImVec2{dot.x + gap / 2, down},
                                     ImVec2{dot.x - gap / 2 - size.x, up},
                                     ImVec2{dot.x - gap / 2 - size.x, down}};
  for (const ImVec2& at : places) {
    const Rect r{at, {at.x + size.x, at.y + size.y}};
    const bool inside = r.low.x >= within.low.x && r.high.x <= within.high.x &&
                        r.low.y >= within.low.y && r.high.y <= within.high.y;
    if (!inside || std::any_of(taken.begin(), taken.end(),
                               [&](const Rect& other) { return overlaps(r, other); }))
      continue;
    taken.push_back(r);
    canvas.text(at, paint.look.colours().text, words, Face::small);
    return true;
  }
  return false;
}

}  // namespace

Hits draw_morris(Canvas& canvas, const AnalysisPaint& paint, const Rect& box) {
  constexpr std::size_t kNamed = 12;
  const Palette& p = paint.look.colours();
  const Unit unit = paint.answer.question->target.unit();
  const std::string idle = idle_words(paint);
  const float foot = idle.empty() ? 0.0f : lines_height(canvas, idle, box.width(), Face::small);
  const Scatter s = scatter_of(canvas, paint, {box.low, {box.high.x, box.high.y - foot}});
  if (s.plot.height() < small_line(canvas) * 4) return {};
  draw_scatter_axes(canvas, paint, s);
  Hits hits;
  std::vector<Rect> taken;
  const float radius = small_line(canvas) * 0.32f;
  const std::string above(text(TextId::ui_an_morris_line, paint.lang));
  const ImVec2 above_at{s.plot.low.x + radius * 2, s.plot.low.y + radius};
  const ImVec2 above_size = canvas.text_size(above, Face::small);
  taken.push_back({above_at, {above_at.x + above_size.x, above_at.y + above_size.y}});
  for (const MorrisFactor& f : paint.answer.morris) {
    if (f.effect.count == 0 || f.effect.size.high == 0.0) continue;
    const ImVec2 at{s.x.at(f.effect.size.value), s.y.at(f.effect.sigma)};
    taken.push_back({{at.x - radius, at.y - radius}, {at.x + radius, at.y + radius}});
  }
  std::size_t named = 0;
  for (const MorrisFactor& f : paint.answer.morris) {
    const MorrisEffect& e = f.effect;
    if (e.count == 0 || e.size.high == 0.0) continue;
    const std::string id = "morris." + std::string(f.spec->key);
    const ImVec2 at{s.x.at(e.size.value), s.y.at(e.sigma)};
    const bool leads = named < kNamed;
    if (leads || paint.hot == id)
      canvas.line({s.x.at(e.size.low), at.y}, {s.x.at(e.size.high), at.y}, fade(p.accent, 0.6f),
                  1.2f);
    canvas.circle(at, paint.hot == id ? radius * 1.5f : radius, leads ? p.accent : p.faint);
    const std::string name(f.spec->label.in(paint.lang));
    if (leads) draw_name(canvas, paint, at, name, s.plot, taken);
    ++named;
    hits.push_back(
        {id,
         {{at.x - 2 * radius, at.y - 2 * radius}, {at.x + 2 * radius, at.y + 2 * radius}},
         std::string(f.spec->key),
         name + "\n" +
             say(paint.lang, TextId::ui_an_morris_tip,
                 change_words(e.size.value, e.size, unit, paint.lang),
                 change_words(e.sigma, e.size, unit, paint.lang),
                 change_words(e.mean, e.size, unit, paint.lang)) +
             "\n" + std::string(text(TextId::ui_an_click_slider, paint.lang))});
  }
  canvas.text(above_at, p.faint, above, Face::small);
  if (!idle.empty())
    draw_lines(canvas, {box.low.x, box.high.y - foot}, p.dim, idle, box.width(), Face::small);
  return hits;
}

}  // namespace palabre::ui
