#include <algorithm>

#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
#include "ui/panels/assumptions.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/input_rows.hpp"
#include "ui/panels/ui_state.hpp"
#include "ui/panels/widgets.hpp"
#include "ui/work/analysis.hpp"

namespace palabre::ui {
namespace {

// Where the box of the discovery lets this assumption be; nothing where it says nothing of it.
std::optional<std::pair<double, double>> box_of(const ParamSpec& spec, const FrameInputs& shown) {
  if (!shown.analysis.box) return {};
  const AnalysisAnswer& answer = *shown.analysis.box;
  double low = 0.0, high = 1.0;
  bool cut = false;
  for (const BoxEdge& edge : answer.found->edges) {
    if (answer.question->params[edge.factor] != &spec) continue;
    (edge.is_low ? low : high) = edge.edge;
    cut = true;
  }
  if (!cut) return {};
  return std::pair{plausible_value(spec, low), plausible_value(spec, high)};
}

void draw_param(const InputRef& input, const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  Row row = input_row(input, shown, ui_state);
  row.box = box_of(*input.param(), shown);
  draw_row(row, shown, ui_state, frame);
}

void draw_group(std::string_view group, const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  std::vector<const InputRef*> listed;
  int changed = 0;
  bool reveals = false;
  for (const InputRef& input : param_inputs()) {
    const ParamSpec& spec = *input.param();
    if (spec.group != group || !is_listed(input, shown, ui_state)) continue;
    listed.push_back(&input);
    changed += is_changed(input, shown);
    reveals = reveals || ui_state.reveal == spec.key;
  }
  if (listed.empty()) return;
  const std::string title = section_title(group_title(group, shown.lang()), changed, shown.lang());
  if (!ui_state.search.empty() || reveals) ImGui::SetNextItemOpen(true);
  const bool open = ImGui::CollapsingHeader(fmt::format("{}###{}", title, group).c_str(),
                                            ImGuiTreeNodeFlags_DefaultOpen);
  frame.reach(fmt::format("group.{}", group));
  if (!open) return;
  const auto is_advanced = [](const InputRef* input) {
    return input->param()->tier == Tier::Advanced;
  };
  std::stable_partition(listed.begin(), listed.end(),
                        [&](const InputRef* input) { return !is_advanced(input); });
  bool advanced = false;
  for (const InputRef* input : listed) {
    if (is_advanced(input) && !advanced) {
      advanced = true;
      ImGui::PushFont(shown.look.fonts.small);
      put_in(shown.look.colours().dim, shown.say(TextId::ui_advanced));
      ImGui::PopFont();
    }
    draw_param(*input, shown, ui_state, frame);
  }
  ImGui::Dummy({0, shown.look.px(2)});
}

void draw_filters(const FrameInputs& shown, Frame& frame) {
  struct Choice {
    Filter filter;
    const char* id;
    TextId words, tip;
  };
  constexpr std::array kChoices{
      Choice{Filter::key, "filter_key", TextId::ui_filter_key, TextId::ui_filter_key_tip},
      Choice{Filter::all, "filter_all", TextId::ui_filter_all, TextId::ui_filter_all_tip},
      Choice{Filter::changed, "filter_changed", TextId::ui_filter_changed,
             TextId::ui_filter_changed_tip},
      Choice{Filter::assumed, "filter_assumed", TextId::ui_filter_assumed,
             TextId::ui_filter_assumed_tip}};
  const float end = ImGui::GetCursorScreenPos().x + ImGui::GetContentRegionAvail().x;
  for (const Choice& choice : kChoices) {
    const float wide = text_width(shown.say(choice.words)) + 2 * ImGui::GetStyle().FramePadding.x;
    if (choice.filter != Filter::key && ImGui::GetItemRectMax().x + shown.look.px(4) + wide <= end)
      ImGui::SameLine(0, shown.look.px(4));
    if (toggle(choice.id, shown.say(choice.words), shown.view.filter == choice.filter, shown,
               frame))
      frame.ask(SetFilter{choice.filter});
    explain(shown.say(choice.tip), shown);
  }
}

// At the right end of the title: the levers stand below all assumptions, out of sight.
void draw_way_to_levers(const FrameInputs& shown, Frame& frame) {
  const std::string_view words = shown.say(TextId::ex_to_levers);
  const float right = ImGui::GetWindowPos().x + ImGui::GetContentRegionMax().x;
  const float left = right - text_width(words) - 2 * ImGui::GetStyle().FramePadding.x;
  if (ImGui::GetItemRectMax().x + shown.look.px(6) < left) ImGui::SameLine();
  ImGui::SetCursorScreenPos({left, ImGui::GetCursorScreenPos().y});
  if (button("to_levers", words, frame))
    frame.ask(Reveal{fmt::format("levers.{}", lever_specs().front().name)});
  explain(shown.say(TextId::ex_to_levers_tip), shown);
}

void draw_search(const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  ImGui::SetNextItemWidth(-FLT_MIN);
  if (ui_state.focus_search) {
    ImGui::SetKeyboardFocusHere();
    ui_state.focus_search = false;
  }
  const std::string hint =
      say(shown.lang(), TextId::ui_find_hint, chord_text(Action::find, shown.lang()));
  frame.reach_text("search");
  input_text("##search", hint.c_str(), ui_state.search);
  // Left with Escape, the box would go back to what stood there before typing.
  if (ImGui::IsItemDeactivated() && escape_held()) ui_state.search.clear();
  frame.note("search");
  draw_focus("search", ImGui::GetItemRectMin(), ImGui::GetItemRectMax().x, ui_state);
}

// The name of a lever begins so.
bool is_name_of_lever(const std::string& search, Lang lang) {
  if (search.empty()) return false;
  const auto levers = lever_specs();
  return std::any_of(levers.begin(), levers.end(), [&](const LeverSpec& spec) {
    return found_in(std::string_view(spec.label.in(lang)).substr(0, search.size()), search);
  });
}

}  // namespace

void draw_assumptions(const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  int changed = 0;
  for (const InputRef& input : param_inputs()) changed += is_changed(input, shown);
  heading(shown.say(TextId::ui_assumptions), shown);
  if (changed > 0) {
    ImGui::SameLine();
    put_in(shown.look.colours().changed, say(shown.lang(), TextId::ui_changed_count, changed));
  }
  draw_way_to_levers(shown, frame);
  draw_filters(shown, frame);
  draw_search(shown, ui_state, frame);
  ImGui::BeginChild("assumptions", {0, 0}, false);
  const auto values = [&] {
    return std::count_if(frame.stops.begin(), frame.stops.end(),
                         [](const FocusStop& stop) { return stop.value; });
  };
  const auto before = values();
  // What is looked for by its name comes before what only mentions it.
  const bool levers_first = is_name_of_lever(ui_state.search, shown.lang());
  if (levers_first) draw_levers(shown, ui_state, frame);
  for (std::string_view group : param_groups()) draw_group(group, shown, ui_state, frame);
  if (!levers_first) draw_levers(shown, ui_state, frame);
  draw_table(shown, ui_state, frame);
  draw_switches(shown, ui_state, frame);
  if (values() == before && (!ui_state.search.empty() || shown.view.filter != Filter::key))
    put_in(shown.look.colours().dim,
           shown.say(!ui_state.search.empty()               ? TextId::ui_nothing_found
                     : shown.view.filter == Filter::assumed ? TextId::ui_nothing_assumed
                                                            : TextId::ui_nothing_changed));
  ImGui::EndChild();
}

}  // namespace palabre::ui
