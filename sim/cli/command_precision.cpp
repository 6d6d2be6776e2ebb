// How many runs an interval needs, and how many end near a threshold of the outcome classes.

#include "sim/run/analysis/precision.hpp"

#include <cmath>

#include "sim/cli/analysis.hpp"
#include "sim/cli/progress.hpp"
#include "sim/report/number_words.hpp"
#include "sim/run/stats/intervals.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

// More runs than any machine does: 10^12 of them take a month on a thousand processors.
constexpr std::int64_t kRunsThinkable = 1'000'000'000'000;

/// A pilot that saw no spread says how often another value may come, and not how many runs it
/// takes.
void say_same(std::int64_t runs, Report& report) {
  const auto most = [&](Lang lang) { return percent_text(differ_at_most(runs), lang, true); };
  report.data["undefined"] =
      say(TextId::an_prec_same, Lang::en, count_text(runs, Lang::en), most(Lang::en));
  report.say(TextId::an_prec_same, count_text(runs, report.lang), most(report.lang));
}

}  // namespace

void precision_report(Job& job, Report& report) {
  const Lang lang = job.lang();
  const Target& target = *job.target;
  double within = *job.args.within;
  say_cost(job, std::string(target.id()), {1, job.scenario().replicates});
  Evaluation pilot =
      evaluation_of(job, {row_of(job.scenario())}, {target}, job.scenario().replicates);
  run_points(job, pilot, report);
  add_present(job, pilot, report);
  // 2 % of a share are two points, of anything else a part of its value.
  const auto present = pilot.estimate(0);
  if (job.args.within_is_share && present && !is_share(target.unit()))
    within *= std::abs(present->value);
  report.data["within"] = within;
  report.data["pilot"] = estimate_json(present);
  const auto needed = pilot.done() > 0 ? runs_needed(pilot, 0, within) : std::nullopt;
  if (!needed) {
    if (pilot.done() > 0 && present) return say_same(pilot.replicates(), report);
    const TextId why = pilot.done() == 0 ? TextId::an_not_reached : TextId::an_missing;
    report.data["undefined"] = text(why, Lang::en);
    return report.say(why);
  }
  if (needed->most > kRunsThinkable) {
    report.data["undefined"] = text(TextId::an_prec_refused, Lang::en);
    return report.say(TextId::an_prec_refused);
  }
  const double seconds = seconds_per_run(job.scenario(), *job.file.world, {target}) *
                         double(needed->likely) / double(threads_used(job.args.threads));
  const Estimate wanted{needed->pilot.value, needed->pilot.value - within,
                        needed->pilot.value + within};
  std::string half = change_text(within, wanted, target.unit(), lang).substr(1);
  half += " " + change_unit_text(target.unit(), lang);
  report.data["runs_likely"] = needed->likely;
  report.data["runs_most"] = needed->most;
  report.data["seconds"] = seconds;
  report.say(TextId::an_prec_need, half, count_text(needed->likely, lang),
             count_text(needed->most, lang), count_text(std::int64_t(std::ceil(seconds)), lang));
  if (needed->most <= needed->pilot_runs)
    report.say(TextId::an_prec_enough, count_text(needed->pilot_runs, lang));
  if (needed->likely > kReplicatesMax)
    report.say(TextId::an_prec_limit, count_text(kReplicatesMax, lang));
}

void thresholds_report(Job& job, Report& report) {
  const Lang lang = job.lang();
  const int replicates = job.scenario().replicates;
  std::vector<PlanRow> rows = threshold_rows(job.scenario());
  say_cost(job, say(TextId::an_thr_threshold, lang), std::int64_t(rows.size()), replicates,
           class_targets());
  Evaluation evaluation = evaluation_of(job, std::move(rows), class_targets(), replicates);
  run_points(job, evaluation, report);
  const auto near =
      near_thresholds(job.scenario(), *job.file.world, replicates, job.args.threads, job.args.stop);
  job.stopped = job.stopped || !near;
  Table table{.name = "thresholds",
              .heads = {say(TextId::an_thr_threshold, lang), say(TextId::cli_mean, lang),
                        say(TextId::an_thr_near, lang), say(TextId::an_thr_down, lang),
                        say(TextId::an_thr_up, lang)}};
  report.data["band"] = kThresholdBand;
  const auto thresholds = class_thresholds();
  for (std::size_t k = 0; k < thresholds.size(); ++k) {
    const SwitchSpec& spec = *thresholds[k];
    const double value = job.scenario().switches.*std::get<double Switches::*>(spec.field);
    const auto cell = [&](const std::optional<std::int64_t>& n) {
      return n ? count_text(*n, lang) : say(TextId::an_not_reached, lang);
    };
    const auto number = [](const std::optional<std::int64_t>& n) { return n ? Json(*n) : Json(); };
    const auto down = moved_runs(evaluation, 2 * k + 1), up = moved_runs(evaluation, 2 * k + 2);
    table.add({spec.label.in(lang), value_text(value, lang),
               near ? say(TextId::an_thr_runs, lang, count_text((*near)[k].near, lang),
                          count_text((*near)[k].measured, lang))
                    : say(TextId::an_not_reached, lang),
               cell(down), cell(up)},
              {{"key", fmt::format("switches.{}", spec.name)},
               {"value", value},
               {"near", near ? Json((*near)[k].near) : Json()},
               {"measured", near ? Json((*near)[k].measured) : Json()},
               {"moved_if_lower", number(down)},
               {"moved_if_higher", number(up)}});
  }
  report.add(std::move(table));
  report.say(TextId::an_thr_note);
}

}  // namespace palabre
