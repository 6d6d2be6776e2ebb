// A 128-bit hash of the whole state, one lane per replicate, week after week; and the check that
// the state is finite and within its bounds, made while each value is at hand.

#pragma once

#include "sim/model/digest_keys.hpp"
#include "sim/model/state.hpp"

namespace palabre::PALABRE_ISA {

/// Two 64-bit accumulators per lane.
struct StateHash {
  Bits a, b;
};

PALABRE_INLINE void absorb(StateHash& h, const Real& value, int position) {
  const Bits word = bits_of(value + 0.0);  // -0 reads as 0
  const Bits x = word ^ Bits(kDigestKeys[std::size_t(2 * position)]);
  const Bits y = word ^ Bits(kDigestKeys[std::size_t(2 * position + 1)]);
  h.a += multiply_low_32(x, x >> 32) + word;
  h.b += multiply_low_32(y, y >> 32) + (word << 32 | word >> 32);
}

/// End of a week: spreads every bit, so that the order of weeks counts.
PALABRE_INLINE void scramble(StateHash& h) {
  h.a = (h.a ^ (h.a >> 47) ^ (h.b >> 29)) * Bits(0x9E3779B185EBCA87ull);
  h.b = (h.b ^ (h.b >> 43) ^ (h.a >> 31)) * Bits(0xC2B2AE3D27D4EB4Full);
}

/// Hash of the state after a week, and whether each lane is within bounds.
struct WeekDigest {
  StateHash hash;
  Mask sound;
};

/// The cercle fields by cercle id, then the national ones, in the order of outputs.def.
WeekDigest digest_week(const Block& b, const StateHash& before);
/// First variable out of bounds in one lane, in the order of the digest.
LaneFailure find_failure(const Block& b, int lane);

}  // namespace palabre::PALABRE_ISA
