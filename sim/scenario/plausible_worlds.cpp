#include "sim/scenario/plausible_worlds.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <set>

#include "sim/scenario/csv.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/values.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

constexpr std::string_view kPrefix = "switches.";
constexpr auto kDrawnSwitches =
    std::to_array<std::string_view>({"bargaining", "violence", "force_exponent"});

const SwitchSpec* switch_at(std::string_view key) {
  if (!key.starts_with(kPrefix)) return nullptr;
  key.remove_prefix(kPrefix.size());
  const bool drawn =
      std::find(kDrawnSwitches.begin(), kDrawnSwitches.end(), key) != kDrawnSwitches.end();
  return drawn ? find_switch(key) : nullptr;
}

std::string cell_of(std::string_view key, double value) {
  const SwitchSpec* spec = switch_at(key);
  if (spec != nullptr && !spec->choices.empty())
    return std::string(spec->choices[std::size_t(value)]);
  return number_text(value);
}

double read_cell(CsvReader& csv, std::size_t row, const std::string& key) {
  if (const ParamSpec* spec = find_param(key)) return csv.number(row, key, spec->min, spec->max);
  const SwitchSpec& spec = *switch_at(key);
  if (spec.choices.empty()) {
    const double number = csv.number(row, key, spec.min, spec.max);
    if (!spec.whole || number == std::floor(number)) return number;
    csv.complain(row, key, {TextId::files_needs_whole, {}});
    return spec.initial;
  }
  const std::string name = csv.text(row, key);
  const auto found = std::find(spec.choices.begin(), spec.choices.end(), name);
  if (found != spec.choices.end()) return double(found - spec.choices.begin());
  csv.complain(row, key, {TextId::files_no_such_choice, {name}}, meant(name, spec.choices));
  return spec.initial;
}

}  // namespace

std::span<const std::string_view> drawn_switches() { return kDrawnSwitches; }

double drawn_choice(std::string_view key, double place) {
  const SwitchSpec& spec = *switch_at(key);
  const double count =
      spec.choices.empty() ? spec.max - spec.min + 1.0 : double(spec.choices.size());
  const double first = spec.choices.empty() ? spec.min : 0.0;
  return first + std::min(std::floor(place * count), count - 1.0);
}

void set_number(Scenario& scenario, std::string_view key, double value) {
  if (const ParamSpec* spec = find_param(key)) {
    scenario.params.*spec->field = value;
    return;
  }
  const SwitchSpec& spec = *switch_at(key);
  if (const auto* whole = std::get_if<int Switches::*>(&spec.field))
    scenario.switches.** whole = int(value);
  else
    scenario.switches.*std::get<double Switches::*>(spec.field) = value;
}

double number_at(const Scenario& scenario, std::string_view key) {
  if (const ParamSpec* spec = find_param(key)) return scenario.params.*spec->field;
  const SwitchSpec& spec = *switch_at(key);
  if (const auto* whole = std::get_if<int Switches::*>(&spec.field))
    return scenario.switches.**whole;
  return scenario.switches.*std::get<double Switches::*>(spec.field);
}

double initial_number(std::string_view key) {
  if (const ParamSpec* spec = find_param(key)) return spec->initial;
  return switch_at(key)->initial;
}

double rounded_for_file(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.4g", value);
  return std::strtod(text, nullptr);
}

std::string plausible_worlds_text(const PlausibleWorlds& worlds) {
  std::string out = "draw";
  for (const std::string& key : worlds.keys) out += ',' + key;
  out += '\n';
  for (std::int64_t w = 0; w < worlds.size(); ++w) {
    out += std::to_string(worlds.draws[std::size_t(w)]);
    const std::span<const double> values = worlds.of(w);
    for (std::size_t k = 0; k < values.size(); ++k) out += ',' + cell_of(worlds.keys[k], values[k]);
    out += '\n';
  }
  return out;
}

PlausibleWorlds read_plausible_worlds(std::string_view text, const std::string& shown,
                                      Complaints& complaints) {
  PlausibleWorlds out;
  out.bytes = std::string(text);
  const Csv table = parse_csv(text, shown, complaints);
  CsvReader csv(table, complaints);
  std::vector<std::string_view> needed{"draw"};
  std::vector<std::string> all;
  for (const ParamSpec& spec : param_specs())
    if (spec.key != "uncertainty.width") all.emplace_back(spec.key);
  for (const std::string_view name : kDrawnSwitches)
    all.push_back(std::string(kPrefix) + std::string(name));
  needed.insert(needed.end(), all.begin(), all.end());
  if (!csv.has_columns(needed, {})) return {};
  out.keys = all;
  std::set<std::int64_t> seen;
  for (std::size_t row = 0; row < table.rows.size() && !csv.is_hopeless(); ++row) {
    const double draw = csv.number(row, "draw", 0.0, 1e12);
    if (!seen.insert(std::int64_t(draw)).second)
      csv.complain(row, "draw", {TextId::files_name_twice, {number_text(draw)}});
    out.draws.push_back(std::int64_t(draw));
    for (const std::string& key : out.keys) out.values.push_back(read_cell(csv, row, key));
  }
  return out;
}

}  // namespace palabre
