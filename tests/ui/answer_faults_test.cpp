// Ghosts, the dialogs and the search, as somebody new to the window met them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <imgui_internal.h>

#include "sim/tables/text.hpp"
#include "tests/ui/robot.hpp"
#include "ui/draw/chart.hpp"
#include "ui/explore/series_charts.hpp"
#include "ui/figures/figure.hpp"
#include "ui/figures/figure_dialog.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/dialog_inputs.hpp"

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
  robot.select_all();
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

TEST(Faults, AfterAnErrorTheKeyboardIsInThePathAgain) {
  Robot robot;
  robot.press(ctrl('O'));
  robot.step(3);
  robot.click("dialog.path");
  robot.type("nowhere.toml");
  robot.edit_key(ImGuiKey_Enter);
  robot.step(3);
  ASSERT_EQ(robot.app().dialog(), Dialog::problem);
  robot.press(plain(Key::enter));
  robot.step(4);
  ASSERT_EQ(robot.app().dialog(), Dialog::open);
  EXPECT_TRUE(ImGui::GetIO().WantTextInput) << "what was typed can be mended at once";
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

TEST(Faults, WhatIsLookedForByItsNameComesFirst) {
  Robot robot(quick_options(), baseline_path(), 1440, 900);
  robot.press(plain(Key::slash));
  robot.step(2);
  robot.type("french");
  robot.step(3);
  const auto& widgets = robot.app().last_frame().widgets;
  const auto lever = widgets.find(std::string_view("levers.french_withdrawal"));
  ASSERT_TRUE(lever != widgets.end() && lever->second.visible);
  for (const ParamSpec& spec : param_specs()) {
    const auto other = widgets.find(spec.key);
    if (other == widgets.end()) continue;
    EXPECT_LT(lever->second.low.y, other->second.low.y) << spec.key << " only mentions it";
  }
  robot.edit_key(ImGuiKey_Escape);
  robot.press(ctrl('P'));
  robot.step(3);
  robot.type("french");
  robot.step(3);
  float first = 1e9f;
  std::string at;
  for (const auto& [key, placed] : robot.app().last_frame().widgets)
    if (key.starts_with("palette.") && key != "palette.query" && placed.low.y < first) {
      first = placed.low.y;
      at = key;
    }
  EXPECT_TRUE(at.starts_with("palette.levers.french")) << at;
}

TEST(Faults, TheCautionTakesOneLineAndItsRestIsATooltip) {
  for (const auto& [width, height] : {std::pair{1280, 720}, std::pair{800, 600}}) {
    Robot robot(quick_options(), baseline_path(), width, height);
    const Placed caution = robot.at("status.caution");
    EXPECT_LT(caution.high.y - caution.low.y, 1.5f * robot.app().look().fonts.small_pixels);
    EXPECT_LE(caution.high.x, float(width));
  }
}

TEST(Faults, WhatIsRefusedIsSaidWhereItWasTyped) {
  Robot robot(quick_options(), baseline_path(), 1440, 900);
  robot.app().act(SetValue{"talks.mediator", Value{std::string("a lot")}, true});
  robot.step(3);
  ASSERT_TRUE(robot.has("talks.mediator.refused"));
  const Placed field = robot.at("talks.mediator");
  const auto said =
      robot.app().last_frame().widgets.find(std::string_view("talks.mediator.refused"));
  EXPECT_LT(said->second.low.y - field.high.y, 20.0f);
  robot.app().act(SetValue{"talks.mediator", Value{0.7}, true});
  robot.step(3);
  EXPECT_FALSE(robot.has("talks.mediator.refused"));
}

TEST(Faults, TheTourShowsWhatItSpeaksOfAndDoesNotCoverIt) {
  for (const auto& [width, height] : {std::pair{1280, 720}, std::pair{1440, 900}})
    for (const double scale : {1.0, 1.3}) {
      Robot robot(quick_options(Lang::en, scale), baseline_path(), width, height);
      robot.app().act(Do{Action::tour});
      robot.step(4);
      for (const auto& [step, widget] :
           {std::pair{3, "region.outcomes"}, std::pair{4, "map"}, std::pair{5, "region.series"}}) {
        robot.app().act(TourTo{step});
        robot.step(8);
        ASSERT_TRUE(robot.seen(widget)) << width << " " << scale << " " << widget;
        const Placed what = robot.app().last_frame().widgets.find(std::string_view(widget))->second;
        const ImGuiWindow* card = ImGui::FindWindowByName("tour");
        ASSERT_TRUE(card && card->Active);
        const bool apart = card->Pos.x >= what.high.x || card->Pos.x + card->Size.x <= what.low.x ||
                           card->Pos.y >= what.high.y || card->Pos.y + card->Size.y <= what.low.y;
        EXPECT_TRUE(apart) << width << " at " << scale << ": over " << widget;
        EXPECT_GE(what.high.y - what.low.y, 80.0f) << widget << " is hardly seen";
      }
    }
}

// What is there or not in each run: rows, no lines up and down.
TEST(Faults, RunsOfWhatIsThereOrNotAreRowsNoBarcode) {
  std::vector<float> some(100, 0.0f), other(100, 0.0f), half(100, 0.5f);
  for (std::size_t week = 20; week < 100; week += 2) some[week] = 1.0f;
  for (std::size_t week = 50; week < 100; ++week) other[week] = 1.0f;
  Look look;
  look.theme = Theme::light;
  const auto drawn = [&](const std::vector<RunStroke>& runs) {
    SvgCanvas canvas(400, 200);
    const ChartFrame frame =
        chart_frame(canvas, look, {{0, 0}, {400, 200}}, {"chart.x", "x"}, 100, 1.0, 10.0f);
    draw_runs(canvas, look, frame, runs);
    return canvas.document();
  };
  const std::string rows = drawn({{some, look.colours().dim, {}}, {other, look.colours().dim, {}}});
  EXPECT_EQ(rows.find("<polyline"), std::string::npos);
  EXPECT_NE(rows.find("<line"), std::string::npos);
  const std::string lines = drawn({{some, look.colours().dim, {}}, {half, look.colours().dim, {}}});
  EXPECT_NE(lines.find("<polyline"), std::string::npos) << "a share between is a line";
}

}  // namespace answer_faults_test
}  // namespace palabre::ui::test
