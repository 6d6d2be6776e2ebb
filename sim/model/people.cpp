// Sieges, displacement and return, relief, spillover: phase 13.

#include "sim/model/submodels.hpp"

namespace palabre::PALABRE_ISA {

namespace {

/// Relief fades over 13 weeks; where an agreement broke it is remembered with its own half-life.
/// claims: C45, C46
PALABRE_INLINE void relief_week(Real& relief, const Real& lifted, const Real& back,
                                const Mask& broke, double kept) {
  const Real seen = Real(0.5 * kReliefSieges) * lifted + Real(0.5 / kReliefReturns) * back;
  const Real now = relief + (seen - relief) * Real(1.0 / kMeanWeeks);
  relief = any(broke) ? select(broke, max(now, relief * Real(kept)), now) : now;
}

/// Peacekeepers change only while they leave.
void protect(Block& b) {
  if (b.protecting == b.week.minusma) return;
  b.protecting = b.week.minusma;
  for (int i = 0; i < b.model.cercle_count; ++i) {
    const double here = b.model.places[std::size_t(i)].minusma * b.week.minusma;
    const double protection = 1.0 - kMinusmaProtects * here / (here + kMinusmaProtectHalf);
    b.flight_per_attack[i] = Number(
        is_off(b, MechanismOff::flight) ? 0.0 : b.model.calibration.flee_per_attack * protection);
  }
}

/// What is lifted of the siege, by the hunters' weight of the cercle, and who returns.
struct Eased {
  Real lifted, back;
};

/// touched: some lane has had to do with a pact here. calm: some lane is under a truce or an
/// accord.
/// Cost: three hazards that feed each other, with one division, and relief.
template <bool touched, bool calm>
PALABRE_INLINE Eased people_at(Block& b, int i) {
  const Place& place = b.places[i];
  CercleState& at = b.at;
  const Real army = b.week.army_weight[i];
  Real open = 1.0, fades = kSiegeFades, drawn_back = 1.0;
  if constexpr (calm) {
    const Real calmed = b.week.calm * b.traits.obedience[i];
    open -= calmed;
    fades += Real(kSiegeCalm) * calmed;
    drawn_back += calmed;
  }
  if constexpr (touched) {
    open *= Real(1.0) - at.pact[i];
    fades += Real(kSiegePact) * at.pact[i] + where(at.convoy[i] > Real(0.0), kSiegeConvoy);
    drawn_back += Real(kReturnPact) * at.pact[i];
  }
  const Real tightens =
      (Real(kSiegeRate) * (b.week.active_control[i] * jnim_share(at, i)) * (Real(1.0) - army) +
       Real(kSiegeBlockade) * at.blockade[i]) *
      open;
  const Real loosens = Real(kSiegeArmy) * army + fades;
  // s + H(t)(1 - s) - H(l) s = [(1 + t) s + t (1 + l)(1 - s)] / [(1 + t)(1 + l)]. That denominator
  // D also serves flight and return, whose hazards know s: one division for all three.
  const Real before = at.siege[i];
  const Real shut = Real(1.0) + tightens, loosened = Real(1.0) + loosens;
  const Real all = shut * loosened;                                                  // D
  const Real besieged = shut * before + tightens * loosened * (Real(1.0) - before);  // s D
  const Real flight =
      Real(b.flight_per_attack[i]) * at.attacks[i] * (all + Real(kFleeSiege) * besieged);
  const Real fear = Real(1.0) + Real(kFearAttacks) * b.week.attack_rate[i];
  const Real pull = Real(kReturnRate) * (all - besieged) * drawn_back;
  const auto [per_all, per_flight, per_pull] = inverses(all, all + flight, fear * all + pull);
  const Real siege = besieged * per_all;
  at.siege[i] = siege;
  const Real can_flee = max(0.0, at.residents[i] - place.never_flee);
  const Real back = at.displaced[i] * (pull * per_pull);
  const Real leaving = Real(1.0 / (1.0 - kNeverFlee)) * can_flee * (flight * per_flight) - back;
  // Who is away is kept, and the others follow: so many are at home that a Number would lose the
  // few who leave in a week.
  at.displaced[i] += leaving;
  at.residents[i] = place.people - at.displaced[i];
  return {max(0.0, before - siege) * place.hunters_weight, back};
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
  const Mask nation_broke = is_set(n.agreement_broke) & (n.stage < as_real(Stage::truce));
  CercleState& at = b.at;
  protect(b);
  each_cercle(
      b, [&](int i, auto touched, auto calm) __attribute__((always_inline)) {
        const auto [lifted, back] = people_at<touched, calm>(b, i);
        w.sieges_lifted += lifted;
        w.returns += back;
        if (local) {
          Mask broke = nation_broke;
          if (touched) broke = broke | (is_set(at.pact_broke_before[i]) & ~is_set(at.pact[i]));
          relief_week(at.relief[i], lifted, back, broke, kept);
          felt += at.relief[i];
        }
        const Number coastal = b.places[i].coastal;
        if (coastal > Number(0.0))
          pressure +=
              Real(coastal) * (at.jihadist_share[i] + Real(kPressureContested) * contested(at, i));
      });
  const Real relief =
      (clip(Real(kReliefSieges) * w.sieges_lifted) + clip(w.returns / kReliefReturns)) * 0.5;
  n.relief_mean = local ? clip(felt) : n.relief_mean + (relief - n.relief_mean) / kMeanWeeks;
  n.spillover +=
      hazard(Real(kSpillRate) * pressure * (1.0 - kSpillSupport * m.levers.coastal_support)) *
          (Real(1.0) - n.spillover) -
      Real(kSpillFades) * n.spillover;
}

}  // namespace palabre::PALABRE_ISA
