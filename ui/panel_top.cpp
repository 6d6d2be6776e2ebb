#include <algorithm>
#include <array>

#include "ui/panels.hpp"
#include "ui/widgets.hpp"
#include "ui/words.hpp"

namespace palabre::ui {
namespace {

constexpr std::array kReplicates{100, 250, 500, 1000, 2000, 5000, 10000};
constexpr std::array kTextSizes{1.0, 1.25, 1.5, 1.75, 2.0};

bool begin_menu(const char* id, TextId words, const Shown& shown, Frame& frame) {
  const bool open = ImGui::BeginMenu(fmt::format("{}###{}", shown.say(words), id).c_str());
  frame.note(fmt::format("menu.{}", id));
  return open;
}

void menu_item(const char* id, TextId words, Action action, const Shown& shown, Frame& frame,
               bool enabled = true) {
  const std::string keys = chord_text(action, shown.lang());
  if (ImGui::MenuItem(fmt::format("{}###{}", shown.say(words), id).c_str(), keys.c_str(), false,
                      enabled))
    frame.ask(Do{action});
  frame.note(fmt::format("menu.{}", id));
}

std::string file_name(const std::filesystem::path& path) { return path.filename().string(); }

void draw_presets(const Shown& shown, Frame& frame) {
  if (shown.presets.empty()) frame.ask(ReadPresets{});
  for (const Preset& preset : shown.presets) {
    const std::string& title = preset.title.in(shown.lang());
    if (ImGui::MenuItem(fmt::format("{}###{}", title.empty() ? file_name(preset.path) : title,
                                    preset.path.string())
                            .c_str(),
                        file_name(preset.path).c_str()))
      frame.ask(OpenFile{preset.path});
    frame.note(fmt::format("preset.{}", preset.path.stem().string()));
  }
}

void draw_file_menu(const Shown& shown, Frame& frame) {
  if (!begin_menu("file", TextId::ui_file, shown, frame)) return;
  menu_item("open", TextId::ui_open, Action::open, shown, frame);
  if (begin_menu("presets", TextId::ui_presets, shown, frame)) {
    draw_presets(shown, frame);
    ImGui::EndMenu();
  }
  if (!shown.recent.empty() && begin_menu("recent", TextId::ui_recent, shown, frame)) {
    for (const auto& path : shown.recent)
      if (ImGui::MenuItem(path.string().c_str())) frame.ask(OpenFile{path});
    ImGui::EndMenu();
  }
  ImGui::Separator();
  menu_item("save", TextId::ui_save, Action::save, shown, frame);
  menu_item("save_as", TextId::ui_save_as, Action::save_as, shown, frame);
  ImGui::Separator();
  menu_item("quit", TextId::ui_quit, Action::quit, shown, frame);
  ImGui::EndMenu();
}

void draw_view_menu(const Shown& shown, Frame& frame) {
  if (!begin_menu("view", TextId::ui_view, shown, frame)) return;
  const auto choice = [&](const char* id, std::string_view words, bool on, Command command) {
    if (ImGui::MenuItem(fmt::format("{}###{}", words, id).c_str(), nullptr, on))
      frame.ask(std::move(command));
    frame.note(fmt::format("menu.{}", id));
  };
  choice("dark", shown.say(TextId::ui_dark), shown.view.theme == Theme::dark,
         SetTheme{Theme::dark});
  choice("light", shown.say(TextId::ui_light), shown.view.theme == Theme::light,
         SetTheme{Theme::light});
  ImGui::Separator();
  choice("english", "English", shown.lang() == Lang::en, SetLang{Lang::en});
  choice("french", "Français", shown.lang() == Lang::fr, SetLang{Lang::fr});
  ImGui::Separator();
  for (double size : kTextSizes)
    choice(fmt::format("text_{:.0f}", 100 * size).c_str(),
           say(shown.lang(), TextId::ui_text_size, fmt::format("{:.0f}", 100 * size)),
           shown.view.text_size == size, SetTextSize{size});
  ImGui::EndMenu();
}

void draw_menus(const Shown& shown, Frame& frame) {
  draw_file_menu(shown, frame);
  if (begin_menu("edit", TextId::ui_edit, shown, frame)) {
    menu_item("undo", TextId::ui_undo, Action::undo, shown, frame, shown.can_undo);
    menu_item("redo", TextId::ui_redo, Action::redo, shown, frame, shown.can_redo);
    ImGui::Separator();
    menu_item("find", TextId::ui_find, Action::find, shown, frame);
    ImGui::EndMenu();
  }
  draw_view_menu(shown, frame);
  if (begin_menu("help", TextId::ui_help_menu, shown, frame)) {
    menu_item("keys", TextId::ui_help, Action::help, shown, frame);
    ImGui::EndMenu();
  }
}

void draw_seed(const Shown& shown, Frame& frame) {
  put_in(shown.look.colours().dim, shown.say(TextId::ui_seed));
  ImGui::SameLine(0, shown.look.px(4));
  std::int64_t seed = shown.draft.seed;
  ImGui::SetNextItemWidth(text_width("000000000000") + shown.look.px(14));
  ImGui::InputScalar("##seed", ImGuiDataType_S64, &seed, nullptr, nullptr, nullptr,
                     ImGuiInputTextFlags_AutoSelectAll);
  frame.note("seed");
  if (ImGui::IsItemDeactivatedAfterEdit()) frame.ask(SetSeed{std::max<std::int64_t>(seed, 0)});
  explain(shown.say(TextId::ui_seed_tip), shown);
}

void draw_replicates(const Shown& shown, Frame& frame) {
  const Lang lang = shown.lang();
  put_in(shown.look.colours().dim, "N");
  ImGui::SameLine(0, shown.look.px(4));
  ImGui::SetNextItemWidth(text_width("1 000 000") + ImGui::GetFrameHeight());
  const bool open = ImGui::BeginCombo("##replicates", whole(shown.draft.replicates, lang).c_str());
  frame.note("replicates");
  explain(shown.say(TextId::ui_replicates_tip), shown);
  if (!open) return;
  for (int n : kReplicates) {
    if (ImGui::Selectable(whole(n, lang).c_str(), n == shown.draft.replicates))
      frame.ask(SetReplicates{n});
    frame.note(fmt::format("replicates.{}", n));
  }
  ImGui::EndCombo();
}

void draw_title(const Shown& shown, float room) {
  std::string title = shown.draft.title.in(shown.lang());
  if (title.empty()) title = file_name(shown.file.path);
  if (shown.dirty) title += " *";
  ImGui::PushFont(shown.look.fonts.bold);
  std::string cut = title;
  while (!cut.empty() && text_width(cut + "…") > room) {
    do cut.pop_back();
    while (!cut.empty() && (static_cast<unsigned char>(cut.back()) & 0xC0u) == 0x80u);
  }
  put(text_width(title) <= room ? title : cut + "…");
  ImGui::PopFont();
  explain(fmt::format("{}\n{}", title, shown.file.path.string()), shown);
}

// Everything right of the title: undo, redo, seed, number of runs, language.
void draw_tools(const Shown& shown, Frame& frame) {
  if (button("undo", "↶", frame, shown.can_undo)) frame.ask(Do{Action::undo});
  explain(
      fmt::format("{} ({})", shown.say(TextId::ui_undo), chord_text(Action::undo, shown.lang())),
      shown);
  ImGui::SameLine(0, shown.look.px(3));
  if (button("redo", "↷", frame, shown.can_redo)) frame.ask(Do{Action::redo});
  explain(
      fmt::format("{} ({})", shown.say(TextId::ui_redo), chord_text(Action::redo, shown.lang())),
      shown);
  ImGui::SameLine(0, shown.look.px(14));
  draw_seed(shown, frame);
  ImGui::SameLine(0, shown.look.px(14));
  draw_replicates(shown, frame);
  ImGui::SameLine(0, shown.look.px(14));
  if (toggle("fr", "fr", shown.lang() == Lang::fr, shown, frame)) frame.ask(SetLang{Lang::fr});
  ImGui::SameLine(0, shown.look.px(2));
  if (toggle("en", "en", shown.lang() == Lang::en, shown, frame)) frame.ask(SetLang{Lang::en});
}

float tools_width(const Shown& shown) {
  const auto& style = ImGui::GetStyle();
  const auto wide = [&](std::string_view s) { return text_width(s) + 2 * style.FramePadding.x; };
  return wide("↶") + wide("↷") + text_width(shown.say(TextId::ui_seed)) + wide("000000000000") +
         wide("1 000 000") + ImGui::GetFrameHeight() + text_width("N") + wide("fr") + wide("en") +
         shown.look.px(3 + 14 * 3 + 2 + 8 + 8);
}

}  // namespace

void draw_top_bar(const Shown& shown, Scratch&, Frame& frame) {
  const float tools = tools_width(shown);
  const float bar = ImGui::GetContentRegionAvail().x;
  const bool one_line = bar > tools + ImGui::GetFontSize() * 34;
  if (ImGui::BeginMenuBar()) {
    draw_menus(shown, frame);
    ImGui::Dummy({shown.look.px(8), 0});
    const float right = ImGui::GetWindowWidth() - ImGui::GetStyle().WindowPadding.x;
    draw_title(shown,
               right - ImGui::GetCursorPosX() - (one_line ? tools + shown.look.px(20) : 0.0f));
    if (one_line) {
      ImGui::SameLine(right - tools);
      draw_tools(shown, frame);
    }
    ImGui::EndMenuBar();
  }
  if (!one_line) draw_tools(shown, frame);
}

}  // namespace palabre::ui
