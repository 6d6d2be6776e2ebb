#include "sim/cli/analysis.hpp"

#include <algorithm>
#include <cmath>
#include <ostream>

#include "sim/cli/output.hpp"
#include "sim/cli/progress.hpp"
#include "sim/cli/usage.hpp"
#include "sim/platform/machine.hpp"
#include "sim/run/analysis/heatmap.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

struct Command {
  std::string_view name;
  void (*report)(Job&, Report&);
  bool needs_outcome;
};
constexpr Command kCommands[] = {
    {"sensitivity", sensitivity_report, true}, {"claims", claims_report, false},
    {"mechanisms", mechanisms_report, false},  {"heatmap", heatmap_report, true},
    {"discover", discover_report, true},       {"variance", variance_report, false},
    {"precision", precision_report, true},     {"thresholds", thresholds_report, false}};

void check_param(std::string_view flag, const std::string& key, Lang lang,
                 std::vector<std::string>& out) {
  std::vector<std::string_view> known;
  for (const ParamSpec& spec : param_specs()) known.push_back(spec.key);
  for (std::string_view group : param_groups()) known.push_back(group);
  if (std::find(known.begin(), known.end(), key) == known.end())
    out.push_back(with_nearest(say(TextId::an_no_such_param, lang, flag, key), key, known, lang));
}

void check_axis(std::string_view flag, const std::string& key, Lang lang,
                std::vector<std::string>& out) {
  const std::vector<std::string> keys = heat_keys();
  const std::vector<std::string_view> known(keys.begin(), keys.end());
  if (std::find(known.begin(), known.end(), key) == known.end())
    out.push_back(with_nearest(say(TextId::an_no_such_param, lang, flag, key), key, known, lang));
}

/// What is wrong with the arguments of a command.
std::vector<std::string> mistakes_of(const Command& command, const AnalysisArgs& args,
                                     const std::optional<Target>& target) {
  const Lang lang = args.output_options.lang;
  std::vector<std::string> out;
  if (command.needs_outcome && args.outcome.empty())
    out.push_back(say(TextId::an_needs_outcome, lang, "talks_by_week_104"));
  if (!args.outcome.empty() && !target)
    out.push_back(with_nearest(say(TextId::an_no_such_target, lang, args.outcome), args.outcome,
                               target_names(), lang));
  for (const std::string& key : args.vary) check_param("--vary", key, lang, out);
  const bool is_share = !target || target->kind() == StatisticKind::Share;
  if (command.name == "sensitivity") {
    if (args.method != "oat" && args.method != "morris" && args.method != "sobol")
      out.push_back(
          say(TextId::cli_bad_choice, lang, "--method", args.method, "oat, morris, sobol"));
    if (args.levels % 2 != 0) out.push_back(say(TextId::an_odd_levels, lang, args.levels));
  }
  if (command.name == "heatmap") {
    if (args.x.empty() || args.y.empty()) {
      out.push_back(say(TextId::an_needs_axes, lang));
    } else {
      check_axis("--x", args.x, lang, out);
      check_axis("--y", args.y, lang, out);
      if (args.x == args.y) out.push_back(say(TextId::an_same_axes, lang));
    }
  }
  if (command.name == "discover" && target) {
    if (target->kind() == StatisticKind::Ratio)
      out.push_back(say(TextId::an_no_ratio, lang, target->id()));
    else if (!is_share && !args.at_least && !args.at_most)
      out.push_back(say(TextId::an_needs_share, lang, target->id()));
    if (args.at_least && args.at_most && *args.at_least > *args.at_most)
      out.push_back(say(TextId::an_bounds_crossed, lang, number_text(*args.at_least),
                        number_text(*args.at_most)));
  }
  if (command.name == "precision") {
    if (!args.within)
      out.push_back(say(TextId::an_needs_within, lang));
    else if (!(*args.within > 0.0) || (is_share && *args.within >= 0.5))
      out.push_back(say(TextId::an_bad_within, lang, fixed_text(*args.within, 3, lang)));
  }
  return out;
}

Report begun(const Command& command, const Job& job) {
  Report out(job.lang(), fmt::format("palabre.{}/1", command.name));
  out.head(job.file.path.string(), job.scenario(),
           scenario_digest(job.scenario(), *job.file.world));
  if (job.target) out.data["outcome"] = target_json(*job.target);
  out.blank();
  return out;
}

ExitStatus analyse(const Command& command, const AnalysisArgs& args,
                   const std::optional<Target>& target, std::ostream& out, std::ostream& err) {
  const OutputOptions& output_options = args.output_options;
  const ScenarioFile file = load_with(
      args.changes, args.file.empty() ? shipped_scenarios() / "baseline.toml" : args.file);
  if (is_one_of(args.output, file.chain))
    return refuse_output(args.output, "-o", output_options, err);
  say_what_was_read(file, output_options, err);
  compile(file.scenario, *file.world);  // what only shows between fields
  Job job{args, file, target, err};
  Report report = begun(command, job);
  command.report(job, report);
  report.data["stopped"] = job.stopped;
  print_report(report, args.json, output_options, args.output, out);
  if (job.stopped) return ExitStatus::interrupted;
  return job.failed ? ExitStatus::replicates_failed : ExitStatus::done;
}

}  // namespace

const std::vector<std::string_view>& analysis_names() {
  static const std::vector<std::string_view> kNames = [] {
    std::vector<std::string_view> out;
    for (const Command& command : kCommands) out.push_back(command.name);
    return out;
  }();
  return kNames;
}

int analysis_command(std::string_view name, const AnalysisArgs& args, std::ostream& out,
                     std::ostream& err) {
  const Command& command = *std::find_if(std::begin(kCommands), std::end(kCommands),
                                         [&](const Command& c) { return c.name == name; });
  const auto target = find_target(args.outcome);
  const auto mistakes = mistakes_of(command, args, target);
  if (!mistakes.empty()) return usage_error(mistakes, name, args.output_options.lang, err);
  return code(
      printed_to(args.output, {args.file}, args.output_options, out, err,
                 [&](std::ostream& to) { return analyse(command, args, target, to, err); }));
}

Evaluation evaluation_of(const Job& job, std::vector<PlanRow> rows, std::vector<Target> targets,
                         int replicates) {
  return Evaluation(job.scenario(), job.file.world, std::move(rows), std::move(targets),
                    job.replicates(replicates));
}

namespace {

/// Refuses what would take longer than --budget, or more memory than half the machine has.
void require_within_budget(const Job& job, double seconds, double bytes) {
  constexpr double kMegabyte = 1e6;
  const double room = platform::memory() / 2;
  const double budget = job.args.budget.value_or(kBudgetSeconds);
  const Lang lang = job.lang();
  if (seconds > budget)
    throw OverBudget(
        say(TextId::an_over_time, lang, number_text(std::ceil(seconds)), number_text(budget)));
  if (bytes > room)
    throw OverBudget(say(TextId::an_over_memory, lang, number_text(std::ceil(bytes / kMegabyte)),
                         number_text(std::floor(room / kMegabyte))));
}

}  // namespace

void say_cost(const Job& job, const std::string& what, std::int64_t points, int replicates,
              const std::vector<Target>& targets) {
  const Lang lang = job.lang();
  const int threads = threads_used(job.args.threads);
  const double runs = double(points) * double(replicates);
  const double seconds =
      seconds_per_run(job.scenario(), *job.file.world, targets) * runs / double(threads);
  require_within_budget(job, seconds,
                        double(points) * double(sizeof(PlanRow)) +
                            runs * double(targets.size()) * double(sizeof(Cell)));
  if (job.args.output_options.quiet) return;
  job.err << say(TextId::an_cost, lang, what, count_text(points, lang),
                 count_text(replicates, lang), count_text(points * replicates, lang),
                 count_text(std::int64_t(std::ceil(seconds)), lang), threads)
          << '\n'
          << std::flush;
}

void say_cost(const Job& job, const std::string& what, const PlanSize& size) {
  say_cost(job, what, size.points, job.replicates(size.replicates), {*job.target});
}

void run_points(Job& job, Evaluation& evaluation, Report& report) {
  const Lang lang = job.lang();
  {
    ProgressBar bar(job.args.output_options, job.err);
    job.stopped = !evaluation.run(job.args.threads, job.args.stop, bar.reporter());
  }
  const auto done = std::int64_t(evaluation.done());
  report.data["points"] = evaluation.points();
  report.data["points_done"] = done;
  report.data["replicates"] = evaluation.replicates();
  report.data["failed_runs"] = evaluation.failed();
  report.data["refused_points"] = evaluation.refused();
  if (job.stopped) {
    const std::string said = say(TextId::an_stopped, lang, count_text(done, lang),
                                 count_text(std::int64_t(evaluation.points()), lang));
    job.err << say(TextId::cli_error, lang, said) << '\n';
    report.paragraph(said);
  }
  if (const std::int64_t failed = evaluation.failed(); failed > 0) {
    job.failed = true;
    job.err << say(TextId::an_failed, lang, count_text(failed, lang),
                   count_text(done * evaluation.replicates(), lang))
            << '\n';
  }
  if (const std::int64_t refused = evaluation.refused(); refused > 0)
    job.err << say(TextId::an_refused, lang, count_text(refused, lang)) << '\n';
}

void add_present(const Job& job, const Evaluation& evaluation, Report& report) {
  const Target& target = *job.target;
  const Lang lang = job.lang();
  const auto label = target.label().in(lang);
  const auto whole = evaluation.estimate(0);
  if (!whole) return report.say(TextId::an_present_none, label, target.id());
  std::string value = figure_text(whole->value, *whole, target.unit(), lang);
  if (!is_share(target.unit())) value += " " + unit_text(target.unit(), lang);
  report.say(TextId::an_present, label, target.id(), value,
             say(TextId::an_interval, lang, interval_text(*whole, target.unit(), lang)),
             count_text(evaluation.replicates(), lang));
}

Json target_json(const Target& target) {
  return {
      {"id", target.id()}, {"label", target.label().en}, {"unit", label(target.unit(), Lang::en)}};
}

std::string change_words(const std::optional<Estimate>& difference, Unit unit, Lang lang) {
  if (!difference) return say(TextId::an_undefined, lang);
  const std::string value = change_text(difference->value, *difference, unit, lang);
  if (difference->basis == Basis::spread && difference->low == difference->high) return value;
  return fmt::format("{} ({})", value, change_interval_text(*difference, unit, lang));
}

}  // namespace palabre
