#include <ostream>

#include "sim/cli/commands.hpp"
#include "sim/model/compile.hpp"
#include "sim/report/layout.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

ExitStatus check_file(const CheckArgs& args, const std::filesystem::path& file, std::ostream& out,
                      std::ostream& err) {
  const OutputOptions& output_options = args.output_options;
  const ScenarioFile loaded = load_with(args.changes, file);
  compile(loaded.scenario, *loaded.world);  // what only shows between fields
  say_what_was_read(loaded, output_options, err);
  out << say(TextId::cli_check_ok, output_options.lang, file.string(),
             count_text(loaded.scenario.replicates, output_options.lang), loaded.scenario.weeks)
      << '\n';
  return ExitStatus::done;
}

}  // namespace

int check_command(const CheckArgs& args, std::ostream& out, std::ostream& err) {
  ExitStatus status = ExitStatus::done;
  for (const std::filesystem::path& file : args.files) {
    const ExitStatus one =
        guarded(args.output_options, err, [&] { return check_file(args, file, out, err); });
    if (one == ExitStatus::usage) return code(one);
    status = worst(status, one);
  }
  return code(status);
}

}  // namespace palabre
