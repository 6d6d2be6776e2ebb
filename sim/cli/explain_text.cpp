#include "sim/cli/explain_text.hpp"

#include <algorithm>
#include <cmath>

#include "sim/cli/figures.hpp"
#include "sim/cli/layout.hpp"
#include "sim/cli/run_text.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

constexpr std::size_t kColumns = 80, kIndent = 22, kIndentMore = 24;
constexpr std::size_t kCausesShown = 10;

/// Wrapped and indented, each line with its end.
std::string indented(const std::string& text) {
  std::string out;
  for (const std::string& line : wrapped(text, kColumns - kIndentMore))
    out += std::string(kIndentMore, ' ') + line + "\n";
  return out;
}

std::string dated_event(const Explained& e, const TraceEvent& event, Lang lang) {
  const StoryContext t = e.story_context(lang);
  const std::string when = pad_right(
      date_of_week(e.scenario(), event.week) + "  " + say(TextId::explain_week, lang, event.week),
      kIndent);
  std::string out;
  for (const std::string& line : wrapped(event_text(t, event), kColumns - kIndent)) {
    out += (out.empty() ? when : std::string(kIndent, ' ')) + line + "\n";
  }
  if (event.id == EventId::stage_up) out += indented(numbers_text(t, event));
  if (event.cercle >= 0) out += indented(pact_text(t, event));
  if (event.hazard > 0.0) out += indented(reasons_text(t, event));
  return out;
}

std::string events_text(const Explained& e, Lang lang, bool all, bool color) {
  std::string out = bold(say(TextId::explain_events, lang), color) + "\n";
  int hidden = 0;
  bool is_empty = true;
  for (const TraceEvent& event : e.story->trace.events) {
    if (event.cercle >= 0 && !all) {
      ++hidden;
      continue;
    }
    out += dated_event(e, event, lang);
    is_empty = false;
  }
  if (is_empty) out += say(TextId::explain_no_events, lang) + "\n";
  if (hidden > 0) out += paragraph(say(TextId::explain_local_hidden, lang, hidden));
  return out;
}

std::string chosen_text(const Explained& e, Lang lang) {
  std::string out;
  if (e.is_frequent) out += paragraph(say(TextId::explain_frequent, lang));
  if (!e.chosen) return out;
  std::string listed;
  for (const StatisticId id : kRepresentedBy) {
    std::string name(statistic_specs()[std::size_t(id)].label.in(lang));
    listed += (listed.empty() ? "\"" : "\", \"") + name;
  }
  const double share = double(e.chosen->of) / double(std::max<std::int64_t>(1, e.finished));
  return out + paragraph(say(TextId::explain_chosen, lang, count_text(e.chosen->of, lang),
                             percent_text(share, lang), listed + "\"",
                             fixed_text(e.chosen->distance, 2, lang)));
}

std::string run_header(const Explained& e, Lang lang) {
  const Scenario& s = e.scenario();
  const Story& story = *e.story;
  std::string out =
      paragraph(say(TextId::explain_header, lang, story.replicate, count_text(s.replicates, lang),
                    s.replicates - 1, s.weeks, to_string(Date::from(s.start)), s.seed));
  out += chosen_text(e, lang) + "\n";
  if (story.failure) {
    const Failure& f = *story.failure;
    const std::string place =
        f.cercle < 0 ? say(TextId::cli_nation, lang) : say(TextId::cli_cercle, lang, f.cercle);
    return out + paragraph(say(TextId::explain_failed, lang, f.week, place, f.variable));
  }
  const OutcomeSpec& outcome = outcome_specs()[std::size_t(story.outcome)];
  return out +
         paragraph(
             say(TextId::explain_outcome, lang, outcome.label.in(lang), outcome.meaning.in(lang))) +
         paragraph(explanation_text(e.story_context(lang)));
}

std::string cause_name(const Counterfactual& row, Lang lang) {
  const CauseSpec& cause = cause_specs()[std::size_t(row.cause)];
  std::string out(cause.label.in(lang));
  const Claims claims = claims_of(cause);
  for (const ClaimId id : claims.list()) {
    out += (id == claims.list().front() ? " [" : " ") + std::string(claim(id).name);
    if (id == claims.list().back()) out += "]";
  }
  return out;
}

}  // namespace

std::string counterfactual_text(const Explained& e, Lang lang, bool all, bool color) {
  std::string out = bold(say(TextId::explain_without_title, lang), color) + "\n";
  const std::vector<Counterfactual>& rows = *e.counterfactuals;
  if (rows.empty()) return out + say(TextId::explain_no_causes, lang) + "\n";
  const OutcomeId outcome = e.story->outcome;
  out += paragraph(say(TextId::explain_without_note, lang, count_text(rows.front().of, lang),
                       outcome_specs()[std::size_t(outcome)].label.in(lang),
                       count_text(rows.front().pairs, lang)));
  std::vector<std::vector<std::string>> table{
      {say(TextId::explain_without, lang), say(TextId::explain_otherwise, lang),
       say(TextId::cli_interval, lang), say(TextId::explain_any, lang),
       say(TextId::explain_this_run, lang)}};
  std::string idle;
  int more = 0;
  for (const Counterfactual& row : rows) {
    if (row.flipped == 0) {
      idle += (idle.empty() ? "" : ", ") + cause_name(row, lang);
      continue;
    }
    if (!all && table.size() > kCausesShown) {
      ++more;
      continue;
    }
    const Estimate losses = row.losses.value_or(Estimate{});
    table.push_back({cause_name(row, lang), percent_text(losses.value, lang),
                     interval_text(losses, Unit::ShareOfReplicates, lang),
                     percent_text(row.flips.value, lang),
                     row.failed ? say(TextId::explain_run_failed, lang)
                     : row.instead == outcome
                         ? say(TextId::explain_same, lang)
                         : std::string(outcome_specs()[std::size_t(row.instead)].label.in(lang))});
  }
  if (table.size() > 1) out += fitted_table(table);
  if (more > 0) out += say(TextId::explain_more_causes, lang, more) + "\n";
  if (!idle.empty()) out += paragraph(say(TextId::explain_never_needed, lang, idle));
  return out;
}

std::string explain_text(const Explained& e, Lang lang, bool all, bool color) {
  std::string out;
  for (const std::string& line : wrapped(e.scenario().title.in(lang), kColumns))
    out += bold(line, color) + "\n";
  out += caveats_text(e.scenario().not_modelled, lang);
  if (!e.story)
    return out + "\n" +
           paragraph(say(TextId::explain_nobody, lang, count_text(e.finished, lang),
                         outcome_specs()[std::size_t(*e.wanted)].label.in(lang)));
  out += run_header(e, lang) + "\n" + events_text(e, lang, all, color);
  if (e.counterfactuals) out += "\n" + counterfactual_text(e, lang, all, color);
  return out;
}

}  // namespace palabre
