// One SIMD lane per replicate. Submodels are written over Real as if it were a double; branches
// become select(). Only operations that IEEE 754 defines exactly (+ - * / sqrt, comparison) and
// integer ones, in an order fixed by the source: the same bits on every instruction set, width and
// compiler.
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

#if defined(__AVX512F__)
inline constexpr int kNativeBytes = 64;
#elif defined(__AVX2__)
inline constexpr int kNativeBytes = 32;
#else
inline constexpr int kNativeBytes = 16;
#endif
inline constexpr int kParts = kLanes * 8 / kNativeBytes;

typedef double NativeReal __attribute__((vector_size(kNativeBytes)));
typedef std::int64_t NativeMask __attribute__((vector_size(kNativeBytes)));
typedef std::uint64_t NativeBits __attribute__((vector_size(kNativeBytes)));
typedef std::uint32_t NativeHalves __attribute__((vector_size(kNativeBytes)));
inline constexpr int kPerPart = kNativeBytes / 8;

/// Unsigned 64-bit integers, one per lane.
struct Bits {
  NativeBits v[kParts];

  Bits() = default;
  PALABRE_INLINE Bits(std::uint64_t x) {
    for (int p = 0; p < kParts; ++p) v[p] = NativeBits{} + x;
  }
  PALABRE_INLINE std::uint64_t operator[](int lane) const {
    return v[lane / kPerPart][lane % kPerPart];
  }
  PALABRE_INLINE void set(int lane, std::uint64_t x) { v[lane / kPerPart][lane % kPerPart] = x; }
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
    for (int p = 0; p < kParts; ++p) v[p] = NativeMask{} - std::int64_t(all);
  }
  PALABRE_INLINE bool operator[](int lane) const {
    return v[lane / kPerPart][lane % kPerPart] != 0;
  }
  PALABRE_INLINE void set(int lane) { v[lane / kPerPart][lane % kPerPart] = -1; }
};
#endif

/// A double per lane.
struct Real {
  NativeReal v[kParts];

  Real() = default;
  PALABRE_INLINE Real(double x) {
    for (int p = 0; p < kParts; ++p) v[p] = x - NativeReal{};  // a plain broadcast; -0 stays -0
  }
  PALABRE_INLINE double operator[](int lane) const { return v[lane / kPerPart][lane % kPerPart]; }
  PALABRE_INLINE void set(int lane, double x) { v[lane / kPerPart][lane % kPerPart] = x; }
};

#define PALABRE_BINARY(Type, op, kind)                            \
  PALABRE_INLINE Type operator op(const Type& a, const Type& b) { \
    PALABRE_COUNT(kind);                                          \
    Type r;                                                       \
    for (int p = 0; p < kParts; ++p) r.v[p] = a.v[p] op b.v[p];   \
    return r;                                                     \
  }                                                               \
  PALABRE_INLINE Type& operator op##=(Type& a, const Type& b) { return a = a op b; }
PALABRE_BINARY(Real, +, operations)
PALABRE_BINARY(Real, -, operations)
PALABRE_BINARY(Real, *, operations)
PALABRE_BINARY(Real, /, divisions)
PALABRE_BINARY(Bits, &, operations)
PALABRE_BINARY(Bits, |, operations)
PALABRE_BINARY(Bits, ^, operations)
PALABRE_BINARY(Bits, +, operations)
PALABRE_BINARY(Bits, -, operations)
PALABRE_BINARY(Bits, *, operations)
#undef PALABRE_BINARY

#if defined(__AVX512F__)
#define PALABRE_COMPARE(op, predicate)                                        \
  PALABRE_INLINE Mask operator op(const Real& a, const Real& b) {             \
    PALABRE_COUNT(operations);                                                \
    Mask r;                                                                   \
    r.bits = _mm512_cmp_pd_mask((__m512d)a.v[0], (__m512d)b.v[0], predicate); \
    return r;                                                                 \
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
  for (int p = 0; p < kParts; ++p) r.v[p] = a.v[p] >> n;
  return r;
}
PALABRE_INLINE Bits operator<<(const Bits& a, int n) {
  PALABRE_COUNT(operations);
  Bits r;
  for (int p = 0; p < kParts; ++p) r.v[p] = a.v[p] << n;
  return r;
}

/// a where the condition holds, b elsewhere. Both sides are always computed.
PALABRE_INLINE Real select(const Mask& m, const Real& a, const Real& b) {
  PALABRE_COUNT(operations);
  Real r;
#if defined(__AVX512F__)
  r.v[0] = (NativeReal)_mm512_mask_blend_pd(m.bits, (__m512d)b.v[0], (__m512d)a.v[0]);
#else
  for (int p = 0; p < kParts; ++p) {
#if defined(__AVX2__)
    r.v[p] = (NativeReal)_mm256_blendv_pd((__m256d)b.v[p], (__m256d)a.v[p], (__m256d)m.v[p]);
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
  r.v[0] = (NativeReal)_mm512_maskz_mov_pd(m.bits, (__m512d)x.v[0]);
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
#if defined(__AVX2__)
    const unsigned part = unsigned(_mm256_movemask_pd((__m256d)m.v[p]));
#elif defined(__SSE2__)
    const unsigned part = unsigned(_mm_movemask_pd((__m128d)m.v[p]));
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
#if defined(__AVX2__) && !defined(__AVX512F__)
  return _mm256_movemask_pd((__m256d)(m.v[0] | m.v[1])) != 0;
#else
  return lanes_of(m) != 0;
#endif
}

/// One more where the condition holds. For counts: they are never -0.
PALABRE_INLINE void count(Real& number, const Mask& when) {
#if defined(__AVX512F__)
  const __m512d n = (__m512d)number.v[0];
  number.v[0] = (NativeReal)_mm512_mask_add_pd(n, when.bits, n, (__m512d)Real(1.0).v[0]);
#else
  number += as_real(when);
#endif
}

/// Lanes whose highest bit is set.
PALABRE_INLINE Mask highest_bit(const Bits& a) {
  PALABRE_COUNT(operations);
  Mask r;
#if defined(__AVX512F__)
  r.bits = _mm512_movepi64_mask((__m512i)a.v[0]);
#else
  for (int p = 0; p < kParts; ++p) r.v[p] = (NativeMask)a.v[p] < NativeMask{};
#endif
  return r;
}

/// The bits of the doubles, and back.
PALABRE_INLINE Bits bits_of(const Real& a) {
  Bits r;
  for (int p = 0; p < kParts; ++p) r.v[p] = (NativeBits)a.v[p];
  return r;
}
PALABRE_INLINE Real real_of_bits(const Bits& a) {
  Real r;
  for (int p = 0; p < kParts; ++p) r.v[p] = (NativeReal)a.v[p];
  return r;
}

/// The smaller and the larger; b where either is not a number, and where both are equal.
PALABRE_INLINE Real min(const Real& a, const Real& b) {
  PALABRE_COUNT(operations);
  Real r;
#if defined(__AVX512F__)
  r.v[0] = (NativeReal)_mm512_maskz_min_pd(0xFF, (__m512d)a.v[0], (__m512d)b.v[0]);
#elif defined(__AVX2__)
  for (int p = 0; p < kParts; ++p)
    r.v[p] = (NativeReal)_mm256_min_pd((__m256d)a.v[p], (__m256d)b.v[p]);
#else
  for (int p = 0; p < kParts; ++p) r.v[p] = a.v[p] < b.v[p] ? a.v[p] : b.v[p];
#endif
  return r;
}
PALABRE_INLINE Real max(const Real& a, const Real& b) {
  PALABRE_COUNT(operations);
  Real r;
#if defined(__AVX512F__)
  r.v[0] = (NativeReal)_mm512_maskz_max_pd(0xFF, (__m512d)a.v[0], (__m512d)b.v[0]);
#elif defined(__AVX2__)
  for (int p = 0; p < kParts; ++p)
    r.v[p] = (NativeReal)_mm256_max_pd((__m256d)a.v[p], (__m256d)b.v[p]);
#else
  for (int p = 0; p < kParts; ++p) r.v[p] = a.v[p] > b.v[p] ? a.v[p] : b.v[p];
#endif
  return r;
}
/// x, but at least lo and at most hi; what is not a number stays so.
PALABRE_INLINE Real clip(const Real& x, const Real& lo = 0.0, const Real& hi = 1.0) {
  return min(hi, max(lo, x));
}
PALABRE_INLINE Real abs(const Real& x) { return real_of_bits(bits_of(x) & Bits(~(1ull << 63))); }

PALABRE_INLINE Real sqrt(const Real& x) {
  PALABRE_COUNT(divisions);
  Real r;
  for (int p = 0; p < kParts; ++p) {
#if defined(__AVX512F__)
    r.v[p] = (NativeReal)_mm512_maskz_sqrt_pd(0xFF, (__m512d)x.v[p]);
#elif defined(__AVX2__)
    r.v[p] = (NativeReal)_mm256_sqrt_pd((__m256d)x.v[p]);
#else
    for (int k = 0; k < kPerPart; ++k) r.v[p][k] = __builtin_sqrt(x.v[p][k]);
#endif
  }
  return r;
}

/// The larger of each 32 bits, as numbers without a sign.
PALABRE_INLINE Bits max_of_halves(const Bits& a, const Bits& b) {
  PALABRE_COUNT(operations);
  Bits r;
  for (int p = 0; p < kParts; ++p) {
#if defined(__AVX512F__)
    r.v[p] = (NativeBits)_mm512_maskz_max_epu32(0xFFFF, (__m512i)a.v[p], (__m512i)b.v[p]);
#elif defined(__AVX2__)
    r.v[p] = (NativeBits)_mm256_max_epu32((__m256i)a.v[p], (__m256i)b.v[p]);
#else
    const NativeHalves x = (NativeHalves)a.v[p], y = (NativeHalves)b.v[p];
    r.v[p] = (NativeBits)(x > y ? x : y);
#endif
  }
  return r;
}

/// The low 32 bits of a times the low 32 bits of b, all 64 bits of the product.
PALABRE_INLINE Bits multiply_low_32(const Bits& a, const Bits& b) {
  PALABRE_COUNT(operations);
  Bits r;
  for (int p = 0; p < kParts; ++p) {
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

/// The low 32 bits of each lane, under those of another.
PALABRE_INLINE Bits under(const Bits& low, const Bits& high) {
  PALABRE_COUNT(operations);
  Bits r;
  for (int p = 0; p < kParts; ++p) {
#if defined(__AVX512F__)
    r.v[p] = (NativeBits)_mm512_mask_blend_epi32(0xAAAA, (__m512i)low.v[p], (__m512i)high.v[p]);
#elif defined(__AVX2__)
    r.v[p] = (NativeBits)_mm256_blend_epi32((__m256i)low.v[p], (__m256i)high.v[p], 0xAA);
#else
    r.v[p] = (low.v[p] & 0xFFFFFFFFu) | (high.v[p] & 0xFFFFFFFF00000000u);
#endif
  }
  return r;
}

/// The high 32 bits of each lane in its low half; the high half is undefined.
PALABRE_INLINE Bits high_half(const Bits& a) {
  PALABRE_COUNT(operations);
  Bits r;
  for (int p = 0; p < kParts; ++p) {
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

}  // namespace palabre::PALABRE_ISA
