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
#include "sim/cli/usage.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

/// Everything that can be typed, whichever the command.
struct Typed {
  FlagTexts flags;
  std::vector<std::string> files;
  std::string output = "-", junit, digest_every, digest_against;
  bool json = false, csv = false, series = false, stable = false;
  bool markdown = false, schema = false;
  std::string outcome, method = "oat", x, y;  // of analyses
  std::vector<std::string> vary;
  bool groups = false;
  bool counterfactual = false, binding = false;  // of explain
};

std::string in(Lang lang, TextId id) { return say(id, lang); }

void add_speech(CLI::App& command, Typed& typed, Lang lang) {
  command.add_option("--lang", typed.flags.lang, in(lang, TextId::help_lang))
      ->take_last()
      ->type_name("en|fr");
  command.add_option("--color", typed.flags.color, in(lang, TextId::help_color))
      ->take_last()
      ->type_name("auto|never");
  command.add_flag("-q,--quiet", typed.flags.quiet, in(lang, TextId::help_quiet));
  command.add_flag("-v,--verbose", typed.flags.verbose, in(lang, TextId::help_verbose));
}

void add_changes(CLI::App& command, Typed& typed, Lang lang) {
  FlagTexts& flags = typed.flags;
  command.add_option("-n,--replicates", flags.replicates, in(lang, TextId::help_replicates))
      ->take_last()
      ->type_name("N");
  command.add_option("--seed", flags.seed, in(lang, TextId::help_seed))
      ->take_last()
      ->type_name("N|random");
  command.add_option("--weeks", flags.weeks, in(lang, TextId::help_weeks))
      ->take_last()
      ->type_name("N");
  command.add_option("--set", flags.assignments, in(lang, TextId::help_set))
      ->allow_extra_args(false)
      ->type_name("KEY=VALUE");
  command.add_flag("--allow-outside", flags.allow_outside, in(lang, TextId::help_allow_outside));
}

void add_threads(CLI::App& command, Typed& typed, Lang lang) {
  command.add_option("-j,--threads", typed.flags.threads, in(lang, TextId::help_threads))
      ->take_last()
      ->type_name("N");
}

void add_json(CLI::App& command, Typed& typed, Lang lang) {
  command.add_flag("--json", typed.json, in(lang, TextId::help_json));
}

void add_output(CLI::App& command, Typed& typed, Lang lang) {
  command.add_option("-o,--output", typed.output, in(lang, TextId::help_output))
      ->take_last()
      ->type_name("FILE");
}

/// Leftover words are told about in our own words, and the help speaks the reader's language.
void prepare(CLI::App& app, Lang lang) {
  app.allow_extras();
  app.set_help_flag("-h,--help", in(lang, TextId::help_help));
  app.get_formatter()->column_width(28);
  app.get_formatter()->label("Usage", in(lang, TextId::help_usage));
  app.get_formatter()->label("Positionals", in(lang, TextId::help_arguments));
  app.get_formatter()->label("OPTIONS", in(lang, TextId::help_options));
  app.get_formatter()->label("SUBCOMMAND", in(lang, TextId::help_command));
}

CLI::App* add_command(CLI::App& app, const char* name, TextId help, Lang lang) {
  CLI::App* command = app.add_subcommand(name, in(lang, help));
  prepare(*command, lang);
  command->group(in(lang, TextId::help_commands));
  return command;
}

void add_text(CLI::App& command, const char* name, std::string& to, TextId help, const char* type,
              Lang lang) {
  command.add_option(name, to, in(lang, help))->take_last()->type_name(type);
}

/// A command of its own for each analysis, with the flags that it reads.
void add_analyses(CLI::App& app, Typed& typed, Lang lang) {
  const TextId helps[] = {TextId::help_sensitivity, TextId::help_claims, TextId::help_heatmap,
                          TextId::help_discover,    TextId::help_luck,   TextId::help_precision,
                          TextId::help_thresholds};
  FlagTexts& flags = typed.flags;
  for (std::size_t k = 0; k < analysis_names().size(); ++k) {
    const std::string name(analysis_names()[k]);
    CLI::App* a = add_command(app, name.c_str(), helps[k], lang);
    a->add_option("FILE", typed.files, in(lang, TextId::help_one_file))->type_name("");
    if (name != "thresholds")
      add_text(*a, "--outcome,--statistic", typed.outcome, TextId::help_outcome, "ID", lang);
    if (name == "sensitivity") {
      add_text(*a, "--method", typed.method, TextId::help_method, "NAME", lang);
      a->add_flag("--groups", typed.groups, in(lang, TextId::help_groups));
      add_text(*a, "--trajectories", flags.trajectories, TextId::help_trajectories, "N", lang);
      add_text(*a, "--levels", flags.levels, TextId::help_levels, "N", lang);
    }
    if (name == "sensitivity" || name == "discover" || name == "luck") {
      a->add_option("--vary", typed.vary, in(lang, TextId::help_vary))
          ->allow_extra_args(false)
          ->type_name("KEY");
      add_text(*a, "--points", flags.points, TextId::help_points, "N", lang);
    }
    if (name == "heatmap") {
      add_text(*a, "--x", typed.x, TextId::help_x, "KEY", lang);
      add_text(*a, "--y", typed.y, TextId::help_y, "KEY", lang);
      add_text(*a, "--cells", flags.cells, TextId::help_cells, "N", lang);
    }
    if (name == "discover") {
      add_text(*a, "--step", flags.step, TextId::help_step, "N", lang);
      add_text(*a, "--at-least", flags.at_least, TextId::help_at_least, "X", lang);
      add_text(*a, "--at-most", flags.at_most, TextId::help_at_most, "X", lang);
    }
    if (name == "precision") add_text(*a, "--within", flags.within, TextId::help_within, "X", lang);
    add_changes(*a, typed, lang);
    add_threads(*a, typed, lang);
    add_json(*a, typed, lang);
    add_output(*a, typed, lang);
    add_speech(*a, typed, lang);
  }
}

void add_explain(CLI::App& app, Typed& typed, Lang lang) {
  CLI::App* explain = add_command(app, "explain", TextId::help_explain, lang);
  explain->add_option("FILE", typed.files, in(lang, TextId::help_explain_file))->type_name("");
  explain
      ->add_option("--replicate", typed.flags.replicate, in(lang, TextId::help_explain_replicate))
      ->take_last()
      ->type_name("K");
  explain->add_option("--outcome", typed.outcome, in(lang, TextId::help_explain_outcome))
      ->take_last()
      ->type_name("ID");
  explain->add_flag("--counterfactual", typed.counterfactual,
                    in(lang, TextId::help_counterfactual));
  explain->add_flag("--binding", typed.binding, in(lang, TextId::help_binding));
  add_changes(*explain, typed, lang);
  add_threads(*explain, typed, lang);
  add_json(*explain, typed, lang);
  explain->add_flag("--series", typed.series, in(lang, TextId::help_series));
  add_output(*explain, typed, lang);
  add_speech(*explain, typed, lang);
}

void add_commands(CLI::App& app, Typed& typed, Lang lang) {
  CLI::App* run = add_command(app, "run", TextId::help_run, lang);
  run->add_option("FILE", typed.files, in(lang, TextId::help_files))->type_name("");
  add_changes(*run, typed, lang);
  add_threads(*run, typed, lang);
  add_json(*run, typed, lang);
  run->add_flag("--csv", typed.csv, in(lang, TextId::help_csv));
  run->add_flag("--series", typed.series, in(lang, TextId::help_series));
  add_output(*run, typed, lang);
  run->add_option("--digest-every", typed.digest_every, in(lang, TextId::help_digest_every))
      ->take_last()
      ->type_name("FILE");
  run->add_option("--digest-against", typed.digest_against, in(lang, TextId::help_digest_against))
      ->take_last()
      ->type_name("FILE");
  add_speech(*run, typed, lang);

  CLI::App* check = add_command(app, "check", TextId::help_check, lang);
  check->add_option("FILE", typed.files, in(lang, TextId::help_files))->type_name("");
  add_changes(*check, typed, lang);
  add_speech(*check, typed, lang);

  CLI::App* test = add_command(app, "test", TextId::help_test, lang);
  test->add_option("PATH", typed.files, in(lang, TextId::help_test_paths))->type_name("");
  add_changes(*test, typed, lang);
  test->add_flag("--stable", typed.stable, in(lang, TextId::help_stable));
  test->add_option("--junit", typed.junit, in(lang, TextId::help_junit))
      ->take_last()
      ->type_name("FILE");
  add_threads(*test, typed, lang);
  add_speech(*test, typed, lang);

  CLI::App* compare = add_command(app, "compare", TextId::help_compare, lang);
  compare->add_option("A B", typed.files, in(lang, TextId::help_compare_files))->type_name("");
  compare->add_option("--replicate", typed.flags.replicate, in(lang, TextId::help_replicate))
      ->take_last()
      ->type_name("K");
  add_changes(*compare, typed, lang);
  add_threads(*compare, typed, lang);
  add_json(*compare, typed, lang);
  add_output(*compare, typed, lang);
  add_speech(*compare, typed, lang);

  add_analyses(app, typed, lang);
  add_explain(app, typed, lang);

  for (const bool opens : {false, true}) {
    CLI::App* share = add_command(app, opens ? "open" : "share",
                                  opens ? TextId::help_open : TextId::help_share, lang);
    share->add_option("FILE", typed.files, in(lang, TextId::help_open_what))->type_name("");
    add_changes(*share, typed, lang);
    if (opens) add_output(*share, typed, lang);
    add_speech(*share, typed, lang);
  }

  CLI::App* params = add_command(app, "params", TextId::help_params, lang);
  add_json(*params, typed, lang);
  params->add_flag("--markdown", typed.markdown, in(lang, TextId::help_markdown));
  params->add_flag("--schema", typed.schema, in(lang, TextId::help_schema));
  add_speech(*params, typed, lang);

  CLI::App* version = add_command(app, "version", TextId::help_version, lang);
  add_json(*version, typed, lang);
  add_speech(*version, typed, lang);

  CLI::App* bench = add_command(app, "bench", TextId::help_bench, lang);
  bench->add_option("FILE", typed.files, in(lang, TextId::help_bench_file))->type_name("");
  add_changes(*bench, typed, lang);
  add_threads(*bench, typed, lang);
  add_json(*bench, typed, lang);
  add_speech(*bench, typed, lang);
}

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

AnalysisArgs analysis_args(const Typed& typed, const Flags& flags, std::stop_token stop) {
  AnalysisArgs args;
  if (!typed.files.empty()) args.file = typed.files.front();
  args.changes = flags.changes;
  args.speech = flags.speech;
  args.threads = flags.threads;
  args.json = typed.json;
  args.output = typed.output;
  args.stop = std::move(stop);
  args.outcome = typed.outcome;
  args.method = typed.method;
  args.groups = typed.groups;
  args.vary = typed.vary;
  args.trajectories = flags.trajectories.value_or(args.trajectories);
  args.levels = flags.levels.value_or(args.levels);
  args.points = flags.points;
  args.x = typed.x;
  args.y = typed.y;
  args.cells = flags.cells.value_or(args.cells);
  args.step = flags.step;
  args.at_least = flags.at_least;
  args.at_most = flags.at_most;
  args.within = flags.within;
  return args;
}

void add_explain_mistakes(const Typed& typed, Lang lang, std::vector<std::string>& out) {
  const auto exclude = [&](bool a, const char* name_a, bool b, const char* name_b) {
    if (a && b) out.push_back(say(TextId::cli_excludes, lang, name_a, name_b));
  };
  const bool replicate = !typed.flags.replicate.empty(), outcome = !typed.outcome.empty();
  exclude(replicate, "--replicate", outcome, "--outcome");
  exclude(typed.binding, "--binding", replicate, "--replicate");
  exclude(typed.binding, "--binding", outcome, "--outcome");
  exclude(typed.binding, "--binding", typed.counterfactual, "--counterfactual");
  exclude(typed.binding, "--binding", typed.series, "--series");
  if (!outcome || find_outcome(typed.outcome) != nullptr) return;
  std::vector<std::string_view> known;
  std::string listed;
  for (const OutcomeSpec& spec : outcome_specs()) {
    known.push_back(spec.id);
    listed += (listed.empty() ? "" : ", ") + std::string(spec.id);
  }
  const std::string said = say(TextId::cli_bad_choice, lang, "--outcome", typed.outcome, listed);
  const std::string_view meant = nearest(typed.outcome, known);
  out.push_back(meant.empty() ? said : say(TextId::cli_did_you_mean, lang, said, meant));
}

/// What is wrong with the command line beyond single flags.
std::vector<std::string> mistakes(const std::string& name, const Typed& typed, Lang lang) {
  std::vector<std::string> out;
  const bool takes_one = name == "explain" || name == "share" || name == "open";
  if ((name == "run" || name == "check" || takes_one) && typed.files.empty())
    out.push_back(in(lang, TextId::cli_no_file));
  if (name == "compare" && typed.files.size() < 2)
    out.push_back(in(lang, TextId::compare_needs_two));
  if (name == "bench" || name == "compare" || takes_one || is_analysis(name))
    for (std::size_t i = name == "compare" ? 2 : 1; i < typed.files.size(); ++i)
      out.push_back(say(TextId::cli_too_many, lang, typed.files[i]));
  for (const auto& [flag, file] : {std::pair("--digest-every", &typed.digest_every),
                                   std::pair("--digest-against", &typed.digest_against)})
    if (!file->empty() && typed.files.size() > 1)
      out.push_back(say(TextId::cli_one_scenario, lang, flag));
  if (!typed.digest_every.empty() && !typed.digest_against.empty())
    out.push_back(say(TextId::cli_excludes, lang, "--digest-every", "--digest-against"));
  if (!typed.digest_every.empty() && typed.json)
    out.push_back(say(TextId::cli_excludes, lang, "--digest-every", "--json"));
  if (typed.series && !typed.json && !typed.csv)
    out.push_back(say(TextId::cli_needs, lang, "--series", "--json"));
  const auto exclude = [&](bool one, const char* a, bool other, const char* b) {
    if (one && other) out.push_back(say(TextId::cli_excludes, lang, a, b));
  };
  exclude(typed.csv, "--csv", typed.json, "--json");
  exclude(typed.csv, "--csv", !typed.digest_every.empty(), "--digest-every");
  exclude(typed.csv, "--csv", !typed.digest_against.empty(), "--digest-against");
  exclude(typed.markdown, "--markdown", typed.json, "--json");
  exclude(typed.schema, "--schema", typed.json, "--json");
  exclude(typed.schema, "--schema", typed.markdown, "--markdown");
  if (name == "explain") add_explain_mistakes(typed, lang, out);
  return out;
}

int call(const std::string& name, const Typed& typed, const Flags& flags, std::ostream& out) {
  const std::vector<std::filesystem::path> files(typed.files.begin(), typed.files.end());
  if (name == "check") return check_command({files, flags.changes, flags.speech}, out, std::cerr);
  if (name == "share")
    return share_command({files[0], flags.changes, flags.speech}, out, std::cerr);
  const std::string written = typed.output == "-" ? "" : typed.output;
  if (name == "open")
    return open_command({files[0], flags.changes, flags.speech, written}, out, std::cerr);
  if (name == "version") return version_command({typed.json, flags.speech}, out, std::cerr);
  if (name == "params") {
    const ListFormat format = typed.json       ? ListFormat::json
                              : typed.markdown ? ListFormat::markdown
                              : typed.schema   ? ListFormat::schema
                                               : ListFormat::text;
    return params_command({format, flags.speech}, out, std::cerr);
  }
  const Interrupt interrupt;
  if (is_analysis(name))
    return analysis_command(name, analysis_args(typed, flags, interrupt.token()), out, std::cerr);
  if (name == "test")
    return test_command({files, flags.changes, flags.speech, flags.threads, typed.stable,
                         typed.junit, interrupt.token()},
                        out, std::cerr);
  if (name == "compare")
    return compare_command({files[0], files[1], flags.changes, flags.speech, flags.threads,
                            typed.json, flags.replicate, typed.output, interrupt.token()},
                           out, std::cerr);
  if (name == "explain") {
    std::optional<OutcomeId> outcome;
    if (const OutcomeSpec* spec = find_outcome(typed.outcome))
      outcome = OutcomeId(spec - outcome_specs().data());
    return explain_command({files[0], flags.changes, flags.speech, flags.threads, typed.json,
                            typed.series, flags.replicate, outcome, typed.counterfactual,
                            typed.binding, typed.output, interrupt.token()},
                           out, std::cerr);
  }
  if (name == "bench")
    return bench_command({files.empty() ? std::filesystem::path() : files.front(), flags.changes,
                          flags.speech, flags.threads, typed.json, interrupt.token()},
                         out, std::cerr);
  return run_command(
      {files, flags.changes, flags.speech, flags.threads, typed.json, typed.csv, typed.series,
       typed.output, interrupt.token(), typed.digest_every, typed.digest_against},
      out, std::cerr);
}

/// Parses and calls. Help is printed by CLI11, everything else in our own words.
int parse_and_call(const std::vector<std::string>& words, Lang lang, std::ostream& out) {
  CLI::App app{in(lang, TextId::help_program), "palabre"};
  Typed typed;
  prepare(app, lang);
  add_commands(app, typed, lang);
  if (words.empty()) {
    usage_error({in(lang, TextId::cli_no_command)}, "", lang, std::cerr);
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
  typed.flags.extras = without_separator(command.remaining());
  Flags flags = read_flags(typed.flags, this_terminal(), long_options(command));
  for (const std::string& mistake : mistakes(command.get_name(), typed, lang))
    flags.errors.push_back(mistake);
  if (!flags.errors.empty()) return usage_error(flags.errors, command.get_name(), lang, std::cerr);
  return call(command.get_name(), typed, flags, out);
}

}  // namespace
}  // namespace palabre

int main(int argc, char** argv) {
  using namespace palabre;
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is a failed write, not a death
  const std::vector<std::string> words(argv + std::min(argc, 1), argv + argc);
  const Lang lang = language_of(words);
  try {
    DescriptorBuffer buffer(1);
    std::ostream out(&buffer);
    int status = parse_and_call(words, lang, out);
    out.flush();
    if (buffer.error() != 0) {
      if (buffer.error() != EPIPE)  // who closes the pipe knows
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
