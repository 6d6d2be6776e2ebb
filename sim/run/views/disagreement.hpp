// Where a map of means hides that the runs disagree: how many of them say yes to the questions of
// map_thresholds.def, by week and cercle. Counted by a pass of its own over some of the replicates,
// so that an ordinary ensemble does not pay for it.

#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

#include "sim/run/engine/ensemble.hpp"
#include "sim/tables/map_thresholds.hpp"

namespace palabre {

/// Above this share of runs outside the most frequent class the runs disagree.
inline constexpr double kDisagreement = 0.20;

/// True when something is asked of this field, so that runs can disagree about it.
bool is_asked(CercleFieldId field);
/// The bounds between the classes of a field, from low to high. [unit of the field]
std::vector<double> class_bounds(CercleFieldId field);

struct Disagreement {
  int weeks = 0, cercle_count = 0;
  std::int64_t runs = 0, failed = 0;  // failed ones count nowhere
  std::array<std::vector<std::int64_t>, kMapThresholdCount>
      yes;  // [test][week * cercle_count + cercle]

  /// Runs in each class of a field, from low to high; one more than bounds.
  std::vector<std::int64_t> classes(CercleFieldId field, int week, int cercle) const;
  /// Share of runs outside the most frequent class; 0 when nothing is asked, or no run finished.
  double apart(CercleFieldId field, int week, int cercle) const;
  bool disagrees(CercleFieldId field, int week, int cercle) const {
    return apart(field, week, cercle) > kDisagreement;
  }
};

/// Over replicates 0 to n - 1. Nothing when stopped early. The same for any number of threads.
std::optional<Disagreement> count_disagreement(const Model& model, std::int64_t seed,
                                               std::int64_t replicates, int threads,
                                               const std::stop_token& stop = {},
                                               const Progress& progress = {});

}  // namespace palabre
