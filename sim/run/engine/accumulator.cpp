#include "sim/run/engine/accumulator.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>

#include "sim/run/engine/blocks.hpp"
#include "sim/run/engine/reach.hpp"
#include "sim/run/stats/grouped.hpp"
#include "sim/run/stats/intervals.hpp"

namespace palabre {
namespace {

constexpr double kSeriesScale = double(1 << kSeriesBits);
/// The bins of so many blocks are counted at once: a histogram is then in the caches once for all
/// of them.
constexpr std::size_t kPendingBlocks = 32;
/// After so many replicates sums are carried: a value of a series is below 2^25 (all the people),
/// one of a map below 2^3, at scales of 2^20 and 2^40. [replicates]
constexpr std::int64_t kCarryAfter = std::int64_t{1} << 16;
constexpr std::int64_t kMostReplicates = std::int64_t{1} << 62;
constexpr double kLevels[] = {0.05, 0.25, 0.50, 0.75, 0.95};  // of the quantiles

template <class T>
void add_all(std::vector<T>& to, const std::vector<T>& from) {
  assert(to.size() == from.size());
  for (std::size_t i = 0; i < to.size(); ++i) to[i] += from[i];
}

}  // namespace

Accumulator::Accumulator(std::shared_ptr<const Model> model)
    : Accumulator(model, std::make_shared<Histograms>(model->weeks)) {}

Accumulator Accumulator::beside() const { return {model_, histograms_}; }

Accumulator::Accumulator(std::shared_ptr<const Model> model, std::shared_ptr<Histograms> histograms)
    : model_(std::move(model)),
      histograms_(std::move(histograms)),
      region_of_statistic_(regions_of_statistics(model_->regions)),
      statistics_(statistic_specs().size()),
      series_sums_(std::size_t(model_->weeks) * kSeriesCount),
      maps_(kCercleFieldCount * std::size_t(model_->weeks) * std::size_t(model_->cercle_count)),
      stages_(std::size_t(model_->weeks) * kStageCount),
      pact_lives_(std::size_t(model_->weeks)),
      rows_(kWeekRows * kBlockLanes) {
  if (model_->worlds) worlds_.statistics.resize(statistics_.size());
}

void Accumulator::lead_outputs(const Model& model, const BlockOptions& options) {
  out_.series = rows_.data();
  out_.last_week_only = true;
  const std::size_t bins = std::size_t(model.weeks) * kSeriesCount * kBlockLanes;
  if (pending_.size() < (pending_blocks_ + 1) * bins) pending_.resize((pending_blocks_ + 1) * bins);
  out_.bins = pending_.data() + pending_blocks_ * bins;
  out_.series_sums = series_sums_.data();
  out_.stages = stages_.data();
  out_.maps = maps_.data();
  out_.pact_lives = pact_lives_.data();
  if (options.record != nullptr) {
    options.record->pact_lives.assign(pact_lives_.size(), 0);
    out_.pact_lives = options.record->pact_lives.data();
  }
  out_.stage_of = nullptr;
  if (options.stage_of != nullptr) {
    options.stage_of->resize(std::size_t(model.weeks) * kBlockLanes);
    out_.stage_of = options.stage_of->data();
  }
}

void Accumulator::run_block(const BlockRequest& request, const BlockOptions& options) {
  const Model& model = *request.model;
  assert(model.weeks == model_->weeks && model.cercle_count == model_->cercle_count);
  lead_outputs(model, options);
  const std::uint32_t counted = run_counted(request, out_);
  const std::uint32_t asked = ((1u << request.lanes) - 1u) & ~request.skip;
  if (++pending_blocks_ == kPendingBlocks) add_bins();
  if (options.record != nullptr) record(*options.record, model, asked, counted);

  OpenWorld world;
  if (model_->worlds) {
    world.block = std::int64_t(request.first_replicate / kBlockLanes);
    world.seen = asked << request.first_replicate % kBlockLanes;
    world.counted = std::popcount(counted);
    world.totals.resize(statistics_.size());
  }
  for (std::size_t lane = 0; lane < kBlockLanes; ++lane) {
    if ((asked >> lane & 1u) == 0u) continue;
    const std::uint64_t replicate = request.first_replicate + lane;
    ++replicates_;
    digest_ += mixed({out_.digest[0][lane], out_.digest[1][lane]}, replicate);
    if ((counted >> lane & 1u) != 0u) {
      add_replicate(model, lane, world);
    } else {
      ++failed_;
      failures_.add(failure_of(out_.failure[lane], std::int64_t(replicate)));
    }
  }
  if (model_->worlds) take_in(std::move(world));
  carry_if_due(kBlockLanes);
}

void Accumulator::OpenWorld::add(const OpenWorld& other) {
  seen |= other.seen;
  counted += other.counted;
  for (std::size_t k = 0; k < ended.size(); ++k) ended[k] += other.ended[k];
  for (std::size_t s = 0; s < totals.size(); ++s) totals[s] += other.totals[s];
}

void Accumulator::OpenWorld::exchange(SumsArchive& archive) {
  archive.number(block, 0, kMostReplicates);
  archive.number(seen, 0, (1 << kBlockLanes) - 1);
  archive.number(counted, 0, kBlockLanes);
  for (std::int64_t& count : ended) archive.number(count, 0, kBlockLanes);
  for (GroupTotal& total : totals) total.exchange(archive);
}

void Accumulator::take_in(OpenWorld world) {
  const auto found = std::find_if(open_.begin(), open_.end(),
                                  [&](const OpenWorld& open) { return open.block == world.block; });
  if (found != open_.end()) {
    world.add(*found);
    open_.erase(found);
  }
  if (world.is_whole()) return close(world, worlds_);
  const auto at = std::find_if(open_.begin(), open_.end(),
                               [&](const OpenWorld& open) { return open.block > world.block; });
  open_.insert(at, std::move(world));
}

void Accumulator::close(const OpenWorld& world, ByWorld& to) {
  if (world.counted == 0) return;
  for (std::size_t s = 0; s < world.totals.size(); ++s)
    if (const auto total = world.totals[s].get()) to.statistics[s].add(*total);
  for (std::size_t k = 0; k < kOutcomeCount; ++k) {
    to.outcomes[k].add({double(world.ended[k]), double(world.counted)});
    if (world.counted == kBlockLanes) to.groups[k].add({world.ended[k], 0, 0});
  }
}

Accumulator::ByWorld Accumulator::all_worlds() const {
  ByWorld out = worlds_;
  for (const OpenWorld& world : open_) close(world, out);
  return out;
}

void Accumulator::record(BlockRecord& record, const Model& model, std::uint32_t asked,
                         std::uint32_t counted) {
  add_all(pact_lives_, record.pact_lives);
  record.asked = asked;
  record.counted = counted;
  record.failure = out_.failure;
  record.digest = out_.digest;
  for (std::size_t lane = 0; lane < kBlockLanes; ++lane)
    record.replicates[lane] = record_of(out_, model.weeks, lane);
}

void Accumulator::add_bins() {
  if (pending_blocks_ > 0) histograms_->add(pending_.data(), pending_blocks_, turns_);
  pending_blocks_ = 0;
  turns_ += 5;
}

void Accumulator::add_replicate(const Model& model, std::size_t k, OpenWorld& world) {
  const ReplicateRecord record = record_of(out_, model.weeks, k);
  const auto outcome = std::size_t(record[TallyId::outcome]);
  ++outcomes_[outcome];
  ++world.ended[outcome];
  for (std::size_t s = 0; s < statistics_.size(); ++s)
    if (const auto c = contribution(StatisticId(s), record, model, region_of_statistic_)) {
      statistics_[s].add(*c);
      if (!world.totals.empty()) world.totals[s].add(c);
    }
}

void Accumulator::carry_if_due(std::int64_t replicates) {
  uncarried_ += replicates;
  if (uncarried_ < kCarryAfter) return;
  series_sums_.carry();
  maps_.carry();
  uncarried_ = 0;
}

Accumulator& Accumulator::operator+=(Accumulator& other) {
  assert(this != &other);
  other.add_bins();
  replicates_ += other.replicates_;
  failed_ += other.failed_;
  digest_ += other.digest_;
  failures_ += other.failures_;
  for (std::size_t k = 0; k < outcomes_.size(); ++k) outcomes_[k] += other.outcomes_[k];
  for (std::size_t s = 0; s < statistics_.size(); ++s) statistics_[s] += other.statistics_[s];
  for (std::size_t s = 0; s < worlds_.statistics.size(); ++s)
    worlds_.statistics[s] += other.worlds_.statistics[s];
  for (std::size_t k = 0; k < kOutcomeCount; ++k) {
    worlds_.outcomes[k] += other.worlds_.outcomes[k];
    worlds_.groups[k] += other.worlds_.groups[k];
  }
  for (const OpenWorld& world : other.open_) take_in(world);
  if (other.histograms_ != histograms_) *histograms_ += *other.histograms_;
  series_sums_ += other.series_sums_;
  maps_ += other.maps_;
  add_all(stages_, other.stages_);
  add_all(pact_lives_, other.pact_lives_);
  carry_if_due(other.uncarried_);
  return *this;
}

void Accumulator::clear() {
  replicates_ = failed_ = uncarried_ = 0;
  digest_ = {};
  failures_ = {};
  outcomes_.fill(0);
  std::fill(statistics_.begin(), statistics_.end(), StatisticSums{});
  const std::size_t by_world = worlds_.statistics.size();
  worlds_ = {};
  worlds_.statistics.resize(by_world);
  open_.clear();
  series_sums_.clear();
  maps_.clear();
  for (auto* sums : {&stages_, &pact_lives_}) std::fill(sums->begin(), sums->end(), 0);
}

void Accumulator::exchange(SumsArchive& archive) {
  add_bins();
  archive.number(replicates_, 0, kMostReplicates);
  archive.number(failed_, 0, replicates_);
  archive.number(digest_.low);
  archive.number(digest_.high);
  failures_.exchange(archive, model_->weeks, model_->cercle_count);
  archive.numbers(outcomes_);
  for (StatisticSums& sums : statistics_) sums.exchange(archive);
  if (model_->worlds) {
    for (StatisticSums& sums : worlds_.statistics) sums.exchange(archive);
    for (StatisticSums& sums : worlds_.outcomes) sums.exchange(archive);
    for (GroupSums& sums : worlds_.groups)
      for (std::int64_t* x : {&sums.groups, &sums.counts.drawn, &sums.squares}) archive.number(*x);
    std::size_t open = open_.size();
    archive.number(open, 0, 2);
    if (archive.is_reading()) open_.resize(open);
    for (OpenWorld& world : open_) {
      world.totals.resize(statistics_.size());
      world.exchange(archive);
    }
  }
  series_sums_.exchange(archive);
  maps_.exchange(archive);
  archive.numbers(stages_);
  archive.numbers(pact_lives_);
  histograms_->exchange(archive);
  if (archive.is_reading()) uncarried_ = 0;
}

// --- what the sums say ---------------------------------------------------------------------------

Series Accumulator::series_of(std::size_t row) const {
  const SeriesSpec& spec = series_specs()[row];
  const std::int64_t n = replicates_ - failed_;
  const double width = (spec.high - spec.low) / spec.bins;
  Series out;
  out.id = SeriesId(row);
  for (auto* values : {&out.q05, &out.q25, &out.q50, &out.q75, &out.q95, &out.mean})
    values->reserve(std::size_t(model_->weeks));
  const std::array<std::vector<double>*, 5> to{&out.q05, &out.q25, &out.q50, &out.q75, &out.q95};
  Histograms::Ranks ranks{};
  for (std::size_t k = 0; k < ranks.size(); ++k)
    ranks[k] = std::min<std::int64_t>(n - 1, std::int64_t(kLevels[k] * double(n)));
  for (int week = 0; week < model_->weeks; ++week) {
    const Histograms::Bins bins = histograms_->bins_at(week, row, ranks);
    for (std::size_t k = 0; k < to.size(); ++k)
      to[k]->push_back(spec.low + (double(bins[k]) + 0.5) * width);
    const Int128 sum = series_sums_.at(std::size_t(week) * kSeriesCount + row);
    out.mean.push_back(double(sum) / kSeriesScale / double(n));
  }
  return out;
}

void Accumulator::add_statistics(Results& out) const {
  const auto specs = statistic_specs();
  const ByWorld worlds = all_worlds();
  const std::int64_t runs = replicates_ - failed_;
  const std::int64_t independent = model_->worlds ? blocks_of(runs) : runs;
  for (std::size_t s = 0; s < specs.size(); ++s) {
    Statistic statistic{StatisticId(s), {}, statistics_[s].count()};
    const bool is_median = specs[s].kind == StatisticKind::Median;
    if (is_median) statistic.count = events_in(pact_lives_);
    const auto estimate =
        is_median ? median_of(pact_lives_, independent)
        : !model_->worlds
            ? statistics_[s].estimate(specs[s].kind, range_of(specs[s], model_->weeks))
            : estimate_of_groups(worlds.statistics[s], specs[s].kind,
                                 range_of(specs[s], model_->weeks), statistic.count);
    if (!estimate) continue;
    statistic.estimate = settled(*estimate, StatisticId(s), *model_);
    out.statistics.push_back(statistic);
  }
}

void Accumulator::add_maps(Results& out) const {
  const std::size_t cells = std::size_t(model_->weeks) * std::size_t(model_->cercle_count);
  const double n = double(replicates_ - failed_);
  for (std::size_t f = 0; f < kCercleFieldCount; ++f) {
    const double scale = double(std::int64_t{1} << cercle_field_specs()[f].bits);
    out.maps[f].resize(cells);
    for (std::size_t i = 0; i < cells; ++i)
      out.maps[f][i] = double(maps_.at(f * cells + i)) / scale / n;
  }
}

std::shared_ptr<const Results> Accumulator::results(Manifest manifest) {
  add_bins();
  auto out = std::make_shared<Results>();
  out->manifest = std::move(manifest);
  out->manifest.scenario_digest = model_->scenario_digest;
  out->manifest.weeks = model_->weeks;
  out->manifest.replicates = replicates_;
  out->digest = hex(digest_);
  out->failed = failed_;
  out->failures = failures_.all();
  out->cercle_count = model_->cercle_count;
  const std::int64_t n = replicates_ - failed_;
  if (n == 0) return out;
  const ByWorld worlds = all_worlds();
  for (std::size_t k = 0; k < kOutcomeCount; ++k) {
    out->outcomes.push_back({OutcomeId(k), outcomes_[k], wilson(outcomes_[k], n), {}});
    if (!model_->worlds) continue;
    out->outcomes[k].share =
        *estimate_of_groups(worlds.outcomes[k], StatisticKind::Share, {0.0, 1.0}, n);
    out->outcomes[k].worlds = share_range(worlds.groups[k], kBlockLanes);
  }
  add_statistics(*out);
  for (std::size_t s = 0; s < kSeriesCount; ++s) out->series.push_back(series_of(s));
  for (std::size_t stage = 0; stage < kStageCount; ++stage)
    for (int week = 0; week < model_->weeks; ++week)
      out->stage_share[stage].push_back(double(stages_[std::size_t(week) * kStageCount + stage]) /
                                        double(n));
  add_maps(*out);
  return out;
}

}  // namespace palabre
