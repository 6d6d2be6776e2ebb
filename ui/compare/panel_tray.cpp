// Compare, up to six cases: which they are and what each does, a chart of all figures, and a table
// with the differences from the first.

#include <algorithm>

#include "sim/answer/grammar.hpp"
#include "sim/report/number_words.hpp"
#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
#include "ui/compare/compare_parts.hpp"
#include "ui/compare/tray_parts.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/dialog_inputs.hpp"
#include "ui/panels/widgets.hpp"

namespace palabre::ui {
namespace {

// What may be put beside the others.
void draw_adding(const FrameInputs& shown, Frame& frame) {
  const bool room = shown.tray.cases.size() < kTrayMost;
  const float right = ImGui::GetCursorScreenPos().x + ImGui::GetContentRegionAvail().x;
  const auto goes_on = [&](float wide) {
    if (ImGui::GetItemRectMax().x + shown.look.px(6) + wide <= right)
      ImGui::SameLine(0, shown.look.px(6));
  };
  if (button("tray_screen", shown.say(TextId::tray_add_screen), frame, room))
    frame.ask(AddToTray{});
  const float wide = std::min(ImGui::GetFontSize() * 16, right - ImGui::GetCursorScreenPos().x);
  goes_on(wide);
  frame.ask(ReadPresets{});
  ImGui::SetNextItemWidth(wide);
  const bool open =
      ImGui::BeginCombo("##tray_library", std::string(shown.say(TextId::tray_add_library)).c_str(),
                        ImGuiComboFlags_HeightLargest);
  frame.reach_list("tray.library", open);
  if (open) {
    for (const Preset& preset : shown.presets) {
      const std::string stem = preset.path.stem().string();
      const std::string& title = preset.title.in(shown.lang());
      if (ImGui::Selectable(
              fmt::format("{}##{}", title.empty() ? stem : shortened(title, 200), stem).c_str(),
              false, room ? 0 : ImGuiSelectableFlags_Disabled))
        frame.ask(AddToTray{preset.path});
      frame.reach("tray.preset." + stem);
    }
    ImGui::EndCombo();
  }
  const std::string_view file = shown.say(TextId::tray_add_file);
  goes_on(text_width(file) + 2 * ImGui::GetStyle().FramePadding.x);
  if (button("tray_file", file, frame, room)) frame.ask(Do{Action::tray_file});
  if (!room) put_note(std::string(shown.say(TextId::tray_full)), shown);
}

void draw_case_buttons(std::size_t k, const FrameInputs& shown, Frame& frame) {
  const auto small = [&](const char* what, const char* words, TextId tip, bool enabled) {
    const std::string id = fmt::format("tray_{}_{}", what, k);
    const bool pressed = button(id.c_str(), words, frame, enabled);
    explain(shown.say(tip), shown);
    ImGui::SameLine(0, shown.look.px(3));
    return pressed && enabled;
  };
  const std::size_t count = shown.tray.cases.size();
  if (small("up", "↑", TextId::tray_up, k > 0)) frame.ask(MoveInTray{k, -1});
  if (small("down", "↓", TextId::tray_down, k + 1 < count)) frame.ask(MoveInTray{k, 1});
  if (small("away", "×", TextId::tray_away, true)) frame.ask(RemoveFromTray{k});
  if (small("open", std::string(shown.say(TextId::tray_open)).c_str(), TextId::tray_open_tip,
            shown.tray.present != int(k)))
    frame.ask(OpenFromTray{k});
  ImGui::NewLine();
}

// The sign of a case and its letter.
void put_letter(std::size_t k, const FrameInputs& shown) {
  WindowCanvas canvas(*ImGui::GetWindowDrawList(), shown.look.fonts);
  const float em = ImGui::GetFontSize();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  draw_case_sign(canvas, shown.look, k, {at.x + em * 0.4f, at.y + em * 0.6f}, em * 0.34f);
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() + em);
  ImGui::PushFont(shown.look.fonts.bold);
  put(tray_letter(k));
  ImGui::PopFont();
}

// Sign, letter and title of a case, and below them its sentence.
void draw_case(std::size_t k, const FrameInputs& shown, Frame& frame) {
  const Palette& p = shown.look.colours();
  const TrayShown& tray = shown.tray;
  ImGui::TableNextRow();
  ImGui::TableNextColumn();
  put_letter(k, shown);
  ImGui::TableNextColumn();
  put_wrapped(p.text, shortened(tray.cases[k].title.in(shown.lang()), 200));
  frame.note(fmt::format("tray.case.{}", k));
  ImGui::PushFont(shown.look.fonts.small);
  const std::string words = k == 0 ? std::string(shown.say(TextId::tray_first))
                            : k <= tray.sentences.size() ? tray.sentences[k - 1].in(shown.lang())
                                                         : std::string();
  // Cut at blanks alone: no number is broken at its point.
  const float room = ImGui::GetContentRegionAvail().x;
  ImGui::BeginGroup();
  const WindowCanvas canvas(*ImGui::GetWindowDrawList(), shown.look.fonts);
  for (const std::string& line : wrapped_words(canvas, words, Face::small, room))
    put_in(p.dim, line);
  ImGui::EndGroup();
  frame.note(fmt::format("tray.sentence.{}", k));
  ImGui::PopFont();
  ImGui::TableNextColumn();
  draw_case_buttons(k, shown, frame);
}

void draw_cases(const FrameInputs& shown, Frame& frame) {
  const float em = ImGui::GetFontSize();
  if (shown.tray.cases.empty() ||
      !ImGui::BeginTable("tray_cases", 3, ImGuiTableFlags_BordersInnerH))
    return;
  ImGui::TableSetupColumn("sign", ImGuiTableColumnFlags_WidthFixed, em * 2);
  ImGui::TableSetupColumn("case", ImGuiTableColumnFlags_WidthStretch);
  ImGui::TableSetupColumn("buttons", ImGuiTableColumnFlags_WidthFixed);
  for (std::size_t k = 0; k < shown.tray.cases.size(); ++k) draw_case(k, shown, frame);
  ImGui::EndTable();
}

// How far it is, in words and as a thin bar.
void draw_tray_state(const FrameInputs& shown, Frame& frame) {
  const TrayShown& tray = shown.tray;
  const Lang lang = shown.lang();
  const auto& found = tray.found;
  if (found.running)
    draw_progress(found.done, found.total, ImGui::GetContentRegionAvail().x, shown);
  ImGui::Dummy({0, shown.look.px(2)});
  const std::string all = whole(tray.pairs, lang);
  const std::string had =
      found.answer ? whole(found.answer->tray.comparisons.front().replicates, lang) : "0";
  std::string words;
  if (!found.failure.empty())
    words = found.failure;
  else if (found.stopped)
    words = found.answer ? say(lang, TextId::cmp_stopped, had, all)
                         : std::string(shown.say(TextId::cmp_stopped_early));
  else if (found.running)
    words = found.answer ? say(lang, TextId::cmp_first_look, had, all)
                         : say(lang, TextId::cmp_progress, whole(found.done, lang), all);
  else if (found.answer)
    words = tray_basis_in_words(found.answer->tray, lang);
  put_note(words, shown);
  frame.note("tray.state");
  if (found.stopped && button("compare_go_on", shown.say(TextId::cmp_go_on), frame))
    frame.ask(Do{Action::compare_go_on});
}

void draw_chart_of_tray(const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  const TrayShown& tray = shown.tray;
  heading(shown.say(TextId::tray_chart), shown);
  put_note(std::string(shown.say(TextId::tray_chart_note)), shown);
  WindowCanvas canvas(*ImGui::GetWindowDrawList(), shown.look.fonts);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float wide = std::max(ImGui::GetContentRegionAvail().x, 1.0f);
  const float high = std::max(tray_chart_height(canvas, tray), 1.0f);
  ImGui::InvisibleButton("tray_chart", {wide, high});
  frame.note("chart.tray");
  const bool hovered = ImGui::IsItemHovered(), clicked = ImGui::IsItemClicked();
  std::size_t& hot = ui_state.of<TrayState>().hot;
  const auto rows = draw_tray_chart(canvas, shown.look, {at, {at.x + wide, at.y + high}}, tray, hot,
                                    shown.lang());
  const auto figures = tray_figures(tray.found.answer->tray);
  std::size_t under = ~std::size_t{0};
  for (std::size_t k = 0; k < rows.size(); ++k) {
    const std::string key = fmt::format("tray.row.{}", figures[k].id());
    if (frame.reach(key, rows[k])) frame.ask(PickTrayFigure{std::string(figures[k].id())});
    if (hovered && rows[k].holds(ImGui::GetIO().MousePos)) under = k;
  }
  if (under != hot) frame.moving = true;
  hot = under;
  if (under >= rows.size()) return;
  explain(shown.say(TextId::tray_speak), shown);
  if (clicked) frame.ask(PickTrayFigure{std::string(figures[under].id())});
}

void draw_row_of_tray(const Target& figure, const FrameInputs& shown, Frame& frame) {
  const Palette& p = shown.look.colours();
  const Tray& tray = shown.tray.found.answer->tray;
  ImGui::TableNextRow();
  ImGui::TableNextColumn();
  put_wrapped(p.text, tray_figure_name(figure, shown.lang()));
  for (std::size_t k = 0; k < tray.cases(); ++k) {
    ImGui::TableNextColumn();
    put_wrapped(p.text, tray_level(tray, k, figure, shown.lang()));
    frame.note(fmt::format("tray.{}.{}", figure.id(), k));
    if (k == 0) continue;
    const TrayEffect effect = tray_effect(tray, k, figure, shown.lang());
    ImGui::PushFont(shown.look.fonts.small);
    put_wrapped(effect.sure ? p.changed : p.dim, effect.words);
    ImGui::PopFont();
  }
}

void draw_table_of_tray(const FrameInputs& shown, Frame& frame) {
  const Tray& tray = shown.tray.found.answer->tray;
  heading(shown.say(TextId::tray_table), shown);
  if (!ImGui::BeginTable("tray_table", 1 + int(tray.cases()), ImGuiTableFlags_BordersInnerH))
    return;
  ImGui::TableSetupColumn("figure", ImGuiTableColumnFlags_WidthStretch, 1.7f);
  for (std::size_t k = 0; k < tray.cases(); ++k)
    ImGui::TableSetupColumn(tray_letter(k).c_str(), ImGuiTableColumnFlags_WidthStretch, 1.0f);
  ImGui::TableNextRow();
  ImGui::TableNextColumn();
  for (std::size_t k = 0; k < tray.cases(); ++k) {
    ImGui::TableNextColumn();
    put_letter(k, shown);
    explain(shortened(shown.tray.cases[k].title.in(shown.lang()), 200), shown);
  }
  for (const Target& figure : tray_figures(tray)) draw_row_of_tray(figure, shown, frame);
  ImGui::EndTable();
  frame.note("tray.table");
}

}  // namespace

std::string tray_basis_in_words(const Tray& tray, Lang lang) {
  const std::int64_t runs = tray.comparisons.front().finished();
  const std::string count = whole(runs, lang);
  return agreed(say(lang, TextId::ans_tray_basis, count), is_one(count, double(runs), lang));
}

std::string tray_level(const Tray& tray, std::size_t k, const Target& figure, Lang lang) {
  const Finding finding = tray.finding(std::max<std::size_t>(k, 1), figure);
  const auto& side = k == 0 ? finding.without : finding.with;
  return side ? value_in(side->value, finding, shown_for(finding), lang) : "–";
}

TrayEffect tray_effect(const Tray& tray, std::size_t k, const Target& figure, Lang lang) {
  const Finding finding = tray.finding(k, figure);
  if (!finding.difference || !finding.has_interval) return {"–", false};
  const Evidence evidence = finding.evidence();
  std::string words = effect_with_interval(finding, shown_for(finding), lang);
  words += mark_of(evidence, lang);
  return {words, evidence == Evidence::sure};
}

std::vector<Target> tray_figures(const Tray& tray) {
  std::vector<Target> out;
  for (const Target& figure : Tray::figures())
    for (std::size_t k = 1; k < tray.cases(); ++k) {
      const Finding finding = tray.finding(k, figure);
      if (!finding.with && !finding.without) continue;
      out.push_back(figure);
      break;
    }
  return out;
}

std::string tray_figure_name(const Target& figure, Lang lang) {
  if (is_share(figure.unit())) return std::string(figure.label().in(lang));
  return fmt::format("{} ({})", figure.label().in(lang), unit_text(figure.unit(), lang));
}

void draw_tray(const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  const TrayShown& tray = shown.tray;
  if (tray.cases.size() < 2) {
    put_wrapped(shown.look.colours().dim,
                shown.say(tray.cases.empty() ? TextId::tray_empty : TextId::tray_one));
    frame.note("tray.empty");
  }
  const bool two = ImGui::GetContentRegionAvail().x / ImGui::GetFontSize() >= 72;
  const bool columns = two && tray.is_there() && ImGui::BeginTable("tray_columns", 2);
  if (columns) ImGui::TableNextColumn();
  draw_cases(shown, frame);
  draw_adding(shown, frame);
  if (tray.cases.size() > 1) draw_tray_state(shown, frame);
  ++frame.part;
  if (columns) ImGui::TableNextColumn();
  if (tray.is_there()) draw_chart_of_tray(shown, ui_state, frame);
  if (columns) ImGui::EndTable();
  ++frame.part;
  if (tray.is_there()) draw_table_of_tray(shown, frame);
}

}  // namespace palabre::ui
