// The runs of an ensemble that ended in one way, by themselves: their own bands, maps and figures.
// What the others did counts nowhere.

#pragma once

#include <cstdint>
#include <memory>
#include <stop_token>

#include "sim/run/ensemble.hpp"

namespace palabre {

struct Subset {
  OutcomeId outcome{};
  std::int64_t of = 0;                     // replicates asked for
  std::shared_ptr<const Results> results;  // of those that ended so; its outcomes are empty when
                                           // there are none
};

/// Runs replicates 0..replicates-1 and keeps those that end in `outcome`: each block is run once to
/// see how its replicates end, and those with a member once more to add it up. The same bits for
/// any number of threads. Null when stopped before the end.
/// @param threads  see threads_used()
std::shared_ptr<const Subset> runs_that_end_in(OutcomeId outcome,
                                               const std::shared_ptr<const Model>& model,
                                               std::int64_t seed, std::int64_t replicates,
                                               int threads, const std::stop_token& stop = {},
                                               const Progress& progress = {});

}  // namespace palabre
