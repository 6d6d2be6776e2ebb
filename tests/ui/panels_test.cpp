// The panels show and ask for the right thing: a robot uses every control.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/ui/robot.hpp"
#include "ui/base/words.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/frame.hpp"
#include "ui/panels/widgets.hpp"

namespace palabre::ui::test {
namespace panels_test {

constexpr Chord kUndo = ctrl('Z'), kRedo = ctrl('Y');

double share_now(Robot& robot, const ParamSpec& spec) {
  return range_of(spec).share_of(robot.param(spec.key));
}

TEST(Search, WhatIsTypedAtOnceAfterItsKeyRunsNoShortcut) {
  for (const bool searches : {false, true}) {
    Robot robot;
    const auto seed = robot.app().draft().seed;
    if (searches) robot.app().press(plain(Key::slash));
    robot.app().press(plain(Key('R')));
    robot.step(2);
    EXPECT_EQ(robot.app().draft().seed == seed, searches) << "R gives other draws";
  }
}

TEST(Panels, EverySliderReachesBothEndsAndComesBack) {
  Robot robot;
  robot.click("button.filter_all");
  for (const ParamSpec& spec : param_specs()) {
    const std::string key(spec.key);
    const std::size_t steps = robot.app().history().steps();
    robot.drag_slider(key, share_now(robot, spec), 1.5);
    EXPECT_EQ(robot.param(key), spec.max) << key;
    EXPECT_EQ(robot.app().history().steps(), steps + 1) << key << ": a drag is one step";
    robot.drag_slider(key, 1.0, -0.5);
    EXPECT_EQ(robot.param(key), spec.min) << key;
    if (robot.has(key + ".reset")) robot.click(key + ".reset");
    EXPECT_EQ(robot.param(key), robot.app().file().scenario.params.*spec.field) << key;
  }
  EXPECT_FALSE(robot.app().dirty());
}

TEST(Panels, ADragThatComesBackIsNoStep) {
  Robot robot;
  const ParamSpec& spec = *find_param("talks.mediator");
  const Placed box = robot.at("talks.mediator");
  const float x = box.low.x + 7 + (box.high.x - box.low.x - 14) * float(share_now(robot, spec));
  robot.move({x, box.centre().y});
  robot.button(true);
  robot.move({x + 40, box.centre().y});
  EXPECT_NE(robot.param("talks.mediator"), spec.initial);
  robot.move({x, box.centre().y});
  robot.button(false);
  robot.step(2);
  EXPECT_EQ(robot.param("talks.mediator"), spec.initial);
  EXPECT_EQ(robot.app().history().steps(), 0u);
  EXPECT_FALSE(robot.app().dirty());
}

TEST(Panels, PressingTheKnobWithoutMovingChangesNothing) {
  Robot robot;
  const ParamSpec& spec = *find_param("pacts.break_rate");
  robot.drag_slider("pacts.break_rate", share_now(robot, spec), share_now(robot, spec));
  EXPECT_EQ(robot.param("pacts.break_rate"), spec.initial);
}

TEST(Panels, AHundredChangesAreUndoneAndRedone) {
  Robot robot;
  for (int k = 1; k <= 100; ++k)
    robot.app().act(SetValue{"talks.mediator", Value{k / 200.0}, true});
  EXPECT_EQ(robot.param("talks.mediator"), 0.5);
  for (int k = 0; k < 100; ++k) robot.press(kUndo);
  EXPECT_EQ(robot.param("talks.mediator"), 0.6);
  EXPECT_FALSE(robot.app().dirty());
  EXPECT_FALSE(robot.app().history().can_undo());
  for (int k = 0; k < 100; ++k) robot.press(kRedo);
  EXPECT_EQ(robot.param("talks.mediator"), 0.5);
}

TEST(Panels, CtrlClickTypesANumberWithPointOrComma) {
  Robot robot;
  for (const char* typed : {"0.45", "0,45"}) {
    robot.app().act(ResetValue{"talks.mediator", ResetTo::file});
    robot.step(2);
    robot.hold_control(true);
    robot.click("talks.mediator");
    robot.hold_control(false);
    robot.step(2);
    robot.type(typed);
    robot.edit_key(ImGuiKey_Enter);
    EXPECT_EQ(robot.param("talks.mediator"), 0.45) << typed;
  }
}

TEST(Panels, AClickOnTheNumberTypesAndEscapeGivesUp) {
  Robot robot;
  robot.click("talks.mediator.value");
  robot.step(2);
  robot.type("0.9");
  robot.edit_key(ImGuiKey_Escape);
  robot.step(2);
  EXPECT_EQ(robot.param("talks.mediator"), 0.6);
}

TEST(Panels, ANumberOutsideTheAllowedRangeIsRefusedWithItsRange) {
  Robot robot;
  robot.click("talks.mediator.value");
  robot.step(2);
  robot.type("1.7");
  robot.edit_key(ImGuiKey_Enter);
  robot.step(2);
  EXPECT_EQ(robot.param("talks.mediator"), 0.6);
  EXPECT_THAT(robot.app().notice(), testing::HasSubstr("Mediator's standing"));
  EXPECT_TRUE(robot.has("notice"));
  robot.app().act(SetLang{Lang::fr});
  EXPECT_EQ(robot.app().notice(), "") << "it was said in the other language";
}

TEST(Panels, EnterTypesTheValueUnderTheMouse) {
  Robot robot;
  robot.move(robot.at("talks.mediator").centre());
  robot.press(plain(Key::enter));
  robot.step(2);
  robot.type("0,9");
  robot.edit_key(ImGuiKey_Enter);
  EXPECT_EQ(robot.param("talks.mediator"), 0.9);
}

TEST(Panels, NothingJumpsWhenThereIsSomethingToSay) {
  Robot robot;
  const Placed before = robot.at("map");
  robot.app().act(SetValue{"talks.mediator", Value{7.0}, true});
  robot.step(2);
  ASSERT_TRUE(robot.has("notice"));
  EXPECT_EQ(robot.at("map").high.y, before.high.y);
}

TEST(Panels, ALeverIsFoundByOneOfItsChoices) {
  Robot robot;
  robot.press(plain(Key::slash));
  robot.step(2);
  robot.type("Imam Dicko");
  robot.step(2);
  EXPECT_TRUE(robot.has("levers.mediator"));
  EXPECT_FALSE(robot.has("levers.election"));
}

TEST(Panels, BackspaceOverASliderResetsToTheFileAndAltBackspaceToTheDefault) {
  Robot robot;
  robot.app().act(SetValue{"talks.mediator", Value{0.1}, true});
  robot.settle();
  robot.move(robot.at("talks.mediator").centre());
  robot.press(plain(Key::backspace));
  EXPECT_EQ(robot.param("talks.mediator"), 0.6);
  robot.app().act(SetValue{"talks.mediator", Value{0.1}, true});
  robot.step(2);
  robot.press({Key::backspace, false, false, true});
  EXPECT_EQ(robot.param("talks.mediator"), find_param("talks.mediator")->initial);
}

TEST(Panels, FiltersAndSearchListWhatTheySay) {
  Robot robot;
  const auto listed = [&](std::string_view key) { return robot.has(std::string(key)); };
  for (const ParamSpec& spec : param_specs())
    EXPECT_EQ(listed(spec.key), spec.tier == Tier::Key) << spec.key;
  robot.click("button.filter_changed");
  EXPECT_FALSE(listed("talks.mediator"));
  robot.app().act(SetValue{"talks.mediator", Value{0.1}, true});
  robot.step(2);
  EXPECT_TRUE(listed("talks.mediator"));
  robot.click("button.filter_all");
  for (const ParamSpec& spec : param_specs()) EXPECT_TRUE(listed(spec.key)) << spec.key;
  robot.press(plain(Key::slash));
  robot.type("saboteur");  // French only: nothing in English
  robot.step(2);
  EXPECT_FALSE(listed("jihadists.spoilers"));
  robot.app().act(SetLang{Lang::fr});
  robot.step(2);
  EXPECT_TRUE(listed("jihadists.spoilers"));
  EXPECT_FALSE(listed("talks.mediator"));
}

Levers levers_of(Robot& robot) { return robot.app().draft().levers; }

TEST(Panels, EveryDateLeverDragsToTheStartAndToNever) {
  Robot robot;
  for (const LeverSpec& spec : lever_specs()) {
    if (spec.kind != LeverKind::Date) continue;
    const std::string key = "levers." + std::string(spec.name);
    const auto field = std::get<Date Levers::*>(spec.field);
    robot.app().act(SetValue{key, Value{Date::never()}, true});
    robot.step(2);
    robot.drag_slider(key, 1.0, -0.5);
    EXPECT_EQ(levers_of(robot).*field, Date::from(robot.app().draft().start)) << key;
    robot.drag_slider(key, 0.0, 1.5);
    EXPECT_TRUE((levers_of(robot).*field).is_never()) << key;
    robot.click(key + ".never");
    EXPECT_FALSE((levers_of(robot).*field).is_never()) << key;
  }
}

TEST(Panels, ADateIsTyped) {
  Robot robot;
  robot.at("levers.minusma_exit");
  robot.click("levers.minusma_exit.value");
  robot.step(2);
  robot.type("2023-06-30");
  robot.edit_key(ImGuiKey_Enter);
  EXPECT_EQ(to_string(levers_of(robot).minusma_exit), "2023-06-30");
}

TEST(Panels, EveryOtherLeverAnswers) {
  Robot robot;
  for (const LeverSpec& spec : lever_specs()) {
    const std::string key = "levers." + std::string(spec.name);
    if (spec.kind == LeverKind::Number) {
      const auto field = std::get<double Levers::*>(spec.field);
      const double now = (levers_of(robot).*field - spec.min) / (spec.max - spec.min);
      robot.drag_slider(key, now, 1.5);
      EXPECT_EQ(levers_of(robot).*field, spec.max) << key;
      robot.drag_slider(key, 1.0, -0.5);
      EXPECT_EQ(levers_of(robot).*field, spec.min) << key;
    } else if (spec.kind == LeverKind::Flag) {
      const auto field = std::get<bool Levers::*>(spec.field);
      const bool before = levers_of(robot).*field;
      robot.click(key);
      EXPECT_NE(levers_of(robot).*field, before) << key;
    } else if (spec.kind == LeverKind::Choice) {
      const auto field = std::get<int Levers::*>(spec.field);
      for (std::size_t k = 0; k < spec.choices.size(); ++k) {
        robot.click(key);
        robot.click(key + "." + std::string(spec.choices[k]));
        EXPECT_EQ(levers_of(robot).*field, int(k)) << key;
      }
    }
  }
}

TEST(Panels, ChoosingAMediatorSetsItsPreset) {
  Robot robot;
  robot.click("levers.mediator");
  robot.click("levers.mediator.dicko");
  EXPECT_EQ(robot.param("talks.mediator"), mediator_preset(int(Mediator::dicko)).mediator);
}

TEST(Panels, TheWeekMovesByKeysButtonsAndDrag) {
  Robot robot;
  const auto week = [&] { return robot.app().view().week; };
  robot.press(plain(Key::home));
  EXPECT_EQ(week(), 0);
  robot.press(plain(Key::right));
  robot.click("button.forward");
  EXPECT_EQ(week(), 2);
  robot.press(plain(Key::left));
  EXPECT_EQ(week(), 1);
  const Placed time = robot.at("time");
  robot.drag({time.low.x + 8, time.centre().y}, {time.high.x + 50, time.centre().y});
  EXPECT_EQ(week(), robot.app().draft().weeks - 1);
  robot.press(plain(Key::space));
  robot.step(60);
  EXPECT_GT(week(), 10);
  EXPECT_LT(week(), 40);
  robot.press(plain(Key::space));
  const int stopped = week();
  robot.step(30);
  EXPECT_EQ(week(), stopped);
}

TEST(Panels, TheMapShowsTheChosenField) {
  Robot robot;
  robot.click("map.field");
  robot.click("map.field.displaced");
  EXPECT_EQ(robot.app().view().field, CercleFieldId::displaced);
}

TEST(Panels, LanguageThemeAndTextSizeSwitchWhileRunning) {
  Robot robot;
  robot.click("button.fr");
  EXPECT_EQ(robot.app().view().lang, Lang::fr);
  robot.press({Key::plus, true, false, false});
  EXPECT_EQ(robot.app().view().text_size, 1.25);
  for (int k = 0; k < 8; ++k) robot.press({Key::plus, true, false, false});
  EXPECT_EQ(robot.app().view().text_size, 2.0);
  robot.settle();
  EXPECT_TRUE(robot.seen("status.caution"));
  robot.press({Key::zero, true, false, false});
  EXPECT_EQ(robot.app().view().text_size, 1.0);
  robot.click("menu.view");
  robot.click("menu.light");
  EXPECT_EQ(robot.app().view().theme, Theme::light);
}

TEST(Panels, SeedAndNumberOfRunsChangeTheCase) {
  Robot robot;
  robot.click("menu.run");
  robot.click("replicates");
  robot.step(30);  // a menu within a menu unfolds when the mouse rests on it
  robot.click("replicates.250");
  EXPECT_EQ(robot.app().draft().replicates, 250);
  robot.click("menu.run");
  robot.click("seed");
  robot.step(2);
  robot.type("42");
  robot.edit_key(ImGuiKey_Enter);
  robot.step(2);
  EXPECT_EQ(robot.app().draft().seed, 42);
  robot.press(kUndo);
  robot.press(kUndo);
  EXPECT_FALSE(robot.app().dirty());
}

TEST(Panels, AxesStayWhileASliderIsHeld) {
  AppOptions options = quick_options();
  options.still = false;
  Robot robot(options);
  const Placed box = robot.at("talks.mediator");
  robot.move(box.centre());
  robot.button(true);
  robot.move({box.high.x - 20, box.centre().y});
  EXPECT_TRUE(robot.app().history().in_gesture());
  robot.button(false);
  robot.settle();
  EXPECT_FALSE(robot.app().history().in_gesture());
}

TEST(Panels, EveryKeyOfTheTableIsListedOnce) {
  const std::string listed = list_bindings(Lang::en);
  for (const KeyBinding& row : key_bindings()) {
    if (row.chord.key == Key::none) continue;  // in menus and the palette only
    EXPECT_THAT(listed, testing::HasSubstr(chord_text(row.chord, Lang::en)));
    int same = 0;
    for (const KeyBinding& other : key_bindings()) same += other.chord == row.chord;
    EXPECT_EQ(same, 1) << chord_text(row.chord, Lang::en);
  }
}

TEST(Panels, TypingKeepsPlainKeysForItself) {
  EXPECT_EQ(action_of(plain(Key::space), false), Action::play);
  EXPECT_EQ(action_of(plain(Key::space), true), std::nullopt);
  EXPECT_EQ(action_of(ctrl('S'), true), Action::save);
  EXPECT_EQ(action_of(ctrl('Z'), true), std::nullopt);
}

}  // namespace panels_test
}  // namespace palabre::ui::test
