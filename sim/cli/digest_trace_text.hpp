// Traces of digests as files: one JSON object a line. The first says of which run; then one for
// each phase in which anything changed, with the digests that changed; the last is the digest of
// the results.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/run/engine/digest_trace.hpp"
#include "sim/scenario/scenario.hpp"

namespace palabre {

/// A trace file is read up to here: 1,040 weeks make about a quarter of it.

std::string trace_text(const DigestTrace& trace, const Model& model, const ScenarioFile& file);

/// Where two traces part, or that they are of different runs.
struct TraceDifference {
  // Of another run: which of its inputs, there and here; else empty.
  std::string input, there, here;
  int week = 0;
  std::string phase;
  std::vector<std::string> cercles, variables;  // those that differ at that moment
};
/// Nothing when they are the same. Throws FileError about `name` when `there` is no trace.
std::optional<TraceDifference> compare_traces(const std::string& there, const std::string& here,
                                              const std::string& name);

std::string trace_difference_text(const TraceDifference& d, const std::string& file,
                                  const std::string& other, Lang lang);
/// "palabre.parting/1"
std::string trace_json(const std::optional<TraceDifference>& d, const std::string& file,
                       const std::string& other, const std::string& digest);

}  // namespace palabre
