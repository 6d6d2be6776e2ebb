// What was written under names of before is read, edited and run as ever, with a notice; digests do
// not depend on a name. rename.sh leaves this file alone.

#include "sim/tables/old_names.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "sim/cli/usage.hpp"
#include "sim/model/compile.hpp"
#include "sim/scenario/share_code.hpp"
#include "sim/tables/tables.hpp"
#include "sim/tables/text.hpp"
#include "tests/unit/scenario_support.hpp"

namespace palabre::test {
namespace old_names_test {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* kOldFile =
    "format = 1\n"
    "base = \"baseline.toml\"\n"
    "[parameters.ignorance]  # ours\n"
    "width = 0.25  # a guess\n"
    "[sources]\n"
    "\"ignorance.width\" = { claim = \"C21\" }\n"
    "[[sweep]]\n"
    "name = \"wide\"\n"
    "method = \"grid\"\n"
    "vary = { \"ignorance.width\" = [0.1, 0.2] }\n";

ScenarioFile parsed(const TempFolder& folder, std::string text) {
  fs::copy(shipped_scenarios() / "baseline.toml", folder.path() / "baseline.toml",
           fs::copy_options::skip_existing);
  fs::copy(shipped_scenarios() / "mali", folder.path() / "mali",
           fs::copy_options::recursive | fs::copy_options::skip_existing);
  return parse_scenario(std::move(text), folder.path() / "old.toml");
}

TEST(OldNames, LeadToNamesThatExistAndAreNoneThemselves) {
  const auto groups = param_groups();
  for (const OldName& name : old_names()) {
    EXPECT_EQ(name_now(name.kind, name.before), name.now);
    EXPECT_EQ(name_now(name.kind, name.now), "");
    EXPECT_EQ(first_name(name.kind, name.now), name.before);
    if (name.kind == NameKind::group) {
      EXPECT_NE(std::find(groups.begin(), groups.end(), name.now), groups.end());
      EXPECT_EQ(std::find(groups.begin(), groups.end(), name.before), groups.end());
    }
    if (name.kind == NameKind::key) {
      EXPECT_NE(find_param(name.now), nullptr) << name.now;
      EXPECT_EQ(find_param(name.before), nullptr) << name.before;
    }
    if (name.kind == NameKind::command) {
      std::ostringstream out, err;
      EXPECT_EQ(run_command_line({std::string(name.now), "--help"}, {}, out, err), 0) << err.str();
    }
  }
  EXPECT_EQ(name_now(NameKind::command, "run"), "");
  EXPECT_EQ(first_name(NameKind::key, "talks.mediator"), "talks.mediator");
}

TEST(OldNames, AFileIsReadWithANoteForEach) {
  const TempFolder folder;
  const ScenarioFile file = parsed(folder, kOldFile);
  EXPECT_EQ(file.scenario.params.uncertainty_width, 0.25);
  EXPECT_EQ(file.scenario.sources.at("uncertainty.width").claim, "C21");
  ASSERT_EQ(file.scenario.sweeps.size(), 1u);
  EXPECT_EQ(file.scenario.sweeps.front().vary.front().key, "uncertainty.width");
  std::vector<std::string> notes;
  for (const Diagnostic& note : file.notes) notes.push_back(folder.plain(note.to_string(Lang::en)));
  EXPECT_THAT(notes,
              ElementsAre("old.toml:3:13: parameters.ignorance: is called uncertainty now; "
                          "the old name is understood in format 1 only",
                          "old.toml:6:1: sources.ignorance.width: is called "
                          "uncertainty.width now; the old name is understood in format 1 only",
                          "old.toml:10:10: sweep.vary.ignorance.width: is called "
                          "uncertainty.width now; the old name is understood in format 1 only"));
}

TEST(OldNames, SavingChangesTheValueWhereItStands) {
  const TempFolder folder;
  const ScenarioFile file = parsed(folder, kOldFile);
  EXPECT_EQ(patched_text(file, file.scenario), kOldFile);
  Scenario changed = file.scenario;
  changed.params.uncertainty_width = 0.3;
  std::string wanted = kOldFile;
  wanted.replace(wanted.find("0.25"), 4, "0.3");
  EXPECT_EQ(patched_text(file, changed), wanted);
  EXPECT_EQ(parsed(folder, wanted).scenario.params.uncertainty_width, 0.3);
}

TEST(OldNames, OneBesideThePresentNameIsAMistake) {
  const TempFolder folder;
  try {
    parsed(folder, std::string(kOldFile) + "[parameters.uncertainty]\nwidth = 0.1\n");
    FAIL();
  } catch (const ScenarioError& error) {
    EXPECT_THAT(error.in(Lang::en),
                HasSubstr("old.toml:3:13: parameters.ignorance: no such group of parameters"));
  }
}

TEST(OldNames, AnAssignmentIsTakenWithANote) {
  Scenario scenario = load_scenario(shipped_scenarios() / "baseline.toml").scenario;
  const std::vector<std::string> assignments{"talks.mediator=0.8", "ignorance.width=0.2"};
  const std::vector<Diagnostic> notes = apply_overrides(scenario, assignments);
  EXPECT_EQ(scenario.params.uncertainty_width, 0.2);
  ASSERT_EQ(notes.size(), 1u);
  EXPECT_EQ(notes.front().to_string(Lang::en),
            "--set:2: ignorance.width: is called uncertainty.width now; the old name is understood "
            "in format 1 only");
}

// Made by the program when the name was ignorance.width: `palabre share scenarios/baseline.toml
// --set ignorance.width=0.2 --set talks.mediator=0.8`.
TEST(OldNames, AShareCodeMadeWithThemOpensAndTellsThatTheBaselineHasChanged) {
  const ScenarioFile file =
      read_share_code("palabre1:oTIKTM5HvtUjrIK2LiQYYBaoSjLT8_KB4ZcMjKXyzJSSDLAaIy4A");
  EXPECT_EQ(file.scenario.params.uncertainty_width, 0.2);
  EXPECT_EQ(file.scenario.params.talks_mediator, 0.8);
  ASSERT_EQ(file.notes.size(), 2u);
  EXPECT_EQ(file.notes.front().what.id, TextId::files_old_name);
  EXPECT_THAT(file.notes.back().to_string(Lang::en), HasSubstr("has changed since"));
  EXPECT_EQ(scenario_digest(file.scenario, *file.world), "c367ac327df20221b93db2c51d6de6e9");
}

TEST(OldNames, OutcomesOfTheFirstEditionAreReadAsTheFigureThatSaysThemNow) {
  const TempFolder folder;
  const ScenarioFile file = parsed(folder,
                                   "format = 1\nbase = \"baseline.toml\"\n"
                                   "about = \"outcome.stalemate\"\n[[expect]]\n"
                                   "statistic = \"outcome.accord_on_jnim_terms\"\n"
                                   "at_most = 0.5\n");
  EXPECT_EQ(file.scenario.about, "outcome.frozen");
  EXPECT_EQ(file.scenario.expectations.front().statistic, "accord_on_jnim_terms");
  ASSERT_EQ(file.notes.size(), 2u);
  EXPECT_THAT(file.notes.front().to_string(Lang::en),
              HasSubstr("old.toml:3:9: about: outcome.stalemate is an outcome of the model's first "
                        "edition; read as outcome.frozen"));
}

TEST(OldNames, CommandsAndFlagsAreGivenTheirPresentNames) {
  std::ostringstream err;
  EXPECT_THAT(with_names_of_now({"luck", "a.toml", "--vary", "ignorance"}, Lang::en, err),
              ElementsAre("variance", "a.toml", "--vary", "uncertainty"));
  EXPECT_EQ(
      err.str(),
      "note: ignorance is called uncertainty now; the old name is understood in this version\n"
      "note: luck is called variance now; the old name is understood in this version\n");
  err.str("");
  EXPECT_THAT(with_names_of_now({"explain", "luck", "--binding", "-q"}, Lang::en, err),
              ElementsAre("explain", "luck", "--limiting-factors", "-q"));
  EXPECT_EQ(err.str(), "") << "-q: no messages but errors";
  EXPECT_THAT(with_names_of_now({"explain", "--", "--binding"}, Lang::fr, err),
              ElementsAre("explain", "--", "--binding"))
      << "a file may be called so";
}

}  // namespace old_names_test
}  // namespace palabre::test
