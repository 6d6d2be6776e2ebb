#include "sim/run/explain/limiting_factors.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

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
    std::array<Int128, kFactorCount> logs{};
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
  explicit FactorObserver(const Model& model) {
    years_ = (model.weeks + kYear - 1) / kYear;
    for (int stage = kFirstStage; stage <= kLastStage; ++stage)
      factors_.push_back(stage_hazard_parts(model, stage, true).front().factors);
  }
  static constexpr int kYear = int(constants::kWeeksPerYear);

  Sums make() const { return Sums(factors_.size() * std::size_t(years_)); }

  void add(Sums& sums, const BlockTask& task) const {
    const int lanes = task.lanes();
    std::vector<Sums> by_lane(static_cast<std::size_t>(lanes), make());
    const auto failures = observe_factors(
        *task.request.model, task.request.seed, task.request.first_replicate, lanes,
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
    for (int lane = 0; lane < lanes; ++lane) {
      if (failures[std::size_t(lane)].week >= 0)
        ++sums.failed;
      else
        sums += by_lane[std::size_t(lane)];
    }
  }
  void merge(Sums& to, const Sums& from) const { to += from; }

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

  int years_ = 0;
  std::vector<std::vector<FactorId>> factors_;  // [stage - 1] of the step up
};

}  // namespace

std::optional<LimitingFactors> limiting_factors(const Model& model, std::int64_t seed,
                                                std::int64_t replicates, int threads,
                                                std::stop_token stop, const Progress& progress) {
  FactorObserver observer(model);
  const auto all =
      for_each_block(model, {seed, 0, replicates}, {threads, std::move(stop), progress}, observer);
  if (!all.whole) return {};
  return observer.result(all.state, replicates);
}

}  // namespace palabre
