// Does the generator, on counters as the model makes them (small numbers of entity, week, replicate
// and event), look like chance? Each check would see a generator with too few rounds.

#define PALABRE_ISA portable
#include <gtest/gtest.h>

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <vector>

#include "sim/model/rng.hpp"

namespace palabre::portable {
namespace generator_test {

constexpr std::size_t kWordCount = 4;
using Counter =
    std::array<std::uint32_t, kWordCount>;  // entity and stream, week, replicate, number
using Key = std::array<std::uint32_t, 2>;

/// The words of eight counters; rounds: fewer than ten, to see a check fail.
Words words_of(const std::array<Counter, kLanes>& counters, const Key& key, int rounds = 10) {
  std::array<Bits, kWordCount> c{};
  for (std::size_t k = 0; k < kWordCount; ++k)
    for (int lane = 0; lane < kLanes; ++lane) c[k].set(lane, counters[std::size_t(lane)][k]);
  const auto skipped = std::uint32_t(10 - rounds);
  return philox_rounds(c[0], c[1], c[2], c[3], key[0] - skipped * kPhiloxStep0,
                       key[1] - skipped * kPhiloxStep1, 10 - rounds);
}

/// Counters as they come: cercle by cercle, week by week, eight replicates next to each other.
std::array<Counter, kLanes> counters_of(std::uint32_t k) {
  std::array<Counter, kLanes> out{};
  for (std::uint32_t lane = 0; lane < kLanes; ++lane)
    out[lane] = {k % 50 | 7u << 16, k / 50 % 260, k / 13'000 * kLanes + lane, 0};
  return out;
}

/// How far the worst output bit is from changing in half of the draws when one bit of the counter
/// or of the key does. [standard errors]
double worst_avalanche(int rounds) {
  constexpr std::uint32_t kDraws = 512;
  const auto count = double(kDraws) * kLanes;
  double worst = 0.0;
  for (std::size_t bit = 0; bit < 32 * (kWordCount + 2); ++bit) {
    std::array<std::array<int, 32>, kWordCount> changed{};
    for (std::uint32_t k = 0; k < kDraws; ++k) {
      auto counters = counters_of(k * 101);
      Key key{20220214u, 0u};
      const Words before = words_of(counters, key, rounds);
      if (bit < 32 * kWordCount)
        for (Counter& counter : counters) counter[bit / 32] ^= 1u << bit % 32;
      else
        key[bit / 32 - kWordCount] ^= 1u << bit % 32;
      const Words after = words_of(counters, key, rounds);
      for (std::size_t word = 0; word < kWordCount; ++word)
        for (int lane = 0; lane < kLanes; ++lane)
          for (std::uint32_t x = std::uint32_t(before.word[word][lane] ^ after.word[word][lane]);
               x != 0u; x &= x - 1u)
            ++changed[word][std::size_t(std::countr_zero(x))];
    }
    for (const auto& word : changed)
      for (const int changes : word)
        worst = std::max(worst, std::abs(changes - count / 2) / std::sqrt(count / 4));
  }
  return worst;
}

/// Of 24,576 standard errors of chance one lies beyond 5.2 in two hundred repeats.
TEST(Generator, EveryBitOfCounterAndKeyChangesHalfOfTheBitsOfADraw) {
  EXPECT_LT(worst_avalanche(10), 5.2);
  EXPECT_LT(worst_avalanche(7), 5.2) << "seven rounds would do";
  EXPECT_GT(worst_avalanche(3), 50.0) << "the check would see it";
}

/// The words of so many draws, one after the other in the order that is asked for: a number of the
/// counter runs (0 entity, 1 week, 2 replicate, 3 event), the others stand.
std::vector<double> running(std::size_t which, std::size_t word, int rounds) {
  constexpr std::uint32_t kDraws = 1u << 15;
  std::vector<double> out;
  for (std::uint32_t k = 0; k < kDraws; k += kLanes) {
    std::array<Counter, kLanes> counters{};
    for (std::uint32_t lane = 0; lane < kLanes; ++lane) {
      counters[lane] = {3u | 6u << 16, 20, 5, 0};
      counters[lane][which] += k + lane;
    }
    const Words words = words_of(counters, {20220214u, 0u}, rounds);
    for (int lane = 0; lane < kLanes; ++lane)
      out.push_back(double(std::uint32_t(words.word[word][lane])) / 0x1p32 - 0.5);
  }
  return out;
}

/// The largest correlation of numbers a few draws apart. [standard errors]
double worst_lag(int rounds) {
  constexpr std::size_t kLags = 16;
  double worst = 0.0;
  for (std::size_t which = 0; which < kWordCount; ++which)
    for (std::size_t word = 0; word < kWordCount; ++word) {
      const std::vector<double> u = running(which, word, rounds);
      for (std::size_t lag = 1; lag <= kLags; ++lag) {
        double sum = 0.0;
        for (std::size_t k = lag; k < u.size(); ++k) sum += u[k] * u[k - lag];
        worst = std::max(worst, std::abs(sum) * 12.0 / std::sqrt(double(u.size() - lag)));
      }
    }
  return worst;
}

/// Of 256 standard errors of chance one lies beyond 4.3 in two hundred repeats.
TEST(Generator, NeighboursInEveryNumberOfTheCounterAreUncorrelated) {
  EXPECT_LT(worst_lag(10), 4.3);
  EXPECT_LT(worst_lag(7), 4.3) << "seven rounds would do";
  EXPECT_GT(worst_lag(2), 20.0) << "the check would see it";
}

/// How far the numbers of one key are from falling evenly into 256 boxes, by each word. [standard
/// errors of the sum of squares]
double worst_spread(const Key& key, int rounds) {
  constexpr std::uint32_t kDraws = 4096;
  constexpr double kBoxes = 256.0, kExpected = kDraws * kLanes / kBoxes;
  double worst = 0.0;
  for (std::size_t word = 0; word < kWordCount; ++word) {
    std::array<int, 256> boxes{};
    for (std::uint32_t k = 0; k < kDraws; ++k) {
      const Words words = words_of(counters_of(k), key, rounds);
      for (int lane = 0; lane < kLanes; ++lane) ++boxes[words.word[word][lane] >> 24 & 0xFF];
    }
    double squares = 0.0;
    for (const int box : boxes) squares += (box - kExpected) * (box - kExpected) / kExpected;
    worst = std::max(worst, std::abs(squares - (kBoxes - 1)) / std::sqrt(2 * (kBoxes - 1)));
  }
  return worst;
}

/// Of 64 standard errors of chance one lies beyond 4.2 in two hundred repeats (a sum of squares has
/// a longer tail than the normal law).
TEST(Generator, TheNumbersOfEveryKeyAreSpreadEvenly) {
  for (std::uint32_t seed = 0; seed < 16; ++seed)
    for (const int rounds : {7, 10}) EXPECT_LT(worst_spread({seed, 0}, rounds), 4.2) << seed;
  EXPECT_GT(worst_spread({1, 0}, 1), 20.0) << "the check would see it";
}

}  // namespace generator_test
}  // namespace palabre::portable
