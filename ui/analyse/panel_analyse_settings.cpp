// What is asked of an analysis: the target, how carefully, and what else the method needs.

#include <algorithm>
#include <array>

#include "sim/tables/text.hpp"
#include "ui/analyse/analyse_view.hpp"
#include "ui/analyse/panel_analyse.hpp"
#include "ui/base/words.hpp"
#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/ui_state.hpp"
#include "ui/panels/widgets.hpp"
#include "ui/work/analysis.hpp"

namespace palabre::ui {
namespace {

// Goes on beside the last item while there is room.
void task(float wide, const FrameInputs& shown) {
  const float end = ImGui::GetWindowPos().x + ImGui::GetWindowContentRegionMax().x;
  if (ImGui::GetItemRectMax().x + shown.look.px(12) + wide <= end)
    ImGui::SameLine(0, ImGui::GetItemRectSize().x > 0.0f ? shown.look.px(12) : 0.0f);
}

struct ListLine {
  std::string id, words;  // no id: a heading
};

float list_width(const std::vector<ListLine>& lines, const FrameInputs& shown) {
  float wide = 0.0f;
  for (const ListLine& line : lines) wide = std::max(wide, text_width(line.words));
  const float most = ImGui::GetContentRegionAvail().x - shown.look.px(4);
  return std::min(wide + ImGui::GetFrameHeight() + 3 * ImGui::GetStyle().FramePadding.x, most);
}

// A list to choose from that can be searched. Returns what was chosen; empty: nothing new.
std::string choose(const char* id, TextId label, TextId hint, const std::string& now,
                   const std::vector<ListLine>& lines, const FrameInputs& shown, UiState& ui_state,
                   Frame& frame) {
  const auto at = std::find_if(lines.begin(), lines.end(),
                               [&](const ListLine& line) { return line.id == now; });
  const std::string_view words = shown.say(label);
  const float wide = list_width(lines, shown);
  const float end = ImGui::GetCursorScreenPos().x + ImGui::GetContentRegionAvail().x;
  ImGui::AlignTextToFramePadding();
  put_in(shown.look.colours().dim, words);
  if (ImGui::GetItemRectMax().x + shown.look.px(6) + wide <= end)
    ImGui::SameLine(0, shown.look.px(6));
  ImGui::SetNextItemWidth(wide);
  ImGui::SetNextWindowSizeConstraints({wide, 0}, {FLT_MAX, ImGui::GetFontSize() * 24});
  const bool open =
      ImGui::BeginCombo(fmt::format("##{}", id).c_str(), at == lines.end() ? "" : at->words.c_str(),
                        ImGuiComboFlags_HeightLargest);
  frame.reach_list(id, open);
  if (!open) return {};
  if (ImGui::IsWindowAppearing()) {
    ui_state.of<AnalyseState>().search.clear();
    ImGui::SetKeyboardFocusHere();
  }
  ImGui::SetNextItemWidth(-FLT_MIN);
  const bool entered =
      input_text("##find", std::string(shown.say(hint)).c_str(), ui_state.of<AnalyseState>().search,
                 ImGuiInputTextFlags_EnterReturnsTrue);
  frame.note(std::string(id) + ".find");
  std::string chosen;
  for (const ListLine& line : lines) {
    if (line.id.empty()) {
      if (ui_state.of<AnalyseState>().search.empty()) put_in(shown.look.colours().dim, line.words);
      continue;
    }
    if (!found_in(line.words + " " + line.id, ui_state.of<AnalyseState>().search)) continue;
    if (ImGui::Selectable(fmt::format("{}##{}", line.words, line.id).c_str(), line.id == now) ||
        (entered && chosen.empty()))
      chosen = line.id;
    frame.reach(std::string(id) + "." + line.id);
  }
  if (!chosen.empty()) ImGui::CloseCurrentPopup();
  ImGui::EndCombo();
  return chosen;
}

std::vector<ListLine> target_lines(const FrameInputs& shown) {
  const Lang lang = shown.lang();
  std::vector<ListLine> out;
  if (shown.analysis.settings.method != Method::robust)
    out.push_back({{}, std::string(shown.say(TextId::ui_an_outcomes))});
  bool figures = false;
  const bool judged = shown.analysis.settings.method == Method::robust;
  for (const std::string_view id : target_names()) {
    const Target target = *find_target(id);
    if (judged && !find_goal(id)) continue;
    if (!target.outcome && !figures) {
      figures = true;
      out.push_back({{}, std::string(shown.say(TextId::ui_an_statistics))});
    }
    out.push_back({std::string(id), target_name(target, lang)});
  }
  return out;
}

std::vector<ListLine> axis_lines(const FrameInputs& shown) {
  const Lang lang = shown.lang();
  std::vector<ListLine> out{{{}, std::string(shown.say(TextId::ui_levers))}};
  const auto keys = heat_keys();
  for (const bool levers : {true, false}) {
    if (!levers) out.push_back({{}, std::string(shown.say(TextId::ui_assumptions))});
    for (const std::string& key : keys)
      if (key.starts_with("levers.") == levers) out.push_back({key, control_name(key, lang)});
  }
  return out;
}

void draw_axes_choice(AnalysisSettings& s, const FrameInputs& shown, UiState& ui_state,
                      Frame& frame) {
  const auto lines = axis_lines(shown);
  if (const std::string x = choose("an.x", TextId::ui_an_across, TextId::ui_an_axis_find, s.x,
                                   lines, shown, ui_state, frame);
      !x.empty())
    s.x = x;
  const float wide = list_width(lines, shown) + text_width(shown.say(TextId::ui_an_upwards));
  task(wide + shown.look.px(8), shown);
  if (const std::string y = choose("an.y", TextId::ui_an_upwards, TextId::ui_an_axis_find, s.y,
                                   lines, shown, ui_state, frame);
      !y.empty())
    s.y = y;
  task(text_width(shown.say(TextId::ui_an_swap)) + shown.look.px(16), shown);
  if (button("an_swap", shown.say(TextId::ui_an_swap), frame)) std::swap(s.x, s.y);
}

// Some toggles of which one is on. Returns the one pressed; -1: none.
int draw_choice(const char* id, TextId label, std::span<const std::string> words, int now,
                const FrameInputs& shown, Frame& frame) {
  int pressed = -1;
  ImGui::AlignTextToFramePadding();
  const std::string_view name = shown.say(label);
  if (!name.empty()) put_in(shown.look.colours().dim, name);
  const float end = ImGui::GetWindowPos().x + ImGui::GetWindowContentRegionMax().x;
  for (std::size_t k = 0; k < words.size(); ++k) {
    const float wide = text_width(words[k]) + 2 * ImGui::GetStyle().FramePadding.x;
    if (ImGui::GetItemRectMax().x + shown.look.px(4) + wide <= end)
      ImGui::SameLine(0, shown.look.px(k == 0 ? 6 : 3));
    if (toggle(fmt::format("{}_{}", id, k).c_str(), words[k], now == int(k), shown, frame))
      pressed = int(k);
  }
  return pressed;
}

float choice_width(TextId label, std::span<const std::string> words, const FrameInputs& shown) {
  float out = text_width(shown.say(label)) + shown.look.px(6);
  for (const std::string& one : words)
    out += text_width(one) + 2 * ImGui::GetStyle().FramePadding.x + shown.look.px(3);
  return out;
}

void draw_care(AnalysisSettings& s, const FrameInputs& shown, Frame& frame) {
  const std::array<std::string, 3> words{std::string(shown.say(TextId::ui_an_quick)),
                                         std::string(shown.say(TextId::ui_an_usual)),
                                         std::string(shown.say(TextId::ui_an_thorough))};
  Care& care = s.care[std::size_t(s.method)];
  task(choice_width(TextId::ui_an_care, words, shown), shown);
  const int pressed = draw_choice("an_care", TextId::ui_an_care, words, int(care), shown, frame);
  if (pressed >= 0) care = Care(pressed);
}

void draw_groups_choice(AnalysisSettings& s, const FrameInputs& shown, Frame& frame) {
  const std::array<std::string, 2> words{std::string(shown.say(TextId::ui_an_groups)),
                                         std::string(shown.say(TextId::ui_an_singly))};
  task(choice_width(TextId::ui_an_groups, words, shown), shown);
  for (std::size_t k = 0; k < words.size(); ++k) {
    if (k > 0) ImGui::SameLine(0, shown.look.px(3));
    if (toggle(fmt::format("an_groups_{}", k).c_str(), words[k], s.groups == (k == 0), shown,
               frame))
      s.groups = k == 0;
  }
}

void draw_within(AnalysisSettings& s, const Target& target, const FrameInputs& shown,
                 Frame& frame) {
  constexpr std::array kWithin{0.01, 0.02, 0.05};
  const bool is_share = target.kind() == StatisticKind::Share;
  std::array<std::string, 3> words;
  int now = -1;
  for (std::size_t k = 0; k < kWithin.size(); ++k) {
    words[k] =
        is_share ? say(shown.lang(), TextId::ui_an_within_points,
                       number(100.0 * kWithin[k], shown.lang()))
                 : say(shown.lang(), TextId::ui_an_within_part, percent(kWithin[k], shown.lang()));
    if (s.within == kWithin[k]) now = int(k);
  }
  task(choice_width(TextId::ui_an_within, words, shown), shown);
  const int pressed = draw_choice("an_within", TextId::ui_an_within, words, now, shown, frame);
  if (pressed >= 0) s.within = kWithin[std::size_t(pressed)];
}

// Discovery of a number: from which value on a world counts.
void draw_interest(AnalysisSettings& s, const AnalysisQuestion& q, const FrameInputs& shown,
                   UiState& ui_state, Frame& frame) {
  const std::array<std::string, 2> words{std::string(shown.say(TextId::ui_an_least)),
                                         std::string(shown.say(TextId::ui_an_most))};
  const float box = ImGui::GetFontSize() * 7;
  task(choice_width(TextId::ui_an_interest, words, shown) + box, shown);
  const int pressed =
      draw_choice("an_side", TextId::ui_an_interest, words, s.at_least ? 0 : 1, shown, frame);
  if (pressed >= 0) s.at_least = pressed == 0;
  const auto& edge = q.interest.at_least ? q.interest.at_least : q.interest.at_most;
  const double by = in_hundredths(q.target.unit()) ? 100.0 : 1.0;
  const std::string shown_edge = edge ? number(*edge * by, shown.lang()) : std::string();
  ImGui::SameLine(0, shown.look.px(6));
  ImGui::SetNextItemWidth(box);
  if (!ui_state.of<AnalyseState>().typing) ui_state.of<AnalyseState>().edge = shown_edge;
  frame.reach_text("an.edge");
  const bool entered = input_text("##edge", "…", ui_state.of<AnalyseState>().edge,
                                  ImGuiInputTextFlags_EnterReturnsTrue);
  frame.note("an.edge");
  draw_focus("an.edge", ImGui::GetItemRectMin(), ImGui::GetItemRectMax().x, ui_state);
  const bool left = ImGui::IsItemDeactivatedAfterEdit();
  ui_state.of<AnalyseState>().typing = ImGui::IsItemActive();
  const std::string_view unit =
      in_hundredths(q.target.unit()) ? std::string_view("%") : label(q.target.unit(), shown.lang());
  task(text_width(unit), shown);
  put_in(shown.look.colours().dim, unit);
  if (!entered && !left) return;
  if (const auto value = parse_number(ui_state.of<AnalyseState>().edge);
      value && ui_state.of<AnalyseState>().edge != shown_edge)
    s.edge = *value / by;
}

}  // namespace

void draw_analysis_settings(const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  AnalysisSettings s = shown.analysis.settings;
  const AnalysisQuestion& q = *shown.analysis.question;
  const MethodSpec& spec = method_spec(s.method);
  if (spec.needs_target) {
    const std::string target =
        choose("an.target", TextId::ui_an_target, TextId::ui_an_target_find,
               std::string(q.target.id()), target_lines(shown), shown, ui_state, frame);
    if (!target.empty() && target != s.target) {
      s.target = target;
      s.edge.reset();
      s.step.reset();
    }
  } else {
    ImGui::Dummy({0, 0});
  }
  if (s.method == Method::heat) draw_axes_choice(s, shown, ui_state, frame);
  if (s.method == Method::sobol) draw_groups_choice(s, shown, frame);
  if (s.method == Method::discovery && q.target.kind() == StatisticKind::Mean)
    draw_interest(s, q, shown, ui_state, frame);
  if (s.method == Method::precision)
    draw_within(s, q.target, shown, frame);
  else
    draw_care(s, shown, frame);
  if (!(s == shown.analysis.settings)) frame.ask(SetAnalysis{s});
}

}  // namespace palabre::ui
