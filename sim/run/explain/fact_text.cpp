// One number for each event.

#include <algorithm>
#include <cmath>

#include "sim/run/explain/event_selection.hpp"
#include "sim/run/explain/number_text.hpp"
#include "sim/run/explain/story_text.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

constexpr double kPercent = 100.0;
constexpr double kFactorTold = 0.05;  // a factor this far from its mean, in logs, is worth telling

std::string chance_text(const StoryContext& t, const TraceEvent& event) {
  // The step waits for the first of many weeks: the chance of this one.
  std::string out =
      say(TextId::why_chance, t.lang, percent_text(-std::expm1(-event.hazard), t.lang));
  const std::vector<RankedFactor> factors = ranked_factors(t.model, t.story, event);
  if (factors.empty() || std::abs(factors.front().weight) < kFactorTold) return out;
  const RankedFactor& most = factors.front();
  return out + "; " +
         say(TextId::why_factor, t.lang, factor_specs()[std::size_t(most.id)].label.in(t.lang),
             fixed_text(most.value, 2, t.lang), fixed_text(most.mean, 2, t.lang));
}

std::string gain_text(const StoryContext& t, int week, SeriesId id, double line) {
  const double points = kPercent * (t.story.row(week, id) - t.story.row(0, id));
  return say(TextId::why_gain, t.lang, (points > 0.0 ? "+" : "") + fixed_text(points, 1, t.lang),
             fixed_text(kPercent * line, 1, t.lang));
}

std::string pact_fact(const StoryContext& t, const TraceEvent& event) {
  const bool approved = cercle_state(t.story, "pact_approved", event.week, event.cercle) > 0.0;
  const int last_year = std::min(t.story.weeks(), int(constants::kWeeksPerYear));
  const double people = cercle_state(t.story, "residents", event.week, event.cercle);
  return say(TextId::why_pact, t.lang, count_text(std::llround(people / 1000.0) * 1000, t.lang),
             pact_weeks_last_year(t.story, event.cercle), last_year,
             say(approved ? TextId::explain_approved : TextId::explain_not_approved, t.lang));
}

std::string standing_text(const StoryContext& t, int week, SeriesId id) {
  return say(TextId::why_stood, t.lang, series_specs()[std::size_t(id)].label.in(t.lang),
             fixed_text(t.story.row(week, id), 2, t.lang));
}

}  // namespace

std::string fact_text(const StoryContext& t, const TraceEvent& event) {
  if (event.hazard > 0.0) return chance_text(t, event);
  switch (event.id) {
    case EventId::advance_begins:
    case EventId::advance_ends:
      return gain_text(t, event.week, SeriesId::jihadist_share_area,
                       t.model.switches.advance_points);
    case EventId::recovery_begins:
    case EventId::recovery_ends:
      return gain_text(t, event.week, SeriesId::state_share_area, t.model.switches.recovery_points);
    case EventId::collapse:
      return say(TextId::why_people, t.lang,
                 percent_text(t.story.row(event.week, SeriesId::state_share_population), t.lang));
    case EventId::pact_signed:
    case EventId::pact_revived:
      return pact_fact(t, event);
    case EventId::sanctions_begin:
    case EventId::sanctions_end:
      return standing_text(t, event.week, SeriesId::economy);
    case EventId::coup:
    case EventId::election_held:
    case EventId::election_postponed:
      return standing_text(t, event.week, SeriesId::support);
    case EventId::leak_public:
    case EventId::leak_denied:
    case EventId::mission_suspended:
    case EventId::last_card:
      return standing_text(t, event.week, SeriesId::trust);
    case EventId::prisoner_exchange:
    case EventId::prisoner_release:
      return say(TextId::why_hostages, t.lang,
                 fixed_text(t.story.row(event.week, SeriesId::hostages), 0, t.lang));
    case EventId::talks_open:
      return standing_text(t, event.week, SeriesId::willingness_junta);
    default:
      return standing_text(t, event.week, SeriesId::foreign_presence);
  }
}

}  // namespace palabre
