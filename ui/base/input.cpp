#include "ui/base/input.hpp"

#include <fmt/core.h>
#include <imgui.h>
#include <imgui_internal.h>

#include <array>

#include "sim/tables/text.hpp"

namespace palabre::ui {
namespace {

constexpr Chord plain(Key key) { return {key, false, false, false}; }
constexpr Chord ctrl(Key key) { return {key, true, false, false}; }
constexpr Chord ctrl_shift(Key key) { return {key, true, true, false}; }
constexpr Chord shift(Key key) { return {key, false, true, false}; }
constexpr Chord alt(Key key) { return {key, false, false, true}; }
constexpr Chord kFree{};

constexpr std::array kBindings{
    Binding{ctrl(letter('N')), Action::new_case, true, TextId::ui_new},
    Binding{kFree, Action::branch, false, TextId::ui_branch},
    Binding{ctrl(letter('O')), Action::open, true, TextId::ui_open},
    Binding{kFree, Action::library, false, TextId::ui_library},
    Binding{ctrl(letter('S')), Action::save, true, TextId::ui_save},
    Binding{ctrl_shift(letter('S')), Action::save_as, true, TextId::ui_save_as},
    Binding{ctrl(letter('Q')), Action::quit, true, TextId::ui_quit},
    Binding{ctrl(letter('Z')), Action::undo, false, TextId::ui_undo},
    Binding{ctrl(letter('Y')), Action::redo, false, TextId::ui_redo},
    Binding{ctrl_shift(letter('Z')), Action::redo, false, TextId::ui_redo},
    Binding{plain(Key::space), Action::play, false, TextId::ui_play},
    Binding{plain(Key::left), Action::step_back, false, TextId::ui_step_back},
    Binding{plain(Key::right), Action::step_forward, false, TextId::ui_step_forward},
    Binding{plain(Key::home), Action::first_week, false, TextId::ui_first_week},
    Binding{plain(Key::end), Action::last_week, false, TextId::ui_last_week},
    Binding{plain(Key::plus), Action::faster, false, TextId::ui_faster},
    Binding{plain(Key::minus), Action::slower, false, TextId::ui_slower},
    Binding{plain(letter('E')), Action::next_event, false, TextId::watch_next_event},
    Binding{shift(letter('E')), Action::previous_event, false, TextId::watch_previous_event},
    Binding{plain(letter('N')), Action::next_run, false, TextId::watch_next_run},
    Binding{shift(letter('N')), Action::previous_run, false, TextId::watch_previous_run},
    Binding{plain(letter('G')), Action::type_run, false, TextId::watch_type_run},
    Binding{plain(letter('P')), Action::pin, false, TextId::ui_pin},
    Binding{shift(letter('P')), Action::unpin, false, TextId::ui_unpin},
    Binding{plain(letter('R')), Action::new_luck, false, TextId::ui_new_luck},
    Binding{shift(letter('R')), Action::same_luck, false, TextId::ui_same_luck},
    Binding{kFree, Action::stop, false, TextId::ui_stop},
    Binding{plain(Key('1')), Action::explore, false, TextId::ui_to_explore},
    Binding{plain(Key('2')), Action::compare, false, TextId::ui_to_compare},
    Binding{plain(Key('3')), Action::watch, false, TextId::ui_to_watch},
    Binding{plain(Key('4')), Action::analyse, false, TextId::ui_to_analyse},
    Binding{plain(Key::f5), Action::run_analysis, true, TextId::ui_an_run_key},
    Binding{plain(Key('5')), Action::sources, false, TextId::ui_to_sources},
    Binding{plain(Key::slash), Action::find, false, TextId::ui_find},
    Binding{ctrl(letter('F')), Action::find, true, TextId::ui_find},
    Binding{ctrl(letter('P')), Action::palette, true, TextId::ui_palette},
    Binding{ctrl(letter('E')), Action::export_figure, true, TextId::ui_export},
    Binding{ctrl(letter('L')), Action::share, true, TextId::ui_share},
    Binding{{letter('E'), true, true, false}, Action::report, true, TextId::report_action},
    Binding{ctrl(Key::plus), Action::bigger, true, TextId::ui_bigger},
    Binding{ctrl(Key::minus), Action::smaller, true, TextId::ui_smaller},
    Binding{ctrl(Key::zero), Action::normal_size, true, TextId::ui_normal_size},
    Binding{plain(Key::f11), Action::presentation, true, TextId::ui_presentation},
    Binding{plain(Key::tab), Action::next_value, true, TextId::ui_next_value},
    Binding{shift(Key::tab), Action::previous_value, true, TextId::ui_previous_value},
    Binding{plain(Key::down), Action::next_value, true, TextId::ui_next_value},
    Binding{plain(Key::up), Action::previous_value, true, TextId::ui_previous_value},
    Binding{plain(Key::f6), Action::next_part, true, TextId::ui_next_part},
    Binding{shift(Key::f6), Action::previous_part, true, TextId::ui_previous_part},
    Binding{alt(Key::left), Action::map_left, false, TextId::map_left},
    Binding{alt(Key::right), Action::map_right, false, TextId::map_right},
    Binding{alt(Key::up), Action::map_up, false, TextId::map_up},
    Binding{alt(Key::down), Action::map_down, false, TextId::map_down},
    Binding{alt(Key::plus), Action::map_larger, false, TextId::ui_zoom_in},
    Binding{alt(Key::minus), Action::map_smaller, false, TextId::ui_zoom_out},
    Binding{alt(Key::zero), Action::map_whole, false, TextId::ui_zoom_all},
    Binding{plain(letter('C')), Action::next_cercle, false, TextId::map_next_cercle},
    Binding{shift(letter('C')), Action::previous_cercle, false, TextId::map_previous_cercle},
    Binding{shift(Key::right), Action::nudge_up, false, TextId::ui_nudge_up},
    Binding{shift(Key::left), Action::nudge_down, false, TextId::ui_nudge_down},
    Binding{plain(Key::enter), Action::type_value, false, TextId::ui_type_under},
    Binding{plain(Key::backspace), Action::to_file, false, TextId::ui_to_file},
    Binding{alt(Key::backspace), Action::to_default, false, TextId::ui_to_default},
    Binding{plain(letter('L')), Action::lock, false, TextId::ui_lock},
    Binding{plain(letter('S')), Action::show_sources, false, TextId::ui_show_sources},
    Binding{plain(letter('H')), Action::edges, false, TextId::fan_edges},
    Binding{shift(letter('H')), Action::map_hatching, false, TextId::fan_map_hatching},
    Binding{plain(letter('T')), Action::lines, false, TextId::line_action},
    Binding{plain(letter('A')), Action::agents, false, TextId::line_agents_action},
    Binding{kFree, Action::all_to_file, false, TextId::ui_all_to_file},
    Binding{kFree, Action::all_to_default, false, TextId::ui_all_to_default},
    Binding{kFree, Action::compare_pinned, false, TextId::cmp_with_pinned},
    Binding{kFree, Action::compare_saved, false, TextId::cmp_with_saved},
    Binding{kFree, Action::compare_file, false, TextId::cmp_with_file},
    Binding{kFree, Action::compare_swap, false, TextId::cmp_swap},
    Binding{kFree, Action::compare_go_on, false, TextId::cmp_go_on},
    Binding{plain(Key::escape), Action::escape, false, TextId::ui_escape},
    Binding{plain(Key::f1), Action::help, true, TextId::ui_help},
    Binding{kFree, Action::tour, false, TextId::ui_tour},
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

std::span<const Binding> bindings() { return kBindings; }

std::optional<Action> action_of(Chord chord, bool typing) {
  // A plus, a minus and a slash may need Shift on one keyboard and not on another.
  if (chord.key == Key::plus || chord.key == Key::minus || chord.key == Key::slash ||
      chord.key == Key::zero || (chord.key >= Key('1') && chord.key <= Key('5')))
    chord.shift = false;
  if (chord.key == Key::none) return std::nullopt;
  for (const Binding& row : kBindings)
    if (row.chord == chord && (row.while_typing || !typing)) return row.action;
  return std::nullopt;
}

TextId words_for(Action action) {
  for (const Binding& row : kBindings)
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
  for (const Binding& row : kBindings)
    if (row.action == action) return chord_text(row.chord, lang);
  return {};
}

std::string list_bindings(Lang lang) {
  std::string out;
  for (const Binding& row : kBindings)
    if (row.chord.key != Key::none)
      out += fmt::format("{:<18}{}\n", chord_text(row.chord, lang), text(row.says, lang));
  return out;
}

bool control_held() { return ImGui::GetIO().KeyCtrl; }
bool shift_held() { return ImGui::GetIO().KeyShift; }

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

}  // namespace palabre::ui
