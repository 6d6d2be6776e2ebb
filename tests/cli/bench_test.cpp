// What `palabre-bench` measures: no limit on seconds, but the figures are there and agree.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "program.hpp"

namespace palabre_tests {
namespace bench_test {

using ::testing::AllOf;
using ::testing::HasSubstr;
using Json = nlohmann::json;

Ran bench(const std::vector<std::string>& arguments, const std::string& isa = {}) {
  Start start;
  start.program = "palabre-bench";
  if (!isa.empty()) start.environment = {{"PALABRE_ISA", isa}};
  return palabre(arguments, start);
}

TEST(Bench, NamesBuildAndProcessorAndMeasuresOneThreadAndMore) {
  const TempFolder folder;
  const std::string file = folder.write("small.toml", small_scenario());
  const Ran ran = bench({file, "-n", "64", "-j", "2", "--json"});
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
  const Ran text = bench({file, "-n", "64"});
  EXPECT_EQ(text.status, 0);
  EXPECT_THAT(text.out, AllOf(HasSubstr("ns a cercle-week"), HasSubstr("local_pacts"),
                              HasSubstr("in single precision"),
                              HasSubstr("by the scalar reference program")));
  const Json& blocks = json["block_nanoseconds_per_cercle_week"];
  for (const char* precision : {"single", "double", "reference"})
    EXPECT_GT(blocks[precision].get<double>(), 0.0);
  EXPECT_NEAR(json["times_reference"].get<double>() * blocks["single"].get<double>(),
              blocks["reference"].get<double>(), 1e-6);
}

/// No limit on seconds: the figures are there, positive, and follow from each other.
TEST(Bench, TheRooflineIsItsWorkOverWhatTheMachineDoes) {
  const TempFolder folder;
  const std::string file = folder.write("small.toml", small_scenario());
  const auto figures = [&](const std::string& isa) {
    const Ran ran = bench({file, "-n", "64", "-j", "1", "--json"}, isa);
    EXPECT_EQ(ran.status, 0) << ran.err;
    return Json::parse(ran.out);
  };
  const Json json = figures("portable"), again = figures("sse2");
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

TEST(Bench, SaysWhatItDoesNotUnderstand) {
  EXPECT_EQ(bench({"--help"}).status, 0);
  for (const std::vector<std::string>& wrong : std::vector<std::vector<std::string>>{
           {"-n"}, {"-n", "0"}, {"-j", "x"}, {"--no-such-flag"}, {"a.toml", "b.toml"}}) {
    const Ran ran = bench(wrong);
    EXPECT_EQ(ran.status, 2) << wrong[0];
    EXPECT_THAT(ran.err, HasSubstr("usage: palabre-bench")) << wrong[0];
  }
  EXPECT_EQ(bench({"/no/such/file.toml"}).status, 3);
  EXPECT_EQ(bench({"--set", "talks.mediator=7"}).status, 3);
}

}  // namespace bench_test
}  // namespace palabre_tests
