// From lanes to lists and sums: which lanes hold, as a list; one number per lane, as one sum.
// Compiled once per instruction set, like lanes.hpp.

#pragma once

#include "sim/model/lanes.hpp"

namespace palabre::PALABRE_ISA {

/// Eight 32-bit numbers, one per lane.
PALABRE_INLINE Bits widen(const std::uint32_t* from) {
  Word r;
  std::memcpy(&r, from, sizeof r);
  return widened(r);
}

/// The whole part of each lane, where it is from 0 to 65,535; 0 for what is not a number.
PALABRE_INLINE void whole_part(const Real& x, std::uint16_t* to) {
#if defined(__AVX512F__)
#ifdef PALABRE_DOUBLE
  const __m256i whole = _mm512_maskz_cvttpd_epi32(0xFF, (__m512d)x.v[0]);
#else
  const __m256i whole = _mm256_maskz_cvttps_epi32(0xFF, (__m256)x.v[0]);
#endif
  _mm_storeu_si128((__m128i*)to, _mm256_maskz_cvtepi32_epi16(0xFF, whole));
#elif defined(__AVX2__)
#ifdef PALABRE_DOUBLE
  const __m128i low = _mm256_cvttpd_epi32((__m256d)x.v[0]);
  const __m128i high = _mm256_cvttpd_epi32((__m256d)x.v[1]);
#else
  const __m256i whole = _mm256_cvttps_epi32((__m256)x.v[0]);
  const __m128i low = _mm256_castsi256_si128(whole), high = _mm256_extracti128_si256(whole, 1);
#endif
  _mm_storeu_si128((__m128i*)to, _mm_packus_epi32(low, high));
#else
  for (int lane = 0; lane < kLanes; ++lane)
    to[lane] = x[lane] >= 0.0 ? std::uint16_t(x[lane]) : std::uint16_t(0);
#endif
}

/// For each set of lanes its members, in order: kLaneNumbers[set] byte k.
inline constexpr auto kLaneNumbers = [] {
  struct {
    std::uint64_t of[256] = {};
  } table;
  for (unsigned set = 0; set < 256; ++set)
    for (unsigned lane = 0, k = 0; lane < 8; ++lane)
      if ((set >> lane & 1u) != 0u) table.of[set] |= std::uint64_t(lane) << (8 * k++);
  return table;
}();

/// Appends code + lane for each lane of a set; the list has room for eight more. Returns its size.
PALABRE_INLINE int append(std::uint32_t* list, int size, unsigned set, std::uint32_t code) {
#if defined(__AVX2__)
  const __m128i lanes = _mm_cvtsi64_si128((long long)kLaneNumbers.of[set]);
  const __m256i codes = _mm256_add_epi32(_mm256_cvtepu8_epi32(lanes), _mm256_set1_epi32(int(code)));
  _mm256_storeu_si256((__m256i*)(list + size), codes);
#else
  for (int k = 0; k < 8; ++k)
    list[size + k] = code + std::uint32_t(kLaneNumbers.of[set] >> (8 * k) & 0xFF);
#endif
  return size + __builtin_popcount(set);
}

/// Rounds to whole multiples of 2^-bits while it is added: the low bits of x + scale.magic() are
/// the multiple, an offset apart that is the same for all x. For |x| < 2^(51 - bits).
class Scale {
 public:
  explicit constexpr Scale(int bits) : magic_(0x1.8p52 / double(std::int64_t{1} << bits)) {}
  PALABRE_INLINE Bits of(const Real& x) const { return double_bits(x, magic_); }
  /// What `of` adds to the sum of eight.
  PALABRE_INLINE Bits offset() const { return __builtin_bit_cast(std::uint64_t, magic_) << 3; }

 private:
  double magic_;
};

/// The sum over lanes of each of eight numbers, as one number per lane: element k is the sum of
/// x[k]. Whole numbers, so that the order of adding does not matter.
PALABRE_INLINE Bits sums_over_lanes(const Bits* x) {
  Bits r;
#if defined(__AVX512F__)
  const auto pairs = [](const Bits& a, const Bits& b) {
    const __m512i low = _mm512_maskz_unpacklo_epi64(0xFF, (__m512i)a.v[0], (__m512i)b.v[0]);
    const __m512i high = _mm512_maskz_unpackhi_epi64(0xFF, (__m512i)a.v[0], (__m512i)b.v[0]);
    return (__m512i)((NativeBits)low + (NativeBits)high);
  };
  const auto quarters = [](__m512i a, __m512i b) {  // 128-bit quarters 0 1 | 2 3 of a, then of b
    const __m512i even = _mm512_maskz_shuffle_i64x2(0xFF, a, b, 0x88);
    const __m512i odd = _mm512_maskz_shuffle_i64x2(0xFF, a, b, 0xDD);
    return (__m512i)((NativeBits)even + (NativeBits)odd);
  };
  const __m512i left = quarters(pairs(x[0], x[1]), pairs(x[2], x[3]));
  const __m512i right = quarters(pairs(x[4], x[5]), pairs(x[6], x[7]));
  r.v[0] = (NativeBits)quarters(left, right);
#elif defined(__AVX2__)
  for (int p = 0; p < 2; ++p) {
    const auto pairs = [&](int a, int b) {
      const __m256i s = (__m256i)(x[a].v[0] + x[a].v[1]), t = (__m256i)(x[b].v[0] + x[b].v[1]);
      return (NativeBits)_mm256_unpacklo_epi64(s, t) + (NativeBits)_mm256_unpackhi_epi64(s, t);
    };
    const __m256i s = (__m256i)pairs(4 * p, 4 * p + 1), t = (__m256i)pairs(4 * p + 2, 4 * p + 3);
    r.v[p] = (NativeBits)_mm256_permute2x128_si256(s, t, 0x20) +
             (NativeBits)_mm256_permute2x128_si256(s, t, 0x31);
  }
#else
  for (int k = 0; k < kLanes; ++k) {
    std::uint64_t sum = 0;
    for (int lane = 0; lane < kLanes; ++lane) sum += x[k][lane];
    r.set(k, sum);
  }
#endif
  return r;
}

/// The same of eight words, modulo 2^32.
PALABRE_INLINE Word sums_over_lanes(const Word* x) {
  Word r;
#if defined(__AVX2__)
  const auto pairs = [](__m256i a, __m256i b) { return _mm256_hadd_epi32(a, b); };
  const auto both = [&](int k) { return pairs((__m256i)x[k].v[0], (__m256i)x[k + 1].v[0]); };
  const __m256i left = pairs(both(0), both(2)), right = pairs(both(4), both(6));
  r.v[0] = (NativeWord)_mm256_permute2x128_si256(left, right, 0x20) +
           (NativeWord)_mm256_permute2x128_si256(left, right, 0x31);
#else
  for (int k = 0; k < kLanes; ++k) {
    std::uint32_t sum = 0;
    for (int lane = 0; lane < kLanes; ++lane) sum += x[k][lane];
    r.v[k / kWordsPerPart][k % kWordsPerPart] = sum;
  }
#endif
  return r;
}

/// A whole number below 2^23 as a word that is so much too large, the same for all.
inline constexpr float kWholeMagic = 0x1p23f;
inline constexpr std::uint32_t kWholeOffset = 0x4B000000u;
PALABRE_INLINE Word whole_word(const Real& x) { return word_of(x + Real(kWholeMagic)); }

}  // namespace palabre::PALABRE_ISA
