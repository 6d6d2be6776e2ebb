// The run that the view Watch tells, and which runs stand for which outcome: made beside the
// window, kept by what went in.

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
#include "ui/work/latest_task.hpp"

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

/// Asks for both and hands out what there is. Belongs to the thread that draws.
class Watching {
 public:
  Watching(StoryMaker make_story, int threads, const std::function<void()>& wake);

  /// The case to be shown and which of its runs. Cheap when nothing changed.
  void show(const Scenario& scenario, const std::shared_ptr<const World>& world,
            std::int64_t replicate);
  /// Looks for the runs that stand for outcomes in the case shown last.
  void find_representatives();
  /// Stops that search; it begins again with another case.
  void stop();
  /// How things stand; call once a frame.
  const WatchNews& news();
  bool busy() const;

 private:
  struct Compiled;
  void ask_for(std::int64_t replicate);
  void forget_run();

  StoryMaker make_story_;
  int threads_;
  Scenario scenario_;  // as asked for last
  std::shared_ptr<const World> world_;
  std::string digest_;
  std::int64_t replicate_ = -1;
  std::shared_ptr<Compiled> compiled_;  // used by the thread that tells only
  WatchNews news_;
  LatestTask<Watched> runs_;
  LatestTask<OutcomeRepresentatives> representatives_;
};

/// What the log can be filtered by.
enum class EventKind { national, politics, partners, pacts, violence };
inline constexpr std::size_t kEventKinds = 5;
EventKind kind_of(EventId id);
/// One bit for each kind.
inline constexpr unsigned kAllKinds = (1u << kEventKinds) - 1;
constexpr bool shows(unsigned kinds, EventKind kind) { return (kinds >> unsigned(kind) & 1u) != 0; }

/// The next event of the kinds shown, or the one before: seen from the one picked when its week is
/// looked at; otherwise the first of this week or later, or the last of this week or earlier.
std::optional<int> neighbour_event(const Trace& trace, unsigned kinds, int picked, int week,
                                   int direction);

}  // namespace palabre::ui
