#include "sim/run/explain/event_selection.hpp"

#include <algorithm>

namespace palabre {
namespace {

constexpr std::size_t kPactsTold = 3;
// Weights only order the events; their sizes mean nothing.
constexpr int kDecides = 100, kBreak = 95, kClimb = 90, kClimbBefore = 75;

std::size_t row_named(std::span<const StateSpec> specs, std::string_view name) {
  return std::size_t(
      std::find_if(specs.begin(), specs.end(), [&](const StateSpec& s) { return s.name == name; }) -
      specs.begin());
}

/// Events that count by their kind alone, the last of each kind.
int weight_of_kind(EventId id) {
  switch (id) {
    case EventId::coup:
      return 80;
    case EventId::french_exit_ordered:
      return 70;
    case EventId::last_card:
      return 65;
    case EventId::french_exit_begins:
    case EventId::mission_suspended:
      return 60;
    case EventId::leak_public:
      return 55;
    case EventId::leak_denied:
    case EventId::minusma_exit_begins:
      return 50;
    case EventId::russians_arrive:
    case EventId::prisoner_exchange:
      return 45;
    case EventId::prisoner_release:
      return 40;
    case EventId::sanctions_begin:
    case EventId::election_postponed:
      return 35;
    case EventId::talks_open:
      return 30;
    case EventId::niger_hub_ends:
      return 25;
    case EventId::election_held:
      return 20;
    default:
      return 0;
  }
}

bool decides(EventId id, OutcomeId outcome) {
  return (id == EventId::collapse && outcome == OutcomeId::collapse) ||
         (id == EventId::advance_begins && outcome == OutcomeId::insurgent_advance) ||
         (id == EventId::recovery_begins && outcome == OutcomeId::state_recovery);
}

/// The last signature in each of the cercles that pacts covered most in the last year.
std::vector<std::size_t> pacts_that_count(const Story& story) {
  const auto& events = story.trace.events;
  std::vector<std::pair<double, std::size_t>> last;
  std::vector<bool> seen(std::size_t(story.trace.cercle_count), false);
  for (std::size_t k = events.size(); k-- > 0;) {
    const TraceEvent& e = events[k];
    if (e.id != EventId::pact_signed && e.id != EventId::pact_revived) continue;
    if (seen[std::size_t(e.cercle)]) continue;
    seen[std::size_t(e.cercle)] = true;
    const double covered = pact_people_weeks(story, e.cercle);
    if (covered > 0.0) last.emplace_back(covered, k);
  }
  std::stable_sort(last.begin(), last.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  last.resize(std::min(last.size(), kPactsTold));
  std::vector<std::size_t> out;
  for (const auto& [covered, k] : last) out.push_back(k);
  return out;
}

std::vector<int> weights(const Story& story) {
  const auto& events = story.trace.events;
  std::vector<int> out(events.size(), 0);
  std::vector<bool> met(event_specs().size(), false);  // kinds met already, from the end
  int broken_from = -1;                                // stage that the last break broke
  bool since_break = true, climbed_before = false;
  for (std::size_t k = events.size(); k-- > 0;) {
    const TraceEvent& e = events[k];
    const bool seen = met[std::size_t(e.id)];
    if (e.id == EventId::stage_up) {
      if (since_break)
        out[k] = kClimb;
      else if (e.to == broken_from && !climbed_before)
        out[k] = kClimbBefore;
      climbed_before = climbed_before || (!since_break && e.to == broken_from);
    } else if (e.id == EventId::stage_broken && since_break) {
      out[k] = kBreak;
      broken_from = e.from;
      since_break = false;
    } else if (!seen) {
      out[k] = decides(e.id, story.outcome) ? kDecides : weight_of_kind(e.id);
    }
    met[std::size_t(e.id)] = true;
  }
  if (story.outcome == OutcomeId::local_patchwork)
    for (const std::size_t k : pacts_that_count(story)) out[k] = kDecides;
  return out;
}

}  // namespace

double cercle_state(const Story& story, std::string_view name, int week, int cercle) {
  return story.trace.state(int(row_named(state_cercle_specs(), name)), week, cercle);
}

double nation_state(const Story& story, std::string_view name, int week) {
  const auto specs = state_nation_specs();
  return story.trace.nation[std::size_t(week) * specs.size() + row_named(specs, name)];
}

int pact_weeks_last_year(const Story& story, int cercle) {
  const int field = int(row_named(state_cercle_specs(), "pact"));
  int weeks = 0;
  for (int w = std::max(0, story.weeks() - int(constants::kWeeksPerYear)); w < story.weeks(); ++w)
    weeks += story.trace.state(field, w, cercle) > 0.0;
  return weeks;
}

double pact_people_weeks(const Story& story, int cercle) {
  const int field = int(row_named(state_cercle_specs(), "pact"));
  const int people = int(row_named(state_cercle_specs(), "residents"));
  double sum = 0.0;
  for (int w = std::max(0, story.weeks() - int(constants::kWeeksPerYear)); w < story.weeks(); ++w)
    if (story.trace.state(field, w, cercle) > 0.0) sum += story.trace.state(people, w, cercle);
  return sum;
}

std::optional<CauseId> cause_of(const Model& model, const TraceEvent& event) {
  switch (event.id) {
    case EventId::french_exit_begins:
      return CauseId::french_exit;
    case EventId::french_exit_ordered:
      return CauseId::red_line;
    case EventId::minusma_exit_begins:
      return CauseId::minusma_exit;
    case EventId::russians_arrive:
      return CauseId::russian_arrival;
    case EventId::niger_hub_ends:
      return CauseId::niger_hub;
    case EventId::sanctions_begin:
      return CauseId::sanctions;
    case EventId::talks_open:
      return CauseId::national_talks;
    case EventId::election_held:
    case EventId::election_postponed:
      return CauseId::election;
    case EventId::leak_public:
    case EventId::leak_denied:
    case EventId::mission_suspended:
      return CauseId::leaks;
    case EventId::last_card:
      return CauseId::last_card;
    case EventId::prisoner_release:
      return CauseId::prisoner_release;
    case EventId::pact_signed:
    case EventId::pact_revived:
      return CauseId::local_pacts;
    case EventId::stage_broken: {
      const PartId part = ranked_parts(model, event).front().id;
      if (part == PartId::french_veto) return CauseId::red_line;
      if (part == PartId::rupture) return CauseId::disobedience;
      return {};
    }
    default:
      return {};
  }
}

std::vector<std::size_t> selected_events(const Story& story, std::size_t most) {
  const std::vector<int> weight = weights(story);
  std::vector<std::size_t> out;
  for (std::size_t k = 0; k < weight.size(); ++k)
    if (weight[k] > 0) out.push_back(k);
  // Of equal weight the later ones stay: they are nearer to the end.
  std::stable_sort(out.begin(), out.end(), [&](std::size_t a, std::size_t b) {
    return weight[a] != weight[b] ? weight[a] > weight[b] : a > b;
  });
  out.resize(std::min(most, out.size()));
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace palabre
