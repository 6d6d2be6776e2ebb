#include <algorithm>
#include <array>
#include <cmath>

#include "sim/tables/text.hpp"
#include "ui/chart.hpp"
#include "ui/panels.hpp"
#include "ui/widgets.hpp"
#include "ui/words.hpp"

namespace palabre::ui {
namespace {

constexpr double kZoomStep = 1.25, kZoomMax = 8.0;

void draw_field_combo(const Shown& shown, Frame& frame) {
  const Lang lang = shown.lang();
  const auto& spec = cercle_field_specs()[std::size_t(shown.view.field)];
  ImGui::SetNextItemWidth(std::min(ImGui::GetFontSize() * 14, ImGui::GetContentRegionAvail().x));
  const bool open = ImGui::BeginCombo("##field", std::string(spec.label.in(lang)).c_str());
  frame.note("map.field");
  if (!open) return;
  for (std::size_t k = 0; k < cercle_field_specs().size(); ++k) {
    const CercleFieldSpec& choice = cercle_field_specs()[k];
    if (ImGui::Selectable(std::string(choice.label.in(lang)).c_str(),
                          CercleFieldId(k) == shown.view.field))
      frame.ask(SetField{CercleFieldId(k)});
    frame.note(fmt::format("map.field.{}", choice.id));
  }
  ImGui::EndCombo();
}

std::string amount_in_words(double value, Unit unit, Lang lang) {
  if (unit == Unit::Share) return percent(value, lang);
  if (unit == Unit::Sieges) return number(value, lang, 2);
  if (unit == Unit::Attacks || unit == Unit::Deaths)
    return say(lang, TextId::ui_per_week, number(value, lang, 2));
  return fmt::format("{} {}", number(value, lang, 3), label(unit, lang));
}

// A class of a field in words: "the state holds half or more".
std::string class_in_words(CercleFieldId field, std::size_t at, Lang lang) {
  const auto words = [&](TextId low, TextId high) {
    return std::string(text(at == 0 ? low : high, lang));
  };
  if (field == CercleFieldId::state_share)
    return words(TextId::fan_state_less, TextId::fan_state_most);
  if (field == CercleFieldId::jihadist_share)
    return words(TextId::fan_jihadists_less, TextId::fan_jihadists_most);
  if (field == CercleFieldId::siege) return words(TextId::fan_not_besieged, TextId::fan_besieged);
  if (field == CercleFieldId::pact) return words(TextId::fan_no_pact, TextId::fan_pact);
  const std::vector<double> bounds = class_bounds(field);
  const auto bound = [&](std::size_t k) { return whole(std::int64_t(bounds[k]), lang); };
  if (at == 0) return say(lang, TextId::fan_displaced_few, bound(0));
  if (at == bounds.size()) return say(lang, TextId::fan_displaced_many, bound(at - 1));
  return say(lang, TextId::fan_displaced_between, bound(at - 1), bound(at));
}

// How the runs divide over the classes of the field shown.
void put_disagreement(int cercle, const Shown& shown) {
  const Disagreement* d = shown.edges.disagreement;
  if (!d || d->runs == 0 || !is_asked(shown.view.field)) return;
  const Lang lang = shown.lang();
  const bool apart = d->disagrees(shown.view.field, shown.week(), cercle);
  put_in(apart ? shown.look.colours().changed : shown.look.colours().dim,
         text(apart ? TextId::fan_runs_disagree : TextId::fan_runs_agree, lang));
  const std::vector<std::int64_t> counts = d->classes(shown.view.field, shown.week(), cercle);
  const std::vector<int> of_100 = hundredths(counts);
  for (std::size_t k = counts.size(); k-- > 0;)
    if (counts[k] > 0)
      put(say(lang, TextId::fan_in_of_100, of_100[k], class_in_words(shown.view.field, k, lang)));
}

void draw_cercle_tip(int cercle, const Shown& shown) {
  const Lang lang = shown.lang();
  const Cercle& place = shown.world().cercles[std::size_t(cercle)];
  begin_tip(shown);
  ImGui::PushFont(shown.look.fonts.bold);
  put(place.name);
  ImGui::PopFont();
  ImGui::SameLine();
  put_in(shown.look.colours().dim, place.region);
  if (shown.results) {
    for (std::size_t k = 0; k < cercle_field_specs().size(); ++k) {
      const CercleFieldSpec& spec = cercle_field_specs()[k];
      const double value = shown.results->map(CercleFieldId(k), shown.week(), cercle);
      const std::string words = amount_in_words(value, spec.unit, lang);
      if (CercleFieldId(k) == shown.view.field) {
        put_in(shown.look.colours().accent, fmt::format("{}  {}", spec.label.in(lang), words));
        if (shown.pinned && shown.pinned->results &&
            shown.pinned->results->cercle_count == shown.results->cercle_count &&
            shown.week() < shown.pinned->results->manifest.weeks)
          put_in(shown.look.colours().dim,
                 say(lang, TextId::ui_pinned,
                     amount_in_words(
                         shown.pinned->results->map(CercleFieldId(k), shown.week(), cercle),
                         spec.unit, lang)));
      } else {
        draw_fact(spec.label.in(lang), words, shown);
      }
    }
    put_disagreement(cercle, shown);
  }
  ImGui::PushFont(shown.look.fonts.small);
  std::string foot{shown.say(TextId::ui_map_mean)};
  if (shown.edges.disagreement && is_asked(shown.view.field))
    foot += " " + say(lang, TextId::fan_counted_over, whole(shown.edges.disagreement->runs, lang));
  put_in(shown.look.colours().dim, foot);
  ImGui::PopFont();
  ImGui::EndTooltip();
}

// Wheel: larger or smaller around the mouse. Drag: moves. Double click: the whole map again.
void move_map(const MapPlace& whole, const Rect& box, bool hovered, bool held, Scratch& scratch) {
  const ImGuiIO& io = ImGui::GetIO();
  if (ImGui::IsItemActivated()) scratch.map_moved = false;
  if (hovered && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
    scratch.zoom = 1.0;
    scratch.pan = {0, 0};
  }
  if (hovered && io.MouseWheel != 0.0f) {
    const ImVec2 middle{(box.low.x + box.high.x) / 2, (box.low.y + box.high.y) / 2};
    const double before = scratch.zoom;
    scratch.zoom = std::clamp(before * std::pow(kZoomStep, double(io.MouseWheel)), 1.0, kZoomMax);
    // What is under the mouse stays there.
    const float change = float(1.0 / scratch.zoom - 1.0 / before) / whole.scale;
    scratch.pan.x += (io.MousePos.x - middle.x) * change;
    scratch.pan.y += (io.MousePos.y - middle.y) * change;
  }
  if (held && ImGui::IsMouseDragging(ImGuiMouseButton_Left, 4.0f)) {
    scratch.map_moved = true;
    if (scratch.zoom > 1.0) {
      scratch.pan.x += io.MouseDelta.x / (whole.scale * float(scratch.zoom));
      scratch.pan.y += io.MouseDelta.y / (whole.scale * float(scratch.zoom));
    }
  }
  const float far_x = box.width() / whole.scale * float(0.5 - 0.5 / scratch.zoom);
  const float far_y = box.height() / whole.scale * float(0.5 - 0.5 / scratch.zoom);
  scratch.pan = {std::clamp(scratch.pan.x, -far_x, far_x),
                 std::clamp(scratch.pan.y, -far_y, far_y)};
}

void draw_legend(Canvas& canvas, const Rect& box, const MapPlace& place, const Shown& shown,
                 const Scratch& scratch) {
  if (!shown.results) return;
  const Lang lang = shown.lang();
  const auto& spec = cercle_field_specs()[std::size_t(shown.view.field)];
  std::string title{spec.label.in(lang)};
  if (spec.unit != Unit::Share) title += fmt::format(" ({})", label(spec.unit, lang));
  const ImVec2 key{box.low.x + shown.look.px(6), box.low.y + shown.look.px(8)};
  const std::vector<MapSign> signs =
      map_signs(hatching_of(shown.view.field, shown.edges.counts, shown.edges.disagreement), lang);
  const float line = canvas.text_size("0", Face::small).y;
  const auto free_to = [&](float height) {
    return free_width(shown.map, place, key.x, box.low.y, key.y + height) - shown.look.px(8);
  };
  const float bar = 2 * line + shown.look.px(23);  // title, colours and their numbers
  const float width =
      std::clamp(free_to(bar) - shown.look.px(20), shown.look.px(110), shown.look.px(190));
  const float most = shown.look.px(260);
  float room = std::clamp(free_to(bar + shown.look.px(60)), shown.look.px(110), most);
  const float height = map_signs_key_height(canvas, shown.look, room, signs);
  const bool over_land = scratch.zoom > 1.0 || room > free_to(bar + height);
  if (over_land) {  // on a ground of its own
    room = scratch.zoom > 1.0 ? most : room;
    const float wide = std::max({width, room, canvas.text_size(title, Face::small).x});
    canvas.rect(
        {{key.x - shown.look.px(4), key.y - shown.look.px(4)},
         {key.x + wide + shown.look.px(4),
          key.y + bar + shown.look.px(3) + map_signs_key_height(canvas, shown.look, room, signs)}},
        fade(shown.look.colours().panel, 0.85f), shown.look.px(4));
  }
  const float high = draw_map_key(canvas, shown.look, key, width,
                                  map_scale(*shown.results, shown.view.field), title, lang);
  draw_map_signs_key(canvas, shown.look, {key.x, key.y + high + shown.look.px(3)}, room, signs);
}

void draw_zoom_buttons(ImVec2 corner, ImVec2 size, const Shown& shown, Scratch& scratch,
                       Frame& frame) {
  struct Step {
    const char* id;
    const char* icon;
    TextId words;
    double factor;
  };
  constexpr std::array kSteps{Step{"zoom_in", "+", TextId::ui_zoom_in, kZoomStep},
                              Step{"zoom_out", "–", TextId::ui_zoom_out, 1 / kZoomStep},
                              Step{"zoom_all", "□", TextId::ui_zoom_all, 0.0}};
  const float side = ImGui::GetFrameHeight();
  for (std::size_t k = 0; k < kSteps.size(); ++k) {
    const Step& step = kSteps[k];
    ImGui::SetCursorPos(
        {corner.x + size.x - side, corner.y + size.y - (side + shown.look.px(2)) * float(3 - k)});
    if (button(step.id, step.icon, frame, step.factor >= 1.0 || scratch.zoom > 1.0)) {
      scratch.zoom =
          step.factor == 0.0 ? 1.0 : std::clamp(scratch.zoom * step.factor, 1.0, kZoomMax);
      if (scratch.zoom == 1.0) scratch.pan = {0, 0};
    }
    explain(fmt::format("{}\n{}", shown.say(step.words), shown.say(TextId::ui_map_help)), shown);
  }
}

}  // namespace

void draw_map_panel(const Shown& shown, Scratch& scratch, Frame& frame) {
  const Lang lang = shown.lang();
  heading(date_in_words(day_of(shown.draft, shown.week()), lang), shown);
  ImGui::SameLine();
  const float combo = ImGui::GetFontSize() * 14;
  if (ImGui::GetContentRegionAvail().x > combo)
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x - combo);
  else
    ImGui::NewLine();
  draw_field_combo(shown, frame);

  const ImVec2 corner = ImGui::GetCursorPos();
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const ImVec2 size{std::max(room.x, shown.look.px(40)), std::max(room.y, shown.look.px(40))};
  ImGui::InvisibleButton("map", size);
  ImGui::SetItemAllowOverlap();
  frame.note("map");
  const Rect box{ImGui::GetItemRectMin(), ImGui::GetItemRectMax()};
  const bool hovered = ImGui::IsItemHovered(), held = ImGui::IsItemActive();
  const Rect inside{{box.low.x, box.low.y + shown.look.px(4)},
                    {box.high.x, box.high.y - shown.look.px(4)}};
  const MapPlace whole = place_map(shown.map, inside);
  move_map(whole, box, hovered, held, scratch);
  const MapPlace place = zoomed(whole, inside, scratch.zoom, scratch.pan);
  const int under = hovered ? cercle_at(shown.map, place, ImGui::GetIO().MousePos) : -1;
  if (ImGui::IsItemDeactivated() && hovered && !scratch.map_moved)
    frame.ask(SelectCercle{under == shown.view.cercle ? -1 : under});
  WindowCanvas canvas(*ImGui::GetWindowDrawList(), shown.look.fonts);
  canvas.clip(box);
  draw_map(canvas, shown.look, shown.map, place, shown.world(), shown.results, shown.view.field,
           shown.week(), under >= 0 ? under : shown.view.cercle, shown.edges.disagreement);
  if (shown.results)
    draw_map_signs(canvas, shown.look, shown.map, place, *shown.results, shown.week());
  draw_legend(canvas, box, place, shown, scratch);
  canvas.unclip();
  draw_zoom_buttons(corner, size, shown, scratch, frame);
  if (under >= 0 && !held) draw_cercle_tip(under, shown);
}

void draw_time_bar(const Shown& shown, Frame& frame) {
  const Lang lang = shown.lang();
  struct Step {
    const char* id;
    const char* icon;
    Action action;
    TextId words;
  };
  const bool playing = shown.view.playing;
  const std::array steps{
      Step{"first", "|◀", Action::first_week, TextId::ui_first_week},
      Step{"back", "◀", Action::step_back, TextId::ui_step_back},
      Step{"play", playing ? "❚❚" : "▶", Action::play,
           playing ? TextId::ui_pause : TextId::ui_play},
      Step{"forward", "▶|", Action::step_forward, TextId::ui_step_forward},
  };
  for (const Step& step : steps) {
    if (button(step.id, step.icon, frame)) frame.ask(Do{step.action});
    explain(fmt::format("{} ({})", shown.say(step.words), chord_text(step.action, lang)), shown);
    ImGui::SameLine(0, shown.look.px(3));
  }
  ImGui::SameLine();
  int week = shown.week();
  ImGui::SetNextItemWidth(-FLT_MIN);
  const std::string words = say(lang, TextId::ui_week_of, week, shown.weeks() - 1);
  if (ImGui::SliderInt("##week", &week, 0, shown.weeks() - 1, words.c_str(),
                       ImGuiSliderFlags_NoInput | ImGuiSliderFlags_AlwaysClamp))
    frame.ask(SetWeek{week});
  frame.note("time");
}

}  // namespace palabre::ui
