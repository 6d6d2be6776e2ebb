import re
s=open('/work/wt/model-tools/second_monolith.cpp').read()
def sub(a,b,n=1):
    global s
    if s.count(a)!=n: print('SUB',s.count(a),a[:110])
    s=s.replace(a,b)
# remove knobs block
i=s.index('#define NEW(name'); j=s.index('namespace {',i)
s=s[:i]+s[j:]
s=s.replace('#include "second.hpp"','#include "tests/reference/reference.hpp"').replace('#include "dice.hpp"\n#include <map>\n#include <cstring>','#include "tests/reference/dice.hpp"')
names={'kMassAttack':'kCriticalMassAttack','kCapBase':'kCapacityBase','kMassIs':'kCriticalMassIs','kMassArea':'kMassPerArea','kOwn':'kExcitationOwn','kCapIs':'kCapacityIs','kCapDefect':'kCapacityDefect','kRetake':'kRetakeFactor','kRetakeOps':'kRetakeOperations','kLose':'kLoseFactor','kHoldArea':'kHoldPerArea','kHarmMem':'kHarmMemory','kHarmHalf2':'kHarmHalf','kHarmRec':'kHarmRecruits','kExitRate':'kExitOrderRate','kVeto':'kVetoHazard','kStubbornJ':'kStubbornJnim','kTrust0':'kTrustFloor','kCommitGuar':'kCommitmentGuarantee','kCommitTruce':'kCommitmentTruce','kCellFloor':'kCapacityCell','kOutrage':'kSupportOutrage','kBlockSupport':'kSupportBesieged','kBlockTight':'kSiegeBlockade','kVoteBase':'kElectionBase','kVoteViolence':'kElectionViolence','kVoteStretch':'kElectionStretch',
 'army_harm':'p.war_army_harm','alignment':'p.partners_alignment','accord_2015_risk':'p.partners_accord_2015_risk','is_rivalry':'p.jihadists_rivalry','defection':'p.jihadists_defection','is_fighters':'p.jihadists_rival_fighters','sanctions_weeks':'p.junta_sanctions_length','vote_stretch':'p.junta_stretch','strength_weight':'p.talks_strength_weight','kAccordNoUn':'kAccordNoUn'}
for a,b in names.items(): s=re.sub(r'(?<![\w.])%s\b'%a,b,s)
s=s.replace('v0 * v0_scale','v0').replace('rec_scale * vary','vary').replace('kRates * haste','haste').replace('1 + start_follows * ((x.j + x.i) / x.j_file - 1)','(x.j + x.i) / x.j_file').replace('1 + start_follows * (x.g / x.g_file - 1)','x.g / x.g_file')
s=s.replace('      x.clashes *= v0_scale;\n','')
print(sorted(set(re.findall(r'\bk[A-Z]\w+',s))-set(re.findall(r'CONSTANT\((k\w+)',open('/work/wt/model/sim/tables/constants.def').read()))))
open('/tmp/m/r0.cpp','w').write(s)
sub('if (t >= week_of(l.sanctions_start) && p.junta_sanctions_length > 0 && u[0] < H(1 / p.junta_sanctions_length)) lifted_ = true;','if (t >= week_of(l.sanctions_start) && u[0] < H(1 / p.junta_sanctions_length)) sanctions_lifted = true;')
s=s.replace('!lifted_)','!sanctions_lifted)').replace('bool lifted_ = false,','bool sanctions_lifted = false,')
s=re.sub(r'if \(u\[1\] < H\(p\.partners_accord_2015_risk \* \(1 \+ kAccordNoUn \* \(1 - u_n\)\)\)\) accord_2015 = false;','if (u[1] < H(p.partners_accord_2015_risk * (1 + kAccordNoUn * (1 - u_n))) ||\n        t >= week_of(l.accord_2015_end))\n      accord_2015 = false;',s)
s=s.replace('kPoliticsStart','kPresence').replace('kMassKilling','kMassacre')
s=s.replace('std::vector<double> dead_at = std::vector<double>(64);\n','').replace('          dead_at[std::size_t(i)] += dead;\n','').replace('      dead_at[i] += dead;\n','')
s=re.sub(r'\{\s*const double dead = deaths_of_event\(d\[1\]\);\s*killed\[by\] \+= dead;\s*\}','killed[by] += deaths_of_event(d[1]);',s)
s=re.sub(r'\{\s*const double dead = deaths_of_event\(d\[1\]\);\s*killed\[2 \+ by\] \+= dead;\s*\}','killed[2 + by] += deaths_of_event(d[1]);',s)
s=s.replace('x.cell = x.J_weight >= kCellWeight;','x.cell = x.J_weight >= kCellSure + kCellSpan;')
s=re.sub(r'< \(x\.J_weight - \.05\) / \.1;','< (x.J_weight - kCellSure) / kCellSpan;',s)
# record
i=s.index('    out.weeks.push_back({'); j=s.index('  void conclude()')
s=s[:i]+'''    const auto civil = [](double harm) { return harm / (kCountedHarmless + harm); };
    const double army = killed[2] - massacred[0], russians = killed[4] - massacred[1];
    out.weeks.push_back({g_T, j_T + i_T, g_pop, j_pop, attacks, deaths, displaced, returns, sieges, pacts,
                         ell, y, C * f, X, trust, ripe, W_G, W_J, terms, gate, approval, commitment,
                         spill, hostages, i_T, c_T, besieged, (killed[0] + killed[5]) * kCivilJihadists,
                         killed[1] * kCivilHunters, massacred[0] + army * civil(p.war_army_harm),
                         killed[3] * civil(kHarmFrench),
                         massacred[1] + russians * civil(p.war_russian_harm), stage});
  }

'''+s[j:]
s=re.sub(r'double\* const by\[\] = \{[^}]*\};\s*','double* const by[] = {&out.deaths_by_jihadists, &out.deaths_by_hunters, &out.deaths_by_army, &out.deaths_by_french, &out.deaths_by_russians, &out.deaths_by_rivals, &out.deaths_in_feuds, &out.deaths_by_signatories};\n    ',s)
s=s.replace('for (std::size_t k = 0; k < 5; ++k) *by[k] += killed[k];','for (std::size_t k = 0; k < killed.size(); ++k) *by[k] += killed[k];')
s=re.sub(r'    const auto civil = \[\]\(double harm\) \{ return harm / \(kCountedHarmless \+ harm\); \};\n(?=    const auto civil)','',s)
i=s.index('    // 0 collapse, 1 accord'); j=s.index('    out.katiba = katiba;',i)
s=s[:i]+'''    const auto is = [&](OutcomeId id) { out.outcome = int(id); };
    if (collapsed && stage < 5)
      is(OutcomeId::collapse);
    else if (stage == 5 && accord_age >= c.accord_weeks)
      is(out.terms_at_accord >= c.jnim_terms ? OutcomeId::accord_on_jnim_terms
                                             : OutcomeId::accord_balanced);
    else if (stage >= 4)
      is(OutcomeId::truce_only);
    else if (covered / std::min(double(scenario_.weeks), kWeeksPerYear) >= c.patchwork_share)
      is(OutcomeId::local_patchwork);
    else if (j_T + i_T - j_T0 - i_T0 >= c.advance_points)
      is(OutcomeId::insurgent_advance);
    else if (g_T - g_T0 >= c.recovery_points)
      is(OutcomeId::state_recovery);
    else
      is(OutcomeId::stalemate);
'''+s[j:]
s=s.replace('killed_mass[russian ? 1 : 0]','massacred[russian ? 1 : 0]').replace('std::array<double, 2> killed_mass{};','std::array<double, 2> massacred;  // by army, by Russians')
s=s.replace('    killed.fill(0);','    killed.fill(0);\n    massacred.fill(0);').replace('++out.mass_killings;','++out.massacres;\n      out.deaths_massacres += dead;').replace('mass_killing()','massacre()')
s=s.replace('outrage = std::min(3.0, outrage + dead / 50);','outrage = std::min(kOutrageMax, outrage + dead / kOutrageNorm);')
s=s.replace('    out.vote_held = !postponed;\n','').replace('    if (stage >= 4) out.broken = true;\n','').replace('        ++out.lifted;\n        out.lifted_by_deal += x.pact || stage >= 4;\n','')
s=s.replace('katiba = 2400','katiba = 0').replace('sat(x.A, 200)','sat(x.A, kSignatoryHalf)')
s=s.replace('std::clamp(kYearMemory * year + kYearPush * (y_[0] + y_[1] + y_[2] - 1.5), -1.5, 1.5)','std::clamp(kYearMemory * year + kYearPush * (w[0] + w[1] + w[2] - 1.5), -kYearMax, kYearMax)').replace('const Draw y_ = draw(kYears);','const Draw w = draw(kYears);')
s=s.replace('-\n            kOutrage','- kOutrage')
s=re.sub(r'W_G = S\(\(s_G - c_F - kStubbornJunta \+\s*0\) / kNoise\);','W_G = S((s_G - c_F - kStubbornJunta) / kNoise);',s)
# blockade before placed
s=s.replace('    blockade_week(x, u[3]);\n','')
sub('      const PlacedPact* here = nullptr;','      blockade_week(at[std::size_t(i)], draw(kPact, i)[3]);\n      const PlacedPact* here = nullptr;')
# feud order
i=s.index('      x.J = std::max(1.0, J + std::max(-kShrinkMax * J, growth)'); j=s.index(';',i)+1
xj=s[i:j]; s=s[:i]+s[j:].lstrip('\n'); 
k=s.index('      x.I = std::max(0.0, I +'); e=s.index(';',k)+1
s=s[:e]+'\n'+xj+s[e:]
open('/tmp/m/r1.cpp','w').write(s)
h=open('/work/wt/model-tools/first_reference.hpp').read()
h=h.replace('  double spillover, hostages;\n','  double spillover, hostages;\n  double rival_area, signatory_area;  // [share]\n  double besieged;                    // [persons]\n')
h=h.replace('''         deaths_by_russians = 0;
''','''         deaths_by_russians = 0, deaths_by_rivals = 0, deaths_in_feuds = 0, deaths_by_signatories = 0,
         deaths_massacres = 0;
''').replace('leaks = 0, exchanges = 0;','leaks = 0, exchanges = 0;\n  double massacres = 0, blockades = 0, seeded = 0;')
open('/work/wt/model/tests/reference/reference.hpp','w').write(h)
d=open('/work/wt/model-tools/first_dice.hpp').read()
d=d.replace('  kConvoy = 14,\n','  kConvoy = 14,\n  kYears = 15,\n  kMassacre = 16,\n  kPolitics = 17,\n  kPresence = 18,\n')
open('/work/wt/model/tests/reference/dice.hpp','w').write(d)
