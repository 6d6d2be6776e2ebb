// Every string of the program by name. Apart from tables.hpp, so that another string rebuilds only
// what says something.

#pragma once

#include "sim/tables/tables.hpp"

namespace palabre {

enum class TextId : std::uint16_t {
#define TEXT(id, ...) id,
#include <rows/text.def>
#undef TEXT
};

}  // namespace palabre
