// Replicates that left the bounds of the model.

#pragma once

#include <vector>

#include "sim/model/kernel.hpp"
#include "sim/run/engine/results.hpp"
#include "sim/run/stats/sums_archive.hpp"

namespace palabre {

/// What a lane failed of, by name.
Failure failure_of(const LaneFailure& lane, std::int64_t replicate);

/// The first ten by number, whatever the order in which they come.
class FirstFailures {
 public:
  static constexpr std::size_t kKept = 10;

  void add(Failure failure);
  FirstFailures& operator+=(const FirstFailures& other);
  const std::vector<Failure>& all() const { return failures_; }
  /// Writes or reads them, of a model of so many weeks and cercles.
  void exchange(SumsArchive& archive, int weeks, int cercles);

 private:
  std::vector<Failure> failures_;
};

}  // namespace palabre
