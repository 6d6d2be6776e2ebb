// What the equations need beyond + - * / and sqrt: several inverses with one division, and exp.
// Compiled once per instruction set, like lanes.hpp.

#pragma once

#include "sim/model/lanes.hpp"

namespace palabre::PALABRE_ISA {

/// 1/a, 1/b, ... with one division: they are what a week waits for, and a product costs a twentieth
/// of one. Their product must stay within the range of a Number (1e38 and 1e-38 in single
/// precision); three roundings more than a division.
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

PALABRE_INLINE Inverses5 inverses(const Real& a, const Real& b, const Real& c, const Real& d,
                                  const Real& e) {
  const Real ab = a * b, cd = c * d, abcd = ab * cd;
  const Real all = Real(1.0) / (abcd * e);
  const Real per_abcd = all * e;
  const Real per_ab = per_abcd * cd, per_cd = per_abcd * ab;
  return {per_ab * b, per_ab * a, per_cd * d, per_cd * c, all * abcd};
}

#ifdef PALABRE_DOUBLE

/// exp(r) on |r| <= ln 2 / 2: the Taylor series, its terms above the eighth spread over the lower
/// ones (Chebyshev economisation).
inline constexpr double kExp[9] = {
    1.0000000000000135,   0.9999999999797685,     0.49999999999438166,
    0.1666666689117707,   0.041666667040757055,   0.00833326607266901,
    0.001388880171853215, 0.00019915880580090076, 2.4884474288452294e-05};
inline constexpr double kMagic = 0x1.8p52;  // its sum with a small number is rounded to a whole one
inline constexpr double kLn2High = 0.693147180369123816490, kLn2Low = 1.90821492927058770002e-10;

PALABRE_INLINE Real exp_polynomial(const Real& r) {
  const Real r2 = r * r, r4 = r2 * r2;
  // Estrin's order: short chains, so that several are under way at once.
  const Real low = (Real(kExp[0]) + Real(kExp[1]) * r) + (Real(kExp[2]) + Real(kExp[3]) * r) * r2;
  const Real high = (Real(kExp[4]) + Real(kExp[5]) * r) + (Real(kExp[6]) + Real(kExp[7]) * r) * r2;
  return low + (high + Real(kExp[8]) * r4) * r4;
}

#else

/// exp(r) on |r| <= ln 2 / 2, through the nodes of Chebyshev's seventh polynomial.
inline constexpr float kExp[7] = {1.0f,         1.0000000379f,  0.5000000047f, 0.1666641451f,
                                  0.041666352f, 0.00837521020f, 0.00139412131f};
inline constexpr float kMagic = 0x1.8p23f;  // its sum with a small number is rounded to a whole one
inline constexpr float kLn2High = 0.693359375f, kLn2Low = -2.12194440e-4f;

PALABRE_INLINE Real exp_polynomial(const Real& r) {
  const Real r2 = r * r;
  // Estrin's order: short chains, so that several are under way at once.
  const Real middle = (Real(kExp[2]) + Real(kExp[3]) * r) +
                      ((Real(kExp[4]) + Real(kExp[5]) * r) + Real(kExp[6]) * r2) * r2;
  return Real(kExp[0]) + (Real(kExp[1]) * r + middle * r2);
}

#endif

/// exp(-x): x = -k ln 2 - r, a polynomial in r, exact scaling. In single precision for 0 <= x <=
/// 87, relative error below 1.2e-7, two steps of a uniform number; in double for x <= 700, below
/// 2e-12.
PALABRE_INLINE Real exp_minus(const Real& x) {
  const Real shifted = Real(kMagic) - x * Real(1.4426950408889634);  // k in the low bits
  const Real k = shifted - Real(kMagic);
  return scaled(exp_polynomial((-x - k * Real(kLn2High)) - k * Real(kLn2Low)), shifted);
}

}  // namespace palabre::PALABRE_ISA
