// What differs between the inputs of two scenarios, row by row.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/scenario.hpp"

namespace palabre {

/// One input that is not the same.
struct InputDifference {
  std::string key;  // as in a file: "talks.mediator", "levers.mediator", "start", "pact"
  LocalText label;  // of the table's row
  Unit unit{};
  std::optional<Value> a, b;  // nothing: a placed pact that is only in the other
};

/// Label and unit of a key of scenario_keys(); an empty label for any other.
struct KeyDescribed {
  LocalText label;
  Unit unit{};
};
KeyDescribed described(std::string_view key);

/// Start, weeks, seed, replicates and world, then every key in table order, then placed pacts.
/// Empty when both say the same to a run, whatever their files look like; titles, notes,
/// expectations and sources do not count.
std::vector<InputDifference> differences(const Scenario& a, const Scenario& b);

/// A case by the name under which its user knows it.
struct NamedCase {
  std::string name;
  const Scenario& scenario;
  const World& world;
};
/// What keeps two cases from being paired week by week; nothing when they can be.
std::optional<Message> cannot_pair(const NamedCase& a, const NamedCase& b);

}  // namespace palabre
