// [[expect]]: a scenario file is also a test. Intervals decide, never point estimates.

#pragma once

#include <cstdint>
#include <optional>

#include "sim/run/views/compare.hpp"
#include "sim/scenario/scenario.hpp"

namespace palabre {

/// undecided: the interval holds the bound, so that more replicates could go either way. It counts
/// as failed, and says so.
enum class Verdict { passed, failed, undecided };

struct Judgement {
  Verdict verdict = Verdict::failed;
  /// The statistic, or its paired difference from the other file; nothing when it does not exist.
  std::optional<Estimate> estimate;
  /// How far the estimate lies on the right side of its nearest bound, in standard errors (half the
  /// interval is about two); negative on the wrong side. Below 4, another seed may well say
  /// otherwise. Infinite when the interval has no width.
  double margin = 0.0;  // [standard errors]
};

/// Judges an expectation by a comparison in which b is the file that
/// expects: an absolute one by b alone, a paired one by b minus a. At least and at most hold when
/// the whole interval is there, fail when none of it is. What rests on a single replicate, or a
/// median on too few blocks to have an interval, is undecided.
Judgement judge(const Expectation& expectation, const Comparison& comparison);

}  // namespace palabre
