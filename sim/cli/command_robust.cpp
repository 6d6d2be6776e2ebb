// Which of several cases holds up over worlds with drawn assumptions.

#include <ostream>

#include "sim/answer/reference.hpp"
#include "sim/answer/robust.hpp"
#include "sim/cli/analysis.hpp"
#include "sim/cli/answer_text.hpp"
#include "sim/cli/progress.hpp"
#include "sim/cli/usage.hpp"
#include "sim/report/layout.hpp"
#include "sim/scenario/differences.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

std::vector<std::string> case_names(const std::vector<ScenarioFile>& files, Lang lang) {
  std::vector<std::string> out;
  for (const ScenarioFile& file : files) {
    const std::string& title = file.scenario.title.in(lang);
    out.push_back(title.empty() ? file.path.filename().string() : title);
  }
  return out;
}

Table robust_table(const RobustnessStudy& study, const std::vector<std::string>& names, Lang lang) {
  Table out{.heads = {say(TextId::ans_column_case, lang), say(TextId::ans_column_best, lang),
                      say(TextId::ans_column_mean, lang), say(TextId::ans_column_worst, lang),
                      say(TextId::ans_column_regret, lang),
                      say(TextId::ans_column_regret_90, lang)}};
  // Bare numbers: the note below the table says what shares are out of.
  const auto value = [&](double x) { return goal_number(study, x, lang); };
  for (std::size_t k = 0; k < study.cases.size(); ++k) {
    const Robustness& one = study.cases[k];
    const bool has_interval = one.regret.has_interval();
    const std::string interval =
        has_interval
            ? " " + say(TextId::ans_interval, lang, value(one.regret.low), value(one.regret.high))
            : "";
    out.add({names[k], fixed_text(100.0 * one.best_share, 0, lang), value(one.mean),
             value(one.worst_tenth), value(one.regret.value) + interval, value(one.regret_90)});
  }
  return out;
}

Json robust_cases_json(const RobustnessStudy& study, const std::vector<ScenarioFile>& files) {
  Json out = Json::array();
  for (std::size_t k = 0; k < files.size(); ++k) {
    Json one = case_json(files[k]);
    const Robustness& row = study.cases[k];
    one["best_share"] = row.best_share;
    one["mean"] = row.mean;
    one["worst_tenth"] = row.worst_tenth;
    one["regret"] = estimate_json(row.regret);
    one["regret_90"] = row.regret_90;
    out.push_back(one);
  }
  return out;
}

void add_robust_data(const RobustnessStudy& study, const std::vector<ScenarioFile>& files,
                     Json& out) {
  out["goal"] = target_json(study.goal.figure);
  out["more_is_better"] = study.goal.more_is_better;
  out["answer"] =
      both_languages([&](Lang in) { return robustness_text(study, case_names(files, in), in); });
  out["cases"] = robust_cases_json(study, files);
  out["best"] = study.best;
  out["lost"] = study.turning.lost;
  if (study.turning.lost > 0.0) {
    out["other"] = study.turning.other;
    out["box"] = box_edges_json(study.turning.box, study.drawn);
  }
  out["worlds"] = study.worlds;
  out["refused_worlds"] = study.refused;
  out["replicates"] = study.replicates;
  out["not_drawn"] = study.kept;
  out["weeks"] = files.front().scenario.weeks;
  out["seed"] = files.front().scenario.seed;
  out["program"] = program_json();
}

Report robust_report(const RobustnessStudy& study, const std::vector<ScenarioFile>& files,
                     Lang lang) {
  Report out(lang, "palabre.robust/1");
  add_robust_data(study, files, out.data);
  const std::vector<std::string> names = case_names(files, lang);
  out.caveats(files.front().scenario.not_modelled);
  out.blank();
  out.paragraph(robustness_text(study, names, lang));
  out.blank();
  out.paragraph(figure_label(study.goal.figure, lang));
  out.add(robust_table(study, names, lang));
  out.say(TextId::ans_robust_note, count_text(study.worlds, lang), study.drawn.size(),
          study.replicates);
  if (study.goal.figure.unit() == Unit::ShareOfReplicates) out.say(TextId::ans_robust_of_100);
  if (study.refused > 0) out.say(TextId::ans_robust_refused, count_text(study.refused, lang));
  std::vector<std::string> kept;
  for (const std::string& key : study.kept) kept.emplace_back(find_param(key)->label.in(lang));
  if (!kept.empty()) out.say(TextId::ans_robust_kept, listed(kept, lang));
  return out;
}

std::string names_of_goals() {
  std::string out;
  for (const std::string_view name : goal_names()) out += std::string(name) + ", ";
  for (const Goal& goal : goals()) out += std::string(goal.figure.id()) + ", ";
  out.resize(out.size() - 2);
  return out;
}

/// In lines of a terminal, for the list is long.
std::string no_such_goal(const std::string& name, Lang lang) {
  constexpr std::size_t kLead = 9;  // [columns] "palabre: "
  std::string out;
  for (const std::string& line :
       wrapped(say(TextId::ans_no_goal, lang, "--about", name, names_of_goals()), kColumns - kLead))
    out += (out.empty() ? "" : "\n  ") + line;
  return out;
}

ExitStatus judge(const RobustArgs& args, std::ostream& out, std::ostream& err) {
  const OutputOptions& output_options = args.output_options;
  const Lang lang = output_options.lang;
  std::vector<ScenarioFile> files;
  for (const auto& path : args.files) files.push_back(load_case(args.changes, path));
  if (files.size() == 1)
    files.insert(files.begin(),
                 load_reference(files.front(), {args.changes.allow_outside, {}, {}}));
  for (const ScenarioFile& file : files) {
    if (is_one_of(args.output, file.chain))
      return refuse_output(args.output, "-o", output_options, err);
    say_what_was_read(file, output_options, err);
    const ScenarioFile& first = files.front();
    if (const auto why = cannot_pair({first.path.string(), first.scenario, *first.world},
                                     {file.path.string(), file.scenario, *file.world})) {
      err << say(TextId::cli_error, lang, why->in(lang)) << '\n';
      return ExitStatus::invalid;
    }
    compile(file.scenario, *file.world);  // what only shows between fields
  }
  auto goal = find_goal(args.about.empty() ? files.back().scenario.about : args.about);
  if (!goal) goal = find_goal("talks_by_week_104");
  std::vector<Scenario> cases;
  for (const ScenarioFile& file : files) cases.push_back(file.scenario);
  ProgressBar bar(output_options, err);
  RobustOptions options;
  options.worlds = args.worlds.value_or(kRobustWorlds);
  options.replicates = args.changes.replicates.value_or(kRobustReplicates);
  options.threads = args.threads;
  options.stop = args.stop;
  options.progress = bar.reporter();
  const auto study = study_robustness(cases, files.front().world, *goal, options);
  if (args.stop.stop_requested()) return ExitStatus::interrupted;
  if (!study) {
    err << say(TextId::cli_error, lang, say(TextId::ans_no_world, lang)) << '\n';
    return ExitStatus::replicates_failed;
  }
  print_report(robust_report(*study, files, lang), args.json, output_options, args.output, out);
  return ExitStatus::done;
}

}  // namespace

int robust_command(const RobustArgs& args, std::ostream& out, std::ostream& err) {
  const Lang lang = args.output_options.lang;
  if (!args.about.empty() && !find_goal(args.about))
    return usage_error({no_such_goal(args.about, lang)}, "robust", lang, err);
  const ExitStatus status = printed_to(args.output, args.files, args.output_options, out, err,
                                       [&](std::ostream& to) { return judge(args, to, err); });
  return ended(status, args.output_options, err);
}

}  // namespace palabre
