#include "ui/base/input.hpp"

#include <fmt/core.h>
#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <array>
#include <utility>

#include "sim/tables/limits.hpp"
#include "sim/tables/text.hpp"

namespace palabre::ui {
namespace {

bool paste_cut = false;  // since pasting_was_cut() was asked last

constexpr Chord plain(Key key) { return {key, false, false, false}; }
constexpr Chord ctrl(Key key) { return {key, true, false, false}; }
constexpr Chord ctrl_shift(Key key) { return {key, true, true, false}; }
constexpr Chord shift(Key key) { return {key, false, true, false}; }
constexpr Chord alt(Key key) { return {key, false, false, true}; }
constexpr Chord kFree{};

constexpr std::array kKeyBindings{
    KeyBinding{ctrl(letter('N')), Action::new_case, true, TextId::ui_new},
    KeyBinding{kFree, Action::branch, false, TextId::ui_branch},
    KeyBinding{ctrl(letter('O')), Action::open, true, TextId::ui_open},
    KeyBinding{kFree, Action::library, false, TextId::ui_library},
    KeyBinding{ctrl(letter('S')), Action::save, true, TextId::ui_save},
    KeyBinding{ctrl_shift(letter('S')), Action::save_as, true, TextId::ui_save_as},
    KeyBinding{ctrl(letter('Q')), Action::quit, true, TextId::ui_quit},
    KeyBinding{ctrl(letter('Z')), Action::undo, false, TextId::ui_undo},
    KeyBinding{ctrl(letter('Y')), Action::redo, false, TextId::ui_redo},
    KeyBinding{ctrl_shift(letter('Z')), Action::redo, false, TextId::ui_redo},
    KeyBinding{plain(Key::space), Action::play, false, TextId::ui_play},
    KeyBinding{plain(Key::left), Action::step_back, false, TextId::ui_step_back},
    KeyBinding{plain(Key::right), Action::step_forward, false, TextId::ui_step_forward},
    KeyBinding{plain(Key::home), Action::first_week, false, TextId::ui_first_week},
    KeyBinding{plain(Key::end), Action::last_week, false, TextId::ui_last_week},
    KeyBinding{plain(Key::plus), Action::faster, false, TextId::ui_faster},
    KeyBinding{plain(Key::minus), Action::slower, false, TextId::ui_slower},
    KeyBinding{plain(letter('E')), Action::next_event, false, TextId::watch_next_event},
    KeyBinding{shift(letter('E')), Action::previous_event, false, TextId::watch_previous_event},
    KeyBinding{plain(letter('N')), Action::next_run, false, TextId::watch_next_run},
    KeyBinding{shift(letter('N')), Action::previous_run, false, TextId::watch_previous_run},
    KeyBinding{plain(letter('G')), Action::type_run, false, TextId::watch_type_run},
    KeyBinding{plain(letter('P')), Action::pin, false, TextId::ui_pin},
    KeyBinding{shift(letter('P')), Action::unpin, false, TextId::ui_unpin},
    KeyBinding{plain(letter('R')), Action::new_draw, false, TextId::ui_new_draw},
    KeyBinding{shift(letter('R')), Action::same_draw, false, TextId::ui_same_draw},
    KeyBinding{kFree, Action::stop, false, TextId::ui_stop},
    KeyBinding{plain(Key('1')), Action::explore, false, TextId::ui_to_explore},
    KeyBinding{plain(Key('2')), Action::compare, false, TextId::ui_to_compare},
    KeyBinding{plain(Key('3')), Action::watch, false, TextId::ui_to_watch},
    KeyBinding{plain(Key('4')), Action::analyse, false, TextId::ui_to_analyse},
    KeyBinding{plain(Key::f5), Action::run_analysis, true, TextId::ui_an_run_key},
    KeyBinding{plain(Key('5')), Action::sources, false, TextId::ui_to_sources},
    KeyBinding{plain(Key::slash), Action::find, false, TextId::ui_find},
    KeyBinding{ctrl(letter('F')), Action::find, true, TextId::ui_find},
    KeyBinding{ctrl(letter('P')), Action::palette, true, TextId::ui_palette},
    KeyBinding{ctrl(letter('E')), Action::export_figure, true, TextId::ui_export},
    KeyBinding{ctrl(letter('L')), Action::share, true, TextId::ui_share},
    KeyBinding{kFree, Action::questions, false, TextId::ui_questions},
    KeyBinding{ctrl(letter('I')), Action::case_words, true, TextId::ui_case_words},
    KeyBinding{ctrl(letter('C')), Action::copy_answer, false, TextId::ui_answer_copy},
    KeyBinding{{letter('E'), true, true, false}, Action::report, true, TextId::report_action},
    KeyBinding{ctrl(Key::plus), Action::bigger, true, TextId::ui_bigger},
    KeyBinding{ctrl(Key::minus), Action::smaller, true, TextId::ui_smaller},
    KeyBinding{ctrl(Key::zero), Action::normal_size, true, TextId::ui_normal_size},
    KeyBinding{plain(Key::f11), Action::presentation, true, TextId::ui_presentation},
    KeyBinding{plain(Key::tab), Action::next_value, true, TextId::ui_next_value},
    KeyBinding{shift(Key::tab), Action::previous_value, true, TextId::ui_previous_value},
    KeyBinding{plain(Key::down), Action::next_value, true, TextId::ui_next_value},
    KeyBinding{plain(Key::up), Action::previous_value, true, TextId::ui_previous_value},
    KeyBinding{plain(Key::f6), Action::next_part, true, TextId::ui_next_part},
    KeyBinding{shift(Key::f6), Action::previous_part, true, TextId::ui_previous_part},
    KeyBinding{alt(Key::left), Action::map_left, false, TextId::map_left},
    KeyBinding{alt(Key::right), Action::map_right, false, TextId::map_right},
    KeyBinding{alt(Key::up), Action::map_up, false, TextId::map_up},
    KeyBinding{alt(Key::down), Action::map_down, false, TextId::map_down},
    KeyBinding{alt(Key::plus), Action::map_larger, false, TextId::ui_zoom_in},
    KeyBinding{alt(Key::minus), Action::map_smaller, false, TextId::ui_zoom_out},
    KeyBinding{alt(Key::zero), Action::map_whole, false, TextId::ui_zoom_all},
    KeyBinding{plain(letter('C')), Action::next_cercle, false, TextId::map_next_cercle},
    KeyBinding{shift(letter('C')), Action::previous_cercle, false, TextId::map_previous_cercle},
    KeyBinding{shift(Key::right), Action::nudge_up, false, TextId::ui_nudge_up},
    KeyBinding{shift(Key::left), Action::nudge_down, false, TextId::ui_nudge_down},
    KeyBinding{plain(Key::enter), Action::type_value, false, TextId::ui_type_under},
    KeyBinding{plain(Key::backspace), Action::to_file, false, TextId::ui_to_file},
    KeyBinding{alt(Key::backspace), Action::to_default, false, TextId::ui_to_default},
    KeyBinding{plain(letter('L')), Action::lock, false, TextId::ui_lock},
    KeyBinding{plain(letter('S')), Action::show_sources, false, TextId::ui_show_sources},
    KeyBinding{plain(letter('H')), Action::edges, false, TextId::fan_edges},
    KeyBinding{shift(letter('H')), Action::map_hatching, false, TextId::fan_map_hatching},
    KeyBinding{plain(letter('T')), Action::lines, false, TextId::line_action},
    KeyBinding{plain(letter('A')), Action::agents, false, TextId::line_agents_action},
    KeyBinding{plain(letter('D')), Action::map_difference, false, TextId::map_difference_action},
    KeyBinding{kFree, Action::all_to_file, false, TextId::ui_all_to_file},
    KeyBinding{kFree, Action::all_to_default, false, TextId::ui_all_to_default},
    KeyBinding{kFree, Action::compare_pinned, false, TextId::cmp_with_pinned},
    KeyBinding{kFree, Action::compare_saved, false, TextId::cmp_with_saved},
    KeyBinding{kFree, Action::compare_file, false, TextId::cmp_with_file},
    KeyBinding{kFree, Action::compare_swap, false, TextId::cmp_swap},
    KeyBinding{kFree, Action::compare_go_on, false, TextId::cmp_go_on},
    KeyBinding{kFree, Action::tray, false, TextId::tray_action},
    KeyBinding{kFree, Action::tray_add, false, TextId::tray_add_action},
    KeyBinding{kFree, Action::tray_file, false, TextId::tray_file_action},
    KeyBinding{plain(Key::escape), Action::escape, false, TextId::ui_escape},
    KeyBinding{plain(Key::f1), Action::help, true, TextId::ui_help},
    KeyBinding{kFree, Action::tour, false, TextId::ui_tour},
};

std::string key_text(Key key, Lang lang) {
  switch (key) {
    case Key::space:
      return std::string(text(TextId::ui_key_space, lang));
    case Key::left:
      return "←";
    case Key::right:
      return "→";
    case Key::up:
      return "↑";
    case Key::down:
      return "↓";
    case Key::home:
      return std::string(text(TextId::ui_key_home, lang));
    case Key::end:
      return std::string(text(TextId::ui_key_end, lang));
    case Key::backspace:
      return std::string(text(TextId::ui_key_backspace, lang));
    case Key::escape:
      return std::string(text(TextId::ui_key_escape, lang));
    case Key::f1:
      return "F1";
    case Key::f5:
      return "F5";
    case Key::f6:
      return "F6";
    case Key::f11:
      return "F11";
    case Key::tab:
      return std::string(text(TextId::ui_key_tab, lang));
    case Key::enter:
      return std::string(text(TextId::ui_key_enter, lang));
    default:
      return std::string(1, char(key));
  }
}

}  // namespace

std::span<const KeyBinding> key_bindings() { return kKeyBindings; }

std::optional<Action> action_of(Chord chord, bool typing) {
  // A plus, a minus and a slash may need Shift on one keyboard and not on another.
  if (chord.key == Key::plus || chord.key == Key::minus || chord.key == Key::slash ||
      chord.key == Key::zero || (chord.key >= Key('1') && chord.key <= Key('5')))
    chord.shift = false;
  if (chord.key == Key::none) return std::nullopt;
  for (const KeyBinding& row : kKeyBindings)
    if (row.chord == chord && (row.while_typing || !typing)) return row.action;
  return std::nullopt;
}

TextId words_for(Action action) {
  for (const KeyBinding& row : kKeyBindings)
    if (row.action == action) return row.says;
  return TextId::ui_help;
}

std::string chord_text(Chord chord, Lang lang) {
  if (chord.key == Key::none) return {};
  std::string out;
  if (chord.ctrl) out += "Ctrl+";
  if (chord.alt) out += "Alt+";
  if (chord.shift) out += fmt::format("{}+", text(TextId::ui_key_shift, lang));
  return out + key_text(chord.key, lang);
}

std::string chord_text(Action action, Lang lang) {
  for (const KeyBinding& row : kKeyBindings)
    if (row.action == action) return chord_text(row.chord, lang);
  return {};
}

std::string list_bindings(Lang lang) {
  std::string out;
  for (const KeyBinding& row : kKeyBindings)
    if (row.chord.key != Key::none)
      out += fmt::format("{:<18}{}\n", chord_text(row.chord, lang), text(row.says, lang));
  return out;
}

bool control_held() { return ImGui::GetIO().KeyCtrl; }
bool shift_held() { return ImGui::GetIO().KeyShift; }
bool escape_held() { return ImGui::IsKeyDown(ImGui::GetKeyIndex(ImGuiKey_Escape)); }

ImVec2 tip_size() {
  const ImGuiWindow* tip = ImGui::FindWindowByName("##Tooltip_00");
  return tip ? tip->SizeFull : ImVec2{};
}

int popups_around() { return ImGui::GetCurrentContext()->BeginPopupStack.Size; }

void press_item() { ImGui::ActivateItem(ImGui::GetItemID()); }

bool pressed_by_key() { return GImGui->NavActivateId == ImGui::GetItemID(); }

void scroll_to(ImVec2 low, ImVec2 high) {
  ImGui::ScrollToRectEx(ImGui::GetCurrentWindow(), ImRect(low, high),
                        ImGuiScrollFlags_KeepVisibleCenterY);
}

void leave_text() { ImGui::ClearActiveID(); }

bool close_menus() {
  if (!ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel))
    return false;
  ImGui::ClosePopupToLevel(0, true);
  return true;
}

std::string_view pasted(std::string_view clipboard) {
  std::size_t end = std::min(clipboard.size(), limit(LimitId::pasted_bytes));
  while (end < clipboard.size() && end > 0 &&
         (static_cast<unsigned char>(clipboard[end]) & 0xC0u) == 0x80u)
    --end;
  return clipboard.substr(0, end);
}

bool pasting_was_cut() { return std::exchange(paste_cut, false); }

void limit_pasting() {
  static const char* (*whole)(void*) = nullptr;
  static std::string cut;
  ImGuiIO& io = ImGui::GetIO();
  whole = io.GetClipboardTextFn;
  io.GetClipboardTextFn = [](void* data) -> const char* {
    const char* text = whole ? whole(data) : nullptr;
    if (!text) return nullptr;
    cut = pasted(text);
    paste_cut = paste_cut || text[cut.size()] != '\0';
    return cut.c_str();
  };
}

}  // namespace palabre::ui
