#include <algorithm>
#include <array>
#include <cmath>

#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
#include "ui/draw/chart.hpp"
#include "ui/explore/explore.hpp"
#include "ui/explore/share_rows.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/ui_state.hpp"
#include "ui/panels/widgets.hpp"
#include "ui/work/ensemble_task.hpp"
#include "ui/work/parameter_uncertainty.hpp"
#include "ui/work/why.hpp"

namespace palabre::ui {
namespace {

// Steps towards an accord that can be reached and lost again.
constexpr std::array kSteps{StatisticId::good_offices_started, StatisticId::talks_started,
                            StatisticId::truce_reached, StatisticId::accord_reached};

// The share of the reference; nothing when there is none.
std::optional<double> share_before(OutcomeId outcome, const FrameInputs& shown) {
  if (!shown.reference || !shown.reference->results) return std::nullopt;
  for (const OutcomeShare& share : shown.reference->results->outcomes)
    if (share.outcome == outcome) return share.share.value;
  return std::nullopt;
}

std::string range_in_words(const std::optional<ShareRange>& range, const FrameInputs& shown) {
  if (!range) return {};
  const Lang lang = shown.lang();
  const bool worlds = shown.edges.state == EdgeState::worlds;
  if (!(range->high > range->low))
    return "\n" +
           std::string(text(worlds ? TextId::fan_worlds_same : TextId::fan_share_same, lang));
  return "\n" + say(lang, worlds ? TextId::fan_worlds_range : TextId::fan_share_range,
                    number(std::round(100 * range->low), lang),
                    number(std::round(100 * range->high), lang));
}

// The row drawn last can be clicked, dots and all: the panel Why then explains this outcome. A bar
// at its left marks the one explained.
void draw_choice(OutcomeId outcome, const FrameInputs& shown, Frame& frame) {
  const Why* why = shown.why.asked.answer.get();
  const int explained = shown.view.outcome >= 0 ? shown.view.outcome : why ? int(why->outcome) : -1;
  const bool chosen = explained == int(outcome), hovered = ImGui::IsItemHovered();
  if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  if (hovered && ImGui::IsMouseClicked(ImGuiMouseButton_Left))
    frame.ask(ExplainOutcome{int(outcome)});
  if (!chosen && !hovered) return;
  const ImVec2 low = ImGui::GetItemRectMin(), high = ImGui::GetItemRectMax();
  ImGui::GetWindowDrawList()->AddRectFilled(
      {low.x - shown.look.px(6), low.y}, {low.x - shown.look.px(3), high.y},
      chosen ? shown.look.colours().accent : shown.look.colours().track, shown.look.px(1));
}

ShareRow share_row_of(const OutcomeShare& share, int dots, const FrameInputs& shown) {
  const OutcomeSpec& spec = outcome_specs()[std::size_t(share.outcome)];
  return {fmt::format("outcome.{}", spec.id),
          std::string(spec.label.in(shown.lang())),
          share.share,
          dots,
          shown.view.edges ? shown.edges.range(share) : std::nullopt,
          share_before(share.outcome, shown)};
}

std::string before_in_words(const std::optional<double>& before, const FrameInputs& shown) {
  if (!before) return {};
  const Lang lang = shown.lang();
  return "\n" + say(lang, shown.pinned ? TextId::ui_pinned : TextId::ui_reference_has,
                    say(lang, TextId::ui_effect_of_100, number(std::round(100 * *before), lang)));
}

std::string limits_of_100(const Estimate& share, Lang lang) {
  double low = 100 * share.low, high = 100 * share.high;
  const bool apart = std::round(low) != std::round(high);  // else finer: never "34 to 34"
  if (apart) {
    low = std::round(low);
    high = std::round(high);
  }
  return limits_in_words(
      share, say(lang, TextId::ui_interval_of_100, number(low, lang, 3), number(high, lang, 3)),
      lang);
}

void draw_outcome(const OutcomeShare& share, const ShareRow& row, const ShareColumns& columns,
                  double top, const FrameInputs& shown, Frame& frame) {
  const Lang lang = shown.lang();
  const OutcomeSpec& spec = outcome_specs()[std::size_t(share.outcome)];
  draw_share_row(row, columns, top, shown);
  const Rect box{ImGui::GetItemRectMin(), ImGui::GetItemRectMax()};
  if (frame.reach(row.key, box)) frame.ask(ExplainOutcome{int(share.outcome)});
  draw_choice(share.outcome, shown, frame);
  explain(fmt::format("{}\n{}{}\n{}{}\n{}",
                      say(lang, TextId::label_value, spec.label.in(lang),
                          share_in_words(share.count, shown.results->finished(), lang)),
                      spec.meaning.in(lang), before_in_words(row.before, shown),
                      limits_of_100(share.share, lang), range_in_words(row.range, shown),
                      shown.say(TextId::why_click)),
          shown);
}

// Good offices, talks, a truce, an accord: whatever became of them.
std::vector<ShareRow> rows_of_steps(const FrameInputs& shown) {
  std::vector<ShareRow> out;
  for (const StatisticId id : kSteps) {
    const Statistic* now = shown.results->find(id);
    if (!now) continue;
    const StatisticSpec& spec = statistic_specs()[std::size_t(id)];
    const Results* before = shown.reference ? shown.reference->results.get() : nullptr;
    const Statistic* then = before ? before->find(id) : nullptr;
    out.push_back({fmt::format("ever.{}", spec.id),
                   std::string(spec.label.in(shown.lang())),
                   now->estimate,
                   int(std::lround(100 * now->estimate.value)),
                   {},
                   then ? std::optional(then->estimate.value) : std::nullopt});
  }
  return out;
}

void draw_step(const ShareRow& row, const ShareColumns& columns, double top,
               const FrameInputs& shown, Frame& frame) {
  draw_share_row(row, columns, top, shown);
  frame.note(row.key);
  const std::string id = row.key.substr(row.key.find('.') + 1);
  for (const StatisticSpec& spec : statistic_specs())
    if (spec.id == id)
      explain(
          fmt::format("{}{}\n{}", spec.meaning.in(shown.lang()), before_in_words(row.before, shown),
                      limits_of_100(row.share, shown.lang())),
          shown);
}

// How many of 100 the longest row of dots must hold; frozen while a slider is held.
double dots_top(const std::vector<ShareRow>& rows, const FrameInputs& shown, UiState& ui_state) {
  double wanted = 40.0;
  for (const ShareRow& row : rows)
    wanted = std::max({wanted, std::ceil(10 * row.share.high) * 10,
                       std::ceil(10 * row.before.value_or(0.0)) * 10,
                       std::ceil(10 * row.range.value_or(ShareRange{}).high) * 10});
  double& top = ui_state.tops.try_emplace("outcomes", wanted).first->second;
  const bool frozen = shown.dragging || (shown.edges.pending() && !shown.view.still);
  if (!frozen || wanted > top) top = wanted;
  return top;
}

void draw_form(const FrameInputs& shown, Frame& frame) {
  for (const bool dots : {true, false}) {
    if (toggle(dots ? "dots" : "bars", shown.say(dots ? TextId::ui_dots : TextId::ui_bars),
               shown.view.dots == dots, shown, frame))
      frame.ask(SetDots{dots});
    explain(shown.say(dots ? TextId::ui_dots_tip : TextId::ui_bars_tip), shown);
    if (dots) ImGui::SameLine(0, shown.look.px(2));
  }
}

std::string ending_in(OutcomeId outcome, Lang lang) {
  return say(lang, TextId::run_filter_ending, outcome_specs()[std::size_t(outcome)].label.in(lang));
}

// What the list of draw_only() shows while it is closed.
std::string only_in_words(const FrameInputs& shown) {
  const auto* ending =
      shown.view.run_filter ? std::get_if<EndsIn>(&*shown.view.run_filter) : nullptr;
  if (ending) return ending_in(ending->outcome, shown.lang());
  return std::string(
      shown.say(shown.view.run_filter ? TextId::run_filter_in_range : TextId::run_filter_all));
}

float only_width(const FrameInputs& shown) {
  return std::min(text_width(only_in_words(shown)) + ImGui::GetFrameHeight() + shown.look.px(16),
                  ImGui::GetFontSize() * 17);
}

// Which runs map, charts and key figures are about.
void draw_only(const FrameInputs& shown, Frame& frame) {
  const Lang lang = shown.lang();
  const auto name = [&](OutcomeId outcome) { return ending_in(outcome, lang); };
  const auto* ending =
      shown.view.run_filter ? std::get_if<EndsIn>(&*shown.view.run_filter) : nullptr;
  const std::string now = only_in_words(shown);
  const float wide = only_width(shown);
  ImGui::SetNextItemWidth(std::min(wide, ImGui::GetContentRegionAvail().x));
  const bool open = ImGui::BeginCombo("##run_filter", now.c_str(), ImGuiComboFlags_HeightLargest);
  frame.reach_list("run_filter", open);
  explain(shown.say(TextId::run_filter_tip), shown);
  if (open) {
    if (ImGui::Selectable(std::string(shown.say(TextId::run_filter_all)).c_str(),
                          !shown.view.run_filter))
      frame.ask(SetRunFilter{});
    frame.reach("run_filter.all");
    for (const OutcomeShare& share : shown.results->outcomes) {
      const OutcomeSpec& spec = outcome_specs()[std::size_t(share.outcome)];
      if (ImGui::Selectable(name(share.outcome).c_str(), ending && ending->outcome == share.outcome,
                            share.count > 0 ? 0 : ImGuiSelectableFlags_Disabled))
        frame.ask(SetRunFilter{EndsIn{share.outcome}});
      const std::string key = fmt::format("run_filter.{}", spec.id);
      share.count > 0 ? frame.reach(key) : frame.note(key);
    }
    ImGui::EndCombo();
  }
  const std::string words = some_runs_in_words(shown);
  if (words.empty()) return;
  put_wrapped(shown.look.colours().changed, words);
  frame.note("run_filter.words");
  if (button("run_filter_clear", shown.say(TextId::run_filter_clear), frame))
    frame.ask(SetRunFilter{});
  explain(
      fmt::format("{} ({})", shown.say(TextId::run_filter_all), chord_text(Action::escape, lang)),
      shown);
}

void draw_statistic(const Statistic& statistic, const FrameInputs& shown, Frame& frame) {
  const Lang lang = shown.lang();
  const StatisticSpec& spec = statistic_specs()[std::size_t(statistic.id)];
  ImGui::TableNextRow();
  ImGui::TableNextColumn();
  ImGui::PushTextWrapPos(0.0f);
  put(spec.label.in(lang));
  ImGui::PopTextWrapPos();
  frame.note(fmt::format("statistic.{}", spec.id));
  explain(spec.meaning.in(lang), shown);
  ImGui::TableNextColumn();
  const float left = ImGui::GetCursorPosX(), room = ImGui::GetContentRegionAvail().x;
  const std::string value = statistic_value(statistic, lang);
  const std::string interval = statistic_interval(statistic, lang);
  ImGui::PushTextWrapPos(0.0f);
  put(value);
  ImGui::PushFont(shown.look.fonts.small);
  const float wide = text_width(interval);
  if (ImGui::GetItemRectSize().x + wide + shown.look.px(8) <= room) {
    ImGui::SameLine();
    ImGui::SetCursorPos({left + room - wide, ImGui::GetCursorPosY() + shown.look.px(2)});
  }
  put_in(shown.look.colours().dim, interval);
  ImGui::PopFont();
  ImGui::PopTextWrapPos();
}

bool begin_statistics(const char* id) {
  if (!ImGui::BeginTable(id, 2, ImGuiTableFlags_BordersInnerH | ImGuiTableFlags_PadOuterX))
    return false;
  ImGui::TableSetupColumn("label", ImGuiTableColumnFlags_WidthStretch, 0.46f);
  ImGui::TableSetupColumn("value", ImGuiTableColumnFlags_WidthStretch, 0.54f);
  return true;
}

void draw_statistics(const FrameInputs& shown, Frame& frame) {
  heading(shown.say(TextId::ui_key_figures), shown);
  if (begin_statistics("key")) {
    for (StatisticId id : kKeyStatistics)
      if (const Statistic* statistic = shown.results->find(id))
        draw_statistic(*statistic, shown, frame);
    ImGui::EndTable();
  }
  const bool open = ImGui::CollapsingHeader(
      fmt::format("{}###all_figures", shown.say(TextId::ui_all_figures)).c_str());
  frame.reach("group.all_figures");
  if (!open || !begin_statistics("all")) return;
  for (const Statistic& statistic : shown.results->statistics)
    draw_statistic(statistic, shown, frame);
  ImGui::EndTable();
}

// Dots or bars, and which runs map and charts are about: beside the heading, where there is room.
// False where the second has none there.
bool draw_tools(const FrameInputs& shown, Frame& frame) {
  const float gap = shown.look.px(10);
  const float wide = text_width(shown.say(TextId::ui_dots)) +
                     text_width(shown.say(TextId::ui_bars)) + 4 * ImGui::GetStyle().FramePadding.x +
                     shown.look.px(2);
  const float right = ImGui::GetWindowPos().x + ImGui::GetContentRegionMax().x;
  if (ImGui::GetItemRectMax().x + gap + wide <= right) ImGui::SameLine(0, gap);
  draw_form(shown, frame);
  if (ImGui::GetItemRectMax().x + gap + only_width(shown) > right) return false;
  ImGui::SameLine(0, gap);
  draw_only(shown, frame);
  return true;
}

}  // namespace

void draw_ends_and_steps(const FrameInputs& shown, UiState& ui_state, Frame& frame, bool tools) {
  const Lang lang = shown.lang();
  const auto end = day_of(shown.draft, shown.draft.weeks);
  heading(say(lang, TextId::ui_where_it_ends, date_in_words(end, lang)), shown);
  frame.note("outcomes");
  if (!shown.results) return put_in(shown.look.colours().dim, shown.say(TextId::ui_no_results_yet));
  put_small_at_right(shown.say(TextId::ex_of_100), shown);
  explain(shown.say(TextId::ex_of_100_tip), shown);
  const FrameInputs these = of_some_runs_that_end(shown);
  std::vector<std::int64_t> counts;
  for (const OutcomeShare& share : these.results->outcomes) counts.push_back(share.count);
  const std::vector<int> dots = hundredths(counts);
  std::vector<ShareRow> rows;
  for (std::size_t k = 0; k < dots.size(); ++k)
    rows.push_back(share_row_of(these.results->outcomes[k], dots[k], these));
  const std::vector<ShareRow> steps = rows_of_steps(these);
  std::vector<ShareRow> all = rows;
  all.insert(all.end(), steps.begin(), steps.end());
  const ShareColumns columns = share_columns(all, these);
  const double top = shown.view.dots ? dots_top(rows, these, ui_state) : 100.0;
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{ImGui::GetStyle().ItemSpacing.x, 0.0f});
  for (std::size_t k = 0; k < rows.size(); ++k)
    draw_outcome(these.results->outcomes[k], rows[k], columns, top, these, frame);
  ImGui::PopStyleVar();
  if (shown.results->failed > 0) {
    put_wrapped(shown.look.colours().danger,
                say(lang, TextId::ui_failed_runs, whole(shown.results->failed, lang)));
  }
  heading(shown.say(TextId::ex_ever), shown);
  explain(shown.say(TextId::ex_ever_tip), shown);
  const bool whole_line = !tools || draw_tools(shown, frame);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{ImGui::GetStyle().ItemSpacing.x, 0.0f});
  for (const ShareRow& row : steps) draw_step(row, columns, 100.0, these, frame);
  ImGui::PopStyleVar();
  ui_state.of<ExploreState>().essential = ImGui::GetCursorPosY();
  if (!whole_line) draw_only(shown, frame);
}

void draw_outcomes(const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  draw_clearest_effects(shown, frame);
  draw_ends_and_steps(shown, ui_state, frame, true);
  if (!shown.results) return;
  draw_other_effects(shown, frame);
  ImGui::Dummy({0, shown.look.px(3)});
  draw_statistics(of_some_runs(shown), frame);
}

}  // namespace palabre::ui
