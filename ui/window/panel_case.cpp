// What the author says of the case: a panel to write it in, and what Save as asks about it.

#include "sim/answer/changes.hpp"
#include "sim/answer/finding.hpp"
#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/dialog_inputs.hpp"
#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/ui_state.hpp"
#include "ui/panels/widgets.hpp"
#include "ui/window/window.hpp"

#include <imgui_stdlib.h>

namespace palabre::ui {
namespace {

// Words that are there in two languages keep the other one; new words are for both.
LocalText rewritten(const LocalText& before, const std::string& now, Lang lang) {
  if (before.in(lang) == now) return before;
  LocalText out = before;
  const bool two = !before.en.empty() && !before.fr.empty() && before.en != before.fr;
  if (!two || now.empty()) return {now, now};
  (lang == Lang::fr ? out.fr : out.en) = now;
  return out;
}

// A title of another case says nothing in its other language either.
LocalText retitled(const std::string& now, const FrameInputs& shown) {
  const Lang lang = shown.lang();
  const LocalText& before = shown.draft.title;
  if (before.in(lang) == now) return before;
  if (shown.base) {
    const LocalText offered = suggested_title(shown.base->scenario, shown.draft);
    if (offered.in(lang) == now) return offered;
  }
  return {now, now};
}

void draw_lines(const char* key, TextId label, int lines, std::string& words,
                const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  put_in(shown.look.colours().dim, shown.say(label));
  ImGui::SetNextItemWidth(-FLT_MIN);
  frame.reach_text(key);
  const std::string id = fmt::format("##{}", key);
  if (lines == 1)
    input_text(id.c_str(), "", words);
  else
    ImGui::InputTextMultiline(id.c_str(), &words,
                              {-FLT_MIN, ImGui::GetTextLineHeight() * float(lines) +
                                             2 * ImGui::GetStyle().FramePadding.y});
  frame.note(key);
  draw_focus(key, ImGui::GetItemRectMin(), ImGui::GetItemRectMax().x, ui_state);
}

// Which figure the answer speaks of.
void draw_about(std::string& about, const FrameInputs& shown, Frame& frame) {
  const Lang lang = shown.lang();
  put_in(shown.look.colours().dim, shown.say(TextId::ui_case_about));
  const auto name = [&](const Target& figure) { return std::string(figure.label().in(lang)); };
  const auto now = find_figure(about);
  const std::string words =
      now ? name(*now) : std::string(shown.say(TextId::ui_case_about_strongest));
  ImGui::SetNextItemWidth(-FLT_MIN);
  const bool open = ImGui::BeginCombo("##case_about", words.c_str(), ImGuiComboFlags_HeightLarge);
  frame.reach_list("case.about", open);
  if (!open) return;
  if (ImGui::Selectable(std::string(shown.say(TextId::ui_case_about_strongest)).c_str(),
                        about.empty()))
    about.clear();
  frame.reach("case.about.strongest");
  const auto choice = [&](const Target& figure, const std::string& id) {
    if (ImGui::Selectable(fmt::format("{}##{}", name(figure), id).c_str(), about == id)) about = id;
    frame.reach("case.about." + id);
  };
  for (const Target& figure : headline_figures()) choice(figure, std::string(figure.id()));
  for (std::size_t k = 0; k < kOutcomeCount; ++k) {
    const Target figure{OutcomeId(k), {}};
    choice(figure, "outcome." + std::string(figure.id()));
  }
  for (const StatisticSpec& spec : statistic_specs())
    choice(*find_figure(spec.id), std::string(spec.id));
  ImGui::EndCombo();
}

}  // namespace

void draw_case_words(const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  const Lang lang = shown.lang();
  const Scenario& draft = shown.draft;
  CaseWordsState& state = ui_state.of<CaseWordsState>();
  if (ui_state.dialog_before != Dialog::case_words) {
    state = {draft.title.in(lang), draft.question.in(lang), draft.summary.in(lang),
             draft.notes.in(lang), draft.about};
    ImGui::SetKeyboardFocusHere();
  }
  draw_lines("case.title", TextId::ui_case_title, 1, state.title, shown, ui_state, frame);
  if (button("case_suggest", shown.say(TextId::ui_case_suggest), frame, shown.base != nullptr))
    state.title = suggested_title(shown.base->scenario, draft).in(lang);
  draw_lines("case.question", TextId::ui_case_question, 2, state.question, shown, ui_state, frame);
  draw_about(state.about, shown, frame);
  draw_lines("case.summary", TextId::ui_case_summary, 3, state.summary, shown, ui_state, frame);
  draw_lines("case.notes", TextId::ui_case_notes, 5, state.notes, shown, ui_state, frame);
  ImGui::Spacing();
  if (button("case_apply", shown.say(TextId::ui_case_apply), frame))
    frame.ask(
        SetCaseWords{{retitled(state.title, shown), rewritten(draft.question, state.question, lang),
                      rewritten(draft.summary, state.summary, lang),
                      rewritten(draft.notes, state.notes, lang), state.about}});
  ImGui::SameLine();
  if (button("cancel", shown.say(TextId::ui_cancel), frame)) frame.ask(CloseDialog{});
}

void draw_save_as_words(bool fresh, const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  SaveAsState& state = ui_state.of<SaveAsState>();
  if (fresh) state = {shown.title_to_offer.in(shown.lang()), false};
  draw_lines("save.title", TextId::ui_save_title, 1, state.title, shown, ui_state, frame);
  if (shown.draft.expectations.empty()) return;
  ImGui::Checkbox(say(shown.lang(), TextId::ui_save_expectations, shown.draft.expectations.size(),
                      shown.file.path.filename().string())
                      .c_str(),
                  &state.with_expectations);
  frame.reach("save.expectations");
}

}  // namespace palabre::ui
