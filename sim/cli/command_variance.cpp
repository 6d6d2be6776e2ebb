// Variance decomposition of single runs into chance and assumptions.

#include <cmath>

#include "sim/cli/analysis.hpp"
#include "sim/run/analysis/variance.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

std::string spread_text(const std::optional<double>& sd, Unit unit, Lang lang) {
  if (!sd) return say(TextId::an_undefined, lang);
  return value_text(is_share(unit) ? 100.0 * *sd : *sd, lang);
}

Json variance_json(const VarianceDecomposition& variance) {
  Json out{{"id", variance.target.id()}, {"unit", label(variance.target.unit(), Lang::en)}};
  if (variance.split)
    out.update({{"spread", std::sqrt(variance.split->total())},
                {"assumptions", variance.split->assumptions / variance.split->total()},
                {"dice", variance.split->chance / variance.split->total()},
                {"together", variance.split->together / variance.split->total()}});
  out["present_dice_only"] = variance.chance_only ? Json(*variance.chance_only) : Json();
  out["present_with_draws"] = variance.with_draws ? Json(*variance.with_draws) : Json();
  return out;
}

}  // namespace

void variance_report(Job& job, Report& report) {
  const Lang lang = job.lang();
  const ParamList params = variance_params(chosen_params(job.args.vary));
  const int points = job.args.points.value_or(kVariancePoints);
  const auto targets = job.target ? std::vector{*job.target} : variance_targets();
  const PlanSize size = variance_size(points);
  say_cost(job, say(TextId::an_variance_sd, lang), size.points, job.replicates(size.replicates),
           targets);
  Evaluation evaluation = evaluation_of(job, variance_rows(job.scenario(), params, points), targets,
                                        kVarianceReplicates);
  run_points(job, evaluation, report);
  Table table{.name = "rows",
              .heads = {say(TextId::cli_statistic, lang), say(TextId::an_variance_sd, lang),
                        say(TextId::an_variance_assumptions, lang),
                        say(TextId::an_variance_chance, lang), say(TextId::an_variance_both, lang),
                        say(TextId::an_variance_here, lang), say(TextId::an_variance_drawn, lang)}};
  for (std::size_t t = 0; t < evaluation.targets().size(); ++t) {
    const VarianceDecomposition variance = variance_of(evaluation, t);
    const Unit unit = variance.target.unit();
    std::vector<TableCell> cells{
        fmt::format("{} ({})", variance.target.label().in(lang), change_unit_text(unit, lang))};
    if (variance.split) {
      const double all = variance.split->total();
      cells.insert(cells.end(), {spread_text(std::sqrt(all), unit, lang),
                                 percent_text(variance.split->assumptions / all, lang),
                                 percent_text(variance.split->chance / all, lang),
                                 percent_text(variance.split->together / all, lang),
                                 spread_text(variance.chance_only, unit, lang),
                                 spread_text(variance.with_draws, unit, lang)});
    } else {
      cells.push_back(say(TextId::an_undefined, lang));
    }
    table.add(std::move(cells), variance_json(variance));
  }
  report.add(std::move(table));
  report.say(TextId::an_variance_note);
  report.say(TextId::an_variance_draws,
             percent_text(job.scenario().params.uncertainty_width, lang));
}

}  // namespace palabre
