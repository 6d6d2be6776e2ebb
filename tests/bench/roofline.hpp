// The work of a cercle-week over what this machine was measured to do of it in a second: the time
// below which no arrangement of these equations can go on one thread, were they all that is done.

#pragma once

#include <memory>

#include "sim/model/kernel.hpp"

namespace palabre::bench {

/// One kind of work.
struct Work {
  double per_cercle_week = 0.0;  // by a block of kBlockLanes replicates at once, counted
  double per_second = 0.0;       // on all lanes at once, the median of what was measured

  /// Its part in a cercle-week of one replicate. [ns]
  double nanoseconds() const { return 1e9 * per_cercle_week / per_second / kBlockLanes; }
};

struct Roofline {
  Work operations, divisions, draws;

  /// One kind of work after another, as they share the units of the processor. [ns]
  double nanoseconds() const {
    return operations.nanoseconds() + divisions.nanoseconds() + draws.nanoseconds();
  }
};

/// Counts the work of some blocks of a scenario, and measures how much of each kind the chosen
/// instruction path does.
Roofline measure_roofline(const Model& model, std::uint64_t seed);

}  // namespace palabre::bench
