// Ablations: each claim of the articles off in turn, or each part of the model.

#include <array>
#include <span>

#include "sim/cli/analysis.hpp"
#include "sim/run/analysis/ablation.hpp"
#include "sim/tables/text.hpp"
#include "sim/tables/visible_effects.hpp"

namespace palabre {
namespace {

/// One of the two ablations, and its words.
struct Kind {
  AblationTable table;
  std::array<TextId, 5> heads;  // of the columns
  TextId row_head, note;
};
const Kind& claims_kind() {
  static const Kind kKind{claims_table(),
                          {TextId::an_c_talks, TextId::an_c_truce, TextId::an_c_accord,
                           TextId::an_c_ground, TextId::an_c_deaths},
                          TextId::an_claim,
                          TextId::an_claims_note};
  return kKind;
}
const Kind& mechanisms_kind() {
  static const Kind kKind{mechanisms_table(),
                          {TextId::an_c_ground, TextId::an_c_people, TextId::an_c_deaths,
                           TextId::an_c_displaced, TextId::an_c_truce},
                          TextId::an_mechanism,
                          TextId::an_mechanisms_note};
  return kKind;
}

std::string names_of(const Claims& claims) {
  std::string out;
  for (ClaimId id : claims.list()) out += (out.empty() ? "" : " ") + std::string(claim(id).name);
  return out;
}

/// Marks what is told from nothing at 95 %.
const char* star(const std::optional<Estimate>& e) { return e && e->excludes_zero() ? "*" : " "; }
/// "+5.2*"
std::string starred(const std::optional<Estimate>& e, Unit unit, Lang lang) {
  if (!e) return say(TextId::an_undefined, lang);
  return change_text(e->value, *e, unit, lang) + star(e);
}

/// What the present case changes from its first week to its last, column by column.
std::vector<TableCell> changes_of_the_run(const Kind& kind, const Evaluation& evaluation,
                                          Lang lang) {
  std::vector<TableCell> cells{say(TextId::an_mechanisms_whole, lang)};
  for (std::size_t c = 0; c < kind.table.columns.size(); ++c) {
    const auto change = change_of_the_run(evaluation, c);
    const Unit unit = evaluation.targets()[c].unit();
    cells.push_back(change ? change_text(change->value, *change, unit, lang) + " "
                           : std::string(" "));
  }
  return cells;
}

Table table_of(const Job& job, const Kind& kind, const Evaluation& evaluation) {
  const Lang lang = job.lang();
  Table out{.heads = {say(kind.row_head, lang)}};
  if (job.target)
    out.heads.push_back(fmt::format("{} ({})", say(TextId::compare_change, lang),
                                    change_unit_text(job.target->unit(), lang)));
  else
    for (const TextId head : kind.heads) out.heads.push_back(say(head, lang) + " ");
  for (const AblationEffect& effect : ablation_effects(evaluation, kind.table)) {
    std::vector<TableCell> cells{
        fmt::format("{} ({})", effect.toggle->label.in(lang), names_of(effect.toggle->claims))};
    const std::size_t columns = job.target ? 1 : kind.table.columns.size();
    for (std::size_t c = 0; c < columns; ++c) {
      const auto& e = effect.difference[c];
      const Unit unit = evaluation.targets()[c].unit();
      cells.push_back(!effect.is_run         ? say(TextId::an_not_reached, lang)
                      : effect.is_already_so ? say(TextId::an_already, lang)
                      : job.target           ? change_words(e, unit, lang) + star(e)
                                             : starred(e, unit, lang));
    }
    out.add(std::move(cells));
  }
  return out;
}

Json switched_off_json(const AblationTable& table, const Evaluation& evaluation) {
  Json out = Json::array();
  for (std::size_t k = 0; k < table.rows.size(); ++k) {
    Json one{{"claims", Json::array()},
             {"label", table.rows[k].label.en},
             {"settings", table.rows[k].settings},
             {"run", k + 1 < evaluation.done()},
             {"changes", Json::object()}};
    for (ClaimId id : table.rows[k].claims.list()) one["claims"].push_back(claim(id).name);
    for (std::size_t t = 0; t < evaluation.targets().size(); ++t)
      one["changes"][std::string(evaluation.targets()[t].id())] =
          estimate_json(evaluation.difference(0, k + 1, t));
    out.push_back(one);
  }
  return out;
}

/// Runs the case without each row in turn.
Evaluation switched_off(Job& job, const Kind& kind, Report& report) {
  const auto targets = job.target ? std::vector{*job.target} : ablation_targets(kind.table);
  const int replicates = job.scenario().replicates;
  say_cost(job, say(kind.row_head, job.lang()), 1 + std::int64_t(kind.table.rows.size()),
           replicates, targets);
  Evaluation evaluation =
      evaluation_of(job, ablation_rows(job.scenario(), kind.table), targets, replicates);
  run_points(job, evaluation, report);
  if (job.target) {
    add_present(job, evaluation, report);
    report.data["present"] = estimate_json(evaluation.estimate(0));
  }
  return evaluation;
}

/// Where each assumption and lever shows most among the shipped scenarios.
void add_visible_effects(const Job& job, Report& report) {
  const Lang lang = job.lang();
  Json data = Json::array();
  Table table{.heads = {say(TextId::an_visible_key, lang), say(TextId::an_visible_change, lang),
                        say(TextId::an_visible_of, lang), say(TextId::an_visible_in, lang)},
              .left = {true, false, true, true}};
  for (const VisibleEffect& row : visible_effects()) {
    const Target target = *find_target(row.target);
    const std::string unit = target.kind() == StatisticKind::Share ? "" : "%";
    data.push_back({{"key", row.key},
                    {"value", row.value},
                    {"scenario", row.scenario},
                    {"statistic", row.target},
                    {"points", row.points}});
    table.add({std::string(row.key),
               (row.points > 0 ? "+" : "") + fixed_text(row.points, 1, lang) + unit,
               std::string(row.target), std::string(row.scenario)});
  }
  report.data["visible_effects"] = std::move(data);
  report.blank();
  report.say(TextId::an_visible_note, kVisibleFloor);
  for (const BelowFloor& row : kept_below_floor())
    report.say(TextId::an_visible_kept, row.key, row.why.in(lang));
  if (job.args.output_options.verbose) report.add(std::move(table));
}

}  // namespace

void claims_report(Job& job, Report& report) {
  const Lang lang = job.lang();
  const Kind& kind = claims_kind();
  const Evaluation evaluation = switched_off(job, kind, report);
  report.data["switches"] = switched_off_json(kind.table, evaluation);
  report.data["not_switchable"] = Json::array();
  report.blank();
  report.add(table_of(job, kind, evaluation));
  report.say(kind.note);
  for (const FixedClaims& fixed : fixed_claims()) {
    Json one{{"claims", Json::array()}, {"why", fixed.why.en}};
    for (ClaimId id : fixed.claims.list()) one["claims"].push_back(claim(id).name);
    report.data["not_switchable"].push_back(one);
    if (job.args.output_options.verbose)
      report.say(TextId::an_claims_fixed, names_of(fixed.claims), fixed.why.in(lang));
  }
  add_visible_effects(job, report);
}

void mechanisms_report(Job& job, Report& report) {
  const Kind& kind = mechanisms_kind();
  const Evaluation evaluation = switched_off(job, kind, report);
  report.data["mechanisms"] = switched_off_json(kind.table, evaluation);
  report.data["whole"] = Json::object();
  for (std::size_t t = 0; t < evaluation.targets().size(); ++t)
    if (const auto change = change_of_the_run(evaluation, t))
      report.data["whole"][std::string(evaluation.targets()[t].id())] = estimate_json(*change);
  report.blank();
  Table table = table_of(job, kind, evaluation);
  if (!job.target) {
    TableRow whole{changes_of_the_run(kind, evaluation, job.lang())};
    table.rows.insert(table.rows.begin(), std::move(whole));
  }
  report.add(std::move(table));
  report.say(kind.note);
}

}  // namespace palabre
