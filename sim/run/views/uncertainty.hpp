// Parameter uncertainty: the same ensemble with its assumptions drawn anew every eight replicates.
// Beside the ordinary ensemble, where they stand at their set values, it shows how much of the
// spread is chance and how much comes from what is not known.

#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "sim/model/world_models.hpp"
#include "sim/run/engine/ensemble.hpp"
#include "sim/run/stats/group_ranges.hpp"

namespace palabre {

/// Draws of the parameters around a scenario. In units of the plausible range each is drawn within
/// `uncertainty.width` to either side of its set value, by a triangle that is highest there; where
/// the range ends sooner, that side is as much narrower. So half of the draws lie below the set
/// value and half above, and none where the sources do not reach, unless the scenario does already.
/// Not drawn: the width itself, what every replicate draws for itself (kernel), what is locked.
class AssumptionDraws {
 public:
  /// @param draws   how many; each parameter meets every slice of its range once (latin hypercube)
  /// @param locked  keys that stay; the draws of the others do not change by it
  AssumptionDraws(const Params& set, std::int64_t draws,
                  const std::set<std::string, std::less<>>& locked = {});
  /// The parameters of one draw.
  Params of(std::int64_t draw) const;
  /// Keys of what is drawn, in table order.
  const std::vector<std::string_view>& keys() const { return keys_; }
  std::int64_t size() const { return draws_; }

 private:
  Params set_;
  std::int64_t draws_;
  std::vector<std::string_view> keys_;
  std::vector<double> places_;  // [draw][key] of the plausible range
};

/// What the assumptions of each block of eight replicates may be: the plausible worlds where the
/// scenario plays over them, else draws around its own values.
class UncertainAssumptions {
 public:
  UncertainAssumptions(const Scenario& scenario, const World& world, std::int64_t draws,
                       const std::set<std::string, std::less<>>& locked);
  /// The same scenario with its assumptions as set.
  const Scenario& set() const { return set_; }
  Scenario of(std::int64_t block) const;
  /// Plausible worlds or draws, and the keys of what differs between them.
  std::int64_t size() const { return worlds_ ? worlds_->size() : draws_->size(); }
  std::vector<std::string_view> keys() const;

 private:
  Scenario set_;
  std::optional<WorldModels> worlds_;  // one of the two
  std::optional<AssumptionDraws> draws_;
};

/// True where the runs of a scenario stand in plausible worlds.
bool plays_over_worlds(const Scenario& scenario, const World& world);

/// The same of the national stages, week by week. Empty without two groups.
struct StageSpread {
  std::array<std::vector<ShareRange>, kStageCount> in;     // [stage][week] runs in this stage
  std::array<std::vector<ShareRange>, kStageCount> up_to;  // ... or in one below it
};

/// An ensemble with drawn assumptions.
struct UncertaintyEnsemble {
  std::shared_ptr<const Results> results;                      // of all its replicates together
  std::array<std::optional<ShareRange>, kOutcomeCount> range;  // [outcome]
  StageSpread stages;
  std::int64_t draws = 0, refused = 0;  // refused: no model could be made of these
  std::vector<std::string_view> keys;   // of what was drawn
};

struct UncertaintyOptions {
  std::int64_t replicates = 0;
  std::set<std::string, std::less<>> locked = {};
  int threads = 0;  // see threads_used(); never changes a result
  std::stop_token stop = {};
  Progress progress = {};
};

/// Runs it on the random numbers of the ordinary ensemble: replicates 8d to 8d + 7 have draw d;
/// each block also with the set assumptions, to tell chance from draws (share_range). Nothing when
/// stopped early. The same for any number of threads. The draws have random numbers of their own,
/// the same for every scenario.
std::optional<UncertaintyEnsemble> uncertainty_ensemble(const Scenario& scenario,
                                                        const World& world,
                                                        const UncertaintyOptions& options);

}  // namespace palabre
