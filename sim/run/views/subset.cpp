#include "sim/run/views/subset.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <atomic>

#include "sim/run/engine/accumulator.hpp"
#include "sim/run/engine/blocks.hpp"

namespace palabre {
namespace {

/// What one lane of a block left behind.
struct Lane {
  const BlockOutput& out;
  std::size_t at;
  int weeks;

  double row(int week, std::size_t row) const {
    return out.series[(std::size_t(week) * kWeekRows + row) * kBlockLanes + at];
  }
  bool has(int week) const { return week >= 0 && week < weeks; }
  bool operator()(const EndsIn& ask) const {
    return OutcomeId(int(out.tally[std::size_t(TallyId::outcome)][at])) == ask.outcome;
  }
  bool operator()(const Within& ask) const {
    if (!has(ask.week)) return false;
    const double value = row(ask.week, std::size_t(ask.series));
    return value >= ask.low && value <= ask.high;
  }
  bool operator()(const InStage& ask) const {
    return has(ask.week) && int(row(ask.week, std::size_t(kStageRow))) == ask.stage;
  }
};

/// What one thread needs.
struct SubsetPart {
  Accumulator sums;
  std::vector<double> rows = {};
  std::vector<std::int64_t> members = {};

  /// The lanes of a block that finish and match.
  std::uint32_t ask(const BlockRequest& request, const RunQuestion& question) {
    const int weeks = request.model->weeks;
    rows.resize(std::size_t(weeks) * kWeekRows * kBlockLanes);
    BlockOutput out;
    out.series = rows.data();
    chosen_kernel().run_block(request, out);
    std::uint32_t found = 0;
    for (int lane = 0; lane < request.lanes; ++lane) {
      const auto k = std::size_t(lane);
      if (out.failure[k].week >= 0 || !std::visit(Lane{out, k, weeks}, question)) continue;
      found |= 1u << lane;
      members.push_back(std::int64_t(request.first_replicate) + lane);
    }
    return found;
  }
};

}  // namespace

std::string key_of(const RunQuestion& question) {
  if (const auto* ends = std::get_if<EndsIn>(&question))
    return fmt::format("ends {}", int(ends->outcome));
  if (const auto* in = std::get_if<InStage>(&question))
    return fmt::format("stage {} {}", in->stage, in->week);
  const auto& within = std::get<Within>(question);
  return fmt::format("within {} {} {} {}", int(within.series), within.week, within.low,
                     within.high);
}

std::shared_ptr<const Subset> runs_that(const RunQuestion& question,
                                        const std::shared_ptr<const Model>& model,
                                        std::int64_t seed, std::int64_t replicates, int threads,
                                        const std::stop_token& stop, const Progress& progress) {
  const std::int64_t blocks = (replicates + kBlockLanes - 1) / kBlockLanes;
  threads = int(std::min<std::int64_t>(threads_used(threads), std::max<std::int64_t>(1, blocks)));
  std::vector<SubsetPart> parts;
  parts.push_back({Accumulator(model)});
  while (int(parts.size()) < threads) parts.push_back({parts.front().sums.beside()});
  std::atomic<std::int64_t> done{0};
  const bool whole = over_blocks(blocks, threads, stop, [&](int thread, std::int64_t block) {
    SubsetPart& part = parts[std::size_t(thread)];
    const std::int64_t first = block * kBlockLanes;
    const int lanes = int(std::min<std::int64_t>(kBlockLanes, replicates - first));
    const BlockRequest request{model.get(), std::uint64_t(seed), std::uint32_t(first), lanes, 0, 1};
    if (const std::uint32_t members = part.ask(request, question))
      part.sums.run_block(request.seed, request.first_replicate, lanes, {.only = members});
    const std::int64_t so_far = done.fetch_add(lanes) + lanes;
    if (progress) progress(so_far, replicates);
  });
  if (!whole) return {};
  auto out = std::make_shared<Subset>();
  for (SubsetPart& part : parts) {
    part.sums.add_bins();
    if (&part != &parts.front()) parts.front().sums += part.sums;
    out->members.insert(out->members.end(), part.members.begin(), part.members.end());
  }
  std::sort(out->members.begin(), out->members.end());
  Manifest manifest;
  manifest.seed = seed;
  manifest.weeks = model->weeks;
  manifest.version = program_version();
  manifest.build = program_build();
  out->question = question;
  out->of = replicates;
  out->results = parts.front().sums.results(std::move(manifest));
  return out;
}

}  // namespace palabre
