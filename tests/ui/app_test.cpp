// Files, unsaved work, undo, dialogs: what must never be lost.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "tests/ui/robot.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/dialog_inputs.hpp"

namespace palabre::ui::test {
namespace app_test {

fs::path broken_file(const Folder& folder) {
  const fs::path path = folder.path() / "broken.toml";
  std::ofstream(path) << "format = 1\nworld = \"mali\"\n[parameters.talks]\nmediatr = 0.5\n";
  return path;
}

TEST(Remembered, IsKeptWhileTheWindowIsOpen) {
  const Folder folder;
  AppOptions options = quick_options();
  options.state = folder.path() / "state";
  Robot robot(options, folder.baseline_copy());
  robot.app().act(SetTheme{Theme::light});
  robot.step();
  robot.app().look_after_files(3.0);
  EXPECT_THAT(bytes_of(folder.path() / "state/dashboard"), testing::HasSubstr("theme=light"));
}

TEST(Application, ABrokenFileIsToldAndTheWorkIsKept) {
  const Folder folder;
  folder.baseline_copy();
  const fs::path broken = broken_file(folder);
  Robot robot;
  const fs::path before = robot.app().file().path;
  robot.app().act(OpenFile{broken});
  robot.step(2);
  EXPECT_EQ(robot.app().dialog(), Dialog::problem);
  std::string expected;
  try {
    load_scenario(broken);
  } catch (const ScenarioError& error) {
    expected = error.in(Lang::en);
  }
  EXPECT_EQ(robot.app().problem(), expected) << "the same words as the command line's";
  EXPECT_THAT(expected, testing::HasSubstr("broken.toml:4:"));
  EXPECT_EQ(robot.app().file().path, before);
  robot.click("button.dismiss");
  EXPECT_EQ(robot.app().dialog(), Dialog::none);
}

TEST(Application, AMissingFileIsTold) {
  Robot robot;
  robot.app().act(OpenFile{"/no/such/file.toml"});
  robot.step(2);
  EXPECT_EQ(robot.app().dialog(), Dialog::problem);
  EXPECT_THAT(robot.app().problem(), testing::HasSubstr("/no/such/file.toml"));
}

TEST(Application, SavingAndOpeningAgainGivesTheSameCase) {
  const Folder folder;
  const fs::path path = folder.baseline_copy();
  Robot robot(quick_options(), path);
  robot.app().act(SetValue{"talks.mediator", Value{0.85}, true});
  robot.app().act(SetValue{"levers.minusma_exit", Value{*parse_date("2023-06-30")}, true});
  robot.step(2);
  EXPECT_TRUE(robot.app().dirty());
  EXPECT_THAT(robot.app().window_title(), testing::HasSubstr("*"));
  const Scenario edited = robot.app().draft();
  robot.press(ctrl('S'));
  EXPECT_FALSE(robot.app().dirty());
  EXPECT_TRUE(load_scenario(path).scenario == edited);
  robot.app().act(OpenFile{path});
  robot.step(2);
  EXPECT_TRUE(robot.app().draft() == edited);
  EXPECT_TRUE(fs::exists(path.string() + "~")) << "the file before stays as a backup";
}

TEST(Application, SavingUnderANewNameLeavesTheOldFileAlone) {
  const Folder folder;
  const fs::path path = folder.baseline_copy();
  const std::string before = bytes_of(path);
  Robot robot(quick_options(), path);
  robot.app().act(SetValue{"talks.mediator", Value{0.85}, true});
  robot.press({letter('S'), true, true, false});
  EXPECT_EQ(robot.app().dialog(), Dialog::save_as);
  robot.app().act(SaveFileAs{folder.path() / "other.toml"});
  robot.step(2);
  EXPECT_EQ(bytes_of(path), before);
  EXPECT_EQ(robot.app().file().path.filename(), "other.toml");
  EXPECT_FALSE(robot.app().dirty());
}

TEST(Application, AFileIsOpenedFromTheDialog) {
  const Folder folder;
  const fs::path path = folder.baseline_copy("a.toml");
  fs::copy_file(path, folder.path() / "b.toml");
  Robot robot(quick_options(), path);
  robot.press(ctrl('O'));
  EXPECT_EQ(robot.app().dialog(), Dialog::open);
  robot.step(3);
  robot.click("entry.b.toml");
  robot.click("button.accept");
  robot.step(2);
  EXPECT_EQ(robot.app().dialog(), Dialog::none);
  EXPECT_EQ(robot.app().file().path.filename(), "b.toml");
}

TEST(Application, APathMayBeTypedAfterTheFolderShownOrAsANameAlone) {
  const Folder folder;
  const fs::path path = folder.baseline_copy("a.toml");
  fs::copy_file(path, folder.path() / "b.toml");
  Robot robot(quick_options(), path);
  for (const std::string& typed :
       {std::string("b.toml"), folder.path().string() + "/" + path.string()}) {
    robot.press(ctrl('O'));
    robot.step(3);
    robot.select_all();
    robot.type(typed);
    robot.edit_key(ImGuiKey_Enter);
    robot.step(3);
    EXPECT_EQ(robot.app().dialog(), Dialog::none) << robot.app().problem();
    EXPECT_EQ(robot.app().file().path.filename(), typed == "b.toml" ? "b.toml" : "a.toml");
  }
}

TEST(Application, UnsavedWorkIsAskedAboutBeforeItGoes) {
  const Folder folder;
  const fs::path path = folder.baseline_copy();
  Robot robot(quick_options(), path);
  robot.app().act(SetValue{"talks.mediator", Value{0.85}, true});
  robot.app().ask_to_quit();
  robot.step(3);
  EXPECT_FALSE(robot.app().wants_quit());
  robot.click("button.unsaved_cancel");
  EXPECT_FALSE(robot.app().wants_quit());
  EXPECT_EQ(robot.app().draft().params.talks_mediator, 0.85);

  robot.app().drop(baseline_path());
  robot.step(3);
  EXPECT_EQ(robot.app().dialog(), Dialog::unsaved);
  robot.click("button.unsaved_save");
  EXPECT_EQ(robot.app().file().path, baseline_path());
  EXPECT_EQ(load_scenario(path).scenario.params.talks_mediator, 0.85);

  robot.app().act(SetValue{"talks.mediator", Value{0.1}, true});
  robot.app().ask_to_quit();
  robot.step(3);
  robot.click("button.unsaved_discard");
  EXPECT_TRUE(robot.app().wants_quit());
}

TEST(Application, WithoutChangesQuittingAsksNothing) {
  Robot robot;
  robot.press(ctrl('Q'));
  EXPECT_TRUE(robot.app().wants_quit());
}

TEST(Application, UndoReachesBackAtLeastTwoHundredSteps) {
  Robot robot;
  for (int k = 1; k <= 250; ++k)
    robot.app().act(SetValue{"talks.mediator", Value{k / 1000.0}, true});
  for (int k = 0; k < 250; ++k) robot.app().act(Do{Action::undo});
  EXPECT_EQ(robot.app().draft().params.talks_mediator, 0.6);
  robot.app().act(Do{Action::undo});  // nothing left: no crash
  EXPECT_FALSE(robot.app().dirty());
}

TEST(Application, AFreshChangeForgetsWhatCouldBeRedone) {
  Robot robot;
  robot.app().act(SetValue{"talks.mediator", Value{0.1}, true});
  robot.app().act(Do{Action::undo});
  EXPECT_TRUE(robot.app().history().can_redo());
  robot.app().act(SetValue{"talks.mediator", Value{0.2}, true});
  EXPECT_FALSE(robot.app().history().can_redo());
}

TEST(Application, EscapeClosesThenStopsAndNeverQuits) {
  Robot robot;
  robot.press(plain(Key::f1));
  EXPECT_EQ(robot.app().dialog(), Dialog::help);
  robot.press(plain(Key::escape));
  EXPECT_EQ(robot.app().dialog(), Dialog::none);
  robot.click("menu.file");
  EXPECT_TRUE(robot.has("menu.open"));
  robot.press(plain(Key::escape));
  EXPECT_FALSE(robot.has("menu.open"));
  for (int k = 0; k < 5; ++k) robot.press(plain(Key::escape));
  EXPECT_FALSE(robot.app().wants_quit());
}

TEST(Application, OverridesAreUnsavedEditsThatUndoTakesBack) {
  AppOptions options = quick_options();
  options.assignments = {"talks.mediator=0.8"};
  options.replicates = 50;
  Robot robot(options);
  EXPECT_EQ(robot.app().draft().params.talks_mediator, 0.8);
  EXPECT_EQ(robot.app().run_state().total, 50);
  EXPECT_TRUE(robot.app().dirty());
  robot.press(ctrl('Z'));
  EXPECT_FALSE(robot.app().dirty());
}

TEST(Application, TheRealEnginesDigestIsTheOneOfTheCommandLine) {
  AppOptions options;
  options.still = true;
  options.replicates = 70;
  Robot robot(options);
  Scenario scenario = robot.app().draft();
  EXPECT_EQ(robot.app().digest(), run(scenario, *robot.app().file().world, 1)->digest);
}

TEST(Application, ACaseThatDoesNotCompileIsToldAndLastResultsStay) {
  AppOptions options;
  options.still = true;
  options.replicates = 16;
  Robot robot(options);
  const std::string digest = robot.app().digest();
  robot.app().act(SetValue{"territory.state_share", Value{0.6}, true});
  robot.app().act(SetValue{"territory.jihadist_share", Value{0.45}, true});
  robot.settle();
  EXPECT_FALSE(robot.app().notice().empty());
  EXPECT_FALSE(robot.app().digest().empty());
}

TEST(Application, WhatIsRememberedComesBack) {
  const Folder folder;
  Remembered what;
  what.lang = Lang::fr;
  what.theme = Theme::light;
  what.text_size = 1.5;
  what.width = 1000;
  what.height = 700;
  remember_file(what, "/tmp/a b.toml");
  remember_file(what, "/tmp/c.toml");
  remember_file(what, "/tmp/a b.toml");
  write_remembered(folder.path() / "deep", what);
  const Remembered back = read_remembered(folder.path() / "deep");
  EXPECT_EQ(back.lang, what.lang);
  EXPECT_EQ(back.theme, what.theme);
  EXPECT_EQ(back.text_size, 1.5);
  EXPECT_EQ(back.width, 1000);
  EXPECT_THAT(back.recent, testing::ElementsAre("/tmp/a b.toml", "/tmp/c.toml"));
}

}  // namespace app_test
}  // namespace palabre::ui::test
