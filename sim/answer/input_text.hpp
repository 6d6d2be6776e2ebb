// One changed input in words.

#pragma once

#include <string>
#include <vector>

#include "sim/scenario/differences.hpp"

namespace palabre {

/// What follows "With": "the mediator's standing raised from 0.6 to 0.8", "Imam Dicko mediating".
std::string input_phrase(const InputDifference& row, Lang lang);
/// In a word or two: "Dicko", "the exit".
std::string input_brief(const InputDifference& row, Lang lang);
/// "the mediator's standing (0.6 to 0.8)"
std::string input_move(const InputDifference& row, Lang lang);
/// Over plausible worlds, each with a value of its own before: "the mediator's standing set to 0.8
/// in every world", "the mediator's standing (0.8 in every world)"; and with one now.
std::string input_set_in_worlds(const InputDifference& row, Lang lang);
std::string input_move_in_worlds(const InputDifference& row, Lang lang);
std::string input_left_to_worlds(const InputDifference& row, Lang lang);
/// "the mediator's standing (0.2 to 0.9)"
std::string input_range(const InputDifference& row, double low, double high, Lang lang);
/// The noun of a number that can be changed: "the mediator's standing".
std::string input_noun(std::string_view key, Lang lang);
/// A value of this unit: "0.5", "30 weeks", "32%".
std::string input_value(Unit unit, double value, Lang lang);
/// Placed pacts that are not the same.
std::string pacts_phrase(const std::vector<PlacedPact>& from, const std::vector<PlacedPact>& to,
                         Lang lang);

}  // namespace palabre
