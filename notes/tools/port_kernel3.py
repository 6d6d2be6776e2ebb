exec(open('/work/wt/model-tools/port_kernel.py').read().split("edit('rng.hpp'")[0])
edit('territory.cpp',[
('''PALABRE_INLINE void take_and_lose(Real& state, Real& jihadist, const Real& c_state,
                                  const Real& c_jihadist, const Real& lose_state,
                                  const Real& lose_jihadist) {
  // H(h) = h / (1 + h); of what is taken, each side gets its part of c_state + c_jihadist.
  const auto [taken, kept_state, kept_jihadist] = inverses(
      Real(1.0) + (c_state + c_jihadist), Real(1.0) + lose_state, Real(1.0) + lose_jihadist);
  const Real free = (Real(1.0) - state - jihadist) * taken;
''','''PALABRE_INLINE void take_and_lose(Real& state, Real& jihadist, const Real& contested,
                                  const Real& c_state, const Real& c_jihadist,
                                  const Real& lose_state, const Real& lose_jihadist) {
  // H(h) = h / (1 + h); of what is taken, each side gets its part of c_state + c_jihadist.
  const auto [taken, kept_state, kept_jihadist] = inverses(
      Real(1.0) + (c_state + c_jihadist), Real(1.0) + lose_state, Real(1.0) + lose_jihadist);
  const Real free = contested * taken;
'''),
('''  take_and_lose(state, jihadist, c_state, c_jihadist, lose_state, lose_jihadist);
}
''','''  take_and_lose(state, jihadist, Real(1.0) - state - jihadist, c_state, c_jihadist, lose_state,
                lose_jihadist);
}
'''),
('''  s.jihadist = s.katiba + b.traits.guerrilla_leverage * (b.traits.reach * b.week.katiba_near[i]);
''','''  Real bands = at.katiba[i] * at.cell[i] + b.traits.reach * b.week.katiba_near[i];
  if (b.rivals[i]) bands += at.rival[i];
  s.jihadist = b.traits.guerrilla_leverage * bands;
'''),
('''/// calm: some lane is under a truce or an accord.
/// A tenth of a run: some seventy''','''/// Rates of one cercle and week. [1/week]
struct Flows {
  Real c_state, c_jihadist, lose_state, lose_jihadist;
  Real pressing, retaken;  // kc (1 + z)(1 - s); what the state retakes without friction
};

/// Where the Islamic State holds ground too: it takes what is contested, and JNIM and it take each
/// other's. claim: M_rivals
PALABRE_INLINE void three_sided(Block& b, int i, const Flows& f, const Real& active) {
  CercleState& at = b.at;
  const Real square = at.rival[i] * at.rival[i];
  const auto [per_mass, per_bands] =
      inverses(square + Real(b.model.places[i].mass_control),
               at.katiba[i] * at.cell[i] + at.rival[i] + 1.0);
  const Real active_rival = square * per_mass;
  const Real feud = Real(kFeudGround * b.model.params.jihadists_rivalry) * per_bands;
  const Real to_rival = feud * at.rival[i] * active_rival;
  const Real to_jihadist = feud * at.katiba[i] * active;
  const Real c_rival = f.pressing * active_rival;
  const Real lose_state = f.lose_state + Real(kLoseFactor) * c_rival;
  const auto [taken, kept_state, kept_jihadist, kept_rival] = inverses(
      Real(1.0) + (f.c_state + f.c_jihadist + c_rival), Real(1.0) + lose_state,
      Real(1.0) + (f.lose_jihadist + to_rival), Real(1.0) + (f.retaken + to_jihadist));
  const Real free = contested(at, i) * taken;
  const Real jihadist = at.jihadist_share[i] * kept_jihadist;  // 1 / (1 + e_j) of it
  const Real rival = at.rival_share[i] * kept_rival;
  at.state_share[i] += free * f.c_state - at.state_share[i] * (lose_state * kept_state);
  at.jihadist_share[i] +=
      free * f.c_jihadist - jihadist * (f.lose_jihadist + to_rival) + rival * to_jihadist;
  at.rival_share[i] += free * c_rival - rival * (f.retaken + to_jihadist) + jihadist * to_rival;
}

/// calm: some lane is under a truce or an accord.
/// A tenth of a run: some seventy'''),
('''               square + Real(kCriticalMassControl * kCriticalMassControl), at.garrison[i] + needed,
               at.garrison[i] + (power.katiba + 1.0));
''','''               square + Real(m.places[std::size_t(i)].mass_control), at.garrison[i] + needed,
               at.garrison[i] + (power.katiba + 1.0));
  const auto [per_fear, per_operations] =
      inverses(at.harm[i] + kFearSupport, b.week.operation_rate[i] + kRetakeOperations);
'''),
('''  const Real active = square * per_mass;
''','''  const Real active = square * per_mass * at.cell[i];
'''),
('''  Real friction = 1.0, ground = 0.0, lose_base = kLoseBase;
''','''  Real friction = 1.0, ground = 0.0;
  Real lose_base = Real(kErosion) * max(at.siege[i], at.blockade[i]);
'''),
('''    lose_base = select(is_set(at.pact[i]) & is_set(at.pact_army_left[i]), kLoseBase + kLosePostLeft,
                       kLoseBase);
''','''    lose_base += where(is_set(at.pact[i]) & is_set(at.pact_army_left[i]), kLosePostLeft);
'''),
('''  const Real push = f.jihadist_pace * (Real(1.0) - s) * (active * friction);
  const Real c_state = f.state_pace * (s * holds) * friction;
  Real c_jihadist = push;
  if constexpr (touched || calm) c_jihadist += ground * (active * f.luck);
  const Real lose_state = Real(kLoseFactor) * push + lose_base;
  const Real lose_jihadist = f.retake_pace * retakes * friction;
  take_and_lose(at.state_share[i], at.jihadist_share[i], c_state, c_jihadist, lose_state,
                lose_jihadist);
}
''','''  Flows flows;
  flows.pressing = f.jihadist_pace * (Real(1.0) - s);
  const Real push = flows.pressing * (active * friction);
  flows.c_state = f.state_pace * (s * holds) * friction * (Real(kFearSupport) * per_fear);
  flows.c_jihadist = push;
  if constexpr (touched || calm) flows.c_jihadist += ground * (active * f.luck);
  flows.lose_state = Real(kLoseFactor) * push + lose_base;
  // Ground is retaken where the state operates; where nobody is fought, lines stand.
  flows.retaken =
      f.retake_pace * retakes * (b.week.operation_rate[i] * per_operations);
  Mask fought = is_set(at.cell[i]);
  if (b.rivals[i]) fought = fought | (at.rival[i] > Real(0.0));
  flows.lose_jihadist = where(fought, flows.retaken * friction);
  if (b.rivals[i])
    three_sided(b, i, flows, active);
  else
    take_and_lose(at.state_share[i], at.jihadist_share[i], contested(at, i), flows.c_state,
                  flows.c_jihadist, flows.lose_state, flows.lose_jihadist);
  if (m.places[std::size_t(i)].signatory_share > 0.0)
    at.signatory_share[i] -= where(is_set(b.nation.accord_2015_broken),
                                   at.signatory_share[i] * (kSignatoryErodes / (1.0 + kSignatoryErodes)));
}
'''),
])
edit('people.cpp',[
('''  const Real tightens = Real(kSiegeRate) * (b.week.active_control[i] * at.jihadist_share[i]) *
                        (Real(1.0) - army) * open;
''','''  const Real tightens = (Real(kSiegeRate) * (b.week.active_control[i] * at.jihadist_share[i]) *
                             (Real(1.0) - army) +
                         Real(kSiegeBlockade) * at.blockade[i]) *
                        open;
'''),
('''              Real(coastal) * (at.jihadist_share[i] + Real(kPressureContested) * contested(at, i));
''','''              Real(coastal) * (at.jihadist_share[i] + at.rival_share[i] +
                               Real(kPressureContested) * contested(at, i));
'''),
])
edit('outcome.cpp',[
('''                                  w.jihadist_area,
''','''                                  w.jihadist_area + w.rival_area,
'''),
('''                                  w.harm_jihadists,
''','''                                  w.rival_area,
                                  w.signatory_area,
                                  w.besieged,
                                  w.harm_jihadists,
'''),
('kWeekRows == 30','kWeekRows == 33'),
('''    sum[TallyId::jihadist_area_start] = w.jihadist_area;
''','''    sum[TallyId::jihadist_area_start] = w.jihadist_area + w.rival_area;
'''),
('''  sum[TallyId::jihadist_area_end] = w.jihadist_area;
''','''  sum[TallyId::jihadist_area_end] = w.jihadist_area + w.rival_area;
'''),
('''  outcome = select(w.jihadist_area - b.jihadist_area_start >= Real(limits.advance_points),
''','''  const Real gained =
      w.jihadist_area + w.rival_area - b.jihadist_area_start - b.rival_area_start;
  outcome = select(gained >= Real(limits.advance_points),
'''),
])
edit('deaths.hpp',[('void draw_events(Block& b);\n','''void draw_events(Block& b);

/// A massacre by soldiers or contractors, at most one a week: a rare event of its own, where their
/// operations do most harm. claim: M_government_killings
void massacres(Block& b);
''')])
edit('deaths.cpp',[
('''    const double most =
        b.model.params.war_russian_harm > kHarmArmy ? b.model.params.war_russian_harm : kHarmArmy;
    const Real chance = attack ? kCountedAttacks : kCountedOperations * (kCountedHarmless + most);
''','''    const Params& p = b.model.params;
    const double harm = p.war_russian_harm > p.war_army_harm ? p.war_russian_harm : p.war_army_harm;
    const double french = kFrenchLethality * (kCountedHarmless + kHarmFrench);
    const double most = kCountedHarmless + harm > french ? kCountedHarmless + harm : french;
    const Real chance = attack ? kCountedAttacks : kCountedOperations * most;
'''),
('''    constexpr TallyId kBy[] = {TallyId::deaths_by_jihadists, TallyId::deaths_by_hunters};
    const double clashes = b.week.clashes[cercle][lane];
    return {kBy[u * (b.week.raids[cercle][lane] + clashes + kTiny) < clashes], 1.0};
''','''    constexpr TallyId kBy[] = {TallyId::deaths_by_hunters, TallyId::deaths_by_rivals,
                               TallyId::deaths_in_feuds, TallyId::deaths_by_signatories,
                               TallyId::deaths_by_jihadists};
    const Week& w = b.week;
    const double clashes = w.clashes[cercle][lane];
    const double rivals = clashes + w.rival_raids[cercle][lane];
    const double feuds = rivals + w.feuds[cercle][lane];
    const double rebels = feuds + w.rebels[cercle][lane];
    const double place = u * (rebels + w.raids[cercle][lane] + kTiny);
    return {kBy[int(place >= clashes) + int(place >= rivals) + int(place >= feuds) +
                int(place >= rebels)],
            1.0};
'''),
('''    const double harm[] = {kHarmArmy, kHarmFrench, b.model.params.war_russian_harm};
''','''    const double weight[] = {kCountedHarmless + b.model.params.war_army_harm,
                             kFrenchLethality * (kCountedHarmless + kHarmFrench),
                             kCountedHarmless + b.model.params.war_russian_harm};
'''),
('''    return {kBy[by], double(counted < kCountedOperations * (kCountedHarmless + harm[by]))};
''','''    return {kBy[by], double(counted < kCountedOperations * weight[by])};
'''),
('''    const Real luck = u.uniform(0), other = u.uniform(1);
''','''    const Real luck = u.uniform(0), other = u.uniform(1);
    w.cell_luck[i] = u.uniform(2);
    w.cell_size[i] = u.uniform(3);
'''),
])
s=open(root+'deaths.cpp').read()
s=s.rstrip()
assert s.endswith('}  // namespace palabre::PALABRE_ISA')
s=s[:-len('}  // namespace palabre::PALABRE_ISA')]+'''namespace {

/// The cercle at `place` of the summed risks of a lane.
int place_of_massacre(const Block& b, int lane, double place) {
  double sum = 0.0;
  for (int i = 0; i < b.model.cercle_count; ++i) {
    sum += b.week.massacre_risk[i][lane];
    if (place < sum) return i;
  }
  return b.model.cercle_count - 1;
}

void note_massacre(Block& b, int lane, const Words& u, double all) {
  const Params& p = b.model.params;
  CercleState& at = b.at;
  Week& w = b.week;
  const auto add = [lane](Real& to, double more) { to.set(lane, to[lane] + more); };
  const int i = place_of_massacre(b, lane, u.uniform(1)[lane] * all);
  constexpr double kLeast = kMassLeast / kMassMost;
  const double rest = 1.0 - u.uniform(2)[lane] * (1.0 - kLeast * kLeast);
  const double dead = double(int(kMassLeast / __builtin_sqrt(rest)));
  const double army = p.war_army_harm * at.garrison[i][lane];
  const double russian = p.war_russian_harm * (w.forces[i][lane] - w.army_and_french[i][lane]);
  const bool by_russians = u.uniform(3)[lane] * (army + russian) >= army;
  add(b.tally[by_russians ? TallyId::deaths_by_russians : TallyId::deaths_by_army], dead);
  add(by_russians ? w.massacred_russians : w.massacred_army, dead);
  add(b.tally[TallyId::deaths_massacres], dead);
  add(b.tally[TallyId::massacres], 1.0);
  add(b.tally.deaths_by_region[b.model.places[i].region], dead);
  add(at.deaths[i], dead);
  add(at.harm[i], kMassHarm * dead);
  add(w.deaths, dead);
  add(b.nation.outrage, dead / kOutrageNorm);
}

}  // namespace

void massacres(Block& b) {
  Week& w = b.week;
  Real all = 0.0;
  for (int i = 0; i < b.model.cercle_count; ++i) all += w.massacre_risk[i];
  b.nation.outrage *= kHarmMemory;
  w.massacred_army = w.massacred_russians = 0.0;
  const Words u = b.dice.draw(Stream::massacre, 0);
  const unsigned lanes = lanes_of(happens(u.uniform(0), all));
  for (int lane = 0; lane < kLanes; ++lane)
    if ((lanes >> lane & 1u) != 0u) note_massacre(b, lane, u, all[lane]);
  b.nation.outrage = min(b.nation.outrage, kOutrageMax);
}

}  // namespace palabre::PALABRE_ISA
'''
open(root+'deaths.cpp','w').write(s)
edit('state.hpp',[('''  Real harm_jihadists, harm_hunters, harm_army, harm_french, harm_russians;
''','''  Real harm_jihadists, harm_hunters, harm_army, harm_french, harm_russians;
  Real massacred_army, massacred_russians;  // [deaths] in massacres, by army and contractors
''')])
edit('violence.cpp',[
('''    w.harm_army = since(b, 2) * (army''','''    w.harm_army = w.massacred_army + (since(b, 2) - w.massacred_army) * (army'''),
('''    w.harm_russians = since(b, 4) * (russian''','''    w.harm_russians =
        w.massacred_russians + (since(b, 4) - w.massacred_russians) * (russian'''),
('''    const Real others = at.katiba[i] - 1.0;
''','''    const Real others = max(0.0, at.katiba[i] - 1.0);
'''),
])
edit('watched.def',[
('WEEK_FIELD(raids)\n','WEEK_FIELD(raids)\nWEEK_FIELD(rival_raids)\nWEEK_FIELD(feuds)\nWEEK_FIELD(rebels)\n'),
('WEEK_FIELD(katiba_near)\n','WEEK_FIELD(massacre_risk)\nWEEK_FIELD(cell_luck)\nWEEK_FIELD(cell_size)\nWEEK_FIELD(katiba_near)\nWEEK_FIELD(cells_near)\n'),
('WEEK_VALUE(presence)\n','WEEK_VALUE(presence)\nWEEK_VALUE(vacuum)\nWEEK_VALUE(lull)\n'),
('WEEK_VALUE(violence)\n','WEEK_VALUE(violence)\nWEEK_VALUE(rival_area)\nWEEK_VALUE(signatory_area)\nWEEK_VALUE(besieged)\nWEEK_VALUE(luck_of_years)\n'),
('WEEK_VALUE(jihadist_expected)\n','WEEK_VALUE(jihadist_expected)\nWEEK_VALUE(strong)\n'),
('WEEK_VALUE(onset)\n','WEEK_VALUE(onset)\nWEEK_VALUE(haste)\n'),
('WEEK_VALUE(harm_russians)\n','WEEK_VALUE(harm_russians)\nWEEK_VALUE(massacred_army)\nWEEK_VALUE(massacred_russians)\n'),
])
