#include "sim/answer/tray.hpp"

#include <cassert>

namespace palabre {

std::vector<Target> Tray::figures() {
  std::vector<Target> out = headline_figures();
  for (const StatisticId id : {StatisticId::good_offices_started, StatisticId::talks_started})
    out.push_back({{}, id});
  for (std::size_t k = 0; k < outcome_specs().size(); ++k) out.push_back({OutcomeId(k), {}});
  return out;
}

Target Tray::strongest() const {
  Target best = strongest_figure(comparisons.front());
  double most = 0.0;
  for (const Comparison& comparison : comparisons) {
    const Target one = strongest_figure(comparison);
    const double strength = finding_of(comparison, one).strength();
    if (strength <= most) continue;
    most = strength;
    best = one;
  }
  return best;
}

std::optional<Tray> compare_all(const std::vector<TrayCase>& cases, const CompareOptions& options) {
  assert(cases.size() >= 2 && cases.size() <= kTrayMost);
  constexpr std::int64_t kRoom = 12'500;  // blocks: 100,000 runs, about 120 MB
  const std::int64_t blocks = (options.replicates + kBlockLanes - 1) / kBlockLanes;
  const std::int64_t seed = cases.front().scenario.seed;
  const auto recording = [&](const TrayCase& one, std::int64_t room) {
    return Recording(std::make_shared<const Model>(compile(one.scenario, one.world)), seed, room);
  };
  Recording first = recording(cases.front(), std::min(blocks, kRoom));
  Tray out;
  const auto others = std::int64_t(cases.size() - 1);
  for (std::size_t k = 1; k < cases.size(); ++k) {
    Recording other = recording(cases[k], 0);
    CompareOptions one = options;
    if (options.progress)
      one.progress = [&](std::int64_t done, std::int64_t total) {
        options.progress((std::int64_t(k) - 1) * total + done, others * total);
      };
    auto made = compare(first, other, one);
    if (!made) return {};
    out.comparisons.push_back(std::move(*made));
    out.changes.push_back(changes_between(cases.front().scenario, cases[k].scenario));
  }
  return out;
}

}  // namespace palabre
