// A target over a grid of two values of the case, assumptions or levers.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/run/analysis/evaluation.hpp"

namespace palabre {

inline constexpr int kHeatReplicates = 200, kHeatCells = 12;

/// One axis of the grid. A number has a value at the middle of each cell of its range (for an
/// assumption the plausible one); a date goes from the start to the last week, and its last cell is
/// "never"; a choice has a cell for each, a flag two.
struct HeatAxis {
  std::string key;
  std::vector<Value> values;
  Value present;                 // in the case
  int here = -1;                 // cell of the present case; -1: outside the range
  double low = 0.0, high = 0.0;  // ends of the range of a number
  bool is_number() const { return std::holds_alternative<double>(present); }
};
/// Nothing when the key is neither an assumption nor a lever.
std::optional<HeatAxis> heat_axis(const Scenario& scenario, std::string_view key, int cells);
/// Keys that can be an axis: assumptions, then levers.
std::vector<std::string> heat_keys();

/// Row by row from the lowest y, each from the lowest x. Levers are set before assumptions: a
/// mediator brings values with it.
std::vector<PlanRow> heat_rows(const Scenario& scenario, const HeatAxis& x, const HeatAxis& y);

}  // namespace palabre
