// What happens when somebody stops listening, or stops waiting.

#include <algorithm>

#include "tests/cli/prompt.hpp"

namespace palabre_tests {
namespace signals_test {

/// A run of hours, interrupted. The quickest of three tries: the machine may be busy with others.
Ran interrupted(int signal, const std::vector<std::string>& more) {
  std::vector<std::string> arguments{"run", kBaseline.string(), "-n", "1000000", "--weeks", "1040"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  Start start;
  start.signal = signal;
  start.signal_after = well_begun();
  Ran best;
  for (int i = 0; i < 3 && (i == 0 || best.seconds > 0.5); ++i) {
    const Ran ran = palabre(arguments, start);
    if (i == 0 || ran.seconds < best.seconds) best = ran;
  }
  return best;
}

TEST(Signals, ControlCStopsWithinHalfASecondAndLeavesNoFile) {
  const TempFolder target;
  const Ran ran = interrupted(SIGINT, {"--json", "-o", target.at("x.json")});
  EXPECT_EQ(ran.status, 130) << ran.err;
  EXPECT_LT(ran.seconds, 0.5);
  EXPECT_EQ(ran.out, "");
  EXPECT_TRUE(target.names().empty());
}

TEST(Signals, ControlCPrintsNoHalfResult) {
  const Ran ran = interrupted(SIGINT, {"-j", "1"});
  EXPECT_EQ(ran.status, 130);
  EXPECT_LT(ran.seconds, 0.5);
  EXPECT_EQ(ran.out, "");
}

TEST(Signals, TerminationIsTakenAsControlC) {
  const Ran ran = interrupted(SIGTERM, {"--json"});
  EXPECT_EQ(ran.status, 130);
  EXPECT_LT(ran.seconds, 0.5);
  EXPECT_EQ(ran.out, "");
}

TEST(Signals, AnInterruptedCalibrationSaysWhatItKeeps) {
  const TempFolder target;
  Start start;
  start.signal = SIGINT;
  start.signal_after = std::chrono::milliseconds(1500);
  for (const bool again : {false, true}) {
    const Ran ran = palabre(
        {"calibrate", kBaseline.string(), "--worlds", target.at("w.csv"), "--lang", "en"}, start);
    EXPECT_EQ(ran.status, 130) << ran.err;
    EXPECT_NE(ran.err.find("palabre: interrupted: what was drawn is kept in " +
                           target.at("w.csv.part") + "; the same command goes on with it\n"),
              ran.err.npos)
        << ran.err;
    EXPECT_EQ(ran.err.find("nothing was written"), ran.err.npos);
    EXPECT_EQ(target.names(), std::vector<std::string>{"w.csv.part"}) << again;
  }
  const Ran report = palabre({"calibrate", kBaseline.string(), "-n", "100000"}, start);
  EXPECT_EQ(report.status, 130);
  EXPECT_NE(report.err.find("interrupted: nothing was written"), report.err.npos) << report.err;
}

TEST(Streams, AClosedPipeIsAnOutputErrorWithoutNoise) {
  const TempFolder folder;
  const std::string file = folder.write("small.toml", small_scenario());
  Start start;
  start.stdout_closed_pipe = true;
  for (const std::vector<std::string>& arguments :
       std::vector<std::vector<std::string>>{{"run", file, file, "--json", "--series"},
                                             {"run", file},
                                             {"check", file},
                                             {"params", "--json"},
                                             {"params", "--markdown"},
                                             {"version"},
                                             {"--help"}}) {
    const Ran ran = palabre(arguments, start);
    EXPECT_EQ(ran.status, 4) << arguments.front();
    EXPECT_EQ(ran.err, "") << arguments.front();
  }
}

TEST(Streams, AFullDiskIsAnOutputErrorThatIsTold) {
  Start start;
  start.stdout_to = "/dev/full";
  for (const std::string command : {"params", "version"}) {
    const Ran ran = palabre({command}, start);
    EXPECT_EQ(ran.status, 4);
    EXPECT_THAT(ran.err, HasSubstr("palabre: standard output: "));
  }
}

TEST(Streams, MessagesGoToTheErrorStreamAndDataToStandardOutput) {
  const TempFolder folder;
  const std::string good = folder.write("good.toml", small_scenario());
  const std::string bad = folder.write("bad.toml", small_scenario("nonsense = 1\n"));
  const Ran ran = palabre({"check", good, bad});
  EXPECT_EQ(ran.status, 3);
  EXPECT_EQ(ran.out, good + ": ok, 24 replicates x 30 weeks\n");
  EXPECT_EQ(std::count(ran.err.begin(), ran.err.end(), '\n'), 1);
}

}  // namespace signals_test
}  // namespace palabre_tests
