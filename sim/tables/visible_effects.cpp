#include "sim/tables/visible_effects.hpp"

#include <algorithm>
#include <array>

namespace palabre {

std::span<const VisibleEffect> visible_effects() {
#define VISIBLE_EFFECT(key, value, scenario, target, points) {key, value, scenario, target, points},
#define BELOW_FLOOR(...)
  static constexpr auto kRows = std::to_array<VisibleEffect>({
#include "sim/tables/visible_effects.def"
  });
#undef VISIBLE_EFFECT
#undef BELOW_FLOOR
  return kRows;
}

std::span<const BelowFloor> kept_below_floor() {
#define VISIBLE_EFFECT(...)
#define BELOW_FLOOR(key, en, fr) {key, {en, fr}},
  static constexpr auto kRows = std::to_array<BelowFloor>({
#include "sim/tables/visible_effects.def"
  });
#undef VISIBLE_EFFECT
#undef BELOW_FLOOR
  return kRows;
}

const VisibleEffect* find_visible_effect(std::string_view key) {
  const auto rows = visible_effects();
  const auto at = std::find_if(rows.begin(), rows.end(),
                               [key](const VisibleEffect& row) { return row.key == key; });
  return at == rows.end() ? nullptr : &*at;
}

}  // namespace palabre
