// What runs in parts, by several processes or on several machines: ranges of replicates, sweeps,
// and what puts their parts together.

#pragma once

#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "sim/cli/commands.hpp"
#include "sim/run/engine/results.hpp"

namespace palabre {

class Flags;

/// Prints what `run` says of a case, in the form that `how` asks for, and the failures on `err`.
/// @param is_first  of what is printed: CSV has the names of its columns then
ExitStatus print_results(const Results& results, const std::string& name, const ScenarioFile& file,
                         const RunArgs& how, bool is_first, std::ostream& out, std::ostream& err);

/// `files`: parts, all of one kind; `sums`: where sums of all go, instead of results; `output`:
/// results, or the folder of a merged sweep.
struct MergeArgs : RunArgs {
  bool sqlite = false;
};
/// Sums of ranges of replicates, in any order, print what one run of all would; journals of a sweep
/// become the folder that one process would have written. 1 when the parts do not fit together.
int merge_command(const MergeArgs& args, std::ostream& out, std::ostream& err);
void define_merge(Flags& flags, MergeArgs& args);

/// The i-th of k parts, i from 1 on.
struct Shard {
  std::int64_t number = 1, of = 1;
  friend bool operator==(const Shard&, const Shard&) = default;
};

struct SweepArgs {
  std::filesystem::path file;
  Changes changes;  // replicates: of every point
  OutputOptions output_options;
  int threads = 0;
  std::string folder;              // what it writes
  bool resume = false;             // goes on with what is there
  std::optional<Shard> shard;      // nothing: by the environment, or all
  std::string shard_words;         // as it is typed
  std::vector<std::string> only;   // names of sweeps; none: all
  std::vector<std::string> about;  // outcomes and statistics; none: all
  bool sqlite = false;
  std::stop_token stop;
};
/// Runs the points of [[sweep]] blocks into a journal, and writes tables of them when all are
/// there. Stopped or killed at any moment it goes on, with `resume`, after the last whole line.
int sweep_command(const SweepArgs& args, std::ostream& out, std::ostream& err);
void define_sweep(Flags& flags, SweepArgs& args);

}  // namespace palabre
