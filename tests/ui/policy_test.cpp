// Which case holds up, and what a figure needs: the engines of the commands in the view Analyse.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/answer/needs.hpp"
#include "sim/answer/robust.hpp"
#include "tests/ui/analyse_robot.hpp"
#include "ui/draw/chart_analyse.hpp"
#include "ui/panels/view.hpp"

namespace palabre::ui::test {
namespace policy_test {

using testing::HasSubstr;

using Policy = Analyse;

AnalysisSettings quick(Method method, const char* target) {
  AnalysisSettings settings;
  settings.method = method;
  settings.target = target;
  settings.care.fill(Care::quick);
  return settings;
}

TEST_F(Policy, HoldsUpIsThatOfTheEngineAndEndsInItsSentence) {
  Robot robot(options(), path_);
  robot.app().act(SetValue{"talks.mediator", Value{0.9}, true});
  robot.settle();
  robot.app().act(SetAnalysis{quick(Method::robust, "deaths_per_year")});
  robot.step(3);
  robot.press(plain(Key::f5));
  robot.settle();
  const AnalysisAnswer& answer = *robot.app().analysis().answer;
  ASSERT_TRUE(answer.robust);
  ASSERT_EQ(answer.question->cases.size(), 2u) << "the case and what it is held against";
  RobustOptions wanted;
  wanted.worlds = kRobustWorlds / 4;
  const auto study =
      study_robustness({answer.question->cases[0].scenario, answer.question->cases[1].scenario},
                       answer.question->world, *find_goal("deaths_per_year"), wanted);
  ASSERT_TRUE(study);
  for (std::size_t k = 0; k < 2; ++k) {
    EXPECT_EQ(answer.robust->cases[k].best_share, study->cases[k].best_share);
    EXPECT_EQ(answer.robust->cases[k].regret.value, study->cases[k].regret.value);
  }
  EXPECT_TRUE(robot.has("an.conclusion"));
  EXPECT_EQ(conclusion_of(answer, Lang::en),
            robustness_text(*study,
                            {answer.question->cases[0].name.en, answer.question->cases[1].name.en},
                            Lang::en));
  EXPECT_TRUE(robot.has("robust.1"));
  EXPECT_THAT(analysis_csv(answer), HasSubstr("deaths_per_year,false,"));
}

TEST_F(Policy, WithoutASecondCaseItSaysWhatToDo) {
  Robot robot(options(), path_);
  robot.app().act(SetAnalysis{quick(Method::robust, "deaths_per_year")});
  robot.step(3);
  EXPECT_EQ(robot.app().analysis().question->refusal, TextId::ui_an_two_cases);
  EXPECT_TRUE(robot.has("an.refusal"));
}

TEST_F(Policy, NeverJudgesByHarmAsAGoal) {
  Robot robot(options(), path_);
  robot.app().act(SetAnalysis{quick(Method::robust, "territory_jihadist_end")});
  robot.step(3);
  EXPECT_EQ(robot.app().analysis().question->target.id(), "talks_by_week_104");
  robot.click("an.target");
  robot.step(2);
  for (const auto& [key, placed] : robot.app().last_frame().widgets)
    if (key.starts_with("an.target.") && key != "an.target.find") {
      EXPECT_TRUE(find_goal(key.substr(10))) << key;
    }
}

TEST_F(Policy, WhatMustHappenIsAskedFromThePaletteAndIsThatOfTheEngine) {
  Robot robot(options(), path_);
  AnalysisSettings settings = robot.app().analysis().settings;
  settings.care.fill(Care::quick);
  robot.app().act(SetAnalysis{settings});
  robot.app().act(AskNeeds{"good_offices_started"});
  robot.settle();
  EXPECT_EQ(robot.app().view().place, Place::analyse);
  ASSERT_EQ(robot.app().analysis().settings.method, Method::needs);
  const AnalysisAnswer& answer = *robot.app().analysis().answer;
  ASSERT_TRUE(answer.needs && answer.whole());
  NeedsOptions wanted;
  wanted.replicates = kNeedsReplicates / 4;
  wanted.worlds = 600;
  const auto study =
      study_needs(robot.app().draft(), robot.app().file().world, answer.question->target, wanted);
  ASSERT_TRUE(study);
  EXPECT_EQ(conclusion_of(answer, Lang::en), needs_text(*study, Lang::en));
  EXPECT_EQ(conclusion_of(answer, Lang::fr), needs_text(*study, Lang::fr));
  EXPECT_EQ(
      answer.question->size.runs(),
      std::int64_t(1 + lever_settings(robot.app().draft()).size() + 2 * chosen_params({}).size()) *
              wanted.replicates +
          (wanted.worlds + 1) * kDiscoveryReplicates)
      << "the cost that was said before";
  EXPECT_TRUE(robot.has("an.conclusion"));
}

}  // namespace policy_test
}  // namespace palabre::ui::test
