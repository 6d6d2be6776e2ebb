#include "sim/run/views/disagreement.hpp"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <numeric>

#include "sim/model/kernel.hpp"
#include "sim/run/engine/blocks.hpp"

namespace palabre {
namespace {

/// What one thread counts.
struct DisagreementPart {
  std::vector<std::int64_t> yes;  // [test][week][cercle]
  std::vector<double> rows;
  std::int64_t failed = 0;

  explicit DisagreementPart(const Model& model)
      : yes(kMapThresholdCount * std::size_t(model.weeks) * std::size_t(model.cercle_count)),
        rows(std::size_t(model.weeks) * kWeekRows * kBlockLanes) {}

  void run_block(BlockRequest request) {
    BlockOutput out;
    out.series = rows.data();
    out.map_thresholds = yes.data();
    chosen_kernel().run_block(request, out);
    std::uint32_t fell = 0;
    for (int lane = 0; lane < request.lanes; ++lane)
      if (out.failure[std::size_t(lane)].week >= 0) fell |= 1u << lane, ++failed;
    if (fell == 0) return;
    BlockRequest back = request;  // what they said before they failed counts nowhere
    back.weight = -1;
    chosen_kernel().run_block(back, out);
    request.skip = fell;
    chosen_kernel().run_block(request, out);
  }
};

Disagreement whole_of(const Model& model, const std::vector<DisagreementPart>& parts,
                      std::int64_t replicates) {
  Disagreement out;
  out.weeks = model.weeks;
  out.cercle_count = model.cercle_count;
  for (const DisagreementPart& part : parts) out.failed += part.failed;
  out.runs = replicates - out.failed;
  const std::size_t cells = std::size_t(model.weeks) * std::size_t(model.cercle_count);
  for (std::size_t test = 0; test < kMapThresholdCount; ++test) {
    out.yes[test].resize(cells);
    for (const DisagreementPart& part : parts)
      for (std::size_t i = 0; i < cells; ++i)
        out.yes[test][i] += std::int32_t(part.yes[test * cells + i]);
  }
  return out;
}

}  // namespace

bool is_asked(CercleFieldId field) {
  return std::any_of(std::begin(kMapThresholds), std::end(kMapThresholds),
                     [&](const MapThreshold& test) { return test.field == field; });
}

std::vector<double> class_bounds(CercleFieldId field) {
  std::vector<double> out;
  for (const MapThreshold& test : kMapThresholds)
    if (test.field == field) out.push_back(test.at_least);
  assert(std::is_sorted(out.begin(), out.end()));
  return out;
}

std::vector<std::int64_t> Disagreement::classes(CercleFieldId field, int week, int cercle) const {
  std::vector<std::int64_t> out{runs};
  const std::size_t at = std::size_t(week) * std::size_t(cercle_count) + std::size_t(cercle);
  for (std::size_t test = 0; test < kMapThresholdCount; ++test) {
    if (kMapThresholds[test].field != field) continue;
    out.back() -= yes[test][at];
    out.push_back(yes[test][at]);
  }
  return out;
}

double Disagreement::apart(CercleFieldId field, int week, int cercle) const {
  if (runs == 0) return 0.0;
  const std::vector<std::int64_t> count = classes(field, week, cercle);
  return 1.0 - double(*std::max_element(count.begin(), count.end())) / double(runs);
}

std::optional<Disagreement> count_disagreement(const Model& model, std::int64_t seed,
                                               std::int64_t replicates, int threads,
                                               const std::stop_token& stop,
                                               const Progress& progress) {
  const std::int64_t blocks = (replicates + kBlockLanes - 1) / kBlockLanes;
  threads = int(std::min<std::int64_t>(threads_used(threads), std::max<std::int64_t>(1, blocks)));
  const auto count = std::size_t(threads);
  std::vector<DisagreementPart> parts(count, DisagreementPart(model));
  std::atomic<std::int64_t> done{0};
  const bool whole = over_blocks(blocks, threads, stop, [&](int thread, std::int64_t block) {
    const std::int64_t first = block * kBlockLanes;
    const int lanes = int(std::min<std::int64_t>(kBlockLanes, replicates - first));
    parts[std::size_t(thread)].run_block(
        {&model, std::uint64_t(seed), std::uint32_t(first), lanes, 0, 1});
    const std::int64_t so_far = done.fetch_add(lanes) + lanes;
    if (progress) progress(so_far, replicates);
  });
  if (!whole) return {};
  return whole_of(model, parts, replicates);
}

}  // namespace palabre
