// The kernel of the product beside the same submodels over lanes of doubles, and beside the scalar
// reference program.

#pragma once

#include <cstdint>

#include "sim/model/model.hpp"
#include "sim/scenario/scenario.hpp"

namespace palabre::bench {

/// What a cercle-week of one replicate costs where blocks alone are run. [ns]
struct Precisions {
  double in_single = 0.0, in_double = 0.0;
  double in_reference = 0.0;  // by tests/reference, one run at a time, compiled for this machine

  double times_reference() const { return in_reference / in_single; }
};

/// All three over the same replicates and on the same assumptions (those of the scenario, not those
/// of plausible worlds), in turn; medians of processor time. Blocks record what an ensemble
/// records.
Precisions measure_precisions(const ScenarioFile& file);

}  // namespace palabre::bench
