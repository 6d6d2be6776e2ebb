#include <algorithm>
#include <array>
#include <cmath>

#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
#include "ui/compare/compare_parts.hpp"
#include "ui/draw/chart.hpp"
#include "ui/draw/map.hpp"
#include "ui/draw/map_difference.hpp"
#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/map_words.hpp"
#include "ui/panels/time_bar.hpp"
#include "ui/panels/widgets.hpp"
#include "ui/work/compare.hpp"

namespace palabre::ui {
namespace {

constexpr std::size_t kMaps = 3;  // A, B and B minus A
constexpr std::array<const char*, kMaps> kKeys{"map.a", "map.b", "map.difference"};
constexpr std::size_t kInputsTold = 4;  // below the maps of a figure
constexpr std::array kTitles{TextId::cmp_a, TextId::cmp_b, TextId::cmp_difference};

struct Maps {
  const ComparedCases& cases;
  const FrameInputs& shown;
  CercleFieldId field;
  int week;
  MapScale scale;  // of A and B together

  double a(int cercle) const { return cases.a->map(field, week, cercle); }
  double b(int cercle) const { return cases.b->map(field, week, cercle); }
  Unit unit() const { return cercle_field_specs()[std::size_t(field)].unit; }
};

Maps maps_of(const ComparedCases& cases, const FrameInputs& shown) {
  const CercleFieldId field = shown.view.field;
  const int week = std::min(shown.view.week, cases.a->manifest.weeks - 1);
  Maps maps{cases, shown, field, week, map_scale(*cases.a, field)};
  maps.scale.top = std::max(maps.scale.top, map_scale(*cases.b, field).top);
  return maps;
}

std::vector<ImU32> colours_of(const Maps& maps, std::size_t which) {
  std::vector<ImU32> out;
  for (int c = 0; c < maps.cases.a->cercle_count; ++c)
    out.push_back(sequential((which == 0 ? maps.a(c) : maps.b(c)) / maps.scale.top));
  return out;
}

std::string key_title(const Maps& maps) {
  const auto& spec = cercle_field_specs()[std::size_t(maps.field)];
  std::string title{spec.label.in(maps.shown.lang())};
  if (spec.unit != Unit::Share) title += fmt::format(" ({})", label(spec.unit, maps.shown.lang()));
  return title;
}

// Of the three together, so that they stand at one height.
float key_height(const Canvas& canvas, const Maps& maps, float width) {
  const Look& look = maps.shown.look;
  const float colours = 2 * canvas.text_size("0", Face::small).y + look.px(26);
  const float wide = std::min(width - look.px(40), look.px(220));
  return std::max(colours,
                  draw_difference_key(nullptr, canvas, look, {0, 0}, wide, *maps.cases.difference,
                                      maps.field, maps.shown.lang()) +
                      look.px(8));
}

// One of the three with its key in the corner below.
void draw_one(Canvas& canvas, const Maps& maps, std::size_t which, const Rect& box,
              const MapPlace& place, int under) {
  const FrameInputs& shown = maps.shown;
  const Look& look = shown.look;
  canvas.clip(box);
  const MapDifference& difference = *maps.cases.difference;
  if (which < 2)
    draw_coloured_map(canvas, look, shown.map, place, shown.world(), colours_of(maps, which),
                      under);
  else
    draw_difference_map(canvas, look, shown.map, place, shown.world(), difference, maps.field,
                        maps.week, under);
  const float key = key_height(canvas, maps, box.width());
  const ImVec2 corner{box.low.x + look.px(6), box.high.y - key + look.px(6)};
  const float wide = std::min(box.width() - look.px(40), look.px(220));
  if (which < 2) {
    draw_map_key(canvas, look, corner, wide, maps.scale, key_title(maps), shown.lang());
  } else {
    draw_difference_key(&canvas, canvas, look, corner, wide, difference, maps.field, shown.lang());
  }
  canvas.unclip();
}

// What differs in the inputs, as many of them as there is room for.
void draw_inputs_on(Canvas& canvas, const Rect& box, const FrameInputs& shown) {
  const Palette& p = shown.look.colours();
  const auto& rows = shown.compare.inputs;
  const float line = canvas.text_size("0", Face::small).y * 1.3f;
  float y = box.low.y;
  const auto put_small = [&](ImU32 colour, std::string_view words) {
    for (const std::string& piece : wrapped_words(canvas, words, Face::small, box.width())) {
      canvas.text({box.low.x, y}, colour, piece, Face::small);
      y += line;
    }
  };
  put_small(p.text, shown.say(TextId::cmp_inputs));
  if (rows.empty()) put_small(p.dim, shown.say(TextId::cmp_nothing));
  for (std::size_t k = 0; k < rows.size(); ++k) {
    if (y + 2 * line > box.high.y && k + 1 < rows.size())
      return put_small(p.dim, say(shown.lang(), TextId::cmp_more_inputs,
                                  whole(std::int64_t(rows.size() - k), shown.lang())));
    put_small(p.dim, input_in_words(rows[k], shown));
  }
}

void draw_tip(int cercle, const Maps& maps) {
  const FrameInputs& shown = maps.shown;
  const Lang lang = shown.lang();
  begin_cercle_tip(shown.world().cercles[std::size_t(cercle)], shown);
  put_in(shown.look.colours().dim, cercle_field_specs()[std::size_t(maps.field)].label.in(lang));
  draw_fact(shown.say(TextId::cmp_a), amount_in_words(maps.a(cercle), maps.unit(), lang), shown);
  draw_fact(shown.say(TextId::cmp_b), amount_in_words(maps.b(cercle), maps.unit(), lang), shown);
  draw_fact(shown.say(TextId::cmp_difference),
            map_difference_in_words(*maps.cases.difference, maps.field, maps.week, cercle, lang),
            shown);
  put_note(std::string(shown.say(TextId::ui_map_mean)), shown);
  ImGui::EndTooltip();
}

// Places the three maps; returns the cercle under the mouse, or -1.
int place_maps(const Maps& maps, ImVec2 size, float key, bool side_by_side,
               std::array<Rect, kMaps>& boxes, std::array<MapPlace, kMaps>& places, Frame& frame) {
  int under = -1;
  for (std::size_t k = 0; k < kMaps; ++k) {
    if (k > 0 && side_by_side) ImGui::SameLine(0, maps.shown.look.px(8));
    ImGui::BeginGroup();
    heading(maps.shown.say(kTitles[k]), maps.shown);
    ImGui::InvisibleButton(kKeys[k], size);
    frame.note(kKeys[k]);
    boxes[k] = {ImGui::GetItemRectMin(), ImGui::GetItemRectMax()};
    const bool hovered = ImGui::IsItemHovered();
    places[k] = place_map(maps.shown.map, {boxes[k].low, {boxes[k].high.x, boxes[k].high.y - key}});
    if (hovered) under = cercle_at(maps.shown.map, places[k], ImGui::GetIO().MousePos);
    ImGui::EndGroup();
  }
  return under;
}

}  // namespace

void draw_compare_maps(const ComparedCases& cases, const FrameInputs& shown, Frame& frame) {
  const Maps maps = maps_of(cases, shown);
  const Look& look = shown.look;
  const float room = ImGui::GetContentRegionAvail().x, em = ImGui::GetFontSize();
  heading(week_in_words(shown.draft, maps.week, shown.lang()), shown);
  ImGui::SameLine();
  if (ImGui::GetContentRegionAvail().x < em * 14) ImGui::NewLine();
  draw_field_combo(shown, frame);
  const bool side_by_side = room / em >= 52;
  const float width = side_by_side ? (room - 2 * look.px(8)) / 3 : room;
  WindowCanvas canvas(*ImGui::GetWindowDrawList(), look.fonts);
  const float key = key_height(canvas, maps, width);
  const float high = std::min(width * 0.8f, side_by_side ? em * 16 : em * 22) + key;
  std::array<Rect, kMaps> boxes;
  std::array<MapPlace, kMaps> places;
  const int under = place_maps(maps, {width, high}, key, side_by_side, boxes, places, frame);
  for (std::size_t k = 0; k < kMaps; ++k) draw_one(canvas, maps, k, boxes[k], places[k], under);
  draw_time_bar(shown, frame);
  if (under >= 0) draw_tip(under, maps);
}

void draw_compare_maps_on(Canvas& canvas, const Rect& box, const ComparedCases& cases,
                          const FrameInputs& shown) {
  const Maps maps = maps_of(cases, shown);
  const Look& look = shown.look;
  const Palette& p = look.colours();
  const float gap = look.px(12), width = (box.width() - 2 * gap) / 3;
  const float line = canvas.text_size("0").y, key = key_height(canvas, maps, width);
  canvas.begin("compare.maps", key_title(maps));
  canvas.text(
      box.low, p.text,
      fmt::format("{}, {}", key_title(maps), week_in_words(shown.draft, maps.week, shown.lang())),
      Face::bold);
  const float top = box.low.y + 3.6f * line;
  const ImVec2 low = shown.map.low, far = shown.map.high;
  const float land = width * (far.y - low.y) / (far.x - low.x) + look.px(8);
  // The inputs below have their lines: the heading, a few of them, and how many more.
  const auto told = float(std::min<std::size_t>(shown.compare.inputs.size(), kInputsTold) + 2);
  const float below = told * 1.3f * canvas.text_size("0", Face::small).y + line;
  const float high = std::min(land + key, box.high.y - top - below);
  for (std::size_t k = 0; k < kMaps; ++k) {
    const float left = box.low.x + (width + gap) * float(k);
    const Rect part{{left, top}, {left + width, top + high}};
    canvas.text({left, top - 1.4f * line}, p.text, shown.say(kTitles[k]), Face::bold);
    draw_one(canvas, maps, k, part,
             place_map(shown.map, {part.low, {part.high.x, part.high.y - key}}), -1);
  }
  draw_inputs_on(canvas, {{box.low.x, top + high + 0.6f * line}, box.high}, shown);
  canvas.end();
}

}  // namespace palabre::ui
