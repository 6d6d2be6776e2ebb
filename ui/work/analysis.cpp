#include "ui/work/analysis.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include "sim/run/engine/blocks.hpp"
#include "ui/work/policy_answer.hpp"
#include "ui/work/score_answer.hpp"

namespace palabre::ui {
namespace {

constexpr std::size_t kMorrisTrajectories[] = {10, 20, 60};
constexpr int kMorrisLevels = 4;
constexpr std::uint64_t kStream = 1;  // as in the commands
constexpr std::size_t kSobolGroups[] = {64, kSobolRowsOfGroups, 1024};
constexpr std::size_t kSobolSingly[] = {32, kSobolRowsSingly, 256};
constexpr int kHeatSides[] = {6, kHeatCells, 20};
constexpr int kWorlds[] = {600, kDiscoveryPoints, 10'000};
constexpr int kVarianceWorlds[] = {40, kVariancePoints, 250};
constexpr double kFewer = 0.25, kMore = 4.0;  // times the usual replicates

template <class T, std::size_t n>
T by_care(const T (&sizes)[n], Care care) {
  return sizes[std::size_t(care)];
}
int scaled(int usual, Care care) {
  const double factor = care == Care::quick ? kFewer : care == Care::thorough ? kMore : 1.0;
  return std::clamp(int(std::lround(usual * factor)), 8, kReplicatesMax);
}

Care care_of(const AnalysisSettings& s) { return s.care[std::size_t(s.method)]; }

int robust_worlds(Care care) { return scaled(kRobustWorlds, care); }
int needs_worlds(const AnalysisQuestion& q) {
  return q.target.kind() == StatisticKind::Ratio ? 0 : by_care(kWorlds, care_of(q.settings));
}

/// As many points as runs: what these two run is no plain grid.
PlanSize robust_size(const AnalysisQuestion& q) {
  return {std::int64_t(q.cases.size()) * robust_worlds(care_of(q.settings)) * kRobustReplicates, 1};
}
PlanSize needs_size(const AnalysisQuestion& q) {
  const auto alone = std::int64_t(1 + lever_settings(q.scenario).size()) +
                     tornado_size(chosen_params({})).points - 1;
  const std::int64_t worlds = needs_worlds(q);
  return {alone * scaled(kNeedsReplicates, care_of(q.settings)) +
              (worlds > 0 ? (worlds + 1) * kDiscoveryReplicates : 0),
          1};
}

PlanSize size_of(const AnalysisQuestion& q) {
  const AnalysisSettings& s = q.settings;
  const Care care = care_of(s);
  const auto with = [](PlanSize size, int replicates) {
    size.replicates = replicates;
    return size;
  };
  const auto axis_cells = [&](const std::string& key) {
    const auto axis = heat_axis(q.scenario, key, by_care(kHeatSides, care));
    return std::int64_t(axis ? axis->values.size() : 0);
  };
  switch (s.method) {
    case Method::tornado:
      return with(tornado_size(q.params), scaled(kTornadoReplicates, care));
    case Method::morris:
      return morris_size(by_care(kMorrisTrajectories, care), q.params);
    case Method::sobol:
      return sobol_size(s.groups ? by_care(kSobolGroups, care) : by_care(kSobolSingly, care),
                        factor_groups(q.params, s.groups));
    case Method::claims:
    case Method::mechanisms:
      return {1 + std::int64_t(ablations_of(s.method).rows.size()),
              scaled(q.scenario.replicates, care)};
    case Method::heat:
      return {axis_cells(s.x) * axis_cells(s.y), kHeatReplicates};
    case Method::discovery:
      return discovery_size(by_care(kWorlds, care));
    case Method::variance:
      return variance_size(by_care(kVarianceWorlds, care));
    case Method::precision:
      return {1, q.scenario.replicates};
    case Method::thresholds:
      return {1 + 2 * std::int64_t(class_thresholds().size()), scaled(q.scenario.replicates, care)};
    case Method::robust:
      return robust_size(q);
    case Method::needs:
      return needs_size(q);
    case Method::score:
      return {1, std::min(scaled(q.scenario.replicates, care), int(kForecastRunsMost))};
  }
  return {};
}

std::optional<TextId> refusal_of(const AnalysisQuestion& q) {
  const bool sweeps = q.settings.method == Method::tornado || q.settings.method == Method::morris ||
                      q.settings.method == Method::sobol ||
                      q.settings.method == Method::discovery ||
                      q.settings.method == Method::variance;
  if (sweeps && q.params.empty()) return TextId::ui_an_all_locked;
  if (q.settings.method == Method::heat && q.settings.x == q.settings.y)
    return TextId::ui_an_same_axes;
  const auto is_locked = [&](const std::string& key) {
    return std::find(q.locked.begin(), q.locked.end(), key) != q.locked.end();
  };
  if (q.settings.method == Method::heat && (is_locked(q.settings.x) || is_locked(q.settings.y)))
    return TextId::ui_an_axis_locked;
  if (q.settings.method == Method::robust && q.cases.size() < 2) return TextId::ui_an_two_cases;
  if (q.settings.method == Method::discovery && q.target.kind() == StatisticKind::Ratio)
    return TextId::ui_an_no_ratio;
  if (q.settings.method == Method::discovery && q.target.kind() != StatisticKind::Share &&
      !q.interest.at_least && !q.interest.at_most)
    return TextId::ui_an_no_edge;
  return {};
}

// A heat map does not depend on where the case stands on its two axes: a click in it leaves it as
// it is.
Scenario off_the_axes(Scenario scenario, const AnalysisSettings& settings) {
  for (const std::string& key : {settings.x, settings.y})
    if (const auto axis = heat_axis(scenario, key, 2); axis && !axis->values.empty())
      set_value(scenario, key, axis->values.front());
  return scenario;
}

std::string key_of(const AnalysisQuestion& q) {
  const AnalysisSettings& s = q.settings;
  const bool is_heat = s.method == Method::heat;
  std::string key = std::string(method_spec(s.method).id) + " " +
                    scenario_digest(is_heat ? off_the_axes(q.scenario, s) : q.scenario, *q.world) +
                    " " + std::to_string(q.scenario.seed) + " " + std::to_string(q.size.points) +
                    "x" + std::to_string(q.size.replicates);
  if (method_spec(s.method).needs_target) key += " " + std::string(q.target.id());
  if (is_heat) key += " " + s.x + " " + s.y;
  for (const JudgedCase& one : q.cases)
    key += " " + scenario_digest(one.scenario, *one.world) + one.name.en;
  if (s.method == Method::sobol) key += s.groups ? " groups" : " singly";
  if (s.method == Method::precision) key += " " + number_text(s.within);
  if (s.method == Method::discovery) {
    if (q.interest.at_least) key += " >= " + number_text(*q.interest.at_least);
    if (q.interest.at_most) key += " <= " + number_text(*q.interest.at_most);
  }
  for (const std::string& locked : q.locked) key += " -" + locked;
  if (s.method == Method::discovery && s.step) key += " step " + std::to_string(*s.step);
  return key;
}

// --- the work ------------------------------------------------------------------------------------

// What a question runs: its rows, and the designs that give them a meaning.
struct Plan {
  std::vector<PlanRow> rows;
  MorrisDesign morris;
  SobolDesign sobol;
  FactorGroups groups;
  Eigen::MatrixXd worlds;
};

Plan plan_of(const AnalysisQuestion& q) {
  const AnalysisSettings& s = q.settings;
  const Care care = care_of(s);
  Plan plan;
  switch (s.method) {
    case Method::tornado:
      plan.rows = tornado_rows(q.scenario, q.params);
      break;
    case Method::morris:
      plan.morris = morris_design(by_care(kMorrisTrajectories, care), q.params.size(),
                                  kMorrisLevels, kStream);
      plan.rows = present_and_design(q.scenario, plan.morris.points, q.params);
      break;
    case Method::sobol:
      plan.groups = factor_groups(q.params, s.groups);
      plan.sobol =
          sobol_design(s.groups ? by_care(kSobolGroups, care) : by_care(kSobolSingly, care),
                       plan.groups.group_of, kStream);
      plan.rows = present_and_design(q.scenario, plan.sobol.points, q.params);
      break;
    case Method::claims:
    case Method::mechanisms:
      plan.rows = ablation_rows(q.scenario, ablations_of(s.method));
      break;
    case Method::heat: {
      const int cells = by_care(kHeatSides, care);
      plan.rows = heat_rows(q.scenario, *heat_axis(q.scenario, s.x, cells),
                            *heat_axis(q.scenario, s.y, cells));
      break;
    }
    case Method::discovery:
      plan.worlds = discovery_points(by_care(kWorlds, care), q.params);
      plan.rows = present_and_design(q.scenario, plan.worlds, q.params);
      break;
    case Method::variance:
      plan.rows =
          variance_rows(q.scenario, variance_params(q.params), by_care(kVarianceWorlds, care));
      break;
    case Method::precision:
      plan.rows = {row_of(q.scenario)};
      break;
    case Method::thresholds:
      plan.rows = threshold_rows(q.scenario);
      break;
    case Method::score:  // these run by themselves
    case Method::robust:
    case Method::needs:
      break;
  }
  return plan;
}

void read_heat(const Evaluation& e, AnalysisAnswer& out) {
  const AnalysisQuestion& q = *out.question;
  const int cells = by_care(kHeatSides, care_of(q.settings));
  HeatFindings heat{
      *heat_axis(q.scenario, q.settings.x, cells), *heat_axis(q.scenario, q.settings.y, cells), {}};
  for (std::size_t k = 0; k < e.points(); ++k) heat.cells.push_back(e.estimate(k));
  out.heat = std::move(heat);
  if (e.complete()) out.undefined = why_undefined(e.values(), q.target.kind());
}

void read_box(AnalysisAnswer& out) {
  const auto step = out.question->settings.step;
  out.found = discover(out.worlds->points, out.worlds->shares, {}, step);
  if (!out.found) out.undefined = why_no_box(*out.worlds);
}

void read_precision(const Evaluation& e, AnalysisAnswer& out) {
  const AnalysisQuestion& q = *out.question;
  const bool is_share = q.target.kind() == StatisticKind::Share;
  if (!out.present) {
    out.undefined = TextId::an_missing;
    return;
  }
  out.within = q.settings.within * (is_share ? 1.0 : std::abs(out.present->value));
  if (out.within > 0.0) out.needed = runs_needed(e, 0, out.within);
  if (!out.needed) out.undefined = TextId::ui_an_never_varies;
}

void read_thresholds(const Evaluation& e, const std::vector<ThresholdReport>& near,
                     AnalysisAnswer& out) {
  const auto thresholds = class_thresholds();
  for (std::size_t k = 0; k < thresholds.size(); ++k)
    out.thresholds.push_back(
        {thresholds[k], e.scenario().switches.*std::get<double Switches::*>(thresholds[k]->field),
         k < near.size() ? std::optional(near[k]) : std::nullopt, moved_runs(e, 2 * k + 1),
         moved_runs(e, 2 * k + 2)});
}

std::shared_ptr<AnalysisAnswer> read(const std::shared_ptr<const AnalysisQuestion>& question,
                                     const Plan& plan, const Evaluation& e) {
  const AnalysisQuestion& q = *question;
  auto out = std::make_shared<AnalysisAnswer>();
  out->question = question;
  out->points_done = e.done();
  if (e.replicates_shown() < e.replicates()) out->look = e.replicates_shown();
  out->failed = e.failed();
  out->refused = e.refused();
  const Method method = q.settings.method;
  // Of a heat map point 0 is a cell; a discovery has too few runs of it to be worth saying.
  if (method_spec(method).needs_target && method != Method::heat && method != Method::discovery)
    out->present = e.estimate(0);
  if (e.done() > 1 &&
      (method == Method::tornado || method == Method::morris || method == Method::sobol))
    out->undefined = why_undefined(e.values(), q.target.kind());
  switch (method) {
    case Method::tornado:
      out->swings = swings_of(e, q.params);
      break;
    case Method::morris:
      if (!out->undefined) out->morris = morris_of(e, plan.morris, q.params);
      break;
    case Method::sobol:
      if (!out->undefined) out->sobol = sobol_of(e, plan.sobol, plan.groups);
      break;
    case Method::claims:
    case Method::mechanisms:
      out->ablations = ablation_effects(e, ablations_of(method));
      break;
    case Method::heat:
      read_heat(e, *out);
      break;
    case Method::discovery:
      out->worlds = std::make_shared<DrawnWorlds>(worlds_of(e, plan.worlds, q.interest));
      read_box(*out);
      break;
    case Method::variance:
      for (std::size_t t = 0; t < e.targets().size(); ++t)
        out->variance.push_back(variance_of(e, t));
      break;
    case Method::precision:
      if (e.complete()) read_precision(e, *out);
      break;
    case Method::thresholds:
      read_thresholds(e, {}, *out);
      break;
    case Method::score:
    case Method::robust:
    case Method::needs:
      break;
  }
  return out;
}

/// Of the replicates of each point, how many come first: where a picture says little before all
/// points are there, a quarter of them; elsewhere 0, all at once.
int look_of(const AnalysisQuestion& q) {
  constexpr int kLooks = 4;
  const Method method = q.settings.method;
  const bool is_of_all_points = method == Method::tornado || method == Method::heat ||
                                method == Method::claims || method == Method::mechanisms;
  const int quarter = (q.size.replicates + kLooks - 1) / kLooks;
  return is_of_all_points ? int(blocks_of(quarter)) * kBlockLanes : 0;
}

std::shared_ptr<const AnalysisAnswer> answer(
    const std::shared_ptr<const AnalysisQuestion>& question, int threads,
    const Analyst::TaskContext& context) {
  using Clock = std::chrono::steady_clock;
  constexpr double kBetweenParts = 0.25;  // [s]
  const AnalysisQuestion& q = *question;
  const Plan plan = plan_of(q);
  Evaluation e(q.scenario, q.world, plan.rows, q.targets(), q.size.replicates, Effort::needed,
               look_of(q));
  context.progress(0, e.runs());
  std::pair<std::size_t, int> told;  // points and replicates of what was shown last
  for (std::size_t step = 2; !e.complete();) {
    const auto begun = Clock::now();
    const bool went_on = e.run_to(e.steps_done() + step, threads, context.stop);
    const double ran = std::chrono::duration<double>(Clock::now() - begun).count();
    context.progress(e.runs_done(), e.runs());
    if (!went_on || e.complete()) break;
    if (const std::pair now(e.done(), e.replicates_shown()); now != told) {
      context.part(read(question, plan, e));
      told = now;
    }
    const double all = std::chrono::duration<double>(Clock::now() - begun).count();
    // Reading what is there may cost more than running it: then it is done less often.
    const double wanted = std::max(kBetweenParts, 4.0 * (all - ran));
    step = std::size_t(
        std::clamp(double(step) * wanted / std::max(ran, 1e-3), 1.0, 4.0 * double(step)));
  }
  auto whole = read(question, plan, e);
  if (q.settings.method == Method::thresholds && e.complete()) {
    const auto near =
        near_thresholds(q.scenario, *q.world, q.size.replicates, threads, context.stop);
    whole->thresholds.clear();
    read_thresholds(e, near.value_or(std::vector<ThresholdReport>{}), *whole);
  }
  return whole;
}

}  // namespace

AblationTable ablations_of(Method method) {
  return method == Method::mechanisms ? mechanisms_table() : claims_table();
}

const MethodSpec& method_spec(Method method) {
  static constexpr std::array<MethodSpec, kMethodCount> kSpecs{
      MethodSpec{"tornado", TextId::ui_an_tornado, TextId::ui_an_tornado_q, true},
      MethodSpec{"morris", TextId::ui_an_morris, TextId::ui_an_morris_q, true},
      MethodSpec{"sobol", TextId::ui_an_sobol, TextId::ui_an_sobol_q, true},
      MethodSpec{"claims", TextId::ui_an_claims, TextId::ui_an_claims_q, false},
      MethodSpec{"mechanisms", TextId::ui_an_mechanisms, TextId::ui_an_mechanisms_q, false},
      MethodSpec{"heat", TextId::ui_an_heat, TextId::ui_an_heat_q, true},
      MethodSpec{"discovery", TextId::ui_an_discovery, TextId::ui_an_discovery_q, true},
      MethodSpec{"variance", TextId::ui_an_variance, TextId::ui_an_variance_q, false},
      MethodSpec{"precision", TextId::ui_an_precision, TextId::ui_an_precision_q, true},
      MethodSpec{"thresholds", TextId::ui_an_thresholds, TextId::ui_an_thresholds_q, false},
      MethodSpec{"score", TextId::ui_an_score, TextId::ui_an_score_q, false},
      MethodSpec{"robust", TextId::ui_an_robust, TextId::ui_an_robust_q, true},
      MethodSpec{"needs", TextId::ui_an_needs, TextId::ui_an_needs_q, true}};
  return kSpecs[std::size_t(method)];
}

std::vector<Target> AnalysisQuestion::targets() const {
  switch (settings.method) {
    case Method::claims:
    case Method::mechanisms:
      return ablation_targets(ablations_of(settings.method));
    case Method::variance:
      return variance_targets();
    case Method::thresholds:
      return class_targets();
    default:
      return {target};
  }
}

AnalysisQuestion question_of(const Scenario& scenario, std::shared_ptr<const World> world,
                             const AnalysisSettings& settings,
                             const std::set<std::string, std::less<>>& locked,
                             std::optional<double> mean, const std::vector<JudgedCase>& cases) {
  AnalysisQuestion q;
  q.scenario = scenario;
  q.world = std::move(world);
  q.settings = settings;
  q.target = find_target(settings.target).value_or(Target{OutcomeId{}, {}});
  for (const ParamSpec* spec : chosen_params({}))
    if (locked.contains(spec->key))
      q.locked.emplace_back(spec->key);
    else
      q.params.push_back(spec);
  if (settings.method == Method::heat)
    for (const std::string& key : locked)
      if (key.starts_with("levers.")) q.locked.push_back(key);
  if (settings.method == Method::robust) {
    // Nobody is judged by how much harm comes of it: as the command, talks then.
    if (!find_goal(q.target.id())) q.target = find_goal("talks_by_week_104")->figure;
    q.cases = cases;
  }
  if (q.target.kind() == StatisticKind::Mean) {
    const std::optional<double> edge = settings.edge ? settings.edge : mean;
    (settings.at_least ? q.interest.at_least : q.interest.at_most) = edge;
  }
  q.size = size_of(q);
  q.refusal = refusal_of(q);
  q.key = key_of(q);
  return q;
}

Analyst::Work analysis_work(std::shared_ptr<const AnalysisQuestion> question, int threads,
                            std::shared_ptr<const AnalysisAnswer> before) {
  const auto without_step = [](const AnalysisQuestion& q) {
    return q.key.substr(0, q.key.find(" step "));
  };
  const bool same_worlds = before && before->worlds && before->whole() &&
                           question->settings.method == Method::discovery &&
                           without_step(*before->question) == without_step(*question);
  return [question = std::move(question), threads, before = std::move(before), same_worlds](
             const Analyst::TaskContext& context) -> std::shared_ptr<const AnalysisAnswer> {
    if (question->settings.method == Method::score) return score_answer(question, threads, context);
    if (question->settings.method == Method::robust)
      return robust_answer(question, robust_worlds(care_of(question->settings)), threads, context);
    if (question->settings.method == Method::needs)
      return needs_answer(question, scaled(kNeedsReplicates, care_of(question->settings)),
                          needs_worlds(*question), threads, context);
    if (!same_worlds) return answer(question, threads, context);
    auto out = std::make_shared<AnalysisAnswer>(*before);
    out->question = question;
    out->undefined.reset();
    read_box(*out);
    return out;
  };
}

}  // namespace palabre::ui
