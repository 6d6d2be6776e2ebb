#include <ostream>
#include <sstream>

#include "sim/cli/commands.hpp"
#include "sim/cli/failures.hpp"
#include "sim/cli/output.hpp"
#include "sim/cli/progress.hpp"
#include "sim/report/compare_report.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

std::shared_ptr<Recording> recording(const ScenarioFile& file, std::int64_t seed) {
  return std::make_shared<Recording>(
      std::make_shared<const Model>(compile(file.scenario, *file.world)), seed);
}

/// Runs both sides and fills in what that gave. False when stopped.
bool run_both(const CompareArgs& args, const ScenarioFile& a, const ScenarioFile& b,
              Compared& compared, std::ostream& err) {
  const auto first = recording(a, a.scenario.seed), second = recording(b, a.scenario.seed);
  if (args.replicate) {
    compared.replicate = args.replicate;
    compared.comparison.seed = a.scenario.seed;
    compared.pair = compare_one(*first, *second, *args.replicate);
    return true;
  }
  const std::int64_t count = std::min(a.scenario.replicates, b.scenario.replicates);
  ProgressBar bar(args.output_options, err);
  auto made = compare(*first, *second, {count, args.threads, true, args.stop, bar.reporter()});
  if (made) compared.comparison = std::move(*made);
  return made.has_value();
}

ExitStatus compare_files(const CompareArgs& args, std::ostream& out, std::ostream& err) {
  const OutputOptions& output_options = args.output_options;
  const ScenarioFile a = load_with(args.changes, args.a), b = load_with(args.changes, args.b);
  for (const ScenarioFile* file : {&a, &b}) {
    if (is_one_of(args.output, file->chain))
      return refuse_output(args.output, "-o", output_options, err);
    say_what_was_read(*file, output_options, err);
  }
  if (const auto why = cannot_pair({a.path.string(), a.scenario, *a.world},
                                   {b.path.string(), b.scenario, *b.world})) {
    err << say(TextId::cli_error, output_options.lang, why->in(output_options.lang)) << '\n';
    return ExitStatus::invalid;
  }
  Compared compared{args.a.string(),
                    args.b.string(),
                    a.scenario,
                    b.scenario,
                    scenario_digest(a.scenario, *a.world),
                    scenario_digest(b.scenario, *b.world),
                    differences(a.scenario, b.scenario),
                    {},
                    {},
                    {}};
  if (!run_both(args, a, b, compared, err)) return ExitStatus::interrupted;
  print_report(compare_report(compared, output_options.lang, output_options.verbose), args.json,
               output_options, args.output, out);
  err << pair_failures_text(compared.comparison, compared.file_a, compared.file_b,
                            output_options.lang);
  const bool one_failed = compared.pair && (compared.pair->failed_a || compared.pair->failed_b);
  if (compared.comparison.failed > 0 || one_failed) return ExitStatus::replicates_failed;
  return compared.inputs.empty() ? ExitStatus::done : ExitStatus::difference;
}

}  // namespace

int compare_command(const CompareArgs& args, std::ostream& out, std::ostream& err) {
  return ended(printed_to(args.output, {args.a, args.b}, args.output_options, out, err,
                          [&](std::ostream& to) { return compare_files(args, to, err); }),
               args.output_options, err);
}

}  // namespace palabre
