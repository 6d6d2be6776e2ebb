#include "sim/run/analysis/sensitivity.hpp"

#include <algorithm>
#include <cmath>

namespace palabre {

std::vector<PlanRow> design_rows(const Scenario& scenario, const Eigen::MatrixXd& points,
                                 const ParamList& params) {
  std::vector<PlanRow> rows(std::size_t(points.rows()), row_of(scenario));
  for (Eigen::Index k = 0; k < points.rows(); ++k)
    for (std::size_t j = 0; j < params.size(); ++j)
      rows[std::size_t(k)].params.*params[j]->field =
          plausible_value(*params[j], points(k, Eigen::Index(j)));
  return rows;
}

std::vector<PlanRow> present_and_design(const Scenario& scenario, const Eigen::MatrixXd& points,
                                        const ParamList& params) {
  std::vector<PlanRow> rows = design_rows(scenario, points, params);
  rows.insert(rows.begin(), row_of(scenario));
  return rows;
}

PointValues design_values(const Evaluation& evaluation, std::size_t target) {
  PointValues values = evaluation.values(target);
  values.erase(values.begin());
  return values;
}

std::optional<TextId> why_undefined(const std::vector<std::optional<double>>& values,
                                    StatisticKind kind) {
  std::optional<double> first;
  for (const auto& value : values) {
    if (!value) continue;
    if (first && *first != *value) return {};
    first = value;
  }
  if (!first) return TextId::an_missing;
  if (kind == StatisticKind::Share && *first == 0.0) return TextId::an_never;
  if (kind == StatisticKind::Share && *first == 1.0) return TextId::an_always;
  return TextId::an_constant;
}

// --- one at a time -------------------------------------------------------------------------------

PlanSize tornado_size(const ParamList& params) {
  return {1 + 2 * std::int64_t(params.size()), kTornadoReplicates};
}

std::vector<PlanRow> tornado_rows(const Scenario& scenario, const ParamList& params) {
  std::vector<PlanRow> rows(1 + 2 * params.size(), row_of(scenario));
  for (std::size_t k = 0; k < params.size(); ++k) {
    rows[2 * k + 1].params.*params[k]->field = params[k]->low;
    rows[2 * k + 2].params.*params[k]->field = params[k]->high;
  }
  return rows;
}

double Swing::size() const {
  const auto of = [](const auto& e) { return e ? std::abs(e->value) : -1.0; };
  return is_run ? std::max(of(low), of(high)) : -2.0;
}

bool Swing::is_idle() const {
  const auto zero = [](const auto& e) { return e && e->value == 0.0 && e->basis != Basis::spread; };
  return is_run && zero(low) && zero(high);
}

bool Swing::tells() const {
  const auto clear = [](const auto& e) { return e && e->excludes_zero(); };
  return clear(low) || clear(high);
}

std::vector<Swing> swings_of(const Evaluation& evaluation, const ParamList& params) {
  std::vector<Swing> swings;
  for (std::size_t k = 0; k < params.size(); ++k)
    swings.push_back({params[k], evaluation.done() > 2 * k + 2, evaluation.difference(0, 2 * k + 1),
                      evaluation.difference(0, 2 * k + 2)});
  std::stable_sort(swings.begin(), swings.end(),
                   [](const Swing& a, const Swing& b) { return a.size() > b.size(); });
  return swings;
}

// --- Morris --------------------------------------------------------------------------------------

PlanSize morris_size(std::size_t trajectories, const ParamList& params) {
  return {1 + std::int64_t(trajectories * (params.size() + 1)), kMorrisReplicates};
}

std::vector<MorrisFactor> morris_of(const Evaluation& evaluation, const MorrisDesign& design,
                                    const ParamList& params) {
  const auto effects = morris_effects(design, design_values(evaluation));
  std::vector<MorrisFactor> out;
  for (std::size_t k = 0; k < params.size(); ++k) out.push_back({params[k], effects[k]});
  const auto size = [](const MorrisFactor& f) {
    return f.effect.count > 0 ? f.effect.size.value : -1.0;
  };
  std::stable_sort(out.begin(), out.end(),
                   [&](const MorrisFactor& a, const MorrisFactor& b) { return size(a) > size(b); });
  return out;
}

// --- Sobol ---------------------------------------------------------------------------------------

FactorGroups factor_groups(const ParamList& params, bool whole_groups) {
  FactorGroups out;
  for (const ParamSpec* spec : params) {
    const std::string_view id = whole_groups ? spec->group : spec->key;
    if (out.ids.empty() || out.ids.back() != id) out.ids.emplace_back(id);
    out.group_of.push_back(out.ids.size() - 1);
  }
  return out;
}

std::string_view factor_label(std::string_view id, Lang lang) {
  const ParamSpec* spec = find_param(id);
  return spec != nullptr ? spec->label.in(lang) : group_title(id, lang);
}

PlanSize sobol_size(std::size_t rows, const FactorGroups& groups) {
  return {1 + std::int64_t(rows * (groups.ids.size() + 2)), kSobolReplicates};
}

namespace {

/// The split over the rows A and B of the design, whose points are drawn freely.
std::optional<VarianceSplit> split_of(const Evaluation& evaluation, const SobolDesign& design) {
  std::vector<std::vector<double>> table;
  for (std::size_t k = 0; k < design.rows; ++k)
    for (const std::size_t point : {1 + k * (design.groups + 2), 2 + k * (design.groups + 2)}) {
      if (point >= evaluation.done()) continue;
      std::vector<double> row;
      for (const Cell& cell : evaluation.cells(point))
        if (cell && cell->weight == 1.0) row.push_back(cell->value);
      if (row.size() == std::size_t(evaluation.replicates())) table.push_back(std::move(row));
    }
  return split_variance(table);
}

}  // namespace

bool SobolFindings::strays() const {
  const auto out = [](const Estimate& e) {
    return e.low < -kSobolStray || e.high > 1.0 + kSobolStray;
  };
  return std::any_of(factors.begin(), factors.end(), [&](const SobolFactor& f) {
    return out(f.index.first) || out(f.index.total);
  });
}

SobolFindings sobol_of(const Evaluation& evaluation, const SobolDesign& design,
                       const FactorGroups& groups) {
  const SobolIndices found = sobol_indices(design, design_values(evaluation));
  SobolFindings out;
  out.rows = found.rows;
  for (std::size_t k = 0; k < found.groups.size(); ++k)
    out.factors.push_back({groups.ids[k], found.groups[k]});
  std::stable_sort(out.factors.begin(), out.factors.end(),
                   [](const SobolFactor& a, const SobolFactor& b) {
                     return a.index.total.value > b.index.total.value;
                   });
  out.split = split_of(evaluation, design);
  if (out.split && !(out.split->total() > 0.0)) out.split.reset();
  return out;
}

}  // namespace palabre
