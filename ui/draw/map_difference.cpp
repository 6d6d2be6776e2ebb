#include "ui/draw/map_difference.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
#include "ui/draw/chart.hpp"
#include "ui/draw/hatch.hpp"

namespace palabre::ui {
namespace {

Unit unit_of(CercleFieldId field) { return cercle_field_specs()[std::size_t(field)].unit; }

bool is_told(const Estimate& e) { return e.basis == Basis::spread && e.excludes_zero(); }

// Two short strokes where nothing differs at all: no colour among colours.
void draw_equal(Canvas& canvas, const Look& look, ImVec2 at) {
  const float half = look.px(3.5f), gap = look.px(1.8f);
  for (const float y : {at.y - gap, at.y + gap})
    canvas.line({at.x - half, y}, {at.x + half, y}, look.colours().dim, look.px(1.3f));
}

void draw_hatched_square(Canvas& canvas, const Look& look, ImVec2 at, float side) {
  const std::array<ImVec2, 4> square{at, ImVec2{at.x + side, at.y},
                                     ImVec2{at.x + side, at.y + side}, ImVec2{at.x, at.y + side}};
  const std::array<int, 1> ends{4};
  canvas.rect({at, {at.x + side, at.y + side}}, look.colours().panel, 0.0f);
  canvas.segments(hatch_strokes(square, ends, {look.px(4), Lean::rising, at}), look.colours().faint,
                  look.px(1.0f));
  canvas.polyline(square, look.colours().faint, look.px(1.0f), true);
}

}  // namespace

double least_difference(CercleFieldId field) {
  switch (unit_of(field)) {
    case Unit::Share:
    case Unit::Sieges:
      return 0.05;
    case Unit::Persons:
      return 1000.0;
    default:
      return 0.5;  // attacks and deaths a week
  }
}

double difference_top(const MapDifference& difference, CercleFieldId field) {
  const double factor = unit_of(field) == Unit::Share ? 100.0 : 1.0;
  const double most = difference.largest(field);
  return std::max(least_difference(field), most > 0.0 ? nice_top(factor * most) / factor : 0.0);
}

std::string field_difference_in_words(double difference, Unit unit, Lang lang) {
  if (difference == 0.0) return std::string(text(TextId::cmp_map_exact, lang));
  const bool points = unit == Unit::Share;
  const double value = points ? 100.0 * difference : difference;
  const std::string digits =
      (value > 0 ? "+" : "−") + number(std::abs(value), lang, points ? 2 : 3);
  if (points) return say(lang, TextId::cmp_points, digits);
  if (unit == Unit::Attacks || unit == Unit::Deaths) return say(lang, TextId::ui_per_week, digits);
  return unit == Unit::Sieges ? digits : fmt::format("{} {}", digits, label(unit, lang));
}

std::string map_difference_in_words(const MapDifference& difference, CercleFieldId field, int week,
                                    int cercle, Lang lang) {
  const Estimate e = difference.at(field, week, cercle);
  const Unit unit = unit_of(field);
  if (difference.is_equal(field, week, cercle)) return std::string(text(TextId::cmp_no_run, lang));
  const auto limit = [&](double value) {
    return value == 0.0 ? std::string("0") : field_difference_in_words(value, unit, lang);
  };
  if (!std::isfinite(e.low)) return std::string(text(TextId::map_untold, lang));
  return say(lang, is_told(e) ? TextId::map_told : TextId::map_not_told, limit(e.value),
             limit(e.low), limit(e.high));
}

void draw_difference_map(Canvas& canvas, const Look& look, const MapShape& shape,
                         const MapPlace& place, const World& world, const MapDifference& difference,
                         CercleFieldId field, int week, int highlighted) {
  const double top = difference_top(difference, field);
  std::vector<ImU32> colours;
  const auto told = [&](int c) { return is_told(difference.at(field, week, c)); };
  for (std::size_t c = 0; c < shape.pieces.size(); ++c) {
    const Estimate e = difference.at(field, week, int(c));
    colours.push_back(told(int(c)) ? diverging(std::clamp(e.value / top, -1.0, 1.0), look.theme)
                                   : look.colours().panel);
  }
  canvas.begin("map-difference", cercle_field_specs()[std::size_t(field)].label.in(Lang::en));
  draw_coloured_map(canvas, look, shape, place, world, colours, highlighted,
                    [&](int c) { return !told(c) && !difference.is_equal(field, week, c); });
  for (std::size_t c = 0; c < shape.pieces.size(); ++c) {
    const MapPiece& piece = shape.pieces[c];
    const float small = std::min(piece.high.x - piece.low.x, piece.high.y - piece.low.y);
    if (difference.is_equal(field, week, int(c)) && small * place.scale > look.px(10))
      draw_equal(canvas, look, place.at(piece.middle));
  }
  canvas.end();
}

float draw_difference_key(Canvas* canvas, const Canvas& measure, const Look& look, ImVec2 at,
                          float width, const MapDifference& difference, CercleFieldId field,
                          Lang lang) {
  const Palette& p = look.colours();
  const float line = measure.text_size("0", Face::small).y, bar = look.px(10);
  const double top = difference_top(difference, field);
  float y = at.y;
  constexpr int kSteps = 48;
  for (int k = 0; canvas && k < kSteps; ++k)
    canvas->rect(
        {{at.x + width * float(k) / kSteps, y}, {at.x + width * float(k + 1) / kSteps, y + bar}},
        diverging(2 * (k + 0.5) / kSteps - 1, look.theme));
  constexpr std::array kAligns{Align::left, Align::centre, Align::right};
  for (std::size_t k = 0; canvas && k < kAligns.size(); ++k)
    canvas->text({at.x + width * float(k) / 2, y + bar + look.px(2)}, p.dim,
                 k == 1 ? std::string("0")
                        : field_difference_in_words(top * (double(k) - 1), unit_of(field), lang),
                 Face::small, kAligns[k]);
  y += bar + look.px(4) + line;
  const float indent = line * 1.4f;
  const auto row = [&](TextId words, bool hatched) {
    if (canvas && hatched)
      draw_hatched_square(*canvas, look, {at.x, y + line * 0.1f}, line * 0.8f);
    else if (canvas)
      draw_equal(*canvas, look, {at.x + line * 0.4f, y + line * 0.5f});
    for (const std::string& piece :
         wrapped_words(measure, text(words, lang), Face::small, width - indent)) {
      if (canvas) canvas->text({at.x + indent, y}, p.dim, piece, Face::small);
      y += line * 1.1f;
    }
  };
  row(TextId::map_key_not_told, true);
  row(TextId::cmp_no_run, false);
  const std::string least =
      say(lang, TextId::map_key_least,
          field_difference_in_words(least_difference(field), unit_of(field), lang));
  for (const std::string& piece : wrapped_words(measure, least, Face::small, width)) {
    if (canvas) canvas->text({at.x, y}, p.dim, piece, Face::small);
    y += line * 1.1f;
  }
  return y - at.y;
}

}  // namespace palabre::ui
