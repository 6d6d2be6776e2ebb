// `palabre explain`: one run told, in both languages and as JSON; statuses.

#include <set>

#include "tests/cli/prompt.hpp"

namespace palabre_tests {
namespace explain_test {

std::set<std::string> keys(const Json& object) {
  std::set<std::string> out;
  for (const auto& item : object.items()) out.insert(item.key());
  return out;
}

/// The baseline, but quick.
std::vector<std::string> quick(const std::vector<std::string>& more) {
  std::vector<std::string> out{"explain", kBaseline.string(), "-n", "80"};
  out.insert(out.end(), more.begin(), more.end());
  return out;
}

void expect_eighty_columns(const std::string& text) {
  std::size_t columns = 0;
  for (const char c : text) {
    if ((static_cast<unsigned char>(c) & 0xC0u) == 0x80u) continue;
    columns = c == '\n' ? 0 : columns + 1;
    ASSERT_LE(columns, 80u) << text;
  }
}

TEST(Explain, TellsARunWithDatesAndReasons) {
  const Ran ran = palabre(quick({"--replicate", "3"}));
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_EQ(ran.err, "");
  EXPECT_THAT(ran.out,
              AllOf(HasSubstr("A thinking aid, not a forecast."),
                    HasSubstr("Replicate 3 of 80 (0 to 79), 260 weeks from 2022-02-14; seed"),
                    HasSubstr("\nIt ended as: "), HasSubstr("\nEnded so because "),
                    HasSubstr("2022-02-14  week 0    The French begin to leave\n"),
                    HasSubstr("% a week, "), HasSubstr(" times its mean in this run"),
                    HasSubstr("(run mean "), HasSubstr("are not listed; -v lists")));
  EXPECT_THAT(ran.out, Not(HasSubstr("a local pact is signed")));
  const Ran more = palabre(quick({"--replicate", "3", "-v"}));
  EXPECT_THAT(more.out, AllOf(HasSubstr("a local pact is signed"), HasSubstr("social rules 0.")));
}

TEST(Explain, FitsEightyColumnsInBothLanguages) {
  const TempFolder folder;
  folder.write("title.toml", small_scenario());
  for (const std::string lang : {"en", "fr"})
    for (const std::string what : {"--counterfactual", "--limiting-factors", "-v"}) {
      Start start;
      start.working_directory = folder.path().string();
      const Ran ran =
          palabre({"explain", "title.toml", "--weeks", "110", what, "--lang", lang}, start);
      EXPECT_EQ(ran.status, 0) << ran.err;
      expect_eighty_columns(ran.out);
    }
}

TEST(Explain, SpeaksFrench) {
  const Ran ran = palabre(quick({"--replicate", "3", "--lang", "fr"}));
  EXPECT_THAT(ran.out,
              AllOf(HasSubstr("A fini ainsi parce qu"),
                    HasSubstr("Les Français commencent à partir"), HasSubstr("Ce qui s'est passé"),
                    HasSubstr("% par semaine, "), HasSubstr("fois sa moyenne dans cette")));
}

TEST(Explain, ChoosesByRuleAndSaysSo) {
  const Ran ran = palabre(quick({"--outcome", "insurgent_advance"}));
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_THAT(ran.out, AllOf(HasSubstr("Chosen by rule: of the "),
                             HasSubstr("It ended as: Insurgent advance.")));
  // The same run by its number tells the same.
  const Json chosen =
      Json::parse(palabre(quick({"--outcome", "insurgent_advance", "--json"})).out)["replicate"];
  const std::string number = std::to_string(chosen["number"].get<int>());
  const Json named =
      Json::parse(palabre(quick({"--replicate", number, "--json"})).out)["replicate"];
  EXPECT_EQ(named["digest"], chosen["digest"]);
  EXPECT_EQ(named["events"], chosen["events"]);
  EXPECT_TRUE(named["chosen"].is_null());
  EXPECT_EQ(chosen["chosen"]["medians"].size(), 8u);
  EXPECT_THAT(palabre(quick({})).out, HasSubstr("No run was named: the most frequent outcome"));
}

TEST(Explain, JsonHasEveryField) {
  const Ran ran = palabre(quick({"--outcome", "frozen", "--json", "--series", "-n", "48", "--weeks",
                                 "60", "--counterfactual"}));
  EXPECT_EQ(ran.status, 0) << ran.err;
  const Json json = Json::parse(ran.out);
  EXPECT_EQ(keys(json), (std::set<std::string>{"schema", "scenario", "start", "weeks", "replicates",
                                               "seed", "program", "wanted", "replicate",
                                               "counterfactuals", "notice", "not_modelled"}));
  EXPECT_EQ(json["schema"], "palabre.explain/1");
  const Json& run = json["replicate"];
  EXPECT_EQ(keys(run), (std::set<std::string>{"number", "digest", "chosen", "failed", "outcome",
                                              "because", "held_back", "events", "series"}));
  EXPECT_EQ(run["outcome"], "frozen");
  EXPECT_EQ(run["series"]["trust"].size(), 60u);
  EXPECT_EQ(run["series"]["stage"].size(), 60u);
  for (const Json& event : run["events"])
    if (event.contains("hazard")) {
      double shares = 0.0;
      for (const Json& part : event["hazard"]["parts"]) shares += part["share"].get<double>();
      EXPECT_NEAR(shares, 1.0, 1e-9) << event;
    }
  ASSERT_GT(json["counterfactuals"].size(), 10u);
  std::int64_t before = json["counterfactuals"][0]["end_otherwise"];
  for (const Json& row : json["counterfactuals"]) {
    EXPECT_LE(row["end_otherwise"].get<std::int64_t>(), before) << "not sorted";
    before = row["end_otherwise"];
    EXPECT_EQ(row["pairs"], 48);
    EXPECT_FALSE(row["claims"].empty()) << row["id"];
    EXPECT_LE(row["flips"]["low"], row["flips"]["high"]);
  }
}

TEST(Explain, BindingNamesOneFactorAYear) {
  const Ran ran = palabre(quick({"--limiting-factors", "--json", "--weeks", "104"}));
  EXPECT_EQ(ran.status, 0) << ran.err;
  const Json json = Json::parse(ran.out);
  EXPECT_EQ(json["schema"], "palabre.limiting_factors/1");
  ASSERT_EQ(json["stages"].size(), 4u);
  EXPECT_EQ(json["stages"][0]["from"], "secret_contact");
  EXPECT_EQ(json["stages"][0]["years"].size(), 2u);
  const std::string text = palabre(quick({"--limiting-factors"})).out;
  EXPECT_THAT(text, AllOf(HasSubstr("From Secret contact to Good offices"), HasSubstr("year 5"),
                          HasSubstr("Junta's willingness"), HasSubstr("*")));
}

TEST(Explain, AnOutcomeThatNeverHappensIsSaidPlainly) {
  const TempFolder folder;
  const std::string file = folder.write("small.toml", small_scenario());
  const Ran ran = palabre({"explain", file, "--outcome", "accord", "--counterfactual"});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("No run of 24 ended as \"Accord\": there is nothing to"));
  const Json json = Json::parse(palabre({"explain", file, "--outcome", "accord", "--json"}).out);
  EXPECT_TRUE(json["replicate"].is_null());
}

TEST(Explain, RefusesWhatItCannotTell) {
  const auto refused = [](const std::vector<std::string>& more, const std::string& said) {
    const Ran ran = palabre(quick(more));
    EXPECT_EQ(ran.status, 2) << ran.out;
    EXPECT_EQ(ran.out, "");
    EXPECT_THAT(ran.err, AllOf(HasSubstr(said), HasSubstr("see: palabre explain --help\n")));
  };
  refused({"--replicate", "80"}, "palabre: --replicate: 80 is out of range (0 to 79)\n");
  refused({"--outcome", "peace"}, "--outcome: \"peace\" is not one of collapse, ");
  refused({"--outcome", "trcue"}, "(did you mean truce?)");
  refused({"--replicate", "1", "--outcome", "frozen"},
          "--replicate and --outcome exclude each other");
  refused({"--limiting-factors", "--counterfactual"},
          "--limiting-factors and --counterfactual exclude each other");
  refused({"--series"}, "--series needs --json");
  EXPECT_EQ(palabre({"explain"}).status, 2);
  EXPECT_EQ(palabre({"explain", "nowhere.toml"}).status, 4);
}

TEST(Explain, WritesAFileWholeAndNeverOverItsInput) {
  const TempFolder folder;
  const std::string file = folder.write("small.toml", small_scenario());
  EXPECT_EQ(palabre({"explain", file, "-o", file}).status, 2);
  EXPECT_EQ(bytes_of(file), small_scenario());
  EXPECT_EQ(palabre({"explain", file, "-o", folder.at("why.txt")}).status, 0);
  EXPECT_THAT(bytes_of(folder.at("why.txt")), StartsWith("Small\n"));
}

TEST(Explain, ControlCStopsWithoutHalfAnAnswer) {
  Start start;
  start.signal = SIGINT;
  start.signal_after = well_begun();
  const Ran ran =
      palabre({"explain", kBaseline.string(), "-n", "1000000", "--limiting-factors"}, start);
  EXPECT_EQ(ran.status, 130) << ran.err;
  EXPECT_EQ(ran.out, "");
}

}  // namespace explain_test
}  // namespace palabre_tests
