#include "sim/run/views/cercle_fans.hpp"

#include <algorithm>
#include <numeric>

#include "sim/model/compile.hpp"
#include "sim/model/kernel.hpp"
#include "sim/run/engine/blocks.hpp"
#include "sim/run/engine/lane_sets.hpp"
#include "sim/run/views/uncertainty.hpp"

namespace palabre {
namespace {

constexpr std::array kFanLevels{0.05, 0.25, 0.50, 0.75, 0.95};

/// Every value of one cercle in every run.
class Gathered {
 public:
  Gathered(int weeks, const CercleOptions& options)
      : weeks_(std::size_t(weeks)),
        runs_(std::size_t(std::min(options.replicates, kCercleRunsMost))),
        counts_(runs_, !options.only),
        values_(kCercleFieldCount * weeks_ * runs_),
        set_pacts_(weeks_ * std::size_t(blocks())),
        paired_(std::size_t(blocks())) {
    if (!options.only) return;
    for (const std::int64_t replicate : *options.only)
      if (std::size_t(replicate) < runs_) counts_[std::size_t(replicate)] = 1;
  }

  std::int64_t replicates() const { return std::int64_t(runs_); }
  std::int64_t blocks() const { return blocks_of(replicates()); }
  std::int64_t runs() const { return std::count(counts_.begin(), counts_.end(), char(1)); }
  bool wants(std::int64_t block) const {
    for (std::size_t lane = 0; lane < lanes_of(block); ++lane)
      if (counts_[first_of(block) + lane]) return true;
    return false;
  }
  void leave_out(std::int64_t block) {
    for (std::size_t lane = 0; lane < lanes_of(block); ++lane) counts_[first_of(block) + lane] = 0;
  }
  /// Different threads may run different blocks.
  void run_block(const BlockTask& task, const Model& model, int cercle) {
    const auto first = std::size_t(task.first()), lanes = std::size_t(task.lanes());
    std::vector<double> place;
    const std::uint32_t sound = run(task.request, model, cercle, place);
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      if ((sound >> lane & 1u) == 0u) counts_[first + lane] = 0;
      for (std::size_t week = 0; week < weeks_; ++week)
        for (std::size_t field = 0; field < kCercleFieldCount; ++field)
          column(field, week)[first + lane] = float(place[place_of(field, week) + lane]);
    }
  }
  /// The pacts of the same replicates under the set assumptions.
  void run_set(const BlockTask& task, int cercle) {
    const std::int64_t block = task.index();
    std::vector<double> place;
    paired_[std::size_t(block)] =
        run(task.request, *task.request.model, cercle, place) == kAllLanes;
    for (std::size_t week = 0; week < weeks_; ++week)
      set_pacts_[week * std::size_t(blocks()) + std::size_t(block)] =
          lanes_above_zero(place.data() + place_of(kPacts, week));
  }
  /// Quantiles by the ranks that Results take, here of the values themselves.
  Series quantiles(std::size_t field) const {
    Series out;
    std::vector<float> sorted;
    for (std::size_t week = 0; week < weeks_; ++week) {
      sorted.clear();
      for (std::size_t run = 0; run < runs_; ++run)
        if (counts_[run]) sorted.push_back(column(field, week)[run]);
      if (sorted.empty()) return {};
      out.mean.push_back(std::accumulate(sorted.begin(), sorted.end(), 0.0) /
                         double(sorted.size()));
      std::sort(sorted.begin(), sorted.end());
      const std::array to{&out.q05, &out.q25, &out.q50, &out.q75, &out.q95};
      for (std::size_t k = 0; k < to.size(); ++k)
        to[k]->push_back(double(sorted[std::min(
            sorted.size() - 1, std::size_t(kFanLevels[k] * double(sorted.size())))]));
    }
    return out;
  }
  /// Of what is there or not: the share of runs.
  Series shares(std::size_t field) const {
    Series out = quantiles(field);
    for (auto* values : {&out.q05, &out.q25, &out.q50, &out.q75, &out.q95}) *values = out.mean;
    return out;
  }
  /// The same, and where it lies over blocks with assumptions of their own.
  Series pacts_between_blocks() const {
    Series out = shares(kPacts);
    std::vector<GroupSums> weeks(out.mean.size());
    for (std::size_t week = 0; week < weeks.size(); ++week)
      for (std::int64_t block = 0; block < blocks(); ++block) {
        const char* count = counts_.data() + first_of(block);
        const bool whole = lanes_of(block) == kBlockLanes &&
                           std::count(count, count + kBlockLanes, char(1)) == kBlockLanes;
        if (!whole || !paired_[std::size_t(block)]) continue;
        weeks[week].add(count_lanes(lanes_above_zero(column(kPacts, week) + first_of(block)),
                                    set_pacts_[week * std::size_t(blocks()) + std::size_t(block)]));
      }
    const std::vector<ShareRange> ranges = share_ranges(weeks, kBlockLanes);
    for (std::size_t week = 0; week < ranges.size(); ++week) {
      out.q05[week] = std::min(ranges[week].low, out.mean[week]);
      out.q95[week] = std::max(ranges[week].high, out.mean[week]);
    }
    return out;
  }

 private:
  static constexpr std::size_t kPacts = std::size_t(CercleFieldId::pact);

  /// Fills `place` with the fields of the cercle; returns the lanes that ran to the end.
  std::uint32_t run(BlockRequest request, const Model& model, int cercle,
                    std::vector<double>& place) const {
    std::vector<double> rows(kWeekRows * kBlockLanes);
    place.resize(weeks_ * kCercleFieldCount * kBlockLanes);
    BlockOutput out;
    out.series = rows.data();
    out.place = place.data();
    out.place_of = cercle;
    request.model = &model;
    request.brief = true;  // no digest is wanted
    return run_counted(request, out);
  }
  static std::size_t place_of(std::size_t field, std::size_t week) {
    return (week * kCercleFieldCount + field) * kBlockLanes;
  }
  template <class Number>
  static std::uint32_t lanes_above_zero(const Number* values) {
    return lanes_where([&](std::size_t lane) { return values[lane] > Number(0); });
  }
  static std::size_t first_of(std::int64_t block) { return std::size_t(block) * kBlockLanes; }
  std::size_t lanes_of(std::int64_t block) const {
    return std::min<std::size_t>(kBlockLanes, runs_ - first_of(block));
  }
  float* column(std::size_t field, std::size_t week) {
    return values_.data() + (field * weeks_ + week) * runs_;
  }
  const float* column(std::size_t field, std::size_t week) const {
    return values_.data() + (field * weeks_ + week) * runs_;
  }

  std::size_t weeks_, runs_;
  std::vector<char> counts_;              // [run]
  std::vector<float> values_;             // [field][week][run]
  std::vector<std::uint32_t> set_pacts_;  // [week][block] lanes with a pact under set assumptions
  std::vector<char> paired_;              // [block] all of those ran to the end
};

std::shared_ptr<const CercleFans> fans_of(const Gathered& all, int cercle, bool between_blocks) {
  auto out = std::make_shared<CercleFans>();
  out->cercle = cercle;
  out->runs = all.runs();
  for (std::size_t field = 0; field < kCercleFieldCount; ++field)
    out->fields[field] = CercleFieldId(field) != CercleFieldId::pact ? all.quantiles(field)
                         : between_blocks                            ? all.pacts_between_blocks()
                                                                     : all.shares(field);
  return out;
}

/// Gathers the cercle in the runs of the ensemble itself.
struct GatherSet {
  Gathered& all;
  int cercle;

  struct State {};  // every run has a place of its own
  State make() const { return {}; }
  void add(State&, const BlockTask& task) const {
    if (all.wants(task.index())) all.run_block(task, *task.request.model, cercle);
  }
  void merge(State&, State&) const {}
};

/// Gathers it with the draws of each block, beside the set assumptions.
struct GatherDrawn {
  Gathered& all;
  int cercle;
  const World& world;
  const UncertainAssumptions& assumptions;

  struct State {};
  State make() const { return {}; }
  void add(State&, const BlockTask& task) const {
    try {
      all.run_block(task, compile(assumptions.of(task.index()), world, Digest::none), cercle);
      all.run_set(task, cercle);
    } catch (const ScenarioError&) {
      all.leave_out(task.index());  // values that exclude each other
    }
  }
  void merge(State&, State&) const {}
};

}  // namespace

std::shared_ptr<const CercleFans> cercle_fans(const Model& model, std::int64_t seed,
                                              const CercleOptions& options) {
  Gathered all(model.weeks, options);
  GatherSet collector{all, options.cercle};
  const bool whole = for_each_block(model, {seed, 0, all.replicates()},
                                    {options.threads, options.stop, {}}, collector)
                         .whole;
  return whole ? fans_of(all, options.cercle, false) : nullptr;
}

std::shared_ptr<const CercleFans> cercle_fans_drawn(
    const Scenario& scenario, const World& world, const std::set<std::string, std::less<>>& locked,
    const CercleOptions& options) {
  const UncertainAssumptions assumptions(scenario, world, blocks_of(options.replicates), locked);
  const Model set = compile(assumptions.set(), world, Digest::none);
  Gathered all(scenario.weeks, options);
  GatherDrawn collector{all, options.cercle, world, assumptions};
  const bool whole = for_each_block(set, {scenario.seed, 0, all.replicates()},
                                    {options.threads, options.stop, {}}, collector)
                         .whole;
  return whole ? fans_of(all, options.cercle, true) : nullptr;
}

}  // namespace palabre
