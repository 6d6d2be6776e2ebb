// Four people who meet the program for the first time, from end to end, with mouse and keys alone:
// a journalist, a teacher, an analyst and a mediator, each on a small French light screen and on a
// larger English dark one.

#include <fmt/core.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "sim/tables/text.hpp"
#include "sim/tables/visible.hpp"
#include "tests/ui/robot.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/dialog_inputs.hpp"
#include "ui/panels/view.hpp"
#include "ui/work/analysis.hpp"
#include "ui/work/answer.hpp"

namespace palabre::ui::test {
namespace walks_test {

using testing::HasSubstr;

struct Screen {
  int width, height;
  Lang lang;
  Theme theme;
};
const std::vector<Screen> kScreens{{1280, 720, Lang::fr, Theme::light},
                                   {1440, 900, Lang::en, Theme::dark}};

AppOptions new_to_it(const Screen& screen) {
  AppOptions options;
  options.asks_why = false;
  options.still = true;
  options.lang = screen.lang;
  options.theme = screen.theme;
  options.replicates = 64;
  return options;
}

// In at most six actions after the first picture: a question, the sentence on the clipboard, and a
// picture whose title is that sentence.
TEST(Walks, AJournalistTakesATrueSentenceAndItsPictureAway) {
  for (const Screen& screen : kScreens) {
    const Folder folder;
    AppOptions options = new_to_it(screen);
    options.questions = true;
    Robot robot(options, baseline_path(), screen.width, screen.height);
    ASSERT_EQ(robot.app().dialog(), Dialog::questions);
    int actions = 0;
    const auto does = [&](const std::function<void()>& act) {
      act();
      robot.settle();
      ++actions;
    };
    does([&] { robot.click("question.dicko_truce_and_release"); });
    if (robot.app().dialog() == Dialog::unsaved) robot.app().act(Answer{Unsaved::discard});
    robot.settle();
    ASSERT_TRUE(robot.seen("answer"));
    does([&] { robot.press(ctrl('C')); });
    const std::string sentence = ImGui::GetClipboardText();
    ASSERT_FALSE(sentence.empty());
    EXPECT_EQ(sentence, robot.app().answer().answer->sentence.in(screen.lang));
    EXPECT_EQ(sentence.back(), '.');
    does([&] { robot.press(ctrl('E')); });
    does([&] { robot.click("figure.outcomes"); });
    const fs::path path = folder.path() / "ends.svg";
    does([&] { robot.write_over("figure.path", path.string()); });
    does([&] { robot.click("button.figure_export"); });
    EXPECT_LE(actions, 6);
    EXPECT_THAT(bytes_of(path), HasSubstr("<title>" + markup(sentence) + "</title>"));
  }
}

// Prepares three cases, presents them, moves one slider before the class and goes on.
TEST(Walks, ATeacherPresentsPreparedCases) {
  for (const Screen& screen : kScreens) {
    Robot robot(new_to_it(screen), baseline_path(), screen.width, screen.height);
    robot.app().act(Do{Action::undo});  // the case as it is in the file
    robot.press(plain(Key('2')));
    robot.settle();
    robot.click("button.compare_many");
    robot.step(3);
    robot.click("button.tray_screen");
    for (const char* preset : {"tray.preset.french_leave_at_once", "tray.preset.minusma_leaves"}) {
      robot.step(2);
      robot.click("tray.library");
      robot.step(2);
      robot.click(preset);
      robot.settle();
    }
    ASSERT_EQ(robot.app().tray().cases.size(), 3u);
    robot.press(plain(Key('1')));
    robot.press(plain(Key::f11));
    robot.settle();
    robot.press(plain(Key::right));
    robot.settle();
    EXPECT_EQ(robot.app().file().path.stem(), "french_leave_at_once");
    EXPECT_TRUE(robot.seen("answer"));
    for (const OutcomeSpec& spec : outcome_specs())
      EXPECT_TRUE(robot.seen(fmt::format("outcome.{}", spec.id))) << spec.id;
    robot.click("button.present_sliders");
    robot.settle();
    ASSERT_TRUE(robot.has("talks.mediator"));
    const std::string before = robot.app().answer_in_words();
    robot.drag_slider("talks.mediator", 0.5, 0.95);
    robot.settle();
    EXPECT_NE(robot.app().answer_in_words(), before) << "the class sees it answer";
    EXPECT_GE(robot.app().answer().answer->changes.size(), 2u);
    robot.press({Key::f11});
    robot.settle();
    EXPECT_FALSE(robot.app().view().presentation);
  }
}

// Names a case, saves it, opens it again and compares four.
TEST(Walks, AnAnalystNamesSavesReopensAndComparesFourCases) {
  for (const Screen& screen : kScreens) {
    const Folder folder;
    Robot robot(new_to_it(screen), folder.baseline_copy("baseline.toml"), screen.width,
                screen.height);
    robot.drag_slider("talks.mediator", 0.5, 0.95);
    robot.settle();
    robot.press({letter('S'), true, true, false});
    robot.step(3);
    ASSERT_EQ(robot.app().dialog(), Dialog::save_as);
    const fs::path path = folder.path() / "strong_mediator.toml";
    robot.write_over("save.title", "A strong mediator");
    robot.write_over("dialog.path", path.string());
    robot.click("button.accept");
    robot.settle();
    ASSERT_TRUE(fs::exists(path));
    robot.press(ctrl('O'));
    robot.step(3);
    robot.write_over("dialog.path", path.string());
    robot.click("button.accept");
    robot.settle();
    EXPECT_THAT(robot.app().window_title(), HasSubstr("A strong mediator"));
    EXPECT_FALSE(robot.app().dirty());
    robot.press(plain(Key('2')));
    robot.settle();
    robot.click("button.compare_many");
    robot.step(3);
    robot.click("button.tray_screen");
    for (const char* preset : {"tray.preset.french_leave_at_once", "tray.preset.minusma_leaves",
                               "tray.preset.dicko_truce_and_release"}) {
      robot.step(2);
      robot.click("tray.library");
      robot.step(2);
      robot.click(preset);
      robot.settle();
    }
    ASSERT_EQ(robot.app().tray().cases.size(), 4u);
    ASSERT_TRUE(robot.app().tray().is_there());
    EXPECT_EQ(robot.app().tray().sentences.size(), 3u);
    EXPECT_TRUE(robot.has("tray.talks_by_week_104.3"));
    robot.press(ctrl('E'));
    robot.step(3);
    robot.click("figure.CSV");
    const fs::path table = folder.path() / "four.csv";
    robot.write_over("figure.path", table.string());
    robot.click("button.figure_export");
    robot.settle();
    EXPECT_THAT(bytes_of(table), HasSubstr("A strong mediator"));
    EXPECT_THAT(bytes_of(table), HasSubstr(screen.lang == Lang::fr ? ";D;" : ",D,"));
  }
}

// Asks what a truce needs and reads the answer.
TEST(Walks, AMediatorAsksWhatATruceNeeds) {
  for (const Screen& screen : kScreens) {
    AppOptions options = new_to_it(screen);
    options.load.weeks = 60;  // short runs: some sixty thousand of them
    const Folder folder;
    Robot robot(options, folder.baseline_copy(), screen.width, screen.height);
    robot.press(plain(Key('4')));
    robot.step(3);
    robot.click("method.needs");
    robot.step(3);
    robot.click("an.target");
    robot.step(2);
    robot.click("an.target.truce_reached");
    robot.step(3);
    robot.click("button.an_care_0");
    robot.step(2);
    robot.click("button.an_start");
    robot.settle();
    ASSERT_TRUE(robot.seen("an.conclusion"));
    const AnalysisAnswer& answer = *robot.app().analysis().answer;
    ASSERT_TRUE(answer.needs && answer.whole());
    EXPECT_EQ(answer.needs->about.id(), "truce_reached");
    robot.click("button.an_copy");
    EXPECT_EQ(ImGui::GetClipboardText(), conclusion_of(answer, screen.lang));
  }
}

}  // namespace walks_test
}  // namespace palabre::ui::test
