// Journals of the parts of a sweep, put together.

#pragma once

#include <iosfwd>

#include "sim/cli/batch.hpp"

namespace palabre {

/// Writes into `args.output` the folder that one process would have written that had run all
/// points. Throws FileError and Unmergeable.
ExitStatus merge_journals(const MergeArgs& args, std::ostream& out, std::ostream& err);

}  // namespace palabre
