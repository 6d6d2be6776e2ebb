// One SIMD lane per replicate. Submodels are written over Real as if it were a number; branches
// become select(). Only operations that IEEE 754 defines exactly (+ - * / sqrt, comparison) and
// integer ones, in an order fixed by the source: the same bits on every instruction set, width and
// compiler.
//
// A lane holds a Number: single precision, or double where PALABRE_DOUBLE is defined, in builds of
// the tests and benches that hold the one to the other.
//
// This header is compiled once per instruction set, each time in a namespace named after it, so
// that no inline function compiled for one processor is ever linked into code for another.

#pragma once

#include <cstdint>
#include <cstring>

#if defined(__AVX2__) || defined(__SSE2__)
#include <immintrin.h>
#endif

#ifndef PALABRE_ISA
#error "PALABRE_ISA names the instruction set this file is compiled for"
#endif
#define PALABRE_INLINE [[gnu::always_inline]] inline

#include "sim/model/lane_counts.hpp"

namespace palabre::PALABRE_ISA {

/// Replicates advanced at once. The same on every path, so that blocks are cut the same way.
inline constexpr int kLanes = 8;

#ifdef PALABRE_DOUBLE
using Number = double;
typedef std::int64_t NumberMask;
typedef std::uint64_t NumberBits;
#else
using Number = float;
typedef std::int32_t NumberMask;
typedef std::uint32_t NumberBits;
#endif

// Registers of the processor, and how many of them eight lanes of a kind take.
#if defined(__AVX512F__)
inline constexpr int kRegisterBytes = 64;
#elif defined(__AVX2__)
inline constexpr int kRegisterBytes = 32;
#else
inline constexpr int kRegisterBytes = 16;
#endif
constexpr int bytes_of_part(int bytes) { return bytes < kRegisterBytes ? bytes : kRegisterBytes; }
inline constexpr int kRealBytes = bytes_of_part(kLanes * int(sizeof(Number)));
inline constexpr int kParts = kLanes * int(sizeof(Number)) / kRealBytes;
inline constexpr int kPerPart = kLanes / kParts;
inline constexpr int kBitsParts = kLanes * 8 / kRegisterBytes;
inline constexpr int kBitsPerPart = kLanes / kBitsParts;
inline constexpr int kWordBytes = bytes_of_part(kLanes * 4);
inline constexpr int kWordParts = kLanes * 4 / kWordBytes;
inline constexpr int kWordsPerPart = kLanes / kWordParts;

typedef Number NativeReal __attribute__((vector_size(kRealBytes)));
typedef NumberMask NativeMask __attribute__((vector_size(kRealBytes)));
typedef NumberBits NativeRealBits __attribute__((vector_size(kRealBytes)));
typedef std::uint64_t NativeBits __attribute__((vector_size(kRegisterBytes)));
typedef std::uint32_t NativeWord __attribute__((vector_size(kWordBytes)));

/// Unsigned 64-bit integers, one per lane.
struct Bits {
  NativeBits v[kBitsParts];

  Bits() = default;
  PALABRE_INLINE Bits(std::uint64_t x) {
    for (int p = 0; p < kBitsParts; ++p) v[p] = NativeBits{} + x;
  }
  PALABRE_INLINE std::uint64_t operator[](int lane) const {
    return v[lane / kBitsPerPart][lane % kBitsPerPart];
  }
  PALABRE_INLINE void set(int lane, std::uint64_t x) {
    v[lane / kBitsPerPart][lane % kBitsPerPart] = x;
  }
};

/// Unsigned 32-bit integers, one per lane.
struct Word {
  NativeWord v[kWordParts];

  Word() = default;
  PALABRE_INLINE Word(std::uint32_t x) {
    for (int p = 0; p < kWordParts; ++p) v[p] = NativeWord{} + x;
  }
  PALABRE_INLINE std::uint32_t operator[](int lane) const {
    return v[lane / kWordsPerPart][lane % kWordsPerPart];
  }
};

/// A condition per lane. Eight mask bits where the processor has mask registers, else vectors with
/// all bits of a lane set, or none.
#if defined(__AVX512F__)
struct Mask {
  __mmask8 bits;

  Mask() = default;
  PALABRE_INLINE Mask(bool all) : bits(all ? 0xFF : 0) {}
  PALABRE_INLINE bool operator[](int lane) const { return (bits >> lane & 1) != 0; }
  PALABRE_INLINE void set(int lane) { bits = __mmask8(bits | 1u << lane); }
};
#else
struct Mask {
  NativeMask v[kParts];

  Mask() = default;
  PALABRE_INLINE Mask(bool all) {
    for (int p = 0; p < kParts; ++p) v[p] = NativeMask{} - NumberMask(all);
  }
  PALABRE_INLINE bool operator[](int lane) const {
    return v[lane / kPerPart][lane % kPerPart] != 0;
  }
  PALABRE_INLINE void set(int lane) { v[lane / kPerPart][lane % kPerPart] = -1; }
};
#endif

/// A number per lane.
struct Real {
  NativeReal v[kParts];

  Real() = default;
  PALABRE_INLINE Real(float x) { fill(Number(x)); }
  PALABRE_INLINE Real(double x) { fill(Number(x)); }
  PALABRE_INLINE Real(int x) { fill(Number(x)); }
  PALABRE_INLINE double operator[](int lane) const { return v[lane / kPerPart][lane % kPerPart]; }
  PALABRE_INLINE void set(int lane, double x) { v[lane / kPerPart][lane % kPerPart] = Number(x); }
  PALABRE_INLINE void add(int lane, Number x) { v[lane / kPerPart][lane % kPerPart] += x; }

 private:
  PALABRE_INLINE void fill(Number x) {
    for (int p = 0; p < kParts; ++p) v[p] = x - NativeReal{};  // a plain broadcast; -0 stays -0
  }
};

#define PALABRE_BINARY(Type, op, kind, parts)                     \
  PALABRE_INLINE Type operator op(const Type& a, const Type& b) { \
    PALABRE_COUNT(kind);                                          \
    Type r;                                                       \
    for (int p = 0; p < parts; ++p) r.v[p] = a.v[p] op b.v[p];    \
    return r;                                                     \
  }                                                               \
  PALABRE_INLINE Type& operator op##=(Type& a, const Type& b) { return a = a op b; }
PALABRE_BINARY(Real, +, operations, kParts)
PALABRE_BINARY(Real, -, operations, kParts)
PALABRE_BINARY(Real, *, operations, kParts)
PALABRE_BINARY(Real, /, divisions, kParts)
PALABRE_BINARY(Bits, &, operations, kBitsParts)
PALABRE_BINARY(Bits, |, operations, kBitsParts)
PALABRE_BINARY(Bits, ^, operations, kBitsParts)
PALABRE_BINARY(Bits, +, operations, kBitsParts)
PALABRE_BINARY(Bits, -, operations, kBitsParts)
PALABRE_BINARY(Bits, *, operations, kBitsParts)
PALABRE_BINARY(Word, ^, operations, kWordParts)
PALABRE_BINARY(Word, +, operations, kWordParts)
PALABRE_BINARY(Word, -, operations, kWordParts)
PALABRE_BINARY(Word, &, operations, kWordParts)
#undef PALABRE_BINARY

// The processor's name of an operation on a part of a Real.
#if defined(__AVX512F__) && defined(PALABRE_DOUBLE)
typedef __m512d PartReal;
#define PALABRE_REAL(name) _mm512_##name##_pd
#define PALABRE_TO_MASK(name) _mm512_##name##_pd_mask
#elif defined(__AVX512F__) || (defined(__AVX2__) && !defined(PALABRE_DOUBLE))
typedef __m256 PartReal;
#define PALABRE_REAL(name) _mm256_##name##_ps
#define PALABRE_TO_MASK(name) _mm256_##name##_ps_mask
#elif defined(__AVX2__)
typedef __m256d PartReal;
#define PALABRE_REAL(name) _mm256_##name##_pd
#elif defined(__SSE2__) && defined(PALABRE_DOUBLE)
typedef __m128d PartReal;
#define PALABRE_REAL(name) _mm_##name##_pd
#elif defined(__SSE2__)
typedef __m128 PartReal;
#define PALABRE_REAL(name) _mm_##name##_ps
#endif

#if defined(__AVX512F__)
#define PALABRE_COMPARE(op, predicate)                                            \
  PALABRE_INLINE Mask operator op(const Real& a, const Real& b) {                 \
    PALABRE_COUNT(operations);                                                    \
    Mask r;                                                                       \
    r.bits = PALABRE_TO_MASK(cmp)((PartReal)a.v[0], (PartReal)b.v[0], predicate); \
    return r;                                                                     \
  }
#define PALABRE_COMBINE(op)                                       \
  PALABRE_INLINE Mask operator op(const Mask& a, const Mask& b) { \
    PALABRE_COUNT(operations);                                    \
    Mask r;                                                       \
    r.bits = __mmask8(a.bits op b.bits);                          \
    return r;                                                     \
  }
#else
#define PALABRE_COMPARE(op, predicate)                                        \
  PALABRE_INLINE Mask operator op(const Real& a, const Real& b) {             \
    PALABRE_COUNT(operations);                                                \
    Mask r;                                                                   \
    for (int p = 0; p < kParts; ++p) r.v[p] = (NativeMask)(a.v[p] op b.v[p]); \
    return r;                                                                 \
  }
#define PALABRE_COMBINE(op)                                       \
  PALABRE_INLINE Mask operator op(const Mask& a, const Mask& b) { \
    PALABRE_COUNT(operations);                                    \
    Mask r;                                                       \
    for (int p = 0; p < kParts; ++p) r.v[p] = a.v[p] op b.v[p];   \
    return r;                                                     \
  }
#endif
PALABRE_COMPARE(<, _CMP_LT_OQ)
PALABRE_COMPARE(<=, _CMP_LE_OQ)
PALABRE_COMPARE(>, _CMP_GT_OQ)
PALABRE_COMPARE(>=, _CMP_GE_OQ)
PALABRE_COMPARE(==, _CMP_EQ_OQ)
PALABRE_COMPARE(!=, _CMP_NEQ_UQ)
PALABRE_COMBINE(&)
PALABRE_COMBINE(|)
#undef PALABRE_COMPARE
#undef PALABRE_COMBINE

PALABRE_INLINE Mask operator~(const Mask& a) {
  PALABRE_COUNT(operations);
  Mask r;
#if defined(__AVX512F__)
  r.bits = __mmask8(~a.bits);
#else
  for (int p = 0; p < kParts; ++p) r.v[p] = ~a.v[p];
#endif
  return r;
}
PALABRE_INLINE Real operator-(const Real& a) {
  PALABRE_COUNT(operations);
  Real r;
  for (int p = 0; p < kParts; ++p) r.v[p] = -a.v[p];
  return r;
}
PALABRE_INLINE Bits operator>>(const Bits& a, int n) {
  PALABRE_COUNT(operations);
  Bits r;
  for (int p = 0; p < kBitsParts; ++p) r.v[p] = a.v[p] >> n;
  return r;
}
PALABRE_INLINE Bits operator<<(const Bits& a, int n) {
  PALABRE_COUNT(operations);
  Bits r;
  for (int p = 0; p < kBitsParts; ++p) r.v[p] = a.v[p] << n;
  return r;
}
PALABRE_INLINE Word operator>>(const Word& a, int n) {
  PALABRE_COUNT(operations);
  Word r;
  for (int p = 0; p < kWordParts; ++p) r.v[p] = a.v[p] >> n;
  return r;
}
PALABRE_INLINE Word operator<<(const Word& a, int n) {
  PALABRE_COUNT(operations);
  Word r;
  for (int p = 0; p < kWordParts; ++p) r.v[p] = a.v[p] << n;
  return r;
}

/// a where the condition holds, b elsewhere. Both sides are always computed.
PALABRE_INLINE Real select(const Mask& m, const Real& a, const Real& b) {
  PALABRE_COUNT(operations);
  Real r;
#if defined(__AVX512F__)
  r.v[0] = (NativeReal)PALABRE_REAL(mask_blend)(m.bits, (PartReal)b.v[0], (PartReal)a.v[0]);
#else
  for (int p = 0; p < kParts; ++p) {
#if defined(__AVX2__)
    r.v[p] = (NativeReal)PALABRE_REAL(blendv)((PartReal)b.v[p], (PartReal)a.v[p], (PartReal)m.v[p]);
#else
    r.v[p] = m.v[p] ? a.v[p] : b.v[p];
#endif
  }
#endif
  return r;
}
/// x where the condition holds, 0 elsewhere.
PALABRE_INLINE Real where(const Mask& m, const Real& x) {
  PALABRE_COUNT(operations);
  Real r;
#if defined(__AVX512F__)
  r.v[0] = (NativeReal)PALABRE_REAL(maskz_mov)(m.bits, (PartReal)x.v[0]);
#else
  for (int p = 0; p < kParts; ++p) r.v[p] = (NativeReal)((NativeMask)x.v[p] & m.v[p]);
#endif
  return r;
}
/// 1 where the condition holds, 0 elsewhere.
PALABRE_INLINE Real as_real(const Mask& m) { return where(m, Real(1.0)); }
/// True where the flag (0 or 1) is set.
PALABRE_INLINE Mask is_set(const Real& flag) { return flag != Real(0.0); }

/// Bit k set where lane k holds.
PALABRE_INLINE unsigned lanes_of(const Mask& m) {
  PALABRE_COUNT(operations);
#if defined(__AVX512F__)
  return m.bits;
#else
  unsigned bits = 0;
  for (int p = 0; p < kParts; ++p) {
#if defined(__SSE2__)
    const unsigned part = unsigned(PALABRE_REAL(movemask)((PartReal)m.v[p]));
#else
    unsigned part = 0;
    for (int k = 0; k < kPerPart; ++k) part |= unsigned(m.v[p][k] & 1) << k;
#endif
    bits |= part << (p * kPerPart);
  }
  return bits;
#endif
}
PALABRE_INLINE bool any(const Mask& m) {
#if defined(__SSE2__) && !defined(__AVX512F__)
  NativeMask all = m.v[0];
  for (int p = 1; p < kParts; ++p) all = all | m.v[p];
  return PALABRE_REAL(movemask)((PartReal)all) != 0;
#else
  return lanes_of(m) != 0;
#endif
}

/// One more where the condition holds. For counts: they are never -0.
PALABRE_INLINE void count(Real& number, const Mask& when) {
#if defined(__AVX512F__)
  const PartReal n = (PartReal)number.v[0];
  number.v[0] = (NativeReal)PALABRE_REAL(mask_add)(n, when.bits, n, (PartReal)Real(1.0).v[0]);
#else
  number += as_real(when);
#endif
}

/// How many of some numbers each lane reaches.
template <int size>
PALABRE_INLINE Real number_reached(const Real& x, const double (&steps)[size]) {
#if defined(__AVX2__) && !defined(PALABRE_DOUBLE)
  // Whole numbers, of which a comparison is -1 where it holds.
  __m256i reached = _mm256_setzero_si256();
  for (const double step : steps) {
    const __m256 here = _mm256_cmp_ps((__m256)x.v[0], (__m256)Real(step).v[0], _CMP_GE_OQ);
    reached = _mm256_sub_epi32(reached, _mm256_castps_si256(here));
  }
  Real r;
  r.v[0] = (NativeReal)_mm256_cvtepi32_ps(reached);
  return r;
#else
  Real reached = 0.0;
  for (const double step : steps) count(reached, x >= Real(step));
  return reached;
#endif
}

/// The smaller and the larger; b where either is not a number, and where both are equal.
PALABRE_INLINE Real min(const Real& a, const Real& b) {
  PALABRE_COUNT(operations);
  Real r;
#if defined(__AVX512F__)
  r.v[0] = (NativeReal)PALABRE_REAL(maskz_min)(0xFF, (PartReal)a.v[0], (PartReal)b.v[0]);
#elif defined(__AVX2__)
  for (int p = 0; p < kParts; ++p)
    r.v[p] = (NativeReal)PALABRE_REAL(min)((PartReal)a.v[p], (PartReal)b.v[p]);
#else
  for (int p = 0; p < kParts; ++p) r.v[p] = a.v[p] < b.v[p] ? a.v[p] : b.v[p];
#endif
  return r;
}
PALABRE_INLINE Real max(const Real& a, const Real& b) {
  PALABRE_COUNT(operations);
  Real r;
#if defined(__AVX512F__)
  r.v[0] = (NativeReal)PALABRE_REAL(maskz_max)(0xFF, (PartReal)a.v[0], (PartReal)b.v[0]);
#elif defined(__AVX2__)
  for (int p = 0; p < kParts; ++p)
    r.v[p] = (NativeReal)PALABRE_REAL(max)((PartReal)a.v[p], (PartReal)b.v[p]);
#else
  for (int p = 0; p < kParts; ++p) r.v[p] = a.v[p] > b.v[p] ? a.v[p] : b.v[p];
#endif
  return r;
}
/// x, but at least lo and at most hi; what is not a number stays so.
PALABRE_INLINE Real clip(const Real& x, const Real& lo = 0.0, const Real& hi = 1.0) {
  return min(hi, max(lo, x));
}
PALABRE_INLINE Real abs(const Real& x) {
  PALABRE_COUNT(operations);
  constexpr NumberBits kSign = NumberBits(1) << (8 * sizeof(Number) - 1);
  Real r;
  for (int p = 0; p < kParts; ++p)
    r.v[p] = (NativeReal)((NativeRealBits)x.v[p] & NumberBits(~kSign));
  return r;
}

PALABRE_INLINE Real sqrt(const Real& x) {
  PALABRE_COUNT(divisions);
  Real r;
  for (int p = 0; p < kParts; ++p) {
#if defined(__AVX512F__)
    r.v[p] = (NativeReal)PALABRE_REAL(maskz_sqrt)(0xFF, (PartReal)x.v[p]);
#elif defined(__AVX2__)
    r.v[p] = (NativeReal)PALABRE_REAL(sqrt)((PartReal)x.v[p]);
#else
    for (int k = 0; k < kPerPart; ++k) r.v[p][k] = Number(__builtin_sqrt(x.v[p][k]));
#endif
  }
  return r;
}
/// x times 2^k, where k is what the low bits of `magic` hold, modulo the exponent's range.
PALABRE_INLINE Real scaled(const Real& x, const Real& magic) {
  PALABRE_COUNT(operations);
  constexpr int kMantissa = sizeof(Number) == 4 ? 23 : 52;  // [bits]
  Real r;
  for (int p = 0; p < kParts; ++p)
    r.v[p] = (NativeReal)((NativeRealBits)x.v[p] + ((NativeRealBits)magic.v[p] << kMantissa));
  return r;
}

}  // namespace palabre::PALABRE_ISA

#include "sim/model/lane_words.hpp"
