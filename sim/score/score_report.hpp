// A scored scenario as a report.

#pragma once

#include "sim/report/report.hpp"
#include "sim/score/score.hpp"

namespace palabre {

/// What was scored, and how.
struct ScoredCase {
  const ScenarioFile& file;
  const Observed& observed;
  const ScoreStudy& study;
  bool drawn = false;  // assumptions too
};

/// "Deaths, Mopti", "Displaced people, 2021"
std::string group_name(const GroupScore& group, Lang lang);

/// What is worse than a benchmark first; "palabre.score/1". `all`: each figure too.
Report score_report(const ScoredCase& scored, Lang lang, bool all);

}  // namespace palabre
