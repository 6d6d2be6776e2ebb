#include "sim/run/views/lines.hpp"

#include <cassert>

#include "sim/model/kernel.hpp"

namespace palabre {
namespace {

/// Takes one lane out of [week][row][lane], as [row][week].
std::vector<float> lane_of(const std::vector<double>& all, std::size_t rows, std::size_t lane) {
  const std::size_t weeks = all.size() / (rows * kBlockLanes);
  std::vector<float> out(rows * weeks);
  for (std::size_t week = 0; week < weeks; ++week)
    for (std::size_t row = 0; row < rows; ++row)
      out[row * weeks + week] = float(all[(week * rows + row) * kBlockLanes + lane]);
  return out;
}

}  // namespace

std::shared_ptr<const Lines> lines_of(const Model& model, std::int64_t seed,
                                      std::span<const std::int64_t> replicates, int cercle,
                                      const std::stop_token& stop) {
  const auto weeks = std::size_t(model.weeks);
  std::vector<double> rows(weeks * kWeekRows * kBlockLanes), place;
  if (cercle >= 0) place.resize(weeks * kCercleFieldCount * kBlockLanes);
  auto out = std::make_shared<Lines>();
  out->cercle = cercle;
  BlockOutput block;
  block.series = rows.data();
  block.place = cercle >= 0 ? place.data() : nullptr;
  block.place_of = std::max(cercle, 0);
  std::int64_t first = -1;  // replicate of the block that was run last
  for (const std::int64_t replicate : replicates) {
    if (stop.stop_requested()) return {};
    assert(out->runs.empty() || out->runs.back().replicate < replicate);
    if (const std::int64_t wanted = replicate / kBlockLanes * kBlockLanes; wanted != first) {
      first = wanted;
      chosen_kernel().run_block({&model, std::uint64_t(seed), std::uint32_t(first)}, block);
    }
    const auto lane = std::size_t(replicate - first);
    if (block.failure[lane].week >= 0) continue;
    out->runs.push_back({replicate,
                         OutcomeId(int(block.tally[std::size_t(TallyId::outcome)][lane])),
                         lane_of(rows, kWeekRows, lane), lane_of(place, kCercleFieldCount, lane)});
  }
  return out;
}

}  // namespace palabre
