// The analyses as commands: what they share, and one function each. All of them run points on the
// same random numbers (run/evaluation.hpp), say beforehand what that costs, and keep what is done
// when they are stopped.

#pragma once

#include <iosfwd>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "sim/cli/commands.hpp"
#include "sim/report/report.hpp"
#include "sim/run/analysis/sensitivity.hpp"

namespace palabre {

/// What can be asked of an analysis; each reads its own part.
/// Replicates are those of each point; absent: the analysis's own number. Verbose: every row.
struct AnalysisArgs : ReportArgs {
  std::filesystem::path file;         // empty: the shipped baseline
  std::string outcome;                // an outcome or a statistic
  std::string method = "oat";         // oat, morris, sobol
  bool groups = false;                // sobol: whole groups
  std::vector<std::string> vary;      // keys and groups; empty: all
  int trajectories = 20, levels = 4;  // morris
  std::optional<int> points;
  std::string x, y;  // heatmap
  int cells = 12;
  std::optional<int> step;                          // discover
  std::optional<double> at_least, at_most, within;  // discover; precision
  bool within_is_share = false;                     // precision: of the value (2%), not in its unit
  std::optional<double> budget;  // [seconds] what it may take; absent: kBudgetSeconds
};

/// The commands: sensitivity, claims, mechanisms, heatmap, discover, variance, precision,
/// thresholds.
const std::vector<std::string_view>& analysis_names();
/// Runs one of them. 0; 2 what was asked for does not exist; 130 stopped, with what was done
/// printed all the same; 7 when a run left the bounds of the model; else as run_command().
int analysis_command(std::string_view name, const AnalysisArgs& args, std::ostream& out,
                     std::ostream& err);

/// What an analysis may take unless --budget says otherwise. [seconds] a day
inline constexpr double kBudgetSeconds = 86'400.0;

/// One analysis under way.
struct Job {
  const AnalysisArgs& args;
  const ScenarioFile& file;
  std::optional<Target> target;
  std::ostream& err;
  bool stopped = false;
  bool failed = false;  // a run left the bounds of the model

  Lang lang() const { return args.output_options.lang; }
  const Scenario& scenario() const { return file.scenario; }
  int replicates(int usual) const { return args.changes.replicates.value_or(usual); }
};

Evaluation evaluation_of(const Job& job, std::vector<PlanRow> rows, std::vector<Target> targets,
                         int replicates);
/// Says what it will cost, before anything of it is made.
void say_cost(const Job& job, const std::string& what, std::int64_t points, int replicates,
              const std::vector<Target>& targets);
/// The same for an analysis of the target asked for, with -n instead of its own replicates.
void say_cost(const Job& job, const std::string& what, const PlanSize& size);
/// Runs it, and puts into the report what became of the runs.
void run_points(Job& job, Evaluation& evaluation, Report& report);

/// The present case in a sentence, from point 0.
void add_present(const Job& job, const Evaluation& evaluation, Report& report);
Json target_json(const Target& target);
/// "-5.2 (-7.1 to -3.3)", "0", "not defined"
std::string change_words(const std::optional<Estimate>& difference, Unit unit, Lang lang);

// One each: runs what it needs and adds what that says to the report.
void sensitivity_report(Job& job, Report& report);
void claims_report(Job& job, Report& report);
void mechanisms_report(Job& job, Report& report);
void heatmap_report(Job& job, Report& report);
void discover_report(Job& job, Report& report);
void variance_report(Job& job, Report& report);
void precision_report(Job& job, Report& report);
void thresholds_report(Job& job, Report& report);

}  // namespace palabre
