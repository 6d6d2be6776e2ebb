// The first visit: eight boxes beside what they speak of. The last but one waits until the user has
// changed something.

#include <algorithm>
#include <array>

#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/ui_state.hpp"
#include "ui/panels/widgets.hpp"
#include "ui/window/window.hpp"

namespace palabre::ui {
namespace {

struct Step {
  const char* widget;  // what it speaks of; empty: nothing in particular
  TextId title, words;
};
constexpr std::array kSteps{
    Step{"", TextId::ui_tour_1, TextId::ui_tour_1_text},
    Step{"region.assumptions", TextId::ui_tour_2, TextId::ui_tour_2_text},
    Step{"levers.french_withdrawal", TextId::ui_tour_3, TextId::ui_tour_3_text},
    Step{"region.outcomes", TextId::ui_tour_4, TextId::ui_tour_4_text},
    Step{"map", TextId::ui_tour_5, TextId::ui_tour_5_text},
    Step{"region.series", TextId::ui_tour_6, TextId::ui_tour_6_text},
    Step{"talks.mediator", TextId::ui_tour_7, TextId::ui_tour_7_text},
    Step{"", TextId::ui_tour_8, TextId::ui_tour_8_text}};
constexpr int kYourTurn = 6;
static_assert(kSteps.size() <= 10);

Rect rect_of(const Step& step, const Frame& frame, ImVec2 display) {
  const auto found = frame.widgets.find(std::string_view(step.widget));
  if (found == frame.widgets.end() || !found->second.visible)
    return {{display.x / 2, display.y / 3}, {display.x / 2, display.y / 3}};
  return {found->second.low, found->second.high};
}

// Beside the rectangle where there is most room, and inside the display.
ImVec2 place_beside(const Rect& what, ImVec2 size, ImVec2 display, float gap) {
  ImVec2 at{what.high.x + gap, what.low.y};
  if (at.x + size.x > display.x) at.x = what.low.x - gap - size.x;
  if (at.x < 0) {
    at.x = (what.low.x + what.high.x - size.x) / 2;
    at.y = what.low.y > display.y / 2 ? what.low.y - gap - size.y : what.high.y + gap;
  }
  return {std::clamp(at.x, 0.0f, std::max(0.0f, display.x - size.x)),
          std::clamp(at.y, 0.0f, std::max(0.0f, display.y - size.y))};
}

void draw_buttons(int step, bool done, const FrameInputs& shown, Frame& frame) {
  const int last = int(kSteps.size()) - 1;
  if (step > 0 && step < last) {
    if (button("tour_back", shown.say(TextId::ui_tour_back), frame)) frame.ask(TourTo{step - 1});
    ImGui::SameLine();
  }
  if (step == last) {
    if (button("tour_end", shown.say(TextId::ui_tour_end), frame)) frame.ask(TourTo{-1});
    return;
  }
  if (step != kYourTurn || done) {
    if (button("tour_next", shown.say(TextId::ui_tour_next), frame)) frame.ask(TourTo{step + 1});
    ImGui::SameLine();
  }
  if (button("tour_skip", shown.say(TextId::ui_tour_skip), frame)) frame.ask(TourTo{-1});
}

}  // namespace

void draw_tour(const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  const int step = std::clamp(shown.view.tour, 0, int(kSteps.size()) - 1);
  const Step& now = kSteps[std::size_t(step)];
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  const auto known = frame.widgets.find(std::string_view(now.widget));
  if (*now.widget && (known == frame.widgets.end() || !known->second.visible) &&
      ui_state.of<TourState>().shown != step) {
    ui_state.reveal = now.widget;  // once: then people may scroll as they like
    frame.moving = true;
  }
  ui_state.of<TourState>().shown = step;
  if (step == kYourTurn && shown.dirty && !shown.dragging) frame.ask(TourTo{step + 1});
  const Rect what = rect_of(now, frame, display);
  if (what.width() > 0.0f)
    ImGui::GetForegroundDrawList()->AddRect(
        {what.low.x - shown.look.px(3), what.low.y - shown.look.px(3)},
        {what.high.x + shown.look.px(3), what.high.y + shown.look.px(3)},
        shown.look.colours().changed, shown.look.px(5), 0, shown.look.px(2));
  const float width = std::min(shown.look.px(360), display.x * 0.9f);
  ImGui::SetNextWindowPos(
      place_beside(what, ui_state.of<TourState>().size, display, shown.look.px(14)));
  ImGui::SetNextWindowSizeConstraints({width, 0}, {width, display.y});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{shown.look.px(14), shown.look.px(10)});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, shown.look.px(1.5f));
  ImGui::PushStyleColor(ImGuiCol_Border, shown.look.colours().changed);
  ImGui::PushStyleColor(ImGuiCol_WindowBg, shown.look.colours().panel);
  ImGui::Begin("tour", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_AlwaysAutoResize |
                   ImGuiWindowFlags_NoFocusOnAppearing);
  heading(shown.say(now.title), shown);
  ImGui::PushFont(shown.look.fonts.small);
  put_in(shown.look.colours().dim,
         say(shown.lang(), TextId::ui_tour_step, step + 1, kSteps.size()));
  ImGui::PopFont();
  ImGui::PushTextWrapPos(0.0f);
  put(say(shown.lang(), now.words, chord_text(Action::undo, shown.lang()),
          chord_text(Action::help, shown.lang())));
  ImGui::PopTextWrapPos();
  ImGui::Spacing();
  draw_buttons(step, shown.dirty, shown, frame);
  ui_state.of<TourState>().size = ImGui::GetWindowSize();
  ImGui::End();
  ImGui::PopStyleColor(2);
  ImGui::PopStyleVar(2);
}

}  // namespace palabre::ui
