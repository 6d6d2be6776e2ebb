// Leaders, partners, bargain and stages (MODEL.md 7.1 to 7.8).

#include "tests/reference/replicate.hpp"

namespace palabre::reference {

// --- 7.1 to 7.4: presence, sensing, France, support

void Replicate::calendar() {
  const int day =
      int((scenario_.start -
           std::chrono::sys_days{std::chrono::year_month_day{scenario_.start}.year() / 1 / 1})
              .count());
  const int month = (4 * (day + 7 * t)) % 1461 * 12 / 1461;
  constexpr double v_m[] = {0, .2, .6, .8, .8, 1, 0, -1, -1, -.8, -.4, -.2};
  constexpr double p_m[] = {-.6, -.6, -.6, -.4, 0, .6, 1, 1, .6, 0, -.4, -.6};
  s_V = 1 + p.war_season * v_m[month];
  s_P = 1 + p.war_season * p_m[month];
  F = exit_begun() ? kFrenchTroops * clip(1 - (t - t_F) / l.french_drawdown) : kFrenchTroops;
  U = kMinusmaTroops * clip(1 - std::max(t - t_U, 0) / kMinusmaDrawdown);
  W = p.partners_russian_troops * clip((double(t) - week_of(l.russian_arrival) + 1) / kRussianRamp);
  const double hub = t < week_of(l.niger_hub_end) ? l.niger_hub : 0;
  F_H = kHubValue * hub * (kFrenchTroops - F);
  f = F / kFrenchTroops;
  u_n = U / kMinusmaTroops;
  X = clip((1 - p.partners_minusma_weight) * (f + l.niger_hub_counts * hub * (1 - f)) +
           p.partners_minusma_weight * u_n +
           (p.partners_russian_weight + p.partners_alignment * kAlignTurn * (1 - f)) * W /
               kRussianNorm * (1 - p.partners_alignment * f));
  vacuum += f_last - f - vacuum / kVacuumWeeks;
  f_last = f;
  const Draw u = draw(kPolitics);
  if (t >= week_of(l.sanctions_start) && u[0] < H(1 / p.junta_sanctions_length))
    sanctions_lifted = true;
  sanctions =
      (t >= week_of(l.sanctions_start) && t < week_of(l.sanctions_end) && !sanctions_lifted) ||
      forced > 0;
  if (u[1] < H(p.partners_accord_2015_risk * (1 + kAccordNoUn * (1 - u_n))) ||
      t >= week_of(l.accord_2015_end))
    accord_2015 = false;
  forced = std::max(forced - 1, 0.0);
}

void Replicate::sense() {
  g_T = j_T = g_pop = j_pop = displaced = sieges = i_T = c_T = besieged = 0;
  for (const Place& x : at) {
    g_T += x.area * x.g / area;
    j_T += x.area * x.j / area;
    i_T += x.area * x.i / area;
    c_T += x.area * x.c / area;
    besieged += kBlockPeople * x.P * x.blocked;
    g_pop += x.P * x.g / people_all;
    j_pop += x.P * (x.j + x.i) / people_all;
    displaced += x.Q;
    sieges += x.D_weight * x.s;
  }
  if (t == 0) {
    g_T0 = g_T;
    i_T0 = i_T;
    j_T0 = j_before = j_T;
    g_pop0 = g_before = g_pop;
    j_pop0 = j_pop;
  }
  ema(tau_j, j_T - j_before, kTrendWeeks);
  ema(tau_g, g_pop - g_before, kTrendWeeks);
  j_before = j_T;
  g_before = g_pop;
  v = sat(attacks_mean, kViolenceHalf);
  const Draw u = draw(kFortune);
  z = std::clamp(kFortuneMemory * z + kFortunePush * (u[0] + u[1] + u[2] - 1.5), -kFortuneMax,
                 kFortuneMax);
  o = kTempoMemory * o + kTempoPush * (u[3] - .5);
  const Draw w = draw(kYears);
  year =
      std::clamp(kYearMemory * year + kYearPush * (w[0] + w[1] + w[2] - 1.5), -kYearMax, kYearMax);
  luck_of_years = (12 + 6 * year + year * year) / (12 - 6 * year + year * year);  // e^year
}

void Replicate::france() {
  const double visible[] = {
      0, 0, kVisibleGoodOffices, kVisibleTalks, kVisibleTruce, kVisibleAccord};
  V = is_public ? visible[stage] : 0;
  const double rho_V = p.partners_red_line * V;
  C += kCooperationSpeed * (clip(1 - rho_V - kRussianIrritation * W / (W + kRussianNorm)) - C);
  if (!exit_begun() && rho_V > kExitOrderFloor && draw(kFrance)[0] < H(kExitOrderRate * rho_V))
    t_F = t + 1;
}

void Replicate::support() {
  ema(y, 1 - (sanctions ? p.junta_sanctions_bite : 0), kEconomyLag);
  hurt_G =
      clip(kHurtViolence * v + kHurtEconomy * (1 - y) + kHurtSupport * clip(kSupportWanted - ell));
  hurt_J = clip(loss_mean / kHurtLossRate);
  const double wanted =
      clip(kSupportBase + p.junta_sovereignty_rally * sov - kSupportViolence * v -
           kSupportEconomy * (1 - y) + p.junta_relief_weight * relief -
           p.junta_concession_backlash * (conc + kRulesAsConcession * rho) +
           p.junta_last_card * card - kSupportOutrage * outrage -
           kSupportBesieged * besieged / affected - (postponed ? kSupportPostponed : 0));
  ema(ell, wanted, kSupportLag);
  sov *= kSovereigntyMemory;
  card *= kCardMemory;
  const Draw u = draw(kCoupElection);
  if (u[0] < H(kCoupRate * (1 + kCoupUnpopular * clip(kCoupSupport - ell) / kCoupSupport))) {
    ell = kSupportAfterCoup;
    forced = std::max(forced, kCoupSanctions);
    if (stage >= 2) {
      stage = 1;
      pause = int(kPauseAfterTalks);
      is_public = false;
      conc = 0;
    }
  }
  if (t != week_of(l.election)) return;
  postponed =
      u[1] >= clip(kElectionBase - kElectionViolence * v - kElectionStretch * p.junta_stretch);
  if (postponed)
    forced = std::max(forced, kPostponedSanctions);
  else
    ell = clip(ell + kElectionBonus);
}

void Replicate::rally() {
  if (t > 0) sov = clip(sov + std::max(0.0, f_before - f));
  f_before = f;
}

// --- 7.5, 7.6: the bargain, and who wants it

double Replicate::utility(const Side& s, const Issue6& x) {
  double u = 1;
  for (std::size_t k = 0; k < kIssueCount; ++k)
    u -= s.weight[k] * (x[k] - s.ideal[k]) * (x[k] - s.ideal[k]);
  return u;
}

Issue6 Replicate::frontier(double m) const {
  Issue6 x;
  for (std::size_t k = 0; k < kIssueCount; ++k)
    x[k] = (m * G.weight[k] * G.ideal[k] + (1 - m) * jnim.weight[k] * jnim.ideal[k]) /
           (m * G.weight[k] + (1 - m) * jnim.weight[k]);
  x[0] = std::max(x[0], 1 - X);
  return x;
}

void Replicate::bargain() {
  const double n_T = 1 - g_T - j_T - i_T - c_T;
  const double g_E = clip(g_pop / 2 + (g_T + n_T / 2) / 2 + p.talks_horizon * tau_g);
  const double j_E = clip(j_T + n_T / 2 + p.talks_horizon * tau_j);
  d_G = clip(kWarJuntaBase + kWarJuntaControl * g_E + kWarJuntaBelief * p.junta_belief_in_arms -
             kWarJuntaHurt * hurt_G + b_G);
  d_J = clip(kWarJnimBase + kWarJnimControl * j_E - kWarJnimHurt * hurt_J + b_J);
  const double r_G = (1 + kPatienceEconomy * (1 - y) + clip(kSupportWanted - ell)) / 2;
  const double r_J = (1 + kPatienceHurt * hurt_J) / (2 * p.jihadists_patience);
  const double S_G = 1 - p.talks_strength_weight + 2 * p.talks_strength_weight * g_E;
  const double S_J = 1 - p.talks_strength_weight + 2 * p.talks_strength_weight * j_E;
  const double alpha = r_J * S_G / (r_G * S_J + r_J * S_G);
  strong = clip((j_E - kStrongFrom) / kStrongSpan);
  double low = kWeightMin, high = 1 - kWeightMin;
  for (int round = 0; round < 60; ++round) {
    const double m = (low + high) / 2;
    const Issue6 x = frontier(m);
    const double gain_G = utility(G, x) - d_G, gain_J = utility(jnim, x) - d_J;
    const double balance = gain_J < 0   ? gain_J
                           : gain_G < 0 ? -gain_G
                                        : alpha * (1 - m) * gain_J - (1 - alpha) * m * gain_G;
    (balance > 0 ? low : high) = m;
  }
  offer = frontier((low + high) / 2);
  u_G = utility(G, offer);
  u_J = utility(jnim, offer);
  double given = 0, weights = 0;
  for (std::size_t k = 1; k < kIssueCount; ++k) {
    given += G.weight[k] * offer[k];
    weights += G.weight[k];
  }
  terms = given / weights;
}

double Replicate::announced() const {
  return l.talks_channel == 1 ? 0 : l.talks_channel == 2 ? 1 : p.talks_announcement;
}

void Replicate::willingness() {
  gamma = clip(p.talks_guarantee + kGuaranteeMinusma * u_n + kGuaranteeMediator * p.talks_mediator);
  const double q =
      kBeliefBase +
      (1 - kBeliefBase) * clip(kBeliefTrust * trust +
                               (1 - kBeliefTrust) * (p.talks_guarantee + kBeliefMinusma * u_n +
                                                     kBeliefMediator * p.talks_mediator));
  const double s_G = q * (u_G - d_G) - (1 - q) * kLossIfCheated;
  const double s_J = q * (u_J - d_J) - (1 - q) * kLossIfCheated;
  const double leaked = std::min(1.0, kLeakYear * p.talks_leak_rate) * (1 - p.talks_deniability);
  const double e = is_public ? 1 : std::max(announced(), leaked);
  const double c_F = kFrenchCost * p.partners_french_dependence * p.partners_red_line * f * C * e;
  const double phi = exit_begun() ? clip(1 - after_exit() / kWindowFade) : 0;
  double opp = clip(1 - p.partners_red_line * f);
  if (exit_begun()) opp = std::max(opp, kOpportunityAfterExit);
  W_G = S((s_G - c_F - kStubbornJunta) / kNoise);
  haste = 1 + phi * (kCardHaste * p.junta_last_card * !card_spent +
                     kWindowHaste * p.junta_drawdown_window * v);
  W_J = S((s_J - kStubbornJnim +
           kAppetite * (p.talks_opportunity * opp - (1 - p.talks_opportunity) * strong)) /
          kNoise);
  ripe = std::sqrt(hurt_G * hurt_J) *
         (1 - kRipenessMomentum * clip(kWeeksPerYear * std::fabs(tau_j) / kMomentumYear));
  const double p_A = S((utility(ghaly, offer) - d_J) / kNoise + kApprovalBonus);
  const double p_K = S((utility(koufa, offer) - d_J) / kNoise + kApprovalBonus);
  const double p_Q = S((utility(aqim, offer) - kAqimDemand) / kNoise);
  approval = p_A * p_K * (1 - p.jihadists_parent_veto + p.jihadists_parent_veto * p_Q);
  gate = clip(1 - p.jihadists_precondition * X);
  if (exit_begun())
    gate += kAlignGate * p.partners_alignment * f * (1 - gate);  // all three want them out
  gate_hard = clip(1 - p.jihadists_precondition * X / kGateHard);
  const double regroup = stage >= 4 ? std::max(0.0, katiba / katiba_signed - 1) : 0;
  sigma = clip((p.talks_horizon * std::max(0.0, tau_j) + kExitShift * phi + kRegroup * regroup) /
               kShiftScale);
  commitment = clip(kCommitmentBase +
                    (1 - kCommitmentBase) * (1 - clip(sigma - kCommitmentGuarantee * gamma)));
  onset = kOnsetFloor + (1 - p.talks_opportunity) * sat(ripe, kOnsetRipenessHalf) +
          p.talks_opportunity * opp;
  spoilers = clip(p.jihadists_spoilers +
                  (stage >= 3 ? kSpoilersAqim * p.jihadists_parent_veto * (1 - p_Q) : 0));
  violations = sat(attacks_mean, kViolationsHalf);
}

// --- 7.7, 7.8: stages, exchanges

Replicate::Hazards Replicate::hazards() const {
  const double T = haste * p.talks_tempo * l.national_effort *
                   (kMediatorFloor + (1 - kMediatorFloor) * p.talks_mediator);
  const double k = kTrustFloor + (1 - kTrustFloor) * trust, both = W_G * W_J;
  const double spoiled = 1 + kSpoilersBreak * spoilers, shifted = 1 + kShiftBreak * sigma;
  const double dis = 1 + kDisobedienceBreaks * (1 - p.jihadists_obedience);
  const double held = 1 + kGuaranteeHolds * gamma;
  const double veto = kVetoHazard * V * p.partners_red_line * p.partners_french_dependence * C * f;
  switch (stage) {
    case 0:
      return {kContactRate * (kContactFloor + (1 - kContactFloor) * hurt_G), 0};
    case 1:
      return {t >= week_of(l.talks_open) && pause == 0 ? kOfficesRate * T * W_G * k : 0,
              kContactFades};
    case 2:
      return {kTalksRate * T * W_J * gate * approval * k * onset,
              kOfficesFade + veto + kUnpopularBreak * V * clip(kSupportWanted - ell) +
                  kUnwillingBreakOffices * (1 - W_G)};
    case 3:
      return {kTruceRate * T * both * (kTruceRipenessFloor + (1 - kTruceRipenessFloor) * ripe) *
                  (kTruceGateFloor + (1 - kTruceGateFloor) * gate) * approval *
                  (1 - kCommitmentTruce + kCommitmentTruce * commitment),
              kTalksBreak * spoiled * (1 + kViolationsBreakTalks * violations) / (1 + gamma) +
                  veto + kUnwillingBreakTalks * (1 - both)};
    case 4:
      return {kAccordRate * T * both * gate_hard * approval * commitment,
              p.talks_truce_break_rate * spoiled * (1 + kViolationsBreakTruce * violations) *
                  shifted * dis / held};
    default:
      return {0, p.talks_accord_break_rate * spoiled * shifted * dis / held};
  }
}

void Replicate::step_up(double u_public) {
  ++stage;
  const auto first = [&](int& week) { week = week < 0 ? t : week; };
  if (stage == 2) {
    is_public = u_public < announced();
    first(out.good_offices_week);
  }
  if (stage == 3) first(out.talks_week);
  if (stage == 4) {
    first(out.truce_week);
    katiba_signed = std::max(katiba, 1.0);
    defect(p.jihadists_defection / 2);
    is_public = true;
    conc = kTruceConcedes * terms;
    if (exit_begun() && after_exit() <= kCardYear && !card_spent) {
      card_spent = true;
      card = 1;
      out.card_week = t;
    }
  }
  if (stage == 5) {
    first(out.accord_week);
    defect(p.jihadists_defection / 2);
    conc = out.terms_at_accord = terms;
    accord_age = 0;
  }
}

/// When JNIM signs, part of its fighters goes to the Islamic State or to a band of its own.
void Replicate::defect(double share) {
  for (Place& x : at) {
    const double gone =
        share * x.J * std::min(1.0, (1 - x.obedience) / (1 - p.jihadists_obedience + kTiny));
    x.J -= gone;
    x.I += gone;
    x.i += share * x.j * .5;
    x.j -= share * x.j * .5;
  }
}

void Replicate::step_down() {
  if (stage >= 2) {
    const bool agreement = stage >= 4;
    pause = int(agreement ? kPauseAfterTruce : kPauseAfterTalks);
    trust = clip(trust - (agreement ? kTrustLostTruce : kTrustLostTalks));
    is_public = false;
    if (agreement) {
      agreement_broke = true;
      for (Place& x : at)
        if (x.J > kActiveKatiba) x.E += 1;
    }
  }
  conc = 0;
  stage = stage == 1 ? 0 : 1;
}

void Replicate::leaks(double u) {
  if (stage < 2 || stage > 3 || is_public) return;
  if (u >= p.talks_leak_rate * (stage == 3 ? kLeakInTalks : 1)) return;
  ++out.leaks;
  const Draw d = draw(kLeak);
  if (d[0] >= p.talks_deniability) {
    is_public = true;
    return;
  }
  trust = clip(trust - kTrustLostDenial);
  C = clip(C - kCooperationLostDenial * p.partners_red_line);
  if (stage == 2 && d[1] < kDenialSuspends) {
    stage = 1;
    pause = int(kPauseAfterDenial);
  }
}

void Replicate::national_stage() {
  const Hazards h = hazards();
  pause = std::max(pause - 1, 0);
  const Draw u = draw(kStage);
  if (u[0] < H(h.up + h.down)) {
    if (u[1] * (h.up + h.down) < h.up)
      step_up(u[2]);
    else if (stage >= 1)
      step_down();
  }
  leaks(u[3]);
}

void Replicate::exchanges() {
  const double rate =
      stage >= 1 ? kExchangeRate * (.5 + trust) * sat(hostages, kExchangeHostagesHalf) : 0;
  if (draw(kExchange)[0] < H(rate)) {
    ++out.exchanges;
    hostages = std::max(0.0, hostages - kExchangeHostages);
    trust = clip(trust + kExchangeTrust);
    for (Place& x : at) x.J *= kExchangeFighters;
  }
  if (t == week_of(l.prisoner_release)) {
    trust = clip(trust + kReleaseTrust * l.prisoners_released / kReleaseNorm);
    for (Place& x : at) x.J *= 1 + kReleaseReturn * l.prisoners_released / kKatibaTotal;
  }
  hostages = std::min(kHostagesMax, hostages + kHostageRefill * v);
  trust += kTrustDrift * (kTrustRest * p.talks_initial_trust - trust);
}

}  // namespace palabre::reference
