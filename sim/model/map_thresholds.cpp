// How many runs say yes to the questions behind the hatching of the map.

#include "sim/tables/map_thresholds.hpp"

#include "sim/model/submodels.hpp"

namespace palabre::PALABRE_ISA {
namespace {

void count(const Block& b, const Field& values, double at_least, std::int64_t* sums) {
  for (int i = 0; i < b.model.cercle_count; ++i)
    sums[i] += b.weight * __builtin_popcount(lanes_of(b.counted & (values[i] >= Real(at_least))));
}

}  // namespace

void count_map_thresholds(const Block& b, std::int64_t* counts, int week, SampleMoment now) {
  const std::size_t cercles = std::size_t(b.model.cercle_count);
  const std::size_t of_week = std::size_t(week) * cercles;
  const std::size_t of_test = std::size_t(b.model.weeks) * cercles;
#define MAP_THRESHOLD(id, field, at_least, moment) \
  if (now == SampleMoment::moment)                 \
    count(b, b.at.field, at_least, counts + std::size_t(MapThresholdId::id) * of_test + of_week);
#include <rows/map_thresholds.def>
#undef MAP_THRESHOLD
}

}  // namespace palabre::PALABRE_ISA
