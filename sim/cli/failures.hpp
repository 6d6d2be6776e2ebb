// Replicates that left the bounds of the model, one a line, for the error stream.

#pragma once

#include <string>

#include "sim/run/engine/results.hpp"
#include "sim/run/views/compare.hpp"

namespace palabre {

/// Those of an ensemble; empty when there are none.
std::string failures_text(const Results& results, const std::string& file, Lang lang);

/// The failed pairs of a comparison of file a with file b, in the same way; with a = b the failed
/// replicates.
std::string pair_failures_text(const Comparison& comparison, const std::string& a,
                               const std::string& b, Lang lang);

}  // namespace palabre
