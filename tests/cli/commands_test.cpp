// What `palabre check`, `params` and `bench` print.

#include "tests/cli/prompt.hpp"

namespace palabre_tests {
namespace {

TEST(Check, ReadsEverythingAndRunsNothing) {
  const TempFolder folder;
  const std::string file = folder.write("small.toml", small_scenario());
  const Ran ran = palabre({"check", file, kBaseline.string()});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_THAT(ran.out, StartsWith(file + ": ok, 24 replicates x 30 weeks\n"));
  EXPECT_THAT(ran.out, HasSubstr("baseline.toml: ok, "));
}

TEST(Check, SaysADateThatNeverActsAsANote) {
  const TempFolder folder;
  const std::string file =
      folder.write("late.toml", small_scenario("[levers]\nminusma_exit = 2030-01-01\n"));
  const Ran ran = palabre({"check", file});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_THAT(ran.err,
              AllOf(StartsWith("note: "), HasSubstr("late.toml:"), HasSubstr("minusma_exit")));
  EXPECT_EQ(palabre({"check", file, "-q"}).err, "");
}

TEST(Params, JsonHoldsEveryParameterAndLever) {
  const Json json = Json::parse(palabre({"params", "--json"}).out);
  EXPECT_EQ(json["schema"], "palabre.params/1");
  EXPECT_GE(json["parameters"].size(), 50u);
  EXPECT_GE(json["levers"].size(), 20u);
  EXPECT_EQ(json["issues"].size(), 6u);
  for (const Json& row : json["parameters"])
    for (const char* field :
         {"key", "unit", "default", "plausible", "allowed", "meaning", "claims"})
      EXPECT_TRUE(row.contains(field)) << row.dump();
  for (const Json& row : json["levers"])
    for (const char* field : {"key", "unit", "kind", "meaning", "claims"})
      EXPECT_TRUE(row.contains(field)) << row.dump();
}

TEST(Params, TextListsWhatSetTakes) {
  const Ran ran = palabre({"params"});
  EXPECT_EQ(ran.status, 0);
  for (const std::string key :
       {"talks.mediator", "levers.french_withdrawal", "issues.local_arms", "switches.bargaining"})
    EXPECT_THAT(ran.out, HasSubstr(key));
}

TEST(Bench, NamesBuildAndProcessorAndMeasuresOneThreadAndMore) {
  const TempFolder folder;
  const std::string file = folder.write("small.toml", small_scenario());
  const Ran ran = palabre({"bench", file, "-n", "64", "-j", "2", "--json"});
  EXPECT_EQ(ran.status, 0) << ran.err;
  const Json json = Json::parse(ran.out);
  EXPECT_EQ(json["schema"], "palabre.bench/1");
  EXPECT_FALSE(json["processor"].get<std::string>().empty());
  EXPECT_FALSE(json["program"]["build"].get<std::string>().empty());
  ASSERT_EQ(json["rates"].size(), 2u);
  for (const Json& rate : json["rates"]) {
    EXPECT_GT(rate["low"].get<double>(), 0.0);
    EXPECT_LE(rate["low"].get<double>(), rate["replicates_per_second"].get<double>());
    EXPECT_GE(rate["high"].get<double>(), rate["replicates_per_second"].get<double>());
    EXPECT_NEAR(rate["nanoseconds_per_cercle_week"].get<double>() *
                    rate["replicates_per_second"].get<double>() * 30 * 50,
                1e9, 1.0);
  }
  EXPECT_GT(json["first_answer"]["milliseconds"].get<double>(), 0.0);
  EXPECT_GT(json["first_answer"]["of_milliseconds"].get<double>(), 0.0);
  double all = 0.0;
  for (const Json& share : json["phases"]) all += share.get<double>();
  EXPECT_NEAR(all, 1.0, 1e-9);
  EXPECT_GT(json["phases"]["events"].get<double>(), 0.0);
  EXPECT_EQ(json["rates"][0]["threads"], 1);
  EXPECT_EQ(json["rates"][1]["threads"], 2);
  const Ran text = palabre({"bench", file, "-n", "64"});
  EXPECT_EQ(text.status, 0);
  EXPECT_THAT(text.out, AllOf(HasSubstr("ns a cercle-week"), HasSubstr("local_pacts")));
}

/// No limit on seconds: the figures are there, positive, and follow from each other.
TEST(Bench, TheRooflineIsItsWorkOverWhatTheMachineDoes) {
  const TempFolder folder;
  const std::string file = folder.write("small.toml", small_scenario());
  const auto bench = [&](const std::string& isa) {
    Start start;
    start.environment = {{"PALABRE_ISA", isa}};
    const Ran ran = palabre({"bench", file, "-n", "64", "-j", "1", "--json"}, start);
    EXPECT_EQ(ran.status, 0) << ran.err;
    return Json::parse(ran.out);
  };
  const Json json = bench("portable"), again = bench("sse2");
  const Json& roof = json["roofline"];
  double all = 0.0;
  for (const char* kind : {"operations", "divisions", "draws"}) {
    const double work = roof[kind]["per_cercle_week"].get<double>();
    const double rate = roof[kind]["per_second"].get<double>();
    EXPECT_GT(work, 0.1) << kind;
    EXPECT_GT(rate, 0.0) << kind;
    EXPECT_NEAR(roof[kind]["nanoseconds"].get<double>(), 1e9 * work / rate / 8, 1e-6) << kind;
    all += roof[kind]["nanoseconds"].get<double>();
    // Counted, not measured: the same on every instruction path.
    EXPECT_EQ(work, again["roofline"][kind]["per_cercle_week"].get<double>()) << kind;
  }
  EXPECT_EQ(roof["lanes"], 8);
  EXPECT_NEAR(roof["nanoseconds_per_cercle_week"].get<double>(), all, 1e-6);
  EXPECT_EQ(roof["measured_nanoseconds_per_cercle_week"],
            json["rates"][0]["nanoseconds_per_cercle_week"]);
  EXPECT_NEAR(roof["times"].get<double>() * all,
              roof["measured_nanoseconds_per_cercle_week"].get<double>(), 1e-6);
}

TEST(Version, JsonHasEveryField) {
  const Json json = Json::parse(palabre({"version", "--json"}).out);
  EXPECT_EQ(json["schema"], "palabre.version/1");
  for (const char* field : {"version", "build", "compiler", "flags", "instruction_path"})
    EXPECT_FALSE(json[field].get<std::string>().empty()) << field;
  EXPECT_THAT(json["model_digest"].get<std::string>(), MatchesRegex("[0-9a-f]{32}"));
  EXPECT_EQ(json["instruction_paths"][0], "portable");
  Start start;
  start.environment = {{"PALABRE_ISA", "portable"}};
  EXPECT_EQ(Json::parse(palabre({"version", "--json"}, start).out)["instruction_path"], "portable");
}

}  // namespace
}  // namespace palabre_tests
