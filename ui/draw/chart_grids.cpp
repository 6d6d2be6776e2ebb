// Heat map and claims: the pictures of the view Analyse that are tables of colours.

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/tables/text.hpp"
#include "ui/base/controls.hpp"
#include "ui/base/input.hpp"
#include "ui/base/words.hpp"
#include "ui/draw/chart_analyse.hpp"

namespace palabre::ui {
namespace {

ImU32 ink_on(ImU32 ground) {
  constexpr ImU32 kBlack = IM_COL32(0, 0, 0, 255), kWhite = IM_COL32(255, 255, 255, 255);
  return contrast(ground, kBlack) >= contrast(ground, kWhite) ? kBlack : kWhite;
}

void draw_frame(Canvas& canvas, const Rect& r, ImU32 colour, float width) {
  const ImVec2 corners[] = {r.low, {r.high.x, r.low.y}, r.high, {r.low.x, r.high.y}};
  canvas.polyline(corners, colour, width, true);
}

// --- heat map ------------------------------------------------------------------------------------

// A date without its day: the axis has little room.
std::string short_value(const Value& value, Lang lang) {
  if (const auto* number_value = std::get_if<double>(&value)) return number(*number_value, lang, 2);
  const auto* date = std::get_if<Date>(&value);
  if (!date || date->is_never()) return value_in_words(value, lang);
  const std::string words = date_in_words(*date, lang);
  return words.substr(words.find(' ') + 1);
}

struct HeatGrid {
  Rect cells;
  float wide, high;
  std::size_t columns, rows;
  double low = 0.0, top = 1.0;  // of the values
  Rect cell(std::size_t c, std::size_t r) const {
    const ImVec2 at{cells.low.x + wide * float(c), cells.high.y - high * float(r + 1)};
    return {at, {at.x + wide, at.y + high}};
  }
};

HeatGrid grid_of(const Canvas& canvas, const HeatFindings& heat, const Rect& box, Lang lang) {
  const float line = small_line(canvas);
  float margin = 0.0f;
  for (const Value& v : heat.y.values)
    margin = std::max(margin, canvas.text_size(short_value(v, lang), Face::small).x);
  HeatGrid g;
  g.columns = heat.x.values.size();
  g.rows = heat.y.values.size();
  g.cells = {{box.low.x + margin + line * 0.8f, box.low.y + line * 3.6f},
             {box.high.x - line * 0.5f, box.high.y - line * 3.2f}};
  g.wide = g.cells.width() / float(std::max<std::size_t>(g.columns, 1));
  g.high = g.cells.height() / float(std::max<std::size_t>(g.rows, 1));
  bool any = false;
  for (const auto& e : heat.cells) {
    if (!e) continue;
    g.low = any ? std::min(g.low, e->value) : e->value;
    g.top = any ? std::max(g.top, e->value) : e->value;
    any = true;
  }
  return g;
}

double place_of(const HeatGrid& g, double value) {
  return g.top > g.low ? (value - g.low) / (g.top - g.low) : 0.5;
}

// Values below the axes, as many as stand apart.
void draw_heat_axes(Canvas& canvas, const AnalysisPaint& paint, const HeatGrid& g,
                    const HeatFindings& heat) {
  const Palette& p = paint.look.colours();
  const float line = small_line(canvas);
  float widest = 0.0f;
  for (const Value& v : heat.x.values)
    widest = std::max(widest, canvas.text_size(short_value(v, paint.lang), Face::small).x);
  const auto every = std::size_t(std::max(1.0f, std::ceil((widest + line * 0.6f) / g.wide)));
  for (std::size_t c = 0; c < g.columns; ++c) {
    const bool last = c + 1 == g.columns;
    if (!last && (c % every != 0 || (every > 1 && c + every > g.columns - 1))) continue;
    const std::string words = short_value(heat.x.values[c], paint.lang);
    const float half = canvas.text_size(words, Face::small).x / 2;
    const Rect cell = g.cell(c, 0);
    const float x = std::min((cell.low.x + cell.high.x) / 2, g.cells.high.x - half);
    canvas.text({x, g.cells.high.y + line * 0.3f}, p.dim, words, Face::small, Align::centre);
  }
  const auto tall = std::size_t(std::max(1.0f, std::ceil(line * 1.1f / g.high)));
  for (std::size_t r = 0; r < g.rows; r += tall) {
    const Rect cell = g.cell(0, r);
    canvas.text({g.cells.low.x - line * 0.4f, (cell.low.y + cell.high.y - line) / 2}, p.dim,
                short_value(heat.y.values[r], paint.lang), Face::small, Align::right);
  }
  canvas.text({g.cells.high.x, g.cells.high.y + line * 1.6f}, p.text,
              control_name(heat.x.key, paint.lang) + " →", Face::body, Align::right);
  canvas.text({g.cells.low.x, g.cells.low.y - line * 1.5f}, p.text,
              "↑ " + control_name(heat.y.key, paint.lang));
}

void draw_heat_key(Canvas& canvas, const AnalysisPaint& paint, const HeatGrid& g, const Rect& box) {
  constexpr int kSteps = 24;
  const Palette& p = paint.look.colours();
  const Unit unit = paint.answer.question->target.unit();
  const float line = small_line(canvas);
  const Estimate range{(g.low + g.top) / 2, g.low, g.top};
  const std::string low = level_words(g.low, range, unit, paint.lang);
  const std::string top = level_words(g.top, range, unit, paint.lang);
  const float wide = line * 8;
  float x = box.low.x;
  canvas.text({x, box.low.y}, p.dim, low, Face::small);
  x += canvas.text_size(low, Face::small).x + line * 0.5f;
  for (int k = 0; k < kSteps; ++k)
    canvas.rect({{x + wide * float(k) / kSteps, box.low.y + line * 0.15f},
                 {x + wide * float(k + 1) / kSteps + 0.5f, box.low.y + line * 0.9f}},
                sequential((k + 0.5) / kSteps));
  canvas.text({x + wide + line * 0.5f, box.low.y}, p.dim, top, Face::small);
  const float after = x + wide + line * 1.5f + canvas.text_size(top, Face::small).x;
  const auto here = text(TextId::ui_an_heat_here, paint.lang);
  if (after + line * 1.4f + canvas.text_size(here, Face::small).x > box.high.x) return;
  draw_frame(canvas, {{after, box.low.y + line * 0.1f}, {after + line * 0.9f, box.low.y + line}},
             p.text, 2.0f);
  canvas.text({after + line * 1.3f, box.low.y}, p.dim, here, Face::small);
}

std::string cell_number(const Estimate& e, Unit unit, Lang lang) {
  return in_hundredths(unit) ? number(std::round(100.0 * e.value), lang) : compact(e.value, lang);
}

std::string cell_tip(const AnalysisPaint& paint, const HeatFindings& heat, std::size_t c,
                     std::size_t r, const std::optional<Estimate>& e) {
  const Lang lang = paint.lang;
  const Unit unit = paint.answer.question->target.unit();
  std::string out = say(lang, TextId::ui_an_heat_cell, control_name(heat.x.key, lang),
                        value_in_words(heat.x.values[c], lang), control_name(heat.y.key, lang),
                        value_in_words(heat.y.values[r], lang));
  out += "\n";
  out += e ? level_words(e->value, *e, unit, lang) + ", " + interval_words(*e, unit, lang)
           : std::string(text(TextId::ui_an_not_reached, lang));
  return out + "\n" + say(lang, TextId::ui_an_heat_click, chord_text(Action::undo, lang));
}

}  // namespace

Hits draw_heat(Canvas& canvas, const AnalysisPaint& paint, const Rect& box) {
  const Palette& p = paint.look.colours();
  const HeatFindings& heat = *paint.answer.heat;
  const Unit unit = paint.answer.question->target.unit();
  const HeatGrid g = grid_of(canvas, heat, box, paint.lang);
  const float line = small_line(canvas);
  if (g.high < 2.0f || g.wide < 2.0f) return {};
  draw_heat_key(canvas, paint, g, box);
  draw_heat_axes(canvas, paint, g, heat);
  Hits hits;
  float widest = 0.0f;
  for (const auto& e : heat.cells)
    if (e)
      widest = std::max(widest, canvas.text_size(cell_number(*e, unit, paint.lang), Face::small).x);
  const bool numbers = widest + 4 < g.wide && line < g.high;
  for (std::size_t r = 0; r < g.rows; ++r)
    for (std::size_t c = 0; c < g.columns; ++c) {
      const auto& e = heat.cells[r * g.columns + c];
      const Rect cell = g.cell(c, r);
      const std::string id = fmt::format("heat.{}.{}", c, r);
      const Rect inner{{cell.low.x + 0.5f, cell.low.y + 0.5f},
                       {cell.high.x - 0.5f, cell.high.y - 0.5f}};
      const ImU32 colour = e ? sequential(place_of(g, e->value)) : p.track;
      canvas.rect(inner, colour);
      if (e && numbers)
        canvas.text({(cell.low.x + cell.high.x) / 2, (cell.low.y + cell.high.y - line) / 2},
                    ink_on(colour), cell_number(*e, unit, paint.lang), Face::small, Align::centre);
      if (paint.hot == id) draw_frame(canvas, inner, p.accent, 2.0f);
      hits.push_back({id, cell, id.substr(5), cell_tip(paint, heat, c, r, e)});
    }
  const auto x = heat_axis(paint.draft, heat.x.key, int(g.columns));
  const auto y = heat_axis(paint.draft, heat.y.key, int(g.rows));
  if (x && y && x->here >= 0 && y->here >= 0 && std::size_t(x->here) < g.columns &&
      std::size_t(y->here) < g.rows) {
    const Rect here = g.cell(std::size_t(x->here), std::size_t(y->here));
    draw_frame(canvas, {{here.low.x - 1, here.low.y - 1}, {here.high.x + 1, here.high.y + 1}},
               p.panel, 4.0f);
    draw_frame(canvas, here, p.text, 2.0f);
  }
  return hits;
}

// --- claims --------------------------------------------------------------------------------------

namespace {

/// Columns of the table of claims or mechanisms.
std::span<const StatisticId> columns_of(const AnalysisAnswer& answer) {
  return ablations_of(answer.question->settings.method).columns;
}

struct ClaimGrid {
  float label = 0.0f, column = 0.0f, line = 0.0f, head = 0.0f;
  std::vector<float> heights;
  bool stacked = false;  // the claim above its numbers
};

std::string claim_words(const AblationEffect& effect, Lang lang) {
  std::string names;
  for (ClaimId id : effect.toggle->claims.list())
    names += (names.empty() ? "" : " ") + std::string(claim(id).name);
  return fmt::format("{} ({})", effect.toggle->label.in(lang), names);
}

std::string column_head(StatisticId column, Lang lang) {
  const StatisticSpec& spec = statistic_specs()[std::size_t(column)];
  return fmt::format("{} ({})", spec.label.in(lang), change_unit(spec.unit, lang));
}

ClaimGrid claim_grid(const Canvas& canvas, const AnalysisPaint& paint, float width) {
  ClaimGrid g;
  g.line = small_line(canvas);
  g.stacked = width < g.line * 55;
  g.label = g.stacked ? width : width * 0.36f;
  const auto columns = columns_of(paint.answer);
  g.column = (g.stacked ? width : width - g.label) / float(columns.size());
  for (const StatisticId column : columns)
    g.head = std::max(g.head, lines_height(canvas, column_head(column, paint.lang),
                                           g.column - g.line * 0.6f, Face::small));
  for (const AblationEffect& effect : paint.answer.ablations) {
    const float label =
        lines_height(canvas, claim_words(effect, paint.lang), g.label - g.line * 0.6f, Face::small);
    g.heights.push_back(g.line * 0.7f +
                        (g.stacked ? label + g.line * 1.3f : std::max(label, g.line * 1.1f)));
  }
  return g;
}

std::string claim_tip(const AnalysisPaint& paint, const AblationEffect& effect, std::size_t c) {
  const Lang lang = paint.lang;
  const StatisticSpec& spec = statistic_specs()[std::size_t(columns_of(paint.answer)[c])];
  const auto& e = effect.difference[c];
  std::string out =
      claim_words(effect, lang) + "\n" + say(lang, TextId::label_value, spec.label.in(lang), "");
  if (!effect.is_run)
    out += text(TextId::ui_an_not_reached, lang);
  else if (effect.is_already_so)
    out += text(TextId::ui_an_claim_same, lang);
  else if (!e)
    out += text(TextId::an_undefined, lang);
  else
    out += fmt::format("{} {} [{}]", change_words(e->value, *e, spec.unit, lang),
                       change_unit(spec.unit, lang), change_interval(*e, spec.unit, lang));
  for (const std::string& setting : effect.toggle->settings) out += "\n" + setting;
  return out + "\n" + std::string(text(TextId::ui_an_claim_click, lang));
}

// Largest change of each column: what the strongest shade stands for.
std::vector<double> largest_changes(const AnalysisAnswer& answer) {
  std::vector<double> most(columns_of(answer).size());
  for (const AblationEffect& effect : answer.ablations)
    for (std::size_t c = 0; c < most.size(); ++c)
      if (effect.difference[c]) most[c] = std::max(most[c], std::abs(effect.difference[c]->value));
  return most;
}

void draw_claim_cell(Canvas& canvas, const AnalysisPaint& paint, const AblationEffect& effect,
                     std::size_t c, const Rect& cell, double most) {
  constexpr float kStrongest = 0.75f;
  const Palette& p = paint.look.colours();
  const float line = small_line(canvas);
  const auto& e = effect.difference[c];
  const bool sure = e && (e->low > 0.0 || e->high < 0.0);
  std::string words;
  ImU32 ground = p.panel;
  if (!effect.is_run) {
    words = "…";
  } else if (effect.is_already_so) {
    words = text(TextId::ui_an_claim_same, paint.lang);
  } else if (!e) {
    words = text(TextId::an_undefined, paint.lang);
  } else {
    words =
        change_words(e->value, *e, statistic_specs()[std::size_t(columns_of(paint.answer)[c])].unit,
                     paint.lang) +
        (sure ? "*" : "");
    if (sure && most > 0.0)
      ground = mix(p.panel, e->value > 0.0 ? p.changed : p.accent,
                   kStrongest * float(std::abs(e->value) / most));
  }
  canvas.rect({{cell.low.x + 1, cell.low.y + 1}, {cell.high.x - 1, cell.high.y - 1}}, ground);
  const float wide = canvas.text_size(words, Face::small).x;
  if (wide > cell.width() - 4) words = "–";
  canvas.text({(cell.low.x + cell.high.x) / 2, (cell.low.y + cell.high.y - line) / 2},
              sure ? ink_on(ground) : p.dim, words, Face::small, Align::centre);
}

}  // namespace

float claims_height(const Canvas& canvas, const AnalysisPaint& paint, float width) {
  const ClaimGrid g = claim_grid(canvas, paint, width);
  float out = g.head + g.line * 3.0f;
  for (const float height : g.heights) out += height;
  return out;
}

Hits draw_claim_table(Canvas& canvas, const AnalysisPaint& paint, const Rect& box) {
  const Palette& p = paint.look.colours();
  const ClaimGrid g = claim_grid(canvas, paint, box.width());
  const float left = g.stacked ? box.low.x : box.low.x + g.label;
  const auto columns = columns_of(paint.answer);
  for (std::size_t c = 0; c < columns.size(); ++c)
    draw_lines(canvas, {left + g.column * float(c) + g.line * 0.3f, box.low.y}, p.dim,
               column_head(columns[c], paint.lang), g.column - g.line * 0.6f, Face::small);
  const auto most = largest_changes(paint.answer);
  Hits hits;
  float y = box.low.y + g.head + g.line * 0.4f;
  for (std::size_t k = 0; k < g.heights.size() && y + g.heights[k] + g.line * 1.4f <= box.high.y;
       ++k) {
    const AblationEffect& effect = paint.answer.ablations[k];
    const std::string name(claim(effect.toggle->claims.list().front()).name);
    // Parts of the model may stand on the same claim.
    const std::string row = paint.answer.question->settings.method == Method::claims
                                ? "claim." + name
                                : fmt::format("part.{}", k);
    canvas.line({box.low.x, y}, {box.high.x, y}, p.track, 1.0f);
    const float after =
        draw_lines(canvas, {box.low.x, y + g.line * 0.35f}, p.text, claim_words(effect, paint.lang),
                   g.label - g.line * 0.6f, Face::small);
    const float from = g.stacked ? after : y;
    for (std::size_t c = 0; c < columns.size(); ++c) {
      const Rect cell{{left + g.column * float(c), from},
                      {left + g.column * float(c + 1), y + g.heights[k]}};
      draw_claim_cell(canvas, paint, effect, c, cell, most[c]);
      const std::string id = fmt::format("{}.{}", row, c);
      if (paint.hot == id) draw_frame(canvas, cell, p.accent, 1.5f);
      hits.push_back({id, cell, name, claim_tip(paint, effect, c)});
    }
    const Rect words{{box.low.x, y}, {box.low.x + g.label, g.stacked ? after : y + g.heights[k]}};
    hits.push_back({row, words, name, claim_tip(paint, effect, 0)});
    y += g.heights[k];
  }
  canvas.text({box.low.x, y + g.line * 0.4f}, p.dim, text(TextId::ui_an_claim_star, paint.lang),
              Face::small);
  return hits;
}

}  // namespace palabre::ui
