#include "sim/cli/parsed_args.hpp"

#include <CLI/CLI.hpp>

#include "sim/cli/analysis.hpp"
#include "sim/cli/layout.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

std::string in(Lang lang, TextId id) { return say(id, lang); }

void add_output_options(CLI::App& command, ParsedArgs& parsed, Lang lang) {
  command.add_option("--lang", parsed.flags.lang, in(lang, TextId::help_lang))
      ->take_last()
      ->type_name("en|fr");
  command.add_option("--color", parsed.flags.color, in(lang, TextId::help_color))
      ->take_last()
      ->type_name("auto|never");
  command.add_flag("-q,--quiet", parsed.flags.quiet, in(lang, TextId::help_quiet));
  command.add_flag("-v,--verbose", parsed.flags.verbose, in(lang, TextId::help_verbose));
}

void add_changes(CLI::App& command, ParsedArgs& parsed, Lang lang) {
  FlagTexts& flags = parsed.flags;
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

void add_threads(CLI::App& command, ParsedArgs& parsed, Lang lang) {
  command.add_option("-j,--threads", parsed.flags.threads, in(lang, TextId::help_threads))
      ->take_last()
      ->type_name("N");
}

void add_json(CLI::App& command, ParsedArgs& parsed, Lang lang) {
  command.add_flag("--json", parsed.json, in(lang, TextId::help_json));
}

void add_output(CLI::App& command, ParsedArgs& parsed, Lang lang) {
  command.add_option("-o,--output", parsed.output, in(lang, TextId::help_output))
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
void add_analyses(CLI::App& app, ParsedArgs& parsed, Lang lang) {
  const TextId helps[] = {TextId::help_sensitivity, TextId::help_claims,   TextId::help_heatmap,
                          TextId::help_discover,    TextId::help_variance, TextId::help_precision,
                          TextId::help_thresholds};
  FlagTexts& flags = parsed.flags;
  for (std::size_t k = 0; k < analysis_names().size(); ++k) {
    const std::string name(analysis_names()[k]);
    CLI::App* a = add_command(app, name.c_str(), helps[k], lang);
    a->add_option("FILE", parsed.files, in(lang, TextId::help_one_file))->type_name("");
    if (name != "thresholds")
      add_text(*a, "--outcome,--statistic", parsed.outcome, TextId::help_outcome, "ID", lang);
    if (name == "sensitivity") {
      add_text(*a, "--method", parsed.method, TextId::help_method, "NAME", lang);
      a->add_flag("--groups", parsed.groups, in(lang, TextId::help_groups));
      add_text(*a, "--trajectories", flags.trajectories, TextId::help_trajectories, "N", lang);
      add_text(*a, "--levels", flags.levels, TextId::help_levels, "N", lang);
    }
    if (name == "sensitivity" || name == "discover" || name == "variance") {
      a->add_option("--vary", parsed.vary, in(lang, TextId::help_vary))
          ->allow_extra_args(false)
          ->type_name("KEY");
      add_text(*a, "--points", flags.points, TextId::help_points, "N", lang);
    }
    if (name == "heatmap") {
      add_text(*a, "--x", parsed.x, TextId::help_x, "KEY", lang);
      add_text(*a, "--y", parsed.y, TextId::help_y, "KEY", lang);
      add_text(*a, "--cells", flags.cells, TextId::help_cells, "N", lang);
    }
    if (name == "discover") {
      add_text(*a, "--step", flags.step, TextId::help_step, "N", lang);
      add_text(*a, "--at-least", flags.at_least, TextId::help_at_least, "X", lang);
      add_text(*a, "--at-most", flags.at_most, TextId::help_at_most, "X", lang);
    }
    if (name == "precision") add_text(*a, "--within", flags.within, TextId::help_within, "X", lang);
    add_changes(*a, parsed, lang);
    add_threads(*a, parsed, lang);
    add_json(*a, parsed, lang);
    add_output(*a, parsed, lang);
    add_output_options(*a, parsed, lang);
  }
}

void add_explain(CLI::App& app, ParsedArgs& parsed, Lang lang) {
  CLI::App* explain = add_command(app, "explain", TextId::help_explain, lang);
  explain->add_option("FILE", parsed.files, in(lang, TextId::help_explain_file))->type_name("");
  explain
      ->add_option("--replicate", parsed.flags.replicate, in(lang, TextId::help_explain_replicate))
      ->take_last()
      ->type_name("K");
  explain->add_option("--outcome", parsed.outcome, in(lang, TextId::help_explain_outcome))
      ->take_last()
      ->type_name("ID");
  explain->add_flag("--counterfactual", parsed.counterfactual,
                    in(lang, TextId::help_counterfactual));
  explain->add_flag("--limiting-factors", parsed.limiting_factors,
                    in(lang, TextId::help_limiting_factors));
  add_changes(*explain, parsed, lang);
  add_threads(*explain, parsed, lang);
  add_json(*explain, parsed, lang);
  explain->add_flag("--series", parsed.series, in(lang, TextId::help_series));
  add_output(*explain, parsed, lang);
  add_output_options(*explain, parsed, lang);
}

void add_run(CLI::App& app, ParsedArgs& parsed, Lang lang) {
  CLI::App* run = add_command(app, "run", TextId::help_run, lang);
  run->add_option("FILE", parsed.files, in(lang, TextId::help_files))->type_name("");
  add_changes(*run, parsed, lang);
  add_threads(*run, parsed, lang);
  add_json(*run, parsed, lang);
  run->add_flag("--csv", parsed.csv, in(lang, TextId::help_csv));
  run->add_flag("--series", parsed.series, in(lang, TextId::help_series));
  add_output(*run, parsed, lang);
  run->add_option("--digest-every", parsed.digest_every, in(lang, TextId::help_digest_every))
      ->take_last()
      ->type_name("FILE");
  run->add_option("--digest-against", parsed.digest_against, in(lang, TextId::help_digest_against))
      ->take_last()
      ->type_name("FILE");
  add_output_options(*run, parsed, lang);
}

void add_rest(CLI::App& app, ParsedArgs& parsed, Lang lang) {
  CLI::App* check = add_command(app, "check", TextId::help_check, lang);
  check->add_option("FILE", parsed.files, in(lang, TextId::help_files))->type_name("");
  add_changes(*check, parsed, lang);
  add_output_options(*check, parsed, lang);

  CLI::App* test = add_command(app, "test", TextId::help_test, lang);
  test->add_option("PATH", parsed.files, in(lang, TextId::help_test_paths))->type_name("");
  add_changes(*test, parsed, lang);
  test->add_flag("--stable", parsed.stable, in(lang, TextId::help_stable));
  test->add_option("--junit", parsed.junit, in(lang, TextId::help_junit))
      ->take_last()
      ->type_name("FILE");
  add_threads(*test, parsed, lang);
  add_output_options(*test, parsed, lang);

  CLI::App* compare = add_command(app, "compare", TextId::help_compare, lang);
  compare->add_option("A B", parsed.files, in(lang, TextId::help_compare_files))->type_name("");
  compare->add_option("--replicate", parsed.flags.replicate, in(lang, TextId::help_replicate))
      ->take_last()
      ->type_name("K");
  add_changes(*compare, parsed, lang);
  add_threads(*compare, parsed, lang);
  add_json(*compare, parsed, lang);
  add_output(*compare, parsed, lang);
  add_output_options(*compare, parsed, lang);

  add_analyses(app, parsed, lang);
  add_explain(app, parsed, lang);

  for (const bool opens : {false, true}) {
    CLI::App* share = add_command(app, opens ? "open" : "share",
                                  opens ? TextId::help_open : TextId::help_share, lang);
    share->add_option("FILE", parsed.files, in(lang, TextId::help_open_what))->type_name("");
    add_changes(*share, parsed, lang);
    if (opens) add_output(*share, parsed, lang);
    add_output_options(*share, parsed, lang);
  }

  CLI::App* params = add_command(app, "params", TextId::help_params, lang);
  add_json(*params, parsed, lang);
  params->add_flag("--markdown", parsed.markdown, in(lang, TextId::help_markdown));
  params->add_flag("--schema", parsed.schema, in(lang, TextId::help_schema));
  add_output_options(*params, parsed, lang);

  CLI::App* version = add_command(app, "version", TextId::help_version, lang);
  add_json(*version, parsed, lang);
  add_output_options(*version, parsed, lang);
}

}  // namespace

void define_commands(CLI::App& app, ParsedArgs& parsed, Lang lang) {
  prepare(app, lang);
  add_run(app, parsed, lang);
  add_rest(app, parsed, lang);
}

}  // namespace palabre
