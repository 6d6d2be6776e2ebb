// Saving: the author's bytes with only what differs replaced or added.

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "tests/unit/scenario_support.hpp"

namespace palabre {
namespace save_test {

namespace fs = std::filesystem;
using test::bytes_of;
using test::TempFolder;

class Save : public testing::Test {
 protected:
  /// The text after `change`, checked to read back as wanted.
  std::string patched(const std::string& text, const std::function<void(Scenario&)>& change) {
    const ScenarioFile file = parse_scenario(text, folder_.path() / "a.toml");
    Scenario wanted = file.scenario;
    change(wanted);
    const std::string after = patched_text(file, wanted);
    EXPECT_TRUE(parse_scenario(after, folder_.path() / "a.toml").scenario == wanted) << after;
    return after;
  }
  TempFolder folder_;
};

void set(Scenario& scenario, std::string_view key, const Value& value) {
  EXPECT_FALSE(set_value(scenario, key, value)) << key;
}

TEST_F(Save, ReplacesOnlyTheBytesOfTheValue) {
  EXPECT_EQ(
      patched("# é\nformat = 1\r\n[parameters.talks]  # talks\n  mediator=0.60 # \xE2\x82\xAC\n",
              [](Scenario& s) { set(s, "talks.mediator", 0.1); }),
      "# é\nformat = 1\r\n[parameters.talks]  # talks\n  mediator=0.1 # \xE2\x82\xAC\n");
}

TEST_F(Save, LeavesTheBytesAloneWithoutAChange) {
  const std::string text =
      "\xEF\xBB\xBF"
      "format=1\r\n\r\n[levers ]\r\nelection=\"never\"";
  EXPECT_EQ(patched(text, [](Scenario&) {}), text);
}

TEST_F(Save, AddsAKeyUnderItsTableWithTheIndentOfItsNeighbours) {
  EXPECT_EQ(patched("format = 1\n[parameters.talks]\n  tempo = 1.1 # fast\n\n# end\n[levers]\n",
                    [](Scenario& s) {
                      set(s, "talks.mediator", 0.5);
                      set(s, "levers.talks_channel", std::string("public"));
                    }),
            "format = 1\n[parameters.talks]\n  tempo = 1.1 # fast\n  mediator = 0.5\n\n# "
            "end\n[levers]\ntalks_channel = \"public\"\n");
}

TEST_F(Save, MakesATableWhenThereIsNoneBeforeTheBlocks) {
  EXPECT_EQ(
      patched("format = 1\nweeks = 9\n\n# why\n[[expect]]\nstatistic = \"coup\"\nat_most = 1\n",
              [](Scenario& s) {
                set(s, "talks.mediator", 0.5);
                s.seed = 3;
              }),
      "format = 1\nweeks = 9\nseed = 3\n\n[parameters.talks]\nmediator = 0.5\n\n# "
      "why\n[[expect]]\nstatistic = \"coup\"\nat_most = 1\n");
}

TEST_F(Save, EditsDottedKeysAndBracesWhereTheyStand) {
  EXPECT_EQ(
      patched("format = 1\nparameters.talks.mediator = 0.5\nlevers = { election = \"never\" }\n",
              [](Scenario& s) {
                set(s, "talks.guarantee", 0.5);
                set(s, "talks.mediator", 0.25);
                set(s, "levers.local_effort", 2.0);
                set(s, "levers.election",
                    Date::from(std::chrono::sys_days{std::chrono::year{2023} / 1 / 2}));
              }),
      "format = 1\nparameters.talks.mediator = 0.25\nparameters.talks.guarantee = "
      "0.5\nlevers = { election = 2023-01-02, local_effort = 2.0 }\n");
}

TEST_F(Save, KeepsAMissingFinalNewlineAndTheFirstLineEnd) {
  EXPECT_EQ(patched("format = 1\r\n[levers]\r\nlocal_effort = 2",
                    [](Scenario& s) {
                      set(s, "levers.national_effort", 0.5);
                      set(s, "levers.local_effort", 3.0);
                    }),
            "format = 1\r\n[levers]\r\nlocal_effort = 3\r\nnational_effort = 0.5");
}

TEST_F(Save, AddsAnInheritedValueThatChanges) {
  folder_.write("b.toml", "format = 1\n[parameters.talks]\nmediator = 0.2\nguarantee = 0.5\n");
  EXPECT_EQ(patched("format = 1\nbase = \"b.toml\"\n",
                    [](Scenario& s) { set(s, "talks.mediator", 0.6); }),
            "format = 1\nbase = \"b.toml\"\n\n[parameters.talks]\nmediator = 0.6\n");
}

TEST_F(Save, AMediatorNeedsNoMoreThanItsLever) {
  EXPECT_EQ(
      patched("format = 1\n", [](Scenario& s) { set(s, "levers.mediator", std::string("dicko")); }),
      "format = 1\n\n[levers]\nmediator = \"dicko\"\n");
  EXPECT_EQ(patched("format = 1\n",
                    [](Scenario& s) {
                      set(s, "levers.mediator", std::string("dicko"));
                      set(s, "talks.mediator", 0.6);  // the default, against the preset
                    }),
            "format = 1\n\n[levers]\nmediator = \"dicko\"\n\n[parameters.talks]\nmediator = 0.6\n");
}

TEST_F(Save, AMovedStartWritesTheDatesThatDidNotMove) {
  const std::string text =
      patched("format = 1\n", [](Scenario& s) { s.start -= std::chrono::days(7); });
  EXPECT_NE(text.find("start = 2022-02-07\n"), text.npos);
  EXPECT_NE(text.find("election = 2024-02-12\n"), text.npos);
}

TEST_F(Save, WordsListsAndCountsAreSaved) {
  EXPECT_EQ(patched("format = 1\ntitle = 'old'\nweeks = 1_0\nsummary = { en = \"a\" }\n",
                    [](Scenario& s) {
                      s.title = {"new \"one\"", "nouveau"};
                      s.summary.fr = "résumé\n2";
                      s.weeks = 20;
                      s.replicates = 5;
                      s.not_modelled = {{"x", ""}, {"y", "z"}};
                    }),
            "format = 1\ntitle = { en = \"new \\\"one\\\"\", fr = \"nouveau\" }\nweeks = 20\n"
            "summary = { en = \"a\", fr = \"résumé\\n2\" }\n"
            "replicates = 5\nnot_modelled = [\"x\", { en = \"y\", fr = \"z\" }]\n");
}

TEST_F(Save, AQuestionNotesAndTheFigureThatAnswersAreSaved) {
  EXPECT_EQ(patched("format = 1\nquestion.en = \"Old?\"  # mine\nabout = \"coup\"\n",
                    [](Scenario& s) {
                      s.question = {"New?", "Neuf ?"};
                      s.notes = {"a\nb", ""};
                      s.about = "outcome.frozen";
                    }),
            "format = 1\nquestion.en = \"New?\"  # mine\nquestion.fr = \"Neuf ?\"\n"
            "about = \"outcome.frozen\"\nnotes = \"a\\nb\"\n");
  EXPECT_EQ(patched("format = 1\nabout = \"coup\"\nweeks = 5\n", [](Scenario& s) { s.about = ""; }),
            "format = 1\nweeks = 5\n");
}

TEST_F(Save, PactsAreAddedChangedAndRemoved) {
  const std::string text =
      "format = 1\n[[pact]]  # first\ncercle = \"Niono\"\ndate = 2022-03-01\napproved = true # "
      "?\n\n[[pact]]\ncercle = \"Koro\"\ndate = 2022-04-01\n\n[levers]\n";
  EXPECT_EQ(patched(text,
                    [](Scenario& s) {
                      s.pacts[0].approved.reset();
                      s.pacts[0].social_rules = 0.5;
                      s.pacts.push_back(s.pacts[1]);
                      s.pacts[2].cercle = "Djenne";
                    }),
            "format = 1\n[[pact]]  # first\ncercle = \"Niono\"\ndate = 2022-03-01\nsocial_rules = "
            "0.5\n\n[[pact]]\ncercle = \"Koro\"\ndate = 2022-04-01\n\n[[pact]]\ncercle = "
            "\"Djenne\"\ndate = 2022-04-01\n\n[levers]\n");
  EXPECT_EQ(patched(text, [](Scenario& s) { s.pacts.erase(s.pacts.begin()); }),
            "format = 1\n\n[[pact]]\ncercle = \"Koro\"\ndate = 2022-04-01\n\n[levers]\n");
  EXPECT_EQ(patched("format = 1\npact = [{ cercle = \"Niono\", date = 2022-03-01 }]\n",
                    [](Scenario& s) { s.pacts[0].hunters_armed = false; }),
            "format = 1\npact = [{ cercle = \"Niono\", date = 2022-03-01, hunters_armed = false "
            "}]\n");
  folder_.write("b.toml", text);
  EXPECT_EQ(patched("format = 1\nbase = \"b.toml\"\n", [](Scenario& s) { s.pacts.clear(); }),
            "format = 1\nbase = \"b.toml\"\npact = []\n");
}

TEST_F(Save, SourcesAreAddedChangedAndRemovedHoweverTheyAreSpelt) {
  const std::string text =
      "format = 1\n[sources]\n\"talks.tempo\" = { claim = \"C1\", says = \"x\" }\n"
      "[sources.\"talks.mediator\"]\nclaim = \"C2\"\n";
  EXPECT_EQ(patched(text,
                    [](Scenario& s) {
                      s.sources["talks.tempo"] = {"C3", "", "low"};
                      s.sources["talks.mediator"].says = "y";
                      s.sources["levers.election"] = {"C19", "z", ""};
                    }),
            "format = 1\n[sources]\n\"talks.tempo\" = { claim = \"C3\", confidence = \"low\" }\n"
            "\"levers.election\" = { claim = \"C19\", says = \"z\" }\n"
            "[sources.\"talks.mediator\"]\nclaim = \"C2\"\nsays = \"y\"\n");
  EXPECT_EQ(patched(text, [](Scenario& s) { s.sources.clear(); }), "format = 1\n[sources]\n");
}

TEST_F(Save, ANewListOfExpectationsAndSweepsReplacesTheOld) {
  const std::string text = patched(
      "format = 1\n[[sweep]]\nname = \"s\"\nmethod = \"grid\"\n[sweep.vary]\n\"talks.tempo\" = "
      "[1.0]\n[levers]\nelection = \"never\"\n",
      [](Scenario& s) {
        Expectation e;
        e.statistic = "coup";
        e.at_most = 0.5;
        s.expectations = {e};
        s.sweeps[0].name = "t";
        s.sweeps[0].vary.push_back(
            {"levers.election", {std::string("2023-01-02"), std::string("never")}});
        s.sweeps[0].vary.push_back({"levers.full_precondition_offer", {true, false}});
      });
  EXPECT_NE(text.find("\"levers.election\" = [2023-01-02, \"never\"]"), text.npos) << text;
  EXPECT_NE(text.find("[levers]\nelection = \"never\"\n"), text.npos) << text;
}

TEST_F(Save, AFileNotSavedYetBeginsWithItsFormat) {
  ScenarioFile file;
  Scenario wanted;
  wanted.weeks = 52;
  const ScenarioFile saved = save_scenario(file, wanted, folder_.path() / "new.toml");
  EXPECT_EQ(bytes_of(folder_.path() / "new.toml"), "format = 1\nweeks = 52\n");
  EXPECT_TRUE(saved.scenario == wanted);
}

TEST_F(Save, KeepsTheFileBeforeAndItsModeAndWritesThroughLinks) {
  const fs::path real = folder_.write("real.toml", "format = 1\nweeks = 1\n");
  ::chmod(real.c_str(), 0640);
  const fs::path link = folder_.path() / "link.toml";
  fs::create_symlink("real.toml", link);
  const ScenarioFile file = load_scenario(link);
  Scenario wanted = file.scenario;
  wanted.weeks = 2;
  save_scenario(file, wanted, link);
  EXPECT_TRUE(fs::is_symlink(link));
  EXPECT_EQ(bytes_of(real), "format = 1\nweeks = 2\n");
  EXPECT_EQ(bytes_of(folder_.path() / "link.toml~"), "format = 1\nweeks = 1\n");
  struct stat status {};
  ASSERT_EQ(::stat(real.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777u, 0640u);
  int files = 0;
  for ([[maybe_unused]] const auto& entry : fs::directory_iterator(folder_.path())) ++files;
  EXPECT_EQ(files, 3) << "something was left behind";
}

TEST_F(Save, WithoutAChangeNothingIsWritten) {
  const fs::path path = folder_.write("a.toml", "format = 1\n");
  const ScenarioFile file = load_scenario(path);
  save_scenario(file, file.scenario, path);
  EXPECT_FALSE(fs::exists(folder_.path() / "a.toml~"));
}

TEST_F(Save, ElsewhereABaseThatCannotBeReachedIsWrittenOut) {
  folder_.write("b.toml", "format = 1\nweeks = 9\n[parameters.talks]\nmediator = 0.2\n");
  folder_.write("a.toml", "format = 1\nbase = \"b.toml\"  # the base\nseed = 4\n");
  fs::create_directory(folder_.path() / "other");
  const ScenarioFile file = load_scenario(folder_.path() / "a.toml");
  const ScenarioFile saved =
      save_scenario(file, file.scenario, folder_.path() / "other" / "c.toml");
  EXPECT_TRUE(saved.scenario == file.scenario);
  EXPECT_EQ(saved.text,
            "format = 1\n# base = \"b.toml\"  # the base\nseed = 4\nweeks = 9\n\n"
            "[parameters.talks]\nmediator = 0.2\n");
}

TEST_F(Save, AFullDiskLosesNothing) {
  const fs::path path = folder_.write("a.toml", "format = 1\nweeks = 1\n");
  const ScenarioFile file = load_scenario(path);
  Scenario wanted = file.scenario;
  wanted.summary.en = std::string(2000, 'x');
  ::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  ::getrlimit(RLIMIT_FSIZE, &before);
  const rlimit tiny{1000, before.rlim_max};
  ::setrlimit(RLIMIT_FSIZE, &tiny);
  std::string told;
  try {
    save_scenario(file, wanted, path);
  } catch (const FileError& error) {
    told = error.what();
  }
  ::setrlimit(RLIMIT_FSIZE, &before);
  EXPECT_EQ(folder_.plain(told), "a.toml: no room left; nothing was changed");
  EXPECT_EQ(bytes_of(path), "format = 1\nweeks = 1\n");
  int files = 0;
  for ([[maybe_unused]] const auto& entry : fs::directory_iterator(folder_.path())) ++files;
  EXPECT_EQ(files, 2) << "only the file and its backup";
}

TEST_F(Save, AFolderIsNoTarget) {
  const ScenarioFile file = parse_scenario("format = 1\n", folder_.path() / "a.toml");
  try {
    save_scenario(file, file.scenario, folder_.path());
    ADD_FAILURE();
  } catch (const FileError& error) {
    EXPECT_EQ(error.in(Lang::en), folder_.path().string() + ": is a folder, not a file");
  }
}

}  // namespace save_test
}  // namespace palabre
