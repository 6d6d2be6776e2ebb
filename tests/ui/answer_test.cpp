// What a case is held against without a pin, and the sentence that says what its changes do: the
// same as of the command line, over every figure and in the report.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "sim/answer/attribution.hpp"
#include "sim/run/views/compare.hpp"
#include "sim/tables/visible.hpp"
#include "tests/ui/program.hpp"
#include "tests/ui/robot.hpp"
#include "ui/panels/answer_line.hpp"
#include "ui/panels/commands.hpp"
#include "ui/work/answer.hpp"
#include "ui/work/case_name.hpp"
#include "ui/work/compare.hpp"
#include "ui/work/ensemble_task.hpp"

namespace palabre::ui::test {
namespace answer_test {

using testing::HasSubstr;
using testing::Not;

constexpr int kRuns = 48;

AppOptions few(Lang lang = Lang::en) {
  AppOptions options;
  options.asks_why = options.parameter_uncertainty = false;
  options.lang = lang;
  options.still = true;
  options.replicates = kRuns;
  return options;
}

fs::path dicko() { return shipped_scenarios() / "dicko_truce_and_release.toml"; }

std::string sentence(Robot& robot, Lang lang = Lang::en) {
  const auto& answer = robot.app().answer().answer;
  return answer ? answer->sentence.in(lang) : std::string();
}

bool has_effects(Robot& robot) {
  const auto& widgets = robot.app().last_frame().widgets;
  const auto at = widgets.lower_bound("effect.");
  return at != widgets.end() && at->first.starts_with("effect.");
}

std::string written(Robot& robot, const std::string& what, FigureFormat format) {
  const Folder folder;
  const fs::path path = folder.path() / "figure";
  robot.app().act(ExportFigure{what, format, path});
  return bytes_of(path);
}

TEST(Answer, IsThatOfTheCommandLine) {
  for (const Lang lang : {Lang::en, Lang::fr}) {
    Robot robot(few(lang), dicko());
    const Folder folder;
    const Said said = run_program({std::string(palabre::test::programs()) + "/palabre", "answer",
                                   dicko().string(), "-n", std::to_string(kRuns), "--json"},
                                  {}, folder.path());
    ASSERT_EQ(said.status, 0) << said.err;
    const auto json = nlohmann::json::parse(said.out);
    EXPECT_EQ(sentence(robot, lang), json["answer"][lang == Lang::fr ? "fr" : "en"]);
    EXPECT_TRUE(robot.app().answer().is_whole);
    robot.press(ctrl('C'));
    EXPECT_EQ(std::string(ImGui::GetClipboardText()), sentence(robot, lang));
  }
}

TEST(Answer, TheFirstChangeShowsItsEffectWithoutAPin) {
  Robot robot(few());
  EXPECT_EQ(robot.app().pinned(), nullptr);
  EXPECT_FALSE(has_effects(robot)) << "the baseline is its own reference";
  EXPECT_THAT(sentence(robot), HasSubstr("Nothing is changed"));
  robot.app().act(SetValue{"levers.mediator", Value{std::string("dicko")}, true});
  robot.settle();
  EXPECT_TRUE(has_effects(robot));
  EXPECT_THAT(sentence(robot), HasSubstr("With Imam Dicko mediating"));
  ASSERT_NE(robot.app().reference(), nullptr);
  ASSERT_NE(robot.app().reference()->results, nullptr) << "its ghosts";
  EXPECT_EQ(robot.app().reference()->results->manifest.replicates, kRuns);
  robot.press(ctrl('Z'));
  robot.settle();
  EXPECT_FALSE(has_effects(robot));
}

TEST(Answer, ALibraryScenarioIsHeldAgainstItsBaseAtOnce) {
  Robot robot(few(), dicko());
  EXPECT_TRUE(has_effects(robot));
  ASSERT_NE(robot.app().reference(), nullptr);
  EXPECT_TRUE(robot.app().reference()->scenario.levers ==
              load_scenario(baseline_path()).scenario.levers);
  EXPECT_NE(robot.app().reference()->results->digest, robot.app().digest());
  EXPECT_TRUE(robot.seen("answer"));
}

TEST(Answer, TheGhostIsThatOfTheReferenceRunByItself) {
  Robot robot(few(), dicko());
  const ScenarioFile base = load_scenario(baseline_path());
  Scenario scenario = base.scenario;
  scenario.replicates = kRuns;
  EXPECT_EQ(robot.app().reference()->results->digest, run(scenario, *base.world, 1)->digest);
}

TEST(Answer, APinIsTheReferenceUntilItGoes) {
  Robot robot(few(), dicko());
  const std::string before = sentence(robot);
  const std::string digest = robot.app().digest();
  robot.press(plain(letter('P')));
  robot.settle();
  EXPECT_THAT(sentence(robot), HasSubstr("Nothing is changed"));
  robot.app().act(SetValue{"levers.talks_channel", Value{std::string("public")}, true});
  robot.settle();
  EXPECT_THAT(sentence(robot), Not(HasSubstr("Dicko")));
  EXPECT_THAT(sentence(robot), HasSubstr("With "));
  robot.press(ctrl('Z'));
  robot.press({letter('P'), false, true, false});
  robot.settle();
  EXPECT_EQ(sentence(robot), before);
  EXPECT_EQ(robot.app().digest(), digest);
}

TEST(Answer, OtherLuckIsThatOfTheReferenceToo) {
  Robot robot(few(), dicko());
  const std::string before = sentence(robot);
  robot.press(plain(letter('R')));
  robot.settle();
  EXPECT_TRUE(robot.app().answer().is_whole);
  EXPECT_EQ(robot.app().reference()->scenario.seed, robot.app().draft().seed);
  EXPECT_NE(sentence(robot), before);
}

TEST(Answer, CompareSaysTheSameOfTheSameTwo) {
  Robot robot(few(), dicko());
  const std::string before = sentence(robot);
  robot.press(plain(Key('2')));
  robot.settle();
  ASSERT_TRUE(robot.app().compared().answer.answer);
  // The file of A has more runs; both are compared on as many as the case has.
  EXPECT_EQ(robot.app().compared().answer.answer->sentence.en, before);
  EXPECT_TRUE(robot.seen("answer"));
  robot.press(ctrl('C'));
  EXPECT_EQ(std::string(ImGui::GetClipboardText()), before);
}

TEST(Answer, PartOfItIsMarkedWithTheMouseAndCopied) {
  Robot robot(few(), dicko());
  const Placed line = robot.at("answer");
  const float y = line.low.y + 4;
  robot.drag({line.low.x + 1, y}, {line.low.x + 120, y});
  robot.press(ctrl('C'));
  const std::string part = ImGui::GetClipboardText();
  EXPECT_GT(part.size(), 5u);
  EXPECT_LT(part.size(), 40u);
  EXPECT_EQ(sentence(robot).substr(0, part.size()), part);
  robot.click(ImVec2{line.low.x + 300, y});  // a click unmarks
  robot.press(ctrl('C'));
  EXPECT_EQ(std::string(ImGui::GetClipboardText()), sentence(robot));
}

TEST(Answer, StandsOverEveryFigureAndTheReport) {
  for (const Lang lang : {Lang::en, Lang::fr}) {
    Robot robot(few(lang), dicko());
    const std::string said = markup(sentence(robot, lang));
    for (const char* what : {"map", "outcomes", "effects", "chart.0", "chart.3"})
      EXPECT_THAT(written(robot, what, FigureFormat::svg), HasSubstr("<title>" + said + "</title>"))
          << what;
    EXPECT_THAT(written(robot, "report", FigureFormat::html), HasSubstr("<h1>" + said + "</h1>"));
    robot.press(plain(Key('2')));
    robot.settle();
    EXPECT_THAT(written(robot, "compare.maps", FigureFormat::svg),
                HasSubstr("<title>" + said + "</title>"));
  }
}

TEST(Answer, OutcomesAndEffectsAreExportedWithWhatTheyAreHeldAgainst) {
  Robot robot(few(), dicko());
  const Comparison& shown = *robot.app().comparison();
  const std::string csv = written(robot, "outcomes", FigureFormat::csv);
  EXPECT_THAT(csv, HasSubstr("without,difference,difference_low,difference_high"));
  for (const OutcomeDifference& row : shown.outcomes)
    EXPECT_THAT(csv, HasSubstr(fmt::format(",{},{},{},{}\n", row.a.value, row.difference.value,
                                           row.difference.low, row.difference.high)));
  const std::string effects = written(robot, "effects", FigureFormat::csv);
  for (const Target& figure : headline_figures()) {
    const Finding finding = finding_of(shown, figure);
    if (!finding.difference) continue;
    EXPECT_THAT(effects, HasSubstr(std::string(figure.id()) + ","));
    EXPECT_THAT(effects, HasSubstr(fmt::format("{}", finding.difference->value)));
  }
  robot.press(ctrl('E'));
  robot.step(3);
  EXPECT_TRUE(robot.has("figure.effects"));
}

// Where no run differs the effect is 0 exactly: a point without a whisker.
TEST(Answer, AnEffectThatNoRunShowsHasNoWhisker) {
  Robot robot(few(), dicko());
  std::vector<Target> rows = headline_figures();
  for (std::size_t k = 0; k < kOutcomeCount; ++k) rows.push_back({OutcomeId(k), {}});
  int points = 0, whiskers = 0;
  for (const Target& row : rows) {
    const Finding finding = finding_of(*robot.app().comparison(), row);
    if (row.unit() != Unit::ShareOfReplicates || !finding.difference || !finding.has_interval)
      continue;
    ++points;
    whiskers += int(finding.differing > 0);
  }
  ASSERT_LT(whiskers, points);
  const std::string svg = written(robot, "effects", FigureFormat::svg);
  const auto count = [&](std::string_view words) {
    int found = 0;
    for (std::size_t at = svg.find(words); at != svg.npos; at = svg.find(words, at + 1)) ++found;
    return found;
  };
  EXPECT_EQ(count("<circle "), points);
  EXPECT_EQ(count("stroke-width=\"1.5\""), whiskers);
}

TEST(Answer, SaysWhichOfTheChangesDidIt) {
  AppOptions options = few();
  options.parameter_uncertainty = true;
  options.replicates = 24;
  Robot robot(options, dicko());
  const AnswerShown& shown = robot.app().answer();
  ASSERT_TRUE(shown.parts.answer);
  EXPECT_TRUE(shown.parts.answer->is_final);
  double sum = 0.0;
  for (const ChangeEffect& effect : shown.parts.answer->effects) sum += effect.share->value;
  EXPECT_EQ(sum, shown.parts.answer->whole->value);
  EXPECT_EQ(shown.parts.answer->whole->value, shown.answer->finding.difference->value)
      << "on the same runs";
  EXPECT_TRUE(robot.seen("answer.parts"));
  robot.app().act(SetValue{"talks.guarantee", Value{0.9}, true});
  robot.step();
  EXPECT_FALSE(robot.app().answer().parts.answer) << "of another case";
  EXPECT_TRUE(robot.app().answer().is_old);
  robot.settle();
  EXPECT_EQ(robot.app().answer().parts.answer->effects.size(),
            robot.app().answer().answer->changes.size());
}

TEST(Answer, QuestionsOpenTheirCaseWithItsAnswer) {
  Robot robot(few());
  robot.app().act(Do{Action::undo});  // the file's own number of runs: nothing to lose
  robot.app().act(Do{Action::questions});
  robot.step(4);
  int cards = 0;
  for (const auto& [key, placed] : robot.app().last_frame().widgets)
    cards += key.starts_with("question.");
  EXPECT_GE(cards, 6);
  EXPECT_LE(cards, 9);
  robot.click("question.dicko_truce_and_release");
  robot.app().act(SetReplicates{kRuns});
  robot.settle();
  EXPECT_EQ(robot.app().dialog(), Dialog::none);
  EXPECT_EQ(robot.app().file().path.filename(), dicko().filename());
  EXPECT_THAT(sentence(robot), HasSubstr("Dicko"));
}

TEST(Answer, AStartWithoutAFileBeginsWithQuestions) {
  AppOptions options = quick_options();
  options.questions = true;
  Robot robot(options);
  EXPECT_EQ(robot.app().dialog(), Dialog::questions);
  robot.click("button.questions_close");
  EXPECT_EQ(robot.app().dialog(), Dialog::none);
  EXPECT_EQ(robot.app().file().path, baseline_path());
}

TEST(Answer, IsCutBetweenWordsAndNeverInANumber) {
  Robot robot(quick_options(Lang::fr));
  const std::string words =
      "Avec 50\u00A0% d'opérations, les jihadistes tiennent 28,89\u00A0% du territoire à la fin "
      "(−2,09 points [−2,25\u00A0; −1,92]).";
  const ImFont& font = *robot.app().look().fonts.body;
  for (float width = 220.0f; width < 900.0f; width += 7.0f) {
    std::string again;
    for (const auto& [from, to] : lines_of(words, font, width)) {
      if (from > 0) again += ' ';
      again += words.substr(from, to - from);
    }
    EXPECT_EQ(again, words) << width;
  }
}

}  // namespace answer_test
}  // namespace palabre::ui::test
