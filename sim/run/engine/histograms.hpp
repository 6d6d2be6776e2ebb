// How many replicates fall in each bin of each series, week by week. Shared by the threads of an
// ensemble, so that nothing has to be cleared or added up afterwards.

#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <mutex>
#include <vector>

#include "sim/model/kernel.hpp"
#include "sim/run/stats/sums_archive.hpp"

namespace palabre {

/// Of the first few blocks it keeps which bins were hit; only when more come does it make room for
/// every bin (17 MB for 260 weeks), so that a first answer does not wait for that. Bins of 32 bits,
/// which the caches hold more of; before one can overflow, all are carried into 64 bits.
class Histograms {
 public:
  static constexpr std::size_t kFewBlocks = 32;
  static_assert(kFewBlocks * kBlockLanes < (1u << 16), "counted in 16 bits");
  static constexpr std::size_t kRanks = 5;
  using Ranks = std::array<std::int64_t, kRanks>;
  using Bins = std::array<std::size_t, kRanks>;

  /// More would overflow a bin. [replicates]
  static constexpr std::int64_t kMostInBins = std::int64_t{1} << 31;

  /// @param most_in_bins  replicates after which bins are carried, at most kMostInBins
  explicit Histograms(int weeks, std::int64_t most_in_bins = kMostInBins);

  /// Counts what BlockOutput::bins of several blocks says: [block][week][series][lane]. Any number
  /// of threads may do so at the same time.
  /// @param begin  where to begin, any number; threads that begin elsewhere do not wait
  void add(const std::uint16_t* bins, std::size_t blocks, std::size_t begin);
  Histograms& operator+=(const Histograms& other);

  /// The bins that hold these ranks (from 0, ascending) of one series in one week. Not while
  /// somebody adds.
  Bins bins_at(int week, std::size_t series, const Ranks& ranks) const;

  /// Writes how many replicates are in each bin, or reads it in place of what is there. What does
  /// not count is not written. Not while somebody adds.
  void exchange(SumsArchive& archive);

 private:
  static constexpr std::size_t kStripes = 16;
  std::size_t begin_of(std::size_t stripe) const { return weeks_ * stripe / kStripes; }
  std::size_t block_size() const { return weeks_ * kSeriesCount * kBlockLanes; }
  bool keep(const std::uint16_t* bins, std::size_t blocks);
  void spread();
  void count(const std::uint16_t* bins, std::size_t blocks, std::size_t begin);
  void carry(std::size_t stripe);
  std::size_t stripe_of(std::size_t week) const;
  /// [bin] of one series in one week.
  std::vector<std::uint64_t> totals(std::size_t week, std::size_t series) const;

  std::size_t weeks_;
  std::vector<std::size_t> offset_;  // [series] where its bins begin within a week
  std::size_t per_week_ = 0;         // each series with one more for what does not count
  std::mutex few_mutex_;
  std::vector<std::uint16_t> few_;            // [block][week][series][lane] while they are few
  std::atomic<bool> is_spread_ = false;       // then few_ is empty, and all are in bins_
  std::vector<std::uint32_t> bins_;           // [week][series][bin]
  std::array<std::mutex, kStripes> stripes_;  // each guards some of the weeks, in these as well:
  std::array<std::int64_t, kStripes> in_bins_{};  // replicates since the last carry
  std::array<std::vector<std::uint64_t>, kStripes> carried_ = {};  // as bins_; empty before it
  std::int64_t most_in_bins_;
};

}  // namespace palabre
