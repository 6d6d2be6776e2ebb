// What differs between the inputs of two scenarios.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/scenario/differences.hpp"
#include "tests/support/cases.hpp"

namespace palabre {
namespace differences_test {

using ::testing::ElementsAre;

std::vector<std::string> keys(const Scenario& a, const Scenario& b) {
  std::vector<std::string> out;
  for (const InputDifference& row : differences(a, b)) out.push_back(row.key);
  return out;
}

TEST(Differences, TheSameInputsHaveNone) {
  Scenario a = test::scenario(), b = a;
  b.title.en = "Another title";
  b.expectations.clear();
  b.sources["talks.mediator"] = {"C42", "", "low"};
  EXPECT_TRUE(differences(a, b).empty());
}

TEST(Differences, NameKeyLabelUnitAndBothValues) {
  const auto rows = differences(test::scenario(), test::scenario({"junta.sanctions_bite=0.6"}));
  ASSERT_EQ(rows.size(), 1u);
  const ParamSpec* spec = find_param("junta.sanctions_bite");
  EXPECT_EQ(rows[0].key, "junta.sanctions_bite");
  EXPECT_EQ(rows[0].label.en, spec->label.en);
  EXPECT_EQ(rows[0].label.fr, spec->label.fr);
  EXPECT_EQ(rows[0].unit, spec->unit);
  EXPECT_EQ(rows[0].a, Value(spec->initial));
  EXPECT_EQ(rows[0].b, Value(0.6));
}

TEST(Differences, ComeInTableOrderFromEveryTable) {
  Scenario b = test::scenario({"switches.bargaining=utilitarian", "issues.prisoners.koufa=0.5",
                               "levers.minusma_exit=2023-01-02", "war.recruitment=0.01"},
                              200);
  b.seed = 7;
  b.replicates = 9;
  b.start += std::chrono::days(7);
  b.world = "elsewhere";
  EXPECT_THAT(keys(test::scenario(), b),
              ElementsAre("start", "weeks", "seed", "replicates", "world", "war.recruitment",
                          "levers.minusma_exit", "issues.prisoners.koufa", "switches.bargaining"));
  const auto rows = differences(test::scenario(), b);
  EXPECT_EQ(rows[6].a, Value(Date::never()));
  EXPECT_EQ(rows[7].label.en, "Prisoners and hostages: Koufa");
  EXPECT_EQ(rows[8].b, Value(std::string("utilitarian")));
}

TEST(Differences, AMediatorIsNamedWithWhatItsPresetSets) {
  const auto named = keys(test::scenario(), test::scenario({"levers.mediator=dicko"}));
  EXPECT_GT(named.size(), 1u);
  EXPECT_NE(std::find(named.begin(), named.end(), "levers.mediator"), named.end());
}

TEST(Differences, PlacedPactsAreComparedOneByOne) {
  Scenario a = test::scenario(), b = a;
  const Date day = *parse_date("2022-03-07");
  const PlacedPact niono{"Niono", day, true, {}, {}, {}, 0.5};
  const PlacedPact djenne{"Djenne", day, {}, {}, {}, {}, {}};
  a.pacts = {niono, djenne};
  b.pacts = {djenne, djenne};
  const auto rows = differences(a, b);
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].a, Value(std::string("Niono 2022-03-07, approved = true, social_rules = 0.5")));
  EXPECT_FALSE(rows[0].b.has_value());
  EXPECT_EQ(rows[1].b, Value(std::string("Djenne 2022-03-07")));
  b.pacts = {djenne, niono};
  EXPECT_EQ(differences(a, b).size(), 1u) << "the order may matter on one day";
}

}  // namespace differences_test
}  // namespace palabre
