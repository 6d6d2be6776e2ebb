// The commands as functions: words, numbers, columns, statuses, JSON of results that never ran.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>

#include "sim/cli/commands.hpp"
#include "sim/cli/failures.hpp"
#include "sim/cli/output.hpp"
#include "sim/cli/progress.hpp"
#include "sim/cli/usage.hpp"
#include "sim/report/draw.hpp"
#include "sim/report/layout.hpp"
#include "sim/report/run_report.hpp"
#include "sim/tables/text.hpp"
#include "tests/support/paths.hpp"

namespace palabre {
namespace commands_test {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using Json = nlohmann::json;

const std::filesystem::path kScenarios = std::filesystem::path(palabre::test::root()) / "scenarios";

// --- statuses ----------------------------------------------------------------------------------

TEST(ExitStatus, IsWhatTheInterfaceSays) {
  EXPECT_EQ(code(ExitStatus::done), 0);
  EXPECT_EQ(code(ExitStatus::difference), 1);
  EXPECT_EQ(code(ExitStatus::usage), 2);
  EXPECT_EQ(code(ExitStatus::invalid), 3);
  EXPECT_EQ(code(ExitStatus::input_output), 4);
  EXPECT_EQ(code(ExitStatus::nothing_to_test), 5);
  EXPECT_EQ(code(ExitStatus::limit_reached), 6);
  EXPECT_EQ(code(ExitStatus::replicates_failed), 7);
  EXPECT_EQ(code(ExitStatus::internal), 70);
  EXPECT_EQ(code(ExitStatus::interrupted), 130);
}

TEST(ExitStatus, TheGraverOfTwoFilesWins) {
  EXPECT_EQ(worst(ExitStatus::done, ExitStatus::invalid), ExitStatus::invalid);
  EXPECT_EQ(worst(ExitStatus::replicates_failed, ExitStatus::difference),
            ExitStatus::replicates_failed);
  EXPECT_EQ(worst(ExitStatus::invalid, ExitStatus::input_output), ExitStatus::input_output);
}

TEST(ExitStatus, AWrongAssignmentIsUsageAndAWrongFileIsInvalid) {
  std::ostringstream err;
  const auto fail_in = [](const std::string& file) {
    return [file]() -> ExitStatus {
      throw ScenarioError({{file, 1, 0, "x", {TextId::files_no_such_parameter, {}}, {}}});
    };
  };
  EXPECT_EQ(guarded({}, err, fail_in("--set")), ExitStatus::usage);
  EXPECT_EQ(guarded({}, err, fail_in("a.toml")), ExitStatus::invalid);
  const auto no_file = []() -> ExitStatus { throw FileError("x", {TextId::cli_is_folder, {}}); };
  EXPECT_EQ(guarded({}, err, no_file), ExitStatus::input_output);
  EXPECT_THAT(err.str(), HasSubstr("x: is a folder\n"));
}

// --- layout ------------------------------------------------------------------------------------

TEST(Layout, WidthCountsWhatIsSeen) {
  EXPECT_EQ(width_of("Décès"), 5u);
  EXPECT_EQ(pad_left("é", 3), "  é");
  EXPECT_EQ(pad_right("é", 3) + "|", "é  |");
  EXPECT_EQ(pad_right("long", 2), "long");
}

TEST(Layout, LinesBreakAtBlanksAndNeverInsideAWord) {
  EXPECT_THAT(wrapped("one two  three", 7), ElementsAre("one two", "three"));
  EXPECT_THAT(wrapped("incomprehensible x", 5), ElementsAre("incomprehensible", "x"));
  EXPECT_THAT(wrapped("", 5), IsEmpty());
}

TEST(Layout, TablesAlignAndHaveNoTrailingBlanks) {
  EXPECT_EQ(table_text({{"a", "1"}, {"long", "100"}, {"x", ""}}, {true, false}),
            "a       1\nlong  100\nx\n");
}

TEST(Layout, NumbersFollowTheLanguage) {
  EXPECT_EQ(count_text(1234567, Lang::en), "1,234,567");
  EXPECT_EQ(count_text(1234567, Lang::fr), "1\u00a0234\u00a0567");
  EXPECT_EQ(count_text(-1234, Lang::en), "\u22121,234");
  EXPECT_EQ(fixed_text(1234.56, 1, Lang::en), "1,234.6");
  EXPECT_EQ(fixed_text(1234.56, 1, Lang::fr), "1\u00a0234,6");
  EXPECT_EQ(fixed_text(-0.001, 2, Lang::en), "0.00");
  EXPECT_EQ(value_text(0.1234, Lang::en), "0.123");
  EXPECT_EQ(value_text(21.44, Lang::en), "21.4");
  EXPECT_EQ(percent_text(0.264, Lang::en), "26%");
  EXPECT_EQ(percent_text(0.264, Lang::fr), "26\u00a0%");
  EXPECT_EQ(percent_text(0.0264, Lang::fr), "2,6\u00a0%");
  EXPECT_EQ(percent_text(0.0, Lang::en), "0%");
}

TEST(Layout, SharesAreSaidAsPeopleSayThem) {
  EXPECT_EQ(share_in_words(0.0, Lang::en), "in none");
  EXPECT_EQ(share_in_words(1.0, Lang::en), "in all");
  EXPECT_EQ(share_in_words(0.01, Lang::en), "in fewer than 1 of 33");
  EXPECT_EQ(share_in_words(0.26, Lang::en), "in about 1 of 4");
  EXPECT_EQ(share_in_words(0.52, Lang::fr), "dans environ la moitié");
  EXPECT_EQ(share_in_words(0.99, Lang::en), "in all but 1 of 33");
}

// --- usage -------------------------------------------------------------------------------------

struct Said {
  int status;
  std::string out, err;
};
Said call(const std::vector<std::string>& words, const Terminal& terminal = {}) {
  std::ostringstream out, err;
  const int status = run_command_line(words, terminal, out, err);
  return {status, out.str(), err.str()};
}
std::vector<std::string> tiny_run(std::vector<std::string> more) {
  more.insert(more.begin(), {"run", (kScenarios / "baseline.toml").string(), "--weeks", "2"});
  return more;
}

TEST(Usage, FlagsBecomeValues) {
  const Said said = call(
      tiny_run({"-n", "12", "--seed", "9223372036854775807", "-j", "3", "-v", "--lang", "fr"}));
  EXPECT_EQ(said.status, 0) << said.err;
  EXPECT_THAT(said.out, HasSubstr("12 simulations de 2 semaines à partir du 2022-02-14 ; graine "
                                  "9223372036854775807\n"));
  EXPECT_THAT(said.err, HasSubstr("avec 3 fils"));
}

TEST(Usage, ColourNeedsATerminalAndConsent) {
  const auto is_bold = [](const Terminal& terminal, std::vector<std::string> more) {
    more.insert(more.end(), {"-n", "1"});
    return call(tiny_run(more), terminal).out.starts_with("\x1b[1m");
  };
  EXPECT_TRUE(is_bold({true, true, false}, {}));
  EXPECT_FALSE(is_bold({false, true, false}, {}));
  EXPECT_FALSE(is_bold({true, true, true}, {}));
  EXPECT_FALSE(is_bold({true, true, false}, {"--color", "never"}));
}

TEST(Usage, RandomSeedsAreNeverNegative) {
  for (int i = 0; i < 10; ++i) {
    const Said said = call(tiny_run({"-n", "1", "--seed", "random", "--json"}));
    EXPECT_GE(Json::parse(said.out)["seed"].get<std::int64_t>(), 0);
  }
}

TEST(Usage, TheLanguageIsKnownBeforeAnythingElseIsRead) {
  EXPECT_EQ(language_of({"run", "--lang", "fr"}), Lang::fr);
  EXPECT_EQ(language_of({"--lang=fr"}), Lang::fr);
  EXPECT_EQ(language_of({"run", "fr", "--lang"}), Lang::en);
  EXPECT_EQ(language_of({"--lang", "fr", "--lang=en"}), Lang::en);
}

// --- progress and output -----------------------------------------------------------------------

TEST(Progress, DrawsNothingUnlessAskedAndWipesItselfAway) {
  std::ostringstream err;
  OutputOptions output_options;
  { EXPECT_FALSE(ProgressBar(output_options, err).reporter()); }
  EXPECT_EQ(err.str(), "");
  output_options.progress = true;
  {
    ProgressBar bar(output_options, err);
    const Progress report = bar.reporter();
    std::this_thread::sleep_for(std::chrono::milliseconds(120));
    report(250, 1000);
  }
  EXPECT_THAT(err.str(), HasSubstr("[######..................]   25%  250 of 1,000, 1 s left"));
  EXPECT_TRUE(err.str().ends_with("\r\x1b[K"));
}

TEST(Output, AFailedWriteIsRemembered) {
  DescriptorBuffer buffer(-1);
  std::ostream out(&buffer);
  out << "x" << std::flush;
  EXPECT_FALSE(out.good());
  EXPECT_EQ(buffer.error(), EBADF);
}

TEST(Output, WhatCannotBeWrittenIsRefusedEarly) {
  EXPECT_THROW(require_writable("/none/x"), FileError);
  EXPECT_THROW(require_writable(palabre::test::root()), FileError);
  EXPECT_NO_THROW(require_writable("/dev/full"));
}

// --- results -----------------------------------------------------------------------------------

Results some_results() {
  Results results;
  results.manifest = {"a", "0.1.0", "g++", "A", "Un", "2022-02-14", {{"war in space", ""}},
                      2,   10,      5};
  results.digest = "d";
  results.failed = 3;
  results.failures = {{4, 1, 7, "siege"}, {5, 0, -1, "trust"}};
  results.outcomes = {{OutcomeId::frozen, 7, {1.0, 0.646, 1.0}}};
  results.statistics = {{StatisticId::displaced_end, {412345.25, 400000.0, 424690.5}, 7}};
  results.series.resize(kSeriesCount);
  for (int i = 0; i < kSeriesCount; ++i) {
    Series& row = results.series[std::size_t(i)];
    row.id = SeriesId(i);
    row.q05 = row.q25 = row.q50 = row.q75 = row.q95 = row.mean = {0.1, 0.2};
  }
  for (auto& stage : results.stage_share) stage = {0.5, 0.25};
  return results;
}

std::string run_json(bool series, const std::string& file = "a.toml") {
  return json_of(run_report(some_results(), file, Lang::fr, series));
}

TEST(RunJson, KeepsNumbersToTheLastBit) {
  const Json json = Json::parse(run_json(false));
  EXPECT_EQ(json["statistics"]["displaced_end"]["mean"], 412345.25);
  EXPECT_EQ(json["statistics"]["displaced_end"]["unit"], "persons");
  EXPECT_EQ(json["outcomes"][0]["id"], "frozen");
  EXPECT_EQ(json["failed_replicates"], 3);
  EXPECT_EQ(json["scenario"]["title"], "A");
  EXPECT_EQ(json["not_modelled"], (Json{"war in space"}));
  EXPECT_THAT(run_json(false), Not(HasSubstr("\n")));
}

TEST(RunJson, SeriesCountTheirWeeksFromZero) {
  const Json json = Json::parse(run_json(true));
  EXPECT_EQ(json["series"]["trust"]["week"], (Json{0, 1}));
  EXPECT_EQ(json["series"]["stage_share_truce"]["mean"], (Json{0.5, 0.25}));
  EXPECT_FALSE(json["series"]["stage_share_truce"].contains("q50"));
}

TEST(RunJson, AFileNameThatIsNotUtf8DoesNoHarm) {
  EXPECT_TRUE(Json::accept(run_json(false, "caf\xe9.toml")));
}

TEST(RunText, SaysWhatIsMissing) {
  const auto run_text = [](const Results& results, Lang lang, bool color) {
    return text_of(run_report(results, "a.toml", lang, false), color);
  };
  const std::string text = run_text(some_results(), Lang::en, false);
  EXPECT_THAT(text, HasSubstr("A thinking aid, not a forecast.\nNot modelled: war in space\n"));
  EXPECT_THAT(text, HasSubstr("in no replicate"));
  EXPECT_THAT(run_text(some_results(), Lang::fr, true), HasSubstr("\x1b[1mUn\x1b[0m\n"));
  Results none = some_results();
  none.outcomes.clear();
  none.statistics.clear();
  EXPECT_THAT(run_text(none, Lang::en, false), HasSubstr("No replicate finished"));
}

TEST(RunText, NamesFailedReplicates) {
  EXPECT_EQ(failures_text(some_results(), "a.toml", Lang::en),
            "a.toml: 3 of 10 replicates left the bounds of the model and were stopped\n"
            "  replicate 4, week 1, cercle 7: siege\n"
            "  replicate 5, week 0, national: trust\n");
}

// --- commands ----------------------------------------------------------------------------------

TEST(Commands, AStopAskedForBeforehandPrintsNothing) {
  std::stop_source source;
  source.request_stop();
  RunArgs args;
  args.files = {kScenarios / "baseline.toml"};
  args.changes.replicates = 1000;
  args.stop = source.get_token();
  std::ostringstream out, err;
  EXPECT_EQ(run_command(args, out, err), 130);
  EXPECT_EQ(out.str(), "");
  EXPECT_EQ(err.str(), "palabre: interrupted: nothing was written\n");
}

TEST(Commands, AStreamThatFailsEndsTheRunOfSeveralFiles) {
  RunArgs args;
  args.files = {kScenarios / "baseline.toml", kScenarios / "baseline.toml"};
  args.changes.replicates = 1;
  args.changes.weeks = 2;
  std::ostringstream out, err;
  out.setstate(std::ios::badbit);
  EXPECT_EQ(run_command(args, out, err), 4);
}

TEST(Commands, CheckAppliesTheCommandLine) {
  CheckArgs args;
  args.files = {kScenarios / "baseline.toml"};
  args.changes.replicates = 1234;
  args.changes.weeks = 40;
  std::ostringstream out, err;
  EXPECT_EQ(check_command(args, out, err), 0) << err.str();
  EXPECT_EQ(out.str(), args.files.front().string() + ": ok, 1,234 replicates x 40 weeks\n");
}

TEST(Commands, ParamsJsonNamesEveryRowOfTheTables) {
  const Json json = Json::parse(params_json(true));
  EXPECT_EQ(json["parameters"].size(), param_specs().size());
  EXPECT_EQ(json["levers"].size(), lever_specs().size());
  EXPECT_EQ(json["switches"].size(), switch_specs().size());
  EXPECT_EQ(json["constants"].size(), constant_specs().size());
  EXPECT_EQ(json["claims"].size(), claim_specs().size());
}

TEST(Commands, ParamsMarkdownNamesEveryKeyAndClaim) {
  const std::string text = params_markdown();
  for (const ParamSpec& spec : param_specs())
    EXPECT_THAT(text, HasSubstr("`" + std::string(spec.key) + "`"));
  for (const LeverSpec& spec : lever_specs())
    EXPECT_THAT(text, HasSubstr("`" + std::string(spec.name) + "`"));
  for (const ClaimSpec& spec : claim_specs())
    EXPECT_THAT(text, HasSubstr("| " + std::string(spec.name) + " |"));
}

TEST(Commands, TheDigestOfTheTablesIsThirtyTwoHexDigitsAndSteady) {
  EXPECT_EQ(tables_digest().size(), 32u);
  EXPECT_EQ(tables_digest().find_first_not_of("0123456789abcdef"), std::string::npos);
  EXPECT_EQ(tables_digest(), tables_digest());
}

}  // namespace commands_test
}  // namespace palabre
