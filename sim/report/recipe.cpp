#include "sim/report/recipe.hpp"

#include <fmt/format.h>

#include <sstream>

#include "sim/run/engine/ensemble.hpp"
#include "sim/scenario/input.hpp"
#include "sim/tables/visible.hpp"

namespace palabre {
namespace {

// A value as --set takes it; nothing for one that is given by a parameter.
std::string as_typed(const Value& value) {
  if (const auto* number = std::get_if<double>(&value))
    return *number == *number ? number_text(*number) : std::string();
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const auto* date = std::get_if<Date>(&value)) return to_string(*date);
  return std::get<std::string>(value);
}

}  // namespace

std::string recipe_of(const Scenario& scenario, const Results& results) {
  std::string out = fmt::format(
      "palabre {}\ndigest {}\nscenario_digest {}\nstart {}\nweeks {}\nreplicates {}\nseed {}\n",
      program_version(), results.digest, results.manifest.scenario_digest, results.manifest.start,
      scenario.weeks, results.manifest.replicates, scenario.seed);
  // Levers first: a mediator brings values with it, and only what differs from those is written.
  Scenario plain;
  plain.start = scenario.start;
  plain.levers = default_levers(scenario.start);
  for (const bool levers : {true, false})
    for (const InputRef& input : all_inputs()) {
      if ((input.lever() != nullptr) != levers) continue;
      const std::optional<Value> now = input.get(scenario);
      if (!now || now == input.get(plain)) continue;
      const std::string words = as_typed(*now);
      if (words.empty()) continue;
      out += fmt::format("set {}={}\n", input.key(), words);
      input.set(plain, *now);
    }
  return out;
}

std::string csv_comments(const std::string& lines) {
  std::istringstream stream(lines);
  std::string out;
  for (std::string line; std::getline(stream, line);) {
    line.erase(line.find_last_not_of(' ') + 1);
    out += "# " + visible_line(line) + "\n";
  }
  return out;
}

}  // namespace palabre
