#include "sim/answer/needs.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "sim/run/analysis/discovery.hpp"
#include "sim/run/stats/paired.hpp"

namespace palabre {
namespace {

/// In the names of statistics that count harm.
constexpr std::string_view kHarm[] = {"deaths",   "displaced", "attacks", "sieges",
                                      "hostages", "spillover", "coup"};

/// Of harm, less; of all else, more. What leads to an ending may be asked of every one of them.
bool more_is_wanted(const Target& about) {
  if (about.outcome) return true;
  const std::string_view id = about.id();
  return std::none_of(std::begin(kHarm), std::end(kHarm), [&](std::string_view harm) {
    return id.find(harm) != std::string_view::npos;
  });
}

void add_if_changed(const Scenario& from, Scenario to, std::vector<Scenario>& out) {
  if (changes_between(from, to).size() == 1) out.push_back(std::move(to));
}

void add_days(const Scenario& from, const LeverSpec& spec, std::vector<Scenario>& out) {
  constexpr int kYear = 52, kLast = 2;
  const auto field = std::get<Date Levers::*>(spec.field);
  const auto with = [&](Date date) {
    Scenario to = from;
    to.levers.*field = date;
    // A release frees somebody.
    if (spec.name == "prisoner_release" && to.levers.prisoners_released == 0.0)
      to.levers.prisoners_released = find_lever("prisoners_released")->max;
    add_if_changed(from, std::move(to), out);
  };
  with(Date::never());
  for (int year = 0; year <= kLast && year * kYear < from.weeks; ++year)
    with(Date::from(from.start + std::chrono::days(7 * kYear * year)));
}

/// The finding of one row of an evaluation against its first.
Finding finding_at(const Evaluation& evaluation, std::size_t point) {
  Finding out;
  out.about = evaluation.targets().front();
  out.without = evaluation.estimate(0);
  out.with = evaluation.estimate(point);
  out.difference = evaluation.difference(0, point);
  out.runs = evaluation.replicates();
  const auto a = evaluation.cells(0), b = evaluation.cells(point);
  for (std::size_t k = 0; k < a.size(); ++k)
    out.differing += a[k].has_value() != b[k].has_value() ||
                             (a[k] && (a[k]->value != b[k]->value || a[k]->weight != b[k]->weight))
                         ? 1
                         : 0;
  return out;
}

/// The best of the settings of each key, the wanted way; largest first.
std::vector<Need> ranked(const Scenario& scenario, const Evaluation& evaluation,
                         std::size_t first_point, std::size_t end_point, bool more) {
  std::map<std::string, Need> best;
  for (std::size_t point = first_point; point < end_point; ++point) {
    const Finding finding = finding_at(evaluation, point);
    if (finding.evidence() != Evidence::sure) continue;
    if ((finding.difference->value > 0.0) != more) continue;
    const auto changes = changes_between(scenario, with_row(scenario, evaluation.row(point)));
    if (changes.size() != 1) continue;
    Need need{changes[0].phrase, changes[0].brief, changes[0].keys, finding};
    Need& kept = best[need.keys.front()];
    if (kept.keys.empty() ||
        std::abs(need.finding.difference->value) > std::abs(kept.finding.difference->value))
      kept = std::move(need);
  }
  std::vector<Need> out;
  for (auto& [key, need] : best) out.push_back(std::move(need));
  std::stable_sort(out.begin(), out.end(), [](const Need& a, const Need& b) {
    return std::abs(a.finding.difference->value) > std::abs(b.finding.difference->value);
  });
  return out;
}

/// What a run must show to count: a yes, or more (fewer) than the present case shows.
Interest interest_of(const NeedsStudy& study) {
  Interest out;
  if (study.about.kind() == StatisticKind::Share) return out;
  const double present = study.present.with->value;
  (study.more_is_wanted ? out.at_least : out.at_most) = present;
  return out;
}

}  // namespace

std::vector<Scenario> lever_settings(const Scenario& scenario) {
  std::vector<Scenario> out;
  for (const LeverSpec& spec : lever_specs()) {
    if (spec.name == "prisoners_released" && scenario.levers.prisoner_release.is_never()) continue;
    if (spec.kind == LeverKind::Date) {
      add_days(scenario, spec, out);
      continue;
    }
    std::vector<Value> values;
    for (const std::string_view choice : spec.choices) values.emplace_back(std::string(choice));
    if (spec.kind == LeverKind::Flag) values = {true, false};
    if (spec.kind == LeverKind::Number) values = {spec.min, spec.max};
    for (const Value& value : values) {
      Scenario to = scenario;
      if (!set_value(to, "levers." + std::string(spec.name), value))
        add_if_changed(scenario, std::move(to), out);
    }
  }
  return out;
}

std::optional<NeedsStudy> study_needs(const Scenario& scenario, std::shared_ptr<const World> world,
                                      const Target& about, const NeedsOptions& options) {
  if (about.kind() == StatisticKind::Median) return {};
  NeedsStudy out;
  out.about = about;
  out.more_is_wanted = more_is_wanted(about);
  out.replicates = options.replicates;
  out.params = chosen_params({});
  std::vector<PlanRow> rows{row_of(scenario)};
  for (const Scenario& setting : lever_settings(scenario)) rows.push_back(row_of(setting));
  const std::size_t levers_end = rows.size();
  const auto ends = tornado_rows(scenario, out.params);
  rows.insert(rows.end(), ends.begin() + 1, ends.end());
  const std::size_t assumptions_end = rows.size();
  const bool with_box = options.worlds > 0 && about.kind() != StatisticKind::Ratio;
  const std::int64_t first_runs = std::int64_t(rows.size()) * options.replicates;
  const std::int64_t all =
      first_runs + (with_box ? std::int64_t(options.worlds + 1) * kDiscoveryReplicates : 0);
  const auto report = [&](std::int64_t before) {
    return [&, before](std::int64_t done, std::int64_t) {
      if (options.progress) options.progress(before + done, all);
    };
  };
  Evaluation evaluation(scenario, world, std::move(rows), {about}, options.replicates);
  if (!evaluation.run(options.threads, options.stop, report(0))) return {};
  out.present.about = about;
  out.present.weeks = scenario.weeks;
  out.present.with = evaluation.estimate(0);
  out.present.runs = options.replicates;
  out.levers = ranked(scenario, evaluation, 1, levers_end, out.more_is_wanted);
  out.assumptions = ranked(scenario, evaluation, levers_end, assumptions_end, out.more_is_wanted);
  if (options.first) options.first(out);
  if (!with_box || !out.present.with) return out;
  const Eigen::MatrixXd points = discovery_points(options.worlds, out.params);
  Evaluation worlds(scenario, world, present_and_design(scenario, points, out.params), {about},
                    kDiscoveryReplicates);
  if (!worlds.run(options.threads, options.stop, report(first_runs))) return {};
  const DrawnWorlds drawn = worlds_of(worlds, points, interest_of(out));
  out.worlds = int(drawn.shares.size());
  out.box = discover(drawn.points, drawn.shares, {.most_edges = kMostConditions});
  return out;
}

}  // namespace palabre
