#include "sim/run/analysis/heatmap.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "sim/run/stats/design.hpp"

namespace palabre {
namespace {

constexpr std::string_view kLevers = "levers.";

int cell_at(double place, int cells) {
  return place >= 0.0 && place <= 1.0 ? std::min(cells - 1, int(place * cells)) : -1;
}

void fill_number(HeatAxis& axis, double low, double high, int cells) {
  axis.low = low;
  axis.high = high;
  for (int k = 0; k < cells; ++k) axis.values.emplace_back(low + (k + 0.5) / cells * (high - low));
  axis.here = cell_at((std::get<double>(axis.present) - low) / (high - low), cells);
}

// The last cell is "never"; the others are as far apart as whole weeks allow.
void fill_dates(HeatAxis& axis, const Scenario& scenario, int cells) {
  const Date present = std::get<Date>(axis.present);
  const int dates = std::max(1, std::min(cells - 1, scenario.weeks));
  const double step = dates > 1 ? double(scenario.weeks - 1) / double(dates - 1) : 0.0;
  double nearest = 0.0;
  for (int k = 0; k < dates; ++k) {
    const std::chrono::sys_days day =
        scenario.start + std::chrono::days(7 * std::llround(k * step));
    axis.values.emplace_back(Date::from(day));
    if (present.is_never()) continue;
    const double away = std::abs(double((present.days() - day).count()));
    if (axis.here < 0 || away < nearest) {
      nearest = away;
      axis.here = k;
    }
  }
  axis.values.emplace_back(Date::never());
  if (present.is_never()) axis.here = dates;
}

void fill_lever(HeatAxis& axis, const LeverSpec& spec, const Scenario& scenario, int cells) {
  switch (spec.kind) {
    case LeverKind::Number:
      return fill_number(axis, spec.min, spec.max, cells);
    case LeverKind::Date:
      return fill_dates(axis, scenario, cells);
    case LeverKind::Flag:
      axis.values = {Value{false}, Value{true}};
      break;
    case LeverKind::Choice:
      for (std::string_view choice : spec.choices) axis.values.emplace_back(std::string(choice));
      break;
  }
  axis.here =
      int(std::find(axis.values.begin(), axis.values.end(), axis.present) - axis.values.begin());
}

}  // namespace

std::optional<HeatAxis> heat_axis(const Scenario& scenario, std::string_view key, int cells) {
  const ParamSpec* param = find_param(key);
  const LeverSpec* lever =
      key.starts_with(kLevers) ? find_lever(key.substr(kLevers.size())) : nullptr;
  const auto present = get_value(scenario, key);
  if ((param == nullptr && lever == nullptr) || !present) return {};
  HeatAxis axis;
  axis.key = key;
  axis.present = *present;
  if (lever != nullptr) {
    fill_lever(axis, *lever, scenario, cells);
    return axis;
  }
  axis.low = param->low;
  axis.high = param->high;
  for (int k = 0; k < cells; ++k)
    axis.values.emplace_back(plausible_value(*param, (k + 0.5) / cells));
  axis.here = cell_at(plausible_place(*param, std::get<double>(axis.present)), cells);
  return axis;
}

std::vector<std::string> heat_keys() {
  std::vector<std::string> out;
  for (const ParamSpec& spec : param_specs()) out.emplace_back(spec.key);
  for (const LeverSpec& spec : lever_specs())
    out.push_back(std::string(kLevers) + std::string(spec.name));
  return out;
}

std::vector<PlanRow> heat_rows(const Scenario& scenario, const HeatAxis& x, const HeatAxis& y) {
  std::vector<PlanRow> rows;
  for (const Value& up : y.values)
    for (const Value& across : x.values) {
      Scenario at = scenario;
      for (const bool levers : {true, false})
        for (const auto& [axis, value] : {std::pair{&x, &across}, std::pair{&y, &up}}) {
          if (axis->key.starts_with(kLevers) != levers) continue;
          [[maybe_unused]] const auto refusal = set_value(at, axis->key, *value);
          assert(!refusal && "values of an axis are allowed ones");
        }
      rows.push_back(row_of(at));
    }
  return rows;
}

}  // namespace palabre
