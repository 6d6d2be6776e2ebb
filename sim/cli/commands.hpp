// The commands of the headless program as functions of their arguments and two streams, so that
// tests call them as the program does. main.cpp turns the command line into these arguments and
// nothing else.

#pragma once

#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "sim/cli/exit_status.hpp"
#include "sim/cli/output.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/tables/tables.hpp"
#include "sim/tables/visible.hpp"

namespace palabre {

struct Report;

/// More than the budget of an analysis, known before it starts. Exit status 6.
class OverBudget : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// How a command speaks. Never changes a result.
struct OutputOptions {
  Lang lang = Lang::en;
  bool quiet = false;     // -q: no messages but errors
  bool verbose = false;   // -v: what is read and how long it took
  bool color = false;     // titles in bold; only ever on a terminal
  bool progress = false;  // a progress bar on the error stream; only ever on a terminal
};

/// What the command line changes in every scenario it names.
struct Changes {
  std::vector<std::string> assignments;  // --set key=value, in order
  std::optional<int> replicates;         // 1..kReplicatesMax; of `run` more
  std::optional<int> weeks;              // [weeks] 1..kWeeksMax
  std::optional<std::int64_t> seed;      // >= 0
  bool allow_outside = false;            // base and world may lead out of the file's folder
};

/// What commands that run and report have in common.
struct ReportArgs {
  Changes changes;  // of every scenario
  OutputOptions output_options;
  int threads = 0;  // 0: one per processor
  bool json = false;
  std::string output = "-";  // "-": the stream `out`; else a file, written whole or not at all
  std::stop_token stop;      // asks to end early: nothing is written then
};

struct RunArgs : ReportArgs {
  std::vector<std::filesystem::path> files;
  bool csv = false;               // not with json
  std::optional<Lang> csv_style;  // for spreadsheets of which language; nothing: of the report's
  bool series = false;            // with json or csv: the weekly quantiles too
  bool cercles = false;           // with json: the weekly means of each cercle too
  // Instead of results, for one file: the trace of digests to write ("-": `out`), or to compare
  // with. Empty: neither.
  std::string digest_every = {}, digest_against = {};
  // Or, for one file: where the sums of replicates `first` and on go. Empty: nowhere.
  std::string sums = {};
  std::int64_t first = 0;
};
/// Runs the ensemble of every file, in order, and prints it as text, as one JSON object a line or
/// as one table. Returns the graver of the files' statuses; 130 as soon as a stop is asked for. An
/// output that is one of the files read (bases too) is refused: 2, and nothing is written. With
/// digest_against, 1 when the runs part.
int run_command(const RunArgs& args, std::ostream& out, std::ostream& err);

struct CheckArgs {
  std::vector<std::filesystem::path> files;
  Changes changes;
  OutputOptions output_options;
};
/// Reads and compiles every file and reports everything that is wrong with all of them. Runs
/// nothing.
int check_command(const CheckArgs& args, std::ostream& out, std::ostream& err);

struct ShareArgs {
  std::filesystem::path file;
  Changes changes;
  OutputOptions output_options;
};
/// Prints the case as one line of text.
int share_command(const ShareArgs& args, std::ostream& out, std::ostream& err);

struct OpenArgs {
  std::filesystem::path file;  // or a share code, or a figure that carries one
  Changes changes;
  OutputOptions output_options;
  std::string output;  // empty: shown, not written
};
/// Writes the case as a scenario file. Without an output it becomes the dashboard where there is a
/// display, or else says as check_command() that the case is sound.
int open_command(const OpenArgs& args, std::ostream& out, std::ostream& err);

struct TestArgs {
  std::vector<std::filesystem::path> paths;  // files and folders; empty: the shipped scenarios
  Changes changes;                           // for the files and for those they compare with
  OutputOptions output_options;
  int threads = 0;
  bool stable = false;  // judge again with the next seed; a verdict that differs fails
  std::string junit;    // a file for JUnit's XML, written whole or not at all; empty: none
  std::stop_token stop;
};
/// Runs the expectations of every file and says what became of each, one a line. 1 when one does
/// not hold, 5 when there is none at all.
int test_command(const TestArgs& args, std::ostream& out, std::ostream& err);

struct CompareArgs : ReportArgs {  // verbose: every statistic
  std::filesystem::path a, b;
  std::optional<std::int64_t> replicate;  // this pair only
};
/// Pairs the replicates of two scenarios on the random numbers of the first and says what differs:
/// in the inputs, in the runs, in what comes out. 1 when the inputs differ, 0 when they do not.
int compare_command(const CompareArgs& args, std::ostream& out, std::ostream& err);

struct ExplainArgs : ReportArgs {  // verbose: events of local pacts and every cause too
  std::filesystem::path file;
  bool series = false;                    // with json: the run's series week by week too
  std::optional<std::int64_t> replicate;  // this run; else the one that stands for
  std::optional<OutcomeId> outcome;       // this outcome; else for the most frequent one
  bool counterfactual = false;            // what becomes of the ensemble without each cause
  bool limiting_factors = false;          // instead: what holds back each national step
};
/// Tells one run of an ensemble: its dated events with their numbers, and why it ended so. Done
/// also when no run ended as asked for, and says so; 7 when the run told left the model's bounds.
int explain_command(const ExplainArgs& args, std::ostream& out, std::ostream& err);

enum class ListFormat { text, json, markdown, schema };
struct ParamsArgs {
  ListFormat format = ListFormat::text;
  OutputOptions output_options;
};
/// Lists every parameter, lever, issue and switch. Always done.
int params_command(const ParamsArgs& args, std::ostream& out, std::ostream& err);
/// Everything in the tables as one JSON object, "palabre.params/1": unit, default, ranges, meaning
/// in both languages, claims; `with_program`: the version too, which is no part of them.
std::string params_json(bool with_program);
/// The whole of scenarios/PARAMETERS.md.
std::string params_markdown();
/// The whole of scenarios/scenario.schema.json: what a scenario file may say, for editors.
std::string schema_json();

struct TidyArgs {
  std::vector<std::filesystem::path> files;  // "-": standard input, put in order on `out`
  bool write = false;                        // instead of telling what would change
  bool allow_outside = false;
  OutputOptions output_options;
};
/// Puts the text of scenario files in order. Without `write`, 1 when something would change.
int fmt_command(const TidyArgs& args, std::ostream& out, std::ostream& err);
/// Brings scenario files to the present format, in the same way.
int migrate_command(const TidyArgs& args, std::ostream& out, std::ostream& err);

struct VersionArgs {
  bool json = false;
  OutputOptions output_options;
};
/// Says what was built, how, and for which instructions. Always done.
int version_command(const VersionArgs& args, std::ostream& out, std::ostream& err);
/// 32 hex digits over every row of the tables: the same for two programs that know the same rows.
std::string tables_digest();

/// Reads what a person may name (load_any()); "-" is standard input, a scenario or a share code.
ScenarioFile load_named(const std::filesystem::path& file, const LoadOptions& options);
/// Loads a file as the command line asks for it: chain, then --set, then the counts.
/// Throws FileError, and ScenarioError whose places read "--set" when an assignment is at fault.
ScenarioFile load_with(const Changes& changes, const std::filesystem::path& file);

/// Says on the error stream which files were read (-v) and what is worth noting in them (unless
/// -q).
void say_what_was_read(const ScenarioFile& loaded, const OutputOptions& output_options,
                       std::ostream& err);

/// An output that would take the place of one of these files. A link counts as what it leads to;
/// "-" and "" are no files.
bool is_one_of(const std::string& output, const std::vector<std::filesystem::path>& files);
/// Says so. `flag` names the output on the command line.
ExitStatus refuse_output(const std::string& output, std::string_view flag,
                         const OutputOptions& output_options, std::ostream& err);

/// Runs `work`, which throws on bad input, and turns what it throws into a message and a status:
/// a wrong --set is 2, a wrong scenario 3, a file that cannot be opened or written 4.
template <class Work>
ExitStatus guarded(const OutputOptions& output_options, std::ostream& err, Work work);
/// Reports the exception being handled. (See guarded().)
ExitStatus report_exception(const OutputOptions& output_options, std::ostream& err);

template <class Work>
ExitStatus guarded(const OutputOptions& output_options, std::ostream& err, Work work) {
  try {
    return work();
  } catch (...) {
    return report_exception(output_options, err);
  }
}

/// Runs `print(out)` with its output to standard output ("-"), or to a file that is none of
/// `inputs` and is written whole when there is something to write. Messages and statuses as
/// guarded().
template <class Print>
ExitStatus printed_to(const std::string& output, const std::vector<std::filesystem::path>& inputs,
                      const OutputOptions& output_options, std::ostream& out, std::ostream& err,
                      Print print) {
  return guarded(output_options, err, [&] {
    if (output == "-") return print(out);
    if (is_one_of(output, inputs)) return refuse_output(output, "-o", output_options, err);
    require_writable(output);
    std::ostringstream whole;
    const ExitStatus status = print(whole);
    if (!whole.view().empty()) write_file(output, harmless_file(whole.view()), false);
    return status;
  });
}
/// Prints a report as JSON or as text, in bold on standard output where that is wanted.
void print_report(const Report& report, bool json, const OutputOptions& output_options,
                  const std::string& output, std::ostream& out);
/// Says that a run was interrupted if it was, and turns the status into what main() returns.
int ended(ExitStatus status, const OutputOptions& output_options, std::ostream& err);

}  // namespace palabre
