// Local pacts and blockades (MODEL.md 7.9).

#include "tests/reference/replicate.hpp"

namespace palabre::reference {

// --- 7.9: local pacts

double Replicate::break_hazard(const Place& x) const {
  return p.pacts_break_rate * s_P * (x.approved ? 1 : p.pacts_unapproved_factor) *
         (1 + x.O / (1 + x.O)) * (1 + kSpoilersPact * spoilers) *
         (kRulesBreakMax - kRulesBreakSlope * x.rules) * (x.armed ? kArmedBreak : kDisarmedBreak) *
         (x.left ? kArmyLeftBreak : 1) * (stage >= 4 ? kAgreementCalmsPact : 1) /
         (1 + kGuaranteePact * p.talks_guarantee);
}

double Replicate::attempt_hazard(const Place& x) const {
  return p.pacts_attempt_rate * l.local_effort *
         (kMediatorFloor + (1 - kMediatorFloor) * p.talks_mediator) *
         clip(kNeedSiege * x.s + (1 - kNeedSiege) * sat(x.E, kNeedViolenceHalf)) *
         mass(x.J, kCriticalMassPact) * sat(x.D, kPactHuntersHalf) * (x.broke ? kRevival : 1) *
         (stage >= 4 ? kAgreementHelpsPact : 1) * (stage == 0 ? kNoContactHindersPact : 1);
}

void Replicate::sign(int i, bool approved, const PlacedPact* placed) {
  Place& x = at[std::size_t(i)];
  const Draw u = draw(kTerms, i);
  const double b = eJ * x.J / (eJ * x.J + x.A + x.D + 1), a = approved;
  x.rules = clip(p.pacts_social_terms + kRulesBalance * (b - .5) + kRulesApproval * (2 * a - 1));
  bool freed = u[0] < clip(kFreeBase + kFreeApproved * a + kFreeBalance * (1 - b));
  x.armed = u[1] < clip(p.pacts_hunters_armed + kArmedBalance * (.5 - b));
  x.left = u[2] < clip(p.pacts_army_exit * clip(2 * b - .5));
  if (placed != nullptr) {
    x.rules = placed->social_rules.value_or(x.rules);
    freed = placed->prisoners_released.value_or(freed);
    x.armed = placed->hunters_armed.value_or(x.armed);
    x.left = placed->army_post_leaves.value_or(x.left);
  }
  ++out.pacts_started;
  x.pact = true;
  x.approved = approved;
  x.age = x.convoy = 0;
  if (!freed) return;
  trust = clip(trust + kFreeTrust);
  hostages = std::max(0.0, hostages - 1);
}

void Replicate::blockade_week(Place& x, double u) {
  const double quiet = stage == 4   ? kCalmTruce * x.obedience
                       : stage == 5 ? kCalmAccord * x.obedience
                                    : 0;
  if (x.blocked) {
    const double s_A0 = x.A / (x.A + eJ * x.J + 1);
    if (u < H(kBlockEnds + kBlockArmy * s_A0 + (x.convoy > 0 ? kBlockConvoy : 0) +
              kSiegePact * x.pact + kSiegeCalm * quiet)) {
      x.blocked = false;
    }
  } else if (!x.pact &&
             u < H(kBlockRate * x.cell * mass(x.J, kCriticalMassControl) * x.j *
                   sat(x.D, kPactHuntersHalf) * (1 + kBlockBroke * x.broke) * (1 - quiet))) {
    x.blocked = true;
    ++out.blockades;
  }
}

void Replicate::pact_week(int i) {
  Place& x = at[std::size_t(i)];
  const bool stood = x.pact;
  const Draw u = draw(kPact, i);
  if (stood) {
    if (x.left && u[1] < H(p.pacts_renegotiation)) x.left = false;
    ++x.age;
    ++out.pact_weeks;
    if (u[0] < H(break_hazard(x))) {
      ++out.pact_breaks;
      x.pact = false;
      x.broke = true;
      x.pause = int(p.pacts_pause);
      x.E += kBreakExcites;
    }
  } else if (x.pause > 0) {
    --x.pause;
  } else if (u[0] < H(attempt_hazard(x))) {
    const bool approved = u[1] < p.jihadists_pact_approval;
    if (approved || u[2] > x.obedience)
      sign(i, approved, nullptr);
    else
      x.pause = int(kPauseRefused);
  }
  if (stood) return;
  if (x.convoy > 0)
    --x.convoy;
  else if (!x.pact && x.broke && stage < 4 &&
           draw(kConvoy, i)[0] < H(kConvoyRate * x.s * sat(x.A, kConvoyGarrisonHalf))) {
    x.convoy = int(kConvoyWeeks);
    ++out.convoys;
  }
}

void Replicate::local_pacts(const std::vector<PlacedPact>& placed) {
  double approved = 0;
  pacts = rho = 0;
  for (int i = 0; i < int(at.size()); ++i) {
    blockade_week(at[std::size_t(i)], draw(kPact, i)[3]);
    const PlacedPact* here = nullptr;
    for (const PlacedPact& pact : placed)
      if (week_of(pact.date) == t && pact.cercle == names[std::size_t(i)]) here = &pact;
    if (here != nullptr)
      sign(i, here->approved.value_or(draw(kPact, i)[1] < p.jihadists_pact_approval), here);
    else
      pact_week(i);
    const Place& x = at[std::size_t(i)];
    if (x.zone > 0) rho += x.pact * x.rules * x.P / affected;
    pacts += x.pact;
    approved += x.pact && x.approved;
  }
  trust = clip(trust + kPactTrust * approved);
}

}  // namespace palabre::reference
