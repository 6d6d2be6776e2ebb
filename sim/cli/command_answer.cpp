// What a case changes against its reference, what that did, and how sure it is: in one sentence.

#include <ostream>

#include "sim/answer/attribution.hpp"
#include "sim/answer/reference.hpp"
#include "sim/cli/analysis.hpp"
#include "sim/cli/answer_text.hpp"
#include "sim/cli/layout.hpp"
#include "sim/cli/progress.hpp"
#include "sim/cli/run_text.hpp"
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

std::string attribution_table(const Answered& a, Lang lang) {
  const Shown shown = shown_for(a.finding);
  std::vector<std::vector<std::string>> rows{
      {say(TextId::ans_column_change, lang), say(TextId::ans_column_alone, lang),
       say(TextId::ans_column_left_out, lang), say(TextId::ans_column_share, lang)}};
  const auto cell = [&](const std::optional<Estimate>& e) {
    return e ? effect_cell(*e, a.finding, shown, lang) : say(TextId::an_undefined, lang);
  };
  for (std::size_t k = 0; k < a.changes.size(); ++k) {
    const ChangeEffect& effect = a.attribution->effects[k];
    rows.push_back({capitalised(a.changes[k].brief.in(lang)), cell(effect.alone),
                    cell(effect.left_out), cell(effect.share)});
  }
  rows.push_back({say(TextId::ans_column_whole, lang), "", "", cell(a.attribution->whole)});
  return fitted_table(rows);
}

std::string parts_text(const Answered& a, Lang lang) {
  std::string out;
  for (const Change& change : a.changes)
    if (!change.moves.in(lang).empty())
      out += paragraph(
          say(TextId::ans_preset, lang, capitalised(change.brief.in(lang)), change.moves.in(lang)));
  if (!a.attribution || a.changes.size() < 2) return out;
  out += "\n" + paragraph(say(TextId::ans_which, lang)) +
         paragraph(attribution_text(a.changes, *a.attribution, a.finding, lang)) +
         attribution_table(a, lang);
  out += paragraph(a.attribution->orders > 0
                       ? say(TextId::ans_shares_orders, lang, a.attribution->orders)
                       : say(TextId::ans_shares, lang));
  return out;
}

std::string answered_text(const Answered& a, Lang lang) {
  std::string out;
  const std::string& question = a.file.scenario.question.in(lang);
  if (!question.empty()) out += paragraph(question) + "\n";
  out += paragraph(answer_text(a.changes, a.finding, lang));
  out += parts_text(a, lang);
  if (!a.changes.empty() && a.finding.runs > 0) out += "\n" + effects_table(a.comparison, lang);
  return out + paragraph(say(TextId::ans_basis, lang, count_text(a.finding.runs, lang),
                             a.reference.path.string()));
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

Json answered_json(const Answered& a) {
  Json out;
  out["schema"] = "palabre.answer/1";
  out["scenario"] = case_json(a.file);
  out["against"] = case_json(a.reference);
  const LocalText& question = a.file.scenario.question;
  if (!question.in(Lang::en).empty())
    out["question"] = {{"en", question.in(Lang::en)}, {"fr", question.in(Lang::fr)}};
  out["answer"] = {{"en", answer_text(a.changes, a.finding, Lang::en)},
                   {"fr", answer_text(a.changes, a.finding, Lang::fr)}};
  out["about"] = target_json(a.finding.about);
  out.update(finding_json(a.finding));
  out["changes"] = changes_json(a);
  if (a.attribution && a.changes.size() > 1) {
    out["attribution"] = {
        {"en", attribution_text(a.changes, *a.attribution, a.finding, Lang::en)},
        {"fr", attribution_text(a.changes, *a.attribution, a.finding, Lang::fr)},
        {"whole", estimate_json(a.attribution->whole)},
        {"together", estimate_json(a.attribution->together)},
        {"sets", a.attribution->sets},
        {"orders", a.attribution->orders == 0 ? Json() : Json(a.attribution->orders)},
        {"replicates", a.attribution->replicates}};
  }
  out["effects"] = effects_json(a.comparison);
  out["start"] = to_string(Date::from(a.file.scenario.start));
  out["weeks"] = a.file.scenario.weeks;
  out["seed"] = a.comparison.seed;
  out["program"] = {{"version", program_version()}, {"build", program_build()}};
  add_caveats(out, a.file.scenario);
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
  const ScenarioFile file = load_named(args.changes, args.file);
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
  if (args.json)
    out << answered_json(answered).dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
  else
    out << bold(file.scenario.title.in(output_options.lang),
                output_options.color && args.output == "-")
        << '\n'
        << caveats_text(file.scenario.not_modelled, output_options.lang) << '\n'
        << answered_text(answered, output_options.lang);
  out << std::flush;
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
