// What stands before the first week (MODEL.md 5).

#include "tests/reference/replicate.hpp"

namespace palabre::reference {

// --- 5: initialisation

int Replicate::week_of(Date date) const {
  if (date.is_never()) return kNever;
  const int days = int((date.days() - scenario_.start).count());
  return days < 0 ? (days - 6) / 7 : days / 7;
}

void Replicate::set_calendar() {
  t_F = week_of(l.french_withdrawal);
  t_U = week_of(l.minusma_exit);
  if (l.full_precondition_offer) {
    t_F = std::min(t_F, int(kOfferWeek));
    t_U = std::min(t_U, int(kOfferWeek));
  }
  if (t_F == kNever) t_F = -1;
}

Side Replicate::side(double Issue::*ideal, double Issue::*weight) const {
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

void Replicate::set_sides() {
  G = side(&Issue::junta, &Issue::weight_junta);
  ghaly = side(&Issue::ag_ghaly, &Issue::weight_ag_ghaly);
  koufa = side(&Issue::koufa, &Issue::weight_koufa);
  aqim = side(&Issue::aqim, &Issue::weight_aqim);
  jnim = side(&Issue::ag_ghaly, &Issue::weight_jnim);
  for (std::size_t k = 0; k < kIssueCount; ++k)
    jnim.ideal[k] = kAgGhalyShare * ghaly.ideal[k] + (1 - kAgGhalyShare) * koufa.ideal[k];
}

/// Shares moved in odds by one factor, so that their mean by area is the one asked for.
void Replicate::fit(const World& w, double target, double Cercle::*from, double Place::*to) {
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

void Replicate::set_places(const World& w) {
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
    x.I0 = p.jihadists_rival_fighters * c.katiba_weight * x.i_part;
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
    const double follow_j = (x.j + x.i) / x.j_file;
    const double follow_g = x.g / x.g_file;
    x.J0 *= kKatibaTotal / J_sum * follow_j;
    x.I0 *= I_sum > 0 ? p.jihadists_rival_fighters / I_sum * follow_j : 0;
    x.A0 = kArmyTotal * x.base * follow_g;
    A_start += x.A0;
  }
  for (Place& x : at) x.base = x.A0 / A_start;
}

/// Violence, sieges and flight where the start's own rates settle.
void Replicate::settle() {
  for (Place& x : at) {
    const double half = x.j + x.n() / 2, A0 = x.A0;
    x.cell = x.J_weight >= kCellSure + kCellSpan;
    const double act = x.cell ? mass(x.J0, kCriticalMassAttack) : 0;
    const double free =
        1 - kPin * sat(kFrenchMobility * kCooperationStart * kFrenchTroops * x.w_french, kPinHalf);
    const double r =
        p.war_attack_rate *
        (free * (act * 4 * (x.g + x.n() / 2) * half + x.cell * kCellRaids +
                 mass(x.I0, kCriticalMassIs) * 4 * (x.g + x.n() / 2) * (x.i + x.n() / 2)) +
         act * sat(x.D, kClashHuntersHalf) * std::min(1.0, 2 * half) +
         kFeudRate * p.jihadists_rivalry * sat(x.J0, kFeudHalf) * sat(x.I0, kFeudHalf)) /
        (1 - p.war_self_excitation);
    x.E = r / (1 - kExcitationMemory);
    const double s_A = A0 / (A0 + p.territory_guerrilla_leverage * x.J0 + 1);
    const double a = kSiegeRate * mass(x.J0, kCriticalMassControl) * x.j * (1 - s_A);
    const double b = kSiegeFades + kSiegeArmy * s_A;
    x.s = H(a) / (H(a) + H(b));
    const double starts =
        H(kBlockRate * mass(x.J0, kCriticalMassControl) * x.j * sat(x.D, kPactHuntersHalf));
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

double Replicate::vary(double base, int entity) const {
  const Draw u = dice_.draw(0, kIgnorance, entity);
  return base * (1 + p.uncertainty_width * (u[0] + u[1] - 1));
}

void Replicate::start() {
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
  b_G = kBias * p.uncertainty_width * (b[0] + b[1] - 1);
  b_J = kBias * p.uncertainty_width * (b[2] + b[3] - 1);
  for (std::size_t i = 0; i < at.size(); ++i) {
    Place& x = at[i];
    const Draw u = dice_.draw(0, kTemper, int(i));
    const double spread = std::min(p.jihadists_obedience, 1 - p.jihadists_obedience);
    x.obedience = std::clamp(
        p.jihadists_obedience + kObedienceSpread * ((u[0] + u[1] + u[2]) / 3 - .5) * spread,
        kObedienceMin, 1.0);
    x.J = x.J0 * (kKatibaDrawMin + kKatibaDrawSpan * u[3]);
    x.I = x.I0 * (kKatibaDrawMin + kKatibaDrawSpan * dice_.draw(0, kPresence, int(i))[0]);
    x.A = x.A0;
    x.cell = dice_.draw(0, kPresence, int(i))[2] < (x.J_weight - kCellSure) / kCellSpan;
    x.blocked = dice_.draw(0, kPresence, int(i))[1] < x.P_blocked;
  }
  A_tot = A_start;
  trust = p.talks_initial_trust;
  tau_j = p.territory_jihadist_trend / kWeeksPerYear;
  tau_g = -kStateTrendStart * tau_j;
}

}  // namespace palabre::reference
