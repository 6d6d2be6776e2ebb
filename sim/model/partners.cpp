// Foreign forces, sensing, the red line, economy and public support: phases 1 to 4.

#include "sim/model/submodels.hpp"

namespace palabre::PALABRE_ISA {

namespace {

/// 1 before `start`, then a straight line to 0 over `duration` weeks.
double drawdown(int week, int start, double duration) {
  if (week < start) return 1.0;
  const double left = 1.0 - (week - start) / duration;
  return left < 0.0 ? 0.0 : left;
}

/// 0 before `start`, then a straight line to 1 over `duration` weeks.
double ramp(int week, int start, double duration) {
  const double there = (week - start + 1) / duration;
  return there < 0.0 ? 0.0 : there > 1.0 ? 1.0 : there;
}

constexpr double max_of(double a, double b) { return a > b ? a : b; }

Real stage_visibility(const Real& stage) {
  Real visible = 0.0;
  visible = select(stage == as_real(Stage::good_offices), kVisibleGoodOffices, visible);
  visible = select(stage == as_real(Stage::talks), kVisibleTalks, visible);
  visible = select(stage == as_real(Stage::truce), kVisibleTruce, visible);
  return select(stage == as_real(Stage::accord), kVisibleAccord, visible);
}

}  // namespace

void calendar(Block& b) {
  const Params& p = b.model.params;
  const Levers& levers = b.model.levers;
  const Calendar& when = b.model.calendar;
  NationState& n = b.nation;
  Week& w = b.week;

  w.season_attacks = b.model.season_attacks[std::size_t(w.t)];
  w.season_breaks = b.model.season_breaks[std::size_t(w.t)];

  const Mask french_leaving = (n.french_exit_week >= Real(0.0)) & (Real(w.t) >= n.french_exit_week);
  const Real french_left =
      clip(Real(1.0) - (Real(w.t) - n.french_exit_week) / Real(levers.french_drawdown));
  n.french_troops = select(french_leaving, Real(kFrenchTroops) * french_left, kFrenchTroops);
  w.minusma = kMinusmaTroops * drawdown(w.t, when.minusma_exit, kMinusmaDrawdown);
  n.minusma_troops = w.minusma;
  n.russian_troops = p.partners_russian_troops * ramp(w.t, when.russian_arrival, kRussianRamp);

  const Words u = b.random.draw(Stream::politics, 0);
  const double lifting = 1.0 / (1.0 + p.junta_sanctions_length);  // H(1 / length)
  const Mask lifted = Mask(w.t >= when.sanctions_start) & (u.uniform(0) < Real(lifting));
  n.sanctions_lifted = select(lifted, 1.0, n.sanctions_lifted);
  w.sanctions = (Mask(w.t >= when.sanctions_start && w.t < when.sanctions_end) &
                 ~is_set(n.sanctions_lifted)) |
                (n.sanctions_forced > Real(0.0));
  n.sanctions_forced = max(n.sanctions_forced - 1.0, 0.0);

  w.french_share = n.french_troops / Real(kFrenchTroops);
  w.minusma_share = n.minusma_troops / Real(kMinusmaTroops);
  w.hub = w.t < when.niger_hub_end ? levers.niger_hub : 0.0;
  w.hub_force = Real(w.hub) * (Real(kFrenchTroops) - n.french_troops) * kHubValue;
  const Real french_presence =
      w.french_share + Real(levers.niger_hub_counts * w.hub) * (Real(1.0) - w.french_share);
  // Once the French are gone the alignment of the three dissolves. claim: C27
  const Real russian_weight =
      (Real(p.partners_russian_weight) +
       Real(p.partners_alignment * kAlignTurn) * (Real(1.0) - w.french_share)) *
      (Real(1.0) - Real(p.partners_alignment) * w.french_share);
  w.presence = clip(Real(1.0 - p.partners_minusma_weight) * french_presence +
                    Real(p.partners_minusma_weight) * w.minusma_share +
                    russian_weight * n.russian_troops / Real(kRussianNorm));
  const double risk = p.partners_accord_2015_risk;
  const Mask breaks =
      u.uniform(1) <
      hazard(Real(risk) * (Real(1.0) + Real(kAccordNoUn) * (Real(1.0) - w.minusma_share)));
  n.accord_2015_broken =
      select(breaks | Mask(w.t >= when.accord_2015_end), 1.0, n.accord_2015_broken);
  // Posts that were left lately are felt once few are left; a handover holds attacks back. claim:
  // L_security_transitions
  n.vacuum += (n.french_share_before - w.french_share) - n.vacuum / kVacuumWeeks;
  w.vacuum = Real(kVacuum) * n.vacuum * (Real(1.0) - w.french_share);
  w.lull = select(french_leaving, Real(4.0 * kLull) * w.french_share * (Real(1.0) - w.french_share),
                  0.0);
}

void sense(Block& b) {
  const Model& m = b.model;
  const CercleState& at = b.at;
  NationState& n = b.nation;
  Week& w = b.week;

  Real state_area = 0.0, jihadist_area = 0.0, state_people = 0.0, jihadist_people = 0.0;
  w.displaced = w.sieges = w.rival_area = w.signatory_area = w.besieged = 0.0;
  for (int i = 0; i < m.cercle_count; ++i) {
    const Place& place = b.places[i];
    state_area += Real(place.area) * at.state_share[i];
    jihadist_area += Real(place.area) * at.jihadist_share[i];
    state_people += Real(place.people) * at.state_share[i];
    w.rival_area += Real(place.area) * at.rival_share[i];
    w.signatory_area += Real(place.area) * at.signatory_share[i];
    jihadist_people += Real(place.people) * at.jihadist_share[i];
    w.besieged += Real(Number(kBlockPeople) * place.people) * at.blockade[i];
    w.displaced += at.displaced[i];
    w.sieges += Real(place.hunters_weight) * at.siege[i];
  }
  w.state_area = state_area / Real(m.area_total);
  w.jihadist_area = jihadist_area / Real(m.area_total);
  w.rival_area *= 1.0 / m.area_total;
  w.signatory_area *= 1.0 / m.area_total;
  w.state_people = state_people / Real(m.people_total);
  w.jihadist_people = jihadist_people / Real(m.people_total);
  if (w.t == 0) {
    b.state_area_start = w.state_area;
    b.jihadist_area_start = w.jihadist_area;
    b.state_people_start = w.state_people;

    n.jihadist_area_before = w.jihadist_area - w.rival_area;
    n.state_people_before = w.state_people;
  }
  const Real jnim = w.jihadist_area - w.rival_area;
  n.jihadist_trend += ((jnim - n.jihadist_area_before) - n.jihadist_trend) / kTrendWeeks;
  n.state_trend += ((w.state_people - n.state_people_before) - n.state_trend) / kTrendWeeks;
  n.jihadist_area_before = jnim;
  n.state_people_before = w.state_people;
  w.violence = saturate(n.attacks_mean, kViolenceHalf);
  const Words u = b.random.draw(Stream::fortune, 0);
  const Real push = u.uniform(0) + u.uniform(1) + u.uniform(2) - 1.5;
  n.fortune =
      clip(Real(kFortuneMemory) * n.fortune + Real(kFortunePush) * push, -kFortuneMax, kFortuneMax);
  n.tempo = Real(kTempoMemory) * n.tempo + Real(kTempoPush) * (u.uniform(3) - 0.5);
  const Words years = b.random.draw(Stream::years, 0);
  const Real drift = years.uniform(0) + years.uniform(1) + years.uniform(2) - 1.5;
  n.year = clip(Real(kYearMemory) * n.year + Real(kYearPush) * drift, -kYearMax, kYearMax);
  if (is_off(b, MechanismOff::luck)) n.fortune = n.tempo = n.year = 0.0;
  // e^x, to 1.2 % for |x| up to 1.5 (Pade).
  const Real even = Real(12.0) + n.year * n.year, odd = Real(6.0) * n.year;
  w.luck_of_years = (even + odd) / (even - odd);
}

void france(Block& b) {
  const Params& p = b.model.params;
  NationState& n = b.nation;
  Week& w = b.week;

  w.visibility = select(is_set(n.talks_public), stage_visibility(n.stage), 0.0);
  const Real wanted =
      clip(Real(1.0) - Real(p.partners_red_line) * w.visibility -
           Real(kRussianIrritation) * n.russian_troops / (n.russian_troops + kRussianNorm));
  n.cooperation += Real(kCooperationSpeed) * (wanted - n.cooperation);
  if (fault(Fault::cooperation_constant)) n.cooperation = 0.8;
  w.joint = n.cooperation * w.french_share;

  const Real anger = Real(p.partners_red_line) * w.visibility;
  const Mask not_begun = (n.french_exit_week < Real(0.0)) | (Real(w.t) < n.french_exit_week);
  const Real u = b.random.draw(Stream::france, 0).uniform(0);
  const Mask ordered = not_begun & (anger > Real(kExitOrderFloor)) &
                       (u < hazard(Real(kExitOrderRate) * p.partners_red_line * w.visibility));
  const Mask ahead = (n.french_exit_week < Real(0.0)) | (Real(w.t + 1) < n.french_exit_week);
  n.french_exit_week = select(ordered, Real(w.t + 1), n.french_exit_week);
  b.tally[TallyId::french_exit_early] =
      select(ordered & ahead, 1.0, b.tally[TallyId::french_exit_early]);
}

namespace {

void support_drift(Block& b) {
  const Params& p = b.model.params;
  NationState& n = b.nation;
  const Week& w = b.week;
  const Real relief = max(n.relief_mean, n.relief_memory);
  const Real wanted =
      clip(Real(kSupportBase) + Real(p.junta_sovereignty_rally) * n.sovereignty -
           Real(kSupportViolence) * w.violence - Real(kSupportEconomy) * (Real(1.0) - n.economy) +
           Real(p.junta_relief_weight) * relief -
           Real(p.junta_concession_backlash) *
               (n.conceded + Real(kRulesAsConcession) * n.pact_rules_mean) +
           Real(p.junta_last_card) * n.card_effect - Real(kSupportOutrage) * n.outrage -
           Real(kSupportBesieged) * w.besieged / Real(max_of(b.model.affected_people, 1.0)) -
           select(is_set(n.election_postponed), kSupportPostponed, 0.0));
  n.support += (wanted - n.support) / kSupportLag;
  n.sovereignty *= kSovereigntyMemory;
  n.card_effect *= kCardMemory;
}

void coup(Block& b, const Real& u) {
  NationState& n = b.nation;
  const Real risk =
      Real(kCoupRate) *
      (Real(1.0) + Real(kCoupUnpopular) * clip(Real(kCoupSupport) - n.support) / kCoupSupport);
  const Mask happens = u < hazard(risk);
  count(b.tally[TallyId::coups], happens);
  n.support = select(happens, kSupportAfterCoup, n.support);
  n.sanctions_forced = select(happens, max(n.sanctions_forced, kCoupSanctions), n.sanctions_forced);
  const Mask resets = happens & (n.stage >= as_real(Stage::good_offices));
  n.stage = select(resets, as_real(Stage::secret_contact), n.stage);
  n.talks_pause = select(resets, kPauseAfterTalks, n.talks_pause);
  n.talks_public = select(resets, 0.0, n.talks_public);
  n.conceded = select(resets, 0.0, n.conceded);
}

void election(Block& b, const Real& u) {
  NationState& n = b.nation;
  const Week& w = b.week;
  const Real chance = clip(Real(kElectionBase - kElectionStretch * b.model.params.junta_stretch) -
                           Real(kElectionViolence) * w.violence);
  const Mask held = u < chance;
  n.election_postponed = select(held, 0.0, 1.0);
  n.support = select(held, clip(n.support + kElectionBonus), n.support);
  n.sanctions_forced =
      select(held, n.sanctions_forced, max(n.sanctions_forced, kPostponedSanctions));
  b.tally[TallyId::election_held] = as_real(held);
  b.tally[TallyId::election_postponed] = as_real(~held);
}

}  // namespace

void support(Block& b) {
  const Params& p = b.model.params;
  NationState& n = b.nation;
  Week& w = b.week;

  const Real income = Real(1.0) - select(w.sanctions, p.junta_sanctions_bite, 0.0);
  n.economy += (income - n.economy) / kEconomyLag;
  w.hurt_junta =
      clip(Real(kHurtViolence) * w.violence + Real(kHurtEconomy) * (Real(1.0) - n.economy) +
           Real(kHurtSupport) * clip(Real(kSupportWanted) - n.support));
  w.hurt_jnim = clip(n.loss_mean / kHurtLossRate);
  support_drift(b);
  const Words u = b.random.draw(Stream::coup_election, 0);
  coup(b, u.uniform(0));
  if (w.t == b.model.calendar.election) election(b, u.uniform(1));
}

void rally(Block& b) {
  NationState& n = b.nation;
  const Real& now = b.week.french_share;
  if (b.week.t > 0) n.sovereignty = clip(n.sovereignty + max(0.0, n.french_share_before - now));
  n.french_share_before = now;
}

}  // namespace palabre::PALABRE_ISA
