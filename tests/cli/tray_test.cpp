// `palabre compare` of three to six cases, `palabre robust`, `palabre needs`.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <sstream>
#include "tests/cli/program.hpp"

namespace palabre_tests {
namespace tray_test {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
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
  EXPECT_THAT(ran.out, AllOf(StartsWith("A: Small (a.toml)\nB: b.toml (b.toml)\n"),
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
  for (const char* name : {"deaths", "displaced", "sieges", "talks", "truces", "accords"})
    EXPECT_THAT(harm.err, HasSubstr(name));
  const Ran people =
      palabre({"robust", t.a, t.b, "--about", "displaced", "--worlds", "24", "-n", "8"});
  EXPECT_EQ(people.status, 0) << people.err;
  EXPECT_THAT(people.out, AllOf(HasSubstr(" people or"), Not(HasSubstr("out of 100."))));
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

// --- every shipped scenario ----------------------------------------------------------------------

std::vector<std::string> shipped_scenarios() {
  std::vector<std::string> out;
  for (const auto& entry : fs::directory_iterator(kRoot / "scenarios"))
    if (entry.path().extension() == ".toml") out.push_back(entry.path().string());
  std::sort(out.begin(), out.end());
  return out;
}

/// One a code point.
std::ptrdiff_t columns_of(const std::string& utf8) {
  return std::count_if(utf8.begin(), utf8.end(),
                       [](char c) { return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u; });
}

void expect_narrow(std::vector<std::string> words) {
  for (const char* lang : {"en", "fr"}) {
    words.emplace_back("--lang");
    words.emplace_back(lang);
    const Ran ran = palabre(words);
    words.resize(words.size() - 2);
    EXPECT_LT(ran.status, 2) << ran.err;
    std::istringstream lines(ran.out);
    for (std::string line; std::getline(lines, line);)
      EXPECT_LE(columns_of(line), 80) << words[0] << ": " << line;
  }
}

TEST(Shipped, NoAnswerIsWiderThanATerminal) {
  const std::vector<std::string> files = shipped_scenarios();
  ASSERT_GT(files.size(), 20u);
  for (const std::string& file : files) expect_narrow({"answer", file, "-n", "8"});
}

TEST(Shipped, NoComparisonIsWiderThanATerminal) {
  const std::vector<std::string> files = shipped_scenarios();
  for (std::size_t k = 0; k + 3 < files.size(); k += 4) {
    expect_narrow({"compare", files[k], files[k + 1], files[k + 2], files[k + 3], "--weeks", "104",
                   "-n", "8"});
    expect_narrow({"compare", files[k], files[k + 1], "--weeks", "104", "-n", "8"});
  }
}

TEST(Shipped, NothingThatIsJudgedIsWiderThanATerminal) {
  const std::vector<std::string> files = shipped_scenarios();
  const std::array<const char*, 3> goals{"deaths", "displaced", "talks"};
  for (std::size_t k = 0; k + 1 < files.size(); k += 8) {
    for (const char* goal : goals)
      expect_narrow({"robust", files[k], files[k + 1], "--weeks", "104", "--worlds", "8", "-n", "8",
                     "--about", goal});
    expect_narrow({"needs", files[k], "--about", k % 16 == 0 ? "displaced_end" : "coup", "--weeks",
                   "104", "--worlds", "8", "-n", "8"});
  }
}

}  // namespace tray_test
}  // namespace palabre_tests
