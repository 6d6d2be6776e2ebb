// Control of ground: phase 12.

#include "sim/model/submodels.hpp"

namespace palabre::PALABRE_ISA {

void control_step(Real& state, Real& jihadist, const Real& c_state, const Real& c_jihadist,
                  const Real& lose_state, const Real& lose_jihadist) {
  const Real free = Real(1.0) - state - jihadist;
  const Real both = c_state + c_jihadist;
  const Real taken = free * hazard(both);
  const Real by_state = select(both > Real(0.0), taken * c_state / both, 0.0);
  const Real state_lost = state * hazard(lose_state);
  const Real jihadist_lost = jihadist * hazard(lose_jihadist);
  state += by_state - state_lost;
  jihadist += (taken - by_state) - jihadist_lost;
}

namespace {

/// Superiority of a over b, 0..1: a^e / (a^e + b^e + 1). claim: L_tullock
Real superiority(double exponent, const Real& a, const Real& b) {
  if (exponent == 2.0) return a * a / (a * a + b * b + 1.0);
  return a / (a + b + 1.0);
}

}  // namespace

void control(Block& b) {
  const Model& m = b.model;
  CercleState& at = b.at;
  const NationState& n = b.nation;
  const Real kc = b.traits.contest_speed;
  const Real popular = Real(kSupportFloor) + Real(1.0 - kSupportFloor) * n.support;
  for (int i = 0; i < m.cercle_count; ++i) {
    const Place& place = m.places[i];
    const Mask pact = is_set(at.pact[i]);
    const Mask left = pact & is_set(at.pact_army_left[i]);
    const Real mobile =
        b.traits.army_quality * at.garrison[i] +
        b.traits.russian_value * (Real(place.russian) * n.russian_troops) +
        b.traits.french_value * (Real(place.french) * n.french_troops * n.cooperation);
    const Real hunters_absent = select(
        pact, select(is_set(at.pact_hunters_armed[i]), kHuntersArmed, kHuntersDisarmed), 0.0);
    const Real state_power = mobile + Real(kMinusmaHolds * place.minusma) * n.minusma_troops +
                             Real(kHuntersHold * place.hunters) * (Real(1.0) - hunters_absent);
    const Real offensive =
        mobile + b.traits.french_value * Real(place.niger_hub) * b.week.hub_force;
    const Real jihadist_power =
        b.traits.guerrilla_leverage * (at.katiba[i] + b.traits.reach * b.week.katiba_near[i]);

    const Real s = superiority(m.switches.force_exponent, state_power, jihadist_power);
    const Real s_off = offensive / (offensive + jihadist_power + 1.0);
    const Real friction = (Real(1.0) - Real(kCalmFreezes) * b.week.calm * b.traits.obedience[i]) *
                          (Real(1.0) - Real(kPactFreezes) * at.pact[i]);
    const Real active = critical_mass(at.katiba[i], kCriticalMassControl);
    const double needed = kHoldSoldiers + kHoldPerArea * place.area;
    const Real fortune = n.fortune;

    const Real c_state =
        kc * s * saturate(at.garrison[i], needed) * popular * friction * (Real(1.0) - fortune);
    const Real c_jihadist =
        (kc * (Real(1.0) - s) * active * friction +
         Real(kPactGround) * at.pact[i] * at.pact_rules[i] * active +
         select(n.stage == Real(5.0), Real(kAccordGround) * n.conceded * active, 0.0)) *
        (Real(1.0) + fortune);
    const Real lose_state =
        Real(kLoseFactor) * kc * (Real(1.0) - s) * active * friction * (Real(1.0) + fortune) +
        kLoseBase + select(left, kLosePostLeft, 0.0);
    const Real lose_jihadist = Real(kRetakeFactor) * kc * s_off * saturate(offensive, needed) *
                               friction * (Real(1.0) - fortune);
    control_step(at.state_share[i], at.jihadist_share[i], c_state, c_jihadist, lose_state,
                 lose_jihadist);
  }
}

}  // namespace palabre::PALABRE_ISA
