#include "ui/work/watching.hpp"

#include <algorithm>

#include "sim/model/compile.hpp"
#include "ui/base/words.hpp"

namespace palabre::ui {
namespace {

std::string date_of_week(const Scenario& scenario, int week, Lang lang) {
  return date_in_words(day_of(scenario, week), lang);
}

std::array<double, kCercleFieldCount> tops_of(const Story& story) {
  std::array<double, kCercleFieldCount> tops{};
  for (std::size_t field = 0; field < tops.size(); ++field)
    for (int week = 0; week < story.weeks(); ++week)
      for (int cercle = 0; cercle < story.trace.cercle_count; ++cercle)
        tops[field] = std::max(tops[field], story.map(CercleFieldId(field), week, cercle));
  return tops;
}

std::shared_ptr<const Model> compiled_undigested(const Scenario& scenario, const World& world) {
  return std::make_shared<const Model>(compile(scenario, world, Digest::none));
}

}  // namespace

StoryContext Watched::story_context(Lang lang) const {
  return {scenario, *world, *model, story, lang, date_of_week};
}

CaseTask<Watched>::Work watched_work(const Scenario& scenario,
                                     const std::shared_ptr<const World>& world,
                                     const std::string& digest, std::int64_t replicate,
                                     const StoryMaker& make_story,
                                     const std::shared_ptr<ModelOfLast>& last) {
  return [=](const CaseTask<Watched>::TaskContext&) {
    if (last->digest != digest) *last = {digest, compiled_undigested(scenario, *world)};
    auto run = std::make_shared<Watched>();
    run->digest = digest;
    run->scenario = scenario;
    run->world = world;
    run->model = last->model;
    run->story = make_story(*last->model, scenario.seed, replicate);
    run->tops = tops_of(run->story);
    return std::shared_ptr<const Watched>(std::move(run));
  };
}

CaseTask<OutcomeRepresentatives>::Work cast_work(const Scenario& scenario,
                                                 const std::shared_ptr<const World>& world,
                                                 const std::string& digest, int threads) {
  return [=](const CaseTask<OutcomeRepresentatives>::TaskContext& context) {
    Recording runs(compiled_undigested(scenario, *world), scenario.seed);
    const auto members =
        find_outcome_members(runs, scenario.replicates, threads, context.stop, context.progress);
    if (!members) return std::shared_ptr<const OutcomeRepresentatives>();
    auto representatives = std::make_shared<OutcomeRepresentatives>();
    representatives->digest = digest;
    for (std::size_t k = 0; k < representatives->by_outcome.size(); ++k)
      representatives->by_outcome[k] = representative_of(members->by_outcome[k]);
    representatives->finished = members->finished;
    representatives->failed = members->failed;
    return std::shared_ptr<const OutcomeRepresentatives>(std::move(representatives));
  };
}

EventKind kind_of(EventId id) {
  switch (id) {
    case EventId::french_exit_begins:
    case EventId::french_exit_ends:
    case EventId::french_exit_ordered:
    case EventId::minusma_exit_begins:
    case EventId::minusma_exit_ends:
    case EventId::russians_arrive:
    case EventId::niger_hub_ends:
    case EventId::sanctions_begin:
    case EventId::sanctions_end:
      return EventKind::partners;
    case EventId::coup:
    case EventId::election_held:
    case EventId::election_postponed:
      return EventKind::politics;
    case EventId::talks_open:
    case EventId::stage_up:
    case EventId::stage_broken:
    case EventId::leak_public:
    case EventId::leak_denied:
    case EventId::mission_suspended:
    case EventId::last_card:
    case EventId::prisoner_exchange:
    case EventId::prisoner_release:
      return EventKind::national;
    case EventId::pact_signed:
    case EventId::pact_revived:
    case EventId::pact_clause_dropped:
    case EventId::pact_broken:
    case EventId::convoy:
      return EventKind::pacts;
    case EventId::siege_begins:
    case EventId::siege_lifted:
    case EventId::advance_begins:
    case EventId::advance_ends:
    case EventId::recovery_begins:
    case EventId::recovery_ends:
    case EventId::blockade_begins:
    case EventId::blockade_lifted:
    case EventId::massacre:
    case EventId::accord_2015_breaks:
    case EventId::collapse:
      break;
  }
  return EventKind::violence;
}

std::optional<int> neighbour_event(const Trace& trace, unsigned kinds, int picked, int week,
                                   int direction) {
  const int count = int(trace.events.size());
  const auto listed = [&](int k) { return shows(kinds, kind_of(trace.events[std::size_t(k)].id)); };
  // From the one picked while its week is looked at; else the events of this week come first.
  int at = picked;
  if (at < 0 || at >= count || trace.events[std::size_t(at)].week != week) {
    const auto edge = std::partition_point(
        trace.events.begin(), trace.events.end(), [&](const TraceEvent& event) {
          return direction > 0 ? event.week < week : event.week <= week;
        });
    at = int(edge - trace.events.begin()) - (direction > 0 ? 1 : 0);
  }
  for (at += direction; at >= 0 && at < count; at += direction)
    if (listed(at)) return at;
  return {};
}

}  // namespace palabre::ui
