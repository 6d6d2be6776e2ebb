#include "sim/run/explain/causes.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

#include "sim/run/stats/intervals.hpp"

namespace palabre {
namespace {

constexpr int kDaysAWeek = 7;

/// Dates instead of the offer: the same model (see compile()).
void spell_out_offer(Scenario& s) {
  if (!s.levers.full_precondition_offer) return;
  const Date offered{Date::from(s.start).day + kDaysAWeek * int(constants::kOfferWeek)};
  for (Date Levers::*exit : {&Levers::french_withdrawal, &Levers::minusma_exit})
    (s.levers.*exit).day = std::min((s.levers.*exit).day, offered.day);
  s.levers.full_precondition_offer = false;
}

/// A date lever that lies past the end never acts.
bool never_acts(const Scenario& s, const CauseSpec& cause) {
  const LeverSpec* lever = find_lever(cause.key.substr(cause.key.find('.') + 1));
  if (!cause.key.starts_with("levers.") || lever == nullptr || lever->kind != LeverKind::Date)
    return false;
  const Date date = s.levers.*std::get<Date Levers::*>(lever->field);
  return date.is_never() || date.day >= Date::from(s.start).day + kDaysAWeek * s.weeks;
}

std::size_t index_of(OutcomeId id) { return std::size_t(id); }

Counterfactual judged(CauseId cause, const Comparison& c, OutcomeId outcome) {
  Counterfactual out;
  out.cause = cause;
  out.pairs = c.finished();
  out.flipped = c.flipped();
  if (out.pairs == 0) return out;
  out.flips = wilson(out.flipped, out.pairs);
  const auto& row = c.flips[index_of(outcome)];
  for (const std::int64_t count : row) out.of += count;
  out.lost = out.of - row[index_of(outcome)];
  if (out.of > 0) out.losses = wilson(out.lost, out.of);
  const OutcomeDifference& shares = c.outcomes[index_of(outcome)];
  out.with = shares.a;
  out.sans = shares.b;
  out.difference = shares.difference;
  if (const StatisticDifference* talks = c.find(StatisticId::talks_started)) out.talks = *talks;
  return out;
}

}  // namespace

std::optional<Scenario> without(const Scenario& scenario, CauseId id) {
  const CauseSpec& cause = cause_specs()[std::size_t(id)];
  Scenario out = scenario;
  if (id != CauseId::precondition_offer) spell_out_offer(out);
  if (never_acts(out, cause)) return {};
  const Scenario before = out;
  apply_overrides(out, std::vector{std::string(cause.key) + "=" + std::string(cause.value)});
  if (id == CauseId::local_pacts) out.pacts.clear();
  if (out == before) return {};
  return out;
}

std::vector<CauseId> causes_in(const Scenario& scenario) {
  std::vector<CauseId> out;
  for (std::size_t k = 0; k < cause_specs().size(); ++k)
    if (without(scenario, CauseId(k))) out.push_back(CauseId(k));
  return out;
}

std::optional<Rerun> rerun_without(const Scenario& scenario, const World& world, Recording& runs,
                                   CauseId cause, const CompareOptions& options) {
  const auto other = without(scenario, cause);
  assert(other);
  auto rerun = std::make_shared<Recording>(std::make_shared<const Model>(compile(*other, world)),
                                           runs.seed());
  CompareOptions compared = options;
  compared.parting = false;
  auto comparison = compare(runs, *rerun, compared);
  if (!comparison) return {};
  return Rerun{cause, std::move(rerun), std::move(*comparison)};
}

Counterfactual counterfactual(Recording& runs, const Rerun& rerun, const CauseOptions& options) {
  Counterfactual out = judged(rerun.cause, rerun.comparison, options.outcome);
  const auto end_of = [&](std::int64_t replicate) {
    const Pair pair = compare_one(runs, *rerun.without, replicate);
    const bool failed = pair.failed_a || pair.failed_b;
    return EndWithout{failed ? options.outcome : pair.b, failed};
  };
  const EndWithout end = end_of(options.replicate);
  out.instead = end.outcome;
  out.failed = end.failed;
  for (const std::int64_t replicate : options.others) out.others.push_back(end_of(replicate));
  return out;
}

void sort_by_need(std::vector<Counterfactual>& rows) {
  std::stable_sort(rows.begin(), rows.end(), [](const Counterfactual& a, const Counterfactual& b) {
    return a.lost != b.lost ? a.lost > b.lost : a.flipped > b.flipped;
  });
}

std::optional<std::vector<Counterfactual>> counterfactuals(const Scenario& scenario,
                                                           const World& world, Recording& runs,
                                                           const CauseOptions& options) {
  const std::vector<CauseId> causes = causes_in(scenario);
  const std::int64_t all = options.compare.replicates;
  std::vector<Counterfactual> out;
  for (const CauseId cause : causes) {
    CompareOptions one = options.compare;
    const std::int64_t before = std::int64_t(out.size()) * all;
    if (options.compare.progress)
      one.progress = [&, before](std::int64_t done, std::int64_t) {
        options.compare.progress(before + done, std::int64_t(causes.size()) * all);
      };
    const auto rerun = rerun_without(scenario, world, runs, cause, one);
    if (!rerun) return {};
    out.push_back(counterfactual(runs, *rerun, options));
  }
  sort_by_need(out);
  return out;
}

}  // namespace palabre
