// Why the runs of a case end as they do, worked out beside the window: runs that stand for an
// outcome, their stories, what the ensemble does without each cause, what holds each step back.

#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/run/explain/causes.hpp"
#include "sim/run/explain/limiting_factors.hpp"
#include "sim/run/explain/representative.hpp"
#include "sim/run/explain/story.hpp"
#include "sim/scenario/scenario.hpp"
#include "ui/work/case_task.hpp"

namespace palabre::ui {

/// How many runs stand for an outcome.
inline constexpr std::size_t kStoriesExplained = 3;

/// Of a case, with as many runs as the window shows.
struct WhyQuestion {
  Scenario scenario;
  std::shared_ptr<const World> world;
  std::optional<OutcomeId> outcome;  // nothing: the most frequent
};

/// A run that stands for the outcome.
struct ExplainedRun {
  Representative chosen;
  std::shared_ptr<const Story> story;
};

/// What is known so far; the later parts are empty at first.
struct Why {
  std::shared_ptr<const WhyQuestion> asked;
  std::shared_ptr<const Model> model;
  OutcomeId outcome{};
  std::int64_t finished = 0, failed = 0;  // runs
  std::vector<ExplainedRun> explained;    // nearest to the medians first; empty: none ended so
  std::vector<Counterfactual> causes;     // sorted by need
  std::size_t causes_in_case = 0;         // how many there will be
  std::shared_ptr<const palabre::LimitingFactors> limiting_factors;
};

/// What the panel Why tells, perhaps of the case before the newest change.
struct WhyNews {
  TaskStatus<Why> asked;
  bool stale = false;
};

using WhyWork = LatestTask<Why>::Work;

/// Makes the works for the questions. The works share the runs of the newest case: another outcome
/// of the same case needs no run twice. To be used by one task.
std::function<WhyWork(WhyQuestion)> why_works(int threads);

}  // namespace palabre::ui
