// The kernel of the product beside the same submodels over lanes of doubles.

#pragma once

#include <cstdint>

#include "sim/model/model.hpp"

namespace palabre::bench {

/// What a cercle-week of one replicate costs where blocks alone are run. [ns]
struct Precisions {
  double in_single = 0.0, in_double = 0.0;
};

/// Both on the chosen instruction path, in turn; medians.
Precisions measure_precisions(const Model& model, std::uint64_t seed);

}  // namespace palabre::bench
