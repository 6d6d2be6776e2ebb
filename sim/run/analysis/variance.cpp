#include "sim/run/analysis/variance.hpp"

#include <cmath>

namespace palabre {
namespace {

constexpr std::size_t kChanceOnly = 0, kWithDraws = 1, kFirstDrawn = 2;  // points
constexpr std::uint64_t kVarianceStream = 3;  // random numbers of its own

/// Values of one point; nothing when a replicate has none.
std::optional<std::vector<double>> whole_row(const Evaluation& e, std::size_t point,
                                             std::size_t target) {
  if (point >= e.done()) return {};
  std::vector<double> out;
  for (const Cell& cell : e.cells(point, target)) {
    if (!cell) return {};
    out.push_back(cell->value);
  }
  return out;
}

std::optional<double> deviation(const std::optional<std::vector<double>>& values) {
  if (!values || values->size() < 2) return {};
  double mean = 0.0, squares = 0.0;
  for (double x : *values) mean += x / double(values->size());
  for (double x : *values) squares += (x - mean) * (x - mean);
  return std::sqrt(squares / double(values->size() - 1));
}

}  // namespace

std::vector<Target> variance_targets() {
  std::vector<Target> out;
  for (std::size_t k = 0; k < outcome_specs().size(); ++k) out.push_back({OutcomeId(k), {}});
  for (const StatisticId id : kKeyStatistics)
    if (statistic_specs()[std::size_t(id)].kind != StatisticKind::Ratio) out.push_back({{}, id});
  return out;
}

ParamList variance_params(const ParamList& params) {
  ParamList out;
  for (const ParamSpec* spec : params)
    if (spec->group != "uncertainty") out.push_back(spec);
  return out;
}

PlanSize variance_size(int points) {
  return {std::int64_t(kFirstDrawn) + points, kVarianceReplicates};
}

std::vector<PlanRow> variance_rows(const Scenario& scenario, const ParamList& params, int points) {
  std::vector<PlanRow> rows = present_and_design(
      scenario, latin_hypercube(std::size_t(points), params.size(), kVarianceStream), params);
  rows.insert(rows.begin(), rows.front());
  for (std::size_t k = 0; k < rows.size(); ++k)
    if (k != kWithDraws) rows[k].params.uncertainty_width = 0.0;
  return rows;
}

VarianceDecomposition variance_of(const Evaluation& e, std::size_t target) {
  VarianceDecomposition out{e.targets()[target],
                            {},
                            deviation(whole_row(e, kChanceOnly, target)),
                            deviation(whole_row(e, kWithDraws, target))};
  std::vector<std::vector<double>> table;
  for (std::size_t point = kFirstDrawn; point < e.done(); ++point)
    if (auto row = whole_row(e, point, target)) table.push_back(std::move(*row));
  // What is undefined in some runs would be split over the others only: another question.
  if (e.done() > kFirstDrawn && table.size() == e.done() - kFirstDrawn)
    out.split = split_variance(table);
  if (out.split && !(out.split->total() > 0.0)) out.split.reset();
  return out;
}

}  // namespace palabre
