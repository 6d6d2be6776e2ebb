#include "sim/run/engine/blocks.hpp"

#include "sim/platform/machine.hpp"
#include "sim/run/engine/lane_sets.hpp"

namespace palabre {
namespace {

constexpr int kThreadsUseful = 8;  // more, and more than processors, only cost memory

bool adds_up(const BlockOutput& out) {
  return out.series_sums != nullptr || out.stages != nullptr || out.maps != nullptr ||
         out.map_thresholds != nullptr || out.pact_lives != nullptr || out.bins != nullptr;
}

}  // namespace

int threads_used(int threads) {
  const int processors = platform::processors();
  return threads <= 0 ? processors : std::min(threads, std::max(kThreadsUseful, processors));
}

std::uint32_t run_counted(BlockRequest request, BlockOutput& out, RunBlock run) {
  run(request, out);
  const std::uint32_t asked = ((1u << request.lanes) - 1u) & ~request.skip;
  const std::uint32_t failed =
      asked & lanes_where([&](std::size_t lane) { return out.failure[lane].week >= 0; });
  if (failed == 0u || !adds_up(out)) return asked & ~failed;
  request.weight = -1;
  run(request, out);
  request.weight = 1;
  request.skip |= failed;
  run(request, out);
  return asked & ~failed;
}

std::uint32_t run_counted(const BlockRequest& request, BlockOutput& out) {
  return run_counted(request, out, chosen_kernel().run_block);
}

}  // namespace palabre
