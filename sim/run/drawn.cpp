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

/// What one thread adds up.
struct Part {
  Accumulator sums;
  std::array<GroupSums, kOutcomeCount> groups{};
  std::int64_t refused = 0;

  void add(const BlockRecord& block) {
    if (block.counted != (1u << kBlockLanes) - 1u) return;  // groups are of one size
    std::array<std::int64_t, kOutcomeCount> ended{};
    for (const ReplicateRecord& r : block.replicates) ++ended[std::size_t(r[TallyId::outcome])];
    for (std::size_t k = 0; k < kOutcomeCount; ++k) {
      ++groups[k].groups;
      groups[k].count += ended[k];
      groups[k].squares += ended[k] * ended[k];
    }
  }
  void take_in(Part& other) {
    sums += other.sums;
    refused += other.refused;
    for (std::size_t k = 0; k < kOutcomeCount; ++k) {
      groups[k].groups += other.groups[k].groups;
      groups[k].count += other.groups[k].count;
      groups[k].squares += other.groups[k].squares;
    }
  }
};

void run_draw(const Scenario& scenario, const World& world, const AssumptionDraws& draws,
              std::int64_t draw, int lanes, Part& to) {
  Scenario drawn = scenario;
  drawn.params = draws.of(draw);
  try {
    const Model model = compile(drawn, world, Digest::none);
    BlockRecord record;
    to.sums.run_block(std::uint64_t(scenario.seed), std::uint32_t(draw * kBlockLanes), lanes,
                      {&model, &record});
    to.add(record);
  } catch (const ScenarioError&) {
    ++to.refused;  // values that exclude each other, such as shares that add up to too much
  }
}

DrawnSpread spread_of(Part& whole, const AssumptionDraws& draws, const Scenario& scenario) {
  DrawnSpread out;
  Manifest manifest = manifest_of(scenario);
  manifest.seed = scenario.seed;
  manifest.version = program_version();
  manifest.build = program_build();
  out.results = whole.sums.results(std::move(manifest));
  for (std::size_t k = 0; k < kOutcomeCount; ++k)
    out.range[k] = share_range(whole.groups[k], kBlockLanes);
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

std::optional<ShareRange> share_range(const GroupSums& sums, int size) {
  if (sums.groups < 2 || size < 2) return {};
  const double m = double(size), r = double(sums.groups), count = double(sums.count);
  const double share = count / (r * m), squares = double(sums.squares);
  const double between = (squares / m - r * m * share * share) / (r - 1.0);
  const double within = (count - squares / m) / (r * (m - 1.0));
  const double all = between + (m - 1.0) * within;
  const double alike = all > 0.0 ? (between - within) / all : 0.0;  // correlation within a group
  if (!(alike > 0.0)) return ShareRange{share, share};
  const double spread = 1.0 / std::min(alike, 0.99) - 1.0;
  const double a = share * spread, b = (1.0 - share) * spread;
  return ShareRange{beta_quantile(0.05, a, b), beta_quantile(0.95, a, b)};
}

std::optional<DrawnSpread> draw_spread(const Scenario& scenario, const World& world,
                                       const DrawnOptions& options) {
  const std::int64_t blocks = (options.replicates + kBlockLanes - 1) / kBlockLanes;
  const AssumptionDraws draws(scenario.params, blocks, options.locked);
  const int threads =
      int(std::min<std::int64_t>(threads_used(options.threads), std::max<std::int64_t>(1, blocks)));
  std::vector<Part> parts;
  parts.push_back({Accumulator(std::make_shared<const Model>(compile(scenario, world)))});
  for (int k = 1; k < threads; ++k) parts.push_back({parts[0].sums.beside()});
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
  return spread_of(parts[0], draws, scenario);
}

}  // namespace palabre
