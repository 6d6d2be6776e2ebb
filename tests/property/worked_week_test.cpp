// A week worked with the equations of sim/MODEL.md, section 7, in plain doubles and in the order in
// which they stand there, against the submodels: the nation's first week, and a week of the field
// in war, in truce and in accord, with pacts, convoys, Russians and a hub in Niger.

#define PALABRE_ISA portable
#include <gtest/gtest.h>

#include <cmath>
#include <memory>

#include "sim/model/submodels.hpp"
#include "tests/support/cases.hpp"

namespace palabre::portable {
namespace worked_week_test {

double H(double h) { return h > 0 ? h / (1 + h) : 0; }
double S(double z) { return (1 + z / (1 + std::abs(z))) / 2; }
double sat(double x, double k) { return x / (x + k); }
double unit(double x) { return std::min(1.0, std::max(0.0, x)); }

// --- the nation ----------------------------------------------------------------------------------

using Point = std::array<double, kIssueCount>;

double utility(const Side& side, const Point& x) {
  double u = 1;
  for (std::size_t k = 0; k < kIssueCount; ++k)
    u -= side.weight[k] * (x[k] - side.ideal[k]) * (x[k] - side.ideal[k]);
  return u;
}
Point frontier(const Model& m, double weight, double X) {
  Point x;
  for (std::size_t k = 0; k < kIssueCount; ++k) {
    const double g = weight * m.junta.weight[k], j = (1 - weight) * m.jnim.weight[k];
    x[k] = (g * m.junta.ideal[k] + j * m.jnim.ideal[k]) / (g + j);
  }
  x[0] = std::max(x[0], 1 - X);
  return x;
}

TEST(WorkedWeek, TheNationsFirst) {
  const Model m = test::model({"uncertainty.width=0", "partners.minusma_weight=0.5",
                               "partners.russian_weight=0.3", "levers.talks_channel=secret"},
                              1);
  const test::Lanes run = test::run_lanes(m);
  const auto is = [&](SeriesId id) { return run.row(0, id, 0); };
  const auto expect = [&](SeriesId id, double x) {
    EXPECT_NEAR(is(id), x, 1e-9) << series_specs()[std::size_t(id)].id;
  };
  const Params& p = m.params;
  // 7.1 to 7.3: the French begin to leave, the Russians to arrive
  const double W = p.partners_russian_troops / 13;
  const double X = unit(.5 + .5 + .3 * W / 1000);
  expect(SeriesId::foreign_presence, X);
  const double C = .75 + .15 * (1 - .2 * W / (W + 1000) - .75);
  expect(SeriesId::french_cooperation, C);
  const double v = sat(20, 30), tau_j = p.territory_jihadist_trend / 52 * (1 - 1.0 / 26);
  const double tau_g = -.6 * tau_j;
  // 7.4
  const double y = 1 - p.junta_sanctions_bite / 20;
  expect(SeriesId::economy, y);
  const double hurt_g = unit(.45 * v + .9 * (1 - y) + .6 * .05), hurt_j = .005 / .012;
  const double l = .55 + (.6 - .3 * v - .35 * (1 - y) - .55) / 16;
  expect(SeriesId::support, l);
  // 7.5, the root by bisection
  const double g = is(SeriesId::state_share_area), j = is(SeriesId::jihadist_share_area);
  const double n = 1 - g - j, people = is(SeriesId::state_share_population);
  const double g_e = unit(people / 2 + (g + n / 2) / 2 + p.talks_horizon * tau_g);
  const double j_e = unit(j + n / 2 + p.talks_horizon * tau_j);
  const double d_g = unit(.26 + .45 * g_e + .35 * p.junta_belief_in_arms - .4 * hurt_g);
  const double d_j = unit(.36 + .6 * j_e - .3 * hurt_j);
  const double r_g = (1 + 1.5 * (1 - y) + (.6 - l)) / 2;
  const double r_j = (1 + .8 * hurt_j) / (2 * p.jihadists_patience);
  const double a = r_j / (r_g + r_j);
  double low = 1e-6, high = 1 - 1e-6;
  for (int round = 0; round < 80; ++round) {
    const double w = (low + high) / 2;
    const Point x = frontier(m, w, X);
    const double u_g = utility(m.junta, x), u_j = utility(m.jnim, x);
    double f = a * (1 - w) * (u_j - d_j) - (1 - a) * w * (u_g - d_g);
    if (u_g < d_g) f = d_g - u_g;
    if (u_j < d_j) f = u_j - d_j;
    (f > 0 ? low : high) = w;
  }
  const Point x = frontier(m, low, X);
  double given = 0, weights = 0;
  for (std::size_t k = 1; k < kIssueCount; ++k) {
    given += m.junta.weight[k] * x[k];
    weights += m.junta.weight[k];
  }
  EXPECT_NEAR(is(SeriesId::terms_offered), given / weights, 1e-7);
  // 7.6
  const double q = .35 + .65 * unit(.7 * p.talks_initial_trust +
                                    .3 * (p.talks_guarantee + .1 + .2 * p.talks_mediator));
  const double s_g = q * (utility(m.junta, x) - d_g) - (1 - q) * .25;
  const double s_j = q * (utility(m.jnim, x) - d_j) - (1 - q) * .25;
  const double e = std::min(1.0, 10 * p.talks_leak_rate) * (1 - p.talks_deniability);
  const double cost = .6 * p.partners_french_dependence * p.partners_red_line * C * e;
  EXPECT_NEAR(is(SeriesId::willingness_junta),
              S((s_g - cost - .08 + .1 * p.junta_drawdown_window * v) / .12), 1e-7);
  EXPECT_NEAR(is(SeriesId::willingness_jnim), S((s_j - .14) / .12), 1e-7);
  expect(SeriesId::ripeness, std::sqrt(hurt_g * hurt_j) * (1 - .7 * unit(52 * tau_j / .1)));
  const auto leader = [&](const Side& side) { return S((utility(side, x) - d_j) / .12 + .5); };
  const double p_q = S((utility(m.aqim, x) - .85) / .12), leash = p.jihadists_parent_veto;
  EXPECT_NEAR(is(SeriesId::approval),
              leader(m.ag_ghaly) * leader(m.koufa) * (1 - leash + leash * p_q), 1e-7);
  expect(SeriesId::gate, unit(1 - p.jihadists_precondition * X));
  const double gamma = unit(p.talks_guarantee + .3 + .1 * p.talks_mediator);
  const double shift = unit(p.talks_horizon * tau_j / .1);
  expect(SeriesId::commitment, unit(.15 + .85 * (1 - unit(shift - .6 * gamma))));
}

// --- the field -----------------------------------------------------------------------------------

const BlockOutput kNowhere;  // sums go nowhere

/// A block some weeks into the war, at a given stage, with the week's politics done.
class Worked {
 public:
  explicit Worked(double stage)
      : m(test::model({"levers.local_effort=3", "pacts.army_exit=1", "levers.niger_hub=0.8",
                       "levers.army_surge=0.4", "pacts.break_rate=0.06"})),
        b(new Block(m, 77, 0, Mask(true), kNowhere)) {
    std::vector<double> rows(std::size_t(kWeekRows) * kLanes);
    start(*b);
    for (int week = 0; week < 40; ++week) step(*b, week, rows.data());
    b->week.t = 40;
    b->random.begin_week(40);
    b->nation.stage = stage;
    b->nation.conceded = stage == 5.0 ? .4 : 0.0;
    calendar(*b);
    sense(*b);
    local_pacts(*b);
  }
  /// 4 F*: hub and troops who cooperate; 2 W.
  double french(int i, int k) const {
    return 4 * (b->nation.cooperation[k] * m.places[std::size_t(i)].french *
                    b->nation.french_troops[k] +
                m.places[std::size_t(i)].niger_hub * b->week.hub_force[k]);
  }
  double russian(int i, int k) const {
    return 2 * m.places[std::size_t(i)].russian * b->nation.russian_troops[k];
  }
  double calm(int k) const {
    return b->nation.stage[k] == 4.0 ? .75 : b->nation.stage[k] == 5.0 ? .92 : 0;
  }
  double near(const Field& field, int i, int k) const {
    const CercleConstants& place = m.places[std::size_t(i)];
    double sum = 0;
    for (int each = 0; each < place.neighbour_count; ++each)
      sum += field[place.neighbours[std::size_t(each)]][k];
    return sum / place.neighbour_count;
  }
  double spread(const Field& field, int i, int k) const {  // P': evenly over one's neighbours
    const CercleConstants& place = m.places[std::size_t(i)];
    double sum = 0;
    for (int each = 0; each < place.neighbour_count; ++each) {
      const int other = place.neighbours[std::size_t(each)];
      sum += field[other][k] / m.places[std::size_t(other)].neighbour_count;
    }
    return sum;
  }

  Model m;
  std::unique_ptr<Block> b;
};

void expect_events(Worked& w) {
  Block& b = *w.b;
  const Params& p = w.m.params;
  allocate_army(b);
  const std::unique_ptr<CercleState> old(new CercleState(b.at));
  events(b);
  for (int i = 0; i < w.m.cercle_count; ++i)
    for (int k = 0; k < kLanes; ++k) {
      const CercleConstants& place = w.m.places[std::size_t(i)];
      const double g = old->state_share[i][k], j = old->jihadist_share[i][k], n = 1 - g - j;
      const double J = old->katiba[i][k], A = old->garrison[i][k], D = place.hunters;
      const double pact = old->pact[i][k], o = b.traits.obedience[i][k], calm = w.calm(k);
      const double act = J * J / (J * J + 180 * 180), c = g + n / 2, v0 = b.traits.attack_rate[k];
      const double under = pact == 0 ? 1 : old->pact_hunters_armed[i][k] != 0 ? 1 - .8 : 1 - .97;
      const double clashes = v0 * act * sat(D, 200) * unit(2 * (j + n / 2)) * under;
      const double raids = v0 * act * 4 * c * (1 - c) * (1 - .15 * pact);
      const double convoy = old->convoy[i][k] > 0 ? 1.3 : 1;
      const double luck = std::max(.2, 1 + .7 * b.nation.fortune[k] + b.nation.tempo[k]);
      const double echo = p.war_self_excitation * (1 - .78) *
                          (.5 * old->excitation[i][k] + .5 * w.spread(old->excitation, i, k)) *
                          (1 - .8 * pact);
      const double lambda =
          ((raids + clashes) * b.week.season_attacks * luck * convoy + echo) * (1 - calm * o);
      EXPECT_NEAR(b.week.attack_rate[i][k], std::min(40.0, lambda), 1e-9) << place.people;
      const double french = w.french(i, k), russian = w.russian(i, k), all = A + french + russian;
      const double left = pact * old->pact_army_left[i][k];
      EXPECT_NEAR(b.week.operation_rate[i][k],
                  b.traits.operation_tempo[k] * 1.4 * sat(all, 500) * unit(j + n) *
                      (1 - .6 * pact) * (left != 0 ? .5 : 1) * convoy * (1 - calm),
                  1e-9);
      const double O = b.at.operations[i][k];
      const double harm = O * (.3 * A + p.war_russian_harm * russian + .05 * french) / (all + 1);
      const double remembered = .92 * old->harm[i][k] + harm;
      EXPECT_NEAR(b.at.harm[i][k], remembered, 1e-9);
      EXPECT_NEAR(
          b.at.excitation[i][k],
          .78 * old->excitation[i][k] + b.at.attacks[i][k] + harm * (.3 + (1 - .3) * sat(J, 20)),
          1e-9);
    }
}

void expect_ground(Worked& w) {
  Block& b = *w.b;
  const std::unique_ptr<CercleState> old(new CercleState(b.at));
  control(b);
  for (int i = 0; i < w.m.cercle_count; ++i)
    for (int k = 0; k < kLanes; ++k) {
      const CercleConstants& place = w.m.places[std::size_t(i)];
      const double g = old->state_share[i][k], j = old->jihadist_share[i][k], n = 1 - g - j;
      const double J = old->katiba[i][k], A = old->garrison[i][k], pact = old->pact[i][k];
      const double kc = b.traits.contest_speed[k], z = b.nation.fortune[k];
      const double left = pact * old->pact_army_left[i][k], eF = b.traits.french_value[k];
      const double mobile = b.traits.army_quality[k] * A +
                            b.traits.russian_value[k] * w.russian(i, k) / 2 +
                            eF * place.french * b.nation.cooperation[k] * b.nation.french_troops[k];
      const double PO = mobile + eF * place.niger_hub * b.week.hub_force[k];
      const double help = pact == 0 ? 1 : old->pact_hunters_armed[i][k] != 0 ? 1 - .5 : 1 - .9;
      const double PS =
          mobile + .25 * place.minusma * b.nation.minusma_troops[k] + .35 * place.hunters * help;
      const double PJ =
          b.traits.guerrilla_leverage[k] * (J + b.traits.reach[k] * w.near(old->katiba, i, k));
      const double s = PS / (PS + PJ + 1), s_off = PO / (PO + PJ + 1);
      const double act = J * J / (J * J + 40 * 40), needed = 200 + .0015 * place.area;
      const double fr = (1 - .7 * w.calm(k) * b.traits.obedience[i][k]) * (1 - .6 * pact);
      const double c_s = kc * s * sat(A, needed) * (.4 + .6 * b.nation.support[k]) * fr * (1 - z);
      const double conc = b.nation.stage[k] == 5.0 ? b.nation.conceded[k] : 0;
      const double c_j = (kc * (1 - s) * act * fr + .012 * pact * old->pact_rules[i][k] * act +
                          .0015 * conc * act) *
                         (1 + z);
      const double e_g = .8 * kc * (1 - s) * act * fr * (1 + z) + .0006 + (left != 0 ? .006 : 0);
      const double e_j = .7 * kc * s_off * sat(PO, needed) * fr * (1 - z);
      const double taken = n * H(c_s + c_j);
      EXPECT_NEAR(b.at.state_share[i][k], g + taken * c_s / (c_s + c_j) - g * H(e_g), 1e-12);
      EXPECT_NEAR(b.at.jihadist_share[i][k], j + taken * c_j / (c_s + c_j) - j * H(e_j), 1e-12);
    }
}

void expect_people(Worked& w) {
  Block& b = *w.b;
  const std::unique_ptr<CercleState> old(new CercleState(b.at));
  people(b);
  for (int i = 0; i < w.m.cercle_count; ++i)
    for (int k = 0; k < kLanes; ++k) {
      const CercleConstants& place = w.m.places[std::size_t(i)];
      const double J = old->katiba[i][k], A = old->garrison[i][k], pact = old->pact[i][k];
      const double quiet = w.calm(k) * b.traits.obedience[i][k], s = old->siege[i][k];
      const double s_a = A / (A + b.traits.guerrilla_leverage[k] * J + 1);
      const double act = J * J / (J * J + 40 * 40);
      const double up =
          H(.1 * act * old->jihadist_share[i][k] * (1 - s_a) * (1 - quiet) * (1 - pact));
      const double down =
          H(.02 + .03 * s_a + .35 * pact + .1 * quiet + (old->convoy[i][k] > 0 ? .25 : 0));
      const double siege = s + up * (1 - s) - down * s;
      EXPECT_NEAR(b.at.siege[i][k], siege, 1e-12);
      const double U = place.minusma * b.nation.minusma_troops[k];
      const double out = std::max(0.0, old->residents[i][k] - .85 * place.people) / (1 - .85) *
                         H(.00052 * old->attacks[i][k] * (1 - .3 * sat(U, 500)) * (1 + .5 * siege));
      const double back =
          old->displaced[i][k] *
          H(.016 * (1 - siege) / (1 + 1.5 * b.week.attack_rate[i][k]) * (1 + 1.5 * pact + quiet));
      EXPECT_NEAR(b.at.displaced[i][k], old->displaced[i][k] + out - back, 1e-6);
    }
}

TEST(WorkedWeek, OfTheFieldInWarTruceAndAccord) {
  for (const double stage : {1.0, 4.0, 5.0}) {
    Worked w(stage);
    double pacts = 0, convoys = 0;
    for (int i = 0; i < w.m.cercle_count; ++i)
      for (int k = 0; k < kLanes; ++k) {
        pacts += w.b->at.pact[i][k];
        convoys += w.b->at.convoy[i][k] > 0 ? 1 : 0;
      }
    EXPECT_GT(pacts, 5);
    EXPECT_GT(convoys, 0);
    expect_events(w);
    expect_ground(w);
    expect_people(w);
  }
}

}  // namespace worked_week_test
}  // namespace palabre::portable
