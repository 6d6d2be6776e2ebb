// The ends of a scale of an assumption in words.

#pragma once

#include <span>
#include <string_view>

#include "sim/tables/tables.hpp"

namespace palabre {

struct ScaleEnds {
  std::string_view key;
  Words low, high;
};
/// A row each.
std::span<const ScaleEnds> scale_ends();
/// Those of an assumption; null: its scale has none.
const ScaleEnds* find_scale_ends(std::string_view key);

}  // namespace palabre
