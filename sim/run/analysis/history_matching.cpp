#include "sim/run/analysis/history_matching.hpp"

#include <algorithm>
#include <mutex>

#include "sim/run/engine/blocks.hpp"
#include "sim/run/stats/design.hpp"

namespace palabre {
namespace {

constexpr std::uint64_t kDesignStream = 21;  // draws of their own
constexpr int kFirstLook = 8;                // replicates

}  // namespace

MatchingDesign::MatchingDesign(std::int64_t draws) : draws_(draws) {
  for (const ParamSpec& spec : param_specs())
    if (is_drawn(spec)) keys_.emplace_back(spec.key);
  for (const std::string_view name : drawn_switches())
    keys_.push_back("switches." + std::string(name));
  const Eigen::MatrixXd cube = latin_hypercube(std::size_t(draws), keys_.size(), kDesignStream);
  places_.reserve(std::size_t(draws) * keys_.size());
  for (Eigen::Index draw = 0; draw < cube.rows(); ++draw)
    for (Eigen::Index k = 0; k < cube.cols(); ++k) places_.push_back(float(cube(draw, k)));
}

std::vector<double> MatchingDesign::of(std::int64_t draw) const {
  std::vector<double> out(keys_.size());
  for (std::size_t k = 0; k < keys_.size(); ++k) {
    const double place = places_[std::size_t(draw) * keys_.size() + k];
    const ParamSpec* spec = find_param(keys_[k]);
    out[k] = spec != nullptr ? rounded_for_file(plausible_value(*spec, place))
                             : drawn_choice(keys_[k], place);
  }
  return out;
}

Scenario MatchingDesign::at(const Scenario& scenario, std::int64_t draw) const {
  Scenario out = scenario;
  const std::vector<double> values = of(draw);
  for (std::size_t k = 0; k < keys_.size(); ++k) set_number(out, keys_[k], values[k]);
  return out;
}

MatchedPiece match(const MatchingDesign& design, const Scenario& scenario, const World& world,
                   std::int64_t first, std::int64_t count, const CalibrationOptions& options,
                   int threads) {
  MatchedPiece out;
  std::mutex guard;
  const auto look = [&](int, std::int64_t k) {
    const Scenario drawn = design.at(scenario, first + k);
    CalibrationOptions one = options;
    one.cut = kPlausible;
    one.replicates = std::min(kFirstLook, options.replicates);
    // What few replicates leave in doubt, more decide: the first look allows for their error.
    auto values = measure_targets(drawn, world, one);
    if (!values || worst_of(*values, options.ignored) > kPlausible) return;
    one.replicates = options.replicates;
    values = measure_targets(drawn, world, one);
    if (!values) return;
    const double worst = worst_of(*values, options.ignored);
    if (worst > kPlausible) return;
    const std::scoped_lock lock(guard);
    out.kept.push_back({first + k, worst});
  };
  const std::int64_t done = share_out(count, threads_used(threads), options.stop, look, [](int) {});
  out.whole = done == count && !options.stop.stop_requested();
  std::sort(out.kept.begin(), out.kept.end(),
            [](const Matched& a, const Matched& b) { return a.draw < b.draw; });
  return out;
}

PlausibleWorlds worlds_of(const MatchingDesign& design, const std::vector<Matched>& matched) {
  PlausibleWorlds out;
  out.keys = design.keys();
  for (const Matched& one : matched) {
    const std::vector<double> values = design.of(one.draw);
    out.draws.push_back(one.draw);
    out.values.insert(out.values.end(), values.begin(), values.end());
  }
  return out;
}

}  // namespace palabre
