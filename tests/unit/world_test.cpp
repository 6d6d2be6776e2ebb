// Every message about world folders, by its whole text, and what a sound world holds.

#include <gtest/gtest.h>

#include <set>

#include "sim/tables/text.hpp"
#include "tests/support/paths.hpp"
#include "tests/unit/scenario_support.hpp"

namespace palabre {
namespace world_test {

namespace fs = std::filesystem;

using test::SmallWorld;
using test::TempFolder;

std::set<TextId> seen;

void note(const ScenarioError& error) {
  for (const Diagnostic& d : error.diagnostics()) {
    seen.insert(d.what.id);
    if (d.hint) seen.insert(d.hint->id);
  }
}

struct WorldCase {
  std::string SmallWorld::*text;
  std::string from, to, expected;
};

TEST(World, MistakesNameFileLineAndColumn) {
  constexpr auto kCercles = &SmallWorld::cercles, kBorders = &SmallWorld::borders,
                 kOutlines = &SmallWorld::outlines;
  const std::vector<WorldCase> cases = {
      {kCercles, "katiba_weight,", "katiba,",
       "w/w_cercles.csv:1: katiba_weight: this column is missing\n"
       "w/w_cercles.csv:1:101: katiba: no such column"},
      {kCercles, "katiba_weight", "katiba_weigth",
       "w/w_cercles.csv:1: katiba_weight: this column is missing\n"
       "w/w_cercles.csv:1:101: katiba_weigth: no such column (did you mean katiba_weight?)"},
      {kCercles, "0.9,0.05", "x,0.05", "w/w_cercles.csv:2:29: state: x is not a number"},
      {kCercles, "0.9,0.05", "nan,0.05", "w/w_cercles.csv:2:29: state: nan is not a finite number"},
      {kCercles, "0.9,0.05", "1.5,0.05",
       "w/w_cercles.csv:2:29: state: 1.5 is out of range (allowed: 0 to 1)"},
      {kCercles, "0.9,0.05", "0.9,0.15",
       "w/w_cercles.csv:2:29: state: state, jihadist, signatory are more than 1 together"},
      {kCercles, "0.2,0.1,", "0.2,0.3,",
       "w/w_cercles.csv:3:37: of_which_is_sahel: is more than jihadist"},
      {kCercles, "12,-8,100,", "12,-8,-100,",
       "w/w_cercles.csv:2:20: area_km2: -100 is too small (at least 1)"},
      {kCercles, "south", "east",
       "w/w_cercles.csv:2:8: zone: east is not a choice (choices: south, centre, north)"},
      {kCercles, "1,Bb", "7,Bb",
       "w/w_cercles.csv:3:1: id: 7 stands where 1 is due: ids count from 0 in the order of the "
       "lines"},
      {kCercles, "1,Bb", "1,Aa", "w/w_cercles.csv:3:3: cercle: Aa is named twice"},
      {kCercles, "1,Bb", "1,", "w/w_cercles.csv:3:3: cercle: is empty"},
      {kCercles, "1,1,1,1,0,1\n", "1,1,1,1,2,1\n",
       "w/w_cercles.csv:3:57: capital: 2 is neither 0 nor 1"},
      {kCercles, "1,1,1,1,0,1\n", "1,1,1,1,1,1\n",
       "w/w_cercles.csv:3:57: capital: is a second capital"},
      {kCercles, "1,1,1,1,1,0\n", "1,1,1,1,0,0\n",
       "w/w_cercles.csv: capital: no cercle is the capital"},
      {kCercles, "0,Aa,R,", "0,Aa,", "w/w_cercles.csv:2: has 20 cells where the header has 21"},
      {kCercles, "Bb,R", "B\xE9,R",
       "w/w_cercles.csv:3:4: byte 0xe9 is not UTF-8 text (save the file as UTF-8 text)"},
      {kBorders, "Bb,Cc", "Bb,Cd",
       "w/w_adjacency.csv:3:4: b: Cd: no such cercle (did you mean Cc?)"},
      {kBorders, "Bb,Cc", "Bb,Bb", "w/w_adjacency.csv:3:4: b: Bb borders on itself"},
      {kBorders, "Cc,Dd,30", "Bb,Aa,10", "w/w_adjacency.csv:4:1: a: this border is listed twice"},
      {kBorders, "Cc,Dd,30", "Bb,Aa,11",
       "w/w_adjacency.csv:4:7: approx_shared_border_km: this border is listed twice, with lengths "
       "11 and 10"},
      {kBorders, "Cc,Dd,30\n", "", "w/w_adjacency.csv: Dd: cannot be reached from Aa"},
      {kOutlines, "]]]}}", "]]]}", "w/w_outlines.json:1:122: not JSON: the file ends too early"},
      {kOutlines, "[1,0],", "[1;0],", "w/w_outlines.json:1:29: not JSON: ; is not expected here"},
      {kOutlines, "[1,0],", std::string(60'000, '['),
       "w/w_outlines.json:1:55: brackets stand more than 32 deep"},
      {kOutlines, "outlines", "lines", "w/w_outlines.json:1:1: outlines: is missing"},
      {kOutlines, "[1,0],", "",
       "w/w_outlines.json:1:14: Aa: needs rings of at least three points [longitude, latitude]"},
      {kOutlines, "\"Dd\"", "\"De\"",
       "w/w_outlines.json: Dd: has no outline\n"
       "w/w_outlines.json:1:95: De: De: no such cercle (did you mean Dd?)"},
      {kOutlines, "\"Dd\"", "\"Cc\"",
       "w/w_outlines.json: Dd: has no outline\n"
       "w/w_outlines.json:1:95: Cc: is written twice"},
  };
  for (const WorldCase& c : cases) {
    const TempFolder folder;
    SmallWorld world;
    SmallWorld::replace(world.*c.text, c.from, c.to);
    try {
      load_world(world.write(folder));
      ADD_FAILURE() << c.expected;
    } catch (const ScenarioError& error) {
      note(error);
      EXPECT_EQ(folder.plain(error.what()), c.expected);
    }
  }
}

// A world with `count` cercles, each in a region of its own, all bordering on the first.
SmallWorld star(int count) {
  SmallWorld world;
  world.cercles.erase(world.cercles.find('\n') + 1);
  world.borders.erase(world.borders.find('\n') + 1);
  world.outlines = R"({"outlines":{)";
  for (int i = 0; i < count; ++i) {
    const std::string n = std::to_string(i);
    world.cercles += n + ",c" + n + ",r" + n + ",south,12,-8,100,1000,0.5,0.1,0,0,1,1,1,1,1,1,0," +
                     (i == 0 ? "1" : "0") + ",0\n";
    if (i > 0) world.borders += "c0,c" + n + ",1\n";
    world.outlines += (i > 0 ? ",\"c" : "\"c") + n + "\":[[[0,0],[1,0],[1,1]]]";
  }
  world.outlines += "}}";
  return world;
}

TEST(World, MayBeNeitherTooLargeNorEmpty) {
  const std::string no_hub = "w/w_cercles.csv: niger_hub_weight: is 0 in every cercle";
  const std::vector<std::pair<SmallWorld, std::string>> cases = {
      {star(65),
       "w/w_cercles.csv: cercle: 65 are more than 64\n"
       "w/w_cercles.csv: region: 65 are more than 16\n" +
           no_hub},
      {star(16), no_hub},
      {star(0), "w/w_cercles.csv: has no cercles"},
  };
  for (const auto& [world, expected] : cases) {
    const TempFolder folder;
    try {
      load_world(world.write(folder));
      ADD_FAILURE() << expected;
    } catch (const ScenarioError& error) {
      note(error);
      EXPECT_EQ(folder.plain(error.what()), expected);
    }
  }
  const TempFolder folder;
  SmallWorld crowded = star(18);
  for (std::size_t at = crowded.cercles.find(",r"); at != std::string::npos;
       at = crowded.cercles.find(",r", at + 2))
    if (crowded.cercles[at + 2] != 'e' && crowded.cercles[at + 2] != 'u')  // not the header's
      crowded.cercles.replace(at, crowded.cercles.find(',', at + 1) - at, ",r");
  SmallWorld::replace(crowded.cercles, "1,1,0,1,0\n", "1,1,1,1,0\n");
  try {
    load_world(crowded.write(folder));
    ADD_FAILURE();
  } catch (const ScenarioError& error) {
    note(error);
    EXPECT_EQ(folder.plain(error.what()), "w/w_adjacency.csv: c0: 17 are more than 16");
  }
}

// What a stranger's world may cost: counts are checked before anything is kept.
TEST(World, MoreThanAMapHoldsIsCountedAndRefused) {
  const auto told = [](const SmallWorld& world) -> std::string {
    const TempFolder folder;
    try {
      load_world(world.write(folder));
    } catch (const ScenarioError& error) {
      note(error);
      return folder.plain(error.what());
    }
    return "";
  };
  SmallWorld rows, columns, borders, unknown, points, huge;
  for (int i = 0; i < 1'000'000; ++i) rows.cercles += "x\n";
  EXPECT_EQ(told(rows), "w/w_cercles.csv: 1000004 are more than 1000");
  columns.cercles.insert(0, std::string(1'000'000, ','));
  EXPECT_EQ(told(columns), "w/w_cercles.csv:1: 1000021 are more than 128");
  for (int i = 0; i < 900; ++i)
    borders.borders += "N" + std::to_string(i) + ",M" + std::to_string(i) + ",1\n";
  const std::string of_borders = told(borders);
  EXPECT_TRUE(
      of_borders.ends_with("b: M49: no such cercle\nw/w_adjacency.csv: ... and at least 200 "
                           "more"))
      << of_borders;
  std::string names;
  for (int i = 0; i < 20'000; ++i) names += "\"n" + std::to_string(i) + "\":[[[0,0],[1,0],[1,1]]],";
  SmallWorld::replace(unknown.outlines, "{\"Aa\"", "{" + names + "\"Aa\"");
  const std::string of_names = told(unknown);
  EXPECT_TRUE(
      of_names.ends_with("n99: no such cercle\nw/w_outlines.json: ... and at least 200 more"))
      << of_names;
  std::string ring;
  for (int i = 0; i < 200'001; ++i) ring += "[0,0],";
  SmallWorld::replace(points.outlines, "[1,0],", ring);
  EXPECT_EQ(told(points), "w/w_outlines.json: points: 200012 are more than 200000");
  huge.outlines.insert(1, std::string(9u << 20, ' '));
  EXPECT_EQ(told(huge), "w/w_outlines.json: is larger than 8192 KiB");
}

TEST(World, SharesThatCannotBeFittedAreRefused) {
  const TempFolder folder;
  SmallWorld world;
  for (const char* share : {"0.9,0.05,", "0.5,0.2,", "0.5,0.2,", "0.5,0.2,"})
    SmallWorld::replace(world.cercles, share, "0,0.01,");
  SmallWorld::replace(world.cercles, "0,0.01,0.1,", "0,0.01,0,");
  try {
    load_world(world.write(folder));
    ADD_FAILURE();
  } catch (const ScenarioError& error) {
    EXPECT_EQ(folder.plain(error.what()), "w/w_cercles.csv: state: is 0 in every cercle");
  }
}

TEST(World, NeedsItsThreeFiles) {
  const TempFolder folder;
  fs::create_directory(folder.path() / "w");
  try {
    load_world(folder.path() / "w");
    ADD_FAILURE();
  } catch (const ScenarioError& error) {
    EXPECT_EQ(folder.plain(error.what()),
              "w/w_cercles.csv: no such file or folder\n"
              "w/w_adjacency.csv: no such file or folder\n"
              "w/w_outlines.json: no such file or folder");
  }
}

TEST(World, OfMaliIsWhole) {
  const World world = load_world(fs::path(palabre::test::root()) / "scenarios" / "mali");
  EXPECT_EQ(world.cercles.size(), 50u);
  EXPECT_EQ(world.borders.size(), 116u);
  EXPECT_EQ(world.regions.size(), 10u);
  EXPECT_TRUE(world.cercles[std::size_t(world.find("Bamako"))].capital);
  double people = 0.0;
  for (const Cercle& cercle : world.cercles) people += cercle.population_2009;
  EXPECT_NEAR(people, 14'528'662.0, 20'000.0);  // claim: M_census2009
  EXPECT_NE(world.credits.find("geoBoundaries"), std::string::npos);
}

// Runs last: the tests above have noted what they were told.
TEST(World, MessagesAreAllExpectedSomewhereAbove) {
  constexpr std::pair<TextId, const char*> kAll[] = {
#define TEXT(id, ...) {TextId::id, #id},
#include "sim/tables/text/files.def"
#undef TEXT
  };
  for (const auto& [id, name] : kAll)
    EXPECT_TRUE(seen.count(id) || !test::is_about_worlds(id)) << name << " is never said";
}

}  // namespace world_test
}  // namespace palabre
