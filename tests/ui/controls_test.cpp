// Dates as people type them, steps by key, what a figure says of itself, the page of equations.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <set>

#include "tests/ui/robot.hpp"
#include "ui/base/controls.hpp"
#include "ui/base/equations.hpp"
#include "ui/base/words.hpp"
#include "ui/draw/chart.hpp"

namespace palabre::ui::test {
namespace controls_test {

std::string read_as(std::string_view typed, Lang lang) {
  const auto date = read_typed_date(typed, lang);
  return date ? to_string(*date) : "nothing";
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

// A symbol has one or two letters, a subscript, a digit or a row of its own; all else is a word.
bool is_name(const std::string& word) {
  const auto any = [&](const auto& specs) {
    return std::any_of(specs.begin(), specs.end(),
                       [&](const auto& spec) { return spec.symbol == word; });
  };
  const auto symbols = equation_symbols();
  constexpr std::array<std::string_view, 4> kFileNames{"model", "MODEL", "cpp", "md"};
  constexpr std::array<std::string_view, 12> kWords{"an", "at", "by", "if", "in", "is",
                                                    "it", "no", "of", "on", "or", "to"};
  if (std::find(kWords.begin(), kWords.end(), word) != kWords.end()) return false;
  const bool has_sign = word.find_first_of("_0123456789") != std::string::npos;
  return word.size() <= 2 || has_sign || any(param_specs()) || any(lever_specs()) ||
         std::find(symbols.begin(), symbols.end(), word) != symbols.end() ||
         std::find(kFileNames.begin(), kFileNames.end(), word) != kFileNames.end();
}

TEST(Equations, NoWordOfThePageIsWithoutItsFrench) {
  for (const Submodel& submodel : submodels())
    for (const std::string& word : names_in(submodel.words))
      EXPECT_TRUE(is_name(word)) << "“" << word << "” in " << submodel.name
                                 << " has no row in equation_words.def";
  EXPECT_FALSE(is_name("whenever")) << "this test can fail";
}

TEST(Equations, InFrenchOnlyTheWordsChange) {
  for (const Submodel& submodel : submodels()) {
    EXPECT_EQ(equations_in(submodel.words, Lang::en), submodel.words);
    EXPECT_NE(equations_in(submodel.words, Lang::fr), submodel.words) << submodel.name;
  }
  EXPECT_EQ(equations_in("  gate = clip(1 - pre X)   gate_hard", Lang::fr),
            "  porte = clip(1 - pre X)   porte_dure");
  EXPECT_EQ(equations_in("e = 1 if public, else the\n   larger of p_public", Lang::fr),
            "e = 1 si public, sinon le plus grand de p_public")
      << "a passage over two lines";
  EXPECT_EQ(equations_in("act'(1 - s_A) and attackers", Lang::fr), "act'(1 - s_A) et attackers")
      << "no part of a longer word";
}

TEST(Equations, AWordWithinAWordDoesNotCount) {
  const auto cut = cut_submodels("/// Phase 1.\n///   publ = 1\nvoid one(Block& b);\n");
  ASSERT_EQ(cut.size(), 1u);
  EXPECT_EQ(cut[0].name, "one");
  EXPECT_EQ(cut[0].words, "Phase 1.\n  publ = 1\n");
}

}  // namespace controls_test
}  // namespace palabre::ui::test
