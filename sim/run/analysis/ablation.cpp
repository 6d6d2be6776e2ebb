#include "sim/run/analysis/ablation.hpp"

#include <algorithm>
#include <cmath>

#include "sim/scenario/differences.hpp"

namespace palabre {

namespace {

constexpr std::array kClaimColumns = {
    StatisticId::talks_by_week_104, StatisticId::truce_reached, StatisticId::accord_reached,
    StatisticId::jihadist_share_area_end, StatisticId::deaths_per_year};
constexpr std::array kMechanismColumns = {
    StatisticId::jihadist_share_area_end, StatisticId::state_share_population_end,
    StatisticId::deaths_per_year, StatisticId::displaced_end, StatisticId::truce_reached};

/// The level of the first week that goes with one of the last.
std::optional<StatisticId> start_of(StatisticId end) {
  switch (end) {
    case StatisticId::state_share_area_end:
      return StatisticId::state_share_area_start;
    case StatisticId::jihadist_share_area_end:
      return StatisticId::jihadist_share_area_start;
    case StatisticId::state_share_population_end:
      return StatisticId::state_share_population_start;
    case StatisticId::jihadist_share_population_end:
      return StatisticId::jihadist_share_population_start;
    case StatisticId::displaced_end:
      return StatisticId::displaced_start;
    default:
      return std::nullopt;
  }
}

}  // namespace

AblationTable claims_table() { return {claim_ablations(), kClaimColumns}; }
AblationTable mechanisms_table() { return {mechanism_ablations(), kMechanismColumns}; }

std::vector<Target> ablation_targets(const AblationTable& table) {
  std::vector<Target> out;
  for (const StatisticId id : table.columns) out.push_back({{}, id});
  for (std::size_t k = 0; k < outcome_specs().size(); ++k) out.push_back({OutcomeId(k), {}});
  for (const StatisticId id : kKeyStatistics)
    if (std::find(table.columns.begin(), table.columns.end(), id) == table.columns.end())
      out.push_back({{}, id});
  for (const StatisticId id : table.columns)
    if (const auto start = start_of(id)) out.push_back({{}, *start});
  return out;
}

std::vector<PlanRow> ablation_rows(const Scenario& scenario, const AblationTable& table) {
  std::vector<PlanRow> rows{row_of(scenario)};
  for (const Ablation& toggle : table.rows) {
    Scenario changed = scenario;
    apply_overrides(changed, toggle.settings);
    rows.push_back(row_of(changed));
  }
  return rows;
}

double AblationEffect::size() const {
  return !difference.empty() && difference.front() ? std::abs(difference.front()->value) : -1.0;
}

std::vector<AblationEffect> ablation_effects(const Evaluation& evaluation,
                                             const AblationTable& table) {
  const Scenario& scenario = evaluation.scenario();
  std::vector<AblationEffect> out;
  for (std::size_t k = 0; k < table.rows.size(); ++k) {
    AblationEffect one{&table.rows[k],
                       k + 1 < evaluation.done(),
                       differences(scenario, with_row(scenario, evaluation.row(k + 1))).empty(),
                       {}};
    for (std::size_t t = 0; t < evaluation.targets().size(); ++t)
      one.difference.push_back(evaluation.difference(0, k + 1, t));
    out.push_back(std::move(one));
  }
  std::stable_sort(out.begin(), out.end(), [](const AblationEffect& a, const AblationEffect& b) {
    return a.size() > b.size();
  });
  return out;
}

std::optional<Estimate> change_of_the_run(const Evaluation& evaluation, std::size_t target) {
  const auto& targets = evaluation.targets();
  const auto start = targets[target].outcome ? std::nullopt : start_of(targets[target].statistic);
  if (!start) return std::nullopt;
  const auto at = std::find_if(targets.begin(), targets.end(), [&](const Target& t) {
    return !t.outcome && t.statistic == *start;
  });
  if (at == targets.end()) return std::nullopt;
  return evaluation.change(0, std::size_t(at - targets.begin()), target);
}

}  // namespace palabre
