root='/work/wt/model/sim/model/'
def edit(f,pairs):
    s=open(root+f).read()
    for a,b in pairs:
        if s.count(a)!=1: print(f,'MISS',s.count(a),repr(a[:100]))
        s=s.replace(a,b)
    open(root+f,'w').write(s)
edit('rng.hpp',[
('  pact = 6,                // cercle: [0] break or attempt, [1] approval or clause, [2] obedience\n  attacks_operations = 7,  // cercle: [0] attacks, [1] operations\n',
 '  pact = 6,  // cercle: [0] break or attempt, [1] approval or clause, [2] obedience, [3] blockade\n  attacks_operations = 7,  // cercle: [0] attacks, [1] operations, [2] cell, [3] its size\n'),
('  convoy = 14,             // cercle: [0] start of a convoy\n','  convoy = 14,             // cercle: [0] start of a convoy\n  years = 15,              // nation: [0] to [2] luck of years\n  massacre = 16,           // nation: [0] whether, [1] where, [2] deaths, [3] who\n  politics = 17,           // nation: [0] sanctions lifted, [1] accord of 2015 breaks\n  presence = 18,           // cercle, week 0: [0] rivals, [1] blockade, [2] cell\n'),
])
edit('state.hpp',[
('  Real presence;                         // X [0..1]\n','  Real presence;                         // X [0..1]\n  Real vacuum, lull;                     // further attacks, and attacks held back, where pressed\n'),
('  Real violence;                                                  // v [0..1]\n','  Real violence;                                                  // v [0..1]\n  Real rival_area, signatory_area;                                // [share]\n  Real besieged;                                                  // [persons]\n  Real luck_of_years;                                             // [x]\n'),
('  Real state_expected, jihadist_expected;  // g_E, j_E [0..1]\n','  Real state_expected, jihadist_expected;  // g_E, j_E [0..1]\n  Real strong;                             // how strong JNIM feels [0..1]\n'),
('  Real gate, gate_hard, power_shift, commitment, onset;\n','  Real gate, gate_hard, power_shift, commitment, onset;\n  Real haste;  // [x] of every step while the exit is news\n'),
('  Field clashes, raids;  // parts of lambda before season and luck: with hunters, and the others\n','  // parts of lambda before season and luck: with hunters, by JNIM, by its rivals, between these two,\n  // by the signatory groups\n  Field clashes, raids, rival_raids, feuds, rebels;\n'),
('  Field katiba_near;              // mean of the neighbours\' katibas [persons]\n','  Field massacre_risk;            // [1/week]\n  Field cell_luck, cell_size;     // uniform numbers\n  Field katiba_near;              // mean of the neighbours\' fighters [persons]\n  Field cells_near;               // neighbours with a katiba, each at most 1\n'),
('  Field active_control;           // act\': critical mass for holding ground [0..1]\n','  Field active_control;           // act\': critical mass for holding ground, JNIM [0..1]\n'),
('    for (bool& cercle : untouched) cercle = true;\n','    for (bool& cercle : untouched) cercle = true;\n    for (int i = 0; i < int(kCercleMax); ++i) rivals[i] = m.places[i].rival > 0.0;\n'),
('  bool untouched[kCercleMax];\n','  bool untouched[kCercleMax];\n  /// Cercles where some lane has fighters of the Islamic State, or of a band that left JNIM.\n  bool rivals[kCercleMax];\n'),
])
s=open(root+'state.hpp').read()
i=s.index('/// Contested share n'); print(s[i:i+260])
edit('step.cpp',[
('''        Real(place.katiba) * (Real(kKatibaDrawMin) + Real(kKatibaDrawSpan) * u.uniform(3));
''','''        Real(place.katiba) * (Real(kKatibaDrawMin) + Real(kKatibaDrawSpan) * u.uniform(3));
    const Words there = b.dice.draw(Stream::presence, i);
    at.rival[i] =
        Real(place.rival) * (Real(kKatibaDrawMin) + Real(kKatibaDrawSpan) * there.uniform(0));
    at.blockade[i] = as_real(there.uniform(1) < Real(place.blockade_chance));
    at.cell[i] = as_real(there.uniform(2) < Real(place.cell_chance));
    at.rival_share[i] = place.rival_share;
    at.signatory_share[i] = place.signatory_share;
'''),
('  n.army_total = kArmyTotal;\n','  n.army_total = b.model.army_start;\n  n.katiba_signed = 1.0;\n  n.french_share_before = 1.0;\n'),
])
edit('partners.cpp',[
('''  w.sanctions = Mask(w.t >= when.sanctions_start && w.t < when.sanctions_end) |
                (n.sanctions_forced > Real(0.0));
''','''  const Words u = b.dice.draw(Stream::politics, 0);
  const double lifting = 1.0 / (1.0 + p.junta_sanctions_length);  // H(1 / length)
  const Mask lifted = Mask(w.t >= when.sanctions_start) & (u.uniform(0) < Real(lifting));
  n.sanctions_lifted = select(lifted, 1.0, n.sanctions_lifted);
  w.sanctions = (Mask(w.t >= when.sanctions_start && w.t < when.sanctions_end) &
                 ~is_set(n.sanctions_lifted)) |
                (n.sanctions_forced > Real(0.0));
'''),
('''  w.presence = clip(Real(1.0 - p.partners_minusma_weight) * french_presence +
                    Real(p.partners_minusma_weight) * w.minusma_share +
                    Real(p.partners_russian_weight) * n.russian_troops / Real(kRussianNorm));
}
''','''  // Once the French are gone the alignment of the three dissolves. claim: C27
  const Real russian_weight =
      (Real(p.partners_russian_weight) +
       Real(p.partners_alignment * kAlignTurn) * (Real(1.0) - w.french_share)) *
      (Real(1.0) - Real(p.partners_alignment) * w.french_share);
  w.presence = clip(Real(1.0 - p.partners_minusma_weight) * french_presence +
                    Real(p.partners_minusma_weight) * w.minusma_share +
                    russian_weight * n.russian_troops / Real(kRussianNorm));
  const double risk = p.partners_accord_2015_risk;
  const Mask breaks =
      u.uniform(1) <
      hazard(Real(risk) * (Real(1.0) + Real(kAccordNoUn) * (Real(1.0) - w.minusma_share)));
  n.accord_2015_broken =
      select(breaks | Mask(w.t >= when.accord_2015_end), 1.0, n.accord_2015_broken);
  // Posts that were left lately are felt once few are left; a handover holds attacks back. claim:
  // L_security_transitions
  n.vacuum += (n.french_share_before - w.french_share) - n.vacuum / kVacuumWeeks;
  w.vacuum = Real(kVacuum) * n.vacuum * (Real(1.0) - w.french_share);
  w.lull = select(french_leaving,
                  Real(4.0 * kLull) * w.french_share * (Real(1.0) - w.french_share), 0.0);
}
'''),
('''  w.displaced = w.sieges = 0.0;
''','''  w.displaced = w.sieges = w.rival_area = w.signatory_area = w.besieged = 0.0;
'''),
('''    jihadist_people += Real(place.people) * at.jihadist_share[i];
    w.displaced''','''    w.rival_area += Real(place.area) * at.rival_share[i];
    w.signatory_area += Real(place.area) * at.signatory_share[i];
    jihadist_people += Real(place.people) * (at.jihadist_share[i] + at.rival_share[i]);
    w.besieged += Real(kBlockPeople * place.people) * at.blockade[i];
    w.displaced'''),
('''  w.jihadist_area = jihadist_area / Real(m.area_total);
''','''  w.jihadist_area = jihadist_area / Real(m.area_total);
  w.rival_area *= 1.0 / m.area_total;
  w.signatory_area *= 1.0 / m.area_total;
'''),
('''    b.state_people_start = w.state_people;
''','''    b.state_people_start = w.state_people;
    b.rival_area_start = w.rival_area;
'''),
('''  n.tempo = Real(kTempoMemory) * n.tempo + Real(kTempoPush) * (u.uniform(3) - 0.5);
''','''  n.tempo = Real(kTempoMemory) * n.tempo + Real(kTempoPush) * (u.uniform(3) - 0.5);
  const Words years = b.dice.draw(Stream::years, 0);
  const Real drift = years.uniform(0) + years.uniform(1) + years.uniform(2) - 1.5;
  n.year = clip(Real(kYearMemory) * n.year + Real(kYearPush) * drift, -kYearMax, kYearMax);
  // e^x to a thousandth for |x| up to 1.5 (Pade).
  const Real even = Real(12.0) + n.year * n.year, odd = Real(6.0) * n.year;
  w.luck_of_years = (even + odd) / (even - odd);
'''),
('''           Real(p.junta_last_card) * n.card_effect -
''','''           Real(p.junta_last_card) * n.card_effect - Real(kSupportOutrage) * n.outrage -
           Real(kSupportBesieged) * w.besieged / Real(max_of(b.model.affected_people, 1.0)) -
'''),
('''  const Real chance = clip(Real(kElectionBase) + Real(kElectionControl) * w.state_people -
                           Real(kElectionViolence) * w.violence);
''','''  const Real chance = clip(Real(kElectionBase - kElectionStretch * b.model.params.junta_stretch) -
                           Real(kElectionViolence) * w.violence);
'''),
('''Real stage_visibility(''','''constexpr double max_of(double a, double b) { return a > b ? a : b; }

Real stage_visibility('''),
('''  if (b.week.t > 0) n.sovereignty = clip(n.sovereignty + max(0.0, n.french_share_before - now));
''','''  n.sovereignty = clip(n.sovereignty + max(0.0, n.french_share_before - now));
'''),
])
edit('bargaining.cpp',[
('''  const Real jnim =
      Real(0.5) * (Real(1.0) + Real(kPatienceHurt) * b.week.hurt_jnim) / p.jihadists_patience;
  return jnim / (junta + jnim);
''','''  const Real jnim =
      Real(0.5) * (Real(1.0) + Real(kPatienceHurt) * b.week.hurt_jnim) / p.jihadists_patience;
  // Who is strong gets more: each side's patience counts as its expected control. claim: C21
  const double power = p.talks_strength_weight;
  const Real strong_junta = Real(1.0 - power) + Real(2.0 * power) * b.week.state_expected;
  const Real strong_jnim = Real(1.0 - power) + Real(2.0 * power) * b.week.jihadist_expected;
  return jnim * strong_junta / (junta * strong_jnim + jnim * strong_junta);
'''),
('''  const Real contested = Real(1.0) - w.state_area - w.jihadist_area;
''','''  const Real contested =
      Real(1.0) - w.state_area - w.jihadist_area - w.rival_area - w.signatory_area;
'''),
('''  w.willingness_junta =
      sigmoid((surplus_junta - w.french_cost - kStubbornJunta +
               Real(kWindowWeight * p.junta_drawdown_window) * window * w.violence) /
              kNoise);
  w.willingness_jnim = sigmoid((surplus_jnim - kStubbornJnim) / kNoise);
''','''  w.haste = Real(1.0) +
            window * (where(~is_set(n.card_spent), Real(kCardHaste * p.junta_last_card)) +
                      Real(kWindowHaste * p.junta_drawdown_window) * w.violence);
  Real opportunity = clip(Real(1.0) - Real(p.partners_red_line) * w.french_share);
  opportunity = select(exit_begun & (opportunity < Real(kOpportunityAfterExit)),
                       kOpportunityAfterExit, opportunity);
  w.strong = clip((w.jihadist_expected - kStrongFrom) * (1.0 / kStrongSpan));
  w.willingness_junta = sigmoid((surplus_junta - w.french_cost - kStubbornJunta) / kNoise);
  w.willingness_jnim =
      sigmoid((surplus_jnim - kStubbornJnim +
               Real(kAppetite) * (Real(p.talks_opportunity) * opportunity -
                                  Real(1.0 - p.talks_opportunity) * w.strong)) /
              kNoise);
'''),
('''  w.gate_hard = clip(''','''  // While the French leave all three want the same. claim: C27
  w.gate += where(exit_begun, Real(kAlignGate * p.partners_alignment) * w.french_share *
                                  (Real(1.0) - w.gate));
  w.gate_hard = clip('''),
('''  w.power_shift = clip(max(0.0, n.jihadist_trend) * p.talks_horizon / kShiftScale);
''','''  const Real regrouped =
      where(n.stage >= Real(4.0), max(0.0, w.katiba_total / n.katiba_signed - 1.0));
  w.power_shift = clip((max(0.0, n.jihadist_trend) * p.talks_horizon + Real(kExitShift) * window +
                        Real(kRegroup) * regrouped) /
                       kShiftScale);
'''),
('''  Real opportunity = clip(Real(1.0) - Real(p.partners_red_line) * w.french_share);
  opportunity = select(exit_begun & (opportunity < Real(kOpportunityAfterExit)),
                       kOpportunityAfterExit, opportunity);
  w.onset''','''  w.onset'''),
])
edit('talks.cpp',[
('''  const double tempo = p.talks_tempo * b.model.levers.national_effort;
''','''  const Real tempo = Real(p.talks_tempo * b.model.levers.national_effort) * w.haste;
'''),
('''Real(kOfficesRate * tempo * standing) * w''','''Real(kOfficesRate * standing) * tempo * w'''),
('''Real(kTalksRate * tempo * standing) * w''','''Real(kTalksRate * standing) * tempo * w'''),
('''Real(kTruceRate * tempo * standing) * both''','''Real(kTruceRate * standing) * tempo * both'''),
('''Real(kAccordRate * tempo * standing) * both''','''Real(kAccordRate * standing) * tempo * both'''),
('''              (Real(kTruceGateFloor) + Real(1.0 - kTruceGateFloor) * w.gate) * w.approval,
''','''              (Real(kTruceGateFloor) + Real(1.0 - kTruceGateFloor) * w.gate) * w.approval *
              (Real(1.0 - kCommitmentTruce) + Real(kCommitmentTruce) * w.commitment),
'''),
('''/// A truce is public; it plays''','''/// When JNIM signs, part of its fighters goes to the Islamic State or to a band of its own: half at
/// the truce, half at the accord, the less obedient first. claim: L_splinters
void defect(Block& b, const Mask& signs) {
  if (!any(signs)) return;
  CercleState& at = b.at;
  const double share = 0.5 * b.model.params.jihadists_defection;
  const double per_disobedience = 1.0 / (1.0 - b.model.params.jihadists_obedience + kTiny);
  for (int i = 0; i < b.model.cercle_count; ++i) {
    const Real leaves = min(1.0, (Real(1.0) - b.traits.obedience[i]) * per_disobedience);
    const Real gone = where(signs, Real(share) * at.katiba[i] * leaves);
    const Real ground = where(signs, Real(0.5 * share) * at.jihadist_share[i]);
    at.katiba[i] -= gone;
    at.rival[i] += gone;
    at.jihadist_share[i] -= ground;
    at.rival_share[i] += ground;
    b.rivals[i] = true;
  }
}

/// A truce is public; it plays'''),
('''  n.conceded = select(entered, Real(kTruceConcedes) * w.terms, n.conceded);
''','''  n.conceded = select(entered, Real(kTruceConcedes) * w.terms, n.conceded);
  n.katiba_signed = select(entered, max(1.0, w.katiba_total), n.katiba_signed);
  defect(b, entered);
'''),
('''      select(entered, b.week.terms, b.tally[TallyId::terms_at_accord]);
}
''','''      select(entered, b.week.terms, b.tally[TallyId::terms_at_accord]);
  defect(b, entered);
}
'''),
])
edit('pacts.cpp',[
('''/// After a break the army opens the road. claim: C37
''','''/// Places besieged by decision, where a katiba holds the ground and nothing is agreed. claim:
/// M_blockades
void blockades(Block& b, int i, const Real& u) {
  CercleState& at = b.at;
  const Model& m = b.model;
  const Mask blocked = is_set(at.blockade[i]);
  const Real quiet = b.week.calm * b.traits.obedience[i];
  const Real square = at.katiba[i] * at.katiba[i];
  const auto [per_mass, per_forces] =
      inverses(square + Real(kCriticalMassControl * kCriticalMassControl),
               at.garrison[i] + b.traits.guerrilla_leverage * at.katiba[i] + 1.0);
  const Real ends = Real(kBlockEnds) + Real(kBlockArmy) * (at.garrison[i] * per_forces) +
                    where(at.convoy[i] > Real(0.0), Real(kBlockConvoy)) +
                    Real(kSiegePact) * at.pact[i] + Real(kSiegeCalm) * quiet;
  const Real begins =
      Real(kBlockRate * m.places[i].pact_hunters) * at.cell[i] * (square * per_mass) *
      at.jihadist_share[i] *
      (Real(1.0) + Real(kBlockBroke) * at.pact_broke_before[i]) * (Real(1.0) - quiet);
  const Mask lifted = blocked & happens(u, ends);
  const Mask starts = ~blocked & ~is_set(at.pact[i]) & happens(u, begins);
  count(b.tally[TallyId::blockades], starts);
  at.blockade[i] = select(starts, 1.0, select(lifted, 0.0, at.blockade[i]));
}

/// After a break the army opens the road. claim: C37
'''),
('''int draw_and_pick(const Block& b, const National& f, Field& luck, int* busy) {
''','''int draw_and_pick(Block& b, const National& f, Field& luck, int* busy) {
'''),
('''    const Real u = dice.draw(b.pact_keys, i).uniform(0);
    luck[i] = u;
''','''    const Words words = dice.draw(b.pact_keys, i);
    const Real u = words.uniform(0);
    luck[i] = u;
    if (m.places[i].pact_hunters > 0.0) blockades(b, i, words.uniform(3));
'''),
('''  const National f = national_factors(b);
  Real rules = 0.0;
''','''  const National f = national_factors(b);
  w.calm = select(b.nation.stage == Real(4.0), kCalmTruce,
                  select(b.nation.stage == Real(5.0), kCalmAccord, 0.0));
  Real rules = 0.0;
'''),
])
