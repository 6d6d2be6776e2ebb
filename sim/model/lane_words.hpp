// Whole words of lanes: 64 and 32 bits, the bits of a Real, numbers made of random words, and lanes
// kept as doubles outside the kernel. The end of lanes.hpp, which includes it.

#pragma once

#include "sim/model/lanes.hpp"

namespace palabre::PALABRE_ISA {

/// The low 32 bits of a times the low 32 bits of b, all 64 bits of the product.
PALABRE_INLINE Bits multiply_low_32(const Bits& a, const Bits& b) {
  PALABRE_COUNT(operations);
  Bits r;
  for (int p = 0; p < kBitsParts; ++p) {
#if defined(__AVX512F__)
    r.v[p] = (NativeBits)_mm512_maskz_mul_epu32(0xFF, (__m512i)a.v[p], (__m512i)b.v[p]);
#elif defined(__AVX2__)
    r.v[p] = (NativeBits)_mm256_mul_epu32((__m256i)a.v[p], (__m256i)b.v[p]);
#elif defined(__SSE2__)
    r.v[p] = (NativeBits)_mm_mul_epu32((__m128i)a.v[p], (__m128i)b.v[p]);
#else
    r.v[p] = (a.v[p] & 0xFFFFFFFFu) * (b.v[p] & 0xFFFFFFFFu);
#endif
  }
  return r;
}

/// The high 32 bits of each lane in its low half; the high half is undefined.
PALABRE_INLINE Bits high_half(const Bits& a) {
  PALABRE_COUNT(operations);
  Bits r;
  for (int p = 0; p < kBitsParts; ++p) {
#if defined(__AVX512F__)
    r.v[p] = (NativeBits)_mm512_maskz_shuffle_epi32(0xFFFF, (__m512i)a.v[p], _MM_PERM_DDBB);
#elif defined(__AVX2__)
    r.v[p] = (NativeBits)_mm256_shuffle_epi32((__m256i)a.v[p], 0xF5);
#else
    r.v[p] = a.v[p] >> 32;
#endif
  }
  return r;
}

/// The low 32 bits of each lane.
PALABRE_INLINE Word low_words(const Bits& a) {
  PALABRE_COUNT(operations);
  Word r;
#if defined(__AVX512F__)
  r.v[0] = (NativeWord)_mm512_maskz_cvtepi64_epi32(0xFF, (__m512i)a.v[0]);
#elif defined(__AVX2__)
  const __m256 mixed = _mm256_shuffle_ps((__m256)a.v[0], (__m256)a.v[1], 0x88);
  r.v[0] = (NativeWord)_mm256_permute4x64_epi64((__m256i)mixed, 0xD8);
#else
  for (int p = 0; p < kWordParts; ++p)
    r.v[p] =
        __builtin_shufflevector((NativeWord)a.v[2 * p], (NativeWord)a.v[2 * p + 1], 0, 2, 4, 6);
#endif
  return r;
}

/// Each word as the low half of a lane, under zeros.
PALABRE_INLINE Bits widened(const Word& a) {
  PALABRE_COUNT(operations);
  Bits r;
#if defined(__AVX512F__)
  r.v[0] = (NativeBits)_mm512_maskz_cvtepu32_epi64(0xFF, (__m256i)a.v[0]);
#elif defined(__AVX2__)
  r.v[0] = (NativeBits)_mm256_cvtepu32_epi64(_mm256_castsi256_si128((__m256i)a.v[0]));
  r.v[1] = (NativeBits)_mm256_cvtepu32_epi64(_mm256_extracti128_si256((__m256i)a.v[0], 1));
#else
  for (int p = 0; p < kWordParts; ++p) {
    const NativeWord none{};
    r.v[2 * p] = (NativeBits)__builtin_shufflevector(a.v[p], none, 0, 4, 1, 5);
    r.v[2 * p + 1] = (NativeBits)__builtin_shufflevector(a.v[p], none, 2, 6, 3, 7);
  }
#endif
  return r;
}
/// Two words a lane as one of 64 bits.
PALABRE_INLINE Bits paired(const Word& low, const Word& high) {
  return widened(low) | (widened(high) << 32);
}

/// The larger, as numbers without a sign.
PALABRE_INLINE Word max(const Word& a, const Word& b) {
  PALABRE_COUNT(operations);
  Word r;
  for (int p = 0; p < kWordParts; ++p) {
#if defined(__AVX2__)
    r.v[p] = (NativeWord)_mm256_max_epu32((__m256i)a.v[p], (__m256i)b.v[p]);
#else
    r.v[p] = a.v[p] > b.v[p] ? a.v[p] : b.v[p];
#endif
  }
  return r;
}
/// Whether the word of every lane is below a bound above 0, as numbers without a sign.
PALABRE_INLINE bool all_below(const Word& a, std::uint32_t bound) {
  const Word larger = max(a, Word(bound - 1)) ^ Word(bound - 1);
#if defined(__AVX2__)
  return _mm256_testz_si256((__m256i)larger.v[0], (__m256i)larger.v[0]) != 0;
#else
  NativeWord rest = larger.v[0];
  for (int p = 1; p < kWordParts; ++p) rest = rest | larger.v[p];
  std::uint64_t halves[2];
  std::memcpy(halves, &rest, sizeof halves);
  return (halves[0] | halves[1]) == 0;
#endif
}

#ifdef PALABRE_DOUBLE

/// The bits of each lane in single precision: what a digest is made of.
PALABRE_INLINE Word word_of(const Real& a) {
  Word r;
  for (int lane = 0; lane < kLanes; ++lane)
    r.v[lane / kWordsPerPart][lane % kWordsPerPart] =
        __builtin_bit_cast(std::uint32_t, float(a[lane]));
  return r;
}
/// Of the low words, uniform in (0, 1): (word + 1/2) / 2^32, exact: the word is laid under the
/// exponent of 2^20.
PALABRE_INLINE Real uniform_of(const Bits& words) {
  PALABRE_COUNT(operations);
  Real r;
  for (int p = 0; p < kParts; ++p)
    r.v[p] = (NativeReal)((words.v[p] & 0xFFFFFFFFull) | 0x4130000000000000ull);
  return r - Real(0x1p20 - 0x1p-33);
}
/// The bits of each lane plus a double.
PALABRE_INLINE Bits double_bits(const Real& a, double plus) {
  PALABRE_COUNT(operations);
  Bits r;
  for (int p = 0; p < kParts; ++p) r.v[p] = (NativeBits)(a.v[p] + plus);
  return r;
}
/// Lanes as doubles in memory.
PALABRE_INLINE void store(const Real& a, double* to) { std::memcpy(to, &a, sizeof a); }

#else

PALABRE_INLINE Word word_of(const Real& a) {
  Word r;
  for (int p = 0; p < kParts; ++p) r.v[p] = (NativeWord)a.v[p];
  return r;
}
/// Of the low words, uniform in [0, 1): the upper 31 bits, rounded to single precision, so that
/// what is small keeps 24 of them, times the number below 2^-31, so that 1 is never reached.
PALABRE_INLINE Real uniform_of(const Bits& words) {
  const Word word = low_words(words);
  PALABRE_COUNT(operations);
  PALABRE_COUNT(operations);
  Real r;
  for (int p = 0; p < kParts; ++p)
    r.v[p] = __builtin_convertvector((NativeMask)(word.v[p] >> 1), NativeReal);
  return r * Real(0x1.fffffep-32f);
}
#if defined(__AVX512F__) || defined(__AVX2__)
typedef double NativeDouble __attribute__((vector_size(kRegisterBytes)));
#else
typedef double NativeDouble __attribute__((vector_size(16)));
typedef float NativePair __attribute__((vector_size(8)));
#endif
/// Lanes as doubles, in so many parts.
PALABRE_INLINE void as_doubles(const Real& a, NativeDouble* to) {
#if defined(__AVX512F__)
  to[0] = (NativeDouble)_mm512_maskz_cvtps_pd(0xFF, (__m256)a.v[0]);
#elif defined(__AVX2__)
  to[0] = (NativeDouble)_mm256_cvtps_pd(_mm256_castps256_ps128((__m256)a.v[0]));
  to[1] = (NativeDouble)_mm256_cvtps_pd(_mm256_extractf128_ps((__m256)a.v[0], 1));
#else
  for (int p = 0; p < kParts; ++p) {
    const NativePair low = __builtin_shufflevector(a.v[p], a.v[p], 0, 1);
    const NativePair high = __builtin_shufflevector(a.v[p], a.v[p], 2, 3);
    to[2 * p] = __builtin_convertvector(low, NativeDouble);
    to[2 * p + 1] = __builtin_convertvector(high, NativeDouble);
  }
#endif
}
/// The bits of each lane plus a double, as a double.
PALABRE_INLINE Bits double_bits(const Real& a, double plus) {
  PALABRE_COUNT(operations);
  NativeDouble wide[kBitsParts];
  as_doubles(a, wide);
  Bits r;
  for (int p = 0; p < kBitsParts; ++p) r.v[p] = (NativeBits)(wide[p] + plus);
  return r;
}
/// Lanes as doubles in memory.
PALABRE_INLINE void store(const Real& a, double* to) {
  NativeDouble wide[kBitsParts];
  as_doubles(a, wide);
  std::memcpy(to, wide, sizeof wide);
}

#endif

/// Two at once, for little more than one where a register has room for both.
struct Uniforms2 {
  Real first, second;
};
PALABRE_INLINE Uniforms2 uniforms_of(const Bits& a, const Bits& b) {
#if defined(__AVX512F__) && !defined(PALABRE_DOUBLE)
  const __m512i low = _mm512_setr_epi32(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
  const __m512i words =
      _mm512_maskz_permutex2var_epi32(0xFFFF, (__m512i)a.v[0], low, (__m512i)b.v[0]);
  const __m512 numbers =
      _mm512_maskz_cvtepi32_ps(0xFFFF, _mm512_maskz_srli_epi32(0xFFFF, words, 1));
  const __m512 both = numbers * _mm512_set1_ps(0x1.fffffep-32f);
  Uniforms2 r;
  r.first.v[0] = (NativeReal)__builtin_shufflevector(both, both, 0, 1, 2, 3, 4, 5, 6, 7);
  r.second.v[0] = (NativeReal)__builtin_shufflevector(both, both, 8, 9, 10, 11, 12, 13, 14, 15);
  return r;
#else
  return {uniform_of(a), uniform_of(b)};
#endif
}

}  // namespace palabre::PALABRE_ISA
