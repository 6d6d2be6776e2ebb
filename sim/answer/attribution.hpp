// Which of several changes did it: each alone, each left out, and its fair share of the whole
// (Shapley 1953), on the same draws.

#pragma once

#include <functional>

#include "sim/answer/finding.hpp"

namespace palabre {

/// What one change does to the figure.
struct ChangeEffect {
  std::optional<Estimate> alone;     // with this change only, minus with none
  std::optional<Estimate> left_out;  // with all, minus with all but this one
  /// The mean over all orders of making the changes of what this one adds. The shares of all
  /// changes, added up in their order, give the whole to the last bit.
  std::optional<Estimate> share;
  bool is_idle = false;  // in no set of changes that was run does it move any
                         // run: exactly 0
};

struct Attribution {
  Target about;
  std::vector<ChangeEffect> effects;  // in the order of the changes
  std::optional<Estimate> whole;      // with all, minus with none
  std::optional<Estimate> together;   // what the changes do beyond the sum of each alone
  int replicates = 0;                 // of each set of changes
  std::int64_t sets = 0;              // of changes that were run
  int orders = 0;                     // that the shares are taken over; 0: all of them
  bool is_final = false;
};

/// Above so many changes the shares are taken over sampled orders.
inline constexpr std::size_t kAllSubsetsUpTo = 5;

struct AttributionOptions {
  int replicates = 0;
  int threads = 0;             // see threads_used(); never changes a result
  double first_seconds = 1.5;  // what the first answer may take [s]; 0: no first answer
  std::function<void(const Attribution&)> first = {};
  std::stop_token stop = {};
  Progress progress = {};  // runs done, of all that will be made
};

/// Runs the sets of changes that are needed: `from` with some of the changes made as in `to`, on
/// the seed and draws of `to`. A first answer on fewer runs goes to `first`. Nothing when stopped
/// early, for a median, or without a change.
std::optional<Attribution> attribute(const Scenario& from, const Scenario& to,
                                     std::shared_ptr<const World> world,
                                     const std::vector<Change>& changes, const Target& about,
                                     const AttributionOptions& options);

/// "Mostly Dicko (+11); the exit +2; together +1", with the digits of the answer; empty for fewer
/// than two changes.
std::string attribution_text(const std::vector<Change>& changes, const Attribution& attribution,
                             const Finding& finding, Lang lang);

}  // namespace palabre
