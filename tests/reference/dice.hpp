// Random numbers of the reference program: its own Philox4x32-10 (Salmon et al. 2011) with the keys
// of MODEL.md 8, a Poisson draw by inversion, and the deaths of an event. One number at a time.

#pragma once

#include <array>
#include <cmath>
#include <cstdint>

namespace palabre::reference {

/// Streams of MODEL.md 14.7, by the number that enters the counter.
enum Stream : std::uint32_t {
  kFrance = 1,
  kCoupElection = 2,
  kStage = 3,
  kLeak = 4,
  kExchange = 5,
  kPact = 6,
  kEvents = 7,
  kFortune = 8,
  kTemper = 9,
  kIgnorance = 10,
  kAttackDeaths = 11,
  kOperationDeaths = 12,
  kTerms = 13,
  kConvoy = 14,
  kYears = 15,
  kMassacre = 16,
  kPolitics = 17,
  kPresence = 18,
};

/// Four uniform numbers, (word + 1/2) / 2^32, of one decision.
struct Draw {
  std::array<double, 4> u;
  double operator[](int k) const { return u[std::size_t(k)]; }
};

class RandomStream {
 public:
  RandomStream(std::uint64_t seed, std::uint32_t replicate)
      : key0_(std::uint32_t(seed)), key1_(std::uint32_t(seed >> 32)), replicate_(replicate) {}

  Draw draw(int week, Stream stream, int entity, std::uint32_t number = 0) const {
    std::uint32_t c[4] = {std::uint32_t(entity) | stream << 16, std::uint32_t(week), replicate_,
                          number};
    std::uint32_t k0 = key0_, k1 = key1_;
    for (int round = 0; round < 10; ++round) {
      const std::uint64_t p0 = std::uint64_t(0xD2511F53u) * c[0];
      const std::uint64_t p1 = std::uint64_t(0xCD9E8D57u) * c[2];
      const std::uint32_t next[4] = {std::uint32_t(p1 >> 32) ^ c[1] ^ k0, std::uint32_t(p1),
                                     std::uint32_t(p0 >> 32) ^ c[3] ^ k1, std::uint32_t(p0)};
      for (int k = 0; k < 4; ++k) c[k] = next[k];
      k0 += 0x9E3779B9u;
      k1 += 0xBB67AE85u;
    }
    Draw d;
    for (std::size_t k = 0; k < 4; ++k) d.u[k] = (c[k] + 0.5) / 4294967296.0;
    return d;
  }

 private:
  std::uint32_t key0_, key1_, replicate_;
};

/// The smallest n with u at most the sum of the first n + 1 Poisson probabilities; at most 200.
inline int poisson(double mean, double u) {
  if (mean <= 0) return 0;
  double p = std::exp(-mean), sum = p;
  int n = 0;
  while (u > sum && n < 200) {
    ++n;
    p *= mean / n;
    sum += p;
  }
  return n;
}

/// Deaths of one counted violent event (MODEL.md 7.11, M_event_sizes).
inline double deaths_of_event(double u) {
  if (u < .38) return 0;
  if (u < .81) {
    const double w = (u - .38) / .43;
    return w < .70 ? 1 : w < .885 ? 2 : w < .965 ? 3 : 4;
  }
  if (u < .90) {
    const double w = (u - .81) / .09;
    return w < .30 ? 5 : w < .55 ? 6 : w < .75 ? 7 : w < .90 ? 8 : 9;
  }
  if (u < .998)
    return std::fmin(std::floor(10 / std::sqrt(std::sqrt(1 - .9984 * (u - .90) / .098))), 49);
  return std::fmin(std::floor(50 / std::sqrt(1 - (1 - 1.0 / 144) * (u - .998) / .002)), 600);
}

}  // namespace palabre::reference
