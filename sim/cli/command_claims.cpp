// The switchboard: each claim of the articles off in turn.

#include <algorithm>
#include <cmath>

#include "sim/cli/analysis.hpp"
#include "sim/cli/figures.hpp"
#include "sim/cli/layout.hpp"
#include "sim/cli/run_text.hpp"
#include "sim/scenario/differences.hpp"
#include "sim/tables/claim_switches.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

using Rows = std::vector<std::vector<std::string>>;

/// What the table shows when no outcome is asked for.
constexpr std::pair<StatisticId, TextId> kColumns[] = {
    {StatisticId::talks_by_week_104, TextId::an_c_talks},
    {StatisticId::truce_reached, TextId::an_c_truce},
    {StatisticId::accord_reached, TextId::an_c_accord},
    {StatisticId::jihadist_share_area_end, TextId::an_c_ground},
    {StatisticId::deaths_per_year, TextId::an_c_deaths}};

std::string names_of(const Claims& claims) {
  std::string out;
  for (ClaimId id : claims.list()) out += (out.empty() ? "" : " ") + std::string(claim(id).name);
  return out;
}

PlanRow switched_off(const Scenario& scenario, const ClaimSwitch& toggle) {
  Scenario changed = scenario;
  apply_overrides(changed, toggle.settings);
  return row_of(changed);
}

/// Everything that the switchboard measures: the outcome asked for, else all classes and the key
/// statistics.
std::vector<Target> targets_of(const Job& job) {
  if (job.target) return {*job.target};
  std::vector<Target> out;
  for (const auto& column : kColumns) out.push_back({{}, column.first});
  for (std::size_t k = 0; k < outcome_specs().size(); ++k) out.push_back({OutcomeId(k), {}});
  for (const StatisticId id : kKeyStatistics)
    if (std::none_of(std::begin(kColumns), std::end(kColumns),
                     [&](const auto& column) { return column.first == id; }))
      out.push_back({{}, id});
  return out;
}

/// Marks what is told from nothing at 95 %.
const char* star(const std::optional<Estimate>& e) {
  return e && (e->low > 0.0 || e->high < 0.0) ? "*" : " ";
}
/// "+5.2*"
std::string starred(const std::optional<Estimate>& e, Unit unit, Lang lang) {
  if (!e) return say(TextId::an_undefined, lang);
  return change_text(e->value, *e, unit, lang) + star(e);
}

Rows table_of(const Job& job, const Evaluation& evaluation) {
  const Lang lang = job.lang();
  const auto switches = claim_switches();
  Rows rows{{say(TextId::an_claim, lang)}};
  if (job.target)
    rows.front().push_back(fmt::format("{} ({})", say(TextId::compare_change, lang),
                                       change_unit_text(job.target->unit(), lang)));
  else
    for (const auto& column : kColumns) rows.front().push_back(say(column.second, lang) + " ");
  std::vector<std::size_t> order(switches.size());
  for (std::size_t k = 0; k < order.size(); ++k) order[k] = k;
  const auto size = [&](std::size_t k) {
    const auto e = evaluation.difference(0, k + 1);
    return e ? std::abs(e->value) : -1.0;
  };
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return size(a) > size(b); });
  for (const std::size_t k : order) {
    rows.push_back(
        {fmt::format("{} ({})", switches[k].label.in(lang), names_of(switches[k].claims))});
    const std::size_t columns = job.target ? 1 : std::size(kColumns);
    const bool is_run = k + 1 < evaluation.done();
    const bool is_same =
        differences(job.scenario(), with_row(job.scenario(), evaluation.row(k + 1))).empty();
    for (std::size_t c = 0; c < columns; ++c) {
      const auto e = evaluation.difference(0, k + 1, c);
      const Unit unit = evaluation.targets()[c].unit();
      rows.back().push_back(!is_run      ? say(TextId::an_not_reached, lang)
                            : is_same    ? say(TextId::an_already, lang)
                            : job.target ? change_cell(e, unit, lang) + star(e)
                                         : starred(e, unit, lang));
    }
  }
  return rows;
}

Json claims_json(const Evaluation& evaluation) {
  Json out = Json::array();
  const auto switches = claim_switches();
  for (std::size_t k = 0; k < switches.size(); ++k) {
    Json one{{"claims", Json::array()},
             {"label", switches[k].label.en},
             {"settings", switches[k].settings},
             {"run", k + 1 < evaluation.done()},
             {"changes", Json::object()}};
    for (ClaimId id : switches[k].claims.list()) one["claims"].push_back(claim(id).name);
    for (std::size_t t = 0; t < evaluation.targets().size(); ++t)
      one["changes"][std::string(evaluation.targets()[t].id())] =
          estimate_json(evaluation.difference(0, k + 1, t));
    out.push_back(one);
  }
  return out;
}

}  // namespace

Report claims_report(Job& job) {
  const Lang lang = job.lang();
  std::vector<PlanRow> rows{row_of(job.scenario())};
  for (const ClaimSwitch& toggle : claim_switches())
    rows.push_back(switched_off(job.scenario(), toggle));
  Report report;
  Evaluation evaluation =
      evaluation_of(job, std::move(rows), targets_of(job), job.scenario().replicates);
  run_points(job, evaluation, say(TextId::an_claim, lang), report);
  if (job.target) {
    report.text += present_text(job, evaluation);
    report.json["present"] = estimate_json(evaluation.estimate(0));
  }
  report.json["switches"] = claims_json(evaluation);
  report.json["not_switchable"] = Json::array();
  report.text +=
      "\n" + fitted_table(table_of(job, evaluation)) + paragraph(say(TextId::an_claims_note, lang));
  for (const FixedClaims& fixed : fixed_claims()) {
    Json one{{"claims", Json::array()}, {"why", fixed.why.en}};
    for (ClaimId id : fixed.claims.list()) one["claims"].push_back(claim(id).name);
    report.json["not_switchable"].push_back(one);
    if (job.args.speech.verbose)
      report.text +=
          paragraph(say(TextId::an_claims_fixed, lang, names_of(fixed.claims), fixed.why.in(lang)));
  }
  return report;
}

}  // namespace palabre
