// Where on the map a case differs from another: the mean difference of each field in each week and
// cercle, run by run on the same draws, with its interval. A pass of its own over the pairs, so
// that an ordinary ensemble does not pay for it.

#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <stop_token>
#include <vector>

#include "sim/model/compile.hpp"
#include "sim/model/kernel.hpp"
#include "sim/run/engine/control.hpp"
#include "sim/run/stats/estimate.hpp"

namespace palabre {

class MapDifference {
 public:
  int weeks = 0, cercle_count = 0;
  std::int64_t pairs = 0,
               failed = 0;  // failed: a run of theirs left the bounds; they count nowhere
  std::int64_t blocks = 0;  // of eight pairs, the last perhaps of fewer: the spread is between them

  /// Mean of B minus A over the pairs [unit of the field]. Its interval is that of a ratio of sums
  /// over blocks (linearised), with Student's t: blocks are independent, also where each stands in
  /// a world of its own. No pair differs: 0 with Basis::no_spread.
  Estimate at(CercleFieldId field, int week, int cercle) const;
  /// True where no pair differs at all.
  bool is_equal(CercleFieldId field, int week, int cercle) const;
  /// The largest difference that is told from none, over all weeks; 0 where there is none.
  double largest(CercleFieldId field) const { return largest_[std::size_t(field)]; }

 private:
  friend struct MapDifferenceMaker;
  std::size_t cell(CercleFieldId field, int week, int cercle) const {
    return (std::size_t(field) * std::size_t(weeks) + std::size_t(week)) *
               std::size_t(cercle_count) +
           std::size_t(cercle);
  }
  std::vector<float> mean_, half_;  // [field][week][cercle]; half_ of the interval; < 0: all equal
  std::array<double, kCercleFieldCount> largest_{};
};

/// Pairs replicates 0 to n - 1 of two models of the same weeks and cercles (asserted). Null when
/// stopped early. The same bits for any number of threads. `run_b`: the kernel that runs b.
std::shared_ptr<const MapDifference> map_difference(const Model& a, const Model& b,
                                                    std::int64_t seed, std::int64_t replicates,
                                                    const RunControl& control,
                                                    RunBlock run_b = chosen_kernel().run_block);

}  // namespace palabre
