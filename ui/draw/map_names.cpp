// Names on the map that do not lie on each other, and the bar that says how far a kilometre is.

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/base/words.hpp"
#include "ui/draw/map.hpp"

namespace palabre::ui {
namespace {

constexpr float kDotRadius = 1.8f;  // of a seat [px at scale 1]
constexpr float kAir = 1.5f;        // around a name [px at scale 1]
constexpr double kKmPerDegree = 111.2;

bool overlap(const Rect& a, const Rect& b) {
  return a.low.x < b.high.x && b.low.x < a.high.x && a.low.y < b.high.y && b.low.y < a.high.y;
}

bool holds_all(const Rect& outer, const Rect& inner) {
  return inner.low.x >= outer.low.x && inner.high.x <= outer.high.x && inner.low.y >= outer.low.y &&
         inner.high.y <= outer.high.y;
}

Face face_of(MapName::Kind kind) { return kind == MapName::region ? Face::bold : Face::small; }

// Where the words of a name may stand, the best place first: a seat has them beside its dot, all
// others around their middle.
std::vector<Rect> boxes_for(const MapName& name, ImVec2 at, ImVec2 size, const Look& look) {
  const float gap = look.px(kDotRadius + 2);
  const auto box = [&](float x, float y) { return Rect{{x, y}, {x + size.x, y + size.y}}; };
  if (name.kind == MapName::seat)
    return {box(at.x + gap, at.y - size.y / 2), box(at.x - gap - size.x, at.y - size.y / 2),
            box(at.x - size.x / 2, at.y - gap - size.y), box(at.x - size.x / 2, at.y + gap)};
  std::vector<Rect> out;
  for (const float down : {0.0f, -1.0f, 1.0f, -2.0f, 2.0f})
    for (const float right : {0.0f, -0.4f, 0.4f})
      out.push_back(box(at.x + (right - 0.5f) * size.x, at.y + (down * 0.8f - 0.5f) * size.y));
  return out;
}

// Of the seats only as many as the map has room for people to read.
std::size_t seats_at_most(const MapShape& shape, const MapPlace& place, const Look& look) {
  constexpr float kPixelsEach = 24.0f;  // of the height of the map
  const float high = (shape.high.y - shape.low.y) * place.scale;
  return std::size_t(std::max(high / look.px(kPixelsEach) - 6.0f, 0.0f));
}

}  // namespace

std::vector<PlacedName> place_names(const Canvas& canvas, const Look& look, const MapShape& shape,
                                    const MapPlace& place, const Rect& box,
                                    std::span<const Rect> taken, Lang lang) {
  std::vector<PlacedName> out;
  std::vector<Rect> full(taken.begin(), taken.end());
  std::size_t seats = seats_at_most(shape, place, look);
  const float air = look.px(kAir), dot = look.px(kDotRadius + 1);
  for (const MapName& name : shape.names) {
    if (name.kind == MapName::seat && seats == 0) continue;
    const ImVec2 at = place.at(name.at);
    const Rect spot{{at.x - dot, at.y - dot}, {at.x + dot, at.y + dot}};
    const auto is_free = [&](const Rect& r) {
      return holds_all(box, r) &&
             std::none_of(full.begin(), full.end(), [&](const Rect& f) { return overlap(f, r); });
    };
    if (name.kind == MapName::seat && !is_free(spot)) continue;
    const ImVec2 size = canvas.text_size(name.in(lang), face_of(name.kind));
    for (const Rect& candidate : boxes_for(name, at, size, look)) {
      const Rect wide{{candidate.low.x - air, candidate.low.y - air},
                      {candidate.high.x + air, candidate.high.y + air}};
      if (!is_free(wide)) continue;
      out.push_back({&name, candidate, at});
      full.push_back(wide);
      if (name.kind == MapName::seat) {
        full.push_back(spot);
        --seats;
      }
      break;
    }
  }
  return out;
}

void draw_map_names(Canvas& canvas, const Look& look, const MapShape& shape, const MapPlace& place,
                    const Rect& box, std::span<const Rect> taken, Lang lang) {
  const Palette& p = look.colours();
  canvas.begin("map-names", "names");
  for (const PlacedName& placed : place_names(canvas, look, shape, place, box, taken, lang)) {
    const MapName& name = *placed.name;
    const bool on_land = name.kind != MapName::country;
    if (on_land)
      canvas.rect({{placed.box.low.x - look.px(1), placed.box.low.y},
                   {placed.box.high.x + look.px(1), placed.box.high.y}},
                  fade(p.panel, name.kind == MapName::region ? 0.45f : 0.62f), look.px(2));
    if (name.kind == MapName::seat) {
      canvas.circle(placed.dot, look.px(kDotRadius + 1), p.panel);
      canvas.circle(placed.dot, look.px(kDotRadius), p.text);
    }
    canvas.text(placed.box.low, on_land ? p.text : p.dim, name.in(lang), face_of(name.kind));
  }
  canvas.end();
}

Rect draw_map_scale(Canvas& canvas, const Look& look, const MapPlace& place, ImVec2 foot,
                    float width, Lang lang) {
  constexpr std::array kLengths{1000, 500, 200, 100, 50, 20, 10};  // [km]
  const double pixels_per_km = double(place.scale) / kKmPerDegree;
  int km = kLengths.back();
  for (const int length : kLengths)
    if (length * pixels_per_km <= double(width)) {
      km = length;
      break;
    }
  const float long_bar = float(km * pixels_per_km), cap = look.px(4);
  const ImU32 ink = look.colours().dim;
  canvas.begin("map-scale", "scale");
  canvas.line(foot, {foot.x + long_bar, foot.y}, ink, look.px(1.4f));
  for (const float x : {foot.x, foot.x + long_bar})
    canvas.line({x, foot.y - cap}, {x, foot.y}, ink, look.px(1.4f));
  const std::string words = say(lang, TextId::map_scale, whole(km, lang));
  const ImVec2 size = canvas.text_size(words, Face::small);
  canvas.text({foot.x + look.px(5), foot.y - cap - size.y + look.px(1)}, ink, words, Face::small);
  canvas.end();
  return {{foot.x, foot.y - cap - size.y},
          {foot.x + std::max(long_bar, size.x + look.px(5)), foot.y + look.px(2)}};
}

}  // namespace palabre::ui
