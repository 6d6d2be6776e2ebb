#include "sim/run/analysis/evaluation.hpp"
#include "sim/tables/old_names.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <chrono>

#include "sim/run/engine/blocks.hpp"
#include "sim/run/stats/paired.hpp"

namespace palabre {
namespace {

/// Replicates of one point that one thread runs on end: long enough that a model is compiled
/// seldom, short enough that the threads end together and a stop is quick.
int replicates_on_end(std::size_t points) {
  constexpr int kShort = 64, kLong = 256;
  constexpr std::size_t kManyPoints = 64;
  return points < kManyPoints ? kShort : kLong;
}

int horizon_of_all(const std::vector<Target>& targets, int weeks) {
  int out = 1;
  for (const Target& target : targets) out = std::max(out, horizon_of(target, weeks));
  return out;
}

bool has_value(const Cell& cell) { return cell.has_value(); }

/// Where all have the same value, of how many runs that is said: not of how many worlds.
std::optional<Estimate> in_runs(std::optional<Estimate> estimate, std::int64_t runs) {
  if (estimate && estimate->basis == Basis::no_spread) estimate->runs = runs;
  return estimate;
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

Range Target::range(int weeks) const {
  return outcome ? Range{0.0, 1.0} : range_of(statistic_specs()[std::size_t(statistic)], weeks);
}

std::optional<Target> find_target(std::string_view id) {
  constexpr std::string_view kPrefix = "outcome.";
  const std::string full =
      id.starts_with(kPrefix) ? std::string(id) : std::string(kPrefix).append(id);
  if (const std::string_view now = figure_now(full); !now.empty() && !find_statistic(id)) id = now;
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
  const int settled = target.outcome ? 0 : statistic_specs()[std::size_t(target.statistic)].settled;
  return settled == 0 ? weeks : std::min(weeks, settled);
}

Independent::Independent(const Scenario& scenario, const Target& target)
    : by_world_(is_over_worlds(scenario.switches)),
      kind_(by_world_ ? StatisticKind::Ratio : target.kind()),
      range_(target.range(scenario.weeks)) {
  if (by_world_) range_ = range_of_groups(target.kind(), range_);
}

std::vector<Cell> Independent::cells(std::span<const Cell> replicates) const {
  if (!by_world_) return {replicates.begin(), replicates.end()};
  std::vector<Cell> out;
  for (std::size_t first = 0; first < replicates.size(); first += kBlockLanes) {
    GroupTotal total;
    for (const Cell& cell :
         replicates.subspan(first, std::min<std::size_t>(kBlockLanes, replicates.size() - first)))
      total.add(cell);
    out.push_back(total.get());
  }
  return out;
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
                       Effort effort, int look)
    : scenario_(std::move(scenario)),
      world_(std::move(world)),
      rows_(std::move(rows)),
      targets_(std::move(targets)),
      replicates_(replicates),
      weeks_(effort == Effort::whole ? scenario_.weeks : horizon_of_all(targets_, scenario_.weeks)),
      effort_(effort),
      look_(look > 0 ? std::min(look, replicates) : replicates),
      looks_((replicates + look_ - 1) / look_),
      unit_replicates_(looks_ > 1 ? look_ : replicates_on_end(rows_.size())),
      units_per_point_((replicates + unit_replicates_ - 1) / unit_replicates_) {
  assert(replicates > 0 && look % kBlockLanes == 0);
  if (rows_.empty()) looks_done_ = looks_;
  cells_.resize(rows_.size() * targets_.size() * std::size_t(replicates_));
  failed_.resize(rows_.size() * std::size_t(units_per_point_));
}

/// What a thread keeps from block to block.
struct Evaluation::PointState {
  std::int64_t point = -1;
  std::optional<Model> model;  // of that point; nothing when its values exclude each other
  std::vector<int> regions;
  std::vector<double> rows;
};

/// Puts each run's cells where they belong. A thread makes the model of a point once for all the
/// blocks that it runs on end.
struct Evaluation::FillCells {
  Evaluation& all;

  PointState make() const { return {}; }
  void add(PointState& state, const BlockTask& task) const {
    if (state.point != task.point) make_ready(state, task.point);
    std::int32_t& failed = all.failed_[all.unit_of(task)];
    if (state.model)
      failed += all.run_block(state, task);
    else
      failed = -1;
  }
  void merge(PointState&, const PointState&) const {}

 private:
  void make_ready(PointState& state, std::int64_t point) const {
    state.point = point;
    state.model.reset();
    try {
      state.model = compile(with_row(all.scenario_, all.rows_[std::size_t(point)]), *all.world_,
                            Digest::none);
      state.regions = regions_of_statistics(state.model->regions);
    } catch (const ScenarioError&) {
    }
  }
};

ReplicateRange Evaluation::range_of_look(std::size_t points) const {
  const std::int64_t first = std::int64_t(looks_done_) * look_;
  ReplicateRange range{scenario_.seed, first, std::min<std::int64_t>(look_, replicates_ - first)};
  range.points = std::int64_t(points);
  range.on_end = unit_replicates_;
  range.pieces_done = pieces_done_;
  return range;
}

std::size_t Evaluation::points_in_look() const {
  if (complete()) return 0;
  return std::size_t(pieces_done_ / range_of_look(rows_.size()).pieces_per_point());
}

std::int64_t Evaluation::runs_done() const {
  const std::int64_t before = std::int64_t(looks_done_) * look_;
  const std::int64_t now = complete() ? 0 : std::min<std::int64_t>(look_, replicates_ - before);
  return std::min<std::int64_t>(before, replicates_) * std::int64_t(rows_.size()) +
         now * std::int64_t(points_in_look());
}

bool Evaluation::run_to(std::size_t steps, int threads, const std::stop_token& stop,
                        const Progress& progress) {
  while (!complete() && steps_done() < steps) {
    const std::size_t before = std::size_t(looks_done_) * rows_.size();
    const ReplicateRange range = range_of_look(std::min(steps - before, rows_.size()));
    const std::int64_t runs_before = range.first * std::int64_t(rows_.size());
    RunControl control{threads, stop, {}};
    if (progress)
      control.progress = [&](std::int64_t done, std::int64_t) {
        progress(runs_before + done, runs());
      };
    FillCells collector{*this};
    // Pieces are handed out in order and finished once begun: those done are a prefix.
    const auto all = for_each_block(nullptr, range, control, collector);
    pieces_done_ = all.pieces_done;
    if (!all.whole) return false;
    if (points_in_look() == rows_.size()) {
      ++looks_done_;
      pieces_done_ = 0;
    }
  }
  return true;
}

std::size_t Evaluation::unit_of(const BlockTask& task) const {
  return std::size_t(task.point * units_per_point_ + task.first() / unit_replicates_);
}

// Nothing is summed over lanes here, so that a lane that fails needs no second run without it.
int Evaluation::run_block(PointState& state, const BlockTask& task) {
  const bool brief = effort_ == Effort::needed;
  state.rows.resize(std::size_t(brief ? 1 : weeks_) * kWeekRows * kBlockLanes);
  BlockOutput out;
  out.series = state.rows.data();
  BlockRequest request = task.request;
  const BlockModel model(*state.model, task.index());
  request.model = model.get();
  request.weeks = weeks_;
  request.brief = brief;
  const std::uint32_t sound = run_counted(request, out);
  for (std::size_t lane = 0; lane < kBlockLanes; ++lane) {
    if ((sound >> lane & 1u) == 0u) continue;
    const ReplicateRecord record = record_of(out, brief ? 1 : weeks_, lane);
    const std::size_t replicate = std::size_t(task.first()) + lane;
    for (std::size_t t = 0; t < targets_.size(); ++t)
      cells_[(std::size_t(task.point) * targets_.size() + t) * std::size_t(replicates_) +
             replicate] = cell_of(targets_[t], record, *state.model, state.regions);
  }
  return std::popcount(task.asked() & ~sound);
}

std::span<const Cell> Evaluation::cells(std::size_t point, std::size_t target) const {
  assert(point < done());
  const std::size_t from = (point * targets_.size() + target) * std::size_t(replicates_);
  return std::span(cells_).subspan(from, std::size_t(replicates_shown()));
}

std::optional<double> Evaluation::value(std::size_t point, std::size_t target) const {
  const auto whole = estimate(point, target);
  return whole ? std::optional(whole->value) : std::nullopt;
}

std::vector<std::optional<double>> Evaluation::values(std::size_t target) const {
  std::vector<std::optional<double>> out(points());
  for (std::size_t point = 0; point < done(); ++point) out[point] = value(point, target);
  return out;
}

std::optional<Estimate> Evaluation::estimate(std::size_t point, std::size_t target) const {
  if (point >= done()) return {};
  const Independent of(scenario_, targets_[target]);
  StatisticSums sums;
  const std::span<const Cell> replicates = cells(point, target);
  for (const Cell& cell : of.cells(replicates))
    if (cell) sums.add(*cell);
  return in_runs(sums.estimate(of.kind(), of.range()),
                 std::count_if(replicates.begin(), replicates.end(), has_value));
}

std::optional<Estimate> Evaluation::difference(std::size_t from, std::size_t point,
                                               std::size_t target) const {
  return paired(from, target, point, target);
}

std::optional<Estimate> Evaluation::change(std::size_t point, std::size_t from_target,
                                           std::size_t to_target) const {
  return paired(point, from_target, point, to_target);
}

std::optional<Estimate> Evaluation::paired(std::size_t from, std::size_t from_target,
                                           std::size_t to, std::size_t to_target) const {
  if (from >= done() || to >= done()) return {};
  const Independent of(scenario_, targets_[to_target]);
  const std::span<const Cell> first = cells(from, from_target), second = cells(to, to_target);
  const auto a = of.cells(first), b = of.cells(second);
  PairedSums sums;
  for (std::size_t k = 0; k < a.size(); ++k)
    if (a[k].has_value() || b[k].has_value()) sums.add(a[k], b[k]);
  std::int64_t runs = 0;
  for (std::size_t k = 0; k < first.size(); ++k) runs += first[k] && second[k];
  return in_runs(sums.difference(of.kind(), of.range()), runs);
}

std::size_t Evaluation::units_shown() const {
  return std::size_t((replicates_shown() + unit_replicates_ - 1) / unit_replicates_);
}

std::int64_t Evaluation::failed() const {
  std::int64_t out = 0;
  for (std::size_t point = 0; point < done(); ++point)
    for (std::size_t k = 0; k < units_shown(); ++k)
      out += std::max(0, failed_[point * std::size_t(units_per_point_) + k]);
  return out;
}

std::int64_t Evaluation::refused() const {
  std::int64_t out = 0;
  for (std::size_t point = 0; point < done(); ++point)
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
