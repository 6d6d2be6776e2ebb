// What must happen for a figure to move.

#include <ostream>

#include "sim/answer/needs.hpp"
#include "sim/cli/analysis.hpp"
#include "sim/cli/answer_text.hpp"
#include "sim/cli/progress.hpp"
#include "sim/cli/usage.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

void add_needs_table(const std::vector<Need>& needs, TextId head, bool all, Report& out) {
  constexpr std::size_t kMost = 10;
  const Lang lang = out.lang;
  Table table{.heads = {say(head, lang), say(TextId::ans_needs_effect, lang)}};
  std::vector<Finding> findings;
  for (std::size_t k = 0; k < needs.size() && (all || k < kMost); ++k)
    findings.push_back(needs[k].finding);
  const std::vector<Shown> shown = shown_in_table(findings);
  for (std::size_t k = 0; k < findings.size(); ++k)
    table.add(
        {capitalised(needs[k].phrase.in(lang)), difference_cell(findings[k], shown[k], lang)});
  if (table.rows.empty()) return;
  out.add(std::move(table));
  out.blank();
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

Report needs_report(const NeedsStudy& study, const ScenarioFile& file, Lang lang, bool all) {
  Report out(lang, "palabre.needs/1");
  out.head(file.path.string(), file.scenario, scenario_digest(file.scenario, *file.world));
  out.data["about"] = target_json(study.about);
  out.data["more_is_wanted"] = study.more_is_wanted;
  out.data["answer"] = both_languages([&](Lang in) { return needs_text(study, in); });
  out.data["present"] = estimate_json(study.present.with);
  out.data["levers"] = needs_json(study.levers);
  out.data["assumptions"] = needs_json(study.assumptions);
  out.data["box"] = box_edges_json(study.box, study.params);
  out.data["worlds"] = study.worlds;
  out.data["replicates"] = study.replicates;
  out.blank();
  out.paragraph(needs_text(study, lang));
  out.blank();
  out.paragraph(figure_label(study.about, lang));
  add_needs_table(study.levers, TextId::ans_needs_lever, all, out);
  add_needs_table(study.assumptions, TextId::ans_needs_assumption, all, out);
  out.say(TextId::ans_needs_note, study.replicates);
  return out;
}

ExitStatus ask(const NeedsArgs& args, std::ostream& out, std::ostream& err) {
  const OutputOptions& output_options = args.output_options;
  const Lang lang = output_options.lang;
  const ScenarioFile file = load_case(args.changes, args.file);
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
  print_report(needs_report(*study, file, lang, output_options.verbose), args.json, output_options,
               args.output, out);
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
