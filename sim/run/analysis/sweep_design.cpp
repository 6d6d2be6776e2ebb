#include "sim/run/analysis/sweep_design.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

#include "sim/model/hash.hpp"
#include "sim/run/stats/design.hpp"
#include "sim/run/stats/point_designs.hpp"

namespace palabre {
namespace {

constexpr std::string_view kMediator = "levers.mediator";

std::int64_t points_of(const Sweep& sweep) {
  std::int64_t points = 1;
  switch (sweep.method) {
    case SweepMethod::grid:
      for (const SweepVariable& v : sweep.vary) points *= std::ssize(v.values);
      return points;
    case SweepMethod::list:
      return sweep.vary.empty() ? 0 : std::ssize(sweep.vary.front().values);
    case SweepMethod::latin_hypercube:
    case SweepMethod::sobol:
      return sweep.points.value_or(0);
    case SweepMethod::morris:
      break;
  }
  return std::int64_t(sweep.trajectories.value_or(0)) * (std::ssize(sweep.vary) + 1);
}

Value listed_value(const SweepVariable& variable, std::size_t at, bool is_date) {
  const auto& value = variable.values[at];
  if (const double* number = std::get_if<double>(&value)) return *number;
  if (const bool* flag = std::get_if<bool>(&value)) return *flag;
  const std::string& words = std::get<std::string>(value);
  if (!is_date) return words;
  const std::optional<Date> date = parse_date(words);
  assert(date);
  return *date;
}

/// From the low end to the high one, of an assumption by its own scale. Whole numbers get equal
/// shares of [0, 1).
double between(const InputRef& input, double low, double high, double u) {
  if (const SwitchSpec* whole = input.model_switch(); whole != nullptr && whole->whole)
    return std::min(high, low + std::floor(u * (high - low + 1.0)));
  const ParamSpec* spec = input.param();
  if (spec == nullptr || spec->scale == Scale::Linear || !(low > 0.0))
    return std::clamp(low + u * (high - low), low, high);  // the sum may be rounded beyond
  return std::clamp(low * std::pow(high / low, u), low, high);
}

}  // namespace

std::string_view method_name(SweepMethod method) {
  constexpr std::array<std::string_view, 5> kNames{"grid", "list", "latin_hypercube", "sobol",
                                                   "morris"};
  return kNames[std::size_t(method)];
}

SweepDesign::SweepDesign(const Scenario& scenario, const Sweep& sweep)
    : scenario_(scenario),
      sweep_(sweep),
      key_(mixed(hash_bytes(sweep.name), std::uint64_t(scenario.seed)).high),
      points_(points_of(sweep)),
      replicates_(sweep.replicates.value_or(scenario.replicates)) {
  for (const SweepVariable& variable : sweep.vary) inputs_.push_back(*InputRef::find(variable.key));
  scenario_.replicates = replicates_;
  scenario_.sweeps.clear();
  scenario_.expectations.clear();
}

std::vector<double> SweepDesign::places(std::int64_t point) const {
  const std::size_t columns = inputs_.size();
  if (sweep_.method == SweepMethod::latin_hypercube)
    return latin_point(point, points_, columns, key_);
  if (sweep_.method == SweepMethod::sobol) return sobol_point(point, columns, key_);
  const auto steps = std::int64_t(columns) + 1;
  const MorrisTrajectory one =
      morris_trajectory(std::size_t(point / steps), columns, *sweep_.levels, key_);
  std::vector<double> out;
  for (std::size_t k = 0; k < columns; ++k)
    out.push_back(one.points(point % steps, Eigen::Index(k)));
  return out;
}

std::vector<Value> SweepDesign::values(std::int64_t point) const {
  assert(point >= 0 && point < points_);
  std::vector<Value> out(inputs_.size());
  const bool is_grid = sweep_.method == SweepMethod::grid;
  if (is_grid || sweep_.method == SweepMethod::list) {
    std::int64_t left = point;
    for (std::size_t k = inputs_.size(); k-- > 0;) {
      const std::int64_t count = std::ssize(sweep_.vary[k].values);
      const LeverSpec* lever = inputs_[k].lever();
      out[k] = listed_value(sweep_.vary[k], std::size_t(is_grid ? left % count : point),
                            lever != nullptr && lever->kind == LeverKind::Date);
      left /= count;
    }
    return out;
  }
  const std::vector<double> u = places(point);
  for (std::size_t k = 0; k < inputs_.size(); ++k)
    out[k] = between(inputs_[k], std::get<double>(sweep_.vary[k].values[0]),
                     std::get<double>(sweep_.vary[k].values[1]), u[k]);
  return out;
}

Scenario SweepDesign::at(std::int64_t point) const {
  Scenario out = scenario_;
  const std::vector<Value> all = values(point);
  for (const bool mediator : {true, false})
    for (std::size_t k = 0; k < all.size(); ++k) {
      if ((sweep_.vary[k].key == kMediator) != mediator) continue;
      [[maybe_unused]] const auto refusal = inputs_[k].set(out, all[k]);
      assert(!refusal);  // each was checked when the file was read
    }
  return out;
}

SweepPlan::SweepPlan(const Scenario& scenario, const std::vector<std::string>& names,
                     std::optional<int> replicates) {
  for (Sweep sweep : scenario.sweeps) {
    if (!names.empty() && std::find(names.begin(), names.end(), sweep.name) == names.end())
      continue;
    if (replicates) sweep.replicates = replicates;
    designs_.emplace_back(scenario, sweep);
    points_ += designs_.back().points();
  }
}

SweepPlan::Place SweepPlan::place(std::int64_t point) const {
  assert(point >= 0 && point < points_);
  auto design = designs_.begin();
  for (; point >= design->points(); ++design) point -= design->points();
  return {&*design, point};
}

}  // namespace palabre
