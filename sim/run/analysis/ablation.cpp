#include "sim/run/analysis/ablation.hpp"

#include <algorithm>
#include <cmath>

#include "sim/scenario/differences.hpp"

namespace palabre {

std::vector<Target> ablation_targets() {
  std::vector<Target> out;
  for (const StatisticId id : kClaimColumns) out.push_back({{}, id});
  for (std::size_t k = 0; k < outcome_specs().size(); ++k) out.push_back({OutcomeId(k), {}});
  for (const StatisticId id : kKeyStatistics)
    if (std::find(kClaimColumns.begin(), kClaimColumns.end(), id) == kClaimColumns.end())
      out.push_back({{}, id});
  return out;
}

std::vector<PlanRow> ablation_rows(const Scenario& scenario) {
  std::vector<PlanRow> rows{row_of(scenario)};
  for (const ClaimAblation& toggle : claim_ablations()) {
    Scenario changed = scenario;
    apply_overrides(changed, toggle.settings);
    rows.push_back(row_of(changed));
  }
  return rows;
}

double ClaimEffect::size() const {
  return !difference.empty() && difference.front() ? std::abs(difference.front()->value) : -1.0;
}

std::vector<ClaimEffect> claim_effects(const Evaluation& evaluation) {
  const auto switches = claim_ablations();
  const Scenario& scenario = evaluation.scenario();
  std::vector<ClaimEffect> out;
  for (std::size_t k = 0; k < switches.size(); ++k) {
    ClaimEffect one{&switches[k],
                    k + 1 < evaluation.done(),
                    differences(scenario, with_row(scenario, evaluation.row(k + 1))).empty(),
                    {}};
    for (std::size_t t = 0; t < evaluation.targets().size(); ++t)
      one.difference.push_back(evaluation.difference(0, k + 1, t));
    out.push_back(std::move(one));
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const ClaimEffect& a, const ClaimEffect& b) { return a.size() > b.size(); });
  return out;
}

}  // namespace palabre
