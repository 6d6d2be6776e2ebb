#include "sim/score/forecast.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/model/cercle_weeks.hpp"
#include "sim/model/compile.hpp"
#include "sim/run/engine/blocks.hpp"
#include "sim/run/views/uncertainty.hpp"

namespace palabre {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

/// One figure in the eight runs of a block.
class FigureSums {
 public:
  FigureSums(const Observation& figure, const Scenario& scenario, const World& world)
      : series_(figure.series),
        weeks_(weeks_of(figure, scenario)),
        attacked_(world.cercles.size()) {
    inside_.assign(world.cercles.size(), figure.regions.empty());
    for (const int region : figure.regions)
      for (std::size_t i = 0; i < inside_.size(); ++i)
        if (world.region_of[i] == region) inside_[i] = true;
  }

  void clear() {
    sum_.fill(0.0);
    all_.fill(0.0);
    for (auto& lanes : attacked_) lanes.fill(false);
  }
  void add(const CercleWeek& now) {
    if (now.week < weeks_.first || now.week >= weeks_.last) return;
    const std::size_t lane = std::size_t(now.lane);
    for (std::size_t i = 0; i < inside_.size(); ++i) {
      all_[lane] += now.deaths[i];
      if (!inside_[i]) continue;
      sum_[lane] += series_ == ObservedSeries::attacks ? now.attacks[i] : now.deaths[i];
      attacked_[i][lane] = attacked_[i][lane] || now.attacks[i] > 0.0;
    }
  }
  double value(std::size_t lane, const std::vector<double>& rows) const {
    switch (series_) {
      case ObservedSeries::deaths:
      case ObservedSeries::attacks:
        return sum_[lane];
      case ObservedSeries::displaced:
        return mean_displaced(lane, rows);
      case ObservedSeries::deaths_share:
        return all_[lane] > 0.0 ? sum_[lane] / all_[lane] : kNone;
      case ObservedSeries::breadth:
        break;
    }
    return double(std::count_if(attacked_.begin(), attacked_.end(),
                                [&](const PerLane<bool>& lanes) { return lanes[lane]; }));
  }

 private:
  double mean_displaced(std::size_t lane, const std::vector<double>& rows) const {
    double sum = 0.0;
    for (int week = weeks_.first; week < weeks_.last; ++week)
      sum += rows[(std::size_t(week) * kWeekRows + std::size_t(SeriesId::displaced)) * kBlockLanes +
                  lane];
    return sum / double(weeks_.last - weeks_.first);
  }

  ObservedSeries series_;
  RunWeeks weeks_;
  std::vector<bool> inside_;             // [cercle]
  std::vector<PerLane<bool>> attacked_;  // [cercle] so far
  PerLane<double> sum_{}, all_{};        // of the places, of the whole country
};

/// Gathers every figure of every run; each run has a place of its own.
struct GatherFigures {
  const Scenario& scenario;
  const World& world;
  const UncertainAssumptions* drawn;  // null: assumptions as the scenario says
  const std::vector<FigureSums>& figures;
  std::vector<std::vector<double>>& values;  // [figure][run]
  std::vector<char>& sound;                  // [run]

  /// Of one thread.
  struct State {
    std::vector<FigureSums> sums;
    std::vector<double> rows;
  };
  State make() const {
    return {figures, std::vector<double>(std::size_t(scenario.weeks) * kWeekRows * kBlockLanes)};
  }
  void add(State& state, const BlockTask& task) const {
    if (!drawn) return run(state, task, *task.request.model);
    std::optional<Model> model;
    try {
      model = compile(drawn->of(task.index()), world, Digest::none);
    } catch (const ScenarioError&) {
      return;  // values that exclude each other: these runs count nowhere
    }
    run(state, task, *model);
  }
  void merge(State&, State&) const {}

 private:
  void run(State& state, const BlockTask& task, const Model& model) const {
    for (FigureSums& one : state.sums) one.clear();
    BlockRequest request = task.request;
    request.model = &model;
    BlockOutput out;
    out.series = state.rows.data();
    observe_cercles(request, out, [&](const CercleWeek& now) {
      for (FigureSums& one : state.sums) one.add(now);
    });
    for (std::size_t lane = 0; lane < std::size_t(task.lanes()); ++lane) {
      const std::size_t run = std::size_t(task.first()) + lane;
      sound[run] = out.failure[lane].week < 0;
      for (std::size_t k = 0; k < values.size(); ++k)
        values[k][run] = state.sums[k].value(lane, state.rows);
    }
  }
};

}  // namespace

std::optional<Forecasts> forecast(const Scenario& scenario, const World& world,
                                  std::span<const Observation> figures,
                                  const ForecastOptions& options) {
  const std::int64_t runs = std::min(options.replicates, kForecastRunsMost);
  const UncertainAssumptions assumptions(scenario, world, blocks_of(runs), {});
  const Model model = compile(options.drawn ? assumptions.set() : scenario, world, Digest::none);
  std::vector<FigureSums> sums;
  for (const Observation& figure : figures) sums.emplace_back(figure, scenario, world);
  Forecasts out;
  out.members.assign(figures.size(), std::vector<double>(std::size_t(runs)));
  std::vector<char> sound(std::size_t(runs), 0);
  GatherFigures collector{scenario, world,       options.drawn ? &assumptions : nullptr,
                          sums,     out.members, sound};
  const RunControl control{options.threads, options.stop, options.progress};
  if (!for_each_block(model, {scenario.seed, 0, runs}, control, collector).whole)
    return std::nullopt;
  out.runs = std::count(sound.begin(), sound.end(), char(1));
  out.failed = runs - out.runs;
  for (std::vector<double>& members : out.members) {
    std::size_t kept = 0;
    for (std::size_t run = 0; run < sound.size(); ++run)
      if (sound[run] && std::isfinite(members[run])) members[kept++] = members[run];
    members.resize(kept);
    std::sort(members.begin(), members.end());
  }
  return out;
}

}  // namespace palabre
