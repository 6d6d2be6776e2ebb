#include <fmt/format.h>

#include <chrono>
#include <ostream>
#include <sstream>

#include "sim/cli/batch.hpp"
#include "sim/cli/commands.hpp"
#include "sim/cli/digest_trace_text.hpp"
#include "sim/cli/failures.hpp"
#include "sim/cli/output.hpp"
#include "sim/cli/progress.hpp"
#include "sim/cli/sums_file.hpp"
#include "sim/cli/usage.hpp"
#include "sim/report/draw.hpp"
#include "sim/report/layout.hpp"
#include "sim/report/recipe.hpp"
#include "sim/report/run_report.hpp"
#include "sim/run/engine/digest_trace.hpp"
#include "sim/run/engine/ensemble.hpp"
#include "sim/scenario/share_code.hpp"
#include "sim/tables/limits.hpp"
#include "sim/tables/text.hpp"
#include "sim/tables/visible.hpp"

namespace palabre {
namespace {

void say_how_long(const Results& results, const std::string& name, double seconds, int threads,
                  const OutputOptions& output_options, std::ostream& err) {
  if (!output_options.verbose) return;
  const int used = threads_used(threads);
  err << say(TextId::cli_verbose_run, output_options.lang, name,
             count_text(results.manifest.replicates, output_options.lang),
             fixed_text(seconds, 2, output_options.lang), used)
      << '\n';
}

/// Writes the trace of digests, or compares with one.
ExitStatus trace_file(const RunArgs& args, const ScenarioFile& loaded, const std::string& name,
                      std::ostream& out) {
  const Lang lang = args.output_options.lang;
  const bool compare = !args.digest_against.empty();
  std::string other;
  if (compare)
    other = read_file(args.digest_against, limit(LimitId::trace_kib) << 10);
  else if (args.digest_every != "-")
    require_writable(args.digest_every);

  const Model model = compile(loaded.scenario, *loaded.world);
  const std::int64_t replicates = loaded.scenario.replicates;
  const DigestTrace trace(model, loaded.scenario.seed, replicates, args.threads, args.stop);
  if (args.stop.stop_requested()) return ExitStatus::interrupted;
  const std::string own = trace_text(trace, model, loaded);
  const std::string count = count_text(replicates, lang);
  if (compare) {
    const std::optional<TraceDifference> parts = compare_traces(other, own, args.digest_against);
    if (args.json)
      out << trace_json(parts, name, args.digest_against, hex(trace.digest())) << '\n';
    else if (parts)
      out << trace_difference_text(*parts, name, args.digest_against, lang) << '\n';
    else
      out << say(TextId::cli_trace_equal, lang, name, args.digest_against, count, model.weeks,
                 hex(trace.digest()))
          << '\n';
    return parts ? ExitStatus::difference : ExitStatus::done;
  }
  if (args.digest_every == "-") {
    out << own;
    return ExitStatus::done;
  }
  write_file(args.digest_every, own, false);
  if (!args.output_options.quiet)
    out << say(TextId::cli_trace_written, lang, name, count, model.weeks, args.digest_every,
               hex(trace.digest()))
        << '\n';
  return ExitStatus::done;
}

/// Runs a range of replicates and writes its sums.
ExitStatus sums_file(const RunArgs& args, const ScenarioFile& loaded, const std::string& name,
                     std::ostream& out, std::ostream& err) {
  const Lang lang = args.output_options.lang;
  const std::int64_t replicates = loaded.scenario.replicates, last = args.first + replicates - 1;
  if (const auto most = std::int64_t(limit(LimitId::merged)); last >= most)
    return ExitStatus(usage_error({say(TextId::batch_past_last, lang, args.first, last, most - 1)},
                                  "run", lang, err));
  require_writable(args.sums);
  const auto model = model_of_any_count(loaded.scenario, *loaded.world);
  Ensemble ensemble(model, loaded.scenario.seed, args.first);
  {
    ProgressBar bar(args.output_options, err);
    if (!ensemble.grow_to(replicates, args.threads, args.stop, bar.reporter()))
      return ExitStatus::interrupted;
  }
  const auto results = ensemble.results();
  write_file(args.sums, sums_bytes(loaded, loaded.path, model, ensemble), false);
  if (!args.output_options.quiet)
    out << say(TextId::batch_sums_written, lang, name, args.first, last, args.sums, results->digest)
        << '\n';
  err << failures_text(*results, name, lang);
  return results->failed > 0 ? ExitStatus::replicates_failed : ExitStatus::done;
}

/// One file: reads, runs, prints.
ExitStatus run_file(const RunArgs& args, const std::filesystem::path& file, bool is_first,
                    std::ostream& out, std::ostream& err) {
  const std::string name = file.string();
  const OutputOptions& output_options = args.output_options;
  const ScenarioFile loaded = load_with(args.changes, file);
  if (is_one_of(args.output, loaded.chain))
    return refuse_output(args.output, "-o", args.output_options, err);
  if (is_one_of(args.digest_every, loaded.chain))
    return refuse_output(args.digest_every, "--digest-every", args.output_options, err);
  if (is_one_of(args.sums, loaded.chain))
    return refuse_output(args.sums, "--sums", args.output_options, err);
  say_what_was_read(loaded, output_options, err);
  if (!args.sums.empty()) return sums_file(args, loaded, name, out, err);
  if (!args.digest_every.empty() || !args.digest_against.empty())
    return trace_file(args, loaded, name, out);

  const auto begun = std::chrono::steady_clock::now();
  std::shared_ptr<const Results> results;
  {
    ProgressBar bar(output_options, err);
    results = run(loaded.scenario, *loaded.world, args.threads, args.stop, bar.reporter());
  }
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  if (args.stop.stop_requested()) return ExitStatus::interrupted;

  say_how_long(*results, name, seconds, args.threads, output_options, err);
  return print_results(*results, name, loaded, args, is_first, out, err);
}

/// What a table says of itself: title, the two sentences, how it was made, and the share code of a
/// case in the shipped world.
std::string comments_of(const Results& results, const ScenarioFile& file, Lang lang) {
  std::string out =
      fmt::format("{}\n{} {}\n{}", visible_line(file.scenario.title.in(lang)),
                  text(TextId::not_a_forecast, lang),
                  visible_line(not_modelled_in_words(results.manifest.not_modelled, lang)),
                  recipe_of(file.scenario, results));
  // Put together from parts there may be more runs than a case can ask for.
  if (results.manifest.replicates > kReplicatesMax) return csv_comments(out);
  Scenario as_run = file.scenario;
  as_run.replicates = int(results.manifest.replicates);
  if (const std::string code = share_code_if_any(as_run, *file.world); !code.empty())
    out += fmt::format("code {}\n", code);
  return csv_comments(out);
}

ExitStatus run_files(const RunArgs& args, std::ostream& out, std::ostream& err) {
  ExitStatus status = ExitStatus::done;
  bool printed = false;
  for (const std::filesystem::path& file : args.files) {
    std::ostringstream text;
    const ExitStatus one = guarded(args.output_options, err,
                                   [&] { return run_file(args, file, !printed, text, err); });
    if (one == ExitStatus::interrupted || one == ExitStatus::usage) return one;
    status = worst(status, one);
    if (text.view().empty()) continue;
    if (printed && !args.json && !args.csv) out << '\n';
    printed = true;
    out << text.view() << std::flush;
    if (!out) return ExitStatus::input_output;  // the pipe is closed: do not run the rest
  }
  return status;
}

}  // namespace

ExitStatus print_results(const Results& results, const std::string& name, const ScenarioFile& file,
                         const RunArgs& how, bool is_first, std::ostream& out, std::ostream& err) {
  const Lang lang = how.output_options.lang;
  const Report report =
      run_report(results, name, lang, how.series, how.cercles ? file.world.get() : nullptr);
  if (how.csv) {
    const Lang style = how.csv_style.value_or(lang);
    const std::string table = (is_first ? csv_head() : "") + csv_of(report, name);
    out << (is_first ? csv_mark(style) : "") << comments_of(results, file, lang)
        << csv_in(table, style) << std::flush;
  } else {
    print_report(report, how.json, how.output_options, how.output, out);
  }
  err << failures_text(results, name, lang);
  return results.failed > 0 ? ExitStatus::replicates_failed : ExitStatus::done;
}

int run_command(const RunArgs& args, std::ostream& out, std::ostream& err) {
  if (args.output == "-") return ended(run_files(args, out, err), args.output_options, err);
  // Of several files in one either all stand in it, or none.
  const auto all_or_none = [&](std::ostream& to) {
    std::ostringstream whole;
    const ExitStatus ran = run_files(args, whole, err);
    if (ran != ExitStatus::interrupted && ran != ExitStatus::usage) to << whole.view();
    return ran;
  };
  return ended(printed_to(args.output, args.files, args.output_options, out, err, all_or_none),
               args.output_options, err);
}

}  // namespace palabre
