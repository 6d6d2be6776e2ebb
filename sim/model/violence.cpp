// The army's places, attacks and operations, harm, losses, recruitment and deaths: phases 9 to 11.

#include "sim/model/deaths.hpp"
#include "sim/model/submodels.hpp"

namespace palabre::PALABRE_ISA {

namespace {

/// How contested a cercle is, 0..1: the state's ground with half of what nobody holds, own, against
/// the other's.
PALABRE_INLINE Real contest(const Model& model, const Real& own, const Real& rest) {
  if (model.switches.violence == int(ViolenceCurve::hegemony))
    return Real(kHegemonyPeak) * own * rest * abs(own - rest);
  return Real(4.0) * own * rest;
}

}  // namespace

void allocate_army(Block& b) {
  const Model& m = b.model;
  const bool posts_stand = is_off(b, MechanismOff::army_posts);
  CercleState& at = b.at;
  Field threat;
  Real threats = 0.0;
  for (int i = 0; i < m.cercle_count; ++i) {
    const Real half = Real(0.5) * contested(at, i);
    b.week.contest[i] = contest(m, at.state_share[i] + half, jnim_share(at, i) + half);
    threat[i] =
        Real(b.places[i].people) * (Real(kThreatFloor) + b.week.contest[i]) * at.state_share[i];
    threats += threat[i];
  }
  const Real sent = Real(1.0 - kBaseShare) / max(threats, kTiny);
  // claim: M_handover
  const Real taken_over = Real(m.params.junta_handover) * (Real(1.0) - b.week.french_share);
  Real posted = 0.0;
  for (int i = 0; i < m.cercle_count; ++i) {
    const Place& place = b.places[i];
    Real target = b.nation.army_total *
                  (Real(place.post_base) + taken_over * place.post_french + sent * threat[i]);
    if (!b.untouched[i])
      target *= select(is_set(at.pact[i]) & is_set(at.pact_army_left[i]), kPostLeft, 1.0);
    if (!posts_stand)
      at.garrison[i] = Real(1.0 - kPostingSpeed) * at.garrison[i] + Real(kPostingSpeed) * target;
    posted += at.garrison[i];
  }
  const Real scale = b.nation.army_total / posted;
  for (int i = 0; i < m.cercle_count; ++i) at.garrison[i] *= scale;
}

namespace {

/// What the rates of all cercles share in a week.
struct NationalRates {
  Real luck, tempo;                 // of attacks [x], of operations [1/week]
  Real left;                        // further attacks where the French pressed [share]
  Real joint_french, hub, russian;  // mobile forces [soldiers]
  double echo_own, echo_near;       // [attacks/event]
};

NationalRates national_rates(const Block& b) {
  const Model& m = b.model;
  const NationState& n = b.nation;
  const Week& w = b.week;
  const Calibration& set = m.calibration;
  const double echoes = m.params.war_self_excitation * (1.0 - kExcitationMemory);
  NationalRates f;
  f.left = is_off(b, MechanismOff::vacuum) ? Real(0.0) : w.vacuum - w.lull;
  f.luck = Real(w.season_attacks) * w.luck_of_years *
           max(kFortuneFloor, Real(1.0) + Real(set.fortune_attacks) * n.fortune +
                                  Real(set.tempo_attacks) * n.tempo);
  f.tempo = b.traits.operation_tempo * Real(1.0 + m.levers.army_surge) * (Real(1.0) - w.calm);
  f.joint_french = Real(kFrenchMobility) * (n.french_troops * n.cooperation);
  f.hub = Real(kFrenchMobility) * w.hub_force;
  f.russian = Real(kRussianMobility) * n.russian_troops;
  f.echo_own = echoes * set.excitation_own;
  f.echo_near = echoes * (1.0 - set.excitation_own);
  return f;
}

template <int count>
PALABRE_INLINE void sums_over(const Neighbours& who, const std::uint8_t* near, const Field& x,
                              Field& sums) {
  for (int k = who.first[count]; k < who.first[count + 1]; ++k, near += count) {
    Real sum = 0.0;
#pragma GCC unroll 16
    for (int n = 0; n < count; ++n) sum += x[near[n]];
    sums[who.cercle[k]] = sum;
  }
  if constexpr (count < int(kNeighboursMax)) sums_over<count + 1>(who, near, x, sums);
}
/// The sum of x over the neighbours of each cercle.
[[gnu::noinline]] void sum_near(const Block& b, const Field& x, Field& sums) {
  sums_over<0>(b.neighbours, b.neighbours.near, x, sums);
}

/// What each cercle gives to each of its neighbours when it spreads x evenly over them.
void give_evenly(const Block& b, const Field& x, Field& given) {
  for (int i = 0; i < b.model.cercle_count; ++i) given[i] = x[i] * b.places[i].per_neighbour;
}

/// Attacks of the Islamic State, its fights with JNIM, and those of the signatory groups.
PALABRE_INLINE Real other_attacks(Block& b, int i, const Real& free) {
  const CercleState& at = b.at;
  Week& w = b.week;
  w.rival_raids[i] = w.feuds[i] = w.rebels[i] = 0.0;
  if (b.rivals[i]) {
    const Real square = at.rival[i] * at.rival[i];
    const Real others = max(0.0, at.katiba[i] - 1.0);
    const auto [per_mass, per_rival, per_katiba] =
        inverses(square + Real(kCriticalMassIs * kCriticalMassIs), at.rival[i] + kFeudHalf,
                 others + kFeudHalf);
    const Real half = Real(0.5) * contested(at, i);
    const Real fought =
        Real(4.0) * (at.state_share[i] + half + at.signatory_share[i]) * (at.rival_share[i] + half);
    w.rival_raids[i] = Real(kIsRaids) * b.traits.attack_rate * free * (square * per_mass) * fought;
    w.feuds[i] = Real(kFeudRate * b.model.params.jihadists_rivalry) * b.traits.attack_rate *
                 (others * per_katiba) * (at.rival[i] * per_rival);
  }
  if (any(is_set(b.nation.accord_2015_broken)) && b.places[i].signatory_share > 0.0)
    w.rebels[i] =
        where(is_set(b.nation.accord_2015_broken), Real(kSignatoryFights) * at.signatory_share[i] *
                                                       saturate(at.garrison[i], kSignatoryHalf));
  return w.rival_raids[i] + w.feuds[i] + w.rebels[i];
}

/// What is at work in a cercle, and the rates of attacks and operations that follow.
/// lambda = [(v0 free (K act + cell)(1 - .15 pact) + c) luck (1.3 convoy)
///           + eta (1 - w)(.85 E + .15 (P'E))(1 - .8 pact)](1 - calm o) + (rivals + feuds + rebels)
///           luck
/// nu = ops (1 + surge) sat(A + 2W + 4F*; 500) clip(j + n)(1 - .6 pact)(1/2 army left)(1.3 convoy)
///      (1 - calm)
/// touched: some lane has had to do with a pact here; elsewhere its factors are 1. calm: some lane
/// is under a truce or an accord. foreign: French or Russians are at work here.
/// With the spread of violence to neighbours a fifteenth of a run.
template <bool touched, bool calm, bool foreign>
PALABRE_INLINE void rates_at(Block& b, const NationalRates& f, int i, const Real& spread) {
  const Place& place = b.places[i];
  const Calibration& set = b.model.calibration;
  const CercleState& at = b.at;
  Week& w = b.week;
  w.army_and_french[i] = w.forces[i] = at.garrison[i];
  if constexpr (foreign) {
    w.army_and_french[i] += f.joint_french * place.french + f.hub * place.niger_hub;
    w.forces[i] = w.army_and_french[i] + f.russian * place.russian;
  }

  const Real square = at.katiba[i] * at.katiba[i];
  const auto [per_mass, per_forces] = inverses(square + Real(set.attack_mass * set.attack_mass),
                                               w.forces[i] + Real(kOperationsHalf));
  const Real unheld = Real(1.0) - at.state_share[i] - at.signatory_share[i];  // j + i + n
  Real harming = Real(b.model.params.war_army_harm) * at.garrison[i], free = 1.0;
  if constexpr (foreign) {
    const Real french = w.army_and_french[i] - at.garrison[i];
    harming += Real(b.model.params.war_russian_harm) * (w.forces[i] - w.army_and_french[i]);
    free += Real(place.pressed) * f.left - Real(kPin) * (french / (french + kPinHalf));
  }
  Real clashing = place.clash_hunters, raiding = 1.0, echoing = 1.0;
  Real luck = f.luck, tempo = f.tempo;
  if constexpr (touched) {
    const Mask pact = is_set(at.pact[i]);
    const Mask left = pact & is_set(at.pact_army_left[i]);
    const Real convoy = select(at.convoy[i] > Real(0.0), kConvoyViolence, 1.0);
    clashing *= select(
        pact, select(is_set(at.pact_hunters_armed[i]), 1.0 - kClashArmed, 1.0 - kClashDisarmed),
        1.0);
    raiding -= Real(set.pact_calms_attacks) * at.pact[i];
    echoing -= Real(kPactCalmsEcho) * at.pact[i];
    luck *= convoy;
    tempo *= convoy * ((Real(1.0) - Real(kPactCalmsOperations) * at.pact[i]) *
                       select(left, kPostLeftOperations, 1.0));
  }
  const Real tension = b.traits.attack_rate * (square * per_mass) * at.cell[i];
  const Real around = contested(at, i) + Real(2.0) * jnim_share(at, i);  // 2 (j + n/2)
  w.clashes[i] = tension * clashing * clip(around);
  w.raids[i] = (tension * w.contest[i] + Real(kCellRaids) * b.traits.attack_rate * at.cell[i]) *
               free * raiding;
  Real echo = (Real(f.echo_own) * at.excitation[i] + Real(f.echo_near) * spread) * echoing;
  echo = b.rivals[i] ? select(is_set(at.cell[i]) | (at.rival[i] > Real(0.0)), echo, 0.0)
                     : where(is_set(at.cell[i]), echo);
  Real rate = (w.raids[i] + w.clashes[i]) * luck + echo;
  if constexpr (calm) rate *= Real(1.0) - w.calm * b.traits.obedience[i];
  rate += other_attacks(b, i, free) * f.luck;
  w.attack_rate[i] = min(rate, kAttackRateMax);
  const Real sought = tempo * clip(unheld) * per_forces;
  w.operation_rate[i] = sought * w.forces[i];
  w.massacre_risk[i] = Real(kMassRate) * sought * harming;
}

[[gnu::noinline]] void rates(Block& b) {
  const NationalRates f = national_rates(b);
  Field given, spread;
  give_evenly(b, b.at.excitation, given);
  sum_near(b, given, spread);
  each_cercle(
      b, [&](int i, auto touched, auto calm) __attribute__((always_inline)) {
        if (b.places[i].foreign)
          rates_at<touched, calm, true>(b, f, i, spread[i]);
        else
          rates_at<touched, calm, false>(b, f, i, spread[i]);
      });
}

/// What JNIM and the Islamic State do to each other, and what becomes of the latter. Returns JNIM's
/// fighters. claim: M_rivals
PALABRE_INLINE Real feud_at(Block& b, int i, const Real& hit, const Real& angered, const Real& free,
                            const Real& bands, const Real& katiba) {
  CercleState& at = b.at;
  const Real capacity =
      Real(b.places[i].rival_capacity) * (at.rival_share[i] + free) + kCapacityFloor;
  const auto [per_bands, per_capacity] = inverses(bands, capacity);
  const Real fought = Real(kFeudLoss) * b.week.feuds[i] * per_bands;
  const Real left = max(0.0, katiba - fought * at.rival[i]);
  // Each loses as the other is strong: JNIM by its strength before the week, then the other way.
  const Real rivals = max(0.0, at.rival[i] - hit * at.rival[i] - fought * at.katiba[i]);
  const Real growth = b.traits.recruitment * rivals * (Real(1.0) - rivals * per_capacity) * angered;
  at.rival[i] = max(0.0, rivals + max(growth, Real(-kShrinkMax) * rivals));
  return left;
}

/// Harm to civilians, the memory of violence, losses and recruitment of the katibas. [persons]
/// E <- .78 E + N + harm (.3 + .7 sat(J; 20))     H <- .92 H + harm     J <- max(1, J - loss + rec
/// J (1 - J/cap) (1 + 1.5 H / (2 + H))) claims: C18, L_deitchman1962, L_kress2009
/// foreign: French or Russians are at work here; elsewhere the army alone.
/// Cost: sixty operations and one division, each a term of the equations.
template <bool foreign>
PALABRE_INLINE void aftermath_at(Block& b, int i) {
  const Model& m = b.model;
  const Place& place = b.places[i];
  CercleState& at = b.at;
  Week& w = b.week;
  const Real anywhere = m.calibration.echo_anywhere;
  const Real free = Real(kCapacityContested) * contested(at, i);
  const Real capacity = Real(place.capacity) * (jnim_share(at, i) + free) +
                        Real(kCapacityCell) * at.cell[i] + kCapacityFloor;
  // harm = done / (forces + 1), and the remembered harm H feeds recruitment with 2 + H below
  // the line: (2 + H)(forces + 1) is one denominator for both.
  const Real total = w.forces[i] + 1.0;
  Real harming = Real(m.params.war_army_harm) * at.garrison[i], french = 0.0;
  if constexpr (foreign) {
    french = w.army_and_french[i] - at.garrison[i];
    const Real russian = w.forces[i] - w.army_and_french[i];
    harming += Real(m.params.war_russian_harm) * russian;
    harming += Real(kHarmFrench) * french;
  }
  const Real done = at.operations[i] * harming;
  const Real remembered = Real(kHarmMemory) * at.harm[i];
  const auto [per_total, per_katiba, per_capacity, per_harm] =
      inverses(total, at.katiba[i] + kLossHalf, capacity, (kHarmHalf + remembered) * total + done);
  const Real harm = done * per_total;
  at.harm[i] = remembered + harm;
  const Real present = at.katiba[i] * per_katiba;
  const Real bands = b.rivals[i] ? at.katiba[i] + at.rival[i] : at.katiba[i];
  at.excitation[i] = Real(kExcitationMemory) * at.excitation[i] + at.attacks[i] +
                     harm * (anywhere + (Real(1.0) - anywhere) * present);

  Real known = at.state_share[i];
  if constexpr (foreign) known += Real(kIntelligenceFrench) * french * per_total;
  // Who fears the forces of order tells them less.
  const auto [per_bands, per_fear] = inverses(bands + kLossHalf, at.harm[i] + kFear);
  const Real intelligence =
      Real(kIntelligenceFloor) + Real((1.0 - kIntelligenceFloor) * kFear) * clip(known) * per_fear;
  const Real hit = min(kLossMax, at.operations[i] * kLossPerOperation * intelligence * per_bands);
  const Real before = at.katiba[i];
  const Real loss = hit * before;
  w.losses += loss;
  const Real angered = Real(1.0) + Real(kHarmRecruits) * (at.harm[i] * total * per_harm);
  Real fighters = before - loss;
  if (b.rivals[i]) fighters = feud_at(b, i, hit, angered, free, bands, fighters);
  const Real growth = b.traits.recruitment * fighters * (Real(1.0) - fighters * per_capacity) *
                      angered * at.cell[i];
  const Real leaves = Real(kShrinkMax) * fighters;
  at.katiba[i] =
      max(1.0, fighters + max(growth, Real(0.0) - leaves) - leaves * (Real(1.0) - at.cell[i]));
  w.katiba_total += at.katiba[i];
}

[[gnu::noinline]] void aftermath(Block& b) {
  for (int i = 0; i < b.model.cercle_count; ++i)
    if (b.places[i].foreign)
      aftermath_at<true>(b, i);
    else
      aftermath_at<false>(b, i);
}

/// Civilians killed by each side this week: the deaths it caused times the share of civilians among
/// them. An operation counts with .5 for the fight and the harm weight for civilians, so that this
/// share is harm / (.5 + harm). [deaths] claims: M_one_sided, M_event_counting, A_conduct
class Harm {
 public:
  explicit Harm(const Block& b) {
    for (int k = 0; k < kSides; ++k) before_[k] = b.tally[kDeathsBy[k]];
  }

  void note_harm_since(Block& b) const {
    const double russian = b.model.params.war_russian_harm;
    Week& w = b.week;
    w.harm_jihadists = (since(b, 0) + since(b, 5)) * kCivilJihadists;
    w.harm_hunters = since(b, 1) * kCivilHunters;
    const double army = b.model.params.war_army_harm;
    w.harm_army =
        w.massacred_army + (since(b, 2) - w.massacred_army) * (army / (kCountedHarmless + army));
    w.harm_french = since(b, 3) * (kHarmFrench / (kCountedHarmless + kHarmFrench));
    w.harm_russians = w.massacred_russians + (since(b, 4) - w.massacred_russians) *
                                                 (russian / (kCountedHarmless + russian));
  }

 private:
  static constexpr int kSides = 6;
  static constexpr TallyId kDeathsBy[kSides] = {
      TallyId::deaths_by_jihadists, TallyId::deaths_by_hunters,  TallyId::deaths_by_army,
      TallyId::deaths_by_french,    TallyId::deaths_by_russians, TallyId::deaths_by_rivals};

  Real since(const Block& b, int side) const { return b.tally[kDeathsBy[side]] - before_[side]; }
  Real before_[kSides];
};

[[gnu::noinline]] void redeploy(Block& b) {
  const Model& m = b.model;
  Field& katiba = b.at.katiba;
  Field given;
  give_evenly(b, katiba, given);
  if (!is_off(b, MechanismOff::redeployment)) {
    Field near;
    sum_near(b, given, near);
    for (int i = 0; i < m.cercle_count; ++i) katiba[i] += Real(kRedeploy) * (near[i] - katiba[i]);
  }
  Field bands, present;
  for (int i = 0; i < m.cercle_count; ++i) {
    bands[i] = katiba[i];
    present[i] = katiba[i] / (katiba[i] + kSeedHalf) * b.at.cell[i];
    if (!b.rivals[i]) continue;
    bands[i] += b.at.rival[i];
    present[i] = max(present[i], b.at.rival[i] / (b.at.rival[i] + kSeedHalf));
  }
  sum_near(b, bands, b.week.katiba_near);
  for (int i = 0; i < m.cercle_count; ++i) b.week.katiba_near[i] *= b.places[i].per_neighbour;
  sum_near(b, present, b.week.cells_near);
}
/// A cell comes from its neighbours with a katiba, or over the border, and may go again.
/// claims: M_onset, M_south_incidents
void cells(Block& b) {
  CercleState& at = b.at;
  for (int i = 0; i < b.model.cercle_count; ++i) {
    const Mask there = is_set(at.cell[i]), small = at.katiba[i] < Real(kCellSmall);
    if (!any(~there | small)) continue;
    const Real& near = b.week.cells_near[i];
    const double base = kSeedBase + (b.places[i].coastal > 0.0 ? kSeedBorder : 0.0);
    const Mask comes = ~there & happens(b.week.cell_luck[i], Real(base) + Real(kSeedNear) * near);
    // H(d / (1 + c k)) = d / (1 + c k + d)
    const Mask goes =
        there & small &
        (b.week.cell_luck[i] * (Real(1.0 + kCellDies) + Real(kCellNear) * near) < Real(kCellDies));
    count(b.tally[TallyId::cells_seeded], comes);
    at.cell[i] = select(comes, 1.0, select(goes, 0.0, at.cell[i]));
    if (!any(comes)) continue;
    const Real size = b.random.draw(b.event_keys, i).uniform(3);
    at.katiba[i] =
        select(comes, max(at.katiba[i], Real(kCellSize) * (Real(0.5) + size)), at.katiba[i]);
  }
}

}  // namespace

void events(Block& b) {
  NationState& n = b.nation;
  Week& w = b.week;
  w.attacks = w.deaths = w.losses = w.katiba_total = 0.0;
  w.calm = select(n.stage == as_real(Stage::truce), kCalmTruce,
                  select(n.stage == as_real(Stage::accord), kCalmAccord, 0.0));
  if (fault(Fault::truce_does_not_calm)) w.calm = 0.0;

  rates(b);
  const Harm before(b);
  draw_events(b);
  if (!is_off(b, MechanismOff::massacres)) massacres(b);
  before.note_harm_since(b);
  aftermath(b);
  redeploy(b);
  if (!is_off(b, MechanismOff::cells)) cells(b);

  const Real army_change =
      Real(kArmyRecovery) *
          (Real(b.model.army_start) * (Real(1.0 - kArmyEconomy) + Real(kArmyEconomy) * n.economy) *
               kArmyTarget -
           n.army_total) -
      n.army_total * kDesertion * clip(Real(kDesertionSupport) - n.support) -
      n.army_total * kDefeatLosses * clip(-n.state_trend - kDefeatTrend);
  if (!is_off(b, MechanismOff::army_size)) n.army_total = max(n.army_total + army_change, kArmyMin);
  n.loss_mean += (w.losses / max(1.0, w.katiba_total) - n.loss_mean) / kMeanWeeks;
  n.attacks_mean += (w.attacks - n.attacks_mean) / kMeanWeeks;
}

}  // namespace palabre::PALABRE_ISA
