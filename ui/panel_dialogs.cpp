#include <algorithm>

#include "ui/panels.hpp"
#include "ui/widgets.hpp"
#include "ui/words.hpp"

namespace palabre::ui {
namespace {

// A modal window that is open exactly while `wanted`.
bool begin_dialog(const char* id, std::string_view title, bool wanted, float width,
                  const Shown& shown) {
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

bool is_scenario(const std::string& name) { return name.ends_with(".toml"); }

void draw_entries(const Shown& shown, Scratch& scratch, Frame& frame) {
  const Browser& browser = shown.browser;
  ImGui::BeginChild("entries",
                    {0, std::min(shown.look.px(320), ImGui::GetIO().DisplaySize.y * 0.4f)}, true);
  if (ImGui::Selectable("..", false, ImGuiSelectableFlags_DontClosePopups))
    frame.ask(ToFolder{browser.folder.parent_path()});
  for (const Browser::Entry& entry : browser.entries) {
    if (!scratch.filter.empty() && !found_in(entry.name, scratch.filter)) continue;
    if (!entry.folder && !is_scenario(entry.name)) continue;
    const std::string words = entry.folder ? entry.name + "/" : entry.name;
    const auto path = browser.folder / entry.name;
    if (ImGui::Selectable(
            words.c_str(), scratch.path == path.string(),
            ImGuiSelectableFlags_DontClosePopups | ImGuiSelectableFlags_AllowDoubleClick)) {
      if (entry.folder) {
        frame.ask(ToFolder{path});
      } else {
        scratch.path = path.string();
        if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left) && shown.dialog == Dialog::open)
          frame.ask(OpenFile{path});
      }
    }
    frame.note(fmt::format("entry.{}", entry.name));
  }
  if (!browser.problem.empty()) put_in(shown.look.colours().danger, browser.problem);
  ImGui::EndChild();
}

// A name alone is in the folder shown; a whole path typed after the folder counts from its slash.
std::filesystem::path path_meant(std::string_view typed, const std::filesystem::path& folder) {
  if (const std::size_t at = typed.rfind("//"); at != std::string_view::npos)
    typed.remove_prefix(at + 1);
  return folder / typed;
}

void draw_file_dialog(bool saves, const Shown& shown, Scratch& scratch, Frame& frame) {
  if (scratch.dialog_before != shown.dialog) {
    scratch.path = saves ? shown.file.path.string() : shown.browser.folder.string() + "/";
    scratch.filter.clear();
    ImGui::SetKeyboardFocusHere();
  }
  ImGui::SetNextItemWidth(-FLT_MIN);
  const bool entered = input_text("##path", std::string(shown.say(TextId::ui_path)).c_str(),
                                  scratch.path, ImGuiInputTextFlags_EnterReturnsTrue);
  frame.note("dialog.path");
  put_in(shown.look.colours().dim, shown.browser.folder.string());
  ImGui::SetNextItemWidth(-FLT_MIN);
  input_text("##filter", std::string(shown.say(TextId::ui_filter_names)).c_str(), scratch.filter);
  frame.note("dialog.filter");
  draw_entries(shown, scratch, frame);
  const bool named = !scratch.path.empty() && !scratch.path.ends_with('/');
  const bool pressed =
      button("accept", shown.say(saves ? TextId::ui_save : TextId::ui_open), frame, named);
  ImGui::SameLine();
  if (button("cancel", shown.say(TextId::ui_cancel), frame)) frame.ask(CloseDialog{});
  if ((!pressed && !entered) || !named) return;
  std::filesystem::path path = path_meant(scratch.path, shown.browser.folder);
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) {
    frame.ask(ToFolder{path});
  } else if (saves) {
    if (path.extension().empty()) path += ".toml";
    frame.ask(SaveFileAs{path});
  } else {
    frame.ask(OpenFile{path});
  }
}

void draw_problem(const Shown& shown, Frame& frame) {
  ImGui::BeginChild("problem",
                    {0, std::min(ImGui::GetIO().DisplaySize.y * 0.5f,
                                 ImGui::CalcTextSize(shown.problem.c_str(), nullptr, false,
                                                     ImGui::GetContentRegionAvail().x)
                                         .y +
                                     shown.look.px(20))},
                    false);
  ImGui::PushTextWrapPos(0.0f);
  put(shown.problem);
  ImGui::PopTextWrapPos();
  ImGui::EndChild();
  if (button("dismiss", shown.say(TextId::ui_dismiss), frame)) frame.ask(CloseDialog{});
  ImGui::SameLine();
  if (button("copy", shown.say(TextId::ui_copy), frame))
    ImGui::SetClipboardText(shown.problem.c_str());
}

void draw_unsaved(const Shown& shown, Frame& frame) {
  ImGui::PushTextWrapPos(0.0f);
  put(say(shown.lang(), TextId::ui_unsaved_question, shown.file.path.filename().string()));
  ImGui::PopTextWrapPos();
  if (button("unsaved_save", shown.say(TextId::ui_save), frame)) frame.ask(Answer{Unsaved::save});
  ImGui::SameLine();
  if (button("unsaved_discard", shown.say(TextId::ui_discard), frame))
    frame.ask(Answer{Unsaved::discard});
  ImGui::SameLine();
  if (button("unsaved_cancel", shown.say(TextId::ui_cancel), frame))
    frame.ask(Answer{Unsaved::cancel});
}

void draw_help(const Shown& shown, Frame& frame) {
  ImGui::BeginChild("keys", {0, std::min(shown.look.px(480), ImGui::GetIO().DisplaySize.y * 0.7f)});
  if (ImGui::BeginTable("keys", 2,
                        ImGuiTableFlags_BordersInnerH | ImGuiTableFlags_SizingFixedFit)) {
    for (const Binding& row : bindings()) {
      ImGui::TableNextRow();
      ImGui::TableNextColumn();
      put_in(shown.look.colours().accent, chord_text(row.chord, shown.lang()));
      ImGui::TableNextColumn();
      put(shown.say(row.says));
    }
    ImGui::EndTable();
  }
  ImGui::PushTextWrapPos(0.0f);
  put_in(shown.look.colours().dim, shown.say(TextId::ui_mouse_help));
  ImGui::PopTextWrapPos();
  ImGui::EndChild();
  if (button("close_help", shown.say(TextId::ui_dismiss), frame)) frame.ask(CloseDialog{});
}

}  // namespace

void draw_dialogs(const Shown& shown, Scratch& scratch, Frame& frame) {
  struct Entry {
    Dialog dialog;
    const char* id;
    TextId title;
    float width;
  };
  constexpr std::array kDialogs{
      Entry{Dialog::open, "dialog_open", TextId::ui_open_title, 620},
      Entry{Dialog::save_as, "dialog_save_as", TextId::ui_save_as_title, 620},
      Entry{Dialog::problem, "dialog_problem", TextId::ui_problem_title, 760},
      Entry{Dialog::unsaved, "dialog_unsaved", TextId::ui_unsaved_title, 480},
      Entry{Dialog::help, "dialog_help", TextId::ui_help, 520}};
  for (const Entry& entry : kDialogs) {
    if (!begin_dialog(entry.id, shown.say(entry.title), shown.dialog == entry.dialog, entry.width,
                      shown))
      continue;
    switch (entry.dialog) {
      case Dialog::open:
        draw_file_dialog(false, shown, scratch, frame);
        break;
      case Dialog::save_as:
        draw_file_dialog(true, shown, scratch, frame);
        break;
      case Dialog::problem:
        draw_problem(shown, frame);
        break;
      case Dialog::unsaved:
        draw_unsaved(shown, frame);
        break;
      default:
        draw_help(shown, frame);
        break;
    }
    ImGui::EndPopup();
  }
  scratch.dialog_before = shown.dialog;
}

}  // namespace palabre::ui
