// Verdicts on [[expect]], and how they are told.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "sim/cli/expect_text.hpp"
#include "sim/run/analysis/expect.hpp"

namespace palabre {
namespace expect_test {

using ::testing::HasSubstr;

constexpr double kInfinite = std::numeric_limits<double>::infinity();

/// A comparison in which one statistic has these numbers.
Comparison with(StatisticId id, std::optional<Estimate> b, std::optional<Estimate> difference,
                std::int64_t count = 100) {
  Comparison c;
  c.replicates = 100;
  c.outcomes.resize(kOutcomeCount);
  StatisticDifference row;
  row.id = id;
  row.a = row.b = b;
  row.difference = difference;
  row.count_a = row.count_b = count;
  row.has_interval = count > 1;
  c.statistics = {row};
  return c;
}

Expectation expects(const char* statistic, const char* other = "") {
  Expectation e;
  e.statistic = statistic;
  e.compared_to = other;
  e.line = 12;
  return e;
}

Verdict absolute(std::optional<double> at_least, std::optional<double> at_most) {
  Expectation e = expects("deaths_per_year");
  e.at_least = at_least;
  e.at_most = at_most;
  return judge(e, with(StatisticId::deaths_per_year, Estimate{10, 8, 12}, {})).verdict;
}

TEST(Expect, TheWholeIntervalDecidesAnAbsoluteBound) {
  EXPECT_EQ(absolute(8.0, {}), Verdict::passed);
  EXPECT_EQ(absolute(8.1, {}), Verdict::undecided);
  EXPECT_EQ(absolute(12.0, {}), Verdict::undecided);
  EXPECT_EQ(absolute(12.1, {}), Verdict::failed);
  EXPECT_EQ(absolute({}, 12.0), Verdict::passed);
  EXPECT_EQ(absolute({}, 11.9), Verdict::undecided);
  EXPECT_EQ(absolute({}, 7.9), Verdict::failed);
  EXPECT_EQ(absolute(5.0, 15.0), Verdict::passed);
  EXPECT_EQ(absolute(9.0, 15.0), Verdict::undecided);
  EXPECT_EQ(absolute(9.0, 7.0), Verdict::failed) << "one bound failed outweighs one undecided";
  EXPECT_EQ(absolute(7.0, 7.5), Verdict::failed);
}

Verdict paired(std::optional<double> higher, std::optional<double> lower,
               std::optional<double> same, Estimate difference = {0.1, 0.05, 0.15}) {
  Expectation e = expects("deaths_per_year", "b.toml");
  e.higher_by = higher;
  e.lower_by = lower;
  e.same_within = same;
  return judge(e, with(StatisticId::deaths_per_year, Estimate{10, 8, 12}, difference)).verdict;
}

TEST(Expect, TheWholeIntervalOfTheDifferenceDecidesAPairedBound) {
  EXPECT_EQ(paired(0.04, {}, {}), Verdict::passed);
  EXPECT_EQ(paired(0.05, {}, {}), Verdict::undecided) << "above the bound, not on it";
  EXPECT_EQ(paired(0.15, {}, {}), Verdict::failed);
  EXPECT_EQ(paired({}, 0.0, {}), Verdict::failed);
  EXPECT_EQ(paired({}, 0.04, {}, {-0.1, -0.15, -0.05}), Verdict::passed);
  EXPECT_EQ(paired({}, 0.1, {}, {-0.1, -0.15, -0.05}), Verdict::undecided);
  EXPECT_EQ(paired({}, {}, 0.15), Verdict::passed);
  EXPECT_EQ(paired({}, {}, 0.1), Verdict::undecided);
  EXPECT_EQ(paired({}, {}, 0.04), Verdict::failed);
  EXPECT_EQ(paired({}, {}, 0.0, {0, 0, 0}), Verdict::passed) << "exactly the same";
  EXPECT_EQ(paired(0.0, {}, {}, {0, 0, 0}), Verdict::failed) << "no difference is not higher";
}

// The same in all runs is no certainty; no causal path is.
TEST(Expect, WhatIsTheSameInAllRunsDecidesOnlyWithinItsLimits) {
  const Estimate unbounded{0, 0, 0, Basis::no_spread, 20},
      bounded{0, -0.168, 0.168, Basis::no_spread, 20}, certain{0, 0, 0, Basis::certain, 0};
  EXPECT_EQ(paired({}, {}, 0.001, unbounded), Verdict::undecided);
  EXPECT_EQ(paired({}, {}, 0.001, bounded), Verdict::undecided);
  EXPECT_EQ(paired({}, {}, 0.2, bounded), Verdict::passed);
  EXPECT_EQ(paired({}, {}, 0.0, certain), Verdict::passed);
  EXPECT_EQ(paired(0.0, {}, {}, certain), Verdict::failed);
}

TEST(Expect, AStatisticThatDoesNotExistFails) {
  Expectation e = expects("terms_index");
  e.at_least = 0.0;
  const Judgement j = judge(e, with(StatisticId::deaths_per_year, Estimate{}, {}));
  EXPECT_EQ(j.verdict, Verdict::failed);
  EXPECT_FALSE(j.estimate.has_value());
  e = expects("deaths_per_year", "b.toml");
  e.same_within = 1e9;
  EXPECT_EQ(judge(e, with(StatisticId::deaths_per_year, Estimate{1, 1, 1}, {})).verdict,
            Verdict::failed);
  EXPECT_EQ(judge(e, Comparison{}).verdict, Verdict::failed) << "no pair finished";
}

TEST(Expect, OneReplicateDecidesNothing) {
  Expectation e = expects("deaths_per_year");
  e.at_least = 1.0;
  const Comparison c = with(StatisticId::deaths_per_year, Estimate{5, 5, 5}, {}, 1);
  EXPECT_EQ(judge(e, c).verdict, Verdict::undecided);
}

TEST(Expect, OutcomesAreStatisticsToo) {
  Comparison c = with(StatisticId::deaths_per_year, {}, {});
  c.outcomes[std::size_t(OutcomeId::frozen)] = {
      OutcomeId::frozen, {0.9, 0.9, 0.9}, {0.3, 0.2, 0.4}, {-0.6, -0.7, -0.5}};
  Expectation e = expects("outcome.frozen");
  e.at_most = 0.4;
  EXPECT_EQ(judge(e, c).verdict, Verdict::passed);
  e = expects("outcome.frozen", "b.toml");
  e.lower_by = 0.4;
  EXPECT_EQ(judge(e, c).verdict, Verdict::passed);
}

TEST(Expect, TheMarginCountsStandardErrorsToTheNearestBound) {
  Expectation e = expects("deaths_per_year");
  e.at_least = 0.0;
  e.at_most = 3.0;
  const double half = 1.959963984540054;
  const auto margin = [&](Estimate x) {
    return judge(e, with(StatisticId::deaths_per_year, x, {})).margin;
  };
  EXPECT_NEAR(margin({1.0, 1.0 - half, 1.0 + half}), 1.0, 1e-12);
  EXPECT_NEAR(margin({5.0, 5.0 - half, 5.0 + half}), -2.0, 1e-12);
  EXPECT_EQ(margin({2.0, 2.0, 2.0}), kInfinite);
  EXPECT_EQ(margin({4.0, 4.0, 4.0}), -kInfinite);
}

// --- what is said --------------------------------------------------------------------------------

Tested some(Verdict verdict) {
  Tested t{"a.toml", expects("talks_started"), {verdict, Estimate{0.43, 0.40, 0.46}, -4.6}, 7, {}};
  t.expectation.at_least = 0.5;
  t.expectation.claim = "C1";
  t.expectation.why = "a channel";
  return t;
}

TEST(ExpectText, SaysPlaceVerdictNumbersAndReason) {
  EXPECT_EQ(tested_line(some(Verdict::failed), Lang::en, false, false),
            "a.toml:12: failed: talks_started is 0.430 (0.400 to 0.460), wanted at least 0.5; "
            "C1: a channel");
  EXPECT_EQ(tested_line(some(Verdict::passed), Lang::en, false, false),
            "a.toml:12: passed: talks_started is 0.430 (0.400 to 0.460), wanted at least 0.5");
  EXPECT_EQ(tested_line(some(Verdict::undecided), Lang::fr, true, false),
            "a.toml:12: indécis, compte comme échoué : talks_started vaut 0,430 (0,400 à 0,460), "
            "attendu : au moins 0,5 ; marge de \u22124,6 erreurs types ; C1\u00a0: a channel");
}

TEST(ExpectText, SaysWhatIsAbsentPairedAndUnstable) {
  Tested t = some(Verdict::passed);
  t.expectation.at_least = {};
  t.expectation.compared_to = "b.toml";
  t.expectation.higher_by = 0.05;
  t.expectation.same_within = 12000;
  t.next = Judgement{Verdict::undecided, Estimate{0.4, 0.3, 0.5}, 1.2};
  EXPECT_EQ(tested_line(t, Lang::en, false, false),
            "a.toml:12: unstable, counts as failed (passed with seed 7, undecided, counts as "
            "failed with seed 8): talks_started differs from b.toml by +0.430 (+0.400 to +0.460), "
            "wanted more than 0.05 higher and the same within 12,000; C1: a channel");
  t = some(Verdict::failed);
  t.judgement.estimate = {};
  t.expectation.why = "C1: said once";
  EXPECT_EQ(tested_line(t, Lang::en, true, false),
            "a.toml:12: failed: talks_started exists in no replicate, wanted at least 0.5; "
            "C1: said once");
}

TEST(ExpectText, NothingSteersATerminalAndEverythingIsOneLine) {
  Tested t = some(Verdict::failed);
  t.expectation.why = "a\x1b[2J\nb\r\x7f";
  EXPECT_THAT(tested_line(t, Lang::en, false, false), HasSubstr("C1: a\\u001B[2J b \\u007F"));
  EXPECT_THAT(tested_line(t, Lang::en, false, true), HasSubstr("\x1b[1mfailed\x1b[0m"));
}

TEST(ExpectText, TheNextSeedAfterTheLastIsTheFirst) {
  EXPECT_EQ(next_seed(7), 8);
  EXPECT_EQ(next_seed(std::numeric_limits<std::int64_t>::max()), 0);
}

TEST(Junit, IsXmlWhateverTheAuthorWrote) {
  Tested t = some(Verdict::undecided);
  t.file = "a&\"<b>\xff.toml";
  t.expectation.why = "\x01 é";
  const std::string xml = junit_xml({some(Verdict::passed), t}, {{"c.toml", "c.toml:1: no\n"}});
  EXPECT_EQ(xml,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<testsuites tests=\"3\" failures=\"1\" errors=\"1\">\n"
            "  <testsuite name=\"a.toml\" tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"0\">\n"
            "    <testcase classname=\"a.toml\" name=\"talks_started at least 0.5\""
            " file=\"a.toml\" line=\"12\"/>\n"
            "  </testsuite>\n"
            "  <testsuite name=\"a&amp;&quot;&lt;b&gt;\\xFF.toml\" tests=\"1\" failures=\"1\""
            " errors=\"0\" skipped=\"0\">\n"
            "    <testcase classname=\"a&amp;&quot;&lt;b&gt;\\xFF.toml\""
            " name=\"talks_started at least 0.5\" file=\"a&amp;&quot;&lt;b&gt;\\xFF.toml\""
            " line=\"12\">\n"
            "      <failure type=\"undecided\" message=\"a&amp;&quot;&lt;b&gt;\\xFF.toml:12: "
            "undecided, counts as failed: talks_started is 0.430 (0.400 to 0.460), "
            "wanted at least 0.5; margin \u22124.6 standard errors; C1: \\u0001 é\"/>\n"
            "    </testcase>\n"
            "  </testsuite>\n"
            "  <testsuite name=\"c.toml\" tests=\"1\" failures=\"0\" errors=\"1\" skipped=\"0\">\n"
            "    <testcase classname=\"c.toml\" name=\"reads\" file=\"c.toml\">\n"
            "      <error type=\"invalid\" message=\"c.toml:1: no \"/>\n"
            "    </testcase>\n"
            "  </testsuite>\n"
            "</testsuites>\n");
}

}  // namespace expect_test
}  // namespace palabre
