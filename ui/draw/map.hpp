// The map: outlines projected and cut into triangles once, then coloured as often as wanted.

#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "sim/run/engine/results.hpp"
#include "sim/run/views/disagreement.hpp"
#include "sim/scenario/surroundings.hpp"
#include "sim/scenario/world.hpp"
#include "sim/tables/text.hpp"
#include "ui/draw/canvas.hpp"

namespace palabre::ui {

/// One cercle in map units: x to the east, y to the south.
struct MapPiece {
  std::vector<ImVec2> points;  // all rings
  std::vector<int> ring_ends;  // index after the last point of each ring
  std::vector<int> triangles;
  ImVec2 low, high;  // bounding box
  ImVec2 middle;     // a point inside: of its largest triangle
};

/// A line between two regions, or the border of the country.
struct MapEdge {
  ImVec2 a, b;
};

/// A name on the map.
struct MapName {
  enum Kind { country, region, seat, river } kind = seat;
  std::string en, fr;
  ImVec2 at;            // its middle; of a seat the place itself [map units]
  double weight = 0.0;  // among those of its kind: the larger comes first

  const std::string& in(Lang lang) const { return lang == Lang::fr ? fr : en; }
};

struct MapShape {
  std::vector<MapPiece> pieces;  // [cercle]
  std::vector<MapEdge> region_edges;
  std::vector<std::vector<ImVec2>> rivers, borders;  // borders: of the neighbours
  std::vector<MapName> names;                        // in the order in which they find room
  ImVec2 low, high;
};

/// Projects and triangulates the outlines of a world; holes are cut out.
MapShape map_shape(const World& world, const Surroundings& around = {});
/// Cuts rings (the first one outer, the others holes) into triangles by ear clipping.
std::vector<int> triangulate(const std::vector<ImVec2>& points, const std::vector<int>& ring_ends);
/// Twice the signed area of the triangles, for tests.
double area_of(const MapPiece& piece);

/// Places a map in a rectangle, keeping proportions.
struct MapPlace {
  ImVec2 origin;
  float scale = 1.0f;
  ImVec2 at(ImVec2 p) const { return {origin.x + p.x * scale, origin.y + p.y * scale}; }
  ImVec2 back(ImVec2 p) const { return {(p.x - origin.x) / scale, (p.y - origin.y) / scale}; }
};
MapPlace place_map(const MapShape& shape, const Rect& inside);
/// The same place, `zoom` times larger around the middle of `inside`, moved by `pan` [map units].
MapPlace zoomed(const MapPlace& place, const Rect& inside, double zoom, ImVec2 pan);
/// Pixels free of land to the right of `x`, between two heights.
float free_width(const MapShape& shape, const MapPlace& place, float x, float top, float bottom);
/// The cercle at a pixel, or -1.
int cercle_at(const MapShape& shape, const MapPlace& place, ImVec2 pixel);

/// What the colours mean: from 0 to `top`.
struct MapScale {
  double top = 1.0;
  bool share = true;
};
/// The scale of a field over all weeks, so that colours keep their meaning while time moves.
MapScale map_scale(const Results& results, CercleFieldId field);

/// Draws every cercle in the colour of its value. `results` may be null: then all are grey.
/// `disagreement` may be null; else cercles are hatched where the runs disagree.
void draw_map(Canvas& canvas, const Look& look, const MapShape& shape, const MapPlace& place,
              const World& world, const Results* results, CercleFieldId field, int week,
              int highlighted, const Disagreement* disagreement = nullptr);
/// Draws every cercle in a colour of its own, with the borders of regions, and hatches those for
/// which `hatched` says so.
void draw_coloured_map(Canvas& canvas, const Look& look, const MapShape& shape,
                       const MapPlace& place, const World& world, std::span<const ImU32> colours,
                       int highlighted, const std::function<bool(int cercle)>& hatched = {});
/// A name that found room.
struct PlacedName {
  const MapName* name;
  Rect box;          // of its words
  ImVec2 dot{0, 0};  // of a seat
};
/// The names that have room inside `box`: none lies on another, on `taken` or on the place of
/// another seat that is named. Those of regions come first, then seats, countries and rivers, each
/// by its weight.
std::vector<PlacedName> place_names(const Canvas& canvas, const Look& look, const MapShape& shape,
                                    const MapPlace& place, const Rect& box,
                                    std::span<const Rect> taken, Lang lang);
void draw_map_names(Canvas& canvas, const Look& look, const MapShape& shape, const MapPlace& place,
                    const Rect& box, std::span<const Rect> taken, Lang lang);
/// What signs cover: rings of sieges and dots of pacts.
std::vector<Rect> sign_boxes(const Look& look, const MapShape& shape, const MapPlace& place,
                             const Results& results, int week);
/// A bar of a round length, at most `width` pixels, its left foot at `foot`. Returns what it
/// covers.
Rect draw_map_scale(Canvas& canvas, const Look& look, const MapPlace& place, ImVec2 foot,
                    float width, Lang lang);
/// A ring where there are sieges and a dot where there are pacts, larger with the mean.
void draw_map_signs(Canvas& canvas, const Look& look, const MapShape& shape, const MapPlace& place,
                    const Results& results, int week);
/// What the hatching of the map says about this field at this moment.
enum class Hatching { none, counting, not_asked, shown };
Hatching hatching_of(CercleFieldId field, bool wanted, const Disagreement* disagreement);
/// Samples of the signs with their numbers, and of the hatching, a line each.
struct MapSign {
  enum Kind { ring, dot, hatch } kind;
  std::string words;
};
std::vector<MapSign> map_signs(Hatching hatching, Lang lang);
/// Draws them from `at` down, in a column `width` wide; longer words go on in another line. Returns
/// the height.
float draw_map_signs_key(Canvas& canvas, const Look& look, ImVec2 at, float width,
                         const std::vector<MapSign>& signs);
/// The same height, nothing drawn.
float map_signs_key_height(const Canvas& canvas, const Look& look, float width,
                           const std::vector<MapSign>& signs);
/// The colour key: a bar with numbers. Returns its height.
float draw_map_key(Canvas& canvas, const Look& look, ImVec2 at, float width, const MapScale& scale,
                   std::string_view title, Lang lang);

}  // namespace palabre::ui
