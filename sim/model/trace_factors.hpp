// The factors of the national hazards as one lane of a block meets them, for explanations.

#pragma once

#include "sim/model/submodels.hpp"
#include "sim/model/trace.hpp"

namespace palabre::PALABRE_ISA {

/// Before phase 6: the factors of stage_hazards().
FactorValues national_factors_of(const Block& b, int lane);
/// Before phase 8: the factors of pact_break_hazard() in cercle i.
FactorValues pact_factors_of(const Block& b, int lane, int i);

}  // namespace palabre::PALABRE_ISA
