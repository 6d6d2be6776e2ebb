#include <algorithm>
#include <array>
#include <cmath>

#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
#include "ui/draw/chart.hpp"
#include "ui/explore/explore.hpp"
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

// The statistics shown without asking.
constexpr std::array kKeyStatistics{
    StatisticId::talks_started,        StatisticId::truce_reached,
    StatisticId::accord_reached,       StatisticId::weeks_in_truce_or_accord,
    StatisticId::deaths_per_year,      StatisticId::displaced_end,
    StatisticId::state_share_area_end, StatisticId::jihadist_share_area_end,
    StatisticId::pacts_alive_mean,     StatisticId::coup};

// The share of the reference; nothing when there is none.
std::optional<double> share_before(OutcomeId outcome, const FrameInputs& shown) {
  if (!shown.reference || !shown.reference->results) return std::nullopt;
  for (const OutcomeShare& share : shown.reference->results->outcomes)
    if (share.outcome == outcome) return share.share.value;
  return std::nullopt;
}

// Where the share lies when the assumptions vary; nothing when that is not known.
std::optional<ShareRange> drawn_range(OutcomeId outcome, const FrameInputs& shown) {
  return shown.edges.spread ? shown.edges.spread->range[std::size_t(outcome)] : std::nullopt;
}

std::string range_in_words(const std::optional<ShareRange>& range, Lang lang) {
  if (!range) return {};
  if (!(range->high > range->low)) return "\n" + std::string(text(TextId::fan_share_same, lang));
  return "\n" + say(lang, TextId::fan_share_range, number(std::round(100 * range->low), lang),
                    number(std::round(100 * range->high), lang));
}

void draw_range(const Rect& strip, const std::optional<ShareRange>& range, double top,
                const FrameInputs& shown) {
  if (!range || !(range->high > range->low)) return;
  WindowCanvas canvas(*ImGui::GetWindowDrawList(), shown.look.fonts);
  draw_share_range(canvas, shown.look, strip, range->low, range->high, top);
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

void draw_outcome(const OutcomeShare& share, int dots, double top, const FrameInputs& shown,
                  Frame& frame) {
  const Lang lang = shown.lang();
  const OutcomeSpec& spec = outcome_specs()[std::size_t(share.outcome)];
  const std::string words = share_in_words(share.count, shown.results->finished(), lang);
  const float room = ImGui::GetContentRegionAvail().x;
  ImGui::BeginGroup();
  const float left = ImGui::GetCursorPosX();
  put(spec.label.in(lang));
  const float label_width = ImGui::GetItemRectSize().x;
  const bool fits = label_width + text_width(words) + shown.look.px(12) <= room;
  if (fits) ImGui::SameLine();
  ImGui::SetCursorPosX(left + std::max(0.0f, room - text_width(words)));
  put_in(share.count > 0 ? shown.look.colours().text : shown.look.colours().dim, words);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float high = shown.look.px(shown.view.dots ? 13.0f : 7.0f);
  const float strip = shown.view.edges ? shown.look.px(6) : 0.0f;  // below, for the hatching
  ImGui::Dummy({room, high + strip});
  WindowCanvas canvas(*ImGui::GetWindowDrawList(), shown.look.fonts);
  const Rect track{at, {at.x + room, at.y + high - shown.look.px(1)}};
  if (shown.view.dots)
    draw_share_dots(canvas, shown.look, track, dots, share.share, top);
  else
    draw_share_bar(canvas, shown.look, track, share.share);
  const std::optional<ShareRange> range = drawn_range(share.outcome, shown);
  draw_range({{track.low.x, track.high.y + shown.look.px(1.5f)},
              {track.high.x, track.high.y + strip - shown.look.px(0.5f)}},
             range, shown.view.dots ? top / 100 : 1.0, shown);
  const std::optional<double> ghost = share_before(share.outcome, shown);
  if (ghost) {
    const float x =
        track.low.x + track.width() * float(shown.view.dots ? 100 * *ghost / top : *ghost);
    canvas.rect({{x - shown.look.px(1.5f), track.low.y - shown.look.px(1)},
                 {x + shown.look.px(1.5f), track.high.y}},
                shown.look.colours().faint, 0.0f);
  }
  ImGui::EndGroup();
  const Rect row{ImGui::GetItemRectMin(), ImGui::GetItemRectMax()};
  if (frame.reach(fmt::format("outcome.{}", spec.id), row))
    frame.ask(ExplainOutcome{int(share.outcome)});
  draw_choice(share.outcome, shown, frame);
  const std::string before =
      ghost
          ? "\n" + say(lang, shown.pinned ? TextId::ui_pinned : TextId::ui_reference_has,
                       say(lang, TextId::ui_effect_of_100, number(std::round(100 * *ghost), lang)))
          : "";
  explain(fmt::format("{}{}\n{}{}\n{}", spec.meaning.in(lang), before,
                      limits_in_words(share.share,
                                      say(lang, TextId::ui_interval_of_100,
                                          number(std::round(100 * share.share.low), lang),
                                          number(std::round(100 * share.share.high), lang)),
                                      lang),
                      range_in_words(range, lang), shown.say(TextId::why_click)),
          shown);
}

// How many of 100 the longest row of dots must hold; frozen while a slider is held.
double dots_top(const FrameInputs& shown, UiState& ui_state) {
  double wanted = 40.0;
  for (const OutcomeShare& share : shown.results->outcomes)
    wanted = std::max(
        {wanted, std::ceil(10 * share.share.high) * 10,
         std::ceil(10 * share_before(share.outcome, shown).value_or(0.0)) * 10,
         std::ceil(10 * drawn_range(share.outcome, shown).value_or(ShareRange{}).high) * 10});
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

// Which runs map, charts and key figures are about.
void draw_only(const FrameInputs& shown, Frame& frame) {
  const Lang lang = shown.lang();
  const auto name = [&](OutcomeId outcome) {
    return say(lang, TextId::run_filter_ending,
               outcome_specs()[std::size_t(outcome)].label.in(lang));
  };
  const auto* ending =
      shown.view.run_filter ? std::get_if<EndsIn>(&*shown.view.run_filter) : nullptr;
  const std::string now =
      ending ? name(ending->outcome)
             : std::string(shown.say(shown.view.run_filter ? TextId::run_filter_in_range
                                                           : TextId::run_filter_all));
  const float wide = std::min(text_width(now) + ImGui::GetFrameHeight() + shown.look.px(16),
                              ImGui::GetFontSize() * 17);
  const float left = ImGui::GetItemRectMax().x + shown.look.px(10);
  const float right = ImGui::GetWindowPos().x + ImGui::GetContentRegionMax().x;
  if (left + wide <= right) ImGui::SameLine(0, shown.look.px(10));
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
  ImGui::PushTextWrapPos(0.0f);
  put_in(shown.look.colours().changed, words);
  ImGui::PopTextWrapPos();
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

}  // namespace

void draw_outcomes(const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  const Lang lang = shown.lang();
  const auto end = day_of(shown.draft, shown.draft.weeks);
  heading(say(lang, TextId::ui_where_it_ends, date_in_words(end, lang)), shown);
  frame.note("outcomes");
  if (!shown.results) {
    put_in(shown.look.colours().dim, shown.say(TextId::ui_no_results_yet));
    return;
  }
  draw_form(shown, frame);
  draw_only(shown, frame);
  const FrameInputs these = of_some_runs_that_end(shown);
  ImGui::PushFont(shown.look.fonts.small);
  ImGui::PushTextWrapPos(0.0f);
  put_in(shown.look.colours().dim,
         say(lang, shown.view.dots ? TextId::ui_dots_of : TextId::ui_runs_and_interval,
             whole(these.results->finished(), lang)));
  if (shown.results->failed > 0)
    put_in(shown.look.colours().danger,
           say(lang, TextId::ui_failed_runs, whole(shown.results->failed, lang)));
  ImGui::PopTextWrapPos();
  ImGui::PopFont();
  std::vector<std::int64_t> counts;
  for (const OutcomeShare& share : these.results->outcomes) counts.push_back(share.count);
  const std::vector<int> dots = hundredths(counts);
  const double top = dots_top(these, ui_state);
  for (std::size_t k = 0; k < dots.size(); ++k)
    draw_outcome(these.results->outcomes[k], dots[k], top, these, frame);
  draw_effects(shown, frame);
  ImGui::Dummy({0, shown.look.px(3)});
  draw_statistics(of_some_runs(shown), frame);
}

}  // namespace palabre::ui
