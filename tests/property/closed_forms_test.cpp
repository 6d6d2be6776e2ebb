// Submodels against what can be worked out on paper.

#define PALABRE_ISA portable_double
#define PALABRE_DOUBLE
#include <gtest/gtest.h>

#include <Eigen/Dense>
#include <cmath>
#include <memory>

#include "sim/model/compile.hpp"
#include "sim/model/submodels.hpp"
#include "tests/support/cases.hpp"

namespace palabre::portable_double {
namespace closed_forms_test {

const BlockOutput kNowhere;  // sums go nowhere

std::unique_ptr<Block> block_of(const Model& m) {
  std::unique_ptr<Block> b(new Block(m, (2ull << 32) | 1u, 0, Mask(true), kNowhere));
  start(*b);
  for (bool& cercle : b->untouched) cercle = false;  // tests write values of pacts by hand
  return b;
}

double h(double x) { return x / (1 + x); }

TEST(Start, ACercleThatIsWhollyTheStatesIsNoReasonToFail) {
  World world = *test::baseline().world;
  world.cercles[1].state = 1.0;
  world.cercles[1].jihadist = 0.0;
  const Model m = compile(test::scenario({}, 2), world);
  EXPECT_GT(m.places[1].state, 0.9);
  Ensemble ensemble(std::make_shared<const Model>(m), 3);
  ensemble.grow_to(8, 1);
  EXPECT_EQ(ensemble.results()->failed, 0);
}

TEST(ControlChain, ConstantRatesAreAStochasticMatrixToAPower) {
  const double c_s = .006, c_j = .004, e_g = .003, e_j = .002;
  const double out = h(c_s + c_j), a_s = out * c_s / (c_s + c_j), a_j = out - a_s;
  Eigen::Matrix3d m;  // columns: state, jihadist, contested
  m << 1 - h(e_g), 0, a_s, 0, 1 - h(e_j), a_j, h(e_g), h(e_j), 1 - out;
  Eigen::Vector3d x(.33, .22, .45);
  Real g = .33, j = .22;
  for (int t = 0; t < 260; ++t) {
    control_step(g, j, c_s, c_j, e_g, e_j);
    x = (m * x).eval();
  }
  EXPECT_NEAR(g[0], x[0], 1e-12);
  EXPECT_NEAR(j[0], x[1], 1e-12);
  for (int t = 0; t < 40000; ++t) control_step(g, j, c_s, c_j, e_g, e_j);
  const double r_g = a_s / h(e_g), r_j = a_j / h(e_j), n = 1 / (1 + r_g + r_j);
  EXPECT_NEAR(g[0], r_g * n, 1e-9);
  EXPECT_NEAR(j[0], r_j * n, 1e-9);
}

TEST(LuckOfYears, IsTheExponentialToAHundredth) {
  const Model m = test::model({}, 2);
  auto b = block_of(m);
  for (double x = -1.45; x <= 1.45; x += 0.1) {
    b->nation.year = x;
    sense(*b);
    const double year = b->nation.year[0];
    EXPECT_NEAR(b->week.luck_of_years[0] / std::exp(year), 1.0, 0.012) << year;
  }
}

TEST(Cells, APlaceWithoutOneKeepsItsGroundAndSeesNoAttack) {
  const Model m = test::model({"territory.jihadist_share=0.1"});
  auto b = block_of(m);
  const int i = 3;  // Kayes, far from everybody
  b->at.cell[i] = b->at.blockade[i] = b->at.siege[i] = 0.0;
  for (int k = 0; k < m.places[i].neighbour_count; ++k)
    b->at.katiba[m.places[i].neighbours[std::size_t(k)]] = 1.0;
  const double state = b->at.state_share[i][0], jihadist = b->at.jihadist_share[i][0];
  for (int week = 0; week < 50; ++week) {
    b->at.excitation[i] = 0.0;
    allocate_army(*b);
    b->at.cell[i] = 0.0;
    events(*b);
    b->at.cell[i] = 0.0;
    control(*b);
    EXPECT_EQ(b->at.attacks[i][0], 0.0);
  }
  EXPECT_GE(b->at.state_share[i][0], state);
  EXPECT_EQ(b->at.jihadist_share[i][0], jihadist);
}

TEST(Defection, WhenJnimSignsPartOfItsFightersAndGroundGoesAndNoneIsLost) {
  const Model m = test::model({"jihadists.defection=0.4", "jihadists.obedience=0.6"});
  auto b = block_of(m);
  b->nation.stage = 3.0;
  b->week.willingness_junta = b->week.willingness_jnim = b->week.gate = b->week.approval = 1.0;
  b->week.ripeness = b->week.commitment = 1.0;
  b->week.haste = 1e9;  // something happens, and it is a step up
  b->week.terms = 0.5;
  double before = 0.0, after = 0.0, rivals = 0.0;
  for (int i = 0; i < m.cercle_count; ++i) before += b->at.katiba[i][0] + b->at.rival[i][0];
  const double ground = b->at.jihadist_share[30][0], katiba = b->at.katiba[30][0];
  national_stage(*b);
  ASSERT_EQ(b->nation.stage[0], 4.0);
  for (int i = 0; i < m.cercle_count; ++i) {
    after += b->at.katiba[i][0] + b->at.rival[i][0];
    rivals += b->at.rival[i][0];
  }
  EXPECT_NEAR(after / before, 1.0, 1e-12);
  EXPECT_GT(rivals, 0.1 * before);
  EXPECT_EQ(b->at.jihadist_share[30][0], ground);
  EXPECT_NEAR(b->at.rival_share[30][0], 0.1 * ground, 1e-12);
  EXPECT_LT(b->at.katiba[30][0], katiba);
}

TEST(ControlChain, NoRatesMeanNoChange) {
  Real g = .33, j = .22;
  control_step(g, j, 0.0, 0.0, 0.0, 0.0);
  EXPECT_EQ(g[0], .33);
  EXPECT_EQ(j[0], .22);
}

TEST(Displacement, ConstantRatesSettleWhereFlightEqualsReturn) {
  const Model m = test::model();
  auto b = block_of(m);
  const int i = 25;
  for (int k = 0; k < m.cercle_count; ++k) {
    b->at.jihadist_share[k] = b->at.rival_share[k] = b->at.blockade[k] = 0.0;  // no siege tightens
    b->at.siege[k] = 0.0;
    b->at.attacks[k] = 0.0;
    b->week.attack_rate[k] = 0.0;
  }
  b->nation.minusma_troops = 0.0;
  for (int t = 0; t < 20000; ++t) {
    b->at.attacks[i] = 3.0;
    b->week.attack_rate[i] = 2.0;
    people(*b);
    ASSERT_EQ(b->at.residents[i][0] + b->at.displaced[i][0],
              b->at.residents[i][5] + b->at.displaced[i][5]);
  }
  const double flee = h(m.calibration.flee_per_attack * 3.0), back = h(0.016 / (1 + 1.5 * 2.0));
  const double wanted = m.places[i].people * flee / (flee / 0.15 + back);
  EXPECT_NEAR(b->at.displaced[i][0] / wanted, 1.0, 1e-9);
}

TEST(Siege, ConstantRatesSettleAtTheirQuotient) {
  const Model m = test::model();
  auto b = block_of(m);
  const int i = 30;
  for (int t = 0; t < 5000; ++t) {
    b->at.jihadist_share[i] = 0.5;
    b->at.blockade[i] = 0.0;
    b->week.active_control[i] = 0.5;  // the critical mass of 40 fighters
    b->week.army_weight[i] = 0.5;     // the army's against the katiba
    people(*b);
  }
  const double up = h(0.1 * 0.5 * 0.5 * 0.5), down = h(0.02 + 0.03 * 0.5);
  EXPECT_NEAR(b->at.siege[i][0], up / (up + down), 1e-9);
}

TEST(Economy, WithoutSanctionsItRecoversByOneTwentiethOfTheGapAWeek) {
  const Model m = test::model({"levers.sanctions_start=never"});
  auto b = block_of(m);
  b->nation.economy = 0.6;
  for (int t = 0; t < 100; ++t) {
    b->week.t = t;
    b->week.sanctions = Mask(false);
    support(*b);
  }
  EXPECT_NEAR(1.0 - b->nation.economy[0], 0.4 * std::pow(19.0 / 20.0, 100), 1e-12);
}

TEST(Relief, RememberedReliefHalvesInItsHalfLifeWhereAnAgreementBroke) {
  for (const int life : {26, 104}) {
    const Model m = test::model({"junta.relief_memory=" + std::to_string(life)});
    auto b = block_of(m);
    for (int i = 0; i < m.cercle_count; ++i) b->at.relief[i] = 0.01;
    b->at.pact_broke_before[3] = 1.0;
    for (int t = 0; t < life; ++t) {
      for (int i = 0; i < m.cercle_count; ++i) {  // nobody returns and no siege is lifted
        b->at.displaced[i] = b->at.siege[i] = b->at.jihadist_share[i] = 0.0;
        b->at.rival_share[i] = b->at.blockade[i] = b->at.attacks[i] = 0.0;
      }
      people(*b);
    }
    EXPECT_NEAR(b->at.relief[3][0], 0.005, 0.0003) << life;
    EXPECT_NEAR(b->at.relief[4][0], 0.01 * std::pow(12.0 / 13.0, life), 1e-12) << life;
  }
}

TEST(Relief, TheOneNationalMemoryOfTheReferenceHalvesToo) {
  for (const int life : {4, 26, 104}) {
    const Model m = test::model({"switches.calibration=reference", "pacts.attempt_rate=0",
                                 "junta.relief_memory=" + std::to_string(life)});
    auto b = block_of(m);
    b->nation.relief_memory = 1.0;
    b->nation.relief_mean = 0.0;
    for (int t = 0; t < life; ++t) {
      b->week.t = t;
      b->week.season_breaks = 1.0;
      b->week.spoilers = 0.0;
      local_pacts(*b);
    }
    EXPECT_NEAR(b->nation.relief_memory[0], 0.5, 0.03) << life;
  }
}

TEST(SelfExcitation, TheNetworkKeepsTheBranchingRatio) {
  // lambda = mu + eta (1 - w)(.85 E + .15 P'E) has mean mu / (1 - eta), since every column of the
  // kernel sums to one: each event's offspring are spread, none lost.
  const Model m = test::model();
  const double own = m.calibration.excitation_own;
  Eigen::MatrixXd kernel = Eigen::MatrixXd::Zero(m.cercle_count, m.cercle_count);
  for (int i = 0; i < m.cercle_count; ++i)
    for (int k = 0; k < m.places[i].neighbour_count; ++k)
      kernel(i, m.places[i].neighbours[k]) =
          (1.0 - own) * m.places[m.places[i].neighbours[k]].per_neighbour;
  kernel += own * Eigen::MatrixXd::Identity(m.cercle_count, m.cercle_count);
  EXPECT_LT((kernel.colwise().sum().array() - 1.0).abs().maxCoeff(), 1e-12);
  const double radius = kernel.eigenvalues().cwiseAbs().maxCoeff();
  EXPECT_NEAR(radius, 1.0, 1e-9);  // times eta < 1: the process is stable

  const double mu = 0.3, eta = 0.5, memory = 0.78;
  Eigen::VectorXd e = Eigen::VectorXd::Zero(m.cercle_count);
  double sum = 0.0;
  const int weeks = 20000, burn = 500;
  for (int t = 0; t < weeks; ++t) {
    const Eigen::VectorXd rate = (mu + (eta * (1 - memory) * (kernel * e)).array()).matrix();
    for (int i = 0; i < m.cercle_count; ++i) {
      const Words u =
          philox(Bits(std::uint64_t(i)), Bits(std::uint64_t(t)), Bits(11), Bits(0), 1, 2);
      const double n = poisson(Real(rate[i]), u.uniform(0))[0];
      e[i] = memory * e[i] + n;
      if (t >= burn) sum += n;
    }
  }
  EXPECT_NEAR(sum / (weeks - burn) / m.cercle_count, mu / (1 - eta), 0.01);
}

TEST(Neighbours, EveryRowOfTheMeanSumsToOneAndTheGraphIsConnected) {
  const Model m = test::model();
  Eigen::MatrixXd mean = Eigen::MatrixXd::Zero(m.cercle_count, m.cercle_count);
  for (int i = 0; i < m.cercle_count; ++i)
    for (int k = 0; k < m.places[i].neighbour_count; ++k)
      mean(i, m.places[i].neighbours[k]) = m.places[i].per_neighbour;
  EXPECT_LT((mean.rowwise().sum().array() - 1.0).abs().maxCoeff(), 1e-12);
  // A connected graph has a single eigenvalue 1.
  const Eigen::VectorXd size = mean.eigenvalues().real();
  EXPECT_EQ((size.array() > 1.0 - 1e-9).count(), 1);
}

TEST(Army, AllocationConservesTheTotal) {
  const Model m = test::model();
  auto b = block_of(m);
  for (int week = 0; week < 50; ++week) {
    b->nation.army_total = 18000.0 - 100.0 * week;
    allocate_army(*b);
    double sum = 0.0;
    for (int i = 0; i < m.cercle_count; ++i) sum += b->at.garrison[i][2];
    EXPECT_NEAR(sum / b->nation.army_total[2], 1.0, 1e-9);
  }
}

TEST(Territory, TheFittedSharesMeetTheirTargetsForEveryAdmissiblePair) {
  int bound = 0;
  for (double state = 0.15; state <= 0.60001; state += 0.05)
    for (double jihadist = 0.05; jihadist <= 0.45001; jihadist += 0.05) {
      if (state + jihadist > 0.95) continue;
      const Model m = test::model({"territory.state_share=" + std::to_string(state),
                                   "territory.jihadist_share=" + std::to_string(jihadist)});
      double g = 0.0, j = 0.0, largest = 0.0;
      for (int i = 0; i < m.cercle_count; ++i) {
        g += m.places[i].area * m.places[i].state / m.area_total;
        const double jihadist_here = m.places[i].jihadist + m.places[i].rival_share;
        j += m.places[i].area * jihadist_here / m.area_total;
        largest = std::max(largest, m.places[i].state + jihadist_here);
      }
      EXPECT_LE(largest, 0.98 + 1e-12);
      if (largest > 0.98 - 1e-9) {  // the limit of a cercle binds: the shares may fall short
        ++bound;
        EXPECT_LE(g, state + 1e-6);
        EXPECT_LE(j, jihadist + 1e-6);
        continue;
      }
      EXPECT_NEAR(g, m.params.territory_state_share, 1e-9);
      EXPECT_NEAR(j, m.params.territory_jihadist_share, 1e-9);
    }
  EXPECT_LT(bound, 90);
}

TEST(Deployments, AreSharesWhateverTheWeightsOfTheTableSumTo) {
  World world = *test::baseline().world;
  const Model as_shipped = compile(test::scenario(), world);
  for (Cercle& c : world.cercles) c.french_weight *= 5.0;
  const Model scaled = compile(test::scenario(), world);
  double sum = 0.0;
  for (int i = 0; i < scaled.cercle_count; ++i) {
    EXPECT_NEAR(scaled.places[i].french, as_shipped.places[i].french, 1e-12);
    EXPECT_EQ(scaled.places[i].minusma, as_shipped.places[i].minusma);
    sum += scaled.places[i].french;
  }
  EXPECT_NEAR(sum, 1.0, 1e-12);
}

TEST(Calendar, MonthsAndSeasonsFollowTheDate) {
  const Model m = test::model({"war.season=0.5"});
  // Week 0 is mid-February, week 20 early July (attacks at their trough, breaks at their peak).
  EXPECT_DOUBLE_EQ(m.season_attacks[0], 1 + 0.5 * 0.2);
  EXPECT_DOUBLE_EQ(m.season_attacks[20], 1.0);
  EXPECT_DOUBLE_EQ(m.season_breaks[20], 1.5);
  EXPECT_DOUBLE_EQ(m.season_attacks[46], 1.0);  // January
  double attacks = 0.0, breaks = 0.0;
  for (int t = 0; t < 260; ++t) {
    attacks += m.season_attacks[std::size_t(t)] - 1.0;
    breaks += m.season_breaks[std::size_t(t)] - 1.0;
  }
  EXPECT_NEAR(attacks / 260, 0.0, 0.01);
  EXPECT_NEAR(breaks / 260, 0.0, 0.01);
}

TEST(Calendar, DatesBecomeWholeWeeksAfterTheStart) {
  const Model m = test::model({"levers.minusma_exit=2022-02-27", "levers.election=2022-02-28",
                               "levers.french_withdrawal=never"});
  EXPECT_EQ(m.calendar.minusma_exit, 1);
  EXPECT_EQ(m.calendar.election, 2);
  EXPECT_EQ(m.calendar.french_withdrawal, kNeverWeek);
}

TEST(Violence, TheHegemonyCurveVanishesWhereControlIsEven) {
  // eta = 0, no hunters' clashes without katibas' presence: at c = 1/2 only the clashes are left.
  for (const char* curve : {"parity", "hegemony"}) {
    Model m = test::model({std::string("switches.violence=") + curve, "war.self_excitation=0"});
    for (CercleConstants& place : m.places) place.clash_hunters = 0.0;
    auto b = block_of(m);
    for (int i = 0; i < m.cercle_count; ++i) {
      b->at.state_share[i] = b->at.jihadist_share[i] = 0.4;
      b->at.rival_share[i] = b->at.signatory_share[i] = 0.0;
      b->at.cell[i] = 1.0;
    }
    b->week.season_attacks = 1.0;
    b->nation.army_total = 18000.0;
    allocate_army(*b);
    events(*b);
    // Beside what a cell does whoever holds the ground.
    const double rate = b->week.raids[33][0] - kCellRaids * b->traits.attack_rate[0];
    if (std::string(curve) == "parity")
      EXPECT_GT(rate, 0.1);
    else
      EXPECT_LT(rate, 1e-9);
  }
}

}  // namespace closed_forms_test
}  // namespace palabre::portable_double
