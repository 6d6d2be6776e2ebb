// Counter-based random numbers: Philox4x32-10 (Salmon, Moraes, Dror and Shaw 2011; the constants
// and known answers of Random123). A draw is a function of what is decided: (seed, replicate, week,
// stream, entity, number), so a decision that draws more numbers changes nothing else.

#pragma once

#include <array>
#include <cstdint>

#include "sim/model/lanes.hpp"

namespace palabre::PALABRE_ISA {

/// What is decided. Append-only, like a file format.
enum class Stream : std::uint32_t {
  france = 1,
  coup_election = 2,
  national_stage = 3,
  leak = 4,
  exchange = 5,
  pact = 6,
  attacks_operations = 7,
  fortune = 8,
  traits = 9,
  ignorance = 10,
  attack_deaths = 11,
  operation_deaths = 12,
  pact_terms = 13,
  convoy = 14,
};

/// Four random words per lane.
struct Words {
  Bits word[4];

  /// Uniform in (0, 1): (word + 1/2) / 2^32, exact.
  PALABRE_INLINE Real uniform(int k) const {
    const Bits mantissa = word[k] | Bits(0x4330000000000000ull);  // 2^52 + word
    return ((real_of_bits(mantissa) - Real(0x1p52)) + Real(0.5)) * Real(0x1p-32);
  }
};

/// Ten rounds of Philox4x32 on each lane; counter and key words in the low halves.
PALABRE_INLINE Words philox(Bits c0, Bits c1, Bits c2, Bits c3, std::uint32_t k0,
                            std::uint32_t k1) {
  for (int round = 0; round < 10; ++round) {
    const Bits p0 = multiply_low_32(Bits(0xD2511F53u), c0);
    const Bits p1 = multiply_low_32(Bits(0xCD9E8D57u), c2);
    c0 = (p1 >> 32) ^ c1 ^ Bits(k0);
    c1 = p1;
    c2 = (p0 >> 32) ^ c3 ^ Bits(k1);
    c3 = p0;
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
  const Bits low = 0xFFFFFFFFu;
  return {{c0 & low, c1 & low, c2 & low, c3 & low}};
}

/// Draws of one block of replicates: the seed and the replicate number of each lane.
struct Dice {
  std::uint32_t key0, key1;
  Bits replicate;

  PALABRE_INLINE Words draw(Stream stream, int week, int entity, Bits number = 0) const {
    return philox(Bits(std::uint32_t(entity) | (std::uint32_t(stream) << 16)),
                  Bits(std::uint32_t(week)), replicate, number, key0, key1);
  }
};

/// Poisson by inversion: the smallest n with u at most the sum of the first n + 1 probabilities.
/// Non-decreasing in the mean at fixed u, so that runs with common random numbers stay coupled.
/// mean in [0, 700]; at most 200.
PALABRE_INLINE Real poisson(const Real& mean, const Real& u) {
  Real probability = exp_minus(mean);
  Real sum = probability;
  Real count = 0.0;
  for (int n = 1; n <= 200; ++n) {
    const Mask more = u > sum;
    if (!any(more)) break;
    // Dividing by a power of two is multiplying, bit for bit, and divisions are what a week waits
    // for.
    const bool exact = (n & (n - 1)) == 0;
    probability *= exact ? mean * Real(1.0 / n) : mean / Real(double(n));
    sum += probability;
    count = select(more, Real(double(n)), count);
  }
  return select(mean > Real(0.0), count, Real(0.0));
}

}  // namespace palabre::PALABRE_ISA
