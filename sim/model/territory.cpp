// Control of ground: phase 12.

#include "sim/model/submodels.hpp"

namespace palabre::PALABRE_ISA {

namespace {

PALABRE_INLINE void take_and_lose(Real& state, Real& jihadist, const Real& contested,
                                  const Real& c_state, const Real& c_jihadist,
                                  const Real& lose_state, const Real& lose_jihadist) {
  // H(h) = h / (1 + h); of what is taken, each side gets its part of c_state + c_jihadist.
  const auto [taken, kept_state, kept_jihadist] = inverses(
      Real(1.0) + (c_state + c_jihadist), Real(1.0) + lose_state, Real(1.0) + lose_jihadist);
  const Real free = contested * taken;
  state += free * c_state - state * (lose_state * kept_state);
  jihadist += free * c_jihadist - jihadist * (lose_jihadist * kept_jihadist);
}

}  // namespace

void control_step(Real& state, Real& jihadist, const Real& c_state, const Real& c_jihadist,
                  const Real& lose_state, const Real& lose_jihadist) {
  take_and_lose(state, jihadist, Real(1.0) - state - jihadist, c_state, c_jihadist, lose_state,
                lose_jihadist);
}

namespace {

/// What is the same in every cercle of a week.
struct TerritoryFactors {
  Real russian, french, hub;     // eW W, eF C F, eF F_H [soldier equivalents]
  Real minusma;                  // .25 U [soldier equivalents]
  Real frozen;                   // how far a truce or accord freezes lines where all obey
  Real state_pace, retake_pace;  // kc (1 - z)(.4 + .6 l), .7 kc (1 - z)
  Real jihadist_pace, luck;      // kc (1 + z), 1 + z
  Real conceded;
  double erosion;  // by sieges [1/week]
};

TerritoryFactors territory_factors(const Block& b) {
  const NationState& n = b.nation;
  TerritoryFactors f;
  f.russian = b.traits.russian_value * n.russian_troops;
  f.french = b.traits.french_value * (n.french_troops * n.cooperation);
  f.hub = b.traits.french_value * b.week.hub_force;
  f.minusma = kMinusmaHolds * b.week.minusma;
  f.frozen = Real(kCalmFreezes) * b.week.calm;
  f.luck = Real(1.0) + n.fortune;
  const Real state_pace = b.traits.contest_speed * (Real(1.0) - n.fortune);
  f.state_pace = state_pace * (Real(kSupportFloor) + Real(1.0 - kSupportFloor) * n.support);
  f.retake_pace = Real(kRetakeFactor) * state_pace;
  f.jihadist_pace = b.traits.contest_speed * f.luck;
  f.conceded = where(n.stage == as_real(Stage::accord), Real(kAccordGround) * n.conceded);
  f.erosion = is_off(b, MechanismOff::siege_erosion) ? 0.0 : kErosion;
  if (is_off(b, MechanismOff::state_hold)) f.state_pace = 0.0;
  if (is_off(b, MechanismOff::retaking)) f.retake_pace = 0.0;
  if (is_off(b, MechanismOff::jihadist_advance)) f.jihadist_pace = 0.0;
  return f;
}

/// PS, its mobile part with the hub, PJ, and what the katiba alone is worth. [soldier equivalents]
struct Strengths {
  Real state, offensive, jihadist, katiba;
};

/// touched: some lane has had to do with a pact here.
template <bool touched>
PALABRE_INLINE Strengths strengths_at(const Block& b, const TerritoryFactors& f, int i) {
  const Place& place = b.places[i];
  const CercleState& at = b.at;
  Real mobile = b.traits.army_quality * at.garrison[i];
  if (place.foreign) mobile = mobile + f.russian * place.russian + f.french * place.french;
  const Number hunters = place.hunters_hold;
  Real holding = hunters;
  if constexpr (touched)
    holding = select(is_set(at.pact[i]),
                     select(is_set(at.pact_hunters_armed[i]), hunters * Number(1.0 - kHuntersArmed),
                            hunters * Number(1.0 - kHuntersDisarmed)),
                     hunters);
  Strengths s;
  s.state = mobile + (f.minusma * place.minusma + holding);
  s.offensive = place.foreign ? mobile + f.hub * place.niger_hub : mobile;
  s.katiba = b.traits.guerrilla_leverage * at.katiba[i];
  Real bands = at.katiba[i] * at.cell[i] + b.traits.reach * b.week.katiba_near[i];
  if (b.rivals[i]) bands += at.rival[i];
  s.jihadist = b.traits.guerrilla_leverage * bands;
  return s;
}

/// Rates of one cercle and week. [1/week]
struct Flows {
  Real c_state, c_jihadist, lose_state, lose_jihadist;
  Real pressing, retaken;  // kc (1 + z)(1 - s); what the state retakes without friction
};

/// Where the Islamic State holds ground too: it takes what is contested, and JNIM and it take each
/// other's. claim: M_rivals
PALABRE_INLINE void three_sided(Block& b, int i, const Flows& f, const Real& active) {
  CercleState& at = b.at;
  const Real square = at.rival[i] * at.rival[i];
  const auto [per_mass, per_bands] = inverses(square + Real(b.places[i].mass_control),
                                              at.katiba[i] * at.cell[i] + at.rival[i] + 1.0);
  const Real active_rival = square * per_mass;
  const Real feud = Real(kFeudGround * b.model.params.jihadists_rivalry) * per_bands;
  const Real to_rival = feud * at.rival[i] * active_rival;
  const Real to_jihadist = feud * at.katiba[i] * active;
  const Real c_rival = f.pressing * active_rival;
  const Real lose_state = f.lose_state + Real(kLoseFactor) * c_rival;
  const auto [taken, kept_state, kept_jihadist, kept_rival] =
      inverses(Real(1.0) + (f.c_state + f.c_jihadist + c_rival), Real(1.0) + lose_state,
               Real(1.0) + (f.lose_jihadist + to_rival), Real(1.0) + (f.retaken + to_jihadist));
  const Real free = contested(at, i) * taken;
  const Real jihadist = jnim_share(at, i) * kept_jihadist;  // 1 / (1 + e_j) of it
  const Real rival = at.rival_share[i] * kept_rival;
  // A lane without rivals here goes the two-sided way to the last bit: its company does not move
  // it.
  Real state = at.state_share[i], both = at.jihadist_share[i];
  take_and_lose(state, both, contested(at, i), f.c_state, f.c_jihadist, f.lose_state,
                f.lose_jihadist);
  const Mask here = (at.rival[i] > Real(0.0)) | (at.rival_share[i] > Real(0.0));
  const Real kept =
      at.state_share[i] + (free * f.c_state - at.state_share[i] * (lose_state * kept_state));
  // What one takes from the other stays the jihadists'.
  const Real held = at.jihadist_share[i] + (free * (f.c_jihadist + c_rival) -
                                            jihadist * f.lose_jihadist - rival * f.retaken);
  at.rival_share[i] +=
      where(here, free * c_rival - rival * (f.retaken + to_jihadist) + jihadist * to_rival);
  at.state_share[i] = select(here, kept, state);
  at.jihadist_share[i] = select(here, held, both);
}

/// calm: some lane is under a truce or an accord.
/// Cost: some seventy operations that the equations ask for, and two divisions for the
/// eight quotients among them.
template <bool touched, bool calm>
PALABRE_INLINE void control_at(Block& b, const TerritoryFactors& f, int i) {
  const Model& m = b.model;
  CercleState& at = b.at;
  const Strengths power = strengths_at<touched>(b, f, i);
  // Superiority of a over b: a^e / (a^e + b^e + 1). claim: L_tullock
  const bool squared = m.switches.force_exponent == 2.0;
  const Real state_power = squared ? power.state * power.state : power.state;
  const Real jihadist_power = squared ? power.jihadist * power.jihadist : power.jihadist;
  const Number needed = b.places[i].hold_needed;
  const Real square = at.katiba[i] * at.katiba[i];
  const auto [per_power, per_mass, per_garrison] =
      inverses(state_power + (jihadist_power + 1.0), square + Real(b.places[i].mass_control),
               at.garrison[i] + needed);
  const auto [per_offence, per_forces, per_fear, per_operations] =
      inverses((power.offensive + (power.jihadist + 1.0)) * (power.offensive + needed),
               at.garrison[i] + (power.katiba + 1.0), at.harm[i] + kFearSupport,
               b.week.operation_rate[i] + kRetakeOperations);
  const Real s = state_power * per_power;
  const Real retakes = power.offensive * power.offensive * per_offence;  // s_off reach
  const Real active = square * per_mass * at.cell[i];
  const Real holds = at.garrison[i] * per_garrison;
  b.week.active_control[i] = active;
  b.week.army_weight[i] = at.garrison[i] * per_forces;

  Real friction = 1.0, ground = 0.0;
  Real lose_base = Real(f.erosion) * max(at.siege[i], at.blockade[i]);
  if constexpr (calm) {
    friction -= f.frozen * b.traits.obedience[i];
    ground = f.conceded;  // in an accord
  }
  if constexpr (touched) {
    friction *= Real(1.0) - Real(kPactFreezes) * at.pact[i];
    ground += Real(kPactGround) * (at.pact[i] * at.pact_rules[i]);
    lose_base += where(is_set(at.pact[i]) & is_set(at.pact_army_left[i]), kLosePostLeft);
  }
  Flows flows;
  flows.pressing = f.jihadist_pace * (Real(1.0) - s);
  const Real push = flows.pressing * (active * friction);
  flows.c_state = f.state_pace * (s * holds) * friction * (Real(kFearSupport) * per_fear);
  flows.c_jihadist = push;
  if constexpr (touched || calm) flows.c_jihadist += ground * (active * f.luck);
  flows.lose_state = Real(kLoseFactor) * push + lose_base;
  // Ground is retaken where the state operates; where nobody is fought, lines stand.
  flows.retaken = f.retake_pace * retakes * (b.week.operation_rate[i] * per_operations);
  Mask fought = is_set(at.cell[i]);
  if (b.rivals[i]) fought = fought | (at.rival[i] > Real(0.0));
  flows.lose_jihadist = where(fought, flows.retaken * friction);
  if (b.rivals[i])
    three_sided(b, i, flows, active);
  else
    take_and_lose(at.state_share[i], at.jihadist_share[i], contested(at, i), flows.c_state,
                  flows.c_jihadist, flows.lose_state, flows.lose_jihadist);
  if (b.places[i].signatory_share > 0.0)
    at.signatory_share[i] -=
        where(is_set(b.nation.accord_2015_broken),
              at.signatory_share[i] * (kSignatoryErodes / (1.0 + kSignatoryErodes)));
}

}  // namespace

void control(Block& b) {
  const TerritoryFactors f = territory_factors(b);
  each_cercle(
      b, [&](int i, auto touched, auto calm)
             __attribute__((always_inline)) { control_at<touched, calm>(b, f, i); });
}

}  // namespace palabre::PALABRE_ISA
