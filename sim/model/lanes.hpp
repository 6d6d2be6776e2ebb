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

#define PALABRE_BINARY(Type, op)                                  \
  PALABRE_INLINE Type operator op(const Type& a, const Type& b) { \
    Type r;                                                       \
    for (int p = 0; p < kParts; ++p) r.v[p] = a.v[p] op b.v[p];   \
    return r;                                                     \
  }                                                               \
  PALABRE_INLINE Type& operator op##=(Type& a, const Type& b) { return a = a op b; }
PALABRE_BINARY(Real, +)
PALABRE_BINARY(Real, -)
PALABRE_BINARY(Real, *)
PALABRE_BINARY(Real, /)
PALABRE_BINARY(Bits, &)
PALABRE_BINARY(Bits, |)
PALABRE_BINARY(Bits, ^)
PALABRE_BINARY(Bits, +)
PALABRE_BINARY(Bits, -)
PALABRE_BINARY(Bits, *)
#undef PALABRE_BINARY

#if defined(__AVX512F__)
#define PALABRE_COMPARE(op, predicate)                                        \
  PALABRE_INLINE Mask operator op(const Real& a, const Real& b) {             \
    Mask r;                                                                   \
    r.bits = _mm512_cmp_pd_mask((__m512d)a.v[0], (__m512d)b.v[0], predicate); \
    return r;                                                                 \
  }
#define PALABRE_COMBINE(op)                                       \
  PALABRE_INLINE Mask operator op(const Mask& a, const Mask& b) { \
    Mask r;                                                       \
    r.bits = __mmask8(a.bits op b.bits);                          \
    return r;                                                     \
  }
#else
#define PALABRE_COMPARE(op, predicate)                                        \
  PALABRE_INLINE Mask operator op(const Real& a, const Real& b) {             \
    Mask r;                                                                   \
    for (int p = 0; p < kParts; ++p) r.v[p] = (NativeMask)(a.v[p] op b.v[p]); \
    return r;                                                                 \
  }
#define PALABRE_COMBINE(op)                                       \
  PALABRE_INLINE Mask operator op(const Mask& a, const Mask& b) { \
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
  Mask r;
#if defined(__AVX512F__)
  r.bits = __mmask8(~a.bits);
#else
  for (int p = 0; p < kParts; ++p) r.v[p] = ~a.v[p];
#endif
  return r;
}
PALABRE_INLINE Real operator-(const Real& a) {
  Real r;
  for (int p = 0; p < kParts; ++p) r.v[p] = -a.v[p];
  return r;
}
PALABRE_INLINE Bits operator>>(const Bits& a, int n) {
  Bits r;
  for (int p = 0; p < kParts; ++p) r.v[p] = a.v[p] >> n;
  return r;
}
PALABRE_INLINE Bits operator<<(const Bits& a, int n) {
  Bits r;
  for (int p = 0; p < kParts; ++p) r.v[p] = a.v[p] << n;
  return r;
}

/// a where the condition holds, b elsewhere. Both sides are always computed.
PALABRE_INLINE Real select(const Mask& m, const Real& a, const Real& b) {
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
PALABRE_INLINE bool any(const Mask& m) { return lanes_of(m) != 0; }

/// Lanes whose highest bit is set.
PALABRE_INLINE Mask highest_bit(const Bits& a) {
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

/// 1/a, 1/b, ... with one division: they are what a week waits for, and a product costs a twentieth
/// of one. Each at most 1e90 and at least 1e-90 in size; three roundings more than a division.
struct Inverses2 {
  Real a, b;
};
struct Inverses3 {
  Real a, b, c;
};
struct Inverses4 {
  Real a, b, c, d;
};
struct Inverses5 {
  Real a, b, c, d, e;
};
PALABRE_INLINE Inverses2 inverses(const Real& a, const Real& b) {
  const Real all = Real(1.0) / (a * b);
  return {all * b, all * a};
}
PALABRE_INLINE Inverses3 inverses(const Real& a, const Real& b, const Real& c) {
  const Real ab = a * b;
  const Real all = Real(1.0) / (ab * c);
  const Real per_ab = all * c;
  return {per_ab * b, per_ab * a, all * ab};
}
PALABRE_INLINE Inverses4 inverses(const Real& a, const Real& b, const Real& c, const Real& d) {
  const Real ab = a * b, cd = c * d;
  const Real all = Real(1.0) / (ab * cd);
  const Real per_ab = all * cd, per_cd = all * ab;
  return {per_ab * b, per_ab * a, per_cd * d, per_cd * c};
}

PALABRE_INLINE Real sqrt(const Real& x) {
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

/// Largest whole number at most x, for |x| < 2^51, by adding and taking away 1.5 * 2^52.
PALABRE_INLINE Real floor(const Real& x) {
  const Real magic = 0x1.8p52;
  const Real nearest = (x + magic) - magic;
  return select(nearest > x, nearest - Real(1.0), nearest);
}

/// The low 32 bits of a times the low 32 bits of b, all 64 bits of the product.
PALABRE_INLINE Bits multiply_low_32(const Bits& a, const Bits& b) {
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

PALABRE_INLINE Inverses5 inverses(const Real& a, const Real& b, const Real& c, const Real& d,
                                  const Real& e) {
  const Real ab = a * b, cd = c * d, abcd = ab * cd;
  const Real all = Real(1.0) / (abcd * e);
  const Real per_abcd = all * e;
  const Real per_ab = per_abcd * cd, per_cd = per_abcd * ab;
  return {per_ab * b, per_ab * a, per_cd * d, per_cd * c, all * abcd};
}

/// Eight 32-bit numbers, one per lane.
PALABRE_INLINE Bits widen(const std::uint32_t* from) {
  Bits r;
#if defined(__AVX512F__)
  r.v[0] = (NativeBits)_mm512_maskz_cvtepu32_epi64(0xFF, _mm256_loadu_si256((const __m256i*)from));
#elif defined(__AVX2__)
  for (int p = 0; p < kParts; ++p)
    r.v[p] = (NativeBits)_mm256_cvtepu32_epi64(_mm_loadu_si128((const __m128i*)(from + 4 * p)));
#else
  for (int lane = 0; lane < kLanes; ++lane) r.set(lane, from[lane]);
#endif
  return r;
}

/// The low 16 bits of each lane.
PALABRE_INLINE void narrow(const Bits& x, std::uint16_t* to) {
#if defined(__AVX512F__)
  _mm_storeu_si128((__m128i*)to, _mm512_maskz_cvtepi64_epi16(0xFF, (__m512i)x.v[0]));
#else
  for (int lane = 0; lane < kLanes; ++lane) to[lane] = std::uint16_t(x[lane]);
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

/// exp(r) on |r| <= ln 2 / 2: the Taylor series, its terms above the eighth spread over the lower
/// ones (Chebyshev economisation).
inline constexpr double kExp[9] = {
    1.0000000000000135,   0.9999999999797685,     0.49999999999438166,
    0.1666666689117707,   0.041666667040757055,   0.00833326607266901,
    0.001388880171853215, 0.00019915880580090076, 2.4884474288452294e-05};

/// exp(-x) for 0 <= x <= 700: x = -k ln 2 - r, a polynomial in r, exact scaling. Relative error
/// below 2e-12, a hundredth of the step of a uniform number.
PALABRE_INLINE Real exp_minus(const Real& x) {
  const Real magic = 0x1.8p52;
  const Real shifted = magic - x * Real(1.4426950408889634);  // k in the low bits
  const Real k = shifted - magic;
  const Real r = (-x - k * Real(0.693147180369123816490)) - k * Real(1.90821492927058770002e-10);
  const Real r2 = r * r, r4 = r2 * r2;
  // Estrin's order: short chains, so that several are under way at once.
  const Real low = (Real(kExp[0]) + Real(kExp[1]) * r) + (Real(kExp[2]) + Real(kExp[3]) * r) * r2;
  const Real high = (Real(kExp[4]) + Real(kExp[5]) * r) + (Real(kExp[6]) + Real(kExp[7]) * r) * r2;
  const Real p = low + (high + Real(kExp[8]) * r4) * r4;
  // k modulo 2^12, in the exponent's place
  return real_of_bits(bits_of(p) + (bits_of(shifted) << 52));
}

}  // namespace palabre::PALABRE_ISA
