// Some runs of an ensemble by themselves, those that answer a question with yes: their own bands,
// maps and figures. What the others did counts nowhere.

#pragma once

#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <variant>
#include <vector>

#include "sim/run/engine/ensemble.hpp"

namespace palabre {

/// Did it end so?
struct EndsIn {
  OutcomeId outcome{};
  friend bool operator==(const EndsIn&, const EndsIn&) = default;
};
/// Was this series of its within these bounds after that week?
struct Within {
  SeriesId series{};
  int week = 0;
  double low = 0.0, high = 0.0;
  friend bool operator==(const Within&, const Within&) = default;
};
/// Was it in this national stage after that week?
struct InStage {
  int stage = 0, week = 0;
  friend bool operator==(const InStage&, const InStage&) = default;
};
/// What each run is asked.
using RunQuestion = std::variant<EndsIn, Within, InStage>;
/// The question as a key of what is kept.
std::string key_of(const RunQuestion& question);

struct Subset {
  RunQuestion question;
  std::int64_t of = 0;                     // replicates asked for
  std::vector<std::int64_t> members;       // those that match, by number
  std::shared_ptr<const Results> results;  // of the members; its outcomes are empty when
                                           // there are none
};

/// Runs replicates 0..replicates-1 and keeps those that finish and match: each block is run once
/// to ask it, and those with a member once more to add it up. The same bits for any number of
/// threads. Null when stopped before the end.
/// @param threads  see threads_used()
std::shared_ptr<const Subset> runs_that(const RunQuestion& question,
                                        const std::shared_ptr<const Model>& model,
                                        std::int64_t seed, std::int64_t replicates, int threads,
                                        const std::stop_token& stop = {},
                                        const Progress& progress = {});

}  // namespace palabre
