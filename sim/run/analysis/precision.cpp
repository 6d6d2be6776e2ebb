#include "sim/run/analysis/precision.hpp"

#include <algorithm>
#include <cmath>

#include "sim/run/engine/blocks.hpp"
#include "sim/run/engine/recording.hpp"
#include "sim/run/stats/intervals.hpp"

namespace palabre {

using namespace constants;

namespace {

constexpr std::int64_t kRunsMost = std::int64_t{1} << 60;  // a count of runs stops here

constexpr int kThresholds = 10;
using Measures = std::array<std::optional<double>, kThresholds>;

const char* const kThresholdNames[kThresholds] = {
    "collapse_population", "collapse_points", "advance_points",  "advance_people",  "creep_points",
    "creep_people",        "recovery_points", "recovery_people", "patchwork_share", "accord_weeks"};

/// Least share of the people that the state held over weeks enough for a collapse.
std::optional<double> least_held(const std::vector<double>& rows, std::size_t weeks,
                                 std::size_t lane) {
  constexpr auto kOnEnd = std::size_t(kCollapseWeeks);
  const auto at = [&](std::size_t week) {
    return rows[(week * kWeekRows + std::size_t(SeriesId::state_share_population)) * kBlockLanes +
                lane];
  };
  std::optional<double> least;
  for (std::size_t week = kOnEnd; week <= weeks; ++week) {
    double most = 0.0;
    for (std::size_t k = week - kOnEnd; k < week; ++k) most = std::max(most, at(k));
    least = std::min(least.value_or(most), most);
  }
  return least;
}

/// Weeks of the accord that stands at the end.
int accord_age(const std::vector<double>& rows, std::size_t weeks, std::size_t lane) {
  constexpr double kAccord = 5.0;
  int age = 0;
  for (std::size_t week = weeks; week-- > 0; ++age)
    if (rows[(week * kWeekRows + std::size_t(kStageRow)) * kBlockLanes + lane] != kAccord) break;
  return age;
}

Measures measure(const ReplicateRecord& r, const Model& model, const std::vector<double>& rows,
                 std::size_t lane) {
  const auto weeks = std::size_t(model.weeks);
  Measures out;
  if (const auto least = least_held(rows, weeks, lane)) {
    out[0] = *least;
    out[1] = r[TallyId::state_people_start] - *least;
  }
  const double people = r[TallyId::state_people_end] - r[TallyId::state_people_start];
  out[2] = out[4] = r[TallyId::jihadist_area_end] - r[TallyId::jihadist_area_start];
  out[3] = out[5] = -people;
  out[6] = r[TallyId::state_area_end] - r[TallyId::state_area_start];
  out[7] = people;
  out[8] = r[TallyId::pact_people_last_year] / std::min(double(model.weeks), kWeeksPerYear);
  if (const int age = accord_age(rows, weeks, lane); age > 0) out[9] = age;
  return out;
}

double half_of(const Estimate& e) { return 0.5 * (e.high - e.low); }

/// Half the Wilson interval of a share in n independent runs.
double half_of_share(double p, double n) {
  const double z2 = kNormal975 * kNormal975;
  return kNormal975 / (1.0 + z2 / n) * std::sqrt(p * (1.0 - p) / n + z2 / (4.0 * n * n));
}

/// How many runs say as much as one that stands by itself (the design effect of sampling in
/// clusters): runs of one world are alike.
double runs_for_one(const Estimate& whole, double n) {
  if (whole.basis == Basis::one_run) return double(kBlockLanes);
  const double ratio = half_of(whole) / half_of_share(whole.value, n);
  return std::clamp(ratio * ratio, 1.0, double(kBlockLanes));
}

/// A spread that was measured on n independent values is known to about this factor.
double doubt_of(double n) { return 1.0 + kNormal975 / std::sqrt(2.0 * std::max(1.0, n - 1.0)); }

std::int64_t rounded_up(double runs) {
  return runs < double(kRunsMost) ? std::int64_t(std::ceil(runs)) : kRunsMost;
}

/// Measures each run by itself.
struct MeasureRuns {
  Recording& recording;
  std::vector<Measures> runs;  // [replicate]; different threads write different ones

  BlockScratch make() const { return {}; }
  void add(BlockScratch& scratch, const BlockTask& task) {
    const auto made = recording.block(task.index(), task.asked(), false, scratch);
    for (std::size_t lane = 0; lane < kBlockLanes; ++lane)
      if ((made->counted >> lane & 1u) != 0)
        runs[std::size_t(task.first()) + lane] =
            measure(made->replicates[lane], recording.model(), scratch.rows, lane);
  }
  void merge(BlockScratch&, const BlockScratch&) const {}
};

}  // namespace

std::int64_t runs_for_share(double p, double within) {
  const auto half = [&](double n) { return half_of_share(p, n); };
  std::int64_t low = 1, high = 2;
  while (high < kRunsMost && half(double(high)) > within) high *= 2;
  while (low < high) {
    const std::int64_t middle = (low + high) / 2;
    if (half(double(middle)) <= within)
      high = middle;
    else
      low = middle + 1;
  }
  return high;
}

std::optional<RunsNeeded> runs_needed(const Evaluation& pilot, std::size_t target, double within) {
  const auto whole = pilot.estimate(0, target);
  if (!whole) return {};
  RunsNeeded out{*whole, 0, 0, 0};
  for (const Cell& cell : pilot.cells(0, target)) out.pilot_runs += cell ? 1 : 0;
  const Independent of(pilot.scenario(), pilot.targets()[target]);
  const bool by_world = is_over_worlds(pilot.scenario().switches);
  // Runs, or worlds.
  const double groups = double(of.cells(pilot.cells(0, target)).size());
  if (pilot.targets()[target].kind() == StatisticKind::Share) {
    const bool is_alone = whole->basis == Basis::one_run;
    const double worst = is_alone ? 0.5 : std::clamp(0.5, whole->low, whole->high);
    const double each = by_world ? runs_for_one(*whole, double(out.pilot_runs)) : 1.0;
    const double doubt = by_world && !is_alone ? doubt_of(groups) : 1.0;
    out.likely = rounded_up(double(runs_for_share(whole->value, within)) * each);
    out.most = rounded_up(double(runs_for_share(worst, within)) *
                          std::min(each * doubt * doubt, double(by_world ? kBlockLanes : 1)));
    return out;
  }
  if (whole->basis != Basis::spread) return {};
  const double half = half_of(*whole);
  if (!(half > 0.0)) return {};
  // Widths shrink with the square root of the runs.
  const double n = double(out.pilot_runs), doubt = doubt_of(by_world ? groups : n);
  const double per = double(pilot.replicates()) / n;  // runs for one that has the statistic
  const auto runs = [&](double spread) {
    return rounded_up(per * n * (spread / within) * (spread / within));
  };
  out.likely = std::max<std::int64_t>(2, runs(half));
  out.most = std::max<std::int64_t>(2, runs(half * doubt));
  return out;
}

std::vector<const SwitchSpec*> class_thresholds() {
  std::vector<const SwitchSpec*> out;
  for (const char* name : kThresholdNames) out.push_back(find_switch(name));
  return out;
}

std::optional<std::vector<ThresholdReport>> near_thresholds(const Scenario& scenario,
                                                            const World& world, int replicates,
                                                            int threads,
                                                            const std::stop_token& stop,
                                                            const Progress& progress) {
  const auto model = std::make_shared<const Model>(compile(scenario, world, Digest::none));
  Recording recording(model, scenario.seed);
  MeasureRuns collector{recording, std::vector<Measures>(std::size_t(replicates))};
  const auto all =
      for_each_block(*model, {scenario.seed, 0, replicates}, {threads, stop, progress}, collector);
  if (!all.whole) return {};
  std::vector<ThresholdReport> out;
  for (const SwitchSpec* spec : class_thresholds()) {
    const std::size_t k = out.size();
    ThresholdReport row{spec, scenario.switches.*std::get<double Switches::*>(spec->field), 0, 0};
    for (const Measures& run : collector.runs) {
      if (!run[k]) continue;
      ++row.measured;
      if (std::abs(*run[k] - row.value) <= kThresholdBand * row.value) ++row.near;
    }
    out.push_back(row);
  }
  return out;
}

std::vector<PlanRow> threshold_rows(const Scenario& scenario) {
  std::vector<PlanRow> rows{row_of(scenario)};
  for (const SwitchSpec* spec : class_thresholds())
    for (const double sign : {-1.0, 1.0}) {
      rows.push_back(rows.front());
      double& value = rows.back().switches.*std::get<double Switches::*>(spec->field);
      value *= 1.0 + sign * kThresholdBand;
      if (spec->whole) value = std::round(value);
      value = std::clamp(value, spec->min, spec->max);
    }
  return rows;
}

std::vector<Target> class_targets() {
  std::vector<Target> out;
  for (std::size_t k = 0; k < outcome_specs().size(); ++k) out.push_back({OutcomeId(k), {}});
  return out;
}

std::optional<std::int64_t> moved_runs(const Evaluation& e, std::size_t point) {
  if (point >= e.done()) return {};
  std::int64_t out = 0;
  for (std::size_t k = 0; k < std::size_t(e.replicates()); ++k) {
    bool differs = false;
    for (std::size_t t = 0; t < e.targets().size(); ++t) {
      const Cell &a = e.cells(0, t)[k], &b = e.cells(point, t)[k];
      differs = differs || (a && b && a->value != b->value);
    }
    out += differs ? 1 : 0;
  }
  return out;
}

}  // namespace palabre
