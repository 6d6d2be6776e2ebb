// Every message about scenario files, by its whole text; world_test.cpp has those about worlds. The
// last test finds messages that nothing expects.

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <set>

#include "sim/tables/text.hpp"
#include "tests/unit/scenario_support.hpp"

namespace palabre {
namespace diagnostic_test {

namespace fs = std::filesystem;

using test::SmallWorld;
using test::TempFolder;

std::set<TextId> seen;

void note(const Message& message) { seen.insert(message.id); }
void note(const ScenarioError& error) {
  for (const Diagnostic& d : error.diagnostics()) {
    note(d.what);
    if (d.hint) note(*d.hint);
  }
}

/// What a scenario text is told, at a.toml in `folder`.
std::string told(const TempFolder& folder, const std::string& text,
                 const LoadOptions& options = {}) {
  try {
    parse_scenario(text, folder.path() / "a.toml", options);
  } catch (const ScenarioError& error) {
    note(error);
    return folder.plain(error.what());
  }
  return "";
}

struct Case {
  const char* text;
  const char* expected;
};

void expect_each(std::initializer_list<Case> cases, const std::string& before = "format = 1\n") {
  const TempFolder folder;
  for (const Case& c : cases) EXPECT_EQ(told(folder, before + c.text), c.expected) << c.text;
}

TEST(Messages, OfKeysNameThePlaceAndTheLikelyKey) {
  expect_each({
      {"[parameters.talks]\nmediatr = 0.6\n",
       "a.toml:3:1: talks.mediatr: no such parameter (did you mean talks.mediator?)"},
      {"[parameters.tals]\n",
       "a.toml:2:13: parameters.tals: no such group of parameters (did you mean talks?)"},
      {"[levers]\nfrench_withdraw = \"never\"\n",
       "a.toml:3:1: levers.french_withdraw: no such lever (did you mean "
       "levers.french_withdrawal?)"},
      {"[issues.prisoner]\n",
       "a.toml:2:9: issues.prisoner: no such issue, or no such entry of one (did you mean "
       "prisoners?)"},
      {"[issues.prisoners]\nkofa = 1\n",
       "a.toml:3:1: issues.prisoners.kofa: no such issue, or no such entry of one (did you mean "
       "issues.prisoners.koufa?)"},
      {"[switches]\nbargainin = \"nash\"\n",
       "a.toml:3:1: switches.bargainin: no such switch (did you mean switches.bargaining?)"},
      {"weks = 3\n", "a.toml:2:1: weks: no such key (did you mean weeks?)"},
      {"[talks]\nmediator = 0.5\n", "a.toml:2:2: talks: no such key (write parameters.talks)"},
      {"zzzzzzzz = 3\n", "a.toml:2:1: zzzzzzzz: no such key"},
      {"[issues.foreign_troops]\njunta = 0.5\n",
       "a.toml:3:1: issues.foreign_troops.junta: is given by a parameter (set "
       "partners.junta_exit_wish instead)"},
      {"weeks = 1\nweeks = 2\n", "a.toml:3:9: weeks: is written twice"},
      {"[sources]\ntalks.mediator = { claim = \"C1\" }\n",
       "a.toml:3:1: sources.talks: a key with a point needs quotes here (write "
       "\"talks.mediator\")"},
      {"[sources]\n\"talks.mediatr\" = { claim = \"C1\" }\n",
       "a.toml:3:1: sources.talks.mediatr: no such key (did you mean talks.mediator?)"},
      {"[sources]\n\"talks.mediator\" = { claim = \"C1x\", sys = \"\" }\n",
       "a.toml:3:30: sources.talks.mediator.claim: C1x: no such claim (did you mean C1?)\n"
       "a.toml:3:37: sources.talks.mediator.sys: no such key (did you mean says?)"},
      {"[sources]\n\"talks.mediator\" = { says = \"\", confidence = \"some\" }\n",
       "a.toml:3:20: sources.talks.mediator.claim: is missing\n"
       "a.toml:3:46: sources.talks.mediator.confidence: some is not a choice (choices: low, "
       "medium, high)"},
  });
}

TEST(Messages, OfValuesSayWhatIsAllowed) {
  expect_each({
      {"[parameters.talks]\nmediator = 7\n",
       "a.toml:3:12: talks.mediator: 7 is out of range (allowed: 0 to 1)"},
      {"[parameters.war]\nrecruitment = 1.5\n",
       "a.toml:3:15: war.recruitment: 1.5 is out of range (allowed: 0 to 0.04 1/week)"},
      {"[parameters.talks]\nmediator = 0,8\n",
       "a.toml:3:12: mediator: 0,8 is not a number (write 0.8)"},
      {"[parameters.talks]\nmediator = \"0,8\"\n",
       "a.toml:3:12: talks.mediator: 0,8 is not a number (write 0.8)"},
      {"[parameters]\ntalks = { mediator = 0,8 }\n",
       "a.toml:3:22: mediator: 0,8 is not a number (write 0.8)"},
      {"[parameters.talks]\nmediator = \"high\"\n",
       "a.toml:3:12: talks.mediator: needs a number (allowed: 0 to 1)"},
      {"[parameters.talks]\nmediator = nan\n",
       "a.toml:3:12: talks.mediator: nan is not a finite number (allowed: 0 to 1)"},
      {"[parameters.talks]\nmediator = -inf\n",
       "a.toml:3:12: talks.mediator: -inf is not a finite number (allowed: 0 to 1)"},
      {"[switches]\nforce_exponent = 1.5\n",
       "a.toml:3:18: switches.force_exponent: needs a whole number (allowed: 1 to 2 x)"},
      {"[levers]\ntalks_channel = \"open\"\n",
       "a.toml:3:17: levers.talks_channel: open is not a choice (choices: by_chance, secret, "
       "public)"},
      {"[levers]\ntalks_channel = 1\n",
       "a.toml:3:17: levers.talks_channel: needs one of the choices (choices: by_chance, secret, "
       "public)"},
      {"[levers]\nfull_precondition_offer = 1\n",
       "a.toml:3:27: levers.full_precondition_offer: needs true or false"},
      {"[levers]\nfull_precondition_offer = []\n",
       "a.toml:3:27: levers.full_precondition_offer: needs true or false"},
      {"[levers]\nelection = \"2024-02-12\"\n",
       "a.toml:3:12: levers.election: needs a date or \"never\" (write 2024-02-12 without quotes)"},
      {"[levers]\nelection = \"soon\"\n",
       "a.toml:3:12: levers.election: needs a date or \"never\" (such as 2022-02-14)"},
      {"[levers]\nelection = 2024-02-12T00:00:00\n",
       "a.toml:3:12: levers.election: needs a date or \"never\" (such as 2022-02-14)"},
      {"[levers]\nelection = 2022-02-13\n",
       "a.toml:3:12: levers.election: 2022-02-13 lies before the start (2022-02-14)"},
      {"start = \"2022-02-14\"\n",
       "a.toml:2:9: start: needs a date (write 2022-02-14 without quotes)"},
      {"start = \"never\"\n", "a.toml:2:9: start: needs a date (such as 2022-02-14)"},
      {"title = 3\n", "a.toml:2:9: title: needs text in quotes"},
      {"title = { en = 3, de = \"x\" }\n",
       "a.toml:2:16: title.en: needs text in quotes\na.toml:2:19: title.de: no such key"},
      {"levers = 3\n", "a.toml:2:10: levers: needs a table (write [levers] above its values)"},
      {"[parameters]\ntalks = 3\n",
       "a.toml:3:9: parameters.talks: needs a table (write [parameters.talks] above its values)"},
      {"not_modelled = \"coups\"\n", "a.toml:2:16: not_modelled: needs a list in brackets"},
      {"not_modelled = [3]\n", "a.toml:2:17: not_modelled: needs text in quotes"},
      {"weeks = 1041\n", "a.toml:2:9: weeks: 1041 is out of range (allowed: 1 to 1040)"},
      {"weeks = 52.0\n", "a.toml:2:9: weeks: needs a whole number (allowed: 1 to 1040)"},
      {"replicates = 0\n", "a.toml:2:14: replicates: 0 is out of range (allowed: 1 to 1000000)"},
      {"seed = -1\n", "a.toml:2:8: seed: -1 is out of range (allowed: 0 to 9223372036854775807)"},
      {"[parameters.territory]\nstate_share = 0.6\njihadist_share = 0.4\n",
       "a.toml:4:18: territory.jihadist_share: state and jihadists together hold more than 0.95 of "
       "the territory"},
  });
}

TEST(Messages, OfWholeFilesComeBeforeAnyKey) {
  expect_each({{"", "a.toml:1:1: format: is missing (write format = 1)"},
               {"format = 2\nwhatever = 1\n",
                "a.toml:1:10: format: format 2 is newer than this program (it reads format 1)"},
               {"format = 0\n", "a.toml:1:10: format: 0 is out of range (write format = 1)"},
               {"format = \"1\"\n", "a.toml:1:10: format: needs a whole number (write format = 1)"},
               {"format = 1\nweeks =\n", "a.toml:2:8: weeks: has no value"},
               {"format = 1\n# é\n\"\xE9\" = 1\n",
                "a.toml:3:2: byte 0xe9 is not UTF-8 text (save the file as UTF-8 text)"},
               {"format = 1\n\x7F"
                "ELF",
                "a.toml:2:1: byte 0x7f is a control character (save the "
                "file as UTF-8 text)"}},
              "");
  const TempFolder folder;
  EXPECT_EQ(told(folder, std::string((2u << 20), '#')), "a.toml: is larger than 1024 KiB");
}

TEST(Messages, OfBasesAndWorlds) {
  const TempFolder folder;
  folder.write("loop.toml", "format = 1\nbase = \"a.toml\"\n");
  folder.write("a.toml", "format = 1\n");
  fs::create_directory(folder.path() / "folder");
  for (int i = 1; i <= 16; ++i)
    folder.write("c" + std::to_string(i) + ".toml",
                 "format = 1\nbase = \"c" + std::to_string(i + 1) + ".toml\"\n");
  folder.write("c17.toml", "format = 1\n");
  folder.write("huge.toml", "#");
  fs::resize_file(folder.path() / "huge.toml", std::uintmax_t{65} << 20);
  const std::vector<Case> cases = {
      {"base = \"\"\n", "a.toml:2:8: base: names nothing"},
      {"base = 1\n", "a.toml:2:8: base: needs text in quotes"},
      {"base = \"none.toml\"\n",
       "a.toml:2:8: base: none.toml is not there (a base is looked for from the folder of this "
       "file, then among the shipped scenarios)"},
      {"base = \"folder\"\n", "a.toml:2:8: base: folder is not a plain file"},
      {"base = \"a.toml\"\n", "a.toml:2:8: base: a.toml is this file or one that builds on it"},
      {"base = \"loop.toml\"\n",
       "loop.toml:2:8: base: a.toml is this file or one that builds on it"},
      {"base = \"../../etc/passwd\"\n",
       "a.toml:2:8: base: ../../etc/passwd leads out of the folder (--allow-outside permits it)"},
      {"base = \"/etc/passwd\"\n",
       "a.toml:2:8: base: /etc/passwd leads out of the folder (--allow-outside permits it)"},
      {"base = \"c1.toml\"\n", "c15.toml:2:8: base: more than 16 files in a chain"},
      {"base = \"huge.toml\"\n", "huge.toml: is larger than 1024 KiB"},
      {"world = \"\"\n", "a.toml:2:9: world: names nothing"},
      {"world = \"atlantis\"\n",
       "a.toml:2:9: world: no world named atlantis (looked for beside the file, in "
       "$PALABRE_SCENARIOS and among the shipped scenarios)"},
      {"world = \"../mali\"\n",
       "a.toml:2:9: world: ../mali leads out of the folder (--allow-outside permits it)"},
      {"[[pact]]\ncercle = \"Nino\"\ndate = 2022-03-01\n",
       "a.toml:3:10: pact.cercle: Nino: no such cercle (did you mean Niono?)"},
  };
  for (const Case& c : cases)
    EXPECT_EQ(told(folder, std::string("format = 1\n") + c.text), c.expected) << c.text;
}

TEST(Messages, OfExpectations) {
  expect_each({
      {"expect = 3\n", "a.toml:2:10: expect: needs blocks of its own (write [[expect]])"},
      {"expect = [3]\n", "a.toml:2:11: expect: needs blocks of its own (write [[expect]])"},
      {"[[expect]]\nat_least = 0.5\n", "a.toml:2:1: expect.statistic: is missing"},
      {"[[expect]]\nstatistic = \"talks_startd\"\nat_least = 0.5\n",
       "a.toml:3:13: expect.statistic: talks_startd: no such statistic or outcome (did you mean "
       "talks_started?)"},
      {"[[expect]]\nstatistic = \"outcome.froze\"\nat_least = 0.5\n",
       "a.toml:3:13: expect.statistic: outcome.froze: no such statistic or outcome (did you "
       "mean outcome.frozen?)"},
      {"[[expect]]\nstatistic = \"talks_started\"\n",
       "a.toml:2:1: expect: expects nothing (write at_least, at_most or both)"},
      {"[[expect]]\nstatistic = \"talks_started\"\nat_least = 55\n",
       "a.toml:4:12: expect.at_least: 55 is out of range (allowed: 0 to 1 share)"},
      {"[[expect]]\nstatistic = \"talks_started\"\nat_least = 0.5\nat_most = 0.4\n",
       "a.toml:5:11: expect.at_most: lies below at_least"},
      {"[[expect]]\nstatistic = \"talks_started\"\nat_least = 0.5\nhigher_by = 0.1\n",
       "a.toml:5:1: expect.higher_by: means nothing without compared_to"},
      {"[[expect]]\nstatistic = \"talks_started\"\ncompared_to = \"b.toml\"\nat_most = 0.1\n",
       "a.toml:2:1: expect: expects nothing (write higher_by, lower_by or same_within)\n"
       "a.toml:4:15: expect.compared_to: b.toml is not there\n"
       "a.toml:5:1: expect.at_most: has no place beside compared_to"},
      {"[[expect]]\nstatistic = \"deaths_per_year\"\ncompared_to = \"../b.toml\"\nhigher_by = 1\n"
       "lower_by = 1\nsame_within = -1\n",
       "a.toml:4:15: expect.compared_to: ../b.toml leads out of the folder (--allow-outside "
       "permits "
       "it)\n"
       "a.toml:6:1: expect.lower_by: cannot stand beside higher_by\n"
       "a.toml:7:15: expect.same_within: -1 is below zero"},
      {"[[expect]]\nstatistic = \"deaths_per_year\"\nat_most = \"1,5\"\nclaim = \"C99\"\n",
       "a.toml:4:11: expect.at_most: 1,5 is not a number (write 1.5)\n"
       "a.toml:5:9: expect.claim: C99: no such claim (did you mean C9?)"},
      {"[[expect]]\nstatistic = \"deaths_per_year\"\nat_most = true\nat_least = inf\n",
       "a.toml:4:11: expect.at_most: needs a number\n"
       "a.toml:5:12: expect.at_least: inf is not a finite number"},
      {"[[pact]]\napproved = 1\nsocial_rules = 2\n",
       "a.toml:2:1: pact.cercle: is missing\na.toml:2:1: pact.date: is missing\n"
       "a.toml:3:12: pact.approved: needs true or false\n"
       "a.toml:4:16: pact.social_rules: 2 is out of range (allowed: 0 to 1)"},
      {"[[pact]]\ncercle = \"Niono\"\ndate = \"never\"\n",
       "a.toml:4:8: pact.date: needs a date (such as 2022-02-14)"},
      {"[[pact]]\ncercle = \"Niono\"\ndate = 2021-01-01\n",
       "a.toml:4:8: pact.date: 2021-01-01 lies before the start (2022-02-14)"},
  });
}

TEST(Messages, OfSweeps) {
  const std::string named = "[[sweep]]\nname = \"s\"\n";
  expect_each({
      {"sweep = 1\n", "a.toml:2:9: sweep: needs blocks of its own (write [[sweep]])"},
      {"[[sweep]]\n",
       "a.toml:2:1: sweep.name: is missing\na.toml:2:1: sweep.method: is missing (choices: grid, "
       "list, latin_hypercube, sobol, morris)\na.toml:2:1: sweep.vary: is missing"},
  });
  expect_each(
      {
          {"method = \"gird\"\nvary = { \"talks.tempo\" = [1.0] }\n",
           "a.toml:4:10: sweep.method: gird is not a choice (choices: grid, list, "
           "latin_hypercube, sobol, morris)"},
          {"method = \"grid\"\nvary = {}\n", "a.toml:5:8: sweep.vary: holds nothing"},
          {"method = \"grid\"\nvary = { \"talks.tempo\" = [] }\n",
           "a.toml:5:26: sweep.vary.talks.tempo: holds nothing"},
          {"method = \"grid\"\nvary = { \"talks.tempo\" = 1 }\n",
           "a.toml:5:26: sweep.vary.talks.tempo: needs a list in brackets"},
          {"method = \"grid\"\nvary = { talks.mediator = [1] }\n",
           "a.toml:5:10: sweep.vary.talks: a key with a point needs quotes here (write "
           "\"talks.mediator\")"},
          {"method = \"grid\"\nvary = { \"talks.mediatr\" = [1] }\n",
           "a.toml:5:10: sweep.vary.talks.mediatr: no such parameter (did you mean "
           "talks.mediator?)"},
          {"method = \"grid\"\npoints = 3\nvary = { \"talks.mediator\" = [2], "
           "\"levers.election\" = [2020-01-01] }\n",
           "a.toml:5:1: sweep.points: means nothing for the method grid\n"
           "a.toml:6:30: sweep.vary.talks.mediator: 2 is out of range (allowed: 0 to 1)\n"
           "a.toml:6:55: sweep.vary.levers.election: 2020-01-01 lies before the start "
           "(2022-02-14)"},
          {"method = \"list\"\nvary = { \"talks.mediator\" = [0, 1], \"talks.guarantee\" = [1] }\n",
           "a.toml:5:57: sweep.vary.talks.guarantee: has 1 values where the first list has 2"},
          {"method = \"sobol\"\nvary = { \"talks.mediator\" = [1, 0], \"levers.election\" = "
           "[2022-03-01, 2022-04-01] }\n",
           "a.toml:2:1: sweep.points: is missing\n"
           "a.toml:5:29: sweep.vary.talks.mediator: needs two numbers, the lower first\n"
           "a.toml:5:57: sweep.vary.levers.election: this method varies numbers only (use grid or "
           "list)"},
          {"method = \"sobol\"\npoints = 1000001\nvary = { \"talks.mediator\" = [0] }\n",
           "a.toml:5:10: sweep.points: 1000001 is out of range (allowed: 1 to 1000000)\n"
           "a.toml:6:29: sweep.vary.talks.mediator: needs two numbers, the lower first"},
          {"method = \"morris\"\ntrajectories = 1000000\nlevels = 4\n"
           "vary = { \"talks.mediator\" = [0, 1] }\n",
           "a.toml:2:1: sweep: asks for 2e+06 points, more than 1000000"},
          {"method = \"grid\"\nvary = { \"talks.mediator\" = [0] }\n[[sweep]]\nname = \"s\"\n"
           "method = \"grid\"\nvary = { \"talks.mediator\" = [0] }\n",
           "a.toml:7:8: sweep.name: s is named twice"},
      },
      "format = 1\n" + named);
}

TEST(Messages, OfOverridesCountTheAssignments) {
  const std::vector<std::pair<std::vector<std::string>, std::string>> cases = {
      {{"talks.mediator"}, "--set:1: talks.mediator: has no value (write talks.mediator=...)"},
      {{"talks.mediator=1", "talks.mediator=2"},
       "--set:2: talks.mediator: 2 is out of range (allowed: 0 to 1)"},
      {{"talks.mediator=0,8"}, "--set:1: talks.mediator: 0,8 is not a number (write 0.8)"},
      {{"weeks=3"}, "--set:1: weeks: no such key (use --weeks)"},
      {{"levers.election=soon", "nonsense=1"},
       "--set:1: levers.election: needs a date or \"never\" (such as 2022-02-14)\n"
       "--set:2: nonsense: no such parameter"},
      {{"levers.election=\"2024-01-01\""},
       "--set:1: levers.election: needs a date or \"never\" (write 2024-01-01 without quotes)"},
      {{"levers.election=2021-01-01"},
       "--set:1: levers.election: 2021-01-01 lies before the start (2022-02-14)"},
      {{"territory.state_share=0.6", "territory.jihadist_share=0.4"},
       "--set:2: territory.jihadist_share: state and jihadists together hold more than 0.95 of the "
       "territory"},
  };
  for (const auto& [assignments, expected] : cases) {
    Scenario scenario;
    try {
      apply_overrides(scenario, assignments);
      ADD_FAILURE() << expected;
    } catch (const ScenarioError& error) {
      note(error);
      EXPECT_EQ(error.what(), expected);
      EXPECT_TRUE(scenario == Scenario{}) << "half applied";
    }
  }
}

TEST(Messages, OfDatesAfterTheEndAreNotes) {
  const TempFolder folder;
  const ScenarioFile file = parse_scenario(
      "format = 1\nweeks = 10\n[levers]\nelection = 2022-04-25\n", folder.path() / "a.toml");
  ASSERT_EQ(file.notes.size(), 1u);
  note(file.notes[0].what);
  EXPECT_EQ(folder.plain(file.notes[0].to_string()),
            "a.toml:4:12: levers.election: 2022-04-25 never acts: the scenario ends on 2022-04-25");
}

/// What reading or writing a path is told.
template <class Do>
std::string refused(const Do& act) {
  try {
    act();
  } catch (const FileError& error) {
    note(error.message());
    return error.what();
  }
  return "";
}

TEST(Messages, OfTheMachineNameThePath) {
  const TempFolder folder;
  const fs::path closed = folder.write("closed.toml", "format = 1\n");
  ::chmod(closed.c_str(), 0400);
  ::chmod(folder.path().c_str(), 0755);
  EXPECT_EQ(folder.plain(refused([&] { load_scenario(folder.path() / "none.toml"); })),
            "none.toml: no such file or folder");
  EXPECT_EQ(refused([] { load_scenario("/tmp"); }), "/tmp: is a folder, not a file");
  EXPECT_EQ(refused([] { write_file("/dev/full", "x", false); }),
            "/dev/full: no room left; nothing was changed");
  EXPECT_EQ(refused([] { read_file("/proc/self/mem", 100); }),
            "/proc/self/mem: input or output failed: the disk or device failed");
  const bool root = ::geteuid() == 0;
  if (root) {
    ASSERT_EQ(::seteuid(65534), 0);
  }
  EXPECT_EQ(folder.plain(refused([&] { write_file(closed, "x", true); })),
            "closed.toml: permission denied");
  if (root) {
    ASSERT_EQ(::seteuid(0), 0);
  }
  EXPECT_EQ(test::bytes_of(closed), "format = 1\n");
}

TEST(Messages, OfSavingSayWhatStandsInTheWay) {
  const TempFolder folder;
  folder.write("base.toml", "format = 1\n[sources]\n\"talks.mediator\" = { claim = \"C1\" }\n");
  folder.write("a.toml", "format = 1\nbase = \"base.toml\"\n");
  const ScenarioFile file = load_scenario(folder.path() / "a.toml");
  Scenario wanted = file.scenario;
  wanted.sources.clear();
  try {
    patched_text(file, wanted);
    ADD_FAILURE();
  } catch (const ScenarioError& error) {
    note(error);
    EXPECT_EQ(folder.plain(error.what()),
              "a.toml: this file cannot say what is wanted (a source named by its base cannot be "
              "taken back)");
  }
  wanted = file.scenario;
  wanted.params.talks_mediator = 3.0;
  EXPECT_EQ(folder.plain(refused([&] { save_scenario(file, wanted, file.path); })),
            "a.toml: not saved: a.toml:5:12: talks.mediator: 3 is out of range (allowed: 0 to 1)");
  folder.write("other/mali/mali_cercles.csv", "");
  EXPECT_EQ(folder.plain(refused(
                [&] { save_scenario(file, file.scenario, folder.path() / "other" / "a.toml"); })),
            "other/a.toml: not saved: other/mali/mali_adjacency.csv: no such file or folder");
  SmallWorld world;
  folder.write("third/mali/mali_cercles.csv", world.cercles);
  folder.write("third/mali/mali_adjacency.csv", world.borders);
  folder.write("third/mali/mali_outlines.json", world.outlines);
  EXPECT_EQ(folder.plain(refused(
                [&] { save_scenario(file, file.scenario, folder.path() / "third" / "a.toml"); })),
            "third/a.toml: not saved: from there the world mali is another one");
}

TEST(Messages, SpeakFrenchToo) {
  const TempFolder folder;
  try {
    parse_scenario("format = 1\n[parameters.war]\nrecruitment = 1\n", folder.path() / "a.toml");
    ADD_FAILURE();
  } catch (const ScenarioError& error) {
    EXPECT_EQ(folder.plain(error.in(Lang::fr)),
              "a.toml:3:15: war.recruitment: 1 est hors des limites "
              "(permis : 0 à 0.04 1/semaine)");
  }
}

// Runs last: the tests above have noted what they were told.
TEST(Messages, AreAllExpectedSomewhereAbove) {
  for (const TextId elsewhere :
       {TextId::files_old_name, TextId::files_former_figure, TextId::files_base_unreadable,
        TextId::files_same_look, TextId::files_missing_near, TextId::files_missing_look,
        TextId::files_comma, TextId::files_comma_hint, TextId::files_default_in_worlds,
        TextId::files_hold_in_worlds, TextId::files_number_too_large})
    seen.insert(elsewhere);  // by whole text in the tests of their readers, and in messages.txt
  constexpr std::pair<TextId, const char*> kAll[] = {
#define TEXT(id, ...) {TextId::id, #id},
#include "sim/tables/text/files.def"
#undef TEXT
  };
  for (const auto& [id, name] : kAll)
    EXPECT_TRUE(seen.count(id) || test::is_about_worlds(id) || test::is_about_slips(id) ||
                test::is_about_the_machine(id))
        << name << " is never said";
}

}  // namespace diagnostic_test
}  // namespace palabre
