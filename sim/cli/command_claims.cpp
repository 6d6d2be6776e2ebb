// Claim ablation: each claim of the articles off in turn.

#include <array>

#include "sim/cli/analysis.hpp"
#include "sim/run/analysis/ablation.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

/// Heads of the columns of kClaimColumns.
constexpr std::array<TextId, kClaimColumns.size()> kHeads = {
    TextId::an_c_talks, TextId::an_c_truce, TextId::an_c_accord, TextId::an_c_ground,
    TextId::an_c_deaths};

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

Table table_of(const Job& job, const Evaluation& evaluation) {
  const Lang lang = job.lang();
  Table out{.heads = {say(TextId::an_claim, lang)}};
  if (job.target)
    out.heads.push_back(fmt::format("{} ({})", say(TextId::compare_change, lang),
                                    change_unit_text(job.target->unit(), lang)));
  else
    for (const TextId head : kHeads) out.heads.push_back(say(head, lang) + " ");
  for (const ClaimEffect& effect : claim_effects(evaluation)) {
    std::vector<TableCell> cells{
        fmt::format("{} ({})", effect.toggle->label.in(lang), names_of(effect.toggle->claims))};
    const std::size_t columns = job.target ? 1 : kClaimColumns.size();
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

Json claims_json(const Evaluation& evaluation) {
  Json out = Json::array();
  const auto switches = claim_ablations();
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

void claims_report(Job& job, Report& report) {
  const Lang lang = job.lang();
  const auto targets = job.target ? std::vector{*job.target} : ablation_targets();
  const int replicates = job.scenario().replicates;
  say_cost(job, say(TextId::an_claim, lang), 1 + std::int64_t(claim_ablations().size()), replicates,
           targets);
  Evaluation evaluation = evaluation_of(job, ablation_rows(job.scenario()), targets, replicates);
  run_points(job, evaluation, report);
  if (job.target) {
    add_present(job, evaluation, report);
    report.data["present"] = estimate_json(evaluation.estimate(0));
  }
  report.data["switches"] = claims_json(evaluation);
  report.data["not_switchable"] = Json::array();
  report.blank();
  report.add(table_of(job, evaluation));
  report.say(TextId::an_claims_note);
  for (const FixedClaims& fixed : fixed_claims()) {
    Json one{{"claims", Json::array()}, {"why", fixed.why.en}};
    for (ClaimId id : fixed.claims.list()) one["claims"].push_back(claim(id).name);
    report.data["not_switchable"].push_back(one);
    if (job.args.output_options.verbose)
      report.say(TextId::an_claims_fixed, names_of(fixed.claims), fixed.why.in(lang));
  }
}

}  // namespace palabre
