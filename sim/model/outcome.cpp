// What a week leaves behind, and how a run ended: phase 14 and the outcome classes.

#include "sim/model/submodels.hpp"

namespace palabre::PALABRE_ISA {

namespace {

void write_rows(Block& b, double* rows) {
  const NationState& n = b.nation;
  const Week& w = b.week;
  const Real values[kWeekRows] = {w.state_area,
                                  w.jihadist_area,
                                  w.state_people,
                                  w.jihadist_people,
                                  w.attacks,
                                  w.deaths,
                                  w.displaced,
                                  w.returns,
                                  w.sieges,
                                  w.pacts_alive,
                                  n.support,
                                  n.economy,
                                  n.cooperation * w.french_share,
                                  w.presence,
                                  n.trust,
                                  w.ripeness,
                                  w.willingness_junta,
                                  w.willingness_jnim,
                                  w.terms,
                                  w.gate,
                                  w.approval,
                                  w.commitment,
                                  n.spillover,
                                  n.hostages,
                                  w.rival_area,
                                  w.signatory_area,
                                  w.besieged,
                                  w.harm_jihadists,
                                  w.harm_hunters,
                                  w.harm_army,
                                  w.harm_french,
                                  w.harm_russians,
                                  n.stage};
  std::memcpy(b.rows, values, sizeof values);
  if (rows == nullptr) return;
  for (int row = 0; row < kWeekRows; ++row) store(values[row], rows + row * kLanes);
}
static_assert(kWeekRows == 33, "write_rows lists every series of outputs.def in its order");

/// The collapse rule held for eight weeks on end. claim: A_class_rules
void test_collapse(Block& b) {
  NationState& n = b.nation;
  const Week& w = b.week;
  const Switches& limits = b.model.switches;
  Mask holds = (w.state_people < Real(limits.collapse_population)) &
               (w.state_people < b.state_people_start - Real(limits.collapse_points));
  if (b.model.capital >= 0)
    holds = holds | (b.at.state_share[b.model.capital] < Real(kCollapseCapital));
  n.collapse_weeks = select(holds, min(n.collapse_weeks + 1.0, kCollapseWeeks), 0.0);
  n.collapsed = select(n.collapse_weeks >= Real(kCollapseWeeks), 1.0, n.collapsed);
}

void tally_talks(Block& b) {
  Tallies& sum = b.tally;
  const NationState& n = b.nation;
  const Week& w = b.week;
  count(sum[TallyId::talks_weeks], n.stage == as_real(Stage::talks));
  count(sum[TallyId::truce_weeks], n.stage == as_real(Stage::truce));
  count(sum[TallyId::accord_weeks], n.stage == as_real(Stage::accord));
  sum[TallyId::willingness_junta] += w.willingness_junta;
  sum[TallyId::willingness_jnim] += w.willingness_jnim;
  sum[TallyId::ripeness] += w.ripeness;
  sum[TallyId::french_cooperation] += n.cooperation * w.french_share;
  if (w.t < int(kWeeksPerYear)) {
    sum[TallyId::willingness_junta_first_year] += w.willingness_junta;
    sum[TallyId::willingness_jnim_first_year] += w.willingness_jnim;
    sum[TallyId::ripeness_first_year] += w.ripeness;
    sum[TallyId::terms_offered_first_year] += w.terms;
    sum[TallyId::deaths_first_year] += w.deaths;
  }
  if (w.t == int(kWeeksPerYear)) sum[TallyId::support_week_52] = n.support;
}

void tally_war(Block& b) {
  Tallies& sum = b.tally;
  const Week& w = b.week;
  sum[TallyId::attacks] += w.attacks;
  sum[TallyId::attacks_in_agreement] +=
      select(b.nation.stage >= as_real(Stage::truce), w.attacks, 0.0);
  sum[TallyId::deaths] += w.deaths;
  sum[TallyId::deaths_civilians] +=
      w.harm_jihadists + w.harm_hunters + w.harm_army + w.harm_french + w.harm_russians;
  sum[TallyId::deaths_month] += w.deaths;
  if (w.t % int(kWeeksPerMonth) == int(kWeeksPerMonth) - 1) {
    const Real month = sum[TallyId::deaths_month];
    sum[TallyId::deaths_month_sum] += month;
    sum[TallyId::deaths_month_squares] += month * month;
    sum[TallyId::deaths_month] = 0.0;
  }
  sum[TallyId::displaced_peak] = max(sum[TallyId::displaced_peak], w.displaced);
  sum[TallyId::returns] += w.returns;
  sum[TallyId::pacts_alive] += w.pacts_alive;
  const int last_year = b.model.weeks - int(kWeeksPerYear);
  if (w.t < last_year || b.model.affected_people <= 0.0) return;
  Real covered = 0.0;
  for (int i = 0; i < b.model.cercle_count; ++i)
    if (b.places[i].zone > 0) covered += b.at.pact[i] * b.places[i].people;
  sum[TallyId::pact_people_last_year] += covered / b.model.affected_people;
}

}  // namespace

void record(Block& b, double* rows) {
  test_collapse(b);
  b.nation.accord_age =
      select(b.nation.stage == as_real(Stage::accord), b.nation.accord_age + 1.0, 0.0);
  tally_talks(b);
  tally_war(b);
  write_rows(b, rows);
  const Week& w = b.week;
  Tallies& sum = b.tally;
  if (w.t == 0) {
    sum[TallyId::state_area_start] = w.state_area;
    sum[TallyId::jihadist_area_start] = w.jihadist_area;
    sum[TallyId::state_people_start] = w.state_people;
    sum[TallyId::jihadist_people_start] = w.jihadist_people;
    sum[TallyId::displaced_start] = w.displaced;
  }
}

void conclude(Block& b) {
  const NationState& n = b.nation;
  const Week& w = b.week;
  const Switches& limits = b.model.switches;
  Tallies& sum = b.tally;
  sum[TallyId::state_area_end] = w.state_area;
  sum[TallyId::jihadist_area_end] = w.jihadist_area;
  sum[TallyId::state_people_end] = w.state_people;
  sum[TallyId::jihadist_people_end] = w.jihadist_people;
  sum[TallyId::displaced_end] = w.displaced;
  sum[TallyId::besieged_end] = w.besieged;
  sum[TallyId::rival_area_end] = w.rival_area;
  sum[TallyId::accord_2015_broken] = n.accord_2015_broken;
  sum[TallyId::sieges_end] = w.sieges;
  sum[TallyId::katiba_end] = w.katiba_total;
  sum[TallyId::army_end] = n.army_total;

  const double last_year =
      b.model.weeks < int(kWeeksPerYear) ? double(b.model.weeks) : kWeeksPerYear;
  const auto is = [](OutcomeId id) { return Real(double(int(id))); };
  const Real people = w.state_people - b.state_people_start;
  const Real ground = w.state_area - b.state_area_start;
  const Real gained = w.jihadist_area - b.jihadist_area_start;
  const Real won = w.jihadist_people - sum[TallyId::jihadist_people_start];
  const auto first = [&](const Mask& holds, OutcomeId id, const Real& otherwise) {
    return select(holds, is(id), otherwise);
  };
  Real outcome = is(OutcomeId::frozen);
  // Where nobody held the ground both may win some: then who wins more decides.
  outcome = first((people >= Real(limits.recovery_people)) & (people >= won) &
                      (ground >= Real(limits.recovery_points)) & (ground >= gained),
                  OutcomeId::state_recovery, outcome);
  outcome = first((people <= Real(-limits.creep_people)) | (gained >= Real(limits.creep_points)),
                  OutcomeId::creeping_advance, outcome);
  outcome =
      first((people <= Real(-limits.advance_people)) & (gained >= Real(limits.advance_points)),
            OutcomeId::insurgent_advance, outcome);
  outcome = first(sum[TallyId::pact_people_last_year] / last_year >= Real(limits.patchwork_share),
                  OutcomeId::local_patchwork, outcome);
  outcome = first(sum[TallyId::truce_breaks] + sum[TallyId::accord_breaks] > Real(0.0),
                  OutcomeId::broken_peace, outcome);
  outcome = first(n.stage >= as_real(Stage::truce), OutcomeId::truce, outcome);
  outcome = first((n.stage == as_real(Stage::accord)) & (n.accord_age >= Real(limits.accord_weeks)),
                  OutcomeId::accord, outcome);
  outcome = select(is_set(n.collapsed) & (n.stage < as_real(Stage::accord)),
                   is(OutcomeId::collapse), outcome);
  sum[TallyId::outcome] = outcome;
}

}  // namespace palabre::PALABRE_ISA
