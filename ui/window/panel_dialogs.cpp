#include <algorithm>
#include <array>

#include "sim/scenario/share_code.hpp"
#include "sim/tables/text.hpp"
#include "ui/base/input.hpp"
#include "ui/base/words.hpp"
#include "ui/figures/figure_dialog.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/dialog_inputs.hpp"
#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/ui_state.hpp"
#include "ui/panels/widgets.hpp"
#include "ui/window/window.hpp"

namespace palabre::ui {
namespace {

constexpr std::size_t kRowsMax = 200;  // of a problem
/// Where the keyboard is once a file is chosen: Enter takes it.
constexpr const char* kAccept = "button.accept";

// A modal window that is open exactly while `wanted`.
bool begin_dialog(const char* id, std::string_view title, bool wanted, float width,
                  const FrameInputs& shown) {
  const std::string name = fmt::format("{}###{}", title, id);
  if (wanted && !ImGui::IsPopupOpen(name.c_str())) ImGui::OpenPopup(name.c_str());
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  const float fits = std::min(shown.look.px(width), display.x * 0.94f);
  ImGui::SetNextWindowPos({display.x / 2, display.y / 2}, ImGuiCond_Always, {0.5f, 0.5f});
  ImGui::SetNextWindowSizeConstraints({fits, 0}, {fits, display.y * 0.94f});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{shown.look.px(16), shown.look.px(12)});
  const bool open =
      ImGui::BeginPopupModal(name.c_str(), nullptr,
                             ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoMove |
                                 ImGuiWindowFlags_NoSavedSettings);
  ImGui::PopStyleVar();
  if (!open) return false;
  if (wanted) return true;
  ImGui::CloseCurrentPopup();
  ImGui::EndPopup();
  return false;
}

// Also exported figures: they hold their case.
bool is_scenario(const std::string& name) {
  return name.ends_with(".toml") || name.ends_with(".svg") || name.ends_with(".png");
}

// What choosing a file in the dialog is for.
void take(const std::filesystem::path& path, const FrameInputs& shown, Frame& frame) {
  if (shown.dialog == Dialog::compare_with)
    frame.ask(PickA{{SideA::file, path}});
  else if (shown.dialog == Dialog::beside_others)
    frame.ask(AddToTray{path});
  else
    frame.ask(OpenFile{path});
}

// The last line of a list was chosen for good: by a double click, or by a key.
bool meant() { return ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left) || pressed_by_key(); }

void draw_entries(const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  const Browser& browser = shown.browser;
  if (ui_state.of<DialogState>().filter.empty()) {
    if (ImGui::Selectable("..", false, ImGuiSelectableFlags_DontClosePopups))
      frame.ask(ToFolder{browser.folder.parent_path()});
    frame.reach("entry...");
  }
  for (const Browser::Entry& entry : browser.entries) {
    if (!ui_state.of<DialogState>().filter.empty() &&
        !found_in(entry.name, ui_state.of<DialogState>().filter))
      continue;
    if (!entry.folder && !is_scenario(entry.name)) continue;
    const std::string words = entry.folder ? entry.name + "/" : entry.name;
    const auto path = browser.folder / entry.name;
    if (ImGui::Selectable(
            words.c_str(), ui_state.of<DialogState>().path == path.string(),
            ImGuiSelectableFlags_DontClosePopups | ImGuiSelectableFlags_AllowDoubleClick)) {
      if (entry.folder) {
        frame.ask(ToFolder{path});
      } else {
        ui_state.of<DialogState>().path = path.string();
        ui_state.focus = kAccept;
        if (meant() && shown.dialog != Dialog::save_as) take(path, shown, frame);
      }
    }
    frame.reach(fmt::format("entry.{}", entry.name));
  }
  ImGui::PushTextWrapPos(0.0f);
  if (browser.problem) put_in(shown.look.colours().danger, browser.problem->in(shown.lang()));
  ImGui::PopTextWrapPos();
}

// The shipped scenarios by title and summary.
void draw_library(const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  frame.ask(ReadPresets{});
  for (const Preset& preset : shown.presets) {
    const std::string name = preset.path.filename().string();
    const std::string& title = preset.title.in(shown.lang());
    const std::string& summary = preset.summary.in(shown.lang());
    if (!ui_state.of<DialogState>().filter.empty() &&
        !found_in(title + " " + name + " " + summary, ui_state.of<DialogState>().filter))
      continue;
    const bool chosen = ui_state.of<DialogState>().path == preset.path.string();
    const std::string& words = title.empty() ? name : title;
    if (ImGui::Selectable(
            fmt::format("{}##{}", words, name).c_str(), chosen,
            ImGuiSelectableFlags_DontClosePopups | ImGuiSelectableFlags_AllowDoubleClick)) {
      ui_state.of<DialogState>().path = preset.path.string();
      ui_state.focus = kAccept;
      if (meant()) take(preset.path, shown, frame);
    }
    frame.reach(fmt::format("preset.{}", preset.path.stem().string()));
    ImGui::PushFont(shown.look.fonts.small);
    put_wrapped(shown.look.colours().dim,
                summary.empty() ? name : fmt::format("{} · {}", name, summary));
    ImGui::PopFont();
    ImGui::Spacing();
  }
}

void draw_recent(const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  if (shown.recent.empty()) put_in(shown.look.colours().dim, shown.say(TextId::ui_no_recent));
  for (std::size_t k = 0; k < shown.recent.size(); ++k) {
    const std::string path = shown.recent[k].string();
    if (!ui_state.of<DialogState>().filter.empty() &&
        !found_in(path, ui_state.of<DialogState>().filter))
      continue;
    if (ImGui::Selectable(
            fmt::format("{}##{}", shown.recent[k].filename().string(), k).c_str(),
            ui_state.of<DialogState>().path == path,
            ImGuiSelectableFlags_DontClosePopups | ImGuiSelectableFlags_AllowDoubleClick)) {
      ui_state.of<DialogState>().path = path;
      if (meant()) take(path, shown, frame);
    }
    frame.reach(fmt::format("recent.{}", k));
    ImGui::PushFont(shown.look.fonts.small);
    put_wrapped(shown.look.colours().dim, shown.recent[k].parent_path().string());
    ImGui::PopFont();
  }
}

// Folder, library, recent files: three shelves of one dialog.
void draw_shelves(const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  struct Shelf {
    const char* id;
    TextId words;
  };
  constexpr std::array kShelves{Shelf{"shelf_folder", TextId::ui_place_folder},
                                Shelf{"shelf_library", TextId::ui_place_library},
                                Shelf{"shelf_recent", TextId::ui_place_recent}};
  for (std::size_t k = 0; k < kShelves.size(); ++k) {
    if (k > 0) ImGui::SameLine(0, shown.look.px(4));
    if (toggle(kShelves[k].id, shown.say(kShelves[k].words),
               ui_state.of<DialogState>().shelf == int(k), shown, frame))
      ui_state.of<DialogState>().shelf = int(k);
  }
}

// A name alone is in the folder shown; a whole path typed after the folder counts from its slash.
std::filesystem::path path_meant(std::string_view typed, const std::filesystem::path& folder) {
  if (const std::size_t at = typed.rfind("//"); at != std::string_view::npos)
    typed.remove_prefix(at + 1);
  return folder / typed;
}

// A case of the library is saved under another name than the one it came from.
std::string name_to_offer(const FrameInputs& shown) {
  constexpr std::size_t kLettersMost = 40;
  std::error_code error;
  const bool own =
      !std::filesystem::equivalent(shown.file.path.parent_path(), shipped_scenarios(), error);
  if (own && !shown.unnamed) return shown.file.path.filename().string();
  std::string out;
  for (const char c : shown.title_to_offer.in(shown.lang())) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (letter && out.size() < kLettersMost) out += c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c;
    if (!letter && !out.empty() && out.back() != '_' && out.size() < kLettersMost) out += '_';
  }
  while (out.ends_with('_')) out.pop_back();
  return out.empty() ? shown.file.path.filename().string() : out + ".toml";
}

void draw_files(int shelf, const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  ImGui::BeginChild("entries",
                    {0, std::min(shown.look.px(320), ImGui::GetIO().DisplaySize.y * 0.4f)}, true);
  if (shelf == 0)
    draw_entries(shown, ui_state, frame);
  else if (shelf == 1)
    draw_library(shown, ui_state, frame);
  else
    draw_recent(shown, ui_state, frame);
  ImGui::EndChild();
}

void draw_file_dialog(bool saves, const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  auto& state = ui_state.of<DialogState>();
  const bool fresh =
      ui_state.dialog_before != shown.dialog && ui_state.dialog_before != Dialog::problem;
  if (fresh) {
    state.path = saves ? (shown.browser.folder / name_to_offer(shown)).string()
                       : shown.browser.folder.string() + "/";
    state.filter.clear();
  }
  // Back from what went wrong, too: what was typed stands there to be mended.
  if (ui_state.dialog_before != shown.dialog) ImGui::SetKeyboardFocusHere();
  ImGui::SetNextItemWidth(-FLT_MIN);
  frame.reach_text("dialog.path");
  const bool entered = input_text("##path", std::string(shown.say(TextId::ui_path)).c_str(),
                                  state.path, ImGuiInputTextFlags_EnterReturnsTrue);
  frame.note("dialog.path");
  draw_focus("dialog.path", ImGui::GetItemRectMin(), ImGui::GetItemRectMax().x, ui_state);
  if (!saves) draw_shelves(shown, ui_state, frame);
  const int shelf = saves ? 0 : state.shelf;
  ImGui::PushTextWrapPos(0.0f);
  if (shelf == 0) put_in(shown.look.colours().dim, shown.browser.folder.string());
  ImGui::PopTextWrapPos();
  ImGui::SetNextItemWidth(-FLT_MIN);
  frame.reach_text("dialog.filter");
  input_text("##filter", std::string(shown.say(TextId::ui_filter_names)).c_str(), state.filter);
  if (ImGui::IsItemActive()) ui_state.focus = "dialog.filter";  // down goes to the first found
  frame.note("dialog.filter");
  draw_focus("dialog.filter", ImGui::GetItemRectMin(), ImGui::GetItemRectMax().x, ui_state);
  draw_files(shelf, shown, ui_state, frame);
  std::error_code error;
  if (saves && std::filesystem::is_regular_file(state.path, error)) {
    put_wrapped(shown.look.colours().changed,
                say(shown.lang(), TextId::ui_overwrite,
                    std::filesystem::path(state.path).filename().string()));
  }
  if (saves) draw_save_as_words(fresh, shown, ui_state, frame);
  const bool named = !state.path.empty() && !state.path.ends_with('/');
  const bool pressed =
      button("accept",
             shown.say(saves                                   ? TextId::ui_save
                       : shown.dialog == Dialog::compare_with  ? TextId::cmp_choose_do
                       : shown.dialog == Dialog::beside_others ? TextId::tray_file_do
                                                               : TextId::ui_open),
             frame, named);
  ImGui::SameLine();
  if (button("cancel", shown.say(TextId::ui_cancel), frame)) frame.ask(CloseDialog{});
  if ((!pressed && !entered) || !named) return;
  if (!saves && is_share_code(state.path)) return take(state.path, shown, frame);
  std::filesystem::path path = path_meant(state.path, shown.browser.folder);
  if (std::filesystem::is_directory(path, error)) {
    frame.ask(ToFolder{path});
  } else if (saves) {
    if (path.extension().empty()) path += ".toml";
    const SaveAsState& words = ui_state.of<SaveAsState>();
    frame.ask(SaveFileAs{path, words.title, words.with_expectations});
  } else {
    take(path, shown, frame);
  }
}

// The line a message is about, with a mark below the place.
void draw_line(const Problem::Row& row, const FrameInputs& shown) {
  ImGui::Separator();
  put_in(shown.look.colours().dim, row.place);
  put(row.line);
  std::size_t bytes = 0;  // columns count letters
  for (int k = 1; k < row.column && bytes < row.line.size(); ++k) do
      ++bytes;
    while (bytes < row.line.size() &&
           (static_cast<unsigned char>(row.line[bytes]) & 0xC0u) == 0x80u);
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() + text_width(row.line.substr(0, bytes)));
  put_in(shown.look.colours().danger, "^");
}

void draw_problem(const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  const auto& rows = shown.problem.rows;
  ImGui::BeginChild(
      "problem",
      {0, std::min(ImGui::GetIO().DisplaySize.y * 0.5f,
                   ImGui::CalcTextSize(shortened(shown.problem.words).c_str(), nullptr, false,
                                       ImGui::GetContentRegionAvail().x)
                           .y +
                       shown.look.px(24) * float(rows.size() + 3))},
      false);
  bool lines = false;
  for (std::size_t k = 0; k < std::min(rows.size(), kRowsMax); ++k) {
    ImGui::PushID(int(k));
    const ImVec2 at = ImGui::GetCursorPos();
    put_wrapped(k == ui_state.of<DialogState>().problem_row ? shown.look.colours().text
                                                            : shown.look.colours().dim,
                rows[k].words);
    const ImVec2 after = ImGui::GetCursorPos();
    const ImVec2 size = ImGui::GetItemRectSize();
    ImGui::SetCursorPos(at);
    if (ImGui::InvisibleButton("row", {std::max(size.x, 1.0f), std::max(size.y, 1.0f)}))
      ui_state.of<DialogState>().problem_row = k;
    frame.reach(fmt::format("problem.{}", k));
    ImGui::SetCursorPos(after);
    ImGui::PopID();
    lines = lines || !rows[k].place.empty();
  }
  if (ui_state.of<DialogState>().problem_row < rows.size() &&
      !rows[ui_state.of<DialogState>().problem_row].place.empty())
    draw_line(rows[ui_state.of<DialogState>().problem_row], shown);
  ImGui::EndChild();
  if (lines && rows.size() > 1) put_in(shown.look.colours().dim, shown.say(TextId::ui_click_line));
  if (button("dismiss", shown.say(TextId::ui_dismiss), frame)) frame.ask(CloseDialog{});
  frame.begins_at = "button.dismiss";
  ImGui::SameLine();
  if (button("copy", shown.say(TextId::ui_copy), frame))
    ImGui::SetClipboardText(shown.problem.words.c_str());
}

void draw_question(const std::string& words) {
  ImGui::PushTextWrapPos(0.0f);
  put(words);
  ImGui::PopTextWrapPos();
  ImGui::Spacing();
}

void draw_recover(const FrameInputs& shown, Frame& frame) {
  draw_question(say(shown.lang(), TextId::ui_recover_question, shown.recovered_from.string()));
  if (button("recover_take", shown.say(TextId::ui_recover_take), frame)) frame.ask(Recover{true});
  frame.begins_at = "button.recover_take";
  ImGui::SameLine();
  if (button("recover_drop", shown.say(TextId::ui_recover_drop), frame)) frame.ask(Recover{false});
}

void draw_changed(const FrameInputs& shown, Frame& frame) {
  draw_question(
      say(shown.lang(), TextId::ui_changed_question, shown.file.path.filename().string()));
  if (button("changed_read", shown.say(TextId::ui_changed_read), frame)) frame.ask(ReadAgain{true});
  ImGui::SameLine();
  if (button("changed_keep", shown.say(TextId::ui_changed_keep), frame))
    frame.ask(ReadAgain{false});
  frame.begins_at = "button.changed_keep";  // what loses nothing
}

void draw_unsaved(const FrameInputs& shown, Frame& frame) {
  ImGui::PushTextWrapPos(0.0f);
  put(say(shown.lang(), TextId::ui_unsaved_question, shown.file.path.filename().string()));
  ImGui::PopTextWrapPos();
  if (button("unsaved_save", shown.say(TextId::ui_save), frame)) frame.ask(Answer{Unsaved::save});
  frame.begins_at = "button.unsaved_save";
  ImGui::SameLine();
  if (button("unsaved_discard", shown.say(TextId::ui_discard), frame))
    frame.ask(Answer{Unsaved::discard});
  ImGui::SameLine();
  if (button("unsaved_cancel", shown.say(TextId::ui_cancel), frame))
    frame.ask(Answer{Unsaved::cancel});
}

void draw_help(const FrameInputs& shown, Frame& frame) {
  ImGui::BeginChild("keys", {0, std::min(shown.look.px(480), ImGui::GetIO().DisplaySize.y * 0.7f)});
  if (ImGui::BeginTable("keys", 2,
                        ImGuiTableFlags_BordersInnerH | ImGuiTableFlags_SizingFixedFit)) {
    ImGui::TableSetupColumn("key", ImGuiTableColumnFlags_WidthFixed);
    ImGui::TableSetupColumn("does", ImGuiTableColumnFlags_WidthStretch);
    for (const KeyBinding& row : key_bindings()) {
      if (row.chord.key == Key::none) continue;
      ImGui::TableNextRow();
      ImGui::TableNextColumn();
      put_in(shown.look.colours().accent, chord_text(row.chord, shown.lang()));
      ImGui::TableNextColumn();
      ImGui::PushTextWrapPos(0.0f);
      put(shown.say(row.says));
      ImGui::PopTextWrapPos();
      frame.reach(fmt::format("help.{}", int(row.action)));  // so that keys scroll
    }
    ImGui::EndTable();
  }
  put_wrapped(shown.look.colours().dim, shown.say(TextId::ui_mouse_help));
  draw_glossary(shown, frame);
  ImGui::EndChild();
  if (button("close_help", shown.say(TextId::ui_dismiss), frame)) frame.ask(CloseDialog{});
  frame.begins_at = "button.close_help";
}

void draw_inside(Dialog dialog, const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  switch (dialog) {
    case Dialog::none:
      return;
    case Dialog::open:
    case Dialog::compare_with:
    case Dialog::beside_others:
      return draw_file_dialog(false, shown, ui_state, frame);
    case Dialog::save_as:
      return draw_file_dialog(true, shown, ui_state, frame);
    case Dialog::problem:
      return draw_problem(shown, ui_state, frame);
    case Dialog::unsaved:
      return draw_unsaved(shown, frame);
    case Dialog::help:
      return draw_help(shown, frame);
    case Dialog::palette:
      return draw_palette(shown, ui_state, frame);
    case Dialog::figure:
      return draw_figure_dialog(shown, ui_state, frame);
    case Dialog::recover:
      return draw_recover(shown, frame);
    case Dialog::changed:
      return draw_changed(shown, frame);
    case Dialog::case_words:
      return draw_case_words(shown, ui_state, frame);
    case Dialog::questions:
      return draw_questions(shown, ui_state, frame);
  }
}

}  // namespace

void draw_dialogs(const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  struct Entry {
    Dialog dialog;
    const char* id;
    TextId title;
    float width;
  };
  constexpr std::array kDialogs{
      Entry{Dialog::open, "dialog_open", TextId::ui_open_title, 620},
      Entry{Dialog::compare_with, "dialog_compare_with", TextId::cmp_choose_title, 620},
      Entry{Dialog::beside_others, "dialog_beside_others", TextId::tray_file_title, 620},
      Entry{Dialog::save_as, "dialog_save_as", TextId::ui_save_as_title, 620},
      Entry{Dialog::problem, "dialog_problem", TextId::ui_problem_title, 760},
      Entry{Dialog::unsaved, "dialog_unsaved", TextId::ui_unsaved_title, 480},
      Entry{Dialog::help, "dialog_help", TextId::ui_help, 560},
      Entry{Dialog::palette, "dialog_palette", TextId::ui_palette, 560},
      Entry{Dialog::figure, "dialog_figure", TextId::ui_export, 560},
      Entry{Dialog::recover, "dialog_recover", TextId::ui_recover_title, 520},
      Entry{Dialog::changed, "dialog_changed", TextId::ui_changed_title, 520},
      Entry{Dialog::case_words, "dialog_case_words", TextId::ui_case_words, 620},
      Entry{Dialog::questions, "dialog_questions", TextId::ui_questions_title, 900}};
  for (const Entry& entry : kDialogs) {
    if (!begin_dialog(entry.id, shown.say(entry.title), shown.dialog == entry.dialog, entry.width,
                      shown))
      continue;
    draw_inside(entry.dialog, shown, ui_state, frame);
    ImGui::EndPopup();
  }
  ui_state.dialog_before = shown.dialog;
}

}  // namespace palabre::ui
