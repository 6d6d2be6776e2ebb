// The assumptions that the page shows as sliders of its own on a telephone.

#pragma once

#include <array>

namespace palabre::ui {

/// Those that a person would move first.
inline constexpr std::array kFirstSliders{
    "talks.mediator",  "talks.guarantee",     "talks.opportunity", "jihadists.precondition",
    "war.recruitment", "war.operation_tempo", "pacts.break_rate"};

}  // namespace palabre::ui
