// The bargaining table and the switches in the window: dragged, typed, reset, locked, found, saved;
// and a case built on another.

#include <gtest/gtest.h>

#include "sim/scenario/scenario.hpp"
#include "tests/ui/robot.hpp"
#include "ui/base/controls.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/frame.hpp"

namespace palabre::ui::test {
namespace table_test {

double issue(const App& app, std::string_view key) {
  return std::get<double>(*get_value(app.draft(), key));
}

class Table : public testing::Test {
 protected:
  void SetUp() override {
    robot.app().act(SetFilter{Filter::all});
    robot.settle();
    show("issues.prisoners.koufa");
  }
  // Opens the folded section as a person who looks for one of its values.
  void show(const std::string& key) {
    robot.app().act(Reveal{key});
    robot.step(6);
    ASSERT_TRUE(robot.seen(key)) << key;
  }
  Robot robot;
};

TEST_F(Table, ACellIsDraggedFromEndToEnd) {
  const std::string key = "issues.prisoners.koufa";
  robot.drag_slider(key, 1.0, -0.2);
  EXPECT_EQ(issue(robot.app(), key), 0.0);
  robot.drag_slider(key, 0.0, 1.2);
  EXPECT_EQ(issue(robot.app(), key), 1.0);
  robot.drag_slider(key, 1.0, 0.5);
  const Placed cell = robot.at(key);  // a pixel of it is the finest step of a mouse
  EXPECT_NEAR(issue(robot.app(), key), 0.5, 1.5 / double(cell.high.x - cell.low.x));
  EXPECT_TRUE(robot.app().dirty());
  for (int k = 0; k < 3; ++k) robot.press(ctrl('Z'));
  EXPECT_FALSE(robot.app().dirty());
}

TEST_F(Table, ACellIsTypedResetAndLockedByItsKeys) {
  const std::string key = "issues.prisoners.koufa";
  robot.move(robot.at(key).centre());
  robot.press(plain(Key::enter));
  robot.type("0.35");
  robot.edit_key(ImGuiKey_Enter);
  robot.step(2);
  EXPECT_EQ(issue(robot.app(), key), 0.35);
  robot.move(robot.at(key).centre());
  robot.press(plain(letter('L')));
  robot.press(plain(Key::backspace));
  EXPECT_EQ(issue(robot.app(), key), 0.35) << "locked";
  robot.press(plain(letter('L')));
  robot.press(plain(Key::backspace));
  EXPECT_EQ(issue(robot.app(), key), 1.0);
  robot.press({Key::left, false, true, false});
  EXPECT_NEAR(issue(robot.app(), key), 0.99, 1e-12);
}

TEST_F(Table, WhatIsNoShareIsRefusedInWords) {
  const std::string key = "issues.prisoners.koufa";
  robot.move(robot.at(key).centre());
  robot.press(plain(Key::enter));
  robot.type("1.5");
  robot.edit_key(ImGuiKey_Enter);
  robot.step(2);
  EXPECT_EQ(issue(robot.app(), key), 1.0);
  EXPECT_NE(robot.app().notice().find("0 to 1"), std::string::npos) << robot.app().notice();
}

TEST_F(Table, SwitchesAreChosenDraggedAndSteppedThrough) {
  show("switches.bargaining");
  robot.click("switches.bargaining");
  robot.click("switches.bargaining.kalai_smorodinsky");
  EXPECT_EQ(robot.app().draft().switches.bargaining, 1);
  show("switches.jnim_terms");
  robot.drag_slider("switches.jnim_terms", 0.55, 1.5);
  EXPECT_EQ(robot.app().draft().switches.jnim_terms, 1.0);
  Scenario scenario;
  EXPECT_EQ(nudged(scenario, "switches.bargaining", -1), std::nullopt);
  EXPECT_EQ(nudged(scenario, "switches.bargaining", 1), Value{std::string("kalai_smorodinsky")});
  EXPECT_EQ(nudged(scenario, "switches.accord_weeks", 1), Value{27.0});
  EXPECT_EQ(nudged(scenario, "issues.prisoners.koufa", 1), std::nullopt) << "at its end";
}

TEST_F(Table, AnEntryThatAnAssumptionGivesLeadsThere) {
  EXPECT_FALSE(robot.has("issues.foreign_troops.junta"));
  robot.app().act(Reveal{"issues.foreign_troops.ag_ghaly"});
  robot.step(6);
  const Placed next = robot.at("issues.foreign_troops.ag_ghaly");
  const float cell = next.high.x - next.low.x;
  robot.click(ImVec2{next.low.x - cell / 2 - robot.app().look().px(3), next.centre().y});
  robot.step(4);
  EXPECT_TRUE(robot.seen("partners.junta_exit_wish"));
}

TEST(TableSearch, FindsIssuesAndSwitchesByName) {
  Robot robot;
  robot.press(plain(Key::slash));
  robot.type("prisoners and");
  robot.step(3);
  EXPECT_TRUE(robot.has("issues.prisoners.junta"));
  EXPECT_FALSE(robot.has("issues.elections.junta"));
  EXPECT_FALSE(robot.has("switches.bargaining"));
}

TEST(TableFile, IsSavedAndReadAgain) {
  const Folder folder;
  const fs::path path = folder.baseline_copy();
  Robot robot(quick_options(), path);
  robot.app().act(SetValue{"issues.prisoners.koufa", Value{0.25}, true});
  robot.app().act(SetValue{"switches.violence", Value{std::string("hegemony")}, true});
  robot.app().act(SetFilter{Filter::changed});
  robot.settle();
  EXPECT_TRUE(robot.has("issues.prisoners.koufa")) << "what changed is unfolded";
  EXPECT_TRUE(robot.has("switches.violence"));
  EXPECT_FALSE(robot.has("issues.elections.junta"));
  robot.press(ctrl('S'));
  robot.settle();
  EXPECT_TRUE(load_scenario(path).scenario == robot.app().draft());
}

TEST(Branch, ANewFileSaysOnlyHowItDiffersFromTheOneOnScreen) {
  const Folder folder;
  const fs::path path = folder.baseline_copy();
  Robot robot(quick_options(), path);
  robot.app().act(SetValue{"talks.mediator", Value{0.8}, true});
  robot.app().act(Do{Action::branch});
  robot.settle();
  EXPECT_EQ(robot.param("talks.mediator"), 0.8) << "unsaved edits come along";
  EXPECT_TRUE(robot.app().dirty());
  robot.app().act(Do{Action::branch});
  EXPECT_NE(robot.app().notice().find("Save this case first"), std::string::npos);
  robot.app().act(Do{Action::save_as});
  robot.step(2);
  robot.app().act(SaveFileAs{folder.path() / "child.toml"});
  robot.settle();
  EXPECT_FALSE(robot.app().dirty());
  const std::string text = read_file(folder.path() / "child.toml", 10000);
  EXPECT_NE(text.find("base = \"mine.toml\""), std::string::npos) << text;
  EXPECT_NE(text.find("mediator = 0.8"), std::string::npos) << text;
  EXPECT_EQ(text.find("operation_tempo"), std::string::npos) << text;
  EXPECT_LT(text.size(), 400u) << text;
  EXPECT_EQ(load_scenario(path).scenario.params.talks_mediator, 0.6) << "the base is untouched";
}

}  // namespace table_test
}  // namespace palabre::ui::test
