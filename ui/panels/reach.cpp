// Where the keyboard can go: every control of a frame registers itself in the order of drawing.

#include <algorithm>

#include "ui/base/input.hpp"

#include "ui/panels/frame.hpp"

namespace palabre::ui {

// What is framed may be as wide as its panel, whose border leaves room for the frame.
void draw_focus_frame(const Rect& around) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float line = ImGui::GetFontSize() / 10, air = 2 * line;
  const ImVec2 low = list.GetClipRectMin(), high = list.GetClipRectMax();
  list.PushClipRect({low.x - air - line, low.y - line}, {high.x + air + line, high.y + line});
  const float far = air + line / 2;
  list.AddRect({std::max(around.low.x - air, low.x - far), std::max(around.low.y - air, low.y)},
               {std::min(around.high.x + air, high.x + far), std::min(around.high.y + air, high.y)},
               ImGui::GetColorU32(ImGuiCol_NavHighlight), 2 * air, 0, line);
  list.PopClipRect();
}

void Frame::note(std::string_view key) {
  note(key, {ImGui::GetItemRectMin(), ImGui::GetItemRectMax()});
}

void Frame::note(std::string_view key, const Rect& rect) {
  const ImVec2 clip_low = ImGui::GetWindowDrawList()->GetClipRectMin();
  const ImVec2 clip_high = ImGui::GetWindowDrawList()->GetClipRectMax();
  const ImVec2 centre{(rect.low.x + rect.high.x) / 2, (rect.low.y + rect.high.y) / 2};
  const bool visible = Rect{clip_low, clip_high}.holds(centre);
  widgets.insert_or_assign(std::string(key), Placed{rect.low, rect.high, visible});
  if (reveal != key) return;
  reveal.clear();
  moving = true;
  scroll_to(rect.low, rect.high);
}

void Frame::value(std::string_view key) {
  stops.push_back({std::string(key), part, popups_around(), true});
}

void Frame::reach(std::string_view key) {
  if (reach(key, {ImGui::GetItemRectMin(), ImGui::GetItemRectMax()})) press_item();
}

void Frame::reach_list(std::string_view key, bool open) {
  if (open)
    note(key);
  else
    reach(key);
}

bool Frame::reach(std::string_view key, const Rect& rect) {
  note(key, rect);
  stops.push_back({std::string(key), part, popups_around(), false});
  if (focus == key) draw_focus_frame(rect);
  if (press != key) return false;
  press.clear();
  moving = true;
  return true;
}

void Frame::reach_text(std::string_view key) {
  stops.push_back({std::string(key), part, popups_around(), false});
  if (press != key) return;
  press.clear();
  moving = true;
  ImGui::SetKeyboardFocusHere();
}

}  // namespace palabre::ui
