// How many runs say yes to the questions behind the hatching of the map.

#include "sim/tables/map_tests.hpp"

#include "sim/model/submodels.hpp"

namespace palabre::PALABRE_ISA {
namespace {

void count(const Block& b, const Field& values, double at_least, std::int64_t* sums) {
  for (int i = 0; i < b.model.cercle_count; ++i)
    sums[i] += b.weight * __builtin_popcount(lanes_of(b.counted & (values[i] >= Real(at_least))));
}

}  // namespace

void count_map_tests(const Block& b, std::int64_t* tests, int week, Taken now) {
  const std::size_t cercles = std::size_t(b.model.cercle_count);
  const std::size_t of_week = std::size_t(week) * cercles;
  const std::size_t of_test = std::size_t(b.model.weeks) * cercles;
#define MAP_TEST(id, field, at_least, moment) \
  if (now == Taken::moment)                   \
    count(b, b.at.field, at_least, tests + std::size_t(MapTestId::id) * of_test + of_week);
#include <rows/map_tests.def>
#undef MAP_TEST
}

}  // namespace palabre::PALABRE_ISA
