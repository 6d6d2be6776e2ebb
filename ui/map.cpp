#include "ui/map.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/tables/text.hpp"
#include "ui/chart.hpp"
#include "ui/words.hpp"

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
                       int highlighted) {
  const Palette& p = look.colours();
  for (std::size_t c = 0; c < shape.pieces.size(); ++c) {
    const MapPiece& piece = shape.pieces[c];
    const std::vector<ImVec2> points = placed(piece, place);
    canvas.begin("cercle-" + std::to_string(c), world.cercles[c].name);
    canvas.area({points, piece.ring_ends, piece.triangles}, colours[c]);
    draw_rings(canvas, piece, points, fade(p.land_edge, 0.75f), look.px(1));
    canvas.end();
  }
  for (const MapEdge& edge : shape.region_edges)
    canvas.line(place.at(edge.a), place.at(edge.b), fade(p.region_edge, 0.7f), look.px(1.4f));
  if (highlighted >= 0 && std::size_t(highlighted) < shape.pieces.size()) {
    const MapPiece& piece = shape.pieces[std::size_t(highlighted)];
    draw_rings(canvas, piece, placed(piece, place), p.text, look.px(2.4f));
  }
}

void draw_map(Canvas& canvas, const Look& look, const MapShape& shape, const MapPlace& place,
              const World& world, const Results* results, CercleFieldId field, int week,
              int highlighted) {
  canvas.begin("map", cercle_field_specs()[std::size_t(field)].label.in(Lang::en));
  const MapScale scale = results ? map_scale(*results, field) : MapScale{};
  std::vector<ImU32> colours;
  for (std::size_t c = 0; c < shape.pieces.size(); ++c)
    colours.push_back(results ? sequential(results->map(field, week, int(c)) / scale.top)
                              : look.colours().track);
  draw_coloured_map(canvas, look, shape, place, world, colours, highlighted);
  canvas.end();
}

void draw_map_signs(Canvas& canvas, const Look& look, const MapShape& shape, const MapPlace& place,
                    const Results& results, int week) {
  const Palette& p = look.colours();
  const float least = look.px(1.6f);
  canvas.begin("map-signs", "sieges and pacts");
  for (std::size_t c = 0; c < shape.pieces.size(); ++c) {
    const MapPiece& piece = shape.pieces[c];
    const ImVec2 at = place.at(piece.middle);
    const float siege = float(std::sqrt(results.map(CercleFieldId::siege, week, int(c))));
    const float pact = float(std::sqrt(results.map(CercleFieldId::pact, week, int(c))));
    const float ring = look.px(8) * siege, dot = look.px(4.5f) * pact;
    if (ring > 2 * least) {
      std::array<ImVec2, 24> points;
      for (std::size_t k = 0; k < points.size(); ++k) {
        const float angle = 6.2831853f * float(k) / float(points.size());
        points[k] = {at.x + ring * std::cos(angle), at.y + ring * std::sin(angle)};
      }
      canvas.polyline(points, p.panel, look.px(3.4f), true);
      canvas.polyline(points, p.text, look.px(1.4f), true);
    }
    if (dot > least) {
      canvas.circle(at, dot + look.px(1.2f), p.panel);
      canvas.circle(at, dot, p.text);
    }
  }
  canvas.end();
}

std::vector<std::string> map_signs(Lang lang) {
  const std::string_view both = text(TextId::ui_map_signs, lang);
  const std::size_t cut = both.find("    ");
  if (cut == std::string_view::npos) return {std::string(both)};
  return {std::string(both.substr(0, cut)), std::string(both.substr(cut + 4))};
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
