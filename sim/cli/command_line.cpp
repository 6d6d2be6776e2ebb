#include <algorithm>
#include <climits>
#include <map>
#include <memory>
#include <ostream>

#include "sim/answer/tray.hpp"
#include "sim/cli/analysis.hpp"
#include "sim/cli/answer_text.hpp"
#include "sim/cli/batch.hpp"
#include "sim/cli/calibrate.hpp"
#include "sim/cli/command_score.hpp"
#include "sim/cli/commands.hpp"
#include "sim/cli/drawing.hpp"
#include "sim/cli/flags.hpp"
#include "sim/platform/interrupt.hpp"
#include "sim/tables/limits.hpp"

namespace palabre {
namespace {

using Call = std::function<int(std::ostream& out, std::ostream& err)>;

/// The commands of one call. Flags write into arguments that the calls hold.
struct Program {
  CLI::App app;
  Understood understood;
  std::map<const CLI::App*, Call> calls;
};

/// What no rule takes is told in our own words, and the help speaks the reader's language.
void prepare(CLI::App& app, Lang lang) {
  app.allow_extras();
  app.set_help_flag("-h,--help", say(TextId::help_help, lang));
  app.get_formatter()->column_width(28);
  app.get_formatter()->label("Usage", say(TextId::help_usage, lang));
  app.get_formatter()->label("Positionals", say(TextId::help_arguments, lang));
  app.get_formatter()->label("OPTIONS", say(TextId::help_options, lang));
  app.get_formatter()->label("SUBCOMMAND", say(TextId::help_command, lang));
}

/// Adds a command: `define(flags, args)` binds its flags, `command` is what it does. One with a
/// token is stopped by Ctrl-C.
template <class Args, class Define, class Command>
void add(Program& program, const char* name, TextId help, Define define, Command command) {
  const Lang lang = program.understood.lang;
  CLI::App* app = program.app.add_subcommand(name, say(help, lang));
  prepare(*app, lang);
  app->group(say(TextId::help_commands, lang));
  const auto args = std::make_shared<Args>();
  const auto flags = std::make_shared<Flags>(*app, program.understood);
  define(*flags, *args);
  flags->output_options(args->output_options);
  program.calls[app] = [args, flags, command](std::ostream& out, std::ostream& err) {
    if constexpr (requires { args->stop; }) {
      const platform::Interrupt interrupt(code(ExitStatus::interrupted));
      args->stop = interrupt.token();
      return command(*args, out, err);
    } else {
      return command(*args, out, err);
    }
  };
}

void define_run(Flags& flags, RunArgs& args) {
  flags.files(args.files, "FILE", 1, INT_MAX, TextId::help_files);
  // More than an ensemble of a file: its sums need no more memory.
  flags.changes(args.changes, int(limit(LimitId::run_replicates)), TextId::help_replicates_of_run);
  const CLI::Option* json = flags.report_of(args);
  const CLI::Option* csv = flags.flag("--csv", args.csv, TextId::help_csv);
  flags.csv_style(args.csv_style, csv);
  flags.flag("--series", args.series, TextId::help_series);
  flags.flag("--cercles", args.cercles, TextId::help_cercles);
  const CLI::Option* every =
      flags.text("--digest-every", args.digest_every, TextId::help_digest_every, "FILE");
  const CLI::Option* against =
      flags.text("--digest-against", args.digest_against, TextId::help_digest_against, "FILE");
  const CLI::Option* sums = flags.text("--sums", args.sums, TextId::help_sums, "FILE");
  const CLI::Option* begin =
      flags.number("--first", args.first, std::int64_t{0}, std::int64_t(limit(LimitId::merged)) - 1,
                   TextId::help_first, "K");
  for (const CLI::Option* trace : {every, against, sums})
    flags.check([&flags, &args, trace] {
      if (trace->count() > 0 && args.files.size() > 1)
        flags.understood().wrong(TextId::cli_one_scenario, trace->get_name());
    });
  flags.check([&flags, &args, begin] {
    if (args.series && !args.json && !args.csv)
      flags.understood().wrong(TextId::cli_needs, "--series", "--json, --csv");
    if (args.cercles && !args.json)
      flags.understood().wrong(TextId::cli_needs, "--cercles", "--json");
    if (begin->count() > 0 && args.sums.empty())
      flags.understood().wrong(TextId::cli_needs, "--first", "--sums");
    if (args.sums == "-") flags.understood().wrong(TextId::batch_sums_need_file);
  });
  for (const CLI::Option* other : {every, against, json, csv}) flags.exclude(sums, other);
  flags.exclude(every, against);
  flags.exclude(every, json);
  flags.exclude(csv, json);
  flags.exclude(csv, every);
  flags.exclude(csv, against);
}

void define_test(Flags& flags, TestArgs& args) {
  flags.files(args.paths, "PATH", 0, INT_MAX, TextId::help_test_paths);
  flags.changes(args.changes);
  flags.flag("--stable", args.stable, TextId::help_stable);
  flags.text("--junit", args.junit, TextId::help_junit, "FILE");
  flags.threads(args.threads);
}

/// Two cases, or up to six: what is asked of two alone, and of more alone.
struct CompareManyArgs : TrayArgs {
  std::optional<std::int64_t> replicate;  // of two
};

void define_compare(Flags& flags, CompareManyArgs& args) {
  flags.files(args.files, "A B...", 2, int(kTrayMost), TextId::help_compare_files,
              TextId::compare_needs_two);
  const CLI::Option* replicate =
      flags.number("--replicate", args.replicate, std::int64_t{0}, std::int64_t{kReplicatesMax - 1},
                   TextId::help_replicate, "K");
  const CLI::Option* about = flags.text("--about", args.about, TextId::help_about_tray, "ID");
  flags.check([&flags, &args, replicate, about] {
    if (args.files.size() > 2 && replicate->count() > 0)
      flags.understood().wrong(TextId::ans_needs_two, "--replicate");
    if (args.files.size() == 2 && about->count() > 0)
      flags.understood().wrong(TextId::ans_needs_three, "--about");
  });
  flags.report(args);
}

int compare_two_or_more(const CompareManyArgs& args, std::ostream& out, std::ostream& err) {
  if (args.files.size() > 2) return tray_command(args, out, err);
  return compare_command({args, args.files[0], args.files[1], args.replicate}, out, err);
}

void define_answer(Flags& flags, AnswerArgs& args) {
  flags.file(args.file, true, TextId::help_answer_file);
  flags.path("--against", args.against, TextId::help_held_against);
  flags.text("--about", args.about, TextId::help_about, "ID");
  flags.report(args);
}

constexpr int kWorldsMax = 1'000'000;

void define_robust(Flags& flags, RobustArgs& args) {
  flags.files(args.files, "FILE...", 1, int(kTrayMost), TextId::help_robust_files);
  flags.text("--about", args.about, TextId::help_goal, "ID");
  flags.number("--worlds", args.worlds, 2, kWorldsMax, TextId::help_worlds);
  flags.report(args);
}

void define_needs(Flags& flags, NeedsArgs& args) {
  flags.file(args.file, true, TextId::help_answer_file);
  flags.text("--about", args.about, TextId::help_needs_about, "ID");
  flags.number("--worlds", args.worlds, 2, kWorldsMax, TextId::help_worlds);
  flags.report(args);
}

void define_score(Flags& flags, ScoreArgs& args) {
  flags.file(args.file, true, TextId::help_answer_file);
  flags.path("--observed", args.observed, TextId::help_observed);
  flags.flag("--drawn", args.drawn, TextId::help_drawn);
  flags.report(args);
}

void define_explain(Flags& flags, ExplainArgs& args) {
  flags.file(args.file, true, TextId::help_explain_file);
  const CLI::Option* replicate =
      flags.number("--replicate", args.replicate, std::int64_t{0}, std::int64_t{kReplicatesMax - 1},
                   TextId::help_explain_replicate, "K");
  std::vector<std::string_view> outcomes;
  for (const OutcomeSpec& spec : outcome_specs()) outcomes.push_back(spec.id);
  const CLI::Option* outcome = flags.choice(
      "--outcome", outcomes,
      [&args](const std::string& id) {
        args.outcome = OutcomeId(find_outcome(id) - outcome_specs().data());
      },
      TextId::help_explain_outcome, "ID");
  const CLI::Option* causes =
      flags.flag("--counterfactual", args.counterfactual, TextId::help_counterfactual);
  const CLI::Option* limiting_factors =
      flags.flag("--limiting-factors", args.limiting_factors, TextId::help_limiting_factors);
  flags.report(args);
  const CLI::Option* series = flags.flag("--series", args.series, TextId::help_series);
  flags.check([&flags, &args] {
    if (args.series && !args.json)
      flags.understood().wrong(TextId::cli_needs, "--series", "--json");
  });
  flags.exclude(replicate, outcome);
  for (const CLI::Option* other : {replicate, outcome, causes, series})
    flags.exclude(limiting_factors, other);
}

void define_params(Flags& flags, ParamsArgs& args) {
  const auto format = [&](const char* name, ListFormat wanted, TextId help) {
    return flags.flag(
        name, [&args, wanted] { args.format = wanted; }, help);
  };
  const CLI::Option* json = format("--json", ListFormat::json, TextId::help_json);
  const CLI::Option* markdown = format("--markdown", ListFormat::markdown, TextId::help_markdown);
  const CLI::Option* schema = format("--schema", ListFormat::schema, TextId::help_schema);
  flags.exclude(markdown, json);
  flags.exclude(schema, json);
  flags.exclude(schema, markdown);
}

void define_tidy(Flags& flags, TidyArgs& args) {
  flags.files(args.files, "FILE", 1, INT_MAX, TextId::help_files);
  flags.flag("--write", args.write, TextId::help_write);
  flags.flag("--allow-outside", args.allow_outside, TextId::help_allow_outside);
}

/// The flags of an analysis that it reads.
void define_analysis(std::string_view name, Flags& flags, AnalysisArgs& args) {
  flags.file(args.file, false, TextId::help_one_file);
  if (name != "thresholds")
    flags.text("--outcome,--statistic", args.outcome, TextId::help_outcome, "ID");
  if (name == "sensitivity") {
    flags.choice(
        "--method", {"oat", "morris", "sobol"},
        [&args](const std::string& method) { args.method = method; }, TextId::help_method, "NAME");
    flags.flag("--groups", args.groups, TextId::help_groups);
    flags.number("--trajectories", args.trajectories, 2, 10'000, TextId::help_trajectories);
    flags.number("--levels", args.levels, 2, 100, TextId::help_levels);
  }
  if (name == "sensitivity" || name == "discover" || name == "variance") {
    flags.list("--vary", args.vary, TextId::help_vary, "KEY");
    flags.number("--points", args.points, 2, 1'000'000, TextId::help_points);
  }
  if (name == "heatmap") {
    flags.text("--x", args.x, TextId::help_x, "KEY");
    flags.text("--y", args.y, TextId::help_y, "KEY");
    flags.number("--cells", args.cells, 2, 100, TextId::help_cells);
  }
  if (name == "discover") {
    flags.number("--step", args.step, 0, 10'000, TextId::help_step);
    flags.real("--at-least", args.at_least, TextId::help_at_least);
    flags.real("--at-most", args.at_most, TextId::help_at_most);
  }
  if (name == "precision") {
    const CLI::Option* within = flags.real("--within", args.within, TextId::help_within);
    flags.check([&args, within] {
      args.within_is_share = within->count() > 0 && within->results().back().ends_with('%');
    });
  }
  flags.real("--budget", args.budget, TextId::help_budget, "SECONDS");
  flags.report(args);
}

void add_analyses(Program& program) {
  constexpr TextId kHelps[] = {TextId::help_sensitivity, TextId::help_claims,
                               TextId::help_mechanisms,  TextId::help_heatmap,
                               TextId::help_discover,    TextId::help_variance,
                               TextId::help_precision,   TextId::help_thresholds};
  for (std::size_t k = 0; k < analysis_names().size(); ++k) {
    const std::string_view name = analysis_names()[k];
    add<AnalysisArgs>(
        program, name.data(), kHelps[k],
        [name](Flags& flags, AnalysisArgs& args) { define_analysis(name, flags, args); },
        [name](const AnalysisArgs& args, std::ostream& out, std::ostream& err) {
          return analysis_command(name, args, out, err);
        });
  }
}

/// In the order of the help.
void define(Program& program, const DrawingCommands* drawing) {
  prepare(program.app, program.understood.lang);
  program.app.require_subcommand(0, 1);
  add<RunArgs>(program, "run", TextId::help_run, define_run, run_command);
  add<CheckArgs>(
      program, "check", TextId::help_check,
      [](Flags& flags, CheckArgs& args) {
        flags.files(args.files, "FILE", 1, INT_MAX, TextId::help_files);
        flags.changes(args.changes);
      },
      check_command);
  add<TestArgs>(program, "test", TextId::help_test, define_test, test_command);
  add<CompareManyArgs>(program, "compare", TextId::help_compare, define_compare,
                       compare_two_or_more);
  add<AnswerArgs>(program, "answer", TextId::help_answer, define_answer, answer_command);
  add<RobustArgs>(program, "robust", TextId::help_robust, define_robust, robust_command);
  add<NeedsArgs>(program, "needs", TextId::help_needs, define_needs, needs_command);
  add<ScoreArgs>(program, "score", TextId::help_score, define_score, score_command);
  add<ExplainArgs>(program, "explain", TextId::help_explain, define_explain, explain_command);
  if (drawing != nullptr) {
    add<ExportArgs>(program, "export", TextId::help_export_command, define_export,
                    drawing->export_figure);
    add<PageArgs>(program, "report", TextId::help_report_command, define_page,
                  drawing->write_report);
  }
  add_analyses(program);
  add<SweepArgs>(program, "sweep", TextId::help_sweep, define_sweep, sweep_command);
  add<MergeArgs>(program, "merge", TextId::help_merge, define_merge, merge_command);
  add<CalibrateArgs>(program, "calibrate", TextId::help_calibrate, define_calibrate,
                     calibrate_command);
  add<ShareArgs>(
      program, "share", TextId::help_share,
      [](Flags& flags, ShareArgs& args) {
        flags.file(args.file, true, TextId::help_open_what);
        flags.changes(args.changes);
      },
      share_command);
  add<OpenArgs>(
      program, "open", TextId::help_open,
      [](Flags& flags, OpenArgs& args) {
        flags.file(args.file, true, TextId::help_open_what);
        flags.changes(args.changes);
        flags.output(args.output);
        flags.check([&args] { args.output = args.output == "-" ? "" : args.output; });
      },
      open_command);
  add<TidyArgs>(program, "fmt", TextId::help_fmt, define_tidy, fmt_command);
  add<TidyArgs>(program, "migrate", TextId::help_migrate, define_tidy, migrate_command);
  add<ParamsArgs>(program, "params", TextId::help_params, define_params, params_command);
  add<VersionArgs>(
      program, "version", TextId::help_version,
      [](Flags& flags, VersionArgs& args) { flags.json(args.json); }, version_command);
}

// --- what is wrong -------------------------------------------------------------------------------

bool is_option(std::string_view word) { return word.size() > 1 && word.starts_with('-'); }
std::string without_value(const std::string& word) { return word.substr(0, word.find('=')); }

/// CLI11 leaves the first "--" among the words that no rule took.
std::vector<std::string> without_separator(std::vector<std::string> words) {
  const auto separator = std::find(words.begin(), words.end(), "--");
  if (separator != words.end()) words.erase(separator);
  return words;
}

std::vector<std::string> long_options(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options())
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  return names;
}

std::string no_such_option(const std::string& word, const CLI::App& app, Lang lang) {
  const std::string name = without_value(word);
  const std::vector<std::string> options = long_options(app);
  const std::vector<std::string_view> known(options.begin(), options.end());
  return with_nearest(say(TextId::cli_no_such_option, lang, name), name, known, lang);
}

std::string no_such_command(const std::string& word, const CLI::App& app, Lang lang) {
  std::vector<std::string_view> known;
  for (const CLI::App* command : app.get_subcommands({})) known.push_back(command->get_name());
  const std::string said = say(TextId::cli_no_such_command, lang, word);
  return say(TextId::cli_commands_are, lang, with_nearest(said, word, known, lang), listed(known));
}

/// What to say of the first word before the command that no rule took.
std::string about_first(const std::string& word, const CLI::App& app, const CLI::App* command,
                        Lang lang) {
  if (!is_option(word)) return no_such_command(word, app, lang);
  if (command == nullptr) return no_such_option(word, app, lang);
  const std::string name = without_value(word);
  const auto is_named = [&](const CLI::Option* option) { return option->check_name(name); };
  const auto options = command->get_options();
  if (std::none_of(options.begin(), options.end(), is_named))
    return no_such_option(word, *command, lang);
  return say(TextId::cli_flag_first, lang, name, command->get_name(), name);
}

/// Says in our words what CLI11 gave up at.
std::string about(const CLI::ParseError& error, Lang lang) {
  const std::string said = error.what();
  const std::size_t name_ends = said.find_first_of(": ");
  const std::string name = said.substr(0, name_ends);
  if (said.find("flag override") != std::string::npos)
    return say(TextId::cli_no_flag_value, lang, (name.size() == 1 ? "-" : "--") + name);
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr)
    return say(TextId::cli_needs_value, lang, name);
  return say(TextId::cli_bad_arguments, lang, said);
}

}  // namespace

int run_command_line(const std::vector<std::string>& words, const Terminal& terminal,
                     std::ostream& out, std::ostream& err, const DrawingCommands* drawing) {
  const Lang lang = language_of(words);
  Program program{
      CLI::App{say(TextId::help_program, lang), "palabre"}, {lang, terminal, {}, {}}, {}};
  CLI::App& app = program.app;
  bool wants_version = false;
  Flags first(app, program.understood);
  define(program, drawing);
  first.flag("--version", wants_version, TextId::help_version);
  first.choice(
      "--lang", {"en", "fr"}, [](const std::string&) {}, TextId::help_lang, "en|fr");
  const auto command = [&]() -> const CLI::App* {
    const auto chosen = app.get_subcommands();
    return chosen.empty() ? nullptr : chosen.front();
  };
  const auto wrong = [&](const std::vector<std::string>& errors) {
    return usage_error(errors, command() ? command()->get_name() : "", lang, err);
  };
  try {
    app.parse(std::vector<std::string>(words.rbegin(), words.rend()));
  } catch (const CLI::CallForHelp&) {
    out << (command() ? command()->help("palabre") : app.help());
    return code(ExitStatus::done);
  } catch (const CLI::ParseError& error) {
    return wrong({about(error, lang)});
  }
  const std::vector<std::string> left = without_separator(app.remaining());
  if (!left.empty()) return wrong({about_first(left.front(), app, command(), lang)});
  if (wants_version) {
    OutputOptions output_options;
    output_options.lang = lang;
    return version_command({false, output_options}, out, err);
  }
  std::vector<std::string>& errors = program.understood.errors;
  if (command() == nullptr) {
    errors.insert(errors.begin(), say(TextId::cli_no_command, lang));
    wrong(errors);
    err << '\n' << app.help();
    return code(ExitStatus::usage);
  }
  for (const std::string& word : without_separator(command()->remaining()))
    errors.push_back(is_option(word) ? no_such_option(word, *command(), lang)
                                     : say(TextId::cli_too_many, lang, word));
  for (const auto& [owner, look] : program.understood.checks)
    if (owner == command()) look();
  if (!errors.empty()) return wrong(errors);
  return program.calls.at(command())(out, err);
}

}  // namespace palabre
