// What every shipped scenario owes its reader: words in both languages, a source for each
// departure, expectations that name their claim. Whether the expectations hold is asked by `palabre
// test`.

#include <gtest/gtest.h>

#include <map>
#include <regex>
#include <set>

#include "sim/scenario/scenario.hpp"
#include "tests/support/paths.hpp"

namespace palabre {
namespace library_test {

namespace fs = std::filesystem;

constexpr std::size_t kExpectationsEach = 5, kExpectationsInAll = 140;

std::map<std::string, ScenarioFile> read_folder(const char* folder) {
  std::map<std::string, ScenarioFile> out;
  for (const auto& entry : fs::directory_iterator(fs::path(palabre::test::root()) / folder))
    if (entry.path().extension() == ".toml")
      out.emplace(entry.path().filename().string(), load_scenario(entry.path()));
  return out;
}

/// Every shipped scenario by its file name.
const std::map<std::string, ScenarioFile>& library() {
  static const std::map<std::string, ScenarioFile> kLibrary = read_folder("scenarios");
  return kLibrary;
}

bool says_both(const LocalText& text) {
  return !text.en.empty() && !text.fr.empty() && text.en != text.fr;
}

TEST(Library, HoldsTheQuestionsOfTheArticles) {
  for (const char* name : {"baseline",
                           "french_leave_at_once",
                           "french_stay_red_line",
                           "french_stay_tolerate_talks",
                           "public_good_offices",
                           "local_pacts_only",
                           "sanctions_lifted",
                           "minusma_leaves",
                           "russian_surge",
                           "hardliner_veto",
                           "full_precondition_offer",
                           "offer_with_guarantee",
                           "strength_first",
                           "dicko_truce_and_release",
                           "gulf_of_guinea_spread",
                           "arms_alone",
                           "nobody_leaves_no_talks",
                           "niono_replica",
                           "last_card",
                           "talks_inevitable",
                           "no_interest_from_strength",
                           "elections_held",
                           "elections_postponed",
                           "gulf_of_guinea_without_hub",
                           "gulf_of_guinea_with_hub",
                           "hindsight_calendar"})
    EXPECT_TRUE(library().contains(std::string(name) + ".toml")) << name;
}

TEST(Library, EveryFileSpeaksBothLanguagesAndLoadsWithoutANote) {
  const std::regex snake_case("[a-z]+(_[a-z0-9]+)*[.]toml");
  std::set<std::string> titles;
  for (const auto& [name, file] : library()) {
    EXPECT_TRUE(std::regex_match(name, snake_case)) << name;
    EXPECT_TRUE(says_both(file.scenario.title)) << name;
    EXPECT_TRUE(says_both(file.scenario.summary)) << name;
    EXPECT_TRUE(says_both(file.scenario.question)) << name;
    EXPECT_TRUE(file.scenario.question.en.ends_with('?')) << name;
    EXPECT_TRUE(file.scenario.question.fr.ends_with(" ?")) << name;
    EXPECT_FALSE(file.scenario.about.empty()) << name;
    EXPECT_TRUE(titles.insert(file.scenario.title.en).second) << name << " shares its title";
    EXPECT_TRUE(titles.insert(file.scenario.title.fr).second) << name << " shares its title";
    EXPECT_TRUE(file.notes.empty()) << name;
    EXPECT_EQ(file.scenario.start, Scenario{}.start) << name;
    EXPECT_EQ(file.scenario.not_modelled.size(), 5u) << name;
  }
}

/// The starts of other years, which are scored against what came (`palabre score`).
const std::map<std::string, ScenarioFile>& hindcasts() {
  static const std::map<std::string, ScenarioFile> kHindcasts = read_folder("scenarios/hindcasts");
  return kHindcasts;
}

TEST(Library, WhoReadsManyFilesReadsTheirWorldOnce) {
  const fs::path folder = fs::path(palabre::test::root()) / "scenarios";
  const auto world = [&](const char* name, const LoadOptions& options) {
    return load_scenario(folder / name, options).world;
  };
  LoadOptions together;
  together.worlds = std::make_shared<WorldsRead>();
  EXPECT_EQ(world("baseline.toml", together), world("russian_surge.toml", together));
  EXPECT_EQ(together.worlds->size(), 1u);
  EXPECT_NE(world("baseline.toml", {}), world("russian_surge.toml", {}));
}

TEST(Library, HindcastsSayWhatTheyAreAndEndBeforeTheHoldOut) {
  using std::chrono::sys_days;
  ASSERT_EQ(hindcasts().size(), 2u);
  for (const auto& [name, file] : hindcasts()) {
    const Scenario& scenario = file.scenario;
    for (const LocalText& words : {scenario.title, scenario.summary, scenario.question})
      EXPECT_TRUE(says_both(words)) << name;
    EXPECT_TRUE(scenario.title.en.starts_with("Hindcast")) << name;
    EXPECT_TRUE(scenario.title.fr.starts_with("Rejeu")) << name;
    EXPECT_EQ(name, "hindcast_" +
                        std::to_string(int(std::chrono::year_month_day{scenario.start}.year())) +
                        ".toml");
    EXPECT_GT(scenario.displaced, 0.0) << name;
    EXPECT_GE(scenario.expectations.size(), kExpectationsEach) << name;
    // The whole of 2021 and nothing of what the model was not to know.
    const sys_days end = scenario.start + std::chrono::days(7 * scenario.weeks);
    EXPECT_GT(end, sys_days{std::chrono::year{2021} / 12 / 31}) << name;
    EXPECT_LT(end, sys_days{std::chrono::year{2022} / 2 / 14}) << name;
    EXPECT_TRUE(file.notes.empty()) << name;
  }
}

TEST(Library, EveryDepartureFromADefaultHasASource) {
  const Scenario defaults;
  std::map<std::string, ScenarioFile> all = library();
  all.insert(hindcasts().begin(), hindcasts().end());
  for (const auto& [name, file] : all) {
    for (const std::string& key : scenario_keys()) {
      const Levers usual = default_levers(file.scenario.start);
      const LeverSpec* lever =
          key.starts_with("levers.") ? find_lever(key.substr(key.find('.') + 1)) : nullptr;
      const bool follows_start = lever && lever->kind == LeverKind::Date &&
                                 file.scenario.levers.*std::get<Date Levers::*>(lever->field) ==
                                     usual.*std::get<Date Levers::*>(lever->field);
      const bool departs =
          !follows_start && get_value(file.scenario, key) != get_value(defaults, key);
      EXPECT_TRUE(!departs || file.scenario.sources.contains(key)) << name << ": " << key;
    }
    for (const auto& [key, source] : file.scenario.sources) {
      EXPECT_FALSE(source.says.empty()) << name << ": " << key;
      EXPECT_FALSE(source.confidence.empty()) << name << ": " << key;
    }
  }
}

TEST(Library, EveryExpectationNamesItsClaimAndSaysWhy) {
  std::size_t in_all = 0;
  for (const auto& [name, file] : library()) {
    EXPECT_GE(file.scenario.expectations.size(), kExpectationsEach) << name;
    in_all += file.scenario.expectations.size();
    for (const Expectation& expectation : file.scenario.expectations) {
      EXPECT_FALSE(expectation.claim.empty()) << name << ":" << expectation.line;
      EXPECT_FALSE(expectation.why.empty()) << name << ":" << expectation.line;
    }
  }
  EXPECT_GE(in_all, kExpectationsInAll);
}

TEST(Library, EveryClaimThatTheModelMustHoldIsCarriedByAnExpectation) {
  std::set<std::string> carried;
  for (const auto& [name, file] : library())
    for (const Expectation& expectation : file.scenario.expectations)
      carried.insert(expectation.claim);
  for (const ClaimSpec& row : claim_specs()) {
    const bool core = row.kind == ClaimKind::Article && row.priority == Priority::A;
    EXPECT_TRUE(!core || carried.contains(std::string(row.name)))
        << row.name << ": " << row.says.en;
  }
}

// Dates known only later may go in; what came of them may be neither used nor expected.
TEST(Library, HindsightIsLabelledAndExpectsNothingAfterTheStart) {
  const Scenario& scenario = library().at("hindsight_calendar.toml").scenario;
  EXPECT_TRUE(scenario.title.en.starts_with("Hindsight"));
  EXPECT_TRUE(scenario.title.fr.starts_with("Après coup"));
  EXPECT_TRUE(scenario.summary.en.starts_with("Written with hindsight."));
  EXPECT_TRUE(scenario.summary.fr.starts_with("Écrit après coup."));
  for (const Expectation& expectation : scenario.expectations)
    EXPECT_TRUE(expectation.statistic.ends_with("_start")) << expectation.statistic;
  for (const std::string& key : scenario_keys()) {
    const bool may_move = key.starts_with("levers.") || key == "switches.assumptions";
    EXPECT_TRUE(may_move || get_value(scenario, key) == get_value(Scenario{}, key)) << key;
  }
}

}  // namespace library_test
}  // namespace palabre
