#include "ui/work/why_words.hpp"

#include <algorithm>
#include <cmath>

#include "sim/report/layout.hpp"
#include "sim/run/explain/event_selection.hpp"
#include "sim/run/explain/number_text.hpp"
#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"

namespace palabre::ui {
namespace {

constexpr std::int64_t kHundred = 100;

std::string week_in_words(const Scenario& scenario, int week, Lang lang) {
  return date_in_words(day_of(scenario, week), lang);
}

// Of 100 runs, or of all when there are fewer: never finer than the sample.
struct Scale {
  std::int64_t of = kHundred;
  explicit Scale(std::int64_t runs) : of(std::min(runs, kHundred)) {}
  std::string count(double share, Lang lang) const {
    const double value = double(of) * share;
    if (of == kHundred && value > 0.0 && value < 0.5) return "<1";
    return number(std::round(value), lang);
  }
  std::string change(double share, Lang lang) const {
    const double value = std::round(double(of) * share);
    const std::string digits = number(std::abs(value), lang);
    return value > 0.0 ? "+" + digits : value < 0.0 ? "−" + digits : digits;
  }
};

std::string with_arrow(std::string words) {
  constexpr std::string_view kPlain = " -> ";
  const std::size_t at = words.find(kPlain);
  return at == std::string::npos ? words : words.replace(at, kPlain.size(), " → ");
}

std::string year_line(const LimitingFactorStage& stage, std::size_t first, std::size_t last,
                      const std::vector<double>& means, Lang lang) {
  const std::string_view factor =
      factor_specs()[std::size_t(stage.factors[std::size_t(stage.years[first].lowest)])].label.in(
          lang);
  double sum = 0.0;
  for (const double mean : means) sum += mean;
  const std::string mean = fixed_text(std::exp(sum / double(means.size())), 2, lang);
  return first == last ? say(lang, TextId::why_year, first + 1, factor, mean)
                       : say(lang, TextId::why_years, first + 1, last + 1, factor, mean);
}

// Neighbouring years with the same factor become one line.
std::vector<std::string> years_of(const LimitingFactorStage& stage, Lang lang) {
  std::vector<std::string> out;
  for (std::size_t from = 0; from < stage.years.size();) {
    const int lowest = stage.years[from].lowest;
    std::vector<double> means;
    std::size_t to = from;
    for (; to < stage.years.size() && stage.years[to].lowest == lowest; ++to)
      if (lowest >= 0) means.push_back(stage.years[to].cells[std::size_t(lowest)].mean_log);
    if (lowest >= 0) out.push_back(year_line(stage, from, to - 1, means, lang));
    from = to;
  }
  if (out.empty()) out.emplace_back(text(TextId::why_never_there, lang));
  return out;
}

}  // namespace

StoryContext story_context_of(const Why& why, std::size_t which, Lang lang) {
  return {why.asked->scenario, *why.asked->world, *why.model, *why.explained[which].story, lang,
          week_in_words};
}

std::string rule_in_words(const Why& why, std::size_t which, Lang lang) {
  std::string listed;
  for (const StatisticId id : kRepresentedBy)
    listed += (listed.empty() ? "" : ", ") +
              std::string(statistic_specs()[std::size_t(id)].label.in(lang));
  const Representative& chosen = why.explained[which].chosen;
  return say(lang, TextId::why_rule, whole(chosen.of, lang), why.explained.size(), listed,
             number(chosen.distance, lang, 2));
}

std::vector<WhyLink> links_of(const Why& why, std::size_t which, Lang lang) {
  const StoryContext t = story_context_of(why, which, lang);
  std::vector<WhyLink> out;
  for (const std::size_t k : selected_events(t.story)) {
    const TraceEvent& event = t.story.trace.events[k];
    std::optional<CauseId> cause = cause_of(*why.model, event);
    if (cause && !without(why.asked->scenario, *cause)) cause.reset();
    out.push_back({week_in_words(t.scenario, event.week, lang),
                   with_arrow(with_minus_signs(event_text(t, event))),
                   with_minus_signs(fact_text(t, event)), cause});
  }
  return out;
}

const Counterfactual* row_of(const Why& why, CauseId cause) {
  const auto found = std::find_if(why.causes.begin(), why.causes.end(),
                                  [&](const Counterfactual& row) { return row.cause == cause; });
  return found == why.causes.end() ? nullptr : &*found;
}

std::string cause_in_words(CauseId cause, Lang lang) {
  return std::string(cause_specs()[std::size_t(cause)].label.in(lang));
}

std::string change_in_words(const Counterfactual& row, Lang lang) {
  const Scale scale(row.pairs);
  const std::string change = say(lang, TextId::why_change, scale.count(row.with.value, lang),
                                 scale.count(row.sans.value, lang), scale.of);
  return change + " " +
         change_limits_in_words(
             row.difference,
             say(lang, TextId::why_bracket, scale.change(row.difference.low, lang),
                 scale.change(row.difference.high, lang)),
             lang);
}

std::string end_in_words(const Counterfactual& row, const Why& why, std::size_t which, Lang lang) {
  EndWithout end{row.instead, row.failed};
  if (which > 0) end = row.others.at(which - 1);
  const std::string words =
      end.failed ? std::string(text(TextId::explain_run_failed, lang))
      : end.outcome == why.outcome
          ? std::string(text(TextId::why_same_run, lang))
          : std::string(outcome_specs()[std::size_t(end.outcome)].label.in(lang));
  return say(lang, TextId::why_run_becomes, words);
}

std::string talks_in_words(const Counterfactual& row, Lang lang) {
  if (!row.talks || row.talks->differing == 0 || !row.talks->a || !row.talks->b) return "";
  const Scale scale(row.pairs);
  return say(lang, TextId::why_talks, scale.count(row.talks->a->value, lang),
             scale.count(row.talks->b->value, lang), scale.of);
}

std::string need_in_words(const Counterfactual& row, Lang lang) {
  const Estimate losses = row.losses.value_or(Estimate{});
  return say(lang, TextId::why_lost_tip, whole(row.of, lang), whole(row.lost, lang),
             number(std::round(100 * losses.low), lang),
             number(std::round(100 * losses.high), lang), whole(row.pairs, lang),
             number(std::round(100 * row.flips.value), lang));
}

bool is_sure(const Counterfactual& row) { return row.difference.excludes_zero(); }

std::vector<WhyStep> steps_of(const palabre::LimitingFactors& limiting_factors, Lang lang) {
  std::vector<WhyStep> out;
  for (const LimitingFactorStage& stage : limiting_factors.stages)
    out.push_back({stage_text(stage.stage, lang) + " → " + stage_text(stage.stage + 1, lang),
                   years_of(stage, lang)});
  return out;
}

}  // namespace palabre::ui
