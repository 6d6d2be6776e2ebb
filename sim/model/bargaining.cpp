// The bargain over six issues, and whether either side wants it: phase 5.

#include "sim/model/submodels.hpp"

namespace palabre::PALABRE_ISA {

namespace {

/// A point of the frontier: weight m of the junta, the positions and both utilities.
struct Settlement {
  Real x[kIssueCount];
  Real junta, jnim;
};

/// x_k(m) = (m w_Gk th_Gk + (1 - m) w_Jk th_Jk) / (m w_Gk + (1 - m) w_Jk); troops already gone
/// cannot be un-conceded, so x_1 is at least 1 - X.
Settlement settle(const Block& b, const Real& m, const Real& foreign_floor) {
  static_assert(kIssueCount == 6);
  const LaneSide& g = b.junta;
  const LaneSide& j = b.jnim;
  const Real rest = Real(1.0) - m;
  Real pull_g[kIssueCount], pull_j[kIssueCount];
  for (int k = 0; k < kIssueCount; ++k) {
    pull_g[k] = m * g.weight[k];
    pull_j[k] = rest * j.weight[k];
  }
  const auto both = [&](int k) { return pull_g[k] + pull_j[k]; };
  const auto first = inverses(both(0), both(1), both(2));
  const auto second = inverses(both(3), both(4), both(5));
  const Real per_pull[kIssueCount] = {first.a, first.b, first.c, second.a, second.b, second.c};
  Settlement s;
  Real lost_junta[kIssueCount], lost_jnim[kIssueCount];
  for (int k = 0; k < kIssueCount; ++k) {
    Real x = (pull_g[k] * g.ideal[k] + pull_j[k] * j.ideal[k]) * per_pull[k];
    if (k == 0) x = max(x, foreign_floor);
    s.x[k] = x;
    lost_junta[k] = Real(g.weight[k]) * (x - g.ideal[k]) * (x - g.ideal[k]);
    lost_jnim[k] = Real(j.weight[k]) * (x - j.ideal[k]) * (x - j.ideal[k]);
  }
  s.junta = Real(1.0) - ((lost_junta[0] + lost_junta[1] + lost_junta[2]) +
                         (lost_junta[3] + lost_junta[4] + lost_junta[5]));
  s.jnim = Real(1.0) - ((lost_jnim[0] + lost_jnim[1] + lost_jnim[2]) +
                        (lost_jnim[3] + lost_jnim[4] + lost_jnim[5]));
  return s;
}

/// Single precision tells steps apart no finer.
constexpr double kSettled = sizeof(Number) == 4 ? kWeightStepSingle : kWeightStep;

/// The weight of the junta at which f, which falls from above 0 to below 0, crosses 0. Where JNIM
/// is below its war value f is what it lacks, negative, else where the junta is below its own, what
/// that lacks: a bargain outside both ends where it must. False position with the Illinois rule, to
/// kSettled; what has not settled then (f may jump where no bargain suits both) is bisected.
/// Each lane stops for itself, so that its company does not move it.
template <class F>
Real balancing_weight(const Block& b, const Real& floor1, F&& f) {
  const Week& w = b.week;
  const auto value_at = [&](const Real& m) {
    const Settlement s = settle(b, m, floor1);
    Real value = f(m, s);
    value = select(s.junta < w.war_junta, w.war_junta - s.junta, value);
    return select(s.jnim < w.war_jnim, s.jnim - w.war_jnim, value);
  };
  Real lo = kWeightMin, hi = 1.0 - kWeightMin, m = 0.5;
  Real at_lo = value_at(lo), at_hi = value_at(hi);
  Mask settled = false, rose = false, fell = false;
  for (int step = 0; step < int(kFalsePositions) + int(kBisections); ++step) {
    const Real value = value_at(m);
    const Mask raise = value > Real(0.0);
    lo = select(raise, m, lo);
    hi = select(raise, hi, m);
    at_hi = select(raise, select(rose, at_hi * 0.5, at_hi), value);
    at_lo = select(raise, value, select(fell, at_lo * 0.5, at_lo));
    rose = raise;
    fell = ~raise;
    const bool bisect = step >= int(kFalsePositions);
    // Equal ends say nothing of where f crosses 0: the step goes to one of them.
    const Real fall = select(at_lo == at_hi, kTiny, at_lo - at_hi);
    const Real next =
        bisect ? Real(0.5) * (lo + hi) : clip(lo + (hi - lo) * (at_lo / fall), lo, hi);
    settled = settled | (abs(next - m) < Real(kSettled));
    m = select(settled, m, next);
    if (!any(~settled)) break;
  }
  return m;
}

/// Relative impatience of JNIM is the junta's bargaining power (Rubinstein's limit).
Real junta_power(const Block& b) {
  const Params& p = b.model.params;
  const NationState& n = b.nation;
  const Real junta = Real(0.5) * (Real(1.0) + Real(kPatienceEconomy) * (Real(1.0) - n.economy) +
                                  clip(Real(kSupportWanted) - n.support));
  const Real jnim =
      Real(0.5) * (Real(1.0) + Real(kPatienceHurt) * b.week.hurt_jnim) / p.jihadists_patience;
  // Who is strong gets more: each side's patience counts as its expected control. claim: C21
  const double power = p.talks_strength_weight;
  const Real strong_junta = Real(1.0 - power) + Real(2.0 * power) * b.week.state_expected;
  const Real strong_jnim = Real(1.0 - power) + Real(2.0 * power) * b.week.jihadist_expected;
  return jnim * strong_junta / (junta * strong_jnim + jnim * strong_junta);
}

Real nash_weight(const Block& b, const Real& floor1) {
  const Week& w = b.week;
  const Real power = junta_power(b);
  return balancing_weight(b, floor1, [&](const Real& m, const Settlement& s) {
    return power * (Real(1.0) - m) * (s.jnim - w.war_jnim) -
           (Real(1.0) - power) * m * (s.junta - w.war_junta);
  });
}

/// Kalai-Smorodinsky: equal shares of each side's best gain on the individually rational frontier.
/// The best of a side is where the other is held at its war value.
Real kalai_smorodinsky_weight(const Block& b, const Real& floor1) {
  const Week& w = b.week;
  const auto up = [](const Real&, const Settlement&) { return Real(1.0); };
  const auto down = [](const Real&, const Settlement&) { return Real(-1.0); };
  const Settlement junta_best = settle(b, balancing_weight(b, floor1, up), floor1);
  const Settlement jnim_best = settle(b, balancing_weight(b, floor1, down), floor1);
  const Real junta_gain = junta_best.junta - w.war_junta;
  const Real jnim_gain = jnim_best.jnim - w.war_jnim;
  return balancing_weight(b, floor1, [&](const Real&, const Settlement& s) {
    return (s.jnim - w.war_jnim) * junta_gain - (s.junta - w.war_junta) * jnim_gain;
  });
}

Real junta_weight(const Block& b, const Real& floor1) {
  const Week& w = b.week;
  switch (BargainingSolution(b.model.switches.bargaining)) {
    case BargainingSolution::kalai_smorodinsky:
      return kalai_smorodinsky_weight(b, floor1);
    case BargainingSolution::utilitarian:
      return 0.5;
    case BargainingSolution::power_weighted:
      return clip(w.state_expected / (w.state_expected + w.jihadist_expected + kTiny), kWeightMin,
                  1.0 - kWeightMin);
    case BargainingSolution::nash:
      break;
  }
  return nash_weight(b, floor1);
}

Real utility(const Side& side, const Real* x) {
  Real u = 1.0;
  for (int k = 0; k < kIssueCount; ++k)
    u -= Real(side.weight[k]) * (x[k] - side.ideal[k]) * (x[k] - side.ideal[k]);
  return u;
}

}  // namespace

void bargain(Block& b) {
  const Model& model = b.model;
  const Params& p = model.params;
  const NationState& n = b.nation;
  Week& w = b.week;

  const Real contested = Real(1.0) - w.state_area - w.jihadist_area - w.signatory_area;
  const Real jnim = w.jihadist_area - w.rival_area;
  w.state_expected =
      clip(Real(0.5) * w.state_people + Real(0.5) * (w.state_area + Real(0.5) * contested) +
           Real(p.talks_horizon) * n.state_trend);
  const Real look_ahead = fault(Fault::jnim_does_not_look_ahead) ? 0.0 : p.talks_horizon;
  w.jihadist_expected = clip(jnim + Real(0.5) * contested + look_ahead * n.jihadist_trend);
  if (fault(Fault::war_value_ignores_control)) w.jihadist_expected = 0.45;
  w.war_junta = clip(Real(kWarJuntaBase) + Real(kWarJuntaControl) * w.state_expected +
                     Real(kWarJuntaBelief * p.junta_belief_in_arms) -
                     Real(kWarJuntaHurt) * w.hurt_junta + b.traits.bias_junta);
  w.war_jnim = clip(Real(kWarJnimBase) + Real(kWarJnimControl) * w.jihadist_expected -
                    Real(kWarJnimHurt) * w.hurt_jnim + b.traits.bias_jnim);

  const Real floor1 = Real(1.0) - w.presence;
  const Settlement s = settle(b, junta_weight(b, floor1), floor1);
  w.utility_junta = s.junta;
  w.utility_jnim = s.jnim;
  Real given = 0.0, weights = 0.0;
  for (int k = 0; k < kIssueCount; ++k) {
    w.offer[k] = s.x[k];
    if (k == 0) continue;  // foreign troops are no gift of the state alone
    given += Real(model.junta.weight[k]) * s.x[k];
    weights += model.junta.weight[k];
  }
  w.terms = given / weights;
}

namespace {

/// Share of France's anger a junta expects: how exposed the talks are or may become.
Real exposure(const Block& b) {
  const Params& p = b.model.params;
  double expected = p.talks_announcement;
  if (b.model.levers.talks_channel == int(TalksChannel::secret)) expected = 0.0;
  if (b.model.levers.talks_channel == int(TalksChannel::public_)) expected = 1.0;
  double leaks = kLeakYear * p.talks_leak_rate;
  if (leaks > 1.0) leaks = 1.0;
  const double leaked = leaks * (1.0 - p.talks_deniability);
  return select(is_set(b.nation.talks_public), 1.0, expected > leaked ? expected : leaked);
}

void approve(Block& b) {
  const Params& p = b.model.params;
  Week& w = b.week;
  const Real ag_ghaly =
      sigmoid((utility(b.model.ag_ghaly, w.offer) - w.war_jnim) / kNoise + kApprovalBonus);
  const Real koufa =
      sigmoid((utility(b.model.koufa, w.offer) - w.war_jnim) / kNoise + kApprovalBonus);
  w.approval_aqim = sigmoid((utility(b.model.aqim, w.offer) - kAqimDemand) / kNoise);
  w.approval =
      ag_ghaly * koufa *
      (Real(1.0 - p.jihadists_parent_veto) + Real(p.jihadists_parent_veto) * w.approval_aqim);
  if (fault(Fault::approval_ignored)) w.approval = 1.0;
}

/// The precondition's gates, the shift of power that both sides expect, and what a promise is worth
/// under it. window: 1 while the French leave, fading after. claims: C14, C27, L_powell2006
void open_gates(Block& b, const Mask& exit_begun, const Real& window) {
  const Params& p = b.model.params;
  const NationState& n = b.nation;
  Week& w = b.week;
  w.gate = clip(Real(1.0) - Real(p.jihadists_precondition) * w.presence);
  // While the French leave all three want the same. claim: C27
  w.gate += where(exit_begun,
                  Real(kAlignGate * p.partners_alignment) * w.french_share * (Real(1.0) - w.gate));
  w.gate_hard = clip(Real(1.0) - Real(p.jihadists_precondition) * w.presence / kGateHard);
  if (fault(Fault::gates_open)) w.gate = w.gate_hard = 1.0;
  const Real regrouped =
      where(n.stage >= as_real(Stage::truce), max(0.0, w.katiba_total / n.katiba_signed - 1.0));
  w.power_shift = clip((max(0.0, n.jihadist_trend) * p.talks_horizon + Real(kExitShift) * window +
                        Real(kRegroup) * regrouped) /
                       kShiftScale);
  w.commitment =
      clip(Real(kCommitmentBase) +
           Real(1.0 - kCommitmentBase) *
               (Real(1.0) - clip(w.power_shift - Real(kCommitmentGuarantee) * w.guarantee)));
}

}  // namespace

void willingness(Block& b) {
  const Params& p = b.model.params;
  const NationState& n = b.nation;
  Week& w = b.week;

  w.guarantee = clip(Real(p.talks_guarantee) + Real(kGuaranteeMinusma) * w.minusma_share +
                     kGuaranteeMediator * p.talks_mediator);
  Real believed = Real(kBeliefBase) +
                  Real(1.0 - kBeliefBase) *
                      clip(Real(kBeliefTrust) * n.trust +
                           Real(1.0 - kBeliefTrust) *
                               (Real(p.talks_guarantee) + Real(kBeliefMinusma) * w.minusma_share +
                                kBeliefMediator * p.talks_mediator));
  if (fault(Fault::guarantees_ignored)) {
    w.guarantee = 0.3;
    believed =
        Real(kBeliefBase) + Real(1.0 - kBeliefBase) * clip(Real(kBeliefTrust) * n.trust + 0.1);
  }
  const Real cheated = (Real(1.0) - believed) * kLossIfCheated;
  const Real surplus_junta = believed * (w.utility_junta - w.war_junta) - cheated;
  const Real surplus_jnim = believed * (w.utility_jnim - w.war_jnim) - cheated;

  w.french_cost = Real(p.partners_french_dependence * p.partners_red_line) * w.french_share *
                  n.cooperation * exposure(b) * kFrenchCost;
  if (fault(Fault::no_french_cost)) w.french_cost = 0.0;
  const Mask exit_begun = (n.french_exit_week >= Real(0.0)) & (Real(w.t) >= n.french_exit_week);
  const Real window =
      select(exit_begun,
             clip(Real(1.0) - (Real(w.t) - (n.french_exit_week + b.model.levers.french_drawdown)) /
                                  kWindowFade),
             0.0);
  w.haste =
      Real(1.0) + window * (where(~is_set(n.card_spent), Real(kCardHaste * p.junta_last_card)) +
                            Real(kWindowHaste * p.junta_drawdown_window) * w.violence);
  Real opportunity = clip(Real(1.0) - Real(p.partners_red_line) * w.french_share);
  opportunity = select(exit_begun & (opportunity < Real(kOpportunityAfterExit)),
                       kOpportunityAfterExit, opportunity);
  w.strong = clip((w.jihadist_expected - kStrongFrom) * (1.0 / kStrongSpan));
  w.willingness_junta = sigmoid((surplus_junta - w.french_cost - kStubbornJunta) / kNoise);
  w.willingness_jnim = sigmoid((surplus_jnim - kStubbornJnim +
                                Real(kAppetite) * (Real(p.talks_opportunity) * opportunity -
                                                   Real(1.0 - p.talks_opportunity) * w.strong)) /
                               kNoise);

  const Real momentum = clip(abs(n.jihadist_trend) * kWeeksPerYear / kMomentumYear);
  w.ripeness = sqrt(w.hurt_junta * w.hurt_jnim) * (Real(1.0) - Real(kRipenessMomentum) * momentum);
  approve(b);
  open_gates(b, exit_begun, window);
  w.onset = Real(kOnsetFloor) +
            Real(1.0 - p.talks_opportunity) * saturate(w.ripeness, kOnsetRipenessHalf) +
            Real(p.talks_opportunity) * opportunity;
  w.spoilers = clip(
      Real(p.jihadists_spoilers) +
      select(n.stage >= as_real(Stage::talks),
             Real(kSpoilersAqim * p.jihadists_parent_veto) * (Real(1.0) - w.approval_aqim), 0.0));
  w.violations = saturate(n.attacks_mean, kViolationsHalf);
}

}  // namespace palabre::PALABRE_ISA
