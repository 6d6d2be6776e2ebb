// How many replicates fall in each bin of each series, week by week. Shared by the threads of an
// ensemble, so that nothing has to be cleared or added up afterwards.

#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <mutex>
#include <vector>

#include "sim/model/kernel.hpp"

namespace palabre {

/// Of the first few blocks it keeps which bins were hit; only when more come does it make room for
/// every bin (17 MB for 260 weeks), so that a first answer does not wait for that.
class Histograms {
 public:
  static constexpr std::size_t kFewBlocks = 32;
  static_assert(kFewBlocks * kBlockLanes < (1u << 16), "counted in 16 bits");
  static constexpr std::size_t kRanks = 5;
  using Ranks = std::array<std::int64_t, kRanks>;
  using Bins = std::array<std::size_t, kRanks>;

  explicit Histograms(int weeks);

  /// Counts what BlockOutput::bins of several blocks says: [block][week][series][lane]. Any number
  /// of threads may do so at the same time.
  /// @param begin  where to begin, any number; threads that begin elsewhere do not wait
  void add(const std::uint16_t* bins, std::size_t blocks, std::size_t begin);
  Histograms& operator+=(const Histograms& other);

  /// The bins that hold these ranks (from 0, ascending) of one series in one week. Not while
  /// somebody adds.
  Bins bins_at(int week, std::size_t series, const Ranks& ranks) const;

 private:
  static constexpr std::size_t kStripes = 16;
  std::size_t begin_of(std::size_t stripe) const { return weeks_ * stripe / kStripes; }
  std::size_t block_size() const { return weeks_ * kSeriesCount * kBlockLanes; }
  bool keep(const std::uint16_t* bins, std::size_t blocks);
  void spread();
  void count(const std::uint16_t* bins, std::size_t blocks, std::size_t begin);

  std::size_t weeks_;
  std::vector<std::size_t> offset_;  // [series] where its bins begin within a week
  std::size_t per_week_ = 0;         // each series with one more for what does not count
  std::mutex few_mutex_;
  std::vector<std::uint16_t> few_;            // [block][week][series][lane] while they are few
  std::atomic<bool> is_spread_ = false;       // then few_ is empty, and all are in bins_
  std::vector<std::uint32_t> bins_;           // [week][series][bin]
  std::array<std::mutex, kStripes> stripes_;  // each guards some of the weeks
};

}  // namespace palabre
