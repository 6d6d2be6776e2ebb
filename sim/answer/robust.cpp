#include "sim/answer/robust.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <numeric>
#include <set>

#include "sim/run/stats/intervals.hpp"

namespace palabre {
namespace {

constexpr std::uint64_t kWorldStream = 16;  // draws of their own
constexpr double kTenth = 0.1;

/// What a person types for the goal that is meant most often.
constexpr std::array kShortNames{
    std::pair{std::string_view("talks"), StatisticId::talks_by_week_104},
    std::pair{std::string_view("truces"), StatisticId::truce_by_week_104},
    std::pair{std::string_view("accords"), StatisticId::accord_reached},
    std::pair{std::string_view("deaths"), StatisticId::deaths_per_year},
    std::pair{std::string_view("displaced"), StatisticId::displaced_end},
    std::pair{std::string_view("sieges"), StatisticId::sieges_end}};
constexpr std::array kLess{StatisticId::deaths_civilians,  StatisticId::deaths_per_year,
                           StatisticId::deaths_first_year, StatisticId::displaced_end,
                           StatisticId::displaced_peak,    StatisticId::sieges_end};
constexpr std::array kMore{StatisticId::talks_by_week_52, StatisticId::talks_by_week_104,
                           StatisticId::talks_started,    StatisticId::truce_by_week_104,
                           StatisticId::truce_reached,    StatisticId::accord_reached,
                           StatisticId::accord_alive_end, StatisticId::weeks_in_truce_or_accord};

/// The value that a share of all is at or below: nearest rank.
double quantile(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  const double rank = std::ceil(share * double(values.size()));
  return values[std::size_t(std::clamp(rank, 1.0, double(values.size()))) - 1];
}

double mean_of(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / double(values.size());
}

double variance_of(const std::vector<double>& values) {
  if (values.size() < 2) return 0.0;
  const double mean = mean_of(values);
  double squares = 0.0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return squares / double(values.size() - 1);
}

/// Assumptions that some case sets otherwise than the first.
std::set<std::string> set_by_some(const std::vector<Scenario>& cases) {
  std::set<std::string> out;
  for (const ParamSpec& spec : param_specs())
    for (const Scenario& one : cases)
      if (one.params.*spec.field != cases.front().params.*spec.field) out.emplace(spec.key);
  return out;
}

/// Worlds, by number, in which every case has a value.
struct WorldTable {
  std::vector<std::size_t> worlds;
  std::vector<std::vector<double>> values;  // [case][world]
};

WorldTable values_of_worlds(const std::vector<Evaluation>& runs, std::size_t worlds) {
  WorldTable out;
  out.values.resize(runs.size());
  for (std::size_t world = 0; world < worlds; ++world) {
    std::vector<double> row;
    for (const Evaluation& run : runs)
      if (const auto value = run.value(world)) row.push_back(*value);
    if (row.size() != runs.size()) continue;
    out.worlds.push_back(world);
    for (std::size_t k = 0; k < runs.size(); ++k) out.values[k].push_back(row[k]);
  }
  return out;
}

Turning turning_of(const WorldTable& table, const Eigen::MatrixXd& points, std::size_t best,
                   bool more_is_better) {
  const double sign = more_is_better ? 1.0 : -1.0;
  std::vector<std::int64_t> wins(table.values.size());
  std::int64_t lost = 0;
  for (std::size_t w = 0; w < table.worlds.size(); ++w) {
    std::size_t top = best;
    for (std::size_t k = 0; k < table.values.size(); ++k)
      if (sign * table.values[k][w] > sign * table.values[top][w]) top = k;
    if (top == best) continue;
    ++lost;
    ++wins[top];
  }
  Turning out;
  out.lost = double(lost) / double(table.worlds.size());
  out.other = std::size_t(std::max_element(wins.begin(), wins.end()) - wins.begin());
  if (lost == 0) return out;
  Eigen::MatrixXd kept(Eigen::Index(table.worlds.size()), points.cols());
  std::vector<double> interest;
  for (std::size_t w = 0; w < table.worlds.size(); ++w) {
    kept.row(Eigen::Index(w)) = points.row(Eigen::Index(table.worlds[w]));
    interest.push_back(sign * table.values[out.other][w] > sign * table.values[best][w] ? 1.0
                                                                                        : 0.0);
  }
  out.box = discover(kept, interest, {.most_edges = kMostConditions});
  return out;
}

}  // namespace

std::vector<Goal> goals() {
  std::vector<Goal> out;
  for (const StatisticId id : kMore) out.push_back({{{}, id}, true});
  for (const StatisticId id : kLess) out.push_back({{{}, id}, false});
  return out;
}

std::vector<std::string_view> goal_names() {
  std::vector<std::string_view> out;
  for (const auto& row : kShortNames) out.push_back(row.first);
  return out;
}

std::optional<Goal> find_goal(std::string_view id) {
  for (const auto& [name, statistic] : kShortNames)
    if (name == id) id = statistic_specs()[std::size_t(statistic)].id;
  for (const Goal& goal : goals())
    if (goal.figure.id() == id) return goal;
  return {};
}

std::vector<Robustness> robustness(const std::vector<std::vector<double>>& values,
                                   bool more_is_better) {
  assert(!values.empty() && !values.front().empty());
  const double sign = more_is_better ? 1.0 : -1.0;
  const std::size_t worlds = values.front().size();
  std::vector<Robustness> out(values.size());
  std::vector<std::vector<double>> regrets(values.size());
  for (std::size_t w = 0; w < worlds; ++w) {
    double best = sign * values.front()[w];
    for (const auto& one : values) best = std::max(best, sign * one[w]);
    const auto even = std::count_if(values.begin(), values.end(),
                                    [&](const auto& one) { return sign * one[w] == best; });
    for (std::size_t k = 0; k < values.size(); ++k) {
      regrets[k].push_back(best - sign * values[k][w]);
      if (sign * values[k][w] == best) out[k].best_share += 1.0 / double(even) / double(worlds);
    }
  }
  for (std::size_t k = 0; k < values.size(); ++k) {
    std::vector<double> good;
    for (const double value : values[k]) good.push_back(sign * value);
    out[k].mean = mean_of(values[k]);
    out[k].worst_tenth = sign * quantile(good, kTenth);
    out[k].regret =
        mean_interval(std::int64_t(worlds), mean_of(regrets[k]), variance_of(regrets[k]), {0.0});
    out[k].regret_90 = quantile(regrets[k], 1.0 - kTenth);
  }
  return out;
}

std::size_t best_case(const std::vector<Robustness>& cases, bool more_is_better) {
  std::size_t best = 0;
  for (std::size_t k = 1; k < cases.size(); ++k)
    if (more_is_better ? cases[k].mean > cases[best].mean : cases[k].mean < cases[best].mean)
      best = k;
  return best;
}

std::optional<Estimate> lead(const std::vector<std::vector<double>>& values, bool more_is_better) {
  if (values.size() < 2) return {};
  const double sign = more_is_better ? 1.0 : -1.0;
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t(0));
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return sign * mean_of(values[a]) > sign * mean_of(values[b]);
  });
  std::vector<double> apart;
  for (std::size_t w = 0; w < values.front().size(); ++w)
    apart.push_back(values[order[0]][w] - values[order[1]][w]);
  return mean_interval(std::int64_t(apart.size()), mean_of(apart), variance_of(apart));
}

std::optional<RobustnessStudy> study_robustness(const std::vector<Scenario>& cases,
                                                std::shared_ptr<const World> world,
                                                const Goal& goal, const RobustOptions& options) {
  assert(!cases.empty() && options.worlds > 0 && options.replicates > 0);
  RobustnessStudy out;
  out.goal = goal;
  out.replicates = options.replicates;
  const std::set<std::string> kept = set_by_some(cases);
  out.kept.assign(kept.begin(), kept.end());
  for (const ParamSpec& spec : param_specs())
    if (!kept.contains(std::string(spec.key))) out.drawn.push_back(&spec);
  const Eigen::MatrixXd points =
      latin_hypercube(std::size_t(options.worlds), out.drawn.size(), kWorldStream);
  std::vector<Evaluation> runs;
  const std::int64_t all = std::int64_t(cases.size()) * options.worlds * options.replicates;
  std::int64_t before = 0;
  for (const Scenario& one : cases) {
    Scenario scenario = one;
    scenario.seed = cases.front().seed;
    scenario.weeks = cases.front().weeks;
    runs.emplace_back(scenario, world, design_rows(scenario, points, out.drawn),
                      std::vector{goal.figure}, options.replicates);
    const auto report = [&](std::int64_t done, std::int64_t) {
      if (options.progress) options.progress(before + done, all);
    };
    if (!runs.back().run(options.threads, options.stop, report)) return {};
    before += runs.back().runs();
  }
  const WorldTable table = values_of_worlds(runs, std::size_t(options.worlds));
  if (table.worlds.empty()) return {};
  out.worlds = std::int64_t(table.worlds.size());
  out.refused = options.worlds - out.worlds;
  out.cases = robustness(table.values, goal.more_is_better);
  out.best = best_case(out.cases, goal.more_is_better);
  out.lead = lead(table.values, goal.more_is_better);
  out.turning = turning_of(table, points, out.best, goal.more_is_better);
  return out;
}

}  // namespace palabre
