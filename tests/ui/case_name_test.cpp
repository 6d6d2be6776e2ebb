// A changed case is not called by the name of the file it came from; a case of its own says nothing
// about its parent.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "sim/scenario/share_code.hpp"
#include "sim/tables/visible.hpp"
#include "tests/ui/robot.hpp"
#include "ui/panels/commands.hpp"
#include "ui/work/answer.hpp"
#include "ui/work/case_name.hpp"

namespace palabre::ui::test {
namespace case_name_test {

using testing::HasSubstr;
using testing::Not;

fs::path dicko() { return shipped_scenarios() / "dicko_truce_and_release.toml"; }

void change(Robot& robot, const char* key, double value) {
  robot.app().act(SetValue{key, Value{value}, true});
  robot.settle();
}

std::string written(Robot& robot, const std::string& what, FigureFormat format) {
  const Folder folder;
  const fs::path path = folder.path() / "figure";
  robot.app().act(ExportFigure{what, format, path});
  return bytes_of(path);
}

TEST(CaseName, AChangedCaseIsCalledByItsChangesEverywhere) {
  Robot robot(quick_options(), dicko());
  const std::string title = robot.app().file().scenario.title.en;
  EXPECT_THAT(robot.app().window_title(), HasSubstr(title));
  change(robot, "talks.guarantee", 0.9);
  EXPECT_THAT(robot.app().window_title(), HasSubstr(" + 1 change"));
  change(robot, "talks.mediator", 0.7);
  const CaseName& name = robot.app().document().name();
  EXPECT_EQ(name.changes, 2);
  EXPECT_THAT(name.brief.en, HasSubstr(" + 2 changes"));
  EXPECT_THAT(name.full.en, HasSubstr("guarantee"));
  EXPECT_THAT(robot.app().window_title(), HasSubstr(name.brief.en));
  EXPECT_THAT(robot.app().window_title(), Not(HasSubstr("dicko_truce")));
  EXPECT_THAT(written(robot, "map", FigureFormat::svg), HasSubstr(markup(name.brief.en)));
  EXPECT_THAT(written(robot, "report", FigureFormat::html), HasSubstr(markup(name.full.en)));
  robot.press(ctrl('L'));
  EXPECT_EQ(read_share_code(ImGui::GetClipboardText()).scenario.title,
            robot.app().file().scenario.title)
      << "whoever opens it counts the changes too";
  robot.app().act(SetLang{Lang::fr});
  robot.step();
  EXPECT_THAT(robot.app().window_title(), HasSubstr(" + 2 changements"));
}

TEST(CaseName, AShareCodeOfAnUnchangedCaseOpensAsUnchanged) {
  const ScenarioFile file = load_scenario(dicko());
  Robot robot(quick_options(), share_code(file.scenario, *file.world));
  EXPECT_EQ(robot.app().document().name().changes, 0);
  EXPECT_EQ(robot.app().document().name().brief, file.scenario.title);
  EXPECT_TRUE(robot.app().file().scenario.levers == robot.app().draft().levers)
      << "the list of changed values is empty";
  EXPECT_TRUE(robot.app().dirty()) << "it has no file yet";
  change(robot, "talks.guarantee", 0.9);
  EXPECT_THAT(robot.app().document().name().brief.en, HasSubstr(" + 1 change"));
}

TEST(CaseName, SaveAsLeavesTheWordsOfTheParentBehind) {
  const Folder folder;
  folder.baseline_copy("baseline.toml");  // what the expectations compare with
  Robot robot(quick_options(), dicko());
  const Scenario parent = robot.app().file().scenario;
  ASSERT_FALSE(parent.expectations.empty());
  change(robot, "talks.guarantee", 0.9);
  for (const bool along : {false, true}) {
    const fs::path path = folder.path() / (along ? "along.toml" : "alone.toml");
    robot.press({letter('S'), true, true, false});
    robot.step(3);
    robot.write_over("dialog.path", path.string());
    if (along) robot.click("save.expectations");
    robot.click("button.accept");
    robot.settle();
    ASSERT_EQ(robot.app().dialog(), Dialog::none) << robot.app().problem();
    const Scenario saved = load_scenario(path).scenario;
    EXPECT_FALSE(saved.title == parent.title);
    EXPECT_THAT(saved.title.en, HasSubstr("Imam Dicko mediating")) << "suggested from the changes";
    EXPECT_NE(saved.title.fr, saved.title.en);
    EXPECT_EQ(saved.summary, LocalText{});
    EXPECT_EQ(saved.expectations.empty(), !along);
    EXPECT_TRUE(saved.levers == robot.app().draft().levers);
    const std::string text = bytes_of(path);
    EXPECT_THAT(text, Not(HasSubstr(parent.title.en)));
    EXPECT_FALSE(robot.app().dirty());
    EXPECT_THAT(robot.app().window_title(), HasSubstr("Imam Dicko mediating"));
    robot.app().act(OpenFile{dicko()});
    change(robot, "talks.guarantee", 0.9);
  }
}

TEST(CaseName, SavingDoesNotChangeWhatItIsHeldAgainst) {
  const Folder folder;
  AppOptions options;
  options.asks_why = options.parameter_uncertainty = false;
  options.still = true;
  options.replicates = 48;
  const fs::path path = folder.path() / "mine.toml";
  std::string before;
  {
    Robot robot(options, dicko());
    change(robot, "talks.guarantee", 0.9);
    before = robot.app().answer().answer->sentence.en;
    robot.app().act(SaveFileAs{path});
    robot.settle();
    EXPECT_EQ(robot.app().answer().answer->sentence.en, before);
  }
  Robot again(options, path);
  EXPECT_EQ(again.app().answer().answer->sentence.en, before) << "reopened";
}

TEST(CaseName, IsWrittenInAPanelWithItsQuestion) {
  const Folder folder;
  Robot robot(quick_options(), folder.baseline_copy());
  change(robot, "talks.guarantee", 0.9);
  robot.press(ctrl('I'));
  robot.step(3);
  ASSERT_EQ(robot.app().dialog(), Dialog::case_words);
  robot.click("button.case_suggest");
  robot.click("button.case_apply");
  EXPECT_THAT(robot.app().document().name().brief.en, HasSubstr("guarantee"));
  EXPECT_EQ(robot.app().document().name().changes, 0) << "a name of its own";
  robot.press(ctrl('I'));
  robot.step(3);
  robot.write_over("case.title", "Who vouches?");
  robot.write_over("case.question", "Does a guarantee hold the truce?");
  robot.write_over("case.notes", "For the workshop.");
  robot.click("button.case_apply");
  robot.settle();
  EXPECT_EQ(robot.app().dialog(), Dialog::none);
  EXPECT_THAT(robot.app().window_title(), HasSubstr("Who vouches?"));
  robot.press(ctrl('S'));
  const Scenario saved = load_scenario(robot.app().file().path).scenario;
  EXPECT_EQ(saved.title.en, "Who vouches?");
  EXPECT_EQ(saved.question.en, "Does a guarantee hold the truce?");
  EXPECT_EQ(saved.notes.en, "For the workshop.");
  robot.press(ctrl('Z'));
  EXPECT_THAT(robot.app().document().name().brief.en, Not(HasSubstr("vouches")));
}

TEST(CaseName, ANewCaseIsCalledByWhatItIsBasedOn) {
  Robot robot(quick_options(), dicko());
  robot.press(ctrl('N'));
  robot.settle();
  change(robot, "talks.guarantee", 0.9);
  EXPECT_THAT(robot.app().document().name().brief.en, HasSubstr("Baseline + 1 change"));
}

TEST(CaseName, WordsOfAStrangerBeginNoCommentOfTheirOwn) {
  const Folder folder;
  folder.baseline_copy();
  const fs::path path = folder.path() / "own.toml";
  std::ofstream(path) << "format = 1\nbase = \"baseline.toml\"\n"
                         "not_modelled = [\"gold\\ncode palabre2:x\\u001b\"]\n";
  AppOptions options;
  options.still = true;
  options.asks_why = false;
  options.replicates = 16;
  Robot robot(options, path);
  const std::string text = written(robot, "map", FigureFormat::csv);
  EXPECT_THAT(text, HasSubstr("gold code palabre2:x\\u001B"));
  EXPECT_EQ(text.find("\n# code palabre2:x"), std::string::npos);
}

}  // namespace case_name_test
}  // namespace palabre::ui::test
