s=open('first_monolith.cpp').read()
import re
def rep(a,b,n=1):
    global s
    pat=r"\s+".join(re.escape(t) for t in a.split())
    pat=pat.replace(r"\(",r"\(\s*").replace("=",r"=\s*") 
    pat=re.sub(r"(\\s\*)(\\s\+)",r"\\s*",pat)
    m=list(re.finditer(pat,s))
    if len(m)!=n: print("MISS",len(m),a); return
    e=b.strip("\n") if False else b
    lead=re.match(r"\s*",a).group(0); trail=re.search(r"\s*$",a).group(0)
    b2=b[len(re.match(r"\s*",b).group(0)):] if lead else b
    b2=b2.rstrip() if trail else b2
    s=s[:m[0].start()]+b2+s[m[0].end():]
rep('#include "tests/reference/reference.hpp"','#include "second.hpp"')
rep('#include "tests/reference/dice.hpp"','#include "dice.hpp"\n#include <map>\n#include <cstring>')
rep('using namespace constants;\n','''using namespace constants;

#define NEW(name, value) double name = value;
#include "second.def"
#undef NEW
std::map<std::string, double*> knobs() {
  std::map<std::string, double*> m;
#define NEW(name, value) m[#name] = &name;
#include "second.def"
#undef NEW
  return m;
}
''')
# place
rep('''  double area, P, D, D_weight, J0, base, w_french, w_un, w_russian, w_hub, coastal;
  int zone;''','''  double area, P, D, D_weight, J0, I0, A0, base, w_french, w_un, w_russian, w_hub, coastal, pressed;
  double j_file, g_file, i_part, J_weight;
  int zone;''')
rep('double g, j, A, J, E, harm = 0, s, R, Q, relief = 0, obedience;','double g, j, i = 0, c = 0, A, J, I, E, harm = 0, s, R, Q, relief = 0, obedience;\n  bool cell = false, blocked = false;\n  int open = 0;')
rep('double K, lambda, nu, raids, clashes, Fi, Wi, forces, N, O, near_J, s_A, act;','double K, K_I, lambda, nu, raids, clashes, is_raids, feud, rebel, Fi, Wi, forces, N, O = 0, near_J, s_A, act, act_I, near_cells;')
rep('double n() const { return 1 - g - j; }','double n() const { return 1 - g - j - i - c; }')
# places
rep('''      x.J0 = kKatibaTotal * c.katiba_weight / total(&Cercle::katiba_weight);
''','''      x.J_weight = c.katiba_weight;
      x.i_part = c.of_which_is_sahel / c.jihadist;  // of the jihadists' ground
      x.J0 = kKatibaTotal * c.katiba_weight * (1 - x.i_part);
      x.I0 = is_fighters * c.katiba_weight * x.i_part;
      x.g_file = c.state;
      x.j_file = c.jihadist;
      x.c = c.signatory;
''')
rep('''      x.coastal = c.coastal''','''      x.pressed = sat(kFrenchMobility * kFrenchTroops * x.w_french, kPinHalf);
      x.coastal = c.coastal''')
rep('''    for (Place& x : at) {
      const double sum = x.g + x.j;
      if (sum <= kCercleSumMax) continue;
      x.g *= kCercleSumMax / sum;
      x.j *= kCercleSumMax / sum;
    }
''','''    double J_sum = 0, I_sum = 0;
    for (Place& x : at) {
      const double sum = x.g + x.j;
      if (sum > kCercleSumMax) {
        x.g *= kCercleSumMax / sum;
        x.j *= kCercleSumMax / sum;
      }
      J_sum += x.J0;
      I_sum += x.I0;
    }
    A_start = 0;
    for (Place& x : at) {
      x.i = x.i_part * x.j;
      x.j -= x.i;
      x.c = std::min(x.c, kCercleSumMax - std::min(kCercleSumMax, x.g + x.j + x.i));
      const double follow_j = 1 + start_follows * ((x.j + x.i) / x.j_file - 1);
      const double follow_g = 1 + start_follows * (x.g / x.g_file - 1);
      x.J0 *= kKatibaTotal / J_sum * follow_j;
      x.I0 *= is_fighters / I_sum * follow_j;
      x.A0 = kArmyTotal * x.base * follow_g;
      A_start += x.A0;
      x.cell = x.J_weight >= kCellWeight;
    }
    for (Place& x : at) x.base = x.A0 / A_start;
''')
# settle
rep('const double half = x.j + x.n() / 2, A0 = kArmyTotal * x.base;','const double half = x.j + x.n() / 2, A0 = x.A0;')
rep('''      const double r = p.war_attack_rate * mass(x.J0, kCriticalMassAttack) *
                       (4 * (x.g + x.n() / 2) * half +
                        sat(x.D, kClashHuntersHalf) * std::min(1.0, 2 * half)) /
                       (1 - p.war_self_excitation);''','''      const double act = x.cell ? mass(x.J0, kCriticalMassAttack) : 0;
      const double free = 1 - kPin * sat(kFrenchMobility * kCooperationStart * kFrenchTroops * x.w_french, kPinHalf);
      const double r = p.war_attack_rate *
                       (free * (act * 4 * (x.g + x.n() / 2) * half + x.cell * kCellRaids +
                                mass(x.I0, kCriticalMassAttack) * 4 * (x.g + x.n() / 2) * (x.i + x.n() / 2)) +
                        act * sat(x.D, kClashHuntersHalf) * std::min(1.0, 2 * half) +
                        kFeudRate * is_rivalry * sat(x.J0, kFeudHalf) * sat(x.I0, kFeudHalf)) /
                       (1 - p.war_self_excitation);''')
# start
rep('''      x.A = kArmyTotal * x.base;
    }
    A_tot = kArmyTotal;''','''      x.I = x.I0 * (kKatibaDrawMin + kKatibaDrawSpan * dice_.draw(0, kPoliticsStart, int(i))[0]);
      x.A = x.A0;
      x.blocked = dice_.draw(0, kPoliticsStart, int(i))[1] < x.P_blocked;
    }
    A_tot = A_start;''')
rep('''      x.s = H(a) / (H(a) + H(b));''','''      x.s = H(a) / (H(a) + H(b));
      const double starts = H(kBlockRate * mass(x.J0, kCriticalMassControl) * x.j * sat(x.D, kPactHuntersHalf));
      x.P_blocked = starts / (starts + H(kBlockEnds + kBlockArmy * s_A));''')
rep('double j_file, g_file, i_part, J_weight;','double j_file, g_file, i_part, J_weight, P_blocked;')
# calendar
rep('''    X = clip((1 - p.partners_minusma_weight) * (f + l.niger_hub_counts * hub * (1 - f)) +
             p.partners_minusma_weight * u_n + p.partners_russian_weight * W / kRussianNorm);
    sanctions = (t >= week_of(l.sanctions_start) && t < week_of(l.sanctions_end)) || forced > 0;
''','''    X = clip((1 - p.partners_minusma_weight) * (f + l.niger_hub_counts * hub * (1 - f)) +
             p.partners_minusma_weight * u_n +
             (p.partners_russian_weight + alignment * kAlignTurn * (1 - f)) * W / kRussianNorm *
                 (1 - alignment * f));
    vacuum += f_last - f - vacuum / kVacuumWeeks;
    f_last = f;
    const Draw u = draw(kPolitics);
    if (t >= week_of(l.sanctions_start) && sanctions_weeks > 0 && u[0] < H(1 / sanctions_weeks)) lifted_ = true;
    sanctions = (t >= week_of(l.sanctions_start) && t < week_of(l.sanctions_end) && !lifted_) || forced > 0;
    if (u[1] < H(accord_2015_risk * (1 + kAccordNoUn * (1 - u_n)))) accord_2015 = false;
''')
# sense
rep('''    g_T = j_T = g_pop = j_pop = displaced = sieges = 0;''','''    g_T = j_T = g_pop = j_pop = displaced = sieges = i_T = c_T = besieged = 0;''')
rep('''      j_T += x.area * x.j / area;''','''      j_T += x.area * x.j / area;
      i_T += x.area * x.i / area;
      c_T += x.area * x.c / area;
      besieged += kBlockPeople * x.P * x.blocked;''')
rep('''      j_pop += x.P * x.j / people_all;''','''      j_pop += x.P * (x.j + x.i) / people_all;''')
rep('''    o = kTempoMemory * o + kTempoPush * (u[3] - .5);''','''    o = kTempoMemory * o + kTempoPush * (u[3] - .5);
    const Draw y_ = draw(kYears);
    year = std::clamp(kYearMemory * year + kYearPush * (y_[0] + y_[1] + y_[2] - 1.5), -1.5, 1.5);
    luck_of_years = (12 + 6 * year + year * year) / (12 - 6 * year + year * year);  // e^year''')
# support
rep('''             p.junta_last_card * card - (postponed''','''             p.junta_last_card * card - kOutrage * outrage - kBlockSupport * besieged / affected - (postponed''')
rep('''    postponed = u[1] >= clip(kElectionBase + kElectionControl * g_pop - kElectionViolence * v);''','''    postponed = u[1] >= clip(kVoteBase - kVoteViolence * v - kVoteStretch * vote_stretch);
    out.vote_held = !postponed;''')
# bargain
rep('''    const double n_T = 1 - g_T - j_T;''','''    const double n_T = 1 - g_T - j_T - i_T - c_T;''')
rep('''    const double alpha = r_J / (r_G + r_J);''','''    const double S_G = 1 - strength_weight + 2 * strength_weight * g_E;
    const double S_J = 1 - strength_weight + 2 * strength_weight * j_E;
    const double alpha = r_J * S_G / (r_G * S_J + r_J * S_G);
    strong = clip((j_E - kStrongFrom) / kStrongSpan);''')
# willingness
rep('''    const double phi = exit_begun() ? clip(1 - after_exit() / kWindowFade) : 0;
    W_G = S((s_G - c_F - kStubbornJunta + kWindowWeight * p.junta_drawdown_window * phi * v) / kNoise);
    W_J = S((s_J - kStubbornJnim) / kNoise);''','''    const double phi = exit_begun() ? clip(1 - after_exit() / kWindowFade) : 0;
    double opp = clip(1 - p.partners_red_line * f);
    if (exit_begun()) opp = std::max(opp, kOpportunityAfterExit);
    W_G = S((s_G - c_F - kStubbornJunta + kWindow2 * p.junta_drawdown_window * phi * v +
             kCardPull * p.junta_last_card * phi * !card_spent) / kNoise);
    W_J = S((s_J - kStubbornJnim + kAppetite * (p.talks_opportunity * opp - (1 - p.talks_opportunity) * strong)) / kNoise);''')
rep('''    double opp = clip(1 - p.partners_red_line * f);
    if (exit_begun()) opp = std::max(opp, kOpportunityAfterExit);
    onset''','''    onset''')
rep('''    gate = clip(1 - p.jihadists_precondition * X);
''','''    gate = clip(1 - p.jihadists_precondition * X);
    if (exit_begun()) gate += kAlignGate * alignment * f * (1 - gate);  // all three want them out
''')
rep('''    sigma = clip(p.talks_horizon * std::max(0.0, tau_j) / kShiftScale);
    commitment = clip(kCommitmentBase +
                      (1 - kCommitmentBase) * (1 - clip(sigma - kCommitmentGuarantee * gamma)));''','''    const double regroup = stage >= 4 ? std::max(0.0, katiba / katiba_signed - 1) : 0;
    sigma = clip((p.talks_horizon * std::max(0.0, tau_j) + kExitShift * phi + kRegroup * regroup) / kShiftScale);
    commitment = clip(kCommitmentBase +
                      (1 - kCommitmentBase) * (1 - clip(sigma - kCommitGuar * gamma)));''')
rep('''(kTruceGateFloor + (1 - kTruceGateFloor) * gate) * approval,''','''(kTruceGateFloor + (1 - kTruceGateFloor) * gate) * approval *
                    (1 - kCommitTruce + kCommitTruce * commitment),''')
rep('''      first(out.truce_week);''','''      first(out.truce_week);
      katiba_signed = std::max(katiba, 1.0);
      defect(defection / 2);''')
rep('''      first(out.accord_week);''','''      first(out.accord_week);
      defect(defection / 2);''')
rep('''  void step_down() {''','''  /// When JNIM signs, part of its fighters goes to the Islamic State or to a band of its own.
  void defect(double share) {
    for (Place& x : at) {
      const double gone = share * x.J * std::min(1.0, (1 - x.obedience) / (1 - p.jihadists_obedience + kTiny));
      x.J -= gone;
      x.I += gone;
      x.i += share * x.j * .5;
      x.j -= share * x.j * .5;
    }
  }

  void step_down() {
    if (stage >= 4) out.broken = true;''')
# pacts: cells and blockades
rep('''  void pact_week(int i) {
    Place& x = at[std::size_t(i)];
    const bool stood = x.pact;
    const Draw u = draw(kPact, i);''','''  void blockade_week(Place& x, double u) {
    const double quiet = stage == 4 ? kCalmTruce * x.obedience : stage == 5 ? kCalmAccord * x.obedience : 0;
    if (x.blocked) {
      const double s_A0 = x.A / (x.A + eJ * x.J + 1);
      if (u < H(kBlockEnds + kBlockArmy * s_A0 + (x.convoy > 0 ? kBlockConvoy : 0) + kSiegePact * x.pact + kSiegeCalm * quiet)) {
        x.blocked = false;
        ++out.lifted;
        out.lifted_by_deal += x.pact || stage >= 4;
      }
    } else if (!x.pact && u < H(kBlockRate * x.cell * mass(x.J, kCriticalMassControl) * x.j * sat(x.D, kPactHuntersHalf) *
                                (1 + kBlockBroke * x.broke) * (1 - quiet))) {
      x.blocked = true;
      ++out.blockades;
    }
  }

  void pact_week(int i) {
    Place& x = at[std::size_t(i)];
    const bool stood = x.pact;
    const Draw u = draw(kPact, i);
    blockade_week(x, u[3]);''')
# army
rep('''      const double c = x.g + x.n() / 2;
      x.K = scenario_.switches.violence == 0 ? 4 * c * (1 - c)
                                             : kHegemonyPeak * c * (1 - c) * std::fabs(2 * c - 1);
''','''      const double c = x.g + x.n() / 2, d = x.j + x.n() / 2;
      x.K = scenario_.switches.violence == 0 ? 4 * c * d : kHegemonyPeak * c * d * std::fabs(c - d);
      x.K_I = 4 * c * (x.i + x.n() / 2);
''')
# rates
rep('''    const double luck = s_V * std::max(kFortuneFloor, 1 + kFortuneAttacks * z + o);''','''    const double luck = s_V * luck_of_years * std::max(kFortuneFloor, 1 + kFortuneAttacks * z + o);
    const double lull = exit_begun() ? kLull * 4 * f * (1 - f) : 0;''')
rep('''      const double act = mass(x.J, kCriticalMassAttack);
      const double busy''','''      const double act = x.cell * mass(x.J, kCriticalMassAttack);
      const double free = 1 - kPin * sat(x.Fi, kPinHalf) +
                          x.pressed * (kVacuum * vacuum * (1 - f) - lull);
      const double busy''')
rep('''      x.raids = v0 * act * x.K * (1 - kPactCalmsAttacks * x.pact);''','''      x.raids = v0 * v0_scale * free * (act * x.K + kCellRaids * x.cell) * (1 - kPactCalmsAttacks * x.pact);
      x.is_raids = v0 * v0_scale * free * mass(x.I, kCriticalMassAttack) * x.K_I;
      x.feud = v0 * v0_scale * kFeudRate * is_rivalry * sat(x.J - 1, kFeudHalf) * sat(x.I, kFeudHalf);
      x.rebel = accord_2015 ? 0 : kSignatoryFights * x.c * sat(x.A, 200);
      x.clashes *= v0_scale;''')
rep('''(kExcitationOwn * x.E + (1 - kExcitationOwn) * near_E[i]) * (1 - kPactCalmsEcho * x.pact);
      x.lambda = std::min(kAttackRateMax, ((x.raids + x.clashes) * luck * busy + echo) *
                                              (1 - calm * x.obedience));''','''(kExcitationOwn * x.E + (1 - kExcitationOwn) * near_E[i]) * (1 - kPactCalmsEcho * x.pact) * (x.cell || x.I > 5);
      x.lambda = std::min(kAttackRateMax, ((x.raids + x.clashes) * luck * busy + echo) *
                                                  (1 - calm * x.obedience) +
                                              (x.is_raids + x.feud + x.rebel) * luck);''')
rep('''        const bool clash = d[2] * (x.raids + x.clashes + kTiny) < x.clashes;
        if (d[0] < kCountedAttacks) killed[clash ? 1 : 0] += deaths_of_event(d[1]);''','''        const double who = d[2] * (x.raids + x.clashes + x.is_raids + x.feud + x.rebel + kTiny);
        const double up_to[] = {x.clashes, x.clashes + x.is_raids, x.clashes + x.is_raids + x.feud,
                                x.clashes + x.is_raids + x.feud + x.rebel};
        const std::size_t by = who < up_to[0] ? 1 : who < up_to[1] ? 5 : who < up_to[2] ? 6 : who < up_to[3] ? 7 : 0;
        if (d[0] < kCountedAttacks) {
          const double dead = deaths_of_event(d[1]);
          killed[by] += dead;
          dead_at[std::size_t(i)] += dead;
        }''')
rep('''      const double harm[] = {kHarmArmy, kHarmFrench, p.war_russian_harm};''','''      const double harm[] = {army_harm, kHarmFrench, p.war_russian_harm};''')
rep('''        if (d[0] < kCountedOperations * (kCountedHarmless + harm[by]))
          killed[2 + by] += deaths_of_event(d[1]);''','''        if (d[0] < kCountedOperations * (kCountedHarmless + harm[by]) * (by == 1 ? kFrenchLethality : 1)) {
          const double dead = deaths_of_event(d[1]);
          killed[2 + by] += dead;
          dead_at[std::size_t(i)] += dead;
        }''')
rep('''    for (const double dead : killed) deaths += dead;''','''    mass_killing();
    for (const double dead : killed) deaths += dead;''')
rep('''  void aftermath() {''','''  /// A massacre by soldiers or contractors, at most one a week.
  void mass_killing() {
    double all = 0;
    const auto risk = [&](const Place& x) {
      return kMassRate * x.nu * (army_harm * x.A + p.war_russian_harm * x.Wi) / (x.forces + 1);
    };
    for (const Place& x : at) all += risk(x);
    const Draw u = draw(kMassKilling);
    outrage *= kHarmMem;
    if (u[0] >= H(all)) return;
    double sum = 0;
    for (std::size_t i = 0; i < at.size(); ++i) {
      Place& x = at[i];
      sum += risk(x);
      if (u[1] * all >= sum && i + 1 < at.size()) continue;
      const double least = kMassLeast / kMassMost;
      const double dead = std::floor(kMassLeast / std::sqrt(1 - u[2] * (1 - least * least)));
      const bool russian = u[3] * (army_harm * x.A + p.war_russian_harm * x.Wi) >= army_harm * x.A;
      killed[russian ? 4 : 2] += dead;
      killed_mass[russian ? 1 : 0] += dead;
      dead_at[i] += dead;
      x.harm += kMassHarm * dead;
      outrage = std::min(3.0, outrage + dead / 50);
      ++out.mass_killings;
      return;
    }
  }

  void aftermath() {''')
rep('''          x.O * (kHarmArmy * x.A + p.war_russian_harm * x.Wi + kHarmFrench * x.Fi) / total;
      x.harm = kHarmMemory * x.harm + harm;''','''          x.O * (army_harm * x.A + p.war_russian_harm * x.Wi + kHarmFrench * x.Fi) / total;
      x.harm = kHarmMem * x.harm + harm;''')
rep('''          (1 - kIntelligenceFloor) * clip(x.g + kIntelligenceFrench * x.Fi / total);
      const double loss = std::min(kLossMax * x.J, kLossPerOperation * x.O * present * known);
      const double J = x.J - loss;
      const double cap = kCapacityFloor + (kCapacityPeople * x.P + kCapacityBase * x.J0) *
                                              (x.j + kCapacityContested * x.n());
      const double growth =
          rec * J * (1 - J / cap) * (1 + kHarmRecruits * x.harm / (kHarmHalf + x.harm));
      x.J = std::max(1.0, J + std::max(-kShrinkMax * J, growth));
      losses += loss;''','''          (1 - kIntelligenceFloor) * clip(x.g + kIntelligenceFrench * x.Fi / total) * kFear / (kFear + x.harm);
      const double both = x.J + x.I, angered = 1 + kHarmRec * x.harm / (kHarmHalf2 + x.harm);
      const double hit = std::min(kLossMax, kLossPerOperation * x.O * sat(both, kLossHalf) * known / both);
      const double fought = kFeudLoss * x.feud / both;  // each loses as the other is strong
      const double loss = hit * x.J;
      const double J = std::max(0.0, x.J - loss - fought * x.I);
      const double cap = kCapacityFloor + kCellFloor * x.cell + (kCapacityPeople * x.P + kCapacityBase * x.J0) *
                                              (x.j + kCapacityContested * x.n());
      const double growth = (x.cell ? 1 : 0) * rec * J * (1 - J / cap) * angered;
      x.J = std::max(1.0, J + std::max(-kShrinkMax * J, growth) - (x.cell ? 0 : kShrinkMax * J));
      const double I = std::max(0.0, x.I - hit * x.I - fought * x.J);
      const double cap_I = kCapacityFloor + kCapacityBase * (x.I0 + .1 * x.J0) * (x.i + kCapacityContested * x.n());
      x.I = std::max(0.0, I + std::max(-kShrinkMax * I, rec * I * (1 - I / cap_I) * angered));
      losses += loss;''')
rep('''    const std::vector<double> come = spread(&Place::J);
    for (std::size_t i = 0; i < at.size(); ++i) at[i].J += kRedeploy * (come[i] - at[i].J);
    for (Place& x : at) {
      x.near_J = 0;
      for (const int k : x.near) x.near_J += at[std::size_t(k)].J / double(x.near.size());
    }''','''    const std::vector<double> come = spread(&Place::J), come_I = spread(&Place::I);
    for (std::size_t i = 0; i < at.size(); ++i) {
      at[i].J += kRedeploy * (come[i] - at[i].J);
      at[i].I += kRedeploy * (come_I[i] - at[i].I);
    }
    for (Place& x : at) {
      x.near_J = x.near_cells = 0;
      for (const int k : x.near) {
        const Place& y_ = at[std::size_t(k)];
        x.near_J += (y_.J + y_.I) / double(x.near.size());
        x.near_cells += std::max(y_.cell * sat(y_.J, kSeedHalf), sat(y_.I, kSeedHalf));
      }
    }
    for (std::size_t i = 0; i < at.size(); ++i) cell_week(at[i], draw(kCells, int(i))[0], draw(kCells, int(i))[1]);''')
rep('''  void events() {''','''  /// A cell comes from its neighbours, or over the border, and may go again.
  void cell_week(Place& x, double u, double size) {
    if (!x.cell) {
      if (u >= H(kSeedBase + kSeedNear * x.near_cells + kSeedBorder * (x.coastal > 0))) return;
      x.cell = true;
      x.J = std::max(x.J, kCellSize * (.5 + size));
      ++out.seeded;
    } else if (x.J < kCellSmall && u < H(kCellDies / (1 + kCellNear * x.near_cells))) {
      x.cell = false;
    }
  }

  void events() {''')
rep('''        kArmyTotal * (1 - kArmyEconomy + kArmyEconomy * y) * kArmyTarget;''','''        A_start * (1 - kArmyEconomy + kArmyEconomy * y) * kArmyTarget;''')
# control
rep('''const double PJ = eJ * (x.J + dlt * x.near_J), e = scenario_.switches.force_exponent;''','''const double PJ = eJ * (x.J * x.cell + x.I + dlt * x.near_J), e = scenario_.switches.force_exponent;''')
rep('needed = kHoldSoldiers + kHoldPerArea * x.area;','needed = kHoldSoldiers + kHoldArea * x.area;')
rep('''      x.act = mass(x.J, kCriticalMassControl);''','''      x.act = x.cell * mass(x.J, kCriticalMassControl);
      x.act_I = mass(x.I, kCriticalMassControl);''')
rep('''(kSupportFloor + (1 - kSupportFloor) * ell) * fr * (1 - z);''','''(kSupportFloor + (1 - kSupportFloor) * ell) * fr * (1 - z) * kFearSupport / (kFearSupport + x.harm);''')
rep('''      const double e_g = kLoseFactor * kc * (1 - s_G) * x.act * fr * (1 + z) + kLoseBase +
                         (x.pact && x.left ? kLosePostLeft : 0);
      const double e_j = kRetakeFactor * kc * s_off * sat(PO, needed) * fr * (1 - z);
      const double taken = x.n() / (1 + c_S + c_J);
      const double lost_g = x.g * H(e_g), lost_j = x.j * H(e_j);
      x.g += taken * c_S - lost_g;
      x.j += taken * c_J - lost_j;''','''      const double c_I = kc * (1 - s_G) * x.act_I * (1 + z);
      const double pressing = kLose * kc * (1 - s_G) * (1 + z);
      const double e_g = pressing * (x.act * fr + x.act_I) + kErosion * std::max(x.s, double(x.blocked)) +
                         (x.pact && x.left ? kLosePostLeft : 0);
      const double e_j = kRetakeFactor * kc * s_off * sat(PO, needed) * sat(x.nu, kRetakeOps) * fr * (1 - z);
      const double e_i = kRetakeFactor * kc * s_off * sat(PO, needed) * sat(x.nu, kRetakeOps) * (1 - z);
      const double feuds = kFeudGround * is_rivalry / (x.J * x.cell + x.I + 1);
      const double to_i = feuds * x.I * x.act_I, to_j = feuds * x.J * x.act;
      const double taken = x.n() / (1 + c_S + c_J + c_I);
      const double lost_g = x.g * H(e_g);
      const double lost_j = x.j * H(e_j + to_i), lost_i = x.i * H(e_i + to_j);
      const double j_to_i = lost_j * to_i / (e_j + to_i + kTiny), i_to_j = lost_i * to_j / (e_i + to_j + kTiny);
      x.g += taken * c_S - lost_g;
      x.j += taken * c_J - lost_j + i_to_j;
      x.i += taken * c_I - lost_i + j_to_i;
      if (!accord_2015) x.c -= x.c * H(kSignatoryErodes);''')
# people
rep('''      x.s += H(kSiegeRate * x.act * x.j * (1 - x.s_A) * (1 - quiet) * (1 - x.pact)) * (1 - x.s) -''','''      x.s += H((kSiegeRate * x.act * x.j * (1 - x.s_A) + kBlockTight * x.blocked) * (1 - quiet) * (1 - x.pact)) * (1 - x.s) -''')
rep('''      pressure += x.coastal * (x.j +''','''      pressure += x.coastal * (x.j + x.i +''')
# record
rep('''                         killed[2] * civil(kHarmArmy), killed[3]''','''                         killed[2] * civil(army_harm), killed[3]''')
rep('''killed[4] * civil(p.war_russian_harm), stage});''','''killed[4] * civil(p.war_russian_harm), stage});
    out.weeks.back().is_area = i_T;
    out.weeks.back().signatory_area = c_T;
    out.weeks.back().besieged = besieged;
    for (std::size_t i = 0; i < at.size(); ++i) {
      const std::size_t yr = std::size_t(t / 52);
      if (yr < out.attacks_at.size()) out.attacks_at[yr][i] += at[i].N;
      out.dead_at[i] += dead_at[i];
      if (t == 0) { out.g0[i] = at[i].g; out.j0[i] = at[i].j + at[i].i; out.cell0[i] = at[i].cell; }
      if (t == scenario_.weeks - 1) { out.g1[i] = at[i].g; out.j1[i] = at[i].j + at[i].i; out.cell1[i] = at[i].cell; }
      out.reached[i] = out.reached[i] || at[i].cell || at[i].act_I > .05;
    }
    for (std::size_t k = 0; k < 8; ++k) out.dead_by[k] += killed[k];
    for (std::size_t k = 0; k < 2; ++k) out.dead_mass[k] += killed_mass[k];
    std::fill(dead_at.begin(), dead_at.end(), 0);
    killed_mass = {0, 0};
    out.sigma += sigma / scenario_.weeks;
    out.accord_2015_broke = !accord_2015;
    if (t < scenario_.weeks) out.commit += commitment / scenario_.weeks;''')
rep('''    for (std::size_t k = 0; k < killed.size(); ++k) *by[k] += killed[k];''','''    for (std::size_t k = 0; k < 5; ++k) *by[k] += killed[k];''')
rep('''  int t_F, stage = 1''','''  std::vector<double> dead_at = std::vector<double>(64);
  std::array<double, 2> killed_mass{};
  double A_start = 0, vacuum = 0, f_last = 1, year = 0, luck_of_years = 1, outrage = 0, katiba_signed = 1, strong = 0;
  double i_T = 0, c_T = 0, besieged = 0;
  bool lifted_ = false, accord_2015 = true;
  int t_F, stage = 1''')
rep('std::array<double, 5> killed;','std::array<double, 8> killed{};')
rep('deaths, losses, katiba;','deaths, losses, katiba = 2400;',1)
rep('double sigma, commitment,','double sigma = 0, commitment = 1,')
open('second_monolith.cpp','w').write(s)
d=open('/work/wt/model/tests/reference/dice.hpp').read()
d=d.replace('  kConvoy = 14,\n','  kConvoy = 14,\n  kYears = 15,\n  kMassKilling = 16,\n  kPolitics = 17,\n  kCells = 18,\n  kPoliticsStart = 19,\n')
open('dice.hpp','w').write(d)
h=open('/work/wt/model/tests/reference/reference.hpp').read()
h=h.replace('  int stage;\n','  int stage;\n  double is_area = 0, signatory_area = 0, besieged = 0;\n')
h=h.replace('  double pacts_started = 0','''  bool vote_held = false, broken = false, accord_2015_broke = false;
  double lifted = 0, lifted_by_deal = 0, blockades = 0, seeded = 0, mass_killings = 0, sigma = 0, commit = 0;
  std::array<double, 8> dead_by{};  // JNIM, hunters, army, French, Russians, IS, feud, rebels
  std::array<double, 2> dead_mass{};
  std::array<std::array<double, 64>, 10> attacks_at{};
  std::array<double, 64> dead_at{}, g0{}, g1{}, j0{}, j1{}, pressed{};
  std::array<bool, 64> cell0{}, cell1{}, reached{};
  double pacts_started = 0''').replace('#include <vector>','#include <array>\n#include <map>\n#include <string>\n#include <vector>').replace('Run run(','std::map<std::string, double*> knobs();\nRun run(')
open('second.hpp','w').write(h)
s=s.replace('kCriticalMassAttack','kMassAttack').replace('kCapacityBase','kCapBase')
s=s.replace('mass(x.I0, kMassAttack)','mass(x.I0, kMassIs)').replace('mass(x.I, kMassAttack)','mass(x.I, kMassIs)')
s=s.replace('mass(x.J, kCriticalMassControl);\n      x.act_I = mass(x.I, kCriticalMassControl);','mass(x.J, kCriticalMassControl + kMassArea * x.area);\n      x.act_I = mass(x.I, kCriticalMassControl + kMassArea * x.area);')
s=s.replace("out.weeks.back().besieged = besieged;","out.weeks.back().besieged = besieged;\n    for (const Place& x : at) if (x.w_french >= .1) out.weeks.back().attacks_pressed += x.N;\n    out.weeks.back().katiba = katiba;\n    for (const Place& x : at) out.weeks.back().is_fighters += x.I;")
open('second_monolith.cpp','w').write(s)
h=open('second.hpp').read()
h=h.replace('besieged = 0;\n','besieged = 0, attacks_pressed = 0, katiba = 0, is_fighters = 0;\n',1)
open('second.hpp','w').write(h)
s=s.replace('kExcitationOwn','kOwn')
s=s.replace('x.K_I = 4 * c * (x.i + x.n() / 2);','x.K_I = 4 * (c + x.c) * (x.i + x.n() / 2);')
open('second_monolith.cpp','w').write(s)
s=s.replace('x.cell = x.J_weight >= kCellWeight;','')
s=s.replace('x.A = x.A0;\n','x.A = x.A0;\n      x.cell = dice_.draw(0, kPoliticsStart, int(i))[2] < (x.J_weight - .05) / .1;\n',1)
s=s.replace('const double act = x.cell ? mass(x.J0, kMassAttack) : 0;','x.cell = x.J_weight >= kCellWeight;\n      const double act = x.cell ? mass(x.J0, kMassAttack) : 0;')
s=s.replace('x.is_raids = v0','x.is_raids = kIsRaids * v0')
open('second_monolith.cpp','w').write(s)
s=s.replace('sat(x.nu, kRetakeOps) * fr * (1 - z);','sat(x.nu, kRetakeOps) * fr * (1 - z) * (x.cell || x.I > 5);')
open('second_monolith.cpp','w').write(s)
s=s.replace('kCapBase * (x.I0 + .1 * x.J0)','kCapIs * (x.I0 + .1 * x.J0)')
open('second_monolith.cpp','w').write(s)
s=s.replace('kExitOrderRate','kExitRate').replace('kVetoHazard','kVeto').replace('kStubbornJnim','kStubbornJ').replace('rec = vary(p.war_recruitment, 2);','rec = rec_scale * vary(p.war_recruitment, 2);')
i=s.index('    const auto is = [&](OutcomeId id)'); j=s.index('    out.katiba = katiba;',i)
s=s[:i]+'''    // 0 collapse, 1 accord, 2 truce, 3 broken peace, 4 patchwork, 5 advance, 6 creeping, 7 recovery, 8 frozen
    const double people = g_pop - g_pop0, gained = j_T + i_T - j_T0 - i_T0, ground = g_T - g_T0;
    out.people = people; out.gained = gained; out.ground = ground;
    if (collapsed && stage < 5) out.outcome = 0;
    else if (stage == 5 && accord_age >= c.accord_weeks) out.outcome = 1;
    else if (stage >= 4) out.outcome = 2;
    else if (out.broken) out.outcome = 3;
    else if (covered / std::min(double(scenario_.weeks), kWeeksPerYear) >= c.patchwork_share) out.outcome = 4;
    else if (people <= -advance_people && gained >= advance_area) out.outcome = 5;
    else if (people <= -creep || gained >= 2 * creep) out.outcome = 6;
    else if (people >= recover && ground >= recover) out.outcome = 7;
    else out.outcome = 8;
'''+s[j:]
s=s.replace('      g_T0 = g_T;','      g_T0 = g_T;\n      i_T0 = i_T;').replace('double i_T = 0,','double i_T0 = 0, i_T = 0,')
open('second_monolith.cpp','w').write(s)
h=open('second.hpp').read()
h=h.replace('  double lifted = 0,','  double people = 0, gained = 0, ground = 0;\n  double lifted = 0,')
open('second.hpp','w').write(h)
e=open('explore.cpp').read()
a=e.index(' const char*cn[]'); b=e.index('auto sh=[&]')
e=e[:a]+''' const char*cn[]={"collapse","accord","truce","broken","patch","advance","creeping","recovery","frozen"};int c[9]={};for(auto&r:b)c[r.outcome]++;std::printf("baseline classes:");for(int k=0;k<9;k++)std::printf(" %s %.2f",cn[k],double(c[k])/R);std::puts("");show("  change of state people",col(b,[](auto&r){return r.people;}));show("  change of jihadist area",col(b,[](auto&r){return r.gained;}));show("  change of state area",col(b,[](auto&r){return r.ground;}));
 '''+e[b:]
open('explore.cpp','w').write(e)
s=s.replace('kRetakeFactor','kRetake')
open('second_monolith.cpp','w').write(s)
s=s.replace('kTrustFloor','kTrust0')
s=s.replace('''             kCardPull * p.junta_last_card * phi * !card_spent) / kNoise);''','''0) / kNoise);
    haste = 1 + phi * (kCardHaste * p.junta_last_card * !card_spent + kWindowHaste * p.junta_drawdown_window * v);''')
s=s.replace('kWindow2 * p.junta_drawdown_window * phi * v +','')
s=s.replace('const double T = p.talks_tempo * l.national_effort *','const double T = kRates * haste * p.talks_tempo * l.national_effort *')
s=s.replace('double i_T0 = 0,','double haste = 1, i_T0 = 0,')
open('second_monolith.cpp','w').write(s)
def sub(a,b):
    global s
    if s.count(a)!=1: print("SUB",s.count(a),a)
    s=s.replace(a,b)
sub('come = spread(&Place::J), come_I = spread(&Place::I);','come = spread(&Place::J);')
sub('      at[i].I += kRedeploy * (come_I[i] - at[i].I);\n','')
sub('for (std::size_t i = 0; i < at.size(); ++i) cell_week(at[i], draw(kCells, int(i))[0], draw(kCells, int(i))[1]);','for (std::size_t i = 0; i < at.size(); ++i) cell_week(at[i], draw(kEvents, int(i))[2], draw(kEvents, int(i))[3]);')
sub('''return kMassRate * x.nu * (army_harm * x.A + p.war_russian_harm * x.Wi) / (x.forces + 1);''','''return kMassRate * x.nu * (army_harm * x.A + p.war_russian_harm * x.Wi) / x.forces;''')
s=s.replace('sat(x.forces, kOperationsHalf) * clip(x.j + x.n()) *','sat(x.forces, kOperationsHalf) * clip(x.j + x.i + x.n()) *')
s=s.replace('(x.cell || x.I > 5)','(x.cell || x.I > 0)')
s=s.replace('kCapIs * (x.I0 + .1 * x.J0)','kCapIs * (x.I0 + kCapDefect * x.J0)')
open('second_monolith.cpp','w').write(s)
