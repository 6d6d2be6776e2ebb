// What a run says, for programs: interface.md section 4.

#pragma once

#include <string>

#include "sim/run/engine/results.hpp"

namespace palabre {

/// One object on one line, "palabre.run/1", without a line end. Always English and with a point;
/// numbers in a form that reads back the same.
/// @param file    as the user named it
/// @param series  the weekly quantiles too
std::string run_json(const Results& results, const std::string& file, bool series);

}  // namespace palabre
