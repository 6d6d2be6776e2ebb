// The army's places, attacks and operations, harm, losses, recruitment and deaths: phases 9 to 11.

#include "sim/model/submodels.hpp"

namespace palabre::PALABRE_ISA {

namespace {

/// How contested a cercle is, 0..1, from the state's half of the ground c = g + n/2.
PALABRE_INLINE Real contest(const Model& model, const Real& state, const Real& jihadist) {
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
    b.week.contest[i] = contest(m, at.state_share[i], at.jihadist_share[i]);
    threat[i] =
        Real(m.places[i].people) * (Real(kThreatFloor) + b.week.contest[i]) * at.state_share[i];
    threats += threat[i];
  }
  const Real sent = Real(1.0 - kBaseShare) / max(threats, kTiny);
  Real posted = 0.0;
  for (int i = 0; i < m.cercle_count; ++i) {
    const Mask left = is_set(at.pact[i]) & is_set(at.pact_army_left[i]);
    const Real target = b.nation.army_total *
                        (Real(kBaseShare * m.places[i].garrison_base) + sent * threat[i]) *
                        select(left, kPostLeft, 1.0);
    at.garrison[i] += Real(kPostingSpeed) * (target - at.garrison[i]);
    posted += at.garrison[i];
  }
  const Real scale = b.nation.army_total / posted;
  for (int i = 0; i < m.cercle_count; ++i) at.garrison[i] *= scale;
}

Real deaths_of_event(const Real& u) {
  // claim: M_event_sizes; shares and tails as published, see model-additions.md 2.1
  constexpr double kAtLeast[] = {0.38,
                                 0.38 + 0.43 * 0.70,
                                 0.38 + 0.43 * 0.885,
                                 0.38 + 0.43 * 0.965,
                                 0.81,
                                 0.81 + 0.09 * 0.30,
                                 0.81 + 0.09 * 0.55,
                                 0.81 + 0.09 * 0.75,
                                 0.81 + 0.09 * 0.90};
  Real dead = 0.0;
  for (const double share : kAtLeast) dead += as_real(u >= Real(share));
  if (!any(u >= Real(0.90))) return dead;
  const Real large = clip((u - 0.90) / 0.098);
  const Real many = min(floor(Real(10.0) / sqrt(sqrt(Real(1.0) - large * (1.0 - 0.0016)))), 49.0);
  dead = select(u < Real(0.90), dead, many);
  if (!any(u >= Real(0.998))) return dead;
  const Real huge = clip((u - 0.998) / 0.002);
  const Real massacre = min(floor(Real(50.0) / sqrt(Real(1.0) - huge * (1.0 - 1.0 / 144))), 600.0);
  return select(u < Real(0.998), dead, massacre);
}

namespace {

/// Violent events of a week, of any cercle and replicate, drawn eight at a time. Draws are keyed by
/// the event and deaths are whole numbers, so that neither company nor order changes a bit.
class EventList {
 public:
  /// Adds the events of one cercle: so many in each lane.
  PALABRE_INLINE void add(Block& b, Stream stream, int cercle, const Real& events) {
    for (std::uint32_t number = 0;; ++number) {
      const unsigned lanes = lanes_of(events > Real(double(number)));
      if (lanes == 0) return;
      size_ = append(code_, size_, lanes, std::uint32_t(cercle) << 16 | number << 3);
      if (size_ > kRoom) draw(b, stream);
    }
  }
  void draw(Block& b, Stream stream) {
    for (int k = 0; k < kLanes; ++k) code_[size_ + k] = 0;
    for (int first = 0; first < size_; first += kLanes)
      draw_eight(b, stream, code_ + first, size_ - first);
    size_ = 0;
  }

 private:
  static constexpr int kRoom = 1024;

  static void draw_eight(Block& b, Stream stream, const std::uint32_t* codes, int left) {
    const Bits code = widen(codes);
    const Words u = b.dice.draw_events((code >> 16) | Bits(std::uint64_t(stream) << 16),
                                       code & Bits(7), (code >> 3) & Bits(0x1FFF));
    const bool attack = stream == Stream::attack_deaths;
    const double most =
        b.model.params.war_russian_harm > kHarmArmy ? b.model.params.war_russian_harm : kHarmArmy;
    const Real chance = attack ? kCountedAttacks : kCountedOperations * (kCountedHarmless + most);
    const Real dead = deaths_of_event(u.uniform(1));
    unsigned deadly = lanes_of((u.uniform(0) < chance) & (dead > Real(0.0)));
    if (left < kLanes) deadly &= (1u << left) - 1u;
    if (deadly == 0) return;
    const Real counted = u.uniform(0), who = u.uniform(2);
    for (; deadly != 0; deadly &= deadly - 1) {
      const int k = __builtin_ctz(deadly);
      const int cercle = int(codes[k] >> 16), lane = int(codes[k] & 7u);
      const int by = attack ? int(attacker(b, cercle, lane, who[k]))
                            : operator_of(b, cercle, lane, who[k], counted[k]);
      if (by < 0) continue;
      note(b.at.deaths[cercle], lane, dead[k]);
      note(b.tally.of[by], lane, dead[k]);
    }
  }
  static TallyId attacker(const Block& b, int cercle, int lane, double u) {
    const double clashes = b.week.clashes[cercle][lane];
    return u * (b.week.raids[cercle][lane] + clashes + kTiny) < clashes
               ? TallyId::deaths_by_hunters
               : TallyId::deaths_by_jihadists;
  }
  /// Who led the operation, in proportion to forces; -1 if it did no harm that counts.
  static int operator_of(const Block& b, int cercle, int lane, double u, double counted) {
    const Week& w = b.week;
    const double place = u * w.forces[cercle][lane];
    TallyId by = TallyId::deaths_by_russians;
    double harm = b.model.params.war_russian_harm;
    if (place < b.at.garrison[cercle][lane]) {
      by = TallyId::deaths_by_army;
      harm = kHarmArmy;
    } else if (place < w.army_and_french[cercle][lane]) {
      by = TallyId::deaths_by_french;
      harm = kHarmFrench;
    }
    return counted < kCountedOperations * (kCountedHarmless + harm) ? int(by) : -1;
  }
  static void note(Real& sum, int lane, double dead) { sum.set(lane, sum[lane] + dead); }

  int size_ = 0;
  std::uint32_t code_[kRoom + 2 * kLanes];  // cercle * 2^16 + number * 8 + lane
};

/// What is at work in each cercle, and the rates of attacks and operations that follow.
/// lambda = [(v0 K act + c) s_V max(.2, 1 + 1.4 z)(1.3 convoy) + eta (1 - w)(.8 E + .2 (P'E))
///           (1 - .8 pact)](1 - calm o)
/// nu = ops (1 + surge) sat(A + 2W + 4F*; 500) clip(j + n)(1 - .6 pact)(1/2 army left)(1.3 convoy)
///      (1 - calm)
void rates(Block& b, const Field& spread) {
  const Model& m = b.model;
  const CercleState& at = b.at;
  const NationState& n = b.nation;
  Week& w = b.week;
  const Real v0 = b.traits.attack_rate;
  const Real luck =
      Real(w.season_attacks) * max(kFortuneFloor, Real(1.0) + Real(kFortuneAttacks) * n.fortune);
  const double echoes = m.params.war_self_excitation * (1.0 - kExcitationMemory);
  const Real joint_french = n.french_troops * n.cooperation;
  const Real tempo =
      b.traits.operation_tempo * Real(1.0 + m.levers.army_surge) * (Real(1.0) - w.calm);
  for (int i = 0; i < m.cercle_count; ++i) {
    const Place& place = m.places[i];
    const Real french = Real(kFrenchMobility) *
                        (Real(place.french) * joint_french + Real(place.niger_hub) * w.hub_force);
    const Real russian = Real(kRussianMobility * place.russian) * n.russian_troops;
    w.army_and_french[i] = at.garrison[i] + french;
    w.forces[i] = w.army_and_french[i] + russian;

    const Real square = at.katiba[i] * at.katiba[i];
    const auto [per_mass, per_forces] =
        inverses(square + Real(kCriticalMassAttack * kCriticalMassAttack),
                 w.forces[i] + Real(kOperationsHalf));
    const Real active = square * per_mass;
    const Real free = contested(at, i);
    const Mask pact = is_set(at.pact[i]);
    const Mask left = pact & is_set(at.pact_army_left[i]);
    const Real clashing = select(
        pact, select(is_set(at.pact_hunters_armed[i]), 1.0 - kClashArmed, 1.0 - kClashDisarmed),
        1.0);
    const Real convoy = select(at.convoy[i] > Real(0.0), kConvoyViolence, 1.0);
    w.clashes[i] = v0 * Real(place.clash_hunters) * active *
                   clip(Real(2.0) * at.jihadist_share[i] + free) * clashing;
    w.raids[i] = v0 * w.contest[i] * active;
    const Real echo =
        Real(echoes) *
        (Real(kExcitationOwn) * at.excitation[i] + Real(1.0 - kExcitationOwn) * spread[i]) *
        (Real(1.0) - Real(kPactCalmsEcho) * at.pact[i]);
    w.attack_rate[i] = min(((w.raids[i] + w.clashes[i]) * luck * convoy + echo) *
                               (Real(1.0) - w.calm * b.traits.obedience[i]),
                           kAttackRateMax);
    w.operation_rate[i] = tempo * (w.forces[i] * per_forces) * clip(at.jihadist_share[i] + free) *
                          (Real(1.0) - Real(kPactCalmsOperations) * at.pact[i]) *
                          select(left, kPostLeftOperations, 1.0) * convoy;
  }
}

/// The week's attacks and operations, and their deaths.
void draw_events(Block& b) {
  const Model& m = b.model;
  CercleState& at = b.at;
  Week& w = b.week;
  EventList attacks, operations;
  for (int i = 0; i < m.cercle_count; ++i) {
    const Words u = b.dice.draw(Stream::attacks_operations, i);
    at.attacks[i] = poisson(w.attack_rate[i], u.uniform(0));
    at.operations[i] = poisson(w.operation_rate[i], u.uniform(1));
    at.deaths[i] = 0.0;
    w.attacks += at.attacks[i];
    attacks.add(b, Stream::attack_deaths, i, at.attacks[i]);
    operations.add(b, Stream::operation_deaths, i, at.operations[i]);
  }
  attacks.draw(b, Stream::attack_deaths);
  operations.draw(b, Stream::operation_deaths);
  b.nation.army_total -= w.attacks * kSoldiersPerAttack;
  for (int i = 0; i < m.cercle_count; ++i) {
    w.deaths += at.deaths[i];
    b.tally.deaths_by_region[m.places[i].region] += at.deaths[i];
    if (m.places[i].zone != 1) continue;
    const Mask pact = is_set(at.pact[i]);
    b.tally[TallyId::centre_attacks_pact] += where(pact, at.attacks[i]);
    b.tally[TallyId::centre_attacks_free] += where(~pact, at.attacks[i]);
    count(b.tally[TallyId::centre_weeks_pact], pact);
    count(b.tally[TallyId::centre_weeks_free], ~pact);
  }
}

/// Harm to civilians, the memory of violence, losses and recruitment of the katibas. [persons]
/// E <- .78 E + N + harm     H <- .92 H + harm     J <- max(1, J - loss + rec J (1 - J/cap)
/// (1 + 1.5 H / (2 + H)))
/// claims: C18, L_deitchman1962, L_kress2009
void aftermath(Block& b) {
  const Model& m = b.model;
  CercleState& at = b.at;
  Week& w = b.week;
  const double russian_harm = m.params.war_russian_harm;
  for (int i = 0; i < m.cercle_count; ++i) {
    const Place& place = m.places[i];
    const Real french = w.army_and_french[i] - at.garrison[i];
    const Real russian = w.forces[i] - w.army_and_french[i];
    const Real capacity = Real(kCapacityPeople * place.people + kCapacityBase * place.katiba) *
                              (at.jihadist_share[i] + Real(kCapacityContested) * contested(at, i)) +
                          kCapacityFloor;
    // harm = done / (forces + 1), and the remembered harm H feeds recruitment with 2 + H below
    // the line: (2 + H)(forces + 1) is one denominator for both.
    const Real total = w.forces[i] + 1.0;
    const Real done =
        at.operations[i] * (Real(kHarmArmy) * at.garrison[i] + Real(russian_harm) * russian +
                            Real(kHarmFrench) * french);
    const Real remembered = Real(kHarmMemory) * at.harm[i];
    const auto [per_total, per_katiba, per_capacity, per_harm] = inverses(
        total, at.katiba[i] + kLossHalf, capacity, (kHarmHalf + remembered) * total + done);
    const Real harm = done * per_total;
    at.harm[i] = remembered + harm;
    at.excitation[i] = Real(kExcitationMemory) * at.excitation[i] + at.attacks[i] + harm;

    const Real intelligence =
        Real(kIntelligenceFloor) +
        Real(1.0 - kIntelligenceFloor) *
            clip(at.state_share[i] + Real(kIntelligenceFrench) * french * per_total);
    const Real before = at.katiba[i];
    const Real loss = min(Real(kLossMax) * before, at.operations[i] * kLossPerOperation *
                                                       intelligence * (before * per_katiba));
    w.losses += loss;
    const Real fighters = before - loss;
    const Real angered = Real(1.0) + Real(kHarmRecruits) * (at.harm[i] * total * per_harm);
    const Real growth =
        b.traits.recruitment * fighters * (Real(1.0) - fighters * per_capacity) * angered;
    at.katiba[i] = max(1.0, fighters + max(growth, Real(-kShrinkMax) * fighters));
    w.katiba_total += at.katiba[i];
  }
}

/// What each cercle receives of its neighbours' x when each spreads x evenly over its own.
void spread_evenly(const Model& m, const Field& x, Field& received) {
  Field given;
  for (int i = 0; i < m.cercle_count; ++i) given[i] = x[i] * Real(m.places[i].per_neighbour);
  for (int i = 0; i < m.cercle_count; ++i) {
    const Place& place = m.places[i];
    Real sum = 0.0;
    for (int k = 0; k < place.neighbour_count; ++k) sum += given[place.neighbours[k]];
    received[i] = sum;
  }
}

void redeploy(Block& b) {
  const Model& m = b.model;
  Field arriving;
  spread_evenly(m, b.at.katiba, arriving);
  for (int i = 0; i < m.cercle_count; ++i)
    b.at.katiba[i] += Real(kRedeploy) * (arriving[i] - b.at.katiba[i]);
  for (int i = 0; i < m.cercle_count; ++i) {
    const Place& place = m.places[i];
    Real sum = 0.0;
    for (int k = 0; k < place.neighbour_count; ++k) sum += b.at.katiba[place.neighbours[k]];
    b.week.katiba_near[i] = sum * place.per_neighbour;
  }
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
  spread_evenly(m, b.at.excitation, spread);
  rates(b, spread);
  draw_events(b);
  aftermath(b);
  redeploy(b);

  n.army_total +=
      Real(kArmyRecovery) *
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
