// What a case changes against its reference, what that did, and how sure it is: in one sentence.

#include <ostream>

#include "sim/answer/attribution.hpp"
#include "sim/answer/reference.hpp"
#include "sim/cli/analysis.hpp"
#include "sim/cli/answer_text.hpp"
#include "sim/cli/progress.hpp"
#include "sim/cli/usage.hpp"
#include "sim/scenario/differences.hpp"
#include "sim/scenario/share_code.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

struct Answered {
  const ScenarioFile& file;
  const ScenarioFile& reference;
  std::vector<Change> changes;
  Comparison comparison;
  Finding finding;
  std::optional<Attribution> attribution = {};
};

std::shared_ptr<Recording> recording_of(const ScenarioFile& file, std::int64_t seed) {
  return std::make_shared<Recording>(
      std::make_shared<const Model>(compile(file.scenario, *file.world)), seed);
}

Table attribution_table(const Answered& a, Lang lang) {
  const Shown shown = shown_for(a.finding);
  Table out{.heads = {say(TextId::ans_column_change, lang), say(TextId::ans_column_alone, lang),
                      say(TextId::ans_column_left_out, lang), say(TextId::ans_column_share, lang)}};
  const auto cell = [&](const std::optional<Estimate>& e) {
    return e ? effect_cell(*e, a.finding, shown, lang) : say(TextId::an_undefined, lang);
  };
  for (std::size_t k = 0; k < a.changes.size(); ++k) {
    const ChangeEffect& effect = a.attribution->effects[k];
    out.add({capitalised(a.changes[k].brief.in(lang)), cell(effect.alone), cell(effect.left_out),
             cell(effect.share)});
  }
  out.add({say(TextId::ans_column_whole, lang), "", "", cell(a.attribution->whole)});
  return out;
}

/// What a preset moves, and which change did it.
void add_parts(const Answered& a, Report& out) {
  const Lang lang = out.lang;
  for (std::string& sentence : sentences_beside(a.changes, lang))
    out.paragraph(std::move(sentence));
  if (!a.attribution || a.changes.size() < 2) return;
  out.blank();
  out.say(TextId::ans_which);
  out.paragraph(attribution_text(a.changes, *a.attribution, a.finding, lang));
  out.add(attribution_table(a, lang));
  if (a.attribution->orders > 0)
    out.say(TextId::ans_shares_orders, a.attribution->orders);
  else
    out.say(TextId::ans_shares);
}

Json changes_json(const Answered& a) {
  Json out = Json::array();
  for (std::size_t k = 0; k < a.changes.size(); ++k) {
    const Change& change = a.changes[k];
    Json one{{"keys", change.keys},
             {"en", change.phrase.in(Lang::en)},
             {"fr", change.phrase.in(Lang::fr)}};
    if (!change.moves.en.empty()) one["moves"] = change.moves.en;
    if (a.attribution) {
      const ChangeEffect& effect = a.attribution->effects[k];
      one["alone"] = estimate_json(effect.alone);
      one["left_out"] = estimate_json(effect.left_out);
      one["share"] = estimate_json(effect.share);
      one["idle"] = effect.is_idle;
    }
    out.push_back(one);
  }
  return out;
}

Json attribution_json(const Answered& a) {
  const Attribution& parts = *a.attribution;
  Json out = both_languages(
      [&](Lang lang) { return attribution_text(a.changes, parts, a.finding, lang); });
  out["whole"] = estimate_json(parts.whole);
  out["together"] = estimate_json(parts.together);
  out["sets"] = parts.sets;
  out["orders"] = parts.orders == 0 ? Json() : Json(parts.orders);
  out["replicates"] = parts.replicates;
  return out;
}

Report answer_report(const Answered& a, Lang lang) {
  const Scenario& scenario = a.file.scenario;
  Report out(lang, "palabre.answer/1");
  out.head(a.file.path.string(), scenario, scenario_digest(scenario, *a.file.world));
  out.data["against"] = case_json(a.reference);
  if (!scenario.question.in(Lang::en).empty())
    out.data["question"] = both_languages([&](Lang in) { return scenario.question.in(in); });
  out.data["answer"] =
      both_languages([&](Lang in) { return answer_text(a.changes, a.finding, in); });
  out.data["about"] = target_json(a.finding.about);
  out.data.update(finding_json(a.finding));
  out.data["changes"] = changes_json(a);
  if (a.attribution && a.changes.size() > 1) out.data["attribution"] = attribution_json(a);
  out.data["effects"] = effects_json(a.comparison);
  out.blank();
  if (const std::string& question = scenario.question.in(lang); !question.empty()) {
    out.paragraph(question);
    out.blank();
  }
  out.paragraph(answer_text(a.changes, a.finding, lang));
  add_parts(a, out);
  if (!a.changes.empty() && a.finding.runs > 0) {
    out.blank();
    out.add(effects_table(a.comparison, lang));
    out.say(TextId::ans_effects_note);
  }
  const std::string runs = count_text(a.finding.runs, lang);
  const std::string basis =
      a.changes.empty() ? say(TextId::ans_basis_alone, lang, runs)
                        : say(TextId::ans_basis, lang, runs,
                              case_title(a.reference.scenario, a.reference.path.string(), lang));
  out.paragraph(agreed(basis, is_one(runs, double(a.finding.runs), lang)));
  return out;
}

/// Runs both sides and the sets of changes. False when stopped.
bool run_all(const AnswerArgs& args, Answered& a, std::ostream& err) {
  const Lang lang = args.output_options.lang;
  const Scenario &from = a.reference.scenario, &to = a.file.scenario;
  {
    const auto first = recording_of(a.reference, to.seed), second = recording_of(a.file, to.seed);
    ProgressBar bar(args.output_options, err);
    auto made =
        compare(*first, *second, {to.replicates, args.threads, false, args.stop, bar.reporter()});
    if (!made) return false;
    a.comparison = std::move(*made);
  }
  const auto about = find_figure(args.about.empty() ? to.about : args.about);
  a.finding = finding_of(a.comparison, about ? *about : strongest_figure(a.comparison));
  if (a.changes.size() < 2 || a.finding.runs == 0) return true;
  ProgressBar bar(args.output_options, err);
  AttributionOptions options;
  options.replicates = to.replicates;
  options.threads = args.threads;
  options.stop = args.stop;
  options.progress = bar.reporter();
  if (args.output_options.progress)
    options.first = [&](const Attribution& early) {
      const std::string words = attribution_text(a.changes, early, a.finding, lang);
      if (!words.empty())
        err << "\r" << say(TextId::ans_first, lang, words, early.replicates) << "\n";
    };
  a.attribution = attribute(from, to, a.file.world, a.changes, a.finding.about, options);
  return a.attribution || a.finding.about.kind() == StatisticKind::Median;
}

ExitStatus answer_file(const AnswerArgs& args, std::ostream& out, std::ostream& err) {
  const OutputOptions& output_options = args.output_options;
  const ScenarioFile file = load_case(args.changes, args.file);
  LoadOptions options;
  options.allow_outside = args.changes.allow_outside;
  options.weeks = file.scenario.weeks;
  const ScenarioFile reference =
      args.against.empty() ? load_reference(file, options) : load_any(args.against, options);
  for (const ScenarioFile* one : {&file, &reference})
    if (is_one_of(args.output, one->chain))
      return refuse_output(args.output, "-o", output_options, err);
  say_what_was_read(file, output_options, err);
  if (const auto why = cannot_pair({reference.path.string(), reference.scenario, *reference.world},
                                   {file.path.string(), file.scenario, *file.world})) {
    err << say(TextId::cli_error, output_options.lang, why->in(output_options.lang)) << '\n';
    return ExitStatus::invalid;
  }
  Answered answered{file, reference, changes_between(reference.scenario, file.scenario),
                    {},   {},        {}};
  if (answered.changes.size() > kChangesMax) {
    err << say(TextId::cli_error, output_options.lang,
               say(TextId::ans_too_many, output_options.lang, answered.changes.size(), kChangesMax))
        << '\n';
    return ExitStatus::invalid;
  }
  if (!run_all(args, answered, err)) return ExitStatus::interrupted;
  print_report(answer_report(answered, output_options.lang), args.json, output_options, args.output,
               out);
  return answered.comparison.failed > 0 ? ExitStatus::replicates_failed : ExitStatus::done;
}

}  // namespace

int answer_command(const AnswerArgs& args, std::ostream& out, std::ostream& err) {
  const Lang lang = args.output_options.lang;
  if (!args.about.empty() && !find_figure(args.about))
    return usage_error({no_such_figure("--about", args.about, lang)}, "answer", lang, err);
  const ExitStatus status =
      printed_to(args.output, {args.file}, args.output_options, out, err,
                 [&](std::ostream& to) { return answer_file(args, to, err); });
  return ended(status, args.output_options, err);
}

}  // namespace palabre
