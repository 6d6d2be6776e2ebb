// The mouse is unplugged: everything that can be chosen, pressed or typed is reached by keys alone,
// is seen when it is reached, and lists are gone into and out of.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include <fmt/core.h>

#include "tests/ui/keyboard_robot.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/dialog_inputs.hpp"
#include "ui/panels/frame.hpp"
#include "ui/panels/view.hpp"
#include "ui/work/compare.hpp"

namespace palabre::ui::test {
namespace keyboard_test {

using testing::HasSubstr;

AppOptions few(int replicates = 24) {
  AppOptions options;
  options.asks_why = options.parameter_uncertainty = false;
  options.still = true;
  options.replicates = replicates;
  return options;
}

// --- every view ----------------------------------------------------------------------------------

void expect_all_seen(KeysOnly& robot, const std::string& where) {
  const std::vector<std::string> all = robot.stops();
  ASSERT_GT(all.size(), 10u) << where;
  std::set<std::string> reached;
  for (std::size_t k = 0; k < all.size() + 1; ++k) {
    robot.go();
    EXPECT_TRUE(robot.seen(robot.focus())) << where << ": " << robot.focus() << " is out of sight";
    reached.insert(robot.focus());
  }
  for (const std::string& key : all)
    EXPECT_TRUE(reached.contains(key)) << where << ": Tab never comes to " << key;
}

TEST(Keyboard, TabComesToEveryControlOfEveryViewAndShowsIt) {
  for (const double scale : {1.0, 2.0})
    for (const Place place : {Place::explore, Place::compare, Place::watch, Place::analyse}) {
      AppOptions options = quick_options(scale > 1 ? Lang::fr : Lang::en, scale);
      options.place = place;
      KeysOnly robot(options);
      expect_all_seen(robot, fmt::format("view {} at {}", int(place), scale));
    }
}

TEST(Keyboard, ShiftTabGoesBackTheSameWay) {
  KeysOnly robot(quick_options());
  robot.go();
  const std::string first = robot.focus();
  robot.go();
  const std::string second = robot.focus();
  ASSERT_NE(first, second);
  robot.press(shift(Key::tab));
  EXPECT_EQ(robot.focus(), first);
  robot.go(Key::down);
  EXPECT_EQ(robot.focus(), second);
  robot.go(Key::up);
  EXPECT_EQ(robot.focus(), first);
}

TEST(Keyboard, PartsOfTheWindowFollowEachOtherAndComeRound) {
  KeysOnly robot(quick_options());
  std::vector<std::string> firsts;
  for (int k = 0; k < 12; ++k) {
    robot.press(plain(Key::f6));
    robot.step(2);
    if (!firsts.empty() && robot.focus() == firsts.front()) break;
    firsts.push_back(robot.focus());
  }
  EXPECT_GE(firsts.size(), 5u) << "bar, assumptions, map, charts, outcomes, why";
  EXPECT_LT(firsts.size(), 12u) << "it comes round";
  robot.press(shift(Key::f6));
  EXPECT_EQ(robot.focus(), firsts.back());
}

TEST(Keyboard, AListIsGoneIntoAndLeftWhereOneWas) {
  KeysOnly robot(quick_options());
  robot.go_to("map.field");
  robot.enter();
  ASSERT_TRUE(robot.seen("map.field.deaths"));
  robot.go(Key::down);
  EXPECT_THAT(robot.focus(), HasSubstr("map.field.")) << "only the list is gone through";
  robot.press(plain(Key::escape));
  robot.step(3);
  EXPECT_FALSE(robot.has("map.field.deaths"));
  EXPECT_EQ(robot.focus(), "map.field");
  robot.choose("map.field", "map.field.deaths");
  EXPECT_EQ(robot.app().view().field, CercleFieldId::deaths);
  EXPECT_EQ(robot.focus(), "map.field");
}

// --- Explore -------------------------------------------------------------------------------------

TEST(Keyboard, AnOutcomeIsAskedWhy) {
  KeysOnly robot(quick_options());
  const OutcomeSpec& second =
      outcome_specs()[std::size_t(robot.app().results()->outcomes[1].outcome)];
  robot.go_to(fmt::format("outcome.{}", second.id));
  robot.enter();
  EXPECT_EQ(robot.app().view().outcome, int(&second - outcome_specs().data()));
}

TEST(Keyboard, ChartsAndRunsAreChosen) {
  KeysOnly robot(quick_options());
  robot.choose("chart.2.choose", "choice.attacks");
  EXPECT_EQ(robot.app().view().charts[2], "attacks");
  robot.go_to("group.all_figures");
  robot.enter();
  EXPECT_TRUE(robot.has("statistic.weeks_in_talks") || robot.has("statistic.coup"));
}

TEST(Keyboard, AFoldedSectionIsOpenedAndItsValuesReached) {
  KeysOnly robot(quick_options());
  robot.app().act(SetFilter{Filter::all});
  robot.step(2);
  robot.go_to("group.switches");
  const std::size_t before = robot.stops().size();
  robot.enter();
  EXPECT_GT(robot.stops().size(), before);
  robot.go(Key::down);
  EXPECT_THAT(robot.focus(), HasSubstr("switches."));
}

TEST(Keyboard, AChoiceAmongWordsIsOpenedByEnter) {
  KeysOnly robot(quick_options());
  robot.go_to("levers.mediator");
  robot.enter();
  robot.go_to("levers.mediator.dicko");
  robot.enter();
  robot.settle();
  EXPECT_EQ(get_value(robot.app().draft(), "levers.mediator"), Value{std::string("dicko")});
}

TEST(Keyboard, TheMapIsEnlargedMovedAndItsCerclesAreChosen) {
  KeysOnly robot(quick_options());
  const Placed whole = robot.at("map");
  robot.press(plain(letter('C')));
  EXPECT_EQ(robot.app().view().cercle, 0);
  robot.press(plain(letter('C')));
  EXPECT_EQ(robot.app().view().cercle, 1);
  robot.press(shift(letter('C')));
  robot.press(shift(letter('C')));
  EXPECT_EQ(robot.app().view().cercle, -1) << "the whole country";
  robot.press(shift(letter('C')));
  EXPECT_EQ(robot.app().view().cercle, int(robot.app().file().world->cercles.size()) - 1);
  robot.press(plain(Key::escape));
  EXPECT_EQ(robot.app().view().cercle, -1);
  for (int k = 0; k < 4; ++k) robot.press(alt(Key::plus));
  EXPECT_NEAR(robot.app().map_zoom(), 1.25 * 1.25 * 1.25 * 1.25, 1e-9);
  const ImVec2 before = robot.app().map_pan();
  robot.press(alt(Key::left));
  EXPECT_GT(robot.app().map_pan().x, before.x) << "the west comes into sight";
  robot.press(alt(Key::down));
  EXPECT_LT(robot.app().map_pan().y, before.y);
  for (int k = 0; k < 60; ++k) robot.press(alt(Key::left));
  const float far = robot.app().map_pan().x;
  robot.press(alt(Key::left));
  EXPECT_EQ(robot.app().map_pan().x, far) << "not off the map";
  robot.press(alt(Key::zero));
  EXPECT_EQ(robot.app().map_zoom(), 1.0);
  EXPECT_EQ(robot.app().map_pan().x, 0.0f);
  EXPECT_TRUE(whole.visible);
}

// --- Compare -------------------------------------------------------------------------------------

TEST(Keyboard, CompareIsToldWhichCaseAndWhichRun) {
  KeysOnly robot(few());
  robot.press(plain(Key('2')));
  robot.settle();
  robot.choose("compare.a", "compare.preset.french_leave_at_once");
  ASSERT_EQ(robot.app().compared().side, SideA::file);
  EXPECT_EQ(robot.app().compared().path.stem(), "french_leave_at_once");
  robot.go_to("compare.run.number");
  robot.enter();
  robot.write("7");
  robot.settle();
  EXPECT_EQ(robot.app().compared().replicate, 7);
  robot.go_to("button.compare_watch");
  robot.enter();
  EXPECT_EQ(robot.app().view().place, Place::watch);
  EXPECT_EQ(robot.app().view().replicate, 7);
}

TEST(Keyboard, AFileIsChosenInTheDialog) {
  KeysOnly robot(few());
  robot.press(plain(Key('2')));
  robot.settle();
  robot.go_to("compare.a");
  robot.enter();
  robot.go_to("compare.other");
  robot.enter();
  ASSERT_EQ(robot.app().dialog(), Dialog::compare_with);
  robot.go_to("button.shelf_library");
  robot.enter();
  robot.go_to("preset.last_card");
  robot.enter();
  robot.settle();
  EXPECT_EQ(robot.app().dialog(), Dialog::none);
  EXPECT_EQ(robot.app().compared().path.stem(), "last_card");
}

// From the box of the path down to a line of the list, and Enter opens it.
TEST(Keyboard, AFileIsChosenFromTheListWithoutAMouse) {
  const Folder folder;
  const fs::path path = folder.baseline_copy("first.toml");
  folder.baseline_copy("second.toml");
  KeysOnly robot(quick_options(), path);
  robot.press(ctrl('O'));
  robot.step(3);
  for (int k = 0; k < 12 && robot.focus() != "entry.second.toml"; ++k) robot.go();
  ASSERT_EQ(robot.focus(), "entry.second.toml");
  robot.enter();
  EXPECT_EQ(robot.app().dialog(), Dialog::none);
  EXPECT_EQ(robot.app().file().path.filename(), "second.toml");
}

// --- Watch ---------------------------------------------------------------------------------------

TEST(Keyboard, WatchIsToldWhichRun) {
  KeysOnly robot(watch_options());
  robot.go_to("watch.run");
  robot.enter();
  robot.write("5");
  robot.settle();
  EXPECT_EQ(robot.app().view().replicate, 5);
  robot.go_to("button.run_after");
  robot.enter();
  robot.settle();
  EXPECT_EQ(robot.app().view().replicate, 6);
  robot.go_to("watch.representatives");
  robot.enter();
  robot.go(Key::down);
  robot.go(Key::down);  // the first may be of the run that is there
  ASSERT_THAT(robot.focus(), HasSubstr("watch.representatives."));
  const std::int64_t before = robot.app().view().replicate_came_for;
  robot.enter();
  robot.settle();
  EXPECT_NE(robot.app().view().replicate_came_for, before);
}

TEST(Keyboard, ThePaletteLeadsToFieldsCerclesAndClaims) {
  KeysOnly robot(quick_options());
  const auto run = [&](const char* words) {
    robot.press(ctrl('P'));
    robot.step(3);
    robot.type(words);
    robot.step(2);
    robot.edit_key(ImGuiKey_Enter);
    robot.step(3);
  };
  run("map: deaths");
  EXPECT_EQ(robot.app().view().field, CercleFieldId::deaths);
  run("map, cercle: niono");
  ASSERT_GE(robot.app().view().cercle, 0);
  EXPECT_EQ(robot.app().file().world->cercles[std::size_t(robot.app().view().cercle)].name,
            "Niono");
  run("claim C14");
  EXPECT_EQ(robot.app().view().place, Place::sources);
}

// --- Sources -------------------------------------------------------------------------------------

TEST(Keyboard, FromAClaimToTheSliderThatRestsOnIt) {
  KeysOnly robot(quick_options());
  robot.press(plain(Key('5')));
  robot.step(3);
  robot.go_to("sources.search");
  robot.enter();
  robot.type("red line");
  robot.step(3);
  robot.go(Key::down);
  ASSERT_THAT(robot.focus(), HasSubstr("source.")) << "the list below the search";
  robot.enter();
  robot.press(plain(Key::f6));
  robot.step(2);
  ASSERT_THAT(robot.focus(), HasSubstr("link."));
  const std::string key = robot.focus().substr(5);
  robot.enter();
  robot.go_to("button.show_control");
  robot.enter();
  EXPECT_EQ(robot.app().view().place, Place::explore);
  EXPECT_EQ(robot.focus(), key) << "the slider is framed";
  EXPECT_TRUE(robot.seen(key));
}

// --- dialogs -------------------------------------------------------------------------------------

TEST(Keyboard, AFigureIsExported) {
  const Folder folder;
  KeysOnly robot(quick_options());
  robot.press(ctrl('E'));
  robot.step(3);
  robot.go_to("figure.outcomes");
  robot.enter();
  robot.go_to("figure.CSV");
  robot.enter();
  robot.go_to("figure.path");
  robot.enter();
  const fs::path path = folder.path() / "ends.csv";
  robot.write(path.string());
  robot.go_to("button.figure_export");
  robot.enter();
  EXPECT_EQ(robot.app().dialog(), Dialog::none);
  EXPECT_TRUE(fs::exists(path));
}

TEST(Keyboard, MenusOpenAndTheirLinesArePressed) {
  KeysOnly robot(quick_options());
  robot.press(shift(Key::f6));
  robot.go_to("menu.view");
  robot.enter();
  robot.go_to("menu.french");
  robot.enter();
  robot.step(3);
  EXPECT_EQ(robot.app().view().lang, Lang::fr);
}

// --- the frame -----------------------------------------------------------------------------------

TEST(FocusFrame, IsNeverCutOffAtTheEdgeOfItsPanel) {
  ImGuiHouse house(400, 300);
  unsigned char* pixels = nullptr;
  int width = 0, height = 0;
  ImGui::GetIO().Fonts->GetTexDataAsAlpha8(&pixels, &width, &height);
  ImGui::NewFrame();
  ImGui::Begin("panel");
  ImGui::BeginChild("inside", {200, 100});
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 low = list.GetClipRectMin(), high = list.GetClipRectMax();
  const int before = list.VtxBuffer.Size;
  draw_focus_frame({{low.x - 3, low.y}, {high.x + 40, low.y + 30}});
  ASSERT_GT(list.VtxBuffer.Size, before);
  const ImVec4 seen =
      list.CmdBuffer[list.CmdBuffer.Size - (list.CmdBuffer.back().ElemCount == 0 ? 2 : 1)].ClipRect;
  const float border = ImGui::GetFontSize() / 2;  // as far as a frame may stand out of its list
  for (int k = before; k < list.VtxBuffer.Size; ++k) {
    const ImVec2 at = list.VtxBuffer[k].pos;
    EXPECT_GE(at.x, std::max(low.x - border, seen.x - 1.0f));  // a pixel for the line's smooth edge
    EXPECT_LE(at.x, std::min(high.x + border, seen.z + 1.0f));
    EXPECT_GE(at.y, low.y - 1.5f);
  }
  ImGui::EndChild();
  ImGui::End();
  ImGui::EndFrame();
}

}  // namespace keyboard_test
}  // namespace palabre::ui::test
