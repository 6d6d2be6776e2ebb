#include "sim/run/views/disagreement.hpp"

#include <algorithm>
#include <bit>
#include <cassert>

#include "sim/model/kernel.hpp"
#include "sim/run/engine/blocks.hpp"

namespace palabre {
namespace {

/// Counts the runs that say yes.
struct CountYes {
  struct State {
    std::vector<std::int64_t> yes;  // [test][week][cercle]
    std::vector<double> rows;
    std::int64_t failed = 0;
  };
  const Model& model;

  State make() const {
    const auto weeks = std::size_t(model.weeks);
    return {std::vector<std::int64_t>(kMapThresholdCount * weeks * std::size_t(model.cercle_count)),
            std::vector<double>(weeks * kWeekRows * kBlockLanes)};
  }
  void add(State& state, const BlockTask& task) const {
    BlockOutput out;
    out.series = state.rows.data();
    out.map_thresholds = state.yes.data();
    state.failed += std::popcount(task.asked() & ~run_counted(task.request, out));
  }
  void merge(State& to, State& from) const {
    to.failed += from.failed;
    for (std::size_t k = 0; k < to.yes.size(); ++k) to.yes[k] += from.yes[k];
  }
};

Disagreement whole_of(const Model& model, const CountYes::State& sums, std::int64_t replicates) {
  Disagreement out;
  out.weeks = model.weeks;
  out.cercle_count = model.cercle_count;
  out.failed = sums.failed;
  out.runs = replicates - out.failed;
  const auto cells = std::ptrdiff_t(model.weeks) * std::ptrdiff_t(model.cercle_count);
  for (std::size_t test = 0; test < kMapThresholdCount; ++test) {
    const auto from = sums.yes.begin() + std::ptrdiff_t(test) * cells;
    out.yes[test].assign(from, from + cells);
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
  CountYes collector{model};
  const auto all =
      for_each_block(model, {seed, 0, replicates}, {threads, stop, progress}, collector);
  if (!all.whole) return {};
  return whole_of(model, all.state, replicates);
}

}  // namespace palabre
