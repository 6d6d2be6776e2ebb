#include "sim/run/drawn.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>

#include "sim/run/accumulator.hpp"
#include "sim/run/blocks.hpp"
#include "sim/run/design.hpp"
#include "sim/run/intervals.hpp"

namespace palabre {
namespace {

constexpr std::uint64_t kDrawStream = 17;  // dice of these draws

/// What draw_traits() of the kernel draws for every replicate: the dice hold these already.
constexpr std::array kDrawnByReplicate{
    std::string_view("territory.contest_speed"), std::string_view("territory.guerrilla_leverage"),
    std::string_view("territory.reach"),         std::string_view("war.recruitment"),
    std::string_view("war.operation_tempo"),     std::string_view("war.attack_rate"),
    std::string_view("partners.french_value"),   std::string_view("partners.russian_value"),
    std::string_view("ignorance.width")};

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

constexpr double kStagesPrecision = 1e-4;  // of ranges that are drawn: a fraction of a pixel

constexpr double kOutcomesPrecision = 1e-11;
constexpr std::ptrdiff_t kWeeksAround = 13;  // to either side

/// Mean squares of an analysis of variance.
struct Variances {
  double between = 0.0, within = 0.0;
};
Variances variances_of(const GroupSums& sums, int size) {
  const double m = double(size), r = double(sums.groups), count = double(sums.count);
  const double share = count / (r * m), squares = double(sums.squares);
  return {(squares / m - r * m * share * share) / (r - 1.0),
          (count - squares / m) / (r * (m - 1.0))};
}
double share_of(const GroupSums& sums, int size) {
  return double(sums.count) / (double(sums.groups) * double(size));
}
ShareRange range_of(double share, const Variances& v, int size, double precision) {
  const double all = v.between + (double(size) - 1.0) * v.within;
  const double alike = all > 0.0 ? (v.between - v.within) / all : 0.0;  // correlation in a group
  if (!(alike > 0.0) || share <= 0.0 || share >= 1.0) return {share, share};
  const double spread = 1.0 / std::min(alike, 0.99) - 1.0;
  const double a = share * spread, b = (1.0 - share) * spread;
  return {beta_quantile(0.05, a, b, precision), beta_quantile(0.95, a, b, precision)};
}

/// Groups in one stage, and in this one or below it, week by week.
struct StageGroups {
  std::vector<GroupSums> in, up_to;
};

/// What one thread adds up.
struct Part {
  Accumulator sums;
  std::array<StageGroups, kStageCount> stages;
  std::array<GroupSums, kOutcomeCount> groups{};
  std::int64_t refused = 0;

  Part(Accumulator empty, int weeks) : sums(std::move(empty)) {
    for (StageGroups& stage : stages) {
      stage.in.resize(std::size_t(weeks));
      stage.up_to.resize(std::size_t(weeks));
    }
  }

  void add(const BlockRecord& block, const std::vector<std::int64_t>& lanes_in) {
    if (block.counted != (1u << kBlockLanes) - 1u) return;  // groups are of one size
    std::array<std::int64_t, kOutcomeCount> ended{};
    for (const ReplicateRecord& r : block.replicates) ++ended[std::size_t(r[TallyId::outcome])];
    for (std::size_t k = 0; k < kOutcomeCount; ++k) groups[k].add(ended[k]);
    for (std::size_t k = 0; k < lanes_in.size(); k += kStageCount) {
      std::int64_t below = 0;
      for (std::size_t stage = 0; stage < kStageCount; ++stage) {
        below += lanes_in[k + stage];
        stages[stage].in[k / kStageCount].add(lanes_in[k + stage]);
        stages[stage].up_to[k / kStageCount].add(below);
      }
    }
  }
  void take_in(Part& other) {
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
  over_blocks(kStageCount, threads, {}, [&](int, std::int64_t k) {
    const auto stage = std::size_t(k);
    out.in[stage] = share_ranges(groups[stage].in, kBlockLanes);
    out.up_to[stage] = share_ranges(groups[stage].up_to, kBlockLanes);
  });
  return out;
}

void run_draw(const Scenario& scenario, const World& world, const AssumptionDraws& draws,
              std::int64_t draw, int lanes, Part& to) {
  Scenario drawn = scenario;
  drawn.params = draws.of(draw);
  try {
    const Model model = compile(drawn, world, Digest::none);
    BlockRecord record;
    std::vector<std::int64_t> stages;
    to.sums.run_block(std::uint64_t(scenario.seed), std::uint32_t(draw * kBlockLanes), lanes,
                      {&model, &record, &stages});
    to.add(record, stages);
  } catch (const ScenarioError&) {
    ++to.refused;  // values that exclude each other, such as shares that add up to too much
  }
}

DrawnSpread spread_of(Part& whole, const AssumptionDraws& draws, const Scenario& scenario,
                      int threads) {
  DrawnSpread out;
  Manifest manifest = manifest_of(scenario);
  manifest.seed = scenario.seed;
  manifest.version = program_version();
  manifest.build = program_build();
  out.results = whole.sums.results(std::move(manifest));
  for (std::size_t k = 0; k < kOutcomeCount; ++k)
    out.range[k] = share_range(whole.groups[k], kBlockLanes);
  out.stages = stage_spread(whole.stages, threads);
  out.draws = draws.size();
  out.refused = whole.refused;
  out.keys = draws.keys();
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
                                    set.ignorance_width,
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

void GroupSums::add(std::int64_t in_group) {
  ++groups;
  count += in_group;
  squares += in_group * in_group;
}

GroupSums& GroupSums::operator+=(const GroupSums& other) {
  groups += other.groups;
  count += other.count;
  squares += other.squares;
  return *this;
}

std::optional<ShareRange> share_range(const GroupSums& sums, int size) {
  if (sums.groups < 2 || size < 2) return {};
  return range_of(share_of(sums, size), variances_of(sums, size), size, kOutcomesPrecision);
}

std::vector<ShareRange> share_ranges(std::span<const GroupSums> weeks, int size) {
  std::vector<ShareRange> out;
  if (size < 2) return out;
  for (const GroupSums& sums : weeks)
    if (sums.groups < 2) return out;
  const auto count = std::ssize(weeks);
  for (std::ptrdiff_t week = 0; week < count; ++week) {
    Variances around;
    for (std::ptrdiff_t k = std::max<std::ptrdiff_t>(week - kWeeksAround, 0);
         k <= std::min(week + kWeeksAround, count - 1); ++k) {
      const Variances there = variances_of(weeks[std::size_t(k)], size);
      around.between += there.between;
      around.within += there.within;
    }
    out.push_back(
        range_of(share_of(weeks[std::size_t(week)], size), around, size, kStagesPrecision));
  }
  return out;
}

std::optional<DrawnSpread> draw_spread(const Scenario& scenario, const World& world,
                                       const DrawnOptions& options) {
  const std::int64_t blocks = (options.replicates + kBlockLanes - 1) / kBlockLanes;
  const AssumptionDraws draws(scenario.params, blocks, options.locked);
  const int threads =
      int(std::min<std::int64_t>(threads_used(options.threads), std::max<std::int64_t>(1, blocks)));
  std::vector<Part> parts;
  parts.emplace_back(Accumulator(std::make_shared<const Model>(compile(scenario, world))),
                     scenario.weeks);
  for (int k = 1; k < threads; ++k) parts.emplace_back(parts[0].sums.beside(), scenario.weeks);
  std::atomic<std::int64_t> done{0};
  const bool whole =
      over_blocks(blocks, threads, options.stop, [&](int thread, std::int64_t block) {
        const std::int64_t left = options.replicates - block * kBlockLanes;
        const int lanes = int(std::min<std::int64_t>(kBlockLanes, left));
        run_draw(scenario, world, draws, block, lanes, parts[std::size_t(thread)]);
        const std::int64_t so_far = done.fetch_add(lanes) + lanes;
        if (options.progress) options.progress(so_far, options.replicates);
      });
  if (!whole) return {};
  for (std::size_t k = 1; k < parts.size(); ++k) parts[0].take_in(parts[k]);
  return spread_of(parts[0], draws, scenario, threads);
}

}  // namespace palabre
