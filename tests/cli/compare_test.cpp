// `palabre compare`: what differs, in both forms; statuses.

#include <set>

#include "tests/cli/prompt.hpp"

namespace palabre_tests {
namespace compare_test {

/// Two small scenarios in a folder of their own.
struct Two {
  TempFolder folder;
  std::string a = folder.write("a.toml", small_scenario());
  std::string b = folder.write(
      "b.toml", small_scenario("[parameters.talks]\nmediator = 1\n[levers]\nminusma_exit = "
                               "2022-03-14\ntalks_channel = \"public\"\n"));
};

std::set<std::string> keys(const Json& object) {
  std::set<std::string> out;
  for (const auto& item : object.items()) out.insert(item.key());
  return out;
}

TEST(Compare, OfAFileWithItselfIsDoneAndZero) {
  const Two two;
  const Ran ran = palabre({"compare", two.a, two.a});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_EQ(ran.err, "");
  EXPECT_THAT(ran.out, AllOf(HasSubstr("The inputs are the same."),
                             HasSubstr("All 24 pairs are the same run, week by week."),
                             HasSubstr("A thinking aid, not a forecast.")));
  EXPECT_THAT(ran.out, Not(HasSubstr("From (A)")));
}

TEST(Compare, SaysWhatDiffersInTheInputsInWords) {
  const Two two;
  const Ran ran = palabre({"compare", two.a, two.b});
  EXPECT_EQ(ran.status, 1) << ran.err;
  EXPECT_THAT(ran.out, StartsWith("A: Small (a.toml)\nB: Small (b.toml)\n"));
  EXPECT_THAT(ran.out, HasSubstr("The inputs differ (A → B):\n  "));
  EXPECT_THAT(ran.out, HasSubstr("(talks.mediator): 0.6 → 1 (0..1)\n"));
  EXPECT_THAT(ran.out, HasSubstr("MINUSMA exit (levers.minusma_exit): never → 14 March 2022\n"));
  EXPECT_THAT(ran.out, HasSubstr("(levers.talks_channel): by chance → always public\n"));
  EXPECT_THAT(ran.out, HasSubstr("24 of 24 pairs part: the first in week "));
  const Ran french = palabre({"compare", two.a, two.b, "--lang", "fr"});
  EXPECT_EQ(french.status, 1);
  EXPECT_THAT(french.out,
              AllOf(HasSubstr("(levers.minusma_exit) : jamais → 14 mars 2022\n"),
                    HasSubstr("(talks.mediator) : 0,6 → 1 (0..1)\n"), HasSubstr("aux mêmes")));
}

TEST(Compare, TextFitsEightyColumnsInBothLanguages) {
  const TempFolder folder;
  const std::string b = folder.write("b.toml",
                                     "format = 1\nbase = \"a.toml\"\n[levers]\n"
                                     "talks_channel = \"public\"\n");
  fs::copy_file(kBaseline, folder.at("a.toml"));
  for (const std::string lang : {"en", "fr"})
    for (const std::string weeks : {"30", "260"}) {
      Start start;
      start.working_directory = folder.path().string();
      const Ran ran = palabre(
          {"compare", "a.toml", "b.toml", "--lang", lang, "--weeks", weeks, "-n", "80"}, start);
      EXPECT_EQ(ran.status, 1) << ran.err;
      std::size_t columns = 0;
      for (const char c : ran.out) {
        if ((static_cast<unsigned char>(c) & 0xC0u) == 0x80u) continue;
        columns = c == '\n' ? 0 : columns + 1;
        ASSERT_LE(columns, 80u) << lang << "\n" << ran.out;
      }
    }
}

TEST(Compare, JsonHasEveryField) {
  const Two two;
  const Ran ran = palabre({"compare", two.a, two.b, "--json"});
  EXPECT_EQ(ran.status, 1) << ran.err;
  const Json json = Json::parse(ran.out);
  EXPECT_EQ(keys(json), (std::set<std::string>{"schema", "a", "b", "start", "weeks", "seed",
                                               "program", "inputs", "replicates", "failed_pairs",
                                               "failures", "outcomes", "flipped", "flips",
                                               "parting", "statistics", "notice", "not_modelled"}));
  EXPECT_EQ(json["schema"], "palabre.compare/1");
  EXPECT_EQ(json["seed"], 7);
  EXPECT_EQ(json["replicates"], 24);
  EXPECT_EQ(json["failed_pairs"], 0);
  EXPECT_EQ(keys(json["a"]), (std::set<std::string>{"file", "title", "digest", "results"}));
  EXPECT_EQ(json["a"]["results"],
            Json::parse(palabre({"run", two.a, "--json"}).out)["digest"].get<std::string>());
  EXPECT_EQ(json["inputs"].size(), 3u);
  EXPECT_EQ(json["inputs"][0]["key"], "talks.mediator");
  EXPECT_EQ(json["inputs"][0]["b"], 1.0);
  EXPECT_EQ(json["inputs"][1]["a"], "never");
  ASSERT_EQ(json["outcomes"].size(), 9u);
  for (const Json& row : json["outcomes"]) {
    const double value = row["difference"]["value"];
    EXPECT_NEAR(value, row["b"]["value"].get<double>() - row["a"]["value"].get<double>(), 1e-12);
    EXPECT_LE(row["difference"]["low"].get<double>(), value);
    EXPECT_GE(row["difference"]["high"].get<double>(), value);
  }
  int pairs = 0;
  for (const Json& row : json["flips"])
    for (const Json& count : row) pairs += count.get<int>();
  EXPECT_EQ(pairs, 24);
  EXPECT_EQ(json["parting"]["parted"], 24);
  EXPECT_EQ(json["parting"]["by_week"].size(), 30u);
  EXPECT_EQ(keys(json["statistics"]["deaths_per_year"]),
            (std::set<std::string>{"a", "b", "difference", "differing", "unit"}));
  EXPECT_EQ(json["notice"], "A thinking aid, not a forecast.");
}

TEST(Compare, ThreadsAndLanguageChangeNothingInJson) {
  const Two two;
  const Ran one = palabre({"compare", two.a, two.b, "--json", "-j", "1"});
  EXPECT_EQ(one.out, palabre({"compare", two.a, two.b, "--json", "-j", "4", "--lang", "fr"}).out);
}

TEST(Compare, PairsUnderTheFirstFilesSeedForTheSmallerCount) {
  const TempFolder folder;
  const std::string a = folder.write("a.toml", small_scenario());
  const std::string b =
      folder.write("b.toml", "format = 1\nbase = \"a.toml\"\nseed = 99\nreplicates = 16\n");
  const Ran ran = palabre({"compare", a, b});
  EXPECT_EQ(ran.status, 1) << "a seed is an input";
  EXPECT_THAT(ran.out, HasSubstr("Seed (seed): 7 → 99; both are run with 7\n"));
  EXPECT_THAT(ran.out, HasSubstr("All 16 pairs are the same run, week by week."));
  EXPECT_EQ(palabre({"compare", a, b, "--seed", "3", "-n", "8"}).status, 0);
}

TEST(Compare, OneReplicateByItself) {
  const Two two;
  const Ran text = palabre({"compare", two.a, two.b, "--replicate", "5"});
  EXPECT_EQ(text.status, 1) << text.err;
  EXPECT_THAT(text.out, HasSubstr("Replicate 5 parts in week 5."));
  const Json json =
      Json::parse(palabre({"compare", two.a, two.b, "--replicate", "5", "--json"}).out);
  EXPECT_EQ(json["replicate"]["number"], 5);
  EXPECT_EQ(json["replicate"]["parts_in_week"], 5);
  EXPECT_TRUE(json["replicate"]["outcome"]["a"].is_string());
  EXPECT_FALSE(json.contains("outcomes"));
  const Ran same = palabre({"compare", two.a, two.a, "--replicate", "999999"});
  EXPECT_EQ(same.status, 0);
  EXPECT_THAT(same.out, HasSubstr("Replicate 999999 is the same run in both."));
  EXPECT_EQ(palabre({"compare", two.a, two.a, "--replicate", "1000000"}).status, 2);
  EXPECT_EQ(palabre({"compare", two.a, two.a, "--replicate", "-1"}).status, 2);
}

TEST(Compare, OtherWeeksOrAnotherWorldIsRefusedInASentence) {
  const TempFolder folder;
  const std::string a = folder.write("a.toml", small_scenario());
  const std::string b = folder.write("b.toml", "format = 1\nbase = \"a.toml\"\nweeks = 31\n");
  const Ran ran = palabre({"compare", a, b});
  EXPECT_EQ(ran.status, 3);
  EXPECT_EQ(ran.out, "");
  EXPECT_EQ(ran.err, "palabre: " + a + " has 30 weeks and " + b +
                         " has 31: they cannot be paired week by week\n");
  EXPECT_EQ(palabre({"compare", a, b, "--weeks", "12"}).status, 0) << "now both have twelve";
}

TEST(Compare, NeedsTwoFilesAndTellsWhatIsWrongWithThem) {
  const Two two;
  EXPECT_EQ(palabre({"compare", two.a}).err,
            "palabre: two scenario files are needed\nsee: palabre compare --help\n");
  EXPECT_EQ(palabre({"compare", two.a, two.b, two.a, two.b, two.a, two.b, two.b}).err,
            "palabre: one argument too many: " + two.b + "\nsee: palabre compare --help\n");
  EXPECT_EQ(palabre({"compare", two.a, two.folder.at("none.toml")}).status, 4);
  const std::string bad = two.folder.write("bad.toml", small_scenario("nonsense = 1\n"));
  EXPECT_EQ(palabre({"compare", two.a, bad}).status, 3);
  const Ran refused = palabre({"compare", two.a, two.b, "-o", two.b});
  EXPECT_EQ(refused.status, 2);
  EXPECT_EQ(refused.err, two.b + ": is read by this run; choose another file for -o\n");
}

TEST(Compare, OutputGoesToAFile) {
  const Two two;
  const TempFolder target;
  const Ran ran = palabre({"compare", two.a, two.b, "--json", "-o", target.at("x.json")});
  EXPECT_EQ(ran.status, 1);
  EXPECT_EQ(ran.out, "");
  EXPECT_EQ(bytes_of(target.at("x.json")), palabre({"compare", two.a, two.b, "--json"}).out);
}

TEST(Compare, ControlCStopsWithinHalfASecond) {
  Start start;
  start.signal = SIGINT;
  start.signal_after = well_begun();
  Ran best;
  for (int i = 0; i < 3 && (i == 0 || best.seconds > 0.5); ++i)
    best = palabre(
        {"compare", kBaseline.string(), kBaseline.string(), "-n", "1000000", "--weeks", "1040"},
        start);
  EXPECT_EQ(best.status, 130);
  EXPECT_LT(best.seconds, 0.5);
  EXPECT_EQ(best.out, "");
}

}  // namespace compare_test
}  // namespace palabre_tests
