// The questions of map_tests.def by name.

#pragma once

#include <iterator>

#include "sim/tables/tables.hpp"

namespace palabre {

enum class MapTestId {
#define MAP_TEST(id, ...) id,
#include <rows/map_tests.def>
#undef MAP_TEST
};

struct MapTest {
  CercleFieldId field;
  double at_least;  // [unit of the field]
};
inline constexpr MapTest kMapTests[] = {
#define MAP_TEST(id, field, at_least, moment) {CercleFieldId::field, at_least},
#include <rows/map_tests.def>
#undef MAP_TEST
};
inline constexpr std::size_t kMapTestCount = std::size(kMapTests);

}  // namespace palabre
