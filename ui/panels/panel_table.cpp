// The bargaining table: what each side wants of each issue and how much it weighs, a cell each. And
// the switches of the model, which are as rarely touched.

#include <algorithm>
#include <array>
#include <cmath>

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

// A column of the table: its position and its weight. JNIM as a whole only weighs.
struct Side {
  TextId name;
  std::string_view wants, weighs;
};
constexpr std::array kSides{Side{TextId::ui_table_junta, "junta", "weight_junta"},
                            Side{TextId::ui_table_ag_ghaly, "ag_ghaly", "weight_ag_ghaly"},
                            Side{TextId::ui_table_koufa, "koufa", "weight_koufa"},
                            Side{TextId::ui_table_aqim, "aqim", "weight_aqim"},
                            Side{TextId::ui_table_jnim, "", "weight_jnim"}};

std::string key_of(const IssueSpec& issue, std::string_view field) {
  return fmt::format("issues.{}.{}", issue.name, field);
}

const IssueFieldSpec& field_of(std::string_view name) {
  const auto fields = issue_field_specs();
  return *std::find_if(fields.begin(), fields.end(),
                       [&](const IssueFieldSpec& field) { return field.name == name; });
}

bool same_value(const Scenario& a, const Scenario& b, std::string_view key) {
  const auto input = InputRef::find(key);
  return !input || input->get(a) == input->get(b);
}

bool is_changed(const IssueSpec& issue, const FrameInputs& shown) {
  return std::any_of(
      issue_field_specs().begin(), issue_field_specs().end(), [&](const IssueFieldSpec& field) {
        return !same_value(shown.draft, shown.file.scenario, key_of(issue, field.name));
      });
}

bool is_listed(const IssueSpec& issue, const FrameInputs& shown, const UiState& ui_state) {
  const std::string prefix = fmt::format("issues.{}.", issue.name);
  if (!ui_state.search.empty())
    return matches(issue.label, issue.meaning, issue.claims, shown.say(TextId::ui_table), prefix,
                   {}, ui_state.search, shown.lang());
  if (ui_state.reveal.starts_with(prefix) || ui_state.typing_key.starts_with(prefix)) return true;
  return passes(shown.view.filter,
                {.changed = is_changed(issue, shown), .assumed = is_assumed(issue.claims)});
}

void draw_issue_tip(const IssueSpec& issue, const IssueFieldSpec& field, const FrameInputs& shown) {
  const Lang lang = shown.lang();
  const std::string key = key_of(issue, field.name);
  ImGui::PushFont(shown.look.fonts.bold);
  put(control_name(key, lang));
  ImGui::PopFont();
  put(issue.meaning.in(lang));
  ImGui::Spacing();
  draw_fact(shown.say(TextId::ui_allowed),
            say(lang, TextId::ui_between, number(0, lang), number(1, lang)), shown);
  draw_fact(shown.say(TextId::ui_default), number(issue.initial.*field.field, lang), shown);
  if (const auto file = get_value(shown.file.scenario, key))
    draw_fact(shown.say(TextId::ui_in_the_file), value_in_words(*file, lang), shown);
  draw_fact(shown.say(TextId::ui_key), key, shown);
  draw_claims(issue.claims, shown);
}

// An entry that an assumption gives: its value, and the way there.
void draw_given(const ParamSpec& param, float width, const FrameInputs& shown, Frame& frame) {
  const Palette& p = shown.look.colours();
  ImGui::PushID(param.key.data());
  const bool pressed = ImGui::InvisibleButton("given", {width, ImGui::GetFrameHeight()});
  const std::string words = number(shown.draft.params.*param.field, shown.lang());
  const ImVec2 size = ImGui::CalcTextSize(words.c_str());
  const Rect box{ImGui::GetItemRectMin(), ImGui::GetItemRectMax()};
  ImGui::GetWindowDrawList()->AddText({std::round((box.low.x + box.high.x - size.x) / 2),
                                       std::round((box.low.y + box.high.y - size.y) / 2)},
                                      ImGui::IsItemHovered() ? p.text : p.dim, words.c_str());
  explain(say(shown.lang(), TextId::ui_table_from, param.label.in(shown.lang())), shown);
  ImGui::PopID();
  if (pressed) frame.ask(Reveal{std::string(param.key)});
}

void draw_entry(const IssueSpec& issue, std::string_view name, float width,
                const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  if (name.empty()) return ImGui::Dummy({width, ImGui::GetFrameHeight()});
  const IssueFieldSpec& field = field_of(name);
  const int index = int(&issue - issue_specs().data());
  if (const ParamSpec* param = issue_param(index, field))
    return draw_given(*param, width, shown, frame);
  const Lang lang = shown.lang();
  Row row;
  row.key = key_of(issue, name);
  set_number(row, shown.draft.issues[std::size_t(index)].*field.field,
             shown.file.scenario.issues[std::size_t(index)].*field.field, lang);
  row.range = {0.0, 1.0, false, 0.01};
  row.cell = true;
  row.tip = [&] { draw_issue_tip(issue, field, shown); };
  draw_cell(row, width, shown, ui_state, frame);
}

// One line of an issue: a word, then a cell for every side.
void draw_line(const IssueSpec& issue, bool weights, float head, float cell,
               const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  const float left = ImGui::GetCursorPosX(), gap = shown.look.px(3);
  ImGui::AlignTextToFramePadding();
  put_in(shown.look.colours().dim,
         shown.say(weights ? TextId::ui_table_weighs : TextId::ui_table_wants));
  for (std::size_t k = 0; k < kSides.size(); ++k) {
    ImGui::SameLine(left + head + float(k) * (cell + gap));
    draw_entry(issue, weights ? kSides[k].weighs : kSides[k].wants, cell, shown, ui_state, frame);
  }
}

void draw_issues(const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  const Palette& p = shown.look.colours();
  ImGui::PushFont(shown.look.fonts.small);
  put_wrapped(p.dim, shown.say(TextId::ui_table_tip));
  const float gap = shown.look.px(3), room = ImGui::GetContentRegionAvail().x;
  const float head = std::max(text_width(shown.say(TextId::ui_table_wants)),
                              text_width(shown.say(TextId::ui_table_weighs))) *
                         1.2f +
                     shown.look.px(4);
  const float cell = (room - head) / float(kSides.size()) - gap;
  // Where names are wider than their cells, every other one stands a line lower.
  const ImVec2 at = ImGui::GetCursorPos();
  const float line = ImGui::GetTextLineHeight();
  const bool two_lines = std::any_of(kSides.begin(), kSides.end(), [&](const auto& side) {
    return text_width(shown.say(side.name)) > cell;
  });
  for (std::size_t k = 0; k < kSides.size(); ++k) {
    const std::string_view name = shown.say(kSides[k].name);
    const float x = head + float(k) * (cell + gap) + (cell - text_width(name)) / 2;
    const float most = room - text_width(name);
    ImGui::SetCursorPos({at.x + std::clamp(x, 0.0f, std::max(most, 0.0f)),
                         at.y + (two_lines && k % 2 == 1 ? line : 0.0f)});
    put_in(p.text, name);
  }
  ImGui::SetCursorPos({at.x, at.y + (two_lines ? 2 * line : line) + shown.look.px(3)});
  ImGui::PopFont();
  for (const IssueSpec& issue : issue_specs()) {
    if (!is_listed(issue, shown, ui_state)) continue;
    put_wrapped(is_changed(issue, shown) ? p.changed : p.text, issue.label.in(shown.lang()));
    draw_line(issue, false, head, cell, shown, ui_state, frame);
    draw_line(issue, true, head, cell, shown, ui_state, frame);
    ImGui::Dummy({0, shown.look.px(2)});
  }
}

void draw_switch(const InputRef& input, const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  const SwitchSpec& spec = *input.model_switch();
  const Row row = input_row(input, shown, ui_state);
  if (spec.choices.empty()) return draw_row(row, shown, ui_state, frame);
  draw_choice(row, spec.choices, std::get<std::string>(*input.get(shown.draft)), shown, ui_state,
              frame);
}

// A section that stays folded until it is asked for, or holds what is looked for.
bool begin_section(TextId title, const char* id, std::ptrdiff_t changed, bool wanted,
                   const FrameInputs& shown, Frame& frame) {
  const std::string words = section_title(shown.say(title), changed, shown.lang());
  if (wanted) ImGui::SetNextItemOpen(true);
  const bool open = ImGui::CollapsingHeader(fmt::format("{}###{}", words, id).c_str());
  frame.reach(fmt::format("group.{}", id));
  return open;
}

}  // namespace

void draw_table(const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  const auto issues = issue_specs();
  if (std::none_of(issues.begin(), issues.end(),
                   [&](const IssueSpec& issue) { return is_listed(issue, shown, ui_state); }))
    return;
  const auto changed = std::count_if(issues.begin(), issues.end(),
                                     [&](const IssueSpec& i) { return is_changed(i, shown); });
  const bool wanted = !ui_state.search.empty() || ui_state.reveal.starts_with("issues.") ||
                      shown.view.filter == Filter::changed;
  if (begin_section(TextId::ui_table, "issues", changed, wanted, shown, frame))
    draw_issues(shown, ui_state, frame);
}

void draw_switches(const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  std::vector<const InputRef*> listed;
  std::ptrdiff_t changed = 0;
  for (const InputRef& input : switch_inputs()) {
    if (is_listed(input, shown, ui_state)) listed.push_back(&input);
    changed += is_changed(input, shown);
  }
  if (listed.empty()) return;
  const bool wanted = !ui_state.search.empty() || ui_state.reveal.starts_with("switches.") ||
                      shown.view.filter == Filter::changed;
  if (!begin_section(TextId::ui_switches, "switches", changed, wanted, shown, frame)) return;
  ImGui::PushFont(shown.look.fonts.small);
  put_wrapped(shown.look.colours().dim, shown.say(TextId::ui_switches_tip));
  ImGui::PopFont();
  for (const InputRef* input : listed) draw_switch(*input, shown, ui_state, frame);
}

}  // namespace palabre::ui
