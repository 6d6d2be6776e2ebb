// Tornado, Morris and Sobol: which assumption matters most.

#include <algorithm>
#include <cmath>
#include <numeric>

#include "sim/cli/analysis.hpp"
#include "sim/cli/figures.hpp"
#include "sim/cli/layout.hpp"
#include "sim/cli/run_text.hpp"
#include "sim/run/indices.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

using Rows = std::vector<std::vector<std::string>>;
constexpr std::size_t kShown = 15;  // rows of a table, unless -v

std::vector<std::size_t> by_size(std::size_t count, const auto& size) {
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return size(a) > size(b); });
  return order;
}

/// Names of those that do nothing at all, one paragraph; empty without any.
std::string idle_text(const std::vector<const ParamSpec*>& idle, Lang lang) {
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

/// Runs a design of many assumptions and gives its values without the present case, which is told;
/// nothing where they never vary.
std::optional<PointValues> values_of_design(Job& job, Evaluation& evaluation,
                                            const std::string& name, Report& report) {
  run_points(job, evaluation, name, report);
  report.text += present_text(job, evaluation);
  report.json["present"] = estimate_json(evaluation.estimate(0));
  if (add_undefined(job, evaluation, report)) return {};
  PointValues values = evaluation.values();
  values.erase(values.begin());
  return values;
}

// --- one at a time -------------------------------------------------------------------------------

struct Swing {
  const ParamSpec* spec;
  bool is_run;
  std::optional<Estimate> low, high;

  double size() const {
    const auto of = [](const auto& e) { return e ? std::abs(e->value) : -1.0; };
    return is_run ? std::max(of(low), of(high)) : -2.0;
  }
  bool is_idle() const {
    const auto zero = [](const auto& e) { return e && e->low == 0.0 && e->high == 0.0; };
    return is_run && zero(low) && zero(high);
  }
  bool tells() const {
    const auto clear = [](const auto& e) { return e && (e->low > 0.0 || e->high < 0.0); };
    return clear(low) || clear(high);
  }
};

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
  std::vector<const ParamSpec*> idle;
  std::int64_t rest = 0, untold = 0;
  for (const Swing& s : swings) {
    if (s.is_idle()) {
      idle.push_back(s.spec);
    } else if (!job.args.speech.verbose && rows.size() > kShown) {
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
  constexpr int kReplicates = 256;
  const auto params = chosen_params(job.args.vary);
  std::vector<PlanRow> rows{row_of(job.scenario())};
  for (const ParamSpec* spec : params)
    for (const double value : {spec->low, spec->high}) {
      rows.push_back(rows.front());
      rows.back().params.*spec->field = value;
    }
  Report report;
  Evaluation evaluation = evaluation_of(job, std::move(rows), {*job.target}, kReplicates);
  run_points(job, evaluation, say(TextId::an_oat, job.lang()), report);
  report.text += present_text(job, evaluation);
  report.json["method"] = "oat";
  report.json["present"] = estimate_json(evaluation.estimate(0));
  if (add_undefined(job, evaluation, report)) return report;
  std::vector<Swing> swings;
  for (std::size_t k = 0; k < params.size(); ++k)
    swings.push_back({params[k], evaluation.done() > 2 * k + 2, evaluation.difference(0, 2 * k + 1),
                      evaluation.difference(0, 2 * k + 2)});
  std::stable_sort(swings.begin(), swings.end(),
                   [](const Swing& a, const Swing& b) { return a.size() > b.size(); });
  report.json["assumptions"] = Json::array();
  for (const Swing& s : swings) report.json["assumptions"].push_back(swing_json(s));
  report.text += "\n" + swings_text(job, swings);
  return report;
}

// --- Morris --------------------------------------------------------------------------------------

Report morris_report(Job& job) {
  constexpr int kReplicates = 32;
  const Lang lang = job.lang();
  const Unit unit = job.target->unit();
  const auto params = chosen_params(job.args.vary);
  const MorrisDesign design =
      morris_design(std::size_t(job.args.trajectories), params.size(), job.args.levels, 1);
  Report report;
  report.json["method"] = "morris";
  report.json["trajectories"] = job.args.trajectories;
  report.json["levels"] = job.args.levels;
  Evaluation evaluation =
      evaluation_of(job, design_rows(job, design.points, params), {*job.target}, kReplicates);
  const auto values = values_of_design(job, evaluation, "Morris", report);
  if (!values) return report;
  const auto effects = morris_effects(design, *values);
  Rows rows{{say(TextId::an_assumption, lang), say(TextId::an_morris_size, lang),
             say(TextId::cli_interval, lang), say(TextId::an_morris_mean, lang),
             say(TextId::an_morris_sigma, lang)}};
  std::vector<const ParamSpec*> idle;
  report.json["assumptions"] = Json::array();
  for (const std::size_t k : by_size(params.size(), [&](std::size_t i) {
         return effects[i].count ? effects[i].size.value : -1;
       })) {
    const MorrisEffect& e = effects[k];
    Json one{{"key", params[k]->key}, {"effects", e.count}};
    if (e.count > 0)
      one.update({{"mu_star", estimate_json(e.size)}, {"mu", e.mean}, {"sigma", e.sigma}});
    report.json["assumptions"].push_back(one);
    if (e.count > 0 && e.size.high == 0.0) {
      idle.push_back(params[k]);
    } else if (e.count > 0 && (job.args.speech.verbose || rows.size() <= kShown)) {
      const std::string size = change_text(e.size.value, e.size, unit, lang);
      rows.push_back(
          {std::string(params[k]->label.in(lang)), size.starts_with('+') ? size.substr(1) : size,
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

/// The split over the rows A and B of the design, whose points are drawn freely.
std::optional<VarianceSplit> split_of(const Evaluation& evaluation, const SobolDesign& design) {
  std::vector<std::vector<double>> table;
  for (std::size_t k = 0; k < design.rows; ++k)
    for (const std::size_t point : {1 + k * (design.groups + 2), 2 + k * (design.groups + 2)}) {
      if (point >= evaluation.done()) continue;
      std::vector<double> row;
      for (const Cell& cell : evaluation.cells(point))
        if (cell && cell->weight == 1.0) row.push_back(cell->value);
      if (row.size() == std::size_t(evaluation.replicates())) table.push_back(std::move(row));
    }
  return split_variance(table);
}

void add_split(const std::optional<VarianceSplit>& split, Report& report, Lang lang) {
  if (!split || !(split->total() > 0.0)) return;
  const double all = split->total();
  report.json["variance_of_one_run"] = {{"assumptions", split->assumptions / all},
                                        {"dice", split->dice / all},
                                        {"together", split->together / all}};
  report.text += paragraph(
      say(TextId::an_sobol_luck, lang, percent_text(split->assumptions / all, lang),
          percent_text(split->dice / all, lang), percent_text(split->together / all, lang)));
}

Report sobol_report(Job& job) {
  constexpr int kReplicates = 16, kRowsOfGroups = 256, kRowsSingly = 64;
  const Lang lang = job.lang();
  const auto params = chosen_params(job.args.vary);
  std::vector<std::size_t> group_of;
  std::vector<std::string> ids, labels;
  for (const ParamSpec* spec : params) {
    const std::string id(job.args.groups ? spec->group : spec->key);
    if (ids.empty() || ids.back() != id) {
      ids.push_back(id);
      labels.emplace_back(job.args.groups ? group_title(spec->group, lang) : spec->label.in(lang));
    }
    group_of.push_back(ids.size() - 1);
  }
  const SobolDesign design = sobol_design(
      std::size_t(job.args.points.value_or(job.args.groups ? kRowsOfGroups : kRowsSingly)),
      group_of, 1);
  Report report;
  report.json["method"] = "sobol";
  report.json["groups"] = job.args.groups;
  Evaluation evaluation =
      evaluation_of(job, design_rows(job, design.points, params), {*job.target}, kReplicates);
  const auto values = values_of_design(job, evaluation, "Sobol", report);
  if (!values) return report;
  const SobolIndices found = sobol_indices(design, *values);
  report.json["rows"] = found.rows;
  report.json["indices"] = Json::array();
  Rows rows{{say(job.args.groups ? TextId::an_group : TextId::an_assumption, lang),
             say(TextId::an_sobol_first, lang), say(TextId::an_sobol_total, lang)}};
  for (const std::size_t k :
       by_size(found.groups.size(), [&](std::size_t i) { return found.groups[i].total.value; })) {
    report.json["indices"].push_back({{"key", ids[k]},
                                      {"first", estimate_json(found.groups[k].first)},
                                      {"total", estimate_json(found.groups[k].total)}});
    if (job.args.speech.verbose || rows.size() <= kShown)
      rows.push_back({labels[k], share_cell(found.groups[k].first, lang),
                      share_cell(found.groups[k].total, lang)});
  }
  if (found.groups.empty())
    report.text += paragraph(say(TextId::an_undefined, lang));
  else
    report.text += "\n" + fitted_table(rows) +
                   paragraph(say(TextId::an_sobol_note, lang, evaluation.replicates(),
                                 count_text(std::int64_t(found.rows), lang)));
  add_split(split_of(evaluation, design), report, lang);
  return report;
}

}  // namespace

Report sensitivity_report(Job& job) {
  if (job.args.method == "morris") return morris_report(job);
  if (job.args.method == "sobol") return sobol_report(job);
  return oat_report(job);
}

}  // namespace palabre
