// What `palabre test` says of each expectation: a line for people, an XML element for machines.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/run/analysis/expect.hpp"

namespace palabre {

/// One expectation and what became of it.
struct Tested {
  std::string file;  // as the user named it
  Expectation expectation;
  Judgement judgement;
  std::int64_t seed = 0;
  std::optional<Judgement> next;  // with the next seed, when asked for

  /// Another seed says otherwise.
  bool is_unstable() const { return next && next->verdict != judgement.verdict; }
  bool holds() const { return judgement.verdict == Verdict::passed && !is_unstable(); }
};

/// The seed that a second look takes: one more, or 0 after the last.
std::int64_t next_seed(std::int64_t seed);

/// A file that could not be tested, and why.
struct Untested {
  std::string file, why;
};

/// "scenarios/a.toml:12: failed: talks_started is 0.43 (0.40 to 0.46), wanted at least 0.5; C1:
/// ..." without a line end. The author's reason follows when it does not hold, or with `verbose`,
/// which adds the margin.
std::string tested_line(const Tested& tested, Lang lang, bool verbose, bool color);

/// The same for machines: JUnit's XML, one suite a file, English. Ends with a line end.
std::string junit_xml(const std::vector<Tested>& tested, const std::vector<Untested>& untested);

}  // namespace palabre
