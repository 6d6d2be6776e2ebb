#include "ui/panels/widgets.hpp"

#include <imgui_stdlib.h>

#include <algorithm>
#include <cmath>

#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/ui_state.hpp"

namespace palabre::ui {
namespace {

// A cell of a table: filled as far as the value goes, with the value on it.
void draw_cell_track(const Row& row, const Rect& box, bool hot, const FrameInputs& shown) {
  const Palette& p = shown.look.colours();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float round = shown.look.px(3);
  list.AddRectFilled(box.low, box.high, hot ? p.hover : p.track, round);
  const float fill = box.width() * float(row.range.share_of(row.value));
  const float foot = shown.look.px(3);
  list.AddRectFilled({box.low.x, box.high.y - foot}, {box.low.x + fill, box.high.y},
                     row.differs_from_file ? p.changed : p.accent, round);
  const ImVec2 size = ImGui::CalcTextSize(row.shown.c_str());
  list.AddText({std::round((box.low.x + box.high.x - size.x) / 2),
                std::round((box.low.y + box.high.y - foot - size.y) / 2)},
               row.differs_from_file ? p.changed : p.text, row.shown.c_str());
  if (shown.view.locked.contains(row.key))
    list.AddRect(box.low, box.high, p.changed, round, 0, shown.look.px(1.5f));
}

void draw_track(const Row& row, const Rect& box, bool hot, const FrameInputs& shown) {
  const Look& look = shown.look;
  const Palette& p = look.colours();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  if (row.timeline) return draw_timeline(row, box, hot, shown);
  if (row.cell) return draw_cell_track(row, box, hot, shown);
  const float knob = look.px(7), middle = std::round((box.low.y + box.high.y) / 2);
  const float left = box.low.x + knob, length = box.width() - 2 * knob;
  const auto at = [&](double v) { return left + length * float(row.range.share_of(v)); };
  const float thick = look.px(3);
  list.AddRectFilled({box.low.x, middle - thick}, {box.high.x, middle + thick},
                     hot ? p.hover : p.track, thick);
  if (row.band)
    list.AddRectFilled({at(row.band->first), middle - thick},
                       {at(row.band->second), middle + thick}, p.band, look.px(1.5f));
  if (row.worlds)  // what counts is this, not the knob: strong, while the knob is hollow
    list.AddRectFilled({at(row.worlds->first), middle - look.px(1.5f)},
                       {at(row.worlds->second), middle + look.px(1.5f)}, p.accent, look.px(1.5f));
  if (row.box) {  // brackets below the track
    const float low = at(row.box->first), high = at(row.box->second), y = middle + look.px(6);
    list.AddLine({low, y}, {high, y}, p.changed, look.px(2));
    for (const float x : {low, high}) list.AddLine({x, y}, {x, middle}, p.changed, look.px(2));
  }
  if (row.differs_from_file) {  // a tick where the file stands
    const float x = std::round(at(row.file));
    list.AddLine({x, middle - look.px(7)}, {x, middle + look.px(7)}, p.dim, look.px(1.5f));
  }
  const ImVec2 centre{at(row.value), middle};
  const ImU32 colour = row.differs_from_file ? p.changed : p.accent;
  list.AddCircleFilled(centre, knob, p.panel);
  list.AddCircleFilled(centre, knob - look.px(1), colour);
  if (row.worlds) list.AddCircleFilled(centre, knob - look.px(3), p.panel);
}

void begin_typing(const Row& row, UiState& ui_state) {
  ui_state.typing_key = row.key;
  ui_state.typing = row.typed;
  ui_state.typing_begins = true;
}

// The slider itself: pushes SetValue while it is dragged and once more when it is let go.
void draw_slider(const Row& row, float width, const FrameInputs& shown, UiState& ui_state,
                 Frame& frame) {
  const float height = ImGui::GetFrameHeight();
  ImGui::InvisibleButton("slider", {std::max(width, shown.look.px(24)), height});
  const Rect box{ImGui::GetItemRectMin(), ImGui::GetItemRectMax()};
  frame.note(row.key, box);
  const bool hovered = ImGui::IsItemHovered(), held = ImGui::IsItemActive();
  if (hovered || held) frame.hovered = row.key;
  draw_track(row, box, hovered || held, shown);
  const bool over_never =
      row.timeline && never_box(row, box, shown).holds({ImGui::GetIO().MousePos.x, box.low.y + 1});
  tooltip_for(row.key, hovered && !held && !over_never, shown, ui_state, frame, row.tip);

  const float knob = shown.look.px(7), length = box.width() - 2 * knob;
  const float knob_x = box.low.x + knob + length * float(row.range.share_of(row.value));
  const float mouse = ImGui::GetIO().MousePos.x;
  ImGuiStorage& storage = *ImGui::GetStateStorage();
  const ImGuiID offset_id = ImGui::GetID("offset"), moved_id = ImGui::GetID("moved");
  if (ImGui::IsItemActivated()) {
    if (control_held()) {
      begin_typing(row, ui_state);
    }
    const float off = mouse - knob_x;
    storage.SetFloat(offset_id, std::abs(off) <= knob ? off : 0.0f);
    storage.SetBool(moved_id, false);
  }
  if (ui_state.typing_key == row.key) return;
  if (held) {
    const double share = double((mouse - storage.GetFloat(offset_id) - box.low.x - knob) / length);
    const double value = row.range.value_at(share);
    if (value != row.value && (std::abs(mouse - storage.GetFloat(offset_id) - knob_x) > 0.5f)) {
      storage.SetBool(moved_id, true);
      frame.ask(SetValue{row.key, row.to_value(value), false});
    }
  }

  if (row.timeline) frame.note(row.key + ".never", never_box(row, box, shown));
  if (hovered && !held && over_never) explain(shown.say(TextId::ui_never_tip), shown);
  if (!ImGui::IsItemDeactivated()) return;
  if (storage.GetBool(moved_id))
    frame.ask(SetValue{row.key, row.to_value(row.value), true});
  else if (over_never && *row.never)  // a click on "never" that is never: the day it was before
    frame.ask(SetValue{row.key, row.unticked, true});
}

void draw_typing(const Row& row, float width, UiState& ui_state, Frame& frame) {
  ImGui::SetNextItemWidth(width);
  if (ui_state.typing_begins) ImGui::SetKeyboardFocusHere();
  const bool entered =
      ImGui::InputText("##typed", &ui_state.typing,
                       ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
  frame.note(row.key + ".value");
  const bool left = ImGui::IsItemDeactivated() && !ui_state.typing_begins;
  ui_state.typing_begins = false;
  if (!entered && !left) return;
  if (ui_state.typing != row.typed) {
    // What cannot be read goes on as text: App says why it is refused.
    const std::optional<Value> value = row.parse(ui_state.typing);
    frame.ask(SetValue{row.key, value ? *value : Value{ui_state.typing}, true});
  }
  ui_state.typing_key.clear();
}

void draw_value(const Row& row, float width, const FrameInputs& shown, UiState& ui_state,
                Frame& frame) {
  const float height = ImGui::GetFrameHeight();
  const bool pressed = ImGui::InvisibleButton("value", {width, height});
  frame.note(row.key + ".value");
  const Rect box{ImGui::GetItemRectMin(), ImGui::GetItemRectMax()};
  const Palette& p = shown.look.colours();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  if (ImGui::IsItemHovered()) {
    frame.hovered = row.key;
    list.AddRectFilled(box.low, box.high, p.track, shown.look.px(4));
    ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
    explain(shown.say(TextId::ui_type_a_value), shown);
  }
  const ImVec2 size = ImGui::CalcTextSize(row.shown.c_str());
  list.AddText({std::round(box.high.x - size.x - shown.look.px(4)),
                std::round(box.low.y + (height - size.y) / 2)},
               row.differs_from_file ? p.changed
               : row.worlds          ? p.dim
                                     : p.text,
               row.shown.c_str());
  if (!pressed && ui_state.type_next != row.key) return;
  ui_state.type_next.clear();
  begin_typing(row, ui_state);
}

bool small_icon(const char* id, const char* icon, bool active, float side,
                const FrameInputs& shown) {
  if (!active) {
    ImGui::Dummy({side, ImGui::GetFrameHeight()});
    return false;
  }
  const bool pressed = ImGui::InvisibleButton(id, {side, ImGui::GetFrameHeight()});
  const Palette& p = shown.look.colours();
  const ImVec2 low = ImGui::GetItemRectMin(), size = ImGui::CalcTextSize(icon);
  ImGui::GetWindowDrawList()->AddText({std::round(low.x + (side - size.x) / 2),
                                       std::round(low.y + (ImGui::GetFrameHeight() - size.y) / 2)},
                                      ImGui::IsItemHovered() ? p.text : p.dim, icon);
  return pressed;
}

}  // namespace

void draw_row_head(const std::string& label, const std::string& unit, bool changed,
                   const FrameInputs& shown) {
  const Palette& p = shown.look.colours();
  const float room = ImGui::GetContentRegionAvail().x;
  put_wrapped(changed ? p.changed : p.text, label);
  if (unit.empty()) return;
  ImGui::PushFont(shown.look.fonts.small);
  const float unit_width = text_width(unit);
  const float label_width = ImGui::GetItemRectSize().x;
  const float right = ImGui::GetCursorPosX() + room - unit_width;
  if (label_width + shown.look.px(10) + unit_width <= room) {
    ImGui::SameLine();
    ImGui::SetCursorPos({right, ImGui::GetCursorPosY() + shown.look.px(2)});
  } else {
    ImGui::SetCursorPosX(std::max(right, ImGui::GetCursorPosX()));
  }
  put_wrapped(p.dim, unit);
  ImGui::PopFont();
}

// The day beside the label of a date, or below it where there is no room.
void draw_date_head(const Row& row, float right, const FrameInputs& shown, UiState& ui_state,
                    Frame& frame) {
  const float width = std::max(row.value_width, text_width(row.shown) + shown.look.px(10));
  if (ImGui::GetItemRectMax().x + width + shown.look.px(6) <= right) ImGui::SameLine();
  const float left = right - width - ImGui::GetCursorScreenPos().x;
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() + std::max(left, 0.0f));
  if (ui_state.typing_key == row.key)
    draw_typing(row, width, ui_state, frame);
  else
    draw_value(row, width, shown, ui_state, frame);
}

float resets_width(const FrameInputs& shown) { return 3 * shown.look.px(18); }

float slider_width(float room, float value_width, const FrameInputs& shown) {
  return std::max(room - value_width - resets_width(shown) - ImGui::GetStyle().ItemInnerSpacing.x,
                  shown.look.px(24));
}

// A padlock of our own: the font has none.
void draw_lock(const Row& row, float side, const FrameInputs& shown, Frame& frame) {
  const Palette& p = shown.look.colours();
  const bool locked = shown.view.locked.contains(row.key);
  const bool pressed = ImGui::InvisibleButton("lock", {side, ImGui::GetFrameHeight()});
  frame.note(row.key + ".lock");
  const bool hovered = ImGui::IsItemHovered();
  if (locked || hovered || frame.hovered == row.key) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const Rect box{ImGui::GetItemRectMin(), ImGui::GetItemRectMax()};
    const float half = shown.look.px(4.5f), x = (box.low.x + box.high.x) / 2;
    const float y = std::round((box.low.y + box.high.y) / 2);
    const ImU32 colour = locked ? p.changed : hovered ? p.text : p.faint;
    list.AddRectFilled({x - half, y - shown.look.px(1)}, {x + half, y + shown.look.px(6)}, colour,
                       shown.look.px(1));
    list.PathArcTo({x, y - shown.look.px(1)}, shown.look.px(3), 3.1416f, locked ? 6.2832f : 5.4f);
    list.PathStroke(colour, 0, shown.look.px(1.5f));
  }
  explain(say(shown.lang(), locked ? TextId::ui_unlock_tip : TextId::ui_lock_tip,
              chord_text(Action::lock, shown.lang())),
          shown);
  if (pressed) frame.ask(ToggleLock{row.key});
}

void draw_resets(const Row& row, const FrameInputs& shown, Frame& frame) {
  const float side = shown.look.px(18);
  draw_lock(row, side, shown, frame);
  ImGui::SameLine(0, 0);
  if (small_icon("file", "↺", row.differs_from_file, side, shown))
    frame.ask(ResetValue{row.key, ResetTo::file});
  if (row.differs_from_file) {
    frame.note(row.key + ".reset");
    explain(row.reset_file, shown);
  }
  ImGui::SameLine(0, 0);
  if (small_icon("default", "◇", row.differs_from_default, side, shown))
    frame.ask(ResetValue{row.key, ResetTo::initial});
  if (row.differs_from_default) {
    frame.note(row.key + ".default");
    explain(row.reset_default, shown);
  }
}

void draw_slider_and_value(const Row& row, float room, float gap, const FrameInputs& shown,
                           UiState& ui_state, Frame& frame) {
  const float value_width =
      std::max(ImGui::GetFontSize() * 3.8f, text_width(row.shown) + shown.look.px(10));
  draw_slider(row, slider_width(room, value_width, shown), shown, ui_state, frame);
  ImGui::SameLine(0, gap);
  if (ui_state.typing_key == row.key) {  // over the resets: some numbers need the room
    draw_typing(row, value_width + resets_width(shown), ui_state, frame);
  } else {
    draw_value(row, value_width, shown, ui_state, frame);
    ImGui::SameLine(0, 0);
    draw_resets(row, shown, frame);
  }
}

// What every row begins with: it is counted, and scrolled to when it is looked for. Returns its
// corner; ImGui::PopID() ends it.
ImVec2 begin_row(const std::string& key, UiState& ui_state, Frame& frame) {
  ImGui::PushID(key.c_str());
  if (ui_state.reveal == key) {
    ImGui::SetScrollHereY(0.4f);
    ui_state.reveal.clear();
    frame.reveal.clear();
    frame.moving = true;
  }
  frame.value(key);
  return ImGui::GetCursorScreenPos();
}

// Why the value that was typed here was not taken, until something else is done.
void draw_refusal(const Row& row, const FrameInputs& shown, const UiState& ui_state, Frame& frame) {
  if (ui_state.refused_key != row.key || ui_state.typing_key == row.key) return;
  ImGui::PushFont(shown.look.fonts.small);
  put_wrapped(shown.look.colours().danger, ui_state.refused);
  ImGui::PopFont();
  frame.note(row.key + ".refused");
}

void draw_row(const Row& row, const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  const ImVec2 corner = begin_row(row.key, ui_state, frame);
  const float right = corner.x + ImGui::GetContentRegionAvail().x;
  ImGui::BeginGroup();
  draw_row_head(row.label, row.unit, row.differs_from_file, shown);
  ImGui::EndGroup();
  tooltip_for(row.key + ".label", ImGui::IsItemHovered(), shown, ui_state, frame, row.tip);
  if (ImGui::IsItemHovered()) frame.hovered = row.key;
  if (row.never) draw_date_head(row, right, shown, ui_state, frame);
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() - ImGui::GetStyle().ItemSpacing.y * 0.6f);
  const float room = ImGui::GetContentRegionAvail().x;
  const float gap = ImGui::GetStyle().ItemInnerSpacing.x;
  if (row.timeline) {  // the track needs all the width
    draw_slider(row, slider_width(room, 0.0f, shown), shown, ui_state, frame);
    ImGui::SameLine(0, gap);
    draw_resets(row, shown, frame);
  } else {
    draw_slider_and_value(row, room, gap, shown, ui_state, frame);
  }
  draw_refusal(row, shown, ui_state, frame);
  draw_focus(row.key, corner, right, ui_state);
  ImGui::PopID();
}

void draw_cell(const Row& row, float width, const FrameInputs& shown, UiState& ui_state,
               Frame& frame) {
  const ImVec2 corner = begin_row(row.key, ui_state, frame);
  if (ui_state.type_next == row.key) {
    ui_state.type_next.clear();
    begin_typing(row, ui_state);
  }
  if (ui_state.typing_key == row.key)
    draw_typing(row, width, ui_state, frame);
  else
    draw_slider(row, width, shown, ui_state, frame);
  draw_focus(row.key, corner, corner.x + width, ui_state);
  ImGui::PopID();
}

void draw_choice(const Row& row, std::span<const std::string_view> choices, std::string_view now,
                 const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  const float control = ImGui::GetContentRegionAvail().x - resets_width(shown);
  const float left = ImGui::GetCursorPosX();
  const ImVec2 corner = begin_row(row.key, ui_state, frame);
  const float right = corner.x + ImGui::GetContentRegionAvail().x;
  ImGui::BeginGroup();
  draw_row_head(row.label, "", row.differs_from_file, shown);
  ImGui::SetNextItemWidth(control);
  const bool open = ImGui::BeginCombo("##choice", row.shown.c_str());
  frame.note(row.key);
  if (ui_state.type_next == row.key) {
    ui_state.type_next.clear();
    if (!open) press_item();
  }
  if (open) {
    for (std::string_view choice : choices) {
      if (ImGui::Selectable(choice_in_words(choice, shown.lang()).c_str(), now == choice))
        frame.ask(SetValue{row.key, std::string(choice), true});
      frame.reach(fmt::format("{}.{}", row.key, choice));
    }
    ImGui::EndCombo();
  }
  ImGui::EndGroup();
  draw_focus(row.key, corner, right, ui_state);
  if (ImGui::IsItemHovered()) frame.hovered = row.key;
  tooltip_for(row.key, ImGui::IsItemHovered(), shown, ui_state, frame, row.tip);
  ImGui::SameLine(left + control);
  draw_resets(row, shown, frame);
  ImGui::PopID();
}

void draw_timeline_line(const Row& row, float label_width, const FrameInputs& shown,
                        UiState& ui_state, Frame& frame) {
  const ImVec2 corner = begin_row(row.key, ui_state, frame);
  const float left = ImGui::GetCursorPosX(), right = corner.x + ImGui::GetContentRegionAvail().x;
  const Palette& p = shown.look.colours();
  ImGui::AlignTextToFramePadding();
  put_in(row.differs_from_file ? p.changed : p.text, row.label);
  tooltip_for(row.key + ".label", ImGui::IsItemHovered(), shown, ui_state, frame, row.tip);
  if (ImGui::IsItemHovered()) frame.hovered = row.key;
  draw_date_head(row, corner.x + label_width - shown.look.px(8), shown, ui_state, frame);
  ImGui::SameLine(left + label_width);
  draw_slider(row, slider_width(ImGui::GetContentRegionAvail().x, 0.0f, shown), shown, ui_state,
              frame);
  ImGui::SameLine(0, ImGui::GetStyle().ItemInnerSpacing.x);
  draw_resets(row, shown, frame);
  draw_focus(row.key, corner, right, ui_state);
  ImGui::PopID();
}

void draw_focus(std::string_view key, ImVec2 corner, float right, const UiState& ui_state) {
  if (ui_state.focus == key) draw_focus_frame({corner, {right, ImGui::GetItemRectMax().y}});
}

void set_number(Row& row, double value, double file, Lang lang) {
  row.value = value;
  row.file = file;
  row.shown = number(value, lang);
  row.typed = number_text(value);
  if (lang == Lang::fr) std::replace(row.typed.begin(), row.typed.end(), '.', ',');
  row.differs_from_file = value != file;
  row.to_value = [](double v) { return Value{v}; };
  row.parse = [](std::string_view typed) -> std::optional<Value> {
    const std::optional<double> v = parse_number(typed);
    return v ? std::optional<Value>{*v} : std::nullopt;
  };
}

}  // namespace palabre::ui
