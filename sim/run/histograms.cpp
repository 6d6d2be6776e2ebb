#include "sim/run/histograms.hpp"

#include <cassert>
#include <cstring>

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

}  // namespace

Histograms::Histograms(int weeks) : weeks_(std::size_t(weeks)) {
  for (const SeriesSpec& spec : series_specs()) {
    offset_.push_back(per_week_);
    per_week_ += std::size_t(spec.bins) + 1;
  }
  bins_.resize(weeks_ * per_week_);
}

void Histograms::add(const std::uint16_t* bins, std::size_t blocks, std::size_t begin) {
  const std::size_t of_week = kSeriesCount * kBlockLanes, of_block = weeks_ * of_week;
  for (std::size_t turn = 0; turn < kStripes; ++turn) {
    const std::size_t stripe = (begin + turn) % kStripes;
    const std::scoped_lock lock(stripes_[stripe]);
    for (std::size_t week = begin_of(stripe); week < begin_of(stripe + 1); ++week)
      for (std::size_t s = 0; s < kSeriesCount; ++s) {
        std::uint32_t* own = &bins_[week * per_week_ + offset_[s]];
        const std::uint16_t* at = bins + week * of_week + s * kBlockLanes;
        for (std::size_t block = 0; block < blocks; ++block, at += of_block) count_eight(own, at);
      }
  }
}

Histograms& Histograms::operator+=(const Histograms& other) {
  assert(bins_.size() == other.bins_.size());
  for (std::size_t i = 0; i < bins_.size(); ++i) bins_[i] += other.bins_[i];
  return *this;
}

std::span<const std::uint32_t> Histograms::of(int week, std::size_t series) const {
  return {&bins_[std::size_t(week) * per_week_ + offset_[series]],
          std::size_t(series_specs()[series].bins)};
}

}  // namespace palabre
