// The case against what was observed: how far off it is beside three benchmarks that know the past
// alone.

#include <algorithm>
#include <cmath>

#include "sim/score/score_report.hpp"
#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
#include "ui/draw/chart_analyse.hpp"

namespace palabre::ui {
namespace {

/// The rows of the picture: figures of one series and place together. None where nothing was
/// scored.
std::vector<const GroupScore*> rows_of(const AnalysisPaint& paint) {
  std::vector<const GroupScore*> out;
  if (!paint.answer.score) return out;
  for (const GroupScore& group : paint.answer.score->by_place)
    if (group.has_benchmark()) out.push_back(&group);
  return out;
}

std::vector<std::string> score_labels(const AnalysisPaint& paint) {
  std::vector<std::string> out;
  for (const GroupScore* group : rows_of(paint)) out.push_back(group_name(*group, paint.lang));
  return out;
}

/// The model's score over that of a benchmark; nothing without one, and where either is exactly 0.
std::optional<double> ratio_to(const GroupScore& group, Benchmark benchmark) {
  const auto& marks = group.benchmarks[std::size_t(benchmark)];
  if (!marks || !(marks->crps > 0.0) || !(group.model.crps > 0.0)) return std::nullopt;
  return group.model.crps / marks->crps;
}

/// Ratios from 1/most to most, 1 in the middle.
struct RatioAxis {
  double most;
  float from, to;
  float at(double x) const {
    const double place = 0.5 + 0.5 * std::log(std::clamp(x, 1.0 / most, most)) / std::log(most);
    return from + (to - from) * float(place);
  }
};

/// The least power of two that all ratios fit in, at most 64.
double most_of(const AnalysisPaint& paint) {
  double most = 2.0;
  for (const GroupScore* group : rows_of(paint))
    for (std::size_t b = 0; b < kBenchmarkCount; ++b)
      if (const auto r = ratio_to(*group, Benchmark(b))) most = std::max({most, *r, 1.0 / *r});
  return std::min(std::exp2(std::ceil(std::log2(most))), 64.0);
}

std::string held_words(const GroupScore& group, Lang lang) {
  return say(lang, TextId::ui_an_score_held, whole(std::int64_t(group.in_50), lang),
             whole(std::int64_t(group.in_90), lang), whole(std::int64_t(group.figures), lang));
}

std::string sum_words(const AnalysisPaint& paint) {
  if (!paint.answer.score) return std::string(text(TextId::ui_an_score_none, paint.lang));
  const auto rows = rows_of(paint);
  const auto worse =
      std::count_if(rows.begin(), rows.end(), [](const GroupScore* g) { return g->is_worse(); });
  return say(paint.lang, TextId::ui_an_score_sum, whole(std::int64_t(worse), paint.lang),
             whole(std::int64_t(rows.size()), paint.lang));
}

std::string score_tip(const GroupScore& group, Lang lang) {
  std::string out = group_name(group, lang) + "\n" +
                    say(lang, TextId::ui_an_score_model, number(group.model.crps, lang, 3));
  for (std::size_t b = 0; b < kBenchmarkCount; ++b)
    if (const auto& marks = group.benchmarks[b])
      out += "\n" + say(lang, TextId::label_value, text(label_of(Benchmark(b)), lang),
                        number(marks->crps, lang, 3));
  return out + "\n" + held_words(group, lang);
}

constexpr float kRowLines = 2.6f, kHeadLines = 3.4f;

/// Each benchmark has a shape of its own: colours alone do not tell them apart.
void draw_mark(Canvas& canvas, const Palette& p, Benchmark benchmark, ImVec2 at, float size) {
  switch (benchmark) {
    case Benchmark::persistence:
      return canvas.rect({{at.x - size, at.y - size}, {at.x + size, at.y + size}}, p.accent);
    case Benchmark::trend:
      return canvas.circle(at, size * 1.15f, p.changed);
    case Benchmark::mean:
      for (const float slope : {-1.0f, 1.0f})
        canvas.line({at.x - size, at.y - size * slope}, {at.x + size, at.y + size * slope}, p.text,
                    2.0f);
  }
}

/// What the marks stand for, in a line.
void draw_key(Canvas& canvas, const AnalysisPaint& paint, ImVec2 at) {
  const Palette& p = paint.look.colours();
  const float line = small_line(canvas);
  for (std::size_t b = 0; b < kBenchmarkCount; ++b) {
    const std::string words =
        say(paint.lang, TextId::ui_an_score_over, text(label_of(Benchmark(b)), paint.lang));
    draw_mark(canvas, p, Benchmark(b), {at.x + line * 0.4f, at.y + line * 0.55f}, line * 0.28f);
    canvas.text({at.x + line, at.y}, p.dim, words, Face::small);
    at.x += canvas.text_size(words, Face::small).x + line * 2.2f;
  }
}

/// "×4", "×1/4"
std::string tick_words(double ratio, Lang lang) {
  return ratio < 0.75 ? "×1/" + number(1.0 / ratio, lang, 2) : "×" + number(ratio, lang, 2);
}

void draw_ticks(Canvas& canvas, const AnalysisPaint& paint, const RatioAxis& axis, float top,
                float bottom) {
  const Palette& p = paint.look.colours();
  const float line = small_line(canvas);
  for (double tick = 1.0 / axis.most; tick <= axis.most * 1.001; tick *= 2.0) {
    const bool is_even = std::abs(tick - 1.0) < 1e-9;
    canvas.line({axis.at(tick), top - line * 0.2f}, {axis.at(tick), bottom},
                is_even ? p.dim : p.track, is_even ? 1.5f : 1.0f);
    canvas.text({axis.at(tick), top - line * 1.3f}, p.dim, tick_words(tick, paint.lang),
                Face::small, Align::centre);
  }
}

}  // namespace

float score_height(const Canvas& canvas, const AnalysisPaint& paint, float width) {
  const float line = small_line(canvas);
  const auto labels = score_labels(paint);
  const RowsFrame frame = rows_frame(canvas, {{0, 0}, {width, 1e6f}}, labels, kRowLines * line);
  return lines_height(canvas, sum_words(paint), width, Face::small) + line * (kHeadLines + 1.0f) +
         frame.row * float(labels.size());
}

Hits draw_score(Canvas& canvas, const AnalysisPaint& paint, const Rect& box) {
  const Palette& p = paint.look.colours();
  const float line = small_line(canvas);
  const auto rows = rows_of(paint);
  const auto labels = score_labels(paint);
  float y = draw_lines(canvas, box.low, p.text, sum_words(paint), box.width(), Face::small);
  draw_key(canvas, paint, {box.low.x, y + line * 0.4f});
  y += line * kHeadLines;
  const RowsFrame frame = rows_frame(canvas, {{box.low.x, y}, box.high}, labels, kRowLines * line);
  const RatioAxis axis{most_of(paint), frame.plot.low.x + line, frame.plot.high.x - line};
  draw_ticks(canvas, paint, axis, y, frame.top(frame.shown));
  Hits hits;
  for (std::size_t k = 0; k < frame.shown; ++k) {
    const GroupScore& group = *rows[k];
    draw_row_label(canvas, frame, k, labels[k], group.is_worse() ? p.changed : p.text);
    for (std::size_t b = 0; b < kBenchmarkCount; ++b)
      if (const auto r = ratio_to(group, Benchmark(b)))
        draw_mark(canvas, p, Benchmark(b), {axis.at(*r), frame.bars(k) + line * 0.6f},
                  line * 0.28f);
    canvas.text({frame.plot.low.x, frame.bars(k) + line * 1.15f}, p.dim,
                held_words(group, paint.lang), Face::small);
    hits.push_back({fmt::format("score.{}", k),
                    {{box.low.x, frame.top(k)}, {box.high.x, frame.top(k) + frame.row}},
                    labels[k],
                    score_tip(group, paint.lang)});
  }
  return hits;
}

}  // namespace palabre::ui
