// Room for what the kernels write, as an ensemble has it.

#pragma once

#include <cstdint>
#include <vector>

#include "sim/model/kernel.hpp"
#include "sim/model/model.hpp"

namespace palabre::bench {

/// Where the blocks of an ensemble leave what they leave.
struct Room {
  explicit Room(const Model& m)
      : rows(kWeekRows * kBlockLanes),
        bins(std::size_t(m.weeks) * kSeriesCount * kBlockLanes),
        sums(std::size_t(m.weeks) * kSeriesCount),
        stages(std::size_t(m.weeks) * kStageCount),
        maps(kCercleFieldCount * std::size_t(m.weeks) * std::size_t(m.cercle_count)),
        lives(std::size_t(m.weeks)) {
    out.series = rows.data();
    out.last_week_only = true;
    out.bins = bins.data();
    out.series_sums = sums.data();
    out.stages = stages.data();
    out.maps = maps.data();
    out.pact_lives = lives.data();
  }

  std::vector<double> rows;
  std::vector<std::uint16_t> bins;
  std::vector<std::int64_t> sums, stages, maps, lives;
  BlockOutput out;
};

}  // namespace palabre::bench
