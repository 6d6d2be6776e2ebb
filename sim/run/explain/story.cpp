#include "sim/run/explain/story.hpp"

#include <algorithm>
#include <cmath>

#include "sim/model/hash.hpp"
#include "sim/model/world_models.hpp"
#include "sim/run/engine/failures.hpp"

namespace palabre {
namespace {

/// Row of state_cercle_specs() that a map field shows: they bear the same name.
int state_row_of(CercleFieldId field) {
  static const std::vector<int> kRows = [] {
    std::vector<int> rows;
    for (const CercleFieldSpec& spec : cercle_field_specs()) {
      const auto states = state_cercle_specs();
      const auto found = std::find_if(states.begin(), states.end(),
                                      [&](const StateSpec& s) { return s.name == spec.id; });
      rows.push_back(int(found - states.begin()));
    }
    return rows;
  }();
  return kRows[std::size_t(field)];
}

std::vector<HazardPart> parts_of(const Model& model, const TraceEvent& event) {
  switch (event.id) {
    case EventId::stage_up:
      return stage_hazard_parts(model, event.from, true);
    case EventId::stage_broken:
      return stage_hazard_parts(model, event.from, false);
    case EventId::pact_broken:
      return pact_break_parts(model);
    default:
      return {};
  }
}

}  // namespace

int Story::stage(int week) const {
  return int(trace.rows[std::size_t(week) * kWeekRows + kStageRow]);
}

double Story::map(CercleFieldId field, int week, int cercle) const {
  return trace.state(state_row_of(field), week, cercle);
}

double Story::change(SeriesId id) const {
  return weeks() == 0 ? 0.0 : row(weeks() - 1, id) - row(0, id);
}

Story story_of(const Model& model, std::int64_t seed, std::int64_t replicate) {
  Story out;
  out.seed = seed;
  out.replicate = replicate;
  out.trace = trace(*BlockModel(model, replicate / kBlockLanes), std::uint64_t(seed),
                    std::uint64_t(replicate));
  const Trace& trace = out.trace;
  out.digest = hex(Hash128{trace.digest[0], trace.digest[1]});
  const auto lane = std::size_t(trace.lane);
  for (std::size_t k = 0; k < kTallyCount; ++k) out.record.tally[k] = trace.last.tally[k][lane];
  for (std::size_t r = 0; r < kRegionMax; ++r)
    out.record.deaths_by_region[r] = trace.last.deaths_by_region[r][lane];
  if (trace.weeks > 0)
    std::copy_n(trace.rows.end() - kWeekRows, kWeekRows, out.record.last_week.begin());
  if (trace.failure.week >= 0) {
    out.failure = failure_of(trace.failure, replicate);
    return out;
  }
  out.outcome = OutcomeId(out.record[TallyId::outcome]);
  return out;
}

std::vector<RankedPart> ranked_parts(const Model& model, const TraceEvent& event) {
  std::vector<RankedPart> out;
  double sum = 0.0;
  for (const HazardPart& part : parts_of(model, event)) {
    out.push_back({part.id, part.value(event.factors)});
    sum += out.back().share;
  }
  for (RankedPart& part : out) part.share = sum > 0.0 ? part.share / sum : 0.0;
  std::stable_sort(out.begin(), out.end(),
                   [](const RankedPart& a, const RankedPart& b) { return a.share > b.share; });
  return out;
}

std::vector<RankedFactor> ranked_factors(const Model& model, const Story& story,
                                         const TraceEvent& event) {
  std::vector<RankedFactor> out;
  double sum = 0.0;
  const std::vector<HazardPart> parts = parts_of(model, event);
  for (const HazardPart& part : parts) sum += part.value(event.factors);
  for (const HazardPart& part : parts) {
    const double share = sum > 0.0 ? part.value(event.factors) / sum : 0.0;
    for (const FactorId id : part.factors) {
      const double value = event.factors[std::size_t(id)];
      const double mean = story.trace.mean[std::size_t(id)];
      const bool known = value > 0.0 && mean > 0.0;
      const double weight = known ? share * std::log(value / mean) : 0.0;
      const auto same =
          std::find_if(out.begin(), out.end(), [&](const RankedFactor& f) { return f.id == id; });
      if (same != out.end())
        same->weight += weight;
      else
        out.push_back({id, value, mean, weight});
    }
  }
  std::stable_sort(out.begin(), out.end(), [](const RankedFactor& a, const RankedFactor& b) {
    return std::abs(a.weight) > std::abs(b.weight);
  });
  return out;
}

double usual_hazard(const Story& story, const TraceEvent& event) {
  if (!(event.hazard > 0.0)) return 0.0;
  if (event.id == EventId::pact_broken) return story.trace.pact_hazard_mean;
  const bool up = event.id == EventId::stage_up;
  const std::vector<double>& hazards = up ? story.trace.hazard_up : story.trace.hazard_down;
  double sum = 0.0;
  int weeks = 0;
  for (std::size_t week = 0; week < hazards.size(); ++week) {
    if (story.trace.stage[week] != event.from) continue;
    sum += hazards[week];
    ++weeks;
  }
  return weeks > 0 ? sum / weeks : 0.0;
}

std::optional<Holding> held_back(const Model& model, const Story& story) {
  if (story.weeks() == 0) return {};
  const int stage = story.stage(story.weeks() - 1);
  const std::vector<HazardPart> parts = stage_hazard_parts(model, stage, true);
  if (parts.empty()) return {};
  const std::vector<int>& met = story.trace.stage;
  int from = story.weeks();
  while (from > 0 && met[std::size_t(from - 1)] == stage) --from;
  if (from == story.weeks()) return {};  // entered in the last week
  std::optional<Holding> lowest;
  for (const FactorId id : parts.front().factors) {
    double logs = 0.0, sum = 0.0;
    for (int week = from; week < story.weeks(); ++week) {
      const double x = story.trace.factors[std::size_t(week)][std::size_t(id)];
      logs += std::log(std::max(kShutFactor, x));
      sum += x;
    }
    const int weeks = story.weeks() - from;
    const double mean = id == FactorId::open ? sum / weeks : std::exp(logs / weeks);
    if (!lowest || mean < lowest->mean) lowest = Holding{stage, weeks, id, mean};
  }
  return lowest;
}

}  // namespace palabre
