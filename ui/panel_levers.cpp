#include <algorithm>

#include "ui/panels.hpp"
#include "ui/widgets.hpp"
#include "ui/words.hpp"

namespace palabre::ui {
namespace {

std::string key_of(const LeverSpec& spec) { return fmt::format("levers.{}", spec.name); }

std::string value_in_words(const Value& value, Lang lang) {
  if (const auto* date = std::get_if<Date>(&value)) return date_in_words(*date, lang);
  if (const auto* v = std::get_if<double>(&value)) return number(*v, lang);
  if (const auto* flag = std::get_if<bool>(&value))
    return std::string(text(*flag ? TextId::yes : TextId::no, lang));
  return choice_in_words(std::get<std::string>(value), lang);
}

// What a lever says in a scenario, as set_value() would take it.
Value lever_value(const Levers& levers, const LeverSpec& spec) {
  switch (spec.kind) {
    case LeverKind::Date:
      return levers.*std::get<Date Levers::*>(spec.field);
    case LeverKind::Number:
      return levers.*std::get<double Levers::*>(spec.field);
    case LeverKind::Flag:
      return levers.*std::get<bool Levers::*>(spec.field);
    case LeverKind::Choice:
      break;
  }
  return std::string(spec.choices[std::size_t(levers.*std::get<int Levers::*>(spec.field))]);
}

void draw_lever_tip(const LeverSpec& spec, const Shown& shown) {
  const Lang lang = shown.lang();
  ImGui::PushFont(shown.look.fonts.bold);
  put(spec.label.in(lang));
  ImGui::PopFont();
  put(spec.meaning.in(lang));
  ImGui::Spacing();
  draw_fact(shown.say(TextId::ui_unit), label(spec.unit, lang), shown);
  if (spec.kind == LeverKind::Number)
    draw_fact(shown.say(TextId::ui_allowed),
              say(lang, TextId::ui_between, number(spec.min, lang), number(spec.max, lang)), shown);
  draw_fact(shown.say(TextId::ui_default),
            value_in_words(lever_value(default_levers(shown.draft.start), spec), lang), shown);
  draw_fact(shown.say(TextId::ui_in_the_file),
            value_in_words(lever_value(shown.file.scenario.levers, spec), lang), shown);
  draw_fact(shown.say(TextId::ui_key), key_of(spec), shown);
  draw_claims(spec.claims, shown);
}

// What all kinds of levers have in common.
Row row_of(const LeverSpec& spec, const Shown& shown) {
  const Lang lang = shown.lang();
  const Value now = lever_value(shown.draft.levers, spec);
  const Value file = lever_value(shown.file.scenario.levers, spec);
  const Value initial = lever_value(default_levers(shown.draft.start), spec);
  Row row;
  row.key = key_of(spec);
  row.label = spec.label.in(lang);
  row.shown = value_in_words(now, lang);
  row.differs_from_file = now != file;
  row.differs_from_default = now != initial;
  row.reset_file = say(lang, TextId::ui_back_to_file, value_in_words(file, lang),
                       chord_text(Action::to_file, lang));
  row.reset_default = say(lang, TextId::ui_back_to_default, value_in_words(initial, lang),
                          chord_text(Action::to_default, lang));
  row.tip = [&spec, &shown] { draw_lever_tip(spec, shown); };
  return row;
}

void draw_number(const LeverSpec& spec, const Shown& shown, Scratch& scratch, Frame& frame) {
  Row row = row_of(spec, shown);
  row.unit = range_in_words(spec.min, spec.max, spec.unit, shown.lang());
  row.value = std::get<double>(lever_value(shown.draft.levers, spec));
  row.file = std::get<double>(lever_value(shown.file.scenario.levers, spec));
  row.typed = number_text(row.value);
  if (shown.lang() == Lang::fr) std::replace(row.typed.begin(), row.typed.end(), '.', ',');
  row.range = {spec.min, spec.max, false, spec.max - spec.min >= 50 ? 1.0 : 0.01};
  row.to_value = [](double v) { return Value{v}; };
  row.parse = [](std::string_view typed) -> std::optional<Value> {
    const std::optional<double> v = parse_number(typed);
    return v ? std::optional<Value>{*v} : std::nullopt;
  };
  draw_row(row, shown, scratch, frame);
}

// A date runs over the weeks of the run; the last place is "never".
void draw_date(const LeverSpec& spec, const Shown& shown, Scratch& scratch, Frame& frame) {
  const Scenario& draft = shown.draft;
  const int weeks = draft.weeks;
  const auto place = [&](Date date) {
    if (date.is_never()) return double(weeks);
    return std::min(double(date.day - Date::from(draft.start).day) / 7.0, double(weeks) - 0.01);
  };
  const Date now = std::get<Date>(lever_value(draft.levers, spec));
  Row row = row_of(spec, shown);
  row.value = place(now);
  row.file = place(std::get<Date>(lever_value(shown.file.scenario.levers, spec)));
  row.typed = to_string(now);
  row.never = now.is_never();
  row.range = {0.0, double(weeks), false, 1.0};
  row.to_value = [start = draft.start, weeks](double v) {
    return v >= double(weeks) ? Value{Date::never()}
                              : Value{Date::from(start + std::chrono::days(7 * int(v)))};
  };
  row.parse = [lang = shown.lang()](std::string_view typed) -> std::optional<Value> {
    if (typed == text(TextId::never, lang)) return Date::never();
    const std::optional<Date> date = parse_date(typed);
    return date ? std::optional<Value>{*date} : std::nullopt;
  };
  draw_row(row, shown, scratch, frame);
}

// A flag or a choice: one line, the resets at its end.
void draw_short(const LeverSpec& spec, const Shown& shown, Scratch& scratch, Frame& frame) {
  const Lang lang = shown.lang();
  const Row row = row_of(spec, shown);
  const Value now = lever_value(shown.draft.levers, spec);
  const float control = ImGui::GetContentRegionAvail().x - resets_width(shown);
  const float left = ImGui::GetCursorPosX();
  ImGui::PushID(spec.name.data());
  ImGui::BeginGroup();
  if (const bool* flag = std::get_if<bool>(&now)) {
    bool on = *flag;
    const bool clicked = ImGui::Checkbox("##flag", &on);
    frame.note(row.key);
    if (clicked) frame.ask(SetValue{row.key, on, true});
    ImGui::SameLine();
    ImGui::PushTextWrapPos(left + control);
    put_in(row.differs_from_file ? shown.look.colours().changed : shown.look.colours().text,
           row.label);
    ImGui::PopTextWrapPos();
  } else {
    draw_row_head(row.label, "", row.differs_from_file, shown);
    ImGui::SetNextItemWidth(control);
    const bool open = ImGui::BeginCombo("##choice", row.shown.c_str());
    frame.note(row.key);
    if (open) {
      for (std::string_view choice : spec.choices) {
        if (ImGui::Selectable(choice_in_words(choice, lang).c_str(),
                              std::get<std::string>(now) == choice))
          frame.ask(SetValue{row.key, std::string(choice), true});
        frame.note(fmt::format("{}.{}", row.key, choice));
      }
      ImGui::EndCombo();
    }
  }
  ImGui::EndGroup();
  if (ImGui::IsItemHovered()) frame.hovered = row.key;
  tooltip_for(row.key, ImGui::IsItemHovered(), shown, scratch, frame, row.tip);
  ImGui::SameLine(left + control);
  draw_resets(row, shown, frame);
  ImGui::PopID();
}

bool is_changed(const LeverSpec& spec, const Shown& shown) {
  return lever_value(shown.draft.levers, spec) != lever_value(shown.file.scenario.levers, spec);
}

bool matches(const LeverSpec& spec, std::string_view wanted, Lang lang) {
  return found_in(spec.label.in(lang), wanted) || found_in(spec.meaning.in(lang), wanted) ||
         found_in(key_of(spec), wanted) || found_in(text(TextId::ui_levers, lang), wanted) ||
         std::any_of(
             spec.choices.begin(), spec.choices.end(),
             [&](std::string_view c) { return found_in(choice_in_words(c, lang), wanted); }) ||
         std::any_of(spec.claims.list().begin(), spec.claims.list().end(), [&](ClaimId id) {
           return found_in(claim(id).name, wanted) || found_in(claim(id).says.in(lang), wanted);
         });
}

bool is_listed(const LeverSpec& spec, const Shown& shown, const Scratch& scratch) {
  if (!scratch.search.empty()) return matches(spec, scratch.search, shown.lang());
  return shown.view.filter != Filter::changed || is_changed(spec, shown);
}

}  // namespace

void draw_levers(const Shown& shown, Scratch& scratch, Frame& frame) {
  bool any = false;
  for (const LeverSpec& spec : lever_specs()) any = any || is_listed(spec, shown, scratch);
  if (!any) return;
  ImGui::Dummy({0, shown.look.px(4)});
  heading(shown.say(TextId::ui_levers), shown);
  if (const auto changed =
          std::count_if(lever_specs().begin(), lever_specs().end(),
                        [&](const LeverSpec& s) { return is_changed(s, shown); })) {
    ImGui::SameLine();
    put_in(shown.look.colours().changed, say(shown.lang(), TextId::ui_changed_count, changed));
  }
  ImGui::PushFont(shown.look.fonts.small);
  ImGui::PushTextWrapPos(0.0f);
  put_in(shown.look.colours().dim, shown.say(TextId::ui_levers_tip));
  ImGui::PopTextWrapPos();
  ImGui::PopFont();
  for (const LeverSpec& spec : lever_specs()) {
    if (!is_listed(spec, shown, scratch)) continue;
    if (scratch.reveal == key_of(spec)) {
      ImGui::SetScrollHereY(0.4f);
      if (spec.kind != LeverKind::Date && spec.kind != LeverKind::Number) scratch.reveal.clear();
    }
    switch (spec.kind) {
      case LeverKind::Date:
        draw_date(spec, shown, scratch, frame);
        break;
      case LeverKind::Number:
        draw_number(spec, shown, scratch, frame);
        break;
      default:
        draw_short(spec, shown, scratch, frame);
        break;
    }
  }
}

}  // namespace palabre::ui
