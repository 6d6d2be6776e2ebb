// palabre share and palabre open: a case as a line of text, and back.

#include <ostream>

#include "sim/cli/commands.hpp"
#include "sim/platform/process.hpp"
#include "sim/report/layout.hpp"
#include "sim/scenario/share_code.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

/// Becomes the dashboard; returns when there is none beside this program.
void become_dashboard(const std::filesystem::path& named, const OutputOptions& output_options) {
  std::error_code error;
  const std::filesystem::path dashboard = platform::sister_program("palabre-ui");
  if (!std::filesystem::is_regular_file(dashboard, error)) return;
  platform::become(dashboard,
                   {"--lang", output_options.lang == Lang::fr ? "fr" : "en", "--", named.string()});
}

}  // namespace

int share_command(const ShareArgs& args, std::ostream& out, std::ostream& err) {
  return code(guarded(args.output_options, err, [&] {
    const ScenarioFile file = load_with(args.changes, args.file);
    say_what_was_read(file, args.output_options, err);
    out << share_code(file.scenario, *file.world) << '\n';
    return ExitStatus::done;
  }));
}

int open_command(const OpenArgs& args, std::ostream& out, std::ostream& err) {
  if (!args.output.empty())
    return code(guarded(args.output_options, err, [&] {
      const ScenarioFile file = load_with(args.changes, args.file);
      say_what_was_read(file, args.output_options, err);
      LoadOptions options;
      options.allow_outside = args.changes.allow_outside;
      const ScenarioFile as_read = load_named(args.file, options);
      save_scenario(as_read, file.scenario, args.output);
      if (!args.output_options.quiet)
        err << say(TextId::share_written, args.output_options.lang, args.output) << '\n';
      return ExitStatus::done;
    }));
  if (platform::has_display()) become_dashboard(args.file, args.output_options);
  return check_command({{args.file}, args.changes, args.output_options}, out, err);
}

}  // namespace palabre
