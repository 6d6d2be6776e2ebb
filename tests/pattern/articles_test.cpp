// Does the model behave as the articles say? Paired runs on the same dice; each names its claim.
// A pattern holds when the mean difference has the right sign and is larger than both the noise
// size and two paired standard errors (model.md section 6).

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "tests/support/cases.hpp"

namespace palabre {
namespace {

using test::Lanes;
using Measure = std::function<double(const Lanes&, int lane)>;

struct Difference {
  double mean = 0.0, error = 0.0, before = 0.0, after = 0.0;
};

constexpr int kReplicates = 400;

Difference paired(const test::Sets& from, const test::Sets& to, const Measure& measure) {
  const Model a = test::model(from), b = test::model(to);
  double sum = 0.0, squares = 0.0;
  Difference d;
  for (std::uint32_t first = 0; first < kReplicates; first += kBlockLanes) {
    const Lanes x = test::run_lanes(a, first), y = test::run_lanes(b, first);
    for (int lane = 0; lane < kBlockLanes; ++lane) {
      const double p = measure(x, lane), q = measure(y, lane);
      d.before += p / kReplicates;
      d.after += q / kReplicates;
      sum += q - p;
      squares += (q - p) * (q - p);
    }
  }
  d.mean = sum / kReplicates;
  d.error = std::sqrt((squares / kReplicates - d.mean * d.mean) / (kReplicates - 1));
  return d;
}

void expect_up(const Difference& d, double noise) {
  EXPECT_GT(d.mean, std::max(noise, 2 * d.error))
      << d.before << " -> " << d.after << ", se " << d.error;
}
void expect_down(const Difference& d, double noise) {
  expect_up({-d.mean, d.error, d.before, d.after}, noise);
}

Measure tally(TallyId id) {
  return [id](const Lanes& l, int lane) { return l.tally(id, lane); };
}
Measure happened_by(TallyId week_of, int limit) {
  return [=](const Lanes& l, int lane) {
    const double week = l.tally(week_of, lane);
    return week >= 0 && week < limit ? 1.0 : 0.0;
  };
}

const test::Sets kQuiet{"levers.national_effort=0", "levers.local_effort=0"};
test::Sets with(test::Sets sets, std::initializer_list<const char*> more) {
  sets.insert(sets.end(), more.begin(), more.end());
  return sets;
}

TEST(Pattern, P01_AFrenchExitMakesTalksLikelier_C25_C26) {
  expect_up(paired({"levers.french_withdrawal=never"}, {}, happened_by(TallyId::talks_week, 104)),
            .03);
}

TEST(Pattern, P02_AnEarlierFrenchExitNeverLowersJihadistTerritoryWithoutTalks_C18_C43) {
  const auto stay = with(kQuiet, {"levers.french_withdrawal=never"});
  expect_up(paired(stay, kQuiet, tally(TallyId::jihadist_area_end)), .01);
  expect_down(paired(stay, kQuiet, tally(TallyId::state_area_end)), .01);
}

TEST(Pattern, P07_WithoutApprovalThereAreFewerPacts_C12) {
  expect_down(paired({}, {"jihadists.pact_approval=0"}, tally(TallyId::pacts_started)), 1.0);
}

TEST(Pattern, P09_AGrowingJnimIsLessWilling_C18_C21) {
  expect_down(
      paired({"war.recruitment=0.006"}, {"war.recruitment=0.02"}, tally(TallyId::willingness_jnim)),
      .02 * 260);
}

TEST(Pattern, P10_SanctionsMakeTheJuntaWillingAndTheTermsWorse_C38) {
  const test::Sets none{"junta.sanctions_bite=0"}, hard{"junta.sanctions_bite=0.6"};
  expect_up(paired(none, hard, tally(TallyId::willingness_junta)), .02 * 260);
  expect_up(paired(none, hard, tally(TallyId::terms_offered_first_year)), .01 * 52);
}

TEST(Pattern, P16_AMediatorWithStandingMakesATruceLikelier_C42_C10) {
  expect_up(
      paired({"talks.mediator=0.2"}, {"talks.mediator=0.9"}, happened_by(TallyId::truce_week, 260)),
      .04);
}

TEST(Pattern, P17_WhileTheFrenchStayPublicTalksSendThemAway_C22_C23) {
  const test::Sets secret{"levers.french_withdrawal=never", "levers.talks_channel=secret"};
  const test::Sets open{"levers.french_withdrawal=never", "levers.talks_channel=public"};
  expect_up(paired(secret, open, tally(TallyId::french_exit_early)), .05);
  expect_down(paired(secret, open, happened_by(TallyId::good_offices_week, 52)), .03);
}

TEST(Pattern, P22_AGuaranteeKeepsAgreementsAlive_C9) {
  expect_up(paired({"talks.guarantee=0"}, {"talks.guarantee=0.8"},
                   [](const Lanes& l, int lane) {
                     return l.tally(TallyId::truce_weeks, lane) +
                            l.tally(TallyId::accord_weeks, lane);
                   }),
            2.0);
}

TEST(Pattern, P25_ViolenceBreedsViolence_C32) {
  const auto quiet = with({}, {"levers.national_effort=0"});
  expect_up(paired(with(quiet, {"war.self_excitation=0"}), with(quiet, {"war.self_excitation=0.6"}),
                   tally(TallyId::attacks)),
            5.0 * 260);
}

TEST(Pattern, P32_LocalPactsBringPeopleHomeEvenWithoutTalks_C34_C45) {
  expect_down(paired(kQuiet, {"levers.national_effort=0"}, tally(TallyId::displaced_end)), 2000.0);
}

TEST(Pattern, P33_PactsHaveAPriceInGround_C35) {
  expect_up(paired(kQuiet, {"levers.national_effort=0", "levers.local_effort=3"},
                   tally(TallyId::jihadist_area_end)),
            .002);
}

TEST(Pattern, P42_ArmsAloneDisplaceMorePeople_C32_C45) {
  expect_up(paired({}, with(kQuiet, {"levers.army_surge=0.5"}), tally(TallyId::displaced_end)),
            5000.0);
}

TEST(Pattern, P54_TheNigerHubHoldsTheBorderCercles_C48) {
  expect_down(paired(with(kQuiet, {"levers.niger_hub=0"}), with(kQuiet, {"levers.niger_hub=1"}),
                     tally(TallyId::jihadist_area_end)),
              .002);
}

TEST(Pattern, P56_LocalPactsTeachTheNationalTrack_C13) {
  expect_up(paired({"levers.local_effort=0"}, {"levers.local_effort=2.5"},
                   happened_by(TallyId::talks_week, 104)),
            .005);
}

}  // namespace
}  // namespace palabre
