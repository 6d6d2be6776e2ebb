#include "sim/run/stats/intervals.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "sim/platform/numbers.hpp"

namespace palabre {
namespace {

/// Continued fraction of the incomplete beta function (Lentz's method).
double beta_fraction(double a, double b, double x) {
  constexpr int kTerms = 300;
  constexpr double kSmall = 1e-300, kSettled = 1e-14;
  double c = 1.0, d = 1.0 - (a + b) * x / (a + 1.0);
  d = 1.0 / (std::abs(d) < kSmall ? kSmall : d);
  double h = d;
  for (int m = 1; m <= kTerms; ++m) {
    const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    for (const double term : {even, odd}) {
      d = 1.0 + term * d;
      c = 1.0 + term / c;
      d = 1.0 / (std::abs(d) < kSmall ? kSmall : d);
      c = std::abs(c) < kSmall ? kSmall : c;
      h *= d * c;
    }
    if (std::abs(d * c - 1.0) < kSettled) break;
  }
  return h;
}

/// exp(x) with + - * / and exact scaling alone, so that an interval has the same digits on every
/// processor; x cut to +-600.
double steady_exp(double x) {
  constexpr double kLn2High = 0x1.62e42fee00000p-1, kLn2Low = 0x1.a39ef35793c76p-33;
  constexpr int kTerms = 14;
  x = std::clamp(x, -600.0, 600.0);
  const double k = std::floor(x / (kLn2High + kLn2Low) + 0.5);
  const double r = (x - k * kLn2High) - k * kLn2Low;
  double sum = 1.0;
  for (int term = kTerms; term > 0; --term) sum = 1.0 + sum * r / term;
  return std::ldexp(sum, int(k));
}

}  // namespace

double beta_below(double x, double a, double b) {
  assert(a > 0.0 && b > 0.0);
  if (x <= 0.0) return 0.0;
  if (x >= 1.0) return 1.0;
  const double front = std::exp(platform::log_gamma(a + b) - platform::log_gamma(a) -
                                platform::log_gamma(b) + a * std::log(x) + b * std::log1p(-x));
  const double below = x < (a + 1.0) / (a + b + 2.0)
                           ? front * beta_fraction(a, b, x) / a
                           : 1.0 - front * beta_fraction(b, a, 1.0 - x) / b;
  return std::clamp(below, 0.0, 1.0);
}

double beta_quantile(double share, double a, double b, double precision) {
  double low = 0.0, high = 1.0;
  while (high - low > precision) {
    const double middle = (low + high) / 2;
    (beta_below(middle, a, b) < share ? low : high) = middle;
  }
  return (low + high) / 2;
}

Estimate wilson(std::int64_t count, std::int64_t n) {
  assert(n > 0 && count >= 0 && count <= n);
  const double total = double(n);
  const double share = double(count) / total;
  if (n == 1) return {share, share, share, Basis::one_run, 1};
  const double z2 = kNormal975 * kNormal975;
  const double centre = (share + z2 / (2 * total)) / (1 + z2 / total);
  const double half = kNormal975 / (1 + z2 / total) *
                      std::sqrt(share * (1 - share) / total + z2 / (4 * total * total));
  return {share, count == 0 ? 0.0 : std::max(0.0, centre - half),
          count == n ? 1.0 : std::min(1.0, centre + half)};
}

double t_quantile(std::int64_t degrees) {
  assert(degrees > 0);
  if (degrees == 1) return 12.706204736432095;
  if (degrees == 2) return 4.302652729749464;
  // Expansion around the normal point in powers of 1/degrees (Abramowitz and Stegun 26.7.5).
  const double z = kNormal975, n = double(degrees);
  const double z3 = z * z * z, z5 = z3 * z * z, z7 = z5 * z * z, z9 = z7 * z * z;
  const double g1 = (z3 + z) / 4;
  const double g2 = (5 * z5 + 16 * z3 + 3 * z) / 96;
  const double g3 = (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / 384;
  const double g4 = (79 * z9 + 776 * z7 + 1482 * z5 - 1920 * z3 - 945 * z) / 92160;
  double t = z + g1 / n + g2 / (n * n) + g3 / (n * n * n) + g4 / (n * n * n * n);
  if (degrees > 8) return t;
  // Few degrees: the table (two-sided 95 %).
  constexpr double kTable[] = {3.182446305284263, 2.776445105197793, 2.570581835636314,
                               2.446911851144969, 2.364624251592785, 2.306004135204166};
  return kTable[degrees - 3];
}

double differ_at_most(std::int64_t n) {
  assert(n > 0);
  constexpr double kLogTail = -3.6888794541139363;  // ln .025
  return 1.0 - steady_exp(kLogTail / double(n));
}

Estimate mean_interval(std::int64_t n, double mean, double variance, const Range& range) {
  assert(n > 0);
  if (n == 1) return {mean, mean, mean, Basis::one_run, 1};
  const double width = range.high - range.low;
  if (!(variance > 0.0)) {
    Estimate out{mean, mean, mean, Basis::no_spread, n};
    if (std::isfinite(width)) {
      const double p = differ_at_most(n);
      out.low = std::max(range.low, mean - p * (mean - range.low));
      out.high = std::min(range.high, mean + p * (range.high - mean));
    }
    return out;
  }
  const double half = t_quantile(n - 1) * std::sqrt(variance / double(n));
  const double above = mean - range.low, below = range.high - mean;
  if (!std::isfinite(above) || !(above > 0.0) || !(below > 0.0))
    return {mean, std::max(range.low, mean - half), std::min(range.high, mean + half)};
  if (!std::isfinite(width)) {
    const double factor = steady_exp(half / above);
    return {mean, range.low + above / factor, range.low + above * factor};
  }
  const double factor = steady_exp(half * width / (above * below));
  return {mean, range.low + width * above / (above + below * factor),
          range.low + width * above * factor / (above * factor + below)};
}

}  // namespace palabre
