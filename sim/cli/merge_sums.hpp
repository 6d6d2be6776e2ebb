// Sums of ranges of replicates, put together.

#pragma once

#include <iosfwd>

#include "sim/cli/batch.hpp"

namespace palabre {

/// Parts that do not fit together: other inputs, another model, a gap, an overlap. Exit status 1.
class Unmergeable : public FileError {
 public:
  using FileError::FileError;
};

/// Merges files of sums and prints the results, or writes the sums of all. Throws FileError,
/// ScenarioError and Unmergeable.
ExitStatus merge_sums(const MergeArgs& args, std::ostream& out, std::ostream& err);

}  // namespace palabre
