// The binding constraint: for each national stage, which factor of the step up holds it back, year
// by year.

#pragma once

#include <cstdint>
#include <optional>
#include <stop_token>
#include <vector>

#include "sim/model/trace.hpp"
#include "sim/run/engine/ensemble.hpp"

namespace palabre {

/// One factor of the step up from a stage in one year.
struct LimitingFactorCell {
  /// Mean log of the factor (at least kShutFactor) over the run-weeks in that stage; of `open` the
  /// log of the share of them in which talks are allowed and no pause is kept.
  double mean_log = 0.0;
  double share = 0.0;  // of the sum of the mean logs of all factors below 1 [0..1]
};
struct LimitingFactorYear {
  std::int64_t run_weeks = 0;             // weeks that runs began in this stage, in this year
  std::vector<LimitingFactorCell> cells;  // [factor of the stage]; empty without run-weeks
  int lowest = -1;                        // the factor that holds back most; -1 without run-weeks
};
struct LimitingFactorStage {
  int stage = 0;
  std::vector<FactorId> factors;          // of the step up
  std::vector<LimitingFactorYear> years;  // [year of the run]
};

struct LimitingFactors {
  std::vector<LimitingFactorStage> stages;  // 1 to 4
  std::int64_t replicates = 0, failed = 0;
};

/// Nothing when stopped early. The same to the last bit for any number of threads.
std::optional<LimitingFactors> limiting_factors(const Model& model, std::int64_t seed,
                                                std::int64_t replicates, int threads,
                                                std::stop_token stop = {},
                                                const Progress& progress = {});

}  // namespace palabre
