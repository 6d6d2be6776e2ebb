#include <algorithm>

#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
#include "ui/panels/assumptions.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/ui_state.hpp"
#include "ui/panels/widgets.hpp"

namespace palabre::ui {
namespace {

void draw_lever_tip(const LeverSpec& spec, const FrameInputs& shown) {
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
Row row_of(const LeverSpec& spec, const FrameInputs& shown) {
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

void draw_number(const LeverSpec& spec, const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  Row row = row_of(spec, shown);
  row.unit = range_in_words(spec.min, spec.max, spec.unit, shown.lang());
  set_number(row, std::get<double>(lever_value(shown.draft.levers, spec)),
             std::get<double>(lever_value(shown.file.scenario.levers, spec)), shown.lang());
  row.range = range_of(spec);
  draw_row(row, shown, ui_state, frame);
}

// What the bar of a date covers: something that is there from the day on, until the day, or nothing
// but the day itself; and what comes or goes by degrees.
Timeline timeline_of(const LeverSpec& spec, Date date, const Scenario& draft) {
  const Levers& levers = draft.levers;
  const double end = draft.weeks, at = date.is_never() ? end : date_place(date, draft);
  const auto place = [&](Date other) { return std::min(date_place(other, draft), end); };
  const auto until = [&](double weeks) {
    return Timeline{draft.weeks, 0.0, std::min(at + weeks, end), at, std::min(at + weeks, end)};
  };
  if (spec.name == "french_withdrawal") return until(levers.french_drawdown);
  if (spec.name == "minusma_exit") return until(constants::kMinusmaDrawdown);
  if (spec.name == "niger_hub_end") return until(0.0);
  if (spec.name == "russian_arrival")
    return {draft.weeks, at, end, at, std::min(at + constants::kRussianRamp, end)};
  if (spec.name == "talks_open") return {draft.weeks, at, end, at, at};
  if (spec.name == "sanctions_start")
    return {draft.weeks, at, std::max(place(levers.sanctions_end), at), at, at};
  if (spec.name == "sanctions_end")
    return {draft.weeks, std::min(place(levers.sanctions_start), at), at, at, at};
  return {draft.weeks, at, at, at, at};
}

// What a date that is never becomes when it shall happen: what it was, what the file or the model
// says, or else the middle of the run.
Date former_date(const std::string& key, const LeverSpec& spec, const FrameInputs& shown,
                 const UiState& ui_state) {
  const auto field = std::get<Date Levers::*>(spec.field);
  if (const auto known = ui_state.dates.find(key); known != ui_state.dates.end())
    return known->second;
  for (const Levers& levers : {shown.file.scenario.levers, default_levers(shown.draft.start)})
    if (!(levers.*field).is_never()) return levers.*field;
  return date_at(shown.draft.weeks / 2, shown.draft);
}

float date_width(const FrameInputs& shown) {
  const Date longest{Date::from(std::chrono::sys_days{std::chrono::year{2024} / 9 / 30})};
  return text_width(date_in_words(longest, shown.lang())) + shown.look.px(10);
}

// A date runs over the weeks of the run; after their end stands "never".
Row date_row(const LeverSpec& spec, const FrameInputs& shown, UiState& ui_state) {
  const Scenario& draft = shown.draft;
  const Lang lang = shown.lang();
  const Date now = std::get<Date>(lever_value(draft.levers, spec));
  Row row = row_of(spec, shown);
  row.value = date_place(now, draft);
  row.file = date_place(std::get<Date>(lever_value(shown.file.scenario.levers, spec)), draft);
  row.typed = typed_date(now, lang);
  row.never = now.is_never();
  if (!now.is_never()) ui_state.dates[row.key] = now;
  row.unticked = former_date(row.key, spec, shown, ui_state);
  row.range = {0.0, timeline_end(draft.weeks), false, 1.0};
  row.timeline = timeline_of(spec, now, draft);
  row.value_width = date_width(shown);
  row.to_value = [&draft](double v) { return Value{date_at(v, draft)}; };
  row.parse = [lang](std::string_view typed) -> std::optional<Value> {
    const std::optional<Date> date = read_typed_date(typed, lang);
    return date ? std::optional<Value>{*date} : std::nullopt;
  };
  return row;
}

// A flag: one line, the resets at its end.
void draw_flag(const LeverSpec& spec, const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  const Row row = row_of(spec, shown);
  bool on = std::get<bool>(lever_value(shown.draft.levers, spec));
  const float control = ImGui::GetContentRegionAvail().x - resets_width(shown);
  const float left = ImGui::GetCursorPosX();
  ImGui::PushID(spec.name.data());
  if (ui_state.reveal == row.key) {
    ImGui::SetScrollHereY(0.4f);
    ui_state.reveal.clear();
    frame.reveal.clear();
  }
  frame.value(row.key);
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const float right = corner.x + ImGui::GetContentRegionAvail().x;
  ImGui::BeginGroup();
  const bool clicked = ImGui::Checkbox("##flag", &on);
  frame.note(row.key);
  if (ui_state.type_next == row.key) {
    ui_state.type_next.clear();
    press_item();
  }
  if (clicked) frame.ask(SetValue{row.key, on, true});
  ImGui::SameLine();
  ImGui::PushTextWrapPos(left + control);
  put_in(row.differs_from_file ? shown.look.colours().changed : shown.look.colours().text,
         row.label);
  ImGui::PopTextWrapPos();
  ImGui::EndGroup();
  if (ImGui::IsItemHovered()) frame.hovered = row.key;
  tooltip_for(row.key, ImGui::IsItemHovered(), shown, ui_state, frame, row.tip);
  ImGui::SameLine(left + control);
  draw_resets(row, shown, frame);
  draw_focus(row.key, corner, right, ui_state);
  ImGui::PopID();
}

bool is_changed(const LeverSpec& spec, const FrameInputs& shown) {
  return lever_value(shown.draft.levers, spec) != lever_value(shown.file.scenario.levers, spec);
}

bool matches(const LeverSpec& spec, std::string_view wanted, Lang lang) {
  return found_in(spec.label.in(lang), wanted) || found_in(spec.meaning.in(lang), wanted) ||
         found_in(key_of(spec), wanted) || found_in(text(TextId::ui_levers, lang), wanted) ||
         std::any_of(
             spec.choices.begin(), spec.choices.end(),
             [&](std::string_view c) { return found_in(choice_in_words(c, lang), wanted); }) ||
         claims_hold(spec.claims, wanted, lang);
}

bool is_listed(const LeverSpec& spec, const FrameInputs& shown, const UiState& ui_state) {
  if (!ui_state.search.empty()) return matches(spec, ui_state.search, shown.lang());
  if (ui_state.reveal == key_of(spec)) return true;
  return passes(shown.view.filter, {true, is_changed(spec, shown), is_assumed(spec.claims)});
}

void draw_lever(const LeverSpec& spec, const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  switch (spec.kind) {
    case LeverKind::Date:
      return draw_row(date_row(spec, shown, ui_state), shown, ui_state, frame);
    case LeverKind::Number:
      return draw_number(spec, shown, ui_state, frame);
    case LeverKind::Choice:
      return draw_choice(row_of(spec, shown), spec.choices,
                         std::get<std::string>(lever_value(shown.draft.levers, spec)), shown,
                         ui_state, frame);
    case LeverKind::Flag:
      return draw_flag(spec, shown, ui_state, frame);
  }
}

}  // namespace

void draw_levers(const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  bool any = false;
  for (const LeverSpec& spec : lever_specs()) any = any || is_listed(spec, shown, ui_state);
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
  // The dates first, under one axis; then everything else.
  bool dated = false;
  for (const LeverSpec& spec : lever_specs()) {
    if (spec.kind != LeverKind::Date || !is_listed(spec, shown, ui_state)) continue;
    if (!dated) draw_timeline_axis(shown);
    dated = true;
    draw_lever(spec, shown, ui_state, frame);
  }
  for (const LeverSpec& spec : lever_specs())
    if (spec.kind != LeverKind::Date && is_listed(spec, shown, ui_state))
      draw_lever(spec, shown, ui_state, frame);
}

void draw_lever_lines(const FrameInputs& shown, UiState& ui_state, Frame& frame,
                      float label_width) {
  for (const LeverSpec& spec : lever_specs())
    if (spec.kind == LeverKind::Date)
      draw_timeline_line(date_row(spec, shown, ui_state), label_width, shown, ui_state, frame);
}

}  // namespace palabre::ui
