// What is worked out once an ensemble is whole: where its runs disagree on the map, and the same
// ensemble with drawn assumptions.

#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "sim/run/views/disagreement.hpp"
#include "sim/run/views/uncertainty.hpp"
#include "sim/scenario/plausible_worlds.hpp"
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
  worlds,  // the runs stand in plausible worlds: bands and shares hold them already
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
  /// Where a share lies when the assumptions vary: over the worlds its runs stand in, or over
  /// draws; nothing when that is not known or not wanted.
  std::optional<ShareRange> range(const OutcomeShare& of) const;
};

/// True where each world has a value of its own: the runs stand in plausible worlds, and the
/// scenario leaves the value at the default.
bool each_world_has_its_own(const Scenario& scenario, const World& world, std::string_view key);
/// True where worlds would differ in a value if the scenario left it at the default.
bool held_in_all_worlds(const Scenario& scenario, const World& world, std::string_view key);

/// Where the values of worlds lie.
struct WorldValues {
  double low = 0.0, high = 0.0;  // the middle 90 of 100 worlds
};
/// By key, worked out when it is first asked for.
class WorldValuesByKey {
 public:
  /// @param worlds  have the key
  WorldValues of(const std::shared_ptr<const PlausibleWorlds>& worlds, std::string_view key);

 private:
  std::shared_ptr<const PlausibleWorlds> worlds_;
  std::map<std::string, WorldValues, std::less<>> values_;
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
