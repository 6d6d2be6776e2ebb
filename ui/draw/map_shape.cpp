#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "ui/draw/map.hpp"

namespace palabre::ui {
namespace {

double cross(ImVec2 a, ImVec2 b, ImVec2 c) {
  return (double(b.x) - a.x) * (double(c.y) - a.y) - (double(b.y) - a.y) * (double(c.x) - a.x);
}

bool inside(ImVec2 p, ImVec2 a, ImVec2 b, ImVec2 c) {
  return cross(a, b, p) >= 0 && cross(b, c, p) >= 0 && cross(c, a, p) >= 0;
}

bool same(ImVec2 a, ImVec2 b) { return a.x == b.x && a.y == b.y; }

double signed_area(const std::vector<ImVec2>& points, const std::vector<int>& loop) {
  double sum = 0.0;
  for (std::size_t k = 0; k < loop.size(); ++k) {
    const ImVec2 a = points[std::size_t(loop[k])];
    const ImVec2 b = points[std::size_t(loop[(k + 1) % loop.size()])];
    sum += double(a.x) * b.y - double(b.x) * a.y;
  }
  return sum;
}

bool segments_cross(ImVec2 a, ImVec2 b, ImVec2 c, ImVec2 d) {
  if (same(a, c) || same(a, d) || same(b, c) || same(b, d)) return false;
  return (cross(a, b, c) > 0) != (cross(a, b, d) > 0) &&
         (cross(c, d, a) > 0) != (cross(c, d, b) > 0);
}

// Joins a hole to the loop around it by a cut along the shortest line that crosses nothing.
void bridge(const std::vector<ImVec2>& points, std::vector<int>& loop,
            const std::vector<int>& hole) {
  double best = 1e30;
  std::size_t from = 0, to = 0;
  const auto at = [&](int k) { return points[std::size_t(k)]; };
  const auto free = [&](ImVec2 a, ImVec2 b, const std::vector<int>& ring) {
    for (std::size_t k = 0; k < ring.size(); ++k)
      if (segments_cross(a, b, at(ring[k]), at(ring[(k + 1) % ring.size()]))) return false;
    return true;
  };
  for (std::size_t i = 0; i < loop.size(); ++i)
    for (std::size_t j = 0; j < hole.size(); ++j) {
      const ImVec2 a = at(loop[i]), b = at(hole[j]);
      const double distance = std::hypot(double(a.x) - b.x, double(a.y) - b.y);
      if (distance < best && free(a, b, loop) && free(a, b, hole)) {
        best = distance;
        from = i;
        to = j;
      }
    }
  std::vector<int> cut{hole.begin() + long(to), hole.end()};
  cut.insert(cut.end(), hole.begin(), hole.begin() + long(to) + 1);
  cut.push_back(loop[from]);
  loop.insert(loop.begin() + long(from) + 1, cut.begin(), cut.end());
}

bool is_ear(const std::vector<ImVec2>& points, const std::vector<int>& loop, std::size_t k) {
  const std::size_t n = loop.size();
  const ImVec2 a = points[std::size_t(loop[(k + n - 1) % n])];
  const ImVec2 b = points[std::size_t(loop[k])];
  const ImVec2 c = points[std::size_t(loop[(k + 1) % n])];
  if (cross(a, b, c) <= 0) return false;
  for (int other : loop) {
    const ImVec2 p = points[std::size_t(other)];
    if (!same(p, a) && !same(p, b) && !same(p, c) && inside(p, a, b, c)) return false;
  }
  return true;
}

void clip_ears(const std::vector<ImVec2>& points, std::vector<int> loop, std::vector<int>& out) {
  if (signed_area(points, loop) < 0) std::reverse(loop.begin(), loop.end());
  while (loop.size() > 3) {
    const std::size_t n = loop.size();
    std::size_t ear = 0;
    while (ear < n && !is_ear(points, loop, ear)) ++ear;
    if (ear == n) ear = 0;  // degenerate: give up exactness, never hang
    for (std::size_t k : {(ear + n - 1) % n, ear, (ear + 1) % n}) out.push_back(loop[k]);
    loop.erase(loop.begin() + long(ear));
  }
  out.insert(out.end(), loop.begin(), loop.end());
}

// The centre of the largest triangle: always inside, wherever the outline turns.
ImVec2 middle_of(const MapPiece& piece) {
  double largest = -1.0;
  ImVec2 middle = piece.low;
  for (std::size_t k = 0; k + 2 < piece.triangles.size(); k += 3) {
    const ImVec2 a = piece.points[std::size_t(piece.triangles[k])];
    const ImVec2 b = piece.points[std::size_t(piece.triangles[k + 1])];
    const ImVec2 c = piece.points[std::size_t(piece.triangles[k + 2])];
    const double area = std::abs(cross(a, b, c));
    if (area <= largest) continue;
    largest = area;
    middle = {(a.x + b.x + c.x) / 3, (a.y + b.y + c.y) / 3};
  }
  return middle;
}

using Corner = std::pair<long, long>;
Corner corner(ImVec2 p) { return {std::lround(p.x * 1e4), std::lround(p.y * 1e4)}; }

// Edges that one region has alone: its border with another region or with the rest of the world.
std::vector<MapEdge> region_edges(const World& world, const std::vector<MapPiece>& pieces) {
  std::map<std::pair<Corner, Corner>, std::vector<int>> owners;
  std::map<std::pair<Corner, Corner>, MapEdge> places;
  for (std::size_t c = 0; c < pieces.size(); ++c) {
    int from = 0;
    for (int end : pieces[c].ring_ends) {
      for (int k = from; k < end; ++k) {
        const ImVec2 a = pieces[c].points[std::size_t(k)];
        const ImVec2 b = pieces[c].points[std::size_t(k + 1 == end ? from : k + 1)];
        const Corner p = corner(a), q = corner(b);
        const std::pair<Corner, Corner> key{std::min(p, q), std::max(p, q)};
        owners[key].push_back(world.region_of[c]);
        places[key] = {a, b};
      }
      from = end;
    }
  }
  std::vector<MapEdge> edges;
  for (const auto& [key, regions] : owners)
    if (std::set<int>(regions.begin(), regions.end()).size() > 1 || regions.size() == 1)
      edges.push_back(places[key]);
  return edges;
}

// The middle of a region: of its cercles, the large ones counting more; where that lies outside of
// them, of its largest.
ImVec2 middle_of_region(const MapShape& shape, const World& world, int region) {
  double sum = 0.0, x = 0.0, y = 0.0, largest = 0.0;
  ImVec2 inside{0, 0};
  for (std::size_t c = 0; c < shape.pieces.size(); ++c) {
    if (world.region_of[c] != region) continue;
    const MapPiece& piece = shape.pieces[c];
    const double area = area_of(piece);
    sum += area;
    x += area * double(piece.middle.x);
    y += area * double(piece.middle.y);
    if (area <= largest) continue;
    largest = area;
    inside = piece.middle;
  }
  const ImVec2 mean{float(x / sum), float(y / sum)};
  const int at = cercle_at(shape, MapPlace{{0, 0}, 1.0f}, mean);
  return at >= 0 && world.region_of[std::size_t(at)] == region ? mean : inside;
}

void add_names(MapShape& shape, const World& world, const Surroundings& around, float narrow) {
  const auto at = [&](double lon, double lat) { return ImVec2{float(lon) * narrow, float(-lat)}; };
  for (std::size_t r = 0; r < world.regions.size(); ++r) {
    double area = 0.0;
    for (std::size_t c = 0; c < shape.pieces.size(); ++c)
      if (world.region_of[c] == int(r)) area += area_of(shape.pieces[c]);
    shape.names.push_back({MapName::region, world.regions[r], world.regions[r],
                           middle_of_region(shape, world, int(r)), area});
  }
  for (const Cercle& c : world.cercles)
    shape.names.push_back(
        {MapName::seat, c.name, c.name, at(c.seat_lon, c.seat_lat), c.population_2009});
  for (const Surroundings::Country& c : around.countries)
    shape.names.push_back(
        {MapName::country, c.name.en, c.name.fr, at(double(c.at.lon), double(c.at.lat)), 1.0});
  for (const Surroundings::Line& river : around.rivers) {
    if (river.name.en.empty() || river.points.size() < 2) continue;
    const Point middle = river.points[river.points.size() / 2];
    shape.names.push_back({MapName::river, river.name.en, river.name.fr,
                           at(double(middle.lon), double(middle.lat)),
                           double(river.points.size())});
  }
  std::stable_sort(shape.names.begin(), shape.names.end(), [](const MapName& a, const MapName& b) {
    constexpr std::array kOrder{2, 0, 1, 3};  // [kind]
    const int p = kOrder[std::size_t(a.kind)], q = kOrder[std::size_t(b.kind)];
    return p != q ? p < q : a.weight > b.weight;
  });
}

}  // namespace

std::vector<int> triangulate(const std::vector<ImVec2>& points, const std::vector<int>& ring_ends) {
  std::vector<std::vector<int>> rings;
  int from = 0;
  for (int end : ring_ends) {
    std::vector<int> ring;
    for (int k = from; k < end; ++k) ring.push_back(k);
    if (ring.size() >= 3) rings.push_back(std::move(ring));
    from = end;
  }
  std::vector<int> out;
  std::vector<int> loop;
  double sign = 0.0;
  for (std::vector<int>& ring : rings) {
    const double area = signed_area(points, ring);
    if (loop.empty() || area * sign > 0) {  // an outer ring: the one before is complete
      if (!loop.empty()) clip_ears(points, loop, out);
      loop = ring;
      sign = area;
    } else {
      bridge(points, loop, ring);
    }
  }
  if (loop.size() >= 3) clip_ears(points, loop, out);
  return out;
}

MapShape map_shape(const World& world, const Surroundings& around) {
  constexpr double kDegree = 0.017453292519943295;
  double south = 90.0, north = -90.0;
  for (const Outline& outline : world.outlines)
    for (const auto& ring : outline.rings)
      for (Point p : ring) {
        south = std::min(south, double(p.lat));
        north = std::max(north, double(p.lat));
      }
  const float narrow = float(std::cos((south + north) / 2 * kDegree));
  MapShape shape;
  shape.low = {1e9f, 1e9f};
  shape.high = {-1e9f, -1e9f};
  for (const Outline& outline : world.outlines) {
    MapPiece piece;
    piece.low = {1e9f, 1e9f};
    piece.high = {-1e9f, -1e9f};
    for (const auto& ring : outline.rings) {
      for (Point p : ring) {
        const ImVec2 at{p.lon * narrow, -p.lat};
        piece.points.push_back(at);
        piece.low = {std::min(piece.low.x, at.x), std::min(piece.low.y, at.y)};
        piece.high = {std::max(piece.high.x, at.x), std::max(piece.high.y, at.y)};
      }
      piece.ring_ends.push_back(int(piece.points.size()));
    }
    piece.triangles = triangulate(piece.points, piece.ring_ends);
    piece.middle = middle_of(piece);
    shape.low = {std::min(shape.low.x, piece.low.x), std::min(shape.low.y, piece.low.y)};
    shape.high = {std::max(shape.high.x, piece.high.x), std::max(shape.high.y, piece.high.y)};
    shape.pieces.push_back(std::move(piece));
  }
  shape.region_edges = region_edges(world, shape.pieces);
  const auto projected = [&](const std::vector<Surroundings::Line>& lines) {
    std::vector<std::vector<ImVec2>> out;
    for (const Surroundings::Line& line : lines) {
      out.emplace_back();
      for (const Point p : line.points) out.back().push_back({p.lon * narrow, -p.lat});
    }
    return out;
  };
  shape.rivers = projected(around.rivers);
  shape.borders = projected(around.borders);
  add_names(shape, world, around, narrow);
  return shape;
}

double area_of(const MapPiece& piece) {
  double sum = 0.0;
  for (std::size_t k = 0; k + 2 < piece.triangles.size(); k += 3)
    sum += std::abs(cross(piece.points[std::size_t(piece.triangles[k])],
                          piece.points[std::size_t(piece.triangles[k + 1])],
                          piece.points[std::size_t(piece.triangles[k + 2])]));
  return sum;
}

}  // namespace palabre::ui
