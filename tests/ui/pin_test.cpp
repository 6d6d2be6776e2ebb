// Pin: grey ghosts, and differences on the same dice.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/run/views/compare.hpp"
#include "tests/ui/robot.hpp"
#include "ui/draw/chart.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/dialog_inputs.hpp"
#include "ui/work/autosave.hpp"
#include "ui/work/ensemble_task.hpp"

namespace palabre::ui::test {
namespace pin_test {

// The real engine, with few runs.
AppOptions real_options(int replicates = 48) {
  AppOptions options;
  options.asks_why = false;  // thirty ensembles beside each case
  options.still = true;
  options.replicates = replicates;
  return options;
}

TEST(Pin, KeepsTheCaseAndSaysThatNothingDiffersYet) {
  Robot robot(real_options());
  EXPECT_FALSE(robot.has("effects"));
  robot.press(plain(letter('P')));
  ASSERT_NE(robot.app().pinned(), nullptr);
  EXPECT_EQ(robot.app().pinned()->results->digest, robot.app().digest());
  EXPECT_TRUE(robot.has("effects"));
  EXPECT_FALSE(robot.has("effect.deaths_per_year"));
  robot.press({letter('P'), false, true, false});
  EXPECT_EQ(robot.app().pinned(), nullptr);
  robot.click("button.pin");
  EXPECT_NE(robot.app().pinned(), nullptr);
}

TEST(Pin, ShowsPairedDifferencesThatAreThoseOfTheLibrary) {
  Robot robot(real_options());
  robot.press(plain(letter('P')));
  robot.app().act(SetValue{"talks.mediator", Value{0.95}, true});
  robot.settle();
  ASSERT_NE(robot.app().comparison(), nullptr);
  EXPECT_TRUE(robot.has("effect.deaths_per_year"));
  EXPECT_TRUE(robot.has("effect.frozen"));
  const auto& world = *robot.app().file().world;
  RecordingShelf shelf;
  const auto a = shelf.of(robot.app().pinned()->scenario, world);
  const auto b = shelf.of(robot.app().draft(), world);
  CompareOptions options;
  options.replicates = 48;
  options.parting = false;
  const auto wanted = compare(*a, *b, options);
  ASSERT_TRUE(wanted);
  const Comparison& shown = *robot.app().comparison();
  EXPECT_EQ(shown.results_a, wanted->results_a);
  EXPECT_EQ(shown.results_b, wanted->results_b);
  const auto* deaths = shown.find(StatisticId::deaths_per_year);
  ASSERT_TRUE(deaths && deaths->difference);
  EXPECT_EQ(deaths->difference->value,
            wanted->find(StatisticId::deaths_per_year)->difference->value);
}

TEST(Pin, ComesBackWithUnsavedWorkAfterACrash) {
  const Folder folder;
  const fs::path path = folder.baseline_copy(), state = folder.path() / "state";
  AppOptions options = real_options();
  options.state = state;
  Scenario pinned;
  {
    Robot robot(options, path);
    robot.app().act(SetValue{"talks.mediator", Value{0.7}, true});
    robot.settle();
    robot.press(plain(letter('P')));
    robot.app().act(SetValue{"talks.mediator", Value{0.9}, true});
    robot.app().look_after_files(3.0);
    pinned = robot.app().pinned()->scenario;
    // As if the process had gone.
    fs::rename(autosave_file(state), state / "unsaved/2147483646");
  }
  Robot robot(options, path);
  ASSERT_EQ(robot.app().dialog(), Dialog::recover);
  robot.step(3);
  robot.click("button.recover_take");
  robot.settle();
  EXPECT_EQ(robot.param("talks.mediator"), 0.9);
  ASSERT_NE(robot.app().pinned(), nullptr);
  EXPECT_TRUE(robot.app().pinned()->scenario.params == pinned.params);
  EXPECT_EQ(robot.app().pinned()->scenario.params.talks_mediator, 0.7);
  EXPECT_TRUE(robot.has("effect.deaths_per_year")) << "held against what was pinned";
}

TEST(Pin, AnAssumptionThatReachesNothingShowsExactlyZero) {
  Robot robot(real_options());
  robot.app().act(SetValue{"levers.talks_open", Value{Date::never()}, true});
  robot.settle();
  robot.press(plain(letter('P')));
  // Without talks, how soon a truce breaks cannot matter.
  robot.app().act(SetValue{"talks.truce_break_rate", Value{0.05}, true});
  robot.settle();
  ASSERT_NE(robot.app().comparison(), nullptr);
  EXPECT_EQ(robot.app().comparison()->flipped(), 0);
  for (const StatisticDifference& s : robot.app().comparison()->statistics) {
    EXPECT_EQ(s.differing, 0);
    if (s.difference) {
      EXPECT_EQ(s.difference->value, 0.0);
    }
  }
}

TEST(Pin, TellsWhichRunsEndOtherwise) {
  Robot robot(real_options(), baseline_path(), 1440, 3000);  // nothing is scrolled away
  robot.press(plain(letter('P')));
  robot.settle();
  robot.app().act(SetValue{"levers.french_withdrawal", Value{Date::never()}, true});
  robot.settle();
  ASSERT_TRUE(robot.app().comparison());
  EXPECT_GT(robot.app().comparison()->flipped(), 0);
  EXPECT_FALSE(robot.has("compare.flips"));
  robot.click("group.flips");
  EXPECT_TRUE(robot.has("compare.flips"));
}

TEST(Pin, OtherLuckIsNotPaired) {
  Robot robot(real_options());
  robot.press(plain(letter('P')));
  robot.press(plain(letter('R')));
  robot.settle();
  EXPECT_EQ(robot.app().comparison(), nullptr);
  EXPECT_TRUE(robot.has("effects"));
  EXPECT_FALSE(robot.has("effect.frozen"));
}

TEST(Pin, AnotherScenarioOfTheLibraryIsComparedWithThePinnedOne) {
  Robot robot(real_options());
  robot.app().act(Do{Action::undo});  // the file's own number of runs: both pairs as they are
  robot.app().act(SetReplicates{48});
  robot.settle();
  robot.press(plain(letter('P')));
  robot.app().act(OpenFile{shipped_scenarios() / "minusma_leaves.toml"});
  robot.app().act(Answer{Unsaved::discard});
  robot.app().act(SetReplicates{48});
  robot.settle();
  ASSERT_EQ(robot.app().dialog(), Dialog::none) << robot.app().problem();
  ASSERT_NE(robot.app().pinned(), nullptr);
  ASSERT_NE(robot.app().comparison(), nullptr);
  EXPECT_EQ(robot.app().comparison()->finished(), 48);
}

TEST(Pin, WhilePinnedAnUndoComesBackToNoDifference) {
  Robot robot(real_options());
  robot.press(plain(letter('P')));
  robot.app().act(SetValue{"talks.mediator", Value{0.95}, true});
  robot.settle();
  EXPECT_TRUE(robot.has("effect.frozen"));
  robot.press(ctrl('Z'));
  robot.settle();
  EXPECT_FALSE(robot.has("effect.frozen"));
}

TEST(Pin, AGhostIsDrawnInEveryKindOfChart) {
  const Look look;
  SvgCanvas canvas(300, 200);
  const Series& s = few_results()->of(SeriesId::deaths);
  const ChartFrame frame = chart_frame(canvas, look, {{0, 0}, {300, 200}}, {"chart.deaths", "D"},
                                       int(s.q50.size()), 80.0, 10.0f);
  const auto lines = [&] {
    const std::string svg = canvas.document();
    std::size_t found = 0;
    for (std::size_t at = svg.find("<polyline"); at != std::string::npos;
         at = svg.find("<polyline", at + 1))
      ++found;
    return found;
  };
  draw_ghost(canvas, look, frame, s);
  EXPECT_EQ(lines(), 3u);
  std::vector<std::span<const double>> layers;
  for (const auto& layer : few_results()->stage_share) layers.emplace_back(layer);
  draw_ghost(canvas, look, frame, layers);
  EXPECT_EQ(lines(), 3u + 2 * (layers.size() - 1));
}

}  // namespace pin_test
}  // namespace palabre::ui::test
