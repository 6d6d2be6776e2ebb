// The panel Why: what a click on an outcome tells, that its numbers are those of the command line,
// and that looking changes nothing.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>

#include "sim/run/explain/event_selection.hpp"
#include "sim/tables/text.hpp"
#include "tests/ui/robot.hpp"
#include "ui/base/words.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/view.hpp"
#include "ui/work/why.hpp"
#include "ui/work/why_words.hpp"

namespace palabre::ui::test {
namespace why_test {

constexpr int kRuns = 24;

Scenario few_runs() {
  Scenario scenario = load_scenario(baseline_path()).scenario;
  scenario.replicates = kRuns;
  return scenario;
}

std::shared_ptr<const World> world() {
  static const std::shared_ptr<const World> kWorld = load_scenario(baseline_path()).world;
  return kWorld;
}

/// Works out a question in this thread, and the parts it handed out on the way.
struct WorkedOut {
  std::shared_ptr<const Why> whole;
  std::vector<std::shared_ptr<const Why>> parts;
};
WorkedOut work_out(const std::function<WhyWork(WhyQuestion)>& works,
                   std::optional<OutcomeId> outcome, const std::stop_token& stop = {}) {
  WorkedOut out;
  out.whole = works({few_runs(), world(), outcome})(
      {stop, [&](std::shared_ptr<const Why> part) { out.parts.push_back(std::move(part)); },
       [](auto, auto) {}});
  return out;
}

/// Real runs and real causes, few of each.
AppOptions real_options(Lang lang = Lang::en) {
  AppOptions options;
  options.lang = lang;
  options.still = true;
  options.replicates = kRuns;
  return options;
}

TEST(Why, ItsNumbersAreThoseOfCounterfactuals) {
  const auto works = why_works(1);
  const WorkedOut made = work_out(works, {});
  ASSERT_TRUE(made.whole);
  const Why& why = *made.whole;
  const Scenario scenario = few_runs();
  Recording runs(why.model, scenario.seed);
  const auto members = find_outcome_members(runs, kRuns, 1);
  ASSERT_TRUE(members);
  EXPECT_EQ(why.outcome, members->most_frequent());
  EXPECT_EQ(why.finished, members->finished);
  const auto chosen = representative_of(members->by_outcome[std::size_t(why.outcome)]);
  ASSERT_FALSE(why.explained.empty());
  EXPECT_EQ(why.explained.front().chosen.replicate, chosen->replicate);
  EXPECT_EQ(why.explained.front().story->digest,
            story_of(*why.model, scenario.seed, chosen->replicate).digest);
  const auto expected = counterfactuals(scenario, *world(), runs,
                                        {why.outcome, chosen->replicate, {kRuns, 1, false}});
  ASSERT_TRUE(expected);
  ASSERT_EQ(why.causes.size(), expected->size());
  for (const Counterfactual& e : *expected) {
    const Counterfactual* row = row_of(why, e.cause);
    ASSERT_TRUE(row);
    EXPECT_EQ(row->lost, e.lost);
    EXPECT_EQ(row->flipped, e.flipped);
    EXPECT_EQ(row->instead, e.instead);
    EXPECT_EQ(row->difference.low, e.difference.low);
    EXPECT_EQ(row->difference.high, e.difference.high);
  }
  for (std::size_t k = 1; k < why.causes.size(); ++k)
    EXPECT_GE(why.causes[k - 1].lost, why.causes[k].lost) << "sorted by need";
}

TEST(Why, TheStoryComesFirstThenEachCause) {
  const WorkedOut made = work_out(why_works(1), {});
  ASSERT_GT(made.parts.size(), 3u);
  EXPECT_FALSE(made.parts.front()->explained.empty());
  EXPECT_TRUE(made.parts.front()->causes.empty());
  for (std::size_t k = 0; k < made.whole->causes_in_case; ++k)
    EXPECT_EQ(made.parts[k]->causes.size(), k);
  EXPECT_FALSE(made.parts.front()->limiting_factors);
  EXPECT_TRUE(made.whole->limiting_factors);
}

TEST(Why, ThreeRunsStandForAnOutcomeAndEachEndsSo) {
  const WorkedOut made = work_out(why_works(1), {});
  ASSERT_EQ(made.whole->explained.size(), kStoriesExplained);
  double before = 0.0;
  for (const ExplainedRun& told : made.whole->explained) {
    EXPECT_EQ(told.story->outcome, made.whole->outcome);
    EXPECT_EQ(told.story->replicate, told.chosen.replicate);
    EXPECT_GE(told.chosen.distance, before);
    before = told.chosen.distance;
  }
  for (const Counterfactual& row : made.whole->causes)
    EXPECT_EQ(row.others.size(), kStoriesExplained - 1);
}

TEST(Why, AnotherOutcomeOfTheSameCaseGivesWhatAFreshBenchGives) {
  const auto works = why_works(1);
  work_out(works, {});
  for (std::size_t k = 0; k < outcome_specs().size(); ++k) {
    const WorkedOut kept = work_out(works, OutcomeId(k));
    if (kept.whole->explained.empty()) {
      EXPECT_TRUE(kept.whole->causes.empty());
      continue;
    }
    const WorkedOut fresh = work_out(why_works(1), OutcomeId(k));
    ASSERT_EQ(kept.whole->causes.size(), fresh.whole->causes.size());
    for (const Counterfactual& row : fresh.whole->causes) {
      const Counterfactual* other = row_of(*kept.whole, row.cause);
      ASSERT_TRUE(other);
      EXPECT_EQ(other->lost, row.lost);
      EXPECT_EQ(other->instead, row.instead);
    }
    return;  // one is enough: each fresh bench runs every cause again
  }
}

TEST(Why, StoppedAtOnceItHasNothing) {
  std::stop_source stop;
  stop.request_stop();
  EXPECT_FALSE(work_out(why_works(1), {}, stop.get_token()).whole);
}

TEST(EventSelection, IsShortDatedAndEndsWithWhatDecided) {
  const auto works = why_works(1);
  int looked_at = 0;
  for (std::size_t k = 0; k < outcome_specs().size(); ++k) {
    const WorkedOut made = work_out(works, OutcomeId(k));
    for (const ExplainedRun& told : made.whole->explained) {
      const std::vector<std::size_t> chain = selected_events(*told.story);
      EXPECT_LE(chain.size(), 6u);
      EXPECT_TRUE(std::is_sorted(chain.begin(), chain.end()));
      const auto has = [&](EventId id) {
        return std::any_of(chain.begin(), chain.end(),
                           [&](std::size_t at) { return told.story->trace.events[at].id == id; });
      };
      const std::map<OutcomeId, std::vector<EventId>> decided{
          {OutcomeId::insurgent_advance, {EventId::advance_begins}},
          {OutcomeId::collapse, {EventId::collapse}},
          {OutcomeId::local_patchwork, {EventId::pact_signed, EventId::pact_revived}},
          {OutcomeId::truce, {EventId::stage_up}}};
      const auto by = decided.find(told.story->outcome);
      if (by != decided.end()) {
        EXPECT_TRUE(std::any_of(by->second.begin(), by->second.end(), has));
      }
      ++looked_at;
    }
  }
  EXPECT_GT(looked_at, 3);
}

TEST(EventSelection, EveryLinkSaysADateAnEventAndANumber) {
  const WorkedOut made = work_out(why_works(1), {});
  for (const Lang lang : {Lang::en, Lang::fr})
    for (std::size_t which = 0; which < made.whole->explained.size(); ++which)
      for (const WhyLink& link : links_of(*made.whole, which, lang)) {
        EXPECT_FALSE(link.date.empty());
        EXPECT_FALSE(link.event.empty());
        EXPECT_NE(link.fact.find_first_of("0123456789"), std::string::npos) << link.event;
        EXPECT_EQ(link.fact.find("nan"), std::string::npos) << link.fact;
      }
}

TEST(WhyPanel, AClickOnAnOutcomeTellsItsRunAndChangesNothing) {
  Robot robot(real_options());
  const Scenario before = robot.app().draft();
  const std::string digest = robot.app().digest();
  const std::size_t steps = robot.app().history().steps();
  const Why& first = *robot.app().why().asked.answer;
  EXPECT_EQ(robot.app().view().outcome, -1);
  const int other = first.outcome == OutcomeId::frozen ? int(OutcomeId::insurgent_advance)
                                                       : int(OutcomeId::frozen);
  robot.click(fmt::format("outcome.{}", outcome_specs()[std::size_t(other)].id));
  robot.settle();
  EXPECT_EQ(robot.app().view().outcome, other);
  const auto asked = robot.app().why().asked;
  ASSERT_TRUE(asked.answer);
  EXPECT_EQ(int(asked.answer->outcome), other);
  EXPECT_TRUE(asked.answer->asked->scenario == before);
  EXPECT_TRUE(robot.app().draft() == before);
  EXPECT_EQ(robot.app().digest(), digest);
  EXPECT_EQ(robot.app().history().steps(), steps);
}

TEST(WhyPanel, ShowsEveryCauseThatFlipsARunAndLeadsToSliderAndClaim) {
  Robot robot(real_options());
  const Why& why = *robot.app().why().asked.answer;
  const Counterfactual* shown = nullptr;
  for (const Counterfactual& row : why.causes) {
    const std::string key = fmt::format("why.cause.{}", cause_specs()[std::size_t(row.cause)].id);
    EXPECT_EQ(robot.has(key), row.flipped > 0) << key;
    if (!shown && row.flipped > 0) shown = &row;
  }
  ASSERT_TRUE(shown);
  const CauseSpec& spec = cause_specs()[std::size_t(shown->cause)];
  const std::string key = fmt::format("why.cause.{}", spec.id);
  robot.app().act(Reveal{std::string(spec.key)});
  robot.step(4);
  EXPECT_TRUE(robot.seen(std::string(spec.key)));
  robot.app().act(ShowSource{std::string(claim(claims_of(spec).list().front()).name)});
  robot.step(4);
  EXPECT_EQ(robot.app().view().place, Place::sources);
}

TEST(WhyPanel, NextAndPreviousTellTheOtherRuns) {
  Robot robot;
  ASSERT_GT(robot.app().why().asked.answer->explained.size(), 1u);
  EXPECT_EQ(robot.app().view().story, 0);
  robot.click("button.why_next");
  EXPECT_EQ(robot.app().view().story, 1);
  robot.click("button.why_previous");
  EXPECT_EQ(robot.app().view().story, 0);
  robot.click("button.why_previous");
  EXPECT_EQ(robot.app().view().story, 0) << "there is none before the nearest";
}

TEST(WhyPanel, AnOutcomeThatNoRunReachedIsSaidInWords) {
  Robot robot(real_options());
  const auto& outcomes = robot.app().results()->outcomes;
  const auto none = std::find_if(outcomes.begin(), outcomes.end(),
                                 [](const OutcomeShare& share) { return share.count == 0; });
  ASSERT_NE(none, outcomes.end());
  robot.app().act(ExplainOutcome{int(none->outcome)});
  robot.settle();
  EXPECT_TRUE(robot.app().why().asked.answer->explained.empty());
  EXPECT_TRUE(robot.has("why"));
  EXPECT_FALSE(robot.has("why.link.0"));
  EXPECT_FALSE(robot.has("button.why_next"));
}

TEST(WhyPanel, ThePaletteLeadsToEveryOutcome) {
  Robot robot;
  robot.press(ctrl('P'));
  robot.step(3);
  robot.type("why: frozen");
  robot.step();
  robot.edit_key(ImGuiKey_Enter);
  robot.step(3);
  EXPECT_EQ(robot.app().view().outcome, int(OutcomeId::frozen));
}

/// A work that waits until it is told to go on or stopped, and counts how often it was begun.
struct SlowWorks {
  std::atomic<int> begun{0}, stopped{0};
  std::function<WhyWork(WhyQuestion)> works() {
    return [this](const WhyQuestion&) -> WhyWork {
      return [this](const LatestTask<Why>::TaskContext& context) -> std::shared_ptr<const Why> {
        ++begun;
        while (!context.stop.stop_requested())
          std::this_thread::sleep_for(std::chrono::milliseconds(1));
        ++stopped;
        return nullptr;
      };
    };
  }
};

bool becomes(const std::function<bool()>& what) {
  for (int k = 0; k < 5000 && !what(); ++k)
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  return what();
}

TEST(WhyPanel, IsNotAskedDuringADragAndStopsWhenTheCaseChanges) {
  const auto slow = std::make_shared<SlowWorks>();
  AppOptions options = quick_options();
  options.make_why = slow->works();
  ImGuiHouse house(1440, 900);
  App app(baseline_path(), options);
  const auto frames = [&](int count) {
    for (int k = 0; k < count; ++k) {
      if (app.prepare_fonts()) {
        unsigned char* pixels = nullptr;
        int width = 0, height = 0;
        ImGui::GetIO().Fonts->GetTexDataAsAlpha8(&pixels, &width, &height);
      }
      ImGui::NewFrame();
      app.frame();
      ImGui::Render();
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  };
  for (int k = 0; k < 3000 && slow->begun == 0; ++k) frames(1);
  ASSERT_EQ(slow->begun, 1);
  EXPECT_FALSE(app.settled());
  app.act(SetValue{"talks.mediator", Value{0.2}, false});  // held
  frames(20);
  EXPECT_TRUE(becomes([&] { return slow->stopped == 1; })) << "the old case's question is stopped";
  frames(20);
  EXPECT_EQ(slow->begun, 1) << "nothing is asked while the slider is held";
  EXPECT_TRUE(app.settled());
  app.act(SetValue{"talks.mediator", Value{0.2}, true});  // let go
  for (int k = 0; k < 3000 && slow->begun == 1; ++k) frames(1);
  EXPECT_EQ(slow->begun, 2);
  app.press(plain(Key::escape));
  frames(3);
  EXPECT_TRUE(becomes([&] { return slow->stopped == 2; }));
  frames(20);
  EXPECT_EQ(slow->begun, 2) << "what was stopped by hand is not asked again by itself";
  EXPECT_TRUE(app.why().asked.stopped);
  app.act(AskWhy{});
  for (int k = 0; k < 3000 && slow->begun == 2; ++k) frames(1);
  EXPECT_EQ(slow->begun, 3);
}

TEST(WhyPanel, AFailureIsSaid) {
  AppOptions options = quick_options(Lang::fr);
  options.make_why = [](const WhyQuestion&) -> WhyWork {
    return [](const LatestTask<Why>::TaskContext&) -> std::shared_ptr<const Why> {
      throw std::runtime_error("no such luck");
    };
  };
  Robot robot(options);
  EXPECT_EQ(robot.app().why().asked.failure, "no such luck");
  EXPECT_FALSE(robot.has("why.run"));
  EXPECT_TRUE(robot.has("why"));
}

}  // namespace why_test
}  // namespace palabre::ui::test
