// What runs say, for spreadsheets: one row a number, the same columns for everything.

#pragma once

#include <string>

#include "sim/run/engine/results.hpp"

namespace palabre {

/// file, kind (outcome, statistic, series), id, unit, week (of a series), mean, low and high (95 %
/// of sampling error), q05 to q95 (of a series). What does not exist is empty.
std::string run_csv_header();
/// The rows of one run, always English and with a point.
/// @param file    as the user named it
/// @param series  the weekly quantiles too
std::string run_csv(const Results& results, const std::string& file, bool series);

}  // namespace palabre
