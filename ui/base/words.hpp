// Numbers, dates and sentences as people read them, in the language of the window.

#pragma once

#include <fmt/core.h>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/report/input_words.hpp"
#include "sim/run/engine/results.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/tables/tables.hpp"

namespace palabre::ui {

/// A string of the text table with its arguments filled in.
template <class... Args>
std::string say(Lang lang, TextId id, const Args&... args) {
  return fmt::format(fmt::runtime(text(id, lang)), args...);
}

/// At most `digits` significant digits, thousands grouped, decimal comma in French.
std::string number(double value, Lang lang, int digits = 4);
/// "1,250" or "1 250"
std::string whole(std::int64_t value, Lang lang);
/// 400000 as "400k", for axes.
std::string compact(double value, Lang lang);
/// What a value may be: "0 to 2 operations/week/cercle".
std::string range_in_words(double min, double max, Unit unit, Lang lang);
/// A share as "34 %".
std::string percent(double share, Lang lang);
/// "34 of 100 runs", "fewer than 1 of 100", "none of 1,000 runs": never finer than the sample.
std::string share_in_words(std::int64_t count, std::int64_t runs, Lang lang);
/// "12 Jun 2024", or "never".
std::string date_in_words(std::chrono::sys_days day, Lang lang);
std::string date_in_words(Date date, Lang lang);
/// "54 of 100", "1,240 deaths/year": the value of a statistic.
std::string statistic_value(const Statistic& statistic, Lang lang);
/// "51 to 57": its 95 % interval.
std::string statistic_interval(const Statistic& statistic, Lang lang);
/// Limits that are written already, with what they rest on when that is no spread over runs.
std::string limits_in_words(const Estimate& e, const std::string& limits, Lang lang);
/// The same of a difference: in few words when it is the same in all runs.
std::string change_limits_in_words(const Estimate& e, const std::string& limits, Lang lang);
/// Two cells of a CSV: both ends of an interval; empty where there is none (one run, or the same
/// value in all runs of a quantity without bounds).
std::string interval_csv(const Estimate& e);
/// "+9 [+6, +12]": a difference with its interval, as fine as that. `of_100`: a share, out of 100.
std::string difference_in_words(const Estimate& difference, bool of_100, Lang lang);

/// Reads a number with a point or a comma, spaces ignored.
std::optional<double> parse_number(std::string_view typed);
/// True when `needle` stands in `hay`, whatever the case and the accents.
bool found_in(std::string_view hay, std::string_view needle);

/// First day of a week of the run.
inline std::chrono::sys_days day_of(const Scenario& scenario, int week) {
  return scenario.start + std::chrono::days(7 * week);
}

}  // namespace palabre::ui
