#include <algorithm>

#include "ui/panels.hpp"
#include "ui/widgets.hpp"

namespace palabre::ui {
namespace {

constexpr ImGuiWindowFlags kFixed = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                    ImGuiWindowFlags_NoBringToFrontOnFocus |
                                    ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_MenuBar;

// Room is measured in letters, so that larger text rearranges the regions by itself.
enum class Shape { wide, medium, narrow };
Shape shape_of(float width) {
  const float letters = width / ImGui::GetFontSize();
  return letters >= 78 ? Shape::wide : letters >= 46 ? Shape::medium : Shape::narrow;
}

bool begin_region(const char* id, ImVec2 size) {
  return ImGui::BeginChild(id, size, false, ImGuiWindowFlags_AlwaysUseWindowPadding);
}

void draw_map_region(const Shown& shown, Frame& frame, ImVec2 size) {
  if (begin_region("region_map", size)) {
    const float bar = ImGui::GetFrameHeightWithSpacing();
    ImGui::BeginChild("map_above", {0, ImGui::GetContentRegionAvail().y - bar});
    draw_map_panel(shown, frame);
    ImGui::EndChild();
    draw_time_bar(shown, frame);
  }
  ImGui::EndChild();
}

void draw_wide(const Shown& shown, Scratch& scratch, Frame& frame, ImVec2 room) {
  const float gap = shown.look.px(6), em = ImGui::GetFontSize();
  const float left = std::clamp(room.x * 0.245f, em * 22, em * 34);
  const float right = std::clamp(room.x * 0.25f, em * 23, em * 36);
  const float bottom = std::clamp(room.y * 0.27f, em * 12, em * 24);
  if (begin_region("region_assumptions", {left, room.y})) draw_assumptions(shown, scratch, frame);
  ImGui::EndChild();
  ImGui::SameLine(0, gap);
  ImGui::BeginGroup();
  const float middle = room.x - left - right - 2 * gap;
  draw_map_region(shown, frame, {middle, room.y - bottom - gap});
  ImGui::SameLine(0, gap);
  if (begin_region("region_outcomes", {right, room.y - bottom - gap})) draw_outcomes(shown, frame);
  ImGui::EndChild();
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() - ImGui::GetStyle().ItemSpacing.y + gap);
  if (begin_region("region_series", {room.x - left - gap, bottom}))
    draw_series(shown, scratch, frame, 4, ImGui::GetContentRegionAvail().y);
  ImGui::EndChild();
  ImGui::EndGroup();
}

// Regions below each other, to be scrolled.
void draw_stack_of_regions(const Shown& shown, Scratch& scratch, Frame& frame, float width) {
  const float em = ImGui::GetFontSize();
  draw_map_region(shown, frame, {width, std::max(em * 20, width * 0.7f)});
  if (begin_region("region_outcomes", {width, em * 34})) draw_outcomes(shown, frame);
  ImGui::EndChild();
  const int columns = width > em * 44 ? 2 : 1;
  const float chart = em * 12;
  const float gaps = ImGui::GetStyle().ItemSpacing.y * 4 + ImGui::GetStyle().WindowPadding.y * 2;
  if (begin_region("region_series", {width, chart * 4 / float(columns) + gaps}))
    draw_series(shown, scratch, frame, columns, chart);
  ImGui::EndChild();
}

void draw_medium(const Shown& shown, Scratch& scratch, Frame& frame, ImVec2 room) {
  const float gap = shown.look.px(6);
  const float left = std::max(room.x * 0.42f, ImGui::GetFontSize() * 19);
  if (begin_region("region_assumptions", {left, room.y})) draw_assumptions(shown, scratch, frame);
  ImGui::EndChild();
  ImGui::SameLine(0, gap);
  ImGui::PushStyleColor(ImGuiCol_ChildBg, shown.look.colours().background);
  ImGui::BeginChild("region_stack", {0, room.y});
  ImGui::PopStyleColor();
  draw_stack_of_regions(shown, scratch, frame, ImGui::GetContentRegionAvail().x);
  ImGui::EndChild();
}

void draw_narrow(const Shown& shown, Scratch& scratch, Frame& frame, ImVec2 room) {
  ImGui::PushStyleColor(ImGuiCol_ChildBg, shown.look.colours().background);
  ImGui::BeginChild("region_stack", room);
  ImGui::PopStyleColor();
  const float width = ImGui::GetContentRegionAvail().x;
  draw_stack_of_regions(shown, scratch, frame, width);
  if (begin_region("region_assumptions", {width, ImGui::GetFontSize() * 40}))
    draw_assumptions(shown, scratch, frame);
  ImGui::EndChild();
  ImGui::EndChild();
}

}  // namespace

int Shown::weeks() const { return std::max(results ? results->manifest.weeks : draft.weeks, 1); }

int Shown::week() const { return std::clamp(view.week, 0, weeks() - 1); }

void Frame::note(std::string_view key) {
  note(key, {ImGui::GetItemRectMin(), ImGui::GetItemRectMax()});
}

void Frame::note(std::string_view key, const Rect& rect) {
  const ImVec2 clip_low = ImGui::GetWindowDrawList()->GetClipRectMin();
  const ImVec2 clip_high = ImGui::GetWindowDrawList()->GetClipRectMax();
  const ImVec2 centre{(rect.low.x + rect.high.x) / 2, (rect.low.y + rect.high.y) / 2};
  const bool visible = Rect{clip_low, clip_high}.holds(centre);
  widgets.insert_or_assign(std::string(key), Placed{rect.low, rect.high, visible});
}

void draw_window(const Shown& shown, Scratch& scratch, Frame& frame) {
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(display);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{shown.look.px(6), shown.look.px(4)});
  ImGui::Begin("palabre", nullptr, kFixed);
  ImGui::PopStyleVar();
  frame.note("view.explore", {{0, 0}, display});
  draw_top_bar(shown, scratch, frame);
  const float status = status_height(shown);
  ImVec2 room = ImGui::GetContentRegionAvail();
  room.y = std::max(room.y - status, shown.look.px(80));
  switch (shape_of(display.x)) {
    case Shape::wide:
      draw_wide(shown, scratch, frame, room);
      break;
    case Shape::medium:
      draw_medium(shown, scratch, frame, room);
      break;
    case Shape::narrow:
      draw_narrow(shown, scratch, frame, room);
      break;
  }
  draw_status(shown, frame);
  draw_dialogs(shown, scratch, frame);
  ImGui::End();
}

}  // namespace palabre::ui
