// Does the model behave as the articles say? Every row of the three tables, one test each.

#include <gtest/gtest.h>

#include <iostream>
#include <set>
#include <sstream>

#include "sim/run/stats/intervals.hpp"
#include "sim/tables/tables.hpp"
#include "tests/pattern/pattern.hpp"
#include "tests/support/cases.hpp"

namespace palabre::pattern {
namespace articles_test {

/// One bench for all tests of this program: rows share their runs.
Bench& bench() {
  static Bench shared;
  return shared;
}

class Pattern : public testing::TestWithParam<Row> {};

TEST_P(Pattern, Holds) {
  const Verdict verdict = bench().judge(GetParam());
  std::cout << verdict.text << '\n';
  EXPECT_TRUE(verdict.holds) << verdict.text;
}

/// Says what it cost.
class Count : public testing::Environment {
 public:
  void TearDown() override { std::cout << bench().replicates_run() << " replicates run\n"; }
};
const auto* const kCount = testing::AddGlobalTestEnvironment(new Count);

const auto kById = [](const auto& test) { return std::string(test.param.id); };
INSTANTIATE_TEST_SUITE_P(Articles, Pattern, testing::ValuesIn(articles()), kById);
INSTANTIATE_TEST_SUITE_P(Claims, Pattern, testing::ValuesIn(claims()), kById);
INSTANTIATE_TEST_SUITE_P(Interactions, Pattern, testing::ValuesIn(interactions()), kById);

std::set<std::string> claims_of(const Row& row) {
  std::istringstream words(row.claims);
  return {std::istream_iterator<std::string>(words), {}};
}

TEST(Bench, MeasuresWhatTheProgramReports) {
  const int n = 200;
  const auto program = test::ensemble({}, n);
  int compared = 0;
  for (const StatisticSpec& spec : statistic_specs()) {
    const auto id = StatisticId(&spec - statistic_specs().data());
    const Statistic* reported = program->find(id);
    if (spec.kind == StatisticKind::Median || reported == nullptr) continue;
    const Row level{"level", Kind::level, "", n, "", "", "", "", "", id, between(0, 1), "", ""};
    const Verdict verdict = bench().judge(level);
    const Estimate& asked = reported->estimate;
    EXPECT_NEAR(verdict.change, asked.value, 1e-6 * (1 + std::abs(asked.value))) << spec.id;
    ++compared;
    if (spec.kind == StatisticKind::Share || reported->count != n) continue;
    if (asked.low == asked.high) {  // no chance reaches it: all runs are the same
      EXPECT_LE(verdict.error, 1e-12 * std::abs(asked.value)) << spec.id;
      continue;
    }
    const Estimate wanted = mean_interval(n, verdict.change, verdict.error * verdict.error * n,
                                          range_of(spec, test::baseline().scenario.weeks));
    const double near = 1e-3 * (asked.high - asked.low) + 1e-6;
    EXPECT_NEAR(wanted.low, asked.low, near) << spec.id;
    EXPECT_NEAR(wanted.high, asked.high, near) << spec.id;
  }
  EXPECT_GT(compared, 70);
}

TEST(Tables, CarryEveryClaimOfPriorityA) {
  std::set<std::string> carried, ids;
  for (const auto* table : {&articles(), &claims(), &interactions()})
    for (const Row& row : *table) {
      EXPECT_TRUE(ids.insert(row.id).second) << row.id << " stands twice";
      for (const std::string& claim : claims_of(row)) {
        EXPECT_NE(find_claim(claim), nullptr) << row.id << " names " << claim;
        carried.insert(claim);
      }
    }
  for (const ClaimSpec& claim : claim_specs()) {
    if (claim.kind == ClaimKind::Article && claim.priority == Priority::A) {
      EXPECT_TRUE(carried.contains(std::string(claim.name))) << claim.name << " has no pattern";
    }
  }
}

TEST(Tables, HoldAllPatternsOfThePages) {
  EXPECT_EQ(articles().size(), 78u);
  EXPECT_GE(interactions().size(), 22u);
  for (const Row& row : interactions())
    EXPECT_STRNE(row.first, "") << row.id << " does not say what happened at first";
}

}  // namespace articles_test
}  // namespace palabre::pattern
