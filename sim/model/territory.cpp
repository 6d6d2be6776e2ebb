// Control of ground: phase 12.

#include "sim/model/submodels.hpp"

namespace palabre::PALABRE_ISA {

namespace {

PALABRE_INLINE void take_and_lose(Real& state, Real& jihadist, const Real& c_state,
                                  const Real& c_jihadist, const Real& lose_state,
                                  const Real& lose_jihadist) {
  // H(h) = h / (1 + h); of what is taken, each side gets its part of c_state + c_jihadist.
  const auto [taken, kept_state, kept_jihadist] = inverses(
      Real(1.0) + (c_state + c_jihadist), Real(1.0) + lose_state, Real(1.0) + lose_jihadist);
  const Real free = (Real(1.0) - state - jihadist) * taken;
  state += free * c_state - state * (lose_state * kept_state);
  jihadist += free * c_jihadist - jihadist * (lose_jihadist * kept_jihadist);
}

}  // namespace

void control_step(Real& state, Real& jihadist, const Real& c_state, const Real& c_jihadist,
                  const Real& lose_state, const Real& lose_jihadist) {
  take_and_lose(state, jihadist, c_state, c_jihadist, lose_state, lose_jihadist);
}

namespace {

/// What is the same in every cercle of a week.
struct National {
  Real russian, french, hub;  // eW W, eF C F, eF F_H [soldier equivalents]
  Real frozen;                // how far a truce or accord freezes lines where all obey
  Real state_pace;            // kc (1 - z)
  Real jihadist_pace, luck;   // kc (1 + z), 1 + z
  Real popular, conceded;
};

National national_factors(const Block& b) {
  const NationState& n = b.nation;
  National f;
  f.russian = b.traits.russian_value * n.russian_troops;
  f.french = b.traits.french_value * (n.french_troops * n.cooperation);
  f.hub = b.traits.french_value * b.week.hub_force;
  f.frozen = Real(kCalmFreezes) * b.week.calm;
  f.luck = Real(1.0) + n.fortune;
  f.state_pace = b.traits.contest_speed * (Real(1.0) - n.fortune);
  f.jihadist_pace = b.traits.contest_speed * f.luck;
  f.popular = Real(kSupportFloor) + Real(1.0 - kSupportFloor) * n.support;
  f.conceded = where(n.stage == Real(5.0), Real(kAccordGround) * n.conceded);
  return f;
}

/// PS, its mobile part with the hub, and PJ. [soldier equivalents]
struct Strengths {
  Real state, offensive, jihadist;
};

PALABRE_INLINE Strengths strengths_at(const Block& b, const National& f, int i, const Mask& pact) {
  const Place& place = b.model.places[std::size_t(i)];
  const CercleState& at = b.at;
  const Real mobile =
      b.traits.army_quality * at.garrison[i] + f.russian * place.russian + f.french * place.french;
  const double hunters = kHuntersHold * place.hunters;
  const double armed = hunters * (1.0 - kHuntersArmed),
               disarmed = hunters * (1.0 - kHuntersDisarmed);
  const Real holding =
      select(pact, select(is_set(at.pact_hunters_armed[i]), armed, disarmed), hunters);
  Strengths s;
  s.state = mobile + (Real(kMinusmaHolds * place.minusma * b.week.minusma) + holding);
  s.offensive = mobile + f.hub * place.niger_hub;
  s.jihadist =
      b.traits.guerrilla_leverage * (at.katiba[i] + b.traits.reach * b.week.katiba_near[i]);
  return s;
}

}  // namespace

void control(Block& b) {
  const Model& m = b.model;
  CercleState& at = b.at;
  const National f = national_factors(b);
  const bool squared = m.switches.force_exponent == 2.0;
  for (int i = 0; i < m.cercle_count; ++i) {
    const Mask pact = is_set(at.pact[i]);
    const Mask left = pact & is_set(at.pact_army_left[i]);
    const Strengths power = strengths_at(b, f, i, pact);
    // Superiority of a over b: a^e / (a^e + b^e + 1). claim: L_tullock
    const Real state_power = squared ? power.state * power.state : power.state;
    const Real jihadist_power = squared ? power.jihadist * power.jihadist : power.jihadist;
    const double needed = kHoldSoldiers + kHoldPerArea * m.places[std::size_t(i)].area;
    const Real square = at.katiba[i] * at.katiba[i];
    const auto [per_power, per_offence, per_mass, per_garrison, per_offensive] =
        inverses(state_power + (jihadist_power + 1.0), power.offensive + (power.jihadist + 1.0),
                 square + Real(kCriticalMassControl * kCriticalMassControl),
                 at.garrison[i] + needed, power.offensive + needed);
    const Real s = state_power * per_power;
    const Real s_off = power.offensive * per_offence;
    const Real active = square * per_mass;
    const Real holds = at.garrison[i] * per_garrison;
    const Real reaches = power.offensive * per_offensive;
    b.week.active_control[i] = active;

    const Real friction = (Real(1.0) - f.frozen * b.traits.obedience[i]) *
                          (Real(1.0) - Real(kPactFreezes) * at.pact[i]);
    const Real push = f.jihadist_pace * (Real(1.0) - s) * (active * friction);
    const Real c_state = f.state_pace * f.popular * (s * holds) * friction;
    const Real c_jihadist =
        push +
        (Real(kPactGround) * (at.pact[i] * at.pact_rules[i]) + f.conceded) * (active * f.luck);
    const Real lose_state =
        Real(kLoseFactor) * push + select(left, kLoseBase + kLosePostLeft, kLoseBase);
    const Real lose_jihadist = Real(kRetakeFactor) * f.state_pace * (s_off * reaches) * friction;
    take_and_lose(at.state_share[i], at.jihadist_share[i], c_state, c_jihadist, lose_state,
                  lose_jihadist);
  }
}

}  // namespace palabre::PALABRE_ISA
