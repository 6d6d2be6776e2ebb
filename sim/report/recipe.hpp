// What a table or a picture was made from, so that it can be made again.

#pragma once

#include <string>

#include "sim/run/engine/results.hpp"
#include "sim/scenario/scenario.hpp"

namespace palabre {

/// One fact a line: version, digest, seed, number of runs, and every value that differs from the
/// model's default.
std::string recipe_of(const Scenario& scenario, const Results& results);

/// The lines as comments of a CSV: each begins with "# ". Control characters are shown as escapes.
std::string csv_comments(const std::string& lines);

}  // namespace palabre
