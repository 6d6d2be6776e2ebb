// The army's places, attacks and operations, harm, losses, recruitment and deaths: phases 9 to 11.

#include "sim/model/lane_sums.hpp"
#include "sim/model/submodels.hpp"

namespace palabre::PALABRE_ISA {

namespace {

/// How contested a cercle is, 0..1, from the state's half of the ground c = g + n/2.
PALABRE_INLINE Real contest(const Model& model, const Real& state, const Real& jihadist) {
  const Real c = Real(0.5) + Real(0.5) * (state - jihadist);  // g + n/2, since g + n + j = 1
  const Real rest = Real(1.0) - c;
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
  // claim: M_handover
  const Real taken_over = Real(m.params.junta_handover) * (Real(1.0) - b.week.french_share);
  Real posted = 0.0;
  for (int i = 0; i < m.cercle_count; ++i) {
    const Mask left = is_set(at.pact[i]) & is_set(at.pact_army_left[i]);
    const Place& place = m.places[i];
    const Real target =
        b.nation.army_total *
        (Real(kBaseShare * place.garrison_base) +
         taken_over * Real(kBaseShare * (place.french - place.garrison_base)) + sent * threat[i]) *
        select(left, kPostLeft, 1.0);
    at.garrison[i] = Real(1.0 - kPostingSpeed) * at.garrison[i] + Real(kPostingSpeed) * target;
    posted += at.garrison[i];
  }
  const Real scale = b.nation.army_total / posted;
  for (int i = 0; i < m.cercle_count; ++i) at.garrison[i] *= scale;
}

namespace {

constexpr double kLargeFrom = 0.90, kMassacreFrom = 0.998;

/// Deaths of events below ten, and ten for the larger ones.
PALABRE_INLINE Real deaths_below_ten(const Real& u) {
  // claim: M_event_sizes; shares as published, see model-additions.md 2.1
  constexpr double kAtLeast[] = {0.38,
                                 0.38 + 0.43 * 0.70,
                                 0.38 + 0.43 * 0.885,
                                 0.38 + 0.43 * 0.965,
                                 0.81,
                                 0.81 + 0.09 * 0.30,
                                 0.81 + 0.09 * 0.55,
                                 0.81 + 0.09 * 0.75,
                                 0.81 + 0.09 * 0.90,
                                 kLargeFrom};
  Real dead = 0.0;
  for (const double share : kAtLeast) dead += as_real(u >= Real(share));
  return dead;
}

/// Deaths of an event of ten and more: tails x^-5 up to 49, then x^-3 up to 600. A twenty-fifth of
/// all events: one at a time.
double deaths_of_large_event(double u) {
  const double place = u < kMassacreFrom ? (u - kLargeFrom) / 0.098 : (u - kMassacreFrom) / 0.002;
  const double w = place < 1.0 ? place : 1.0;
  const double x = u < kMassacreFrom
                       ? 10.0 / __builtin_sqrt(__builtin_sqrt(1.0 - w * (1.0 - 0.0016)))
                       : 50.0 / __builtin_sqrt(1.0 - w * (1.0 - 1.0 / 144));
  const double most = u < kMassacreFrom ? 49.0 : 600.0;
  const double whole = double(int(x));
  return whole < most ? whole : most;
}

}  // namespace

Real deaths_of_event(const Real& u) {
  Real dead = deaths_below_ten(u);
  for (int lane = 0; lane < kLanes; ++lane)
    if (u[lane] >= kLargeFrom) dead.set(lane, deaths_of_large_event(u[lane]));
  return dead;
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
    for (int first = 0; first < size_; first += kDrawn) {
      const int end = first + kDrawn < size_ ? first + kDrawn : size_;
      draw_some(b, stream, code_ + first, end - first);
    }
    size_ = 0;
  }

 private:
  static constexpr int kRoom = 1024, kDrawn = 128;

  /// First all that can be done eight at a time, then what is left of it one by one.
  static void draw_some(Block& b, Stream stream, const std::uint32_t* codes, int count) {
    const bool attack = stream == Stream::attack_deaths;
    const double most =
        b.model.params.war_russian_harm > kHarmArmy ? b.model.params.war_russian_harm : kHarmArmy;
    const Real chance = attack ? kCountedAttacks : kCountedOperations * (kCountedHarmless + most);
    Real counted[kDrawn / kLanes], size[kDrawn / kLanes], who[kDrawn / kLanes],
        dead[kDrawn / kLanes];
    std::uint32_t deadly[kDrawn + kLanes];
    int deadly_count = 0;
    for (int first = 0, k = 0; first < count; first += kLanes, ++k) {
      const Bits code = widen(codes + first);
      const Words u = b.dice.draw_events((code >> 16) | Bits(std::uint64_t(stream) << 16),
                                         code & Bits(7), (code >> 3) & Bits(0x1FFF));
      counted[k] = u.uniform(0);
      size[k] = u.uniform(1);
      who[k] = u.uniform(2);
      dead[k] = deaths_below_ten(size[k]);
      unsigned lanes = lanes_of((counted[k] < chance) & (dead[k] > Real(0.0)));
      if (count - first < kLanes) lanes &= (1u << (count - first)) - 1u;
      deadly_count = append(deadly, deadly_count, lanes, std::uint32_t(first));
    }
    for (int n = 0; n < deadly_count; ++n) {
      const int k = int(deadly[n]) / kLanes, e = int(deadly[n]) % kLanes;
      const std::uint32_t code = codes[deadly[n]];
      const int cercle = int(code >> 16), lane = int(code & 7u);
      const int by = attack ? int(attacker(b, cercle, lane, who[k][e]))
                            : operator_of(b, cercle, lane, who[k][e], counted[k][e]);
      if (by < 0) continue;
      const double deaths = dead[k][e] < 10.0 ? dead[k][e] : deaths_of_large_event(size[k][e]);
      note(b.at.deaths[cercle], lane, deaths);
      note(b.tally.of[by], lane, deaths);
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
/// lambda = [(v0 K act (1 - .15 pact) + c) s_V max(.2, 1 + .7 z + tempo)(1.3 convoy)
///           + eta (1 - w)(.5 E + .5 (P'E))(1 - .8 pact)](1 - calm o)
/// nu = ops (1 + surge) sat(A + 2W + 4F*; 500) clip(j + n)(1 - .6 pact)(1/2 army left)(1.3 convoy)
///      (1 - calm)
[[gnu::noinline]] void rates(Block& b, const Field& spread) {
  const Model& m = b.model;
  const CercleState& at = b.at;
  const NationState& n = b.nation;
  Week& w = b.week;
  const Calibration& set = m.calibration;
  const Real v0 = b.traits.attack_rate;
  const Real luck = Real(w.season_attacks) *
                    max(kFortuneFloor, Real(1.0) + Real(set.fortune_attacks) * n.fortune +
                                           Real(set.tempo_attacks) * n.tempo);
  const double echoes = m.params.war_self_excitation * (1.0 - kExcitationMemory);
  const Real joint_french = Real(kFrenchMobility) * (n.french_troops * n.cooperation);
  const Real hub = Real(kFrenchMobility) * w.hub_force;
  const Real russian = Real(kRussianMobility) * n.russian_troops;
  const Real tempo =
      b.traits.operation_tempo * Real(1.0 + m.levers.army_surge) * (Real(1.0) - w.calm);
  for (int i = 0; i < m.cercle_count; ++i) {
    const Place& place = m.places[i];
    w.army_and_french[i] = at.garrison[i] + (joint_french * place.french + hub * place.niger_hub);
    w.forces[i] = w.army_and_french[i] + russian * place.russian;

    const Real square = at.katiba[i] * at.katiba[i];
    const auto [per_mass, per_forces] = inverses(square + Real(set.attack_mass * set.attack_mass),
                                                 w.forces[i] + Real(kOperationsHalf));
    const Real active = square * per_mass;
    const Real unheld = Real(1.0) - at.state_share[i];  // j + n
    const Mask pact = is_set(at.pact[i]);
    const Mask left = pact & is_set(at.pact_army_left[i]);
    const double clash = place.clash_hunters;
    const Real clashing =
        select(pact,
               select(is_set(at.pact_hunters_armed[i]), clash * (1.0 - kClashArmed),
                      clash * (1.0 - kClashDisarmed)),
               clash);
    const Real convoy = select(at.convoy[i] > Real(0.0), kConvoyViolence, 1.0);
    const Real tension = v0 * active;
    w.clashes[i] = tension * clashing * clip(at.jihadist_share[i] + unheld);  // 2 (j + n/2)
    w.raids[i] = tension * w.contest[i] * (Real(1.0) - Real(set.pact_calms_attacks) * at.pact[i]);
    const Real echo = (Real(echoes * set.excitation_own) * at.excitation[i] +
                       Real(echoes * (1.0 - set.excitation_own)) * spread[i]) *
                      (Real(1.0) - Real(kPactCalmsEcho) * at.pact[i]);
    w.attack_rate[i] = min(((w.raids[i] + w.clashes[i]) * (luck * convoy) + echo) *
                               (Real(1.0) - w.calm * b.traits.obedience[i]),
                           kAttackRateMax);
    w.operation_rate[i] = (tempo * convoy) * (w.forces[i] * per_forces) * clip(unheld) *
                          (Real(1.0) - Real(kPactCalmsOperations) * at.pact[i]) *
                          select(left, kPostLeftOperations, 1.0);
  }
}

/// The week's attacks and operations, and their deaths.
[[gnu::noinline]] void draw_events(Block& b) {
  const Model& m = b.model;
  CercleState& at = b.at;
  Week& w = b.week;
  Field luck_attacks, luck_operations;
  for (int i = 0; i < m.cercle_count; ++i) {
    const Words u = b.dice.draw(Stream::attacks_operations, i);
    luck_attacks[i] = u.uniform(0);
    luck_operations[i] = u.uniform(1);
  }
  EventList attacks, operations;
  for (int i = 0; i < m.cercle_count; ++i) {
    at.attacks[i] = poisson(w.attack_rate[i], luck_attacks[i]);
    at.operations[i] = poisson(w.operation_rate[i], luck_operations[i]);
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
/// E <- .78 E + N + harm (.3 + .7 sat(J; 20))     H <- .92 H + harm     J <- max(1, J - loss + rec
/// J (1 - J/cap) (1 + 1.5 H / (2 + H))) claims: C18, L_deitchman1962, L_kress2009
[[gnu::noinline]] void aftermath(Block& b) {
  const Model& m = b.model;
  CercleState& at = b.at;
  Week& w = b.week;
  const double russian_harm = m.params.war_russian_harm;
  const Real anywhere = m.calibration.echo_anywhere;
  for (int i = 0; i < m.cercle_count; ++i) {
    const Place& place = m.places[i];
    const Real french = w.army_and_french[i] - at.garrison[i];
    const Real russian = w.forces[i] - w.army_and_french[i];
    const Real capacity =
        Real(m.calibration.capacity_people * place.people + kCapacityBase * place.katiba) *
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
    const Real present = at.katiba[i] * per_katiba;
    at.excitation[i] = Real(kExcitationMemory) * at.excitation[i] + at.attacks[i] +
                       harm * (anywhere + (Real(1.0) - anywhere) * present);

    const Real intelligence =
        Real(kIntelligenceFloor) +
        Real(1.0 - kIntelligenceFloor) *
            clip(at.state_share[i] + Real(kIntelligenceFrench) * french * per_total);
    const Real before = at.katiba[i];
    const Real loss =
        min(Real(kLossMax) * before, at.operations[i] * kLossPerOperation * intelligence * present);
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
    w.harm_jihadists = since(b, 0) * kCivilJihadists;
    w.harm_hunters = since(b, 1) * kCivilHunters;
    w.harm_army = since(b, 2) * (kHarmArmy / (kCountedHarmless + kHarmArmy));
    w.harm_french = since(b, 3) * (kHarmFrench / (kCountedHarmless + kHarmFrench));
    w.harm_russians = since(b, 4) * (russian / (kCountedHarmless + russian));
  }

 private:
  static constexpr int kSides = 5;
  static constexpr TallyId kDeathsBy[kSides] = {
      TallyId::deaths_by_jihadists, TallyId::deaths_by_hunters, TallyId::deaths_by_army,
      TallyId::deaths_by_french, TallyId::deaths_by_russians};

  Real since(const Block& b, int side) const { return b.tally[kDeathsBy[side]] - before_[side]; }
  Real before_[kSides];
};

[[gnu::noinline]] void redeploy(Block& b) {
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
  const Harm before(b);
  draw_events(b);
  before.note_harm_since(b);
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
