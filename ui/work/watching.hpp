// The run that the view Watch tells, and which runs stand for which outcome.

#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/run/explain/representative.hpp"
#include "sim/run/explain/story.hpp"
#include "sim/run/explain/story_text.hpp"
#include "sim/scenario/scenario.hpp"
#include "ui/work/case_task.hpp"
#include "ui/work/event_kinds.hpp"

namespace palabre::ui {

/// One run of a case, told, with all that its words need.
struct Watched {
  std::string digest;  // of the inputs
  Scenario scenario;
  std::shared_ptr<const World> world;
  std::shared_ptr<const Model> model;
  Story story;
  std::array<double, kCercleFieldCount> tops{};  // highest value of each map field in this run

  StoryContext story_context(Lang lang) const;
};

/// Told runs that are kept: 2.5 MB each for five years.
inline constexpr std::size_t kRunsKept = 8;

/// Who stands for which outcome in the ensemble of a case.
struct OutcomeRepresentatives {
  std::string digest;  // of the inputs
  std::array<std::optional<Representative>, kOutcomeCount> by_outcome;
  std::int64_t finished = 0, failed = 0;
};

/// What the view shows of the work beside it.
struct WatchNews {
  std::shared_ptr<const Watched> run;  // newest; null before the first
  bool run_is_old = false;             // of another case or another number than asked for
  bool explaining = false;             // a newer one is being made
  std::string failure;                 // why there is none
  std::shared_ptr<const OutcomeRepresentatives>
      representatives;  // of the case as it stands; null before it is known
  bool finding_representatives = false;
  std::int64_t representatives_done = 0, representatives_total = 0;
};

/// Runs and tells one run of an ensemble: tell(), unless a test puts its own.
using StoryMaker =
    std::function<Story(const Model& model, std::int64_t seed, std::int64_t replicate)>;

/// The model of the case told last: another run of it needs no second compilation. Used by the work
/// that tells only.
struct ModelOfLast {
  std::string digest;
  std::shared_ptr<const Model> model;
};
/// @param digest  of the inputs
CaseTask<Watched>::Work watched_work(const Scenario& scenario,
                                     const std::shared_ptr<const World>& world,
                                     const std::string& digest, std::int64_t replicate,
                                     const StoryMaker& make_story,
                                     const std::shared_ptr<ModelOfLast>& last);
CaseTask<OutcomeRepresentatives>::Work cast_work(const Scenario& scenario,
                                                 const std::shared_ptr<const World>& world,
                                                 const std::string& digest, int threads);

/// The next event of the kinds shown, or the one before: seen from the one picked when its week is
/// looked at; otherwise the first of this week or later, or the last of this week or earlier.
std::optional<int> neighbour_event(const Trace& trace, unsigned kinds, int picked, int week,
                                   int direction);

}  // namespace palabre::ui
