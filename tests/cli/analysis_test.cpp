// The analyses at a prompt: what they print, refuse and keep.

#include <algorithm>
#include <sstream>

#include "tests/cli/prompt.hpp"

namespace palabre_tests {
namespace analysis_test {

const std::vector<std::vector<std::string>>& commands() {
  static const std::vector<std::vector<std::string>> kCommands{
      {"sensitivity", "--outcome", "good_offices_started", "--vary", "pacts"},
      {"sensitivity", "--outcome", "good_offices_started", "--method", "morris", "--vary", "pacts",
       "--trajectories", "3"},
      {"sensitivity", "--outcome", "good_offices_started", "--method", "sobol", "--vary", "talks",
       "--points", "8"},
      {"claims"},
      {"claims", "--outcome", "deaths_per_year"},
      {"heatmap", "--outcome", "displaced_end", "--x", "talks.mediator", "--y", "war.recruitment",
       "--cells", "3"},
      {"discover", "--outcome", "good_offices_started", "--points", "80"},
      {"variance", "--points", "6"},
      {"precision", "--outcome", "good_offices_started", "--within", "2%"},
      {"thresholds"}};
  return kCommands;
}

std::vector<std::string> with(std::vector<std::string> words,
                              const std::vector<std::string>& more) {
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

std::size_t columns(const std::string& utf8) {
  return std::size_t(std::count_if(utf8.begin(), utf8.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u;
  }));
}

TEST(Analyses, SpeakBothLanguagesWithinEightyColumnsAndNeverOfNan) {
  const TempFolder folder;
  const std::string file = folder.write("small.toml", small_scenario());
  for (const auto& command : commands())
    for (const char* lang : {"en", "fr"}) {
      const Ran ran = palabre(with(command, {file, "-n", "16", "--lang", lang}));
      EXPECT_EQ(ran.status, 0) << command[0] << ran.err;
      EXPECT_THAT(ran.out, Not(HasSubstr("nan"))) << command[0];
      EXPECT_THAT(ran.err,
                  HasSubstr(std::string(lang) == "en" ? " runs, about " : " simulations = "))
          << command[0];
      std::istringstream lines(ran.out);
      for (std::string line; std::getline(lines, line);)
        EXPECT_LE(columns(line), 80u) << command[0] << ": " << line;
    }
}

TEST(Analyses, JsonIsOneObjectAndTheSameForAnyThreads) {
  const TempFolder folder;
  const std::string file = folder.write("small.toml", small_scenario());
  for (const auto& command : commands()) {
    const Ran one = palabre(with(command, {file, "-n", "16", "--json", "-q", "-j", "1"}));
    const Ran two = palabre(with(command, {file, "-n", "16", "--json", "-q", "-j", "3"}));
    ASSERT_EQ(one.status, 0) << command[0] << one.err;
    EXPECT_EQ(one.err, "");
    Json a = Json::parse(one.out), b = Json::parse(two.out);
    EXPECT_EQ(a["schema"], "palabre." + command[0] + "/1");
    EXPECT_EQ(a["stopped"], false);
    a.erase("seconds");  // a clock's
    b.erase("seconds");
    EXPECT_EQ(a, b) << command[0];
  }
}

TEST(Analyses, WhatDoesNotExistIsAUsageError) {
  const TempFolder folder;
  const std::string file = folder.write("small.toml", small_scenario());
  const auto refused = [&](std::vector<std::string> words, const std::string& said) {
    const Ran ran = palabre(with(std::move(words), {file}));
    EXPECT_EQ(ran.status, 2) << said;
    EXPECT_EQ(ran.out, "");
    EXPECT_THAT(ran.err, HasSubstr(said));
  };
  refused({"sensitivity", "--outcome", "frozn"},
          "palabre: --outcome: no such outcome or statistic: frozn (did you mean frozen?)\n");
  refused({"sensitivity"}, "--outcome is missing");
  refused({"sensitivity", "--outcome", "frozen", "--method", "fast"}, "--method");
  refused({"sensitivity", "--outcome", "frozen", "--vary", "tlaks"}, "no such assumption: tlaks");
  refused({"sensitivity", "--outcome", "frozen", "--levels", "5"}, "must be even");
  refused({"heatmap", "--outcome", "frozen", "--x", "talks.mediator"}, "--x and --y");
  refused({"heatmap", "--outcome", "frozen", "--x", "talks.tempo", "--y", "talks.tempo"},
          "must differ");
  refused({"discover", "--outcome", "deaths_per_year"}, "--at-least or --at-most");
  refused({"discover", "--outcome", "pact_weeks_mean", "--at-least", "3"}, "ratio of sums");
  refused({"precision", "--outcome", "frozen"}, "--within is missing");
  refused({"precision", "--outcome", "frozen", "--within", "0"}, "must be above 0");
  refused({"precision", "--outcome", "frozen", "--within", "nan"}, "not a number");
}

TEST(Analyses, WhatNeverHappensIsNotDefinedAndNoMistake) {
  const TempFolder folder;
  const std::string file = folder.write("small.toml", small_scenario());
  for (const char* method : {"oat", "morris", "sobol"}) {
    const Ran ran = palabre({"sensitivity", file, "--outcome", "collapse", "--method", method, "-n",
                             "8", "--vary", "pacts", "--points", "4", "--trajectories", "2"});
    EXPECT_EQ(ran.status, 0) << ran.err;
    EXPECT_THAT(ran.out, HasSubstr("not defined")) << method;
    EXPECT_THAT(ran.out, Not(HasSubstr("nan")));
  }
  const Ran ran = palabre({"discover", file, "--outcome", "collapse", "--points", "50", "-n", "8"});
  EXPECT_EQ(ran.status, 0);
  EXPECT_THAT(ran.out, HasSubstr("not defined"));
}

TEST(Analyses, AnAssumptionThatPlaysNoPartMovesNothingInAnyRun) {
  const TempFolder folder;
  const std::string file = folder.write("small.toml", small_scenario());
  // No accord can break before anybody has made contact.
  const Ran ran = palabre({"sensitivity", file, "--outcome", "good_offices_started", "--vary",
                           "talks", "--json", "-q", "-n", "64"});
  const Json out = Json::parse(ran.out);
  int seen = 0;
  for (const Json& row : out.at("assumptions")) {
    if (row.at("key") != "talks.accord_break_rate") continue;
    ++seen;
    // What is the same in all of 64 runs is no certainty: a share of them may differ yet.
    constexpr double kMost = 0.0560;  // Clopper and Pearson, 0 of 64
    for (const char* end : {"at_low", "at_high"}) {
      EXPECT_EQ(row.at(end).at("value"), 0.0);
      EXPECT_EQ(row.at(end).at("basis"), "no_spread");
      EXPECT_NEAR(row.at(end).at("high").get<double>(), kMost, 5e-5);
      EXPECT_NEAR(row.at(end).at("low").get<double>(), -kMost, 5e-5);
    }
  }
  EXPECT_EQ(seen, 1);
}

TEST(Analyses, AHeatMapMayRunOverDatesChoicesAndFlags) {
  const TempFolder folder;
  const std::string file = folder.write("small.toml", small_scenario());
  const Ran ran =
      palabre({"heatmap", file, "--outcome", "displaced_end", "--x", "levers.sanctions_end", "--y",
               "levers.mediator", "--cells", "4", "-n", "8", "--json", "-q"});
  ASSERT_EQ(ran.status, 0) << ran.err;
  const Json out = Json::parse(ran.out);
  ASSERT_EQ(out.at("x").at("values").size(), 4u);
  EXPECT_EQ(out.at("x").at("values").back(), "never");
  EXPECT_EQ(out.at("x").at("present_cell"), 3);
  EXPECT_EQ(out.at("y").at("values").size(), 4u);  // one for each mediator, whatever --cells says
  EXPECT_EQ(out.at("y").at("values")[1], "dicko");
  for (const Json& row : out.at("rows")) EXPECT_EQ(row.size(), 4u);
  const Ran flags = palabre({"heatmap", file, "--outcome", "displaced_end", "--x",
                             "levers.full_precondition_offer", "--y", "levers.mediator", "--lang",
                             "fr", "-n", "8"});
  EXPECT_EQ(flags.status, 0) << flags.err;
  EXPECT_THAT(flags.out, HasSubstr("dicko"));
  EXPECT_THAT(flags.out, HasSubstr("oui"));
  const Ran wrong = palabre({"heatmap", file, "--outcome", "displaced_end", "--x",
                             "levers.sanctons_end", "--y", "talks.mediator"});
  EXPECT_EQ(wrong.status, 2);
  EXPECT_THAT(wrong.err, HasSubstr("did you mean levers.sanctions_end?"));
}

TEST(Analyses, TooFewRowsOfSobolAreSaidToBeNoise) {
  const TempFolder folder;
  const std::string file = folder.write("small.toml", small_scenario());
  const Ran ran = palabre({"sensitivity", file, "--outcome", "displaced_end", "--method", "sobol",
                           "--vary", "talks", "--points", "6", "-n", "8"});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("6 rows only"));
}

TEST(Analyses, AHugeDesignSaysItsCostBeforeItIsMade) {
  Start start;
  start.signal = SIGKILL;
  start.signal_on = " runs, about ";
  const Ran ran =
      palabre({"sensitivity", kBaseline.string(), "--outcome", "talks_started", "--method", "sobol",
               "--points", "1000000", "-n", "2", "--vary", "talks.tempo", "--vary",
               "talks.mediator", "--budget", "1e12"},  // however slow the build or the machine
              start);
  EXPECT_THAT(ran.err, HasSubstr(" runs, about "));
}

TEST(Analyses, ControlCKeepsWhatIsDoneAndSaysSo) {
  Start start;
  start.signal = SIGINT;
  start.signal_on = " runs, about ";  // it is at work, however slow the build or the machine
  start.signal_after = std::chrono::milliseconds(300);
  const Ran ran =
      palabre({"sensitivity", kBaseline.string(), "--outcome", "talks_started", "--method", "sobol",
               "--points", "3000", "-n", "16", "--vary", "talks.tempo", "--vary", "talks.mediator"},
              start);
  EXPECT_EQ(ran.status, 130);
  EXPECT_LT(ran.seconds, 0.5);
  EXPECT_THAT(ran.err, HasSubstr("Stopped: "));
}

}  // namespace analysis_test
}  // namespace palabre_tests
