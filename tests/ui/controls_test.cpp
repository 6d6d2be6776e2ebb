// Dates as people type them, steps by key, what a figure says of itself, the page of equations.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "sim/tables/scale_words.hpp"
#include "tests/ui/robot.hpp"
#include "ui/base/controls.hpp"
#include "ui/base/equations.hpp"
#include "ui/base/words.hpp"
#include "ui/browser/first_sliders.hpp"
#include "ui/draw/chart.hpp"

namespace palabre::ui::test {
namespace controls_test {

std::string read_as(std::string_view typed, Lang lang) {
  const auto date = read_typed_date(typed, lang);
  return date ? to_string(*date) : "nothing";
}

TEST(FirstSliders, AreAssumptions) {
  for (const char* key : kFirstSliders) EXPECT_NE(find_param(key), nullptr) << key;
}

TEST(Dates, AreReadInTheUsualFormsOfTheLanguage) {
  EXPECT_EQ(read_as("2023-06-30", Lang::en), "2023-06-30");
  EXPECT_EQ(read_as("2023-06-30", Lang::fr), "2023-06-30");
  EXPECT_EQ(read_as("30/06/2023", Lang::fr), "2023-06-30");
  EXPECT_EQ(read_as("1/2/2023", Lang::fr), "2023-02-01");
  EXPECT_EQ(read_as("30.6.2023", Lang::fr), "2023-06-30");
  EXPECT_EQ(read_as("30 Jun 2023", Lang::en), "2023-06-30");
  EXPECT_EQ(read_as("30 juin 2023", Lang::fr), "2023-06-30");
  EXPECT_EQ(read_as("1 août 2023", Lang::fr), "2023-08-01");
  EXPECT_EQ(read_as("1 janv. 2024", Lang::fr), "2024-01-01");
  EXPECT_EQ(read_as("  never ", Lang::en), "never");
  EXPECT_EQ(read_as("Jamais", Lang::fr), "never");
}

TEST(Dates, WhatIsNoDateIsNotGuessed) {
  // In English, 06/07 could be two days: not taken.
  EXPECT_EQ(read_as("06/07/2023", Lang::en), "nothing");
  for (const char* typed : {"", "soon", "31/02/2023", "2023-13-01", "30/06/23", "1/2/3/4",
                            "0/0/0000", "99999999999/1/2023", "12 foo 2023"})
    EXPECT_EQ(read_as(typed, Lang::fr), "nothing") << typed;
}

TEST(Dates, WhatIsWrittenIsReadBack) {
  const Scenario scenario = load_scenario(baseline_path()).scenario;
  for (Lang lang : {Lang::en, Lang::fr})
    for (int week = 0; week < scenario.weeks; week += 7) {
      const Date date = date_at(week, scenario);
      EXPECT_EQ(read_typed_date(typed_date(date, lang), lang), date);
      EXPECT_EQ(read_typed_date(date_in_words(date, lang), lang), date)
          << date_in_words(date, lang);
    }
}

TEST(Timeline, APlaceAfterTheEndIsNever) {
  const Scenario scenario = load_scenario(baseline_path()).scenario;
  EXPECT_TRUE(date_at(timeline_end(scenario.weeks), scenario).is_never());
  EXPECT_EQ(date_place(Date::never(), scenario), timeline_end(scenario.weeks));
  EXPECT_FALSE(date_at(scenario.weeks, scenario).is_never()) << "a little past the end is the end";
  for (int week : {0, 1, 100, 259})
    EXPECT_NEAR(date_place(date_at(week, scenario), scenario), week, 1e-9);
}

TEST(Steps, EveryValueStepsUpAndDownBetweenItsEnds) {
  Scenario scenario = load_scenario(baseline_path()).scenario;
  std::vector<std::string> keys;
  for (const ParamSpec& spec : param_specs()) keys.emplace_back(spec.key);
  for (const LeverSpec& spec : lever_specs()) keys.push_back(key_of(spec));
  for (const std::string& key : keys) {
    int steps = 0;
    for (int direction : {1, -1}) {
      Scenario at = scenario;
      std::optional<Value> next = nudged(at, key, direction);
      for (int k = 0; next && k < 400; ++k, ++steps) {
        EXPECT_FALSE(set_value(at, key, *next)) << key;
        EXPECT_EQ(get_value(at, key), *next) << key;
        next = nudged(at, key, direction);
      }
    }
    EXPECT_GT(steps, 0) << key;
  }
  EXPECT_FALSE(nudged(scenario, "no.such", 1));
}

bool may_step_nowhere(const Scenario& scenario, const std::string& key, int direction) {
  return !nudged(scenario, key, direction).has_value();
}

TEST(Steps, StopAtTheEnd) {
  Scenario scenario = load_scenario(baseline_path()).scenario;
  ASSERT_FALSE(set_value(scenario, "talks.mediator", Value{1.0}));
  EXPECT_TRUE(may_step_nowhere(scenario, "talks.mediator", 1));
  ASSERT_FALSE(set_value(scenario, "levers.election", Value{Date::never()}));
  EXPECT_TRUE(may_step_nowhere(scenario, "levers.election", 1));
  const auto back = nudged(scenario, "levers.election", -1);
  ASSERT_TRUE(back);
  EXPECT_EQ(std::get<Date>(*back), date_at(scenario.weeks - 1, scenario));
}

TEST(Dots, AddUpToAHundredAndFollowTheCounts) {
  const std::vector<std::int64_t> counts{0, 4, 333, 333, 330};
  const std::vector<int> dots = hundredths(counts);
  int sum = 0;
  for (std::size_t k = 0; k < dots.size(); ++k) {
    sum += dots[k];
    EXPECT_NEAR(dots[k], 0.1 * double(counts[k]), 1.0);
  }
  EXPECT_EQ(sum, 100);
  EXPECT_EQ(dots[0], 0);
  EXPECT_EQ(hundredths(std::vector<std::int64_t>{0, 0}), (std::vector<int>{0, 0}));
  EXPECT_EQ(hundredths(std::vector<std::int64_t>{1, 1, 1}), (std::vector<int>{34, 33, 33}));
}

TEST(Equations, ThePageIsCutIntoSubmodelsWithTheirEquations) {
  std::set<std::string> names;
  for (const Submodel& submodel : submodels()) names.insert(submodel.name);
  for (const char* name :
       {"calendar", "sense", "france", "support", "bargain", "willingness", "local_pacts"})
    EXPECT_TRUE(names.contains(name)) << name;
  for (const Submodel& submodel : submodels())
    if (submodel.words.starts_with("Phase")) {
      EXPECT_THAT(submodel.words, testing::HasSubstr("claim")) << submodel.name;
    }
}

TEST(Equations, MostAssumptionsStandInOneByTheirSymbol) {
  int found = 0;
  std::string missing;
  for (const ParamSpec& spec : param_specs()) {
    const bool stands = !submodels_with(spec.symbol).empty();
    found += stands;
    if (!stands) missing += fmt::format("{} ({}) ", spec.key, spec.symbol);
  }
  EXPECT_GE(found, int(param_specs().size()) / 2) << "not found: " << missing;
  EXPECT_TRUE(submodels_with("no_such_symbol").empty());
}

/// The numbers of a text in their order; "350,000" and "350 000" are one number.
std::vector<std::string> numbers_in(const std::string& text) {
  static const std::regex kGrouped("(\\d)[, ](?=\\d{3}\\b)"),
      kNumber("(^|[^\\w.])(\\.?\\d+(?:\\.\\d+)?)");
  const std::string plain = std::regex_replace(text, kGrouped, "$1");
  std::vector<std::string> out;
  for (auto at = std::sregex_iterator(plain.begin(), plain.end(), kNumber);
       at != std::sregex_iterator(); ++at)
    out.push_back((*at)[2]);
  return out;
}

TEST(Equations, InFrenchTheNumbersAreThoseOfThePage) {
  std::size_t seen = 0;
  for (const Submodel& submodel : submodels()) {
    const std::string french(equations_in(submodel, Lang::fr));
    EXPECT_EQ(equations_in(submodel, Lang::en), submodel.words);
    EXPECT_NE(french, submodel.words) << submodel.name << " has no row in equations.def";
    EXPECT_EQ(numbers_in(french), numbers_in(submodel.words)) << submodel.name;
    seen += numbers_in(french).size();
  }
  EXPECT_GT(seen, 300u);
  EXPECT_EQ(numbers_in("x_2 <- .5 (1 - 350,000.) / 26"),
            (std::vector<std::string>{".5", "1", "350000", "26"}));
}

TEST(Equations, AWordWithinAWordDoesNotCount) {
  const auto cut = cut_submodels("/// Phase 1.\n///   publ = 1\nvoid one(Block& b);\n");
  ASSERT_EQ(cut.size(), 1u);
  EXPECT_EQ(cut[0].name, "one");
  EXPECT_EQ(cut[0].words, "Phase 1.\n  publ = 1\n");
}

TEST(ScaleWords, EveryRowIsOfAnAssumptionWithoutAUnitAndInBothLanguages) {
  for (const ScaleEnds& scale : scale_ends()) {
    const ParamSpec* spec = find_param(scale.key);
    ASSERT_TRUE(spec) << scale.key;
    EXPECT_EQ(spec->unit, Unit::Index) << scale.key;
    for (const Words& words : {scale.low, scale.high}) {
      EXPECT_FALSE(words.en.empty()) << scale.key;
      EXPECT_NE(words.en, words.fr) << scale.key;
    }
  }
  EXPECT_GT(scale_ends().size(), 20u);
  EXPECT_EQ(find_scale_ends("talks.guarantee")->high.fr, "entière");
  EXPECT_EQ(find_scale_ends("war.recruitment"), nullptr);
  EXPECT_EQ(range_in_words(0, 0.04, Unit::PerWeek, Lang::en), "0 to 0.04 a week");
  EXPECT_EQ(range_in_words(0, 0.04, Unit::PerWeek, Lang::fr), "0 à 0,04 par semaine");
}

}  // namespace controls_test
}  // namespace palabre::ui::test
