// Sieges, displacement and return, relief, spillover: phase 13.

#include "sim/model/submodels.hpp"

namespace palabre::PALABRE_ISA {

namespace {

void siege_week(Block& b, int i, const Real& calmed) {
  CercleState& at = b.at;
  const Real army =
      at.garrison[i] / (at.garrison[i] + b.traits.guerrilla_leverage * at.katiba[i] + 1.0);
  const Real tightens = Real(kSiegeRate) * b.week.active_control[i] * at.jihadist_share[i] *
                        (Real(1.0) - army) * (Real(1.0) - calmed) * (Real(1.0) - at.pact[i]);
  const Real loosens = Real(kSiegeFades) + Real(kSiegeArmy) * army + Real(kSiegePact) * at.pact[i] +
                       Real(kSiegeCalm) * calmed + where(at.convoy[i] > Real(0.0), kSiegeConvoy);
  const auto [kept_open, kept_shut] = inverses(Real(1.0) + tightens, Real(1.0) + loosens);
  const Real before = at.siege[i];
  at.siege[i] += tightens * kept_open * (Real(1.0) - before) - loosens * kept_shut * before;
  b.week.sieges_lifted += max(0.0, before - at.siege[i]) * b.model.places[i].hunters_weight;
}

void displacement_week(Block& b, int i, const Real& calmed) {
  const Place& place = b.model.places[i];
  CercleState& at = b.at;
  const double minusma = place.minusma * b.week.minusma;
  const double protection = 1.0 - kMinusmaProtects * minusma / (minusma + kMinusmaProtectHalf);
  const Real can_flee =
      max(0.0, at.residents[i] - kNeverFlee * place.people) * Real(1.0 / (1.0 - kNeverFlee));
  const Real flight = Real(kFleePerAttack * protection) * at.attacks[i] *
                      (Real(1.0) + Real(kFleeSiege) * at.siege[i]);
  // Return is H(r safe x) with safe = (1 - s) / fear: r (1 - s) x / (fear + r (1 - s) x).
  const Real fear = Real(1.0) + Real(kFearAttacks) * b.week.attack_rate[i];
  const Real pull = Real(kReturnRate) * (Real(1.0) - at.siege[i]) *
                    (Real(1.0) + Real(kReturnPact) * at.pact[i] + calmed);
  const auto [stay, away] = inverses(Real(1.0) + flight, fear + pull);
  const Real flee = can_flee * (flight * stay);
  const Real back = at.displaced[i] * (pull * away);
  at.residents[i] += back - flee;
  at.displaced[i] += flee - back;
  b.week.returns += back;
}

}  // namespace

void people(Block& b) {
  const Model& m = b.model;
  NationState& n = b.nation;
  Week& w = b.week;
  w.returns = w.sieges_lifted = 0.0;
  Real pressure = 0.0;
  for (int i = 0; i < m.cercle_count; ++i) {
    const Real calmed = w.calm * b.traits.obedience[i];
    siege_week(b, i, calmed);
    displacement_week(b, i, calmed);
    pressure += Real(m.places[i].coastal) *
                (b.at.jihadist_share[i] + Real(kPressureContested) * contested(b.at, i));
  }
  const Real relief =
      (clip(Real(kReliefSieges) * w.sieges_lifted) + clip(w.returns / kReliefReturns)) * 0.5;
  n.relief_mean += (relief - n.relief_mean) / kMeanWeeks;
  n.spillover +=
      hazard(Real(kSpillRate) * pressure * (1.0 - kSpillSupport * m.levers.coastal_support)) *
          (Real(1.0) - n.spillover) -
      Real(kSpillFades) * n.spillover;
}

}  // namespace palabre::PALABRE_ISA
