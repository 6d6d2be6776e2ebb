#include "sim/run/accumulator.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstring>

#include "sim/run/intervals.hpp"

namespace palabre {
namespace {

constexpr double kSeriesScale = double(1 << kSeriesBits);
constexpr std::size_t kPendingBlocks = 8;
constexpr std::size_t kFailuresKept = 10;

template <class T>
void add_all(std::vector<T>& to, const std::vector<T>& from) {
  assert(to.size() == from.size());
  for (std::size_t i = 0; i < to.size(); ++i) to[i] += from[i];
}

/// Many series hardly differ between replicates: eight equal bins are one addition.
void count_eight(std::uint32_t* bins, const std::uint16_t* at) {
  static_assert(kBlockLanes == 8);
  std::uint64_t four[2];
  std::memcpy(four, at, sizeof four);
  if (four[0] == four[1] && four[0] == at[0] * 0x0001000100010001ull) {
    bins[at[0]] += 8;
    return;
  }
  for (std::size_t lane = 0; lane < kBlockLanes; ++lane) ++bins[at[lane]];
}

}  // namespace

Accumulator::Accumulator(std::shared_ptr<const Model> model)
    : model_(std::move(model)),
      region_of_statistic_(regions_of_statistics(model_->regions)),
      statistics_(statistic_specs().size()) {
  for (const SeriesSpec& spec : series_specs()) {
    bin_offset_.push_back(bins_per_week_);
    bins_per_week_ += std::size_t(spec.bins) + 1;
  }
  const std::size_t weeks = std::size_t(model_->weeks);
  const std::size_t cells = kCercleFieldCount * weeks * std::size_t(model_->cercle_count);
  bins_.resize(weeks * bins_per_week_);
  series_sums_.resize(weeks * kSeriesCount);
  stages_.resize(weeks * kStageCount);
  maps_.resize(cells);
  pact_lives_.resize(weeks);
  pending_.resize(kPendingBlocks * weeks * kSeriesCount * kBlockLanes);
  rows_.resize(weeks * kWeekRows * kBlockLanes);
}

void Accumulator::run_block(std::uint64_t seed, std::uint32_t first, int lanes) {
  BlockRequest request{model_.get(), seed, first, lanes, 0, 1};
  const std::size_t block_bins = pending_.size() / kPendingBlocks;
  out_.series = rows_.data();
  out_.bins = pending_.data() + pending_blocks_ * block_bins;
  out_.series_sums = series_sums_.data();
  out_.stages = stages_.data();
  out_.maps = maps_.data();
  out_.pact_lives = pact_lives_.data();
  chosen_kernel().run_block(request, out_);
  for (int lane = 0; lane < lanes; ++lane)
    if (out_.failure[std::size_t(lane)].week >= 0) request.skip |= 1u << lane;
  if (request.skip != 0) take_out_failed(request);
  if (++pending_blocks_ == kPendingBlocks) add_bins();

  for (int lane = 0; lane < lanes; ++lane) {
    const std::size_t k = std::size_t(lane);
    const std::uint32_t replicate = first + std::uint32_t(lane);
    ++replicates_;
    digest_ += mixed({out_.digest[0][k], out_.digest[1][k]}, replicate);
    if ((request.skip >> lane & 1u) != 0u)
      fail(out_.failure[k], replicate);
    else
      add_replicate(k);
  }
}

void Accumulator::take_out_failed(const BlockRequest& sound) {
  BlockRequest all = sound;
  all.skip = 0;
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
  const std::size_t week_bins = kSeriesCount * kBlockLanes;
  const std::size_t block_bins = std::size_t(model_->weeks) * week_bins;
  for (std::size_t week = 0; week < std::size_t(model_->weeks); ++week)
    for (std::size_t s = 0; s < kSeriesCount; ++s) {
      std::uint32_t* own = &bins_[week * bins_per_week_ + bin_offset_[s]];
      const std::uint16_t* at = &pending_[week * week_bins + s * kBlockLanes];
      for (std::size_t block = 0; block < pending_blocks_; ++block, at += block_bins)
        count_eight(own, at);
    }
  pending_blocks_ = 0;
}

void Accumulator::add_replicate(std::size_t k) {
  const ReplicateRecord record = record_of(out_, model_->weeks, k);
  ++outcomes_[std::size_t(record[TallyId::outcome])];
  for (std::size_t s = 0; s < statistics_.size(); ++s)
    if (const auto c = contribution(StatisticId(s), record, *model_, region_of_statistic_))
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
  add_all(bins_, other.bins_);
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
  std::fill(bins_.begin(), bins_.end(), 0u);
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
  const std::array<std::pair<double, std::vector<double>*>, 5> wanted{
      {{0.05, &out.q05}, {0.25, &out.q25}, {0.50, &out.q50}, {0.75, &out.q75}, {0.95, &out.q95}}};
  for (int week = 0; week < model_->weeks; ++week) {
    const std::uint32_t* bins = &bins_[std::size_t(week) * bins_per_week_ + bin_offset_[row]];
    std::size_t bin = 0;
    std::int64_t below = bins[0];
    for (const auto& [level, to] : wanted) {
      const std::int64_t rank = std::min<std::int64_t>(n - 1, std::int64_t(level * double(n)));
      while (below <= rank) below += bins[++bin];
      to->push_back(spec.low + (double(bin) + 0.5) * width);
    }
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
