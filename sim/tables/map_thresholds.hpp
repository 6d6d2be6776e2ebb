// The questions of map_thresholds.def by name.

#pragma once

#include <iterator>

#include "sim/tables/tables.hpp"

namespace palabre {

enum class MapThresholdId {
#define MAP_THRESHOLD(id, ...) id,
#include <rows/map_thresholds.def>
#undef MAP_THRESHOLD
};

struct MapThreshold {
  CercleFieldId field;
  double at_least;  // [unit of the field]
};
inline constexpr MapThreshold kMapThresholds[] = {
#define MAP_THRESHOLD(id, field, at_least, moment) {CercleFieldId::field, at_least},
#include <rows/map_thresholds.def>
#undef MAP_THRESHOLD
};
inline constexpr std::size_t kMapThresholdCount = std::size(kMapThresholds);

}  // namespace palabre
