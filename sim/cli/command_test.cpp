#include <algorithm>
#include <map>
#include <ostream>
#include <sstream>

#include "sim/cli/commands.hpp"
#include "sim/cli/expect_text.hpp"
#include "sim/cli/failures.hpp"
#include "sim/cli/output.hpp"
#include "sim/cli/progress.hpp"
#include "sim/report/layout.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

namespace fs = std::filesystem;

/// A folder of cercles and borders, where no scenario stands.
bool is_world(const fs::path& folder) {
  const auto has = [&](const fs::directory_entry& entry) {
    return entry.path().filename().string().ends_with("_cercles.csv");
  };
  std::error_code ignored;
  return std::any_of(fs::directory_iterator(folder, ignored), fs::directory_iterator(), has);
}

/// Every .toml below a folder, sorted; nothing hidden, nothing behind links, no worlds.
void add_files(const fs::path& folder, std::vector<fs::path>& out) {
  std::error_code error, ignored;
  std::vector<fs::path> inside;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error))
    inside.push_back(at->path().lexically_normal());
  if (error) throw FileError(folder.string(), {TextId::files_base_unreadable, {error_arg(error)}});
  std::sort(inside.begin(), inside.end());
  for (const fs::path& path : inside) {
    if (path.filename().string().starts_with('.')) continue;
    if (fs::is_directory(path, ignored)) {
      if (!fs::is_symlink(path, ignored) && !is_world(path)) add_files(path, out);
    } else if (path.extension() == ".toml") {
      out.push_back(path);
    }
  }
}

/// As short as it can be said: relative when it lies below the working directory.
fs::path shortened(const fs::path& path) {
  std::error_code error;
  const fs::path near = fs::relative(path, error);
  return error || near.empty() || *near.begin() == ".." ? path : near;
}

class Tester {
 public:
  Tester(const TestArgs& args, std::ostream& out, std::ostream& err)
      : args_(args), output_options_(args.output_options), out_(out), err_(err) {}

  ExitStatus run() {
    std::vector<fs::path> files;
    ExitStatus status = guarded(output_options_, err_, [&] { return find(files); });
    if (status == ExitStatus::usage) return status;
    for (const fs::path& file : files) {
      std::ostringstream complaint;
      const ExitStatus one =
          guarded(output_options_, complaint, [&] { return test(file, complaint); });
      err_ << complaint.view();
      if (one == ExitStatus::interrupted || one == ExitStatus::usage) return one;
      if (one == ExitStatus::invalid || one == ExitStatus::input_output)
        untested_.push_back({file.string(), complaint.str()});
      status = worst(status, one);
      if (!out_) return ExitStatus::input_output;
    }
    if (tested_.empty() && status == ExitStatus::done) {
      err_ << say(TextId::cli_error, output_options_.lang,
                  say(TextId::expect_nothing, output_options_.lang))
           << '\n';
      status = ExitStatus::nothing_to_test;
    }
    if (!tested_.empty() && !output_options_.quiet) out_ << summary() << std::flush;
    if (!args_.junit.empty()) write_file(args_.junit, junit_xml(tested_, untested_), false);
    return status;
  }

 private:
  /// The files that the arguments name; those of a folder sorted.
  ExitStatus find(std::vector<fs::path>& files) {
    std::vector<fs::path> paths = args_.paths;
    if (paths.empty()) {
      const fs::path shipped = shipped_scenarios();
      if (shipped.empty()) throw FileError("scenarios", {TextId::expect_no_scenarios, {}});
      paths.push_back(shortened(shipped));
    }
    for (const fs::path& path : paths) {
      std::error_code ignored;
      if (fs::is_directory(path, ignored))
        add_files(path, files);
      else
        files.push_back(path);
    }
    if (args_.junit.empty()) return ExitStatus::done;
    if (is_one_of(args_.junit, files))
      return refuse_output(args_.junit, "--junit", output_options_, err_);
    require_writable(args_.junit);
    return ExitStatus::done;
  }

  ExitStatus test(const fs::path& file, std::ostream& err) {
    ScenarioFile loaded = load_with(args_.changes, file);
    say_what_was_read(loaded, output_options_, err);
    if (is_one_of(args_.junit, loaded.chain))
      return refuse_output(args_.junit, "--junit", output_options_, err);
    Scenario& scenario = loaded.scenario;
    if (scenario.expectations.empty()) {
      compile(scenario, *loaded.world);
      if (!output_options_.quiet)
        out_ << say(TextId::expect_none, output_options_.lang, file.string()) << '\n' << std::flush;
      return ExitStatus::done;
    }
    failed_ = false;
    std::vector<Tested> rows;
    for (const Expectation& e : scenario.expectations)
      rows.push_back({file.string(), e, {}, scenario.seed, {}});
    if (!judge_rows(loaded, rows, false, err)) return ExitStatus::interrupted;
    if (args_.stable) {
      scenario.seed = next_seed(scenario.seed);
      if (!judge_rows(loaded, rows, true, err)) return ExitStatus::interrupted;
    }
    bool all_hold = true;
    for (const Tested& row : rows) {
      all_hold &= row.holds();
      if (!row.holds() || !output_options_.quiet)
        out_ << tested_line(row, output_options_.lang, output_options_.verbose,
                            output_options_.color)
             << '\n';
      tested_.push_back(row);
    }
    out_ << std::flush;
    if (failed_) return ExitStatus::replicates_failed;
    return all_hold ? ExitStatus::done : ExitStatus::difference;
  }

  /// Runs what the expectations of a file need, each other file once, and judges them. False when
  /// stopped.
  bool judge_rows(const ScenarioFile& loaded, std::vector<Tested>& rows, bool next,
                  std::ostream& err) {
    const auto own = shelf_.of(loaded.scenario, *loaded.world);
    std::map<std::string, Comparison> by_other;  // "" is the file itself
    for (Tested& row : rows) {
      const std::string& name = row.expectation.compared_to;
      if (!by_other.contains(name)) {
        const auto other = name.empty() ? own : other_of(loaded, row.expectation);
        const auto made = compared(*other, *own, loaded.scenario.replicates);
        if (!made) return false;
        say_failures(*made, loaded, name, err);
        by_other.emplace(name, *made);
      }
      const Judgement judgement = judge(row.expectation, by_other.at(name));
      if (next)
        row.next = judgement;
      else
        row.judgement = judgement;
    }
    return true;
  }

  std::optional<Comparison> compared(Recording& other, Recording& own, std::int64_t replicates) {
    ProgressBar bar(output_options_, err_);
    return compare(other, own, {replicates, args_.threads, false, args_.stop, bar.reporter()});
  }

  /// The other file of a comparison, with this one's seed and replicates.
  std::shared_ptr<Recording> other_of(const ScenarioFile& loaded, const Expectation& e) {
    ScenarioFile other = load_with(args_.changes, loaded.path.parent_path() / e.compared_to);
    OutputOptions output_options = output_options_;
    output_options.quiet = true;  // its notes are told when it is tested itself
    say_what_was_read(other, output_options, err_);
    const auto refuse = [&](Message what) {
      throw ScenarioError({{loaded.path.string(), e.line, 0, "expect.compared_to", what, {}}});
    };
    if (other.scenario.weeks != loaded.scenario.weeks)
      refuse({TextId::expect_other_weeks,
              {e.compared_to, std::to_string(other.scenario.weeks),
               std::to_string(loaded.scenario.weeks)}});
    if (other.world->bytes != loaded.world->bytes)
      refuse({TextId::expect_other_world, {e.compared_to}});
    other.scenario.seed = loaded.scenario.seed;
    other.scenario.replicates = loaded.scenario.replicates;
    return shelf_.of(other.scenario, *other.world);
  }

  void say_failures(const Comparison& c, const ScenarioFile& loaded, const std::string& other,
                    std::ostream& err) {
    if (c.failed == 0) return;
    failed_ = true;
    const std::string own = loaded.path.string();
    const std::string name =
        other.empty() ? own : (loaded.path.parent_path() / other).lexically_normal().string();
    err << pair_failures_text(c, name, own, output_options_.lang);
  }

  std::string summary() const {
    std::int64_t passed = 0, failed = 0, undecided = 0, unstable = 0;
    for (const Tested& t : tested_) {
      const bool is_undecided = t.judgement.verdict == Verdict::undecided;
      ++(t.is_unstable() ? unstable : t.holds() ? passed : is_undecided ? undecided : failed);
    }
    const auto count = [&](std::int64_t n) { return count_text(n, output_options_.lang); };
    std::string out = say(TextId::expect_summary, output_options_.lang, count(passed),
                          count(failed), count(undecided));
    if (args_.stable)
      out += say(TextId::expect_summary_stable, output_options_.lang, count(unstable));
    return out + "\n";
  }

  const TestArgs& args_;
  const OutputOptions& output_options_;
  std::ostream& out_;
  std::ostream& err_;
  RecordingShelf shelf_;
  std::vector<Tested> tested_;
  std::vector<Untested> untested_;
  bool failed_ = false;  // a replicate of the file at hand
};

}  // namespace

int test_command(const TestArgs& args, std::ostream& out, std::ostream& err) {
  const ExitStatus status =
      guarded(args.output_options, err, [&] { return Tester(args, out, err).run(); });
  if (status == ExitStatus::interrupted && !args.output_options.quiet)
    err << say(TextId::cli_error, args.output_options.lang,
               say(TextId::expect_interrupted, args.output_options.lang))
        << '\n';
  return code(status);
}

}  // namespace palabre
