// Fixed keys of the digest: splitmix64 (Steele, Lea and Flood 2014) from zero. Plain data, shared
// by all instruction paths and by the digest of the inputs.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "sim/tables/sizes.hpp"
#include "sim/tables/tables.hpp"

namespace palabre {

constexpr std::uint64_t splitmix64(std::uint64_t& state) {
  state += 0x9E3779B97F4A7C15ull;
  std::uint64_t z = state;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
  return z ^ (z >> 31);
}

/// Words that a week's state is hashed as, at most: a sum for each cercle field and for each
/// cercle, and the national values.
inline constexpr std::size_t kDigestWords = 32 + kCercleMax + 64;

inline constexpr std::array<std::uint64_t, kDigestWords> kDigestKeys = [] {
  std::array<std::uint64_t, kDigestWords> keys{};
  std::uint64_t state = 0;
  for (std::uint64_t& key : keys) key = splitmix64(state);
  return keys;
}();

}  // namespace palabre
