#include "sim/cli/command_score.hpp"

#include <ostream>

#include "sim/cli/analysis.hpp"
#include "sim/cli/progress.hpp"
#include "sim/cli/usage.hpp"
#include "sim/score/score_report.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

ExitStatus score_file(const ScoreArgs& args, std::ostream& out, std::ostream& err) {
  const OutputOptions& output_options = args.output_options;
  const Lang lang = output_options.lang;
  const ScenarioFile file = load_with(args.changes, args.file);
  if (is_one_of(args.output, file.chain))
    return refuse_output(args.output, "-o", output_options, err);
  say_what_was_read(file, output_options, err);
  const Observed observed = load_observed(args.observed, *file.world, file.scenario);
  if (!output_options.quiet)
    for (const Diagnostic& note : observed.notes) err << note.to_string(lang) << '\n';
  if (observed.within.empty()) {
    const RunDays run = days_of(file.scenario);
    err << say(TextId::cli_error, lang,
               say(TextId::score_nothing, lang, observed.file, to_string(Date::from(run.first)),
                   to_string(Date::from(run.last))))
        << '\n';
    return ExitStatus::nothing_to_test;
  }
  ProgressBar bar(output_options, err);
  ForecastOptions options;
  options.replicates = file.scenario.replicates;
  options.drawn = args.drawn;
  options.threads = args.threads;
  options.stop = args.stop;
  options.progress = bar.reporter();
  const auto forecasts = forecast(file.scenario, *file.world, observed.within, options);
  if (!forecasts) return ExitStatus::interrupted;
  const ScoreStudy study = score_all(observed, *forecasts);
  print_report(score_report({file, observed, study, args.drawn}, lang, output_options.verbose),
               args.json, output_options, args.output, out);
  return study.failed > 0 ? ExitStatus::replicates_failed : ExitStatus::done;
}

}  // namespace

int score_command(const ScoreArgs& args, std::ostream& out, std::ostream& err) {
  const Lang lang = args.output_options.lang;
  if (args.observed.empty())
    return usage_error({say(TextId::cli_needs, lang, "score", "--observed")}, "score", lang, err);
  const ExitStatus status =
      printed_to(args.output, {args.file, args.observed}, args.output_options, out, err,
                 [&](std::ostream& to) { return score_file(args, to, err); });
  return ended(status, args.output_options, err);
}

}  // namespace palabre
