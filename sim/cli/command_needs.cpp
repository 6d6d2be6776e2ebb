// What must happen for a figure to move.

#include <ostream>

#include "sim/answer/needs.hpp"
#include "sim/cli/analysis.hpp"
#include "sim/cli/answer_text.hpp"
#include "sim/cli/layout.hpp"
#include "sim/cli/progress.hpp"
#include "sim/cli/run_text.hpp"
#include "sim/cli/usage.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

std::string needs_table(const std::vector<Need>& needs, TextId head, Lang lang, bool all) {
  constexpr std::size_t kMost = 10;
  std::vector<std::vector<std::string>> rows{
      {say(head, lang), say(TextId::ans_needs_effect, lang)}};
  for (std::size_t k = 0; k < needs.size() && (all || k < kMost); ++k)
    rows.push_back(
        {capitalised(needs[k].phrase.in(lang)), difference_cell(needs[k].finding, lang)});
  return rows.size() == 1 ? "" : fitted_table(rows) + "\n";
}

Json needs_json(const std::vector<Need>& needs) {
  Json out = Json::array();
  for (const Need& need : needs) {
    Json one{
        {"keys", need.keys}, {"en", need.phrase.in(Lang::en)}, {"fr", need.phrase.in(Lang::fr)}};
    one.update(finding_json(need.finding));
    one.erase("without");
    out.push_back(one);
  }
  return out;
}

Json needs_study_json(const NeedsStudy& study, const ScenarioFile& file) {
  Json out;
  out["schema"] = "palabre.needs/1";
  out["scenario"] = case_json(file);
  out["about"] = target_json(study.about);
  out["more_is_wanted"] = study.more_is_wanted;
  out["answer"] = {{"en", needs_text(study, Lang::en)}, {"fr", needs_text(study, Lang::fr)}};
  out["present"] = estimate_json(study.present.with);
  out["levers"] = needs_json(study.levers);
  out["assumptions"] = needs_json(study.assumptions);
  out["box"] = box_edges_json(study.box, study.params);
  out["worlds"] = study.worlds;
  out["replicates"] = study.replicates;
  out["weeks"] = file.scenario.weeks;
  out["seed"] = file.scenario.seed;
  out["program"] = {{"version", program_version()}, {"build", program_build()}};
  add_caveats(out, file.scenario);
  return out;
}

ExitStatus ask(const NeedsArgs& args, std::ostream& out, std::ostream& err) {
  const OutputOptions& output_options = args.output_options;
  const Lang lang = output_options.lang;
  const ScenarioFile file = load_named(args.changes, args.file);
  if (is_one_of(args.output, file.chain))
    return refuse_output(args.output, "-o", output_options, err);
  say_what_was_read(file, output_options, err);
  compile(file.scenario, *file.world);  // what only shows between fields
  const auto about = find_figure(args.about.empty() ? file.scenario.about : args.about);
  if (!about || about->kind() == StatisticKind::Median)
    return ExitStatus(usage_error({about ? say(TextId::ans_needs_median, lang, about->id())
                                         : say(TextId::ans_needs_about, lang, "talks_by_week_104")},
                                  "needs", lang, err));
  ProgressBar bar(output_options, err);
  NeedsOptions options;
  options.replicates = args.changes.replicates.value_or(kNeedsReplicates);
  options.worlds = args.worlds.value_or(options.worlds);
  options.threads = args.threads;
  options.stop = args.stop;
  options.progress = bar.reporter();
  const auto study = study_needs(file.scenario, file.world, *about, options);
  if (!study) return ExitStatus::interrupted;
  if (args.json)
    out << needs_study_json(*study, file).dump(-1, ' ', false, Json::error_handler_t::replace)
        << '\n';
  else
    out << bold(file.scenario.title.in(lang), output_options.color && args.output == "-") << '\n'
        << caveats_text(file.scenario.not_modelled, lang) << '\n'
        << paragraph(needs_text(*study, lang)) << "\n"
        << figure_label(*about, lang) << "\n"
        << needs_table(study->levers, TextId::ans_needs_lever, lang, output_options.verbose)
        << needs_table(study->assumptions, TextId::ans_needs_assumption, lang,
                       output_options.verbose)
        << paragraph(say(TextId::ans_needs_note, lang, study->replicates));
  out << std::flush;
  return ExitStatus::done;
}

}  // namespace

int needs_command(const NeedsArgs& args, std::ostream& out, std::ostream& err) {
  const Lang lang = args.output_options.lang;
  if (!args.about.empty() && !find_figure(args.about))
    return usage_error({no_such_figure("--about", args.about, lang)}, "needs", lang, err);
  const ExitStatus status = printed_to(args.output, {args.file}, args.output_options, out, err,
                                       [&](std::ostream& to) { return ask(args, to, err); });
  return ended(status, args.output_options, err);
}

}  // namespace palabre
