// palabre export and palabre report: what the dashboard draws, as files. Its charts are drawn by a
// program of their own beside this one, which needs neither a window nor OpenGL.

#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <ostream>

#include "sim/cli/commands.hpp"
#include "sim/cli/usage.hpp"
#include "sim/report/layout.hpp"
#include "sim/scenario/share_code.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

constexpr std::string_view kDrawer = "palabre-export";

/// What is wrong with the name of the output.
std::optional<std::string> wrong_output(const ExportArgs& args) {
  const Lang lang = args.output_options.lang;
  std::vector<std::string_view> endings{".svg", ".png", ".csv"};
  if (args.figure == "report") endings = {".html"};
  if (args.output.empty()) return say(TextId::cli_needs_ending, lang, listed(endings));
  for (const std::string_view ending : endings)
    if (args.output.ends_with(ending)) return std::nullopt;
  return say(TextId::cli_other_ending, lang, args.output, listed(endings));
}

/// The words that the drawing program is called with.
std::vector<std::string> call_of(const ExportArgs& args, const ScenarioFile& file) {
  std::vector<std::string> out{
      std::string(kDrawer), "--lang",    args.output_options.lang == Lang::fr ? "fr" : "en",
      "--figure",           args.figure, "--output",
      args.output};
  const auto add = [&](const char* flag, const std::string& value) {
    out.emplace_back(flag);
    out.push_back(value);
  };
  if (!args.against.empty()) add("--against", args.against.string());
  if (args.changes.replicates) add("--replicates", std::to_string(*args.changes.replicates));
  if (args.changes.seed) add("--seed", std::to_string(*args.changes.seed));
  if (args.changes.weeks) add("--weeks", std::to_string(*args.changes.weeks));
  for (const std::string& assignment : args.changes.assignments) add("--set", assignment);
  if (args.width) add("--width", std::to_string(*args.width));
  if (args.changes.allow_outside) out.emplace_back("--allow-outside");
  if (args.output_options.quiet) out.emplace_back("--quiet");
  out.emplace_back("--");
  // Standard input has been read: what it said goes on as a code.
  out.push_back(args.file == "-" ? share_code(file.scenario, *file.world) : args.file.string());
  return out;
}

/// Becomes the drawing program. Throws when it is not there.
[[noreturn]] void become(const std::vector<std::string>& words) {
  std::error_code error;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", error);
  const auto drawer = self.parent_path() / kDrawer;
  std::vector<char*> pointers;
  for (const std::string& word : words) pointers.push_back(const_cast<char*>(word.c_str()));
  pointers.push_back(nullptr);
  ::execv(drawer.c_str(), pointers.data());
  throw FileError(drawer.string(), {TextId::export_no_program, {}});
}

}  // namespace

int export_command(const ExportArgs& args, std::ostream& out, std::ostream& err) {
  const OutputOptions& output_options = args.output_options;
  if (const auto wrong = wrong_output(args))
    return usage_error({*wrong}, args.figure == "report" ? "report" : "export", output_options.lang,
                       err);
  return code(guarded(output_options, err, [&] {
    // Everything wrong with the cases is told here, in the words of every other command.
    const ScenarioFile file = load_with(args.changes, args.file);
    if (is_one_of(args.output, file.chain))
      return refuse_output(args.output, "-o", output_options, err);
    say_what_was_read(file, output_options, err);
    if (!args.against.empty()) say_what_was_read(load_with({}, args.against), output_options, err);
    require_writable(args.output);
    out.flush();
    become(call_of(args, file));
    return ExitStatus::done;
  }));
}

}  // namespace palabre
