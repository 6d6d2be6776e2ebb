// One case for each value of each input that is worth trying.

#pragma once

#include <string>
#include <vector>

#include "sim/answer/changes.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/tables/tables.hpp"

namespace palabre::test {

/// Every value that a key is worth trying at.
inline std::vector<Value> values_of(const std::string& key) {
  if (const ParamSpec* spec = find_param(key)) return {spec->min, spec->low, spec->high, spec->max};
  const std::string name = key.substr(key.find('.') + 1);
  std::vector<Value> out;
  if (key.starts_with("levers.")) {
    const LeverSpec& spec = *find_lever(name);
    for (const std::string_view choice : spec.choices) out.emplace_back(std::string(choice));
    if (spec.kind == LeverKind::Flag) out = {true, false};
    if (spec.kind == LeverKind::Date) out = {Date::never(), *parse_date("2022-04-01")};
    if (spec.kind == LeverKind::Number)
      out = {spec.min, spec.max, spec.min + (spec.max - spec.min) / 4};
    return out;
  }
  if (key.starts_with("switches.")) {
    const SwitchSpec& spec = *find_switch(name);
    for (const std::string_view choice : spec.choices) out.emplace_back(std::string(choice));
    if (spec.choices.empty()) out = {spec.min, spec.max};
    return out;
  }
  return {0.0, 0.45, 1.0};
}

/// One case for every value of every key.
inline std::vector<Scenario> every_change() {
  std::vector<Scenario> out;
  for (const std::string& key : scenario_keys())
    for (const Value& value : values_of(key)) {
      Scenario to;
      if (!set_value(to, key, value) && !changes_between(Scenario(), to).empty())
        out.push_back(std::move(to));
    }
  return out;
}

}  // namespace palabre::test
