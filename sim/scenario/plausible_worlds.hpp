// Settings of the assumptions that the calibration targets do not rule out, as a table that ships
// with a world: one row a setting.

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/complaints.hpp"
#include "sim/tables/tables.hpp"

namespace palabre {

struct Scenario;

struct PlausibleWorlds {
  std::vector<std::string> keys;    // parameters, and structural switches by their number
  std::vector<std::int64_t> draws;  // [world] its number in the design it was drawn from
  std::vector<double> values;       // [world][key]
  std::string bytes;                // of the file, for the digest of inputs; empty when made here

  std::int64_t size() const { return std::int64_t(draws.size()); }
  std::span<const double> of(std::int64_t world) const {
    return std::span(values).subspan(std::size_t(world) * keys.size(), keys.size());
  }
};

/// Whether each world has its own value of an assumption where the case has the default: of all but
/// the width of the draws of one setting.
inline bool is_drawn(const ParamSpec& spec) { return spec.key != "uncertainty.width"; }
/// Structural switches that worlds differ in.
std::span<const std::string_view> drawn_switches();
/// The choice, by its number, or the value of a switch at a place of [0, 1).
double drawn_choice(std::string_view key, double place);
/// Sets a parameter, or a switch of drawn_switches() by the number of its choice.
void set_number(Scenario& scenario, std::string_view key, double value);
/// The value of a parameter or such a switch, and what it is at first.
double number_at(const Scenario& scenario, std::string_view key);
double initial_number(std::string_view key);
/// As a file holds it: four significant digits.
double rounded_for_file(double value);

/// The table as a file: columns `draw` and the keys, choices by their names.
std::string plausible_worlds_text(const PlausibleWorlds& worlds);
/// Reads it back. Complains of unknown or missing keys, values out of range, a world named twice.
PlausibleWorlds read_plausible_worlds(std::string_view text, const std::string& shown,
                                      Complaints& complaints);

}  // namespace palabre
