#include "sim/run/intervals.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace palabre {

Estimate wilson(std::int64_t count, std::int64_t n) {
  assert(n > 0 && count >= 0 && count <= n);
  const double total = double(n);
  const double share = double(count) / total;
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

Estimate mean_interval(std::int64_t n, double mean, double variance) {
  assert(n > 0);
  if (n == 1) return {mean, mean, mean};
  const double half = t_quantile(n - 1) * std::sqrt(std::max(0.0, variance) / double(n));
  return {mean, mean - half, mean + half};
}

}  // namespace palabre
