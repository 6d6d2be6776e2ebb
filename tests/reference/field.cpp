// Pacts, army, violence, ground and people, and how a run ends (MODEL.md 7.9 to 7.15).

#include "tests/reference/replicate.hpp"

namespace palabre::reference {

// --- 7.9: local pacts

double Replicate::break_hazard(const Place& x) const {
  return p.pacts_break_rate * s_P * (x.approved ? 1 : p.pacts_unapproved_factor) *
         (1 + x.O / (1 + x.O)) * (1 + kSpoilersPact * spoilers) *
         (kRulesBreakMax - kRulesBreakSlope * x.rules) * (x.armed ? kArmedBreak : kDisarmedBreak) *
         (x.left ? kArmyLeftBreak : 1) * (stage >= 4 ? kAgreementCalmsPact : 1) /
         (1 + kGuaranteePact * p.talks_guarantee);
}

double Replicate::attempt_hazard(const Place& x) const {
  return p.pacts_attempt_rate * l.local_effort *
         (kMediatorFloor + (1 - kMediatorFloor) * p.talks_mediator) *
         clip(kNeedSiege * x.s + (1 - kNeedSiege) * sat(x.E, kNeedViolenceHalf)) *
         mass(x.J, kCriticalMassPact) * sat(x.D, kPactHuntersHalf) * (x.broke ? kRevival : 1) *
         (stage >= 4 ? kAgreementHelpsPact : 1) * (stage == 0 ? kNoContactHindersPact : 1);
}

void Replicate::sign(int i, bool approved, const PlacedPact* placed) {
  Place& x = at[std::size_t(i)];
  const Draw u = draw(kTerms, i);
  const double b = eJ * x.J / (eJ * x.J + x.A + x.D + 1), a = approved;
  x.rules = clip(p.pacts_social_terms + kRulesBalance * (b - .5) + kRulesApproval * (2 * a - 1));
  bool freed = u[0] < clip(kFreeBase + kFreeApproved * a + kFreeBalance * (1 - b));
  x.armed = u[1] < clip(p.pacts_hunters_armed + kArmedBalance * (.5 - b));
  x.left = u[2] < clip(p.pacts_army_exit * clip(2 * b - .5));
  if (placed != nullptr) {
    x.rules = placed->social_rules.value_or(x.rules);
    freed = placed->prisoners_released.value_or(freed);
    x.armed = placed->hunters_armed.value_or(x.armed);
    x.left = placed->army_post_leaves.value_or(x.left);
  }
  ++out.pacts_started;
  x.pact = true;
  x.approved = approved;
  x.age = x.convoy = 0;
  if (!freed) return;
  trust = clip(trust + kFreeTrust);
  hostages = std::max(0.0, hostages - 1);
}

void Replicate::pact_week(int i) {
  Place& x = at[std::size_t(i)];
  const bool stood = x.pact;
  const Draw u = draw(kPact, i);
  if (stood) {
    if (x.left && u[1] < H(p.pacts_renegotiation)) x.left = false;
    ++x.age;
    ++out.pact_weeks;
    if (u[0] < H(break_hazard(x))) {
      ++out.pact_breaks;
      x.pact = false;
      x.broke = true;
      x.pause = int(p.pacts_pause);
      x.E += kBreakExcites;
    }
  } else if (x.pause > 0) {
    --x.pause;
  } else if (u[0] < H(attempt_hazard(x))) {
    const bool approved = u[1] < p.jihadists_pact_approval;
    if (approved || u[2] > x.obedience)
      sign(i, approved, nullptr);
    else
      x.pause = int(kPauseRefused);
  }
  if (stood) return;
  if (x.convoy > 0)
    --x.convoy;
  else if (!x.pact && x.broke && stage < 4 &&
           draw(kConvoy, i)[0] < H(kConvoyRate * x.s * sat(x.A, kConvoyGarrisonHalf))) {
    x.convoy = int(kConvoyWeeks);
    ++out.convoys;
  }
}

void Replicate::local_pacts(const std::vector<PlacedPact>& placed) {
  double approved = 0;
  pacts = rho = 0;
  for (int i = 0; i < int(at.size()); ++i) {
    const PlacedPact* here = nullptr;
    for (const PlacedPact& pact : placed)
      if (week_of(pact.date) == t && pact.cercle == names[std::size_t(i)]) here = &pact;
    if (here != nullptr)
      sign(i, here->approved.value_or(draw(kPact, i)[1] < p.jihadists_pact_approval), here);
    else
      pact_week(i);
    const Place& x = at[std::size_t(i)];
    if (x.zone > 0) rho += x.pact * x.rules * x.P / affected;
    pacts += x.pact;
    approved += x.pact && x.approved;
  }
  trust = clip(trust + kPactTrust * approved);
}

// --- 7.10 to 7.12: army, violence, losses

void Replicate::allocate_army() {
  double threats = 0, posted = 0;
  std::vector<double> threat(at.size());
  for (std::size_t i = 0; i < at.size(); ++i) {
    Place& x = at[i];
    const double c = x.g + x.n() / 2;
    x.K = scenario_.switches.violence == 0 ? 4 * c * (1 - c)
                                           : kHegemonyPeak * c * (1 - c) * std::fabs(2 * c - 1);
    threat[i] = x.P * (kThreatFloor + x.K) * x.g;
    threats += threat[i];
  }
  for (std::size_t i = 0; i < at.size(); ++i) {
    Place& x = at[i];
    const double base = x.base + p.junta_handover * (1 - f) * (x.w_french - x.base);
    const double target = A_tot * (kBaseShare * base + (1 - kBaseShare) * threat[i] / threats) *
                          (x.pact && x.left ? kPostLeft : 1);
    x.A += kPostingSpeed * (target - x.A);
    posted += x.A;
  }
  for (Place& x : at) x.A *= A_tot / posted;
}

/// What each cercle gets when all spread x evenly over their neighbours.
std::vector<double> Replicate::spread(double Place::*x) const {
  std::vector<double> got(at.size());
  for (const Place& from : at)
    for (const int k : from.near) got[std::size_t(k)] += from.*x / double(from.near.size());
  return got;
}

void Replicate::rates() {
  const std::vector<double> near_E = spread(&Place::E);
  const double luck = s_V * std::max(kFortuneFloor, 1 + kFortuneAttacks * z + o);
  for (std::size_t i = 0; i < at.size(); ++i) {
    Place& x = at[i];
    x.Fi = kFrenchMobility * (C * F * x.w_french + F_H * x.w_hub);  // 4 F*
    x.Wi = kRussianMobility * W * x.w_russian;                      // 2 W
    x.forces = x.A + x.Fi + x.Wi;
    const double act = mass(x.J, kCriticalMassAttack);
    const double busy = x.convoy > 0 ? kConvoyViolence : 1;
    x.clashes = v0 * act * sat(x.D, kClashHuntersHalf) * clip(2 * (x.j + x.n() / 2)) *
                (1 - (x.pact ? (x.armed ? kClashArmed : kClashDisarmed) : 0));
    x.raids = v0 * act * x.K * (1 - kPactCalmsAttacks * x.pact);
    const double echo = p.war_self_excitation * (1 - kExcitationMemory) *
                        (kExcitationOwn * x.E + (1 - kExcitationOwn) * near_E[i]) *
                        (1 - kPactCalmsEcho * x.pact);
    x.lambda = std::min(kAttackRateMax,
                        ((x.raids + x.clashes) * luck * busy + echo) * (1 - calm * x.obedience));
    x.nu = ops * (1 + l.army_surge) * sat(x.forces, kOperationsHalf) * clip(x.j + x.n()) *
           (1 - kPactCalmsOperations * x.pact) * (x.pact && x.left ? kPostLeftOperations : 1) *
           busy * (1 - calm);
  }
}

void Replicate::draw_events() {
  attacks = deaths = 0;
  killed.fill(0);
  for (int i = 0; i < int(at.size()); ++i) {
    Place& x = at[std::size_t(i)];
    const Draw u = draw(kEvents, i);
    x.N = poisson(x.lambda, u[0]);
    x.O = poisson(x.nu, u[1]);
    attacks += x.N;
    for (int k = 0; k < int(x.N); ++k) {
      const Draw d = draw(kAttackDeaths, i, std::uint32_t(k));
      const bool clash = d[2] * (x.raids + x.clashes + kTiny) < x.clashes;
      if (d[0] < kCountedAttacks) killed[clash ? 1 : 0] += deaths_of_event(d[1]);
    }
    const double harm[] = {kHarmArmy, kHarmFrench, p.war_russian_harm};
    for (int k = 0; k < int(x.O); ++k) {
      const Draw d = draw(kOperationDeaths, i, std::uint32_t(k));
      const double place = d[2] * x.forces;
      const std::size_t by = place < x.A ? 0 : place < x.A + x.Fi ? 1 : 2;
      if (d[0] < kCountedOperations * (kCountedHarmless + harm[by]))
        killed[2 + by] += deaths_of_event(d[1]);
    }
  }
  for (const double dead : killed) deaths += dead;
  A_tot -= kSoldiersPerAttack * attacks;
}

void Replicate::aftermath() {
  losses = katiba = 0;
  for (Place& x : at) {
    const double total = x.forces + 1, present = sat(x.J, kLossHalf);
    const double harm =
        x.O * (kHarmArmy * x.A + p.war_russian_harm * x.Wi + kHarmFrench * x.Fi) / total;
    x.harm = kHarmMemory * x.harm + harm;
    x.E = kExcitationMemory * x.E + x.N + harm * (kEchoAnywhere + (1 - kEchoAnywhere) * present);
    const double known = kIntelligenceFloor +
                         (1 - kIntelligenceFloor) * clip(x.g + kIntelligenceFrench * x.Fi / total);
    const double loss = std::min(kLossMax * x.J, kLossPerOperation * x.O * present * known);
    const double J = x.J - loss;
    const double cap = kCapacityFloor + (kCapacityPeople * x.P + kCapacityBase * x.J0) *
                                            (x.j + kCapacityContested * x.n());
    const double growth =
        rec * J * (1 - J / cap) * (1 + kHarmRecruits * x.harm / (kHarmHalf + x.harm));
    x.J = std::max(1.0, J + std::max(-kShrinkMax * J, growth));
    losses += loss;
    katiba += x.J;
  }
  const std::vector<double> come = spread(&Place::J);
  for (std::size_t i = 0; i < at.size(); ++i) at[i].J += kRedeploy * (come[i] - at[i].J);
  for (Place& x : at) {
    x.near_J = 0;
    for (const int k : x.near) x.near_J += at[std::size_t(k)].J / double(x.near.size());
  }
}

void Replicate::events() {
  calm = stage == 4 ? kCalmTruce : stage == 5 ? kCalmAccord : 0;
  rates();
  draw_events();
  aftermath();
  const double wanted = kArmyTotal * (1 - kArmyEconomy + kArmyEconomy * y) * kArmyTarget;
  A_tot = std::max(kArmyMin, A_tot + kArmyRecovery * (wanted - A_tot) -
                                 kDesertion * A_tot * clip(kDesertionSupport - ell) -
                                 kDefeatLosses * A_tot * clip(-tau_g - kDefeatTrend));
  ema(loss_mean, losses / std::max(1.0, katiba), kMeanWeeks);
  ema(attacks_mean, attacks, kMeanWeeks);
}

// --- 7.13: ground, sieges, people

void Replicate::control() {
  for (Place& x : at) {
    const double French = eF * C * F * x.w_french,
                 mobile = e_A * x.A + eW * W * x.w_russian + French;
    const double hunters = x.pact ? (x.armed ? kHuntersArmed : kHuntersDisarmed) : 0;
    const double PO = mobile + eF * F_H * x.w_hub;
    const double PS = mobile + kMinusmaHolds * U * x.w_un + kHuntersHold * x.D * (1 - hunters);
    const double PJ = eJ * (x.J + dlt * x.near_J), e = scenario_.switches.force_exponent;
    const double s_G = std::pow(PS, e) / (std::pow(PS, e) + std::pow(PJ, e) + 1);
    const double s_off = PO / (PO + PJ + 1), needed = kHoldSoldiers + kHoldPerArea * x.area;
    const double fr = (1 - kCalmFreezes * calm * x.obedience) * (1 - kPactFreezes * x.pact);
    x.act = mass(x.J, kCriticalMassControl);
    x.s_A = x.A / (x.A + eJ * x.J + 1);
    const double c_S =
        kc * s_G * sat(x.A, needed) * (kSupportFloor + (1 - kSupportFloor) * ell) * fr * (1 - z);
    const double c_J = (kc * (1 - s_G) * x.act * fr + kPactGround * x.pact * x.rules * x.act +
                        kAccordGround * (stage == 5) * conc * x.act) *
                       (1 + z);
    const double e_g = kLoseFactor * kc * (1 - s_G) * x.act * fr * (1 + z) + kLoseBase +
                       (x.pact && x.left ? kLosePostLeft : 0);
    const double e_j = kRetakeFactor * kc * s_off * sat(PO, needed) * fr * (1 - z);
    const double taken = x.n() / (1 + c_S + c_J);
    const double lost_g = x.g * H(e_g), lost_j = x.j * H(e_j);
    x.g += taken * c_S - lost_g;
    x.j += taken * c_J - lost_j;
  }
}

void Replicate::people() {
  returns = relief = 0;
  double pressure = 0;
  const double kept = 1 - H(kLn2 / p.junta_relief_memory);
  for (Place& x : at) {
    const double quiet = calm * x.obedience, before = x.s;
    x.s += H(kSiegeRate * x.act * x.j * (1 - x.s_A) * (1 - quiet) * (1 - x.pact)) * (1 - x.s) -
           H(kSiegeFades + kSiegeArmy * x.s_A + kSiegePact * x.pact + kSiegeCalm * quiet +
             (x.convoy > 0 ? kSiegeConvoy : 0)) *
               x.s;
    const double flee =
        H(kFleePerAttack * x.N * (1 - kMinusmaProtects * sat(U * x.w_un, kMinusmaProtectHalf)) *
          (1 + kFleeSiege * x.s));
    const double go = std::max(0.0, x.R - kNeverFlee * x.P) / (1 - kNeverFlee) * flee;
    const double back = x.Q * H(kReturnRate * (1 - x.s) / (1 + kFearAttacks * x.lambda) *
                                (1 + kReturnPact * x.pact + quiet));
    x.R += back - go;
    x.Q += go - back;
    returns += back;
    const double lifted = std::max(0.0, before - x.s) * x.D_weight, was = x.relief;
    ema(x.relief, .5 * kReliefSieges * lifted + .5 * back / kReliefReturns, kMeanWeeks);
    if ((x.broke && !x.pact) || (agreement_broke && stage < 4))
      x.relief = std::max(x.relief, was * kept);
    relief += x.relief;
    pressure += x.coastal * (x.j + kPressureContested * x.n());
  }
  relief = clip(relief);
  spill += H(kSpillRate * pressure * (1 - kSpillSupport * l.coastal_support)) * (1 - spill) -
           kSpillFades * spill;
}

// --- 7.15: record and outcome class

void Replicate::record() {
  const Switches& c = scenario_.switches;
  const bool lost = (g_pop < c.collapse_population && g_pop < g_pop0 - c.collapse_points) ||
                    (capital >= 0 && at[std::size_t(capital)].g < kCollapseCapital);
  collapse_weeks = lost ? collapse_weeks + 1 : 0;
  collapsed = collapsed || collapse_weeks >= kCollapseWeeks;
  accord_age = stage == 5 ? accord_age + 1 : 0;
  if (t >= scenario_.weeks - int(kWeeksPerYear))
    for (const Place& x : at)
      if (x.zone > 0) covered += x.pact * x.P / affected;
  double* const by[] = {&out.deaths_by_jihadists, &out.deaths_by_hunters, &out.deaths_by_army,
                        &out.deaths_by_french, &out.deaths_by_russians};
  for (std::size_t k = 0; k < killed.size(); ++k) *by[k] += killed[k];
  const auto civil = [](double harm) { return harm / (kCountedHarmless + harm); };
  out.weeks.push_back({g_T,
                       j_T,
                       g_pop,
                       j_pop,
                       attacks,
                       deaths,
                       displaced,
                       returns,
                       sieges,
                       pacts,
                       ell,
                       y,
                       C * f,
                       X,
                       trust,
                       ripe,
                       W_G,
                       W_J,
                       terms,
                       gate,
                       approval,
                       commitment,
                       spill,
                       hostages,
                       killed[0] * kCivilJihadists,
                       killed[1] * kCivilHunters,
                       killed[2] * civil(kHarmArmy),
                       killed[3] * civil(kHarmFrench),
                       killed[4] * civil(p.war_russian_harm),
                       stage});
}

void Replicate::conclude() {
  const Switches& c = scenario_.switches;
  const auto is = [&](OutcomeId id) { out.outcome = int(id); };
  if (collapsed && stage < 5)
    is(OutcomeId::collapse);
  else if (stage == 5 && accord_age >= c.accord_weeks)
    is(out.terms_at_accord >= c.jnim_terms ? OutcomeId::accord_on_jnim_terms
                                           : OutcomeId::accord_balanced);
  else if (stage >= 4)
    is(OutcomeId::truce_only);
  else if (covered / std::min(double(scenario_.weeks), kWeeksPerYear) >= c.patchwork_share)
    is(OutcomeId::local_patchwork);
  else if (j_T - j_T0 >= c.advance_points)
    is(OutcomeId::insurgent_advance);
  else if (g_T - g_T0 >= c.recovery_points)
    is(OutcomeId::state_recovery);
  else
    is(OutcomeId::stalemate);
  out.katiba = katiba;
  out.army = A_tot;
}

}  // namespace palabre::reference
