// Local pacts, their terms, the convoys after them, and what they teach the national track:
// phase 8.

#include "sim/model/submodels.hpp"

namespace palabre::PALABRE_ISA {

namespace {

/// What no rounding of a hazard exceeds. [share]
constexpr double kRoom = sizeof(Number) == 4 ? 1e-5 : 1e-9;

/// Factors of the break and attempt hazards that are the same in every cercle.
struct National {
  Real break_base, attempt_base;  // [1/week]
  Real attempt_most;              // attempt_base with some room for rounding
  double clause_dropped;          // probability a week that a pact drops its army clause
  Mask no_agreement;              // stage below 4
};

National national_factors(const Block& b) {
  const Params& p = b.model.params;
  const NationState& n = b.nation;
  const Mask agreement = n.stage >= as_real(Stage::truce);
  const double standing = kMediatorFloor + (1.0 - kMediatorFloor) * p.talks_mediator;
  National f;
  f.break_base = Real(p.pacts_break_rate * b.week.season_breaks) *
                 (Real(1.0) + Real(kSpoilersPact) * b.week.spoilers) *
                 select(agreement, kAgreementCalmsPact, 1.0) /
                 Real(1.0 + kGuaranteePact * p.talks_guarantee);
  f.attempt_base = Real(p.pacts_attempt_rate * b.model.levers.local_effort * standing) *
                   select(agreement, kAgreementHelpsPact, 1.0) *
                   select(n.stage >= as_real(Stage::secret_contact), 1.0, kNoContactHindersPact);
  f.attempt_most = f.attempt_base * (1.0 + kRoom);
  f.no_agreement = ~agreement;
  f.clause_dropped = p.pacts_renegotiation / (1.0 + p.pacts_renegotiation);
  return f;
}

Real break_hazard(const Block& b, const National& f, int i) {
  const CercleState& at = b.at;
  const Real operations = at.operations[i];
  return f.break_base *
         select(is_set(at.pact_approved[i]), 1.0, b.model.params.pacts_unapproved_factor) *
         (Real(1.0) + hazard(operations)) *
         (Real(kRulesBreakMax) - Real(kRulesBreakSlope) * at.pact_rules[i]) *
         select(is_set(at.pact_hunters_armed[i]), kArmedBreak, kDisarmedBreak) *
         select(is_set(at.pact_army_left[i]), kArmyLeftBreak, 1.0);
}

Real attempt_hazard(const Block& b, const National& f, int i) {
  const CercleState& at = b.at;
  const Real square = at.katiba[i] * at.katiba[i];
  const auto [per_mass, per_violence] = inverses(
      square + Real(kCriticalMassPact * kCriticalMassPact), at.excitation[i] + kNeedViolenceHalf);
  const Real need = clip(Real(kNeedSiege) * at.siege[i] +
                         Real(1.0 - kNeedSiege) * (at.excitation[i] * per_violence));
  const double revival = fault(Fault::no_revival_factor) ? 1.0 : kRevival;
  return f.attempt_base * need * (square * per_mass) * b.places[i].pact_hunters *
         select(is_set(at.pact_broke_before[i]), revival, 1.0);
}

/// -1 (drawn as usual) or the author's 0 or 1.
Mask fixed_or(double fixed, const Mask& drawn) { return fixed < 0.0 ? drawn : Mask(fixed != 0.0); }

/// Signs a pact in cercle i where `signs`: terms from the local balance, drawn or as placed.
void sign(Block& b, int i, const Mask& signs, const Mask& approved, const ModelPact& placed) {
  if (!any(signs)) return;
  const Params& p = b.model.params;
  CercleState& at = b.at;
  NationState& n = b.nation;
  const Words u = b.random.draw(Stream::pact_terms, i);
  const Real jihadist = b.traits.guerrilla_leverage * at.katiba[i];
  const Real balance = jihadist / (jihadist + at.garrison[i] + b.places[i].hunters + 1.0);
  const Real ok = as_real(approved);
  Real rules = clip(Real(p.pacts_social_terms) + Real(kRulesBalance) * (balance - 0.5) +
                    Real(kRulesApproval) * (Real(2.0) * ok - 1.0));
  if (placed.social_rules >= 0.0) rules = placed.social_rules;
  const Mask freed =
      signs & fixed_or(placed.prisoners_released,
                       u.uniform(0) < clip(Real(kFreeBase) + Real(kFreeApproved) * ok +
                                           Real(kFreeBalance) * (Real(1.0) - balance)));
  const Mask armed = fixed_or(placed.hunters_armed,
                              u.uniform(1) < clip(Real(p.pacts_hunters_armed) +
                                                  Real(kArmedBalance) * (Real(0.5) - balance)));
  const Mask leaves =
      fixed_or(placed.army_post_leaves,
               u.uniform(2) < clip(Real(p.pacts_army_exit) * clip(Real(2.0) * balance - 0.5)));

  count(b.tally[TallyId::pacts_started], signs);
  count(b.tally[TallyId::pact_revivals], signs & is_set(at.pact_broke_before[i]));
  at.pact[i] = select(signs, 1.0, at.pact[i]);
  at.pact_approved[i] = select(signs, ok, at.pact_approved[i]);
  at.pact_age[i] = select(signs, 0.0, at.pact_age[i]);
  at.convoy[i] = select(signs, 0.0, at.convoy[i]);
  at.pact_rules[i] = select(signs, rules, at.pact_rules[i]);
  at.pact_hunters_armed[i] = select(signs, as_real(armed), at.pact_hunters_armed[i]);
  at.pact_army_left[i] = select(signs, as_real(leaves), at.pact_army_left[i]);
  n.trust = select(freed, clip(n.trust + kFreeTrust), n.trust);
  n.hostages = select(freed, max(0.0, n.hostages - 1.0), n.hostages);
}

constexpr ModelPact kDrawn{-1, -1, -1.0, -1.0, -1.0, -1.0, -1.0};

void note_lives(Block& b, int i, const Mask& breaks) {
  if (b.out.pact_lives == nullptr) return;
  const Mask kept = breaks & b.counted;
  const double weeks = b.model.weeks;
  for (int lane = 0; lane < kLanes; ++lane) {
    const double age = b.at.pact_age[i][lane];
    if (kept[lane] && age < weeks) b.out.pact_lives[int(age)] += b.weight;
  }
}

/// A standing pact drops the clause that sent the army post away, and keeps the rest. claims: C36,
/// M_april_2021
void renegotiate(Block& b, const National& f, int i, const Mask& standing) {
  Real& left = b.at.pact_army_left[i];
  const Mask asked = standing & is_set(left);
  if (!any(asked)) return;
  const Mask drops = asked & (b.random.draw(Stream::pact, i).uniform(1) < Real(f.clause_dropped));
  left = select(drops, 0.0, left);
  count(b.tally[TallyId::pact_clauses_dropped], drops);
}

void age_and_break(Block& b, const National& f, int i, const Mask& standing, const Real& u) {
  CercleState& at = b.at;
  renegotiate(b, f, i, standing);
  at.pact_age[i] = select(standing, at.pact_age[i] + 1.0, at.pact_age[i]);
  const Mask approved = is_set(at.pact_approved[i]);
  count(b.tally[TallyId::pact_weeks], standing);
  count(b.tally[TallyId::pact_weeks_approved], standing & approved);
  b.tally[TallyId::pact_rules] += select(standing, at.pact_rules[i], 0.0);
  count(b.tally[TallyId::pact_armed], standing & is_set(at.pact_hunters_armed[i]));
  count(b.tally[TallyId::pact_army_left], standing & is_set(at.pact_army_left[i]));

  const Mask breaks = standing & happens(u, break_hazard(b, f, i));
  if (!any(breaks)) return;
  count(b.tally[TallyId::pact_breaks], breaks);
  count(b.tally[TallyId::pact_breaks_approved], breaks & approved);
  if (b.model.summer[std::size_t(b.week.t)]) count(b.tally[TallyId::pact_breaks_summer], breaks);
  note_lives(b, i, breaks);
  const Real pause = b.model.params.pacts_pause + 0.0;  // a pause of -0 is one of 0 (digest.cpp)
  at.pact[i] = select(breaks, 0.0, at.pact[i]);
  at.pact_pause[i] = select(breaks, pause, at.pact_pause[i]);
  at.excitation[i] = select(breaks, at.excitation[i] + kBreakExcites, at.excitation[i]);
  at.pact_broke_before[i] = select(breaks, 1.0, at.pact_broke_before[i]);
  b.nation.broke_recently = select(breaks, 1.0, b.nation.broke_recently);
}

/// Where an attempt is possible in a cercle with katiba J: H(h) < h and need is at most 1. No
/// division, and some room for rounding.
PALABRE_INLINE Mask may_attempt(const Block& b, const National& f, int i, const Real& u) {
  const Real square = b.at.katiba[i] * b.at.katiba[i];
  const Real most = f.attempt_most * b.places[i].pact_hunters;
  return u * (square + Real(kCriticalMassPact * kCriticalMassPact)) < most * square;
}

void pause_or_attempt(Block& b, const National& f, int i, const Mask& standing, const Real& u) {
  CercleState& at = b.at;
  const Mask pausing = ~standing & (at.pact_pause[i] > Real(0.0));
  at.pact_pause[i] = select(pausing, max(at.pact_pause[i] - 1.0, 0.0), at.pact_pause[i]);
  const Mask free = ~(standing | pausing);
  if (!any(free & may_attempt(b, f, i, u))) return;
  const Mask proposed = free & happens(u, attempt_hazard(b, f, i));
  if (!any(proposed)) return;
  b.untouched[i] = false;
  const Words more = b.random.draw(Stream::pact, i);
  const Mask approved = more.uniform(1) < Real(b.model.params.jihadists_pact_approval);
  const Mask disobeys = more.uniform(2) > b.traits.obedience[i];
  const Mask signs = proposed & (approved | disobeys);
  sign(b, i, signs, approved, kDrawn);
  at.pact_pause[i] = select(proposed & ~signs, kPauseRefused, at.pact_pause[i]);
}

/// Where a place is besieged by decision, or would be where a katiba did all it could: most weeks
/// no lane.
PALABRE_INLINE Mask may_blockade(const Block& b, int i, const Real& u) {
  const double most = kBlockRate * (1.0 + kRoom) * (b.untouched[i] ? 1.0 : 1.0 + kBlockBroke);
  return is_set(b.at.blockade[i]) | (u < Real(Number(most) * b.places[i].pact_hunters));
}

/// Places besieged by decision, where a katiba holds the ground and nothing is agreed. claim:
/// M_blockades
void blockades(Block& b, int i, const Real& u) {
  CercleState& at = b.at;
  const Mask blocked = is_set(at.blockade[i]);
  const Real quiet = b.week.calm * b.traits.obedience[i];
  const Real square = at.katiba[i] * at.katiba[i];
  const auto [per_mass, per_forces] =
      inverses(square + Real(kCriticalMassControl * kCriticalMassControl),
               at.garrison[i] + b.traits.guerrilla_leverage * at.katiba[i] + 1.0);
  const Real ends = Real(kBlockEnds) + Real(kBlockArmy) * (at.garrison[i] * per_forces) +
                    where(at.convoy[i] > Real(0.0), Real(kBlockConvoy)) +
                    Real(kSiegePact) * at.pact[i] + Real(kSiegeCalm) * quiet;
  const Real begins = Real(Number(kBlockRate) * b.places[i].pact_hunters) * at.cell[i] *
                      (square * per_mass) * jnim_share(at, i) *
                      (Real(1.0) + Real(kBlockBroke) * at.pact_broke_before[i]) *
                      (Real(1.0) - quiet);
  const Mask lifted = blocked & happens(u, ends);
  const Mask starts = ~blocked & ~is_set(at.pact[i]) & happens(u, begins);
  count(b.tally[TallyId::blockades], starts);
  at.blockade[i] = select(starts, 1.0, select(lifted, 0.0, at.blockade[i]));
}

/// After a break the army opens the road: convoys under way come a week nearer to their end, and
/// where one may begin. claim: C37
Mask age_convoys(Block& b, const National& f, int i, const Mask& standing) {
  CercleState& at = b.at;
  const Mask under_way = ~standing & (at.convoy[i] > Real(0.0));
  at.convoy[i] = select(under_way, at.convoy[i] - 1.0, at.convoy[i]);
  return ~standing & ~under_way & ~is_set(at.pact[i]) & is_set(at.pact_broke_before[i]) &
         f.no_agreement;
}

/// The convoys that begin, in the cercles and lanes where one may.
void convoys(Block& b, const CercleList& roads, const Mask* may) {
  if (fault(Fault::no_convoys)) return;
  CercleState& at = b.at;
  const RandomStream random = b.random;  // its own copy: nothing that is written can change it
  for (int k = 0; k < roads.size; ++k) {
    const int i = roads.of[k];
    const Real u = random.draw(Stream::convoy, i).uniform(0);
    // H(r s sat(A; 200)), the garrison's half brought to the other side.
    const Real wanted = Real(kConvoyRate) * at.siege[i] * at.garrison[i];
    const Mask starts = may[k] & (u * (at.garrison[i] + kConvoyGarrisonHalf + wanted) < wanted);
    count(b.tally[TallyId::convoys], starts);
    at.convoy[i] = select(starts, kConvoyWeeks, at.convoy[i]);
  }
}

const ModelPact* placed_now(const Block& b, int i) {
  const ModelPact* last = nullptr;  // of two in one week the later replaces the earlier
  for (const ModelPact& pact : b.model.pacts)
    if (pact.week == b.week.t && pact.cercle == i) last = &pact;
  return last;
}

/// The week's draws, and the cercles where something may happen, in order. Most weeks even the
/// greatest need and the strongest katiba would not bring an attempt.
/// Cost: seven and a half rounds of Philox for each draw, two products, two
/// shuffles and four exclusive ors a round and half a block, which AVX2 cannot do in less. A draw
/// can be left out only where no value of it could matter.
CercleList draw_and_pick(Block& b, const National& f, Field& luck) {
  const Model& m = b.model;
  const RandomStream random = b.random;  // its own copy: nothing that is written can change it
  const bool blocks = !is_off(b, MechanismOff::blockades);
  bool placed = false;
  for (const ModelPact& pact : m.pacts) placed = placed || pact.week == b.week.t;
  CercleList busy, blocked;
  Field other;
  for (int i = 0; i < m.cercle_count; ++i) {
    const Number hunters = b.places[i].pact_hunters;
    // Without hunters nobody is there to sign: no draw changes that.
    if (hunters == Number(0.0) && b.untouched[i] && !placed) continue;
    const auto [u, v] = random.draw(b.pact_keys, i).uniforms(0, 3);
    luck[i] = u;
    other[i] = v;
    blocked.add(i, blocks & (hunters > Number(0.0)) & any(may_blockade(b, i, v)));
    busy.add(i, placed | !b.untouched[i] | any(u < f.attempt_most * hunters));
  }
  for (int k = 0; k < blocked.size; ++k) blockades(b, blocked.of[k], other[blocked.of[k]]);
  return busy;
}

void learn_from_pacts(Block& b) {
  NationState& n = b.nation;
  const double lesson = fault(Fault::no_trust_from_pacts) ? 0.0 : kPactTrust;
  const Real before = n.trust;
  n.trust = clip(n.trust + Real(lesson) * b.week.pacts_approved);
  b.tally[TallyId::trust_from_pacts] += n.trust - before;

  if (b.model.calibration.local_relief) return;  // remembered by cercle: people.cpp
  n.relief_memory *= Real(1.0) - hazard(Real(kLn2 / b.model.params.junta_relief_memory));
  n.relief_memory =
      select(is_set(n.broke_recently), max(n.relief_memory, n.relief_mean), n.relief_memory);
  n.broke_recently = 0.0;
}

}  // namespace

Real pact_break_hazard(const Block& b, int i) { return break_hazard(b, national_factors(b), i); }

void local_pacts(Block& b) {
  const Model& m = b.model;
  CercleState& at = b.at;
  Week& w = b.week;
  const National f = national_factors(b);
  w.calm = select(b.nation.stage == as_real(Stage::truce), kCalmTruce,
                  select(b.nation.stage == as_real(Stage::accord), kCalmAccord, 0.0));
  Real rules = 0.0;
  w.pacts_alive = w.pacts_approved = 0.0;
  Field luck;
  const CercleList busy = draw_and_pick(b, f, luck);
  CercleList roads;
  Mask may_open[kCercleMax + 1];
  for (int k = 0; k < busy.size; ++k) {
    const int i = busy.of[k];
    if (const ModelPact* placed = placed_now(b, i)) {
      const Mask approved = fixed_or(placed->approved, b.random.draw(Stream::pact, i).uniform(1) <
                                                           Real(m.params.jihadists_pact_approval));
      b.untouched[i] = false;
      sign(b, i, Mask(true), approved, *placed);
    } else {
      const Mask standing = is_set(at.pact[i]);
      if (any(standing)) age_and_break(b, f, i, standing, luck[i]);
      pause_or_attempt(b, f, i, standing, luck[i]);
      may_open[roads.size] = age_convoys(b, f, i, standing);
      roads.add(i, any(may_open[roads.size]));
    }
    if (b.places[i].zone > 0) rules += at.pact[i] * at.pact_rules[i] * b.places[i].people;
    w.pacts_alive += at.pact[i];
    w.pacts_approved += at.pact[i] * at.pact_approved[i];
  }
  convoys(b, roads, may_open);
  b.nation.pact_rules_mean = m.affected_people > 0.0 ? rules / Real(m.affected_people) : Real(0.0);
  learn_from_pacts(b);
}

}  // namespace palabre::PALABRE_ISA
