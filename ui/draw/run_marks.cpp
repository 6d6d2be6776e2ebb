#include "ui/draw/run_marks.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"

namespace palabre::ui {
namespace {

/// Rows of state_cercle_specs() by name.
enum Row : int {
#define STATE_CERCLE(name, ...) row_##name,
#include <rows/outputs.def>
#undef STATE_CERCLE
};

constexpr float kPerRootPerson = 0.22f;  // [pixels at scale 1 / person^0.5]
constexpr double kLegendPersons = 300.0;
constexpr int kRingPoints = 28;
constexpr double kSiegeDrawn = 0.05;  // looser ones are not drawn

std::array<ImVec2, 3> triangle(ImVec2 at, float r) {
  return {ImVec2{at.x, at.y - r}, {at.x + r, at.y + r * 0.8f}, {at.x - r, at.y + r * 0.8f}};
}
std::array<ImVec2, 3> triangle_down(ImVec2 at, float r) {
  return {ImVec2{at.x, at.y + r}, {at.x - r, at.y - r * 0.8f}, {at.x + r, at.y - r * 0.8f}};
}
std::array<ImVec2, 4> diamond(ImVec2 at, float r) {
  return {ImVec2{at.x, at.y - r}, {at.x + r, at.y}, {at.x, at.y + r}, {at.x - r, at.y}};
}
std::array<ImVec2, 4> square(ImVec2 at, float r) {
  return {
      ImVec2{at.x - r, at.y - r}, {at.x + r, at.y - r}, {at.x + r, at.y + r}, {at.x - r, at.y + r}};
}

template <std::size_t N>
void fill(Canvas& canvas, const std::array<ImVec2, N>& points, ImU32 colour) {
  constexpr std::array<int, 6> kTriangles{0, 1, 2, 0, 2, 3};
  constexpr std::array<int, 1> kEnd{int(N)};
  canvas.area({points, kEnd, std::span(kTriangles).first(N == 3 ? 3 : 6)}, colour);
}

// On a ground of its own, so that it is seen on every colour of the map.
template <class Shape>
void draw_shape(Canvas& canvas, const Look& look, Shape shape, ImVec2 at, float r, ImU32 colour,
                bool hollow) {
  const Palette& p = look.colours();
  fill(canvas, shape(at, r + look.px(1.4f)), p.panel);
  if (!hollow) fill(canvas, shape(at, r), colour);
  canvas.polyline(shape(at, r), colour, look.px(hollow ? 1.3f : 0.8f), true);  // smooth edges
}

void draw_ring(Canvas& canvas, ImVec2 at, float radius, ImU32 colour, float width) {
  std::array<ImVec2, kRingPoints> points;
  for (std::size_t k = 0; k < points.size(); ++k) {
    const float angle = 6.2831853f * float(k) / float(kRingPoints);
    points[k] = {at.x + radius * std::cos(angle), at.y + radius * std::sin(angle)};
  }
  canvas.polyline(points, colour, width, true);
}

}  // namespace

std::vector<Stand> stands_at(const Watched& run, int week) {
  const Trace& trace = run.story.trace;
  std::vector<Stand> out(std::size_t(trace.cercle_count));
  for (int i = 0; i < trace.cercle_count; ++i) {
    const auto now = [&](Row row) { return trace.state(row, week, i); };
    Stand& stand = out[std::size_t(i)];
    stand.garrison = now(row_garrison);
    stand.katiba = now(row_katiba);
    stand.hunters = run.model->places[std::size_t(i)].hunters;
    stand.siege = now(row_siege);
    stand.pact = now(row_pact) > 0.0;
    stand.approved = stand.pact && now(row_pact_approved) > 0.0;
    stand.disarmed = stand.pact && now(row_pact_hunters_armed) == 0.0;
    stand.convoy = now(row_convoy);
    stand.rivals = now(row_rival);
    stand.signatories = now(row_signatory_share);
    stand.blockade = now(row_blockade) > 0.0;
  }
  for (const TraceEvent& event : trace.events)
    if (event.week == week && event.cercle >= 0) out[std::size_t(event.cercle)].event = true;
  return out;
}

float mark_radius(const Look& look, double persons, double zoom) {
  return look.px(kPerRootPerson) * float(std::sqrt(std::max(persons, 0.0) * zoom));
}

void draw_siege(Canvas& canvas, const Look& look, ImVec2 at, float radius, double siege) {
  const Palette& p = look.colours();
  const float width = look.px(0.8f + 2.2f * float(siege));
  draw_ring(canvas, at, radius, p.panel, width + look.px(2));
  draw_ring(canvas, at, radius, p.text, width);
}

void draw_mark(Canvas& canvas, const Look& look, Mark mark, ImVec2 at, float r) {
  const Palette& p = look.colours();
  switch (mark) {
    case Mark::katiba:
      return draw_shape(canvas, look, triangle, at, r * 1.25f, p.jihadist, false);
    case Mark::rivals:
      return draw_shape(canvas, look, triangle_down, at, r * 1.25f, p.changed, false);
    case Mark::blockade:
      for (const float slope : {-1.0f, 1.0f}) {
        const ImVec2 from{at.x - r, at.y - r * slope}, to{at.x + r, at.y + r * slope};
        canvas.line(from, to, p.panel, look.px(4));
        canvas.line(from, to, p.text, look.px(1.8f));
      }
      return;
    case Mark::signatories:
      return draw_shape(canvas, look, square, at, r * 0.9f, p.dim, true);
    case Mark::garrison:
      return draw_shape(canvas, look, square, at, r * 0.9f, p.state, false);
    case Mark::hunters:
      return draw_shape(canvas, look, diamond, at, r * 1.25f, p.text, false);
    case Mark::disarmed:
      return draw_shape(canvas, look, diamond, at, r * 1.25f, p.text, true);
    case Mark::siege:
      return draw_siege(canvas, look, at, r, 0.7);
    case Mark::pact:
      canvas.circle(at, r + look.px(1.4f), p.panel);
      return canvas.circle(at, r, p.text);
    case Mark::pact_unapproved:
      canvas.circle(at, r + look.px(1.4f), p.panel);
      return draw_ring(canvas, at, r, p.text, look.px(1.3f));
    case Mark::convoy:
      for (const float shift : {-0.5f, 0.5f}) {
        const std::array<ImVec2, 3> chevron{ImVec2{at.x + r * (shift - 0.5f), at.y - r},
                                            {at.x + r * (shift + 0.5f), at.y},
                                            {at.x + r * (shift - 0.5f), at.y + r}};
        canvas.polyline(chevron, p.panel, look.px(4));
        canvas.polyline(chevron, p.text, look.px(1.8f));
      }
      return;
  }
}

std::vector<ImVec2> spread_apart(const std::vector<ImVec2>& wanted, float apart, float most) {
  constexpr int kRounds = 60;
  std::vector<ImVec2> out = wanted;
  for (int round = 0; round < kRounds; ++round) {
    bool moved = false;
    for (std::size_t a = 0; a < out.size(); ++a)
      for (std::size_t b = a + 1; b < out.size(); ++b) {
        float x = out[b].x - out[a].x, y = out[b].y - out[a].y;
        if (x * x + y * y >= (apart - 0.01f) * (apart - 0.01f)) continue;
        const float distance = std::hypot(x, y);
        if (distance < 0.01f) x = 1, y = 0;  // on top of each other: side by side
        const float push = 0.5f * (apart - distance) / std::max(std::hypot(x, y), 0.01f);
        out[a] = {out[a].x - x * push, out[a].y - y * push};
        out[b] = {out[b].x + x * push, out[b].y + y * push};
        moved = true;
      }
    if (!moved) break;
    for (std::size_t k = 0; k < out.size(); ++k) {
      const float x = out[k].x - wanted[k].x, y = out[k].y - wanted[k].y;
      const float away = std::hypot(x, y);
      if (away > most) out[k] = {wanted[k].x + x * most / away, wanted[k].y + y * most / away};
    }
  }
  return out;
}

namespace {

/// Where the marks of each cercle stand: the same every week, whatever is there.
std::vector<ImVec2> places_of_marks(const MapShape& shape, const MapPlace& place, float apart,
                                    float most) {
  std::vector<ImVec2> middles;
  for (const auto& piece : shape.pieces) middles.push_back(place.at(piece.middle));
  return spread_apart(middles, apart, most);
}

}  // namespace

void draw_run_marks(Canvas& canvas, const Look& look, const MapShape& shape, const MapPlace& place,
                    const std::vector<Stand>& stands, double zoom) {
  const float grow = float(std::sqrt(zoom)), apart = look.px(5.0f) * grow;
  const float small = look.px(2.8f) * grow;
  canvas.begin("run-marks", "armed groups, garrisons, sieges, pacts and convoys of one run");
  const std::vector<ImVec2> places = places_of_marks(shape, place, apart * 4.4f, apart * 8.0f);
  for (std::size_t c = 0; c < places.size() && c < stands.size(); ++c) {
    const ImVec2 home = place.at(shape.pieces[c].middle), at = places[c];
    if (std::hypot(at.x - home.x, at.y - home.y) < apart) continue;
    canvas.line(home, at, look.colours().panel, look.px(2.6f));
    canvas.line(home, at, look.colours().text, look.px(0.9f));
  }
  for (std::size_t c = 0; c < places.size() && c < stands.size(); ++c) {
    const Stand& stand = stands[c];
    const ImVec2 at = places[c];
    canvas.begin("marks-" + std::to_string(c), "");
    if (stand.siege >= kSiegeDrawn) draw_siege(canvas, look, at, apart * 2.1f, stand.siege);
    const auto people = [&](Mark mark, double persons, ImVec2 offset) {
      if (persons < kPersonsDrawn) return;
      draw_mark(canvas, look, mark, {at.x + offset.x * apart, at.y + offset.y * apart},
                mark_radius(look, persons, zoom));
    };
    people(Mark::garrison, stand.garrison, {-1, 0});
    people(Mark::katiba, stand.katiba, {1, 0});
    people(Mark::rivals, stand.rivals, {1, -1});
    if (stand.blockade) draw_mark(canvas, look, Mark::blockade, at, small);
    if (stand.signatories >= kSignatoriesDrawn)
      draw_mark(canvas, look, Mark::signatories, {at.x - 1.0f * apart, at.y + 1.2f * apart}, small);
    people(stand.disarmed ? Mark::disarmed : Mark::hunters, stand.hunters, {0, 1});
    if (stand.pact)
      draw_mark(canvas, look, stand.approved ? Mark::pact : Mark::pact_unapproved,
                {at.x, at.y - 1.3f * apart}, small);
    if (stand.convoy > 0.0)
      draw_mark(canvas, look, Mark::convoy, {at.x + 1.8f * apart, at.y - 1.3f * apart}, small);
    if (stand.event) draw_ring(canvas, at, apart * 2.7f, look.colours().changed, look.px(2));
    canvas.end();
  }
  canvas.end();
}

std::vector<std::string> mark_words(Lang lang) {
  const std::string size = whole(std::int64_t(kLegendPersons), lang);
  return {
      say(lang, TextId::watch_mark_katiba, size),    say(lang, TextId::watch_mark_rivals, size),
      say(lang, TextId::watch_mark_garrison, size),  say(lang, TextId::watch_mark_hunters, size),
      say(lang, TextId::watch_mark_disarmed),        say(lang, TextId::watch_mark_siege),
      say(lang, TextId::watch_mark_blockade),        say(lang, TextId::watch_mark_pact),
      say(lang, TextId::watch_mark_pact_unapproved), say(lang, TextId::watch_mark_convoy),
      say(lang, TextId::watch_mark_signatories)};
}

void draw_mark_of_line(Canvas& canvas, const Look& look, std::size_t line, ImVec2 left_middle) {
  const float half = canvas.text_size("0", Face::small).y * 0.5f;
  const Mark mark = Mark(line);
  const float r = mark == Mark::siege                   ? half * 0.8f
                  : line <= std::size_t(Mark::disarmed) ? mark_radius(look, kLegendPersons, 1.0)
                                                        : look.px(3.2f);
  draw_mark(canvas, look, mark, {left_middle.x + half, left_middle.y}, r);
}

}  // namespace palabre::ui
