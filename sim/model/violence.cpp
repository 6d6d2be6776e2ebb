// The army's places, attacks and operations, harm, losses, recruitment and deaths: phases 9 to 11.

#include "sim/model/submodels.hpp"

namespace palabre::PALABRE_ISA {

namespace {

/// How contested a cercle is, 0..1, from the state's half of the ground c = g + n/2.
Real contest(const Model& model, const Real& state, const Real& jihadist) {
  const Real free = Real(1.0) - state - jihadist;
  const Real c = state + Real(0.5) * free;
  const Real rest = jihadist + Real(0.5) * free;
  if (model.switches.violence == int(ViolenceCurve::hegemony))
    return Real(kHegemonyPeak) * c * rest * abs(Real(2.0) * c - 1.0);
  return Real(4.0) * c * rest;
}

}  // namespace

void allocate_army(Block& b) {
  const Model& m = b.model;
  CercleState& at = b.at;
  Field threat;
  Real threats = 0.0;
  for (int i = 0; i < m.cercle_count; ++i) {
    const Real k = contest(m, at.state_share[i], at.jihadist_share[i]);
    threat[i] = Real(m.places[i].people) * (Real(kThreatFloor) + k) * at.state_share[i];
    threats += threat[i];
  }
  threats = max(threats, kTiny);
  Real posted = 0.0;
  for (int i = 0; i < m.cercle_count; ++i) {
    const Mask left = is_set(at.pact[i]) & is_set(at.pact_army_left[i]);
    const Real target = b.nation.army_total *
                        (Real(kBaseShare * m.places[i].garrison_base) +
                         Real(1.0 - kBaseShare) * threat[i] / threats) *
                        select(left, kPostLeft, 1.0);
    at.garrison[i] += Real(kPostingSpeed) * (target - at.garrison[i]);
    posted += at.garrison[i];
  }
  const Real scale = b.nation.army_total / posted;
  for (int i = 0; i < m.cercle_count; ++i) at.garrison[i] *= scale;
}

Real deaths_of_event(const Real& u) {
  // claim: M_event_sizes; shares and tails as published, see model-additions.md 2.1
  const Real small = (u - 0.38) / 0.43;
  const Real few = select(small < Real(0.70), 1.0,
                          select(small < Real(0.885), 2.0, select(small < Real(0.965), 3.0, 4.0)));
  const Real middle = (u - 0.81) / 0.09;
  const Real some =
      select(middle < Real(0.30), 5.0,
             select(middle < Real(0.55), 6.0,
                    select(middle < Real(0.75), 7.0, select(middle < Real(0.90), 8.0, 9.0))));
  const Real large = clip((u - 0.90) / 0.098);
  const Real many =
      min(floor(Real(10.0) / sqrt(sqrt(Real(1.0) - large * (1.0 - 0.0016)))), 49.0);
  const Real huge = clip((u - 0.998) / 0.002);
  const Real massacre = min(floor(Real(50.0) / sqrt(Real(1.0) - huge * (1.0 - 1.0 / 144))), 600.0);
  return select(u < Real(0.38), 0.0,
                select(u < Real(0.81), few,
                       select(u < Real(0.90), some, select(u < Real(0.998), many, massacre))));
}

namespace {

/// Forces at work in one cercle this week.
struct Forces {
  Real french, russian;  // [persons]; French includes the hub's reach, times cooperation
  Real total;            // army + 2 Russians + 4 French + 1 [soldier equivalents]
};

Forces forces_at(const Block& b, int i) {
  const Place& place = b.model.places[i];
  const NationState& n = b.nation;
  Forces f;
  f.french = Real(place.french) * n.french_troops * n.cooperation +
             Real(place.niger_hub) * b.week.hub_force;
  f.russian = Real(place.russian) * n.russian_troops;
  f.total = b.at.garrison[i] + Real(kRussianMobility) * f.russian +
            Real(kFrenchMobility) * f.french;
  return f;
}

struct Attacks {
  Real rate;     // lambda [1/week]
  Real hunters;  // share of attacks that are clashes with hunters
};

Attacks attack_rate(const Block& b, int i, const Real& k, const Real& spread) {
  const CercleState& at = b.at;
  const Week& w = b.week;
  const Real v0 = b.traits.attack_rate;
  const Real free = contested(at, i);
  const Real active = critical_mass(at.katiba[i], kCriticalMassAttack);
  const Mask pact = is_set(at.pact[i]);
  const Real under_pact =
      select(pact, select(is_set(at.pact_hunters_armed[i]), kClashArmed, kClashDisarmed), 0.0);
  const Real clashes = v0 * saturate(b.model.places[i].hunters, kClashHuntersHalf) * active *
                       clip(Real(2.0) * (at.jihadist_share[i] + Real(0.5) * free)) *
                       (Real(1.0) - under_pact);
  const Real own = v0 * k * active;
  const Real fortune = max(kFortuneFloor, Real(1.0) + Real(kFortuneAttacks) * b.nation.fortune);
  const Real base = (own + clashes) * w.season_attacks * fortune *
                    select(at.convoy[i] > Real(0.0), kConvoyViolence, 1.0);
  const Real echo = Real(b.model.params.war_self_excitation * (1.0 - kExcitationMemory)) *
                    (Real(kExcitationOwn) * at.excitation[i] +
                     Real(1.0 - kExcitationOwn) * spread) *
                    (Real(1.0) - Real(kPactCalmsEcho) * at.pact[i]);
  Attacks a;
  a.rate = min((base + echo) * (Real(1.0) - w.calm * b.traits.obedience[i]), kAttackRateMax);
  a.hunters = clashes / (own + clashes + kTiny);
  return a;
}

Real operation_rate(const Block& b, int i, const Forces& f) {
  const CercleState& at = b.at;
  const Mask left = is_set(at.pact[i]) & is_set(at.pact_army_left[i]);
  return b.traits.operation_tempo * Real(1.0 + b.model.levers.army_surge) *
         saturate(f.total, kOperationsHalf) * clip(at.jihadist_share[i] + contested(at, i)) *
         (Real(1.0) - Real(kPactCalmsOperations) * at.pact[i]) * select(left, 0.5, 1.0) *
         select(at.convoy[i] > Real(0.0), kConvoyViolence, 1.0) * (Real(1.0) - b.week.calm);
}

/// Deaths of this week's attacks, event by event: counted or not, how many, by whom.
Real attack_deaths(Block& b, int i, const Real& attacks, const Real& hunters_share) {
  Real deaths = 0.0;
  for (int k = 0;; ++k) {
    const Mask there = attacks > Real(double(k));
    if (!any(there)) return deaths;
    const Words u = b.dice.draw(Stream::attack_deaths, b.week.t, i, Bits(std::uint64_t(k)));
    const Mask counted = there & (u.uniform(0) < Real(kCountedAttacks));
    if (!any(counted)) continue;
    const Real dead = select(counted, deaths_of_event(u.uniform(1)), 0.0);
    const Mask clash = u.uniform(2) < hunters_share;
    deaths += dead;
    b.tally[TallyId::deaths_by_hunters] += select(clash, dead, 0.0);
    b.tally[TallyId::deaths_by_jihadists] += select(clash, 0.0, dead);
  }
}

Real operation_deaths(Block& b, int i, const Real& operations, const Forces& f) {
  Real deaths = 0.0;
  const Real army = b.at.garrison[i];
  for (int k = 0;; ++k) {
    const Mask there = operations > Real(double(k));
    if (!any(there)) return deaths;
    const Words u = b.dice.draw(Stream::operation_deaths, b.week.t, i, Bits(std::uint64_t(k)));
    const Real place = u.uniform(2) * f.total;
    const Mask by_army = place < army;
    const Mask by_french = ~by_army & (place < army + Real(kFrenchMobility) * f.french);
    const Real harm = select(by_army, kHarmArmy,
                             select(by_french, kHarmFrench, b.model.params.war_russian_harm));
    const Mask counted =
        there & (u.uniform(0) < Real(kCountedOperations) * (Real(kCountedHarmless) + harm));
    if (!any(counted)) continue;
    const Real dead = select(counted, deaths_of_event(u.uniform(1)), 0.0);
    deaths += dead;
    b.tally[TallyId::deaths_by_army] += select(by_army, dead, 0.0);
    b.tally[TallyId::deaths_by_french] += select(by_french, dead, 0.0);
    b.tally[TallyId::deaths_by_russians] += select(by_army | by_french, 0.0, dead);
  }
}

/// Losses and recruitment of one katiba. [persons] claims: C18, L_deitchman1962, L_kress2009
void katiba_week(Block& b, int i, const Forces& f) {
  const Place& place = b.model.places[i];
  CercleState& at = b.at;
  const Real total = f.total + 1.0;
  const Real intelligence =
      Real(kIntelligenceFloor) +
      Real(1.0 - kIntelligenceFloor) *
          clip(at.state_share[i] +
               Real(kIntelligenceFrench) * (Real(kFrenchMobility) * f.french) / total);
  const Real loss = min(Real(kLossMax) * at.katiba[i],
                        at.operations[i] * kLossPerOperation * intelligence *
                            saturate(at.katiba[i], kLossHalf));
  b.week.losses += loss;
  at.katiba[i] -= loss;
  const Real capacity = Real(kCapacityPeople * place.people + kCapacityBase * place.katiba) *
                            (at.jihadist_share[i] + Real(kCapacityContested) * contested(at, i)) +
                        kCapacityFloor;
  const Real growth = b.traits.recruitment * at.katiba[i] *
                      (Real(1.0) - at.katiba[i] / capacity) *
                      (Real(1.0) + Real(kHarmRecruits) * at.harm[i] / (Real(kHarmHalf) + at.harm[i]));
  at.katiba[i] = max(1.0, at.katiba[i] + max(growth, Real(-kShrinkMax) * at.katiba[i]));
  b.week.katiba_total += at.katiba[i];
}

void cercle_events(Block& b, int i, const Real& spread) {
  const Model& m = b.model;
  CercleState& at = b.at;
  Week& w = b.week;
  const Real k = contest(m, at.state_share[i], at.jihadist_share[i]);
  const Attacks a = attack_rate(b, i, k, spread);
  const Forces f = forces_at(b, i);
  const Words u = b.dice.draw(Stream::attacks_operations, w.t, i);
  w.attack_rate[i] = a.rate;
  at.attacks[i] = poisson(a.rate, u.uniform(0));
  at.operations[i] = poisson(operation_rate(b, i, f), u.uniform(1));
  w.attacks += at.attacks[i];

  const Real harm = at.operations[i] *
                    (Real(kHarmArmy) * at.garrison[i] +
                     Real(m.params.war_russian_harm * kRussianMobility) * f.russian +
                     Real(kHarmFrench * kFrenchMobility) * f.french) /
                    (f.total + 1.0);
  at.harm[i] = Real(kHarmMemory) * at.harm[i] + harm;
  katiba_week(b, i, f);
  b.nation.army_total -= at.attacks[i] * kSoldiersPerAttack;
  at.excitation[i] = Real(kExcitationMemory) * at.excitation[i] + at.attacks[i] + harm;
  at.deaths[i] = attack_deaths(b, i, at.attacks[i], a.hunters) +
                 operation_deaths(b, i, at.operations[i], f);
  w.deaths += at.deaths[i];
  b.tally.deaths_by_region[m.places[i].region] += at.deaths[i];
  if (m.places[i].zone == 1) {
    const Mask pact = is_set(at.pact[i]);
    b.tally[TallyId::centre_attacks_pact] += select(pact, at.attacks[i], 0.0);
    b.tally[TallyId::centre_attacks_free] += select(pact, 0.0, at.attacks[i]);
    count(b.tally[TallyId::centre_weeks_pact], pact);
    count(b.tally[TallyId::centre_weeks_free], ~pact);
  }
}

/// What cercle i receives of its neighbours' x when each spreads x evenly over its own neighbours.
Real inflow(const Place& place, const Field& x) {
  Real sum = 0.0;
  for (int k = 0; k < place.neighbour_count; ++k)
    sum += Real(place.outflow_weight[k]) * x[place.neighbours[k]];
  return sum;
}

/// Mean of x over the neighbours of cercle i.
Real neighbour_mean(const Place& place, const Field& x) {
  Real sum = 0.0;
  for (int k = 0; k < place.neighbour_count; ++k)
    sum += Real(place.inflow_weight[k]) * x[place.neighbours[k]];
  return sum;
}

void redeploy(Block& b) {
  const Model& m = b.model;
  Field arriving;
  for (int i = 0; i < m.cercle_count; ++i) arriving[i] = inflow(m.places[i], b.at.katiba);
  for (int i = 0; i < m.cercle_count; ++i)
    b.at.katiba[i] += Real(kRedeploy) * (arriving[i] - b.at.katiba[i]);
  for (int i = 0; i < m.cercle_count; ++i)
    b.week.katiba_near[i] = neighbour_mean(m.places[i], b.at.katiba);
}

}  // namespace

void events(Block& b) {
  const Model& m = b.model;
  NationState& n = b.nation;
  Week& w = b.week;
  w.attacks = w.deaths = w.losses = w.katiba_total = 0.0;
  w.calm = select(n.stage == Real(4.0), kCalmTruce, select(n.stage == Real(5.0), kCalmAccord, 0.0));
  if (fault(Fault::truce_does_not_calm)) w.calm = 0.0;

  Field spread;
  for (int i = 0; i < m.cercle_count; ++i) spread[i] = inflow(m.places[i], b.at.excitation);
  for (int i = 0; i < m.cercle_count; ++i) cercle_events(b, i, spread[i]);
  redeploy(b);

  n.army_total += Real(kArmyRecovery) *
                      (Real(kArmyTotal) * (Real(1.0 - kArmyEconomy) + Real(kArmyEconomy) * n.economy) *
                           kArmyTarget -
                       n.army_total) -
                  n.army_total * kDesertion * clip(Real(kDesertionSupport) - n.support) -
                  n.army_total * kDefeatLosses * clip(-n.state_trend - kDefeatTrend);
  n.army_total = max(n.army_total, kArmyMin);
  n.loss_mean += (w.losses / max(1.0, w.katiba_total) - n.loss_mean) / kMeanWeeks;
  n.attacks_mean += (w.attacks - n.attacks_mean) / kMeanWeeks;
}

}  // namespace palabre::PALABRE_ISA
