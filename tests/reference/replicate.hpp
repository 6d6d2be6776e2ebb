// One run of the reference program: what it holds, and its submodels in the order of MODEL.md 7.

#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>
#include <string>
#include <vector>

#include "sim/tables/tables.hpp"
#include "tests/reference/dice.hpp"
#include "tests/reference/reference.hpp"

namespace palabre::reference {

using namespace constants;

// --- notation (7)

inline double clip(double x) { return std::clamp(x, 0.0, 1.0); }
inline double H(double h) { return h <= 0 ? 0 : h / (1 + h); }
inline double S(double z) { return (1 + z / (1 + std::fabs(z))) / 2; }
inline double sat(double x, double k) { return x <= 0 ? 0 : x / (x + k); }
inline double mass(double x, double k) { return x * x / (x * x + k * k); }
inline void ema(double& a, double x, double m) { a += (x - a) / m; }

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
  double K, K_I, lambda, nu, raids, clashes, is_raids, feud, rebel, Fi, Wi, forces, N,
      O = 0, near_J, s_A, act, act_I, near_cells;
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

  int week_of(Date date) const;
  void set_calendar();
  Side side(double Issue::*ideal, double Issue::*weight) const;
  void set_sides();
  void fit(const World& w, double target, double Cercle::*from, double Place::*to);
  void set_places(const World& w);
  void settle();
  double vary(double base, int entity) const;
  void start();

  // --- 7.1 to 7.4: presence, sensing, France, support

  bool exit_begun() const { return t_F >= 0 && t >= t_F; }
  double after_exit() const { return t - t_F - l.french_drawdown; }  // weeks since the last left

  void calendar();
  void sense();
  void france();
  void support();
  void rally();

  // --- 7.5, 7.6: the bargain, and who wants it

  static double utility(const Side& s, const Issue6& x);
  Issue6 frontier(double m) const;
  void bargain();
  double announced() const;
  void willingness();

  // --- 7.7, 7.8: stages, exchanges

  struct Hazards {
    double up, down;
  };
  Hazards hazards() const;
  void step_up(double u_public);
  void defect(double share);
  void step_down();
  void leaks(double u);
  void national_stage();
  void exchanges();

  // --- 7.9: local pacts

  double break_hazard(const Place& x) const;
  double attempt_hazard(const Place& x) const;
  void sign(int i, bool approved, const PlacedPact* placed);
  void blockade_week(Place& x, double u);
  void pact_week(int i);
  void local_pacts(const std::vector<PlacedPact>& placed);

  // --- 7.10 to 7.12: army, violence, losses

  void allocate_army();
  std::vector<double> spread(double Place::*x) const;
  void rates();
  void draw_events();
  void massacre();
  void aftermath();
  void cell_week(Place& x, double u, double size);
  void events();

  // --- 7.13: ground, sieges, people

  void control();
  void people();

  // --- 7.15: record and outcome class

  void record();
  void conclude();

  const Scenario& scenario_;
  const Params& p;
  const Levers& l;
  RandomStream dice_;
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
  std::array<double, 2> massacred;  // by army, by Russians
  double A_start = 0, vacuum = 0, f_last = 1, year = 0, luck_of_years = 1, outrage = 0,
         katiba_signed = 1, strong = 0;
  double haste = 1, i_T0 = 0, i_T = 0, c_T = 0, besieged = 0;
  bool sanctions_lifted = false, accord_2015 = true;
  int t_F, stage = 1, pause = 0, accord_age = 0, collapse_weeks = 0;
  bool is_public = false, card_spent = false, postponed = false, agreement_broke = false,
       collapsed = false;
  double C = kCooperationStart, ell = kSupportStart, y = 1, trust, hostages = kHostagesStart;
  double sov = 0, card = 0, z = 0, o = 0, conc = 0, spill = 0, relief = 0, forced = 0, f_before = 0;
  double attacks_mean = kAttacksMeanStart, loss_mean = kLossMeanStart, tau_j, tau_g, A_tot;
  double g_T0, j_T0, g_pop0, j_pop0, j_before, g_before, covered = 0, rho = 0;

  // of the week
  bool sanctions;
  double s_V, s_P, F, U, W, F_H, f, u_n, X, g_T, j_T, g_pop, j_pop, displaced, sieges, v, V;
  double hurt_G, hurt_J, d_G, d_J, u_G, u_J, terms, gamma, W_G, W_J, ripe, approval, gate,
      gate_hard;
  double sigma = 0, commitment = 1, onset, spoilers, violations, pacts, calm, attacks, deaths,
         losses, katiba = 0;
  double returns;
  Issue6 offer;
  std::array<double, 8>
      killed{};  // by jihadists, in clashes with hunters, by army, French, Russians
};

}  // namespace palabre::reference
