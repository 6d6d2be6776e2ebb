// What is worked out beside the window once an ensemble is whole: where its runs disagree on the
// map, then the same ensemble with drawn assumptions. Belongs to the case shown, or is not there.

#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>

#include "sim/run/views/disagreement.hpp"
#include "sim/run/views/uncertainty.hpp"
#include "ui/work/latest_task.hpp"

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
  const UncertaintyEnsemble* spread = nullptr;  // unless `there`: none
  const Disagreement* disagreement = nullptr;   // null: not wanted, or not counted yet
  bool counts = false;                          // hatching of the map is wanted
  std::int64_t done = 0, total = 0;             // while running
  std::string failure;

  /// A hatched edge is on its way: axes leave room for it.
  bool pending() const { return state == EdgeState::waiting || state == EdgeState::running; }
  /// The same series with drawn assumptions; null: none.
  const Series* drawn(const Series& of) const;
};

/// What the panels are told, and what is asked for.
class ParameterUncertainty {
 public:
  struct Request {
    bool edges = true, counts = true;
  };
  /// @param real  false: the ensembles are made up, and nothing can be worked out beside them
  ParameterUncertainty(bool real, const std::function<void()>& wake)
      : real_(real), counted_(wake), drawn_(wake) {}

  /// Once a frame. `results`: of this scenario and whole; null while it changes or runs.
  void update(const Results* results, const Scenario& scenario,
              const std::shared_ptr<const World>& world,
              const std::set<std::string, std::less<>>& locked, Request request);
  /// Stops what runs; it is not begun again for this case.
  void stop();
  /// As of the last update().
  bool busy() const { return busy_; }
  const Edges& edges() const { return edges_; }

 private:
  void count(const std::string& key, const Scenario& scenario,
             const std::shared_ptr<const World>& world);
  void draw(const std::string& key, const Scenario& scenario,
            const std::shared_ptr<const World>& world,
            const std::set<std::string, std::less<>>& locked);
  void tell(const TaskStatus<UncertaintyEnsemble>& drawn);

  bool real_, busy_ = false, halted_ = false;
  Edges edges_;
  std::shared_ptr<const UncertaintyEnsemble> spread_;  // what edges_ points to
  std::shared_ptr<const Disagreement> disagreement_;
  std::string counted_key_, drawn_key_;  // asked last
  LatestTask<Disagreement> counted_;
  LatestTask<UncertaintyEnsemble> drawn_;
};

}  // namespace palabre::ui
