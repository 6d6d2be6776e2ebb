// Many points on common random numbers: what every analysis runs. A point is a scenario with other
// values; replicate k of one point meets the same random numbers as replicate k of every other, so
// that a change without a causal path to an outcome moves it by exactly nothing.

#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "sim/run/engine/ensemble.hpp"
#include "sim/run/engine/statistics.hpp"

namespace palabre {

struct BlockTask;
struct ReplicateRange;

/// What is asked of a replicate: whether it ended in a class, or a statistic.
struct Target {
  std::optional<OutcomeId> outcome;
  StatisticId statistic{};  // when there is no outcome

  std::string_view id() const;
  Words label() const;
  Unit unit() const;
  StatisticKind kind() const;
  /// What it can be in a run of so many weeks.
  Range range(int weeks) const;
};
/// "frozen", "outcome.frozen" or "talks_by_week_104"; nothing when there is none of the name,
/// or when it is a median, which no single replicate has.
std::optional<Target> find_target(std::string_view id);
/// Every name that find_target() knows, outcomes first.
std::vector<std::string_view> target_names();
/// Weeks that a run must have for its value of the target: what is counted up to a week is settled
/// then. At most `weeks`. [weeks]
int horizon_of(const Target& target, int weeks);

/// The values of one point.
struct PlanRow {
  Params params;
  Levers levers;
  Issues issues;
  Switches switches;
};
PlanRow row_of(const Scenario& scenario);
/// The scenario at a row.
Scenario with_row(Scenario scenario, const PlanRow& row);

/// One replicate at one point: nothing when it failed or has no such value.
using Cell = std::optional<Contribution>;

/// What of the replicates of a point is independent: each of them, or, where the scenario plays
/// over plausible worlds, the total of each eight that stand in one world.
class Independent {
 public:
  Independent(const Scenario& scenario, const Target& target);
  std::vector<Cell> cells(std::span<const Cell> replicates) const;
  /// How the cells are put together, and what the result can be.
  StatisticKind kind() const { return kind_; }
  const Range& range() const { return range_; }

 private:
  bool by_world_;
  StatisticKind kind_;
  Range range_;
};

/// What of each run an Evaluation works out. `needed`: only the weeks that the targets need, and
/// nothing beside the cells; `whole`: everything, to check that the cells are the same.
enum class Effort { needed, whole };

/// Points in order, each with the same replicates. Grows point by point; what is there is a prefix
/// and never changes, so that a stopped analysis rests on whole points. Where looks are asked for,
/// all points have the replicates of the first look before any has more, and what is shown rests on
/// whole looks. The same bits for any number of threads, and in the end for any looks.
/// A replicate that leaves the bounds of the model only after the weeks that are needed has a value
/// and is not among the failed.
class Evaluation {
 public:
  /// @param scenario    gives the seed, the weeks and everything that a row does not
  /// @param replicates  of each point, from number 0 on
  /// @param look        of them in each look, a multiple of kBlockLanes; 0: all in one
  Evaluation(Scenario scenario, std::shared_ptr<const World> world, std::vector<PlanRow> rows,
             std::vector<Target> targets, int replicates, Effort effort = Effort::needed,
             int look = 0);

  /// Runs until the first `steps` are done: the points of the first look, those of the next, and so
  /// on. False when stopped before. `progress` counts runs.
  bool run_to(std::size_t steps, int threads, const std::stop_token& stop = {},
              const Progress& progress = {});
  bool run(int threads, const std::stop_token& stop = {}, const Progress& progress = {}) {
    return run_to(steps(), threads, stop, progress);
  }

  std::size_t points() const { return rows_.size(); }
  /// Points that are there, with replicates_shown() each.
  std::size_t done() const { return looks_done_ > 0 ? rows_.size() : points_in_look(); }
  std::size_t steps() const { return rows_.size() * std::size_t(looks_); }
  std::size_t steps_done() const {
    return std::size_t(looks_done_) * rows_.size() + points_in_look();
  }
  std::int64_t runs_done() const;
  bool complete() const { return looks_done_ == looks_; }
  int replicates() const { return replicates_; }
  /// Of each point, while not all looks are done.
  int replicates_shown() const { return std::min(replicates_, std::max(looks_done_, 1) * look_); }
  std::int64_t runs() const { return std::int64_t(rows_.size()) * replicates_; }
  const std::vector<Target>& targets() const { return targets_; }
  const PlanRow& row(std::size_t point) const { return rows_[point]; }
  const Scenario& scenario() const { return scenario_; }
  const std::shared_ptr<const World>& world() const { return world_; }

  /// [replicate] of a point that is there.
  std::span<const Cell> cells(std::size_t point, std::size_t target = 0) const;
  /// Mean over the replicates that have one; nothing when none has, or the point is not there.
  std::optional<double> value(std::size_t point, std::size_t target = 0) const;
  /// value() of every point.
  std::vector<std::optional<double>> values(std::size_t target = 0) const;
  /// The point by itself, with the interval of any ensemble.
  std::optional<Estimate> estimate(std::size_t point, std::size_t target = 0) const;
  /// `point` minus `from`, paired replicate by replicate.
  std::optional<Estimate> difference(std::size_t from, std::size_t point,
                                     std::size_t target = 0) const;
  /// One target minus another of the same kind, at one point, paired replicate by replicate: what a
  /// level of the last week changed since the first, say. Nothing when the point is not there.
  std::optional<Estimate> change(std::size_t point, std::size_t from_target,
                                 std::size_t to_target) const;
  /// Replicates, of the points that are there, that left the bounds of the model.
  std::int64_t failed() const;
  /// Points that no model could be made of: values that exclude each other.
  std::int64_t refused() const;

 private:
  std::optional<Estimate> paired(std::size_t from, std::size_t from_target, std::size_t to,
                                 std::size_t to_target) const;
  struct FillCells;
  struct PointState;
  std::size_t unit_of(const BlockTask& task) const;
  ReplicateRange range_of_look(std::size_t points) const;
  std::size_t points_in_look() const;
  std::size_t units_shown() const;
  /// Returns how many replicates failed.
  int run_block(PointState& state, const BlockTask& task);

  Scenario scenario_;
  std::shared_ptr<const World> world_;
  std::vector<PlanRow> rows_;
  std::vector<Target> targets_;
  int replicates_;
  int weeks_;  // run of each replicate
  Effort effort_;
  int look_;  // replicates of each point in one look
  int looks_;
  int looks_done_ = 0;
  int unit_replicates_;  // of one point that one thread runs on end
  std::int64_t units_per_point_;
  std::int64_t pieces_done_ = 0;      // of the look that is going on
  std::vector<Cell> cells_;           // [point][target][replicate]
  std::vector<std::int32_t> failed_;  // [unit] replicates; -1: no model
};

/// Seconds that one run takes on one thread with these targets: the median of a few trials, so that
/// something else on the machine does not double it. [s]
double seconds_per_run(const Scenario& scenario, const World& world,
                       const std::vector<Target>& targets);

}  // namespace palabre
