// Where do two runs part? Digests of every value after every phase of every week, summed over
// replicates, to be written down by one program and compared by another.

#pragma once

#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "sim/model/hash.hpp"
#include "sim/model/kernel.hpp"

namespace palabre {

/// The same for any number of threads; replicates 0..n-1 in blocks of eight.
class DigestTrace {
 public:
  /// Runs the replicates, watched. `run_block`: null for the kernel chosen for this processor.
  /// Incomplete after a stop.
  DigestTrace(const Model& model, std::int64_t seed, std::int64_t replicates, int threads,
              std::stop_token stop = {}, RunBlock run_block = nullptr);

  /// One digest of a moment: rows of cercles first, then variables() (see probe.hpp).
  std::uint64_t word(int week, Phase phase, std::size_t at) const {
    return sums_[moment(week, phase) + at];
  }
  /// Of the whole ensemble, the same as that of its results.
  const Hash128& digest() const { return digest_; }
  int weeks() const { return weeks_; }

  /// Names of the columns: word kCercleMax + k is variable k.
  static std::vector<std::string_view> variables();

 private:
  static std::size_t moment(int week, Phase phase) {
    return (std::size_t(week) * kPhaseCount + std::size_t(phase)) * kProbeWords;
  }
  struct ProbeSums;
  struct ProbeBlocks;

  int weeks_;
  std::vector<std::uint64_t> sums_;  // [week][phase][word]
  Hash128 digest_;
};

}  // namespace palabre
