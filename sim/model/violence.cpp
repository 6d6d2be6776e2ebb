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
    const Real k = contest(m, at.state_share[i], at.jihadist_share[i]);
    threat[i] = Real(m.places[i].people) * (Real(kThreatFloor) + k) * at.state_share[i];
    threats += threat[i];
  }
  threats = max(threats, kTiny);
  // claim: M_handover
  const Real taken_over = Real(m.params.junta_handover) * (Real(1.0) - b.week.french_share);
  Real posted = 0.0;
  for (int i = 0; i < m.cercle_count; ++i) {
    const Mask left = is_set(at.pact[i]) & is_set(at.pact_army_left[i]);
    const Place& place = m.places[i];
    const Real target = b.nation.army_total *
                        (Real(kBaseShare * place.garrison_base) +
                         taken_over * (kBaseShare * (place.french - place.garrison_base)) +
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
  const Real many = min(floor(Real(10.0) / sqrt(sqrt(Real(1.0) - large * (1.0 - 0.0016)))), 49.0);
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

PALABRE_INLINE Forces forces_at(const Block& b, int i) {
  const Place& place = b.model.places[i];
  const NationState& n = b.nation;
  Forces f;
  f.french = Real(place.french) * n.french_troops * n.cooperation +
             Real(place.niger_hub) * b.week.hub_force;
  f.russian = Real(place.russian) * n.russian_troops;
  f.total =
      b.at.garrison[i] + Real(kRussianMobility) * f.russian + Real(kFrenchMobility) * f.french;
  return f;
}

struct Attacks {
  Real rate;     // lambda [1/week]
  Real hunters;  // share of attacks that are clashes with hunters
};

PALABRE_INLINE Attacks attack_rate(const Block& b, int i, const Real& k, const Real& spread) {
  const CercleState& at = b.at;
  const Week& w = b.week;
  const Real v0 = b.traits.attack_rate;
  const Real free = contested(at, i);
  const Calibration& set = b.model.calibration;
  const Real active = critical_mass(at.katiba[i], set.attack_mass);
  const Mask pact = is_set(at.pact[i]);
  const Real under_pact =
      select(pact, select(is_set(at.pact_hunters_armed[i]), kClashArmed, kClashDisarmed), 0.0);
  const Real clashes = v0 * b.model.places[i].clash_hunters * active *
                       clip(Real(2.0) * (at.jihadist_share[i] + Real(0.5) * free)) *
                       (Real(1.0) - under_pact);
  const Real own = v0 * k * active * (Real(1.0) - Real(set.pact_calms_attacks) * at.pact[i]);
  const Real fortune = max(kFortuneFloor, Real(1.0) + Real(set.fortune_attacks) * b.nation.fortune +
                                              Real(set.tempo_attacks) * b.nation.tempo);
  const Real base = (own + clashes) * w.season_attacks * fortune *
                    select(at.convoy[i] > Real(0.0), kConvoyViolence, 1.0);
  const Real echo =
      Real(b.model.params.war_self_excitation * (1.0 - kExcitationMemory)) *
      (Real(set.excitation_own) * at.excitation[i] + Real(1.0 - set.excitation_own) * spread) *
      (Real(1.0) - Real(kPactCalmsEcho) * at.pact[i]);
  Attacks a;
  a.rate = min((base + echo) * (Real(1.0) - w.calm * b.traits.obedience[i]), kAttackRateMax);
  a.hunters = clashes / (own + clashes + kTiny);
  return a;
}

PALABRE_INLINE Real operation_rate(const Block& b, int i, const Forces& f) {
  const CercleState& at = b.at;
  const Mask left = is_set(at.pact[i]) & is_set(at.pact_army_left[i]);
  return b.traits.operation_tempo * Real(1.0 + b.model.levers.army_surge) *
         saturate(f.total, kOperationsHalf) * clip(at.jihadist_share[i] + contested(at, i)) *
         (Real(1.0) - Real(kPactCalmsOperations) * at.pact[i]) *
         select(left, kPostLeftOperations, 1.0) *
         select(at.convoy[i] > Real(0.0), kConvoyViolence, 1.0) * (Real(1.0) - b.week.calm);
}

/// Up to kLanes violent events of a week, of any cercle and replicate, drawn at once. Draws are
/// keyed by the event and deaths are whole numbers, so that neither company nor order changes a
/// bit.
class EventBatch {
 public:
  EventBatch(Block& b, Stream stream) : b_(b), stream_(stream) {}

  /// Adds the events of one cercle: `events` of them in each lane, with up to three numbers that
  /// say who caused one.
  void add(int cercle, const Real& events, const Real& x, const Real& y, const Real& z) {
    for (unsigned left = lanes_of(events > Real(0.0)); left != 0; left &= left - 1) {
      const int lane = __builtin_ctz(left);
      const int n = int(events[lane]);
      for (int k = 0; k < n; ++k) {
        cercle_[size_] = cercle;
        lane_[size_] = lane;
        entity_.set(size_, std::uint64_t(cercle) | (std::uint64_t(stream_) << 16));
        replicate_.set(size_, b_.dice.replicate[lane]);
        number_.set(size_, std::uint64_t(k));
        x_.set(size_, x[lane]);
        y_.set(size_, y[lane]);
        z_.set(size_, z[lane]);
        if (++size_ == kLanes) flush();
      }
    }
  }
  void flush() {
    if (size_ == 0) return;
    const Words u = philox(entity_, Bits(std::uint64_t(b_.week.t)), replicate_, number_,
                           b_.dice.key0, b_.dice.key1);
    if (stream_ == Stream::attack_deaths)
      attacks(u);
    else
      operations(u);
    size_ = 0;
  }

 private:
  /// x: share of clashes with hunters.
  void attacks(const Words& u) {
    const Mask counted = u.uniform(0) < Real(kCountedAttacks);
    if (!any(counted)) return;
    const Real dead = select(counted, deaths_of_event(u.uniform(1)), 0.0);
    const Mask clash = u.uniform(2) < x_;
    for (int e = 0; e < size_; ++e)
      note(e, dead[e], clash[e] ? TallyId::deaths_by_hunters : TallyId::deaths_by_jihadists);
  }
  /// x: soldiers, y: soldiers and French, z: all forces [soldier equivalents].
  void operations(const Words& u) {
    const Real place = u.uniform(2) * z_;
    const Mask by_army = place < x_;
    const Mask by_french = ~by_army & (place < y_);
    const Real harm = select(by_army, kHarmArmy,
                             select(by_french, kHarmFrench, b_.model.params.war_russian_harm));
    const Mask counted = u.uniform(0) < Real(kCountedOperations) * (Real(kCountedHarmless) + harm);
    if (!any(counted)) return;
    const Real dead = select(counted, deaths_of_event(u.uniform(1)), 0.0);
    for (int e = 0; e < size_; ++e)
      note(e, dead[e],
           by_army[e]     ? TallyId::deaths_by_army
           : by_french[e] ? TallyId::deaths_by_french
                          : TallyId::deaths_by_russians);
  }
  void note(int e, double dead, TallyId by) {
    Real& here = b_.at.deaths[cercle_[e]];
    here.set(lane_[e], here[lane_[e]] + dead);
    Real& sum = b_.tally[by];
    sum.set(lane_[e], sum[lane_[e]] + dead);
  }

  Block& b_;
  Stream stream_;
  int size_ = 0;
  int cercle_[kLanes], lane_[kLanes];
  Bits entity_ = 0, replicate_ = 0, number_ = 0;
  Real x_ = 0.0, y_ = 0.0, z_ = 0.0;
};

/// Losses and recruitment of one katiba. [persons] claims: C18, L_deitchman1962, L_kress2009
/// Returns sat(J; 20): how far there is a katiba that answers.
Real katiba_week(Block& b, int i, const Forces& f) {
  const Place& place = b.model.places[i];
  CercleState& at = b.at;
  const Real total = f.total + 1.0;
  const Real intelligence =
      Real(kIntelligenceFloor) +
      Real(1.0 - kIntelligenceFloor) *
          clip(at.state_share[i] +
               Real(kIntelligenceFrench) * (Real(kFrenchMobility) * f.french) / total);
  const Real present = saturate(at.katiba[i], kLossHalf);
  const Real loss = min(Real(kLossMax) * at.katiba[i],
                        at.operations[i] * kLossPerOperation * intelligence * present);
  b.week.losses += loss;
  at.katiba[i] -= loss;
  const Real capacity =
      Real(b.model.calibration.capacity_people * place.people + kCapacityBase * place.katiba) *
          (at.jihadist_share[i] + Real(kCapacityContested) * contested(at, i)) +
      kCapacityFloor;
  const Real growth =
      b.traits.recruitment * at.katiba[i] * (Real(1.0) - at.katiba[i] / capacity) *
      (Real(1.0) + Real(kHarmRecruits) * at.harm[i] / (Real(kHarmHalf) + at.harm[i]));
  at.katiba[i] = max(1.0, at.katiba[i] + max(growth, Real(-kShrinkMax) * at.katiba[i]));
  b.week.katiba_total += at.katiba[i];
  return present;
}

void cercle_events(Block& b, int i, const Real& spread, EventBatch& attacks,
                   EventBatch& operations) {
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
  const Real present = katiba_week(b, i, f);
  b.nation.army_total -= at.attacks[i] * kSoldiersPerAttack;
  const Real anywhere = m.calibration.echo_anywhere;
  at.excitation[i] = Real(kExcitationMemory) * at.excitation[i] + at.attacks[i] +
                     harm * (anywhere + (Real(1.0) - anywhere) * present);
  at.deaths[i] = 0.0;
  attacks.add(i, at.attacks[i], a.hunters, a.hunters, a.hunters);
  operations.add(i, at.operations[i], at.garrison[i],
                 at.garrison[i] + Real(kFrenchMobility) * f.french, f.total);
  if (m.places[i].zone == 1) {
    const Mask pact = is_set(at.pact[i]);
    b.tally[TallyId::centre_attacks_pact] += select(pact, at.attacks[i], 0.0);
    b.tally[TallyId::centre_attacks_free] += select(pact, 0.0, at.attacks[i]);
    count(b.tally[TallyId::centre_weeks_pact], pact);
    count(b.tally[TallyId::centre_weeks_free], ~pact);
  }
}

/// What cercle i receives of its neighbours' x when each spreads x evenly over its own neighbours.
PALABRE_INLINE Real inflow(const Place& place, const Field& x) {
  Real sum = 0.0;
  for (int k = 0; k < place.neighbour_count; ++k)
    sum += Real(place.outflow_weight[k]) * x[place.neighbours[k]];
  return sum;
}

/// Mean of x over the neighbours of cercle i.
PALABRE_INLINE Real neighbour_mean(const Place& place, const Field& x) {
  Real sum = 0.0;
  for (int k = 0; k < place.neighbour_count; ++k)
    sum += Real(place.inflow_weight[k]) * x[place.neighbours[k]];
  return sum;
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
  const Harm before(b);
  EventBatch attacks(b, Stream::attack_deaths), operations(b, Stream::operation_deaths);
  for (int i = 0; i < m.cercle_count; ++i) cercle_events(b, i, spread[i], attacks, operations);
  attacks.flush();
  operations.flush();
  before.note_harm_since(b);
  for (int i = 0; i < m.cercle_count; ++i) {
    w.deaths += b.at.deaths[i];
    b.tally.deaths_by_region[m.places[i].region] += b.at.deaths[i];
  }
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
