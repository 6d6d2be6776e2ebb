// Switched off in turn: each claim of the articles, or each part of the model. How far does each
// outcome move?

#pragma once

#include <array>
#include <span>
#include <vector>

#include "sim/run/analysis/evaluation.hpp"
#include "sim/tables/ablations.hpp"

namespace palabre {

/// What is switched off, and the statistics that a table of it has room for.
struct AblationTable {
  std::span<const Ablation> rows;
  std::span<const StatisticId> columns;
};
/// The claims of the articles: which of them a result hangs on.
AblationTable claims_table();
/// The parts of the model: which of them make a result.
AblationTable mechanisms_table();

/// Everything that an ablation measures: those columns, all classes, the key statistics, and for
/// levels of the last week among the columns those of the first.
std::vector<Target> ablation_targets(const AblationTable& table);

/// The present case, then the case without each row of the table.
std::vector<PlanRow> ablation_rows(const Scenario& scenario, const AblationTable& table);

/// One row switched off.
struct AblationEffect {
  const Ablation* toggle = nullptr;
  bool is_run = false;
  bool is_already_so = false;                       // the case says so anyway
  std::vector<std::optional<Estimate>> difference;  // [target] paired with the present case
  /// Of the first target, without its sign; below 0 where there is none.
  double size() const;
};
/// From an evaluation of ablation_rows(); largest change of the first target first.
std::vector<AblationEffect> ablation_effects(const Evaluation& evaluation,
                                             const AblationTable& table);

/// What the present case changes from its first week to its last, run by run, in the unit of the
/// target; from an evaluation that has the level at the start among its targets too. Nothing for
/// what is no level of the last week.
std::optional<Estimate> change_of_the_run(const Evaluation& evaluation, std::size_t target);

}  // namespace palabre
