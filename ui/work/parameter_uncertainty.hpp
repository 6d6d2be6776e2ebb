// What is worked out once an ensemble is whole: where its runs disagree on the map, and the same
// ensemble with drawn assumptions.

#pragma once

#include <memory>
#include <set>
#include <string>

#include "sim/run/views/disagreement.hpp"
#include "sim/run/views/uncertainty.hpp"
#include "ui/work/case_task.hpp"

namespace palabre::ui {

/// How things stand with the hatched edges.
enum class EdgeState {
  off,      // not wanted
  waiting,  // the case is changing, or its ensemble is not whole
  fixed,    // nothing to draw: no width, or everything locked
  running,
  stopped,
  failed,
  there,
};

/// What panels read of it.
struct Edges {
  EdgeState state = EdgeState::off;
  std::shared_ptr<const UncertaintyEnsemble> spread;  // unless `there`: none
  std::shared_ptr<const Disagreement> disagreement;   // null: not wanted, or not counted yet
  bool counts = false;                                // hatching of the map is wanted
  std::int64_t done = 0, total = 0;                   // while running
  std::string failure;

  /// A hatched edge is on its way: axes leave room for it.
  bool pending() const { return state == EdgeState::waiting || state == EdgeState::running; }
  /// Takes in how things stand with the drawn ensemble.
  void take(const TaskStatus<UncertaintyEnsemble>& drawn);
  /// The same series with drawn assumptions; null: none.
  const Series* drawn(const Series& of) const;
};

/// Where the runs of a case disagree on the map.
CaseTask<Disagreement>::Work disagreement_work(const Scenario& scenario,
                                               const std::shared_ptr<const World>& world,
                                               int threads);
/// The ensemble of a case with drawn assumptions, but for the locked ones.
CaseTask<UncertaintyEnsemble>::Work uncertainty_work(
    const Scenario& scenario, const std::shared_ptr<const World>& world,
    const std::set<std::string, std::less<>>& locked, int threads);

}  // namespace palabre::ui
