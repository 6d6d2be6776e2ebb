// `palabre answer`: a sentence in both languages, its figures as JSON, and what it refuses.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/cli/program.hpp"

namespace palabre_tests {
namespace answer_test {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using Json = nlohmann::json;

struct Cases {
  TempFolder folder;
  std::string base = folder.write("base.toml", small_scenario());
  std::string two = folder.write(
      "two.toml",
      "format = 1\nbase = \"base.toml\"\ntitle = \"Two\"\nquestion = { en = \"What if?\", fr = "
      "\"Et si ?\" }\nabout = \"pacts_started\"\n[levers]\nmediator = \"dicko\"\nlocal_effort = "
      "2\n");
};

TEST(Answer, IsOneSentenceThenWhichChangeDidIt) {
  const Cases cases;
  const Ran ran = palabre({"answer", cases.two});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_EQ(ran.err, "");
  EXPECT_THAT(ran.out, StartsWith("Two\nA thinking aid, not a forecast.\n"));
  EXPECT_THAT(ran.out,
              AllOf(HasSubstr("\nWhat if?\n\nWith Imam Dicko mediating and twice the effort "
                              "for local pacts, "),
                    HasSubstr("\nCounted with Dicko: the mediator's standing"),
                    HasSubstr("Which change did it:"), HasSubstr("against Small.")));
  const Ran french = palabre({"answer", cases.two, "--lang", "fr"});
  EXPECT_THAT(french.out,
              AllOf(HasSubstr("\nEt si ?\n\nAvec l'imam Dicko pour médiateur et un effort "
                              "doublé pour des pactes"),
                    HasSubstr("Quel changement l'a fait"), HasSubstr("juste part")));
}

TEST(Answer, JsonHoldsTheSentencesTheirFiguresAndTheShares) {
  const Cases cases;
  const Ran ran = palabre({"answer", cases.two, "--json", "-q"});
  ASSERT_EQ(ran.status, 0) << ran.err;
  const Json json = Json::parse(ran.out);
  EXPECT_EQ(json["schema"], "palabre.answer/1");
  EXPECT_EQ(json["about"]["id"], "pacts_started");
  EXPECT_EQ(json["question"]["fr"], "Et si ?");
  EXPECT_THAT(json["answer"]["en"].get<std::string>(), StartsWith("With Imam Dicko mediating"));
  EXPECT_THAT(json["answer"]["fr"].get<std::string>(), StartsWith("Avec l'imam Dicko"));
  ASSERT_EQ(json["changes"].size(), 2u);
  EXPECT_EQ(json["changes"][0]["keys"][0], "levers.mediator");
  EXPECT_THAT(json["changes"][0]["moves"].get<std::string>(), HasSubstr("standing"));
  double sum = 0.0;
  for (const Json& change : json["changes"]) sum += change["share"]["value"].get<double>();
  EXPECT_EQ(sum, json["attribution"]["whole"]["value"].get<double>());
  EXPECT_EQ(json["difference"]["value"], json["attribution"]["whole"]["value"]);
  EXPECT_TRUE(json["effects"].contains("outcome.frozen"));
  EXPECT_EQ(json["not_modelled"].is_array(), true);
  EXPECT_THAT(json["notice"].get<std::string>(), HasSubstr("not a forecast"));
}

TEST(Answer, HoldsACaseAgainstWhatItIsAskedTo) {
  const Cases cases;
  const Ran same = palabre({"answer", cases.two, "--against", cases.two, "--about", "coup"});
  EXPECT_EQ(same.status, 0) << same.err;
  EXPECT_THAT(same.out, AllOf(HasSubstr("Nothing is changed: there is a coup"),
                              Not(HasSubstr("Which change"))));
  const Ran set = palabre({"answer", cases.two, "--against", cases.two, "--set",
                           "levers.coastal_support=1", "--about", "talks_started"});
  EXPECT_THAT(set.out, StartsWith("Two + 1 change\n"));
  EXPECT_THAT(set.out, HasSubstr("With support to the coastal states raised from 0.3 to 1, no run "
                                 "differs on this\npoint: "));
}

TEST(Answer, RefusesWhatItCannotAnswer) {
  const Cases cases;
  const Ran about = palabre({"answer", cases.two, "--about", "talk_started"});
  EXPECT_EQ(about.status, 2);
  EXPECT_THAT(about.err,
              HasSubstr("--about: no such outcome or statistic: talk_started (did you mean "
                        "talks_started?)"));
  EXPECT_EQ(palabre({"answer"}).status, 2);
  EXPECT_EQ(palabre({"answer", cases.two, cases.base}).status, 2);
  EXPECT_EQ(palabre({"answer", cases.folder.at("none.toml")}).status, 4);
  EXPECT_EQ(palabre({"answer", cases.two, "--against", cases.folder.at("none.toml")}).status, 4);
  EXPECT_EQ(palabre({"answer", cases.two, "-o", cases.base}).status, 2);
}

}  // namespace answer_test
}  // namespace palabre_tests
