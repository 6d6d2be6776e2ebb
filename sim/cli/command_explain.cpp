#include <ostream>
#include <sstream>

#include "sim/cli/commands.hpp"
#include "sim/cli/output.hpp"
#include "sim/cli/progress.hpp"
#include "sim/cli/usage.hpp"
#include "sim/report/explain_report.hpp"
#include "sim/run/engine/blocks.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

constexpr std::int64_t kBlocksKept = 12'500;  // 100,000 runs, so that causes need not rerun them

/// Finds the run to be told: the one asked for, or the one that stands for an outcome. False when
/// stopped.
bool choose(const ExplainArgs& args, Recording& runs, Explained& e, std::ostream& err) {
  const Scenario& s = e.scenario();
  if (args.replicate) {
    e.story = story_of(e.model, s.seed, *args.replicate);
    return true;
  }
  ProgressBar bar(args.output_options, err);
  const auto members =
      find_outcome_members(runs, s.replicates, args.threads, args.stop, bar.reporter());
  if (!members) return false;
  e.finished = members->finished;
  e.is_frequent = !args.outcome.has_value();
  e.wanted = args.outcome.value_or(members->most_frequent());
  e.chosen = representative_of(members->by_outcome[std::size_t(*e.wanted)]);
  if (e.chosen) e.story = story_of(e.model, s.seed, e.chosen->replicate);
  return true;
}

/// False when stopped.
bool add_causes(const ExplainArgs& args, Recording& runs, Explained& e, std::ostream& err) {
  if (!args.counterfactual || !e.story || e.story->failure) return true;
  ProgressBar bar(args.output_options, err);
  CauseOptions options{e.story->outcome, e.story->replicate, {}};
  options.compare = {e.scenario().replicates, args.threads, false, args.stop, bar.reporter()};
  e.counterfactuals = counterfactuals(e.scenario(), *e.scenario_file.world, runs, options);
  return e.counterfactuals.has_value();
}

ExitStatus bind(const ExplainArgs& args, const ScenarioFile& file, const Model& model,
                std::ostream& out, std::ostream& err) {
  const Scenario& s = file.scenario;
  std::optional<LimitingFactors> made;
  {
    ProgressBar bar(args.output_options, err);
    made = limiting_factors(model, s.seed, s.replicates, args.threads, args.stop, bar.reporter());
  }
  if (!made) return ExitStatus::interrupted;
  print_report(limiting_factors_report(args.file.string(), file, *made, args.output_options.lang),
               args.json, args.output_options, args.output, out);
  if (made->failed == 0) return ExitStatus::done;
  err << say(TextId::cli_some_failed, args.output_options.lang, args.file.string(),
             count_text(made->failed, args.output_options.lang),
             count_text(made->replicates, args.output_options.lang))
      << '\n';
  return ExitStatus::replicates_failed;
}

ExitStatus explain_file(const ExplainArgs& args, std::ostream& out, std::ostream& err) {
  const OutputOptions& output_options = args.output_options;
  const ScenarioFile file = load_with(args.changes, args.file);
  if (is_one_of(args.output, file.chain))
    return refuse_output(args.output, "-o", output_options, err);
  say_what_was_read(file, output_options, err);
  const Scenario& s = file.scenario;
  if (args.replicate && *args.replicate >= s.replicates) {
    usage_error({say(TextId::cli_out_of_range, output_options.lang, "--replicate",
                     count_text(*args.replicate, output_options.lang), 0,
                     count_text(s.replicates - 1, output_options.lang))},
                "explain", output_options.lang, err);
    return ExitStatus::usage;
  }
  const auto model = std::make_shared<const Model>(compile(s, *file.world));
  if (args.limiting_factors) return bind(args, file, *model, out, err);
  Recording runs(model, s.seed,
                 args.counterfactual ? std::min(blocks_of(s.replicates), kBlocksKept) : 0);
  Explained explained{args.file.string(), file, *model, {}, false, 0, {}, {}, {}};
  if (!choose(args, runs, explained, err) || !add_causes(args, runs, explained, err))
    return ExitStatus::interrupted;
  print_report(explain_report(explained, output_options.lang, output_options.verbose, args.series),
               args.json, output_options, args.output, out);
  const bool failed = explained.story && explained.story->failure;
  return failed ? ExitStatus::replicates_failed : ExitStatus::done;
}

}  // namespace

int explain_command(const ExplainArgs& args, std::ostream& out, std::ostream& err) {
  return ended(printed_to(args.output, {args.file}, args.output_options, out, err,
                          [&](std::ostream& to) { return explain_file(args, to, err); }),
               args.output_options, err);
}

}  // namespace palabre
