// worlds.csv: what is written is read back, and what is wrong with a table is told by its place.

#include "sim/scenario/plausible_worlds.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/answer/changes.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/values.hpp"
#include "sim/scenario/world.hpp"
#include "tests/support/paths.hpp"
#include "tests/support/temp_folder.hpp"

namespace palabre {
namespace plausible_worlds_unit_test {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

PlausibleWorlds some() {
  PlausibleWorlds out;
  out.keys = {};
  const Scenario s;
  for (const ParamSpec& spec : param_specs())
    if (spec.key != "uncertainty.width") out.keys.emplace_back(spec.key);
  for (const std::string_view name : drawn_switches())
    out.keys.push_back("switches." + std::string(name));
  for (const std::int64_t draw : {3, 9}) {
    out.draws.push_back(draw);
    for (const std::string& key : out.keys) out.values.push_back(number_at(s, key));
  }
  return out;
}

std::string told(const std::string& text) {
  Complaints complaints;
  read_plausible_worlds(text, "w/worlds.csv", complaints);
  std::string out;
  for (const Diagnostic& one : complaints.all()) out += one.to_string(Lang::en) + "\n";
  return out;
}

std::string with(std::string text, const std::string& what, const std::string& by) {
  const std::size_t at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return text.replace(at, what.size(), by);
}

TEST(PlausibleWorldsFile, IsReadBackAsItWasWritten) {
  const PlausibleWorlds worlds = some();
  Complaints complaints;
  const PlausibleWorlds read =
      read_plausible_worlds(plausible_worlds_text(worlds), "w/worlds.csv", complaints);
  EXPECT_TRUE(complaints.empty());
  EXPECT_EQ(read.keys, worlds.keys);
  EXPECT_EQ(read.draws, worlds.draws);
  EXPECT_EQ(read.values, worlds.values);
}

TEST(PlausibleWorldsFile, TellsWhatIsWrongByItsPlace) {
  const std::string text = plausible_worlds_text(some());
  EXPECT_THAT(told(with(text, "talks.mediator", "talks.mediatr")),
              HasSubstr("talks.mediatr: no such column (did you mean talks.mediator?)"));
  EXPECT_THAT(told(with(text, "\n9,", "\n3,")),
              HasSubstr("w/worlds.csv:3:1: draw: 3 is named twice"));
  EXPECT_THAT(told(with(text, "nash", "nsh")),
              HasSubstr("nsh is not a choice (did you mean nash?)"));
  EXPECT_THAT(told(with(text, "\n3,0.32", "\n3,7")), HasSubstr("territory.state_share"));
  const std::string exponent = "switches.force_exponent";
  EXPECT_THAT(told(with(text, ",1\n", ",1.5\n")), HasSubstr(exponent + ": needs a whole number"));
  EXPECT_THAT(told("draw\n1\n"), HasSubstr("territory.state_share: this column is missing"));
  EXPECT_NE(told(""), "");
  EXPECT_NE(told(std::string("draw\0,", 6)), "");
}

// A table that was read before is not read again, unless it has changed.
TEST(PlausibleWorldsFile, IsReadAnewWhenItHasChanged) {
  const test::TempFolder folder;
  const auto mali = folder.path() / "mali";
  std::filesystem::copy(std::filesystem::path(test::root()) / "scenarios" / "mali", mali);
  const std::string text = plausible_worlds_text(some());
  folder.write("mali/worlds.csv", text);
  const auto first = load_world(mali).plausible;
  ASSERT_TRUE(first);
  EXPECT_EQ(first->draws[1], 9);
  EXPECT_EQ(load_world(mali).plausible, first);
  folder.write("mali/worlds.csv", with(text, "\n9,", "\n8,"));
  EXPECT_EQ(load_world(mali).plausible->draws[1], 8);
  folder.write("mali/worlds.csv", with(text, "nash", "nsh"));
  for (int times = 0; times < 2; ++times) EXPECT_THROW(load_world(mali), ScenarioError);
  folder.write("mali/worlds.csv", text);
  EXPECT_EQ(load_world(mali).plausible->draws[1], 9);
}

// Each world had a value of its own before, which no sentence may call the default.
TEST(PlausibleWorldsInWords, SayWhatIsSetAndWhatEachWorldHadBefore) {
  Scenario worlds;
  worlds.switches.assumptions = int(AssumptionsChoice::plausible);
  Scenario set = worlds;
  set.params.talks_mediator = 0.9;
  set.params.uncertainty_width = 0.5;
  const auto in_worlds = changes_between(worlds, set);
  ASSERT_EQ(in_worlds.size(), 2u);
  EXPECT_EQ(in_worlds[0].phrase.en, "the mediator's standing set to 0.9 in every world");
  EXPECT_EQ(in_worlds[0].phrase.fr, "la stature du médiateur fixée à 0,9 dans tous les mondes");
  EXPECT_THAT(in_worlds[1].phrase.en, HasSubstr("raised from"));
  const ParamSpec& standing = *find_param("talks.mediator");
  EXPECT_EQ(sentences_beside(in_worlds, Lang::en),
            std::vector<std::string>{
                fmt::format("Before, each world had a value of its own: the mediator's "
                            "standing ({} to {}).",
                            standing.low, standing.high)});
  const auto left = changes_between(set, worlds);
  EXPECT_EQ(left[0].phrase.en, "the mediator's standing left to each world instead of 0.9");
  EXPECT_THAT(sentences_beside(left, Lang::fr)[0], StartsWith("Désormais, chaque monde"));
  Scenario further = set;
  further.params.talks_mediator = 0.8;
  EXPECT_EQ(changes_between(set, further)[0].phrase.en,
            "the mediator's standing lowered from 0.9 to 0.8");
}

TEST(PlausibleWorldsInWords, SayWhatAPresetTakesFromEachWorld) {
  Scenario worlds;
  worlds.switches.assumptions = int(AssumptionsChoice::plausible);
  Scenario dicko = worlds;
  dicko.levers.mediator = int(Mediator::dicko);
  for (const auto& [key, value] : preset_values(dicko.levers.mediator))
    dicko.params.*(find_param(key)->field) = value;
  const auto changes = changes_between(worlds, dicko);
  ASSERT_EQ(changes.size(), 1u);
  const auto told = sentences_beside(changes, Lang::en);
  ASSERT_EQ(told.size(), 2u);
  EXPECT_THAT(told[0], AllOf(StartsWith("Counted with"), HasSubstr("in every world)")));
  EXPECT_THAT(told[1], AllOf(StartsWith("Before, each world had a value of its own: "),
                             HasSubstr("the mediator's standing")));
  const auto back = sentences_beside(changes_between(dicko, worlds), Lang::en);
  ASSERT_EQ(back.size(), 2u);
  EXPECT_THAT(back[0], AllOf(StartsWith("Counted with"),
                             HasSubstr("the mediator's standing left to each world instead of")));
  EXPECT_THAT(back[1], StartsWith("Now each world has a value of its own: "));
}

TEST(PlausibleWorldsInWords, NameAValueThatHasWordsOfItsOwn) {
  Scenario worlds;
  worlds.switches.assumptions = int(AssumptionsChoice::plausible);
  Scenario none = worlds;
  none.params.talks_guarantee = 0.0;
  EXPECT_EQ(changes_between(worlds, none)[0].phrase.en, "no outside guarantee");
}

TEST(PlausibleWorldsOverrides, TellThatADefaultIsNotHeld) {
  Scenario worlds;
  worlds.switches.assumptions = int(AssumptionsChoice::plausible);
  const std::vector<std::string> held{"talks.guarantee=0.2", "war.recruitment=0.013",
                                      "uncertainty.width=0.35"};
  ASSERT_EQ(worlds.params.talks_guarantee, 0.2);
  const auto notes = apply_overrides(worlds, held);
  ASSERT_EQ(notes.size(), 1u);
  EXPECT_THAT(notes[0].to_string(Lang::en), StartsWith("--set:1: talks.guarantee: 0.2 is the"));
  EXPECT_THAT(notes[0].to_string(Lang::fr), HasSubstr("choisissez une valeur juste à côté"));
  Scenario one;
  EXPECT_TRUE(apply_overrides(one, held).empty());
}

TEST(DrawnSwitches, TakeEveryChoiceAndNoOther) {
  EXPECT_EQ(drawn_choice("switches.bargaining", 0.0), 0.0);
  EXPECT_EQ(drawn_choice("switches.bargaining", 0.999), 3.0);
  EXPECT_EQ(drawn_choice("switches.bargaining", 1.0), 3.0);
  EXPECT_EQ(drawn_choice("switches.force_exponent", 0.49), 1.0);
  EXPECT_EQ(drawn_choice("switches.force_exponent", 0.51), 2.0);
  Scenario s;
  set_number(s, "switches.violence", 1.0);
  EXPECT_EQ(number_at(s, "switches.violence"), 1.0);
  EXPECT_EQ(initial_number("switches.violence"), 0.0);
}

}  // namespace plausible_worlds_unit_test
}  // namespace palabre
