// The chart of several cases: each row a figure on a scale of its own, each case a mark with its
// interval on a line of its own, so that none hides another.

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/answer/grammar.hpp"
#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
#include "ui/compare/tray_parts.hpp"
#include "ui/draw/chart.hpp"
#include "ui/panels/widgets.hpp"

namespace palabre::ui {
namespace {

constexpr float kLane = 0.55f;  // of a line of small text, for each case

std::optional<Estimate> level_of(const Tray& tray, std::size_t k, const Target& figure) {
  const Finding finding = tray.finding(std::max<std::size_t>(k, 1), figure);
  return k == 0 ? finding.without : finding.with;
}

/// From 0 to a round number that holds every interval.
double row_top(const Tray& tray, const Target& figure) {
  double most = 0.0;
  for (std::size_t k = 0; k < tray.cases(); ++k)
    if (const auto e = level_of(tray, k, figure))
      most = std::max({most, e->value, e->has_interval() ? e->high : e->value});
  const bool share = figure.unit() == Unit::ShareOfReplicates;
  const double factor = share ? 100.0 : 1.0;
  return most > 0.0 ? std::min(nice_top(factor * most) / factor, share ? 1.0 : 1e300) : 1.0;
}

std::string end_words(double top, const Target& figure, Lang lang) {
  return number(figure.unit() == Unit::ShareOfReplicates ? 100.0 * top : top, lang);
}

float lane(const Canvas& canvas) { return canvas.text_size("0", Face::small).y * kLane; }

float row_height(const Canvas& canvas, std::size_t cases) {
  const float line = canvas.text_size("0", Face::small).y;
  return std::max(line * 1.2f, lane(canvas) * float(cases)) + line * 0.5f;
}

struct Columns {
  float label, from, to, end;  // widths and pixels
};

Columns columns_of(const Canvas& canvas, const Rect& box, const std::vector<Target>& figures,
                   const Tray& tray, Lang lang) {
  float label = 0.0f, end = 0.0f;
  for (const Target& figure : figures) {
    label = std::max(label, canvas.text_size(tray_figure_name(figure, lang), Face::small).x);
    end = std::max(end,
                   canvas.text_size(end_words(row_top(tray, figure), figure, lang), Face::small).x);
  }
  const float gap = canvas.text_size("0", Face::small).y * 0.6f;
  label = std::min(label, box.width() * 0.45f);
  return {label, box.low.x + label + gap, box.high.x - end - gap, box.high.x};
}

void draw_level(Canvas& canvas, const Look& look, const Axis& axis, float y, std::size_t k,
                const Estimate& e) {
  const ImU32 colour = look.colours().cases[k];
  const float radius = lane(canvas) * 0.48f;
  if (e.has_interval())
    canvas.line({axis.at(e.low), y}, {axis.at(e.high), y}, colour, std::max(1.0f, radius * 0.5f));
  draw_case_sign(canvas, look, k, {axis.at(e.value), y}, radius);
}

}  // namespace

void draw_case_sign(Canvas& canvas, const Look& look, std::size_t k, ImVec2 at, float r) {
  const ImU32 colour = look.colours().cases[k % look.colours().cases.size()];
  const auto filled = [&](std::initializer_list<ImVec2> upper,
                          std::initializer_list<ImVec2> lower) {
    canvas.band(std::span(upper.begin(), upper.size()), std::span(lower.begin(), lower.size()),
                colour);
  };
  const float l = at.x - r, m = at.x, h = at.x + r, t = at.y - r, b = at.y + r;
  switch (k) {
    case 0:
      return canvas.circle(at, r, colour);
    case 1:
      return canvas.rect({{l, t}, {h, b}}, colour, 0.0f);
    case 2:  // point up
      return filled({{l, b}, {m, t}, {h, b}}, {{l, b}, {m, b}, {h, b}});
    case 3:  // diamond
      return filled({{l, at.y}, {m, t}, {h, at.y}}, {{l, at.y}, {m, b}, {h, at.y}});
    case 4:  // point down
      return filled({{l, t}, {m, t}, {h, t}}, {{l, t}, {m, b}, {h, t}});
    default:  // a cross
      canvas.line({l, t}, {h, b}, colour, std::max(1.5f, r * 0.6f));
      canvas.line({l, b}, {h, t}, colour, std::max(1.5f, r * 0.6f));
  }
}

float tray_chart_height(const Canvas& canvas, const TrayShown& tray) {
  if (!tray.is_there()) return 0.0f;
  return row_height(canvas, tray.cases.size()) *
         float(tray_figures(tray.found.answer->tray).size());
}

std::vector<Rect> draw_tray_chart(Canvas& canvas, const Look& look, const Rect& box,
                                  const TrayShown& shown, std::size_t hot, Lang lang) {
  const Palette& p = look.colours();
  const Tray& tray = shown.found.answer->tray;
  const std::vector<Target> figures = tray_figures(tray);
  const Columns columns = columns_of(canvas, box, figures, tray, lang);
  const float line = canvas.text_size("0", Face::small).y;
  const float high = row_height(canvas, tray.cases());
  std::vector<Rect> out;
  for (std::size_t row = 0; row < figures.size(); ++row) {
    const Target& figure = figures[row];
    const float y = box.low.y + high * float(row);
    const Rect place{{box.low.x, y}, {box.high.x, y + high}};
    if (row == hot) canvas.rect(place, p.hover);
    const bool spoken = figure.id() == shown.figure.id();
    const auto words =
        wrapped_words(canvas, tray_figure_name(figure, lang), Face::small, columns.label + 1.0f);
    canvas.text({box.low.x, y + (high - line) / 2}, spoken ? p.changed : p.text,
                words.size() > 1 ? words.front() + "…" : words.front(), Face::small);
    const double top = row_top(tray, figure);
    const Axis axis{0.0, top, columns.from, columns.to};
    canvas.line({columns.from, y + 2}, {columns.from, y + high - 2}, p.faint, 1.0f);
    canvas.line({columns.from, y + high}, {columns.to, y + high}, p.edge, 1.0f);
    canvas.text({columns.end, y + (high - line) / 2}, p.dim, end_words(top, figure, lang),
                Face::small, Align::right);
    const float first = y + (high - lane(canvas) * float(tray.cases())) / 2 + lane(canvas) / 2;
    for (std::size_t k = 0; k < tray.cases(); ++k)
      if (const auto e = level_of(tray, k, figure))
        draw_level(canvas, look, axis, first + lane(canvas) * float(k), k, *e);
    out.push_back(place);
  }
  return out;
}

void draw_tray_on(Canvas& canvas, const Rect& box, const FrameInputs& shown) {
  const TrayShown& tray = shown.tray;
  const Palette& p = shown.look.colours();
  const float small = canvas.text_size("0", Face::small).y * 1.25f;
  canvas.begin("compare.tray", shown.say(TextId::tray_chart));
  float y = box.low.y;
  for (std::size_t k = 0; k < tray.cases.size(); ++k) {
    draw_case_sign(canvas, shown.look, k, {box.low.x + small * 0.4f, y + small * 0.4f},
                   small * 0.3f);
    std::string words = say(shown.lang(), TextId::ui_refused, tray_letter(k),
                            shortened(tray.cases[k].title.in(shown.lang()), 120));
    if (k > 0) words += " · " + tray.sentences[k - 1].in(shown.lang());
    for (const std::string& piece :
         wrapped_words(canvas, words, Face::small, box.width() - small)) {
      canvas.text({box.low.x + small, y}, p.text, piece, Face::small);
      y += small;
    }
  }
  y += small * 0.4f;
  draw_tray_chart(canvas, shown.look, {{box.low.x, y}, box.high}, tray, ~std::size_t{0},
                  shown.lang());
  canvas.end();
}

std::string tray_csv(const FrameInputs& shown) {
  const TrayShown& shown_tray = shown.tray;
  const Tray& tray = shown_tray.found.answer->tray;
  std::string out =
      "figure,unit,case,title,value,low,high,difference,difference_low,difference_high,runs\n";
  const auto cells = [](const std::optional<Estimate>& e) {
    return e ? fmt::format("{},{}", e->value, interval_csv(*e)) : std::string(",,");
  };
  for (const Target& figure : tray_figures(tray))
    for (std::size_t k = 0; k < tray.cases(); ++k) {
      const Finding finding = tray.finding(std::max<std::size_t>(k, 1), figure);
      const bool told = k > 0 && finding.has_interval;
      out += fmt::format("{}{},{},{},{},{},{}\n", figure.outcome ? "outcome." : "", figure.id(),
                         label(figure.unit(), Lang::en), tray_letter(k),
                         csv_words(shown_tray.cases[k].title.in(shown.lang())),
                         cells(k == 0 ? finding.without : finding.with),
                         (told ? cells(finding.difference) : std::string(",,")) +
                             fmt::format(",{}", finding.runs));
    }
  return out;
}

}  // namespace palabre::ui
