// Ghosts, the dialogs and the search, as somebody new to the window met them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/tables/text.hpp"
#include "tests/ui/robot.hpp"
#include "ui/explore/series_charts.hpp"
#include "ui/figures/figure.hpp"
#include "ui/figures/figure_dialog.hpp"
#include "ui/panels/commands.hpp"

namespace palabre::ui::test {
namespace answer_faults_test {

TEST(Faults, TheKeyOfTheReportOffersItInCompareToo) {
  AppOptions options;
  options.asks_why = options.parameter_uncertainty = false;
  options.still = true;
  options.replicates = 24;
  Robot robot(options, shipped_scenarios() / "french_leave_at_once.toml");
  robot.press(plain(Key('2')));
  robot.settle();
  robot.press({letter('E'), true, true, false});
  robot.step(3);
  ASSERT_EQ(robot.app().dialog(), Dialog::figure);
  EXPECT_TRUE(robot.has("figure.HTML")) << "the report is a page";
  EXPECT_FALSE(robot.has("figure.SVG"));
  robot.app().act(CloseDialog{});
  robot.step(2);
  robot.press(ctrl('E'));
  robot.step(3);
  EXPECT_TRUE(robot.has("figure.SVG")) << "and the other key the picture of the view";
}

TEST(Faults, EscapeLeavesTheSearchEmpty) {
  Robot robot;
  const std::size_t all = robot.app().last_frame().widgets.size();
  robot.press(plain(Key::slash));
  robot.step(2);
  robot.type("mediator");
  robot.step(2);
  EXPECT_NE(robot.app().last_frame().widgets.size(), all);
  robot.press(plain(Key::tab));  // what was typed stays
  robot.press(plain(Key::slash));
  robot.step(2);
  robot.hold_control(true);
  robot.edit_key(ImGuiKey_A);
  robot.hold_control(false);
  robot.edit_key(ImGuiKey_Backspace);
  robot.edit_key(ImGuiKey_Escape);
  robot.step(3);
  EXPECT_EQ(robot.app().last_frame().widgets.size(), all) << "the deleted word is back";
}

TEST(Faults, DownFromTheFilterGoesToTheFirstFileFoundAndEnterTakesIt) {
  const Folder folder;
  const fs::path path = folder.baseline_copy("a.toml");
  fs::copy_file(path, folder.path() / "b.toml");
  Robot robot(quick_options(), path);
  robot.press(ctrl('O'));
  robot.step(3);
  robot.click("dialog.filter");
  robot.type("b.to");
  robot.press(plain(Key::down));
  EXPECT_EQ(robot.app().last_frame().focus, "entry.b.toml");
  robot.press(plain(Key::enter));
  robot.step(3);
  EXPECT_EQ(robot.app().dialog(), Dialog::none);
  EXPECT_EQ(robot.app().file().path.filename(), "b.toml");
}

TEST(Faults, EnterTakesAFileChosenWithTheMouse) {
  const Folder folder;
  const fs::path path = folder.baseline_copy("a.toml");
  fs::copy_file(path, folder.path() / "b.toml");
  Robot robot(quick_options(), path);
  robot.press(ctrl('O'));
  robot.step(3);
  robot.click("entry.b.toml");
  robot.press(plain(Key::enter));
  robot.step(3);
  EXPECT_EQ(robot.app().dialog(), Dialog::none);
  EXPECT_EQ(robot.app().file().path.filename(), "b.toml");
}

TEST(Faults, AGhostFitsItsAxis) {
  SeriesChart chart;
  const double alone = chart.top();
  chart.ghost_top = 10 * alone;
  EXPECT_GE(chart.top(), chart.ghost_top);
}

TEST(Faults, TheTourSaysNothingThatOneThemeAloneShows) {
  EXPECT_EQ(text(TextId::ui_tour_2_text, Lang::en).find("lighter"), std::string_view::npos);
  EXPECT_EQ(text(TextId::ui_tour_2_text, Lang::fr).find("claire"), std::string_view::npos);
}

}  // namespace answer_faults_test
}  // namespace palabre::ui::test
