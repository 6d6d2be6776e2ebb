// One run of an ensemble, told: what happened when, the numbers that made it, and why it ended so.

#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/model/trace.hpp"
#include "sim/run/engine/statistics.hpp"

namespace palabre {

/// A factor of an event's hazard against its mean over this run.
struct RankedFactor {
  FactorId id{};
  double value = 0.0, mean = 0.0;  // [x]
  double weight = 0.0;             // log(value / mean) times the share of its part in the hazard
};
/// A summand of an event's hazard.
struct RankedPart {
  PartId id{};
  double share = 0.0;  // of the hazard
};

/// A factor of 0 counts as this much in a geometric mean, lest one week shut decide it all. [x]
inline constexpr double kShutFactor = 1e-3;

/// What holds a run back in a stage: the factor of the step up with the lowest geometric mean over
/// the weeks spent there.
struct Holding {
  int stage = 0;
  int weeks = 0;  // [weeks] spent there, out of the weeks looked at
  FactorId factor{};
  double mean = 0.0;  // its geometric mean; of `open` the share of weeks. [x]
};

struct Story {
  std::int64_t seed = 0, replicate = 0;
  std::optional<Failure> failure;  // then it has no outcome, and only the weeks before it
  OutcomeId outcome{};
  std::string digest;  // 32 hex digits of this replicate alone
  ReplicateRecord record;
  Trace trace;

  int weeks() const { return trace.weeks; }
  double row(int week, SeriesId id) const { return trace.row(week, id); }
  /// National stage after the week.
  int stage(int week) const;
  /// A map field of this run, as Results::map() gives its mean over runs.
  double map(CercleFieldId field, int week, int cercle) const;
  /// How much a share of the area or the people changed from the first week to the last.
  double change(SeriesId id) const;
};

/// Runs and tells replicate `replicate` of an ensemble: the same to the last bit.
Story story_of(const Model& model, std::int64_t seed, std::int64_t replicate);

/// The parts of an event's hazard, the largest first; empty where nothing was drawn for it.
std::vector<RankedPart> ranked_parts(const Model& model, const TraceEvent& event);
/// The factors of an event's hazard, those first that are farthest from their mean over the run.
std::vector<RankedFactor> ranked_factors(const Model& model, const Story& story,
                                         const TraceEvent& event);

/// The mean of such a hazard in this run: over the weeks that began in the same national stage, or
/// under a local pact. 0 where nothing was drawn for the event.
double usual_hazard(const Story& story, const TraceEvent& event);

/// What held this run back at the end: in the weeks since it last changed its national stage.
/// Nothing from an accord, and where nothing was told.
std::optional<Holding> held_back(const Model& model, const Story& story);

}  // namespace palabre
