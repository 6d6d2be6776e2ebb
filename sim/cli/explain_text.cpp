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
constexpr std::size_t kFactorsShown = 4, kPartsShown = 2, kCausesShown = 10;
constexpr double kTelling = 0.05;  // a factor this far from its mean, in logs, is worth telling

std::string stage_name(int stage, Lang lang) {
  return std::string(stage_specs()[std::size_t(stage)].label.in(lang));
}

/// Wrapped and indented, each line with its end.
std::string indented(const std::string& text) {
  std::string out;
  for (const std::string& line : wrapped(text, kColumns - kIndentMore))
    out += std::string(kIndentMore, ' ') + line + "\n";
  return out;
}

/// The hazard, its parts where it has several, and the factors that were unusual.
std::string reasons_text(const Explained& e, const TraceEvent& event, Lang lang) {
  std::string out = say(TextId::explain_hazard, lang, fixed_text(event.hazard, 4, lang));
  const std::vector<RankedPart> parts = ranked_parts(e.model, event);
  std::string listed;
  for (std::size_t k = 0; parts.size() > 1 && k < std::min(kPartsShown, parts.size()); ++k)
    listed += (k > 0 ? ", " : "") + percent_text(parts[k].share, lang) + " " +
              std::string(part_specs()[std::size_t(parts[k].id)].label.in(lang));
  if (!listed.empty()) out += " (" + listed + ")";
  std::size_t shown = 0;
  for (const RankedFactor& factor : ranked_factors(e.model, *e.story, event)) {
    if (shown == kFactorsShown || std::abs(factor.weight) < kTelling) break;
    out += shown++ == 0 ? (lang == Lang::fr ? " : " : ": ") : ", ";
    out += say(TextId::explain_factor, lang, factor_specs()[std::size_t(factor.id)].label.in(lang),
               fixed_text(factor.value, 2, lang), fixed_text(factor.mean, 2, lang));
  }
  return indented(out);
}

/// What stood around a step of the national track.
std::string numbers_text(const Explained& e, const TraceEvent& event, Lang lang) {
  const auto& nation = state_nation_specs();
  const auto at = std::find_if(nation.begin(), nation.end(),
                               [](const StateSpec& s) { return s.name == "talks_public"; });
  const auto row = std::size_t(event.week) * nation.size() + std::size_t(at - nation.begin());
  const bool is_public = e.story->trace.nation[row] > 0.0;
  return indented(say(TextId::explain_numbers, lang,
                      fixed_text(e.story->row(event.week, SeriesId::foreign_presence), 2, lang),
                      fixed_text(e.story->row(event.week, SeriesId::terms_offered), 2, lang),
                      say(is_public ? TextId::explain_public : TextId::explain_secret, lang)));
}

double pact_value(const Explained& e, const TraceEvent& event, std::string_view name) {
  const auto specs = state_cercle_specs();
  const auto at =
      std::find_if(specs.begin(), specs.end(), [&](const StateSpec& s) { return s.name == name; });
  return e.story->trace.state(int(at - specs.begin()), event.week, event.cercle);
}

std::string pact_text(const Explained& e, const TraceEvent& event, Lang lang) {
  if (event.id == EventId::pact_broken)
    return indented(
        say(TextId::explain_pact_age, lang, fixed_text(pact_value(e, event, "pact_age"), 0, lang)));
  if (event.id != EventId::pact_signed && event.id != EventId::pact_revived) return "";
  const auto either = [&](std::string_view name, TextId yes, TextId no) {
    return say(pact_value(e, event, name) > 0.0 ? yes : no, lang);
  };
  return indented(
      say(TextId::explain_pact_terms, lang,
          either("pact_approved", TextId::explain_approved, TextId::explain_not_approved),
          fixed_text(pact_value(e, event, "pact_rules"), 2, lang),
          either("pact_hunters_armed", TextId::explain_armed, TextId::explain_disarmed),
          either("pact_army_left", TextId::explain_post_left, TextId::explain_post_stays)));
}

std::string dated_event(const Explained& e, const TraceEvent& event, Lang lang) {
  const std::string when = pad_right(
      date_of_week(e.scenario(), event.week) + "  " + say(TextId::explain_week, lang, event.week),
      kIndent);
  std::string out;
  for (const std::string& line : wrapped(event_text(e, event, lang), kColumns - kIndent)) {
    out += (out.empty() ? when : std::string(kIndent, ' ')) + line + "\n";
  }
  if (event.id == EventId::stage_up) out += numbers_text(e, event, lang);
  if (event.cercle >= 0) out += pact_text(e, event, lang);
  if (event.hazard > 0.0) out += reasons_text(e, event, lang);
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
         paragraph(because_text(e, lang));
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

std::string date_of_week(const Scenario& scenario, int week) {
  return to_string(Date::from(scenario.start + std::chrono::days(7 * week)));
}

std::string event_text(const Explained& e, const TraceEvent& event, Lang lang) {
  const NamedSpec& spec = event_specs()[std::size_t(event.id)];
  const auto stage = [&](int s) { return s < 0 ? std::string() : stage_name(s, lang); };
  const auto& cercles = e.scenario_file.world->cercles;
  const std::string place = event.cercle < 0 ? "" : cercles[std::size_t(event.cercle)].name;
  return fmt::format(fmt::runtime(spec.label.in(lang)), fmt::arg("from", stage(event.from)),
                     fmt::arg("to", stage(event.to)), fmt::arg("place", place));
}

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
