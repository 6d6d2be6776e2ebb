// The spread of single runs, split into dice and assumptions.

#include <cmath>

#include "sim/cli/analysis.hpp"
#include "sim/cli/figures.hpp"
#include "sim/cli/layout.hpp"
#include "sim/cli/run_text.hpp"
#include "sim/run/analysis/luck.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

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
  const Lang lang = job.lang();
  const ParamList params = luck_params(chosen_params(job.args.vary));
  const int points = job.args.points.value_or(kLuckPoints);
  const auto targets = job.target ? std::vector{*job.target} : luck_targets();
  const PlanSize size = luck_size(points);
  say_cost(job, say(TextId::an_luck_sd, lang), size.points, job.replicates(size.replicates),
           targets);
  Report report;
  Evaluation evaluation =
      evaluation_of(job, luck_rows(job.scenario(), params, points), targets, kLuckReplicates);
  run_points(job, evaluation, report);
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
