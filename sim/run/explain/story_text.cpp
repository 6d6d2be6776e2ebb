#include "sim/run/explain/story_text.hpp"

#include <algorithm>
#include <cmath>

#include "sim/run/explain/number_text.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

constexpr std::size_t kPartsShown = 2;
constexpr double kNotable = 0.05;  // a factor this far from its mean, in logs, is worth telling

double pact_value(const StoryContext& t, const TraceEvent& event, std::string_view name) {
  const auto specs = state_cercle_specs();
  const auto at =
      std::find_if(specs.begin(), specs.end(), [&](const StateSpec& s) { return s.name == name; });
  return t.story.trace.state(int(at - specs.begin()), event.week, event.cercle);
}

/// As many digits as a reader needs: 0.4, 1.3, 12.
std::string times_text(double ratio, Lang lang) {
  return fixed_text(ratio, ratio < 9.95 ? 1 : 0, lang);
}

}  // namespace

std::string date_of_week(const Scenario& scenario, int week) {
  return to_string(Date::from(scenario.start + std::chrono::days(7 * week)));
}

std::string week_as_date(const Scenario& scenario, int week, Lang) {
  return date_of_week(scenario, week);
}

std::string stage_text(int stage, Lang lang) {
  return std::string(stage_specs()[std::size_t(stage)].label.in(lang));
}

std::string event_text(const StoryContext& t, const TraceEvent& event) {
  const NamedSpec& spec = event_specs()[std::size_t(event.id)];
  const auto stage = [&](int s) { return s < 0 ? std::string() : stage_text(s, t.lang); };
  const std::string place = event.cercle < 0 ? "" : t.world.cercles[std::size_t(event.cercle)].name;
  return fmt::format(fmt::runtime(spec.label.in(t.lang)), fmt::arg("from", stage(event.from)),
                     fmt::arg("to", stage(event.to)), fmt::arg("place", place));
}

std::string reasons_text(const StoryContext& t, const TraceEvent& event, std::size_t factors_most) {
  if (!(event.hazard > 0.0)) return "";
  const Lang lang = t.lang;
  std::string out = say(TextId::explain_hazard, lang, percent_text(event.hazard, lang, true));
  if (const double usual = usual_hazard(t.story, event); usual > 0.0)
    out += say(TextId::explain_usual, lang, times_text(event.hazard / usual, lang));
  const std::vector<RankedPart> parts = ranked_parts(t.model, event);
  std::string listed;
  for (std::size_t k = 0; parts.size() > 1 && k < std::min(kPartsShown, parts.size()); ++k)
    listed += (k > 0 ? ", " : "") + percent_text(parts[k].share, lang) + " " +
              std::string(part_specs()[std::size_t(parts[k].id)].label.in(lang));
  if (!listed.empty()) out += " (" + listed + ")";
  const std::string mostly = say(TextId::explain_mostly, lang);
  std::size_t shown = 0;
  for (const RankedFactor& factor : ranked_factors(t.model, t.story, event)) {
    if (shown == factors_most || std::abs(factor.weight) < kNotable) break;
    out += shown++ == 0 ? mostly : ", ";
    out += say(TextId::explain_factor, lang, factor_specs()[std::size_t(factor.id)].label.in(lang),
               fixed_text(factor.value, 2, lang), fixed_text(factor.mean, 2, lang));
  }
  return out;
}

std::string numbers_text(const StoryContext& t, const TraceEvent& event) {
  const Lang lang = t.lang;
  const auto& nation = state_nation_specs();
  const auto at = std::find_if(nation.begin(), nation.end(),
                               [](const StateSpec& s) { return s.name == "talks_public"; });
  const auto row = std::size_t(event.week) * nation.size() + std::size_t(at - nation.begin());
  const bool is_public = t.story.trace.nation[row] > 0.0;
  return say(TextId::explain_numbers, lang,
             fixed_text(t.story.row(event.week, SeriesId::foreign_presence), 2, lang),
             fixed_text(t.story.row(event.week, SeriesId::terms_offered), 2, lang),
             say(is_public ? TextId::explain_public : TextId::explain_secret, lang));
}

std::string pact_text(const StoryContext& t, const TraceEvent& event) {
  const Lang lang = t.lang;
  if (event.id == EventId::pact_broken)
    return say(TextId::explain_pact_age, lang,
               fixed_text(pact_value(t, event, "pact_age"), 0, lang));
  if (event.id != EventId::pact_signed && event.id != EventId::pact_revived) return "";
  const auto either = [&](std::string_view name, TextId yes, TextId no) {
    return say(pact_value(t, event, name) > 0.0 ? yes : no, lang);
  };
  return say(TextId::explain_pact_terms, lang,
             either("pact_approved", TextId::explain_approved, TextId::explain_not_approved),
             fixed_text(pact_value(t, event, "pact_rules"), 2, lang),
             either("pact_hunters_armed", TextId::explain_armed, TextId::explain_disarmed),
             either("pact_army_left", TextId::explain_post_left, TextId::explain_post_stays));
}

}  // namespace palabre
