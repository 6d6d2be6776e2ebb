// What must happen for a figure to move: which levers move it most, which assumptions, and in which
// worlds it is frequent.

#pragma once

#include <functional>

#include "sim/answer/robust.hpp"

namespace palabre {

/// One lever or assumption at the value that moves the figure most the wanted way.
struct Need {
  LocalText phrase, brief;        // "Imam Dicko mediating"
  std::vector<std::string> keys;  // what it sets
  Finding finding;                // against the present case
};

struct NeedsStudy {
  Target about;
  bool more_is_wanted = true;  // fewer deaths, displaced and sieges are; more of all else
  Finding present;             // the case itself: only `with`
  std::vector<Need> levers,
      assumptions;               // the wanted way, largest first; told from luck only
  std::optional<Discovery> box;  // of worlds in which it is frequent
  ParamList params;              // that the worlds were drawn over
  int replicates = 0, worlds = 0;
};

inline constexpr int kNeedsReplicates = 256;

struct NeedsOptions {
  int replicates = kNeedsReplicates;
  int worlds = 1000;  // drawn for the box; 0: no box
  int threads = 0;
  std::stop_token stop = {};
  Progress progress = {};
  /// Called when the levers and assumptions are ranked, before worlds are drawn.
  std::function<void(const NeedsStudy&)> first = {};
};

/// Runs the case with each lever and each assumption changed by itself, then worlds. Nothing when
/// stopped early, or for a median.
std::optional<NeedsStudy> study_needs(const Scenario& scenario, std::shared_ptr<const World> world,
                                      const Target& about, const NeedsOptions& options);

/// The settings of levers that are tried: every choice, the ends of every number, never, and days
/// now, in a year and in two. One change each.
std::vector<Scenario> lever_settings(const Scenario& scenario);

/// One sentence with its figures.
std::string needs_text(const NeedsStudy& study, Lang lang);

}  // namespace palabre
