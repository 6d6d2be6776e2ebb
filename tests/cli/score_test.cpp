// `palabre score`: what it prints and how it ends; what it refuses, with line and column; the
// hindcasts that come with it.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/cli/program.hpp"

namespace palabre_tests {
namespace score_test {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using Json = nlohmann::json;

constexpr std::string_view kHead = "series,place,year,value\n";

struct Cases {
  TempFolder folder;
  std::string past = folder.write(
      "past.toml",
      "format = 1\ntitle = \"Past\"\nworld = \"mali\"\nstart = 2010-01-01\nweeks = 105\n"
      "replicates = 16\nseed = 7\n");
  std::string csv(std::string_view rows) const {
    return folder.write("seen.csv", std::string(kHead) + std::string(rows));
  }
  Ran score(const std::string& observed, std::vector<std::string> more = {}) const {
    more.insert(more.begin(), {"score", past, "--observed", observed});
    return palabre(more);
  }
};

constexpr std::string_view kDeaths =
    "deaths,Mali,2007,100\ndeaths,Mali,2008,101\ndeaths,Mali,2009,102\ndeaths,Mali,2010,103\n";

TEST(Score, PutsWhatIsWorseThanABenchmarkFirst) {
  const Cases cases;
  // Figures near nothing the model says, and near what persistence says.
  const Ran ran = cases.score(cases.csv(kDeaths));
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_EQ(ran.err, "");
  EXPECT_THAT(ran.out, StartsWith("Past\nA thinking aid, not a forecast.\n"));
  EXPECT_THAT(ran.out, AllOf(HasSubstr("1 of 1 rows with a benchmark are worse than at least one"),
                             HasSubstr("Worse than a benchmark (*)"), HasSubstr("By year"),
                             Not(HasSubstr("No worse than any benchmark"))));
  EXPECT_THAT(cases.score(cases.csv(kDeaths), {"--lang", "fr"}).out,
              AllOf(HasSubstr("Moins bien qu'une référence (*)"), HasSubstr("Par année")));
}

TEST(Score, JsonHoldsEveryFigureItsMarksAndTheBenchmarks) {
  const Cases cases;
  const Ran ran = cases.score(cases.csv(kDeaths), {"--json"});
  ASSERT_EQ(ran.status, 0) << ran.err;
  const Json json = Json::parse(ran.out);
  EXPECT_EQ(json["schema"], "palabre.score/1");
  EXPECT_EQ(json["runs"], 16);
  EXPECT_EQ(json["assumptions"], "set");
  EXPECT_EQ(json["observed"]["within"], 1);
  EXPECT_EQ(json["observed"]["before"], 3);
  const Json& group = json["by_place"][0];
  EXPECT_EQ(group["series"], "deaths");
  EXPECT_EQ(group["worse_than"], Json({"persistence", "trend", "mean"}));
  const Json& figure = json["figures"][0];
  EXPECT_EQ(figure["observed"], 103.0);
  EXPECT_EQ(figure["line"], 5);
  EXPECT_EQ(figure["model"]["crps"], group["model"]["crps"]);
  EXPECT_GT(figure["model"]["log_score"], 0.0);
  EXPECT_LT(figure["q05"], figure["q50"]);
  EXPECT_NEAR(figure["benchmarks"]["mean"]["crps"].get<double>(), 2.0 - 4.0 / 9.0, 1e-9);
}

TEST(Score, SaysTheSameWithAnyNumberOfThreads) {
  const Cases cases;
  const std::string seen = cases.csv(kDeaths);
  EXPECT_EQ(cases.score(seen, {"--json", "--threads", "1", "--drawn"}).out,
            cases.score(seen, {"--json", "--threads", "3", "--drawn"}).out);
}

TEST(Score, NothingWithinTheRunIsNothingToTest) {
  const Cases cases;
  const Ran before = cases.score(cases.csv("deaths,Mali,2009,102\n"));
  EXPECT_EQ(before.status, 5);
  EXPECT_EQ(before.out, "");
  EXPECT_THAT(before.err, EndsWith("no figure falls into the run, 2010-01-01 to 2012-01-05\n"));
  const Ran after = cases.score(cases.csv("deaths,Mali,2012,102\n"));
  EXPECT_EQ(after.status, 5);
  EXPECT_THAT(after.err, HasSubstr("seen.csv:2:1: ends after the run, which ends on 2012-01-05"));
  EXPECT_EQ(cases.score(cases.csv("")).status, 5);
}

TEST(Score, RefusesRubbishWithLineAndColumn) {
  const Cases cases;
  const std::string seen = cases.csv("deaths,Mali,2010,-3\ndeaths,Mali,2011,1,5\nx,y,z,w\n");
  const Ran ran = cases.score(seen);
  EXPECT_EQ(ran.status, 3);
  EXPECT_EQ(ran.out, "");
  for (const char* said :
       {":2:18: value: -3 is out of range", ":3:18: value: 1,5 has a comma",
        ":4:1: series: x: no such series", ":4:3: place: y: neither", ":4:5: year: z is no year"})
    EXPECT_THAT(ran.err, HasSubstr(seen + said));
  for (const char* bytes :
       {"", "\n\n", "\xff\xfe", "<html>", "a\0b", "series,place,year,value,value\n"})
    EXPECT_EQ(cases.score(cases.folder.write("rubbish.csv", bytes)).status, 3) << bytes;
  std::string many(kHead);
  for (int k = 0; k < 1200; ++k) many += "deaths,Mali,2010,1\n";
  EXPECT_THAT(cases.score(cases.folder.write("many.csv", many)).err,
              HasSubstr("1200 are more than 1000"));
}

TEST(Score, NeedsAFileOfWhatWasObserved) {
  const Cases cases;
  EXPECT_EQ(palabre({"score", cases.past}).status, 2);
  EXPECT_THAT(palabre({"score", cases.past}).err, HasSubstr("score needs --observed"));
  EXPECT_EQ(cases.score(cases.folder.at("none.csv")).status, 4);
  EXPECT_EQ(cases.score(cases.folder.path().string()).status, 4);
  const std::string seen = cases.csv(kDeaths);
  EXPECT_EQ(cases.score(seen, {"-o", seen}).status, 2);
  EXPECT_EQ(bytes_of(seen), std::string(kHead) + std::string(kDeaths));
}

TEST(Score, HindcastsAreHeldAgainstTheShippedFigures) {
  const std::string observed = (kRoot / "scenarios/mali/observed.csv").string();
  for (const char* name : {"hindcast_2018.toml", "hindcast_2020.toml"}) {
    const Ran ran = palabre({"score", (kRoot / "scenarios/hindcasts" / name).string(), "--observed",
                             observed, "--json", "-n", "200", "-q"});
    ASSERT_EQ(ran.status, 0) << ran.err;
    const Json json = Json::parse(ran.out);
    for (const Json& group : json["by_place"]) {
      if (group["series"] != "deaths") continue;
      // Deaths, the figure that the model was built on: no worse than any benchmark.
      EXPECT_TRUE(group["worse_than"].empty()) << name << group.dump();
      EXPECT_EQ(group["in_90"], group["figures"]) << name;
    }
    for (const Json& figure : json["figures"]) EXPECT_LT(figure["to"], "2022-01-01") << name;
  }
}

TEST(Calibrate, ATargetToLeaveOutIsOneThatThereIs) {
  const Ran unknown = palabre({"calibrate", "--worlds", "w.csv", "--without", "deaths_fist_year"});
  EXPECT_EQ(unknown.status, 2);
  EXPECT_THAT(unknown.err, HasSubstr("--without: no such calibration target: deaths_fist_year (did "
                                     "you mean deaths_first_year?)"));
  const Ran alone = palabre({"calibrate", "--without", "surge", "--lang", "fr"});
  EXPECT_EQ(alone.status, 2);
  EXPECT_THAT(alone.err, HasSubstr("--without n'a de sens qu'avec --worlds"));
}

}  // namespace score_test
}  // namespace palabre_tests
