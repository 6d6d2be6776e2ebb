// `palabre fmt` and `palabre migrate`: what would change, and the change itself.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "program.hpp"

namespace palabre_tests {
namespace tidy_test {

using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(Fmt, SaysWhatWouldChangeAndWritesItWhenAsked) {
  const TempFolder folder;
  const std::string untidy = small_scenario("\n\n\n[levers]\nmediator=\"dicko\"\n");
  const std::string tidy = small_scenario("\n[levers]\nmediator = \"dicko\"\n");
  folder.write("a.toml", untidy);
  Start start;
  start.working_directory = folder.path().string();
  const Ran told = palabre({"fmt", "a.toml"}, start);
  EXPECT_EQ(told.status, 1);
  EXPECT_EQ(told.err, "");
  EXPECT_THAT(told.out, StartsWith("--- a.toml\n+++ a.toml\n@@ "));
  EXPECT_THAT(told.out, HasSubstr("-mediator=\"dicko\"\n+mediator = \"dicko\"\n"));
  EXPECT_EQ(read_bytes(folder.at("a.toml")), untidy);
  const Ran wrote = palabre({"fmt", "a.toml", "--write"}, start);
  EXPECT_EQ(wrote.status, 0) << wrote.err;
  EXPECT_EQ(wrote.out, "a.toml: written\n");
  EXPECT_EQ(read_bytes(folder.at("a.toml")), tidy);
  EXPECT_EQ(read_bytes(folder.at("a.toml~")), untidy);
  EXPECT_EQ(palabre({"fmt", "a.toml"}, start).out, "a.toml: tidy already\n");
  EXPECT_EQ(palabre({"fmt", "a.toml", "-q"}, start).out, "");
  start.stdin_from = folder.at("a.toml~");
  EXPECT_EQ(palabre({"fmt", "-"}, start).out, tidy);
}

TEST(Fmt, AFileThatCannotBeReadIsLeftAlone) {
  const TempFolder folder;
  const std::string bad = folder.write("bad.toml", "format=1\nweeks=0\n");
  const Ran ran = palabre({"fmt", bad, "--write"});
  EXPECT_EQ(ran.status, 3);
  EXPECT_EQ(ran.out, "");
  EXPECT_THAT(ran.err, HasSubstr("bad.toml:2:7: weeks: 0 is out of range"));
  EXPECT_EQ(read_bytes(bad), "format=1\nweeks=0\n");
  EXPECT_EQ(palabre({"fmt", folder.at("none.toml")}).status, 4);
  EXPECT_EQ(palabre({"fmt"}).status, 2);
}

TEST(Migrate, SaysThatAFileIsOfThePresentFormat) {
  const Ran ran = palabre({"migrate", kBaseline.string()});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_EQ(ran.out, kBaseline.string() + ": already format 1\n");
  EXPECT_THAT(palabre({"migrate", kBaseline.string(), "--lang", "fr"}).out,
              HasSubstr(" : déjà au format 1"));
}

TEST(Migrate, WritesNamesOfBeforeAsTheyAreNow) {
  const TempFolder folder;
  const auto text = [](const std::string& name) {
    return small_scenario("[parameters." + name + "]  # ignorance\nwidth = 0.3\n[sources]\n\"" +
                          name + ".width\" = { claim = \"A_assumed\", says = \"ignorance\" }\n");
  };
  const std::string file = folder.write("old.toml", text("uncertainty"));
  const Ran told = palabre({"migrate", file, "-q"});
  EXPECT_EQ(told.status, 1) << told.err;
  EXPECT_THAT(told.out, HasSubstr("-[parameters.ignorance]  # ignorance\n"
                                  "+[parameters.uncertainty]  # ignorance\n"));
  EXPECT_EQ(palabre({"migrate", file, "--write", "-q"}).status, 0);
  EXPECT_EQ(read_bytes(file), text("uncertainty"));
  EXPECT_EQ(palabre({"migrate", file}).out, file + ": already format 1\n");
}

}  // namespace tidy_test
}  // namespace palabre_tests
