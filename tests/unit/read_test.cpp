// How scenario files are read: a test for each rule.

#include <gtest/gtest.h>

#include "tests/support/paths.hpp"
#include "tests/unit/scenario_support.hpp"

namespace palabre {
namespace read_test {

namespace fs = std::filesystem;
using test::SmallWorld;
using test::TempFolder;

constexpr std::chrono::sys_days day(int y, unsigned m, unsigned d) {
  return std::chrono::year{y} / int(m) / int(d);
}

ScenarioFile read(const TempFolder& folder, const std::string& text) {
  return parse_scenario("format = 1\n" + text, folder.path() / "a.toml");
}

std::string told(const TempFolder& folder, const std::string& text,
                 const LoadOptions& options = {}) {
  try {
    parse_scenario("format = 1\n" + text, folder.path() / "a.toml", options);
  } catch (const ScenarioError& error) {
    return folder.plain(error.what());
  }
  return "";
}

TEST(Read, AFileWithOnlyItsFormatIsTheDefaults) {
  const TempFolder folder;
  const ScenarioFile file = read(folder, "");
  EXPECT_TRUE(file.scenario == Scenario{});
  EXPECT_EQ(file.world->cercles.size(), 50u);
  EXPECT_EQ(file.world->borders.size(), 116u);
  EXPECT_TRUE(file.notes.empty());
}

TEST(Read, TheShippedBaselineReadsAndDepartsFromNoDefault) {
  const ScenarioFile file =
      load_scenario(fs::path(palabre::test::root()) / "scenarios" / "baseline.toml");
  EXPECT_TRUE(file.scenario.params == Params{});
  EXPECT_TRUE(file.scenario.levers == Scenario{}.levers);
  EXPECT_FALSE(file.scenario.expectations.empty());
  EXPECT_FALSE(file.scenario.not_modelled.empty());
  EXPECT_FALSE(file.scenario.title.fr.empty());
  EXPECT_FALSE(file.world->credits.empty());
}

TEST(Read, TheExampleOfTheContractReads) {
  const TempFolder folder;
  folder.write("baseline.toml", "format = 1\n[parameters.talks]\nguarantee = 0.3\n");
  const ScenarioFile file = read(folder, R"(
title   = { en = "Public good offices", fr = "Bons offices publics" }
summary = { en = "The High Islamic Council's mission is announced openly." }
base = "baseline.toml"
world = "mali"
start = 2022-02-14
weeks = 260
replicates = 1000
seed = 20220214
not_modelled = ["coups inside the armed group", "regional war"]
[parameters.talks]
mediator = 0.8
[levers]
french_withdrawal = 2022-02-17
talks_channel = "public"
[sources]
"talks.mediator" = { claim = "C42", says = "principle of a ceasefire", confidence = "low" }
[[expect]]
statistic = "talks_by_week_104"
at_least = 0.55
at_most = 0.85
why = "C1: a channel with standing makes contact likelier"
[[expect]]
statistic = "talks_by_week_104"
compared_to = "baseline.toml"
higher_by = 0.05
claim = "C1"
[[sweep]]
name = "guarantee by mediator"
method = "grid"
vary = { "talks.guarantee" = [0.0, 0.25, 0.5, 0.75, 1.0], "talks.mediator" = [0.2, 0.6, 1.0] }
replicates = 400
)");
  const Scenario& s = file.scenario;
  EXPECT_EQ(s.title.in(Lang::fr), "Bons offices publics");
  EXPECT_EQ(s.summary.in(Lang::fr), "The High Islamic Council's mission is announced openly.");
  EXPECT_EQ(s.params.talks_mediator, 0.8);
  EXPECT_EQ(s.params.talks_guarantee, 0.3);
  EXPECT_EQ(s.levers.french_withdrawal, Date::from(day(2022, 2, 17)));
  EXPECT_EQ(s.levers.talks_channel, int(TalksChannel::public_));
  EXPECT_EQ(s.sources.at("talks.mediator"), (Source{"C42", "principle of a ceasefire", "low"}));
  ASSERT_EQ(s.expectations.size(), 2u);
  EXPECT_EQ(s.expectations[0].at_most, 0.85);
  EXPECT_EQ(s.expectations[1].compared_to, "baseline.toml");
  EXPECT_EQ(s.expectations[1].line, 24);
  ASSERT_EQ(s.sweeps.size(), 1u);
  ASSERT_EQ(s.sweeps[0].vary.size(), 2u);
  EXPECT_EQ(s.sweeps[0].vary[0].key, "talks.guarantee");  // in the order of the file
  EXPECT_EQ(s.sweeps[0].vary[1].values.size(), 3u);
  EXPECT_EQ(s.sweeps[0].replicates, 400);
  EXPECT_EQ(file.chain.size(), 2u);
}

TEST(Read, WholeNumbersServeWhereNumbersAreDue) {
  const TempFolder folder;
  EXPECT_EQ(read(folder, "[parameters.talks]\nmediator = 1\n").scenario.params.talks_mediator, 1.0);
  EXPECT_EQ(
      read(folder, "[levers]\nprisoners_released = 0x28\n").scenario.levers.prisoners_released,
      40.0);
}

TEST(Read, APlainTitleServesBothLanguages) {
  const TempFolder folder;
  const LocalText title = read(folder, "title = \"Été\"\n").scenario.title;
  EXPECT_EQ(title.in(Lang::en), "Été");
  EXPECT_EQ(title.in(Lang::fr), "Été");
}

TEST(Read, AQuestionNotesAndTheFigureThatAnswersAreRead) {
  const TempFolder folder;
  const Scenario s =
      read(folder,
           "question = { en = \"Why?\", fr = \"Pourquoi ?\" }\nnotes = \"\"\"\nMine.\n"
           "Two lines.\"\"\"\nabout = \"talks_by_week_104\"\n")
          .scenario;
  EXPECT_EQ(s.question, (LocalText{"Why?", "Pourquoi ?"}));
  EXPECT_EQ(s.notes, (LocalText{"Mine.\nTwo lines.", ""}));
  EXPECT_EQ(s.about, "talks_by_week_104");
  EXPECT_EQ(read(folder, "about = \"outcome.frozen\"\n").scenario.about, "outcome.frozen");
  folder.write("b.toml", "format = 1\nquestion = \"B?\"\nnotes = \"b\"\nabout = \"coup\"\n");
  const Scenario child = read(folder, "base = \"b.toml\"\n").scenario;
  EXPECT_EQ(child.question, LocalText{});
  EXPECT_EQ(child.notes, LocalText{});
  EXPECT_EQ(child.about, "");
  try {
    read(folder, "question = 3\nnotes = { en = \"a\", de = \"b\" }\nabout = \"talk_started\"\n");
    FAIL();
  } catch (const ScenarioError& error) {
    ASSERT_EQ(error.diagnostics().size(), 3u);
    EXPECT_TRUE(error.diagnostics()[0].to_string().ends_with("question: needs text in quotes"));
    EXPECT_TRUE(error.diagnostics()[1].to_string().ends_with("notes.de: no such key"));
    EXPECT_TRUE(error.diagnostics()[2].to_string().ends_with("(did you mean talks_started?)"))
        << error.diagnostics()[2].to_string();
  }
}

TEST(Read, TheChildWinsKeyByKeyAndInheritsNoWordsOrBlocks) {
  const TempFolder folder;
  folder.write("b.toml",
               "format = 1\ntitle = \"B\"\nweeks = 52\nseed = 7\nnot_modelled = [\"x\"]\n"
               "[parameters.talks]\nmediator = 0.1\nguarantee = 0.1\n"
               "[issues.prisoners]\nkoufa = 0.5\n[switches]\nviolence = \"hegemony\"\n"
               "[sources]\n\"talks.mediator\" = { claim = \"C1\" }\n"
               "\"talks.guarantee\" = { claim = \"C2\" }\n"
               "[[expect]]\nstatistic = \"coup\"\nat_most = 1\n[[sweep]]\nname = \"s\"\n"
               "method = \"grid\"\nvary = { \"talks.tempo\" = [1] }\n");
  const Scenario s = read(folder,
                          "base = \"b.toml\"\nweeks = 104\n[parameters.talks]\nmediator = 0.9\n"
                          "[sources]\n\"talks.mediator\" = { claim = \"C3\" }\n")
                         .scenario;
  EXPECT_EQ(s.weeks, 104);
  EXPECT_EQ(s.seed, 7);
  EXPECT_EQ(s.params.talks_mediator, 0.9);
  EXPECT_EQ(s.params.talks_guarantee, 0.1);
  EXPECT_EQ(s.issues[2].koufa, 0.5);
  EXPECT_EQ(s.switches.violence, 1);
  EXPECT_EQ(s.sources.at("talks.mediator").claim, "C3");
  EXPECT_EQ(s.sources.at("talks.guarantee").claim, "C2");
  EXPECT_EQ(s.not_modelled, (std::vector<LocalText>{{"x", ""}}));
  EXPECT_TRUE(s.title.en.empty());
  EXPECT_TRUE(s.expectations.empty());
  EXPECT_TRUE(s.sweeps.empty());
  EXPECT_TRUE(read(folder, "base = \"b.toml\"\nnot_modelled = []\n").scenario.not_modelled.empty());
}

TEST(Read, EverythingWrongInFileBaseAndWorldIsReportedAtOnce) {
  const TempFolder folder;
  SmallWorld world;
  SmallWorld::replace(world.borders, "Bb,Cc", "Bb,Cd");
  world.write(folder);
  folder.write("b.toml", "format = 1\nworld = \"w\"\n[parameters.talks]\nmediator = 3\n");
  EXPECT_EQ(told(folder, "base = \"b.toml\"\nweeks = 0\nwords = 1\nseed = true\n"),
            "a.toml:3:9: weeks: 0 is out of range (allowed: 1 to 1040)\n"
            "a.toml:4:1: words: no such key (did you mean world?)\n"
            "a.toml:5:8: seed: needs a whole number (allowed: 0 to 9223372036854775807)\n"
            "b.toml:4:12: talks.mediator: 3 is out of range (allowed: 0 to 1)\n"
            "w/w_adjacency.csv:3:4: b: Cd: no such cercle (did you mean Cc?)");
}

TEST(Read, APresetOverridesEarlierFilesAndYieldsToItsOwnAndLaterOnes) {
  const TempFolder folder;
  folder.write("early.toml", "format = 1\n[parameters.talks]\nmediator = 0.11\nguarantee = 0.12\n");
  folder.write("preset.toml",
               "format = 1\nbase = \"early.toml\"\n[parameters.talks]\nguarantee = 0.33\n"
               "[levers]\nmediator = \"dicko\"\n");
  const Scenario s =
      read(folder, "base = \"preset.toml\"\n[parameters.talks]\ndeniability = 0.44\n").scenario;
  EXPECT_EQ(s.params.talks_mediator, mediator_preset(int(Mediator::dicko)).mediator);
  EXPECT_EQ(s.params.talks_guarantee, 0.33);
  EXPECT_EQ(s.params.talks_deniability, 0.44);
  EXPECT_EQ(s.params.jihadists_pact_approval, mediator_preset(int(Mediator::dicko)).pact_approval);
}

TEST(Read, DefaultDatesMoveWithTheStartButWrittenOnesStay) {
  const TempFolder folder;
  folder.write("b.toml", "format = 1\n[levers]\nelection = 2024-06-01\n");
  const Scenario s = read(folder, "base = \"b.toml\"\nstart = 2023-01-02\n").scenario;
  EXPECT_EQ(s.levers.talks_open, Date::from(day(2023, 1, 2)));
  EXPECT_EQ(s.levers.election, Date::from(day(2024, 6, 1)));
  EXPECT_EQ(told(folder, "base = \"b.toml\"\nstart = 2025-01-06\n"),
            "b.toml:3:12: levers.election: 2024-06-01 lies before the start (2025-01-06)");
  EXPECT_EQ(
      told(folder, "base = \"b.toml\"\nstart = 2025-01-06\n[levers]\nelection = 2025-06-01\n"), "");
}

TEST(Read, EveryDateLeverTakesNever) {
  const TempFolder folder;
  for (const LeverSpec& row : lever_specs())
    if (row.kind == LeverKind::Date) {
      const std::string text = "[levers]\n" + std::string(row.name) + " = \"never\"\n";
      const Scenario s = read(folder, text).scenario;
      EXPECT_TRUE((s.levers.*std::get<Date Levers::*>(row.field)).is_never()) << row.name;
    }
}

TEST(Read, PactsOfTheChildReplaceThoseOfTheBase) {
  const TempFolder folder;
  folder.write("b.toml",
               "format = 1\n[[pact]]\ncercle = \"Niono\"\ndate = 2022-03-01\napproved = true\n");
  const std::string base = "base = \"b.toml\"\n";
  ASSERT_EQ(read(folder, base).scenario.pacts.size(), 1u);
  EXPECT_EQ(read(folder, base).scenario.pacts[0].approved, true);
  EXPECT_EQ(read(folder, base).scenario.pacts[0].social_rules, std::nullopt);
  EXPECT_TRUE(read(folder, base + "pact = []\n").scenario.pacts.empty());
  const Scenario s =
      read(folder, base + "[[pact]]\ncercle = \"Koro\"\ndate = 2022-04-01\nsocial_rules = 1\n")
          .scenario;
  ASSERT_EQ(s.pacts.size(), 1u);
  EXPECT_EQ(s.pacts[0].cercle, "Koro");
  EXPECT_EQ(s.pacts[0].social_rules, 1.0);
}

TEST(Read, LinksOutOfTheFolderAreRefusedUnlessAllowed) {
  const TempFolder folder, outside;
  outside.write("b.toml", "format = 1\nweeks = 9\n");
  fs::create_symlink(outside.path() / "b.toml", folder.path() / "link.toml");
  EXPECT_EQ(told(folder, "base = \"link.toml\"\n"),
            "a.toml:2:8: base: link.toml leads out of the folder (--allow-outside permits it)");
  LoadOptions options;
  options.allow_outside = true;
  EXPECT_EQ(told(folder, "base = \"link.toml\"\n", options), "");
  EXPECT_EQ(told(folder, "base = \"" + (outside.path() / "b.toml").string() + "\"\n", options), "");
}

TEST(Read, AWorldThroughALinkOutOfTheFolderIsRefusedAndNoOtherTakesItsPlace) {
  const TempFolder folder, outside;
  const fs::path elsewhere = SmallWorld().write(outside, "mali");
  fs::create_directory_symlink(elsewhere, folder.path() / "mali");
  EXPECT_EQ(told(folder, "world = \"mali\"\n"),
            "a.toml:2:9: world: mali leads out of the folder (--allow-outside permits it)");
  LoadOptions options;
  options.allow_outside = true;
  EXPECT_EQ(told(folder, "world = \"mali\"\n", options), "");
}

TEST(Read, ACercleOfAPactThatIsNotThereIsToldAtItsPlace) {
  const TempFolder folder;
  EXPECT_EQ(told(folder, "[[pact]]\ncercle = \"Nionoo\"\ndate = 2020-01-01\n"),
            "a.toml:3:10: pact.cercle: Nionoo: no such cercle (did you mean Niono?)\n"
            "a.toml:4:8: pact.date: 2020-01-01 lies before the start (2022-02-14)");
}

TEST(Read, ASideWithoutWeightsIsToldAtTheLastOfThem) {
  const TempFolder folder;
  std::string text;
  for (const IssueSpec& issue : issue_specs())
    text += "[issues." + std::string(issue.name) + "]\nweight_junta = 0\n";
  EXPECT_EQ(told(folder, text),
            "a.toml:13:16: issues.elections.weight_junta: the weights of this side are all zero");
}

TEST(Read, WeeksOfTheCommandLineDecideWhichDatesNeverAct) {
  const TempFolder folder;
  const std::string text = "format = 1\nweeks = 10\n[levers]\nelection = 2022-04-25\n";
  const auto notes = [&](int weeks) {
    LoadOptions options;
    options.weeks = weeks;
    return parse_scenario(text, folder.path() / "a.toml", options).notes.size();
  };
  EXPECT_EQ(notes(10), 1u);
  EXPECT_EQ(notes(11), 0u);
}

TEST(Read, WorldsAreLookedForBesideTheFileThenInTheNamedFolder) {
  const TempFolder folder, elsewhere;
  SmallWorld().write(elsewhere);
  EXPECT_NE(told(folder, "world = \"w\"\n"), "");
  ::setenv("PALABRE_SCENARIOS", elsewhere.path().c_str(), 1);
  EXPECT_EQ(read(folder, "world = \"w\"\n").world->cercles.size(), 4u);
  EXPECT_EQ(shipped_scenarios(), elsewhere.path());
  ::unsetenv("PALABRE_SCENARIOS");
  EXPECT_EQ(fs::canonical(shipped_scenarios()),
            fs::canonical(fs::path(palabre::test::root()) / "scenarios"));
  LoadOptions options;
  options.scenarios_folder = elsewhere.path();
  EXPECT_EQ(told(folder, "world = \"w\"\n", options), "");
  SmallWorld small;
  SmallWorld::replace(small.cercles, "Aa,R", "Zz,R");
  SmallWorld::replace(small.borders, "Aa", "Zz");
  SmallWorld::replace(small.outlines, "\"Aa\"", "\"Zz\"");
  small.write(folder);
  EXPECT_EQ(read(folder, "world = \"w\"\n").world->cercles[0].name, "Zz");
}

TEST(Read, BasesAreLookedForBesideTheFileThenAmongTheShippedOnes) {
  const TempFolder folder;
  const ScenarioFile far = read(folder, "base = \"baseline.toml\"\n");
  ASSERT_EQ(far.chain.size(), 2u);
  EXPECT_EQ(far.chain[1], shipped_scenarios() / "baseline.toml");
  EXPECT_EQ(read(folder, "base = \"hindcasts/hindcast_2018.toml\"\n").chain[1],
            shipped_scenarios() / "hindcasts/hindcast_2018.toml");
  folder.write("baseline.toml", "format = 1\nseed = 77\n");
  EXPECT_EQ(read(folder, "base = \"baseline.toml\"\n").scenario.seed, 77);
  EXPECT_NE(told(folder, "base = \"../sim/README.md\"\n"), "");
  EXPECT_NE(told(folder, "base = \"mali\"\n"), "") << "a folder is no base";
}

TEST(Read, WorldBytesAreTheThreeFilesInOrder) {
  const TempFolder folder;
  const SmallWorld small;
  const World world = load_world(small.write(folder));
  EXPECT_EQ(world.bytes, small.cercles + small.borders + small.outlines);
  EXPECT_EQ(world.name, "w");
  EXPECT_EQ(world.regions, (std::vector<std::string>{"R", "S"}));
  EXPECT_EQ(world.neighbours[1], (std::vector<int>{0, 2}));
  EXPECT_EQ(world.outlines[3].rings[0].size(), 3u);
  EXPECT_EQ(world.find("Dd"), 3);
  EXPECT_EQ(world.find("Ee"), -1);
}

TEST(Values, EveryKeyGivesBackWhatItWasSetTo) {
  Scenario scenario;
  for (const std::string& key : scenario_keys()) {
    const auto value = get_value(scenario, key);
    ASSERT_TRUE(value.has_value()) << key;
    Scenario other = scenario;
    EXPECT_FALSE(set_value(other, key, *value)) << key;
  }
  EXPECT_EQ(scenario_keys().size(),
            param_specs().size() + lever_specs().size() + switch_specs().size() + 6 * 9 - 4);
  EXPECT_FALSE(get_value(scenario, "issues.foreign_troops.junta"));
  EXPECT_FALSE(get_value(scenario, "talks"));
}

TEST(Values, SettingTheMediatorSetsItsPreset) {
  Scenario scenario;
  EXPECT_FALSE(set_value(scenario, "levers.mediator", std::string("foreign_state")));
  EXPECT_EQ(scenario.params.talks_guarantee, 0.40);
  EXPECT_EQ(*get_value(scenario, "levers.mediator"), Value(std::string("foreign_state")));
}

TEST(Values, ARefusalChangesNothing) {
  for (const std::string& key : scenario_keys())
    for (const Value& bad : {Value(1e300), Value(std::string("?")), Value(-1e300)}) {
      Scenario scenario;
      EXPECT_TRUE(set_value(scenario, key, bad)) << key;
      EXPECT_TRUE(scenario == Scenario{}) << key;
    }
}

TEST(Overrides, ApplyLeftToRightWithTheSpellingOfTheFile) {
  Scenario scenario;
  const std::vector<std::string> assignments = {"talks.mediator=0.3",
                                                "levers.french_withdrawal=never",
                                                "levers.election=2023-01-02",
                                                "levers.full_precondition_offer=true",
                                                "levers.talks_channel=secret",
                                                "switches.bargaining=\"utilitarian\"",
                                                "issues.prisoners.koufa = 0.5",
                                                "talks.tempo=1",
                                                "talks.tempo=1.1"};
  apply_overrides(scenario, assignments);
  EXPECT_EQ(scenario.params.talks_mediator, 0.3);
  EXPECT_TRUE(scenario.levers.french_withdrawal.is_never());
  EXPECT_EQ(scenario.levers.election, Date::from(day(2023, 1, 2)));
  EXPECT_TRUE(scenario.levers.full_precondition_offer);
  EXPECT_EQ(scenario.levers.talks_channel, int(TalksChannel::secret));
  EXPECT_EQ(scenario.switches.bargaining, int(BargainingSolution::utilitarian));
  EXPECT_EQ(scenario.issues[2].koufa, 0.5);
  EXPECT_EQ(scenario.params.talks_tempo, 1.1);
}

TEST(Overrides, AValueSetByHandOutlastsAPreset) {
  Scenario scenario;
  const std::vector<std::string> assignments = {"talks.mediator=0.3", "levers.mediator=dicko"};
  apply_overrides(scenario, assignments);
  EXPECT_EQ(scenario.params.talks_mediator, 0.3);
  EXPECT_EQ(scenario.params.talks_deniability, 0.6);
}

TEST(Overrides, ADateAfterTheEndIsRemarkedOn) {
  Scenario scenario;
  const std::vector<std::string> assignments = {
      "levers.election=2031-01-01", "levers.minusma_exit=2031-01-01", "levers.minusma_exit=never"};
  const auto notes = apply_overrides(scenario, assignments);
  ASSERT_EQ(notes.size(), 1u);
  EXPECT_EQ(notes[0].to_string(),
            "--set:1: levers.election: 2031-01-01 never acts: the scenario ends on 2027-02-08");
}

TEST(Overrides, AKeyWithoutItsGroupOrWithThatOfTheFileIsUnderstood) {
  for (const std::string key : {"mediator", "parameters.talks.mediator"}) {
    Scenario scenario;
    const std::vector<std::string> assignments = {key + "=0.3"};
    try {
      apply_overrides(scenario, assignments);
      ADD_FAILURE() << key;
    } catch (const ScenarioError& error) {
      EXPECT_EQ(error.what(),
                "--set:1: " + key + ": no such parameter (did you mean talks.mediator?)");
    }
  }
}

TEST(Overrides, SharesAreJudgedWhenAllAreSet) {
  Scenario scenario;
  scenario.params.territory_state_share = 0.6;
  const std::vector<std::string> assignments = {"territory.jihadist_share=0.45",
                                                "territory.state_share=0.3"};
  EXPECT_NO_THROW(apply_overrides(scenario, assignments));
}

}  // namespace read_test
}  // namespace palabre
