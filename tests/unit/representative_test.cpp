// The rule that chooses a run: nearest to the medians, by hand.

#include <gtest/gtest.h>

#include "sim/run/explain/representative.hpp"
#include "sim/tables/explain.hpp"

namespace palabre {
namespace representative_test {

Member member(std::int64_t replicate, double a, double b) {
  Member out{replicate, {}};
  out.values[0] = a;
  out.values[1] = b;
  return out;
}

TEST(Representative, IsTheOneNearestToTheMedians) {
  // Medians 3 and 30; quartiles 2 to 4 and 20 to 40.
  const std::vector<Member> members{member(4, 1, 30), member(9, 2, 20), member(11, 3, 50),
                                    member(17, 4, 40), member(23, 5, 10)};
  const auto chosen = representative_of(members);
  EXPECT_EQ(chosen->replicate, 9) << "(-.5, -.5) from the medians; 17 is as far, and later";
  EXPECT_NEAR(chosen->distance, 0.70710678, 1e-8);
  EXPECT_EQ(chosen->medians[0], 3.0);
  EXPECT_EQ(chosen->medians[1], 30.0);
  EXPECT_EQ(chosen->of, 5);
}

TEST(Representative, WhatDoesNotVaryCountsNothing) {
  const std::vector<Member> members{member(0, 7, 1), member(1, 7, 2), member(2, 7, 3)};
  const auto chosen = representative_of(members);
  EXPECT_EQ(chosen->replicate, 1);
  EXPECT_EQ(chosen->distance, 0.0);
  EXPECT_EQ(representative_of({member(5, 0, 0)})->replicate, 5);
}

TEST(Representative, OfNobodyIsNobody) { EXPECT_FALSE(representative_of({})); }

TEST(OutcomeMembers, TheMostFrequentOutcomeIsTheFirstOfEquals) {
  OutcomeMembers members;
  members.by_outcome[3] = {member(0, 0, 0), member(1, 0, 0)};
  members.by_outcome[5] = {member(2, 0, 0), member(3, 0, 0)};
  EXPECT_EQ(members.most_frequent(), OutcomeId(3));
  members.by_outcome[5].push_back(member(4, 0, 0));
  EXPECT_EQ(members.most_frequent(), OutcomeId(5));
}

/// The places to be filled in, in the order of the text.
std::string places(std::string_view words) {
  std::string out;
  for (std::size_t at = 0; (at = words.find('{', at)) != std::string_view::npos; ++at)
    out += words.substr(at, words.find('}', at) - at + 1);
  return out;
}

TEST(ExplainTable, EveryCauseIsAKeyOfAScenarioAndRestsOnAClaim) {
  for (const CauseSpec& cause : cause_specs()) {
    Scenario s;
    EXPECT_TRUE(get_value(s, cause.key)) << cause.id;
    EXPECT_NO_THROW(
        apply_overrides(s, std::vector{std::string(cause.key) + "=" + std::string(cause.value)}))
        << cause.id;
    EXPECT_GT(claims_of(cause).count, 0) << cause.id;
    EXPECT_NE(cause.label.en, cause.label.fr) << cause.id;
    EXPECT_EQ(find_cause(cause.id), &cause);
  }
  EXPECT_EQ(find_cause("rain"), nullptr);
}

TEST(ExplainTable, BothLanguagesFillInTheSamePlaces) {
  for (const NamedSpec& event : event_specs())
    EXPECT_EQ(places(event.label.en), places(event.label.fr)) << event.id;
  for (const FactorSpec& factor : factor_specs()) EXPECT_FALSE(factor.label.fr.empty());
}

}  // namespace representative_test
}  // namespace palabre
