// What was observed is read strictly: every mistake with its line and column, nothing guessed; and
// what runs say of it adds up.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>

#include "sim/model/trace.hpp"
#include "sim/score/score.hpp"
#include "tests/support/cases.hpp"

namespace palabre {
namespace observed_test {

using std::chrono::sys_days;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view kHead = "series,place,year,from,to,value,unit,source\n";

/// The run of the tests: 2010 and 2011, in the shipped world.
Scenario two_years() {
  Scenario out = test::scenario({}, 105);
  out.start = sys_days{std::chrono::year{2010} / 1 / 1};
  out.levers = default_levers(out.start);
  return out;
}

const World& world() { return *test::baseline().world; }

Observed read(std::string_view text) { return parse_observed(text, "o.csv", world(), two_years()); }

/// What is wrong with a file, one a line.
std::vector<std::string> complaints(std::string_view text, Lang lang = Lang::en) {
  std::vector<std::string> out;
  try {
    read(text);
  } catch (const ScenarioError& error) {
    for (const Diagnostic& one : error.diagnostics()) out.push_back(one.to_string(lang));
  }
  return out;
}
std::vector<std::string> row_complaints(const std::string& row, Lang lang = Lang::en) {
  return complaints(std::string(kHead) + row + "\n", lang);
}

TEST(Observed, KeepsWhatIsBeforeTheRunAndWhatIsWithin) {
  const Observed read_file = read(std::string("\xEF\xBB\xBF") + std::string(kHead) +
                                  "deaths,Mali,2009,,,12,deaths,a source\r\n"
                                  "deaths,mali,2010,,,13,deaths,\r\n"
                                  "deaths_share,Gao+Menaka,,2010-02-01,2010-07-31,0.25,share,\n");
  ASSERT_EQ(read_file.past.size(), 1u);
  EXPECT_EQ(read_file.past[0].value, 12);
  EXPECT_EQ(read_file.past[0].source, "a source");
  ASSERT_EQ(read_file.within.size(), 2u);
  EXPECT_EQ(read_file.within[1].regions.size(), 2u);
  EXPECT_EQ(read_file.within[1].line, 4);
  EXPECT_EQ(read_file.within[1].days(), 181);
  EXPECT_THAT(read_file.notes, IsEmpty());
}

TEST(Observed, YearIsOneColumnOrTwo) {
  EXPECT_EQ(read("series,place,year,value\ndeaths,Mali,2010,3\n").within.size(), 1u);
  EXPECT_EQ(read("value,to,from,place,series\n3,2010-12-31,2010-01-01,Mali,deaths\n").within.size(),
            1u);
}

TEST(Observed, TellsEachMistakeWithLineAndColumn) {
  EXPECT_THAT(row_complaints("death,Mali,2010,,,x,,"),
              ElementsAre("o.csv:2:1: series: death: no such series (did you mean deaths?)",
                          "o.csv:2:19: value: x is not a number"));
  EXPECT_THAT(row_complaints("wells,Mali,2010,,,1,deaths,"),
              ElementsAre("o.csv:2:1: series: wells: no such series (choices: deaths, attacks, "
                          "displaced, breadth, deaths_share)"));
  EXPECT_THAT(row_complaints("deaths,Mopty,2010,,,1,deaths,"),
              ElementsAre("o.csv:2:8: place: Mopty: neither the country nor a region (did you mean "
                          "Mopti?)"));
  EXPECT_THAT(row_complaints("deaths,Gao+Gao,2010,,,1,deaths,"),
              ElementsAre("o.csv:2:8: place: Gao is named twice"));
  EXPECT_THAT(row_complaints("displaced,Mopti,2010,,,1,persons,"),
              ElementsAre("o.csv:2:11: place: displaced is known for the whole country only (write "
                          "mali)"));
  EXPECT_THAT(row_complaints("deaths_share,Mali,2010,,,0.5,share,"),
              ElementsAre("o.csv:2:14: place: deaths_share is of regions, not of the whole "
                          "country"));
}

TEST(Observed, TakesNoNumberForAnother) {
  EXPECT_THAT(row_complaints("deaths,Mali,2010,,,-3,deaths,"),
              ElementsAre("o.csv:2:20: value: -3 is out of range (allowed: 0 to 999999)"));
  EXPECT_THAT(row_complaints("deaths_share,Mopti,2010,,,49,share,"),
              ElementsAre("o.csv:2:27: value: 49 is out of range (allowed: 0 to 1)"));
  EXPECT_THAT(row_complaints("deaths_share,Mopti,2010,,,49%,share,"),
              ElementsAre("o.csv:2:27: value: 49% is not a number"));
  EXPECT_THAT(row_complaints("deaths,Mali,2010,,,nan,deaths,"),
              ElementsAre("o.csv:2:20: value: nan is not a finite number"));
  EXPECT_THAT(row_complaints("deaths,Mali,2010,,,,deaths,"),
              ElementsAre("o.csv:2:20: value: is empty"));
  EXPECT_THAT(row_complaints("deaths,Mali,2010,,,5,,"), ElementsAre("o.csv:2:22: unit: is empty"));
  EXPECT_THAT(row_complaints("deaths_share,Mopti,2010,,,0,49,share,"),
              ElementsAre("o.csv:2:27: value: 0,49 has a comma, which parts columns here (numbers "
                          "take a point and nothing between thousands: 0.49, 1287)"));
  EXPECT_THAT(row_complaints("deaths,Mali,2010,,,\"1,287\",deaths,", Lang::fr),
              ElementsAre("o.csv:2:20: value: 1,287 contient une virgule, qui sépare ici des "
                          "colonnes (les nombres prennent un point, et rien entre les milliers : "
                          "0.49, 1287)"));
  EXPECT_THAT(row_complaints("deaths,Mali,2010,,,1,thousands,"),
              ElementsAre("o.csv:2:22: unit: thousands is not the unit of deaths (write deaths)"));
}

TEST(Observed, TakesNoDateForAnother) {
  EXPECT_THAT(row_complaints("deaths,Mali,10,,,1,deaths,"),
              ElementsAre("o.csv:2:13: year: 10 is no year (such as 2021)"));
  EXPECT_THAT(row_complaints("deaths,Mali,2010,2010-01-01,,1,deaths,"),
              ElementsAre("o.csv:2:13: year: a year, or from and to: not both"));
  EXPECT_THAT(row_complaints("deaths,Mali,,,,1,deaths,"),
              ElementsAre("o.csv:2:13: year: needs a year, or from and to"));
  EXPECT_THAT(row_complaints("deaths,Mali,,31/01/2010,2010-02-30,1,deaths,"),
              ElementsAre("o.csv:2:14: from: 31/01/2010 is no date (such as 2022-02-14)",
                          "o.csv:2:25: to: 2010-02-30 is no date (such as 2022-02-14)"));
  EXPECT_THAT(row_complaints("deaths,Mali,,2010-02-01,2010-01-31,1,deaths,"),
              ElementsAre("o.csv:2:25: to: ends before it begins, on 2010-01-31"));
}

TEST(Observed, CountsNothingTwice) {
  EXPECT_THAT(row_complaints("deaths,Mali,2010,,,1,deaths,\ndeaths,mali,2010,,,2,deaths,"),
              ElementsAre("o.csv:3:1: says the same as line 2"));
  EXPECT_THAT(
      row_complaints("deaths,Mali,,2010-06-01,2010-06-30,1,deaths,\ndeaths,Mali,2010,,,2,deaths,"),
      ElementsAre("o.csv:3:1: overlaps the period of line 2"));
  // A year that holds two months is found however many lie between.
  EXPECT_THAT(row_complaints("deaths,Mali,2010,,,9,deaths,\n"
                             "deaths,Mali,,2010-02-01,2010-02-28,1,deaths,\n"
                             "deaths,Mali,,2010-06-01,2010-06-30,1,deaths,"),
              ElementsAre("o.csv:3:1: overlaps the period of line 2",
                          "o.csv:4:1: overlaps the period of line 2"));
  EXPECT_THAT(row_complaints("deaths,Gao,2010,,,1,deaths,\ndeaths,Mali,2010,,,2,deaths,"),
              IsEmpty());
}

TEST(Observed, WhatIsNoTableIsToldAsSuch) {
  EXPECT_THAT(complaints("series;place;year;value\ndeaths;Mali;2010;0,5\n"),
              ElementsAre("o.csv:1:1: the columns are parted by semicolons (part them by commas; "
                          "numbers take a point)"));
  EXPECT_THAT(complaints("series,place,valeur\n"),
              ElementsAre("o.csv:1: value: this column is missing",
                          "o.csv:1:14: valeur: no such column (did you mean value?)"));
  EXPECT_EQ(complaints("series,place,value\xff\n").size(), 1u);
  EXPECT_EQ(complaints("").size(), 3u);
  EXPECT_EQ(complaints("deaths").size(), 4u);
}

TEST(Observed, WhatIsNotScoredIsNotedWithItsLine) {
  const Observed some = read(std::string(kHead) +
                             "deaths,Mali,2008,,,1,deaths,\n"
                             "deaths,Mali,2010,,,1,deaths,\n"
                             "deaths,Mali,2012,,,1,deaths,\n"
                             "attacks,Mali,,2009-12-30,2010-01-30,1,attacks,\n"
                             "attacks,Mali,,2010-02-02,2010-02-02,1,attacks,\n"
                             "displaced,Mali,,2010-02-01,2010-02-01,1,persons,\n");
  std::vector<std::string> notes;
  for (const Diagnostic& note : some.notes) notes.push_back(note.to_string());
  EXPECT_THAT(
      notes, ElementsAre("o.csv:3:1: deaths, Mali: nothing between 2008-12-31 and 2010-01-01",
                         "o.csv:4:1: deaths, Mali: nothing between 2010-12-31 and 2012-01-01",
                         "o.csv:4:1: ends after the run, which ends on 2012-01-05: not scored",
                         "o.csv:5:1: begins before the run, which begins on 2010-01-01: not scored",
                         "o.csv:6:1: attacks, Mali: nothing between 2010-01-30 and 2010-02-02",
                         "o.csv:6:1: too short: no week of the run has its middle in it, so it is "
                         "not scored"));
  EXPECT_EQ(some.left_out, 3u);
  EXPECT_EQ(some.within.size(), 2u);
}

TEST(Observed, WeeksBelongToTheYearOfTheirMiddle) {
  const Observed years = read(std::string(kHead) +
                              "deaths,Mali,2010,,,1,deaths,\ndeaths,Mali,2011,,,1,deaths,\n"
                              "displaced,Mali,,2010-01-10,2010-01-10,1,persons,\n");
  const Scenario run = two_years();
  // 2010 has 365 days: the fourth day of week 51 is day 360, that of week 52 day 367.
  EXPECT_EQ(weeks_of(years.within[0], run).first, 0);
  EXPECT_EQ(weeks_of(years.within[0], run).last, 52);
  EXPECT_EQ(weeks_of(years.within[1], run).first, 52);
  EXPECT_EQ(weeks_of(years.within[1], run).last, 104);
  EXPECT_EQ(weeks_of(years.within[2], run).first, 1);  // day 9
  EXPECT_EQ(weeks_of(years.within[2], run).last, 2);
}

// --- what runs say -------------------------------------------------------------------------------

constexpr std::string_view kFigures =
    "deaths,Mali,2010,,,1,deaths,\n"
    "deaths,Bamako+Gao+Kayes+Kidal+Koulikoro+Menaka+Mopti+Segou+Sikasso+Tombouctou,2010,,,1,deaths,"
    "\nattacks,Mali,2010,,,1,attacks,\n"
    "displaced,Mali,,2010-01-15,2010-01-21,1,persons,\n"
    "breadth,Mali,2010,,,1,cercles,\nbreadth,Mopti,2010,,,1,cercles,\n"
    "deaths_share,Mopti,2010,,,1,share,\n"
    "deaths_share,Bamako+Gao+Kayes+Kidal+Koulikoro+Menaka+Segou+Sikasso+Tombouctou,2010,,,1,share,"
    "\n";

std::vector<double> said(const Forecasts& forecasts, const Observed& observed,
                         ObservedSeries series, std::size_t regions) {
  for (std::size_t k = 0; k < observed.within.size(); ++k)
    if (observed.within[k].series == series && observed.within[k].regions.size() == regions)
      return forecasts.members[k];
  return {};
}

TEST(Forecasts, AreWhatTheSeriesOfTheRunsAddUpTo) {
  const Scenario scenario = two_years();
  const Model model = compile(scenario, world());
  const Observed observed = read(std::string(kHead) + std::string(kFigures));
  ForecastOptions options;
  options.replicates = 1;
  const Forecasts one = *forecast(scenario, world(), observed.within, options);
  const Trace run = trace(model, std::uint64_t(scenario.seed), 0);
  double deaths = 0.0, attacks = 0.0, displaced = 0.0;
  for (int week = 0; week < 52; ++week) {
    deaths += run.row(week, SeriesId::deaths);
    attacks += run.row(week, SeriesId::attacks);
    if (week == 2) displaced = run.row(week, SeriesId::displaced);
  }
  using S = ObservedSeries;
  EXPECT_THAT(said(one, observed, S::deaths, 0), ElementsAre(deaths));
  EXPECT_THAT(said(one, observed, S::deaths, 10), ElementsAre(deaths));
  EXPECT_THAT(said(one, observed, S::attacks, 0), ElementsAre(attacks));
  EXPECT_THAT(said(one, observed, S::displaced, 0), ElementsAre(displaced));
  EXPECT_GT(deaths, 0.0);
}

TEST(Forecasts, OfPlacesFitTogether) {
  const Observed observed = read(std::string(kHead) + std::string(kFigures));
  ForecastOptions options;
  options.replicates = 16;
  using S = ObservedSeries;
  const Forecasts all = *forecast(two_years(), world(), observed.within, options);
  const auto mopti = said(all, observed, S::deaths_share, 1),
             others = said(all, observed, S::deaths_share, 9);
  ASSERT_EQ(mopti.size(), 16u);
  EXPECT_NEAR(std::accumulate(mopti.begin(), mopti.end(), 0.0) +
                  std::accumulate(others.begin(), others.end(), 0.0),
              16.0, 1e-12);
  EXPECT_GE(said(all, observed, S::breadth, 1).back(), 4.0);  // of eight
  EXPECT_LE(said(all, observed, S::breadth, 1).back(), 8.0);
  EXPECT_LE(said(all, observed, S::breadth, 0).back(), 50.0);
  EXPECT_GT(said(all, observed, S::breadth, 0).front(), said(all, observed, S::breadth, 1).back());
}

TEST(Forecasts, DoNotDependOnThreadsButOnWhatIsDrawn) {
  const Observed observed = read(std::string(kHead) + std::string(kFigures));
  ForecastOptions options;
  options.replicates = 40;
  options.threads = 1;
  const auto set = forecast(two_years(), world(), observed.within, options)->members;
  options.threads = 4;
  EXPECT_EQ(forecast(two_years(), world(), observed.within, options)->members, set);
  options.drawn = true;
  const auto drawn = forecast(two_years(), world(), observed.within, options)->members;
  EXPECT_NE(drawn, set);
  options.threads = 1;
  EXPECT_EQ(forecast(two_years(), world(), observed.within, options)->members, drawn);
}

}  // namespace observed_test
}  // namespace palabre
