// One cercle in an ensemble: where its values lie in the runs, week by week. Results hold the means
// of all cercles; quantiles of one are gathered when it is opened.

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

#include "sim/run/engine/ensemble.hpp"

namespace palabre {

/// Quantiles over runs of the map fields of one cercle.
struct CercleFans {
  int cercle = -1;
  std::int64_t runs = 0;  // that did not fail
  /// [field]; series ids mean nothing here. Of what is either there or not (a pact), all quantiles
  /// are the share of runs; with drawn assumptions q05 and q95 are the ends of its share_range().
  std::array<Series, kCercleFieldCount> fields;
};

/// No more replicates are gathered than this: 14 MB for five years.
inline constexpr std::int64_t kCercleRunsMost = 2'000;

struct CercleOptions {
  int cercle = 0;
  std::int64_t replicates = 0;  // the first so many; at most kCercleRunsMost of them
  std::optional<std::span<const std::int64_t>> only = {};  // numbers that count; not set: all
  int threads = 0;  // see threads_used(); never changes a result
  std::stop_token stop = {};
};

/// Of the ensemble itself. Null when stopped early.
std::shared_ptr<const CercleFans> cercle_fans(const Model& model, std::int64_t seed,
                                              const CercleOptions& options);
/// Of the same with drawn assumptions: the runs of uncertainty_ensemble() of `options.replicates`.
/// Null when stopped early.
std::shared_ptr<const CercleFans> cercle_fans_drawn(
    const Scenario& scenario, const World& world, const std::set<std::string, std::less<>>& locked,
    const CercleOptions& options);

}  // namespace palabre
