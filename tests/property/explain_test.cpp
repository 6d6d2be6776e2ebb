// Explanations: a told run is the run itself, hazards are the product of their factors, and planted
// causes are found.

#define PALABRE_ISA portable
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "sim/model/compile.hpp"
#include "sim/model/submodels.hpp"
#include "sim/run/explain/causes.hpp"
#include "sim/run/explain/limiting_factors.hpp"
#include "sim/run/explain/story.hpp"
#include "tests/support/cases.hpp"

namespace palabre {
namespace explain_test {

constexpr std::int64_t kSeed = 12345;
using test::Sets;

/// Scenarios in which every national stage is met, in public and in secret.
const std::vector<Sets>& worlds() {
  static const std::vector<Sets> kWorlds{
      {},
      {"talks.tempo=3", "talks.guarantee=0.8", "levers.minusma_exit=2022-03-14"},
      {"talks.tempo=3", "levers.talks_channel=public", "levers.french_withdrawal=never"}};
  return kWorlds;
}

TEST(Explain, ATracedRunIsTheOrdinaryRunToTheLastBit) {
  for (const Sets& sets : worlds()) {
    const Model m = test::model(sets, 120);
    const test::Lanes plain = test::run_lanes(m, 8, kSeed);
    for (const int lane : {0, 3, 7}) {
      const Trace told = trace(m, kSeed, std::uint32_t(8 + lane));
      const auto k = std::size_t(lane);
      EXPECT_EQ(told.digest[0], plain.out.digest[0][k]);
      EXPECT_EQ(told.digest[1], plain.out.digest[1][k]);
      EXPECT_EQ(told.row(119, SeriesId::deaths), plain.row(119, SeriesId::deaths, lane));
    }
  }
}

TEST(Explain, HazardsAreTheProductsOfTheirFactors) {
  std::set<int> stages;
  std::int64_t pacts = 0;
  for (const Sets& sets : worlds()) {
    const Model m = test::model(sets);
    const std::vector<HazardPart> pact = pact_break_parts(m);
    for (std::uint32_t replicate = 0; replicate < 6; ++replicate) {
      const Trace told = trace(m, kSeed, replicate);
      for (std::size_t week = 0; week < told.stage.size(); ++week) {
        stages.insert(told.stage[week]);
        for (const bool up : {true, false}) {
          double sum = 0.0;
          for (const HazardPart& part : stage_hazard_parts(m, told.stage[week], up))
            sum += part.value(told.factors[week]);
          const double hazard = up ? told.hazard_up[week] : told.hazard_down[week];
          ASSERT_NEAR(sum, hazard, 2e-6 * hazard) << "stage " << told.stage[week] << " up " << up;
        }
      }
      for (const TraceEvent& event : told.events) {
        if (event.id != EventId::pact_broken) continue;
        ++pacts;
        ASSERT_NEAR(pact.front().value(event.factors), event.hazard, 2e-6 * event.hazard);
      }
    }
  }
  EXPECT_EQ(stages.size(), std::size_t(kStageCount)) << "not every stage was met";
  EXPECT_GT(pacts, 10);
}

TEST(Explain, EventsAgreeWithTheTalliesAndTheSeries) {
  for (const Sets& sets : worlds()) {
    const Model m = test::model(sets);
    for (std::int64_t replicate = 0; replicate < 6; ++replicate) {
      const Story story = story_of(m, kSeed, replicate);
      std::map<EventId, int> counts;
      int stage = 1;
      for (const TraceEvent& event : story.trace.events) {
        ++counts[event.id];
        if (event.from < 0) continue;
        EXPECT_EQ(event.from, stage) << "week " << event.week;
        stage = event.to;
        EXPECT_TRUE(event.id != EventId::stage_up || event.hazard > 0.0);
      }
      EXPECT_EQ(stage, story.stage(story.weeks() - 1));
      const auto tally = [&](TallyId id) { return int(story.record[id]); };
      EXPECT_EQ(counts[EventId::pact_signed] + counts[EventId::pact_revived],
                tally(TallyId::pacts_started));
      EXPECT_EQ(counts[EventId::pact_revived], tally(TallyId::pact_revivals));
      EXPECT_EQ(counts[EventId::pact_broken], tally(TallyId::pact_breaks));
      EXPECT_EQ(counts[EventId::pact_clause_dropped], tally(TallyId::pact_clauses_dropped));
      EXPECT_EQ(counts[EventId::convoy], tally(TallyId::convoys));
      EXPECT_EQ(counts[EventId::leak_public] + counts[EventId::leak_denied], tally(TallyId::leaks));
      EXPECT_EQ(counts[EventId::leak_denied], tally(TallyId::denials));
      EXPECT_EQ(counts[EventId::prisoner_exchange], tally(TallyId::exchanges));
      EXPECT_EQ(counts[EventId::coup], tally(TallyId::coups));
      EXPECT_EQ(counts[EventId::election_held], tally(TallyId::election_held));
      EXPECT_EQ(counts[EventId::last_card], tally(TallyId::card_week) >= 0 ? 1 : 0);
      EXPECT_EQ(counts[EventId::collapse], story.outcome == OutcomeId::collapse ? 1 : 0);
    }
  }
}

TEST(Explain, SiegesAreToldWhenTheirIndexCrossesItsLines) {
  int begun = 0, lifted = 0;
  for (const Sets& sets : worlds()) {
    const Model m = test::model(sets);
    const Story story = story_of(m, kSeed, 1);
    std::map<int, EventId> last;
    for (const TraceEvent& event : story.trace.events) {
      if (event.id != EventId::siege_begins && event.id != EventId::siege_lifted) continue;
      ASSERT_GT(event.week, 0) << "what stands at the start is no event";
      const double now = story.map(CercleFieldId::siege, event.week, event.cercle);
      const double before = story.map(CercleFieldId::siege, event.week - 1, event.cercle);
      const bool begins = event.id == EventId::siege_begins;
      EXPECT_TRUE(begins ? now >= 0.5 && before < 0.5 : now < 0.4 && before >= 0.4)
          << before << " to " << now;
      EXPECT_TRUE(!last.contains(event.cercle) || last[event.cercle] != event.id);
      last[event.cercle] = event.id;
      ++(begins ? begun : lifted);
    }
  }
  EXPECT_GT(begun, 5);
  EXPECT_GT(lifted, 5);
}

TEST(Explain, TheUsualHazardIsTheMeanOverTheWeeksThatCouldMeetIt) {
  int moves = 0, breaks = 0;
  for (const Sets& sets : worlds()) {
    const Story story = story_of(test::model(sets), kSeed, 2);
    const Trace& told = story.trace;
    double pact_high = 0.0;
    for (const TraceEvent& event : told.events) {
      if (event.id == EventId::pact_broken) {
        ++breaks;
        pact_high = std::max(pact_high, event.hazard);
        EXPECT_EQ(usual_hazard(story, event), told.pact_hazard_mean);
      } else if (event.hazard > 0.0) {
        ++moves;
        double low = 1e9, high = 0.0;
        for (std::size_t week = 0; week < told.stage.size(); ++week) {
          if (told.stage[week] != event.from) continue;
          const bool up = event.id == EventId::stage_up;
          low = std::min(low, up ? told.hazard_up[week] : told.hazard_down[week]);
          high = std::max(high, up ? told.hazard_up[week] : told.hazard_down[week]);
        }
        EXPECT_GE(usual_hazard(story, event), low);
        EXPECT_LE(usual_hazard(story, event), high);
      } else {
        EXPECT_EQ(usual_hazard(story, event), 0.0);
      }
    }
    EXPECT_GT(told.pact_hazard_mean, 0.0);
    EXPECT_LT(told.pact_hazard_mean, pact_high);
  }
  EXPECT_GT(moves, 5);
  EXPECT_GT(breaks, 5);
}

TEST(Explain, MapsOfAToldRunAreThoseOfAnEnsembleOfOne) {
  const auto m = std::make_shared<const Model>(test::model({}, 60));
  Ensemble one(m, kSeed);
  one.grow_to(1, 1);
  const auto results = one.results();
  const Story story = story_of(*m, kSeed, 0);
  ASSERT_EQ(story.weeks(), 60);
  for (std::size_t f = 0; f < std::size_t(kCercleFieldCount); ++f)
    for (const int week : {0, 17, 59})
      for (int cercle = 0; cercle < m->cercle_count; ++cercle) {
        const auto field = CercleFieldId(f);
        const double step = 1.0 / double(std::int64_t{1} << cercle_field_specs()[f].bits);
        EXPECT_NEAR(story.map(field, week, cercle), results->map(field, week, cercle), step)
            << cercle_field_specs()[f].id << " week " << week;
      }
}

/// What keeps every outcome but those of the national track away.
Sets only_national(Sets more) {
  for (const char* set :
       {"switches.advance_points=1", "switches.recovery_points=1", "switches.creep_points=1",
        "switches.creep_people=1", "switches.collapse_population=0", "levers.local_effort=0",
        "talks.tempo=3", "talks.guarantee=0.9"})
    more.push_back(set);
  return more;
}

std::vector<Counterfactual> causes_of(const Scenario& s, OutcomeId outcome) {
  const World& world = *test::baseline().world;
  Recording runs(std::make_shared<const Model>(compile(s, world)), kSeed, 30);
  CauseOptions options{outcome, 0, {}};
  options.compare = {160, 2, false, {}, {}};
  return *counterfactuals(s, world, runs, options);
}

TEST(Explain, APlantedPreconditionIsNamedFirstAndAlone) {
  // Nobody leaves and the precondition is strict: the gate is shut, and nothing else matters.
  const Scenario s = test::scenario(only_national(
      {"jihadists.precondition=1", "levers.french_withdrawal=never", "levers.minusma_exit=never",
       "partners.red_line=0", "levers.talks_channel=secret"}));
  const auto causes = causes_of(s, OutcomeId::frozen);
  ASSERT_GT(causes.size(), 10u);
  EXPECT_EQ(causes.front().cause, CauseId::precondition);
  EXPECT_GT(causes.front().losses->low, 0.2);
  EXPECT_EQ(causes.front().of, causes.front().pairs) << "talks happened behind a shut gate";
  for (const Counterfactual& row : causes) {
    if (row.cause == CauseId::precondition) continue;
    EXPECT_EQ(row.flipped, 0) << cause_specs()[std::size_t(row.cause)].id;
  }
}

TEST(Explain, PlantedLocalPactsAreNamedFirst) {
  const Scenario s = test::scenario({"levers.talks_open=never", "switches.advance_points=1",
                                     "switches.recovery_points=1", "levers.local_effort=3",
                                     "switches.collapse_population=0"});
  const auto causes = causes_of(s, OutcomeId::local_patchwork);
  EXPECT_EQ(causes.front().cause, CauseId::local_pacts);
  EXPECT_EQ(causes.front().lost, causes.front().of);
  EXPECT_GT(causes.front().of, 50);
}

TEST(Explain, ACauseThatIsNotThereCannotBeTakenAway) {
  const Scenario s = test::scenario();
  EXPECT_FALSE(without(s, CauseId::minusma_exit)) << "it is never in the baseline";
  EXPECT_FALSE(without(s, CauseId::precondition_offer));
  EXPECT_TRUE(without(s, CauseId::french_exit)->levers.french_withdrawal.is_never());
  // A date past the end never acts.
  EXPECT_FALSE(without(test::scenario({}, 50), CauseId::election));
}

TEST(Explain, AnOfferIsTwoExits) {
  const Scenario s = test::scenario({"levers.full_precondition_offer=true"});
  const Scenario french_stay = *without(s, CauseId::french_exit);
  EXPECT_FALSE(french_stay.levers.full_precondition_offer);
  EXPECT_TRUE(french_stay.levers.french_withdrawal.is_never());
  const Calendar offered = compile(s, *test::baseline().world).calendar;
  EXPECT_EQ(compile(french_stay, *test::baseline().world).calendar.minusma_exit,
            offered.minusma_exit);
}

TEST(Explain, BindingNamesThePlantedFactorAndForgetsNoWeek) {
  const Model m = test::model(
      {"jihadists.precondition=1", "levers.french_withdrawal=never", "levers.talks_channel=secret"},
      104);
  const LimitingFactors b = *limiting_factors(m, kSeed, 64, 2);
  ASSERT_EQ(b.stages.size(), 4u);
  const LimitingFactorStage& offices = b.stages[1];
  ASSERT_GT(offices.years[0].run_weeks, 0);
  for (const LimitingFactorYear& year : offices.years) {
    EXPECT_EQ(offices.factors[std::size_t(year.lowest)], FactorId::gate);
    double shares = 0.0;
    for (const LimitingFactorCell& cell : year.cells) shares += cell.share;
    EXPECT_NEAR(shares, 1.0, 1e-9);
  }
  EXPECT_EQ(b.stages[2].years[0].run_weeks, 0) << "talks behind a shut gate";
  EXPECT_EQ(b.stages[2].years[0].lowest, -1);
}

TEST(Explain, BindingDoesNotDependOnThreads) {
  const Model m = test::model({}, 60);
  const LimitingFactors one = *limiting_factors(m, kSeed, 44, 1),
                        three = *limiting_factors(m, kSeed, 44, 3);
  for (std::size_t s = 0; s < one.stages.size(); ++s)
    for (std::size_t y = 0; y < one.stages[s].years.size(); ++y) {
      const LimitingFactorYear& a = one.stages[s].years[y];
      const LimitingFactorYear& b = three.stages[s].years[y];
      EXPECT_EQ(a.run_weeks, b.run_weeks);
      for (std::size_t k = 0; k < a.cells.size(); ++k)
        EXPECT_EQ(a.cells[k].mean_log, b.cells[k].mean_log);
    }
}

}  // namespace explain_test
}  // namespace palabre
