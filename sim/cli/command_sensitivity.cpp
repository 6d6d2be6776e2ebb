// Tornado, Morris and Sobol: which assumption matters most.

#include "sim/cli/analysis.hpp"
#include "sim/cli/figures.hpp"
#include "sim/cli/layout.hpp"
#include "sim/cli/run_text.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

using Rows = std::vector<std::vector<std::string>>;
constexpr std::size_t kShown = 15;  // rows of a table, unless -v

/// Names of those that do nothing at all, one paragraph; empty without any.
std::string idle_text(const ParamList& idle, Lang lang) {
  std::string list;
  for (const ParamSpec* spec : idle) list += (list.empty() ? "" : ", ") + std::string(spec->key);
  return list.empty() ? "" : paragraph(say(TextId::an_idle, lang, list));
}

/// The reason why nothing can be said, when there is one.
bool add_undefined(const Job& job, const Evaluation& evaluation, Report& report) {
  const auto why = why_undefined(evaluation.values(), job.target->kind());
  if (!why || evaluation.done() < 2) return false;
  report.text += paragraph(text(*why, job.lang()));
  report.json["undefined"] = text(*why, Lang::en);
  return true;
}

/// Runs a design of many assumptions and tells the present case; false where nothing can be said
/// because the values never vary.
bool run_design(Job& job, Evaluation& evaluation, Report& report) {
  run_points(job, evaluation, report);
  report.text += present_text(job, evaluation);
  report.json["present"] = estimate_json(evaluation.estimate(0));
  return !add_undefined(job, evaluation, report);
}

// --- one at a time -------------------------------------------------------------------------------

Json swing_json(const Swing& s) {
  return {{"key", s.spec->key},
          {"low", s.spec->low},
          {"high", s.spec->high},
          {"run", s.is_run},
          {"at_low", estimate_json(s.low)},
          {"at_high", estimate_json(s.high)}};
}

std::string swings_text(const Job& job, const std::vector<Swing>& swings) {
  const Lang lang = job.lang();
  const Unit unit = job.target->unit();
  Rows rows{{say(TextId::an_assumption, lang), say(TextId::an_oat_range, lang),
             say(TextId::an_oat_low, lang), say(TextId::an_oat_high, lang)}};
  ParamList idle;
  std::int64_t rest = 0, untold = 0;
  for (const Swing& s : swings) {
    if (s.is_idle()) {
      idle.push_back(s.spec);
    } else if (!job.args.output_options.verbose && rows.size() > kShown) {
      ++rest;
      untold += s.tells() ? 0 : 1;
    } else if (s.is_run) {
      rows.push_back({std::string(s.spec->label.in(lang)),
                      say(TextId::cli_from_to, lang, value_text(s.spec->low, lang),
                          value_text(s.spec->high, lang)),
                      change_cell(s.low, unit, lang), change_cell(s.high, unit, lang)});
    } else {
      rows.push_back({std::string(s.spec->label.in(lang)), "", say(TextId::an_not_reached, lang),
                      say(TextId::an_not_reached, lang)});
    }
  }
  std::string out =
      fitted_table(rows) + paragraph(say(TextId::an_oat_note, lang, change_unit_text(unit, lang)));
  if (rest > 0)
    out +=
        paragraph(say(TextId::an_oat_rest, lang, count_text(rest, lang), count_text(untold, lang)));
  return out + idle_text(idle, lang);
}

Report oat_report(Job& job) {
  const ParamList params = chosen_params(job.args.vary);
  say_cost(job, say(TextId::an_oat, job.lang()), tornado_size(params));
  Report report;
  Evaluation evaluation =
      evaluation_of(job, tornado_rows(job.scenario(), params), {*job.target}, kTornadoReplicates);
  report.json["method"] = "oat";
  if (!run_design(job, evaluation, report)) return report;
  const std::vector<Swing> swings = swings_of(evaluation, params);
  report.json["assumptions"] = Json::array();
  for (const Swing& s : swings) report.json["assumptions"].push_back(swing_json(s));
  report.text += "\n" + swings_text(job, swings);
  return report;
}

// --- Morris --------------------------------------------------------------------------------------

Report morris_report(Job& job) {
  const Lang lang = job.lang();
  const Unit unit = job.target->unit();
  const ParamList params = chosen_params(job.args.vary);
  const auto trajectories = std::size_t(job.args.trajectories);
  say_cost(job, "Morris", morris_size(trajectories, params));
  const MorrisDesign design = morris_design(trajectories, params.size(), job.args.levels, 1);
  Report report;
  report.json["method"] = "morris";
  report.json["trajectories"] = job.args.trajectories;
  report.json["levels"] = job.args.levels;
  Evaluation evaluation =
      evaluation_of(job, present_and_design(job.scenario(), design.points, params), {*job.target},
                    kMorrisReplicates);
  if (!run_design(job, evaluation, report)) return report;
  Rows rows{{say(TextId::an_assumption, lang), say(TextId::an_morris_size, lang),
             say(TextId::cli_interval, lang), say(TextId::an_morris_mean, lang),
             say(TextId::an_morris_sigma, lang)}};
  ParamList idle;
  report.json["assumptions"] = Json::array();
  for (const MorrisFactor& factor : morris_of(evaluation, design, params)) {
    const MorrisEffect& e = factor.effect;
    Json one{{"key", factor.spec->key}, {"effects", e.count}};
    if (e.count > 0)
      one.update({{"mu_star", estimate_json(e.size)}, {"mu", e.mean}, {"sigma", e.sigma}});
    report.json["assumptions"].push_back(one);
    if (e.count > 0 && e.size.high == 0.0) {
      idle.push_back(factor.spec);
    } else if (e.count > 0 && (job.args.output_options.verbose || rows.size() <= kShown)) {
      const std::string size = change_text(e.size.value, e.size, unit, lang);
      rows.push_back(
          {std::string(factor.spec->label.in(lang)), size.starts_with('+') ? size.substr(1) : size,
           change_interval_text(e.size, unit, lang), change_text(e.mean, e.size, unit, lang),
           change_text(e.sigma, e.size, unit, lang).substr(e.sigma > 0.0 ? 1 : 0)});
    }
  }
  report.text += "\n" + fitted_table(rows) +
                 paragraph(say(TextId::an_morris_note, lang, change_unit_text(unit, lang))) +
                 idle_text(idle, lang);
  return report;
}

// --- Sobol ---------------------------------------------------------------------------------------

std::string share_cell(const Estimate& share, Lang lang) {
  if (share.low == share.high) return percent_text(share.value, lang);
  return fmt::format("{} ({})", percent_text(share.value, lang),
                     say(TextId::cli_from_to, lang, percent_text(share.low, lang),
                         percent_text(share.high, lang)));
}

void add_split(const std::optional<VarianceSplit>& split, Report& report, Lang lang) {
  if (!split) return;
  const double all = split->total();
  report.json["variance_of_one_run"] = {{"assumptions", split->assumptions / all},
                                        {"dice", split->chance / all},
                                        {"together", split->together / all}};
  report.text += paragraph(
      say(TextId::an_sobol_variance, lang, percent_text(split->assumptions / all, lang),
          percent_text(split->chance / all, lang), percent_text(split->together / all, lang)));
}

/// What too few rows do to shares.
std::string few_rows_text(const SobolFindings& found, Lang lang) {
  if (!found.few() && !found.strays()) return {};
  const TextId warning = found.few() ? TextId::an_sobol_few : TextId::an_sobol_strays;
  return paragraph(say(warning, lang, count_text(std::int64_t(found.rows), lang)));
}

Report sobol_report(Job& job) {
  const Lang lang = job.lang();
  const ParamList params = chosen_params(job.args.vary);
  const FactorGroups groups = factor_groups(params, job.args.groups);
  const auto row_count = std::size_t(
      job.args.points.value_or(job.args.groups ? kSobolRowsOfGroups : kSobolRowsSingly));
  say_cost(job, "Sobol", sobol_size(row_count, groups));
  const SobolDesign design = sobol_design(row_count, groups.group_of, 1);
  Report report;
  report.json["method"] = "sobol";
  report.json["groups"] = job.args.groups;
  Evaluation evaluation =
      evaluation_of(job, present_and_design(job.scenario(), design.points, params), {*job.target},
                    kSobolReplicates);
  if (!run_design(job, evaluation, report)) return report;
  const SobolFindings found = sobol_of(evaluation, design, groups);
  report.json["rows"] = found.rows;
  report.json["indices"] = Json::array();
  Rows rows{{say(job.args.groups ? TextId::an_group : TextId::an_assumption, lang),
             say(TextId::an_sobol_first, lang), say(TextId::an_sobol_total, lang)}};
  for (const SobolFactor& factor : found.factors) {
    report.json["indices"].push_back({{"key", factor.id},
                                      {"first", estimate_json(factor.index.first)},
                                      {"total", estimate_json(factor.index.total)}});
    if (job.args.output_options.verbose || rows.size() <= kShown)
      rows.push_back({std::string(factor_label(factor.id, lang)),
                      share_cell(factor.index.first, lang), share_cell(factor.index.total, lang)});
  }
  if (found.factors.empty())
    report.text += paragraph(say(TextId::an_undefined, lang));
  else
    report.text += "\n" + fitted_table(rows) +
                   paragraph(say(TextId::an_sobol_note, lang, evaluation.replicates(),
                                 count_text(std::int64_t(found.rows), lang))) +
                   few_rows_text(found, lang);
  add_split(found.split, report, lang);
  return report;
}

}  // namespace

Report sensitivity_report(Job& job) {
  if (job.args.method == "morris") return morris_report(job);
  if (job.args.method == "sobol") return sobol_report(job);
  return oat_report(job);
}

}  // namespace palabre
