#include "ui/draw/map.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
#include "ui/draw/chart.hpp"
#include "ui/draw/hatch.hpp"

namespace palabre::ui {
namespace {

bool ring_holds(const MapPiece& piece, ImVec2 p) {
  bool in = false;
  int from = 0;
  for (int end : piece.ring_ends) {
    for (int k = from, before = end - 1; k < end; before = k++) {
      const ImVec2 a = piece.points[std::size_t(k)], b = piece.points[std::size_t(before)];
      if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x)
        in = !in;
    }
    from = end;
  }
  return in;
}

std::vector<ImVec2> placed(const MapPiece& piece, const MapPlace& place) {
  std::vector<ImVec2> points;
  points.reserve(piece.points.size());
  for (ImVec2 p : piece.points) points.push_back(place.at(p));
  return points;
}

void draw_rings(Canvas& canvas, const MapPiece& piece, const std::vector<ImVec2>& points,
                ImU32 colour, float width) {
  std::size_t from = 0;
  for (int end : piece.ring_ends) {
    canvas.polyline(std::span(points).subspan(from, std::size_t(end) - from), colour, width, true);
    from = std::size_t(end);
  }
}

// A light river between dark banks can be told from dark and from light land.
constexpr ImU32 kRiver = IM_COL32(120, 200, 255, 230), kRiverBank = IM_COL32(10, 40, 80, 130);

void draw_lines(Canvas& canvas, std::string_view id, const std::vector<std::vector<ImVec2>>& lines,
                const MapPlace& place, ImU32 colour, float width) {
  if (lines.empty()) return;
  canvas.begin(id, id);
  for (const std::vector<ImVec2>& line : lines) {
    std::vector<ImVec2> points;
    for (const ImVec2 p : line) points.push_back(place.at(p));
    canvas.polyline(points, colour, width, false);
  }
  canvas.end();
}

constexpr float kRing = 8.0f, kDot = 4.5f;  // radius at a mean of 1 [px at scale 1]
constexpr std::array kSamples{0.25, 1.0};   // means of the samples in the key

constexpr float kSignRoom = 5 * kRing;  // of the samples, left of their words

// The words of a sign in lines that fit beside its samples.
std::vector<std::string> sign_lines(const Canvas& canvas, const Look& look, const MapSign& sign,
                                    float width) {
  return wrapped_words(canvas, sign.words, Face::small, width - look.px(kSignRoom));
}

float sign_height(const Canvas& canvas, const Look& look, std::size_t lines) {
  const float line = canvas.text_size("0", Face::small).y;
  return std::max(line * float(lines), look.px(2 * kRing + 2)) + look.px(1);
}

// Black or white, whichever stands out more from the colour of the cercle.
ImU32 stroke_on(ImU32 colour) {
  constexpr ImU32 kBlack = IM_COL32(0, 0, 0, 255), kWhite = IM_COL32(255, 255, 255, 255);
  return fade(contrast(colour, kWhite) > contrast(colour, kBlack) ? kWhite : kBlack, 0.60f);
}

HatchStyle map_hatching(const Look& look, ImVec2 origin) {
  return {look.px(5.5f), Lean::rising, origin};
}

void draw_ring(Canvas& canvas, const Look& look, ImVec2 at, float radius) {
  const Palette& p = look.colours();
  std::array<ImVec2, 24> points;
  for (std::size_t k = 0; k < points.size(); ++k) {
    const float angle = 6.2831853f * float(k) / float(points.size());
    points[k] = {at.x + radius * std::cos(angle), at.y + radius * std::sin(angle)};
  }
  canvas.polyline(points, p.panel, look.px(3.4f), true);
  canvas.polyline(points, p.text, look.px(1.4f), true);
}

void draw_dot(Canvas& canvas, const Look& look, ImVec2 at, float radius) {
  canvas.circle(at, radius + look.px(1.2f), look.colours().panel);
  canvas.circle(at, radius, look.colours().text);
}

}  // namespace

MapPlace place_map(const MapShape& shape, const Rect& box) {
  const float width = shape.high.x - shape.low.x, height = shape.high.y - shape.low.y;
  MapPlace place;
  place.scale = std::min(box.width() / width, box.height() / height);
  place.origin = {(box.low.x + box.high.x - width * place.scale) / 2 - shape.low.x * place.scale,
                  (box.low.y + box.high.y - height * place.scale) / 2 - shape.low.y * place.scale};
  return place;
}

MapPlace zoomed(const MapPlace& place, const Rect& inside, double zoom, ImVec2 pan) {
  const ImVec2 middle{(inside.low.x + inside.high.x) / 2, (inside.low.y + inside.high.y) / 2};
  const ImVec2 at = place.back(middle);
  MapPlace out;
  out.scale = place.scale * float(zoom);
  out.origin = {middle.x - (at.x - pan.x) * out.scale, middle.y - (at.y - pan.y) * out.scale};
  return out;
}

float free_width(const MapShape& shape, const MapPlace& place, float x, float top, float bottom) {
  float free = 1e9f;
  for (const MapPiece& piece : shape.pieces)
    for (ImVec2 point : piece.points) {
      const ImVec2 at = place.at(point);
      if (at.y >= top && at.y <= bottom && at.x >= x) free = std::min(free, at.x - x);
    }
  return free;
}

int cercle_at(const MapShape& shape, const MapPlace& place, ImVec2 pixel) {
  const ImVec2 p = place.back(pixel);
  for (std::size_t c = 0; c < shape.pieces.size(); ++c) {
    const MapPiece& piece = shape.pieces[c];
    if (p.x < piece.low.x || p.x > piece.high.x || p.y < piece.low.y || p.y > piece.high.y)
      continue;
    if (ring_holds(piece, p)) return int(c);
  }
  return -1;
}

MapScale map_scale(const Results& results, CercleFieldId field) {
  const Unit unit = cercle_field_specs()[std::size_t(field)].unit;
  if (unit == Unit::Share || unit == Unit::Sieges) return {1.0, true};
  double top = 0.0;
  for (double v : results.maps[std::size_t(field)]) top = std::max(top, v);
  return {nice_top(top), false};
}

void draw_coloured_map(Canvas& canvas, const Look& look, const MapShape& shape,
                       const MapPlace& place, const World& world, std::span<const ImU32> colours,
                       int highlighted, const std::function<bool(int cercle)>& hatched) {
  const Palette& p = look.colours();
  draw_lines(canvas, "neighbours", shape.borders, place, fade(p.dim, 0.5f), look.px(1));
  for (std::size_t c = 0; c < shape.pieces.size(); ++c) {
    const MapPiece& piece = shape.pieces[c];
    const std::vector<ImVec2> points = placed(piece, place);
    canvas.begin("cercle-" + std::to_string(c), world.cercles[c].name);
    canvas.area({points, piece.ring_ends, piece.triangles}, colours[c]);
    if (hatched && hatched(int(c)))
      canvas.segments(hatch_strokes(points, piece.ring_ends, map_hatching(look, place.origin)),
                      stroke_on(colours[c]), look.px(1.1f));
    draw_rings(canvas, piece, points, fade(p.land_edge, 0.75f), look.px(1));
    canvas.end();
  }
  draw_lines(canvas, "river-banks", shape.rivers, place, kRiverBank, look.px(2.8f));
  draw_lines(canvas, "rivers", shape.rivers, place, kRiver, look.px(1.3f));
  for (const MapEdge& edge : shape.region_edges)
    canvas.line(place.at(edge.a), place.at(edge.b), fade(p.region_edge, 0.7f), look.px(1.4f));
  if (highlighted >= 0 && std::size_t(highlighted) < shape.pieces.size()) {
    const MapPiece& piece = shape.pieces[std::size_t(highlighted)];
    draw_rings(canvas, piece, placed(piece, place), p.text, look.px(2.4f));
  }
}

void draw_map(Canvas& canvas, const Look& look, const MapShape& shape, const MapPlace& place,
              const World& world, const Results* results, CercleFieldId field, int week,
              int highlighted, const Disagreement* disagreement) {
  canvas.begin("map", cercle_field_specs()[std::size_t(field)].label.in(Lang::en));
  const MapScale scale = results ? map_scale(*results, field) : MapScale{};
  std::vector<ImU32> colours;
  for (std::size_t c = 0; c < shape.pieces.size(); ++c)
    colours.push_back(results ? sequential(results->map(field, week, int(c)) / scale.top)
                              : look.colours().track);
  const auto apart = [&](int c) { return disagreement && disagreement->disagrees(field, week, c); };
  draw_coloured_map(canvas, look, shape, place, world, colours, highlighted, apart);
  canvas.end();
}

void draw_map_signs(Canvas& canvas, const Look& look, const MapShape& shape, const MapPlace& place,
                    const Results& results, int week) {
  const float least = look.px(1.6f);
  canvas.begin("map-signs", "sieges and pacts");
  for (std::size_t c = 0; c < shape.pieces.size(); ++c) {
    const MapPiece& piece = shape.pieces[c];
    const ImVec2 at = place.at(piece.middle);
    const float siege = float(std::sqrt(results.map(CercleFieldId::siege, week, int(c))));
    const float pact = float(std::sqrt(results.map(CercleFieldId::pact, week, int(c))));
    const float ring = look.px(kRing) * siege, dot = look.px(kDot) * pact;
    if (ring > 2 * least) draw_ring(canvas, look, at, ring);
    if (dot > least) draw_dot(canvas, look, at, dot);
  }
  canvas.end();
}

std::vector<Rect> sign_boxes(const Look& look, const MapShape& shape, const MapPlace& place,
                             const Results& results, int week) {
  std::vector<Rect> out;
  for (std::size_t c = 0; c < shape.pieces.size(); ++c) {
    const ImVec2 at = place.at(shape.pieces[c].middle);
    const float siege = float(std::sqrt(results.map(CercleFieldId::siege, week, int(c))));
    const float pact = float(std::sqrt(results.map(CercleFieldId::pact, week, int(c))));
    const float reach = std::max(look.px(kRing) * siege, look.px(kDot) * pact);
    if (reach > look.px(1.6f))
      out.push_back({{at.x - reach, at.y - reach}, {at.x + reach, at.y + reach}});
  }
  return out;
}

Hatching hatching_of(CercleFieldId field, bool wanted, const Disagreement* disagreement) {
  if (!wanted) return Hatching::none;
  if (!is_asked(field)) return Hatching::not_asked;
  return disagreement ? Hatching::shown : Hatching::counting;
}

std::vector<MapSign> map_signs(Hatching hatching, Lang lang) {
  std::vector<MapSign> out{
      {MapSign::ring,
       say(lang, TextId::fan_map_siege, number(kSamples[0], lang), number(kSamples[1], lang))},
      {MapSign::dot, say(lang, TextId::fan_map_pact, number(100 * kSamples[0], lang),
                         number(100 * kSamples[1], lang))}};
  if (hatching == Hatching::shown)
    out.push_back(
        {MapSign::hatch, say(lang, TextId::fan_map_disagree, number(100 * kDisagreement, lang))});
  if (hatching == Hatching::counting)
    out.push_back({MapSign::hatch, std::string(text(TextId::fan_map_counting, lang))});
  if (hatching == Hatching::not_asked)
    out.push_back({MapSign::hatch, std::string(text(TextId::fan_map_not_asked, lang))});
  return out;
}

float map_signs_key_height(const Canvas& canvas, const Look& look, float width,
                           const std::vector<MapSign>& signs) {
  float height = 0.0f;
  for (const MapSign& sign : signs)
    height += sign_height(canvas, look, sign_lines(canvas, look, sign, width).size());
  return height;
}

float draw_map_signs_key(Canvas& canvas, const Look& look, ImVec2 at, float width,
                         const std::vector<MapSign>& signs) {
  const Palette& p = look.colours();
  const float ring = look.px(kRing), line = canvas.text_size("0", Face::small).y;
  float y = at.y;
  for (const MapSign& sign : signs) {
    const std::vector<std::string> lines = sign_lines(canvas, look, sign, width);
    const float high = sign_height(canvas, look, lines.size());
    const float middle = y + sign_height(canvas, look, 1) / 2;
    float x = at.x;
    for (const double sample : kSamples) {
      const float size = float(std::sqrt(sample));
      if (sign.kind == MapSign::ring) draw_ring(canvas, look, {x + ring, middle}, ring * size);
      if (sign.kind == MapSign::dot)
        draw_dot(canvas, look, {x + ring, middle}, look.px(kDot) * size);
      x += 2.3f * ring;
    }
    if (sign.kind == MapSign::hatch) {
      const std::array<ImVec2, 4> box{
          ImVec2{at.x, middle - ring * 0.7f}, ImVec2{at.x + 4.3f * ring, middle - ring * 0.7f},
          ImVec2{at.x + 4.3f * ring, middle + ring * 0.7f}, ImVec2{at.x, middle + ring * 0.7f}};
      const int end = int(box.size());
      canvas.segments(hatch_strokes(box, {&end, 1}, map_hatching(look, box[0])), p.dim,
                      look.px(1.1f));
      canvas.polyline(box, p.faint, look.px(1), true);
    }
    for (std::size_t k = 0; k < lines.size(); ++k)
      canvas.text({at.x + look.px(kSignRoom), middle - line / 2 + line * float(k)}, p.dim, lines[k],
                  Face::small);
    y += high;
  }
  return y - at.y;
}

float draw_map_key(Canvas& canvas, const Look& look, ImVec2 at, float width, const MapScale& scale,
                   std::string_view title, Lang lang) {
  const Palette& p = look.colours();
  const float line = canvas.text_size("0", Face::small).y;
  canvas.text(at, p.dim, title, Face::small);
  const float y = at.y + line + look.px(5), bar = look.px(10);
  constexpr int kSteps = 48;
  for (int k = 0; k < kSteps; ++k)
    canvas.rect(
        {{at.x + width * float(k) / kSteps, y}, {at.x + width * float(k + 1) / kSteps, y + bar}},
        sequential((k + 0.5) / kSteps));
  const std::array<Align, 3> aligns{Align::left, Align::centre, Align::right};
  for (std::size_t k = 0; k < 3; ++k) {
    const double value = scale.top * double(k) / 2;
    const float x = at.x + width * float(k) / 2;
    canvas.text({x, y + bar + look.px(3)}, p.dim,
                scale.share ? percent(value, lang) : compact(value, lang), Face::small, aligns[k]);
  }
  return line * 2 + look.px(10) + bar;
}

}  // namespace palabre::ui
