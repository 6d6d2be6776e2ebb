// The program `palabre`: turns the command line into arguments and calls a command. Nothing else.

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include "sim/cli/analysis.hpp"
#include "sim/cli/commands.hpp"
#include "sim/cli/interrupt.hpp"
#include "sim/cli/layout.hpp"
#include "sim/cli/output.hpp"
#include "sim/cli/parsed_args.hpp"
#include "sim/cli/usage.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

std::vector<std::string> long_options(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::Option* option : command.get_options())
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  return names;
}

/// CLI11 leaves the first "--" among the words that no rule took.
std::vector<std::string> without_separator(std::vector<std::string> words) {
  const auto separator = std::find(words.begin(), words.end(), "--");
  if (separator != words.end()) words.erase(separator);
  return words;
}

bool is_analysis(const std::string& name) {
  const auto& names = analysis_names();
  return std::find(names.begin(), names.end(), name) != names.end();
}

AnalysisArgs analysis_args(const ParsedArgs& parsed, const Flags& flags, std::stop_token stop) {
  AnalysisArgs args;
  if (!parsed.files.empty()) args.file = parsed.files.front();
  args.changes = flags.changes;
  args.output_options = flags.output_options;
  args.threads = flags.threads;
  args.json = parsed.json;
  args.output = parsed.output;
  args.stop = std::move(stop);
  args.outcome = parsed.outcome;
  args.method = parsed.method;
  args.groups = parsed.groups;
  args.vary = parsed.vary;
  args.trajectories = flags.trajectories.value_or(args.trajectories);
  args.levels = flags.levels.value_or(args.levels);
  args.points = flags.points;
  args.x = parsed.x;
  args.y = parsed.y;
  args.cells = flags.cells.value_or(args.cells);
  args.step = flags.step;
  args.at_least = flags.at_least;
  args.at_most = flags.at_most;
  args.within = flags.within;
  return args;
}

void add_explain_mistakes(const ParsedArgs& parsed, Lang lang, std::vector<std::string>& out) {
  const auto exclude = [&](bool a, const char* name_a, bool b, const char* name_b) {
    if (a && b) out.push_back(say(TextId::cli_excludes, lang, name_a, name_b));
  };
  const bool replicate = !parsed.flags.replicate.empty(), outcome = !parsed.outcome.empty();
  exclude(replicate, "--replicate", outcome, "--outcome");
  exclude(parsed.limiting_factors, "--limiting-factors", replicate, "--replicate");
  exclude(parsed.limiting_factors, "--limiting-factors", outcome, "--outcome");
  exclude(parsed.limiting_factors, "--limiting-factors", parsed.counterfactual, "--counterfactual");
  exclude(parsed.limiting_factors, "--limiting-factors", parsed.series, "--series");
  if (!outcome || find_outcome(parsed.outcome) != nullptr) return;
  std::vector<std::string_view> known;
  std::string listed;
  for (const OutcomeSpec& spec : outcome_specs()) {
    known.push_back(spec.id);
    listed += (listed.empty() ? "" : ", ") + std::string(spec.id);
  }
  const std::string said = say(TextId::cli_bad_choice, lang, "--outcome", parsed.outcome, listed);
  const std::string_view meant = nearest(parsed.outcome, known);
  out.push_back(meant.empty() ? said : say(TextId::cli_did_you_mean, lang, said, meant));
}

/// What is wrong with the command line beyond single flags.
std::vector<std::string> mistakes(const std::string& name, const ParsedArgs& parsed, Lang lang) {
  std::vector<std::string> out;
  const bool takes_one = name == "explain" || name == "share" || name == "open";
  if ((name == "run" || name == "check" || takes_one) && parsed.files.empty())
    out.push_back(say(TextId::cli_no_file, lang));
  if (name == "compare" && parsed.files.size() < 2)
    out.push_back(say(TextId::compare_needs_two, lang));
  if (name == "compare" || takes_one || is_analysis(name))
    for (std::size_t i = name == "compare" ? 2 : 1; i < parsed.files.size(); ++i)
      out.push_back(say(TextId::cli_too_many, lang, parsed.files[i]));
  for (const auto& [flag, file] : {std::pair("--digest-every", &parsed.digest_every),
                                   std::pair("--digest-against", &parsed.digest_against)})
    if (!file->empty() && parsed.files.size() > 1)
      out.push_back(say(TextId::cli_one_scenario, lang, flag));
  if (!parsed.digest_every.empty() && !parsed.digest_against.empty())
    out.push_back(say(TextId::cli_excludes, lang, "--digest-every", "--digest-against"));
  if (!parsed.digest_every.empty() && parsed.json)
    out.push_back(say(TextId::cli_excludes, lang, "--digest-every", "--json"));
  if (parsed.series && !parsed.json && !parsed.csv)
    out.push_back(say(TextId::cli_needs, lang, "--series", "--json"));
  const auto exclude = [&](bool one, const char* a, bool other, const char* b) {
    if (one && other) out.push_back(say(TextId::cli_excludes, lang, a, b));
  };
  exclude(parsed.csv, "--csv", parsed.json, "--json");
  exclude(parsed.csv, "--csv", !parsed.digest_every.empty(), "--digest-every");
  exclude(parsed.csv, "--csv", !parsed.digest_against.empty(), "--digest-against");
  exclude(parsed.markdown, "--markdown", parsed.json, "--json");
  exclude(parsed.schema, "--schema", parsed.json, "--json");
  exclude(parsed.schema, "--schema", parsed.markdown, "--markdown");
  if (name == "explain") add_explain_mistakes(parsed, lang, out);
  return out;
}

int call(const std::string& name, const ParsedArgs& parsed, const Flags& flags, std::ostream& out) {
  const std::vector<std::filesystem::path> files(parsed.files.begin(), parsed.files.end());
  if (name == "check")
    return check_command({files, flags.changes, flags.output_options}, out, std::cerr);
  if (name == "share")
    return share_command({files[0], flags.changes, flags.output_options}, out, std::cerr);
  const std::string written = parsed.output == "-" ? "" : parsed.output;
  if (name == "open")
    return open_command({files[0], flags.changes, flags.output_options, written}, out, std::cerr);
  if (name == "version")
    return version_command({parsed.json, flags.output_options}, out, std::cerr);
  if (name == "params") {
    const ListFormat format = parsed.json       ? ListFormat::json
                              : parsed.markdown ? ListFormat::markdown
                              : parsed.schema   ? ListFormat::schema
                                                : ListFormat::text;
    return params_command({format, flags.output_options}, out, std::cerr);
  }
  const Interrupt interrupt;
  if (is_analysis(name))
    return analysis_command(name, analysis_args(parsed, flags, interrupt.token()), out, std::cerr);
  if (name == "test")
    return test_command({files, flags.changes, flags.output_options, flags.threads, parsed.stable,
                         parsed.junit, interrupt.token()},
                        out, std::cerr);
  if (name == "compare")
    return compare_command({files[0], files[1], flags.changes, flags.output_options, flags.threads,
                            parsed.json, flags.replicate, parsed.output, interrupt.token()},
                           out, std::cerr);
  if (name == "explain") {
    std::optional<OutcomeId> outcome;
    if (const OutcomeSpec* spec = find_outcome(parsed.outcome))
      outcome = OutcomeId(spec - outcome_specs().data());
    return explain_command(
        {files[0], flags.changes, flags.output_options, flags.threads, parsed.json, parsed.series,
         flags.replicate, outcome, parsed.counterfactual, parsed.limiting_factors, parsed.output,
         interrupt.token()},
        out, std::cerr);
  }
  return run_command(
      {files, flags.changes, flags.output_options, flags.threads, parsed.json, parsed.csv,
       parsed.series, parsed.output, interrupt.token(), parsed.digest_every, parsed.digest_against},
      out, std::cerr);
}

/// Parses and calls. Help is printed by CLI11, everything else in our own words.
int parse_and_call(const std::vector<std::string>& words, Lang lang, std::ostream& out) {
  CLI::App app{say(TextId::help_program, lang), "palabre"};
  ParsedArgs parsed;
  define_commands(app, parsed, lang);
  if (words.empty()) {
    usage_error({say(TextId::cli_no_command, lang)}, "", lang, std::cerr);
    std::cerr << '\n' << app.help();
    return code(ExitStatus::usage);
  }
  std::string name;
  try {
    app.parse(std::vector<std::string>(words.rbegin(), words.rend()));
  } catch (const CLI::CallForHelp&) {
    const auto chosen = app.get_subcommands();
    out << (chosen.empty() ? app.help() : chosen.front()->help("palabre"));
    return code(ExitStatus::done);
  } catch (const CLI::ArgumentMismatch& error) {  // "--weeks: 1 required N missing"
    const auto chosen = app.get_subcommands();
    const std::string said = error.what();
    return usage_error({say(TextId::cli_needs_value, lang, said.substr(0, said.find(':')))},
                       chosen.empty() ? "" : chosen.front()->get_name(), lang, std::cerr);
  } catch (const CLI::ParseError& error) {
    const auto chosen = app.get_subcommands();
    return usage_error({say(TextId::cli_bad_arguments, lang, error.what())},
                       chosen.empty() ? "" : chosen.front()->get_name(), lang, std::cerr);
  }
  const auto chosen = app.get_subcommands();
  if (chosen.empty()) {
    const std::vector<std::string> left = without_separator(app.remaining());
    const std::string word = left.empty() ? words.front() : left.front();
    const bool is_option = word.starts_with('-');
    return usage_error(
        {is_option ? say(TextId::cli_no_such_option, lang, word) : no_such_command(word, lang)}, "",
        lang, std::cerr);
  }
  CLI::App& command = *chosen.front();
  parsed.flags.extras = without_separator(command.remaining());
  Flags flags = read_flags(parsed.flags, this_terminal(), long_options(command));
  for (const std::string& mistake : mistakes(command.get_name(), parsed, lang))
    flags.errors.push_back(mistake);
  if (!flags.errors.empty()) return usage_error(flags.errors, command.get_name(), lang, std::cerr);
  return call(command.get_name(), parsed, flags, out);
}

}  // namespace
}  // namespace palabre

int main(int argc, char** argv) {
  using namespace palabre;
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is a failed write, not a death
  std::vector<std::string> words(argv + std::min(argc, 1), argv + argc);
  const Lang lang = language_of(words);
  words = with_names_of_now(std::move(words), lang, std::cerr);
  try {
    DescriptorBuffer buffer(1);
    std::ostream out(&buffer);
    int status = parse_and_call(words, lang, out);
    out.flush();
    if (buffer.error() != 0) {
      if (buffer.error() != EPIPE)  // a closed pipe needs no message
        std::cerr << say(TextId::cli_error, lang,
                         say(TextId::cli_stdout, lang) + ": " + std::strerror(buffer.error()))
                  << '\n';
      status = code(ExitStatus::input_output);
    }
    return status;
  } catch (const std::exception& error) {
    std::cerr << say(TextId::cli_error, lang, say(TextId::cli_internal, lang, error.what()))
              << '\n';
    return code(ExitStatus::internal);
  }
}
