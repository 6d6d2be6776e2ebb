#include "sim/score/rules.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace palabre {
namespace {

/// Chance of a standard normal between a and b, exact far out too.
double normal_between(double a, double b) {
  const double root = std::sqrt(2.0);
  if (a > 0.0) return 0.5 * (std::erfc(a / root) - std::erfc(b / root));
  return 0.5 * (std::erfc(-b / root) - std::erfc(-a / root));
}

/// Chance that a count is `count` when log(1 + x) is normal: its cell reaches half a count to
/// either side, and that of 0 down to everything below.
double chance_of(double count, double mean, double width) {
  const double high = (std::log(count + 1.5) - mean) / width;
  if (count <= 0.0) return 0.5 * std::erfc(-high / std::sqrt(2.0));
  return normal_between((std::log(count + 0.5) - mean) / width, high);
}

}  // namespace

double crps(std::span<const double> sorted, double observed) {
  assert(!sorted.empty());
  const double m = double(sorted.size());
  double distance = 0.0, spread = 0.0;
  for (std::size_t k = 0; k < sorted.size(); ++k) {
    const double off = sorted[k] - observed;
    distance += std::abs(off);
    spread += (2.0 * double(k) + 1.0 - m) * off;
  }
  return std::max(0.0, distance / m - spread / (m * m));
}

double quantile(std::span<const double> sorted, double level) {
  assert(!sorted.empty());
  const double at = level * double(sorted.size() - 1);
  const std::size_t below = std::min(std::size_t(at), sorted.size() - 1);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (at - double(below)) * (sorted[above] - sorted[below]);
}

Band middle_band(std::span<const double> sorted, double share) {
  return {quantile(sorted, 0.5 - share / 2.0), quantile(sorted, 0.5 + share / 2.0)};
}

double log_score(std::span<const double> members, double observed) {
  assert(!members.empty());
  const double m = double(members.size());
  double mean = 0.0, square = 0.0;
  for (const double x : members) mean += std::log(1.0 + x) / m;
  for (const double x : members) square += (std::log(1.0 + x) - mean) * (std::log(1.0 + x) - mean);
  const double deviation = members.size() > 1 ? std::sqrt(square / (m - 1.0)) : 0.0;
  const double width = std::max(kLeastWidth, 1.06 * deviation * std::pow(m, -0.2));
  double chance = 0.0;
  for (const double x : members) chance += chance_of(observed, std::log(1.0 + x), width) / m;
  return -std::log((1.0 - kWideWeight) * chance +
                   kWideWeight * chance_of(observed, mean, kWideWidth));
}

}  // namespace palabre
