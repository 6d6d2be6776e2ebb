// Up to six cases side by side in Compare: the numbers of the engine, in any order; what is put
// there, taken away, opened, gone through in a presentation and kept between sessions.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "sim/answer/tray.hpp"
#include "sim/tables/text.hpp"
#include "tests/ui/robot.hpp"
#include "ui/compare/tray_parts.hpp"
#include "ui/figures/figure.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/dialog_inputs.hpp"
#include "ui/panels/view.hpp"

namespace palabre::ui::test {
namespace tray_test {

using testing::HasSubstr;
using testing::Not;

AppOptions few(Lang lang = Lang::en) {
  AppOptions options;
  options.asks_why = false;
  options.lang = lang;
  options.still = true;
  options.replicates = 48;
  return options;
}

fs::path scenario(const char* name) { return shipped_scenarios() / name; }

/// The case on screen, and two of the library.
void fill(Robot& robot) {
  robot.app().act(ShowTray{true});
  robot.app().act(AddToTray{});
  robot.app().act(AddToTray{scenario("french_leave_at_once.toml")});
  robot.app().act(AddToTray{scenario("minusma_leaves.toml")});
  robot.settle();
}

const TrayShown& tray(Robot& robot) { return robot.app().tray(); }

TEST(TrayView, NumbersAndSentencesAreThoseOfTheEngine) {
  Robot robot(few());
  fill(robot);
  ASSERT_EQ(tray(robot).cases.size(), 3u);
  ASSERT_TRUE(tray(robot).is_there());
  EXPECT_EQ(tray(robot).pairs, 48) << "as many as the case with the fewest";
  std::vector<TrayCase> cases;
  for (const PreparedCase& one : tray(robot).cases) cases.push_back({one.scenario, *one.world});
  const auto wanted = compare_all(cases, {48, 0, false, {}, {}});
  ASSERT_TRUE(wanted);
  for (std::size_t k = 0; k < 2; ++k) {
    EXPECT_EQ(tray(robot).found.answer->tray.comparisons[k].results_b,
              wanted->comparisons[k].results_b);
    EXPECT_EQ(
        tray(robot).sentences[k].en,
        answer_text(wanted->changes[k], wanted->finding(k + 1, wanted->strongest()), Lang::en));
  }
  EXPECT_EQ(tray(robot).figure.id(), wanted->strongest().id());
  EXPECT_TRUE(robot.has("tray.table"));
  EXPECT_TRUE(robot.has("chart.tray"));
  EXPECT_TRUE(robot.has("tray.talks_by_week_104.2"));
  EXPECT_FALSE(robot.app().answer_in_words().empty()) << "the answer line speaks of them";
}

TEST(TrayView, ACellOfTheTableIsTheEffectOfItsOwnCase) {
  Robot robot(few());
  fill(robot);
  const Tray& found = tray(robot).found.answer->tray;
  int apart = 0;
  for (const Target& figure : tray_figures(found)) {
    for (const std::size_t k : {1u, 2u}) {
      const Finding wanted = found.finding(k, figure);
      const TrayEffect effect = tray_effect(found, k, figure, Lang::en);
      EXPECT_EQ(effect.sure, wanted.has_interval && wanted.evidence() == Evidence::sure);
      if (!wanted.difference || !wanted.has_interval) continue;
      EXPECT_THAT(effect.words,
                  HasSubstr(effect_with_interval(wanted, shown_for(wanted), Lang::en)))
          << figure.id() << " " << k;
    }
    apart += tray_effect(found, 1, figure, Lang::en).words !=
                     tray_effect(found, 2, figure, Lang::en).words
                 ? 1
                 : 0;
  }
  EXPECT_GT(apart, 3) << "the two cases do different things";
}

TEST(TrayView, ARowOfTheChartIsWhatTheSentencesSpeakOf) {
  Robot robot(few());
  fill(robot);
  robot.app().act(PickTrayFigure{"displaced_end"});
  robot.settle();
  EXPECT_EQ(tray(robot).figure.id(), "displaced_end");
  const auto& found = *tray(robot).found.answer;
  EXPECT_EQ(
      tray(robot).sentences[1].fr,
      answer_text(found.tray.changes[1], found.tray.finding(2, tray(robot).figure), Lang::fr));
}

TEST(TrayView, CasesAreMovedAndTakenAway) {
  Robot robot(few());
  fill(robot);
  const std::string second = tray(robot).cases[1].title.en, third = tray(robot).cases[2].title.en;
  robot.click("button.tray_up_1");
  robot.settle();
  EXPECT_EQ(tray(robot).cases[0].title.en, second) << "now the first";
  EXPECT_TRUE(tray(robot).is_there());
  robot.click("button.tray_away_1");
  robot.settle();
  ASSERT_EQ(tray(robot).cases.size(), 2u);
  EXPECT_EQ(tray(robot).cases[1].title.en, third);
  robot.click("button.tray_away_0");
  robot.settle();
  EXPECT_FALSE(tray(robot).is_there());
  EXPECT_TRUE(robot.seen("tray.empty"));
}

TEST(TrayView, RefusesWhatIsThereASeventhAndWhatCannotBePaired) {
  const Folder folder;
  const fs::path mine = folder.baseline_copy();
  std::ofstream(folder.path() / "short.toml") << "format = 1\nbase = \"mine.toml\"\nweeks = 52\n";
  std::ofstream(folder.path() / "broken.toml") << "format = 1\nweeks = 0\n";
  Robot robot(few(), mine);
  robot.app().act(AddToTray{});
  robot.app().act(AddToTray{});
  EXPECT_EQ(tray(robot).cases.size(), 1u);
  EXPECT_THAT(robot.app().notice(), HasSubstr("there already, as A"));
  robot.app().act(AddToTray{folder.path() / "short.toml"});
  EXPECT_EQ(tray(robot).cases.size(), 1u);
  EXPECT_THAT(robot.app().notice(), HasSubstr("they cannot be paired week by week"));
  robot.app().act(AddToTray{folder.path() / "broken.toml"});
  EXPECT_EQ(tray(robot).cases.size(), 1u);
  EXPECT_EQ(robot.app().dialog(), Dialog::problem);
  robot.app().act(CloseDialog{});
  for (int k = 1; k < 7; ++k) {
    robot.app().act(SetValue{"talks.mediator", Value{0.1 * k}, true});
    robot.app().act(AddToTray{});
  }
  EXPECT_EQ(tray(robot).cases.size(), kTrayMost);
  EXPECT_THAT(robot.app().notice(), HasSubstr("Six cases"));
}

TEST(TrayView, AChangedCaseIsKeptAsItWasAndOpensAgain) {
  Robot robot(few());
  robot.app().act(SetValue{"talks.mediator", Value{0.9}, true});
  robot.settle();
  robot.app().act(AddToTray{});
  EXPECT_THAT(tray(robot).cases[0].title.en, HasSubstr("Baseline + 1 change"));
  robot.app().act(SetValue{"talks.mediator", Value{0.2}, true});
  robot.app().act(AddToTray{scenario("minusma_leaves.toml")});
  robot.app().act(AddToTray{});
  robot.app().act(ShowTray{true});
  robot.settle();
  robot.app().act(OpenFromTray{0});
  robot.settle();
  EXPECT_EQ(robot.app().dialog(), Dialog::none) << "what was on screen stands in the tray";
  EXPECT_EQ(robot.param("talks.mediator"), 0.9);
  EXPECT_EQ(tray(robot).present, 0);
  robot.app().act(SetValue{"talks.guarantee", Value{0.9}, true});
  robot.settle();
  robot.app().act(OpenFromTray{1});
  EXPECT_EQ(robot.app().dialog(), Dialog::unsaved) << "this change stands nowhere";
}

TEST(TrayView, ArrowsOfAPresentationGoThroughIt) {
  AppOptions options = few();
  options.replicates.reset();
  options.make_job = [](const Request&) { return std::make_unique<QuickJob>(); };
  Robot robot(options, baseline_path(), 1280, 720);
  robot.app().act(AddToTray{});
  robot.app().act(AddToTray{scenario("minusma_leaves.toml")});
  robot.app().act(AddToTray{scenario("arms_alone.toml")});
  robot.press(plain(Key('1')));
  robot.press(plain(Key::f11));
  robot.settle();
  robot.press(plain(Key::right));
  robot.settle();
  EXPECT_EQ(robot.app().file().path.stem(), "minusma_leaves");
  robot.press(plain(Key::right));
  robot.settle();
  EXPECT_EQ(robot.app().file().path.stem(), "arms_alone");
  robot.press(plain(Key::right));
  robot.settle();
  EXPECT_EQ(robot.app().file().path.stem(), "baseline") << "round and round";
}

TEST(TrayView, StaysBetweenSessions) {
  const Folder folder;
  AppOptions options = quick_options();
  options.state = folder.path();
  {
    Robot robot(options);
    robot.app().act(SetValue{"talks.mediator", Value{0.9}, true});
    robot.app().act(AddToTray{});
    robot.app().act(AddToTray{scenario("minusma_leaves.toml")});
    robot.app().act(Do{Action::quit});
    robot.app().act(Answer{Unsaved::discard});
  }
  Robot robot(options);
  ASSERT_EQ(tray(robot).cases.size(), 2u);
  EXPECT_EQ(tray(robot).cases[0].scenario.params.*find_param("talks.mediator")->field, 0.9);
  EXPECT_EQ(tray(robot).cases[1].opens, scenario("minusma_leaves.toml"));
}

TEST(TrayView, ItsFigureHoldsTheSentencesAndTheRecipes) {
  const Folder folder;
  Robot robot(few());
  fill(robot);
  const fs::path svg = folder.path() / "tray.svg", csv = folder.path() / "tray.csv";
  robot.app().act(ExportFigure{"compare.tray", FigureFormat::svg, svg});
  robot.app().act(ExportFigure{"compare.tray", FigureFormat::csv, csv});
  const std::string picture = bytes_of(svg), rows = bytes_of(csv);
  EXPECT_THAT(picture, HasSubstr("A: Baseline"));
  for (const PreparedCase& one : tray(robot).cases)
    EXPECT_THAT(picture, HasSubstr("scenario_digest " + one.key.digest()));
  EXPECT_THAT(rows, HasSubstr("talks_by_week_104,"));
  EXPECT_THAT(rows, HasSubstr(",C,"));
}

TEST(TrayView, TheReportHoldsTheCasesSideBySide) {
  const Folder folder;
  Robot robot(few());
  const fs::path path = folder.path() / "report.html";
  const auto report = [&] {
    robot.app().act(ExportFigure{"report", FigureFormat::html, path});
    return bytes_of(path);
  };
  robot.settle();
  EXPECT_THAT(report(), Not(HasSubstr("The cases side by side")));
  fill(robot);
  const std::string page = report();
  EXPECT_THAT(page, HasSubstr("The cases side by side"));
  const std::size_t from = page.find("The cases side by side");
  for (std::size_t k = 0; k < tray(robot).cases.size(); ++k)
    EXPECT_NE(page.find(tray_letter(k) + ": " + tray(robot).cases[k].title.en, from), page.npos);
  for (const LocalText& sentence : tray(robot).sentences)
    EXPECT_NE(page.find(sentence.en, from), page.npos) << sentence.en;
  EXPECT_NE(page.find("Figure by figure", from), page.npos) << "its chart";
}

}  // namespace tray_test
}  // namespace palabre::ui::test
