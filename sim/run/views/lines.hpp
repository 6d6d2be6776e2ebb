// Single runs of an ensemble as lines: what each showed, week by week, and how it ended. The same
// random numbers as in the ensemble, so that a line can be looked at closer as a told run.

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

#include "sim/run/engine/ensemble.hpp"

namespace palabre {

struct RunLine {
  std::int64_t replicate = 0;
  OutcomeId outcome{};
  std::vector<float> rows;   // [row][week]: every series, then the national stage
  std::vector<float> place;  // [map field][week] of the cercle asked for; empty without one

  std::span<const float> series(SeriesId id) const { return row(std::size_t(id)); }
  std::span<const float> stage() const { return row(std::size_t(kSeriesCount)); }
  std::span<const float> field(CercleFieldId id) const {
    return part(place, std::size_t(id), std::size_t(kCercleFieldCount));
  }

 private:
  std::span<const float> row(std::size_t k) const {
    return part(rows, k, std::size_t(kSeriesCount) + 1);
  }
  static std::span<const float> part(std::span<const float> all, std::size_t k, std::size_t of) {
    return all.subspan(k * (all.size() / of), all.size() / of);
  }
};

/// What runs are drawn as lines.
struct Lines {
  int cercle = -1;            // whose map fields they have; -1: none
  std::vector<RunLine> runs;  // by number; runs that failed are left out
};

/// Runs these replicates (their numbers rising), some 40 KB each. Nothing when stopped early.
std::shared_ptr<const Lines> lines_of(const Model& model, std::int64_t seed,
                                      std::span<const std::int64_t> replicates, int cercle,
                                      const std::stop_token& stop = {});

}  // namespace palabre
