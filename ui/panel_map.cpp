#include <algorithm>

#include "sim/tables/text.hpp"
#include "ui/map_stage.hpp"
#include "ui/map_words.hpp"
#include "ui/panels.hpp"
#include "ui/widgets.hpp"
#include "ui/words.hpp"

namespace palabre::ui {

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

namespace {

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
  }
  ImGui::PushFont(shown.look.fonts.small);
  put_in(shown.look.colours().dim, shown.say(TextId::ui_map_mean));
  ImGui::PopFont();
  ImGui::EndTooltip();
}

}  // namespace

void draw_map_panel(const Shown& shown, Scratch& scratch, Frame& frame) {
  draw_map_head(shown.week(), shown, frame);
  const MapStage stage = begin_map_stage(shown, scratch, frame);
  const MapPlace& place = stage.place;
  WindowCanvas canvas(*ImGui::GetWindowDrawList(), shown.look.fonts);
  canvas.clip(stage.box);
  draw_map(canvas, shown.look, shown.map, place, shown.world(), shown.results, shown.view.field,
           shown.week(), stage.under >= 0 ? stage.under : shown.view.cercle);
  if (shown.results)
    draw_map_signs(canvas, shown.look, shown.map, place, *shown.results, shown.week());
  if (shown.results)
    draw_map_legend(canvas, stage, map_scale(*shown.results, shown.view.field),
                    map_signs(shown.lang()), {}, shown, scratch);
  canvas.unclip();
  end_map_stage(stage, shown, scratch, frame);
  if (stage.under >= 0 && !stage.held) draw_cercle_tip(stage.under, shown);
}

}  // namespace palabre::ui
