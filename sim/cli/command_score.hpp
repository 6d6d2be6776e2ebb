// `palabre score`: a scenario held against what was observed.

#pragma once

#include "sim/cli/commands.hpp"

namespace palabre {

/// Its replicates are those that are scored. Verbose: each figure.
struct ScoreArgs : ReportArgs {
  std::filesystem::path file;
  std::filesystem::path observed;  // a CSV
  bool drawn = false;              // assumptions too
};
/// Scores the runs of a scenario: 0; 5 when no observed figure falls into the run; 3 and 4 for the
/// CSV as for a scenario; 7 when a run left the model's bounds.
int score_command(const ScoreArgs& args, std::ostream& out, std::ostream& err);

}  // namespace palabre
