#include "sim/run/stats/group_ranges.hpp"

#include <algorithm>
#include <bit>

#include "sim/run/stats/intervals.hpp"

namespace palabre {
namespace {

constexpr double kStagesPrecision = 1e-4;  // of ranges that are drawn: a fraction of a pixel

constexpr double kOutcomesPrecision = 1e-11;
constexpr std::ptrdiff_t kWeeksAround = 13;  // to either side

/// Mean squares between groups and within them: of the drawn, of the set, and of their products.
struct MeanSquares {
  double between = 0.0, within = 0.0;

  MeanSquares& operator+=(const MeanSquares& other) {
    between += other.between;
    within += other.within;
    return *this;
  }
};
struct Variances {
  MeanSquares drawn, set, products;

  Variances& operator+=(const Variances& other) {
    drawn += other.drawn;
    set += other.set;
    products += other.products;
    return *this;
  }
};
/// Of r groups of m yes and no each: `a` and `b` with a yes, `both` with two, and the sum over
/// groups of the one number by the other.
MeanSquares mean_squares(double a, double b, double both, double products, double r, double m) {
  return {(products / m - a * b / (r * m)) / (r - 1.0), (both - products / m) / (r * (m - 1.0))};
}
Variances variances_of(const GroupSums& sums, int size) {
  const double r = double(sums.groups), m = double(size);
  const double drawn = double(sums.counts.drawn), set = double(sums.counts.set);
  return {mean_squares(drawn, drawn, drawn, double(sums.squares), r, m),
          mean_squares(set, set, set, double(sums.set_squares), r, m),
          mean_squares(drawn, set, double(sums.counts.both), double(sums.products), r, m)};
}
/// Of the drawn less what the random numbers of the set explain of them within groups.
MeanSquares adjusted(const Variances& v) {
  const double slope = v.set.within > 0.0 ? v.products.within / v.set.within : 0.0;
  const auto less = [slope](double drawn, double product, double set) {
    return drawn - 2.0 * slope * product + slope * slope * set;
  };
  return {less(v.drawn.between, v.products.between, v.set.between),
          less(v.drawn.within, v.products.within, v.set.within)};
}
double share_of(const GroupSums& sums, int size) {
  return double(sums.counts.drawn) / (double(sums.groups) * double(size));
}
ShareRange range_of(double share, const Variances& v, int size, double precision) {
  const double all = v.drawn.between + (double(size) - 1.0) * v.drawn.within;
  const MeanSquares of_draws = adjusted(v);
  // Correlation in a group. What differs by rounding only does not differ.
  const double excess = of_draws.between - of_draws.within;
  const double alike = excess > 1e-9 * all ? excess / all : 0.0;
  if (!(alike > 0.0) || share <= 0.0 || share >= 1.0) return {share, share};
  const double spread = 1.0 / std::min(alike, 0.99) - 1.0;
  const double a = share * spread, b = (1.0 - share) * spread;
  return {beta_quantile(0.05, a, b, precision), beta_quantile(0.95, a, b, precision)};
}

}  // namespace

GroupCounts count_lanes(std::uint32_t drawn, std::uint32_t set) {
  return {std::popcount(drawn), std::popcount(set), std::popcount(drawn & set)};
}

void GroupSums::add(const GroupCounts& group) {
  ++groups;
  counts.drawn += group.drawn;
  counts.set += group.set;
  counts.both += group.both;
  squares += group.drawn * group.drawn;
  set_squares += group.set * group.set;
  products += group.drawn * group.set;
}

GroupSums& GroupSums::operator+=(const GroupSums& other) {
  groups += other.groups;
  counts.drawn += other.counts.drawn;
  counts.set += other.counts.set;
  counts.both += other.counts.both;
  squares += other.squares;
  set_squares += other.set_squares;
  products += other.products;
  return *this;
}

std::optional<ShareRange> share_range(const GroupSums& sums, int size) {
  if (sums.groups < 2 || size < 2) return {};
  return range_of(share_of(sums, size), variances_of(sums, size), size, kOutcomesPrecision);
}

std::vector<ShareRange> share_ranges(std::span<const GroupSums> weeks, int size) {
  std::vector<ShareRange> out;
  if (size < 2) return out;
  for (const GroupSums& sums : weeks)
    if (sums.groups < 2) return out;
  const auto count = std::ssize(weeks);
  for (std::ptrdiff_t week = 0; week < count; ++week) {
    Variances around;
    for (std::ptrdiff_t k = std::max<std::ptrdiff_t>(week - kWeeksAround, 0);
         k <= std::min(week + kWeeksAround, count - 1); ++k)
      around += variances_of(weeks[std::size_t(k)], size);
    out.push_back(
        range_of(share_of(weeks[std::size_t(week)], size), around, size, kStagesPrecision));
  }
  return out;
}

}  // namespace palabre
