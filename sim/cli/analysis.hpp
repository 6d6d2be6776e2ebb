// The analyses as commands: what they share, and one function each. All of them run points on the
// same random numbers (run/evaluation.hpp), say beforehand what that costs, and keep what is done
// when they are stopped.

#pragma once

#include <iosfwd>
#include <nlohmann/json.hpp>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "sim/cli/commands.hpp"
#include "sim/run/analysis/sensitivity.hpp"

namespace palabre {

using Json = nlohmann::ordered_json;

/// What can be asked of an analysis; each reads its own part.
struct AnalysisArgs {
  std::filesystem::path file;    // empty: the shipped baseline
  Changes changes;               // replicates: of each point; absent: the analysis's own number
  OutputOptions output_options;  // verbose: every row
  int threads = 0;
  bool json = false;
  std::string output = "-";
  std::stop_token stop;

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
};

/// The commands: sensitivity, claims, heatmap, discover, variance, precision, thresholds.
const std::vector<std::string_view>& analysis_names();
/// Runs one of them. 0; 2 what was asked for does not exist; 130 stopped, with what was done
/// printed all the same; 7 when a run left the bounds of the model; else as run_command().
int analysis_command(std::string_view name, const AnalysisArgs& args, std::ostream& out,
                     std::ostream& err);

/// One analysis under way.
struct Job {
  const AnalysisArgs& args;
  const ScenarioFile& file;
  std::optional<Target> target;
  std::ostream& err;

  Lang lang() const { return args.output_options.lang; }
  const Scenario& scenario() const { return file.scenario; }
  int replicates(int usual) const { return args.changes.replicates.value_or(usual); }
};
/// What it says.
struct Report {
  std::string text;
  Json json;
  bool stopped = false;
  bool failed = false;  // a run left the bounds of the model
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
std::string present_text(const Job& job, const Evaluation& evaluation);
Json estimate_json(const std::optional<Estimate>& estimate);
Json target_json(const Target& target);
/// "-5.2 (-7.1 to -3.3)", "0", "not defined"
std::string change_cell(const std::optional<Estimate>& difference, Unit unit, Lang lang);

Report sensitivity_report(Job& job);
Report claims_report(Job& job);
Report heatmap_report(Job& job);
Report discover_report(Job& job);
Report variance_report(Job& job);
Report precision_report(Job& job);
Report thresholds_report(Job& job);

}  // namespace palabre
