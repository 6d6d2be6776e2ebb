#include "sim/run/subset.hpp"

#include <algorithm>
#include <atomic>
#include <vector>

#include "sim/run/accumulator.hpp"
#include "sim/run/blocks.hpp"

namespace palabre {
namespace {

/// What one thread needs.
struct Part {
  Accumulator sums;
  std::vector<double> rows = {};

  /// The lanes of a block that finish and end in the class.
  std::uint32_t members(const BlockRequest& request, OutcomeId outcome) {
    rows.resize(std::size_t(request.model->weeks) * kWeekRows * kBlockLanes);
    BlockOutput out;
    out.series = rows.data();
    chosen_kernel().run_block(request, out);
    std::uint32_t found = 0;
    for (int lane = 0; lane < request.lanes; ++lane) {
      const auto k = std::size_t(lane);
      const bool finished = out.failure[k].week < 0;
      const double ended = out.tally[std::size_t(TallyId::outcome)][k];
      if (finished && OutcomeId(int(ended)) == outcome) found |= 1u << lane;
    }
    return found;
  }
};

}  // namespace

std::shared_ptr<const Subset> runs_that_end_in(OutcomeId outcome,
                                               const std::shared_ptr<const Model>& model,
                                               std::int64_t seed, std::int64_t replicates,
                                               int threads, const std::stop_token& stop,
                                               const Progress& progress) {
  const std::int64_t blocks = (replicates + kBlockLanes - 1) / kBlockLanes;
  threads = int(std::min<std::int64_t>(threads_used(threads), std::max<std::int64_t>(1, blocks)));
  std::vector<Part> parts;
  parts.push_back({Accumulator(model)});
  while (int(parts.size()) < threads) parts.push_back({parts.front().sums.beside()});
  std::atomic<std::int64_t> done{0};
  const bool whole = over_blocks(blocks, threads, stop, [&](int thread, std::int64_t block) {
    Part& part = parts[std::size_t(thread)];
    const std::int64_t first = block * kBlockLanes;
    const int lanes = int(std::min<std::int64_t>(kBlockLanes, replicates - first));
    const BlockRequest request{model.get(), std::uint64_t(seed), std::uint32_t(first), lanes, 0, 1};
    if (const std::uint32_t members = part.members(request, outcome))
      part.sums.run_block(request.seed, request.first_replicate, lanes, {.only = members});
    const std::int64_t so_far = done.fetch_add(lanes) + lanes;
    if (progress) progress(so_far, replicates);
  });
  if (!whole) return {};
  for (Part& part : parts) {
    part.sums.add_bins();
    if (&part != &parts.front()) parts.front().sums += part.sums;
  }
  Manifest manifest;
  manifest.seed = seed;
  manifest.weeks = model->weeks;
  manifest.version = program_version();
  manifest.build = program_build();
  auto out = std::make_shared<Subset>();
  out->outcome = outcome;
  out->of = replicates;
  out->results = parts.front().sums.results(std::move(manifest));
  return out;
}

}  // namespace palabre
