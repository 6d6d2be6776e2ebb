#include "sim/run/explain/story_text.hpp"

#include <algorithm>

#include "sim/run/explain/number_text.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

constexpr double kPoints = 100.0;

std::string points(double share, Lang lang) {
  const std::string out = fixed_text(kPoints * share, 1, lang);
  return share > 0.0 ? "+" + out : out;
}

std::string line_of(double share, Lang lang) { return fixed_text(kPoints * share, 1, lang); }

/// The last event of this kind into (or from) a stage; null when there is none.
const TraceEvent* last_event(const Story& story, EventId id, int least_from, int to) {
  const auto& events = story.trace.events;
  const auto found = std::find_if(events.rbegin(), events.rend(), [&](const TraceEvent& event) {
    return event.id == id && event.from >= least_from && (to < 0 || event.to == to);
  });
  return found == events.rend() ? nullptr : &*found;
}

/// Share of the people of centre and north under pacts in the last year, as the class rule has it.
double covered(const StoryContext& t) {
  const double weeks = std::min(double(t.model.weeks), constants::kWeeksPerYear);
  return t.story.record[TallyId::pact_people_last_year] / weeks;
}

std::string deal_text(const StoryContext& t) {
  const Lang lang = t.lang;
  const Story& story = t.story;
  const Switches& limits = t.model.switches;
  const int weeks = story.weeks(), stage = story.stage(weeks - 1);
  const TraceEvent* signed_in = last_event(story, EventId::stage_up, 0, stage);
  const int week = signed_in == nullptr ? 0 : signed_in->week;
  const std::string date = t.week(t.scenario, week, lang);
  const int age = weeks - week;
  if (story.outcome == OutcomeId::truce)
    return stage == int(Stage::truce) ? say(TextId::because_truce, lang, date, age)
                                      : say(TextId::because_young_accord, lang, date, age,
                                            value_text(limits.accord_weeks, lang));
  return say(TextId::because_accord, lang, date, age,
             fixed_text(story.record[TallyId::terms_at_accord], 2, lang));
}

std::string collapse_text(const StoryContext& t) {
  const Lang lang = t.lang;
  const Story& story = t.story;
  const TraceEvent* met = last_event(story, EventId::collapse, -1, -1);
  const int week = met == nullptr ? story.weeks() - 1 : met->week;
  return say(TextId::because_collapse, lang, t.week(t.scenario, week, lang),
             percent_text(story.row(week, SeriesId::state_share_population), lang),
             percent_text(story.row(0, SeriesId::state_share_population), lang));
}

/// The rule of the class that the run met.
std::string rule_text(const StoryContext& t) {
  const Lang lang = t.lang;
  const Story& story = t.story;
  const Switches& limits = t.model.switches;
  const double advance = story.change(SeriesId::jihadist_share_area);
  const double recovery = story.change(SeriesId::state_share_area);
  const double people = story.change(SeriesId::state_share_population);
  switch (story.outcome) {
    case OutcomeId::collapse:
      return collapse_text(t);
    case OutcomeId::accord:
    case OutcomeId::truce:
      return deal_text(t);
    case OutcomeId::broken_peace: {
      const TraceEvent* broke = last_event(story, EventId::stage_broken, -1, -1);
      const int week = broke == nullptr ? story.weeks() - 1 : broke->week;
      return say(TextId::because_broken_peace, lang, t.week(t.scenario, week, lang));
    }
    case OutcomeId::local_patchwork:
      return say(TextId::because_patchwork, lang, percent_text(covered(t), lang),
                 percent_text(limits.patchwork_share, lang));
    case OutcomeId::insurgent_advance:
      return say(TextId::because_advance, lang, points(advance, lang),
                 line_of(limits.advance_points, lang), points(people, lang),
                 line_of(-limits.advance_people, lang));
    case OutcomeId::creeping_advance:
      return say(TextId::because_creeping, lang, points(advance, lang),
                 line_of(limits.creep_points, lang), points(people, lang),
                 line_of(-limits.creep_people, lang));
    case OutcomeId::state_recovery:
      return say(TextId::because_recovery, lang, points(people, lang),
                 line_of(limits.recovery_people, lang), points(recovery, lang),
                 line_of(limits.recovery_points, lang));
    case OutcomeId::frozen:
      break;
  }
  return say(TextId::because_frozen, lang, points(advance, lang),
             line_of(limits.creep_points, lang), points(people, lang),
             line_of(-limits.creep_people, lang), percent_text(covered(t), lang),
             percent_text(limits.patchwork_share, lang));
}

/// "parce que aucun" is said "parce qu'aucun".
std::string elided(std::string text, Lang lang) {
  const std::size_t que = lang == Lang::fr ? text.find("que ") : std::string::npos;
  if (que == std::string::npos || que + 4 >= text.size()) return text;
  if (std::string_view("aeiouh").find(text[que + 4]) == std::string_view::npos) return text;
  return text.replace(que, 4, "qu'");
}

}  // namespace

Explanation explanation_of(const StoryContext& t) {
  const Story& story = t.story;
  const Lang lang = t.lang;
  Explanation out{elided(say(TextId::explain_because, lang, rule_text(t)), lang), {}, {}};
  const TraceEvent* broke = last_event(story, EventId::stage_broken, int(Stage::good_offices), -1);
  if (broke != nullptr && story.stage(story.weeks() - 1) < broke->from) {
    const RankedPart part = ranked_parts(t.model, *broke).front();
    out.last_break = say(TextId::explain_last_break, lang, stage_text(broke->from, lang),
                         t.week(t.scenario, broke->week, lang), percent_text(part.share, lang),
                         part_specs()[std::size_t(part.id)].label.in(lang));
  }
  if (const auto held = held_back(t.model, story))
    out.held = say(TextId::explain_held, lang, stage_text(held->stage, lang), held->weeks,
                   factor_specs()[std::size_t(held->factor)].label.in(lang),
                   fixed_text(held->mean, 2, lang));
  return out;
}

std::string explanation_text(const StoryContext& t) {
  const Explanation explanation = explanation_of(t);
  std::string out = explanation.rule;
  for (const auto& more : {explanation.last_break, explanation.held})
    if (more) out += " " + *more;
  return out;
}

}  // namespace palabre
