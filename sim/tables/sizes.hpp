// How large a world may be: fixed, so that the state of a block has one layout. Plain numbers, for
// the kernel too.

#pragma once

namespace palabre {

inline constexpr int kCercleMax = 64;
inline constexpr int kRegionMax = 16;
inline constexpr int kNeighboursMax = 16;  // of one cercle

}  // namespace palabre
