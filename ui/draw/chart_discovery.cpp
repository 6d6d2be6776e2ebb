// Scenario discovery, precision and thresholds: how good a box is, how sure a number.

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
#include "ui/draw/chart.hpp"
#include "ui/draw/chart_analyse.hpp"

namespace palabre::ui {
namespace {

constexpr float kTrajectoryLines = 17.0f;  // height of the trajectory [lines]

// The faces of the box of one assumption, in [0, 1].
struct Band {
  const ParamSpec* spec;
  double low = 0.0, high = 1.0;
  double quasi_p = 0.0;
};
std::vector<Band> bands_of(const AnalysisAnswer& answer) {
  std::vector<Band> out;
  if (!answer.found) return out;
  for (const BoxEdge& edge : answer.found->edges) {
    const ParamSpec* spec = answer.question->params[edge.factor];
    auto band = std::find_if(out.begin(), out.end(), [&](const Band& b) { return b.spec == spec; });
    if (band == out.end()) band = out.insert(out.end(), Band{spec});
    (edge.is_low ? band->low : band->high) = edge.edge;
    band->quasi_p = std::max(band->quasi_p, edge.quasi_p);
  }
  return out;
}

std::vector<std::string> band_labels(const std::vector<Band>& bands, Lang lang) {
  std::vector<std::string> out;
  for (const Band& band : bands) out.emplace_back(band.spec->label.in(lang));
  return out;
}

std::string chance_words(double p, Lang lang) {
  const std::string words = p < 0.001 ? "< " + number(0.001, lang) : number(p, lang, 1);
  return say(lang, TextId::ui_an_box_chance, words);
}

Hits draw_trajectory(Canvas& canvas, const AnalysisPaint& paint, const Rect& box) {
  const Palette& p = paint.look.colours();
  const Discovery& found = *paint.answer.found;
  const float line = small_line(canvas);
  const Rect plot{{box.low.x + line * 3.5f, box.low.y + line * 1.7f},
                  {box.high.x - line * 2.4f, box.high.y - line * 3.2f}};
  const Axis x{0.0, 1.0, plot.low.x, plot.high.x}, y{0.0, 1.0, plot.high.y, plot.low.y};
  for (const double v : {0.0, 0.25, 0.5, 0.75, 1.0}) {
    canvas.line({x.at(v), plot.low.y}, {x.at(v), plot.high.y}, p.track, 1.0f);
    canvas.line({plot.low.x, y.at(v)}, {plot.high.x, y.at(v)}, p.track, 1.0f);
    canvas.text({x.at(v), plot.high.y + line * 0.3f}, p.dim, percent(v, paint.lang), Face::small,
                Align::centre);
    canvas.text({plot.low.x - line * 0.3f, y.at(v) - line / 2}, p.dim, percent(v, paint.lang),
                Face::small, Align::right);
  }
  canvas.text({box.low.x, box.low.y}, p.dim, text(TextId::ui_an_box_density, paint.lang),
              Face::small);
  canvas.text({plot.high.x, plot.high.y + line * 1.7f}, p.dim,
              text(TextId::ui_an_box_coverage, paint.lang), Face::small, Align::right);
  std::vector<ImVec2> points;
  for (const BoxStep& step : found.trajectory)
    points.push_back({x.at(step.figures.coverage), y.at(step.figures.density)});
  canvas.polyline(points, p.faint, 1.2f);
  Hits hits;
  const float radius = line * 0.28f;
  for (std::size_t k = 0; k < points.size(); ++k) {
    const std::string id = fmt::format("step.{}", k);
    const bool chosen = k == found.chosen;
    if (chosen) canvas.circle(points[k], radius * 2.2f, p.changed);
    canvas.circle(points[k], paint.hot == id ? radius * 1.6f : radius, chosen ? p.panel : p.accent);
    const BoxFigures& f = found.trajectory[k].figures;
    hits.push_back({id,
                    {{points[k].x - radius * 1.5f, points[k].y - radius * 1.5f},
                     {points[k].x + radius * 1.5f, points[k].y + radius * 1.5f}},
                    std::to_string(k),
                    say(paint.lang, TextId::ui_an_box_point, k, percent(f.density, paint.lang),
                        percent(f.coverage, paint.lang), percent(f.mass, paint.lang))});
  }
  return hits;
}

void draw_band(Canvas& canvas, const AnalysisPaint& paint, const RowsFrame& frame, std::size_t k,
               const Band& band) {
  const Palette& p = paint.look.colours();
  const float line = small_line(canvas), y = frame.bars(k);
  const Axis axis{0.0, 1.0, frame.plot.low.x, frame.plot.high.x};
  const float middle = y + line * 0.5f, thick = line * 0.22f;
  canvas.rect({{axis.from, middle - thick}, {axis.to, middle + thick}}, p.track, thick);
  canvas.rect(
      {{axis.at(band.low), middle - thick * 1.8f}, {axis.at(band.high), middle + thick * 1.8f}},
      p.accent);
  const double now = plausible_place(*band.spec, paint.draft.params.*band.spec->field);
  canvas.circle({axis.at(std::clamp(now, 0.0, 1.0)), middle}, line * 0.4f, p.text);
  const auto value = [&](double u) {
    return number(plausible_value(*band.spec, u), paint.lang, 3);
  };
  const float below = y + line * 1.15f;
  const std::string chance = chance_words(band.quasi_p, paint.lang);
  canvas.text({axis.from, below}, p.dim,
              say(paint.lang, TextId::ui_between, value(band.low), value(band.high)), Face::small);
  canvas.text({axis.to, below}, p.dim, chance, Face::small, Align::right);
}

}  // namespace

float discovery_height(const Canvas& canvas, const AnalysisPaint& paint, float width) {
  const float line = small_line(canvas);
  if (!paint.answer.found) return line * 3;
  const auto bands = bands_of(paint.answer);
  const RowsFrame frame =
      rows_frame(canvas, {{0, 0}, {width, 1e6f}}, band_labels(bands, paint.lang), 2.3f * line);
  return lines_height(canvas, box_sentence(paint.answer, paint.lang), width, Face::body) +
         line * (kTrajectoryLines + 6.5f) + frame.row * float(bands.size());
}

Hits draw_discovery(Canvas& canvas, const AnalysisPaint& paint, const Rect& box) {
  if (!paint.answer.found) return {};
  const Palette& p = paint.look.colours();
  const float line = small_line(canvas);
  float y = draw_lines(canvas, box.low, p.text, box_sentence(paint.answer, paint.lang), box.width(),
                       Face::body) +
            line;
  const auto bands = bands_of(paint.answer);
  Hits hits;
  if (!bands.empty()) {
    canvas.text({box.low.x, y}, p.text, text(TextId::ui_an_box_edges, paint.lang), Face::bold);
    const Rect rows{{box.low.x, y + line * 1.8f}, {box.high.x, box.high.y}};
    const RowsFrame frame = rows_frame(canvas, rows, band_labels(bands, paint.lang), 2.3f * line);
    for (std::size_t k = 0; k < frame.shown; ++k) {
      const std::string id = "box." + std::string(bands[k].spec->key);
      const Rect row{{box.low.x, frame.top(k)}, {box.high.x, frame.top(k) + frame.row}};
      if (paint.hot == id) canvas.rect(row, p.hover);
      draw_row_label(canvas, frame, k, std::string(bands[k].spec->label.in(paint.lang)), p.text);
      draw_band(canvas, paint, frame, k, bands[k]);
      hits.push_back({id, row, std::string(bands[k].spec->key),
                      std::string(text(TextId::ui_an_click_slider, paint.lang))});
    }
    y = frame.top(frame.shown) + line * 0.6f;
  }
  if (box.high.y - y < line * 9) return hits;
  y = draw_lines(canvas, {box.low.x, y}, p.text,
                 std::string(text(TextId::ui_an_box_trajectory, paint.lang)), box.width(),
                 Face::bold) +
      line * 0.6f;
  const Rect chart{{box.low.x, y}, {box.high.x, std::min(box.high.y, y + line * kTrajectoryLines)}};
  for (ChartHit& hit : draw_trajectory(canvas, paint, chart)) hits.push_back(std::move(hit));
  return hits;
}

// --- precision -----------------------------------------------------------------------------------

namespace {

constexpr double kFewestRuns = 30.0, kMostRuns = 1e6;

// Half the width that an interval has with n runs, by the pilot.
double half_width(const RunsNeeded& needed, bool is_share, double n) {
  constexpr double kZ = 1.959963984540054;  // of the normal distribution at 97.5 %
  if (!is_share)
    return 0.5 * (needed.pilot.high - needed.pilot.low) * std::sqrt(double(needed.pilot_runs) / n);
  const double p = needed.pilot.value, z2 = kZ * kZ;
  return kZ / (1.0 + z2 / n) * std::sqrt(p * (1.0 - p) / n + z2 / (4.0 * n * n));
}

void mark_runs(Canvas& canvas, const AnalysisPaint& paint, const Rect& plot, float x, float y,
               const std::string& words, ImU32 colour, float row) {
  const float line = small_line(canvas);
  canvas.line({x, plot.low.y}, {x, plot.high.y}, fade(colour, 0.6f), 1.2f);
  canvas.circle({x, y}, line * 0.35f, colour);
  const bool left = x + canvas.text_size(words, Face::small).x + line > plot.high.x;
  canvas.text({x + (left ? -line * 0.4f : line * 0.4f), plot.low.y + row * line * 1.2f},
              paint.look.colours().text, words, Face::small, left ? Align::right : Align::left);
}

}  // namespace

Hits draw_precision(Canvas& canvas, const AnalysisPaint& paint, const Rect& box) {
  if (!paint.answer.needed) return {};
  const Palette& p = paint.look.colours();
  const RunsNeeded& needed = *paint.answer.needed;
  const Target& target = paint.answer.question->target;
  const bool is_share = target.kind() == StatisticKind::Share;
  const double by = in_hundredths(target.unit()) ? 100.0 : 1.0;
  const float line = small_line(canvas);
  const auto written = [&](double v) { return compact(v * by, paint.lang); };
  canvas.text(box.low, p.dim, text(TextId::ui_an_prec_curve, paint.lang), Face::small);
  const Rect plot{{box.low.x + line * 4, box.low.y + line * 2},
                  {box.high.x - line, box.high.y - line * 2}};
  if (plot.height() < line * 4) return {};
  const Axis x{std::log(kFewestRuns), std::log(kMostRuns), plot.low.x, plot.high.x};
  const double top = nice_top(half_width(needed, is_share, kFewestRuns));
  const Axis y{0.0, top, plot.high.y, plot.low.y};
  for (double v = 0.0; v <= top * 1.0001; v += nice_step(top)) {
    canvas.line({plot.low.x, y.at(v)}, {plot.high.x, y.at(v)}, p.track, 1.0f);
    canvas.text({plot.low.x - line * 0.4f, y.at(v) - line / 2}, p.dim, "±" + written(v),
                Face::small, Align::right);
  }
  for (double n = 100.0; n <= kMostRuns; n *= 10.0)
    canvas.text({x.at(std::log(n)), plot.high.y + line * 0.4f}, p.dim,
                whole(std::int64_t(n), paint.lang), Face::small,
                n * 10.0 > kMostRuns ? Align::right : Align::centre);
  std::vector<ImVec2> curve;
  constexpr int kPoints = 80;
  for (int k = 0; k <= kPoints; ++k) {
    const double log_n = x.low + (x.high - x.low) * k / kPoints;
    curve.push_back(
        {x.at(log_n), y.at(std::min(top, half_width(needed, is_share, std::exp(log_n))))});
  }
  canvas.polyline(curve, p.accent, 2.0f);
  canvas.line({plot.low.x, y.at(paint.answer.within)}, {plot.high.x, y.at(paint.answer.within)},
              p.changed, 1.2f);
  canvas.text({plot.high.x, y.at(paint.answer.within) - line * 1.15f}, p.changed,
              fmt::format("{} ±{}", text(TextId::ui_an_prec_wanted, paint.lang),
                          written(paint.answer.within)),
              Face::small, Align::right);
  const auto mark = [&](std::int64_t runs, TextId words, ImU32 colour, float row) {
    const double n = std::clamp(double(runs), kFewestRuns, kMostRuns);
    mark_runs(canvas, paint, plot, x.at(std::log(n)),
              y.at(std::min(top, half_width(needed, is_share, n))),
              say(paint.lang, words, whole(runs, paint.lang)), colour, row);
  };
  mark(needed.pilot_runs, TextId::ui_an_prec_have, p.text, 0.0f);
  mark(needed.likely, TextId::ui_an_prec_needed, p.changed, 1.0f);
  return {};
}

// --- thresholds ----------------------------------------------------------------------------------

namespace {

std::vector<std::string> threshold_labels(const AnalysisPaint& paint) {
  std::vector<std::string> out;
  for (const ThresholdFindings& t : paint.answer.thresholds)
    out.push_back(
        fmt::format("{} ({})", t.threshold->label.in(paint.lang), number(t.value, paint.lang)));
  return out;
}

std::string near_words(const ThresholdFindings& t, Lang lang) {
  if (!t.near) return std::string(text(TextId::ui_an_not_reached, lang));
  return say(lang, TextId::ui_an_thr_near, whole(t.near->near, lang),
             whole(t.near->measured, lang));
}

}  // namespace

float thresholds_height(const Canvas& canvas, const AnalysisPaint& paint, float width) {
  const float line = small_line(canvas);
  const auto labels = threshold_labels(paint);
  const RowsFrame frame = rows_frame(canvas, {{0, 0}, {width, 1e6f}}, labels, 3.3f * line);
  return line * 3.5f + frame.row * float(labels.size()) +
         lines_height(canvas, std::string(text(TextId::ui_an_thr_note, paint.lang)), width,
                      Face::small) +
         line;
}

Hits draw_thresholds(Canvas& canvas, const AnalysisPaint& paint, const Rect& box) {
  const Palette& p = paint.look.colours();
  const float line = small_line(canvas);
  const int runs = paint.answer.question->size.replicates;
  const std::string note(text(TextId::ui_an_thr_note, paint.lang));
  canvas.text(box.low, p.dim, say(paint.lang, TextId::ui_an_thr_axis, whole(runs, paint.lang)),
              Face::small);
  const float foot = lines_height(canvas, note, box.width(), Face::small) + line * 0.5f;
  const RowsFrame frame =
      rows_frame(canvas, {{box.low.x, box.low.y + line * 2}, {box.high.x, box.high.y - foot}},
                 threshold_labels(paint), 3.3f * line);
  std::int64_t most = 1;
  for (const ThresholdFindings& t : paint.answer.thresholds)
    most = std::max({most, t.lower.value_or(0), t.higher.value_or(0)});
  const std::string lower(text(TextId::ui_an_moved_down, paint.lang));
  const std::string higher(text(TextId::ui_an_moved_up, paint.lang));
  const float words =
      canvas.text_size("1\u202f000\u202f000  ", Face::small).x +
      std::max(canvas.text_size(lower, Face::small).x, canvas.text_size(higher, Face::small).x);
  const Axis axis{0.0, double(most), frame.plot.low.x,
                  std::max(frame.plot.low.x + line, frame.plot.high.x - words - line)};
  const auto labels = threshold_labels(paint);
  for (std::size_t k = 0; k < frame.shown; ++k) {
    const ThresholdFindings& t = paint.answer.thresholds[k];
    draw_row_label(canvas, frame, k, labels[k], p.text);
    float y = frame.bars(k);
    for (const auto& [count, said, colour] :
         {std::tuple{t.lower, &lower, p.changed}, std::tuple{t.higher, &higher, p.accent}}) {
      const float end = axis.at(double(count.value_or(0)));
      canvas.rect(
          {{axis.from, y + line * 0.2f}, {std::max(end, axis.from + 1.0f), y + line * 0.85f}},
          colour);
      const std::string number_words =
          count ? whole(*count, paint.lang)
                : std::string(text(TextId::ui_an_not_reached, paint.lang));
      canvas.text({end + line * 0.4f, y}, p.text, fmt::format("{}  {}", number_words, *said),
                  Face::small);
      y += line * 1.05f;
    }
    canvas.text({axis.from, y}, p.dim, near_words(t, paint.lang), Face::small);
  }
  draw_lines(canvas, {box.low.x, frame.top(frame.shown) + line * 0.3f}, p.dim, note, box.width(),
             Face::small);
  return {};
}

}  // namespace palabre::ui
