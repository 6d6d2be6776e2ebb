#include <algorithm>

#include "sim/tables/scale_words.hpp"
#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
#include "ui/panels/assumptions.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/ui_state.hpp"
#include "ui/panels/widgets.hpp"
#include "ui/work/analysis.hpp"
#include "ui/work/parameter_uncertainty.hpp"

namespace palabre::ui {
namespace {

bool matches(const ParamSpec& spec, std::string_view wanted, Lang lang) {
  return found_in(spec.label.in(lang), wanted) || found_in(spec.meaning.in(lang), wanted) ||
         found_in(spec.key, wanted) || found_in(group_title(spec.group, lang), wanted) ||
         claims_hold(spec.claims, wanted, lang);
}

bool is_changed(const ParamSpec& spec, const FrameInputs& shown) {
  return shown.draft.params.*spec.field != shown.file.scenario.params.*spec.field;
}

bool is_listed(const ParamSpec& spec, const FrameInputs& shown, const UiState& ui_state) {
  if (!ui_state.search.empty()) return matches(spec, ui_state.search, shown.lang());
  if (ui_state.reveal == spec.key || ui_state.typing_key == spec.key || ui_state.focus == spec.key)
    return true;  // what was led to stays, whatever the filter
  return passes(shown.view.filter,
                {spec.tier == Tier::Key, is_changed(spec, shown), is_assumed(spec.claims)});
}

void draw_param_tip(const ParamSpec& spec, const Row& row, const FrameInputs& shown) {
  const Lang lang = shown.lang();
  const auto value = [&](double v) { return number(v, lang); };
  const auto between = [&](double a, double b) {
    return say(lang, TextId::ui_between, value(a), value(b));
  };
  ImGui::PushFont(shown.look.fonts.bold);
  put(spec.label.in(lang));
  ImGui::PopFont();
  put(spec.meaning.in(lang));
  if (row.worlds)
    put_in(shown.look.colours().accent,
           say(lang, TextId::fan_world_own, value(row.worlds->first), value(row.worlds->second)));
  else if (held_in_all_worlds(shown.draft, shown.world(), spec.key))
    put_in(shown.look.colours().changed, shown.say(TextId::fan_world_all));
  ImGui::Spacing();
  draw_fact(shown.say(TextId::ui_unit), label(spec.unit, lang), shown);
  draw_fact(shown.say(TextId::ui_plausible), between(spec.low, spec.high), shown);
  draw_fact(shown.say(TextId::ui_allowed), between(spec.min, spec.max), shown);
  draw_fact(shown.say(TextId::ui_default), value(spec.initial), shown);
  draw_fact(shown.say(TextId::ui_in_the_file), value(shown.file.scenario.params.*spec.field),
            shown);
  draw_fact(shown.say(TextId::ui_key), spec.key, shown);
  draw_fact(shown.say(TextId::ui_symbol), spec.symbol, shown);
  const auto source = shown.draft.sources.find(std::string(spec.key));
  if (source != shown.draft.sources.end())
    draw_fact(shown.say(TextId::ui_file_says),
              fmt::format("{} ({})", source->second.says, source->second.claim), shown);
  draw_claims(spec.claims, shown);
}

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

void draw_param(const ParamSpec& spec, const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  const Lang lang = shown.lang();
  const double file = shown.file.scenario.params.*spec.field;
  Row row;
  row.key = spec.key;
  row.label = spec.label.in(lang);
  const ScaleEnds* ends = find_scale_ends(spec.key);
  row.unit = ends ? fmt::format("{} … {}", ends->low.in(lang), ends->high.in(lang))
                  : range_in_words(spec.min, spec.max, spec.unit, lang);
  set_number(row, shown.draft.params.*spec.field, file, lang);
  row.range = range_of(spec);
  row.band = {spec.low, spec.high};
  row.box = box_of(spec, shown);
  if (each_world_has_its_own(shown.draft, shown.world(), spec.key)) {
    const WorldValues worlds =
        ui_state.of<WorldValuesByKey>().of(shown.world().worlds_of(shown.draft.switches), spec.key);
    row.worlds = {worlds.low, worlds.high};
  }
  row.differs_from_default = row.value != spec.initial;
  row.reset_file =
      say(lang, TextId::ui_back_to_file, number(file, lang), chord_text(Action::to_file, lang));
  row.reset_default = say(lang, TextId::ui_back_to_default, number(spec.initial, lang),
                          chord_text(Action::to_default, lang));
  row.tip = [&spec, &row, &shown] { draw_param_tip(spec, row, shown); };
  draw_row(row, shown, ui_state, frame);
}

void draw_group(std::string_view group, const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  std::vector<const ParamSpec*> listed;
  int changed = 0;
  bool reveals = false;
  for (const ParamSpec& spec : param_specs()) {
    if (spec.group != group || !is_listed(spec, shown, ui_state)) continue;
    listed.push_back(&spec);
    changed += is_changed(spec, shown);
    reveals = reveals || ui_state.reveal == spec.key;
  }
  if (listed.empty()) return;
  std::string title{group_title(group, shown.lang())};
  if (changed > 0) title += "  " + say(shown.lang(), TextId::ui_changed_count, changed);
  if (!ui_state.search.empty() || reveals) ImGui::SetNextItemOpen(true);
  const bool open = ImGui::CollapsingHeader(fmt::format("{}###{}", title, group).c_str(),
                                            ImGuiTreeNodeFlags_DefaultOpen);
  frame.reach(fmt::format("group.{}", group));
  if (!open) return;
  std::stable_sort(listed.begin(), listed.end(), [](const ParamSpec* a, const ParamSpec* b) {
    return (a->tier == Tier::Advanced) < (b->tier == Tier::Advanced);
  });
  bool advanced = false;
  for (const ParamSpec* spec : listed) {
    if (spec->tier == Tier::Advanced && !advanced) {
      advanced = true;
      ImGui::PushFont(shown.look.fonts.small);
      put_in(shown.look.colours().dim, shown.say(TextId::ui_advanced));
      ImGui::PopFont();
    }
    draw_param(*spec, shown, ui_state, frame);
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

}  // namespace

void draw_assumptions(const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  int changed = 0;
  for (const ParamSpec& spec : param_specs()) changed += is_changed(spec, shown);
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
  for (std::string_view group : param_groups()) draw_group(group, shown, ui_state, frame);
  draw_levers(shown, ui_state, frame);
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
