// Sets of the lanes of a block, a bit each.

#pragma once

#include <cstddef>
#include <cstdint>

#include "sim/model/kernel.hpp"

namespace palabre {

inline constexpr std::uint32_t kAllLanes = (1u << kBlockLanes) - 1u;

/// The lanes, 0 to kBlockLanes - 1, of which holds(lane) is true.
template <class Holds>
std::uint32_t lanes_where(const Holds& holds) {
  std::uint32_t lanes = 0;
  for (std::size_t lane = 0; lane < kBlockLanes; ++lane)
    lanes |= std::uint32_t(bool(holds(lane))) << lane;
  return lanes;
}

}  // namespace palabre
