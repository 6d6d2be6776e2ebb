#include "sim/run/stats/paired.hpp"

#include <algorithm>
#include <cmath>

#include "sim/model/hash.hpp"
#include "sim/run/stats/intervals.hpp"

namespace palabre {

Estimate share_difference(std::int64_t pairs, std::int64_t first, std::int64_t second) {
  const double n = double(pairs);
  const double difference = double(second - first) / n;
  if (pairs == 1) return {difference, difference, difference, Basis::one_run, 1};
  if (first + second == 0) {
    const double most = differ_at_most(pairs);
    return {0.0, -most, most, Basis::no_spread, pairs};
  }
  const double only_a = (double(first) + 1) / (n + 2), only_b = (double(second) + 1) / (n + 2);
  const double middle = only_b - only_a;
  const double half = kNormal975 * std::sqrt((only_a + only_b - middle * middle) / (n + 2));
  return {difference, std::clamp(middle - half, -1.0, difference),
          std::clamp(middle + half, difference, 1.0)};
}

// --- sums ----------------------------------------------------------------------------------------

void PairedSums::add(const std::optional<Contribution>& a, const std::optional<Contribution>& b) {
  if (a) a_.add(*a);
  if (b) b_.add(*b);
  const Contribution none{0.0, 0.0};
  const Contribution& x = a ? *a : none;
  const Contribution& y = b ? *b : none;
  const Int128 v = exact(x.value), w = exact(x.weight);
  const std::array<Int128, 4> row{exact(y.value) - v, exact(y.weight) - w, v, w};
  ++pairs_;
  if (row[0] != 0 || row[1] != 0 || a.has_value() != b.has_value()) ++differing_;
  for (std::size_t i = 0; i < row.size(); ++i) {
    sums_[i] += row[i];
    for (std::size_t j = 0; j <= i; ++j) products_[i][j] += row[i] * row[j];
  }
}

PairedSums& PairedSums::operator+=(const PairedSums& other) {
  a_ += other.a_;
  b_ += other.b_;
  pairs_ += other.pairs_;
  differing_ += other.differing_;
  for (std::size_t i = 0; i < sums_.size(); ++i) {
    sums_[i] += other.sums_[i];
    for (std::size_t j = 0; j <= i; ++j) products_[i][j] += other.products_[i][j];
  }
  return *this;
}

std::optional<Estimate> PairedSums::difference(StatisticKind kind, const Range& range) const {
  const auto before = a_.estimate(kind), after = b_.estimate(kind);
  if (!before || !after) return {};
  const double width = range.high - range.low;  // the difference lies within -+ this
  if (differing_ == 0) {
    if (pairs_ == 1) return Estimate{0.0, 0.0, 0.0, Basis::one_run, 1};
    const double bound = kind == StatisticKind::Share ? 1.0 : width;
    const double most = std::isfinite(bound) ? differ_at_most(pairs_) * bound : 0.0;
    return Estimate{0.0, -most, most, Basis::no_spread, pairs_};
  }
  if (kind == StatisticKind::Share) {
    // Of values 0 and 1 the sum of the differences is second - first, that of their squares first +
    // second.
    const auto net = std::int64_t(sums_[0] / Int128(kExactScale));
    const auto gross = std::int64_t(products_[0][0] / Int128(kExactScale) / Int128(kExactScale));
    return share_difference(pairs_, (gross - net) / 2, (gross + net) / 2);
  }
  const double n = double(pairs_);
  const double weight_a = double(sums_[3]) / kExactScale / n;
  const double weight_b = double(sums_[3] + sums_[1]) / kExactScale / n;
  const double ratio_a = before->value, ratio_b = after->value;
  // e in terms of (v_b - v_a, w_b - w_a, v_a, w_a)
  const std::array<double, 4> c{1 / weight_b, -ratio_b / weight_b, 1 / weight_b - 1 / weight_a,
                                ratio_a / weight_a - ratio_b / weight_b};
  double squares = 0.0;
  for (std::size_t i = 0; i < c.size(); ++i)
    for (std::size_t j = 0; j <= i; ++j)
      squares += (i == j ? 1 : 2) * c[i] * c[j] * (double(products_[i][j]) / kExactScale);
  squares /= kExactScale;
  const double value = ratio_b - ratio_a;
  const std::int64_t count = std::min(a_.count(), b_.count());
  if (count < 2) return Estimate{value, value, value, Basis::one_run, 1};
  const double half = t_quantile(count - 1) * std::sqrt(std::max(0.0, squares) / (n - 1) / n);
  if (!(half > 0.0)) return Estimate{value, value, value, Basis::no_spread, count};
  return Estimate{value, std::max(-width, value - half), std::min(width, value + half)};
}

// --- medians -------------------------------------------------------------------------------------

PairedMedian::PairedMedian(int weeks)
    : weeks_(std::size_t(weeks)), a_(kGroups * weeks_), b_(kGroups * weeks_) {}

void PairedMedian::add(std::int64_t block, const std::vector<std::int64_t>& a,
                       const std::vector<std::int64_t>& b) {
  const std::size_t from = std::size_t(block) % kGroups * weeks_;
  for (std::size_t week = 0; week < weeks_; ++week) {
    a_[from + week] += a[week];
    b_[from + week] += b[week];
  }
}

PairedMedian& PairedMedian::operator+=(const PairedMedian& other) {
  for (std::size_t i = 0; i < a_.size(); ++i) {
    a_[i] += other.a_[i];
    b_[i] += other.b_[i];
  }
  return *this;
}

std::vector<std::int64_t> PairedMedian::pooled(const std::vector<std::int64_t>& groups) const {
  std::vector<std::int64_t> out(weeks_);
  for (std::size_t i = 0; i < groups.size(); ++i) out[i % weeks_] += groups[i];
  return out;
}

std::int64_t PairedMedian::groups() const {
  std::int64_t filled = 0;
  for (std::size_t group = 0; group < kGroups; ++group) {
    const auto has = [&](const std::vector<std::int64_t>& lives) {
      const auto from = lives.begin() + std::ptrdiff_t(group * weeks_);
      return std::any_of(from, from + std::ptrdiff_t(weeks_), [](auto n) { return n > 0; });
    };
    filled += has(a_) && has(b_) ? 1 : 0;
  }
  return filled;
}

std::vector<double> PairedMedian::resampled() const {
  constexpr std::uint64_t kSamples = 999;
  std::vector<std::size_t> filled;  // groups that hold any replicate's events
  for (std::size_t group = 0; group < kGroups; ++group)
    for (std::size_t week = 0; week < weeks_; ++week)
      if (a_[group * weeks_ + week] + b_[group * weeks_ + week] > 0) {
        filled.push_back(group);
        break;
      }
  std::vector<double> out;
  std::vector<std::int64_t> lives_a(weeks_), lives_b(weeks_);
  for (std::uint64_t sample = 0; sample < kSamples; ++sample) {
    std::fill(lives_a.begin(), lives_a.end(), 0);
    std::fill(lives_b.begin(), lives_b.end(), 0);
    for (std::size_t k = 0; k < filled.size(); ++k) {
      const std::uint64_t draw = mixed({sample, k}, sample * kGroups + k).high;
      const std::size_t from = filled[draw % filled.size()] * weeks_;
      for (std::size_t week = 0; week < weeks_; ++week) {
        lives_a[week] += a_[from + week];
        lives_b[week] += b_[from + week];
      }
    }
    const auto before = median_of(lives_a), after = median_of(lives_b);
    if (before && after) out.push_back(after->value - before->value);
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::optional<Estimate> PairedMedian::difference() const {
  const auto before = median_of(lives_a()), after = median_of(lives_b());
  if (!before || !after) return {};
  if (a_ == b_) return Estimate{0.0, 0.0, 0.0, Basis::no_spread, groups()};
  const double value = after->value - before->value;
  const std::vector<double> samples = resampled();
  if (samples.empty()) return Estimate{value, value, value};
  const auto at = [&](double level) {
    return samples[std::size_t(level * double(samples.size()))];
  };
  return Estimate{value, std::min(value, at(0.025)), std::max(value, at(0.975))};
}

}  // namespace palabre
