// What strangers' files may hold: one row a limit, see limits.def.

#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

namespace palabre {

enum class LimitId : unsigned char {
#define LIMIT(id, ...) id,
#include <rows/limits.def>
#undef LIMIT
};

inline constexpr auto kLimits = std::to_array<std::size_t>({
#define LIMIT(id, number, ...) number,
#include <rows/limits.def>
#undef LIMIT
});

/// The number of a row, in the row's own unit.
constexpr std::size_t limit(LimitId id) { return kLimits[std::size_t(id)]; }

}  // namespace palabre
