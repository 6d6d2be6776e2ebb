// The view Compare: what stands on screen is what compare() says, whatever is chosen, and looking
// changes nothing.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "sim/run/views/compare.hpp"
#include "tests/ui/robot.hpp"
#include "ui/base/style.hpp"
#include "ui/base/words.hpp"
#include "ui/compare/compare_parts.hpp"
#include "ui/draw/map_difference.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/dialog_inputs.hpp"
#include "ui/panels/view.hpp"
#include "ui/work/compare.hpp"
#include "ui/work/ensemble_task.hpp"

namespace palabre::ui::test {
namespace compare_test {

using testing::HasSubstr;

// The real engine, with few runs.
AppOptions few(int replicates = 48, Lang lang = Lang::en) {
  AppOptions options;
  options.asks_why = false;  // thirty ensembles beside each case
  options.lang = lang;
  options.still = true;
  options.replicates = replicates;
  return options;
}

fs::path scenario(const char* name) { return shipped_scenarios() / name; }

void compare_with(Robot& robot, const fs::path& path) {
  robot.app().act(PickA{{SideA::file, path}});
  robot.settle();
}

const ComparedCases& cases(Robot& robot) {
  const auto& answer = robot.app().compared().cases.answer;
  if (!answer) throw std::runtime_error("nothing was compared");
  return *answer;
}

TEST(Compare, SaysWhatToDoWhereThereIsNoA) {
  Robot robot(few());
  robot.app().act(Do{Action::undo});  // the case as it is in the file
  robot.press(plain(Key('2')));
  robot.settle();
  EXPECT_EQ(robot.app().view().place, Place::compare);
  EXPECT_TRUE(robot.seen("compare.empty"));
  robot.app().act(PickA{{SideA::pinned, {}}});
  robot.settle();
  EXPECT_TRUE(robot.seen("compare.problem")) << "nothing is pinned";
}

TEST(Compare, BeginsWithThePinnedCaseOrTheFile) {
  Robot robot(few());
  robot.app().act(SetValue{"talks.mediator", Value{0.9}, true});
  robot.press(plain(Key('2')));
  robot.settle();
  EXPECT_EQ(robot.app().compared().side, SideA::saved) << "the baseline is based on nothing";
  EXPECT_TRUE(robot.seen("compare.input.talks.mediator"));
  robot.press(plain(letter('P')));
  robot.app().act(SetValue{"talks.guarantee", Value{0.9}, true});
  robot.settle();
  EXPECT_EQ(robot.app().compared().side, SideA::pinned);
  EXPECT_FALSE(robot.has("compare.input.talks.mediator"));
  EXPECT_TRUE(robot.has("compare.input.talks.guarantee"));
}

TEST(Compare, NumbersAreThoseOfTheLibrary) {
  Robot robot(few());
  compare_with(robot, scenario("strength_first.toml"));
  const ScenarioFile a = load_scenario(scenario("strength_first.toml"));
  const Scenario& b = robot.app().draft();
  const auto& world = *robot.app().file().world;
  RecordingShelf shelf;
  Recording first(std::make_shared<const Model>(compile(a.scenario, *a.world)), a.scenario.seed);
  Recording second(std::make_shared<const Model>(compile(b, world)), a.scenario.seed);
  CompareOptions options;
  options.replicates = 48;
  const auto wanted = compare(first, second, options);
  ASSERT_TRUE(wanted);
  const Comparison& shown = cases(robot).comparison;
  EXPECT_EQ(shown.results_a, wanted->results_a);
  EXPECT_EQ(shown.results_b, wanted->results_b);
  EXPECT_EQ(shown.flips, wanted->flips);
  EXPECT_EQ(shown.parting.by_week, wanted->parting.by_week);
  ASSERT_EQ(shown.statistics.size(), wanted->statistics.size());
  for (std::size_t k = 0; k < shown.statistics.size(); ++k)
    if (shown.statistics[k].difference) {
      EXPECT_EQ(shown.statistics[k].difference->value, wanted->statistics[k].difference->value);
      EXPECT_EQ(shown.statistics[k].difference->low, wanted->statistics[k].difference->low);
    }
  EXPECT_EQ(cases(robot).a->digest, wanted->results_a) << "the maps are of the same runs";
  EXPECT_EQ(cases(robot).b->digest, wanted->results_b);
}

TEST(Compare, AFirstLookComesBeforeAllPairs) {
  Robot robot(few(600));
  robot.app().act(PickA{{SideA::file, scenario("strength_first.toml")}});
  std::vector<std::int64_t> seen;
  std::vector<double> widths;
  for (int k = 0; k < 60000 && (seen.empty() || seen.back() < 600); ++k) {
    robot.step();
    const auto& answer = robot.app().compared().cases.answer;
    if (answer && (seen.empty() || seen.back() != answer->comparison.replicates)) {
      seen.push_back(answer->comparison.replicates);
      const Estimate& d =
          *answer->comparison.find(StatisticId::jihadist_share_area_end)->difference;
      widths.push_back(d.high - d.low);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  ASSERT_EQ(seen, (std::vector<std::int64_t>{128, 600}));
  EXPECT_LT(widths[1], widths[0]) << "the interval narrows";
}

TEST(Compare, EscapeStopsAndGoOnGoesOn) {
  const Folder folder;
  const fs::path mine = folder.baseline_copy(), long_one = folder.path() / "long.toml";
  std::ofstream(long_one) << "format = 1\nbase = \"mine.toml\"\nreplicates = 200000\n";
  Robot robot(few(), mine);
  robot.app().act(SetReplicates{200000});
  robot.app().act(PickA{{SideA::file, long_one}});
  robot.step(3);
  ASSERT_TRUE(robot.app().compared().cases.running);
  robot.press(plain(Key::escape));
  robot.step(3);
  EXPECT_FALSE(robot.app().compared().cases.running);
  EXPECT_TRUE(robot.app().compared().cases.stopped);
  EXPECT_TRUE(robot.seen("button.compare_go_on"));
  robot.step(5);
  EXPECT_FALSE(robot.app().compared().cases.running) << "stays stopped";
  robot.click("button.compare_go_on");
  robot.step();
  EXPECT_TRUE(robot.app().compared().cases.running);
  robot.press(plain(Key::escape));
  EXPECT_TRUE(robot.app().run_state().running) << "the run of the case itself goes on";
  robot.press(plain(Key::escape));
  EXPECT_FALSE(robot.app().run_state().running);
}

TEST(Compare, TheSameQuestionIsNotWorkedOutTwice) {
  Robot robot(few());
  compare_with(robot, scenario("strength_first.toml"));
  const auto before = robot.app().compared().cases.answer;
  compare_with(robot, scenario("last_card.toml"));
  EXPECT_NE(robot.app().compared().cases.answer, before);
  robot.app().act(PickA{{SideA::file, scenario("strength_first.toml")}});
  robot.step(2);
  EXPECT_EQ(robot.app().compared().cases.answer, before) << "at once, and the very same";
}

TEST(Compare, WhatCannotMatterIsExactlyEqual) {
  Robot robot(few());
  robot.app().act(SetValue{"levers.talks_open", Value{Date::never()}, true});
  robot.settle();
  robot.press(plain(letter('P')));
  robot.app().act(SetValue{"talks.truce_break_rate", Value{0.05}, true});
  robot.press(plain(Key('2')));
  robot.settle();
  const Comparison& c = cases(robot).comparison;
  EXPECT_EQ(c.flipped(), 0);
  EXPECT_EQ(c.parting.parted, 0);
  EXPECT_TRUE(statistics_that_differ(c).empty());
  for (std::size_t k = 0; k < kCercleFieldCount; ++k)
    EXPECT_EQ(cases(robot).difference->largest(CercleFieldId(k)), 0.0);
  EXPECT_EQ(field_difference_in_words(0.0, Unit::Share, Lang::en), "exactly equal");
  EXPECT_EQ(field_difference_in_words(1e-9, Unit::Share, Lang::en).find("exactly"),
            std::string::npos)
      << "small is not equal";
  EXPECT_TRUE(robot.has("compare.equal"));
  EXPECT_TRUE(robot.has("compare.input.talks.truce_break_rate")) << "the inputs do differ";
}

TEST(Compare, FiguresThatDifferComeLargestFirstAndUnsureOnesLast) {
  Robot robot(few(96));
  compare_with(robot, scenario("nobody_leaves_no_talks.toml"));
  const Comparison& c = cases(robot).comparison;
  const auto differ = statistics_that_differ(c);
  ASSERT_GT(differ.size(), 10u);
  bool unsure = false;
  double before = 1e9;
  for (const StatisticDifference* s : differ) {
    EXPECT_FALSE(exactly_equal(*s, c));
    if (!s->difference) continue;
    const bool sure = s->has_interval && (s->difference->low > 0 || s->difference->high < 0);
    if (!sure) unsure = true;
    if (unsure) {
      EXPECT_FALSE(sure) << statistic_specs()[std::size_t(s->id)].id;
      continue;
    }
    const double change =
        std::abs(s->difference->value) / std::max(std::abs(s->a->value), std::abs(s->b->value));
    EXPECT_LE(change, before + 1e-12);
    before = change;
  }
  std::size_t equal = 0;
  for (const StatisticDifference& s : c.statistics) equal += exactly_equal(s, c);
  EXPECT_EQ(equal + differ.size(), c.statistics.size()) << "every figure is somewhere";
}

TEST(Compare, FlipsAreToldInWords) {
  constexpr int kFrozen = int(OutcomeId::frozen), kTruce = int(OutcomeId::truce);
  Comparison c;
  c.replicates = 1000;
  c.flips[kFrozen][kTruce] = 37;
  c.flips[kFrozen][kFrozen] = 400;
  c.flips[1][0] = 1;
  EXPECT_EQ(flip_in_words(c, kFrozen, kTruce, Lang::en),
            "37 of 1,000 runs went from “Frozen” to “Truce stands”.");
  EXPECT_EQ(flip_in_words(c, kFrozen, kFrozen, Lang::en),
            "400 of 1,000 runs end as “Frozen” in both.");
  EXPECT_THAT(flip_in_words(c, 1, 0, Lang::en), HasSubstr("1 of 1,000 runs went"));
  EXPECT_THAT(flip_in_words(c, 0, 1, Lang::en), HasSubstr("None of 1,000 runs"));
  EXPECT_THAT(flip_in_words(c, kFrozen, kTruce, Lang::fr), HasSubstr("37 simulations sur"));
}

TEST(Compare, OneRunIsToldInBoth) {
  Robot robot(few());
  compare_with(robot, scenario("french_leave_at_once.toml"));
  const auto told = [&] { return robot.app().compared().run.answer; };
  ASSERT_TRUE(told());
  EXPECT_EQ(told()->replicate, 0);
  robot.app().act(PickRun{17});
  robot.settle();
  ASSERT_EQ(told()->replicate, 17);
  const ScenarioFile a = load_scenario(scenario("french_leave_at_once.toml"));
  Recording first(std::make_shared<const Model>(compile(a.scenario, *a.world)), a.scenario.seed);
  Recording second(
      std::make_shared<const Model>(compile(robot.app().draft(), *robot.app().file().world)),
      a.scenario.seed);
  const Pair pair = compare_one(first, second, 17);
  EXPECT_EQ(told()->pair.parts, pair.parts);
  EXPECT_EQ(told()->a->outcome, pair.a);
  EXPECT_EQ(told()->b->outcome, pair.b);
  ASSERT_TRUE(told()->event_a || told()->event_b) << "the French leave on other days";
  robot.app().act(PickRun{1'000'000});
  robot.settle();
  EXPECT_EQ(robot.app().compared().replicate, 47) << "the last there is";
}

TEST(Compare, WhatCannotBePairedIsToldAsTheCommandLineDoes) {
  const Folder folder;
  const fs::path mine = folder.baseline_copy();
  std::ofstream(folder.path() / "short.toml") << "format = 1\nbase = \"mine.toml\"\nweeks = 52\n";
  std::ofstream(folder.path() / "broken.toml") << "format = 1\nweeks = 0\n";
  Robot robot(few(), mine);
  compare_with(robot, folder.path() / "short.toml");
  ASSERT_TRUE(robot.app().compared().problem);
  EXPECT_THAT(robot.app().compared().problem->en, HasSubstr("they cannot be paired week by week"));
  EXPECT_TRUE(robot.seen("compare.problem"));
  compare_with(robot, folder.path() / "broken.toml");
  ASSERT_TRUE(robot.app().compared().problem);
  EXPECT_THAT(robot.app().compared().problem->en, HasSubstr("broken.toml:2:9: weeks: "));
  compare_with(robot, folder.path() / "nowhere.toml");
  EXPECT_TRUE(robot.seen("compare.problem"));
  std::ofstream(folder.path() / "broken.toml") << "format = 1\nbase = \"mine.toml\"\n";
  compare_with(robot, folder.path() / "broken.toml");
  EXPECT_FALSE(robot.app().compared().problem) << "mended, and read again";
}

TEST(Compare, AnotherSeedIsNoErrorAndIsSaid) {
  Robot robot(few());
  robot.app().act(SetSeed{5});
  compare_with(robot, scenario("strength_first.toml"));
  EXPECT_FALSE(robot.app().compared().problem);
  EXPECT_TRUE(robot.has("compare.input.seed"));
  EXPECT_EQ(cases(robot).comparison.seed, 20220214) << "the seed of A";
}

TEST(Compare, LookingChangesNothing) {
  Robot robot(few());
  const Scenario before = robot.app().draft();
  const std::string digest = robot.app().digest();
  const std::size_t steps = robot.app().history().steps();
  compare_with(robot, scenario("strength_first.toml"));
  for (const char* key : {"map.a", "map.difference", "compare.a", "compare.inputs"}) {
    robot.move(robot.at(key).centre());
    robot.step(30);
  }
  robot.app().act(PickRun{3});
  robot.settle();
  robot.press(plain(Key('1')));
  EXPECT_TRUE(robot.app().draft() == before);
  EXPECT_EQ(robot.app().digest(), digest);
  EXPECT_EQ(robot.app().history().steps(), steps);
}

TEST(Compare, AIsChosenInTheListTheDialogAndByDropping) {
  Robot robot(few());
  robot.press(plain(Key('2')));
  robot.settle();
  robot.click("compare.a");
  robot.step(3);
  robot.click("compare.preset.arms_alone");
  robot.settle();
  EXPECT_EQ(robot.app().compared().pick.path.filename(), "arms_alone.toml");
  robot.click("compare.a");
  robot.step(3);
  robot.click("compare.other");
  robot.step(3);
  EXPECT_EQ(robot.app().dialog(), Dialog::compare_with);
  robot.app().act(CloseDialog{});
  robot.app().drop(scenario("last_card.toml"));
  robot.settle();
  EXPECT_EQ(robot.app().compared().pick.path.filename(), "last_card.toml");
  EXPECT_EQ(robot.app().file().path.filename(), "baseline.toml") << "B stays";
}

TEST(Compare, SwapOpensTheFileOfAAndAsksAboutUnsavedWork) {
  Robot robot(few());  // the number of runs is an unsaved change
  compare_with(robot, scenario("last_card.toml"));
  robot.click("button.compare_swap");
  robot.step(2);
  ASSERT_EQ(robot.app().dialog(), Dialog::unsaved);
  robot.click("button.unsaved_cancel");
  robot.settle();
  EXPECT_EQ(robot.app().file().path.filename(), "baseline.toml");
  EXPECT_EQ(robot.app().compared().pick.path.filename(), "last_card.toml") << "as before";
  robot.click("button.compare_swap");
  robot.step(2);
  robot.click("button.unsaved_discard");
  robot.app().act(SetReplicates{48});
  robot.settle();
  EXPECT_EQ(robot.app().file().path.filename(), "last_card.toml");
  EXPECT_EQ(robot.app().compared().pick.path.filename(), "baseline.toml");
}

TEST(Compare, SwapWithThePinnedCaseIsOneUndo) {
  Robot robot(few());
  robot.press(plain(letter('P')));
  robot.app().act(SetValue{"talks.mediator", Value{0.95}, true});
  robot.press(plain(Key('2')));
  robot.settle();
  const Scenario mine = robot.app().draft(), pinned = robot.app().pinned()->scenario;
  robot.click("button.compare_swap");
  robot.settle();
  EXPECT_TRUE(robot.app().draft() == pinned);
  EXPECT_TRUE(robot.app().pinned()->scenario == mine);
  robot.press(ctrl('Z'));
  EXPECT_TRUE(robot.app().draft() == mine);
}

TEST(Compare, ClaimsOfAnInputLeadToTheirSource) {
  Robot robot(few());
  robot.app().act(SetValue{"talks.mediator", Value{0.95}, true});
  robot.press(plain(Key('2')));
  robot.settle();
  robot.click("compare.claim.talks.mediator.C42");
  EXPECT_EQ(robot.app().view().place, Place::sources);
}

TEST(Compare, ColoursOfDifferencesAreBlueAndOrangeAndNeverTheGroundOfWhatIsEqual) {
  for (const Theme theme : {Theme::dark, Theme::light}) {
    const auto part = [](ImU32 c, int shift) { return int(c >> shift & 255u); };
    const ImU32 low = diverging(-1, theme), high = diverging(1, theme);
    EXPECT_GT(part(low, IM_COL32_B_SHIFT), part(low, IM_COL32_R_SHIFT));
    EXPECT_GT(part(high, IM_COL32_R_SHIFT), part(high, IM_COL32_B_SHIFT));
    for (int k = -20; k <= 20; ++k)
      EXPECT_GT(contrast(diverging(k / 20.0, theme), palette(theme).panel), 1.2) << k;
  }
}

TEST(CompareBase, AFileAsItStandsMeetsTheFileItBuildsOn) {
  AppOptions options;
  options.asks_why = false;  // thirty ensembles beside each case
  options.still = true;
  options.replicates = 24;
  Robot robot(options, shipped_scenarios() / "french_leave_at_once.toml");
  robot.app().act(Do{Action::compare});
  robot.app().act(Do{Action::undo});
  robot.settle();
  const CompareShown& shown = robot.app().compared();
  EXPECT_EQ(shown.path.filename(), "baseline.toml");
  ASSERT_TRUE(shown.cases.answer);
  EXPECT_FALSE(shown.inputs.empty());
}

}  // namespace compare_test
}  // namespace palabre::ui::test
