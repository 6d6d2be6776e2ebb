// What two runs differ in, for people at a terminal of 80 columns, and for programs.

#pragma once

#include <optional>
#include <string>
#include <vector>

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

/// Ends with a line end. `all`: every statistic, not only the key ones. `color`: titles in bold.
std::string compare_text(const Compared& compared, Lang lang, bool all, bool color);

/// One object on one line, "palabre.compare/1", without a line end; differences are b minus a.
/// Always English and with a point.
std::string compare_json(const Compared& compared);

}  // namespace palabre
