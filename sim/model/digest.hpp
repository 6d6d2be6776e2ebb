// A 128-bit hash of the whole state, one lane per replicate, week after week; and the check that
// the state is finite and within its bounds, made while each value is at hand.

#pragma once

#include "sim/model/digest_keys.hpp"
#include "sim/model/state.hpp"

namespace palabre::PALABRE_ISA {

/// Two 64-bit accumulators per lane. It is made to notice accidents, not forgeries, and to cost
/// little beside the model itself: each week the table of state words of 32 bits (a row for each
/// cercle, a column for each field) is summed down its columns and folded along its rows, and these
/// sums and the national words enter two by two, by keyed products that know their place.
struct StateHash {
  Bits keyed, plain;
};

/// The bits of a value in single precision; -0 reads as 0.
PALABRE_INLINE Word state_word(const Real& value) { return word_of(value + 0.0); }

PALABRE_INLINE void absorb(StateHash& h, const Bits& word, std::uint64_t key) {
  const Bits x = word ^ Bits(key);
  h.keyed += multiply_low_32(x, x >> 32);
  h.plain += word;
}

/// End of a week: spreads every bit, so that the order of weeks counts.
PALABRE_INLINE void scramble(StateHash& h) {
  h.keyed = (h.keyed ^ (h.keyed >> 47) ^ (h.plain >> 29)) * Bits(0x9E3779B185EBCA87ull);
  h.plain = (h.plain ^ (h.plain >> 43) ^ (h.keyed >> 31)) * Bits(0xC2B2AE3D27D4EB4Full);
}

/// Hash of the state after a week, and whether each lane is within bounds.
struct WeekDigest {
  StateHash hash;
  Mask sound;
};

/// Columns in the order of outputs.def, then rows by cercle id, then the national values.
WeekDigest digest_week(const Block& b, const StateHash& before);
/// The second half of it alone: whether each lane is within bounds.
Mask sound_week(const Block& b);
/// First variable out of bounds in one lane, by cercle, then field; then the national ones.
LaneFailure find_failure(const Block& b, int lane);

/// Digests of every value as it stands, [word][lane] (probe.hpp).
void write_probe_digests(const Block& b, std::uint64_t* words);

}  // namespace palabre::PALABRE_ISA
