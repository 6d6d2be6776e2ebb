#include <ostream>
#include <sstream>

#include "sim/cli/commands.hpp"
#include "sim/cli/explain_text.hpp"
#include "sim/cli/layout.hpp"
#include "sim/cli/output.hpp"
#include "sim/cli/progress.hpp"
#include "sim/cli/run_text.hpp"
#include "sim/cli/usage.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

constexpr std::int64_t kBlocksKept = 12'500;  // 100,000 runs, so that causes need not rerun them

/// Finds the run to be told: the one asked for, or the one that stands for an outcome. False when
/// stopped.
bool choose(const ExplainArgs& args, Recording& runs, Explained& e, std::ostream& err) {
  const Scenario& s = e.scenario();
  if (args.replicate) {
    e.story = tell(e.model, s.seed, *args.replicate);
    return true;
  }
  ProgressBar bar(args.speech, err);
  const auto roster = call_roll(runs, s.replicates, args.threads, args.stop, bar.reporter());
  if (!roster) return false;
  e.finished = roster->finished;
  e.is_frequent = !args.outcome.has_value();
  e.wanted = args.outcome.value_or(roster->most_frequent());
  e.chosen = representative_of(roster->by_outcome[std::size_t(*e.wanted)]);
  if (e.chosen) e.story = tell(e.model, s.seed, e.chosen->replicate);
  return true;
}

/// False when stopped.
bool add_causes(const ExplainArgs& args, Recording& runs, Explained& e, std::ostream& err) {
  if (!args.counterfactual || !e.story || e.story->failure) return true;
  ProgressBar bar(args.speech, err);
  CauseOptions options{e.story->outcome, e.story->replicate, {}};
  options.compare = {e.scenario().replicates, args.threads, false, args.stop, bar.reporter()};
  e.counterfactuals = counterfactuals(e.scenario(), *e.scenario_file.world, runs, options);
  return e.counterfactuals.has_value();
}

ExitStatus bind(const ExplainArgs& args, const ScenarioFile& file, const Model& model,
                std::ostream& out, std::ostream& err) {
  const Scenario& s = file.scenario;
  std::optional<Binding> made;
  {
    ProgressBar bar(args.speech, err);
    made = binding(model, s.seed, s.replicates, args.threads, args.stop, bar.reporter());
  }
  if (!made) return ExitStatus::interrupted;
  if (args.json)
    out << binding_json(args.file.string(), file, *made) << '\n' << std::flush;
  else
    out << binding_text(file, *made, args.speech.lang, args.speech.color && args.output == "-")
        << std::flush;
  if (made->failed == 0) return ExitStatus::done;
  err << say(TextId::cli_some_failed, args.speech.lang, args.file.string(),
             count_text(made->failed, args.speech.lang),
             count_text(made->replicates, args.speech.lang))
      << '\n';
  return ExitStatus::replicates_failed;
}

ExitStatus explain_file(const ExplainArgs& args, std::ostream& out, std::ostream& err) {
  const Speech& speech = args.speech;
  const ScenarioFile file = load_with(args.changes, args.file);
  if (is_one_of(args.output, file.chain)) return refuse_output(args.output, "-o", speech, err);
  say_what_was_read(file, speech, err);
  const Scenario& s = file.scenario;
  if (args.replicate && *args.replicate >= s.replicates) {
    usage_error({say(TextId::cli_out_of_range, speech.lang, "--replicate",
                     count_text(*args.replicate, speech.lang), 0,
                     count_text(s.replicates - 1, speech.lang))},
                "explain", speech.lang, err);
    return ExitStatus::usage;
  }
  const auto model = std::make_shared<const Model>(compile(s, *file.world));
  if (args.binding) return bind(args, file, *model, out, err);
  const std::int64_t blocks = (s.replicates + kBlockLanes - 1) / kBlockLanes;
  Recording runs(model, s.seed, args.counterfactual ? std::min(blocks, kBlocksKept) : 0);
  Explained explained{args.file.string(), file, *model, {}, false, 0, {}, {}, {}};
  if (!choose(args, runs, explained, err) || !add_causes(args, runs, explained, err))
    return ExitStatus::interrupted;
  if (args.json)
    out << explain_json(explained, args.series) << '\n' << std::flush;
  else
    out << explain_text(explained, speech.lang, speech.verbose, speech.color && args.output == "-")
        << std::flush;
  const bool failed = explained.story && explained.story->failure;
  return failed ? ExitStatus::replicates_failed : ExitStatus::done;
}

}  // namespace

int explain_command(const ExplainArgs& args, std::ostream& out, std::ostream& err) {
  return ended(printed_to(args.output, {args.file}, args.speech, out, err,
                          [&](std::ostream& to) { return explain_file(args, to, err); }),
               args.speech, err);
}

}  // namespace palabre
