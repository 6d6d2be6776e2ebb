#include "ui/panels/map_words.hpp"

#include <algorithm>
#include <cmath>

#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/widgets.hpp"

namespace palabre::ui {
namespace {

// A mean of a thousand runs carries no more than hundredths.
constexpr double kFinest = 0.01;

std::string hundredths(double value, Lang lang) {
  if (value >= kFinest) return number(value, lang, 2);
  return value > 0.0 ? "<\u00a0" + number(kFinest, lang) : number(0.0, lang);
}

}  // namespace

void begin_cercle_tip(const Cercle& place, const FrameInputs& shown) {
  begin_tip(shown);
  ImGui::PushFont(shown.look.fonts.bold);
  put(place.name);
  ImGui::PopFont();
  ImGui::SameLine();
  put_in(shown.look.colours().dim, place.region);
}

void draw_field_combo(const FrameInputs& shown, Frame& frame) {
  const Lang lang = shown.lang();
  const auto& spec = cercle_field_specs()[std::size_t(shown.view.field)];
  ImGui::SetNextItemWidth(std::min(ImGui::GetFontSize() * 14, ImGui::GetContentRegionAvail().x));
  const bool open = ImGui::BeginCombo("##field", std::string(spec.label.in(lang)).c_str());
  frame.reach_list("map.field", open);
  if (!open) return;
  for (std::size_t k = 0; k < cercle_field_specs().size(); ++k) {
    const CercleFieldSpec& choice = cercle_field_specs()[k];
    if (ImGui::Selectable(std::string(choice.label.in(lang)).c_str(),
                          CercleFieldId(k) == shown.view.field))
      frame.ask(SetField{CercleFieldId(k)});
    frame.reach(fmt::format("map.field.{}", choice.id));
  }
  ImGui::EndCombo();
}

std::string amount_in_words(double value, Unit unit, Lang lang) {
  if (unit == Unit::Share) return percent(value, lang);
  if (unit == Unit::Sieges) return hundredths(value, lang);
  if (unit == Unit::Attacks || unit == Unit::Deaths)
    return say(lang, TextId::ui_per_week, hundredths(value, lang));
  return fmt::format("{} {}", number(std::round(value), lang, 3), label(unit, lang));
}

std::string week_in_words(const Scenario& scenario, int week, Lang lang) {
  using std::chrono::year_month_day;
  const auto first = day_of(scenario, week), last = day_of(scenario, week + 1);
  const year_month_day from{first}, to{last};
  const std::string begin = date_in_words(first, lang), end = date_in_words(last, lang);
  if (from.year() != to.year()) return begin + " – " + end;
  if (from.month() == to.month()) return fmt::format("{}–{}", unsigned(from.day()), end);
  return begin.substr(0, begin.rfind(' ')) + " – " + end;  // the year once
}

}  // namespace palabre::ui
