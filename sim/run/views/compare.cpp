#include "sim/run/views/compare.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <map>

#include "sim/model/hash.hpp"
#include "sim/run/engine/blocks.hpp"
#include "sim/run/engine/failures.hpp"
#include "sim/run/engine/reach.hpp"
#include "sim/run/stats/grouped.hpp"
#include "sim/run/stats/intervals.hpp"
#include "sim/run/stats/paired.hpp"

namespace palabre {
namespace {

constexpr std::int64_t kGroupsMin = 16;  // fewer, and a bootstrap over groups has no tails

/// Week in which two records of a lane begin to differ.
std::optional<int> parting_of(const BlockRecord& a, const BlockRecord& b, std::size_t lane) {
  const std::size_t weeks = a.week_digest.size() / kBlockLanes;
  for (std::size_t week = 0; week < weeks; ++week)
    if (a.week_digest[week * kBlockLanes + lane] != b.week_digest[week * kBlockLanes + lane])
      return int(week);
  return {};
}

/// What one thread adds up.
class Pairs {
 public:
  Pairs(Recording& a, Recording& b, bool parting)
      : a_(a),
        b_(b),
        parting_(parting),
        region_of_statistic_(regions_of_statistics(a.model().regions)),
        statistics_(statistic_specs().size()),
        by_world_(a.model().worlds || b.model().worlds),
        world_statistics_(by_world_ ? statistic_specs().size() : 0),
        median_(a.model().weeks),
        by_week_(std::size_t(a.model().weeks)) {}

  void run_block(const BlockTask& task) {
    const std::int64_t index = task.index();
    const std::uint32_t asked = task.asked();
    auto x = a_.block(index, asked, parting_, scratch_);
    auto y = &a_ == &b_ ? x : b_.block(index, asked, parting_, scratch_);
    note_failures(*x, *y, index);
    const std::uint32_t both = x->counted & y->counted;
    // A partner of a failed replicate counts nowhere either.
    if (x->counted != both) x = a_.block(index, both, parting_, scratch_);
    if (y->counted != both) y = b_.block(index, both, parting_, scratch_);
    WorldTotals totals(world_statistics_.size());
    for (std::size_t lane = 0; lane < kBlockLanes; ++lane)
      if ((both >> lane & 1u) != 0u) add_pair(*x, *y, lane, totals);
    if (by_world_ && both != 0u) add_world(totals, std::popcount(both));
    median_.add(index, x->pact_lives, y->pact_lives);
  }

  Pairs& operator+=(const Pairs& other) {
    failed_ += other.failed_;
    failures_.insert(other.failures_.begin(), other.failures_.end());
    results_a_ += other.results_a_;
    results_b_ += other.results_b_;
    for (std::size_t i = 0; i < flips_.size(); ++i)
      for (std::size_t j = 0; j < flips_.size(); ++j) flips_[i][j] += other.flips_[i][j];
    for (std::size_t s = 0; s < statistics_.size(); ++s) statistics_[s] += other.statistics_[s];
    for (std::size_t s = 0; s < world_statistics_.size(); ++s)
      world_statistics_[s] += other.world_statistics_[s];
    for (std::size_t k = 0; k < kOutcomeCount; ++k) world_outcomes_[k] += other.world_outcomes_[k];
    median_ += other.median_;
    for (std::size_t week = 0; week < by_week_.size(); ++week)
      by_week_[week] += other.by_week_[week];
    return *this;
  }

  Comparison result(std::int64_t replicates) const;

 private:
  /// Totals of one block in both runs: where blocks stand in different worlds, these are what is
  /// independent.
  struct WorldTotals {
    explicit WorldTotals(std::size_t statistics) : a(statistics), b(statistics) {}
    std::vector<GroupTotal> a, b;
    std::array<double, kOutcomeCount> ended_a{}, ended_b{};
  };
  using Flips = std::array<std::array<std::int64_t, kOutcomeCount>, kOutcomeCount>;

  void note_failures(const BlockRecord& x, const BlockRecord& y, std::int64_t index) {
    for (std::size_t lane = 0; lane < kBlockLanes; ++lane) {
      if ((x.asked >> lane & 1u) == 0u) continue;
      const std::int64_t replicate = index * kBlockLanes + std::int64_t(lane);
      results_a_ += mixed({x.digest[0][lane], x.digest[1][lane]}, std::uint64_t(replicate));
      results_b_ += mixed({y.digest[0][lane], y.digest[1][lane]}, std::uint64_t(replicate));
      const bool in_a = (x.counted >> lane & 1u) == 0u, in_b = (y.counted >> lane & 1u) == 0u;
      if (!in_a && !in_b) continue;
      ++failed_;
      failures_[replicate] = {!in_a,
                              failure_of(in_a ? x.failure[lane] : y.failure[lane], replicate)};
      if (failures_.size() > FirstFailures::kKept) failures_.erase(std::prev(failures_.end()));
    }
  }

  void add_pair(const BlockRecord& x, const BlockRecord& y, std::size_t lane, WorldTotals& totals) {
    const ReplicateRecord& before = x.replicates[lane];
    const ReplicateRecord& after = y.replicates[lane];
    ++flips_[std::size_t(before[TallyId::outcome])][std::size_t(after[TallyId::outcome])];
    for (std::size_t s = 0; s < statistics_.size(); ++s) {
      const auto p = contribution(StatisticId(s), before, a_.model(), region_of_statistic_);
      const auto q = contribution(StatisticId(s), after, b_.model(), region_of_statistic_);
      statistics_[s].add(p, q);
      if (!by_world_) continue;
      totals.a[s].add(p);
      totals.b[s].add(q);
    }
    if (by_world_) {
      ++totals.ended_a[std::size_t(before[TallyId::outcome])];
      ++totals.ended_b[std::size_t(after[TallyId::outcome])];
    }
    if (!parting_) return;
    if (const auto week = parting_of(x, y, lane)) ++by_week_[std::size_t(*week)];
  }

  void add_world(const WorldTotals& totals, double lanes) {
    for (std::size_t s = 0; s < world_statistics_.size(); ++s)
      world_statistics_[s].add(totals.a[s].get(), totals.b[s].get());
    for (std::size_t k = 0; k < kOutcomeCount; ++k)
      world_outcomes_[k].add(Contribution{totals.ended_a[k], lanes},
                             Contribution{totals.ended_b[k], lanes});
  }

  void add_outcomes(Comparison& out) const;
  void add_statistics(Comparison& out) const;

  Recording& a_;
  Recording& b_;
  bool parting_;
  std::vector<int> region_of_statistic_;
  BlockScratch scratch_;

  std::int64_t failed_ = 0;
  std::map<std::int64_t, PairFailure> failures_;  // by replicate
  Hash128 results_a_, results_b_;
  Flips flips_{};
  std::vector<PairedSums> statistics_;
  bool by_world_;
  std::vector<PairedSums> world_statistics_;              // of blocks; empty but over worlds
  std::array<PairedSums, kOutcomeCount> world_outcomes_;  // the same of 0 and 1
  PairedMedian median_;
  std::vector<std::int64_t> by_week_;
};

struct PairUp {
  Recording& a;
  Recording& b;
  bool parting;

  Pairs make() const { return {a, b, parting}; }
  void add(Pairs& pairs, const BlockTask& task) const { pairs.run_block(task); }
  void merge(Pairs& to, const Pairs& from) const { to += from; }
};

void Pairs::add_outcomes(Comparison& out) const {
  const std::int64_t n = out.finished();
  const bool may_differ = reach_between(a_.model(), b_.model()).moves_outcomes(a_.model().weeks);
  for (std::size_t k = 0; k < kOutcomeCount; ++k) {
    std::int64_t in_a = 0, in_b = 0;
    for (std::size_t other = 0; other < kOutcomeCount; ++other) {
      in_a += flips_[k][other];
      in_b += flips_[other][k];
    }
    const std::int64_t stayed = flips_[k][k];
    Estimate before = wilson(in_a, n), after = wilson(in_b, n);
    Estimate difference = share_difference(n, in_a - stayed, in_b - stayed);
    if (by_world_) {
      constexpr StatisticKind kShare = StatisticKind::Share;
      const PairedSums& sums = world_outcomes_[k];
      before = *estimate_of_groups(sums.a(), kShare, {0.0, 1.0}, n);
      after = *estimate_of_groups(sums.b(), kShare, {0.0, 1.0}, n);
      difference = *difference_of_groups(sums, kShare, {0.0, 1.0}, n);
    }
    out.outcomes.push_back(
        {OutcomeId(k), before, after, may_differ ? difference : settled(difference, 0.0)});
  }
}

/// What the program knows to be certain of an estimate, where there is one.
std::optional<Estimate> certified(const std::optional<Estimate>& estimate, StatisticId id,
                                  const Model& model) {
  return estimate ? std::optional(settled(*estimate, id, model)) : estimate;
}

void Pairs::add_statistics(Comparison& out) const {
  const auto specs = statistic_specs();
  const Reach reach = reach_between(a_.model(), b_.model());
  for (std::size_t s = 0; s < specs.size(); ++s) {
    StatisticDifference row{StatisticId(s), {}, {}, {}, 0, 0, 0, true};
    if (specs[s].kind == StatisticKind::Median) {
      const auto lives_a = median_.lives_a(), lives_b = median_.lives_b();
      row.a = median_of(lives_a, out.finished());
      row.b = median_of(lives_b, out.finished());
      row.difference = median_.difference();
      if (row.difference && row.difference->basis == Basis::no_spread)
        row.difference->runs = out.finished();
      row.count_a = events_in(lives_a);
      row.count_b = events_in(lives_b);
      row.has_interval = median_.groups() >= kGroupsMin;
    } else {
      const PairedSums& sums = statistics_[s];
      const Range range = range_of(specs[s], a_.model().weeks);
      const auto side = [&](bool second, const Model& model) {
        const StatisticSums& one = second ? sums.b() : sums.a();
        if (!by_world_) return certified(one.estimate(specs[s].kind, range), StatisticId(s), model);
        const PairedSums& worlds = world_statistics_[s];
        return certified(
            estimate_of_groups(second ? worlds.b() : worlds.a(), specs[s].kind, range, one.count()),
            StatisticId(s), model);
      };
      row.a = side(false, a_.model());
      row.b = side(true, b_.model());
      row.difference = by_world_ ? difference_of_groups(world_statistics_[s], specs[s].kind, range,
                                                        out.finished())
                                 : sums.difference(specs[s].kind, range);
      row.count_a = sums.a().count();
      row.count_b = sums.b().count();
      row.differing = sums.differing();
      row.has_interval = std::min(row.count_a, row.count_b) > 1;
    }
    const auto certain = [](const auto& e) { return e && e->basis == Basis::certain; };
    if (certain(row.a) && certain(row.b))
      row.difference = settled(*row.difference, row.difference->value);
    if (row.difference && !reach.moves(StatisticId(s), a_.model().weeks))
      row.difference = settled(*row.difference, 0.0);
    if (row.a || row.b) out.statistics.push_back(row);
  }
}

Comparison Pairs::result(std::int64_t replicates) const {
  Comparison out;
  out.inputs_a = a_.model().scenario_digest;
  out.inputs_b = b_.model().scenario_digest;
  out.results_a = hex(results_a_);
  out.results_b = hex(results_b_);
  out.seed = a_.seed();
  out.weeks = a_.model().weeks;
  out.replicates = replicates;
  out.failed = failed_;
  for (const auto& [replicate, failure] : failures_)
    if (out.failures.size() < FirstFailures::kKept) out.failures.push_back(failure);
  out.flips = flips_;
  if (parting_) {
    out.parting.by_week = by_week_;
    for (const std::int64_t pairs : by_week_) out.parting.parted += pairs;
  }
  if (out.finished() == 0) return out;
  add_outcomes(out);
  add_statistics(out);
  return out;
}

}  // namespace

std::optional<Parting::Weeks> Parting::weeks() const {
  if (parted == 0) return {};
  const auto at = [&](std::int64_t rank) {
    std::int64_t below = 0;
    std::size_t week = 0;
    while ((below += by_week[week]) <= rank) ++week;
    return int(week);
  };
  return Weeks{at(0), at(parted / 2), at(parted - 1)};
}

std::int64_t Comparison::flipped() const {
  std::int64_t out = 0;
  for (std::size_t i = 0; i < flips.size(); ++i)
    for (std::size_t j = 0; j < flips.size(); ++j) out += i == j ? 0 : flips[i][j];
  return out;
}

const StatisticDifference* Comparison::find(StatisticId id) const {
  for (const StatisticDifference& row : statistics)
    if (row.id == id) return &row;
  return nullptr;
}

std::optional<Comparison> compare(Recording& a, Recording& b, const CompareOptions& options) {
  assert(a.seed() == b.seed() && a.model().weeks == b.model().weeks &&
         a.model().cercle_count == b.model().cercle_count);
  PairUp collector{a, b, options.parting};
  const auto all = for_each_block(a.model(), {a.seed(), 0, options.replicates},
                                  {options.threads, options.stop, options.progress}, collector);
  if (!all.whole) return {};
  return all.state.result(options.replicates);
}

Pair compare_one(Recording& a, Recording& b, std::int64_t replicate) {
  BlockScratch scratch;
  const auto lane = std::size_t(replicate % kBlockLanes);
  const std::uint32_t asked = 1u << lane;
  const auto x = a.block(replicate / kBlockLanes, asked, true, scratch);
  const auto y = b.block(replicate / kBlockLanes, asked, true, scratch);
  Pair out;
  if (x->counted == 0) out.failed_a = failure_of(x->failure[lane], replicate);
  if (y->counted == 0) out.failed_b = failure_of(y->failure[lane], replicate);
  if (out.failed_a || out.failed_b) return out;
  out.parts = parting_of(*x, *y, lane);
  out.a = OutcomeId(x->replicates[lane][TallyId::outcome]);
  out.b = OutcomeId(y->replicates[lane][TallyId::outcome]);
  const auto regions = regions_of_statistics(a.model().regions);
  for (std::size_t s = 0; s < statistic_specs().size(); ++s) {
    const auto value = [&](const BlockRecord& block, const Model& model) -> std::optional<double> {
      const auto c = contribution(StatisticId(s), block.replicates[lane], model, regions);
      if (!c || !(c->weight > 0.0)) return {};
      return c->value / c->weight;
    };
    out.values_a.push_back(value(*x, a.model()));
    out.values_b.push_back(value(*y, b.model()));
  }
  return out;
}

}  // namespace palabre
