// Play, pause, steps, and the bar of weeks.

#include <vector>

#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/time_bar.hpp"
#include "ui/panels/widgets.hpp"

namespace palabre::ui {

void draw_time_buttons(const FrameInputs& shown, Frame& frame, bool all) {
  const Lang lang = shown.lang();
  struct Step {
    const char* id;
    const char* icon;
    Action action;
    TextId words;
  };
  const bool playing = shown.view.playing;
  std::vector<Step> steps{
      Step{"first", "|◀", Action::first_week, TextId::ui_first_week},
      Step{"back", "◁", Action::step_back, TextId::ui_step_back},
      Step{"play", playing ? "▮▮" : "▶", Action::play,
           playing ? TextId::ui_pause : TextId::ui_play},
      Step{"forward", "▷", Action::step_forward, TextId::ui_step_forward},
  };
  if (all) {
    steps.push_back({"last", "▶|", Action::last_week, TextId::ui_last_week});
    steps.push_back({"slower", "–", Action::slower, TextId::ui_slower});
    steps.push_back({"faster", "+", Action::faster, TextId::ui_faster});
  }
  for (const Step& step : steps) {
    if (button(step.id, step.icon, frame)) frame.ask(Do{step.action});
    explain(fmt::format("{} ({})", shown.say(step.words), chord_text(step.action, lang)), shown);
    ImGui::SameLine(0, shown.look.px(3));
  }
}

void draw_time_bar(const FrameInputs& shown, Frame& frame) {
  draw_time_buttons(shown, frame, false);
  ImGui::SameLine();
  int week = shown.week();
  ImGui::SetNextItemWidth(-FLT_MIN);
  const std::string words = say(shown.lang(), TextId::ui_week_of, week, shown.weeks() - 1);
  if (ImGui::SliderInt("##week", &week, 0, shown.weeks() - 1, words.c_str(),
                       ImGuiSliderFlags_NoInput | ImGuiSliderFlags_AlwaysClamp))
    frame.ask(SetWeek{week});
  frame.note("time");
}

}  // namespace palabre::ui
