// Views, keys, palette, locks, the map under the mouse, charts chosen, splitters, tour: as a person
// would use them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/ui/robot.hpp"
#include "ui/base/controls.hpp"
#include "ui/base/equations.hpp"
#include "ui/base/words.hpp"
#include "ui/draw/map.hpp"
#include "ui/figures/figure.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/dialog_inputs.hpp"
#include "ui/panels/frame.hpp"
#include "ui/panels/view.hpp"

namespace palabre::ui::test {
namespace views_test {

constexpr Chord shift(Key key) { return {key, false, true, false}; }

TEST(Views, KeysAndTabsChangeThem) {
  Robot robot;
  robot.press(plain(Key('5')));
  EXPECT_EQ(robot.app().view().place, Place::sources);
  EXPECT_TRUE(robot.has("sources.search"));
  EXPECT_FALSE(robot.has("map"));
  robot.press(plain(Key('1')));
  EXPECT_TRUE(robot.has("map"));
  robot.click("view.sources");
  EXPECT_EQ(robot.app().view().place, Place::sources);
  robot.click("view.explore");
  EXPECT_EQ(robot.app().view().place, Place::explore);
}

TEST(Views, NoKeyOfTheTableChangesTheCaseByLooking) {
  Robot robot;
  const Scenario before = robot.app().draft();
  for (const KeyBinding& row : key_bindings()) {
    if (row.action == Action::new_draw || row.action == Action::quit ||
        row.action == Action::new_case || row.action == Action::nudge_up ||
        row.action == Action::nudge_down)
      continue;  // these are there to change it
    robot.press(row.chord);
    robot.press(plain(Key::escape));
    robot.press(plain(Key::escape));
  }
  EXPECT_TRUE(robot.app().draft() == before);
  EXPECT_FALSE(robot.app().wants_quit());
}

TEST(Views, SpeedChangesAndLuckIsTheSeed) {
  Robot robot;
  const std::int64_t seed = robot.app().draft().seed;
  robot.press(plain(letter('R')));
  EXPECT_EQ(robot.app().draft().seed, seed + 1);
  robot.press(shift(letter('R')));
  EXPECT_EQ(robot.app().draft().seed, seed);
  EXPECT_FALSE(robot.app().dirty());
  const double speed = robot.app().view().speed;
  robot.press(plain(Key::plus));
  EXPECT_EQ(robot.app().view().speed, 2 * speed);
  for (int k = 0; k < 9; ++k) robot.press(plain(Key::minus));
  EXPECT_EQ(robot.app().view().speed, 1.25);
}

TEST(Views, PresentationEnlargesAndEscapeEndsIt) {
  Robot robot;
  const float scale = robot.app().look().scale;
  robot.press(plain(Key::f11));
  EXPECT_TRUE(robot.app().view().presentation);
  EXPECT_GT(robot.app().look().scale, 1.3f * scale);
  robot.press(plain(Key::escape));
  EXPECT_FALSE(robot.app().view().presentation);
  EXPECT_EQ(robot.app().look().scale, scale);
}

TEST(Palette, FindsCommandsAssumptionsLeversAndRunsThem) {
  Robot robot;
  const auto choose = [&](const std::string& words) {
    robot.press(ctrl('P'));
    robot.step(3);
    robot.type(words);
    robot.step();
    robot.edit_key(ImGuiKey_Enter);
    robot.step(3);
  };
  choose("sources and equations");
  EXPECT_EQ(robot.app().view().place, Place::sources);
  choose("mediator's standing");
  EXPECT_EQ(robot.app().view().place, Place::explore);
  EXPECT_TRUE(robot.seen("talks.mediator"));
  choose("french withdrawal");
  EXPECT_TRUE(robot.seen("levers.french_withdrawal"));
  choose("Light");
  EXPECT_EQ(robot.app().view().theme, Theme::light);
  choose("nothing has such a name");
  EXPECT_EQ(robot.app().dialog(), Dialog::palette) << "nothing to run: the list stays";
  robot.press(plain(Key::escape));
  EXPECT_EQ(robot.app().dialog(), Dialog::none);
}

TEST(Palette, ArrowsPickALine) {
  Robot robot;
  robot.press(ctrl('P'));
  robot.step(3);
  robot.type("texte plus");  // French words are not found in English
  robot.step();
  EXPECT_FALSE(robot.has("palette.theme"));
  robot.press(plain(Key::escape));
  robot.app().act(SetLang{Lang::fr});
  robot.press(ctrl('P'));
  robot.step(3);
  robot.type("texte plus");
  robot.edit_key(ImGuiKey_DownArrow);  // larger, smaller
  robot.edit_key(ImGuiKey_Enter);
  robot.step(3);
  EXPECT_EQ(robot.app().view().text_size, 1.0) << "smaller than the smallest stays";
  robot.press(ctrl('P'));
  robot.step(3);
  robot.type("texte plus grand");
  robot.edit_key(ImGuiKey_Enter);
  robot.step(3);
  EXPECT_EQ(robot.app().view().text_size, 1.25);
}

TEST(Keyboard, EveryValueIsReachedAndChangedWithoutAMouse) {
  Robot robot;
  robot.app().act(SetFilter{Filter::all});
  robot.step(2);
  std::set<std::string> changed;
  std::set<std::string> reached;
  const std::size_t stops = robot.app().last_frame().stops.size();
  for (std::size_t k = 0; k < stops; ++k) {
    robot.press(plain(Key::tab));
    robot.step(2);
    const Scenario before = robot.app().draft();
    robot.press(shift(Key::right));
    if (robot.app().draft() == before) robot.press(shift(Key::left));
    if (!(robot.app().draft() == before)) changed.insert(robot.app().last_frame().focus);
    for (const std::string& key : scenario_keys())
      if (get_value(before, key) != get_value(robot.app().draft(), key)) reached.insert(key);
    if (!(robot.app().draft() == before)) robot.press(ctrl('Z'));
  }
  EXPECT_EQ(changed.size(), param_specs().size() + lever_specs().size());
  for (const ParamSpec& spec : param_specs())
    EXPECT_TRUE(reached.contains(std::string(spec.key))) << spec.key;
  for (const LeverSpec& spec : lever_specs())
    EXPECT_TRUE(changed.contains(key_of(spec))) << key_of(spec);
  EXPECT_FALSE(robot.app().dirty());
}

TEST(Keyboard, TheFramedValueIsTypedAndReset) {
  Robot robot;
  robot.press(plain(Key::tab));
  robot.press(plain(Key::enter));
  robot.step(2);
  robot.type("0.3");
  robot.edit_key(ImGuiKey_Enter);
  EXPECT_EQ(robot.param("territory.state_share"), 0.3);
  robot.press(plain(Key::backspace));
  EXPECT_FALSE(robot.app().dirty());
}

TEST(Locks, HoldAgainstDragTypingResetAndPreset) {
  Robot robot;
  robot.app().act(SetValue{"talks.mediator", Value{0.3}, true});
  robot.settle();
  robot.move(robot.at("talks.mediator").centre());
  robot.press(plain(letter('L')));
  EXPECT_TRUE(robot.app().view().locked.contains("talks.mediator"));
  robot.drag_slider("talks.mediator", 0.3, 0.9);
  EXPECT_EQ(robot.param("talks.mediator"), 0.3);
  EXPECT_THAT(robot.app().notice(), testing::HasSubstr("locked"));
  robot.press(plain(Key::backspace));
  EXPECT_EQ(robot.param("talks.mediator"), 0.3);
  robot.app().act(SetValue{"levers.mediator", Value{std::string("dicko")}, true});
  EXPECT_EQ(robot.param("talks.mediator"), 0.3) << "a mediator's preset does not reach it";
  robot.app().act(Do{Action::all_to_file});
  EXPECT_EQ(robot.param("talks.mediator"), 0.3);
  robot.step(2);
  robot.click("talks.mediator.lock");
  EXPECT_TRUE(robot.app().view().locked.empty());
  robot.app().act(Do{Action::all_to_file});
  EXPECT_FALSE(robot.app().dirty());
}

TEST(Locks, AllToTheDefaultsGoesBackInOneStep) {
  Robot robot;
  const std::size_t before = robot.app().history().steps();
  robot.app().act(SetValue{"talks.mediator", Value{0.1}, true});
  robot.app().act(SetValue{"levers.mediator", Value{std::string("none")}, true});
  robot.app().act(SetValue{"levers.election", Value{Date::never()}, true});
  robot.app().act(Do{Action::all_to_default});
  EXPECT_EQ(robot.app().history().steps(), before + 4);
  Scenario plain_case = robot.app().draft();
  for (const std::string& key : scenario_keys())
    EXPECT_TRUE(get_value(plain_case, key) == initial_value(plain_case, key) ||
                std::holds_alternative<double>(*get_value(plain_case, key)))
        << key;
  for (const ParamSpec& spec : param_specs())
    EXPECT_EQ(robot.param(spec.key), spec.initial) << spec.key;
}

TEST(Filters, AssumedListsWhatRestsOnASupposition) {
  Robot robot;
  robot.click("button.filter_assumed");
  int listed = 0;
  for (const ParamSpec& spec : param_specs()) {
    EXPECT_EQ(robot.has(std::string(spec.key)), is_assumed(spec.claims)) << spec.key;
    listed += is_assumed(spec.claims);
  }
  EXPECT_GT(listed, 0);
}

TEST(Timelines, ADateGoesBackToWhatItWasBeforeNever) {
  Robot robot;
  const auto election = [&] { return robot.app().draft().levers.election; };
  const Date before = election();
  ASSERT_FALSE(before.is_never());
  robot.at("levers.election");
  robot.click("levers.election.never");
  EXPECT_TRUE(election().is_never());
  robot.click("levers.election.never");
  EXPECT_EQ(election(), before);
  robot.at("levers.minusma_exit");
  robot.click("levers.minusma_exit.never");  // never was a date: the middle of the run
  EXPECT_EQ(robot.app().draft().levers.minusma_exit,
            date_at(robot.app().draft().weeks / 2, robot.app().draft()));
}

TEST(Timelines, ADateIsTypedAsFrenchPeopleWriteIt) {
  Robot robot(quick_options(Lang::fr));
  robot.at("levers.minusma_exit");
  robot.click("levers.minusma_exit.value");
  robot.step(2);
  robot.type("30/06/2023");
  robot.edit_key(ImGuiKey_Enter);
  EXPECT_EQ(to_string(robot.app().draft().levers.minusma_exit), "2023-06-30");
  robot.click("levers.minusma_exit.value");
  robot.step(2);
  robot.type("bientôt");
  robot.edit_key(ImGuiKey_Enter);
  EXPECT_EQ(to_string(robot.app().draft().levers.minusma_exit), "2023-06-30");
  EXPECT_THAT(robot.app().notice(), testing::HasSubstr("30/06/2023"));
}

TEST(MapView, AClickShowsTheChartsOfACercleAndAnotherTheCountry) {
  Robot robot;
  const Placed map = robot.at("map");
  int clicked = 0;
  for (float x = 0.3f; x < 0.8f && clicked == 0; x += 0.1f) {
    robot.click(ImVec2{map.low.x + x * (map.high.x - map.low.x), map.centre().y + 60});
    clicked += robot.app().view().cercle >= 0;
  }
  ASSERT_EQ(clicked, 1);
  robot.step(2);
  EXPECT_TRUE(robot.has("chart.cercle_deaths"));
  EXPECT_FALSE(robot.has("chart.deaths"));
  robot.click("button.whole_country");
  EXPECT_EQ(robot.app().view().cercle, -1);
  EXPECT_TRUE(robot.has("chart.deaths"));
}

TEST(MapView, ADragOfTheMapChoosesNothing) {
  Robot robot;
  const ImVec2 middle = robot.at("map").centre();
  robot.click("button.zoom_in");
  robot.click("button.zoom_in");
  robot.drag(middle, {middle.x + 80, middle.y + 30});
  EXPECT_EQ(robot.app().view().cercle, -1);
  robot.click("button.zoom_all");
}

TEST(MapView, ZoomKeepsWhatIsUnderTheMouseAndWholeIsWhole) {
  const MapShape shape = map_shape(*load_scenario(baseline_path()).world);
  const Rect box{{10, 20}, {510, 420}};
  const MapPlace whole = place_map(shape, box), twice = zoomed(whole, box, 2.0, {0, 0});
  EXPECT_FLOAT_EQ(twice.scale, 2 * whole.scale);
  const ImVec2 middle{260, 220}, there = whole.back(middle);
  EXPECT_NEAR(twice.at(there).x, middle.x, 0.01f);
  EXPECT_NEAR(twice.at(there).y, middle.y, 0.01f);
  const MapPlace same = zoomed(whole, box, 1.0, {0, 0});
  EXPECT_NEAR(same.origin.x, whole.origin.x, 0.01f);
  for (std::size_t c = 0; c < shape.pieces.size(); ++c)
    EXPECT_EQ(cercle_at(shape, whole, whole.at(shape.pieces[c].middle)), int(c))
        << "the point of a cercle lies in it";
}

TEST(Charts, EachPlaceShowsWhatIsChosen) {
  Robot robot;
  std::vector<std::string> ids{"territory", "people", "stages"};
  for (const SeriesSpec& spec : series_specs()) ids.emplace_back(spec.id);
  for (const std::string& id : ids) {
    robot.app().act(SetChart{1, id});
    robot.step();
    EXPECT_TRUE(robot.has("chart." + id)) << id;
  }
  robot.click("chart.0.choose");
  robot.step(2);
  robot.click("choice.attacks");
  EXPECT_EQ(robot.app().view().charts[0], "attacks");
}

TEST(Charts, OutcomesAreDotsOrBars) {
  Robot robot;
  EXPECT_TRUE(robot.app().view().dots);
  robot.click("button.bars");
  EXPECT_FALSE(robot.app().view().dots);
  robot.click("button.dots");
  EXPECT_TRUE(robot.app().view().dots);
}

TEST(Splitters, AreDraggedAndPutBack) {
  Robot robot;
  const auto splits = [&] { return robot.app().view().splits; };
  const auto usual = splits();
  const std::array<std::pair<const char*, ImVec2>, 3> moves{
      std::pair{"split.left", ImVec2{60, 0}}, std::pair{"split.facts", ImVec2{60, 0}},
      std::pair{"split.bottom", ImVec2{0, -60}}};
  for (std::size_t k = 0; k < moves.size(); ++k) {
    const ImVec2 from = robot.at(moves[k].first).centre();
    robot.drag(from, {from.x + moves[k].second.x, from.y + moves[k].second.y});
    EXPECT_GT(splits()[k], usual[k] + 0.02) << moves[k].first;
    const ImVec2 now = robot.at(moves[k].first).centre();
    robot.step(30);
    robot.click(now);
    robot.click(now);
    EXPECT_EQ(splits()[k], usual[k]) << moves[k].first;
  }
}

TEST(Sources, FromAValueToItsClaimsAndBack) {
  Robot robot;
  robot.move(robot.at("talks.mediator").centre());
  robot.press(plain(letter('S')));
  robot.step(3);
  EXPECT_EQ(robot.app().view().place, Place::sources);
  robot.click("link.C42");
  robot.step(3);
  robot.click("link.talks.mediator");
  robot.step(3);
  robot.click("button.show_control");
  robot.step(3);
  EXPECT_EQ(robot.app().view().place, Place::explore);
  EXPECT_TRUE(robot.seen("talks.mediator"));
}

TEST(Sources, EveryClaimAndValueCanBeShown) {
  Robot robot;
  std::vector<std::string> all;
  for (const ClaimSpec& spec : claim_specs()) all.emplace_back(spec.name);
  for (const ParamSpec& spec : param_specs()) all.emplace_back(spec.key);
  for (const LeverSpec& spec : lever_specs()) all.push_back(key_of(spec));
  for (const ConstantSpec& spec : constant_specs()) all.emplace_back(spec.name);
  for (const std::string& id : all) {
    robot.app().act(ShowSource{id});
    robot.step(2);
    EXPECT_TRUE(robot.has("source." + id)) << id;
  }
}

TEST(Sources, KindsAndSearchNarrowTheList) {
  Robot robot;
  robot.press(plain(Key('5')));
  robot.click("button.kind_4");  // assumptions
  for (const ClaimSpec& spec : claim_specs())
    EXPECT_EQ(robot.has("source." + std::string(spec.name)), spec.kind == ClaimKind::Assumption)
        << spec.name;
  robot.click("button.kind_4");
  robot.click("sources.search");
  robot.type("Niono");
  robot.step(2);
  EXPECT_TRUE(robot.has("source.C10"));
  EXPECT_FALSE(robot.has("source.C1"));
}

TEST(Tour, EndsWhenTheUserHasChangedSomething) {
  AppOptions options = quick_options();
  options.first_visit = true;
  Robot robot(options);
  EXPECT_EQ(robot.app().view().tour, 0);
  int steps = 1;
  while (robot.has("button.tour_next")) {
    robot.click("button.tour_next");
    robot.step(3);
    ASSERT_LE(++steps, 10);
  }
  EXPECT_EQ(robot.app().view().tour, 6);
  EXPECT_TRUE(robot.seen("talks.mediator")) << "the slider to drag is in sight";
  robot.drag_slider("talks.mediator", 0.6, 0.9);
  robot.step(3);
  EXPECT_EQ(robot.app().view().tour, 7);
  robot.click("button.tour_end");
  EXPECT_EQ(robot.app().view().tour, -1);
  EXPECT_TRUE(robot.app().dirty());
}

TEST(Tour, IsSkippedByButtonAndByEscape) {
  for (const bool by_key : {false, true}) {
    AppOptions options = quick_options(Lang::fr);
    options.first_visit = true;
    Robot robot(options);
    if (by_key)
      robot.press(plain(Key::escape));
    else
      robot.click("button.tour_skip");
    EXPECT_EQ(robot.app().view().tour, -1);
  }
}

}  // namespace views_test
}  // namespace palabre::ui::test
