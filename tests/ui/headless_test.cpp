// `palabre export` and `palabre report`: the real programs, where no display is.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/program.hpp"

namespace palabre_tests {
namespace headless_test {

using ::testing::HasSubstr;
using ::testing::StartsWith;

/// Calls the program in a folder with a small case, "small.toml", and one that differs,
/// "other.toml".
class Headless : public ::testing::Test {
 protected:
  Headless() {
    folder_.write("small.toml", small_scenario());
    folder_.write("other.toml",
                  "format = 1\ntitle = \"Other\"\nbase = \"small.toml\"\n"
                  "[parameters.talks]\nmediator = 0.9\n");
    start_.working_directory = folder_.path().string();
    start_.environment = {{"DISPLAY", ""}, {"WAYLAND_DISPLAY", ""}};
  }
  Ran call(const std::vector<std::string>& words) const { return palabre(words, start_); }
  std::string bytes(const std::string& name) const { return read_bytes(folder_.at(name)); }

  TempFolder folder_;
  Start start_;
};

TEST_F(Headless, FiguresAreDrawnInEveryForm) {
  const Ran svg = call({"export", "small.toml", "--figure", "map", "-o", "map.svg"});
  EXPECT_EQ(svg.status, 0) << svg.err;
  EXPECT_EQ(svg.out, "");
  EXPECT_THAT(bytes("map.svg"), HasSubstr("<svg"));
  EXPECT_EQ(call({"check", "map.svg"}).status, 0) << "the figure carries its case";
  EXPECT_EQ(call({"export", "small.toml", "--figure", "outcomes", "-o", "o.png", "--width", "400"})
                .status,
            0);
  EXPECT_THAT(bytes("o.png"), StartsWith("\x89PNG"));
  EXPECT_EQ(call({"export", "small.toml", "--figure", "chart.0", "-o", "c.csv"}).status, 0);
  EXPECT_THAT(bytes("c.csv"), HasSubstr(","));
}

TEST_F(Headless, WhatTheCommandLineChangesIsDrawn) {
  EXPECT_EQ(call({"export", "small.toml", "--figure", "map", "-o", "a.svg", "-n", "9", "--seed",
                  "5", "--set", "talks.mediator=0.9", "--lang", "fr"})
                .status,
            0);
  EXPECT_THAT(bytes("a.svg"), HasSubstr("replicates 9\nseed 5\nset talks.mediator=0.9\n"));
}

TEST_F(Headless, AFigureThatIsNoneIsToldWithThoseThatAre) {
  const Ran ran = call({"export", "small.toml", "--figure", "mpa", "-o", "x.svg"});
  EXPECT_EQ(ran.status, 2);
  EXPECT_THAT(ran.err, StartsWith("palabre: no such figure: mpa (figures: "));
  EXPECT_THAT(ran.err, HasSubstr("map, outcomes, chart.0"));
  EXPECT_FALSE(fs::exists(folder_.at("x.svg")));
}

TEST_F(Headless, WrongWordsAreToldBeforeAnythingIsRun) {
  EXPECT_THAT(call({"export", "small.toml", "--figure", "map", "-o", "x.gif"}).err,
              StartsWith("palabre: -o: x.gif ends in none of .svg, .png, .csv\n"));
  EXPECT_EQ(call({"export", "small.toml", "--figure", "map"}).status, 2);
  EXPECT_EQ(call({"export", "small.toml", "-o", "x.svg"}).status, 2);
  EXPECT_EQ(call({"export", "none.toml", "--figure", "map", "-o", "x.svg"}).status, 4);
  EXPECT_EQ(call({"export", "small.toml", "--figure", "map", "-o", "none/x.svg"}).status, 4);
}

TEST_F(Headless, TwoCasesAreCompared) {
  const Ran ran = call({"export", "small.toml", "--against", "other.toml", "--figure",
                        "compare.maps", "-o", "x.svg"});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_THAT(bytes("x.svg"), HasSubstr("Other"));
}

TEST_F(Headless, TheReportIsOnePage) {
  const Ran ran = call({"report", "small.toml", "-o", "x.html"});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_THAT(bytes("x.html"), StartsWith("<!DOCTYPE html>"));
  EXPECT_THAT(bytes("x.html"), HasSubstr("A thinking aid, not a forecast."));
  EXPECT_THAT(bytes("x.html"), HasSubstr("<svg"));
  const Ran both = call({"report", "small.toml", "--against", "other.toml", "-o", "y.html"});
  EXPECT_EQ(both.status, 0) << both.err;
  EXPECT_THAT(bytes("y.html"), HasSubstr("Compared with Other"));
}

}  // namespace headless_test
}  // namespace palabre_tests
