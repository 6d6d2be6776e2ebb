#include "sim/run/views/lines.hpp"

#include <algorithm>
#include <cassert>
#include <iterator>

#include "sim/run/engine/blocks.hpp"

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

/// Keeps the replicates that are asked for, whole.
struct KeepLines {
  struct State {
    std::vector<double> rows, place;
    std::vector<RunLine> runs;
  };
  std::span<const std::int64_t> replicates;  // rising
  std::size_t weeks;
  int cercle;

  State make() const {
    const std::size_t fields = cercle >= 0 ? std::size_t(kCercleFieldCount) : 0;
    return {std::vector<double>(weeks * kWeekRows * kBlockLanes),
            std::vector<double>(weeks * fields * kBlockLanes),
            {}};
  }
  void add(State& state, const BlockTask& task) const {
    const auto from = std::lower_bound(replicates.begin(), replicates.end(), task.first());
    const auto to = std::lower_bound(from, replicates.end(), task.first() + task.lanes());
    if (from == to) return;
    BlockOutput block;
    block.series = state.rows.data();
    block.place = cercle >= 0 ? state.place.data() : nullptr;
    block.place_of = std::max(cercle, 0);
    const std::uint32_t sound = run_counted(task.request, block);
    for (const std::int64_t replicate : std::span(from, to)) {
      const auto lane = std::size_t(replicate - task.first());
      if ((sound >> lane & 1u) == 0u) continue;
      state.runs.push_back(
          {replicate, OutcomeId(int(block.tally[std::size_t(TallyId::outcome)][lane])),
           lane_of(state.rows, kWeekRows, lane), lane_of(state.place, kCercleFieldCount, lane)});
    }
  }
  void merge(State& to, State& from) const {
    std::move(from.runs.begin(), from.runs.end(), std::back_inserter(to.runs));
  }
};

}  // namespace

std::shared_ptr<const Lines> lines_of(const Model& model, std::int64_t seed,
                                      std::span<const std::int64_t> replicates, int cercle,
                                      const std::stop_token& stop) {
  auto out = std::make_shared<Lines>();
  out->cercle = cercle;
  if (replicates.empty()) return out;
  assert(std::is_sorted(replicates.begin(), replicates.end()));
  const std::int64_t first = replicates.front() / kBlockLanes * kBlockLanes;
  KeepLines collector{replicates, std::size_t(model.weeks), cercle};
  auto all =
      for_each_block(model, {seed, first, replicates.back() + 1 - first}, {1, stop, {}}, collector);
  if (!all.whole) return {};
  out->runs = std::move(all.state.runs);
  return out;
}

}  // namespace palabre
