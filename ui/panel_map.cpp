#include <algorithm>
#include <cmath>

#include "ui/panels.hpp"
#include "ui/widgets.hpp"
#include "ui/words.hpp"

namespace palabre::ui {
namespace {

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

std::string value_in_words(double value, Unit unit, Lang lang) {
  if (unit == Unit::Share) return percent(value, lang);
  if (unit == Unit::Sieges) return number(value, lang, 2);
  if (unit == Unit::Attacks || unit == Unit::Deaths)
    return say(lang, TextId::ui_per_week, number(value, lang, 2));
  return fmt::format("{} {}", number(value, lang, 3), label(unit, lang));
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
      const std::string words = value_in_words(value, spec.unit, lang);
      if (CercleFieldId(k) == shown.view.field) {
        put_in(shown.look.colours().accent, fmt::format("{}  {}", spec.label.in(lang), words));
      } else {
        draw_fact(spec.label.in(lang), words, shown);
      }
    }
  }
  ImGui::PushFont(shown.look.fonts.small);
  put_in(shown.look.colours().dim, shown.say(TextId::ui_map_mean));
  ImGui::PopFont();
  ImGui::EndTooltip();
}

}  // namespace

void draw_map_panel(const Shown& shown, Frame& frame) {
  const Lang lang = shown.lang();
  heading(date_in_words(day_of(shown.draft, shown.week()), lang), shown);
  ImGui::SameLine();
  const float combo = ImGui::GetFontSize() * 14;
  if (ImGui::GetContentRegionAvail().x > combo)
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x - combo);
  else
    ImGui::NewLine();
  draw_field_combo(shown, frame);

  const ImVec2 room = ImGui::GetContentRegionAvail();
  const ImVec2 size{std::max(room.x, shown.look.px(40)), std::max(room.y, shown.look.px(40))};
  ImGui::InvisibleButton("map", size);
  frame.note("map");
  const Rect box{ImGui::GetItemRectMin(), ImGui::GetItemRectMax()};
  WindowCanvas canvas(*ImGui::GetWindowDrawList(), shown.look.fonts);
  const Rect inside{{box.low.x, box.low.y + shown.look.px(4)},
                    {box.high.x, box.high.y - shown.look.px(4)}};
  MapPlace place = place_map(shown.map, inside);
  const bool hovered = ImGui::IsItemHovered();
  const int under = hovered ? cercle_at(shown.map, place, ImGui::GetIO().MousePos) : -1;
  draw_map(canvas, shown.look, shown.map, place, shown.world(), shown.results, shown.view.field,
           shown.week(), under);
  const auto& spec = cercle_field_specs()[std::size_t(shown.view.field)];
  std::string title{spec.label.in(lang)};
  if (spec.unit != Unit::Share) title += fmt::format(" ({})", label(spec.unit, lang));
  const ImVec2 key{box.low.x + shown.look.px(6), box.low.y + shown.look.px(8)};
  const float free = free_width(shown.map, place, key.x, box.low.y, key.y + shown.look.px(80));
  if (shown.results)
    draw_map_key(canvas, shown.look, key,
                 std::clamp(free - shown.look.px(28), shown.look.px(110), shown.look.px(190)),
                 map_scale(*shown.results, shown.view.field), title, lang);
  if (under >= 0) draw_cercle_tip(under, shown);
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
