// What an ensemble says, as a report.

#pragma once

#include <string>

#include "sim/report/report.hpp"
#include "sim/run/engine/results.hpp"
#include "sim/scenario/world.hpp"

namespace palabre {

/// Title, the two sentences, outcomes with intervals and in words, the key statistics, digests and
/// seed; "palabre.run/1". The data and CSV hold every statistic.
/// @param file    as the user named it
/// @param series  the weekly quantiles too
/// @param world   in the data, the weekly means of each of its cercles too; null: not
Report run_report(const Results& results, const std::string& file, Lang lang, bool series,
                  const World* world = nullptr);

/// A share of replicates as people say it: "in about 1 of 4", "in about half".
std::string share_in_words(double share, Lang lang);

}  // namespace palabre
