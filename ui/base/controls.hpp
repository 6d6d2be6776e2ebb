// Every value a person can set, parameter or lever alike: its name, its value in words, how far it
// goes, what a step is, how a date is typed.

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sim/scenario/input.hpp"

namespace palabre::ui {

/// What a slider runs over. Positions are shares of its length.
struct SliderRange {
  double min = 0.0, max = 1.0;
  bool logarithmic = false;
  double step = 0.0;  // values snap to multiples; 0: three significant digits
  double share_of(double value) const;
  double value_at(double share) const;
};
SliderRange range_of(const ParamSpec& spec);
SliderRange range_of(const LeverSpec& spec);
SliderRange range_of(const SwitchSpec& spec);

/// "levers.NAME"
std::string key_of(const LeverSpec& spec);
/// What a lever says in a scenario, as set_value() would take it.
Value lever_value(const Levers& levers, const LeverSpec& spec);
std::string value_in_words(const Value& value, Lang lang);
/// A key as the controls call it.
std::string control_name(const InputRef& input, Lang lang);
std::string control_name(std::string_view key, Lang lang);
/// The value a key has by the tables alone, in a scenario with this start.
std::optional<Value> initial_value(const Scenario& scenario, const InputRef& input);
std::optional<Value> initial_value(const Scenario& scenario, std::string_view key);
/// True when one of the claims is an assumption or a judgement.
bool is_assumed(const Claims& claims);

/// Where a date stands on the timeline [weeks after the start]; "never" has a place after the end.
double date_place(Date date, const Scenario& scenario);
Date date_at(double place, const Scenario& scenario);
/// The timeline's end: weeks of the run and the room for "never".
double timeline_end(int weeks);

/// "2023-06-30", in French "30/06/2023"; "never" in the language.
std::string typed_date(Date date, Lang lang);
/// Reads YYYY-MM-DD, "30 Jun 2023" in either language, in French also jj/mm/aaaa, and "never".
std::optional<Date> read_typed_date(std::string_view typed, Lang lang);

/// The value one step up or down (direction +1 or -1): a hundredth of the slider, a week, the next
/// choice, the other state of a flag. Nothing at the end of the range or for an unknown key.
std::optional<Value> nudged(const Scenario& scenario, const InputRef& input, int direction);
std::optional<Value> nudged(const Scenario& scenario, std::string_view key, int direction);

}  // namespace palabre::ui
