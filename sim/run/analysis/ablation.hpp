// The claims of the articles, each switched off in turn: how far does each outcome move?

#pragma once

#include <array>
#include <vector>

#include "sim/run/analysis/evaluation.hpp"
#include "sim/tables/claim_ablations.hpp"

namespace palabre {

/// What a table of claims has room for when no outcome is asked for.
inline constexpr std::array kClaimColumns = {
    StatisticId::talks_by_week_104, StatisticId::truce_reached, StatisticId::accord_reached,
    StatisticId::jihadist_share_area_end, StatisticId::deaths_per_year};

/// Everything that the ablation measures: those columns, all classes, the key statistics.
std::vector<Target> ablation_targets();

/// The present case, then the case with each claim of claim_ablations() false.
std::vector<PlanRow> ablation_rows(const Scenario& scenario);

/// One claim switched off.
struct ClaimEffect {
  const ClaimAblation* toggle = nullptr;
  bool is_run = false;
  bool is_already_so = false;                       // the case says so anyway
  std::vector<std::optional<Estimate>> difference;  // [target] paired with the present case
  /// Of the first target, without its sign; below 0 where there is none.
  double size() const;
};
/// From an evaluation of ablation_rows(); largest change of the first target first.
std::vector<ClaimEffect> claim_effects(const Evaluation& evaluation);

}  // namespace palabre
