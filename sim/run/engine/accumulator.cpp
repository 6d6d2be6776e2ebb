#include "sim/run/engine/accumulator.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "sim/run/stats/intervals.hpp"

namespace palabre {
namespace {

constexpr double kSeriesScale = double(1 << kSeriesBits);
constexpr std::size_t kPendingBlocks = 8;
constexpr std::size_t kFailuresKept = 10;
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
      statistics_(statistic_specs().size()) {
  const std::size_t weeks = std::size_t(model_->weeks);
  const std::size_t cells = kCercleFieldCount * weeks * std::size_t(model_->cercle_count);
  series_sums_.resize(weeks * kSeriesCount);
  stages_.resize(weeks * kStageCount);
  maps_.resize(cells);
  pact_lives_.resize(weeks);
  pending_.resize(kPendingBlocks * weeks * kSeriesCount * kBlockLanes);
  rows_.resize(kWeekRows * kBlockLanes);
}

void Accumulator::run_block(std::uint64_t seed, std::uint32_t first, int lanes,
                            const BlockOptions& options) {
  const Model& model = options.drawn != nullptr ? *options.drawn : *model_;
  assert(model.weeks == model_->weeks && model.cercle_count == model_->cercle_count);
  BlockRequest request{&model, seed, first, lanes, ~options.only, 1};
  const std::size_t block_bins = pending_.size() / kPendingBlocks;
  out_.series = rows_.data();
  out_.last_week_only = true;
  out_.bins = pending_.data() + pending_blocks_ * block_bins;
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
  chosen_kernel().run_block(request, out_);
  for (int lane = 0; lane < lanes; ++lane)
    if (out_.failure[std::size_t(lane)].week >= 0) request.skip |= 1u << lane;
  if (request.skip != ~options.only) take_out_failed(request, ~options.only);
  if (++pending_blocks_ == kPendingBlocks) add_bins();
  if (options.record != nullptr) fill_record(*options.record, request);

  for (int lane = 0; lane < lanes; ++lane) {
    const std::size_t k = std::size_t(lane);
    const std::uint32_t replicate = first + std::uint32_t(lane);
    if ((options.only >> lane & 1u) == 0u) continue;
    ++replicates_;
    digest_ += mixed({out_.digest[0][k], out_.digest[1][k]}, replicate);
    if ((request.skip >> lane & 1u) != 0u)
      fail(out_.failure[k], replicate);
    else
      add_replicate(model, k);
  }
}

void Accumulator::fill_record(BlockRecord& record, const BlockRequest& request) {
  add_all(pact_lives_, record.pact_lives);
  record.asked = (1u << request.lanes) - 1u;
  record.counted = record.asked & ~request.skip;
  record.failure = out_.failure;
  record.digest = out_.digest;
  for (std::size_t lane = 0; lane < kBlockLanes; ++lane)
    record.replicates[lane] = record_of(out_, request.model->weeks, lane);
}

// `skipped`: lanes that did not count in the first place.
void Accumulator::take_out_failed(const BlockRequest& sound, std::uint32_t skipped) {
  BlockRequest all = sound;
  all.skip = skipped;
  all.weight = -1;
  chosen_kernel().run_block(all, out_);
  chosen_kernel().run_block(sound, out_);
}

void Accumulator::fail(const LaneFailure& failure, std::uint32_t replicate) {
  ++failed_;
  const auto specs = failure.cercle >= 0 ? state_cercle_specs() : state_nation_specs();
  Failure f{replicate, failure.week, failure.cercle, ""};
  if (failure.variable >= 0) f.variable = specs[std::size_t(failure.variable)].name;
  failures_.push_back(std::move(f));
  std::sort(failures_.begin(), failures_.end(),
            [](const Failure& a, const Failure& b) { return a.replicate < b.replicate; });
  if (failures_.size() > kFailuresKept) failures_.pop_back();
}

void Accumulator::add_bins() {
  if (pending_blocks_ > 0) histograms_->add(pending_.data(), pending_blocks_, turns_);
  pending_blocks_ = 0;
  turns_ += 5;
}

void Accumulator::add_replicate(const Model& model, std::size_t k) {
  const ReplicateRecord record = record_of(out_, model.weeks, k);
  ++outcomes_[std::size_t(record[TallyId::outcome])];
  for (std::size_t s = 0; s < statistics_.size(); ++s)
    if (const auto c = contribution(StatisticId(s), record, model, region_of_statistic_))
      statistics_[s].add(*c);
}

Accumulator& Accumulator::operator+=(Accumulator& other) {
  other.add_bins();
  replicates_ += other.replicates_;
  failed_ += other.failed_;
  digest_ += other.digest_;
  failures_.insert(failures_.end(), other.failures_.begin(), other.failures_.end());
  std::sort(failures_.begin(), failures_.end(),
            [](const Failure& a, const Failure& b) { return a.replicate < b.replicate; });
  if (failures_.size() > kFailuresKept) failures_.resize(kFailuresKept);
  for (std::size_t k = 0; k < outcomes_.size(); ++k) outcomes_[k] += other.outcomes_[k];
  for (std::size_t s = 0; s < statistics_.size(); ++s) statistics_[s] += other.statistics_[s];
  if (other.histograms_ != histograms_) *histograms_ += *other.histograms_;
  add_all(series_sums_, other.series_sums_);
  add_all(stages_, other.stages_);
  add_all(maps_, other.maps_);
  add_all(pact_lives_, other.pact_lives_);
  return *this;
}

void Accumulator::clear() {
  replicates_ = failed_ = 0;
  digest_ = {};
  failures_.clear();
  outcomes_.fill(0);
  std::fill(statistics_.begin(), statistics_.end(), StatisticSums{});
  for (auto* sums : {&series_sums_, &stages_, &maps_, &pact_lives_})
    std::fill(sums->begin(), sums->end(), 0);
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
    const std::int64_t sum = series_sums_[std::size_t(week) * kSeriesCount + row];
    out.mean.push_back(double(sum) / kSeriesScale / double(n));
  }
  return out;
}

void Accumulator::add_statistics(Results& out) const {
  const auto specs = statistic_specs();
  for (std::size_t s = 0; s < specs.size(); ++s) {
    Statistic statistic{StatisticId(s), {}, statistics_[s].count()};
    const bool is_median = specs[s].kind == StatisticKind::Median;
    if (is_median) statistic.count = events_in(pact_lives_);
    const auto estimate =
        is_median ? median_of(pact_lives_) : statistics_[s].estimate(specs[s].kind);
    if (!estimate) continue;
    statistic.estimate = *estimate;
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
      out.maps[f][i] = double(maps_[f * cells + i]) / scale / n;
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
  out->failures = failures_;
  out->cercle_count = model_->cercle_count;
  const std::int64_t n = replicates_ - failed_;
  if (n == 0) return out;
  for (std::size_t k = 0; k < kOutcomeCount; ++k)
    out->outcomes.push_back({OutcomeId(k), outcomes_[k], wilson(outcomes_[k], n)});
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
