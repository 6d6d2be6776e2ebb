// The spread of single runs, split into dice and assumptions.

#include <cmath>

#include "sim/cli/analysis.hpp"
#include "sim/cli/figures.hpp"
#include "sim/cli/layout.hpp"
#include "sim/cli/run_text.hpp"
#include "sim/run/indices.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

constexpr std::size_t kDiceOnly = 0, kWithDraws = 1, kFirstDrawn = 2;  // points

std::vector<Target> targets_of(const Job& job) {
  if (job.target) return {*job.target};
  std::vector<Target> out;
  for (std::size_t k = 0; k < outcome_specs().size(); ++k) out.push_back({OutcomeId(k), {}});
  for (const StatisticId id : kKeyStatistics)
    if (statistic_specs()[std::size_t(id)].kind != StatisticKind::Ratio) out.push_back({{}, id});
  return out;
}

/// Values of one point; nothing when a replicate has none.
std::optional<std::vector<double>> whole_row(const Evaluation& e, std::size_t point,
                                             std::size_t target) {
  if (point >= e.done()) return {};
  std::vector<double> out;
  for (const Cell& cell : e.cells(point, target)) {
    if (!cell) return {};
    out.push_back(cell->value);
  }
  return out;
}

std::optional<double> deviation(const std::optional<std::vector<double>>& values) {
  if (!values || values->size() < 2) return {};
  double mean = 0.0, squares = 0.0;
  for (double x : *values) mean += x / double(values->size());
  for (double x : *values) squares += (x - mean) * (x - mean);
  return std::sqrt(squares / double(values->size() - 1));
}

struct Luck {
  Target target;
  std::optional<VarianceSplit> split;
  std::optional<double> dice_only, with_draws;  // standard deviations in the present case
};

Luck luck_of(const Evaluation& e, std::size_t target) {
  Luck out{e.targets()[target],
           {},
           deviation(whole_row(e, kDiceOnly, target)),
           deviation(whole_row(e, kWithDraws, target))};
  std::vector<std::vector<double>> table;
  for (std::size_t point = kFirstDrawn; point < e.done(); ++point)
    if (auto row = whole_row(e, point, target)) table.push_back(std::move(*row));
  // What is undefined in some runs would be split over the others only: another question.
  if (e.done() > kFirstDrawn && table.size() == e.done() - kFirstDrawn)
    out.split = split_variance(table);
  if (out.split && !(out.split->total() > 0.0)) out.split.reset();
  return out;
}

std::string spread_text(const std::optional<double>& sd, Unit unit, Lang lang) {
  if (!sd) return say(TextId::an_undefined, lang);
  return value_text(is_share(unit) ? 100.0 * *sd : *sd, lang);
}

Json luck_json(const Luck& luck) {
  Json out{{"id", luck.target.id()}, {"unit", label(luck.target.unit(), Lang::en)}};
  if (luck.split)
    out.update({{"spread", std::sqrt(luck.split->total())},
                {"assumptions", luck.split->assumptions / luck.split->total()},
                {"dice", luck.split->dice / luck.split->total()},
                {"together", luck.split->together / luck.split->total()}});
  out["present_dice_only"] = luck.dice_only ? Json(*luck.dice_only) : Json();
  out["present_with_draws"] = luck.with_draws ? Json(*luck.with_draws) : Json();
  return out;
}

}  // namespace

Report luck_report(Job& job) {
  constexpr int kReplicates = 100, kPoints = 100;
  const Lang lang = job.lang();
  std::vector<std::string> keys = job.args.vary;
  std::vector<const ParamSpec*> params;
  for (const ParamSpec* spec : chosen_params(keys))
    if (spec->group != "ignorance") params.push_back(spec);
  const Eigen::MatrixXd points =
      latin_hypercube(std::size_t(job.args.points.value_or(kPoints)), params.size(), 3);
  std::vector<PlanRow> rows = design_rows(job, points, params);
  rows.insert(rows.begin(), rows.front());
  for (std::size_t k = 0; k < rows.size(); ++k)
    if (k != kWithDraws) rows[k].params.ignorance_width = 0.0;
  Report report;
  Evaluation evaluation = evaluation_of(job, std::move(rows), targets_of(job), kReplicates);
  run_points(job, evaluation, say(TextId::an_luck_sd, lang), report);
  std::vector<std::vector<std::string>> table{
      {say(TextId::cli_statistic, lang), say(TextId::an_luck_sd, lang),
       say(TextId::an_luck_assumptions, lang), say(TextId::an_luck_dice, lang),
       say(TextId::an_luck_both, lang), say(TextId::an_luck_here, lang),
       say(TextId::an_luck_drawn, lang)}};
  report.json["rows"] = Json::array();
  for (std::size_t t = 0; t < evaluation.targets().size(); ++t) {
    const Luck luck = luck_of(evaluation, t);
    const Unit unit = luck.target.unit();
    report.json["rows"].push_back(luck_json(luck));
    table.push_back(
        {fmt::format("{} ({})", luck.target.label().in(lang), change_unit_text(unit, lang))});
    if (!luck.split) {
      table.back().push_back(say(TextId::an_undefined, lang));
      continue;
    }
    const double all = luck.split->total();
    for (const std::string& cell :
         {spread_text(std::sqrt(all), unit, lang),
          percent_text(luck.split->assumptions / all, lang),
          percent_text(luck.split->dice / all, lang),
          percent_text(luck.split->together / all, lang), spread_text(luck.dice_only, unit, lang),
          spread_text(luck.with_draws, unit, lang)})
      table.back().push_back(cell);
  }
  report.text += fitted_table(table) + paragraph(say(TextId::an_luck_note, lang)) +
                 paragraph(say(TextId::an_luck_draws, lang,
                               percent_text(job.scenario().params.ignorance_width, lang)));
  return report;
}

}  // namespace palabre
