#include "sim/run/engine/histograms.hpp"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <span>
#include <type_traits>

namespace palabre {
namespace {

/// Many series hardly differ between replicates: eight equal bins are one addition.
void count_eight(std::uint32_t* bins, const std::uint16_t* at) {
  static_assert(kBlockLanes == 8);
  std::uint64_t four[2];
  std::memcpy(four, at, sizeof four);
  if (four[0] == four[1] && four[0] == at[0] * 0x0001000100010001ull) {
    bins[at[0]] += 8;
    return;
  }
  for (std::size_t lane = 0; lane < kBlockLanes; ++lane) ++bins[at[lane]];
}

/// The bins that hold ranks that ascend.
template <class Count>
Histograms::Bins find(std::span<const Count> bins, const Histograms::Ranks& ranks) {
  constexpr std::size_t kLeap = 16;
  Histograms::Bins out{};
  std::size_t bin = 0;
  std::int64_t below = 0;  // in the bins before `bin`
  for (std::size_t k = 0; k < ranks.size(); ++k) {
    while (bin + kLeap <= bins.size()) {
      std::conditional_t<sizeof(Count) == 8, std::uint64_t, std::uint32_t> sum = 0;
      for (std::size_t i = 0; i < kLeap; ++i) sum += bins[bin + i];
      if (below + std::int64_t(sum) > ranks[k]) break;
      below += std::int64_t(sum);
      bin += kLeap;
    }
    while (bin + 1 < bins.size() && below + std::int64_t(bins[bin]) <= ranks[k])
      below += std::int64_t(bins[bin++]);
    out[k] = bin;
  }
  return out;
}

constexpr int kMostBins = std::max({
#define SERIES(id, unit, bins, ...) bins,
#include <rows/outputs.def>
#undef SERIES
});

}  // namespace

Histograms::Histograms(int weeks, std::int64_t most_in_bins)
    : weeks_(std::size_t(weeks)), most_in_bins_(most_in_bins) {
  assert(most_in_bins <= kMostInBins);
  for (const SeriesSpec& spec : series_specs()) {
    offset_.push_back(per_week_);
    per_week_ += std::size_t(spec.bins) + 1;
  }
}

void Histograms::add(const std::uint16_t* bins, std::size_t blocks, std::size_t begin) {
  if (is_spread_ || !keep(bins, blocks)) count(bins, blocks, begin);
}

/// False when they are not few any more.
bool Histograms::keep(const std::uint16_t* bins, std::size_t blocks) {
  const std::scoped_lock lock(few_mutex_);
  if (is_spread_) return false;
  if (few_.size() + blocks * block_size() <= kFewBlocks * block_size()) {
    few_.insert(few_.end(), bins, bins + blocks * block_size());
    return true;
  }
  spread();
  return false;
}

void Histograms::spread() {
  bins_.resize(weeks_ * per_week_);
  count(few_.data(), few_.size() / block_size(), 0);
  few_ = {};
  is_spread_ = true;
}

// Cost: sixty thousand bins a block, ten megabytes of them, so that it is caches
// that are waited for. Sixteen blocks at a time instead of eight were no faster up to 1,000
// replicates.
void Histograms::count(const std::uint16_t* bins, std::size_t blocks, std::size_t begin) {
  if (blocks == 0) return;
  const std::size_t of_week = kSeriesCount * kBlockLanes, of_block = block_size();
  for (std::size_t turn = 0; turn < kStripes; ++turn) {
    const std::size_t stripe = (begin + turn) % kStripes;
    const std::scoped_lock lock(stripes_[stripe]);
    in_bins_[stripe] += std::int64_t(blocks) * kBlockLanes;
    if (in_bins_[stripe] > most_in_bins_) {
      carry(stripe);
      in_bins_[stripe] = std::int64_t(blocks) * kBlockLanes;
    }
    for (std::size_t week = begin_of(stripe); week < begin_of(stripe + 1); ++week)
      for (std::size_t s = 0; s < kSeriesCount; ++s) {
        std::uint32_t* own = &bins_[week * per_week_ + offset_[s]];
        const std::uint16_t* at = bins + week * of_week + s * kBlockLanes;
        // The bins of the next series are on their way while these are counted. (Of the last series
        // none is next: what is asked for then stays unused.)
        const bool more = s + 1 < kSeriesCount;
        const std::uint32_t* next = own + (more ? offset_[s + 1] - offset_[s] : 0);
        const std::size_t ahead = more ? kBlockLanes : 0;
        for (std::size_t block = 0; block < blocks; ++block, at += of_block) {
          count_eight(own, at);
          __builtin_prefetch(next + at[ahead], 1);
          __builtin_prefetch(next + at[ahead + kBlockLanes / 2], 1);
        }
      }
  }
}

void Histograms::carry(std::size_t stripe) {
  const std::size_t from = begin_of(stripe) * per_week_, to = begin_of(stripe + 1) * per_week_;
  std::vector<std::uint64_t>& carried = carried_[stripe];
  carried.resize(to - from);
  for (std::size_t i = from; i < to; ++i) carried[i - from] += bins_[i];
  std::fill(bins_.begin() + std::ptrdiff_t(from), bins_.begin() + std::ptrdiff_t(to), 0u);
  in_bins_[stripe] = 0;
}

std::size_t Histograms::stripe_of(std::size_t week) const {
  std::size_t stripe = 0;
  while (begin_of(stripe + 1) <= week) ++stripe;
  return stripe;
}

Histograms& Histograms::operator+=(const Histograms& other) {
  assert(weeks_ == other.weeks_ && this != &other);
  if (!other.is_spread_) {
    add(other.few_.data(), other.few_.size() / block_size(), 0);
    return *this;
  }
  if (!is_spread_) spread();
  for (std::size_t stripe = 0; stripe < kStripes; ++stripe) {
    if (in_bins_[stripe] + other.in_bins_[stripe] > most_in_bins_) carry(stripe);
    in_bins_[stripe] += other.in_bins_[stripe];
    const std::vector<std::uint64_t>& carried = other.carried_[stripe];
    if (carried.empty()) continue;
    carried_[stripe].resize(carried.size());
    for (std::size_t i = 0; i < carried.size(); ++i) carried_[stripe][i] += carried[i];
  }
  for (std::size_t i = 0; i < bins_.size(); ++i) bins_[i] += other.bins_[i];
  return *this;
}

Histograms::Bins Histograms::bins_at(int week, std::size_t series, const Ranks& ranks) const {
  const std::size_t count = std::size_t(series_specs()[series].bins);
  if (is_spread_ && !carried_[stripe_of(std::size_t(week))].empty()) {
    const std::vector<std::uint64_t> bins = totals(std::size_t(week), series);
    return find<std::uint64_t>(bins, ranks);
  }
  if (is_spread_) {
    const std::uint32_t* bins = &bins_[std::size_t(week) * per_week_ + offset_[series]];
    return find<std::uint32_t>({bins, count}, ranks);
  }
  std::array<std::uint16_t, kMostBins + 1> bins;
  std::fill_n(bins.begin(), count + 1, std::uint16_t{0});
  const std::size_t at = (std::size_t(week) * kSeriesCount + series) * kBlockLanes;
  for (std::size_t block = 0; block < few_.size(); block += block_size())
    for (std::size_t lane = 0; lane < kBlockLanes; ++lane) ++bins[few_[block + at + lane]];
  return find<std::uint16_t>({bins.data(), count}, ranks);
}

std::vector<std::uint64_t> Histograms::totals(std::size_t week, std::size_t series) const {
  std::vector<std::uint64_t> out(std::size_t(series_specs()[series].bins) + 1);
  if (is_spread_) {
    const std::size_t at = week * per_week_ + offset_[series], stripe = stripe_of(week);
    const std::vector<std::uint64_t>& carried = carried_[stripe];
    for (std::size_t k = 0; k < out.size(); ++k) {
      out[k] = bins_[at + k];
      if (!carried.empty()) out[k] += carried[at - begin_of(stripe) * per_week_ + k];
    }
  } else {
    const std::size_t at = (week * kSeriesCount + series) * kBlockLanes;
    for (std::size_t block = 0; block < few_.size(); block += block_size())
      for (std::size_t lane = 0; lane < kBlockLanes; ++lane) ++out[few_[block + at + lane]];
  }
  out.pop_back();  // what does not count
  return out;
}

void Histograms::exchange(SumsArchive& archive) {
  if (archive.is_reading()) {
    few_ = {};
    is_spread_ = true;
    bins_.assign(weeks_ * per_week_, 0);
    in_bins_ = {};
    for (std::size_t stripe = 0; stripe < kStripes; ++stripe)
      carried_[stripe].assign((begin_of(stripe + 1) - begin_of(stripe)) * per_week_, 0);
  }
  for (std::size_t week = 0; week < weeks_; ++week)
    for (std::size_t series = 0; series < kSeriesCount; ++series) {
      std::vector<std::uint64_t> bins = totals(week, series);
      archive.numbers(bins);
      if (!archive.is_reading()) continue;
      const std::size_t stripe = stripe_of(week);
      std::copy(bins.begin(), bins.end(),
                carried_[stripe].begin() +
                    std::ptrdiff_t((week - begin_of(stripe)) * per_week_ + offset_[series]));
    }
}

}  // namespace palabre
