// What two runs differ in, as a report.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/report/report.hpp"
#include "sim/run/views/compare.hpp"
#include "sim/scenario/differences.hpp"

namespace palabre {

/// Two files and what comparing them gave.
struct Compared {
  std::string file_a, file_b;      // as the user named them
  Scenario a, b;                   // as their files and --set say, before they were given one seed
  std::string digest_a, digest_b;  // of their inputs
  std::vector<InputDifference> inputs;
  Comparison comparison;
  std::optional<std::int64_t> replicate;  // one pair asked for by itself
  std::optional<Pair> pair;
};

/// "palabre.compare/1"; differences are b minus a. `all`: every statistic, not only the key ones.
Report compare_report(const Compared& compared, Lang lang, bool all);
/// What differs, without title and head.
void add_differences(Report& out, const Compared& compared, bool all);

}  // namespace palabre
