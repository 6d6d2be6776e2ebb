// `palabre compare` of three to six cases, `palabre robust`, `palabre needs`.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/cli/program.hpp"

namespace palabre_tests {
namespace tray_test {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;
using Json = nlohmann::json;

struct Three {
  TempFolder folder;
  std::string a = folder.write("a.toml", small_scenario());
  std::string b = write("b.toml", "mediator = \"dicko\"\n");
  std::string c = write("c.toml", "local_effort = 3\n");
  std::string write(const char* name, const std::string& levers) {
    return folder.write(name, "format = 1\nbase = \"a.toml\"\ntitle = \"" + std::string(name) +
                                  "\"\n[levers]\n" + levers);
  }
};

TEST(Tray, IsOneTableAndAnAnswerForEachCase) {
  const Three three;
  const Ran ran = palabre({"compare", three.a, three.b, three.c, "--about", "pacts_started"});
  EXPECT_EQ(ran.status, 1) << ran.err;
  EXPECT_THAT(ran.out,
              AllOf(StartsWith("A: Small (" + three.a + ")\nB: b.toml (" + three.b + ")\n"),
                    HasSubstr("\nB: With Imam Dicko mediating, "),
                    HasSubstr("\nC: With three times the effort for local pacts, "),
                    HasSubstr("B − A"), HasSubstr("C − A"), HasSubstr("24 runs of each")));
  const Ran french = palabre({"compare", three.a, three.b, three.c, "--lang", "fr"});
  EXPECT_THAT(french.out, HasSubstr("Avec l'imam Dicko pour médiateur, "));
  EXPECT_EQ(palabre({"compare", three.a, three.a, three.a}).status, 0);
}

TEST(Tray, JsonHoldsOneRowAFigureAndOneEntryACase) {
  const Three three;
  const Ran ran = palabre({"compare", three.a, three.b, three.c, three.a, "--json"});
  const Json json = Json::parse(ran.out);
  EXPECT_EQ(json["schema"], "palabre.tray/1");
  ASSERT_EQ(json["cases"].size(), 4u);
  EXPECT_FALSE(json["cases"][0].contains("answer"));
  EXPECT_EQ(json["cases"][2]["changes"][0]["keys"][0], "levers.local_effort");
  const Json& pacts = json["figures"]["pacts_started"];
  ASSERT_EQ(pacts["others"].size(), 3u);
  EXPECT_EQ(pacts["others"][2]["with"], pacts["first"]);
  EXPECT_EQ(pacts["others"][2]["evidence"], "unchanged");
  EXPECT_TRUE(json["figures"].contains("outcome.truce"));
  // The same as comparing two.
  const Json two = Json::parse(palabre({"compare", three.a, three.c, "--json"}).out);
  EXPECT_EQ(two["statistics"]["pacts_started"]["difference"], pacts["others"][1]["difference"]);
}

TEST(Tray, RefusesWhatItCannotHold) {
  const Three t;
  EXPECT_EQ(palabre({"compare", t.a, t.b, t.c, t.a, t.b, t.c, t.a}).status, 2);
  EXPECT_EQ(palabre({"compare", t.a, t.b, t.c, "--replicate", "3"}).status, 2);
  EXPECT_EQ(palabre({"compare", t.a, t.b, "--about", "coup"}).status, 2);
  EXPECT_EQ(palabre({"compare", t.a, t.b, t.c, "--about", "nothing"}).status, 2);
  const std::string brief =
      t.folder.write("brief.toml", "format = 1\nbase = \"a.toml\"\nweeks = 12\n");
  EXPECT_EQ(palabre({"compare", t.a, t.b, brief}).status, 3);
}

TEST(Robust, SaysWhichCaseHoldsUp) {
  const Three t;
  const Ran ran =
      palabre({"robust", t.a, t.b, t.c, "--about", "deaths_per_year", "--worlds", "24", "-n", "8"});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_THAT(ran.out,
              AllOf(HasSubstr(" holds up best for “Deaths a year”: "), HasSubstr("worst tenth"),
                    HasSubstr("Not drawn, because a case sets")));
  const Json json = Json::parse(
      palabre({"robust", t.b, "--about", "truce_reached", "--worlds", "24", "-n", "8", "--json"})
          .out);
  EXPECT_EQ(json["schema"], "palabre.robust/1");
  ASSERT_EQ(json["cases"].size(), 2u);  // against what it is based on
  EXPECT_NEAR(
      json["cases"][0]["best_share"].get<double>() + json["cases"][1]["best_share"].get<double>(),
      1.0, 1e-12);
  const Ran harm = palabre({"robust", t.a, t.b, "--about", "coup"});
  EXPECT_EQ(harm.status, 2);
  EXPECT_THAT(harm.err, HasSubstr("cases are not judged by coup; the figures are "));
  EXPECT_EQ(palabre({"robust"}).status, 2);
  EXPECT_EQ(palabre({"robust", t.a, "--worlds", "0"}).status, 2);
}

TEST(Needs, RanksLeversAndAssumptionsApartAndSaysOneSentence) {
  const Three t;
  const Ran ran = palabre({"needs", t.a, "--about", "pacts_started", "--worlds", "50", "-n", "16"});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_THAT(ran.out, AllOf(HasSubstr("levers that raise it"), HasSubstr("\nLever "),
                             HasSubstr("\nAssumption ")));
  const Json json = Json::parse(
      palabre({"needs", t.a, "--about", "deaths_per_year", "--worlds", "50", "-n", "16", "--json"})
          .out);
  EXPECT_EQ(json["schema"], "palabre.needs/1");
  EXPECT_EQ(json["more_is_wanted"], false);
  for (const Json& lever : json["levers"])
    EXPECT_LT(lever["difference"]["high"].get<double>(), 0.0);
  const Ran none = palabre({"needs", t.a});
  EXPECT_EQ(none.status, 2);
  EXPECT_THAT(none.err, HasSubstr("--about is missing"));
}

}  // namespace tray_test
}  // namespace palabre_tests
