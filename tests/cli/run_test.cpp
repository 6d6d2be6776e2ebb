// What `palabre run` prints: text, JSON, several files, flags, and the same bits whatever the
// threads.

#include <set>

#include "tests/cli/prompt.hpp"

namespace palabre_tests {
namespace run_test {

const std::vector<std::string> kOutcomes{"collapse",         "accord",          "truce",
                                         "broken_peace",     "local_patchwork", "insurgent_advance",
                                         "creeping_advance", "state_recovery",  "frozen"};

const std::vector<std::string> kSeries{"state_share_area",
                                       "jihadist_share_area",
                                       "state_share_population",
                                       "jihadist_share_population",
                                       "attacks",
                                       "deaths",
                                       "displaced",
                                       "returns",
                                       "sieges",
                                       "pacts_alive",
                                       "support",
                                       "economy",
                                       "french_cooperation",
                                       "foreign_presence",
                                       "trust",
                                       "ripeness",
                                       "willingness_junta",
                                       "willingness_jnim",
                                       "terms_offered",
                                       "gate",
                                       "approval",
                                       "commitment",
                                       "spillover",
                                       "hostages",
                                       "rival_share_area",
                                       "signatory_share_area",
                                       "besieged",
                                       "harm_jihadists",
                                       "harm_hunters",
                                       "harm_army",
                                       "harm_french",
                                       "harm_russians"};

const std::vector<std::string> kStages{"none",  "secret_contact", "good_offices",
                                       "talks", "truce",          "accord"};

/// Every statistic that the baseline has.
const std::vector<std::string> kStatistics{"good_offices_started",
                                           "talks_started",
                                           "truce_reached",
                                           "accord_reached",
                                           "good_offices_by_week_52",
                                           "talks_by_week_52",
                                           "talks_by_week_104",
                                           "truce_by_week_104",
                                           "talks_public",
                                           "truce_broken",
                                           "accord_broken",
                                           "accord_alive_end",
                                           "breaks_per_100_agreement_weeks",
                                           "weeks_in_talks",
                                           "weeks_in_truce",
                                           "weeks_in_accord",
                                           "weeks_in_truce_or_accord",
                                           "terms_index",
                                           "terms_offered_first_year",
                                           "negotiated_from_weakness",
                                           "leaks",
                                           "denials",
                                           "prisoner_exchanges",
                                           "willingness_junta",
                                           "willingness_jnim",
                                           "ripeness",
                                           "willingness_junta_first_year",
                                           "willingness_jnim_first_year",
                                           "ripeness_first_year",
                                           "french_cooperation",
                                           "french_exit_early",
                                           "state_share_area_start",
                                           "state_share_area_end",
                                           "jihadist_share_area_start",
                                           "jihadist_share_area_end",
                                           "state_share_population_start",
                                           "state_share_population_end",
                                           "jihadist_share_population_start",
                                           "jihadist_share_population_end",
                                           "attacks_per_week",
                                           "attacks_per_week_in_truce",
                                           "attacks_per_week_in_war",
                                           "attacks_ratio_pact",
                                           "deaths_per_year",
                                           "deaths_first_year",
                                           "deaths_civilians",
                                           "deaths_share_bamako",
                                           "deaths_share_kayes",
                                           "deaths_share_koulikoro",
                                           "deaths_share_sikasso",
                                           "deaths_share_segou",
                                           "deaths_share_mopti",
                                           "deaths_share_tombouctou",
                                           "deaths_share_gao",
                                           "deaths_share_menaka",
                                           "deaths_share_kidal",
                                           "deaths_by_jihadists",
                                           "deaths_by_army",
                                           "deaths_by_french",
                                           "deaths_by_russians",
                                           "deaths_by_hunters",
                                           "deaths_by_rivals",
                                           "deaths_in_feuds",
                                           "deaths_by_signatories",
                                           "deaths_in_massacres",
                                           "blockades",
                                           "besieged_end",
                                           "cells_new",
                                           "rival_share_area_end",
                                           "accord_2015_broken",
                                           "accord_on_jnim_terms",
                                           "deaths_dispersion",
                                           "displaced_start",
                                           "displaced_end",
                                           "displaced_peak",
                                           "returns_total",
                                           "sieges_end",
                                           "pacts_started",
                                           "pacts_alive_mean",
                                           "pact_weeks_total",
                                           "pact_weeks_mean",
                                           "pact_weeks_mean_approved",
                                           "pact_weeks_mean_unapproved",
                                           "pact_breaks_summer",
                                           "pact_weeks_median",
                                           "support_end",
                                           "support_week_52",
                                           "economy_end",
                                           "trust_end",
                                           "coup",
                                           "election_held",
                                           "election_postponed",
                                           "katiba_strength_end",
                                           "army_strength_end",
                                           "hostages_end",
                                           "spillover",
                                           "last_card_played",
                                           "convoys",
                                           "pact_revivals",
                                           "pact_clauses_dropped",
                                           "trust_from_pacts",
                                           "pact_social_rules",
                                           "pacts_hunters_armed",
                                           "pacts_army_left"};

std::set<std::string> keys(const Json& object) {
  std::set<std::string> out;
  for (const auto& item : object.items()) out.insert(item.key());
  return out;
}

/// The baseline, long enough for everything to happen somewhere; run once.
const Json& baseline() {
  static const Json kJson = [] {
    const Ran ran = palabre({"run", kBaseline.string(), "-n", "400", "--json", "--series"});
    EXPECT_EQ(ran.status, 0) << ran.err;
    return Json::parse(ran.out, nullptr, false);
  }();
  return kJson;
}

TEST(RunJson, HoldsTheWeeksOfEachCercleWhenAskedFor) {
  const Ran ran = palabre(
      {"run", kBaseline.string(), "-n", "8", "--weeks", "6", "--json", "--series", "--cercles"});
  ASSERT_EQ(ran.status, 0) << ran.err;
  const Json json = Json::parse(ran.out);
  ASSERT_EQ(json["cercles"].size(), 50u);
  EXPECT_EQ(json["cercles"][0]["cercle"], 0);
  for (std::size_t week = 0; week < 6; ++week) {
    double deaths = 0.0;
    for (const Json& cercle : json["cercles"]) {
      EXPECT_FALSE(cercle["name"].get<std::string>().empty());
      deaths += cercle["deaths"][week].get<double>();
    }
    EXPECT_NEAR(deaths, json["series"]["deaths"]["mean"][week].get<double>(), 1e-6);
  }
  EXPECT_EQ(palabre({"run", kBaseline.string(), "--cercles"}).status, 2);
}

TEST(RunJson, HasEveryFieldAndNoOther) {
  const Json& json = baseline();
  ASSERT_TRUE(json.is_object());
  EXPECT_EQ(keys(json),
            (std::set<std::string>{"schema", "scenario", "start", "weeks", "replicates", "seed",
                                   "program", "digest", "failed_replicates", "outcomes",
                                   "statistics", "series", "notice", "not_modelled"}));
  EXPECT_EQ(json["notice"], "A thinking aid, not a forecast.");
  EXPECT_FALSE(json["not_modelled"].empty());
  EXPECT_EQ(json["schema"], "palabre.run/1");
  EXPECT_EQ(keys(json["scenario"]), (std::set<std::string>{"file", "title", "digest"}));
  EXPECT_EQ(json["scenario"]["file"], kBaseline.string());
  EXPECT_THAT(json["scenario"]["title"].get<std::string>(), Not(""));
  EXPECT_THAT(json["scenario"]["digest"].get<std::string>(), MatchesRegex("[0-9a-f]{32}"));
  EXPECT_THAT(json["digest"].get<std::string>(), MatchesRegex("[0-9a-f]{32}"));
  EXPECT_THAT(json["start"].get<std::string>(), MatchesRegex("[0-9]{4}-[0-9]{2}-[0-9]{2}"));
  EXPECT_EQ(keys(json["program"]), (std::set<std::string>{"version", "build"}));
  EXPECT_EQ(json["replicates"], 400);
  EXPECT_EQ(json["failed_replicates"], 0);
  EXPECT_TRUE(json["seed"].is_number_integer());
  EXPECT_TRUE(json["weeks"].is_number_integer());
}

TEST(RunJson, OutcomesAreAllClassesInOrderAndTheirSharesSumToOne) {
  const Json& outcomes = baseline()["outcomes"];
  ASSERT_EQ(outcomes.size(), kOutcomes.size());
  double sum = 0.0;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    EXPECT_EQ(outcomes[i]["id"], kOutcomes[i]);
    EXPECT_EQ(keys(outcomes[i]), (std::set<std::string>{"id", "share", "low", "high", "worlds"}));
    const double share = outcomes[i]["share"];
    EXPECT_LE(outcomes[i]["low"].get<double>(), share);
    EXPECT_GE(outcomes[i]["high"].get<double>(), share);
    EXPECT_GE(outcomes[i]["low"].get<double>(), 0.0);
    EXPECT_LE(outcomes[i]["high"].get<double>(), 1.0);
    sum += share;
  }
  EXPECT_NEAR(sum, 1.0, 1e-12);
}

TEST(RunJson, StatisticsOfTheBaselineAreThoseOfTheInterface) {
  const Json& statistics = baseline()["statistics"];
  EXPECT_EQ(keys(statistics), std::set<std::string>(kStatistics.begin(), kStatistics.end()));
  for (const auto& [name, row] : statistics.items()) {
    std::set<std::string> fields{"mean", "low", "high", "unit"};
    if (row.contains("basis")) fields.insert("basis");
    EXPECT_EQ(keys(row), fields) << name;
    EXPECT_TRUE(row["mean"].is_number()) << name;
    if (row["low"].is_null()) {
      EXPECT_TRUE(row["high"].is_null()) << name;
      EXPECT_EQ(row["basis"], "no_spread") << name;
      continue;
    }
    EXPECT_LE(row["low"].get<double>(), row["mean"].get<double>()) << name;
    EXPECT_GE(row["high"].get<double>(), row["mean"].get<double>()) << name;
  }
  EXPECT_EQ(statistics["talks_by_week_104"]["unit"], "share of replicates");
  EXPECT_EQ(statistics["weeks_in_truce"]["unit"], "weeks");
}

TEST(RunJson, SeriesHaveOnePointAWeekAndOrderedQuantiles) {
  const Json& json = baseline();
  const auto weeks = json["weeks"].get<std::size_t>();
  std::set<std::string> wanted(kSeries.begin(), kSeries.end());
  for (const std::string& stage : kStages) wanted.insert("stage_share_" + stage);
  EXPECT_EQ(keys(json["series"]), wanted);
  for (const std::string& name : kSeries) {
    const Json& row = json["series"][name];
    EXPECT_EQ(keys(row),
              (std::set<std::string>{"unit", "week", "q05", "q25", "q50", "q75", "q95", "mean"}))
        << name;
    EXPECT_EQ(row["week"].front(), 0) << name;
    EXPECT_EQ(row["week"].back(), int(weeks) - 1) << name;
    const std::vector<std::string> order{"q05", "q25", "q50", "q75", "q95"};
    for (const char* field : {"week", "q05", "q25", "q50", "q75", "q95", "mean"})
      ASSERT_EQ(row[field].size(), weeks) << name << " " << field;
    for (std::size_t week = 0; week < weeks; ++week)
      for (std::size_t q = 1; q < order.size(); ++q)
        ASSERT_LE(row[order[q - 1]][week].get<double>(), row[order[q]][week].get<double>())
            << name << " week " << week;
  }
}

TEST(RunJson, StageSharesSumToOneEveryWeek) {
  const Json& json = baseline();
  for (std::size_t week = 0; week < json["weeks"].get<std::size_t>(); ++week) {
    double sum = 0.0;
    for (const std::string& stage : kStages) {
      const Json& row = json["series"]["stage_share_" + stage];
      ASSERT_EQ(keys(row), (std::set<std::string>{"unit", "week", "mean"})) << stage;
      sum += row["mean"][week].get<double>();
    }
    ASSERT_NEAR(sum, 1.0, 1e-9) << "week " << week;
  }
}

TEST(RunJson, SeriesComeOnlyWhenAskedFor) {
  const TempFolder folder;
  const std::string file = folder.write("small.toml", small_scenario());
  const Json json = Json::parse(palabre({"run", file, "--json"}).out);
  EXPECT_FALSE(json.contains("series"));
  EXPECT_EQ(json["replicates"], 24);
  EXPECT_EQ(json["weeks"], 30);
  EXPECT_EQ(json["seed"], 7);
  EXPECT_FALSE(json["statistics"].contains("support_week_52"));  // the run is shorter
}

TEST(Run, TheSameScenarioGivesTheSameBitsForAnyNumberOfThreads) {
  const TempFolder folder;
  const std::string file = folder.write("small.toml", small_scenario());
  const Ran one = palabre({"run", file, "--json", "--series", "-j", "1"});
  const Ran two = palabre({"run", file, "--json", "--series", "-j", "2"});
  const Ran five = palabre({"run", file, "--json", "--series", "--threads", "5"});
  EXPECT_EQ(one.status, 0) << one.err;
  EXPECT_EQ(one.out, two.out);
  EXPECT_EQ(one.out, five.out);
}

TEST(Run, OtherInputsGiveOtherDigests) {
  const TempFolder folder;
  const std::string file = folder.write("small.toml", small_scenario());
  const Json plain = Json::parse(palabre({"run", file, "--json"}).out);
  const Json seed = Json::parse(palabre({"run", file, "--json", "--seed", "8"}).out);
  const Json value =
      Json::parse(palabre({"run", file, "--json", "--set", "talks.mediator=0.8"}).out);
  EXPECT_NE(plain["digest"], seed["digest"]);
  EXPECT_NE(plain["digest"], value["digest"]);
  EXPECT_NE(plain["scenario"]["digest"], value["scenario"]["digest"]);
}

TEST(Run, FlagsOverrideTheFile) {
  const TempFolder folder;
  const std::string file = folder.write("small.toml", small_scenario());
  const Json json =
      Json::parse(palabre({"run", file, "--json", "-n", "9", "--weeks", "12", "--seed",
                           "9223372036854775807", "--set", "levers.french_withdrawal=never",
                           "--set", "switches.bargaining=utilitarian"})
                      .out);
  EXPECT_EQ(json["replicates"], 9);
  EXPECT_EQ(json["weeks"], 12);
  EXPECT_EQ(json["seed"], 9223372036854775807);
}

TEST(Run, ARandomSeedIsNewEachTimeAndReported) {
  const TempFolder folder;
  const std::string file = folder.write("small.toml", small_scenario());
  const std::vector<std::string> arguments{"run", file, "--json", "-n", "2", "--seed", "random"};
  const Json a = Json::parse(palabre(arguments).out);
  const Json b = Json::parse(palabre(arguments).out);
  EXPECT_NE(a["seed"], b["seed"]);
  const std::string again = std::to_string(a["seed"].get<std::int64_t>());
  const Json c = Json::parse(palabre({"run", file, "--json", "-n", "2", "--seed", again}).out);
  EXPECT_EQ(a["digest"], c["digest"]);
}

TEST(Run, TextHasTitleCaveatsOutcomesStatisticsAndDigests) {
  const Ran ran = palabre({"run", kBaseline.string(), "-n", "40"});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_EQ(ran.err, "");
  for (const std::string words :
       {"A thinking aid, not a forecast.", "Not modelled: ", "40 replicates of 260 weeks", "Frozen",
        "95% interval", "Talks by week 104", "Deaths a year", "Digest of the results",
        "Digest of the inputs"})
    EXPECT_THAT(ran.out, HasSubstr(words));
  EXPECT_THAT(ran.out, Not(HasSubstr("\x1b"))) << "colour only on a terminal";
}

TEST(Run, TextFitsEightyColumnsInBothLanguages) {
  for (const std::string lang : {"en", "fr"}) {
    const Ran ran = palabre({"run", kBaseline.string(), "-n", "40", "--lang", lang});
    std::size_t columns = 0;
    for (const char c : ran.out) {
      if ((static_cast<unsigned char>(c) & 0xC0u) == 0x80u) continue;
      columns = c == '\n' ? 0 : columns + 1;
      ASSERT_LE(columns, 80u) << lang << "\n" << ran.out;
    }
  }
}

TEST(Run, FrenchTextHasTheDecimalCommaAndJsonNeverHas) {
  const Ran text = palabre({"run", kBaseline.string(), "-n", "40", "--lang", "fr"});
  EXPECT_THAT(text.out, HasSubstr("Une aide à la réflexion, pas une prévision."));
  EXPECT_THAT(text.out, HasSubstr("intervalle 95\u00a0%"));
  const Ran french = palabre({"run", kBaseline.string(), "-n", "9", "--json", "--lang", "fr"});
  const Ran english = palabre({"run", kBaseline.string(), "-n", "9", "--json"});
  EXPECT_EQ(french.out, english.out);
}

TEST(Run, SeveralFilesGiveOneJsonObjectALine) {
  const TempFolder folder;
  const std::string a = folder.write("a.toml", small_scenario());
  const std::string b =
      folder.write("b.toml", small_scenario("[parameters.talks]\nmediator = 1\n"));
  const Ran ran = palabre({"run", a, b, "--json"});
  EXPECT_EQ(ran.status, 0) << ran.err;
  const std::size_t end = ran.out.find('\n');
  ASSERT_NE(end, std::string::npos);
  EXPECT_EQ(Json::parse(ran.out.substr(0, end))["scenario"]["file"], a);
  EXPECT_EQ(Json::parse(ran.out.substr(end + 1))["scenario"]["file"], b);
}

TEST(Run, TheWorstStatusOfSeveralFilesWinsAndTheGoodOnesStillRun) {
  const TempFolder folder;
  const std::string good = folder.write("good.toml", small_scenario());
  const std::string bad = folder.write("bad.toml", small_scenario("nonsense = 1\n"));
  const Ran three = palabre({"run", bad, good, "--json"});
  EXPECT_EQ(three.status, 3);
  EXPECT_EQ(Json::parse(three.out)["scenario"]["file"], good);
  const Ran four = palabre({"run", bad, folder.at("none.toml"), good, "--json"});
  EXPECT_EQ(four.status, 4);
  EXPECT_EQ(Json::parse(four.out)["scenario"]["file"], good);
}

TEST(Run, OutputGoesToAFileAndNothingElseIsLeftBeside) {
  const TempFolder folder, target;
  const std::string file = folder.write("small.toml", small_scenario());
  const Ran ran = palabre({"run", file, "--json", "-o", target.at("x.json")});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_EQ(ran.out, "");
  EXPECT_EQ(target.names(), std::vector<std::string>{"x.json"});
  EXPECT_EQ(Json::parse(bytes_of(target.at("x.json")))["replicates"], 24);
  EXPECT_EQ(palabre({"run", file, "--json", "-o", "-"}).out, bytes_of(target.at("x.json")));
}

TEST(Run, WritesNothingIntoTheWorkingDirectory) {
  const TempFolder folder, here;
  const std::string file = folder.write("small.toml", small_scenario());
  Start start;
  start.working_directory = here.path().string();
  for (const std::string command : {"run", "check"})
    EXPECT_EQ(palabre({command, file}, start).status, 0);
  EXPECT_EQ(palabre({"params"}, start).status, 0);
  EXPECT_TRUE(here.names().empty());
}

TEST(Run, VerboseSaysWhatWasReadAndQuietSaysNothing) {
  const TempFolder folder;
  const std::string file = folder.write("small.toml", small_scenario());
  const Ran verbose = palabre({"run", file, "--json", "-v"});
  EXPECT_THAT(verbose.err, AllOf(HasSubstr("small.toml: read "), HasSubstr("24 replicates in ")));
  EXPECT_EQ(palabre({"run", file, "--json", "-q"}).err, "");
}

TEST(Run, EveryInstructionPathGivesTheSameBits) {
  const TempFolder folder;
  const std::string file = folder.write("small.toml", small_scenario());
  const Json version = Json::parse(palabre({"version", "--json"}).out);
  std::set<std::string> digests;
  for (const std::string path : version["instruction_paths"]) {
    Start start;
    start.environment = {{"PALABRE_ISA", path}};
    digests.insert(Json::parse(palabre({"run", file, "--json"}, start).out)["digest"]);
  }
  EXPECT_EQ(digests.size(), 1u);
}

}  // namespace run_test
}  // namespace palabre_tests
