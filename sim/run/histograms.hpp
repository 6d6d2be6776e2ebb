// How many replicates fall in each bin of each series, week by week. Shared by the threads of an
// ensemble: 10 MB for 260 weeks, which nobody has to clear or to add up.

#pragma once

#include <array>
#include <cstdint>
#include <mutex>
#include <span>
#include <vector>

#include "sim/model/kernel.hpp"

namespace palabre {

class Histograms {
 public:
  explicit Histograms(int weeks);

  /// Counts what BlockOutput::bins of several blocks says: [block][week][series][lane]. Any number
  /// of threads may do so at the same time.
  /// @param begin  where to begin, any number; threads that begin elsewhere do not wait
  void add(const std::uint16_t* bins, std::size_t blocks, std::size_t begin);
  Histograms& operator+=(const Histograms& other);

  /// The bins of one series in one week. Not while somebody adds.
  std::span<const std::uint32_t> of(int week, std::size_t series) const;
  /// The bin that holds each of these ranks (from 0, ascending) of one series in one week.
  template <std::size_t n>
  std::array<std::size_t, n> bins_at(int week, std::size_t series,
                                     const std::array<std::int64_t, n>& ranks) const;

 private:
  static constexpr std::size_t kStripes = 16;
  std::size_t begin_of(std::size_t stripe) const { return weeks_ * stripe / kStripes; }

  std::size_t weeks_;
  std::vector<std::size_t> offset_;           // [series] where its bins begin within a week
  std::size_t per_week_ = 0;                  // each series with one more for what does not count
  std::vector<std::uint32_t> bins_;           // [week][series][bin]
  std::array<std::mutex, kStripes> stripes_;  // each guards some of the weeks
};

template <std::size_t n>
std::array<std::size_t, n> Histograms::bins_at(int week, std::size_t series,
                                               const std::array<std::int64_t, n>& ranks) const {
  constexpr std::size_t kLeap = 16;
  const std::span<const std::uint32_t> bins = of(week, series);
  std::array<std::size_t, n> out{};
  std::size_t bin = 0;
  std::int64_t below = 0;  // in the bins before `bin`
  for (std::size_t k = 0; k < n; ++k) {
    while (bin + kLeap <= bins.size()) {
      std::uint32_t sum = 0;
      for (std::size_t i = 0; i < kLeap; ++i) sum += bins[bin + i];
      if (below + sum > ranks[k]) break;
      below += sum;
      bin += kLeap;
    }
    while (bin + 1 < bins.size() && below + bins[bin] <= ranks[k]) below += bins[bin++];
    out[k] = bin;
  }
  return out;
}

}  // namespace palabre
