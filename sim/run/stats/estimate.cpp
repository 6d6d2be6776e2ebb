#include "sim/run/stats/estimate.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "sim/run/stats/intervals.hpp"

namespace palabre {
namespace {

constexpr double kCancelled = 1e-12;

bool is_share_unit(Unit unit) {
  return unit == Unit::Share || unit == Unit::ShareOfReplicates || unit == Unit::ShareOfTerritory ||
         unit == Unit::ShareOfIncome;
}

}  // namespace

bool Estimate::excludes_zero() const {
  constexpr std::int64_t kSignTest = 6;  // all of one sign by luck: 2 / 2^6 of samples, below 5 %
  if (has_interval()) return low > 0.0 || high < 0.0;
  return basis == Basis::no_spread && value != 0.0 && runs >= kSignTest;
}

std::int64_t exact(double x) { return std::int64_t(std::llround(x * kExactScale)); }

void StatisticSums::add(const Contribution& c) {
  const Int128 v = exact(c.value), w = exact(c.weight);
  least_ = count_ == 0 ? std::int64_t(v) : std::min(least_, std::int64_t(v));
  most_ = count_ == 0 ? std::int64_t(v) : std::max(most_, std::int64_t(v));
  ++count_;
  value_ += v;
  weight_ += w;
  value2_ += v * v;
  weight2_ += w * w;
  product_ += v * w;
}

StatisticSums& StatisticSums::operator+=(const StatisticSums& other) {
  if (other.count_ > 0) {
    least_ = count_ == 0 ? other.least_ : std::min(least_, other.least_);
    most_ = count_ == 0 ? other.most_ : std::max(most_, other.most_);
  }
  count_ += other.count_;
  value_ += other.value_;
  weight_ += other.weight_;
  value2_ += other.value2_;
  weight2_ += other.weight2_;
  product_ += other.product_;
  return *this;
}

void StatisticSums::exchange(SumsArchive& archive) {
  archive.number(count_, 0, std::numeric_limits<std::int64_t>::max());
  for (Int128* sum : {&value_, &weight_, &value2_, &weight2_, &product_}) archive.number(*sum);
  for (std::int64_t* bound : {&least_, &most_})
    archive.number(*bound, std::numeric_limits<std::int64_t>::min(),
                   std::numeric_limits<std::int64_t>::max());
}

Range range_of(const StatisticSpec& spec, int weeks) {
  const bool is_index =
      spec.unit == Unit::Index || spec.unit == Unit::Sieges || is_share_unit(spec.unit);
  // Trust gained is summed over the run, and no week gains more than all of it.
  if (spec.id == "trust_from_pacts") return {0.0, double(weeks)};
  if (is_index) return {0.0, 1.0};
  if (spec.kind == StatisticKind::Mean && spec.id.starts_with("weeks_in_"))
    return {0.0, double(weeks)};
  return {0.0};
}

void GroupTotal::add(const std::optional<Contribution>& c) {
  if (!c) return;
  value_ += exact(c->value);
  weight_ += exact(c->weight);
  any_ = true;
}

GroupTotal& GroupTotal::operator+=(const GroupTotal& other) {
  value_ += other.value_;
  weight_ += other.weight_;
  any_ = any_ || other.any_;
  return *this;
}

std::optional<Contribution> GroupTotal::get() const {
  if (!any_) return {};
  return Contribution{double(value_) / kExactScale, double(weight_) / kExactScale};
}

void GroupTotal::exchange(SumsArchive& archive) {
  int any = any_ ? 1 : 0;
  archive.number(any, 0, 1);
  any_ = any == 1;
  archive.number(value_);
  archive.number(weight_);
}

Range range_of_groups(StatisticKind kind, const Range& range) {
  return kind == StatisticKind::Share ? Range{0.0, 1.0} : range;
}

std::optional<Estimate> StatisticSums::estimate(StatisticKind kind, const Range& range) const {
  if (count_ == 0) return {};
  if (kind == StatisticKind::Ratio) return ratio(range);
  return kind == StatisticKind::Share ? share() : mean(range);
}

Estimate StatisticSums::share() const {
  return wilson(std::int64_t(value_ / Int128(kExactScale)), count_);
}

Estimate StatisticSums::mean(const Range& range) const {
  const double n = double(count_);
  const double mean = double(value_) / kExactScale / n;
  // n * sum of squares - square of the sum, exact in 128 bits up to about a million replicates
  // of values below 2^20; beyond that the double is close enough.
  const double squares = double(value2_) / (kExactScale * kExactScale);
  const double variance =
      count_ > 1 && least_ < most_ ? (squares - n * mean * mean) / (n - 1) : 0.0;
  return mean_interval(count_, mean, variance, range);
}

std::optional<Estimate> StatisticSums::ratio(const Range& range) const {
  if (weight_ <= 0) return {};
  const double n = double(count_), unit = kExactScale * kExactScale;
  const double ratio = double(value_) / double(weight_);
  const double mean_weight = double(weight_) / kExactScale / n;
  const double residual = double(value2_) / unit - 2 * ratio * double(product_) / unit +
                          ratio * ratio * double(weight2_) / unit;
  // What cancels down to the rounding of a double is a ratio that never varies.
  const bool varies = count_ > 1 && residual > kCancelled * double(value2_) / unit;
  const double variance = varies ? residual / (n - 1) / (mean_weight * mean_weight) : 0.0;
  return mean_interval(count_, ratio, variance, range);
}

std::int64_t events_in(const std::vector<std::int64_t>& lives) {
  return std::accumulate(lives.begin(), lives.end(), std::int64_t{0});
}

std::optional<Estimate> median_of(const std::vector<std::int64_t>& lives, std::int64_t runs) {
  const std::int64_t events = events_in(lives);
  if (events == 0) return {};
  const auto at_rank = [&](double rank) {
    std::int64_t below = 0;
    for (std::size_t weeks = 0; weeks < lives.size(); ++weeks)
      if ((below += lives[weeks]) > std::int64_t(rank)) return double(weeks);
    return double(lives.size());
  };
  if (runs == 1) {
    const double middle = at_rank(double(events) / 2);
    return Estimate{middle, middle, middle, Basis::one_run, 1};
  }
  const double n = double(events), half = 1.96 * std::sqrt(n) / 2;  // binomial ranks around n / 2
  Estimate out{at_rank(n / 2), at_rank(std::max(0.0, n / 2 - half)),
               at_rank(std::min(n - 1, n / 2 + half))};
  // Lives are whole weeks: limits may well meet although events differ.
  const bool same = *std::max_element(lives.begin(), lives.end()) == events;
  if (same) {
    out.basis = events == 1 ? Basis::one_run : Basis::no_spread;
    out.runs = events;
  }
  return out;
}

}  // namespace palabre
