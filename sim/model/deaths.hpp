// The drawn part of violence: how many events, and how deadly. Included by kernel code only.

#pragma once

#include "sim/model/submodels.hpp"

namespace palabre::PALABRE_ISA {

/// The part of phase 10 that is drawn: attacks and operations, Poisson with means lambda and nu,
/// and the deaths in those that are counted, by who led them. Writes attacks, operations, deaths.
/// claims: M_event_sizes, M_event_counting
void draw_events(Block& b);

/// A massacre by soldiers or contractors, at most one a week: a rare event of its own, where their
/// operations do most harm. claim: M_government_killings
void massacres(Block& b);

}  // namespace palabre::PALABRE_ISA
