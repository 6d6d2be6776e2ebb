// What the machine does to the program: files that may not grow, processes that were killed, pipes,
// names that are too long, threads that are not to be had; and limits known before a run.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "program.hpp"
#include "tests/support/paths.hpp"

namespace palabre_tests {
namespace machine_test {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

/// What a shell command leaves: its status and what it prints, both streams.
std::pair<int, std::string> shell(const std::string& command) {
  const TempFolder folder;
  const std::string out = folder.at("out");
  const int status = std::system(("bash -c '" + command + "' > " + out + " 2>&1").c_str());
  return {WEXITSTATUS(status), bytes_of(out)};
}

const std::string kPalabre = (kPrograms / "palabre").string();

TEST(Machine, AFileThatMayNotGrowIsAnErrorAndLeavesNothing) {
  const TempFolder folder, target;
  const std::string file = folder.write("small.toml", small_scenario());
  const auto [status, said] =
      shell("ulimit -f 4; " + kPalabre + " run " + file +
            " -n 20 --weeks 100 --json --series -q -o " + target.at("q.json"));
  EXPECT_EQ(status, 4) << said;
  EXPECT_THAT(said, HasSubstr("no room left"));
  EXPECT_THAT(target.names(), IsEmpty());
}

TEST(Machine, WhatAKilledProcessLeftIsRemovedAtTheNextWrite) {
  const TempFolder folder, target;
  const std::string file = folder.write("small.toml", small_scenario());
  target.write(".q.json.999999999.tmp", "left");
  target.write(".q.json.1.tmp", "of a process that lives");
  target.write(".other.json.999999999.tmp", "of another file");
  EXPECT_EQ(palabre({"run", file, "--json", "-o", target.at("q.json")}).status, 0);
  EXPECT_THAT(target.names(), testing::UnorderedElementsAre("q.json", ".q.json.1.tmp",
                                                            ".other.json.999999999.tmp"));
}

TEST(Machine, PipesAreWrittenTo) {
  const TempFolder folder;
  const std::string file = folder.write("small.toml", small_scenario());
  for (const std::string& to : {std::string(">(cat)"), std::string("/dev/stdout | cat")}) {
    const auto [status, said] = shell(kPalabre + " run " + file + " -q --json -o " + to + "; wait");
    EXPECT_EQ(status, 0) << to << said;
    EXPECT_THAT(said, StartsWith("{\"schema\"")) << to;
  }
}

TEST(Machine, WhatCannotBeWrittenIsSaidBeforeTheRun) {
  const TempFolder folder, target;
  const std::string file = folder.write("small.toml", small_scenario());
  const Ran empty = palabre({"run", file, "-n", "1000000", "--weeks", "1040", "-o", ""});
  EXPECT_EQ(empty.status, 2);
  EXPECT_EQ(empty.err, "palabre: -o/--output needs a value\nsee: palabre run --help\n");
  const Ran longer = palabre(
      {"run", file, "-n", "1000000", "--weeks", "1040", "-o", target.at(std::string(256, 'x'))});
  EXPECT_EQ(longer.status, 4);
  EXPECT_THAT(longer.err, HasSubstr("the name is too long"));
  const Ran french =
      palabre({"run", file, "-n", "8", "-o", target.at(std::string(256, 'x')), "--lang", "fr"});
  EXPECT_THAT(french.err, HasSubstr("le nom est trop long")) << "the machine's words are English";
  // The same way, nothing of a billion replicates is run; one more is none that a run may have.
  EXPECT_EQ(palabre({"run", file, "-n", "1000000000", "-o", folder.at("none/x.json")}).status, 4);
  const Ran more = palabre({"run", file, "-n", "1000000001", "-o", folder.at("none/x.json")});
  EXPECT_EQ(more.status, 2);
  EXPECT_THAT(more.err, HasSubstr("1000000001 is out of range (1 to 1,000,000,000)"));
  EXPECT_EQ(palabre({"compare", file, file, "-n", "1000001"}).status, 2);
  const std::string longest(250, 'x');
  EXPECT_EQ(palabre({"run", file, "--json", "-q", "-o", target.at(longest)}).status, 0);
  EXPECT_THAT(target.names(), testing::ElementsAre(longest));
}

TEST(Machine, FewerThreadsOrOneLineNeverAnAbort) {
  if (palabre::test::is_sanitized())
    GTEST_SKIP() << "a sanitizer needs terabytes of addresses for itself";
  const TempFolder folder;
  const std::string file = folder.write("small.toml", small_scenario());
  for (const char* memory : {"300000", "120000"}) {
    const auto [status, said] = shell(std::string("ulimit -v ") + memory + "; " + kPalabre +
                                      " run " + file + " -q -n 2000 -j 64 --json");
    EXPECT_TRUE(status == 0 || status == 70) << memory << ": " << status << said;
    if (status == 70) {
      EXPECT_EQ(std::count(said.begin(), said.end(), '\n'), 1) << said;
    }
  }
}

TEST(Machine, AnUnknownInstructionPathIsAMistake) {
  const auto [status, said] = shell("PALABRE_ISA=nonsense " + kPalabre + " version");
  EXPECT_EQ(status, 2);
  EXPECT_THAT(said, HasSubstr("PALABRE_ISA: \"nonsense\" is not one of portable"));
  EXPECT_EQ(shell("PALABRE_ISA=portable " + kPalabre + " version").first, 0);
}

TEST(Machine, AClosedTerminalKeepsWhatAnAnalysisHasDone) {
  Start start;
  start.signal = SIGHUP;
  start.signal_on = "Ctrl-C keeps what is done";
  // Some points are done by then, and not all of them.
  const bool slow = palabre::test::is_sanitized();
  start.signal_after = std::chrono::milliseconds(slow ? 30'000 : 2'000);
  const Ran ran = palabre({"sensitivity", (kRoot / "scenarios/baseline.toml").string(), "--outcome",
                           "coup", "-n", slow ? "1000" : "2000", "--json"},
                          start);
  EXPECT_EQ(ran.status, 130);
  EXPECT_THAT(ran.out, HasSubstr("\"stopped\":true"));
}

TEST(Machine, NohupLetsItGoOnWhenTheTerminalIsClosed) {
  const TempFolder folder;
  const std::string file = folder.write("small.toml", small_scenario());
  const auto closed = [&](const std::string& before) {
    return shell(before + "(sleep 0.2; kill -HUP $$) & exec " + kPalabre + " run " + file +
                 " -q -n 30000 -j 1 --json");
  };
  const auto [status, said] = closed("trap \"\" HUP; ");
  EXPECT_EQ(status, 0) << said;
  EXPECT_THAT(said, StartsWith("{\"schema\""));
  EXPECT_EQ(closed("").first, 130);
}

TEST(Commands, MoreThanTheBudgetIsRefusedWithItsCost) {
  const TempFolder folder;
  const std::string file = folder.write("small.toml", small_scenario());
  const Ran ran = palabre({"sensitivity", file, "--outcome", "coup", "--method", "sobol",
                           "--points", "1000000", "-n", "1000000"});
  EXPECT_EQ(ran.status, 6);
  EXPECT_THAT(ran.err,
              HasSubstr("more than the budget of 86400 s: ask for less, or give --budget"));
  const Ran small = palabre(
      {"precision", file, "--outcome", "coup", "--within", "2%", "--budget", "0.000000001"});
  EXPECT_EQ(small.status, 6);
  const Ran memory = palabre({"sensitivity", file, "--outcome", "coup", "--method", "sobol",
                              "--points", "1000000", "-n", "1000000", "--budget", "1e300"});
  EXPECT_EQ(memory.status, 6);
  EXPECT_THAT(memory.err, HasSubstr("that one analysis may have here"));
}

TEST(Commands, BoundsThatCrossAndCommasAreToldBeforeAnyRun) {
  const TempFolder folder;
  const std::string file = folder.write("small.toml", small_scenario());
  const Ran crossed = palabre({"discover", file, "--outcome", "deaths_per_year", "--at-least",
                               "2000", "--at-most", "1000"});
  EXPECT_EQ(crossed.status, 2);
  EXPECT_THAT(crossed.err, HasSubstr("--at-least 2000 lies above --at-most 1000"));
  const Ran comma = palabre({"precision", file, "--outcome", "coup", "--within", "0,02"});
  EXPECT_EQ(comma.status, 2);
  EXPECT_THAT(comma.err, HasSubstr("not a number: 0,02 (did you mean 0.02?)"));
}

TEST(Commands, PrecisionIsAShareOfTheValueAndRefusesWhatNoMachineDoes) {
  const TempFolder folder;
  const std::string file = folder.write("small.toml", small_scenario());
  const auto precision = [&](const char* outcome, const char* within) {
    const Ran ran =
        palabre({"precision", file, "--outcome", outcome, "--within", within, "-q", "--json"});
    EXPECT_EQ(ran.status, 0) << ran.err;
    return nlohmann::json::parse(ran.out);
  };
  const auto share = precision("deaths_per_year", "2%");
  EXPECT_DOUBLE_EQ(share["within"].get<double>(), 0.02 * share["pilot"]["value"].get<double>());
  EXPECT_LT(share["runs_most"].get<std::int64_t>(), 100'000);
  EXPECT_EQ(precision("deaths_per_year", "0.02")["within"], 0.02);
  EXPECT_EQ(precision("frozen", "2%")["within"], 0.02);  // points of a share
  for (const char* outcome : {"deaths_per_year", "frozen"}) {
    const auto refused = precision(outcome, "1e-300");
    EXPECT_THAT(refused["undefined"].get<std::string>(), HasSubstr("no machine does them"));
    EXPECT_FALSE(refused.contains("runs_likely"));
  }
}

TEST(Output, ArgumentsOfAStrangerCannotSteerTheTerminal) {
  const Ran ran = palabre({"run", "no\x1b[31mthere\xE2\x80\xAE.toml"});
  EXPECT_EQ(ran.status, 4);
  EXPECT_EQ(ran.err, "no\\u001B[31mthere\\u202E.toml: no such file or folder\n");
  EXPECT_THAT(palabre({"run", "--x\x1b[2J"}).err, HasSubstr("--x\\u001B[2J"));
}

}  // namespace machine_test
}  // namespace palabre_tests
