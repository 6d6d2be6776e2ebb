// What `palabre check`, `params` and `version` print.

#include "tests/cli/prompt.hpp"

namespace palabre_tests {
namespace commands_test {

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

}  // namespace commands_test
}  // namespace palabre_tests
