// The points of [[sweep]] blocks: any of them by its number, so that none has to be kept.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/input.hpp"
#include "sim/scenario/scenario.hpp"

namespace palabre {

/// "latin_hypercube"
std::string_view method_name(SweepMethod method);

/// The points of one block. grid: every combination, the last key fastest; list: the k-th of every
/// list; latin_hypercube, sobol and morris: between the two ends of each key, of an assumption on
/// its own scale. Designs are drawn by the scenario's seed and the name of the sweep.
class SweepDesign {
 public:
  SweepDesign(const Scenario& scenario, const Sweep& sweep);

  std::int64_t points() const { return points_; }
  const Sweep& sweep() const { return sweep_; }
  /// Replicates of each point.
  int replicates() const { return replicates_; }
  /// [key] in the order of the block.
  std::vector<Value> values(std::int64_t point) const;
  /// The scenario at a point. A mediator brings its preset, which yields to other keys of the
  /// sweep.
  Scenario at(std::int64_t point) const;

 private:
  std::vector<double> places(std::int64_t point) const;

  Scenario scenario_;
  Sweep sweep_;
  std::vector<InputRef> inputs_;
  std::uint64_t key_ = 0;
  std::int64_t points_ = 0;
  int replicates_ = 0;
};

/// Several blocks one after the other.
class SweepPlan {
 public:
  /// Those of these names; none: all. `replicates`: instead of what blocks and scenario say.
  SweepPlan(const Scenario& scenario, const std::vector<std::string>& names,
            std::optional<int> replicates = {});

  std::int64_t points() const { return points_; }
  const std::vector<SweepDesign>& designs() const { return designs_; }
  struct Place {
    const SweepDesign* design;
    std::int64_t point;  // of it
  };
  Place place(std::int64_t point) const;

 private:
  std::vector<SweepDesign> designs_;
  std::int64_t points_ = 0;
};

}  // namespace palabre
