// A presentation: what a room must be able to read, and nothing else. Arrows go through the
// cases that stand side by side in Compare, or without any through those of the library that ask a
// question.

#include <algorithm>

#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
#include "ui/explore/explore.hpp"
#include "ui/panels/assumptions.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/question_cards.hpp"
#include "ui/panels/ui_state.hpp"
#include "ui/panels/view.hpp"
#include "ui/panels/widgets.hpp"
#include "ui/window/window.hpp"
#include "ui/work/tray.hpp"

namespace palabre::ui {
namespace {

bool begin_part(const char* id, ImVec2 size) {
  return ImGui::BeginChild(id, size, false, ImGuiWindowFlags_AlwaysUseWindowPadding);
}

void end_part(const char* name, Frame& frame) {
  ImGui::EndChild();
  frame.note(name);
  ++frame.part;
}

// Map or chart, sliders, which case of how many.
void draw_bar(const FrameInputs& shown, PresentationState& state, Frame& frame) {
  const float gap = shown.look.px(4);
  if (toggle("present_map", shown.say(TextId::pr_map), !state.chart, shown, frame))
    state.chart = false;
  ImGui::SameLine(0, gap);
  if (toggle("present_chart", shown.say(TextId::pr_chart), state.chart, shown, frame)) {
    state.slot = state.chart ? (state.slot + 1) % kChartSlots : state.slot;  // again: the next
    state.chart = true;
  }
  ImGui::SameLine(0, gap);
  if (toggle("present_sliders", shown.say(TextId::pr_sliders), state.sliders, shown, frame))
    state.sliders = !state.sliders;
  explain(shown.say(TextId::pr_sliders_tip), shown);
  ImGui::SameLine(0, 4 * gap);
  frame.ask(ReadPresets{});
  const std::vector<const Preset*> cards = question_cards(shown.presets);
  const bool prepared = !shown.tray.cases.empty();
  const std::size_t count = prepared ? shown.tray.cases.size() : cards.size();
  const int at = prepared ? shown.tray.present : card_of(cards, shown.file.path);
  if (button("present_previous", "‹", frame, count > 0)) frame.ask(Do{Action::step_back});
  explain(shown.say(TextId::pr_previous), shown);
  ImGui::SameLine(0, gap);
  if (button("present_next", "›", frame, count > 0)) frame.ask(Do{Action::step_forward});
  explain(shown.say(TextId::pr_next), shown);
  ImGui::SameLine(0, 2 * gap);
  ImGui::AlignTextToFramePadding();
  put_in(shown.look.colours().dim,
         say(shown.lang(), TextId::pr_case_of, at >= 0 ? std::to_string(at + 1) : "–", count));
  frame.note("present.case");
  const std::string hint =
      say(shown.lang(), TextId::pr_hint, chord_text(Action::presentation, shown.lang()));
  const float right = ImGui::GetWindowPos().x + ImGui::GetContentRegionMax().x;
  ImGui::PushFont(shown.look.fonts.small);
  if (ImGui::GetItemRectMax().x + text_width(hint) + 4 * gap < right) {
    ImGui::SameLine();
    ImGui::SetCursorScreenPos({right - text_width(hint), ImGui::GetCursorScreenPos().y});
    put_in(shown.look.colours().dim, hint);
  }
  ImGui::PopFont();
}

}  // namespace

void draw_presentation(const FrameInputs& shown, UiState& ui_state, Frame& frame, ImVec2 room) {
  auto& state = ui_state.of<PresentationState>();
  const float gap = shown.look.px(6), em = ImGui::GetFontSize();
  const ImVec2 corner = ImGui::GetCursorPos();
  const float bar = ImGui::GetFrameHeightWithSpacing();
  const float high = std::max(room.y - bar - gap, em * 8);
  const float sliders = state.sliders ? std::min(em * 17, room.x * 0.32f) : 0.0f;
  if (state.sliders) {
    if (begin_part("present_assumptions", {sliders, high}))
      draw_assumptions(shown, ui_state, frame);
    end_part("region.assumptions", frame);
    ImGui::SameLine(0, gap);
  }
  const float rest = room.x - sliders - (state.sliders ? gap : 0.0f);
  const float facts = std::clamp(rest * 0.42f, em * 18, em * 30);
  if (begin_part("present_outcomes", {facts, high}))
    draw_ends_and_steps(shown, ui_state, frame, false);
  end_part("region.outcomes", frame);
  ImGui::SameLine(0, gap);
  const ImVec2 picture{std::max(rest - facts - gap, em * 10), high};
  if (state.chart) {
    if (begin_part("present_chart", picture)) draw_one_chart(shown, ui_state, frame, state.slot);
    end_part("region.series", frame);
  } else {
    draw_map_region(shown, ui_state, frame, picture);
  }
  ImGui::SetCursorPos({corner.x, corner.y + high + gap});
  draw_bar(shown, state, frame);
}

}  // namespace palabre::ui
