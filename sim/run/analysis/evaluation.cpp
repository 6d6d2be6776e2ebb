#include "sim/run/analysis/evaluation.hpp"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <chrono>

#include "sim/run/engine/blocks.hpp"
#include "sim/run/stats/paired.hpp"

namespace palabre {
namespace {

/// Replicates of one point that one thread runs on end: long enough that a model is compiled
/// seldom, short enough that the threads end together and a stop is quick.
int unit_of(std::size_t points) {
  constexpr int kShort = 64, kLong = 256;
  constexpr std::size_t kManyPoints = 64;
  return points < kManyPoints ? kShort : kLong;
}

int last_week_of(StatisticId id) {
  using S = StatisticId;
  switch (id) {
    case S::state_share_area_start:
    case S::jihadist_share_area_start:
    case S::state_share_population_start:
    case S::jihadist_share_population_start:
    case S::displaced_start:
      return 1;
    case S::good_offices_by_week_52:
    case S::talks_by_week_52:
    case S::terms_offered_first_year:
    case S::willingness_junta_first_year:
    case S::willingness_jnim_first_year:
    case S::ripeness_first_year:
    case S::deaths_first_year:
      return int(constants::kWeeksPerYear);
    case S::support_week_52:
      return int(constants::kWeeksPerYear) + 1;
    case S::talks_by_week_104:
    case S::truce_by_week_104:
      return 2 * int(constants::kWeeksPerYear);
    default:
      return kWeeksMax;
  }
}

int horizon_of_all(const std::vector<Target>& targets, int weeks) {
  int out = 1;
  for (const Target& target : targets) out = std::max(out, horizon_of(target, weeks));
  return out;
}

Cell cell_of(const Target& target, const ReplicateRecord& record, const Model& model,
             const std::vector<int>& regions) {
  if (!target.outcome) return contribution(target.statistic, record, model, regions);
  const bool is_it = int(record[TallyId::outcome]) == int(*target.outcome);
  return Contribution{is_it ? 1.0 : 0.0, 1.0};
}

}  // namespace

std::string_view Target::id() const {
  return outcome ? outcome_specs()[std::size_t(*outcome)].id
                 : statistic_specs()[std::size_t(statistic)].id;
}
Words Target::label() const {
  return outcome ? outcome_specs()[std::size_t(*outcome)].label
                 : statistic_specs()[std::size_t(statistic)].label;
}
Unit Target::unit() const {
  return outcome ? Unit::ShareOfReplicates : statistic_specs()[std::size_t(statistic)].unit;
}
StatisticKind Target::kind() const {
  return outcome ? StatisticKind::Share : statistic_specs()[std::size_t(statistic)].kind;
}

std::optional<Target> find_target(std::string_view id) {
  constexpr std::string_view kPrefix = "outcome.";
  const bool is_prefixed = id.starts_with(kPrefix);
  if (is_prefixed) id.remove_prefix(kPrefix.size());
  if (const OutcomeSpec* spec = find_outcome(id))
    return Target{OutcomeId(spec - outcome_specs().data()), {}};
  const StatisticSpec* spec = is_prefixed ? nullptr : find_statistic(id);
  if (spec == nullptr || spec->kind == StatisticKind::Median) return {};
  return Target{{}, StatisticId(spec - statistic_specs().data())};
}

std::vector<std::string_view> target_names() {
  std::vector<std::string_view> out;
  for (const OutcomeSpec& spec : outcome_specs()) out.push_back(spec.id);
  for (const StatisticSpec& spec : statistic_specs())
    if (spec.kind != StatisticKind::Median) out.push_back(spec.id);
  return out;
}

int horizon_of(const Target& target, int weeks) {
  return target.outcome ? weeks : std::min(weeks, last_week_of(target.statistic));
}

PlanRow row_of(const Scenario& scenario) {
  return {scenario.params, scenario.levers, scenario.issues, scenario.switches};
}

Scenario with_row(Scenario scenario, const PlanRow& row) {
  scenario.params = row.params;
  scenario.levers = row.levers;
  scenario.issues = row.issues;
  scenario.switches = row.switches;
  return scenario;
}

Evaluation::Evaluation(Scenario scenario, std::shared_ptr<const World> world,
                       std::vector<PlanRow> rows, std::vector<Target> targets, int replicates,
                       Effort effort)
    : scenario_(std::move(scenario)),
      world_(std::move(world)),
      rows_(std::move(rows)),
      targets_(std::move(targets)),
      replicates_(replicates),
      weeks_(effort == Effort::whole ? scenario_.weeks : horizon_of_all(targets_, scenario_.weeks)),
      effort_(effort),
      unit_replicates_(unit_of(rows_.size())),
      units_per_point_((replicates + unit_replicates_ - 1) / unit_replicates_) {
  assert(replicates > 0);
  cells_.resize(rows_.size() * targets_.size() * std::size_t(replicates_));
  failed_.resize(rows_.size() * std::size_t(units_per_point_));
}

bool Evaluation::run_to(std::size_t points, int threads, const std::stop_token& stop,
                        const Progress& progress) {
  const std::int64_t end = std::int64_t(std::min(points, rows_.size())) * units_per_point_;
  const std::int64_t begin = units_done_, units = std::max<std::int64_t>(0, end - begin);
  threads = int(std::clamp<std::int64_t>(units, 1, threads_used(threads)));
  std::atomic<std::int64_t> ran{0};
  // Units are handed out in order and finished once begun: those done are a prefix.
  over_blocks(units, threads, stop, [&](int, std::int64_t unit) {
    run_unit(begin + unit);
    const std::int64_t so_far = begin + ran.fetch_add(1) + 1;
    if (progress) progress(so_far * replicates_ / units_per_point_, runs());
  });
  units_done_ = begin + ran;
  done_ = std::size_t(units_done_ / units_per_point_);
  return units_done_ >= end;
}

void Evaluation::run_unit(std::int64_t unit) {
  const auto point = std::size_t(unit / units_per_point_);
  const int begin = int(unit % units_per_point_) * unit_replicates_;
  const int end = std::min(begin + unit_replicates_, replicates_);
  try {
    const Model model = compile(with_row(scenario_, rows_[point]), *world_, Digest::none);
    const std::vector<int> regions = regions_of_statistics(model.regions);
    for (int first = begin; first < end; first += kBlockLanes)
      failed_[std::size_t(unit)] +=
          run_block(model, regions, point, first, (1u << std::min(kBlockLanes, end - first)) - 1u);
  } catch (const ScenarioError&) {
    failed_[std::size_t(unit)] = -1;
  }
}

// Nothing is summed over lanes here, so that a lane that fails needs no second run without it.
int Evaluation::run_block(const Model& model, const std::vector<int>& regions, std::size_t point,
                          int first, std::uint32_t asked) {
  const bool brief = effort_ == Effort::needed;
  thread_local std::vector<double> rows;
  rows.resize(std::size_t(brief ? 1 : weeks_) * kWeekRows * kBlockLanes);
  BlockOutput out;
  out.series = rows.data();
  BlockRequest request{&model, std::uint64_t(scenario_.seed), std::uint32_t(first)};
  request.weeks = weeks_;
  request.brief = brief;
  chosen_kernel().run_block(request, out);
  int failed = 0;
  for (std::size_t lane = 0; lane < kBlockLanes; ++lane) {
    if ((asked >> lane & 1u) == 0) continue;
    if (out.failure[lane].week >= 0) {
      ++failed;
      continue;
    }
    const ReplicateRecord record = record_of(out, brief ? 1 : weeks_, lane);
    for (std::size_t t = 0; t < targets_.size(); ++t)
      cells_[(point * targets_.size() + t) * std::size_t(replicates_) + std::size_t(first) + lane] =
          cell_of(targets_[t], record, model, regions);
  }
  return failed;
}

std::span<const Cell> Evaluation::cells(std::size_t point, std::size_t target) const {
  assert(point < done_);
  const std::size_t from = (point * targets_.size() + target) * std::size_t(replicates_);
  return std::span(cells_).subspan(from, std::size_t(replicates_));
}

std::optional<double> Evaluation::value(std::size_t point, std::size_t target) const {
  const auto whole = estimate(point, target);
  return whole ? std::optional(whole->value) : std::nullopt;
}

std::vector<std::optional<double>> Evaluation::values(std::size_t target) const {
  std::vector<std::optional<double>> out(points());
  for (std::size_t point = 0; point < done_; ++point) out[point] = value(point, target);
  return out;
}

std::optional<Estimate> Evaluation::estimate(std::size_t point, std::size_t target) const {
  if (point >= done_) return {};
  StatisticSums sums;
  for (const Cell& cell : cells(point, target))
    if (cell) sums.add(*cell);
  return sums.estimate(targets_[target].kind());
}

std::optional<Estimate> Evaluation::difference(std::size_t from, std::size_t point,
                                               std::size_t target) const {
  if (from >= done_ || point >= done_) return {};
  const auto a = cells(from, target), b = cells(point, target);
  PairedSums sums;
  for (std::size_t k = 0; k < a.size(); ++k)
    if (a[k].has_value() || b[k].has_value()) sums.add(a[k], b[k]);
  return sums.difference(targets_[target].kind());
}

std::int64_t Evaluation::failed() const {
  std::int64_t out = 0;
  for (std::size_t unit = 0; unit < done_ * std::size_t(units_per_point_); ++unit)
    out += std::max(0, failed_[unit]);
  return out;
}

std::int64_t Evaluation::refused() const {
  std::int64_t out = 0;
  for (std::size_t point = 0; point < done_; ++point)
    out += failed_[point * std::size_t(units_per_point_)] < 0 ? 1 : 0;
  return out;
}

double seconds_per_run(const Scenario& scenario, const World& world,
                       const std::vector<Target>& targets) {
  using Clock = std::chrono::steady_clock;
  constexpr int kTrials = 7;  // the first warms up
  const Model model = compile(scenario, world, Digest::none);
  std::vector<double> rows(std::size_t(kWeekRows) * kBlockLanes), seconds;
  for (int trial = 0; trial < kTrials; ++trial) {
    BlockOutput out;
    out.series = rows.data();
    BlockRequest request{&model, std::uint64_t(scenario.seed), std::uint32_t(trial * kBlockLanes)};
    request.weeks = horizon_of_all(targets, scenario.weeks);
    request.brief = true;
    const auto begun = Clock::now();
    chosen_kernel().run_block(request, out);
    if (trial > 0) seconds.push_back(std::chrono::duration<double>(Clock::now() - begun).count());
  }
  std::nth_element(seconds.begin(), seconds.begin() + kTrials / 2, seconds.end());
  return seconds[kTrials / 2] / kBlockLanes;
}

}  // namespace palabre
