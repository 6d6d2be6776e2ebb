// The command palette: every command, view, assumption, lever and scenario by name.

#include <algorithm>
#include <array>
#include <set>

#include "sim/run/analysis/evaluation.hpp"
#include "sim/run/analysis/heatmap.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/share_code.hpp"
#include "sim/tables/text.hpp"
#include "ui/base/controls.hpp"
#include "ui/base/words.hpp"
#include "ui/draw/chart_analyse.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/dialog_inputs.hpp"
#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/ui_state.hpp"
#include "ui/panels/view.hpp"
#include "ui/panels/widgets.hpp"
#include "ui/watch/watch_parts.hpp"
#include "ui/window/window.hpp"
#include "ui/work/analysis.hpp"
#include "ui/work/watching.hpp"

namespace palabre::ui {
namespace {

constexpr std::size_t kLinesMax = 60;

struct Line {
  std::string id, words, note;
  Command command;
};

void add_commands(const FrameInputs& shown, std::vector<Line>& lines) {
  const Lang lang = shown.lang();
  std::set<Action> seen;
  for (const KeyBinding& row : key_bindings()) {
    if (row.action == Action::escape || row.action == Action::palette ||
        !seen.insert(row.action).second)
      continue;
    lines.push_back({fmt::format("do.{}", int(row.action)), std::string(shown.say(row.says)),
                     chord_text(row.action, lang), Do{row.action}});
  }
  lines.push_back(
      {"theme",
       std::string(shown.say(shown.view.theme == Theme::dark ? TextId::ui_light : TextId::ui_dark)),
       {},
       SetTheme{shown.view.theme == Theme::dark ? Theme::light : Theme::dark}});
  for (std::size_t k = 0; k < kMethodCount; ++k) {
    const MethodSpec& spec = method_spec(Method(k));
    lines.push_back(
        {"method." + std::string(spec.id),
         say(lang, TextId::ui_an_title, shown.say(TextId::ui_analyse), shown.say(spec.name)),
         {},
         ShowMethod{Method(k)}});
  }
  lines.push_back({"english", "English", {}, SetLang{Lang::en}});
  lines.push_back({"french", "Français", {}, SetLang{Lang::fr}});
}

// What the view Watch offers beside its keys.
void add_watching(const FrameInputs& shown, std::vector<Line>& lines) {
  const Lang lang = shown.lang();
  for (std::size_t k = 0; shown.watch.representatives && k < outcome_specs().size(); ++k) {
    const OutcomeSpec& outcome = outcome_specs()[k];
    const auto& chosen = shown.watch.representatives->by_outcome[k];
    if (chosen)
      lines.push_back({fmt::format("watch.{}", outcome.id),
                       say(lang, TextId::watch_cast_command, outcome.label.in(lang)),
                       whole(chosen->replicate, lang), WatchRun{chosen->replicate}});
  }
  if (shown.view.place != Place::watch) return;
  for (std::size_t k = 0; k < kEventKinds; ++k)
    lines.push_back({fmt::format("kind.{}", k),
                     say(lang, TextId::watch_kind_command, shown.say(words_for(EventKind(k)))),
                     {},
                     SetEventKinds{shown.view.event_kinds ^ (1u << k)}});
}

void add_outcomes(const FrameInputs& shown, std::vector<Line>& lines) {
  const Lang lang = shown.lang();
  lines.push_back(
      {"why.frequent", std::string(shown.say(TextId::why_to_frequent)), {}, ExplainOutcome{-1}});
  for (std::size_t k = 0; k < outcome_specs().size(); ++k)
    lines.push_back({fmt::format("why.{}", outcome_specs()[k].id),
                     say(lang, TextId::why_to_outcome, outcome_specs()[k].label.in(lang)),
                     {},
                     ExplainOutcome{int(k)}});
  lines.push_back({"why.next",
                   std::string(shown.say(TextId::why_next)),
                   {},
                   SelectStory{shown.view.story + 1}});
  lines.push_back({"why.previous",
                   std::string(shown.say(TextId::why_previous)),
                   {},
                   SelectStory{shown.view.story - 1}});
}

// One line a setting that has not this value yet.
void add_analysis(const FrameInputs& shown, std::vector<Line>& lines) {
  const Lang lang = shown.lang();
  const AnalysisSettings now = shown.analysis.settings;
  const auto add = [&](const std::string& id, TextId what, const std::string& value,
                       AnalysisSettings settings) {
    if (settings == now) return;
    lines.push_back({"an." + id, say(lang, TextId::an_setting, shown.say(what), value),
                     std::string(shown.say(method_spec(now.method).name)),
                     SetAnalysis{std::move(settings)}});
  };
  const auto with = [&](auto change) {
    AnalysisSettings settings = now;
    change(settings);
    return settings;
  };
  if (method_spec(now.method).needs_target)
    for (const std::string_view id : target_names())
      add(fmt::format("target.{}", id), TextId::ui_an_target, target_name(*find_target(id), lang),
          with([&](AnalysisSettings& s) {
            s.target = id;
            s.edge.reset();
            s.step.reset();
          }));
  constexpr std::array kCare{TextId::ui_an_quick, TextId::ui_an_usual, TextId::ui_an_thorough};
  for (std::size_t k = 0; k < kCare.size() && now.method != Method::precision; ++k)
    add(fmt::format("care.{}", k), TextId::ui_an_care, std::string(shown.say(kCare[k])),
        with([&](AnalysisSettings& s) { s.care[std::size_t(s.method)] = Care(k); }));
  if (now.method == Method::sobol)
    for (const bool groups : {true, false})
      add(groups ? "groups" : "singly", TextId::an_factors,
          std::string(shown.say(groups ? TextId::ui_an_groups : TextId::ui_an_singly)),
          with([&](AnalysisSettings& s) { s.groups = groups; }));
  if (now.method == Method::precision)
    for (const double within : {0.01, 0.02, 0.05})
      add(fmt::format("within.{:.0f}", 100 * within), TextId::ui_an_within,
          "±" + percent(within, lang), with([&](AnalysisSettings& s) { s.within = within; }));
  if (now.method == Method::discovery)
    for (const bool at_least : {true, false})
      add(at_least ? "least" : "most", TextId::ui_an_interest,
          std::string(shown.say(at_least ? TextId::ui_an_least : TextId::ui_an_most)),
          with([&](AnalysisSettings& s) { s.at_least = at_least; }));
  for (const std::string& key :
       now.method == Method::heat ? heat_keys() : decltype(heat_keys()){}) {
    add("x." + key, TextId::ui_an_across, control_name(key, lang),
        with([&](AnalysisSettings& s) { s.x = key; }));
    add("y." + key, TextId::ui_an_upwards, control_name(key, lang),
        with([&](AnalysisSettings& s) { s.y = key; }));
  }
}

// What is looked at: fields and cercles of the map, charts, which runs; and who says so.
void add_looking(const FrameInputs& shown, std::vector<Line>& lines) {
  const Lang lang = shown.lang();
  for (std::size_t k = 0; k < cercle_field_specs().size(); ++k) {
    const CercleFieldSpec& spec = cercle_field_specs()[k];
    lines.push_back({fmt::format("field.{}", spec.id),
                     say(lang, TextId::pal_field, spec.label.in(lang)),
                     {},
                     SetField{CercleFieldId(k)}});
  }
  const auto& cercles = shown.world().cercles;
  for (std::size_t k = 0; k < cercles.size(); ++k)
    lines.push_back({fmt::format("cercle.{}", k), say(lang, TextId::pal_cercle, cercles[k].name),
                     cercles[k].region, SelectCercle{int(k)}});
  lines.push_back(
      {"run_filter.all", std::string(shown.say(TextId::pal_run_filter_all)), {}, SetRunFilter{}});
  for (std::size_t k = 0; k < outcome_specs().size(); ++k)
    lines.push_back({fmt::format("run_filter.{}", outcome_specs()[k].id),
                     say(lang, TextId::pal_only, outcome_specs()[k].label.in(lang)),
                     {},
                     SetRunFilter{EndsIn{OutcomeId(k)}}});
  for (std::size_t slot = 0; slot < kChartSlots; ++slot)
    for (const SeriesSpec& spec : series_specs())
      lines.push_back({fmt::format("chart.{}.{}", slot, spec.id),
                       say(lang, TextId::pal_chart, slot + 1, spec.label.in(lang)),
                       {},
                       SetChart{slot, std::string(spec.id)}});
  for (const ClaimSpec& spec : claim_specs())
    lines.push_back({fmt::format("claim.{}", spec.name),
                     say(lang, TextId::pal_claim, spec.name, shortened(spec.says.in(lang), 80)),
                     {},
                     ShowSource{std::string(spec.name)}});
}

void add_needs(const FrameInputs& shown, std::vector<Line>& lines) {
  const Lang lang = shown.lang();
  for (const std::string_view id : target_names())
    lines.push_back({fmt::format("needs.{}", id),
                     say(lang, TextId::ui_an_needs_for, target_name(*find_target(id), lang)),
                     {},
                     AskNeeds{std::string(id)}});
}

// The quarters of the runs by what the charts show in the week looked at.
void add_ranges(const FrameInputs& shown, std::vector<Line>& lines) {
  if (!shown.results || shown.results->series.empty() || shown.view.place != Place::explore) return;
  const Lang lang = shown.lang();
  const int week = shown.week();
  const std::string date = date_in_words(day_of(shown.draft, week), lang);
  for (const SeriesSpec& spec : series_specs()) {
    const auto id = SeriesId(&spec - series_specs().data());
    const Series& series = shown.results->of(id);
    const auto line = [&](const char* which, TextId words, double low, double high) {
      lines.push_back({fmt::format("range.{}.{}", which, spec.id),
                       say(lang, words, spec.label.in(lang), date),
                       {},
                       SetRunFilter{Within{id, week, low, high}}});
    };
    line("high", TextId::run_filter_highest, series.q75[std::size_t(week)], spec.high);
    line("low", TextId::run_filter_lowest, spec.low, series.q25[std::size_t(week)]);
  }
}

void add_controls(const FrameInputs& shown, std::vector<Line>& lines) {
  const Lang lang = shown.lang();
  for (const ParamSpec& spec : param_specs())
    lines.push_back({std::string(spec.key), std::string(spec.label.in(lang)), std::string(spec.key),
                     Reveal{std::string(spec.key)}});
  for (const LeverSpec& spec : lever_specs())
    lines.push_back(
        {key_of(spec), std::string(spec.label.in(lang)), key_of(spec), Reveal{key_of(spec)}});
  for (const InputRef& input : all_inputs())
    if (!input.param() && !input.lever())
      lines.push_back({input.key(), control_name(input, lang), input.key(), Reveal{input.key()}});
  for (const Preset& preset : shown.presets)
    lines.push_back({"preset." + preset.path.stem().string(), shortened(preset.title.in(lang), 200),
                     preset.path.filename().string(), OpenFile{preset.path}});
  for (const Preset& preset : shown.presets)
    lines.push_back({"compare." + preset.path.stem().string(),
                     say(lang, TextId::cmp_with, shortened(preset.title.in(lang), 200)),
                     preset.path.filename().string(), PickA{{SideA::file, preset.path}}});
}

// All lines that hold every word typed.
std::vector<Line> lines_for(const std::string& query, const FrameInputs& shown) {
  std::vector<Line> all;
  if (is_share_code(query))
    return {{"code", std::string(shown.say(TextId::ui_open_code)), {}, OpenFile{query}}};
  add_commands(shown, all);
  add_watching(shown, all);
  add_outcomes(shown, all);
  add_ranges(shown, all);
  add_controls(shown, all);
  add_analysis(shown, all);
  add_looking(shown, all);
  add_needs(shown, all);
  std::vector<std::string> words(1);
  for (char c : query) {
    if (c != ' ')
      words.back() += c;
    else if (!words.back().empty())
      words.emplace_back();
  }
  std::erase_if(all, [&](const Line& line) {
    return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
      return !found_in(line.words + " " + line.note, word);
    });
  });
  // Where the name begins with what was typed: levers, assumptions, what can be opened, the rest.
  const auto rank = [&](const Line& line) {
    if (query.empty() || !found_in(line.words.substr(0, query.size()), query)) return 4;
    if (const auto* reveal = std::get_if<Reveal>(&line.command))
      return reveal->key.starts_with("levers.") ? 0 : 1;
    return std::holds_alternative<OpenFile>(line.command) ? 2 : 3;
  };
  std::stable_sort(all.begin(), all.end(),
                   [&](const Line& a, const Line& b) { return rank(a) < rank(b); });
  if (all.size() > kLinesMax) all.resize(kLinesMax);
  return all;
}

bool key_pressed(ImGuiKey key) { return ImGui::IsKeyPressed(ImGui::GetKeyIndex(key)); }

}  // namespace

void draw_palette(const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  frame.ask(ReadPresets{});
  if (ui_state.dialog_before != Dialog::palette) {
    ui_state.of<PaletteState>().query.clear();
    ui_state.of<PaletteState>().picked = 0;
    ImGui::SetKeyboardFocusHere();
  }
  ImGui::SetNextItemWidth(-FLT_MIN);
  const std::string before = ui_state.of<PaletteState>().query;
  const bool entered =
      input_text("##query", std::string(shown.say(TextId::ui_palette_hint)).c_str(),
                 ui_state.of<PaletteState>().query, ImGuiInputTextFlags_EnterReturnsTrue);
  frame.note("palette.query");
  if (ui_state.of<PaletteState>().query != before) ui_state.of<PaletteState>().picked = 0;
  const std::vector<Line> lines = lines_for(ui_state.of<PaletteState>().query, shown);
  const int last = int(lines.size()) - 1;
  if (key_pressed(ImGuiKey_DownArrow)) ++ui_state.of<PaletteState>().picked;
  if (key_pressed(ImGuiKey_UpArrow)) --ui_state.of<PaletteState>().picked;
  ui_state.of<PaletteState>().picked =
      std::clamp(ui_state.of<PaletteState>().picked, 0, std::max(last, 0));
  const Line* run =
      entered && last >= 0 ? &lines[std::size_t(ui_state.of<PaletteState>().picked)] : nullptr;
  ImGui::BeginChild("lines",
                    {0, std::min(shown.look.px(380), ImGui::GetIO().DisplaySize.y * 0.55f)});
  if (lines.empty()) put_in(shown.look.colours().dim, shown.say(TextId::ui_nothing_found));
  const float room = ImGui::GetContentRegionAvail().x;
  for (int k = 0; k <= last; ++k) {
    const Line& line = lines[std::size_t(k)];
    if (ImGui::Selectable(fmt::format("##{}", line.id).c_str(),
                          k == ui_state.of<PaletteState>().picked,
                          ImGuiSelectableFlags_DontClosePopups))
      run = &line;
    frame.note(fmt::format("palette.{}", line.id));
    if (k == ui_state.of<PaletteState>().picked &&
        (key_pressed(ImGuiKey_DownArrow) || key_pressed(ImGuiKey_UpArrow)))
      ImGui::SetScrollHereY(0.5f);
    ImGui::SameLine(0, 0);
    const float left = ImGui::GetCursorPosX();
    put(line.words);
    const float words = ImGui::GetItemRectSize().x;
    ImGui::PushFont(shown.look.fonts.small);
    const float wide = text_width(line.note);
    if (words + wide + shown.look.px(14) < room) {
      ImGui::SameLine(left + room - wide - shown.look.px(4));
      put_in(shown.look.colours().dim, line.note);
    }
    ImGui::PopFont();
  }
  ImGui::EndChild();
  if (!run) return;
  frame.ask(CloseDialog{});
  frame.ask(run->command);
}

}  // namespace palabre::ui
