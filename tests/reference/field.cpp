// Army, violence, ground and people, and how a run ends (MODEL.md 7.10 to 7.15).

#include "tests/reference/replicate.hpp"

namespace palabre::reference {

// --- 7.10 to 7.12: army, violence, losses

void Replicate::allocate_army() {
  double threats = 0, posted = 0;
  std::vector<double> threat(at.size());
  for (std::size_t i = 0; i < at.size(); ++i) {
    Place& x = at[i];
    const double c = x.g + x.n() / 2, d = x.j + x.n() / 2;
    x.K = scenario_.switches.violence == 0 ? 4 * c * d : kHegemonyPeak * c * d * std::fabs(c - d);
    x.K_I = 4 * (c + x.c) * (x.i + x.n() / 2);
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
  const double luck = s_V * luck_of_years * std::max(kFortuneFloor, 1 + kFortuneAttacks * z + o);
  const double lull = exit_begun() ? kLull * 4 * f * (1 - f) : 0;
  for (std::size_t i = 0; i < at.size(); ++i) {
    Place& x = at[i];
    x.Fi = kFrenchMobility * (C * F * x.w_french + F_H * x.w_hub);  // 4 F*
    x.Wi = kRussianMobility * W * x.w_russian;                      // 2 W
    x.forces = x.A + x.Fi + x.Wi;
    const double act = x.cell * mass(x.J, kCriticalMassAttack);
    const double free =
        1 - kPin * sat(x.Fi, kPinHalf) + x.pressed * (kVacuum * vacuum * (1 - f) - lull);
    const double busy = x.convoy > 0 ? kConvoyViolence : 1;
    x.clashes = v0 * act * sat(x.D, kClashHuntersHalf) * clip(2 * (x.j + x.n() / 2)) *
                (1 - (x.pact ? (x.armed ? kClashArmed : kClashDisarmed) : 0));
    x.raids = v0 * free * (act * x.K + kCellRaids * x.cell) * (1 - kPactCalmsAttacks * x.pact);
    x.is_raids = kIsRaids * v0 * free * mass(x.I, kCriticalMassIs) * x.K_I;
    x.feud = v0 * kFeudRate * p.jihadists_rivalry * sat(x.J - 1, kFeudHalf) * sat(x.I, kFeudHalf);
    x.rebel = accord_2015 ? 0 : kSignatoryFights * x.c * sat(x.A, kSignatoryHalf);
    const double echo = p.war_self_excitation * (1 - kExcitationMemory) *
                        (kExcitationOwn * x.E + (1 - kExcitationOwn) * near_E[i]) *
                        (1 - kPactCalmsEcho * x.pact) * (x.cell || x.I > 0);
    x.lambda = std::min(kAttackRateMax,
                        ((x.raids + x.clashes) * luck * busy + echo) * (1 - calm * x.obedience) +
                            (x.is_raids + x.feud + x.rebel) * luck);
    x.nu = ops * (1 + l.army_surge) * sat(x.forces, kOperationsHalf) * clip(x.j + x.i + x.n()) *
           (1 - kPactCalmsOperations * x.pact) * (x.pact && x.left ? kPostLeftOperations : 1) *
           busy * (1 - calm);
  }
}

void Replicate::draw_events() {
  attacks = deaths = 0;
  killed.fill(0);
  massacred.fill(0);
  for (int i = 0; i < int(at.size()); ++i) {
    Place& x = at[std::size_t(i)];
    const Draw u = draw(kEvents, i);
    x.N = poisson(x.lambda, u[0]);
    x.O = poisson(x.nu, u[1]);
    attacks += x.N;
    for (int k = 0; k < int(x.N); ++k) {
      const Draw d = draw(kAttackDeaths, i, std::uint32_t(k));
      const double who = d[2] * (x.raids + x.clashes + x.is_raids + x.feud + x.rebel + kTiny);
      const double up_to[] = {x.clashes, x.clashes + x.is_raids, x.clashes + x.is_raids + x.feud,
                              x.clashes + x.is_raids + x.feud + x.rebel};
      const std::size_t by = who < up_to[0]   ? 1
                             : who < up_to[1] ? 5
                             : who < up_to[2] ? 6
                             : who < up_to[3] ? 7
                                              : 0;
      if (d[0] < kCountedAttacks) killed[by] += deaths_of_event(d[1]);
    }
    const double harm[] = {p.war_army_harm, kHarmFrench, p.war_russian_harm};
    for (int k = 0; k < int(x.O); ++k) {
      const Draw d = draw(kOperationDeaths, i, std::uint32_t(k));
      const double place = d[2] * x.forces;
      const std::size_t by = place < x.A ? 0 : place < x.A + x.Fi ? 1 : 2;
      if (d[0] <
          kCountedOperations * (kCountedHarmless + harm[by]) * (by == 1 ? kFrenchLethality : 1))
        killed[2 + by] += deaths_of_event(d[1]);
    }
  }
  massacre();
  for (const double dead : killed) deaths += dead;
  A_tot -= kSoldiersPerAttack * attacks;
}

/// A massacre by soldiers or contractors, at most one a week.
void Replicate::massacre() {
  double all = 0;
  const auto risk = [&](const Place& x) {
    return kMassRate * x.nu * (p.war_army_harm * x.A + p.war_russian_harm * x.Wi) / x.forces;
  };
  for (const Place& x : at) all += risk(x);
  const Draw u = draw(kMassacre);
  outrage *= kHarmMemory;
  if (u[0] >= H(all)) return;
  double sum = 0;
  for (std::size_t i = 0; i < at.size(); ++i) {
    Place& x = at[i];
    sum += risk(x);
    if (u[1] * all >= sum && i + 1 < at.size()) continue;
    const double least = kMassLeast / kMassMost;
    const double dead = std::floor(kMassLeast / std::sqrt(1 - u[2] * (1 - least * least)));
    const bool russian =
        u[3] * (p.war_army_harm * x.A + p.war_russian_harm * x.Wi) >= p.war_army_harm * x.A;
    killed[russian ? 4 : 2] += dead;
    massacred[russian ? 1 : 0] += dead;
    x.harm += kMassHarm * dead;
    outrage = std::min(kOutrageMax, outrage + dead / kOutrageNorm);
    ++out.massacres;
    out.deaths_massacres += dead;
    return;
  }
}

void Replicate::aftermath() {
  losses = katiba = 0;
  for (Place& x : at) {
    const double total = x.forces + 1, present = sat(x.J, kLossHalf);
    const double harm =
        x.O * (p.war_army_harm * x.A + p.war_russian_harm * x.Wi + kHarmFrench * x.Fi) / total;
    x.harm = kHarmMemory * x.harm + harm;
    x.E = kExcitationMemory * x.E + x.N + harm * (kEchoAnywhere + (1 - kEchoAnywhere) * present);
    const double known = kIntelligenceFloor + (1 - kIntelligenceFloor) *
                                                  clip(x.g + kIntelligenceFrench * x.Fi / total) *
                                                  kFear / (kFear + x.harm);
    const double both = x.J + x.I, angered = 1 + kHarmRecruits * x.harm / (kHarmHalf + x.harm);
    const double hit =
        std::min(kLossMax, kLossPerOperation * x.O * sat(both, kLossHalf) * known / both);
    const double fought = kFeudLoss * x.feud / both;  // each loses as the other is strong
    const double loss = hit * x.J;
    const double J = std::max(0.0, x.J - loss - fought * x.I);
    const double cap =
        kCapacityFloor + kCapacityCell * x.cell +
        (kCapacityPeople * x.P + kCapacityBase * x.J0) * (x.j + kCapacityContested * x.n());
    const double growth = (x.cell ? 1 : 0) * rec * J * (1 - J / cap) * angered;
    const double I = std::max(0.0, x.I - hit * x.I - fought * x.J);
    const double cap_I = kCapacityFloor + kCapacityIs * (x.I0 + kCapacityDefect * x.J0) *
                                              (x.i + kCapacityContested * x.n());
    x.I = std::max(0.0, I + std::max(-kShrinkMax * I, rec * I * (1 - I / cap_I) * angered));
    x.J = std::max(1.0, J + std::max(-kShrinkMax * J, growth) - (x.cell ? 0 : kShrinkMax * J));
    losses += loss;
    katiba += x.J;
  }
  const std::vector<double> come = spread(&Place::J);
  for (std::size_t i = 0; i < at.size(); ++i) {
    at[i].J += kRedeploy * (come[i] - at[i].J);
  }
  for (Place& x : at) {
    x.near_J = x.near_cells = 0;
    for (const int k : x.near) {
      const Place& y_ = at[std::size_t(k)];
      x.near_J += (y_.J + y_.I) / double(x.near.size());
      x.near_cells += std::max(y_.cell * sat(y_.J, kSeedHalf), sat(y_.I, kSeedHalf));
    }
  }
  for (std::size_t i = 0; i < at.size(); ++i)
    cell_week(at[i], draw(kEvents, int(i))[2], draw(kEvents, int(i))[3]);
}

/// A cell comes from its neighbours, or over the border, and may go again.
void Replicate::cell_week(Place& x, double u, double size) {
  if (!x.cell) {
    if (u >= H(kSeedBase + kSeedNear * x.near_cells + kSeedBorder * (x.coastal > 0))) return;
    x.cell = true;
    x.J = std::max(x.J, kCellSize * (.5 + size));
    ++out.seeded;
  } else if (x.J < kCellSmall && u < H(kCellDies / (1 + kCellNear * x.near_cells))) {
    x.cell = false;
  }
}

void Replicate::events() {
  calm = stage == 4 ? kCalmTruce : stage == 5 ? kCalmAccord : 0;
  rates();
  draw_events();
  aftermath();
  const double wanted = A_start * (1 - kArmyEconomy + kArmyEconomy * y) * kArmyTarget;
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
    const double PJ = eJ * (x.J * x.cell + x.I + dlt * x.near_J),
                 e = scenario_.switches.force_exponent;
    const double s_G = std::pow(PS, e) / (std::pow(PS, e) + std::pow(PJ, e) + 1);
    const double s_off = PO / (PO + PJ + 1), needed = kHoldSoldiers + kHoldPerArea * x.area;
    const double fr = (1 - kCalmFreezes * calm * x.obedience) * (1 - kPactFreezes * x.pact);
    x.act = x.cell * mass(x.J, kCriticalMassControl + kMassPerArea * x.area);
    x.act_I = mass(x.I, kCriticalMassControl + kMassPerArea * x.area);
    x.s_A = x.A / (x.A + eJ * x.J + 1);
    const double c_S = kc * s_G * sat(x.A, needed) * (kSupportFloor + (1 - kSupportFloor) * ell) *
                       fr * (1 - z) * kFearSupport / (kFearSupport + x.harm);
    const double c_J = (kc * (1 - s_G) * x.act * fr + kPactGround * x.pact * x.rules * x.act +
                        kAccordGround * (stage == 5) * conc * x.act) *
                       (1 + z);
    const double c_I = kc * (1 - s_G) * x.act_I * (1 + z);
    const double pressing = kLoseFactor * kc * (1 - s_G) * (1 + z);
    const double e_g = pressing * (x.act * fr + x.act_I) +
                       kErosion * std::max(x.s, double(x.blocked)) +
                       (x.pact && x.left ? kLosePostLeft : 0);
    const double e_j = kRetakeFactor * kc * s_off * sat(PO, needed) * sat(x.nu, kRetakeOperations) *
                       fr * (1 - z) * (x.cell || x.I > 0);
    const double e_i =
        kRetakeFactor * kc * s_off * sat(PO, needed) * sat(x.nu, kRetakeOperations) * (1 - z);
    const double feuds = kFeudGround * p.jihadists_rivalry / (x.J * x.cell + x.I + 1);
    const double to_i = feuds * x.I * x.act_I, to_j = feuds * x.J * x.act;
    const double taken = x.n() / (1 + c_S + c_J + c_I);
    const double lost_g = x.g * H(e_g);
    const double lost_j = x.j * H(e_j + to_i), lost_i = x.i * H(e_i + to_j);
    const double j_to_i = lost_j * to_i / (e_j + to_i + kTiny),
                 i_to_j = lost_i * to_j / (e_i + to_j + kTiny);
    x.g += taken * c_S - lost_g;
    x.j += taken * c_J - lost_j + i_to_j;
    x.i += taken * c_I - lost_i + j_to_i;
    if (!accord_2015) x.c -= x.c * H(kSignatoryErodes);
  }
}

void Replicate::people() {
  returns = relief = 0;
  double pressure = 0;
  const double kept = 1 - H(kLn2 / p.junta_relief_memory);
  for (Place& x : at) {
    const double quiet = calm * x.obedience, before = x.s;
    x.s += H((kSiegeRate * x.act * x.j * (1 - x.s_A) + kSiegeBlockade * x.blocked) * (1 - quiet) *
             (1 - x.pact)) *
               (1 - x.s) -
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
    pressure += x.coastal * (x.j + x.i + kPressureContested * x.n());
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
  double* const by[] = {&out.deaths_by_jihadists, &out.deaths_by_hunters,    &out.deaths_by_army,
                        &out.deaths_by_french,    &out.deaths_by_russians,   &out.deaths_by_rivals,
                        &out.deaths_in_feuds,     &out.deaths_by_signatories};
  for (std::size_t k = 0; k < killed.size(); ++k) *by[k] += killed[k];
  const auto civil = [](double harm) { return harm / (kCountedHarmless + harm); };
  const double army = killed[2] - massacred[0], russians = killed[4] - massacred[1];
  out.weeks.push_back({g_T,
                       j_T + i_T,
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
                       i_T,
                       c_T,
                       besieged,
                       (killed[0] + killed[5]) * kCivilJihadists,
                       killed[1] * kCivilHunters,
                       massacred[0] + army * civil(p.war_army_harm),
                       killed[3] * civil(kHarmFrench),
                       massacred[1] + russians * civil(p.war_russian_harm),
                       stage});
}

void Replicate::conclude() {
  const Switches& c = scenario_.switches;
  const auto is = [&](OutcomeId id) { out.outcome = int(id); };
  const double people_now = g_pop - g_pop0, ground = g_T - g_T0;
  const double gained = j_T + i_T - j_T0 - i_T0, won = j_pop - j_pop0;
  if (collapsed && stage < 5)
    is(OutcomeId::collapse);
  else if (stage == 5 && accord_age >= c.accord_weeks)
    is(OutcomeId::accord);
  else if (stage >= 4)
    is(OutcomeId::truce);
  else if (agreement_broke)
    is(OutcomeId::broken_peace);
  else if (covered / std::min(double(scenario_.weeks), kWeeksPerYear) >= c.patchwork_share)
    is(OutcomeId::local_patchwork);
  else if (people_now <= -c.advance_people && gained >= c.advance_points)
    is(OutcomeId::insurgent_advance);
  else if (people_now <= -c.creep_people || gained >= c.creep_points)
    is(OutcomeId::creeping_advance);
  else if (people_now >= c.recovery_people && people_now >= won && ground >= c.recovery_points &&
           ground >= gained)
    is(OutcomeId::state_recovery);
  else
    is(OutcomeId::frozen);
  out.katiba = katiba;
  out.army = A_tot;
}

}  // namespace palabre::reference
