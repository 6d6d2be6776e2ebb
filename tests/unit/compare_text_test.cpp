// What is said of a comparison when replicates fail, or when there is little to say.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "sim/cli/failures.hpp"
#include "sim/report/compare_report.hpp"
#include "sim/report/draw.hpp"
#include "sim/report/number_words.hpp"

namespace palabre {
namespace compare_text_test {

using ::testing::HasSubstr;
using ::testing::Not;
using Json = nlohmann::json;

std::string compare_json(const Compared& c) { return json_of(compare_report(c, Lang::fr, false)); }
std::string compare_text(const Compared& c, bool all) {
  return text_of(compare_report(c, Lang::en, all), false);
}

Compared two_failures(std::int64_t replicates) {
  Compared c;
  c.file_a = "a.toml";
  c.file_b = "b.toml";
  c.comparison.replicates = replicates;
  c.comparison.failed = 2;
  c.comparison.failures = {{false, {3, 20, 7, "katiba"}}, {true, {8, 0, -1, "trust"}}};
  return c;
}

TEST(PairFailures, AreNamedWithFileReplicateWeekAndPlace) {
  const Comparison c = two_failures(1500).comparison;
  EXPECT_EQ(pair_failures_text(c, "a.toml", "b.toml", Lang::en),
            "a.toml and b.toml: 2 of 1,500 pairs count nowhere, a replicate of theirs left the "
            "bounds of the model\n  a.toml: replicate 3, week 20, cercle 7: katiba\n"
            "  b.toml: replicate 8, week 0, national: trust\n");
  EXPECT_THAT(pair_failures_text(c, "a.toml", "a.toml", Lang::fr),
              HasSubstr("a.toml : 2 simulations sur 1\u00a0500 sont sorties des bornes"));
  EXPECT_EQ(pair_failures_text({}, "a.toml", "b.toml", Lang::en), "");
}

TEST(PairFailures, StandInTheJson) {
  const Json json = Json::parse(compare_json(two_failures(9)));
  EXPECT_EQ(json["failed_pairs"], 2);
  EXPECT_EQ(json["failures"][0], Json::parse(R"({"replicate": 3, "in": "a", "week": 20,
                                                 "cercle": 7, "variable": "katiba"})"));
  EXPECT_TRUE(json["failures"][1]["cercle"].is_null());
}

TEST(CompareText, WhenNoPairFinishesThereIsNothingToReport) {
  const std::string said = compare_text(two_failures(2), false);
  EXPECT_THAT(said, HasSubstr("No replicate finished: there is nothing to report."));
  EXPECT_THAT(said, Not(HasSubstr("pairs part")));
  EXPECT_TRUE(Json::parse(compare_json(two_failures(2)))["outcomes"].empty());
}

TEST(CompareText, WhatOneRunHasNotHasADash) {
  Compared c = two_failures(100);
  c.comparison.outcomes.resize(kOutcomeCount);
  StatisticDifference row;
  row.id = StatisticId::terms_index;
  row.b = Estimate{0.5, 0.4, 0.6};
  c.comparison.statistics = {row};
  const std::string said = compare_text(c, true);
  EXPECT_THAT(said, HasSubstr("Terms index (0..1)  -  0.50      -  in no replicate\n"));
  const Json json = Json::parse(compare_json(c))["statistics"]["terms_index"];
  EXPECT_TRUE(json["a"].is_null());
  EXPECT_TRUE(json["difference"].is_null());
  EXPECT_EQ(json["b"]["value"], 0.5);
}

TEST(Figures, DifferencesOfSharesAreInPoints) {
  const Estimate d{0.052, 0.031, 0.073};
  EXPECT_EQ(change_text(d.value, d, Unit::Share, Lang::en), "+5.2");
  EXPECT_EQ(change_interval_text(d, Unit::Share, Lang::fr), "+3,1 à +7,3");
  EXPECT_EQ(change_unit_text(Unit::Share, Lang::en), "points");
  EXPECT_EQ(change_text(-1234.0, {-1234, -1300, -1200}, Unit::Persons, Lang::en), "\u22121,234");
  EXPECT_EQ(change_text(0.0, {}, Unit::Persons, Lang::en), "0");
  const auto interval = [](const Estimate& e) {
    return change_interval_text(e, Unit::Persons, Lang::en);
  };
  EXPECT_EQ(interval({0, 0, 0, Basis::certain}), "exact: chance plays no part");
  EXPECT_EQ(interval({0, 0, 0, Basis::no_spread, 20}), "the same in all 20 runs");
  EXPECT_EQ(interval({0, -9, 9, Basis::no_spread, 20}), "the same in all 20 runs");
  EXPECT_EQ(interval({3, 3, 3, Basis::one_run, 1}), "no interval: one run or world");
}

}  // namespace compare_text_test
}  // namespace palabre
