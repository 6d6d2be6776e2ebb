#include <algorithm>

#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
#include "ui/panels/assumptions.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/input_rows.hpp"
#include "ui/panels/ui_state.hpp"
#include "ui/panels/widgets.hpp"

namespace palabre::ui {
namespace {

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
Row date_row(const InputRef& input, const FrameInputs& shown, UiState& ui_state) {
  const LeverSpec& spec = *input.lever();
  const Scenario& draft = shown.draft;
  const Lang lang = shown.lang();
  const Date now = std::get<Date>(lever_value(draft.levers, spec));
  Row row = input_row(input, shown, ui_state);
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
void draw_flag(const InputRef& input, const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  const LeverSpec& spec = *input.lever();
  const Row row = input_row(input, shown, ui_state);
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

void draw_lever(const InputRef& input, const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  const LeverSpec& spec = *input.lever();
  switch (spec.kind) {
    case LeverKind::Date:
      return draw_row(date_row(input, shown, ui_state), shown, ui_state, frame);
    case LeverKind::Number:
      return draw_row(input_row(input, shown, ui_state), shown, ui_state, frame);
    case LeverKind::Choice:
      return draw_choice(input_row(input, shown, ui_state), spec.choices,
                         std::get<std::string>(lever_value(shown.draft.levers, spec)), shown,
                         ui_state, frame);
    case LeverKind::Flag:
      return draw_flag(input, shown, ui_state, frame);
  }
}

}  // namespace

void draw_levers(const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  std::vector<const InputRef*> listed;
  std::ptrdiff_t changed = 0;
  for (const InputRef& input : lever_inputs()) {
    if (is_listed(input, shown, ui_state)) listed.push_back(&input);
    changed += is_changed(input, shown);
  }
  if (listed.empty()) return;
  ImGui::Dummy({0, shown.look.px(4)});
  heading(shown.say(TextId::ui_levers), shown);
  if (changed > 0) {
    ImGui::SameLine();
    put_in(shown.look.colours().changed, say(shown.lang(), TextId::ui_changed_count, changed));
  }
  ImGui::PushFont(shown.look.fonts.small);
  put_wrapped(shown.look.colours().dim, shown.say(TextId::ui_levers_tip));
  ImGui::PopFont();
  // The dates first, under one axis; then everything else.
  const auto rest = std::stable_partition(listed.begin(), listed.end(), [](const InputRef* input) {
    return input->lever()->kind == LeverKind::Date;
  });
  if (rest != listed.begin()) draw_timeline_axis(shown);
  for (const InputRef* input : listed) draw_lever(*input, shown, ui_state, frame);
}

void draw_lever_lines(const FrameInputs& shown, UiState& ui_state, Frame& frame,
                      float label_width) {
  for (const InputRef& input : lever_inputs())
    if (input.lever()->kind == LeverKind::Date)
      draw_timeline_line(date_row(input, shown, ui_state), label_width, shown, ui_state, frame);
}

}  // namespace palabre::ui
