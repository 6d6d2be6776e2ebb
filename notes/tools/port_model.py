root='/work/wt/model/sim/model/'
def edit(f,pairs):
    s=open(root+f).read()
    for a,b in pairs:
        if s.count(a)!=1: print(f,'MISS',s.count(a),repr(a[:90]))
        s=s.replace(a,b)
    open(root+f,'w').write(s)
edit('model.hpp',[
('      prisoner_release, election, niger_hub_end;','      prisoner_release, election, niger_hub_end, accord_2015_end;'),
('  double state, jihadist;               // [share] at the start, after fitting\n','  double state, jihadist;               // [share] at the start, after fitting; JNIM alone\n  double rival_share, signatory_share;  // [share] at the start\n'),
('  double garrison, katiba, hunters;     // [persons] at the start; katiba before its draw\n','  double garrison, katiba, hunters;     // [persons] at the start; katiba before its draw\n  double rival;                         // [persons] Islamic State at the start, before its draw\n  double cell_chance, blockade_chance;  // of a cell, of a blockade at the start\n'),
('  double capacity, never_flee;       // [persons] fed by ground wholly held; who never leave\n','  double capacity, never_flee;       // [persons] fed by ground wholly held; who never leave\n  double rival_capacity;             // [persons] the same for the Islamic State\n  double mass_control;               // [persons] squared: critical mass for holding ground\n  double pressed;                    // how hard all French forces press on bands here [0..1]\n'),
('  double area_total = 0.0, people_total','  double army_start = 0.0;  // [persons]\n  double area_total = 0.0, people_total'),
])
edit('model.cpp',[
('week_of(l.niger_hub_end)};','week_of(l.niger_hub_end),\n         week_of(l.accord_2015_end)};'),
('''    double katibas = 0.0, hunters = 0.0, garrisons = 0.0, coast = 0.0;
    for (const Cercle& c : world_.cercles) {
      katibas += c.katiba_weight;
''','''    double katibas = 0.0, rivals = 0.0, hunters = 0.0, garrisons = 0.0, coast = 0.0;
    for (const Cercle& c : world_.cercles) {
      katibas += c.katiba_weight * (1.0 - rival_part(c));
      rivals += c.katiba_weight * rival_part(c);
'''),
('''      place.garrison = kArmyTotal * c.garrison_weight / garrisons;
      place.katiba = kKatibaTotal * c.katiba_weight / katibas;
''','''      place.garrison = kArmyTotal * c.garrison_weight / garrisons;
      place.katiba = kKatibaTotal * c.katiba_weight * (1.0 - rival_part(c)) / katibas;
      place.rival = rivals > 0.0 ? scenario_.params.jihadists_rival_fighters * c.katiba_weight *
                                       rival_part(c) / rivals
                                 : 0.0;
      place.cell_chance = std::clamp((c.katiba_weight - kCellSure) / kCellSpan, 0.0, 1.0);
'''),
('''      place.jihadist *= kCercleSumMax / sum;
      place.state *= kCercleSumMax / sum;
    }
  }
''','''      place.jihadist *= kCercleSumMax / sum;
      place.state *= kCercleSumMax / sum;
    }
    share_out();
  }
  /// The Islamic State's part of the jihadists' ground and fighters. claim: M_rivals
  static double rival_part(const Cercle& c) {
    return c.jihadist > 0.0 ? c.of_which_is_sahel / c.jihadist : 0.0;
  }
  /// Ground of the Islamic State and of the signatory groups; fighters and garrisons follow the
  /// shares chosen. claims: J_presence, M_accord_2015
  void share_out() {
    for (std::size_t i = 0; i < world_.cercles.size(); ++i) {
      const Cercle& c = world_.cercles[i];
      Place& place = model_.places[i];
      const double more_jihadists = c.jihadist > 0.0 ? place.jihadist / c.jihadist : 1.0;
      const double more_state = c.state > 0.0 ? place.state / c.state : 1.0;
      place.rival_share = rival_part(c) * place.jihadist;
      place.jihadist -= place.rival_share;
      const double held = place.state + place.jihadist + place.rival_share;
      place.signatory_share = std::min(c.signatory, std::max(0.0, kCercleSumMax - held));
      place.katiba *= more_jihadists;
      place.rival *= more_jihadists;
      place.garrison *= more_state;
      model_.army_start += place.garrison;
    }
    for (std::size_t i = 0; i < world_.cercles.size(); ++i)
      model_.places[i].garrison_base = model_.places[i].garrison / model_.army_start;
  }
'''),
('''      place.capacity =
          model_.calibration.capacity_people * place.people + kCapacityBase * place.katiba;
''','''      place.capacity =
          model_.calibration.capacity_people * place.people + kCapacityBase * place.katiba;
      place.rival_capacity = kCapacityIs * (place.rival + kCapacityDefect * place.katiba);
      const double mass = kCriticalMassControl + kMassPerArea * place.area;
      place.mass_control = mass * mass;
      const double pressing = kFrenchMobility * kFrenchTroops * place.french;
      place.pressed = pressing / (pressing + kPinHalf);
'''),
('''    const double free = 1.0 - place.state - place.jihadist;
    const double rest = place.jihadist + 0.5 * free;
    const double fought = 4.0 * (place.state + 0.5 * free) * rest;
    const double rate = p.war_attack_rate * mass(place.katiba, model_.calibration.attack_mass) *
                        (fought + place.clash_hunters * std::min(2.0 * rest, 1.0)) /
                        (1.0 - p.war_self_excitation);
''','''    const double free =
        1.0 - place.state - place.jihadist - place.rival_share - place.signatory_share;
    const double own = place.state + 0.5 * free, rest = place.jihadist + 0.5 * free;
    const bool cell = place.cell_chance >= 1.0;
    const double active = cell ? mass(place.katiba, model_.calibration.attack_mass) : 0.0;
    const double french = kFrenchMobility * kCooperationStart * kFrenchTroops * place.french;
    const double unpinned = 1.0 - kPin * french / (french + kPinHalf);
    const double rivals =
        mass(place.rival, kCriticalMassIs) * 4.0 * own * (place.rival_share + 0.5 * free);
    const double raids = active * 4.0 * own * rest + (cell ? kCellRaids : 0.0);
    const double clashes = active * place.clash_hunters * std::min(2.0 * rest, 1.0);
    const double feuds = kFeudRate * p.jihadists_rivalry * place.katiba /
                         (place.katiba + kFeudHalf) * place.rival / (place.rival + kFeudHalf);
    const double rate = p.war_attack_rate * (unpinned * (raids + rivals) + clashes + feuds) /
                        (1.0 - p.war_self_excitation);
'''),
('''    place.siege = tightens / (tightens + loosens);
''','''    place.siege = tightens / (tightens + loosens);
    const double starts = hazard(kBlockRate * mass(place.katiba, kCriticalMassControl) *
                                 place.jihadist * place.pact_hunters);
    place.blockade_chance = starts / (starts + hazard(kBlockEnds + kBlockArmy * army));
'''),
])
