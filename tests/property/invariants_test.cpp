// What holds whatever the numbers are.

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "sim/run/engine/accumulator.hpp"
#include "tests/support/cases.hpp"
#include "tests/support/float_traps.hpp"

namespace palabre {
namespace invariants_test {

using test::Lanes;
using test::run_lanes;

/// A scenario with every parameter and number lever drawn from its allowed range.
Scenario random_scenario(std::uint64_t number) {
  std::mt19937_64 bits(number);
  const auto between = [&](double low, double high) {
    return low + (high - low) * std::generate_canonical<double, 53>(bits);
  };
  Scenario s = test::scenario();
  for (const ParamSpec& spec : param_specs()) s.params.*spec.field = between(spec.min, spec.max);
  s.params.territory_jihadist_share =
      std::min(s.params.territory_jihadist_share, 0.95 - s.params.territory_state_share);
  for (const LeverSpec& spec : lever_specs())
    if (spec.kind == LeverKind::Number)
      s.levers.*std::get<double Levers::*>(spec.field) = between(spec.min, spec.max);
  s.switches.bargaining = int(number % 4);
  s.switches.violence = int(number / 4 % 2);
  s.switches.force_exponent = double(1 + number / 8 % 2);
  return s;
}

void expect_no_failures(const Scenario& s, std::uint32_t first) {
  const Model m = compile(s, *test::baseline().world);
  const Lanes lanes = run_lanes(m, first);
  for (const LaneFailure& f : lanes.out.failure) {
    const auto specs = f.cercle >= 0 ? state_cercle_specs() : state_nation_specs();
    ASSERT_LT(f.week, 0) << "week " << f.week << " cercle " << f.cercle << " variable "
                         << specs[std::size_t(f.variable)].name;
  }
}

TEST(Bounds, HoldForEveryReplicateOfRandomScenarios) {
  for (std::uint32_t number = 0; number < 40; ++number) {
    SCOPED_TRACE("scenario " + std::to_string(number));
    expect_no_failures(random_scenario(number), number * 8);
    if (HasFatalFailure()) return;
  }
}

TEST(Bounds, HoldWithEveryParameterAtEitherEnd) {
  Scenario all_low = test::scenario(), all_high = test::scenario();
  for (const ParamSpec& spec : param_specs()) {
    all_low.params.*spec.field = spec.min;
    all_high.params.*spec.field = spec.max;
    for (const double end : {spec.min, spec.max}) {
      SCOPED_TRACE(std::string(spec.key) + " = " + std::to_string(end));
      Scenario s = test::scenario({}, 104);
      s.params.*spec.field = end;
      expect_no_failures(s, 0);
    }
  }
  all_high.params.territory_jihadist_share = 0.35;  // together at most .95
  expect_no_failures(all_low, 0);
  expect_no_failures(all_high, 0);
}

TEST(Stages, MoveOneStepUpAndOnlyBackToContactOrNothing) {
  for (std::uint32_t number = 0; number < 12; ++number) {
    Scenario s = random_scenario(number);
    s.params.talks_tempo = 3.0;
    const Model m = compile(s, *test::baseline().world);
    const Lanes lanes = run_lanes(m);
    for (int lane = 0; lane < kBlockLanes; ++lane) {
      double before = 1.0;
      for (int week = 0; week < m.weeks; ++week) {
        const double now = lanes.stage(week, lane);
        ASSERT_TRUE(now <= before + 1.0 && (now >= before || now <= 1.0))
            << before << " -> " << now << " in week " << week;
        before = now;
      }
      const double truce = lanes.tally(TallyId::truce_week, lane);
      const double accord = lanes.tally(TallyId::accord_week, lane);
      EXPECT_TRUE(accord < 0 || (truce >= 0 && truce < accord));
    }
  }
}

TEST(Presence, NeverRisesOnceBothExitsHaveBegun) {
  const Model m = test::model({"levers.minusma_exit=2022-05-01"});
  const Lanes lanes = run_lanes(m);
  for (int week = 20; week < m.weeks; ++week)
    EXPECT_LE(lanes.row(week, SeriesId::foreign_presence, 0),
              lanes.row(week - 1, SeriesId::foreign_presence, 0));
}

TEST(RedLine, AtZeroTheFrenchDoNotCareAboutTalks) {
  const Model talks = test::model({"partners.red_line=0", "levers.talks_channel=public"});
  const Model silent = test::model({"partners.red_line=0", "levers.national_effort=0"});
  const Lanes a = run_lanes(talks), b = run_lanes(silent);
  for (int week = 0; week < talks.weeks; ++week)
    for (int lane = 0; lane < kBlockLanes; ++lane)
      ASSERT_EQ(a.row(week, SeriesId::french_cooperation, lane),
                b.row(week, SeriesId::french_cooperation, lane));
}

TEST(Precondition, AtZeroTheGateIsAlwaysOpen) {
  const Lanes lanes = run_lanes(test::model({"jihadists.precondition=0"}));
  for (int week = 0; week < 260; ++week) EXPECT_EQ(lanes.row(week, SeriesId::gate, 4), 1.0);
}

TEST(Precondition, StrictAndNobodyLeavesMeansNoTalksAtAll) {
  const auto r = test::ensemble(
      {"jihadists.precondition=1", "partners.red_line=0", "levers.french_withdrawal=never"}, 96);
  EXPECT_EQ(test::value(*r, StatisticId::talks_started), 0.0);
}

TEST(Precondition, AsItStandsNobodyLeavesMeansNoAccord) {
  const auto r = test::ensemble(
      {"partners.red_line=0", "levers.french_withdrawal=never", "talks.tempo=3"}, 96);
  EXPECT_GT(test::value(*r, StatisticId::talks_started), 0.0);
  EXPECT_EQ(test::value(*r, StatisticId::accord_reached), 0.0);
}

TEST(Pacts, ApprovedAndObedientMeansNoUnapprovedPact) {
  const auto r = test::ensemble(
      {"jihadists.pact_approval=1", "jihadists.spoilers=0", "jihadists.obedience=1"}, 64);
  EXPECT_EQ(r->find(StatisticId::pact_weeks_mean_unapproved), nullptr);
  EXPECT_GT(test::value(*r, StatisticId::pacts_started), 0.0);
}

TEST(Pacts, WithoutAttemptsThereAreNoneAndNothingFollowsFromThem) {
  const auto r = test::ensemble({"pacts.attempt_rate=0"}, 64);
  for (const StatisticId id :
       {StatisticId::pacts_started, StatisticId::pact_weeks_total, StatisticId::convoys,
        StatisticId::trust_from_pacts, StatisticId::pact_revivals})
    EXPECT_EQ(test::value(*r, id), 0.0);
  EXPECT_EQ(r->find(StatisticId::pact_weeks_mean), nullptr);
  EXPECT_EQ(r->find(StatisticId::pact_weeks_median), nullptr);
}

TEST(Pacts, NoArmyPostLeavesWhenTheStateRefuses) {
  const auto r = test::ensemble({"pacts.army_exit=0"}, 64);
  EXPECT_EQ(test::value(*r, StatisticId::pacts_army_left), 0.0);
}

TEST(Pacts, APlacedPactStandsOnItsDayWithItsTerms) {
  Scenario s = test::scenario({"pacts.attempt_rate=0"}, 30);
  s.pacts.push_back(
      {"Niono", Date::from(s.start + std::chrono::days(70)), true, false, true, false, 0.8});
  const Model m = compile(s, *test::baseline().world);
  const auto e = std::make_shared<const Model>(m);
  Ensemble ensemble(e, 3);
  ensemble.grow_to(64, 1);
  const auto r = ensemble.results();
  const int niono = test::baseline().world->find("Niono");
  EXPECT_EQ(r->map(CercleFieldId::pact, 9, niono), 0.0);
  EXPECT_EQ(r->map(CercleFieldId::pact, 10, niono), 1.0);
  EXPECT_LT(r->map(CercleFieldId::pact, 29, niono), 1.0);
  EXPECT_EQ(test::value(*r, StatisticId::pacts_started), 1.0);
  EXPECT_NEAR(test::value(*r, StatisticId::pact_social_rules), 0.8, 1e-6);
  EXPECT_EQ(test::value(*r, StatisticId::pacts_hunters_armed), 1.0);
  EXPECT_EQ(test::value(*r, StatisticId::pacts_army_left), 0.0);
  EXPECT_EQ(r->find(StatisticId::pact_weeks_mean_unapproved), nullptr);
}

TEST(Pacts, OfTwoPlacedInOneWeekTheLaterStands) {
  Scenario s = test::scenario({"pacts.attempt_rate=0"}, 3);
  for (const auto& [day, rules] : {std::pair{3, 0.25}, {5, 0.75}, {0, 0.5}})
    s.pacts.push_back(
        {"Niono", Date::from(s.start + std::chrono::days(day)), true, false, true, false, rules});
  Ensemble ensemble(std::make_shared<const Model>(compile(s, *test::baseline().world)), 3);
  ensemble.grow_to(8, 1);
  EXPECT_NEAR(test::value(*ensemble.results(), StatisticId::pact_social_rules), 0.75, 1e-6);
}

TEST(Talks, WithoutNationalEffortTheyNeverBegin) {
  const auto r = test::ensemble({"levers.national_effort=0"}, 64);
  EXPECT_EQ(test::value(*r, StatisticId::good_offices_started), 0.0);
}

TEST(Talks, ForbiddenTalksNeverBegin) {
  const auto r = test::ensemble({"levers.talks_open=never"}, 64);
  EXPECT_EQ(test::value(*r, StatisticId::good_offices_started), 0.0);
}

TEST(NigerHub, IsNothingWhileTheFrenchStay) {
  const test::Sets stay{"levers.french_withdrawal=never", "partners.red_line=0"};
  test::Sets with = stay;
  with.push_back("levers.niger_hub=1");
  const Lanes a = run_lanes(test::model(stay)), b = run_lanes(test::model(with));
  for (int lane = 0; lane < kBlockLanes; ++lane)
    EXPECT_EQ(a.digest(259, lane), b.digest(259, lane));
}

// It hastens every step while the exit is news (7.6), so runs with it and without part early.
TEST(LastCard, IsSpentOnceInItsWindowAtTheFirstTruceAndBringsTrucesForward) {
  const test::Sets eager{"talks.mediator=1", "talks.guarantee=0.8",
                         "levers.full_precondition_offer=true"};
  test::Sets with = eager, without = eager;
  with.push_back("junta.last_card=0.25");
  without.push_back("junta.last_card=0");
  const Model a = test::model(with), b = test::model(without);
  int played = 0, truces = 0, truces_without = 0;
  for (std::uint32_t first = 0; first < 160; first += 8) {
    const Lanes x = run_lanes(a, first), y = run_lanes(b, first);
    for (int lane = 0; lane < kBlockLanes; ++lane) {
      const auto early = [](double week) { return week >= 0.0 && week < 78.0; };
      truces += early(x.tally(TallyId::truce_week, lane));
      truces_without += early(y.tally(TallyId::truce_week, lane));
      const int week = int(x.tally(TallyId::card_week, lane));
      if (week < 0) continue;
      ++played;
      EXPECT_LE(week, 0 + 26 + 52);
      EXPECT_EQ(week, int(x.tally(TallyId::truce_week, lane)));
    }
  }
  EXPECT_GT(played, 5);
  EXPECT_GT(truces, truces_without + 5);
}

TEST(LastCard, WithoutAFrenchExitThereIsNone) {
  const auto r = test::ensemble(
      {"levers.french_withdrawal=never", "partners.red_line=0", "talks.mediator=1"}, 64);
  EXPECT_EQ(test::value(*r, StatisticId::last_card_played), 0.0);
}

TEST(Deaths, ByInitiatorByRegionAndByWeekAddUpExactly) {
  const Model m = test::model();
  const Lanes lanes = run_lanes(m);
  for (int lane = 0; lane < kBlockLanes; ++lane) {
    double by_region = 0.0, by_week = 0.0, by_actor = 0.0;
    for (std::size_t r = 0; r < kRegionMax; ++r)
      by_region += lanes.out.deaths_by_region[r][std::size_t(lane)];
    for (int week = 0; week < m.weeks; ++week) by_week += lanes.row(week, SeriesId::deaths, lane);
    for (const TallyId id :
         {TallyId::deaths_by_jihadists, TallyId::deaths_by_army, TallyId::deaths_by_french,
          TallyId::deaths_by_russians, TallyId::deaths_by_hunters, TallyId::deaths_by_rivals,
          TallyId::deaths_in_feuds, TallyId::deaths_by_signatories})
      by_actor += lanes.tally(id, lane);
    EXPECT_EQ(by_region, by_week);
    EXPECT_EQ(by_actor, by_week);
    EXPECT_EQ(lanes.tally(TallyId::deaths, lane), by_week);
  }
}

TEST(Displaced, TheMapAddsUpToTheNationalSeries) {
  const auto r = test::ensemble({}, 40);
  for (const int week : {0, 100, 259}) {
    double sum = 0.0;
    for (int i = 0; i < r->cercle_count; ++i) sum += r->map(CercleFieldId::displaced, week, i);
    EXPECT_NEAR(sum / r->of(SeriesId::displaced).mean[std::size_t(week)], 1.0, 1e-6);
  }
}

TEST(Thresholds, OfTheClassesMoveWhatTheyNameAndNothingElse) {
  const auto base = test::ensemble({}, 200);
  const auto strict = test::ensemble({"switches.advance_points=0.9"}, 200);
  EXPECT_EQ(base->digest, strict->digest);  // the runs are the same, only their names differ
  EXPECT_GT(base->outcomes[std::size_t(OutcomeId::insurgent_advance)].count, 0);
  EXPECT_EQ(strict->outcomes[std::size_t(OutcomeId::insurgent_advance)].count, 0);
  EXPECT_EQ(base->outcomes[std::size_t(OutcomeId::local_patchwork)].count,
            strict->outcomes[std::size_t(OutcomeId::local_patchwork)].count);
  const auto never = test::ensemble({"switches.accord_weeks=1040"}, 200);
  EXPECT_EQ(never->outcomes[std::size_t(OutcomeId::accord)].count, 0);
}

TEST(Outcomes, SharesSumToOneAndCountsToTheReplicates) {
  const auto r = test::ensemble({}, 120);
  std::int64_t count = 0;
  double share = 0.0;
  for (const OutcomeShare& o : r->outcomes) {
    count += o.count;
    share += o.share.value;
    EXPECT_LE(o.share.low, o.share.value);
    EXPECT_GE(o.share.high, o.share.value);
  }
  EXPECT_EQ(count, 120);
  EXPECT_NEAR(share, 1.0, 1e-12);
}

TEST(Quantiles, LieInOrderAndHalfABinFromTheTruth) {
  const Model m = test::model({}, 60);
  const auto r = [&] {
    Ensemble e(std::make_shared<const Model>(m), 12345);
    e.grow_to(64, 1);
    return e.results();
  }();
  const SeriesSpec& spec = *find_series("jihadist_share_area");
  std::vector<double> values;
  for (std::uint32_t first = 0; first < 64; first += 8) {
    const Lanes lanes = run_lanes(m, first);
    for (int lane = 0; lane < kBlockLanes; ++lane)
      values.push_back(lanes.row(59, SeriesId::jihadist_share_area, lane));
  }
  std::sort(values.begin(), values.end());
  const double half = (spec.high - spec.low) / spec.bins / 2;
  const Series& s = r->of(SeriesId::jihadist_share_area);
  EXPECT_NEAR(s.q05[59], values[3], half + 1e-12);
  EXPECT_NEAR(s.q50[59], values[32], half + 1e-12);
  EXPECT_NEAR(s.q95[59], values[60], half + 1e-12);
  for (const Series& each : r->series)
    for (std::size_t w = 0; w < 60; ++w)
      EXPECT_TRUE(each.q05[w] <= each.q25[w] && each.q25[w] <= each.q50[w] &&
                  each.q50[w] <= each.q75[w] && each.q75[w] <= each.q95[w]);
}

TEST(Smoke, NothingAbsurdAtTheDefaults) {
  const auto r = test::ensemble({}, 600);
  int common = 0;
  for (const OutcomeShare& o : r->outcomes) {
    EXPECT_LT(o.share.value, 0.70) << outcome_specs()[std::size_t(o.outcome)].id;
    common += o.share.value > 0.005;
  }
  EXPECT_GE(common, 6);
  EXPECT_GT(test::value(*r, StatisticId::attacks_per_week), 10.0);
  EXPECT_LT(test::value(*r, StatisticId::attacks_per_week), 50.0);
  EXPECT_GT(test::value(*r, StatisticId::displaced_end), 150e3);
  EXPECT_LT(test::value(*r, StatisticId::displaced_end), 900e3);
  EXPECT_GT(test::value(*r, StatisticId::talks_started), 0.2);
  EXPECT_LT(test::value(*r, StatisticId::talks_started), 0.8);
}

// --- failures ------------------------------------------------------------------------------------

TEST(Failures, StopTheirReplicateOnlyAndAreCounted) {
  Model m = test::model({}, 30);
  m.places[7].katiba = 9.5e8;  // some draws of its strength leave the bound of 1e9, others do not
  Ensemble ensemble(std::make_shared<const Model>(m), 12345);
  ensemble.grow_to(80, 2);
  const auto r = ensemble.results();
  ASSERT_GT(r->failed, 0);
  ASSERT_LT(r->failed, 80);
  EXPECT_EQ(r->finished(), 80 - r->failed);
  ASSERT_FALSE(r->failures.empty());
  EXPECT_EQ(r->failures.front().cercle, 7);
  EXPECT_EQ(r->failures.front().variable, "katiba");
  std::int64_t ended = 0;
  for (const OutcomeShare& o : r->outcomes) ended += o.count;
  EXPECT_EQ(ended, r->finished());
  // The weeks before a failure count nowhere: the maps add up to the series of those that finished.
  double sum = 0.0;
  for (int i = 0; i < r->cercle_count; ++i) sum += r->map(CercleFieldId::displaced, 0, i);
  EXPECT_NEAR(sum / r->of(SeriesId::displaced).mean[0], 1.0, 1e-6);
}

TEST(Failures, WhenNoReplicateFinishesThereIsNothingToReport) {
  const test::FloatFaultsAllowed allowed;
  Model m = test::model({}, 5);
  m.places[3].people = std::nan("");
  Ensemble ensemble(std::make_shared<const Model>(m), 12345);
  ensemble.grow_to(16, 1);
  const auto r = ensemble.results();
  EXPECT_EQ(r->failed, 16);
  EXPECT_EQ(r->failures.size(), 10u);
  EXPECT_TRUE(r->outcomes.empty() && r->statistics.empty());
  EXPECT_EQ(r->digest.size(), 32u);
}

// --- deliberate faults ----------------------------------------------------------------

class Faulty : public testing::Test {
 protected:
  ~Faulty() override { faulty::active_fault = Fault::none; }

  Lanes run(const Model& m, Fault fault, std::uint32_t first = 0) {
    faulty::active_fault = fault;
    Lanes lanes = run_lanes(m, first, 12345, faulty::run_block);
    faulty::active_fault = Fault::none;
    return lanes;
  }
};

TEST_F(Faulty, WithoutAFaultItIsTheSameModel) {
  const Model m = test::model();
  const Lanes a = run_lanes(m), b = run(m, Fault::none);
  for (int lane = 0; lane < kBlockLanes; ++lane)
    EXPECT_EQ(a.digest(259, lane), b.digest(259, lane));
}

TEST_F(Faulty, ANaNStopsItsReplicateOnlyAndSaysWhere) {
  const test::FloatFaultsAllowed allowed;
  const Model m = test::model();
  const Lanes sound = run_lanes(m), ill = run(m, Fault::poison);
  for (int lane = 0; lane < kBlockLanes; ++lane) {
    const LaneFailure& f = ill.out.failure[std::size_t(lane)];
    if (lane != 3) {
      EXPECT_EQ(f.week, -1);
      EXPECT_EQ(sound.digest(259, lane), ill.digest(259, lane));
      continue;
    }
    EXPECT_EQ(f.week, 20);
    EXPECT_EQ(f.cercle, 7);
    EXPECT_EQ(state_cercle_specs()[std::size_t(f.variable)].name, "katiba");
    EXPECT_EQ(ill.digest(259, lane), sound.digest(19, lane));  // up to its last good week
  }
}

TEST_F(Faulty, EveryFaultChangesSomeRun) {
  const Model m = test::model({"talks.mediator=0.95", "levers.local_effort=2",
                               "jihadists.precondition=0.3", "levers.french_drawdown=104"});
  const Lanes sound = run_lanes(m);
  for (int f = int(Fault::gates_open); f <= int(Fault::no_trust_from_pacts); ++f) {
    const Lanes ill = run(m, Fault(f));
    bool differs = false;
    for (int lane = 0; lane < kBlockLanes; ++lane)
      differs |= ill.digest(259, lane) != sound.digest(259, lane);
    EXPECT_TRUE(differs) << "fault " << f;
  }
}

TEST_F(Faulty, TrustFromPactsIsTheLinkAndNothingElse) {
  const Model m = test::model();
  const Lanes with = run_lanes(m), cut = run(m, Fault::no_trust_from_pacts);
  double most = 0.0;
  for (int lane = 0; lane < kBlockLanes; ++lane) {
    EXPECT_EQ(cut.tally(TallyId::trust_from_pacts, lane), 0.0);
    const double gained = with.tally(TallyId::trust_from_pacts, lane);
    const double weeks =
        with.tally(TallyId::pact_weeks_approved, lane) + with.tally(TallyId::pacts_started, lane);
    EXPECT_GE(gained, 0.0);
    EXPECT_LE(gained, 0.0006 * weeks + 1e-5);
    most = std::max(most, gained);
  }
  EXPECT_GT(most, 0.1);
}

TEST_F(Faulty, ConvoysLiftSiegesAndRevivalIsRarerThanFirstSigning) {
  const Model m = test::model({"levers.national_effort=0", "levers.local_effort=2"});
  double sieges = 0.0, sieges_without = 0.0, revivals = 0.0, revivals_eager = 0.0;
  for (std::uint32_t first = 0; first < 120; first += 8) {
    const Lanes a = run_lanes(m, first), b = run(m, Fault::no_convoys, first),
                c = run(m, Fault::no_revival_factor, first);
    for (int lane = 0; lane < kBlockLanes; ++lane) {
      sieges += a.tally(TallyId::sieges_end, lane);
      sieges_without += b.tally(TallyId::sieges_end, lane);
      revivals += a.tally(TallyId::pact_revivals, lane);
      revivals_eager += c.tally(TallyId::pact_revivals, lane);
    }
  }
  EXPECT_LT(sieges, sieges_without);
  EXPECT_LT(revivals, revivals_eager);
}

}  // namespace invariants_test
}  // namespace palabre
