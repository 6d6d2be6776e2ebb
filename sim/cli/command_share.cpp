// palabre share and palabre open: a case as a line of text, and back.

#include <unistd.h>

#include <cstdlib>
#include <ostream>

#include "sim/cli/commands.hpp"
#include "sim/report/layout.hpp"
#include "sim/scenario/share_code.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

bool has_display() {
  for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY"})
    if (const char* value = std::getenv(name); value != nullptr && *value != '\0') return true;
  return false;
}

/// Becomes the dashboard; returns when there is none beside this program.
void become_dashboard(const std::filesystem::path& named, const OutputOptions& output_options) {
  std::error_code error;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", error);
  const auto dashboard = self.parent_path() / "palabre-ui";
  if (error || !std::filesystem::is_regular_file(dashboard, error)) return;
  const std::string words = named.string(), lang = output_options.lang == Lang::fr ? "fr" : "en";
  ::execl(dashboard.c_str(), "palabre-ui", "--lang", lang.c_str(), "--", words.c_str(),
          static_cast<char*>(nullptr));
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
  if (has_display()) become_dashboard(args.file, args.output_options);
  return check_command({{args.file}, args.changes, args.output_options}, out, err);
}

}  // namespace palabre
