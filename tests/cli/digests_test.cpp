// palabre run --digest-every and --digest-against: where do two builds part?

#include <sstream>

#include "tests/cli/prompt.hpp"

namespace palabre_tests {
namespace digests_test {

class Digests : public testing::Test {
 protected:
  Digests() : small(folder.write("small.toml", small_scenario())), trace(folder.at("trace")) {
    const Ran ran = palabre({"run", small, "--digest-every", trace});
    EXPECT_EQ(ran.status, 0) << ran.err;
    said = ran.out;
  }
  /// The trace with one digest of one line changed.
  std::string changed(int week, const std::string& phase, const std::string& group,
                      const std::string& name) {
    std::istringstream lines(bytes_of(trace));
    std::string out;
    for (std::string line; std::getline(lines, line);) {
      auto object = nlohmann::ordered_json::parse(line);
      if (object.value("week", -1) == week && object.value("phase", "") == phase)
        object[group][name] = "0123456789abcdef";
      out += object.dump() + "\n";
    }
    return folder.write("changed", out);
  }

  TempFolder folder;
  std::string small, trace, said;
};

TEST_F(Digests, AreThoseOfTheResults) {
  const Ran ran = palabre({"run", small, "--json"});
  const std::string digest = Json::parse(ran.out)["digest"];
  EXPECT_THAT(said, HasSubstr(digest));
  EXPECT_THAT(bytes_of(trace), HasSubstr("{\"digest\":\"" + digest + "\"}\n"));
  EXPECT_EQ(palabre({"run", small, "--digest-every", "-"}).out, bytes_of(trace));
}

TEST_F(Digests, AreTheSameOnEveryPathAndWithAnyThreads) {
  for (const std::string path : {"portable", "sse2", "avx2", "avx512"}) {
    const Ran ran = palabre({"run", small, "--digest-against", trace, "-j", "3"},
                            {.environment = {{"PALABRE_ISA", path}}});
    EXPECT_EQ(ran.status, 0) << path << ": " << ran.out << ran.err;
    EXPECT_THAT(ran.out, HasSubstr("the same as"));
  }
}

TEST_F(Digests, NameTheFirstWeekPhaseCercleAndVariableThatDiffer) {
  const std::string other = changed(17, "events", "cercles", "Koro");
  const Ran english = palabre({"run", small, "--digest-against", other});
  EXPECT_EQ(english.status, 1) << english.err;
  EXPECT_THAT(english.out, HasSubstr("in week 17, phase events: Koro: "));
  const Ran french = palabre({"run", small, "--digest-against", other, "--lang", "fr"});
  EXPECT_THAT(french.out, HasSubstr("en semaine 17, phase events : Koro : "));

  const Ran data = palabre(
      {"run", small, "--json", "--digest-against", changed(3, "support", "variables", "economy")});
  EXPECT_EQ(data.status, 1);
  const Json parsed = Json::parse(data.out);
  EXPECT_EQ(parsed["equal"], false);
  EXPECT_EQ(parsed["week"], 3);
  EXPECT_EQ(parsed["phase"], "support");
  EXPECT_EQ(parsed["cercles"], Json::array());
  EXPECT_EQ(parsed["variables"], Json::array({"economy"}));
}

TEST_F(Digests, FindAPhaseThatChangedSomethingInOneRunOnly) {
  std::istringstream lines(bytes_of(trace));
  std::string out;
  for (std::string line; std::getline(lines, line);)
    if (line.find("\"week\":9,\"phase\":\"people\"") == std::string::npos) out += line + "\n";
  const Ran ran = palabre({"run", small, "--digest-against", folder.write("less", out)});
  EXPECT_EQ(ran.status, 1);
  EXPECT_THAT(ran.out, HasSubstr("in week 9, phase people: "));
}

TEST_F(Digests, OfAnotherRunAreToldSo) {
  const Ran seed = palabre({"run", small, "--seed", "8", "--digest-against", trace});
  EXPECT_EQ(seed.status, 1);
  EXPECT_THAT(seed.out, HasSubstr("is of another run: inputs is "));
}

TEST_F(Digests, RubbishAndMistakesAreTold) {
  const std::string whole = bytes_of(trace);
  for (const std::string& bytes :
       {std::string(), std::string("rubbish\n"), std::string("{}\n"), std::string("[1]\n"),
        whole.substr(0, whole.size() / 2), whole.substr(0, whole.find('\n') + 1),
        whole.substr(0, whole.find('\n') + 1) + "{\"week\":\"x\"}\n",
        whole.substr(0, whole.find('\n') + 1) + "{\"week\":0,\"phase\":\"tea\"}\n"}) {
    const Ran ran = palabre({"run", small, "--digest-against", folder.write("bad", bytes)});
    EXPECT_EQ(ran.status, 4) << bytes.substr(0, 80) << ran.out;
    EXPECT_THAT(ran.err, HasSubstr("is no trace of digests"));
  }
  EXPECT_EQ(palabre({"run", small, "--digest-against", folder.at("none")}).status, 4);
  EXPECT_EQ(palabre({"run", small, "--digest-every", folder.at("no/such")}).status, 4);
  EXPECT_EQ(palabre({"run", small, small, "--digest-every", trace}).status, 2);
  EXPECT_EQ(palabre({"run", small, "--digest-every", trace, "--json"}).status, 2);
  EXPECT_EQ(palabre({"run", small, "--digest-every", trace, "--digest-against", trace}).status, 2);
  EXPECT_EQ(palabre({"run", small, "--digest-every", small}).status, 2);
  EXPECT_EQ(bytes_of(small), small_scenario());
}

}  // namespace digests_test
}  // namespace palabre_tests
