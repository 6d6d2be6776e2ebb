#include "sim/run/explain/limiting_factors.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>

#include "sim/run/engine/blocks.hpp"
#include "sim/run/explain/story.hpp"

namespace palabre {
namespace {

constexpr int kFirstStage = 1, kLastStage = 4;
constexpr double kScale = 0x1p32;  // logs are summed as integers, so that no order changes a bit

/// Sums of one replicate or of many, by [stage][year].
struct Sums {
  struct Cell {
    std::int64_t run_weeks = 0;
    std::array<std::int64_t, kFactorCount> logs{};
  };
  std::vector<Cell> cells;
  std::int64_t failed = 0;

  explicit Sums(std::size_t count = 0) : cells(count) {}
  Sums& operator+=(const Sums& other) {
    failed += other.failed;
    for (std::size_t c = 0; c < cells.size(); ++c) {
      cells[c].run_weeks += other.cells[c].run_weeks;
      for (std::size_t f = 0; f < cells[c].logs.size(); ++f)
        cells[c].logs[f] += other.cells[c].logs[f];
    }
    return *this;
  }
};

class FactorObserver {
 public:
  explicit FactorObserver(const Model& model) : model_(model) {
    years_ = (model.weeks + kYear - 1) / kYear;
    for (int stage = kFirstStage; stage <= kLastStage; ++stage)
      factors_.push_back(stage_hazard_parts(model, stage, true).front().factors);
  }
  static constexpr int kYear = int(constants::kWeeksPerYear);

  std::size_t cells() const { return factors_.size() * std::size_t(years_); }

  Sums of_block(std::int64_t seed, std::int64_t first, int lanes) const {
    std::vector<Sums> by_lane(static_cast<std::size_t>(lanes), Sums(cells()));
    const auto failures = observe_factors(
        model_, std::uint64_t(seed), std::uint32_t(first), lanes,
        [&](int week, int lane, int stage, const FactorValues& now) {
          if (stage < kFirstStage || stage > kLastStage) return;
          const auto row = std::size_t(stage - kFirstStage);
          Sums::Cell& cell = by_lane[std::size_t(lane)]
                                 .cells[row * std::size_t(years_) + std::size_t(week / kYear)];
          ++cell.run_weeks;
          for (const FactorId id : factors_[row]) {
            const double x = now[std::size_t(id)];
            // Open or not is counted, for it is 0 or 1.
            const double term = id == FactorId::open ? x : std::log(std::max(kShutFactor, x));
            cell.logs[std::size_t(id)] += std::int64_t(std::nearbyint(term * kScale));
          }
        });
    Sums out(cells());
    for (int lane = 0; lane < lanes; ++lane) {
      if (failures[std::size_t(lane)].week >= 0)
        ++out.failed;
      else
        out += by_lane[std::size_t(lane)];
    }
    return out;
  }

  LimitingFactors result(const Sums& sums, std::int64_t replicates) const {
    LimitingFactors out;
    out.replicates = replicates;
    out.failed = sums.failed;
    for (std::size_t row = 0; row < factors_.size(); ++row) {
      out.stages.push_back({kFirstStage + int(row), factors_[row], {}});
      for (std::size_t year = 0; year < std::size_t(years_); ++year)
        out.stages.back().years.push_back(
            year_of(sums.cells[row * std::size_t(years_) + year], factors_[row]));
    }
    return out;
  }

 private:
  static LimitingFactorYear year_of(const Sums::Cell& cell, const std::vector<FactorId>& factors) {
    LimitingFactorYear out{cell.run_weeks, {}, -1};
    if (cell.run_weeks == 0) return out;
    double all = 0.0;
    for (const FactorId id : factors) {
      const double sum = double(cell.logs[std::size_t(id)]) / kScale;
      const double mean = sum / double(cell.run_weeks);
      out.cells.push_back(
          {id == FactorId::open ? std::log(std::max(kShutFactor, mean)) : mean, 0.0});
      all += std::min(0.0, out.cells.back().mean_log);
    }
    for (std::size_t k = 0; k < out.cells.size(); ++k) {
      LimitingFactorCell& one = out.cells[k];
      one.share = all < 0.0 ? std::min(0.0, one.mean_log) / all : 0.0;
      if (out.lowest < 0 || one.mean_log < out.cells[std::size_t(out.lowest)].mean_log)
        out.lowest = int(k);
    }
    return out;
  }

  const Model& model_;
  int years_ = 0;
  std::vector<std::vector<FactorId>> factors_;  // [stage - 1] of the step up
};

}  // namespace

std::optional<LimitingFactors> limiting_factors(const Model& model, std::int64_t seed,
                                                std::int64_t replicates, int threads,
                                                std::stop_token stop, const Progress& progress) {
  const std::int64_t blocks = (replicates + kBlockLanes - 1) / kBlockLanes;
  threads = int(std::min<std::int64_t>(threads_used(threads), std::max<std::int64_t>(1, blocks)));
  const FactorObserver observer(model);
  std::vector<Sums> parts(std::size_t(threads), Sums(observer.cells()));
  std::atomic<std::int64_t> done{0};
  const bool whole = over_blocks(blocks, threads, stop, [&](int thread, std::int64_t block) {
    const std::int64_t first = block * kBlockLanes;
    const int lanes = int(std::min<std::int64_t>(kBlockLanes, replicates - first));
    parts[std::size_t(thread)] += observer.of_block(seed, first, lanes);
    const std::int64_t so_far = done.fetch_add(lanes) + lanes;
    if (progress) progress(so_far, replicates);
  });
  if (!whole) return {};
  for (std::size_t k = 1; k < parts.size(); ++k) parts[0] += parts[k];
  return observer.result(parts[0], replicates);
}

}  // namespace palabre
