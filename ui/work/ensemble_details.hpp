// A closer look, beside the window, at the ensemble that is shown: some of its runs by themselves,
// single runs as lines, one cercle. Belongs to the case shown, or is not there.

#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "sim/run/views/cercle_fans.hpp"
#include "sim/run/views/lines.hpp"
#include "sim/run/views/subset.hpp"
#include "ui/work/latest_task.hpp"

namespace palabre::ui {

/// So many runs are drawn as lines: the first of the ensemble.
inline constexpr std::size_t kLinesDrawn = 40;

/// What panels read of it; null: not wanted, or not there yet.
struct EnsembleDetails {
  TaskStatus<Subset> subset;                       // the runs that match
  std::shared_ptr<const Lines> lines;              // of them, or of all
  std::shared_ptr<const CercleFans> cercle;        // over them, or over all
  std::shared_ptr<const CercleFans> cercle_drawn;  // over all, with drawn assumptions
};

class EnsembleDetailsDesk {
 public:
  struct Request {
    std::optional<RunQuestion> run_filter;  // these runs alone
    bool lines = false;
    std::int64_t also = -1;     // a run that is to be among the lines if it may be; -1: none
    int cercle = -1;            // -1: none
    bool cercle_drawn = false;  // with drawn assumptions too
    std::set<std::string, std::less<>> locked;  // those that are not drawn
  };
  /// @param real  false: the ensembles are made up, and no fans of a cercle belong to them
  EnsembleDetailsDesk(bool real, const std::function<void()>& wake);

  /// Once a frame. `results`: of this scenario and whole; null while it changes or runs.
  void update(const Results* results, const Scenario& scenario,
              const std::shared_ptr<const World>& world, const Request& request);
  /// Stops what runs; it is not begun again for this question.
  void stop();
  /// As of the last update().
  bool busy() const { return busy_; }
  const EnsembleDetails& details() const { return details_; }

 private:
  struct Case {
    const Results& results;
    const Scenario& scenario;
    const std::shared_ptr<const World>& world;
    std::string key;
  };
  void find_subset(const Case& now, const RunQuestion& question);
  void find_lines(const Case& now, const Request& request);
  void find_cercle(const Case& now, const Request& request);
  std::shared_ptr<const Subset> some(const Request& request) const;
  void drop();

  bool real_, busy_ = false;
  EnsembleDetails details_;
  std::string lines_of_;  // what the lines shown belong to
  LatestTask<Subset> subsets_;
  LatestTask<Lines> lines_;
  LatestTask<CercleFans> cercles_, cercles_drawn_;
};

}  // namespace palabre::ui
