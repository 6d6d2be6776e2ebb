// `palabre test`: verdicts, places, statuses, folders, JUnit.

#include <algorithm>

#include "tests/cli/prompt.hpp"

namespace palabre_tests {
namespace test_test {

std::string expect(const std::string& rest) { return "[[expect]]\nstatistic = " + rest + "\n"; }

const std::string kHolds = expect("\"state_share_area_start\"\nat_least = 0.1");
const std::string kFails = expect("\"state_share_area_start\"\nat_least = 0.9\nclaim = \"C39\"");
const std::string kOpen = expect("\"deaths_first_year\"\nat_least = 5\nat_most = 5");

TEST(Test, SaysWhatBecameOfEachExpectation) {
  const TempFolder folder;
  const std::string file = folder.write("a.toml", small_scenario(kHolds + kFails));
  const Ran ran = palabre({"test", file});
  EXPECT_EQ(ran.status, 1);
  EXPECT_EQ(ran.err, "");
  EXPECT_EQ(
      ran.out,
      file +
          ":8: passed: state_share_area_start is 0.320 (exact: chance plays no part), wanted at "
          "least "
          "0.1\n" +
          file +
          ":11: failed: state_share_area_start is 0.320 (exact: chance plays no part), wanted at "
          "least 0.9; C39\n1 passed, 1 failed, 0 undecided\n");
}

TEST(Test, QuietShowsOnlyWhatDoesNotHold) {
  const TempFolder folder;
  const std::string good = folder.write("good.toml", small_scenario(kHolds));
  const std::string bad = folder.write("bad.toml", small_scenario(kHolds + kFails));
  const Ran quiet = palabre({"test", good, "-q"});
  EXPECT_EQ(quiet.status, 0);
  EXPECT_EQ(quiet.out + quiet.err, "");
  const Ran told = palabre({"test", bad, "-q"});
  EXPECT_EQ(told.status, 1);
  EXPECT_THAT(told.out, StartsWith(bad + ":11: failed: "));
  EXPECT_EQ(std::count(told.out.begin(), told.out.end(), '\n'), 1);
}

TEST(Test, AnIntervalThatHoldsTheBoundIsUndecidedAndCountsAsFailed) {
  const TempFolder folder;
  const std::string file =
      folder.write("a.toml", small_scenario(expect("\"good_offices_started\"\nat_least = 0.5")));
  const Ran one = palabre({"test", file, "-n", "1", "--lang", "fr"});
  EXPECT_EQ(one.status, 1);
  EXPECT_THAT(one.out, HasSubstr(":8: indécis, compte comme échoué : good_offices_started vaut"));
  EXPECT_THAT(one.out, HasSubstr("0 tenues, 0 échouées, 1 indécises"));
}

TEST(Test, ComparesWithAnotherFileOnThisFilesDice) {
  const TempFolder folder;
  folder.write("other.toml", small_scenario("[levers]\nniger_hub = 0.5\n"));
  const std::string file = folder.write(
      "a.toml",
      small_scenario(expect("\"displaced_start\"\ncompared_to = \"other.toml\"\nsame_within = 0") +
                     expect("\"displaced_start\"\ncompared_to = \"other.toml\"\nhigher_by = 0")));
  const Ran ran = palabre({"test", file, "-v"});
  EXPECT_EQ(ran.status, 1);
  EXPECT_THAT(
      ran.out,
      HasSubstr(":8: passed: displaced_start differs from other.toml by 0 "
                "(exact: chance plays no part), wanted the same within 0; margin: exact\n"));
  EXPECT_THAT(
      ran.out,
      HasSubstr(":12: failed: displaced_start differs from other.toml by 0 "
                "(exact: chance plays no part), wanted more than 0 higher; margin: exact\n"));
  EXPECT_THAT(ran.err, HasSubstr("other.toml: read "));
}

TEST(Test, OtherWeeksOrAnotherWorldIsAnErrorOfTheFile) {
  const TempFolder folder;
  folder.write("short.toml", "format = 1\nworld = \"mali\"\nweeks = 20\nreplicates = 8\n");
  for (const char* name : {"mali_cercles.csv", "mali_adjacency.csv", "mali_outlines.json"}) {
    std::string bytes = bytes_of(kRoot / "scenarios" / "mali" / name);
    if (std::string_view(name) == "mali_cercles.csv") bytes += "\n";
    folder.write(std::string("mali2/mali2") + (name + 4), bytes);
  }
  folder.write("else.toml", "format = 1\nworld = \"mali2\"\nweeks = 30\nreplicates = 8\n");
  const auto against = [&](const std::string& other) {
    return palabre(
        {"test", folder.write("a.toml", small_scenario(expect("\"coup\"\ncompared_to = \"" + other +
                                                              "\"\nhigher_by = 0")))});
  };
  const Ran weeks = against("short.toml");
  EXPECT_EQ(weeks.status, 3);
  EXPECT_EQ(weeks.out, "");
  EXPECT_EQ(weeks.err, folder.at("a.toml") +
                           ":8: expect.compared_to: short.toml has 20 weeks and "
                           "this file 30: they cannot be compared\n");
  const Ran world = against("else.toml");
  EXPECT_EQ(world.status, 3) << world.out;
  EXPECT_THAT(world.err, HasSubstr(":8: expect.compared_to: else.toml plays in another world"));
}

TEST(Test, NothingToTestIsAStatusOfItsOwn) {
  const TempFolder folder;
  EXPECT_EQ(palabre({"test", folder.path().string()}).status, 5);
  const std::string file = folder.write("a.toml", small_scenario());
  const Ran ran = palabre({"test", file});
  EXPECT_EQ(ran.status, 5);
  EXPECT_EQ(ran.out, file + ": no expectations\n");
  EXPECT_EQ(ran.err, "palabre: no expectation found: nothing to test\n");
  const std::string good = folder.write("b.toml", small_scenario(kHolds));
  EXPECT_EQ(palabre({"test", file, good}).status, 0) << "one file without is no mistake";
}

TEST(Test, AFolderIsSearchedInOrderWithoutWorldsAndHiddenFiles) {
  const TempFolder folder;
  for (const char* name : {"b.toml", "a.toml", "sub/c.toml", ".hidden.toml", "mali9/d.toml"})
    folder.write(name, small_scenario(kHolds));
  folder.write("mali9/mali9_cercles.csv", "id\n");
  folder.write("notes.txt", "not a scenario");
  const Ran ran = palabre({"test", folder.path().string()});
  EXPECT_EQ(ran.status, 0) << ran.err;
  const std::size_t a = ran.out.find(folder.at("a.toml")), b = ran.out.find(folder.at("b.toml")),
                    c = ran.out.find(folder.at("sub/c.toml"));
  EXPECT_LT(a, b);
  EXPECT_LT(b, c);
  EXPECT_NE(c, std::string::npos);
  EXPECT_THAT(ran.out, HasSubstr("\n3 passed, 0 failed, 0 undecided\n"));
}

TEST(Test, AWrongFileIsToldAndTheOthersAreStillTested) {
  const TempFolder folder;
  const std::string bad = folder.write("bad.toml", small_scenario("nonsense = 1\n"));
  const std::string good = folder.write("good.toml", small_scenario(kHolds));
  const Ran three = palabre({"test", bad, good});
  EXPECT_EQ(three.status, 3);
  EXPECT_THAT(three.err, StartsWith(bad + ":8:1: nonsense: "));
  EXPECT_THAT(three.out, HasSubstr("1 passed"));
  EXPECT_EQ(palabre({"test", folder.at("none.toml"), good}).status, 4);
  EXPECT_EQ(palabre({"test", good, "--set", "talks.nonsense=1"}).status, 2);
  EXPECT_EQ(palabre({"test", good, "-n", "0"}).status, 2);
}

TEST(Test, JunitIsWrittenWholeAndNeverOverAnInput) {
  const TempFolder folder;
  const std::string file = folder.write("a.toml", small_scenario(kHolds + kFails));
  const Ran ran = palabre({"test", file, "--junit", folder.at("out.xml")});
  EXPECT_EQ(ran.status, 1);
  const std::string xml = bytes_of(folder.at("out.xml"));
  EXPECT_THAT(xml, StartsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites tests=\"2\" "
                              "failures=\"1\" errors=\"0\">\n"));
  EXPECT_THAT(xml, AllOf(HasSubstr("line=\"8\"/>"), HasSubstr("<failure type=\"failed\"")));
  const std::string before = bytes_of(file);
  const Ran refused = palabre({"test", file, "--junit", file});
  EXPECT_EQ(refused.status, 2);
  EXPECT_EQ(refused.err, file + ": is read by this run; choose another file for --junit\n");
  EXPECT_EQ(bytes_of(file), before);
  EXPECT_EQ(palabre({"test", file, "--junit", folder.at("none/out.xml")}).status, 4);
}

TEST(Test, StableAsksTheNextSeedToo) {
  const TempFolder folder;
  // 24 replicates: some seed decides what its neighbour does not.
  const std::string file = folder.write(
      "a.toml", small_scenario(kHolds + expect("\"good_offices_started\"\nat_least = 0.6")));
  bool saw_unstable = false;
  for (int seed = 1; seed < 60 && !saw_unstable; ++seed) {
    const Ran ran = palabre({"test", file, "--stable", "--seed", std::to_string(seed)});
    EXPECT_THAT(ran.out, HasSubstr("a.toml:8: passed"));
    if (ran.out.find("unstable, counts as failed (") == std::string::npos) continue;
    saw_unstable = true;
    EXPECT_EQ(ran.status, 1);
    EXPECT_THAT(ran.out, HasSubstr(" with seed " + std::to_string(seed) + ", "));
    EXPECT_THAT(ran.out, HasSubstr("0 undecided, 1 unstable\n"));
  }
  EXPECT_TRUE(saw_unstable);
  EXPECT_THAT(palabre({"test", file, "--stable"}).out, MatchesRegex("(.|\n)*, [01] unstable\n"));
}

TEST(Test, ThreadsChangeNothing) {
  const TempFolder folder;
  folder.write("b.toml", small_scenario("[parameters.talks]\nmediator = 1\n"));
  const std::string file = folder.write(
      "a.toml", small_scenario(kHolds + kOpen +
                               expect("\"deaths_first_year\"\ncompared_to = \"b.toml\"\n"
                                      "same_within = 1")));
  const Ran one = palabre({"test", file, "-v", "-j", "1"});
  EXPECT_EQ(one.out, palabre({"test", file, "-v", "-j", "3"}).out);
  EXPECT_THAT(one.out, Not(HasSubstr("\x1b")));
}

TEST(Test, ControlCStopsWithinHalfASecond) {
  const TempFolder folder, target;
  const std::string file = folder.write("a.toml", small_scenario(kHolds));
  Start start;
  start.signal = SIGINT;
  start.signal_after = well_begun();
  Ran best;
  for (int i = 0; i < 3 && (i == 0 || best.seconds > 0.5); ++i)
    best = palabre({"test", file, "-n", "1000000", "--weeks", "1040", "--junit", target.at("x")},
                   start);
  EXPECT_EQ(best.status, 130);
  EXPECT_LT(best.seconds, 0.5);
  EXPECT_EQ(best.out, "");
  EXPECT_TRUE(target.names().empty());
}

}  // namespace test_test
}  // namespace palabre_tests
