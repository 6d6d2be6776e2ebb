#include "ui/draw/hatch.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace palabre::ui {
namespace {

// Along (v) and across (u) the strokes, both times the square root of 2.
struct Across {
  float u, v;
};
Across across(ImVec2 p, const HatchStyle& style) {
  const float x = p.x - style.origin.x, y = p.y - style.origin.y;
  return style.lean == Lean::rising ? Across{x + y, x - y} : Across{x - y, x + y};
}
ImVec2 back(Across at, const HatchStyle& style) {
  const float half = (at.u - at.v) / 2;
  return {style.origin.x + (at.u + at.v) / 2,
          style.origin.y + (style.lean == Lean::rising ? half : -half)};
}

class Crossings {
 public:
  explicit Crossings(const HatchStyle& style)
      : style_(style), step_(style.spacing * std::sqrt(2.0f)) {}

  void add_edge(ImVec2 p, ImVec2 q) {
    Across a = across(p, style_), b = across(q, style_);
    if (a.u > b.u) std::swap(a, b);
    // Half open, so that a stroke through a corner crosses one of its two edges.
    for (int k = int(std::ceil(a.u / step_)); float(k) * step_ < b.u; ++k)
      at_[k].push_back(a.v + (b.v - a.v) * (float(k) * step_ - a.u) / (b.u - a.u));
  }
  std::vector<Segment> strokes() {
    std::vector<Segment> out;
    for (auto& [k, places] : at_) {
      std::sort(places.begin(), places.end());
      for (std::size_t i = 0; i + 1 < places.size(); i += 2)
        if (places[i + 1] - places[i] > 0.7f)
          out.push_back({back({float(k) * step_, places[i]}, style_),
                         back({float(k) * step_, places[i + 1]}, style_)});
    }
    return out;
  }

 private:
  const HatchStyle& style_;
  float step_;
  std::map<int, std::vector<float>> at_;  // by stroke: where it goes in and out
};

}  // namespace

std::vector<Segment> hatch_strokes(std::span<const ImVec2> points, std::span<const int> ring_ends,
                                   const HatchStyle& style) {
  Crossings crossings(style);
  int from = 0;
  for (const int end : ring_ends) {
    for (int k = from, before = end - 1; k < end; before = k++)
      crossings.add_edge(points[std::size_t(before)], points[std::size_t(k)]);
    from = end;
  }
  return crossings.strokes();
}

std::vector<Segment> hatch_between(std::span<const ImVec2> upper, std::span<const ImVec2> lower,
                                   const HatchStyle& style) {
  std::vector<ImVec2> ring(upper.begin(), upper.end());
  for (std::size_t k = 0; k < ring.size(); ++k) ring[k].y = std::min(ring[k].y, lower[k].y);
  ring.insert(ring.end(), lower.rbegin(), lower.rend());
  const int end = int(ring.size());
  return hatch_strokes(ring, {&end, 1}, style);
}

}  // namespace palabre::ui
