// Compare: two cases on common random numbers. B is the case on screen; A is chosen here.

#include <algorithm>

#include "sim/run/views/compare.hpp"
#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
#include "ui/compare/compare_parts.hpp"
#include "ui/compare/compare_view.hpp"
#include "ui/compare/tray_parts.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/dialog_inputs.hpp"
#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/ui_state.hpp"
#include "ui/panels/widgets.hpp"
#include "ui/work/case_name.hpp"
#include "ui/work/compare.hpp"
#include "ui/work/ensemble_task.hpp"

namespace palabre::ui {

std::string name_of_a(const FrameInputs& shown) {
  const CompareShown& c = shown.compare;
  switch (c.side) {
    case SideA::pinned:
      return std::string(shown.say(TextId::cmp_pinned));
    case SideA::saved:
      return say(shown.lang(), TextId::cmp_saved, shown.file.path.filename().string());
    case SideA::file: {
      const std::string title = c.a ? c.a->scenario.title.in(shown.lang()) : std::string();
      const std::string file = c.path.filename().string();
      return shortened(title.empty() ? file : title, 120);
    }
    case SideA::automatic:
      break;
  }
  return std::string(shown.say(TextId::cmp_choose));
}

namespace {

void draw_group(std::string_view words, const FrameInputs& shown) {
  ImGui::PushFont(shown.look.fonts.small);
  put_in(shown.look.colours().dim, words);
  ImGui::PopFont();
}

// Everything that A can be, in one list.
void draw_choices(const FrameInputs& shown, Frame& frame) {
  const CompareShown& c = shown.compare;
  const auto choice = [&](const std::string& key, const std::string& words, ComparePick pick,
                          bool enabled) {
    if (ImGui::Selectable(fmt::format("{}##{}", words, key).c_str(), c.pick == pick,
                          enabled ? 0 : ImGuiSelectableFlags_Disabled))
      frame.ask(PickA{std::move(pick)});
    if (enabled) frame.reach(key);
  };
  frame.ask(ReadPresets{});
  choice("compare.pinned", std::string(shown.say(TextId::cmp_pinned)), {SideA::pinned, {}},
         shown.pinned != nullptr);
  choice("compare.saved", say(shown.lang(), TextId::cmp_saved, shown.file.path.filename().string()),
         {SideA::saved, {}}, !shown.unnamed);
  if (ImGui::Selectable(std::string(shown.say(TextId::cmp_other_file)).c_str()))
    frame.ask(Do{Action::compare_file});
  frame.reach("compare.other");
  draw_group(shown.say(TextId::ui_place_library), shown);
  for (const Preset& preset : shown.presets) {
    const std::string& title = preset.title.in(shown.lang());
    const std::string stem = preset.path.stem().string();
    choice("compare.preset." + stem, title.empty() ? stem : shortened(title, 200),
           {SideA::file, preset.path}, true);
  }
  if (shown.recent.empty()) return;
  draw_group(shown.say(TextId::ui_recent), shown);
  for (std::size_t k = 0; k < shown.recent.size(); ++k) {
    choice(fmt::format("compare.recent.{}", k), shown.recent[k].filename().string(),
           {SideA::file, shown.recent[k]}, true);
    explain(shown.recent[k].string(), shown);
  }
}

// The next item goes beside the last one when it fits there.
void beside_if_room(float wide, float right, const FrameInputs& shown) {
  if (ImGui::GetItemRectMax().x + wide + shown.look.px(14) <= right)
    ImGui::SameLine(0, shown.look.px(14));
}

void draw_sides(const FrameInputs& shown, Frame& frame) {
  const float right = ImGui::GetCursorScreenPos().x + ImGui::GetContentRegionAvail().x;
  heading(shown.say(TextId::cmp_a), shown);
  ImGui::SameLine();
  const float wide = std::min(ImGui::GetFontSize() * 22, ImGui::GetContentRegionAvail().x);
  const float letters =
      wide - ImGui::GetFrameHeight() - 2 * ImGui::GetStyle().FramePadding.x - shown.look.px(2);
  ImGui::SetNextItemWidth(wide);
  const bool open = ImGui::BeginCombo("##compare_a", cut_to(name_of_a(shown), letters).c_str(),
                                      ImGuiComboFlags_HeightLargest);
  frame.reach_list("compare.a", open);
  if (open) {
    draw_choices(shown, frame);
    ImGui::EndCombo();
  } else {
    explain(shown.compare.side == SideA::file
                ? fmt::format("{}\n{}\n{}", name_of_a(shown), shown.compare.path.string(),
                              shown.say(TextId::cmp_choose_tip))
                : std::string(shown.say(TextId::cmp_choose_tip)),
            shown);
  }
  const std::string_view swap = shown.say(TextId::cmp_swap_short);
  beside_if_room(text_width(swap) + 2 * ImGui::GetStyle().FramePadding.x, right, shown);
  if (button("compare_swap", swap, frame, shown.compare.can_swap))
    frame.ask(Do{Action::compare_swap});
  explain(shown.say(shown.compare.can_swap ? TextId::cmp_swap_tip : TextId::cmp_swap_not), shown);
  const std::string title = shortened(shown.name.brief.in(shown.lang()), 120);
  const std::string b = say(shown.lang(), TextId::ui_refused, shown.say(TextId::cmp_on_screen),
                            title + (shown.dirty ? " *" : ""));
  beside_if_room(text_width(b) + ImGui::GetFontSize() * 2, right, shown);
  heading(shown.say(TextId::cmp_b), shown);
  ImGui::SameLine();
  ImGui::AlignTextToFramePadding();
  ImGui::PushTextWrapPos(0.0f);
  put(b);
  ImGui::PopTextWrapPos();
  frame.note("compare.b");
}

std::string state_in_words(const FrameInputs& shown) {
  const Lang lang = shown.lang();
  const CompareShown& c = shown.compare;
  const auto& cases = c.cases;
  const std::string all = whole(c.pairs, lang);
  if (!cases.failure.empty()) return cases.failure;
  const bool some = cases.answer && !cases.answer->problem;
  const std::string had = some ? whole(cases.answer->comparison.replicates, lang) : "0";
  if (cases.stopped)
    return some ? say(lang, TextId::cmp_stopped, had, all)
                : std::string(shown.say(TextId::cmp_stopped_early));
  if (cases.running)
    return some ? say(lang, TextId::cmp_first_look, had, all)
                : fmt::format("{} {}", shown.say(TextId::cmp_waits),
                              say(lang, TextId::cmp_progress, whole(cases.done, lang), all));
  return some ? say(lang, TextId::cmp_pairs, all, cases.answer->comparison.seed) : std::string();
}

// How far it is: a line of words that is always there, and a thin bar while something runs.
void draw_state(const FrameInputs& shown, Frame& frame) {
  const auto& cases = shown.compare.cases;
  if (cases.running)
    draw_progress(cases.done, cases.total, ImGui::GetContentRegionAvail().x, shown);
  ImGui::Dummy({0, shown.look.px(2)});
  put_note(state_in_words(shown), shown);
  frame.note("compare.state");
  if (!cases.stopped) return;
  if (button("compare_go_on", shown.say(TextId::cmp_go_on), frame))
    frame.ask(Do{Action::compare_go_on});
}

void draw_columns(const Comparison& c, const FrameInputs& shown, Frame& frame) {
  const bool two = ImGui::GetContentRegionAvail().x / ImGui::GetFontSize() >= 72;
  const auto left = [&] {
    draw_compare_inputs(shown, frame);
    draw_compare_parting(c, shown, frame);
    draw_compare_run(shown, frame);
  };
  const auto right = [&] {
    draw_compare_outcomes(c, shown, frame);
    draw_compare_flips(c, shown, frame);
  };
  ImGui::PushStyleVar(ImGuiStyleVar_CellPadding, ImVec2{shown.look.px(10), 0});
  const bool table = two && ImGui::BeginTable("compare_columns", 2);
  ImGui::PopStyleVar();
  if (!table) {
    left();
    right();
    return;
  }
  ImGui::TableNextColumn();
  left();
  ImGui::TableNextColumn();
  right();
  ImGui::EndTable();
}

void draw_words(const std::string& words, ImU32 colour) {
  ImGui::PushTextWrapPos(ImGui::GetCursorPosX() +
                         std::min(ImGui::GetContentRegionAvail().x, ImGui::GetFontSize() * 50));
  put_in(colour, words);
  ImGui::PopTextWrapPos();
}

void draw_body(const FrameInputs& shown, Frame& frame) {
  const CompareShown& c = shown.compare;
  const Palette& p = shown.look.colours();
  if (c.problem) {
    draw_words(c.problem->in(shown.lang()), p.danger);
    frame.note("compare.problem");
    return;
  }
  if (!c.a) {
    draw_words(std::string(shown.say(TextId::cmp_empty)), p.dim);
    frame.note("compare.empty");
    return;
  }
  const auto& answer = c.cases.answer;
  if (!answer) return draw_compare_inputs(shown, frame);
  if (answer->problem) {
    draw_words(answer->problem->in(shown.lang()), p.danger);
    frame.note("compare.problem");
    return;
  }
  if (answer->comparison.outcomes.empty()) {
    draw_words(std::string(shown.say(TextId::cmp_none_finished)), p.danger);
    frame.note("compare.problem");
    return;
  }
  if (answer->comparison.failed > 0)
    draw_words(
        say(shown.lang(), TextId::cmp_failed, whole(answer->comparison.failed, shown.lang())),
        p.danger);
  ++frame.part;
  draw_compare_maps(*answer, shown, frame);
  ++frame.part;
  draw_columns(answer->comparison, shown, frame);
  ++frame.part;
  draw_compare_statistics(answer->comparison, shown, frame);
}

// Two cases in depth, or up to six side by side.
void draw_ways(const FrameInputs& shown, Frame& frame) {
  if (toggle("compare_two", shown.say(TextId::tray_two), !shown.view.tray, shown, frame))
    frame.ask(ShowTray{false});
  ImGui::SameLine(0, shown.look.px(4));
  const std::string many =
      say(shown.lang(), TextId::tray_many, std::to_string(shown.tray.cases.size()));
  if (toggle("compare_many", many, shown.view.tray, shown, frame)) frame.ask(ShowTray{true});
  explain(shown.say(TextId::tray_many_tip), shown);
}

}  // namespace

void put_note(const std::string& words, const FrameInputs& shown) {
  ImGui::PushFont(shown.look.fonts.small);
  put_wrapped(shown.look.colours().dim, words);
  ImGui::PopFont();
}

void draw_compare_head(const FrameInputs& shown, Frame& frame) {
  draw_ways(shown, frame);
  draw_sides(shown, frame);
  if (shown.compare.a && !shown.compare.problem) draw_state(shown, frame);
}

void draw_compare(const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  if (shown.view.tray) {
    ImGui::BeginChild("tray_body");
    draw_ways(shown, frame);
    draw_tray(shown, ui_state, frame);
    ImGui::EndChild();
    return;
  }
  // In a low window the head scrolls away with the rest.
  const bool low = ImGui::GetContentRegionAvail().y < ImGui::GetFontSize() * 30;
  if (!low) draw_compare_head(shown, frame);
  ImGui::BeginChild("compare_body");
  if (low) draw_compare_head(shown, frame);
  draw_body(shown, frame);
  ImGui::EndChild();
}

}  // namespace palabre::ui
