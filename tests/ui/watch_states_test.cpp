// The view Watch when the case changes, when runs fail, while it waits; levers, charts, palette.

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "tests/ui/watch_robot.hpp"
#include "ui/draw/run_marks.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/frame.hpp"
#include "ui/work/watching.hpp"

namespace palabre::ui::test {
namespace watch_states_test {

TEST(WatchStates, AChangedCaseIsToldAnewAndUndoneAtOnce) {
  Robot robot(watch_options());
  const auto first = robot.app().watch_news().run;
  robot.app().act(SetValue{"talks.mediator", Value{0.1}, true});
  robot.step();
  EXPECT_TRUE(robot.has("watch.outcome") || robot.app().watch_news().run_is_old);
  robot.settle();
  const auto second = robot.app().watch_news().run;
  EXPECT_NE(second->digest, first->digest);
  EXPECT_EQ(second->story.replicate, kRun) << "the same luck for the changed case";
  EXPECT_NE(second->story.digest, first->story.digest);
  robot.press(ctrl('Z'));
  robot.settle();
  EXPECT_EQ(robot.app().watch_news().run, first) << "kept, not told again";
}

TEST(WatchStates, TheOldRunStaysMarkedWhileTheNewOneIsTold) {
  AppOptions options = watch_options();
  std::atomic<bool> wait{false};
  options.make_story = [&](const Model& model, std::int64_t seed, std::int64_t replicate) {
    while (wait) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    return story_of(model, seed, replicate);
  };
  Robot robot(options);
  const std::string before = watched_run(robot).story.digest;
  wait = true;
  robot.press(plain(letter('N')));
  robot.step(5);
  EXPECT_TRUE(robot.app().watch_news().run_is_old);
  EXPECT_EQ(watched_run(robot).story.digest, before);
  EXPECT_FALSE(robot.has("watch.outcome")) << "not said of a run that was not asked for";
  EXPECT_TRUE(robot.has("watch.old"));
  wait = false;
  robot.settle();
  EXPECT_EQ(watched_run(robot).story.replicate, kRun + 1);
  EXPECT_TRUE(robot.has("watch.outcome"));
}

TEST(WatchStates, ARunThatLeftTheBoundsIsShownUpToThere) {
  for (const Lang lang : {Lang::en, Lang::fr})
    for (const int at : {60, 0}) {
      AppOptions options = watch_options(lang);
      options.week = 259;
      options.make_story = [at](const Model& model, std::int64_t seed, std::int64_t replicate) {
        Story story = story_of(model, seed, replicate);
        story.failure = Failure{replicate, at, 3, "katiba"};
        Trace& trace = story.trace;
        std::erase_if(trace.events, [&](const TraceEvent& event) { return event.week >= at; });
        // Each field keeps its first weeks, as after a real failure.
        const auto kept = std::size_t(at), all = std::size_t(trace.weeks);
        const auto places = std::size_t(trace.cercle_count);
        std::vector<double> cercles;
        for (std::size_t f = 0; f < state_cercle_specs().size(); ++f)
          cercles.insert(cercles.end(), trace.cercles.begin() + std::ptrdiff_t(f * all * places),
                         trace.cercles.begin() + std::ptrdiff_t((f * all + kept) * places));
        trace.cercles = std::move(cercles);
        trace.stage.resize(kept);
        trace.rows.resize(kept * kWeekRows);
        trace.nation.resize(kept * state_nation_specs().size());
        trace.weeks = at;
        return story;
      };
      Robot robot(options);
      EXPECT_TRUE(robot.seen("watch.failed"));
      EXPECT_FALSE(robot.has("watch.end"));
      EXPECT_FALSE(robot.has("watch.outcome"));
      for (const Action action : {Action::first_week, Action::last_week, Action::next_event,
                                  Action::previous_event, Action::play}) {
        robot.app().act(Do{action});
        robot.step(5);
      }
    }
}

TEST(WatchStates, AFailureOfTheTellingIsSaid) {
  AppOptions options = watch_options();
  options.make_story = [](const Model&, std::int64_t, std::int64_t) -> Story {
    throw std::runtime_error("no room");
  };
  Robot robot(options);
  EXPECT_FALSE(robot.app().watch_news().run);
  EXPECT_EQ(robot.app().watch_news().failure, "no room");
  EXPECT_TRUE(robot.has("map"));
}

TEST(WatchStates, LeversAreDraggedUnderTheSameWeeks) {
  Robot robot(watch_options());
  const Scenario before = robot.app().draft();
  const auto first = robot.app().watch_news().run;
  const Placed bar = robot.at("levers.russian_arrival");
  const float y = bar.centre().y, wide = bar.high.x - bar.low.x;
  robot.drag({bar.low.x + 0.1f * wide, y}, {bar.low.x + 0.5f * wide, y});
  robot.settle();
  EXPECT_NE(robot.app().draft(), before);
  EXPECT_NE(robot.app().watch_news().run->digest, first->digest);
  const Placed time = robot.at("time");
  EXPECT_NEAR(bar.low.x, time.low.x, 1.5f);
  EXPECT_NEAR(bar.high.x, time.high.x, 1.5f);
  robot.press(ctrl('Z'));
  EXPECT_EQ(robot.app().draft(), before);
}

TEST(WatchStates, AClickOnACercleShowsItsOwnCharts) {
  Robot robot(watch_options());
  EXPECT_TRUE(robot.seen("watch.territory"));
  robot.app().act(SelectCercle{20});
  robot.step(3);
  EXPECT_TRUE(robot.seen("watch.cercle_territory"));
  EXPECT_FALSE(robot.has("watch.territory"));
  robot.click("button.whole_country");
  EXPECT_TRUE(robot.seen("watch.territory"));
  const Placed chart = robot.at("watch.deaths");
  robot.click(chart.centre());
  EXPECT_NEAR(robot.app().view().week, robot.app().draft().weeks / 2, 30);
}

TEST(WatchStates, KeyAndPaletteReachWhatTheMouseReaches) {
  Robot robot(watch_options());
  robot.press(plain(letter('G')));
  robot.step(3);
  robot.type("5");
  robot.edit_key(ImGuiKey_Enter);
  robot.settle();
  EXPECT_EQ(watched_run(robot).story.replicate, 5);
  const auto choose = [&](const std::string& words) {
    robot.press(ctrl('P'));
    robot.step(3);
    robot.type(words);
    robot.step();
    robot.edit_key(ImGuiKey_Enter);
    robot.settle();
  };
  choose("events: pacts");
  EXPECT_FALSE(shows(robot.app().view().event_kinds, EventKind::pacts));
  const auto& representatives = robot.app().watch_news().representatives;
  ASSERT_TRUE(representatives);
  for (std::size_t k = 0; k < kOutcomeCount; ++k) {
    if (!representatives->by_outcome[k]) continue;
    choose("run that stands for: " + std::string(outcome_specs()[k].label.en));
    EXPECT_EQ(watched_run(robot).story.outcome, OutcomeId(k));
  }
}

TEST(WatchStates, EscapeStopsTheSearchForTheCastOnce) {
  Robot robot(quick_options());
  robot.app().act(SetReplicates{20000});
  robot.app().act(Do{Action::watch});
  for (int k = 0; k < 2000 && !robot.app().watch_news().finding_representatives; ++k) {
    robot.step();
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  ASSERT_TRUE(robot.app().watch_news().finding_representatives);
  for (int k = 0; k < 4; ++k) robot.press(plain(Key::escape));
  robot.settle();
  EXPECT_FALSE(robot.app().watch_news().finding_representatives)
      << "stopped by hand: it does not begin again";
  EXPECT_FALSE(robot.app().watch_news().representatives);
}

TEST(WatchStates, MarksGrowWithTheNumbersTheyStandFor) {
  const Look look;
  EXPECT_NEAR(mark_radius(look, 400.0, 1.0), 2 * mark_radius(look, 100.0, 1.0), 1e-4);
  EXPECT_NEAR(mark_radius(look, 100.0, 4.0), 2 * mark_radius(look, 100.0, 1.0), 1e-4);
  EXPECT_EQ(mark_radius(look, 0.0, 1.0), 0.0f);
  for (const Lang lang : {Lang::en, Lang::fr}) EXPECT_EQ(mark_words(lang).size(), kMarks);
}

}  // namespace watch_states_test
}  // namespace palabre::ui::test
