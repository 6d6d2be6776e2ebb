// What a run says, for people at a terminal of 80 columns.

#pragma once

#include <string>

#include "sim/run/engine/results.hpp"
#include "sim/run/views/compare.hpp"

namespace palabre {

/// Lines of at most 80 columns, each with its end.
std::string paragraph(std::string_view text);
/// The two sentences of every view and export.
std::string caveats_text(const std::vector<LocalText>& not_modelled, Lang lang);

/// Title, the two sentences, outcomes with intervals and in words, the key statistics with
/// intervals and units, digests, seed. Ends with a line end. `color`: titles in bold.
std::string run_text(const Results& results, Lang lang, bool color);

/// The failed replicates, one a line, for the error stream; empty when there are none.
std::string failures_text(const Results& results, const std::string& file, Lang lang);

/// The failed pairs of a comparison of file a with file b, in the same way; with a = b the failed
/// replicates.
std::string pair_failures_text(const Comparison& comparison, const std::string& a,
                               const std::string& b, Lang lang);

}  // namespace palabre
