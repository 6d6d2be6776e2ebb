// Structural zeros: what the program says no input can reach is never reached, and what it says is
// certain is so in every replicate. Every input is perturbed, one at a time.

#include <gtest/gtest.h>

#include "sim/run/engine/reach.hpp"
#include "sim/run/views/compare.hpp"
#include "tests/support/cases.hpp"
#include "tests/support/paths.hpp"

namespace palabre {
namespace reach_test {

constexpr std::int64_t kSeed = 12345, kPairs = 24;
constexpr int kWeeks = 80;

std::shared_ptr<const Model> compiled(const Scenario& scenario) {
  return std::make_shared<const Model>(compile(scenario, *test::baseline().world));
}

/// Another value of a key that is allowed; nothing when there is none.
std::optional<Value> other_value(const Scenario& scenario, const std::string& key) {
  const Value now = *get_value(scenario, key);
  Scenario scratch = scenario;
  std::vector<Value> tries;
  if (const auto* number = std::get_if<double>(&now))
    tries = {*number * 1.3, *number * 0.7, *number + 1.0, *number + 0.1, *number - 0.1};
  else if (const auto* flag = std::get_if<bool>(&now))
    tries = {!*flag};
  else if (std::holds_alternative<Date>(now))
    tries = {Date::from(scenario.start + std::chrono::days(7 * 60))};
  else
    tries = {std::string("dicko"), std::string("secret"), std::string("utilitarian"),
             std::string("hegemony"), std::string("reference")};
  for (const Value& value : tries)
    if (!(value == now) && !set_value(scratch, key, value)) return value;
  return std::nullopt;
}

/// Pairs of two models: no statistic without a path moves, and their number with one is returned.
int expect_only_what_can_move(const Scenario& before, const Scenario& after,
                              const std::string& what) {
  const auto a = compiled(before), b = compiled(after);
  const Reach reach = reach_between(*a, *b);
  Recording x(a, kSeed), y(b, kSeed);
  const Comparison c = *compare(x, y, {kPairs, 1, false});
  int moving = 0;
  for (const StatisticDifference& row : c.statistics) {
    const bool may = reach.moves(row.id, a->weeks);
    moving += may ? 1 : 0;
    const auto& id = statistic_specs()[std::size_t(row.id)].id;
    if (may) continue;
    EXPECT_EQ(row.differing, 0) << id << " moved, by " << what;
    if (row.difference) {
      EXPECT_EQ(row.difference->basis, Basis::certain) << id << ", " << what;
    }
  }
  if (!reach.moves_outcomes(a->weeks)) {
    EXPECT_EQ(c.flipped(), 0) << what;
  }
  return moving;
}

TEST(Reach, NoInputMovesWhatItCannotReach) {
  const Scenario baseline = test::scenario({}, kWeeks);
  int perturbed = 0;
  for (const std::string& key : scenario_keys()) {
    const auto value = other_value(baseline, key);
    if (!value) continue;
    Scenario changed = baseline;
    ASSERT_FALSE(set_value(changed, key, *value)) << key;
    ++perturbed;
    expect_only_what_can_move(baseline, changed, key);
  }
  EXPECT_GT(perturbed, 120) << "the test looks at too little";
}

TEST(Reach, ADateReachesOnlyWhatIsDecidedAfterIt) {
  const Scenario baseline = test::scenario({}, 130);
  const int all = expect_only_what_can_move(baseline, test::scenario({"talks.mediator=0.95"}, 130),
                                            "a parameter");
  for (const LeverSpec& row : lever_specs()) {
    if (row.kind != LeverKind::Date) continue;
    Scenario early = baseline, late = baseline, beyond = baseline, never = baseline;
    const auto day = [&](int week) {
      return Date::from(baseline.start + std::chrono::days(7 * week));
    };
    const auto field = std::get<Date Levers::*>(row.field);
    early.levers.*field = day(60);
    late.levers.*field = day(110);
    beyond.levers.*field = day(131);
    never.levers.*field = Date::never();
    const std::string name(row.name);
    EXPECT_LT(expect_only_what_can_move(early, late, name), all - 7) << "the first year is settled";
    EXPECT_EQ(expect_only_what_can_move(beyond, never, name), 0);
  }
}

TEST(Reach, ThresholdsOfClassesReachOutcomesAlone) {
  const Scenario baseline = test::scenario({}, kWeeks);
  for (const char* set : {"switches.advance_points=0.01", "switches.patchwork_share=0.01"}) {
    const Scenario changed = test::scenario({set}, kWeeks);
    EXPECT_EQ(expect_only_what_can_move(baseline, changed, set), 1) << "accord_on_jnim_terms";
    EXPECT_TRUE(reach_between(*compiled(baseline), *compiled(changed)).moves_outcomes(kWeeks));
  }
}

TEST(Reach, WhatIsCertainIsSoInEveryReplicate) {
  const std::vector<test::Sets> cases = {
      {},
      {"levers.election=never"},
      {"levers.talks_open=never"},
      {"levers.talks_open=2031-01-01", "levers.russian_arrival=never"},
      {"levers.local_effort=0"},
      {"pacts.attempt_rate=0"},
      {"levers.talks_channel=public"},
      {"talks.announcement=1"},
      {"talks.leak_rate=0"},
      {"talks.deniability=0"},
  };
  std::size_t certain = 0;
  const Model open = test::model({"levers.talks_channel=public"}, 200);
  EXPECT_EQ(certain_value(StatisticId::leaks, open), 0.0);
  EXPECT_FALSE(certain_value(StatisticId::leaks, test::model({}, 200)).has_value());
  for (const test::Sets& sets : cases) {
    const Model m = test::model(sets, 200);
    const auto results = test::ensemble(sets, 200, 200);
    for (const Statistic& row : results->statistics) {
      const auto value = certain_value(row.id, m);
      if (!value) continue;
      ++certain;
      const auto& id = statistic_specs()[std::size_t(row.id)].id;
      EXPECT_EQ(row.estimate.value, *value) << id;
      EXPECT_EQ(row.estimate.basis, Basis::certain) << id;
      EXPECT_EQ(row.estimate.high, *value) << id;
    }
  }
  EXPECT_GT(certain, 40u);
}

// No dice fall before week 0: its state is exact after one run and after many.
TEST(Reach, TheStateOfWeekZeroIsExact) {
  constexpr int kWeek = 20;
  for (const int replicates : {1, 24}) {
    const auto results = test::ensemble({}, replicates, kWeek);
    int seen = 0;
    for (const Statistic& row : results->statistics) {
      const auto& id = statistic_specs()[std::size_t(row.id)].id;
      if (!id.ends_with("_start")) continue;
      ++seen;
      EXPECT_EQ(row.estimate.basis, Basis::certain) << id;
      EXPECT_EQ(row.estimate.low, row.estimate.high) << id;
    }
    EXPECT_EQ(seen, 5);
  }
}

// The pact of Niono has its terms from the file, and no other is sought.
TEST(Reach, TheTermsOfPlacedPactsAreCertain) {
  const ScenarioFile file =
      load_scenario(std::filesystem::path(test::root()) / "scenarios/niono_replica.toml");
  const Model m = compile(file.scenario, *file.world);
  EXPECT_EQ(certain_value(StatisticId::pacts_hunters_armed, m), 1.0);
  EXPECT_EQ(certain_value(StatisticId::pacts_army_left, m), 0.0);
  EXPECT_FALSE(certain_value(StatisticId::pacts_hunters_armed, test::model()).has_value());
}

}  // namespace reach_test
}  // namespace palabre
