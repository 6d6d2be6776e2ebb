// Control of ground: phase 12.

#include "sim/model/submodels.hpp"

namespace palabre::PALABRE_ISA {

void control_step(Real& state, Real& jihadist, const Real& c_state, const Real& c_jihadist,
                  const Real& lose_state, const Real& lose_jihadist) {
  // H(h) = h / (1 + h); of what is taken, each side gets its part of c_state + c_jihadist.
  const auto [taken, kept_state, kept_jihadist] = inverses(
      Real(1.0) + (c_state + c_jihadist), Real(1.0) + lose_state, Real(1.0) + lose_jihadist);
  const Real free = (Real(1.0) - state - jihadist) * taken;
  state += free * c_state - state * (lose_state * kept_state);
  jihadist += free * c_jihadist - jihadist * (lose_jihadist * kept_jihadist);
}

namespace {

struct Strengths {
  Real state, offensive, jihadist;  // PS, its mobile part with the hub, PJ [soldier equivalents]
};

PALABRE_INLINE Strengths strengths_at(const Block& b, int i, const Mask& pact) {
  const Place& place = b.model.places[i];
  const CercleState& at = b.at;
  const NationState& n = b.nation;
  const Real mobile =
      b.traits.army_quality * at.garrison[i] +
      b.traits.russian_value * (Real(place.russian) * n.russian_troops) +
      b.traits.french_value * (Real(place.french) * n.french_troops * n.cooperation);
  const Real hunters_present = select(
      pact, select(is_set(at.pact_hunters_armed[i]), 1.0 - kHuntersArmed, 1.0 - kHuntersDisarmed),
      1.0);
  Strengths s;
  s.state = mobile + Real(kMinusmaHolds * place.minusma) * n.minusma_troops +
            Real(kHuntersHold * place.hunters) * hunters_present;
  s.offensive = mobile + b.traits.french_value * (Real(place.niger_hub) * b.week.hub_force);
  s.jihadist =
      b.traits.guerrilla_leverage * (at.katiba[i] + b.traits.reach * b.week.katiba_near[i]);
  return s;
}

}  // namespace

void control(Block& b) {
  const Model& m = b.model;
  CercleState& at = b.at;
  const NationState& n = b.nation;
  const Real kc = b.traits.contest_speed;
  const Real popular = Real(kSupportFloor) + Real(1.0 - kSupportFloor) * n.support;
  const Real state_luck = kc * (Real(1.0) - n.fortune);
  const Real jihadist_luck = Real(1.0) + n.fortune;
  const Real conceded = where(n.stage == Real(5.0), Real(kAccordGround) * n.conceded);
  const bool squared = m.switches.force_exponent == 2.0;
  for (int i = 0; i < m.cercle_count; ++i) {
    const Mask pact = is_set(at.pact[i]);
    const Mask left = pact & is_set(at.pact_army_left[i]);
    const Strengths power = strengths_at(b, i, pact);
    // Superiority of a over b: a^e / (a^e + b^e + 1). claim: L_tullock
    const Real state_power = squared ? power.state * power.state : power.state;
    const Real jihadist_power = squared ? power.jihadist * power.jihadist : power.jihadist;
    const double needed = kHoldSoldiers + kHoldPerArea * m.places[i].area;
    const Real square = at.katiba[i] * at.katiba[i];
    const auto [per_power, per_offence, per_mass, per_garrison, per_offensive] =
        inverses(state_power + jihadist_power + 1.0, power.offensive + power.jihadist + 1.0,
                 square + Real(kCriticalMassControl * kCriticalMassControl),
                 at.garrison[i] + needed, power.offensive + needed);
    const Real s = state_power * per_power;
    const Real s_off = power.offensive * per_offence;
    const Real active = square * per_mass;
    const Real holds = at.garrison[i] * per_garrison;
    const Real reaches = power.offensive * per_offensive;
    b.week.active_control[i] = active;

    const Real friction = (Real(1.0) - Real(kCalmFreezes) * b.week.calm * b.traits.obedience[i]) *
                          (Real(1.0) - Real(kPactFreezes) * at.pact[i]);
    const Real push = kc * (Real(1.0) - s) * active * friction * jihadist_luck;
    const Real c_state = state_luck * s * holds * popular * friction;
    const Real c_jihadist = push + (Real(kPactGround) * at.pact[i] * at.pact_rules[i] + conceded) *
                                       active * jihadist_luck;
    const Real lose_state = Real(kLoseFactor) * push + kLoseBase + where(left, kLosePostLeft);
    const Real lose_jihadist = Real(kRetakeFactor) * state_luck * s_off * reaches * friction;
    control_step(at.state_share[i], at.jihadist_share[i], c_state, c_jihadist, lose_state,
                 lose_jihadist);
  }
}

}  // namespace palabre::PALABRE_ISA
