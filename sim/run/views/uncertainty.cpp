#include "sim/run/views/uncertainty.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "sim/run/engine/accumulator.hpp"
#include "sim/run/engine/blocks.hpp"
#include "sim/run/engine/lane_sets.hpp"
#include "sim/run/stats/design.hpp"
#include "sim/run/stats/intervals.hpp"

namespace palabre {
namespace {

constexpr std::uint64_t kDrawStream = 17;  // random numbers of these draws

/// What draw_traits() of the kernel draws for every replicate: the random numbers hold these
/// already.
constexpr std::array kDrawnByReplicate{
    std::string_view("territory.contest_speed"), std::string_view("territory.guerrilla_leverage"),
    std::string_view("territory.reach"),         std::string_view("war.recruitment"),
    std::string_view("war.operation_tempo"),     std::string_view("war.attack_rate"),
    std::string_view("partners.french_value"),   std::string_view("partners.russian_value"),
    std::string_view("uncertainty.width")};

/// A triangular draw in (-1, 1) from an even one in (0, 1).
double triangular(double u) {
  return u < 0.5 ? std::sqrt(2.0 * u) - 1.0 : 1.0 - std::sqrt(2.0 * (1.0 - u));
}

/// Beyond the plausible range a place counts by the range, and stays on its side of it.
double drawn_place(double set, double width, double u) {
  const double down = std::min(width, set - std::min(set, 0.0));
  const double up = std::min(width, std::max(set, 1.0) - set);
  const double t = triangular(u);
  return set + t * (t < 0.0 ? down : up);
}

/// Groups in one stage, and in this one or below it, week by week.
struct StageGroups {
  std::vector<GroupSums> in, up_to;
};

/// How each replicate of a block ended, and where it stood.
struct Ran {
  std::uint32_t sound = 0;  // bit k: lane k counts
  PerLane<std::size_t> outcome{};
  std::vector<std::uint16_t> stage_of;  // [week][lane]

  std::uint32_t ended_in(std::size_t which) const {
    return lanes_where([&](std::size_t lane) { return outcome[lane] == which; });
  }
  std::uint32_t lanes_in(std::size_t stage, std::size_t week) const {
    return lanes_where(
        [&](std::size_t lane) { return stage_of[week * kBlockLanes + lane] == stage; });
  }
};

/// What one thread adds up.
struct UncertaintyPart {
  Accumulator sums;
  std::array<StageGroups, kStageCount> stages;
  std::array<GroupSums, kOutcomeCount> groups{};
  std::int64_t refused = 0;

  UncertaintyPart(Accumulator empty, int weeks) : sums(std::move(empty)) {
    for (StageGroups& stage : stages) {
      stage.in.resize(std::size_t(weeks));
      stage.up_to.resize(std::size_t(weeks));
    }
  }

  void add(const Ran& drawn, const Ran& set) {
    if (drawn.sound != kAllLanes || set.sound != kAllLanes) return;  // groups are of one size
    for (std::size_t k = 0; k < kOutcomeCount; ++k)
      groups[k].add(count_lanes(drawn.ended_in(k), set.ended_in(k)));
    for (std::size_t week = 0; week < stages[0].in.size(); ++week) {
      std::uint32_t drawn_below = 0, set_below = 0;
      for (std::size_t stage = 0; stage < kStageCount; ++stage) {
        const std::uint32_t drawn_in = drawn.lanes_in(stage, week);
        const std::uint32_t set_in = set.lanes_in(stage, week);
        drawn_below |= drawn_in;
        set_below |= set_in;
        stages[stage].in[week].add(count_lanes(drawn_in, set_in));
        stages[stage].up_to[week].add(count_lanes(drawn_below, set_below));
      }
    }
  }
  void take_in(UncertaintyPart& other) {
    sums += other.sums;
    refused += other.refused;
    for (std::size_t k = 0; k < kOutcomeCount; ++k) groups[k] += other.groups[k];
    for (std::size_t stage = 0; stage < kStageCount; ++stage)
      for (std::size_t week = 0; week < stages[stage].in.size(); ++week) {
        stages[stage].in[week] += other.stages[stage].in[week];
        stages[stage].up_to[week] += other.stages[stage].up_to[week];
      }
  }
};

StageSpread stage_spread(const std::array<StageGroups, kStageCount>& groups, int threads) {
  StageSpread out;
  in_parallel(kStageCount, threads, [&](std::int64_t k) {
    const auto stage = std::size_t(k);
    out.in[stage] = share_ranges(groups[stage].in, kBlockLanes);
    out.up_to[stage] = share_ranges(groups[stage].up_to, kBlockLanes);
  });
  return out;
}

/// A block with the set assumptions: its ends and its stages only.
Ran run_set(BlockRequest request) {
  Ran ran;
  ran.stage_of.resize(std::size_t(request.model->weeks) * kBlockLanes);
  std::vector<double> rows(kWeekRows * kBlockLanes);
  BlockOutput out;
  out.series = rows.data();
  out.stage_of = ran.stage_of.data();
  request.brief = true;
  ran.sound = run_counted(request, out);
  for (std::size_t lane = 0; lane < kBlockLanes; ++lane)
    ran.outcome[lane] = std::size_t(out.tally[std::size_t(TallyId::outcome)][lane]);
  return ran;
}

/// The same assumptions, drawn: everything is counted.
Ran run_drawn(BlockRequest request, const Model& drawn, Accumulator& sums) {
  Ran ran;
  BlockRecord record;
  request.model = &drawn;
  sums.run_block(request, {.record = &record, .stage_of = &ran.stage_of});
  ran.sound = record.counted;
  for (std::size_t lane = 0; lane < kBlockLanes; ++lane)
    ran.outcome[lane] = std::size_t(record.replicates[lane][TallyId::outcome]);
  return ran;
}

/// Runs each block twice: with the draw of its own, and with the set assumptions.
struct DrawBlocks {
  const World& world;
  const UncertainAssumptions& assumptions;
  Accumulator empty;

  UncertaintyPart make() const { return {empty.beside(), assumptions.set().weeks}; }
  void add(UncertaintyPart& to, const BlockTask& task) const {
    try {
      const Model model = compile(assumptions.of(task.index()), world, Digest::none);
      const Ran ran = run_drawn(task.request, model, to.sums);
      to.add(ran, run_set(task.request));
    } catch (const ScenarioError&) {
      ++to.refused;  // values that exclude each other, such as shares that add up to too much
    }
  }
  void merge(UncertaintyPart& to, UncertaintyPart& from) const { to.take_in(from); }
};

UncertaintyEnsemble spread_of(UncertaintyPart& whole, const UncertainAssumptions& assumptions,
                              const Scenario& scenario, int threads) {
  UncertaintyEnsemble out;
  Manifest manifest = manifest_of(scenario);
  manifest.seed = scenario.seed;
  manifest.version = program_version();
  manifest.build = program_build();
  out.results = whole.sums.results(std::move(manifest));
  for (std::size_t k = 0; k < kOutcomeCount; ++k)
    out.range[k] = share_range(whole.groups[k], kBlockLanes);
  out.stages = stage_spread(whole.stages, threads);
  out.draws = assumptions.size();
  out.refused = whole.refused;
  out.keys = assumptions.keys();
  return out;
}

}  // namespace

AssumptionDraws::AssumptionDraws(const Params& set, std::int64_t draws,
                                 const std::set<std::string, std::less<>>& locked)
    : set_(set), draws_(draws) {
  const auto specs = param_specs();
  const Eigen::MatrixXd cube = latin_hypercube(std::size_t(draws), specs.size(), kDrawStream);
  std::vector<std::size_t> columns;
  for (std::size_t k = 0; k < specs.size(); ++k) {
    const bool by_replicate = std::find(kDrawnByReplicate.begin(), kDrawnByReplicate.end(),
                                        specs[k].key) != kDrawnByReplicate.end();
    if (by_replicate || locked.contains(specs[k].key)) continue;
    keys_.push_back(specs[k].key);
    columns.push_back(k);
  }
  for (std::int64_t draw = 0; draw < draws; ++draw)
    for (const std::size_t k : columns)
      places_.push_back(drawn_place(plausible_place(specs[k], set.*specs[k].field),
                                    set.uncertainty_width,
                                    cube(Eigen::Index(draw), Eigen::Index(k))));
}

Params AssumptionDraws::of(std::int64_t draw) const {
  Params out = set_;
  for (std::size_t k = 0; k < keys_.size(); ++k) {
    const ParamSpec& spec = *find_param(keys_[k]);
    const double place = places_[std::size_t(draw) * keys_.size() + k];
    const double set = plausible_place(spec, set_.*spec.field);
    if (place == set) continue;  // to the last bit, wherever it stands
    const double value = spec.scale == Scale::Linear
                             ? spec.low + place * (spec.high - spec.low)
                             : spec.low * std::pow(spec.high / spec.low, place);
    out.*spec.field = std::clamp(value, spec.min, spec.max);
  }
  return out;
}

bool plays_over_worlds(const Scenario& scenario, const World& world) {
  return world.worlds_of(scenario.switches) != nullptr;
}

UncertainAssumptions::UncertainAssumptions(const Scenario& scenario, const World& world,
                                           std::int64_t draws,
                                           const std::set<std::string, std::less<>>& locked)
    : set_(scenario) {
  set_.switches.assumptions = int(AssumptionsChoice::set);
  if (plays_over_worlds(scenario, world))
    worlds_.emplace(scenario, world);
  else
    draws_.emplace(scenario.params, draws, locked);
}

std::vector<std::string_view> UncertainAssumptions::keys() const {
  return worlds_ ? worlds_->keys() : draws_->keys();
}

Scenario UncertainAssumptions::of(std::int64_t block) const {
  if (worlds_) return worlds_->scenario_of(block);
  Scenario out = set_;
  out.params = draws_->of(block);
  return out;
}

std::optional<UncertaintyEnsemble> uncertainty_ensemble(const Scenario& scenario,
                                                        const World& world,
                                                        const UncertaintyOptions& options) {
  const UncertainAssumptions assumptions(scenario, world, blocks_of(options.replicates),
                                         options.locked);
  const auto set = std::make_shared<const Model>(compile(assumptions.set(), world));
  DrawBlocks collector{world, assumptions, Accumulator(set)};
  auto all = for_each_block(*set, {scenario.seed, 0, options.replicates},
                            {options.threads, options.stop, options.progress}, collector);
  if (!all.whole) return {};
  return spread_of(all.state, assumptions, scenario, threads_used(options.threads));
}

}  // namespace palabre
