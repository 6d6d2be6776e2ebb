#include "sim/cli/commands.hpp"

#include <algorithm>
#include <array>
#include <iostream>
#include <ostream>

#include "sim/report/draw.hpp"
#include "sim/report/layout.hpp"
#include "sim/scenario/share_code.hpp"
#include "sim/tables/text.hpp"

namespace palabre {

namespace {

/// Everything on standard input, read once: a command may ask for it again.
const std::string& standard_input() {
  static const std::string kText = [] {
    std::string out;
    while (out.size() <= kFileBytesMax && std::cin.good()) {
      std::array<char, 1 << 14> part;
      std::cin.read(part.data(), part.size());
      out.append(part.data(), std::size_t(std::cin.gcount()));
    }
    return out;
  }();
  return kText;
}

}  // namespace

ScenarioFile load_named(const std::filesystem::path& file, const LoadOptions& options) {
  if (file != "-") return load_any(file, options);
  const std::string& text = standard_input();
  return is_share_code(text) ? read_share_code(text, options) : parse_scenario(text, file, options);
}

ScenarioFile load_with(const Changes& changes, const std::filesystem::path& file) {
  ScenarioFile loaded = load_named(
      file,
      {.allow_outside = changes.allow_outside, .scenarios_folder = {}, .weeks = changes.weeks});
  const Levers before = loaded.scenario.levers;
  const auto notes = apply_overrides(loaded.scenario, changes.assignments);
  std::erase_if(loaded.notes, [&](const Diagnostic& note) {  // of a date that --set replaced
    const LeverSpec* lever = find_lever(std::string_view(note.key).substr(note.key.find('.') + 1));
    if (!note.key.starts_with("levers.") || !lever) return false;
    const auto field = std::get<Date Levers::*>(lever->field);
    return before.*field != loaded.scenario.levers.*field;
  });
  loaded.notes.insert(loaded.notes.end(), notes.begin(), notes.end());
  loaded.scenario.replicates = changes.replicates.value_or(loaded.scenario.replicates);
  loaded.scenario.seed = changes.seed.value_or(loaded.scenario.seed);
  return loaded;
}

void say_what_was_read(const ScenarioFile& loaded, const OutputOptions& output_options,
                       std::ostream& err) {
  if (output_options.verbose)
    for (const std::filesystem::path& link : loaded.chain)
      err << say(TextId::cli_verbose_chain, output_options.lang, loaded.path.string(),
                 link.string())
          << '\n';
  if (!output_options.quiet)
    for (const Diagnostic& note : loaded.notes)
      err << say(TextId::cli_note, output_options.lang, note.to_string(output_options.lang))
          << '\n';
}

bool is_one_of(const std::string& output, const std::vector<std::filesystem::path>& files) {
  if (output == "-" || output.empty()) return false;
  std::error_code ignored;
  return std::any_of(files.begin(), files.end(), [&](const std::filesystem::path& file) {
    return std::filesystem::is_regular_file(file, ignored) &&
           std::filesystem::equivalent(output, file, ignored);
  });
}

ExitStatus refuse_output(const std::string& output, std::string_view flag,
                         const OutputOptions& output_options, std::ostream& err) {
  err << say(TextId::label_value, output_options.lang, std::string(output),
             say(TextId::cli_is_input, output_options.lang, flag))
      << '\n';
  return ExitStatus::usage;
}

void print_report(const Report& report, bool json, const OutputOptions& output_options,
                  const std::string& output, std::ostream& out) {
  out << (json ? json_of(report) + "\n" : text_of(report, output_options.color && output == "-"))
      << std::flush;
}

int ended(ExitStatus status, const OutputOptions& output_options, std::ostream& err) {
  if (status == ExitStatus::interrupted && !output_options.quiet)
    err << say(TextId::cli_error, output_options.lang,
               say(TextId::cli_interrupted, output_options.lang))
        << '\n';
  return code(status);
}

ExitStatus report_exception(const OutputOptions& output_options, std::ostream& err) {
  try {
    throw;
  } catch (const ScenarioError& error) {
    const auto& mistakes = error.diagnostics();
    for (const Diagnostic& mistake : mistakes)
      err << mistake.to_string(output_options.lang) << '\n';
    const bool parsed =
        !mistakes.empty() && std::all_of(mistakes.begin(), mistakes.end(),
                                         [](const Diagnostic& d) { return d.file == "--set"; });
    return parsed ? ExitStatus::usage : ExitStatus::invalid;
  } catch (const OverBudget& error) {
    err << say(TextId::cli_error, output_options.lang, error.what()) << '\n';
    return ExitStatus::limit_reached;
  } catch (const FileError& error) {
    err << error.in(output_options.lang) << '\n';
    return ExitStatus::input_output;
  }
}

}  // namespace palabre
