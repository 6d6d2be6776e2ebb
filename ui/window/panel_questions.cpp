// Questions to start from: each opens a case of the library with its answer.

#include <algorithm>

#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/dialog_inputs.hpp"
#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/question_cards.hpp"
#include "ui/panels/ui_state.hpp"
#include "ui/panels/widgets.hpp"
#include "ui/window/window.hpp"

namespace palabre::ui {
namespace {

// The question in bold, the title of its case below.
void draw_card(const Preset& preset, ImVec2 size, const FrameInputs& shown, Frame& frame) {
  const Lang lang = shown.lang();
  const Palette& p = shown.look.colours();
  const float pad = shown.look.px(10);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const std::string stem = preset.path.stem().string();
  if (ImGui::InvisibleButton(stem.c_str(), size)) frame.ask(OpenFile{preset.path});
  const bool hot = ImGui::IsItemHovered();
  if (hot) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  frame.reach("question." + stem);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 high{at.x + size.x, at.y + size.y};
  list.AddRectFilled(at, high, hot ? p.hover : p.track, shown.look.px(6));
  list.PushClipRect(at, high, true);
  const Fonts& fonts = shown.look.fonts;
  const float width = size.x - 2 * pad;
  const std::string question = shortened(preset.question.in(lang), 200);
  const char* end = question.data() + question.size();
  list.AddText(fonts.bold, fonts.body_pixels, {at.x + pad, at.y + pad}, p.text, question.data(),
               end, width);
  const float below =
      fonts.bold->CalcTextSizeA(fonts.body_pixels, FLT_MAX, width, question.data(), end).y;
  const std::string title = shortened(preset.title.in(lang), 200);
  list.AddText(fonts.small, fonts.small_pixels, {at.x + pad, at.y + pad + below + pad / 2}, p.dim,
               title.data(), title.data() + title.size(), width);
  list.PopClipRect();
}

}  // namespace

void draw_questions(const FrameInputs& shown, UiState&, Frame& frame) {
  frame.ask(ReadPresets{});
  put_in(shown.look.colours().dim, shown.say(TextId::ui_questions_hint));
  const std::vector<const Preset*> cards = question_cards(shown.presets);
  const float room = ImGui::GetContentRegionAvail().x, gap = shown.look.px(8);
  const float em = ImGui::GetFontSize();
  const int columns = std::clamp(int(room / (em * 16)), 1, 3);
  const float wide = (room - gap * float(columns - 1)) / float(columns), high = em * 8;
  const int rows = (int(cards.size()) + columns - 1) / columns;
  const float most = ImGui::GetIO().DisplaySize.y * 0.7f;
  ImGui::BeginChild("cards", {0, std::min(most, (high + gap) * float(rows))});
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{gap, gap});
  for (std::size_t k = 0; k < cards.size(); ++k) {
    if (int(k) % columns != 0) ImGui::SameLine();
    draw_card(*cards[k], {wide, high}, shown, frame);
  }
  ImGui::PopStyleVar();
  ImGui::EndChild();
  if (button("questions_close", shown.say(TextId::ui_questions_close), frame))
    frame.ask(CloseDialog{});
  frame.begins_at = "button.questions_close";
}

}  // namespace palabre::ui
