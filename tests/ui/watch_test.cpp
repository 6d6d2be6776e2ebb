// The view Watch as a person would use it: which run, its weeks, its log, and that looking changes
// nothing.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "sim/run/explain/story_text.hpp"
#include "tests/ui/watch_robot.hpp"
#include "ui/base/words.hpp"
#include "ui/draw/run_marks.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/frame.hpp"
#include "ui/work/watching.hpp"

namespace palabre::ui::test {
namespace watch_test {

using ::testing::HasSubstr;

TEST(Watch, SaysWhatTheBarsOfTheLeversMean) {
  for (const Lang lang : {Lang::en, Lang::fr}) {
    AppOptions options = watch_options();
    options.lang = lang;
    Robot robot(options);
    robot.step(2);
    EXPECT_TRUE(robot.has("watch.bars"));
  }
}

TEST(Watch, MarksOfSmallCerclesStandApart) {
  // Eight places in a heap, two of them the same, and one far away.
  std::vector<ImVec2> heap;
  for (int k = 0; k < 7; ++k)
    heap.push_back({100.0f + 9.0f * float(k % 3), 100.0f + 8.0f * float(k / 3)});
  heap.push_back(heap.front());
  heap.push_back({400, 50});
  const std::vector<ImVec2> places = spread_apart(heap, 22, 60);
  ASSERT_EQ(places.size(), heap.size());
  EXPECT_EQ(places.back().x, 400);
  EXPECT_EQ(places.back().y, 50);
  for (std::size_t a = 0; a < places.size(); ++a) {
    EXPECT_LE(std::hypot(places[a].x - heap[a].x, places[a].y - heap[a].y), 60.1f);
    for (std::size_t b = 0; b < a; ++b)
      EXPECT_GT(std::hypot(places[a].x - places[b].x, places[a].y - places[b].y), 20.0f);
  }
  // Where they may not go far they stay near, rather than apart.
  const std::vector<ImVec2> near = spread_apart(heap, 22, 3);
  for (std::size_t a = 0; a < near.size(); ++a)
    EXPECT_LE(std::hypot(near[a].x - heap[a].x, near[a].y - heap[a].y), 3.1f);
}

TEST(Watch, ShowsTheRunThatTellGives) {
  Robot robot(watch_options());
  const Watched& run = watched_run(robot);
  const ScenarioFile file = load_scenario(baseline_path());
  Scenario scenario = file.scenario;
  scenario.replicates = 40;
  const Model model = compile(scenario, *file.world);
  const Story truth = story_of(model, scenario.seed, kRun);
  EXPECT_EQ(run.digest, model.scenario_digest);
  EXPECT_EQ(run.story.digest, truth.digest);
  ASSERT_EQ(run.story.weeks(), truth.weeks());
  for (int week = 0; week < truth.weeks(); ++week) {
    EXPECT_EQ(run.story.stage(week), truth.stage(week));
    for (std::size_t id = 0; id < series_specs().size(); ++id)
      EXPECT_EQ(run.story.row(week, SeriesId(id)), truth.row(week, SeriesId(id)));
    const std::vector<Stand> stands = stands_at(run, week);
    ASSERT_EQ(stands.size(), file.world->cercles.size());
    for (std::size_t c = 0; c < stands.size(); ++c) {
      EXPECT_EQ(stands[c].siege, truth.map(CercleFieldId::siege, week, int(c)));
      EXPECT_EQ(stands[c].pact, truth.map(CercleFieldId::pact, week, int(c)) > 0.0);
    }
  }
  EXPECT_EQ(run.story.trace.events.size(), truth.trace.events.size());
}

TEST(Watch, EveryWayToChooseARunAndNoneChangesTheCase) {
  Robot robot(watch_options());
  const Scenario before = robot.app().draft();
  const std::string digest = robot.app().digest();
  const auto run = [&] {
    robot.settle();
    EXPECT_EQ(watched_run(robot).story.replicate, robot.app().view().replicate);
    EXPECT_FALSE(robot.app().watch_news().run_is_old);
    return robot.app().view().replicate;
  };
  robot.click("button.run_after");
  EXPECT_EQ(run(), kRun + 1);
  robot.click("button.run_before");
  robot.click("button.run_before");
  EXPECT_EQ(run(), kRun - 1);
  robot.press(plain(letter('N')));
  EXPECT_EQ(run(), kRun);
  robot.press(shift(letter('N')));
  EXPECT_EQ(run(), kRun - 1);
  robot.click("watch.run");
  robot.type("3");
  robot.edit_key(ImGuiKey_Enter);
  EXPECT_EQ(run(), 3);
  robot.app().act(WatchRun{39});
  EXPECT_EQ(run(), 39);
  robot.press(plain(letter('N')));
  EXPECT_EQ(run(), 39) << "the last run has none after it";
  EXPECT_EQ(robot.app().draft(), before);
  EXPECT_EQ(robot.app().digest(), digest);
  EXPECT_TRUE(robot.app().dirty());  // by -n 40 alone
  robot.press(ctrl('Z'));
  EXPECT_EQ(robot.app().draft(), robot.app().file().scenario) << "looking left nothing to undo";
}

TEST(Watch, NewLuckIsAnotherRunAndSameLuckTheOneComeFor) {
  Robot robot(watch_options());
  const Scenario before = robot.app().draft();
  robot.press(plain(letter('R')));
  robot.settle();
  EXPECT_EQ(watched_run(robot).story.replicate, kRun + 1);
  EXPECT_THAT(robot.app().notice(), HasSubstr("Shift+R"));
  robot.click("button.new_draw");
  EXPECT_EQ(robot.app().view().replicate, kRun + 2);
  robot.press(shift(letter('R')));
  EXPECT_EQ(robot.app().view().replicate, kRun);
  robot.app().act(WatchRun{39});
  robot.press(plain(letter('R')));
  EXPECT_EQ(robot.app().view().replicate, 0) << "after the last comes the first";
  robot.click("button.same_draw");
  EXPECT_EQ(robot.app().view().replicate, 39);
  EXPECT_EQ(robot.app().draft(), before) << "neither the seed nor anything else";
}

TEST(Watch, ABadNumberIsRefusedInWords) {
  for (const Lang lang : {Lang::en, Lang::fr}) {
    Robot robot(watch_options(lang));
    for (const char* typed : {"40", "-1", "2.5", "many"}) {
      robot.click("watch.run");
      robot.type(typed);
      robot.edit_key(ImGuiKey_Enter);
      robot.step(2);
      EXPECT_EQ(robot.app().view().replicate, kRun) << typed;
      EXPECT_THAT(robot.app().notice(), HasSubstr(typed));
      EXPECT_THAT(robot.app().notice(), HasSubstr("39"));
    }
  }
}

TEST(Watch, ARunThatIsNoLongerThereIsSaid) {
  Robot robot(watch_options());
  robot.app().act(SetReplicates{10});
  robot.settle();
  EXPECT_TRUE(robot.seen("watch.out_of_range"));
  EXPECT_FALSE(robot.app().watch_news().run) << "the run of before is not passed off for it";
  EXPECT_FALSE(robot.has("watch.outcome"));
  robot.click("button.show_last");
  robot.settle();
  EXPECT_EQ(watched_run(robot).story.replicate, 9);
  EXPECT_TRUE(robot.seen("watch.outcome"));
}

TEST(Watch, TheCastIsTheRuleOfTheRepresentatives) {
  Robot robot(watch_options());
  const auto& representatives = robot.app().watch_news().representatives;
  ASSERT_TRUE(representatives);
  const ScenarioFile file = load_scenario(baseline_path());
  Recording runs(std::make_shared<const Model>(compile(file.scenario, *file.world)),
                 file.scenario.seed);
  const auto members = find_outcome_members(runs, 40, 1);
  ASSERT_TRUE(members);
  EXPECT_EQ(representatives->finished, members->finished);
  std::size_t chosen = kOutcomeCount;
  for (std::size_t k = 0; k < kOutcomeCount; ++k) {
    const auto truth = representative_of(members->by_outcome[k]);
    ASSERT_EQ(representatives->by_outcome[k].has_value(), truth.has_value());
    if (!truth) continue;
    EXPECT_EQ(representatives->by_outcome[k]->replicate, truth->replicate);
    if (truth->replicate != kRun) chosen = k;
  }
  ASSERT_LT(chosen, std::size_t(kOutcomeCount));
  robot.click("watch.representatives");
  robot.step(3);
  robot.click("watch.representatives." + std::string(outcome_specs()[chosen].id));
  robot.settle();
  EXPECT_EQ(watched_run(robot).story.outcome, OutcomeId(chosen));
  EXPECT_EQ(watched_run(robot).story.replicate, representatives->by_outcome[chosen]->replicate);
}

TEST(Watch, ButtonsKeysAndTheBarMoveThroughTheWeeks) {
  Robot robot(watch_options());
  const auto week = [&] { return robot.app().view().week; };
  const int last = robot.app().draft().weeks - 1;
  robot.click("button.forward");
  robot.click("button.forward");
  EXPECT_EQ(week(), 2);
  robot.click("button.back");
  EXPECT_EQ(week(), 1);
  robot.click("button.last");
  EXPECT_EQ(week(), last);
  robot.click("button.first");
  EXPECT_EQ(week(), 0);
  robot.press(plain(Key::right));
  robot.press(plain(Key::right));
  robot.press(plain(Key::left));
  EXPECT_EQ(week(), 1);
  robot.press(plain(Key::end));
  EXPECT_EQ(week(), last);
  robot.press(plain(Key::home));
  EXPECT_EQ(week(), 0);
  const Placed bar = robot.at("time");
  const float y = bar.centre().y, wide = bar.high.x - bar.low.x;
  robot.drag({bar.low.x + 0.2f * wide, y}, {bar.low.x + 0.5f * wide, y});
  EXPECT_GT(week(), last / 3);
  EXPECT_LT(week(), 2 * last / 3);
  robot.drag({bar.low.x + 0.5f * wide, y}, {bar.high.x + 400, y});
  EXPECT_EQ(week(), last);
}

TEST(Watch, PlayPauseAndSpeed) {
  Robot robot(watch_options());
  const auto& view = robot.app().view();
  const double speed = view.speed;
  robot.click("button.faster");
  EXPECT_EQ(view.speed, 2 * speed);
  robot.click("button.slower");
  robot.press(plain(Key::minus));
  EXPECT_EQ(view.speed, speed / 2);
  robot.press(plain(Key::plus));
  robot.click("button.play");
  EXPECT_TRUE(view.playing);
  robot.step(60);
  EXPECT_GT(view.week, 5);
  robot.press(plain(Key::space));
  EXPECT_FALSE(view.playing);
  robot.press(plain(Key::space));
  const Placed bar = robot.at("time");
  robot.click(bar.centre());
  EXPECT_FALSE(view.playing) << "taking hold of the bar stops the play";
  robot.press(plain(Key::space));
  for (int k = 0; k < 4000 && view.playing; ++k) robot.step();
  EXPECT_EQ(view.week, robot.app().draft().weeks - 1) << "it ends at the end";
  EXPECT_TRUE(robot.seen("watch.end"));
}

TEST(Watch, AnEventOfTheLogLeadsToItsWeekAndCercle) {
  Robot robot(watch_options());
  const auto& events = watched_run(robot).story.trace.events;
  int clicked = 0, local = 0;
  for (int k = 0; k < int(events.size()); ++k) {
    const std::string key = fmt::format("watch.event.{}", k);
    if (!robot.seen(key)) continue;
    robot.click(key);
    EXPECT_EQ(robot.app().view().week, events[std::size_t(k)].week);
    EXPECT_EQ(robot.app().view().cercle, events[std::size_t(k)].cercle);
    EXPECT_EQ(robot.app().view().event, k);
    ++clicked;
    local += events[std::size_t(k)].cercle >= 0;
  }
  EXPECT_GT(clicked, 10) << "the log follows: each click brings the next ones into sight";
  EXPECT_GT(local, 3);
}

TEST(Watch, KeysGoFromEventToEvent) {
  Robot robot(watch_options());
  const auto& events = watched_run(robot).story.trace.events;
  for (int k = 0; k < int(events.size()); ++k) {
    robot.press(plain(letter('E')));
    EXPECT_EQ(robot.app().view().event, k);
    EXPECT_EQ(robot.app().view().week, events[std::size_t(k)].week);
    EXPECT_TRUE(robot.seen(fmt::format("watch.event.{}", k))) << k;
  }
  robot.press(plain(letter('E')));
  EXPECT_EQ(robot.app().view().event, int(events.size()) - 1);
  EXPECT_FALSE(robot.app().notice().empty());
  robot.press(shift(letter('E')));
  EXPECT_EQ(robot.app().view().event, int(events.size()) - 2);
  // From a week without a pick: the nearest on that side.
  robot.app().act(Do{Action::first_week});
  robot.press(plain(letter('E')));
  EXPECT_EQ(robot.app().view().event, 0);
}

TEST(Watch, KindsAreFiltered) {
  Robot robot(watch_options());
  const auto& events = watched_run(robot).story.trace.events;
  robot.click("button.kind.pacts");
  robot.step(2);
  for (int k = 0; k < int(events.size()); ++k) {
    robot.press(plain(letter('E')));
    const int at = robot.app().view().event;
    ASSERT_GE(at, 0);
    EXPECT_NE(kind_of(events[std::size_t(at)].id), EventKind::pacts);
  }
  for (const char* kind : {"national", "politics", "partners", "violence"})
    robot.click(std::string("button.kind.") + kind);
  EXPECT_EQ(robot.app().view().event_kinds, 0u);
  robot.step(2);
  for (int k = 0; k < int(events.size()); ++k)
    EXPECT_FALSE(robot.has(fmt::format("watch.event.{}", k)));
  EXPECT_TRUE(robot.has("watch.end")) << "how it ended is no event";
}

TEST(Watch, EveryEventIsOfSomeKindAndToldInBothLanguages) {
  Robot robot(watch_options());
  const Watched& run = watched_run(robot);
  std::array<int, kEventKinds> kinds{};
  for (const TraceEvent& event : run.story.trace.events) {
    ++kinds[std::size_t(kind_of(event.id))];
    const std::string en = event_text(run.story_context(Lang::en), event);
    const std::string fr = event_text(run.story_context(Lang::fr), event);
    EXPECT_FALSE(en.empty());
    EXPECT_NE(en, fr);
  }
  EXPECT_GT(kinds[std::size_t(EventKind::national)], 0);
  EXPECT_GT(kinds[std::size_t(EventKind::partners)], 0);
  EXPECT_GT(kinds[std::size_t(EventKind::pacts)], 0);
  EXPECT_GT(kinds[std::size_t(EventKind::violence)], 0);
}

}  // namespace watch_test
}  // namespace palabre::ui::test
