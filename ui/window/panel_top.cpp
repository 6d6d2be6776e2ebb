#include <algorithm>
#include <array>

#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/ui_state.hpp"
#include "ui/panels/view.hpp"
#include "ui/panels/widgets.hpp"
#include "ui/window/window.hpp"
#include "ui/work/case_name.hpp"
#include "ui/work/ensemble_task.hpp"

namespace palabre::ui {
namespace {

constexpr std::array kReplicates{100, 250, 500, 1000, 2000, 5000, 10000};
constexpr std::array kTextSizes{1.0, 1.25, 1.5, 1.75, 2.0};

bool begin_menu(const char* id, TextId words, const FrameInputs& shown, Frame& frame) {
  const bool open = ImGui::BeginMenu(fmt::format("{}###{}", shown.say(words), id).c_str());
  frame.reach_list(fmt::format("menu.{}", id), open);
  return open;
}

void menu_item(const char* id, Action action, const FrameInputs& shown, Frame& frame,
               bool enabled = true, bool on = false) {
  const TextId words = words_for(action);
  const std::string keys = chord_text(action, shown.lang());
  if (ImGui::MenuItem(fmt::format("{}###{}", shown.say(words), id).c_str(), keys.c_str(), on,
                      enabled))
    frame.ask(Do{action});
  if (enabled) frame.reach(fmt::format("menu.{}", id));
}

void draw_file_menu(const FrameInputs& shown, Frame& frame) {
  if (!begin_menu("file", TextId::ui_file, shown, frame)) return;
  menu_item("new", Action::new_case, shown, frame);
  menu_item("branch", Action::branch, shown, frame);
  menu_item("open", Action::open, shown, frame);
  menu_item("library", Action::library, shown, frame);
  menu_item("questions", Action::questions, shown, frame);
  if (!shown.recent.empty() && begin_menu("recent", TextId::ui_recent, shown, frame)) {
    for (const auto& path : shown.recent) {
      if (ImGui::MenuItem(path.string().c_str())) frame.ask(OpenFile{path});
      frame.reach("menu.recent." + path.string());
    }
    ImGui::EndMenu();
  }
  ImGui::Separator();
  menu_item("save", Action::save, shown, frame);
  menu_item("save_as", Action::save_as, shown, frame);
  menu_item("case_words", Action::case_words, shown, frame);
  menu_item("share", Action::share, shown, frame);
  menu_item("export", Action::export_figure, shown, frame, shown.results != nullptr);
  menu_item("report", Action::report, shown, frame, shown.results != nullptr);
  ImGui::Separator();
  menu_item("quit", Action::quit, shown, frame);
  ImGui::EndMenu();
}

void draw_view_menu(const FrameInputs& shown, Frame& frame) {
  if (!begin_menu("view", TextId::ui_view, shown, frame)) return;
  const auto choice = [&](const char* id, std::string_view words, bool on, Command command) {
    if (ImGui::MenuItem(fmt::format("{}###{}", words, id).c_str(), nullptr, on))
      frame.ask(std::move(command));
    frame.reach(fmt::format("menu.{}", id));
  };
  menu_item("explore", Action::explore, shown, frame);
  menu_item("compare", Action::compare, shown, frame);
  menu_item("watch", Action::watch, shown, frame);
  menu_item("analyse", Action::analyse, shown, frame);
  menu_item("sources", Action::sources, shown, frame);
  menu_item("presentation", Action::presentation, shown, frame);
  ImGui::Separator();
  menu_item("edges", Action::edges, shown, frame, true, shown.view.edges);
  menu_item("map_hatching", Action::map_hatching, shown, frame, true, shown.view.map_hatching);
  menu_item("lines", Action::lines, shown, frame, true, shown.view.lines);
  menu_item("agents", Action::agents, shown, frame, true, shown.view.agents);
  ImGui::Separator();
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

void draw_seed(const FrameInputs& shown, Frame& frame) {
  put_in(shown.look.colours().dim, shown.say(TextId::ui_seed));
  ImGui::SameLine(0, shown.look.px(4));
  std::int64_t seed = shown.draft.seed;
  ImGui::SetNextItemWidth(text_width("000000000000") + shown.look.px(14));
  frame.reach_text("seed");
  ImGui::InputScalar("##seed", ImGuiDataType_S64, &seed, nullptr, nullptr, nullptr,
                     ImGuiInputTextFlags_AutoSelectAll);
  frame.note("seed");
  if (frame.focus == "seed") draw_focus_frame({ImGui::GetItemRectMin(), ImGui::GetItemRectMax()});
  if (ImGui::IsItemDeactivatedAfterEdit()) frame.ask(SetSeed{std::max<std::int64_t>(seed, 0)});
  explain(shown.say(TextId::ui_seed_tip), shown);
}

void draw_replicates(const FrameInputs& shown, Frame& frame) {
  const Lang lang = shown.lang();
  const std::string now = fmt::format("N = {}", whole(shown.draft.replicates, lang));
  const bool open = ImGui::BeginMenu(fmt::format("{}###replicates", now).c_str());
  frame.reach_list("replicates", open);
  explain(shown.say(TextId::ui_replicates_tip), shown);
  if (!open) return;
  for (int n : kReplicates) {
    if (ImGui::MenuItem(whole(n, lang).c_str(), nullptr, n == shown.draft.replicates))
      frame.ask(SetReplicates{n});
    frame.reach(fmt::format("replicates.{}", n));
  }
  ImGui::EndMenu();
}

void draw_menus(const FrameInputs& shown, Frame& frame) {
  draw_file_menu(shown, frame);
  if (begin_menu("edit", TextId::ui_edit, shown, frame)) {
    menu_item("undo", Action::undo, shown, frame, shown.can_undo);
    menu_item("redo", Action::redo, shown, frame, shown.can_redo);
    ImGui::Separator();
    menu_item("all_to_file", Action::all_to_file, shown, frame);
    menu_item("all_to_default", Action::all_to_default, shown, frame);
    ImGui::Separator();
    menu_item("copy_answer", Action::copy_answer, shown, frame);
    menu_item("find", Action::find, shown, frame);
    menu_item("palette", Action::palette, shown, frame);
    ImGui::EndMenu();
  }
  draw_view_menu(shown, frame);
  if (begin_menu("run", TextId::ui_run, shown, frame)) {
    menu_item("pin", Action::pin, shown, frame);
    menu_item("unpin", Action::unpin, shown, frame, shown.pinned != nullptr);
    ImGui::Separator();
    menu_item("new_draw", Action::new_draw, shown, frame);
    menu_item("same_draw", Action::same_draw, shown, frame,
              shown.draft.seed != shown.file.scenario.seed);
    menu_item("stop", Action::stop, shown, frame, shown.run.running);
    ImGui::Separator();
    draw_seed(shown, frame);
    draw_replicates(shown, frame);
    ImGui::EndMenu();
  }
  if (begin_menu("help", TextId::ui_help_menu, shown, frame)) {
    menu_item("keys", Action::help, shown, frame);
    menu_item("tour", Action::tour, shown, frame);
    ImGui::EndMenu();
  }
}

// The views, by their keys 1 to 5.
void draw_views(const FrameInputs& shown, Frame& frame) {
  struct Tab {
    const char* id;
    Place place;
    Action action;
    TextId words;
  };
  constexpr std::array kTabs{Tab{"explore", Place::explore, Action::explore, TextId::ui_explore},
                             Tab{"compare", Place::compare, Action::compare, TextId::ui_compare},
                             Tab{"watch", Place::watch, Action::watch, TextId::ui_watch},
                             Tab{"analyse", Place::analyse, Action::analyse, TextId::ui_analyse},
                             Tab{"sources", Place::sources, Action::sources, TextId::ui_sources}};
  for (const Tab& tab : kTabs) {
    if (toggle(tab.id, shown.say(tab.words), shown.view.place == tab.place, shown, frame))
      frame.ask(Do{tab.action});
    frame.note(fmt::format("view.{}", tab.id));
    explain(fmt::format("{} ({})", shown.say(words_for(tab.action)),
                        chord_text(tab.action, shown.lang())),
            shown);
    ImGui::SameLine(0, shown.look.px(2));
  }
}

void draw_title(const FrameInputs& shown, float room) {
  std::string title = shortened(shown.name.brief.in(shown.lang()), 300), changes;
  if (const std::size_t plus = title.rfind(" + "); shown.name.changes > 0 && plus != title.npos) {
    changes = title.substr(plus);
    title.resize(plus);
  }
  if (shown.dirty) changes += " *";
  ImGui::PushFont(shown.look.fonts.bold);
  put(cut_to(title, room, changes));
  ImGui::PopFont();
  explain(fmt::format("{}\n{}", shown.name.full.in(shown.lang()), shown.file.path.string()), shown);
}

void draw_pin(const FrameInputs& shown, Frame& frame) {
  const bool on = shown.pinned != nullptr;
  if (toggle("pin", shown.say(on ? TextId::ui_unpin : TextId::ui_pin_short), on, shown, frame))
    frame.ask(Do{on ? Action::unpin : Action::pin});
  explain(fmt::format("{} ({})\n{}", shown.say(on ? TextId::ui_unpin : TextId::ui_pin),
                      chord_text(on ? Action::unpin : Action::pin, shown.lang()),
                      shown.say(TextId::ui_pin_tip)),
          shown);
}

// Everything right of the title: undo, redo, pin, share, language.
void draw_tools(const FrameInputs& shown, Frame& frame) {
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
  draw_pin(shown, frame);
  ImGui::SameLine(0, shown.look.px(3));
  if (button("share", shown.say(TextId::ui_share_short), frame)) frame.ask(Do{Action::share});
  explain(fmt::format("{} ({})\n{}", shown.say(TextId::ui_share),
                      chord_text(Action::share, shown.lang()), shown.say(TextId::ui_share_tip)),
          shown);
  ImGui::SameLine(0, shown.look.px(14));
  if (toggle("fr", "fr", shown.lang() == Lang::fr, shown, frame)) frame.ask(SetLang{Lang::fr});
  ImGui::SameLine(0, shown.look.px(2));
  if (toggle("en", "en", shown.lang() == Lang::en, shown, frame)) frame.ask(SetLang{Lang::en});
}

float tools_width(const FrameInputs& shown) {
  const auto& style = ImGui::GetStyle();
  const auto wide = [&](std::string_view s) { return text_width(s) + 2 * style.FramePadding.x; };
  return wide("↶") + wide("↷") + wide("fr") + wide("en") +
         wide(shown.say(shown.pinned ? TextId::ui_unpin : TextId::ui_pin_short)) +
         wide(shown.say(TextId::ui_share_short)) + shown.look.px(3 + 3 + 14 * 2 + 2 + 8 + 8);
}

}  // namespace

void draw_top_bar(const FrameInputs& shown, UiState&, Frame& frame) {
  const float tools = tools_width(shown);
  const float bar = ImGui::GetContentRegionAvail().x;
  const bool one_line = bar > tools + ImGui::GetFontSize() * 48;
  if (ImGui::BeginMenuBar()) {
    draw_menus(shown, frame);
    ImGui::Dummy({shown.look.px(6), 0});
    draw_views(shown, frame);
    ImGui::Dummy({shown.look.px(6), 0});
    if (one_line) {
      const float right = ImGui::GetWindowWidth() - ImGui::GetStyle().WindowPadding.x;
      draw_title(shown, right - ImGui::GetCursorPosX() - tools - shown.look.px(20));
      ImGui::SameLine(right - tools);
      draw_tools(shown, frame);
    }
    ImGui::EndMenuBar();
  }
  if (one_line) return;
  draw_tools(shown, frame);
  ImGui::SameLine(0, shown.look.px(14));
  draw_title(shown, ImGui::GetContentRegionAvail().x);
}

}  // namespace palabre::ui
