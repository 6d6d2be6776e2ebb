// The people displaced at the start: a key of its own for starts at another date, read, saved and
// compared as any other, and what the model begins with.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/answer/changes.hpp"
#include "sim/model/compile.hpp"
#include "sim/scenario/differences.hpp"
#include "tests/support/cases.hpp"

namespace palabre {
namespace displaced_start_test {

using ::testing::HasSubstr;

ScenarioFile parsed(const std::string& more) {
  const std::string text = "format = 1\ntitle = \"T\"\nworld = \"mali\"\n" + more;
  return parse_scenario(text, shipped_scenarios() / "t.toml");
}

double displaced_in(const Scenario& scenario) {
  const Model model = compile(scenario, *test::baseline().world);
  double sum = 0.0;
  for (int i = 0; i < model.cercle_count; ++i) sum += model.places[std::size_t(i)].displaced;
  return sum;
}

TEST(DisplacedStart, IsReadAndWhatTheModelBeginsWith) {
  const Scenario scenario = parsed("displaced = 61_621\n").scenario;
  EXPECT_EQ(scenario.displaced, 61'621.0);
  EXPECT_NEAR(displaced_in(scenario), 61'621.0, 0.01);
  EXPECT_NEAR(displaced_in(parsed("").scenario), 350'000.0, 1000.0);
}

TEST(DisplacedStart, LeavesTheDigestOfOthersAlone) {
  const World& world = *test::baseline().world;
  EXPECT_NE(scenario_digest(parsed("displaced = 61621\n").scenario, world),
            scenario_digest(parsed("").scenario, world));
}

TEST(DisplacedStart, RefusesWhatIsNoNumberOfPeople) {
  for (const char* bad : {"-3", "1.5", "\"many\"", "10000001"}) {
    try {
      parsed(std::string("displaced = ") + bad + "\n");
      ADD_FAILURE() << bad;
    } catch (const ScenarioError& error) {
      EXPECT_THAT(error.what(), HasSubstr("t.toml:4:13: displaced: ")) << bad;
    }
  }
}

TEST(DisplacedStart, IsSavedAndOneChangeWithTheStart) {
  const ScenarioFile file = parsed("start = 2022-02-14\n");
  Scenario wanted = file.scenario;
  wanted.displaced = 207'751;
  const std::string text = patched_text(file, wanted);
  EXPECT_THAT(text, HasSubstr("displaced = 207751\n"));
  EXPECT_EQ(parse_scenario(text, file.path).scenario, wanted);
  const std::string back = patched_text(parse_scenario(text, file.path), file.scenario);
  EXPECT_EQ(parse_scenario(back, file.path).scenario, file.scenario);

  const auto differing = differences(file.scenario, wanted);
  ASSERT_EQ(differing.size(), 1u);
  EXPECT_EQ(differing[0].key, "displaced");
  const auto changes = changes_between(file.scenario, wanted);
  ASSERT_EQ(changes.size(), 1u);
  EXPECT_EQ(changes[0].kind, Change::Kind::start);
  EXPECT_EQ(with_changes(file.scenario, wanted, changes, 1).displaced, 207'751.0);
  EXPECT_FALSE(changes[0].phrase.in(Lang::fr).empty());

  Scenario earlier = wanted;
  earlier.start -= std::chrono::days(700);
  earlier.levers = default_levers(earlier.start);
  EXPECT_THAT(changes_between(file.scenario, earlier).size(), 1u);
  EXPECT_EQ(with_changes(file.scenario, earlier, changes_between(file.scenario, earlier), 1),
            earlier);
}

}  // namespace displaced_start_test
}  // namespace palabre
