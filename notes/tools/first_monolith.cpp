// Read beside sim/MODEL.md, section 7: the same order, the same letters.

#include "tests/reference/reference.hpp"

#include <algorithm>
#include <stdexcept>

#include "sim/tables/tables.hpp"
#include "tests/reference/dice.hpp"

namespace palabre::reference {

using namespace constants;

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
  double area, P, D, D_weight, J0, base, w_french, w_un, w_russian, w_hub, coastal;
  int zone;
  std::vector<int> near;
  double g, j, A, J, E, harm = 0, s, R, Q, relief = 0, obedience;
  bool pact = false, approved = false, armed = false, left = false, broke = false;
  double rules = 0;
  int age = 0, pause = 0, convoy = 0;
  // of the week
  double K, lambda, nu, raids, clashes, Fi, Wi, forces, N, O, near_J, s_A, act;
  double n() const { return 1 - g - j; }
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
      x.J0 = kKatibaTotal * c.katiba_weight / total(&Cercle::katiba_weight);
      x.base = c.garrison_weight / total(&Cercle::garrison_weight);
      x.w_french = c.french_weight / total(&Cercle::french_weight);
      x.w_un = c.minusma_weight / total(&Cercle::minusma_weight);
      x.w_russian = c.russian_weight / total(&Cercle::russian_weight);
      x.w_hub = c.niger_hub_weight / total(&Cercle::niger_hub_weight);
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
    for (Place& x : at) {
      const double sum = x.g + x.j;
      if (sum <= kCercleSumMax) continue;
      x.g *= kCercleSumMax / sum;
      x.j *= kCercleSumMax / sum;
    }
  }

  /// Violence, sieges and flight where the start's own rates settle.
  void settle() {
    for (Place& x : at) {
      const double half = x.j + x.n() / 2, A0 = kArmyTotal * x.base;
      const double r =
          p.war_attack_rate * mass(x.J0, kCriticalMassAttack) *
          (4 * (x.g + x.n() / 2) * half + sat(x.D, kClashHuntersHalf) * std::min(1.0, 2 * half)) /
          (1 - p.war_self_excitation);
      x.E = r / (1 - kExcitationMemory);
      const double s_A = A0 / (A0 + p.territory_guerrilla_leverage * x.J0 + 1);
      const double a = kSiegeRate * mass(x.J0, kCriticalMassControl) * x.j * (1 - s_A);
      const double b = kSiegeFades + kSiegeArmy * s_A;
      x.s = H(a) / (H(a) + H(b));
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
    rec = vary(p.war_recruitment, 2);
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
      x.A = kArmyTotal * x.base;
    }
    A_tot = kArmyTotal;
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
             p.partners_minusma_weight * u_n + p.partners_russian_weight * W / kRussianNorm);
    sanctions = (t >= week_of(l.sanctions_start) && t < week_of(l.sanctions_end)) || forced > 0;
    forced = std::max(forced - 1, 0.0);
  }

  void sense() {
    g_T = j_T = g_pop = j_pop = displaced = sieges = 0;
    for (const Place& x : at) {
      g_T += x.area * x.g / area;
      j_T += x.area * x.j / area;
      g_pop += x.P * x.g / people_all;
      j_pop += x.P * x.j / people_all;
      displaced += x.Q;
      sieges += x.D_weight * x.s;
    }
    if (t == 0) {
      g_T0 = g_T;
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
  }

  void france() {
    const double visible[] = {
        0, 0, kVisibleGoodOffices, kVisibleTalks, kVisibleTruce, kVisibleAccord};
    V = is_public ? visible[stage] : 0;
    const double rho_V = p.partners_red_line * V;
    C += kCooperationSpeed * (clip(1 - rho_V - kRussianIrritation * W / (W + kRussianNorm)) - C);
    if (!exit_begun() && rho_V > kExitOrderFloor && draw(kFrance)[0] < H(kExitOrderRate * rho_V))
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
             p.junta_last_card * card - (postponed ? kSupportPostponed : 0));
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
    postponed = u[1] >= clip(kElectionBase + kElectionControl * g_pop - kElectionViolence * v);
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
    const double n_T = 1 - g_T - j_T;
    const double g_E = clip(g_pop / 2 + (g_T + n_T / 2) / 2 + p.talks_horizon * tau_g);
    const double j_E = clip(j_T + n_T / 2 + p.talks_horizon * tau_j);
    d_G = clip(kWarJuntaBase + kWarJuntaControl * g_E + kWarJuntaBelief * p.junta_belief_in_arms -
               kWarJuntaHurt * hurt_G + b_G);
    d_J = clip(kWarJnimBase + kWarJnimControl * j_E - kWarJnimHurt * hurt_J + b_J);
    const double r_G = (1 + kPatienceEconomy * (1 - y) + clip(kSupportWanted - ell)) / 2;
    const double r_J = (1 + kPatienceHurt * hurt_J) / (2 * p.jihadists_patience);
    const double alpha = r_J / (r_G + r_J);
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
    W_G = S((s_G - c_F - kStubbornJunta + kWindowWeight * p.junta_drawdown_window * phi * v) /
            kNoise);
    W_J = S((s_J - kStubbornJnim) / kNoise);
    ripe = std::sqrt(hurt_G * hurt_J) *
           (1 - kRipenessMomentum * clip(kWeeksPerYear * std::fabs(tau_j) / kMomentumYear));
    const double p_A = S((utility(ghaly, offer) - d_J) / kNoise + kApprovalBonus);
    const double p_K = S((utility(koufa, offer) - d_J) / kNoise + kApprovalBonus);
    const double p_Q = S((utility(aqim, offer) - kAqimDemand) / kNoise);
    approval = p_A * p_K * (1 - p.jihadists_parent_veto + p.jihadists_parent_veto * p_Q);
    gate = clip(1 - p.jihadists_precondition * X);
    gate_hard = clip(1 - p.jihadists_precondition * X / kGateHard);
    sigma = clip(p.talks_horizon * std::max(0.0, tau_j) / kShiftScale);
    commitment = clip(kCommitmentBase +
                      (1 - kCommitmentBase) * (1 - clip(sigma - kCommitmentGuarantee * gamma)));
    double opp = clip(1 - p.partners_red_line * f);
    if (exit_begun()) opp = std::max(opp, kOpportunityAfterExit);
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
    const double T = p.talks_tempo * l.national_effort *
                     (kMediatorFloor + (1 - kMediatorFloor) * p.talks_mediator);
    const double k = kTrustFloor + (1 - kTrustFloor) * trust, both = W_G * W_J;
    const double spoiled = 1 + kSpoilersBreak * spoilers, shifted = 1 + kShiftBreak * sigma;
    const double dis = 1 + kDisobedienceBreaks * (1 - p.jihadists_obedience);
    const double held = 1 + kGuaranteeHolds * gamma;
    const double veto =
        kVetoHazard * V * p.partners_red_line * p.partners_french_dependence * C * f;
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
                    (kTruceGateFloor + (1 - kTruceGateFloor) * gate) * approval,
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
      conc = out.terms_at_accord = terms;
      accord_age = 0;
    }
  }

  void step_down() {
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

  void pact_week(int i) {
    Place& x = at[std::size_t(i)];
    const bool stood = x.pact;
    const Draw u = draw(kPact, i);
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
      const double c = x.g + x.n() / 2;
      x.K = scenario_.switches.violence == 0 ? 4 * c * (1 - c)
                                             : kHegemonyPeak * c * (1 - c) * std::fabs(2 * c - 1);
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
    const double luck = s_V * std::max(kFortuneFloor, 1 + kFortuneAttacks * z + o);
    for (std::size_t i = 0; i < at.size(); ++i) {
      Place& x = at[i];
      x.Fi = kFrenchMobility * (C * F * x.w_french + F_H * x.w_hub);  // 4 F*
      x.Wi = kRussianMobility * W * x.w_russian;                      // 2 W
      x.forces = x.A + x.Fi + x.Wi;
      const double act = mass(x.J, kCriticalMassAttack);
      const double busy = x.convoy > 0 ? kConvoyViolence : 1;
      x.clashes = v0 * act * sat(x.D, kClashHuntersHalf) * clip(2 * (x.j + x.n() / 2)) *
                  (1 - (x.pact ? (x.armed ? kClashArmed : kClashDisarmed) : 0));
      x.raids = v0 * act * x.K * (1 - kPactCalmsAttacks * x.pact);
      const double echo = p.war_self_excitation * (1 - kExcitationMemory) *
                          (kExcitationOwn * x.E + (1 - kExcitationOwn) * near_E[i]) *
                          (1 - kPactCalmsEcho * x.pact);
      x.lambda = std::min(kAttackRateMax,
                          ((x.raids + x.clashes) * luck * busy + echo) * (1 - calm * x.obedience));
      x.nu = ops * (1 + l.army_surge) * sat(x.forces, kOperationsHalf) * clip(x.j + x.n()) *
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
        const bool clash = d[2] * (x.raids + x.clashes + kTiny) < x.clashes;
        if (d[0] < kCountedAttacks) killed[clash ? 1 : 0] += deaths_of_event(d[1]);
      }
      const double harm[] = {kHarmArmy, kHarmFrench, p.war_russian_harm};
      for (int k = 0; k < int(x.O); ++k) {
        const Draw d = draw(kOperationDeaths, i, std::uint32_t(k));
        const double place = d[2] * x.forces;
        const std::size_t by = place < x.A ? 0 : place < x.A + x.Fi ? 1 : 2;
        if (d[0] < kCountedOperations * (kCountedHarmless + harm[by]))
          killed[2 + by] += deaths_of_event(d[1]);
      }
    }
    for (const double dead : killed) deaths += dead;
    A_tot -= kSoldiersPerAttack * attacks;
  }

  void aftermath() {
    losses = katiba = 0;
    for (Place& x : at) {
      const double total = x.forces + 1, present = sat(x.J, kLossHalf);
      const double harm =
          x.O * (kHarmArmy * x.A + p.war_russian_harm * x.Wi + kHarmFrench * x.Fi) / total;
      x.harm = kHarmMemory * x.harm + harm;
      x.E = kExcitationMemory * x.E + x.N + harm * (kEchoAnywhere + (1 - kEchoAnywhere) * present);
      const double known = kIntelligenceFloor + (1 - kIntelligenceFloor) *
                                                    clip(x.g + kIntelligenceFrench * x.Fi / total);
      const double loss = std::min(kLossMax * x.J, kLossPerOperation * x.O * present * known);
      const double J = x.J - loss;
      const double cap = kCapacityFloor + (kCapacityPeople * x.P + kCapacityBase * x.J0) *
                                              (x.j + kCapacityContested * x.n());
      const double growth =
          rec * J * (1 - J / cap) * (1 + kHarmRecruits * x.harm / (kHarmHalf + x.harm));
      x.J = std::max(1.0, J + std::max(-kShrinkMax * J, growth));
      losses += loss;
      katiba += x.J;
    }
    const std::vector<double> come = spread(&Place::J);
    for (std::size_t i = 0; i < at.size(); ++i) at[i].J += kRedeploy * (come[i] - at[i].J);
    for (Place& x : at) {
      x.near_J = 0;
      for (const int k : x.near) x.near_J += at[std::size_t(k)].J / double(x.near.size());
    }
  }

  void events() {
    calm = stage == 4 ? kCalmTruce : stage == 5 ? kCalmAccord : 0;
    rates();
    draw_events();
    aftermath();
    const double wanted = kArmyTotal * (1 - kArmyEconomy + kArmyEconomy * y) * kArmyTarget;
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
      const double PJ = eJ * (x.J + dlt * x.near_J), e = scenario_.switches.force_exponent;
      const double s_G = std::pow(PS, e) / (std::pow(PS, e) + std::pow(PJ, e) + 1);
      const double s_off = PO / (PO + PJ + 1), needed = kHoldSoldiers + kHoldPerArea * x.area;
      const double fr = (1 - kCalmFreezes * calm * x.obedience) * (1 - kPactFreezes * x.pact);
      x.act = mass(x.J, kCriticalMassControl);
      x.s_A = x.A / (x.A + eJ * x.J + 1);
      const double c_S =
          kc * s_G * sat(x.A, needed) * (kSupportFloor + (1 - kSupportFloor) * ell) * fr * (1 - z);
      const double c_J = (kc * (1 - s_G) * x.act * fr + kPactGround * x.pact * x.rules * x.act +
                          kAccordGround * (stage == 5) * conc * x.act) *
                         (1 + z);
      const double e_g = kLoseFactor * kc * (1 - s_G) * x.act * fr * (1 + z) + kLoseBase +
                         (x.pact && x.left ? kLosePostLeft : 0);
      const double e_j = kRetakeFactor * kc * s_off * sat(PO, needed) * fr * (1 - z);
      const double taken = x.n() / (1 + c_S + c_J);
      const double lost_g = x.g * H(e_g), lost_j = x.j * H(e_j);
      x.g += taken * c_S - lost_g;
      x.j += taken * c_J - lost_j;
    }
  }

  void people() {
    returns = relief = 0;
    double pressure = 0;
    const double kept = 1 - H(kLn2 / p.junta_relief_memory);
    for (Place& x : at) {
      const double quiet = calm * x.obedience, before = x.s;
      x.s += H(kSiegeRate * x.act * x.j * (1 - x.s_A) * (1 - quiet) * (1 - x.pact)) * (1 - x.s) -
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
      pressure += x.coastal * (x.j + kPressureContested * x.n());
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
    for (std::size_t k = 0; k < killed.size(); ++k) *by[k] += killed[k];
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
                         killed[2] * civil(kHarmArmy),
                         killed[3] * civil(kHarmFrench),
                         killed[4] * civil(p.war_russian_harm),
                         stage});
  }

  void conclude() {
    const Switches& c = scenario_.switches;
    const auto is = [&](OutcomeId id) { out.outcome = int(id); };
    if (collapsed && stage < 5)
      is(OutcomeId::collapse);
    else if (stage == 5 && accord_age >= c.accord_weeks)
      is(out.terms_at_accord >= c.jnim_terms ? OutcomeId::accord_on_jnim_terms
                                             : OutcomeId::accord_balanced);
    else if (stage >= 4)
      is(OutcomeId::truce_only);
    else if (covered / std::min(double(scenario_.weeks), kWeeksPerYear) >= c.patchwork_share)
      is(OutcomeId::local_patchwork);
    else if (j_T - j_T0 >= c.advance_points)
      is(OutcomeId::insurgent_advance);
    else if (g_T - g_T0 >= c.recovery_points)
      is(OutcomeId::state_recovery);
    else
      is(OutcomeId::stalemate);
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
  double sigma, commitment, onset, spoilers, violations, pacts, calm, attacks, deaths, losses,
      katiba;
  double returns;
  Issue6 offer;
  std::array<double, 5> killed;  // by jihadists, in clashes with hunters, by army, French, Russians
};

}  // namespace

Run run(const Scenario& scenario, const World& world, std::uint64_t seed, std::uint32_t replicate) {
  return Replicate(scenario, world, seed, replicate).play();
}

}  // namespace palabre::reference
