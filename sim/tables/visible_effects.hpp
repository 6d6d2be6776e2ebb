// Where each assumption and each lever shows most: visible_effects.def as a table.

#pragma once

#include <span>
#include <string_view>

#include "sim/tables/tables.hpp"

namespace palabre {

/// The largest effect of one assumption or lever on a headline figure of a shipped scenario.
struct VisibleEffect {
  std::string_view key;       // "talks.mediator", "levers.mediator"
  std::string_view value;     // of a lever, against the file's own; empty: from the low to the high
                              // end of the plausible range of an assumption
  std::string_view scenario;  // file under scenarios/, without its ending
  std::string_view target;    // name of a statistic or "outcome.CLASS"
  double points;              // change of a share in points, of anything else in % of the present
};
/// Assumptions, then levers, in the order of their tables.
std::span<const VisibleEffect> visible_effects();
/// The row of a key; nothing when there is none.
const VisibleEffect* find_visible_effect(std::string_view key);

/// One that stays below the floor and is kept, and why.
struct BelowFloor {
  std::string_view key;
  Words why;
};
std::span<const BelowFloor> kept_below_floor();

/// What a row must reach: an assumption or lever below it does nothing that anybody would see.
/// [points or %]
inline constexpr double kVisibleFloor = 3.0;

}  // namespace palabre
