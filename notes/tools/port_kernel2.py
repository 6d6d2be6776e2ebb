exec(open('/work/wt/model-tools/port_kernel.py').read().split("edit('rng.hpp'")[0])
edit('partners.cpp',[('''  n.sovereignty = clip(n.sovereignty + max(0.0, n.french_share_before - now));
''','''  if (b.week.t > 0) n.sovereignty = clip(n.sovereignty + max(0.0, n.french_share_before - now));
''')])
edit('state.hpp',[
('''/// Contested share n = 1 - g - j of cercle i.
PALABRE_INLINE Real contested(const CercleState& at, int i) {
  return Real(1.0) - at.state_share[i] - at.jihadist_share[i];
}''','''/// Contested share n = 1 - g - j - i - c of cercle i.
PALABRE_INLINE Real contested(const CercleState& at, int i) {
  return (Real(1.0) - at.state_share[i] - at.jihadist_share[i]) -
         (at.rival_share[i] + at.signatory_share[i]);
}'''),
('state_area_start = 0.0, jihadist_area_start = 0.0;  // [share]','state_area_start = 0.0, jihadist_area_start = 0.0,\n       rival_area_start = 0.0;  // [share]'),
])
edit('violence.cpp',[
('''/// How contested a cercle is, 0..1, from the state's half of the ground c = g + n/2.
PALABRE_INLINE Real contest(const Model& model, const Real& state, const Real& jihadist) {
  const Real c = Real(0.5) + Real(0.5) * (state - jihadist);  // g + n/2, since g + n + j = 1
  const Real rest = Real(1.0) - c;
  if (model.switches.violence == int(ViolenceCurve::hegemony))
    return Real(kHegemonyPeak) * c * rest * abs(Real(2.0) * c - 1.0);
  return Real(4.0) * c * rest;
}
''','''/// How contested a cercle is, 0..1: the state's ground with half of what nobody holds, own, against
/// the other's.
PALABRE_INLINE Real contest(const Model& model, const Real& own, const Real& rest) {
  if (model.switches.violence == int(ViolenceCurve::hegemony))
    return Real(kHegemonyPeak) * own * rest * abs(own - rest);
  return Real(4.0) * own * rest;
}
'''),
('''    b.week.contest[i] = contest(m, at.state_share[i], at.jihadist_share[i]);
''','''    const Real half = Real(0.5) * contested(at, i);
    b.week.contest[i] = contest(m, at.state_share[i] + half, at.jihadist_share[i] + half);
'''),
('''  Real luck, tempo;                 // of attacks [x], of operations [1/week]
''','''  Real luck, tempo;                 // of attacks [x], of operations [1/week]
  Real left;                        // further attacks where the French pressed [share]
'''),
('''  f.luck = Real(w.season_attacks) *
           max(''','''  f.left = w.vacuum - w.lull;
  f.luck = Real(w.season_attacks) * w.luck_of_years *
           max('''),
('''/// lambda = [(v0 K act (1 - .15 pact) + c) s_V max(.2, 1 + .7 z + tempo)(1.3 convoy)
///           + eta (1 - w)(.5 E + .5 (P'E))(1 - .8 pact)](1 - calm o)
''','''/// lambda = [(v0 free (K act + cell)(1 - .15 pact) + c) luck (1.3 convoy)
///           + eta (1 - w)(.85 E + .15 (P'E))(1 - .8 pact)](1 - calm o) + (rivals + feuds + rebels)
///           luck
'''),
('''template <bool touched, bool calm, bool foreign>
PALABRE_INLINE void rates_at(''','''/// Attacks of the Islamic State, its fights with JNIM, and those of the signatory groups.
PALABRE_INLINE Real other_attacks(Block& b, int i, const Real& free) {
  const CercleState& at = b.at;
  Week& w = b.week;
  w.rival_raids[i] = w.feuds[i] = w.rebels[i] = 0.0;
  if (b.rivals[i]) {
    const Real square = at.rival[i] * at.rival[i];
    const Real others = at.katiba[i] - 1.0;
    const auto [per_mass, per_rival, per_katiba] =
        inverses(square + Real(kCriticalMassIs * kCriticalMassIs), at.rival[i] + kFeudHalf,
                 others + kFeudHalf);
    const Real half = Real(0.5) * contested(at, i);
    const Real fought = Real(4.0) * (at.state_share[i] + half + at.signatory_share[i]) *
                        (at.rival_share[i] + half);
    w.rival_raids[i] =
        Real(kIsRaids) * b.traits.attack_rate * free * (square * per_mass) * fought;
    w.feuds[i] = Real(kFeudRate * b.model.params.jihadists_rivalry) * b.traits.attack_rate *
                 (others * per_katiba) * (at.rival[i] * per_rival);
  }
  if (any(is_set(b.nation.accord_2015_broken)) && b.model.places[i].signatory_share > 0.0)
    w.rebels[i] = where(is_set(b.nation.accord_2015_broken),
                        Real(kSignatoryFights) * at.signatory_share[i] *
                            saturate(at.garrison[i], kSignatoryHalf));
  return w.rival_raids[i] + w.feuds[i] + w.rebels[i];
}

template <bool touched, bool calm, bool foreign>
PALABRE_INLINE void rates_at('''),
('''  const Real square = at.katiba[i] * at.katiba[i];
  const auto [per_mass, per_forces] = inverses(square + Real(set.attack_mass * set.attack_mass),
                                               w.forces[i] + Real(kOperationsHalf));
  const Real unheld = Real(1.0) - at.state_share[i];  // j + n
''','''  const Real square = at.katiba[i] * at.katiba[i];
  const auto [per_mass, per_forces] = inverses(square + Real(set.attack_mass * set.attack_mass),
                                               w.forces[i] + Real(kOperationsHalf));
  const Real unheld = Real(1.0) - at.state_share[i] - at.signatory_share[i];  // j + i + n
  Real harming = Real(b.model.params.war_army_harm) * at.garrison[i], free = 1.0;
  if constexpr (foreign) {
    const Real french = w.army_and_french[i] - at.garrison[i];
    harming += Real(b.model.params.war_russian_harm) * (w.forces[i] - w.army_and_french[i]);
    free += Real(place.pressed) * f.left - Real(kPin) * (french / (french + kPinHalf));
  }
'''),
('''  const Real tension = b.traits.attack_rate * (square * per_mass);
  w.clashes[i] = tension * clashing * clip(at.jihadist_share[i] + unheld);  // 2 (j + n/2)
  w.raids[i] = tension * w.contest[i] * raiding;
  const Real echo = (Real(f.echo_own) * at.excitation[i] + Real(f.echo_near) * spread) * echoing;
  Real rate = (w.raids[i] + w.clashes[i]) * luck + echo;
  if constexpr (calm) rate *= Real(1.0) - w.calm * b.traits.obedience[i];
  w.attack_rate[i] = min(rate, kAttackRateMax);
  w.operation_rate[i] = tempo * (w.forces[i] * per_forces) * clip(unheld);
''','''  const Real tension = b.traits.attack_rate * (square * per_mass) * at.cell[i];
  const Real around = contested(at, i) + Real(2.0) * at.jihadist_share[i];  // 2 (j + n/2)
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
'''),
('''  const Real capacity =
      Real(place.capacity) * (at.jihadist_share[i] + Real(kCapacityContested) * contested(at, i)) +
      kCapacityFloor;
''','''  const Real free = Real(kCapacityContested) * contested(at, i);
  const Real capacity = Real(place.capacity) * (at.jihadist_share[i] + free) +
                        Real(kCapacityCell) * at.cell[i] + kCapacityFloor;
'''),
('''  Real harming = Real(kHarmArmy) * at.garrison[i], french = 0.0;
''','''  Real harming = Real(m.params.war_army_harm) * at.garrison[i], french = 0.0;
'''),
('''  const auto [per_total, per_katiba, per_capacity, per_harm] =
      inverses(total, at.katiba[i] + kLossHalf, capacity, (kHarmHalf + remembered) * total + done);
  const Real harm = done * per_total;
  at.harm[i] = remembered + harm;
  const Real present = at.katiba[i] * per_katiba;
''','''  const auto [per_total, per_katiba, per_capacity, per_harm] =
      inverses(total, at.katiba[i] + kLossHalf, capacity, (kHarmHalf + remembered) * total + done);
  const Real harm = done * per_total;
  at.harm[i] = remembered + harm;
  const Real present = at.katiba[i] * per_katiba;
  const Real bands = b.rivals[i] ? at.katiba[i] + at.rival[i] : at.katiba[i];
'''),
('''  const Real intelligence = Real(kIntelligenceFloor) + Real(1.0 - kIntelligenceFloor) * clip(known);
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
''','''  // Who fears the forces of order tells them less.
  const auto [per_bands, per_fear] = inverses(bands + kLossHalf, at.harm[i] + kFear);
  const Real intelligence =
      Real(kIntelligenceFloor) +
      Real((1.0 - kIntelligenceFloor) * kFear) * clip(known) * per_fear;
  const Real hit =
      min(kLossMax, at.operations[i] * kLossPerOperation * intelligence * per_bands);
  const Real before = at.katiba[i];
  const Real loss = hit * before;
  w.losses += loss;
  const Real angered = Real(1.0) + Real(kHarmRecruits) * (at.harm[i] * total * per_harm);
  Real fighters = before - loss;
  if (b.rivals[i]) fighters = feud_at(b, i, hit, angered, free, bands, fighters);
  const Real growth =
      b.traits.recruitment * fighters * (Real(1.0) - fighters * per_capacity) * angered * at.cell[i];
  const Real leaves = Real(kShrinkMax) * fighters;
  at.katiba[i] =
      max(1.0, fighters + max(growth, Real(0.0) - leaves) - leaves * (Real(1.0) - at.cell[i]));
  w.katiba_total += at.katiba[i];
'''),
('''/// foreign: French or Russians are at work here; elsewhere the army alone.
/// A fifteenth of a run: sixty operations''','''/// What JNIM and the Islamic State do to each other, and what becomes of the latter. Returns JNIM's
/// fighters. claim: M_rivals
PALABRE_INLINE Real feud_at(Block& b, int i, const Real& hit, const Real& angered, const Real& free,
                            const Real& bands, const Real& katiba) {
  CercleState& at = b.at;
  const Real capacity =
      Real(b.model.places[i].rival_capacity) * (at.rival_share[i] + free) + kCapacityFloor;
  const auto [per_bands, per_capacity] = inverses(bands, capacity);
  const Real fought = Real(kFeudLoss) * b.week.feuds[i] * per_bands;
  const Real left = max(0.0, katiba - fought * at.rival[i]);
  // Each loses as the other is strong: JNIM by its strength before the week, then the other way.
  const Real rivals = max(0.0, at.rival[i] - hit * at.rival[i] - fought * at.katiba[i]);
  const Real growth =
      b.traits.recruitment * rivals * (Real(1.0) - rivals * per_capacity) * angered;
  at.rival[i] = max(0.0, rivals + max(growth, Real(-kShrinkMax) * rivals));
  return left;
}

/// foreign: French or Russians are at work here; elsewhere the army alone.
/// A fifteenth of a run: sixty operations'''),
('''    w.harm_jihadists = since(b, 0) * kCivilJihadists;
''','''    w.harm_jihadists = (since(b, 0) + since(b, 5)) * kCivilJihadists;
'''),
('''    w.harm_army = since(b, 2) * (kHarmArmy / (kCountedHarmless + kHarmArmy));
''','''    const double army = b.model.params.war_army_harm;
    w.harm_army = since(b, 2) * (army / (kCountedHarmless + army));
'''),
('''  static constexpr int kSides = 5;
''','''  static constexpr int kSides = 6;
'''),
('''      TallyId::deaths_by_french, TallyId::deaths_by_russians};
''','''      TallyId::deaths_by_french,    TallyId::deaths_by_russians, TallyId::deaths_by_rivals};
'''),
('''  for (int i = 0; i < m.cercle_count; ++i)
    b.week.katiba_near[i] = sum_near(m.places[i], katiba) * m.places[i].per_neighbour;
}
''','''  Field bands, present;
  for (int i = 0; i < m.cercle_count; ++i) {
    bands[i] = katiba[i];
    present[i] = katiba[i] / (katiba[i] + kSeedHalf) * b.at.cell[i];
    if (!b.rivals[i]) continue;
    bands[i] += b.at.rival[i];
    present[i] = max(present[i], b.at.rival[i] / (b.at.rival[i] + kSeedHalf));
  }
  for (int i = 0; i < m.cercle_count; ++i) {
    b.week.katiba_near[i] = sum_near(m.places[i], bands) * m.places[i].per_neighbour;
    b.week.cells_near[i] = sum_near(m.places[i], present);
  }
}
/// A cell comes from its neighbours with a katiba, or over the border, and may go again.
/// claims: M_onset, M_south_incidents
void cells(Block& b) {
  CercleState& at = b.at;
  for (int i = 0; i < b.model.cercle_count; ++i) {
    const Mask there = is_set(at.cell[i]), small = at.katiba[i] < Real(kCellSmall);
    if (!any(~there | small)) continue;
    const Real& near = b.week.cells_near[i];
    const double base = kSeedBase + (b.model.places[i].coastal > 0.0 ? kSeedBorder : 0.0);
    const Mask comes =
        ~there & happens(b.week.cell_luck[i], Real(base) + Real(kSeedNear) * near);
    // H(d / (1 + c k)) = d / (1 + c k + d)
    const Mask goes =
        there & small &
        (b.week.cell_luck[i] * (Real(1.0 + kCellDies) + Real(kCellNear) * near) < Real(kCellDies));
    count(b.tally[TallyId::cells_seeded], comes);
    at.cell[i] = select(comes, 1.0, select(goes, 0.0, at.cell[i]));
    at.katiba[i] = select(
        comes, max(at.katiba[i], Real(kCellSize) * (Real(0.5) + b.week.cell_size[i])), at.katiba[i]);
  }
}
'''),
('''  draw_events(b);
  before.note_harm_since(b);
  aftermath(b);
  redeploy(b);
''','''  draw_events(b);
  massacres(b);
  before.note_harm_since(b);
  aftermath(b);
  redeploy(b);
  cells(b);
'''),
('''          (Real(kArmyTotal) * (Real''','''          (Real(b.model.army_start) * (Real'''),
])
edit('deaths.hpp',[]) if False else None
s=open(root+'deaths.hpp').read(); print(s)
