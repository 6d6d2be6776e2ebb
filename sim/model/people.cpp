// Sieges, displacement and return, relief, spillover: phase 13.

#include "sim/model/submodels.hpp"

namespace palabre::PALABRE_ISA {

namespace {

/// Relief fades over 13 weeks; where an agreement broke it is remembered with its own half-life.
/// claims: C45, C46
PALABRE_INLINE void relief_week(Block& b, int i, const Real& lifted, const Real& back,
                                double kept) {
  CercleState& at = b.at;
  const Real seen = Real(0.5 * kReliefSieges) * lifted + Real(0.5 / kReliefReturns) * back;
  const Real now = at.relief[i] + (seen - at.relief[i]) * Real(1.0 / kMeanWeeks);
  const Mask broke = (is_set(at.pact_broke_before[i]) & ~is_set(at.pact[i])) |
                     (is_set(b.nation.agreement_broke) & (b.nation.stage < Real(4.0)));
  at.relief[i] = select(broke, max(now, at.relief[i] * Real(kept)), now);
}

/// What is lifted of the siege, by the hunters' weight of the cercle.
PALABRE_INLINE Real siege_week(Block& b, int i, const Real& calmed) {
  CercleState& at = b.at;
  const Real army =
      at.garrison[i] / (at.garrison[i] + (b.traits.guerrilla_leverage * at.katiba[i] + 1.0));
  const Real tightens = Real(kSiegeRate) * (b.week.active_control[i] * at.jihadist_share[i]) *
                        (Real(1.0) - army) * ((Real(1.0) - calmed) * (Real(1.0) - at.pact[i]));
  const Real loosens = (Real(kSiegeArmy) * army + Real(kSiegePact) * at.pact[i]) +
                       (Real(kSiegeCalm) * calmed +
                        select(at.convoy[i] > Real(0.0), kSiegeFades + kSiegeConvoy, kSiegeFades));
  const auto [kept_open, kept_shut] = inverses(Real(1.0) + tightens, Real(1.0) + loosens);
  const Real before = at.siege[i];
  const Real now =
      before + (tightens * kept_open * (Real(1.0) - before) - loosens * kept_shut * before);
  at.siege[i] = now;
  return max(0.0, before - now) * b.model.places[std::size_t(i)].hunters_weight;
}

/// Returns of the week.
PALABRE_INLINE Real displacement_week(Block& b, int i, const Real& calmed) {
  const Place& place = b.model.places[std::size_t(i)];
  CercleState& at = b.at;
  const double minusma = place.minusma * b.week.minusma;
  const double protection = 1.0 - kMinusmaProtects * minusma / (minusma + kMinusmaProtectHalf);
  const Real can_flee = max(0.0, at.residents[i] - kNeverFlee * place.people);
  const Real flight = Real(b.model.calibration.flee_per_attack * protection) * at.attacks[i] *
                      (Real(1.0) + Real(kFleeSiege) * at.siege[i]);
  // Return is H(r safe x) with safe = (1 - s) / fear: r (1 - s) x / (fear + r (1 - s) x).
  const Real fear = Real(1.0) + Real(kFearAttacks) * b.week.attack_rate[i];
  const Real pull = Real(kReturnRate) * (Real(1.0) - at.siege[i]) *
                    ((Real(1.0) + calmed) + Real(kReturnPact) * at.pact[i]);
  const auto [stay, away] = inverses(Real(1.0) + flight, fear + pull);
  const Real flee = Real(1.0 / (1.0 - kNeverFlee)) * can_flee * (flight * stay);
  const Real back = at.displaced[i] * (pull * away);
  const Real leaving = flee - back;
  at.residents[i] -= leaving;
  at.displaced[i] += leaving;
  return back;
}

}  // namespace

void people(Block& b) {
  const Model& m = b.model;
  NationState& n = b.nation;
  Week& w = b.week;
  w.returns = w.sieges_lifted = 0.0;
  Real pressure = 0.0, felt = 0.0;
  const bool local = m.calibration.local_relief;
  const double kept = 1.0 / (1.0 + kLn2 / m.params.junta_relief_memory);
  for (int i = 0; i < m.cercle_count; ++i) {
    const Real calmed = w.calm * b.traits.obedience[i];
    const Real lifted = siege_week(b, i, calmed);
    const Real back = displacement_week(b, i, calmed);
    w.sieges_lifted += lifted;
    w.returns += back;
    if (local) {
      relief_week(b, i, lifted, back, kept);
      felt += b.at.relief[i];
    }
    const double coastal = m.places[std::size_t(i)].coastal;
    if (coastal > 0.0)
      pressure +=
          Real(coastal) * (b.at.jihadist_share[i] + Real(kPressureContested) * contested(b.at, i));
  }
  const Real relief =
      (clip(Real(kReliefSieges) * w.sieges_lifted) + clip(w.returns / kReliefReturns)) * 0.5;
  n.relief_mean = local ? clip(felt) : n.relief_mean + (relief - n.relief_mean) / kMeanWeeks;
  n.spillover +=
      hazard(Real(kSpillRate) * pressure * (1.0 - kSpillSupport * m.levers.coastal_support)) *
          (Real(1.0) - n.spillover) -
      Real(kSpillFades) * n.spillover;
}

}  // namespace palabre::PALABRE_ISA
