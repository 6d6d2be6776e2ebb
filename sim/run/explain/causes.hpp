// Counterfactuals: the same ensemble on common random numbers without one cause at a time.

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "sim/run/views/compare.hpp"
#include "sim/tables/explain.hpp"

namespace palabre {

/// The scenario without a cause; nothing when it is not in it, or never acts. Local pacts go with
/// those that the author placed. An offer of the full precondition counts as the two exits it
/// brings, so that each can be taken away by itself.
std::optional<Scenario> without(const Scenario& scenario, CauseId cause);

/// How one run ends without a cause.
struct EndWithout {
  OutcomeId outcome{};
  bool failed = false;  // it left the bounds of the model without the cause
};

/// What the ensemble does without one cause.
struct Counterfactual {
  CauseId cause{};
  std::int64_t pairs = 0;    // runs that finished with and without
  std::int64_t flipped = 0;  // of them end in another outcome
  Estimate flips;            // share of pairs (Wilson)
  // Of the runs that ended as the one explained:
  std::int64_t of = 0, lost = 0;    // how many there are, and how many end otherwise
  std::optional<Estimate> losses;   // share (Wilson); nothing when none ended so
  Estimate with, sans, difference;  // share of that outcome with and without, and paired difference
  OutcomeId instead{};              // how the replicate explained ends without
  bool failed = false;              // it left the bounds of the model without the cause
  std::vector<EndWithout> others;   // the same of the further runs asked for
  /// In how many runs national talks start: a with the cause, b without.
  std::optional<StatisticDifference> talks;
};

struct CauseOptions {
  OutcomeId outcome{};                    // how the run explained ended
  std::int64_t replicate = 0;             // its number
  CompareOptions compare;                 // parting is not asked for
  std::vector<std::int64_t> others = {};  // further runs whose end is wanted
};
/// The causes of the table that are in the scenario, in its order.
std::vector<CauseId> causes_in(const Scenario& scenario);
/// The ensemble without one of them, paired with the ensemble itself: it serves every outcome.
struct Rerun {
  CauseId cause{};
  std::shared_ptr<Recording> without;
  Comparison comparison;
};
/// `runs` are those of the scenario itself. Nothing when stopped early.
std::optional<Rerun> rerun_without(const Scenario& scenario, const World& world, Recording& runs,
                                   CauseId cause, const CompareOptions& options);
/// What a rerun says of the runs that ended in one outcome.
Counterfactual counterfactual(Recording& runs, const Rerun& rerun, const CauseOptions& options);
/// First what most of the runs that ended so need, then what flips most runs at all; of equals in
/// the order given.
void sort_by_need(std::vector<Counterfactual>& rows);
/// All of them, one at a time, sorted by need. Nothing when stopped early.
std::optional<std::vector<Counterfactual>> counterfactuals(const Scenario& scenario,
                                                           const World& world, Recording& runs,
                                                           const CauseOptions& options);

}  // namespace palabre
