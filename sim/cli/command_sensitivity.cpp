// Tornado, Morris and Sobol: which assumption matters most.

#include "sim/cli/analysis.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

constexpr std::size_t kShown = 15;  // rows of a table, unless -v

/// Names of those that do nothing at all.
void add_idle(const ParamList& idle, Report& report) {
  std::string list;
  for (const ParamSpec* spec : idle) list += (list.empty() ? "" : ", ") + std::string(spec->key);
  if (!list.empty()) report.say(TextId::an_idle, list);
}

/// Runs a design of many assumptions and tells the present case; false, with the reason, where
/// nothing can be said because the values never vary.
bool run_design(Job& job, Evaluation& evaluation, Report& report) {
  run_points(job, evaluation, report);
  add_present(job, evaluation, report);
  report.data["present"] = estimate_json(evaluation.estimate(0));
  const auto why = why_undefined(evaluation.values(), job.target->kind());
  if (!why || evaluation.done() < 2) return true;
  report.data["undefined"] = text(*why, Lang::en);
  report.say(*why);
  return false;
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

std::vector<TableCell> swing_cells(const Swing& s, Unit unit, Lang lang) {
  const std::string_view name = s.spec->label.in(lang);
  const std::string never = say(TextId::an_not_reached, lang);
  if (!s.is_run) return {name, "", never, never};
  return {
      name,
      say(TextId::cli_from_to, lang, value_text(s.spec->low, lang), value_text(s.spec->high, lang)),
      change_words(s.low, unit, lang), change_words(s.high, unit, lang)};
}

void add_swings(const Job& job, const std::vector<Swing>& swings, Report& report) {
  const Lang lang = job.lang();
  const Unit unit = job.target->unit();
  Table table{.name = "assumptions",
              .heads = {say(TextId::an_assumption, lang), say(TextId::an_oat_range, lang),
                        say(TextId::an_oat_low, lang), say(TextId::an_oat_high, lang)}};
  ParamList idle;
  std::size_t shown = 0;
  std::int64_t rest = 0, untold = 0;
  for (const Swing& s : swings) {
    std::vector<TableCell> cells;
    if (s.is_idle()) {
      idle.push_back(s.spec);
    } else if (job.args.output_options.verbose || shown < kShown) {
      cells = swing_cells(s, unit, lang);
      ++shown;
    } else {
      ++rest;
      untold += s.tells() ? 0 : 1;
    }
    table.add(std::move(cells), swing_json(s));
  }
  report.blank();
  report.add(std::move(table));
  report.say(TextId::an_oat_note, change_unit_text(unit, lang));
  if (rest > 0) report.say(TextId::an_oat_rest, count_text(rest, lang), count_text(untold, lang));
  add_idle(idle, report);
}

void oat_report(Job& job, Report& report) {
  const ParamList params = chosen_params(job.args.vary);
  say_cost(job, say(TextId::an_oat, job.lang()), tornado_size(params));
  Evaluation evaluation =
      evaluation_of(job, tornado_rows(job.scenario(), params), {*job.target}, kTornadoReplicates);
  report.data["method"] = "oat";
  if (run_design(job, evaluation, report)) add_swings(job, swings_of(evaluation, params), report);
}

// --- Morris --------------------------------------------------------------------------------------

Json morris_json(const MorrisFactor& factor) {
  const MorrisEffect& e = factor.effect;
  Json out{{"key", factor.spec->key}, {"effects", e.count}};
  if (e.count > 0)
    out.update({{"mu_star", estimate_json(e.size)}, {"mu", e.mean}, {"sigma", e.sigma}});
  return out;
}

std::vector<TableCell> morris_cells(const MorrisFactor& factor, Unit unit, Lang lang) {
  const MorrisEffect& e = factor.effect;
  const std::string size = change_text(e.size.value, e.size, unit, lang);
  return {factor.spec->label.in(lang), size.starts_with('+') ? size.substr(1) : size,
          e.size.has_interval() ? change_interval_text(e.size, unit, lang) : "-",
          change_text(e.mean, e.size, unit, lang),
          change_text(e.sigma, e.size, unit, lang).substr(e.sigma > 0.0 ? 1 : 0)};
}

void morris_report(Job& job, Report& report) {
  const Lang lang = job.lang();
  const Unit unit = job.target->unit();
  const ParamList params = chosen_params(job.args.vary);
  const auto trajectories = std::size_t(job.args.trajectories);
  say_cost(job, "Morris", morris_size(trajectories, params));
  const MorrisDesign design = morris_design(trajectories, params.size(), job.args.levels, 1);
  report.data["method"] = "morris";
  report.data["trajectories"] = job.args.trajectories;
  report.data["levels"] = job.args.levels;
  Evaluation evaluation =
      evaluation_of(job, present_and_design(job.scenario(), design.points, params), {*job.target},
                    kMorrisReplicates);
  if (!run_design(job, evaluation, report)) return;
  Table table{.name = "assumptions",
              .heads = {say(TextId::an_assumption, lang), say(TextId::an_morris_size, lang),
                        say(TextId::cli_interval, lang), say(TextId::an_morris_mean, lang),
                        say(TextId::an_morris_sigma, lang)}};
  ParamList idle;
  std::size_t shown = 0;
  for (const MorrisFactor& factor : morris_of(evaluation, design, params)) {
    std::vector<TableCell> cells;
    if (factor.effect.count > 0 && factor.effect.size.high == 0.0)
      idle.push_back(factor.spec);
    else if (factor.effect.count > 0 && (job.args.output_options.verbose || shown++ < kShown))
      cells = morris_cells(factor, unit, lang);
    table.add(std::move(cells), morris_json(factor));
  }
  report.blank();
  report.add(std::move(table));
  report.say(TextId::an_morris_note, change_unit_text(unit, lang));
  add_idle(idle, report);
}

// --- Sobol ---------------------------------------------------------------------------------------

std::string share_cell(const Estimate& share, Lang lang) {
  if (share.low == share.high) return percent_text(share.value, lang);
  return fmt::format("{} ({})", percent_text(share.value, lang),
                     say(TextId::cli_from_to, lang, percent_text(share.low, lang),
                         percent_text(share.high, lang)));
}

void add_split(const std::optional<VarianceSplit>& split, Report& report) {
  if (!split) return;
  const double all = split->total();
  const auto percent = [&](double part) { return percent_text(part / all, report.lang); };
  report.data["variance_of_one_run"] = {{"assumptions", split->assumptions / all},
                                        {"dice", split->chance / all},
                                        {"together", split->together / all}};
  report.say(TextId::an_sobol_variance, percent(split->assumptions), percent(split->chance),
             percent(split->together));
}

void add_indices(const Job& job, const SobolFindings& found, int replicates, Report& report) {
  const Lang lang = job.lang();
  const std::string rows = count_text(std::int64_t(found.rows), lang);
  Table table{.name = "indices"};
  for (const SobolFactor& factor : found.factors) {
    std::vector<TableCell> cells;
    if (job.args.output_options.verbose || table.rows.size() < kShown)
      cells = {factor_label(factor.id, lang), share_cell(factor.index.first, lang),
               share_cell(factor.index.total, lang)};
    table.add(std::move(cells), {{"key", factor.id},
                                 {"first", estimate_json(factor.index.first)},
                                 {"total", estimate_json(factor.index.total)}});
  }
  if (found.factors.empty()) {
    report.add(std::move(table));
    return report.say(TextId::an_undefined);
  }
  table.heads = {say(job.args.groups ? TextId::an_group : TextId::an_assumption, lang),
                 say(TextId::an_sobol_first, lang), say(TextId::an_sobol_total, lang)};
  report.blank();
  report.add(std::move(table));
  report.say(TextId::an_sobol_note, replicates, rows);
  // What too few rows do to shares.
  if (found.few()) return report.say(TextId::an_sobol_few, rows);
  if (found.strays()) report.say(TextId::an_sobol_strays, rows);
}

void sobol_report(Job& job, Report& report) {
  const ParamList params = chosen_params(job.args.vary);
  const FactorGroups groups = factor_groups(params, job.args.groups);
  const auto row_count = std::size_t(
      job.args.points.value_or(job.args.groups ? kSobolRowsOfGroups : kSobolRowsSingly));
  say_cost(job, "Sobol", sobol_size(row_count, groups));
  const SobolDesign design = sobol_design(row_count, groups.group_of, 1);
  report.data["method"] = "sobol";
  report.data["groups"] = job.args.groups;
  Evaluation evaluation =
      evaluation_of(job, present_and_design(job.scenario(), design.points, params), {*job.target},
                    kSobolReplicates);
  if (!run_design(job, evaluation, report)) return;
  const SobolFindings found = sobol_of(evaluation, design, groups);
  report.data["rows"] = found.rows;
  add_indices(job, found, evaluation.replicates(), report);
  add_split(found.split, report);
}

}  // namespace

void sensitivity_report(Job& job, Report& report) {
  if (job.args.method == "morris") return morris_report(job, report);
  if (job.args.method == "sobol") return sobol_report(job, report);
  oat_report(job, report);
}

}  // namespace palabre
