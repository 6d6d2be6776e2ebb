// The bargain over six issues against its closed forms, on sides made for the purpose.

#define PALABRE_ISA portable_double
#define PALABRE_DOUBLE
#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <random>

#include "sim/model/submodels.hpp"
#include "tests/support/cases.hpp"

namespace palabre::portable_double {
namespace bargaining_test {

const BlockOutput kNowhere;  // sums go nowhere

/// A block at rest: nothing held, no trend, no hurt, the French gone; war values as asked for.
class Bargain : public testing::Test {
 protected:
  Bargain() : model_(std::make_unique<Model>(test::model())) {
    model_->params.junta_belief_in_arms = 0.0;
    model_->params.jihadists_patience = 1.0;
    model_->params.talks_strength_weight = 0.0;
    for (std::size_t k = 0; k < kIssueCount; ++k) {
      model_->junta.ideal[k] = 0.0;
      model_->jnim.ideal[k] = 1.0;
      const double weights[] = {.2, .2, .2, .15, .15, .1};
      model_->junta.weight[k] = model_->jnim.weight[k] = weights[k];
    }
  }

  Block& settle(double war_junta, double war_jnim) {
    block_.reset(new Block(*model_, 0, 0, Mask(true), kNowhere));
    Block& b = *block_;
    b.week.presence = 1.0;
    b.nation.economy = 1.0;
    b.nation.support = 0.6;
    b.week.hurt_jnim = hurt_jnim_;
    b.traits.bias_junta = war_junta - (0.26 + 0.45 * 0.25);
    b.traits.bias_jnim = war_jnim - (0.36 + 0.60 * 0.5 - 0.30 * hurt_jnim_);
    bargain(b);
    EXPECT_NEAR(b.week.war_junta[0], war_junta, 1e-12);
    EXPECT_NEAR(b.week.war_jnim[0], war_jnim, 1e-12);
    return b;
  }

  double utility(const Side& side, const std::array<double, kIssueCount>& x) const {
    double u = 1.0;
    for (std::size_t k = 0; k < kIssueCount; ++k)
      u -= side.weight[k] * (x[k] - side.ideal[k]) * (x[k] - side.ideal[k]);
    return u;
  }

  std::unique_ptr<Model> model_;
  std::unique_ptr<Block> block_;
  double hurt_jnim_ = 0.0;
};

TEST_F(Bargain, MirrorImageActorsMeetInTheMiddleOnEveryIssue) {
  const Block& b = settle(0.3, 0.3);
  for (int k = 0; k < kIssueCount; ++k) EXPECT_NEAR(b.week.offer[k][0], 0.5, 1e-9);
  EXPECT_NEAR(b.week.terms[0], 0.5, 1e-9);
}

TEST_F(Bargain, AnImpatientOtherIsHeldAtItsWarValue) {
  model_->params.jihadists_patience = 1e-9;  // then the junta has all the power
  const Block& b = settle(0.3, 0.3);
  EXPECT_NEAR(b.week.utility_jnim[0], 0.3, 1e-4);
}

TEST_F(Bargain, TroopsAlreadyGoneCannotBeUnconceded) {
  block_.reset();
  Block& b = settle(0.3, 0.3);
  b.week.presence = 0.2;
  bargain(b);
  EXPECT_GE(b.week.offer[0][0], 0.8);
}

TEST_F(Bargain, WithoutARationalPointASurplusIsNegative) {
  const Block& b = settle(0.95, 0.95);
  EXPECT_TRUE(b.week.utility_junta[0] < 0.95 || b.week.utility_jnim[0] < 0.95);
}

TEST_F(Bargain, NoFeasiblePointIsBetterForBoth) {
  std::mt19937_64 bits(7);
  std::uniform_real_distribution<double> unit(0.0, 1.0);
  for (int round = 0; round < 20; ++round) {
    for (std::size_t k = 0; k < kIssueCount; ++k) {
      model_->junta.weight[k] = unit(bits);
      model_->jnim.weight[k] = unit(bits);
    }
    const Block& b = settle(0.2, 0.2);
    for (int i = 0; i < 500; ++i) {
      std::array<double, kIssueCount> x;
      for (double& position : x) position = unit(bits);
      const bool dominates = utility(model_->junta, x) > b.week.utility_junta[0] + 1e-9 &&
                             utility(model_->jnim, x) > b.week.utility_jnim[0] + 1e-9;
      ASSERT_FALSE(dominates) << "round " << round;
    }
  }
}

TEST_F(Bargain, UtilitarianSettlesAtEqualWeights) {
  model_->switches.bargaining = int(BargainingSolution::utilitarian);
  model_->junta.weight[2] = 0.3;  // against .2: the optimum of the sum is .2 / .5
  const Block& b = settle(0.3, 0.3);
  EXPECT_NEAR(b.week.offer[2][0], 0.4, 1e-12);
}

TEST_F(Bargain, KalaiSmorodinskyGivesEqualSharesOfTheBestGain) {
  model_->switches.bargaining = int(BargainingSolution::kalai_smorodinsky);
  model_->junta.weight = {.3, .1, .2, .1, .2, .1};
  for (const auto& [war_junta, war_jnim] : {std::pair{0.3, 0.3}, {0.5, 0.2}, {0.1, 0.6}}) {
    const Block& b = settle(war_junta, war_jnim);
    // The best of each side on the frontier with the other at its war value, by brute force.
    double best_junta = 0.0, best_jnim = 0.0;
    for (int i = 1; i < 200000; ++i) {
      const double m = i / 200000.0;
      std::array<double, kIssueCount> x;
      for (std::size_t k = 0; k < kIssueCount; ++k) {
        const double g = m * model_->junta.weight[k], j = (1 - m) * model_->jnim.weight[k];
        x[k] = j / (g + j);
      }
      const double u_junta = utility(model_->junta, x), u_jnim = utility(model_->jnim, x);
      if (u_junta < war_junta || u_jnim < war_jnim) continue;
      best_junta = std::max(best_junta, u_junta - war_junta);
      best_jnim = std::max(best_jnim, u_jnim - war_jnim);
    }
    EXPECT_NEAR((b.week.utility_junta[0] - war_junta) / best_junta,
                (b.week.utility_jnim[0] - war_jnim) / best_jnim, 1e-4);
  }
}

TEST_F(Bargain, PowerWeightedFollowsTheExpectedControl) {
  model_->switches.bargaining = int(BargainingSolution::power_weighted);
  const Block& b = settle(0.3, 0.3);
  // g_E = .25, j_E = .5, so the junta's weight is 1/3 and each position 2/3.
  EXPECT_NEAR(b.week.offer[3][0], 2.0 / 3.0, 1e-9);
}

TEST_F(Bargain, MoreWarValueNeverMeansLessUtility) {
  double before = -1.0;
  for (double war = 0.05; war < 0.7; war += 0.05) {
    const double now = settle(war, 0.3).week.utility_junta[0];
    EXPECT_GE(now, before - 1e-7);
    before = now;
  }
}

TEST(IssueMatrix, WeightsOfEverySideSumToOneWhateverTheAuthorWrites) {
  for (const test::Sets& sets :
       {test::Sets{},
        test::Sets{"issues.prisoners.weight_junta=0.9", "jihadists.social_rules=0.6",
                   "issues.elections.weight_jnim=0", "issues.local_arms.weight_aqim=1"}}) {
    const Model m = test::model(sets);
    for (const Side* side : {&m.junta, &m.jnim, &m.ag_ghaly, &m.koufa, &m.aqim}) {
      double sum = 0.0;
      for (const double w : side->weight) sum += w;
      EXPECT_NEAR(sum, 1.0, 1e-9);
    }
  }
}

TEST(IssueMatrix, SocialRulesAndTheExitWishComeFromTheirParameters) {
  const Model m = test::model({"jihadists.social_rules=0.4", "partners.junta_exit_wish=0.1"});
  EXPECT_EQ(m.junta.ideal[0], 0.1);
  EXPECT_EQ(m.jnim.weight[1], 0.4);
  EXPECT_EQ(m.koufa.weight[1], 0.4);
  EXPECT_EQ(m.junta.weight[1], 0.25);
}

}  // namespace bargaining_test
}  // namespace palabre::portable_double
