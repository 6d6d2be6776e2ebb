// Read beside sim/MODEL.md, section 7: the same order, the same letters.

#include "second.hpp"

#include <algorithm>
#include <stdexcept>

#include "sim/tables/tables.hpp"
#include "dice.hpp"
#include <map>
#include <cstring>

namespace palabre::reference {

using namespace constants;

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

namespace {

// --- notation (7)
// ---------------------------------------------------------------------------------

double clip(double x) { return std::clamp(x, 0.0, 1.0); }
double H(double h) { return h <= 0 ? 0 : h / (1 + h); }
double S(double z) { return (1 + z / (1 + std::fabs(z))) / 2; }
double sat(double x, double k) { return x <= 0 ? 0 : x / (x + k); }
double mass(double x, double k) { return x * x / (x * x + k * k); }
void ema(double& a, double x, double m) { a += (x - a) / m; }

constexpr int kNever = 1 << 20;
using Issue6 = std::array<double, kIssueCount>;

struct Side {
  Issue6 ideal, weight;
};

/// A cercle: what never changes (first block), then its state.
struct Place {
  double area, P, D, D_weight, J0, I0, A0, base, w_french, w_un, w_russian, w_hub, coastal, pressed;
  double j_file, g_file, i_part, J_weight, P_blocked;
  int zone;
  std::vector<int> near;
  double g, j, i = 0, c = 0, A, J, I, E, harm = 0, s, R, Q, relief = 0, obedience;
  bool cell = false, blocked = false;
  int open = 0;
  bool pact = false, approved = false, armed = false, left = false, broke = false;
  double rules = 0;
  int age = 0, pause = 0, convoy = 0;
  // of the week
  double K, K_I, lambda, nu, raids, clashes, is_raids, feud, rebel, Fi, Wi, forces, N, O = 0, near_J, s_A, act, act_I, near_cells;
  double n() const { return 1 - g - j - i - c; }
};

class Replicate {
 public:
  Replicate(const Scenario& s, const World& w, std::uint64_t seed, std::uint32_t replicate)
      : scenario_(s), p(s.params), l(s.levers), dice_(seed, replicate) {
    if (s.switches.bargaining != 0 || s.switches.calibration != 0)
      throw std::invalid_argument("the reference program knows the Nash solution alone");
    set_calendar();
    set_sides();
    set_places(w);
    settle();
    start();
  }

  Run play() {
    for (t = 0; t < scenario_.weeks; ++t) {
      calendar();
      sense();
      france();
      support();
      bargain();
      willingness();
      national_stage();
      exchanges();
      local_pacts(scenario_.pacts);
      allocate_army();
      events();
      control();
      people();
      rally();
      record();
    }
    conclude();
    return std::move(out);
  }

 private:
  Draw draw(Stream stream, int entity = 0, std::uint32_t number = 0) const {
    return dice_.draw(t, stream, entity, number);
  }

  // --- 5: initialisation
  // --------------------------------------------------------------------------

  int week_of(Date date) const {
    if (date.is_never()) return kNever;
    const int days = int((date.days() - scenario_.start).count());
    return days < 0 ? (days - 6) / 7 : days / 7;
  }

  void set_calendar() {
    t_F = week_of(l.french_withdrawal);
    t_U = week_of(l.minusma_exit);
    if (l.full_precondition_offer) {
      t_F = std::min(t_F, int(kOfferWeek));
      t_U = std::min(t_U, int(kOfferWeek));
    }
    if (t_F == kNever) t_F = -1;
  }

  Side side(double Issue::*ideal, double Issue::*weight) const {
    Side s;
    double given = 0, rest = 0;
    for (std::size_t k = 0; k < kIssueCount; ++k) {
      const Issue& issue = scenario_.issues[k];
      s.ideal[k] = std::isnan(issue.*ideal) ? p.partners_junta_exit_wish : issue.*ideal;
      const bool free = std::isnan(issue.*weight);
      s.weight[k] = free ? p.jihadists_social_rules : issue.*weight;
      (free ? given : rest) += s.weight[k];
    }
    for (std::size_t k = 0; k < kIssueCount; ++k)
      if (!std::isnan(scenario_.issues[k].*weight)) s.weight[k] *= (1 - given) / rest;
    return s;
  }

  void set_sides() {
    G = side(&Issue::junta, &Issue::weight_junta);
    ghaly = side(&Issue::ag_ghaly, &Issue::weight_ag_ghaly);
    koufa = side(&Issue::koufa, &Issue::weight_koufa);
    aqim = side(&Issue::aqim, &Issue::weight_aqim);
    jnim = side(&Issue::ag_ghaly, &Issue::weight_jnim);
    for (std::size_t k = 0; k < kIssueCount; ++k)
      jnim.ideal[k] = kAgGhalyShare * ghaly.ideal[k] + (1 - kAgGhalyShare) * koufa.ideal[k];
  }

  /// Shares moved in odds by one factor, so that their mean by area is the one asked for.
  void fit(const World& w, double target, double Cercle::*from, double Place::*to) {
    double low = 1e-4, high = 1e4;
    for (int round = 0; round < 60; ++round) {
      const double factor = std::sqrt(low * high);
      double mean = 0;
      for (std::size_t i = 0; i < at.size(); ++i) {
        const double share = w.cercles[i].*from, odds = share / (1 - share) * factor;
        at[i].*to = odds / (1 + odds);
        mean += at[i].area * at[i].*to;
      }
      (mean / area < target ? low : high) = factor;
    }
  }

  void set_places(const World& w) {
    const auto total = [&](double Cercle::*weight) {
      double sum = 0;
      for (const Cercle& c : w.cercles) sum += c.*weight;
      return sum;
    };
    const double coast = [&] {
      double sum = 0;
      for (const Cercle& c : w.cercles) sum += c.coastal_border ? c.area_km2 : 0;
      return sum;
    }();
    at.resize(w.cercles.size());
    for (std::size_t i = 0; i < at.size(); ++i) {
      const Cercle& c = w.cercles[i];
      Place& x = at[i];
      x.area = c.area_km2;
      x.P = c.population_2009 * kPopulationGrowth;
      x.D_weight = c.hunters_weight / total(&Cercle::hunters_weight);
      x.D = kHuntersTotal * x.D_weight;
      x.J_weight = c.katiba_weight;
      x.i_part = c.of_which_is_sahel / c.jihadist;  // of the jihadists' ground
      x.J0 = kKatibaTotal * c.katiba_weight * (1 - x.i_part);
      x.I0 = is_fighters * c.katiba_weight * x.i_part;
      x.g_file = c.state;
      x.j_file = c.jihadist;
      x.c = c.signatory;
      x.base = c.garrison_weight / total(&Cercle::garrison_weight);
      x.w_french = c.french_weight / total(&Cercle::french_weight);
      x.w_un = c.minusma_weight / total(&Cercle::minusma_weight);
      x.w_russian = c.russian_weight / total(&Cercle::russian_weight);
      x.w_hub = c.niger_hub_weight / total(&Cercle::niger_hub_weight);
      x.pressed = sat(kFrenchMobility * kFrenchTroops * x.w_french, kPinHalf);
      x.coastal = c.coastal_border ? c.area_km2 / coast : 0;
      x.zone = int(c.zone);
      x.near = w.neighbours[i];
      area += x.area;
      people_all += x.P;
      if (x.zone > 0) affected += x.P;
      if (c.capital) capital = int(i);
      names.push_back(c.name);
    }
    fit(w, p.territory_state_share, &Cercle::state, &Place::g);
    fit(w, p.territory_jihadist_share, &Cercle::jihadist, &Place::j);
    double J_sum = 0, I_sum = 0;
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
      
    }
    for (Place& x : at) x.base = x.A0 / A_start;
  }

  /// Violence, sieges and flight where the start's own rates settle.
  void settle() {
    for (Place& x : at) {
      const double half = x.j + x.n() / 2, A0 = x.A0;
      x.cell = x.J_weight >= kCellWeight;
      const double act = x.cell ? mass(x.J0, kMassAttack) : 0;
      const double free = 1 - kPin * sat(kFrenchMobility * kCooperationStart * kFrenchTroops * x.w_french, kPinHalf);
      const double r = p.war_attack_rate *
                       (free * (act * 4 * (x.g + x.n() / 2) * half + x.cell * kCellRaids +
                                mass(x.I0, kMassIs) * 4 * (x.g + x.n() / 2) * (x.i + x.n() / 2)) +
                        act * sat(x.D, kClashHuntersHalf) * std::min(1.0, 2 * half) +
                        kFeudRate * is_rivalry * sat(x.J0, kFeudHalf) * sat(x.I0, kFeudHalf)) /
                       (1 - p.war_self_excitation);
      x.E = r / (1 - kExcitationMemory);
      const double s_A = A0 / (A0 + p.territory_guerrilla_leverage * x.J0 + 1);
      const double a = kSiegeRate * mass(x.J0, kCriticalMassControl) * x.j * (1 - s_A);
      const double b = kSiegeFades + kSiegeArmy * s_A;
      x.s = H(a) / (H(a) + H(b));
      const double starts = H(kBlockRate * mass(x.J0, kCriticalMassControl) * x.j * sat(x.D, kPactHuntersHalf));
      x.P_blocked = starts / (starts + H(kBlockEnds + kBlockArmy * s_A));
      const double U_i = x.w_un * kMinusmaTroops;
      const double flee = kFleePerAttack * r *
                          (1 - kMinusmaProtects * sat(U_i, kMinusmaProtectHalf)) *
                          (1 + kFleeSiege * x.s) / (1 - kNeverFlee);
      const double back = kReturnRate * (1 - x.s) / (1 + kFearAttacks * r);
      x.Q = (1 - kNeverFlee) * x.P * flee / (flee + back);
    }
    const auto scaled = [](const Place& x, double factor) {
      return std::min(factor * x.Q, kDisplacedMost * (1 - kNeverFlee) * x.P);
    };
    double low = 0, high = 64;
    for (int round = 0; round < 60; ++round) {
      const double factor = (low + high) / 2;
      double sum = 0;
      for (const Place& x : at) sum += scaled(x, factor);
      (sum < kDisplacedNation * people_all ? low : high) = factor;
    }
    for (Place& x : at) {
      x.Q = scaled(x, high);
      x.R = x.P - x.Q;
    }
  }

  double vary(double base, int entity) const {
    const Draw u = dice_.draw(0, kIgnorance, entity);
    return base * (1 + p.ignorance_width * (u[0] + u[1] - 1));
  }

  void start() {
    kc = vary(p.territory_contest_speed, 0);
    eJ = vary(p.territory_guerrilla_leverage, 1);
    rec = rec_scale * vary(p.war_recruitment, 2);
    ops = vary(p.war_operation_tempo, 3);
    v0 = vary(p.war_attack_rate, 4);
    eF = vary(p.partners_french_value, 5);
    eW = vary(p.partners_russian_value, 6);
    dlt = vary(p.territory_reach, 7);
    e_A = vary(1, 21);
    const Draw b = dice_.draw(0, kIgnorance, 20);
    b_G = kBias * p.ignorance_width * (b[0] + b[1] - 1);
    b_J = kBias * p.ignorance_width * (b[2] + b[3] - 1);
    for (std::size_t i = 0; i < at.size(); ++i) {
      Place& x = at[i];
      const Draw u = dice_.draw(0, kTemper, int(i));
      const double spread = std::min(p.jihadists_obedience, 1 - p.jihadists_obedience);
      x.obedience = std::clamp(
          p.jihadists_obedience + kObedienceSpread * ((u[0] + u[1] + u[2]) / 3 - .5) * spread,
          kObedienceMin, 1.0);
      x.J = x.J0 * (kKatibaDrawMin + kKatibaDrawSpan * u[3]);
      x.I = x.I0 * (kKatibaDrawMin + kKatibaDrawSpan * dice_.draw(0, kPoliticsStart, int(i))[0]);
      x.A = x.A0;
      x.cell = dice_.draw(0, kPoliticsStart, int(i))[2] < (x.J_weight - .05) / .1;
      x.blocked = dice_.draw(0, kPoliticsStart, int(i))[1] < x.P_blocked;
    }
    A_tot = A_start;
    trust = p.talks_initial_trust;
    tau_j = p.territory_jihadist_trend / kWeeksPerYear;
    tau_g = -kStateTrendStart * tau_j;
  }

  // --- 7.1 to 7.4: presence, sensing, France, support
  // -----------------------------------------------

  bool exit_begun() const { return t_F >= 0 && t >= t_F; }
  double after_exit() const { return t - t_F - l.french_drawdown; }  // weeks since the last left

  void calendar() {
    const int day =
        int((scenario_.start -
             std::chrono::sys_days{std::chrono::year_month_day{scenario_.start}.year() / 1 / 1})
                .count());
    const int month = (4 * (day + 7 * t)) % 1461 * 12 / 1461;
    constexpr double v_m[] = {0, .2, .6, .8, .8, 1, 0, -1, -1, -.8, -.4, -.2};
    constexpr double p_m[] = {-.6, -.6, -.6, -.4, 0, .6, 1, 1, .6, 0, -.4, -.6};
    s_V = 1 + p.war_season * v_m[month];
    s_P = 1 + p.war_season * p_m[month];
    F = exit_begun() ? kFrenchTroops * clip(1 - (t - t_F) / l.french_drawdown) : kFrenchTroops;
    U = kMinusmaTroops * clip(1 - std::max(t - t_U, 0) / kMinusmaDrawdown);
    W = p.partners_russian_troops *
        clip((double(t) - week_of(l.russian_arrival) + 1) / kRussianRamp);
    const double hub = t < week_of(l.niger_hub_end) ? l.niger_hub : 0;
    F_H = kHubValue * hub * (kFrenchTroops - F);
    f = F / kFrenchTroops;
    u_n = U / kMinusmaTroops;
    X = clip((1 - p.partners_minusma_weight) * (f + l.niger_hub_counts * hub * (1 - f)) +
             p.partners_minusma_weight * u_n +
             (p.partners_russian_weight + alignment * kAlignTurn * (1 - f)) * W / kRussianNorm *
                 (1 - alignment * f));
    vacuum += f_last - f - vacuum / kVacuumWeeks;
    f_last = f;
    const Draw u = draw(kPolitics);
    if (t >= week_of(l.sanctions_start) && sanctions_weeks > 0 && u[0] < H(1 / sanctions_weeks)) lifted_ = true;
    sanctions = (t >= week_of(l.sanctions_start) && t < week_of(l.sanctions_end) && !lifted_) || forced > 0;
    if (u[1] < H(accord_2015_risk * (1 + kAccordNoUn * (1 - u_n)))) accord_2015 = false;
    forced = std::max(forced - 1, 0.0);
  }

  void sense() {
    g_T = j_T = g_pop = j_pop = displaced = sieges = i_T = c_T = besieged = 0;
    for (const Place& x : at) {
      g_T += x.area * x.g / area;
      j_T += x.area * x.j / area;
      i_T += x.area * x.i / area;
      c_T += x.area * x.c / area;
      besieged += kBlockPeople * x.P * x.blocked;
      g_pop += x.P * x.g / people_all;
      j_pop += x.P * (x.j + x.i) / people_all;
      displaced += x.Q;
      sieges += x.D_weight * x.s;
    }
    if (t == 0) {
      g_T0 = g_T;
      i_T0 = i_T;
      j_T0 = j_before = j_T;
      g_pop0 = g_before = g_pop;
    }
    ema(tau_j, j_T - j_before, kTrendWeeks);
    ema(tau_g, g_pop - g_before, kTrendWeeks);
    j_before = j_T;
    g_before = g_pop;
    v = sat(attacks_mean, kViolenceHalf);
    const Draw u = draw(kFortune);
    z = std::clamp(kFortuneMemory * z + kFortunePush * (u[0] + u[1] + u[2] - 1.5), -kFortuneMax,
                   kFortuneMax);
    o = kTempoMemory * o + kTempoPush * (u[3] - .5);
    const Draw y_ = draw(kYears);
    year = std::clamp(kYearMemory * year + kYearPush * (y_[0] + y_[1] + y_[2] - 1.5), -1.5, 1.5);
    luck_of_years = (12 + 6 * year + year * year) / (12 - 6 * year + year * year);  // e^year
  }

  void france() {
    const double visible[] = {
        0, 0, kVisibleGoodOffices, kVisibleTalks, kVisibleTruce, kVisibleAccord};
    V = is_public ? visible[stage] : 0;
    const double rho_V = p.partners_red_line * V;
    C += kCooperationSpeed * (clip(1 - rho_V - kRussianIrritation * W / (W + kRussianNorm)) - C);
    if (!exit_begun() && rho_V > kExitOrderFloor && draw(kFrance)[0] < H(kExitRate * rho_V))
      t_F = t + 1;
  }

  void support() {
    ema(y, 1 - (sanctions ? p.junta_sanctions_bite : 0), kEconomyLag);
    hurt_G = clip(kHurtViolence * v + kHurtEconomy * (1 - y) +
                  kHurtSupport * clip(kSupportWanted - ell));
    hurt_J = clip(loss_mean / kHurtLossRate);
    const double wanted =
        clip(kSupportBase + p.junta_sovereignty_rally * sov - kSupportViolence * v -
             kSupportEconomy * (1 - y) + p.junta_relief_weight * relief -
             p.junta_concession_backlash * (conc + kRulesAsConcession * rho) +
             p.junta_last_card * card - kOutrage * outrage - kBlockSupport * besieged / affected - (postponed ? kSupportPostponed : 0));
    ema(ell, wanted, kSupportLag);
    sov *= kSovereigntyMemory;
    card *= kCardMemory;
    const Draw u = draw(kCoupElection);
    if (u[0] < H(kCoupRate * (1 + kCoupUnpopular * clip(kCoupSupport - ell) / kCoupSupport))) {
      ell = kSupportAfterCoup;
      forced = std::max(forced, kCoupSanctions);
      if (stage >= 2) {
        stage = 1;
        pause = int(kPauseAfterTalks);
        is_public = false;
        conc = 0;
      }
    }
    if (t != week_of(l.election)) return;
    postponed = u[1] >= clip(kVoteBase - kVoteViolence * v - kVoteStretch * vote_stretch);
    out.vote_held = !postponed;
    if (postponed)
      forced = std::max(forced, kPostponedSanctions);
    else
      ell = clip(ell + kElectionBonus);
  }

  void rally() {
    if (t > 0) sov = clip(sov + std::max(0.0, f_before - f));
    f_before = f;
  }

  // --- 7.5, 7.6: the bargain, and who wants it
  // ------------------------------------------------------

  static double utility(const Side& s, const Issue6& x) {
    double u = 1;
    for (std::size_t k = 0; k < kIssueCount; ++k)
      u -= s.weight[k] * (x[k] - s.ideal[k]) * (x[k] - s.ideal[k]);
    return u;
  }

  Issue6 frontier(double m) const {
    Issue6 x;
    for (std::size_t k = 0; k < kIssueCount; ++k)
      x[k] = (m * G.weight[k] * G.ideal[k] + (1 - m) * jnim.weight[k] * jnim.ideal[k]) /
             (m * G.weight[k] + (1 - m) * jnim.weight[k]);
    x[0] = std::max(x[0], 1 - X);
    return x;
  }

  void bargain() {
    const double n_T = 1 - g_T - j_T - i_T - c_T;
    const double g_E = clip(g_pop / 2 + (g_T + n_T / 2) / 2 + p.talks_horizon * tau_g);
    const double j_E = clip(j_T + n_T / 2 + p.talks_horizon * tau_j);
    d_G = clip(kWarJuntaBase + kWarJuntaControl * g_E + kWarJuntaBelief * p.junta_belief_in_arms -
               kWarJuntaHurt * hurt_G + b_G);
    d_J = clip(kWarJnimBase + kWarJnimControl * j_E - kWarJnimHurt * hurt_J + b_J);
    const double r_G = (1 + kPatienceEconomy * (1 - y) + clip(kSupportWanted - ell)) / 2;
    const double r_J = (1 + kPatienceHurt * hurt_J) / (2 * p.jihadists_patience);
    const double S_G = 1 - strength_weight + 2 * strength_weight * g_E;
    const double S_J = 1 - strength_weight + 2 * strength_weight * j_E;
    const double alpha = r_J * S_G / (r_G * S_J + r_J * S_G);
    strong = clip((j_E - kStrongFrom) / kStrongSpan);
    double low = kWeightMin, high = 1 - kWeightMin;
    for (int round = 0; round < 60; ++round) {
      const double m = (low + high) / 2;
      const Issue6 x = frontier(m);
      const double gain_G = utility(G, x) - d_G, gain_J = utility(jnim, x) - d_J;
      const double balance = gain_J < 0   ? gain_J
                             : gain_G < 0 ? -gain_G
                                          : alpha * (1 - m) * gain_J - (1 - alpha) * m * gain_G;
      (balance > 0 ? low : high) = m;
    }
    offer = frontier((low + high) / 2);
    u_G = utility(G, offer);
    u_J = utility(jnim, offer);
    double given = 0, weights = 0;
    for (std::size_t k = 1; k < kIssueCount; ++k) {
      given += G.weight[k] * offer[k];
      weights += G.weight[k];
    }
    terms = given / weights;
  }

  double announced() const {
    return l.talks_channel == 1 ? 0 : l.talks_channel == 2 ? 1 : p.talks_announcement;
  }

  void willingness() {
    gamma =
        clip(p.talks_guarantee + kGuaranteeMinusma * u_n + kGuaranteeMediator * p.talks_mediator);
    const double q =
        kBeliefBase +
        (1 - kBeliefBase) * clip(kBeliefTrust * trust +
                                 (1 - kBeliefTrust) * (p.talks_guarantee + kBeliefMinusma * u_n +
                                                       kBeliefMediator * p.talks_mediator));
    const double s_G = q * (u_G - d_G) - (1 - q) * kLossIfCheated;
    const double s_J = q * (u_J - d_J) - (1 - q) * kLossIfCheated;
    const double leaked = std::min(1.0, kLeakYear * p.talks_leak_rate) * (1 - p.talks_deniability);
    const double e = is_public ? 1 : std::max(announced(), leaked);
    const double c_F = kFrenchCost * p.partners_french_dependence * p.partners_red_line * f * C * e;
    const double phi = exit_begun() ? clip(1 - after_exit() / kWindowFade) : 0;
    double opp = clip(1 - p.partners_red_line * f);
    if (exit_begun()) opp = std::max(opp, kOpportunityAfterExit);
    W_G = S((s_G - c_F - kStubbornJunta + 
0) / kNoise);
    haste = 1 + phi * (kCardHaste * p.junta_last_card * !card_spent + kWindowHaste * p.junta_drawdown_window * v);
    W_J = S((s_J - kStubbornJ + kAppetite * (p.talks_opportunity * opp - (1 - p.talks_opportunity) * strong)) / kNoise);
    ripe = std::sqrt(hurt_G * hurt_J) *
           (1 - kRipenessMomentum * clip(kWeeksPerYear * std::fabs(tau_j) / kMomentumYear));
    const double p_A = S((utility(ghaly, offer) - d_J) / kNoise + kApprovalBonus);
    const double p_K = S((utility(koufa, offer) - d_J) / kNoise + kApprovalBonus);
    const double p_Q = S((utility(aqim, offer) - kAqimDemand) / kNoise);
    approval = p_A * p_K * (1 - p.jihadists_parent_veto + p.jihadists_parent_veto * p_Q);
    gate = clip(1 - p.jihadists_precondition * X);
    if (exit_begun()) gate += kAlignGate * alignment * f * (1 - gate);  // all three want them out
    gate_hard = clip(1 - p.jihadists_precondition * X / kGateHard);
    const double regroup = stage >= 4 ? std::max(0.0, katiba / katiba_signed - 1) : 0;
    sigma = clip((p.talks_horizon * std::max(0.0, tau_j) + kExitShift * phi + kRegroup * regroup) / kShiftScale);
    commitment = clip(kCommitmentBase +
                      (1 - kCommitmentBase) * (1 - clip(sigma - kCommitGuar * gamma)));
    onset = kOnsetFloor + (1 - p.talks_opportunity) * sat(ripe, kOnsetRipenessHalf) +
            p.talks_opportunity * opp;
    spoilers = clip(p.jihadists_spoilers +
                    (stage >= 3 ? kSpoilersAqim * p.jihadists_parent_veto * (1 - p_Q) : 0));
    violations = sat(attacks_mean, kViolationsHalf);
  }

  // --- 7.7, 7.8: stages, exchanges
  // --------------------------------------------------------------------

  struct Hazards {
    double up, down;
  };
  Hazards hazards() const {
    const double T = kRates * haste * p.talks_tempo * l.national_effort *
                     (kMediatorFloor + (1 - kMediatorFloor) * p.talks_mediator);
    const double k = kTrust0 + (1 - kTrust0) * trust, both = W_G * W_J;
    const double spoiled = 1 + kSpoilersBreak * spoilers, shifted = 1 + kShiftBreak * sigma;
    const double dis = 1 + kDisobedienceBreaks * (1 - p.jihadists_obedience);
    const double held = 1 + kGuaranteeHolds * gamma;
    const double veto =
        kVeto * V * p.partners_red_line * p.partners_french_dependence * C * f;
    switch (stage) {
      case 0:
        return {kContactRate * (kContactFloor + (1 - kContactFloor) * hurt_G), 0};
      case 1:
        return {t >= week_of(l.talks_open) && pause == 0 ? kOfficesRate * T * W_G * k : 0,
                kContactFades};
      case 2:
        return {kTalksRate * T * W_J * gate * approval * k * onset,
                kOfficesFade + veto + kUnpopularBreak * V * clip(kSupportWanted - ell) +
                    kUnwillingBreakOffices * (1 - W_G)};
      case 3:
        return {kTruceRate * T * both * (kTruceRipenessFloor + (1 - kTruceRipenessFloor) * ripe) *
                    (kTruceGateFloor + (1 - kTruceGateFloor) * gate) * approval *
                    (1 - kCommitTruce + kCommitTruce * commitment),
                kTalksBreak * spoiled * (1 + kViolationsBreakTalks * violations) / (1 + gamma) +
                    veto + kUnwillingBreakTalks * (1 - both)};
      case 4:
        return {kAccordRate * T * both * gate_hard * approval * commitment,
                p.talks_truce_break_rate * spoiled * (1 + kViolationsBreakTruce * violations) *
                    shifted * dis / held};
      default:
        return {0, p.talks_accord_break_rate * spoiled * shifted * dis / held};
    }
  }

  void step_up(double u_public) {
    ++stage;
    const auto first = [&](int& week) { week = week < 0 ? t : week; };
    if (stage == 2) {
      is_public = u_public < announced();
      first(out.good_offices_week);
    }
    if (stage == 3) first(out.talks_week);
    if (stage == 4) {
      first(out.truce_week);
      katiba_signed = std::max(katiba, 1.0);
      defect(defection / 2);
      is_public = true;
      conc = kTruceConcedes * terms;
      if (exit_begun() && after_exit() <= kCardYear && !card_spent) {
        card_spent = true;
        card = 1;
        out.card_week = t;
      }
    }
    if (stage == 5) {
      first(out.accord_week);
      defect(defection / 2);
      conc = out.terms_at_accord = terms;
      accord_age = 0;
    }
  }

  /// When JNIM signs, part of its fighters goes to the Islamic State or to a band of its own.
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
    if (stage >= 4) out.broken = true;
    if (stage >= 2) {
      const bool agreement = stage >= 4;
      pause = int(agreement ? kPauseAfterTruce : kPauseAfterTalks);
      trust = clip(trust - (agreement ? kTrustLostTruce : kTrustLostTalks));
      is_public = false;
      if (agreement) {
        agreement_broke = true;
        for (Place& x : at)
          if (x.J > kActiveKatiba) x.E += 1;
      }
    }
    conc = 0;
    stage = stage == 1 ? 0 : 1;
  }

  void leaks(double u) {
    if (stage < 2 || stage > 3 || is_public) return;
    if (u >= p.talks_leak_rate * (stage == 3 ? kLeakInTalks : 1)) return;
    ++out.leaks;
    const Draw d = draw(kLeak);
    if (d[0] >= p.talks_deniability) {
      is_public = true;
      return;
    }
    trust = clip(trust - kTrustLostDenial);
    C = clip(C - kCooperationLostDenial * p.partners_red_line);
    if (stage == 2 && d[1] < kDenialSuspends) {
      stage = 1;
      pause = int(kPauseAfterDenial);
    }
  }

  void national_stage() {
    const Hazards h = hazards();
    pause = std::max(pause - 1, 0);
    const Draw u = draw(kStage);
    if (u[0] < H(h.up + h.down)) {
      if (u[1] * (h.up + h.down) < h.up)
        step_up(u[2]);
      else if (stage >= 1)
        step_down();
    }
    leaks(u[3]);
  }

  void exchanges() {
    const double rate =
        stage >= 1 ? kExchangeRate * (.5 + trust) * sat(hostages, kExchangeHostagesHalf) : 0;
    if (draw(kExchange)[0] < H(rate)) {
      ++out.exchanges;
      hostages = std::max(0.0, hostages - kExchangeHostages);
      trust = clip(trust + kExchangeTrust);
      for (Place& x : at) x.J *= kExchangeFighters;
    }
    if (t == week_of(l.prisoner_release)) {
      trust = clip(trust + kReleaseTrust * l.prisoners_released / kReleaseNorm);
      for (Place& x : at) x.J *= 1 + kReleaseReturn * l.prisoners_released / kKatibaTotal;
    }
    hostages = std::min(kHostagesMax, hostages + kHostageRefill * v);
    trust += kTrustDrift * (kTrustRest * p.talks_initial_trust - trust);
  }

  // --- 7.9: local pacts
  // -------------------------------------------------------------------------------

  double break_hazard(const Place& x) const {
    return p.pacts_break_rate * s_P * (x.approved ? 1 : p.pacts_unapproved_factor) *
           (1 + x.O / (1 + x.O)) * (1 + kSpoilersPact * spoilers) *
           (kRulesBreakMax - kRulesBreakSlope * x.rules) *
           (x.armed ? kArmedBreak : kDisarmedBreak) * (x.left ? kArmyLeftBreak : 1) *
           (stage >= 4 ? kAgreementCalmsPact : 1) / (1 + kGuaranteePact * p.talks_guarantee);
  }

  double attempt_hazard(const Place& x) const {
    return p.pacts_attempt_rate * l.local_effort *
           (kMediatorFloor + (1 - kMediatorFloor) * p.talks_mediator) *
           clip(kNeedSiege * x.s + (1 - kNeedSiege) * sat(x.E, kNeedViolenceHalf)) *
           mass(x.J, kCriticalMassPact) * sat(x.D, kPactHuntersHalf) * (x.broke ? kRevival : 1) *
           (stage >= 4 ? kAgreementHelpsPact : 1) * (stage == 0 ? kNoContactHindersPact : 1);
  }

  void sign(int i, bool approved, const PlacedPact* placed) {
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

  void blockade_week(Place& x, double u) {
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
    blockade_week(x, u[3]);
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

  void local_pacts(const std::vector<PlacedPact>& placed) {
    double approved = 0;
    pacts = rho = 0;
    for (int i = 0; i < int(at.size()); ++i) {
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

  // --- 7.10 to 7.12: army, violence, losses
  // --------------------------------------------------------------

  void allocate_army() {
    double threats = 0, posted = 0;
    std::vector<double> threat(at.size());
    for (std::size_t i = 0; i < at.size(); ++i) {
      Place& x = at[i];
      const double c = x.g + x.n() / 2, d = x.j + x.n() / 2;
      x.K = scenario_.switches.violence == 0 ? 4 * c * d : kHegemonyPeak * c * d * std::fabs(c - d);
      x.K_I = 4 * (c + x.c) * (x.i + x.n() / 2);
      threat[i] = x.P * (kThreatFloor + x.K) * x.g;
      threats += threat[i];
    }
    for (std::size_t i = 0; i < at.size(); ++i) {
      Place& x = at[i];
      const double base = x.base + p.junta_handover * (1 - f) * (x.w_french - x.base);
      const double target = A_tot * (kBaseShare * base + (1 - kBaseShare) * threat[i] / threats) *
                            (x.pact && x.left ? kPostLeft : 1);
      x.A += kPostingSpeed * (target - x.A);
      posted += x.A;
    }
    for (Place& x : at) x.A *= A_tot / posted;
  }

  /// What each cercle gets when all spread x evenly over their neighbours.
  std::vector<double> spread(double Place::*x) const {
    std::vector<double> got(at.size());
    for (const Place& from : at)
      for (const int k : from.near) got[std::size_t(k)] += from.*x / double(from.near.size());
    return got;
  }

  void rates() {
    const std::vector<double> near_E = spread(&Place::E);
    const double luck = s_V * luck_of_years * std::max(kFortuneFloor, 1 + kFortuneAttacks * z + o);
    const double lull = exit_begun() ? kLull * 4 * f * (1 - f) : 0;
    for (std::size_t i = 0; i < at.size(); ++i) {
      Place& x = at[i];
      x.Fi = kFrenchMobility * (C * F * x.w_french + F_H * x.w_hub);  // 4 F*
      x.Wi = kRussianMobility * W * x.w_russian;                      // 2 W
      x.forces = x.A + x.Fi + x.Wi;
      const double act = x.cell * mass(x.J, kMassAttack);
      const double free = 1 - kPin * sat(x.Fi, kPinHalf) +
                          x.pressed * (kVacuum * vacuum * (1 - f) - lull);
      const double busy = x.convoy > 0 ? kConvoyViolence : 1;
      x.clashes = v0 * act * sat(x.D, kClashHuntersHalf) * clip(2 * (x.j + x.n() / 2)) *
                  (1 - (x.pact ? (x.armed ? kClashArmed : kClashDisarmed) : 0));
      x.raids = v0 * v0_scale * free * (act * x.K + kCellRaids * x.cell) * (1 - kPactCalmsAttacks * x.pact);
      x.is_raids = kIsRaids * v0 * v0_scale * free * mass(x.I, kMassIs) * x.K_I;
      x.feud = v0 * v0_scale * kFeudRate * is_rivalry * sat(x.J - 1, kFeudHalf) * sat(x.I, kFeudHalf);
      x.rebel = accord_2015 ? 0 : kSignatoryFights * x.c * sat(x.A, 200);
      x.clashes *= v0_scale;
      const double echo = p.war_self_excitation * (1 - kExcitationMemory) *
                          (kOwn * x.E + (1 - kOwn) * near_E[i]) * (1 - kPactCalmsEcho * x.pact) * (x.cell || x.I > 0);
      x.lambda = std::min(kAttackRateMax, ((x.raids + x.clashes) * luck * busy + echo) *
                                                  (1 - calm * x.obedience) +
                                              (x.is_raids + x.feud + x.rebel) * luck);
      x.nu = ops * (1 + l.army_surge) * sat(x.forces, kOperationsHalf) * clip(x.j + x.i + x.n()) *
             (1 - kPactCalmsOperations * x.pact) * (x.pact && x.left ? kPostLeftOperations : 1) *
             busy * (1 - calm);
    }
  }

  void draw_events() {
    attacks = deaths = 0;
    killed.fill(0);
    for (int i = 0; i < int(at.size()); ++i) {
      Place& x = at[std::size_t(i)];
      const Draw u = draw(kEvents, i);
      x.N = poisson(x.lambda, u[0]);
      x.O = poisson(x.nu, u[1]);
      attacks += x.N;
      for (int k = 0; k < int(x.N); ++k) {
        const Draw d = draw(kAttackDeaths, i, std::uint32_t(k));
        const double who = d[2] * (x.raids + x.clashes + x.is_raids + x.feud + x.rebel + kTiny);
        const double up_to[] = {x.clashes, x.clashes + x.is_raids, x.clashes + x.is_raids + x.feud,
                                x.clashes + x.is_raids + x.feud + x.rebel};
        const std::size_t by = who < up_to[0] ? 1 : who < up_to[1] ? 5 : who < up_to[2] ? 6 : who < up_to[3] ? 7 : 0;
        if (d[0] < kCountedAttacks) {
          const double dead = deaths_of_event(d[1]);
          killed[by] += dead;
          dead_at[std::size_t(i)] += dead;
        }
      }
      const double harm[] = {army_harm, kHarmFrench, p.war_russian_harm};
      for (int k = 0; k < int(x.O); ++k) {
        const Draw d = draw(kOperationDeaths, i, std::uint32_t(k));
        const double place = d[2] * x.forces;
        const std::size_t by = place < x.A ? 0 : place < x.A + x.Fi ? 1 : 2;
        if (d[0] < kCountedOperations * (kCountedHarmless + harm[by]) * (by == 1 ? kFrenchLethality : 1)) {
          const double dead = deaths_of_event(d[1]);
          killed[2 + by] += dead;
          dead_at[std::size_t(i)] += dead;
        }
      }
    }
    mass_killing();
    for (const double dead : killed) deaths += dead;
    A_tot -= kSoldiersPerAttack * attacks;
  }

  /// A massacre by soldiers or contractors, at most one a week.
  void mass_killing() {
    double all = 0;
    const auto risk = [&](const Place& x) {
      return kMassRate * x.nu * (army_harm * x.A + p.war_russian_harm * x.Wi) / x.forces;
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

  void aftermath() {
    losses = katiba = 0;
    for (Place& x : at) {
      const double total = x.forces + 1, present = sat(x.J, kLossHalf);
      const double harm =
          x.O * (army_harm * x.A + p.war_russian_harm * x.Wi + kHarmFrench * x.Fi) / total;
      x.harm = kHarmMem * x.harm + harm;
      x.E = kExcitationMemory * x.E + x.N + harm * (kEchoAnywhere + (1 - kEchoAnywhere) * present);
      const double known = kIntelligenceFloor + (1 - kIntelligenceFloor) * clip(x.g + kIntelligenceFrench * x.Fi / total) * kFear / (kFear + x.harm);
      const double both = x.J + x.I, angered = 1 + kHarmRec * x.harm / (kHarmHalf2 + x.harm);
      const double hit = std::min(kLossMax, kLossPerOperation * x.O * sat(both, kLossHalf) * known / both);
      const double fought = kFeudLoss * x.feud / both;  // each loses as the other is strong
      const double loss = hit * x.J;
      const double J = std::max(0.0, x.J - loss - fought * x.I);
      const double cap = kCapacityFloor + kCellFloor * x.cell + (kCapacityPeople * x.P + kCapBase * x.J0) *
                                              (x.j + kCapacityContested * x.n());
      const double growth = (x.cell ? 1 : 0) * rec * J * (1 - J / cap) * angered;
      x.J = std::max(1.0, J + std::max(-kShrinkMax * J, growth) - (x.cell ? 0 : kShrinkMax * J));
      const double I = std::max(0.0, x.I - hit * x.I - fought * x.J);
      const double cap_I = kCapacityFloor + kCapIs * (x.I0 + kCapDefect * x.J0) * (x.i + kCapacityContested * x.n());
      x.I = std::max(0.0, I + std::max(-kShrinkMax * I, rec * I * (1 - I / cap_I) * angered));
      losses += loss;
      katiba += x.J;
    }
    const std::vector<double> come = spread(&Place::J);
    for (std::size_t i = 0; i < at.size(); ++i) {
      at[i].J += kRedeploy * (come[i] - at[i].J);
    }
    for (Place& x : at) {
      x.near_J = x.near_cells = 0;
      for (const int k : x.near) {
        const Place& y_ = at[std::size_t(k)];
        x.near_J += (y_.J + y_.I) / double(x.near.size());
        x.near_cells += std::max(y_.cell * sat(y_.J, kSeedHalf), sat(y_.I, kSeedHalf));
      }
    }
    for (std::size_t i = 0; i < at.size(); ++i) cell_week(at[i], draw(kEvents, int(i))[2], draw(kEvents, int(i))[3]);
  }

  /// A cell comes from its neighbours, or over the border, and may go again.
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

  void events() {
    calm = stage == 4 ? kCalmTruce : stage == 5 ? kCalmAccord : 0;
    rates();
    draw_events();
    aftermath();
    const double wanted = A_start * (1 - kArmyEconomy + kArmyEconomy * y) * kArmyTarget;
    A_tot = std::max(kArmyMin, A_tot + kArmyRecovery * (wanted - A_tot) -
                                   kDesertion * A_tot * clip(kDesertionSupport - ell) -
                                   kDefeatLosses * A_tot * clip(-tau_g - kDefeatTrend));
    ema(loss_mean, losses / std::max(1.0, katiba), kMeanWeeks);
    ema(attacks_mean, attacks, kMeanWeeks);
  }

  // --- 7.13: ground, sieges, people
  // -------------------------------------------------------------------------

  void control() {
    for (Place& x : at) {
      const double French = eF * C * F * x.w_french,
                   mobile = e_A * x.A + eW * W * x.w_russian + French;
      const double hunters = x.pact ? (x.armed ? kHuntersArmed : kHuntersDisarmed) : 0;
      const double PO = mobile + eF * F_H * x.w_hub;
      const double PS = mobile + kMinusmaHolds * U * x.w_un + kHuntersHold * x.D * (1 - hunters);
      const double PJ = eJ * (x.J * x.cell + x.I + dlt * x.near_J), e = scenario_.switches.force_exponent;
      const double s_G = std::pow(PS, e) / (std::pow(PS, e) + std::pow(PJ, e) + 1);
      const double s_off = PO / (PO + PJ + 1), needed = kHoldSoldiers + kHoldArea * x.area;
      const double fr = (1 - kCalmFreezes * calm * x.obedience) * (1 - kPactFreezes * x.pact);
      x.act = x.cell * mass(x.J, kCriticalMassControl + kMassArea * x.area);
      x.act_I = mass(x.I, kCriticalMassControl + kMassArea * x.area);
      x.s_A = x.A / (x.A + eJ * x.J + 1);
      const double c_S =
          kc * s_G * sat(x.A, needed) * (kSupportFloor + (1 - kSupportFloor) * ell) * fr * (1 - z) * kFearSupport / (kFearSupport + x.harm);
      const double c_J = (kc * (1 - s_G) * x.act * fr + kPactGround * x.pact * x.rules * x.act +
                          kAccordGround * (stage == 5) * conc * x.act) *
                         (1 + z);
      const double c_I = kc * (1 - s_G) * x.act_I * (1 + z);
      const double pressing = kLose * kc * (1 - s_G) * (1 + z);
      const double e_g = pressing * (x.act * fr + x.act_I) + kErosion * std::max(x.s, double(x.blocked)) +
                         (x.pact && x.left ? kLosePostLeft : 0);
      const double e_j = kRetake * kc * s_off * sat(PO, needed) * sat(x.nu, kRetakeOps) * fr * (1 - z) * (x.cell || x.I > 0);
      const double e_i = kRetake * kc * s_off * sat(PO, needed) * sat(x.nu, kRetakeOps) * (1 - z);
      const double feuds = kFeudGround * is_rivalry / (x.J * x.cell + x.I + 1);
      const double to_i = feuds * x.I * x.act_I, to_j = feuds * x.J * x.act;
      const double taken = x.n() / (1 + c_S + c_J + c_I);
      const double lost_g = x.g * H(e_g);
      const double lost_j = x.j * H(e_j + to_i), lost_i = x.i * H(e_i + to_j);
      const double j_to_i = lost_j * to_i / (e_j + to_i + kTiny), i_to_j = lost_i * to_j / (e_i + to_j + kTiny);
      x.g += taken * c_S - lost_g;
      x.j += taken * c_J - lost_j + i_to_j;
      x.i += taken * c_I - lost_i + j_to_i;
      if (!accord_2015) x.c -= x.c * H(kSignatoryErodes);
    }
  }

  void people() {
    returns = relief = 0;
    double pressure = 0;
    const double kept = 1 - H(kLn2 / p.junta_relief_memory);
    for (Place& x : at) {
      const double quiet = calm * x.obedience, before = x.s;
      x.s += H((kSiegeRate * x.act * x.j * (1 - x.s_A) + kBlockTight * x.blocked) * (1 - quiet) * (1 - x.pact)) * (1 - x.s) -
             H(kSiegeFades + kSiegeArmy * x.s_A + kSiegePact * x.pact + kSiegeCalm * quiet +
               (x.convoy > 0 ? kSiegeConvoy : 0)) *
                 x.s;
      const double flee =
          H(kFleePerAttack * x.N * (1 - kMinusmaProtects * sat(U * x.w_un, kMinusmaProtectHalf)) *
            (1 + kFleeSiege * x.s));
      const double go = std::max(0.0, x.R - kNeverFlee * x.P) / (1 - kNeverFlee) * flee;
      const double back = x.Q * H(kReturnRate * (1 - x.s) / (1 + kFearAttacks * x.lambda) *
                                  (1 + kReturnPact * x.pact + quiet));
      x.R += back - go;
      x.Q += go - back;
      returns += back;
      const double lifted = std::max(0.0, before - x.s) * x.D_weight, was = x.relief;
      ema(x.relief, .5 * kReliefSieges * lifted + .5 * back / kReliefReturns, kMeanWeeks);
      if ((x.broke && !x.pact) || (agreement_broke && stage < 4))
        x.relief = std::max(x.relief, was * kept);
      relief += x.relief;
      pressure += x.coastal * (x.j + x.i + kPressureContested * x.n());
    }
    relief = clip(relief);
    spill += H(kSpillRate * pressure * (1 - kSpillSupport * l.coastal_support)) * (1 - spill) -
             kSpillFades * spill;
  }

  // --- 7.15: record and outcome class
  // ---------------------------------------------------------------------

  void record() {
    const Switches& c = scenario_.switches;
    const bool lost = (g_pop < c.collapse_population && g_pop < g_pop0 - c.collapse_points) ||
                      (capital >= 0 && at[std::size_t(capital)].g < kCollapseCapital);
    collapse_weeks = lost ? collapse_weeks + 1 : 0;
    collapsed = collapsed || collapse_weeks >= kCollapseWeeks;
    accord_age = stage == 5 ? accord_age + 1 : 0;
    if (t >= scenario_.weeks - int(kWeeksPerYear))
      for (const Place& x : at)
        if (x.zone > 0) covered += x.pact * x.P / affected;
    double* const by[] = {&out.deaths_by_jihadists, &out.deaths_by_hunters, &out.deaths_by_army,
                          &out.deaths_by_french, &out.deaths_by_russians};
    for (std::size_t k = 0; k < 5; ++k) *by[k] += killed[k];
    const auto civil = [](double harm) { return harm / (kCountedHarmless + harm); };
    out.weeks.push_back({g_T,
                         j_T,
                         g_pop,
                         j_pop,
                         attacks,
                         deaths,
                         displaced,
                         returns,
                         sieges,
                         pacts,
                         ell,
                         y,
                         C * f,
                         X,
                         trust,
                         ripe,
                         W_G,
                         W_J,
                         terms,
                         gate,
                         approval,
                         commitment,
                         spill,
                         hostages,
                         killed[0] * kCivilJihadists,
                         killed[1] * kCivilHunters,
                         killed[2] * civil(army_harm), killed[3] * civil(kHarmFrench),
                         killed[4] * civil(p.war_russian_harm), stage});
    out.weeks.back().is_area = i_T;
    out.weeks.back().signatory_area = c_T;
    out.weeks.back().besieged = besieged;
    for (const Place& x : at) if (x.w_french >= .1) out.weeks.back().attacks_pressed += x.N;
    out.weeks.back().katiba = katiba;
    for (const Place& x : at) out.weeks.back().is_fighters += x.I;
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
    if (t < scenario_.weeks) out.commit += commitment / scenario_.weeks;
  }

  void conclude() {
    const Switches& c = scenario_.switches;
    // 0 collapse, 1 accord, 2 truce, 3 broken peace, 4 patchwork, 5 advance, 6 creeping, 7 recovery, 8 frozen
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
    out.katiba = katiba;
    out.army = A_tot;
  }

  const Scenario& scenario_;
  const Params& p;
  const Levers& l;
  Dice dice_;
  Run out;
  int t = 0;

  // what never changes in a run
  Side G, ghaly, koufa, aqim, jnim;
  double area = 0, people_all = 0, affected = 0;
  int capital = -1, t_U;
  double kc, eJ, rec, ops, v0, eF, eW, dlt, e_A, b_G, b_J;

  // state
  std::vector<Place> at;
  std::vector<std::string> names;
  std::vector<double> dead_at = std::vector<double>(64);
  std::array<double, 2> killed_mass{};
  double A_start = 0, vacuum = 0, f_last = 1, year = 0, luck_of_years = 1, outrage = 0, katiba_signed = 1, strong = 0;
  double haste = 1, i_T0 = 0, i_T = 0, c_T = 0, besieged = 0;
  bool lifted_ = false, accord_2015 = true;
  int t_F, stage = 1, pause = 0, accord_age = 0, collapse_weeks = 0;
  bool is_public = false, card_spent = false, postponed = false, agreement_broke = false,
       collapsed = false;
  double C = kCooperationStart, ell = kSupportStart, y = 1, trust, hostages = kHostagesStart;
  double sov = 0, card = 0, z = 0, o = 0, conc = 0, spill = 0, relief = 0, forced = 0, f_before = 0;
  double attacks_mean = kAttacksMeanStart, loss_mean = kLossMeanStart, tau_j, tau_g, A_tot;
  double g_T0, j_T0, g_pop0, j_before, g_before, covered = 0, rho = 0;

  // of the week
  bool sanctions;
  double s_V, s_P, F, U, W, F_H, f, u_n, X, g_T, j_T, g_pop, j_pop, displaced, sieges, v, V;
  double hurt_G, hurt_J, d_G, d_J, u_G, u_J, terms, gamma, W_G, W_J, ripe, approval, gate,
      gate_hard;
  double sigma = 0, commitment = 1, onset, spoilers, violations, pacts, calm, attacks, deaths, losses, katiba = 2400;
  double returns;
  Issue6 offer;
  std::array<double, 8> killed{};  // by jihadists, in clashes with hunters, by army, French, Russians
};

}  // namespace

Run run(const Scenario& scenario, const World& world, std::uint64_t seed, std::uint32_t replicate) {
  return Replicate(scenario, world, seed, replicate).play();
}

}  // namespace palabre::reference
