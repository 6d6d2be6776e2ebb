// Counter-based random numbers: Philox4x32-10 (Salmon, Moraes, Dror and Shaw 2011; the constants
// and known answers of Random123). A draw is a function of what is decided: (seed, replicate, week,
// stream, entity, number), so a decision that draws more numbers changes nothing else.

#pragma once

#include <cstdint>

#include "sim/model/lane_math.hpp"

namespace palabre::PALABRE_ISA {

/// What is decided, and what each word of a draw is for. Append-only, like a file format.
enum class Stream : std::uint32_t {
  france = 1,          // nation: [0] order to leave early
  coup_election = 2,   // nation: [0] coup, [1] election held
  national_stage = 3,  // nation: [0] something happens, [1] up or down, [2] public, [3] leak
  leak = 4,            // nation: [0] denied, [1] mission suspended
  exchange = 5,        // nation: [0] exchange of prisoners
  pact = 6,  // cercle: [0] break or attempt, [1] approval or clause, [2] obedience, [3] blockade
  attacks_operations = 7,  // cercle: [0] attacks, [1] operations, [2] cell, [3] its size
  fortune = 8,             // nation: [0] to [2] fortune, [3] tempo of the war
  traits = 9,              // cercle, week 0: [0] to [2] obedience, [3] strength of the katiba
  uncertainty = 10,        // week 0: entities 0 to 7 war constants, 20 valuations, 21 army quality
  attack_deaths = 11,      // cercle and number of the event: [0] counted, [1] deaths, [2] who
  operation_deaths = 12,   // cercle and number of the event: [0] counted, [1] deaths, [2] who
  pact_terms = 13,         // cercle: [0] prisoners, [1] hunters, [2] army post
  convoy = 14,             // cercle: [0] start of a convoy
  years = 15,              // nation: [0] to [2] luck of years
  massacre = 16,           // nation: [0] whether, [1] where, [2] deaths, [3] who
  politics = 17,           // nation: [0] sanctions lifted, [1] accord of 2015 breaks
  presence = 18,           // cercle, week 0: [0] rivals, [1] blockade, [2] cell
};

/// Four random words per lane in its low 32 bits; the high bits are undefined.
struct Words {
  Bits word[4];

  /// Uniform between 0 and 1 (lane_words.hpp).
  PALABRE_INLINE Real uniform(int k) const { return uniform_of(word[k]); }
  PALABRE_INLINE Uniforms2 uniforms(int k, int l) const { return uniforms_of(word[k], word[l]); }
};

inline constexpr std::uint32_t kPhilox0 = 0xD2511F53u, kPhilox1 = 0xCD9E8D57u;
inline constexpr std::uint32_t kPhiloxStep0 = 0x9E3779B9u, kPhiloxStep1 = 0xBB67AE85u;

/// Rounds `from` to 10 of Philox4x32 on each lane; only the low halves of the counters count.
PALABRE_INLINE Words philox_rounds(Bits c0, Bits c1, Bits c2, Bits c3, std::uint32_t k0,
                                   std::uint32_t k1, int from) {
  PALABRE_COUNT_CALL();
  k0 += kPhiloxStep0 * std::uint32_t(from);
  k1 += kPhiloxStep1 * std::uint32_t(from);
#pragma GCC unroll 10
  for (int round = from; round < 10; ++round) {
    const Bits p0 = multiply_low_32(Bits(kPhilox0), c0);
    const Bits p1 = multiply_low_32(Bits(kPhilox1), c2);
    c0 = high_half(p1) ^ (c1 ^ Bits(k0));
    c1 = p1;
    c2 = high_half(p0) ^ (c3 ^ Bits(k1));
    c3 = p0;
    k0 += kPhiloxStep0;
    k1 += kPhiloxStep1;
  }
  return {{c0, c1, c2, c3}};
}
/// All ten rounds.
PALABRE_INLINE Words philox(const Bits& c0, const Bits& c1, const Bits& c2, const Bits& c3,
                            std::uint32_t k0, std::uint32_t k1) {
  return philox_rounds(c0, c1, c2, c3, k0, k1, 0);
}

class RandomStream;

/// What the draws of a stream keep from week to week, for each of so many entities: computed once
/// for a block of replicates.
template <int most>
struct StreamKeys {
  StreamKeys(const RandomStream& random, Stream stream, int entities);

  Bits product[most];                      // of the third round
  std::uint64_t first[most], third[most];  // words that enter the fourth and the third
};

/// The key of a replicate's draws: the seed, and what its number holds above the 32 bits that the
/// counter has room for. Times an odd number, so that the next 2^32 replicates of a seed are not
/// the first of a seed nearby.
constexpr std::uint64_t key_of(std::uint64_t seed, std::uint64_t replicate) {
  return seed ^ ((replicate >> 32) * 0x9E3779B97F4A7C15ull);
}

/// Draws of one block of replicates: the seed and the replicate number of each lane. What a draw
/// shares with the others of its week (two of the ten rounds) is computed once a week.
class RandomStream {
 public:
  RandomStream(std::uint64_t seed, std::uint64_t first_replicate)
      : key0_(std::uint32_t(key_of(seed, first_replicate))),
        key1_(std::uint32_t(key_of(seed, first_replicate) >> 32)),
        first_(std::uint32_t(first_replicate)) {
    Bits replicate;
    for (int lane = 0; lane < kLanes; ++lane)
      replicate.set(lane, std::uint32_t(first_ + std::uint32_t(lane)));
    replicate_ = multiply_low_32(Bits(kPhilox1), replicate);
    begin_week(0);
  }

  PALABRE_INLINE void begin_week(int week) {
    week_ = std::uint32_t(week);
    const Bits c0 = (replicate_ >> 32) ^ Bits(week_ ^ key0_);
    const Bits p0 = multiply_low_32(Bits(kPhilox0), c0);
    high_ = (p0 >> 32) ^ Bits(std::uint32_t(key1_ + kPhiloxStep1));
    low_ = p0;
    low_keyed_ = p0 ^ Bits(std::uint32_t(key1_ + 2 * kPhiloxStep1));
  }
  /// The draw of this week for one stream and entity.
  PALABRE_INLINE Words draw(Stream stream, int entity) const {
    const Scalars s = scalars(stream, entity);
    return philox_rounds(replicate_ ^ Bits(s.own), Bits(s.word1), high_ ^ Bits(s.word2), low_,
                         key0_, key1_, 2);
  }
  /// The same, one round shorter, from what the stream keeps.
  template <int most>
  PALABRE_INLINE Words draw(const StreamKeys<most>& keys, int entity) const {
    const Bits p1 = multiply_low_32(Bits(kPhilox1), high_ ^ Bits(keys.third[entity]));
    const Bits& p0 = keys.product[entity];
    return philox_rounds(high_half(p1) ^ Bits(keys.first[entity]), p1, high_half(p0) ^ low_keyed_,
                         p0, key0_, key1_, 3);
  }
  /// Draws of eight events of this week: entity with stream, lane and number of each.
  PALABRE_INLINE Words draw_events(const Bits& entity, const Bits& lane, const Bits& number) const {
    return philox(entity, Bits(week_), lane + Bits(first_), number, key0_, key1_);
  }

 private:
  template <int most>
  friend struct StreamKeys;

  /// What the first two rounds make of stream and entity, the same in all lanes and weeks.
  struct Scalars {
    std::uint32_t own, word1, word2;
  };
  PALABRE_INLINE Scalars scalars(Stream stream, int entity) const {
    const std::uint64_t p0 =
        std::uint64_t(kPhilox0) * (std::uint32_t(entity) | (std::uint32_t(stream) << 16));
    const std::uint64_t p1 = std::uint64_t(kPhilox1) * std::uint32_t((p0 >> 32) ^ key1_);
    return {std::uint32_t(p1 >> 32) ^ std::uint32_t(key0_ + kPhiloxStep0), std::uint32_t(p1),
            std::uint32_t(p0)};
  }

  std::uint32_t key0_, key1_, first_, week_ = 0;
  Bits replicate_;   // product of the first round
  Bits high_, low_;  // the week's halves of the second
  Bits low_keyed_;   // with the key of the third
};

template <int most>
StreamKeys<most>::StreamKeys(const RandomStream& random, Stream stream, int entities) {
  for (int entity = 0; entity < entities; ++entity) {
    const RandomStream::Scalars s = random.scalars(stream, entity);
    product[entity] = multiply_low_32(Bits(kPhilox0), random.replicate_ ^ Bits(s.own));
    first[entity] = s.word1 ^ std::uint32_t(random.key0_ + 2 * kPhiloxStep0);
    third[entity] = s.word2;
  }
}

/// 1/n for the terms of poisson().
inline constexpr auto kInverse = [] {
  struct {
    Number of[201] = {};
  } inverse;
  for (int n = 1; n <= 200; ++n) inverse.of[n] = Number(1.0 / n);
  return inverse;
}();

/// Poisson by inversion: the smallest n with u at most the sum of the first n + 1 probabilities, or
/// the last that the sum can tell from the one before.
/// Non-decreasing in the mean at fixed u, but for rounding, so that runs with common random numbers
/// stay coupled. mean in [0, 80]; at most 200. In steps, so that several can be taken together.
struct PoissonSearch {
  Real probability, sum, number;  // of n, up to n, and n itself

  /// exp(-m) is at least 1 - m: elsewhere nothing happens, and nothing need be computed.
  PALABRE_INLINE static Mask may_be_some(const Real& mean, const Real& u) {
    return u > Real(1.0) - mean;
  }
  PoissonSearch() = default;
  /// The sum begins at 1 - m at least: a rounding of the exponential decides nothing that
  /// may_be_some() has ruled out, so that a lane's company does not move it.
  PALABRE_INLINE explicit PoissonSearch(const Real& mean)
      : probability(exp_minus(mean)), sum(max(probability, Real(1.0) - mean)), number(0.0) {}

  PALABRE_INLINE Mask goes_on(const Real& u) const { return u > sum; }
  PALABRE_INLINE void step(const Real& mean, const Real& u, int n) {
    count(number, goes_on(u));
    probability *= mean * Real(kInverse.of[n]);
    sum += probability;
  }
  PALABRE_INLINE void first_steps(const Real& mean, const Real& u) {
#pragma GCC unroll 3
    for (int n = 1; n <= kFirstSteps; ++n) step(mean, u, n);
  }
  /// A number close to 1 may lie above all sums that rounding can reach: where one has stopped
  /// growing, the search ends.
  PALABRE_INLINE void finish(const Real& mean, const Real& u) {
    Mask searches = goes_on(u);
    for (int n = kFirstSteps + 1; n <= 200 && any(searches); ++n) {
      const Real before = sum;
      count(number, searches);
      probability *= mean * Real(kInverse.of[n]);
      sum += probability;
      searches = searches & goes_on(u) & (sum > before);
    }
  }

 private:
  static constexpr int kFirstSteps = 3;
};

PALABRE_INLINE Real poisson(const Real& mean, const Real& u) {
  if (!any(PoissonSearch::may_be_some(mean, u))) return 0.0;
  PoissonSearch search(mean);
  search.first_steps(mean, u);
  search.finish(mean, u);
  return search.number;
}

}  // namespace palabre::PALABRE_ISA
