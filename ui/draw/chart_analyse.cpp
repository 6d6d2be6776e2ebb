// Tornado, Sobol, variance: the pictures of the view Analyse in rows.

#include "ui/draw/chart_analyse.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
#include "ui/draw/chart.hpp"

namespace palabre::ui {
namespace {

// A bar from zero: filled, or its outline.
void draw_bar(Canvas& canvas, const Rect& bar, ImU32 colour, bool filled) {
  const Rect r{{std::min(bar.low.x, bar.high.x), bar.low.y},
               {std::max(bar.low.x, bar.high.x), bar.high.y}};
  if (r.width() < 0.5f) return;
  canvas.rect(r, filled ? colour : fade(colour, 0.25f));
  const std::array<ImVec2, 4> edge{ImVec2{r.low.x, r.low.y}, ImVec2{r.high.x, r.low.y},
                                   ImVec2{r.high.x, r.high.y}, ImVec2{r.low.x, r.high.y}};
  if (!filled) canvas.polyline(edge, colour, 1.2f, true);
}

void draw_whisker(Canvas& canvas, float from, float to, float y, float half, ImU32 colour) {
  if (to - from < 1.0f) return;
  canvas.line({from, y}, {to, y}, colour, 1.2f);
  canvas.line({from, y - half}, {from, y + half}, colour, 1.2f);
  canvas.line({to, y - half}, {to, y + half}, colour, 1.2f);
}

// A square of a colour with its words; returns where the next may begin.
float draw_key(Canvas& canvas, const Look& look, ImVec2 at, ImU32 colour, bool filled,
               std::string_view words) {
  const float side = small_line(canvas) * 0.8f;
  draw_bar(canvas, {{at.x, at.y + side * 0.2f}, {at.x + side, at.y + side * 1.2f}}, colour, filled);
  canvas.text({at.x + side * 1.5f, at.y}, look.colours().dim, words, Face::small);
  return at.x + side * 1.5f + canvas.text_size(words, Face::small).x + side * 1.6f;
}

struct LegendKey {
  ImU32 colour;
  bool filled;
  std::string_view words;
};
// Keys beside each other, on more lines where there is no room; returns their end.
float draw_keys(Canvas* canvas, const Canvas& measure, const Look& look, ImVec2 at, float width,
                std::span<const LegendKey> keys) {
  const float line = small_line(measure) * 1.4f, left = at.x;
  for (const LegendKey& key : keys) {
    const float side = small_line(measure) * 0.8f;
    const float wide = side * 1.5f + measure.text_size(key.words, Face::small).x;
    if (at.x > left && at.x + wide > left + width) at = {left, at.y + line};
    if (canvas) draw_key(*canvas, look, at, key.colour, key.filled, key.words);
    at.x += wide + side * 1.6f;
  }
  return at.y + line;
}

std::array<LegendKey, 2> tornado_keys(const AnalysisPaint& paint) {
  const Palette& p = paint.look.colours();
  return {LegendKey{p.changed, false, text(TextId::ui_an_low_end, paint.lang)},
          LegendKey{p.accent, true, text(TextId::ui_an_high_end, paint.lang)}};
}

std::vector<const Swing*> moving(const AnalysisAnswer& answer) {
  std::vector<const Swing*> out;
  for (const Swing& swing : answer.swings)
    if (swing.is_run && !swing.is_idle()) out.push_back(&swing);
  return out;
}

std::vector<std::string> labels_of(const std::vector<const Swing*>& swings, Lang lang) {
  std::vector<std::string> out;
  for (const Swing* s : swings) out.emplace_back(s->spec->label.in(lang));
  return out;
}

std::string swing_tip(const Swing& s, Unit unit, Lang lang) {
  std::string out(s.spec->label.in(lang));
  for (const auto& [end, value] : {std::pair{s.low, s.spec->low}, std::pair{s.high, s.spec->high}})
    out += "\n" + (end ? say(lang, TextId::ui_an_at, change_words(end->value, *end, unit, lang),
                             number(value, lang)) +
                             " [" + change_interval(*end, unit, lang) + "]"
                       : std::string(text(TextId::an_undefined, lang)));
  return out + "\n" + std::string(text(TextId::ui_an_click_slider, lang));
}

struct TornadoAxis {
  Axis axis;
  float bar;
};

// An end of a range at which the case stands: the same runs, and no bar.
bool is_already_at(const AnalysisPaint& paint, const ParamSpec& spec, double end) {
  return paint.answer.question->scenario.params.*spec.field == end;
}

// Room for words at both ends, where bars go that way.
TornadoAxis tornado_axis(const Canvas& canvas, const AnalysisPaint& paint, const RowsFrame& frame,
                         const std::vector<const Swing*>& swings) {
  const Unit unit = paint.answer.question->target.unit();
  double low = 0.0, high = 0.0;
  float words = 0.0f;
  for (const Swing* s : swings)
    for (const auto& [end, at] :
         {std::pair{s->low, s->spec->low}, std::pair{s->high, s->spec->high}})
      if (end && !is_already_at(paint, *s->spec, at)) {
        low = std::min(low, end->low);
        high = std::max(high, end->high);
        const std::string said =
            say(paint.lang, TextId::ui_an_at, change_words(end->value, *end, unit, paint.lang),
                number(at, paint.lang, 3));
        words = std::max(words, canvas.text_size(said, Face::small).x);
      }
  if (!(high > low)) high = low + 1.0;
  const float room = words + frame.line * 0.5f;
  const Axis axis{low, high, frame.plot.low.x + (low < 0.0 ? room : 0.0f),
                  frame.plot.high.x - (high > 0.0 ? room : 0.0f)};
  return {axis, small_line(canvas)};
}

void draw_swing_end(Canvas& canvas, const AnalysisPaint& paint, const TornadoAxis& on, float y,
                    const std::optional<Estimate>& e, const ParamSpec& spec, bool is_high) {
  const double at = is_high ? spec.high : spec.low;
  const Palette& p = paint.look.colours();
  const Unit unit = paint.answer.question->target.unit();
  const float zero = on.axis.at(0.0);
  if (!e) {
    canvas.text({zero + 4, y}, p.faint, text(TextId::an_undefined, paint.lang), Face::small);
    return;
  }
  if (is_already_at(paint, spec, at)) {
    canvas.text({zero + on.bar * 0.3f, y}, p.dim,
                say(paint.lang, TextId::ui_an_already, number(at, paint.lang, 3)), Face::small);
    return;
  }
  const bool sure = e->excludes_zero();
  const ImU32 colour = is_high ? p.accent : p.changed;
  const Rect bar{{zero, y + on.bar * 0.15f}, {on.axis.at(e->value), y + on.bar * 0.85f}};
  draw_bar(canvas, bar, sure ? colour : fade(colour, 0.6f), is_high);
  draw_whisker(canvas, on.axis.at(e->low), on.axis.at(e->high), y + on.bar / 2, on.bar * 0.2f,
               p.text);
  const std::string said =
      e->value == 0.0 && e->basis != Basis::spread
          ? std::string(text(TextId::ui_an_no_effect, paint.lang))
          : say(paint.lang, TextId::ui_an_at, change_words(e->value, *e, unit, paint.lang),
                number(at, paint.lang, 3));
  const bool right = e->value >= 0.0;
  const float gap = on.bar * 0.3f;
  const float x =
      right ? on.axis.at(std::max(e->high, 0.0)) + gap : on.axis.at(std::min(e->low, 0.0)) - gap;
  canvas.text({x, y}, sure ? p.text : p.dim, said, Face::small, right ? Align::left : Align::right);
}

}  // namespace

// --- tornado -------------------------------------------------------------------------------------

float tornado_height(const Canvas& canvas, const AnalysisPaint& paint, float width) {
  const auto labels = labels_of(moving(paint.answer), paint.lang);
  const RowsFrame frame =
      rows_frame(canvas, {{0, 0}, {width, 1e6f}}, labels, 2.1f * small_line(canvas));
  const float keys = draw_keys(nullptr, canvas, paint.look, {0, 0}, width, tornado_keys(paint));
  const std::string idle = idle_words(paint);
  return keys + frame.row * float(labels.size()) +
         (idle.empty() ? 0.0f : lines_height(canvas, idle, width, Face::small)) + frame.line;
}

Hits draw_tornado(Canvas& canvas, const AnalysisPaint& paint, const Rect& box) {
  const Palette& p = paint.look.colours();
  const auto swings = moving(paint.answer);
  const float top =
      draw_keys(&canvas, canvas, paint.look, box.low, box.width(), tornado_keys(paint));
  const float foot = lines_height(canvas, "x", box.width(), Face::small) * 1.4f;
  const RowsFrame frame = rows_frame(canvas, {{box.low.x, top}, {box.high.x, box.high.y - foot}},
                                     labels_of(swings, paint.lang), 2.1f * small_line(canvas));
  if (swings.empty()) return {};
  const TornadoAxis on = tornado_axis(canvas, paint, frame, swings);
  const float zero = on.axis.at(0.0);
  Hits hits;
  for (std::size_t k = 0; k < frame.shown; ++k) {
    const Swing& s = *swings[k];
    const std::string id = "tornado." + std::string(s.spec->key);
    const Rect row{{box.low.x, frame.top(k)}, {box.high.x, frame.top(k) + frame.row}};
    if (paint.hot == id) canvas.rect(row, p.hover);
    draw_row_label(canvas, frame, k, std::string(s.spec->label.in(paint.lang)),
                   s.tells() ? p.text : p.dim);
    draw_swing_end(canvas, paint, on, frame.bars(k), s.low, *s.spec, false);
    draw_swing_end(canvas, paint, on, frame.bars(k) + on.bar * 1.05f, s.high, *s.spec, true);
    hits.push_back({id, row, std::string(s.spec->key),
                    swing_tip(s, paint.answer.question->target.unit(), paint.lang)});
  }
  canvas.line({zero, top}, {zero, frame.top(frame.shown)}, p.faint, 1.0f);
  const std::size_t rest = swings.size() - frame.shown;
  draw_lines(canvas, {box.low.x, frame.top(frame.shown) + frame.line * 0.2f}, p.dim,
             rest > 0 ? say(paint.lang, TextId::ui_an_untold, rest) : idle_words(paint),
             box.width(), Face::small);
  return hits;
}

// --- Sobol and variance --------------------------------------------------------------------------

namespace {

// Assumptions, chance, and what only both make, side by side; each says its share where it fits.
void draw_split(Canvas& canvas, const AnalysisPaint& paint, const Rect& track,
                const VarianceSplit& split) {
  const Palette& p = paint.look.colours();
  const std::array<std::pair<double, ImU32>, 3> parts{std::pair{split.assumptions, p.accent},
                                                      std::pair{split.chance, p.changed},
                                                      std::pair{split.together, p.track}};
  float x = track.low.x;
  for (std::size_t k = 0; k < parts.size(); ++k) {
    const double share = parts[k].first / split.total();
    const float wide = float(share) * track.width();
    canvas.rect({{x, track.low.y}, {x + wide, track.high.y}}, parts[k].second);
    const std::string words = percent(share, paint.lang);
    if (canvas.text_size(words, Face::small).x + 6 < wide) {
      const ImU32 ink = contrast(parts[k].second, p.on_accent) > contrast(parts[k].second, p.text)
                            ? p.on_accent
                            : p.text;
      canvas.text({x + wide / 2, (track.low.y + track.high.y - small_line(canvas)) / 2}, ink, words,
                  Face::small, Align::centre);
    }
    x += wide;
  }
}

std::array<LegendKey, 3> split_keys(const AnalysisPaint& paint) {
  const Palette& p = paint.look.colours();
  return {LegendKey{p.accent, true, text(TextId::ui_an_by_assumptions, paint.lang)},
          LegendKey{p.changed, true, text(TextId::ui_an_by_chance, paint.lang)},
          LegendKey{p.track, true, text(TextId::ui_an_by_both, paint.lang)}};
}

std::array<LegendKey, 2> sobol_keys(const AnalysisPaint& paint) {
  const Palette& p = paint.look.colours();
  return {LegendKey{p.accent, true, text(TextId::ui_an_sobol_first, paint.lang)},
          LegendKey{p.changed, false, text(TextId::ui_an_sobol_total, paint.lang)}};
}

std::vector<std::string> sobol_labels(const AnalysisPaint& paint) {
  std::vector<std::string> out;
  for (const SobolFactor& f : paint.answer.sobol.factors)
    out.emplace_back(factor_label(f.id, paint.lang));
  return out;
}

std::string share_interval(const Estimate& e, Lang lang) {
  if (e.low == e.high) return percent(e.value, lang);
  return fmt::format("{} [{}]", percent(e.value, lang),
                     say(lang, TextId::ui_between, percent(e.low, lang), percent(e.high, lang)));
}

float draw_one_run(Canvas& canvas, const AnalysisPaint& paint, const Rect& box) {
  const auto& split = paint.answer.sobol.split;
  const float line = small_line(canvas);
  if (!split) return box.low.y;
  canvas.text(box.low, paint.look.colours().text, text(TextId::ui_an_one_run, paint.lang));
  const float y = box.low.y + line * 1.6f;
  draw_split(canvas, paint, {{box.low.x, y}, {box.high.x, y + line * 1.5f}}, *split);
  return draw_keys(&canvas, canvas, paint.look, {box.low.x, y + line * 1.8f}, box.width(),
                   split_keys(paint)) +
         line * 0.8f;
}

}  // namespace

float sobol_height(const Canvas& canvas, const AnalysisPaint& paint, float width) {
  const auto labels = sobol_labels(paint);
  const RowsFrame frame =
      rows_frame(canvas, {{0, 0}, {width, 1e6f}}, labels, 2.1f * small_line(canvas));
  const float keys = draw_keys(nullptr, canvas, paint.look, {0, 0}, width, split_keys(paint)) +
                     draw_keys(nullptr, canvas, paint.look, {0, 0}, width, sobol_keys(paint));
  return keys + small_line(canvas) * 6.0f + frame.row * float(labels.size()) + frame.line;
}

Hits draw_sobol(Canvas& canvas, const AnalysisPaint& paint, const Rect& box) {
  const Palette& p = paint.look.colours();
  const float line = small_line(canvas);
  const float below = draw_one_run(canvas, paint, box);
  canvas.text({box.low.x, below}, p.text, text(TextId::ui_an_sobol_axis, paint.lang));
  const float top = draw_keys(&canvas, canvas, paint.look, {box.low.x, below + line * 1.6f},
                              box.width(), sobol_keys(paint));
  const RowsFrame frame =
      rows_frame(canvas, {{box.low.x, top}, box.high}, sobol_labels(paint), 2.1f * line);
  const float words = canvas.text_size("100 % [100 % – 100 %]", Face::small).x + line;
  const Axis axis{0.0, 1.0, frame.plot.low.x,
                  std::max(frame.plot.low.x + line, frame.plot.high.x - words)};
  Hits hits;
  for (std::size_t k = 0; k < frame.shown; ++k) {
    const SobolFactor& f = paint.answer.sobol.factors[k];
    const std::string id = "sobol." + f.id;
    const Rect row{{box.low.x, frame.top(k)}, {box.high.x, frame.top(k) + frame.row}};
    if (paint.hot == id) canvas.rect(row, p.hover);
    const std::string label(factor_label(f.id, paint.lang));
    draw_row_label(canvas, frame, k, label, p.text);
    float y = frame.bars(k);
    for (const bool first : {true, false}) {
      const Estimate& e = first ? f.index.first : f.index.total;
      const auto at = [&](double v) { return axis.at(std::clamp(v, 0.0, 1.0)); };
      draw_bar(canvas, {{axis.from, y + line * 0.15f}, {at(e.value), y + line * 0.85f}},
               first ? p.accent : p.changed, first);
      draw_whisker(canvas, at(e.low), at(e.high), y + line / 2, line * 0.2f, p.text);
      canvas.text({at(std::max(e.high, e.value)) + line * 0.4f, y}, p.text,
                  share_interval(e, paint.lang), Face::small);
      y += line * 1.05f;
    }
    hits.push_back(
        {id, row, f.id,
         label + "\n" +
             say(paint.lang, TextId::label_value, text(TextId::ui_an_sobol_first, paint.lang),
                 share_interval(f.index.first, paint.lang)) +
             "\n" +
             say(paint.lang, TextId::label_value, text(TextId::ui_an_sobol_total, paint.lang),
                 share_interval(f.index.total, paint.lang))});
  }
  return hits;
}

namespace {

std::vector<std::string> variance_labels(const AnalysisPaint& paint) {
  std::vector<std::string> out;
  for (const VarianceDecomposition& l : paint.answer.variance)
    out.push_back(target_name(l.target, paint.lang));
  return out;
}

std::string deviation_words(double sd, Unit unit, Lang lang) {
  if (in_hundredths(unit)) return number(100.0 * sd, lang, 3) + "\u00a0%";
  return number(sd, lang, 3);
}

std::string variance_words(const VarianceDecomposition& l, Lang lang) {
  if (!l.split) return std::string(text(TextId::ui_an_variance_none, lang));
  const Unit unit = l.target.unit();
  std::string out =
      say(lang, TextId::ui_an_spread, deviation_words(std::sqrt(l.split->total()), unit, lang));
  if (l.chance_only && l.with_draws)
    out +=
        " · " + say(lang, TextId::ui_an_variance_here, deviation_words(*l.chance_only, unit, lang),
                    deviation_words(*l.with_draws, unit, lang));
  return out;
}

}  // namespace

float variance_height(const Canvas& canvas, const AnalysisPaint& paint, float width) {
  const auto labels = variance_labels(paint);
  const RowsFrame frame =
      rows_frame(canvas, {{0, 0}, {width, 1e6f}}, labels, 2.6f * small_line(canvas));
  return draw_keys(nullptr, canvas, paint.look, {0, 0}, width, split_keys(paint)) +
         frame.row * float(labels.size()) + frame.line;
}

Hits draw_variance(Canvas& canvas, const AnalysisPaint& paint, const Rect& box) {
  const Palette& p = paint.look.colours();
  const float line = small_line(canvas);
  const float top = draw_keys(&canvas, canvas, paint.look, box.low, box.width(), split_keys(paint));
  const RowsFrame frame =
      rows_frame(canvas, {{box.low.x, top}, box.high}, variance_labels(paint), 2.6f * line);
  Hits hits;
  for (std::size_t k = 0; k < frame.shown; ++k) {
    const VarianceDecomposition& l = paint.answer.variance[k];
    const Rect row{{box.low.x, frame.top(k)}, {box.high.x, frame.top(k) + frame.row}};
    const std::string label = target_name(l.target, paint.lang);
    draw_row_label(canvas, frame, k, label, l.split ? p.text : p.dim);
    const float y = frame.bars(k);
    const std::string words = variance_words(l, paint.lang);
    if (l.split)
      draw_split(canvas, paint, {{frame.plot.low.x, y}, {frame.plot.high.x, y + line * 1.3f}},
                 *l.split);
    const bool fits = canvas.text_size(words, Face::small).x <= frame.plot.width();
    canvas.text({frame.plot.low.x, y + (l.split ? line * 1.4f : line * 0.4f)}, p.dim,
                fits ? words : words.substr(0, words.find(" · ")), Face::small);
    hits.push_back({"variance." + std::string(l.target.id()), row, std::string(l.target.id()),
                    label + "\n" + words});
  }
  return hits;
}

}  // namespace palabre::ui
