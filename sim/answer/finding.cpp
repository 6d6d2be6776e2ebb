#include "sim/answer/finding.hpp"

#include <algorithm>
#include <cmath>

namespace palabre {

Evidence Finding::evidence() const {
  if (runs == 0) return Evidence::none_finished;
  if (!with && !without) return Evidence::absent;
  if (same_inputs) return Evidence::unchanged;
  if (!without) return Evidence::appears;
  if (!with || !difference) return Evidence::vanishes;
  if (differing == 0 && difference->value == 0.0)
    return difference->basis == Basis::certain ? Evidence::no_path : Evidence::no_run;
  if (!has_interval) return Evidence::too_few;
  return difference->excludes_zero() ? Evidence::sure : Evidence::luck;
}

double Finding::strength() const {
  if (evidence() != Evidence::sure) return 0.0;
  const double half = (difference->high - difference->low) / 2.0;
  // The same difference in every run has no width.
  constexpr double kLeast = 1e-12;
  return std::abs(difference->value) / std::max(half, kLeast * std::abs(difference->value));
}

std::optional<Target> find_figure(std::string_view id) {
  if (auto target = find_target(id)) return target;
  const StatisticSpec* spec = find_statistic(id);
  if (spec == nullptr) return {};
  return Target{{}, StatisticId(spec - statistic_specs().data())};
}

std::vector<Target> headline_figures() {
  std::vector<Target> out;
  for (const StatisticId id : kKeyStatistics) out.push_back({{}, id});
  return out;
}

Finding finding_of(const Comparison& comparison, const Target& about) {
  Finding out;
  out.about = about;
  out.runs = comparison.finished();
  out.weeks = comparison.weeks;
  out.nothing_differs = comparison.results_a == comparison.results_b;
  out.same_inputs = comparison.inputs_a == comparison.inputs_b;
  if (about.outcome) {
    const auto k = std::size_t(*about.outcome);
    for (const OutcomeDifference& row : comparison.outcomes)
      if (row.outcome == *about.outcome) {
        out.without = row.a;
        out.with = row.b;
        out.difference = row.difference;
        out.has_interval = row.difference.has_interval();
      }
    for (std::size_t other = 0; other < kOutcomeCount; ++other)
      if (other != k) out.differing += comparison.flips[k][other] + comparison.flips[other][k];
    return out;
  }
  const StatisticDifference* row = comparison.find(about.statistic);
  if (row == nullptr) return out;
  out.without = row->a;
  out.with = row->b;
  out.difference = row->difference;
  out.has_interval = row->has_interval;
  out.differing = row->differing;
  // Of a median no single pair says whether it differs.
  if (about.kind() == StatisticKind::Median && row->difference)
    out.differing = out.nothing_differs || row->difference->low == row->difference->high ? 0 : 1;
  return out;
}

Target strongest_figure(const Comparison& comparison) {
  const std::vector<Target> figures = headline_figures();
  Target best = figures.front();
  double most = 0.0;
  for (const Target& figure : figures) {
    const double strength = finding_of(comparison, figure).strength();
    if (strength <= most) continue;
    most = strength;
    best = figure;
  }
  return best;
}

}  // namespace palabre
