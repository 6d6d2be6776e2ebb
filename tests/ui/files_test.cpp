// Hostile files, crashes, full disks, other programs: the work is kept and a sentence helps.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>

#include <fstream>
#include <thread>

#include "sim/scenario/share_code.hpp"
#include "sim/tables/limits.hpp"
#include "tests/support/temp_folder.hpp"
#include "tests/ui/keyboard_robot.hpp"
#include "tests/ui/program.hpp"
#include "ui/base/words.hpp"
#include "ui/figures/figure.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/dialog_inputs.hpp"
#include "ui/work/autosave.hpp"

namespace palabre::ui::test {
namespace files_test {

using testing::HasSubstr;

void put_bytes(const fs::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

AppOptions with_state(const Folder& folder) {
  AppOptions options = quick_options();
  options.state = folder.path() / "state";
  return options;
}

// Work left behind by a process that does not exist.
fs::path leave_work(const Folder& folder, const fs::path& about, const std::string& text) {
  const fs::path file = folder.path() / "state/unsaved/2147483646";
  EXPECT_TRUE(write_autosave(file, {about, text}));
  return file;
}

TEST(Recovery, UnsavedWorkIsKeptAsideAndGoesWhenSaved) {
  const Folder folder;
  const fs::path path = folder.baseline_copy();
  Robot robot(with_state(folder), path);
  const fs::path autosave = autosave_file(folder.path() / "state");
  robot.app().look_after_files(3.0);
  EXPECT_FALSE(fs::exists(autosave)) << "nothing to keep";
  robot.app().act(SetValue{"talks.mediator", Value{0.85}, true});
  robot.app().look_after_files(3.0);
  ASSERT_TRUE(fs::exists(autosave));
  EXPECT_THAT(read_autosave(autosave)->text, HasSubstr("mediator = 0.85"));
  robot.press(ctrl('S'));
  EXPECT_FALSE(fs::exists(autosave));
}

TEST(Recovery, WorkOfACrashedSessionIsTakenUp) {
  const Folder folder;
  const fs::path path = folder.baseline_copy();
  ScenarioFile file = load_scenario(path);
  Scenario wanted = file.scenario;
  ASSERT_FALSE(set_value(wanted, "talks.mediator", Value{0.85}));
  const fs::path left = leave_work(folder, path, patched_text(file, wanted));
  Robot robot(with_state(folder), path);
  ASSERT_EQ(robot.app().dialog(), Dialog::recover);
  robot.press(plain(Key::escape));
  EXPECT_EQ(robot.app().dialog(), Dialog::recover) << "work does not go by accident";
  robot.step(3);
  robot.click("button.recover_take");
  EXPECT_EQ(robot.param("talks.mediator"), 0.85);
  EXPECT_TRUE(robot.app().dirty());
  EXPECT_FALSE(fs::exists(left));
  robot.press(ctrl('Z'));
  EXPECT_EQ(robot.param("talks.mediator"), 0.6);
}

TEST(Recovery, WorkIsForgottenOnlyWhenAsked) {
  const Folder folder;
  const fs::path path = folder.baseline_copy();
  const fs::path left = leave_work(folder, path, bytes_of(path));
  Robot robot(with_state(folder), path);
  robot.step(3);
  robot.click("button.recover_drop");
  EXPECT_FALSE(robot.app().dirty());
  EXPECT_FALSE(fs::exists(left));
}

TEST(Recovery, WorkOnAFileThatIsGoneIsTakenUpToo) {
  const Folder folder;
  const fs::path path = folder.baseline_copy();
  const fs::path gone = folder.path() / "gone.toml";
  leave_work(folder, gone, bytes_of(path));
  Robot robot(with_state(folder), path);
  robot.step(3);
  robot.click("button.recover_take");
  EXPECT_TRUE(robot.app().dirty());
  EXPECT_EQ(robot.app().file().path, gone);
  robot.press(ctrl('S'));
  EXPECT_EQ(robot.app().dialog(), Dialog::save_as) << "it has no file: where to?";
}

TEST(Recovery, RubbishInTheFolderOfStatesIsLeftAlone) {
  const Folder folder;
  const fs::path path = folder.baseline_copy();
  fs::create_directories(folder.path() / "state/unsaved");
  put_bytes(folder.path() / "state/unsaved/2147483645", "\x01\x02 no work of ours");
  put_bytes(folder.path() / "state/unsaved/notes.txt", "mine");
  Robot robot(with_state(folder), path);
  EXPECT_EQ(robot.app().dialog(), Dialog::none);
  EXPECT_TRUE(fs::exists(folder.path() / "state/unsaved/notes.txt"));
}

// Questions are answered without a mouse: Enter takes what is framed, arrows go on.
TEST(Recovery, EnterTakesUpAndAnArrowThenEnterForgets) {
  for (const bool take : {true, false}) {
    const Folder folder;
    const fs::path path = folder.baseline_copy();
    ScenarioFile file = load_scenario(path);
    Scenario wanted = file.scenario;
    ASSERT_FALSE(set_value(wanted, "talks.mediator", Value{0.85}));
    const fs::path left = leave_work(folder, path, patched_text(file, wanted));
    Robot robot(with_state(folder), path);
    robot.step(3);
    if (!take) robot.press(plain(Key::down));
    robot.press(plain(Key::enter));
    robot.step(2);
    EXPECT_EQ(robot.app().dialog(), Dialog::none);
    EXPECT_EQ(robot.param("talks.mediator"), take ? 0.85 : 0.6);
    EXPECT_FALSE(fs::exists(left));
  }
}

TEST(OnDisk, AChangedFileIsReadAgainAndUndoBringsTheOldBack) {
  const Folder folder;
  const fs::path path = folder.baseline_copy();
  Robot robot(quick_options(), path);
  put_bytes(path, bytes_of(path) + "\n[parameters.talks]\nmediator = 0.7\n");
  robot.app().look_after_files(2.0);
  EXPECT_EQ(robot.param("talks.mediator"), 0.7);
  EXPECT_THAT(robot.app().notice(), HasSubstr("mine.toml"));
  EXPECT_FALSE(robot.app().dirty());
  robot.press(ctrl('Z'));
  EXPECT_EQ(robot.param("talks.mediator"), 0.6);
}

TEST(OnDisk, WithUnsavedWorkItAsksFirst) {
  for (const std::string answer : {"changed_read", "changed_keep", ""}) {  // none: Enter alone
    const bool read = answer == "changed_read";
    const Folder folder;
    const fs::path path = folder.baseline_copy();
    Robot robot(quick_options(), path);
    robot.app().act(SetValue{"talks.mediator", Value{0.9}, true});
    put_bytes(path, bytes_of(path) + "\n[parameters.talks]\nmediator = 0.7\n");
    robot.app().look_after_files(2.0);
    ASSERT_EQ(robot.app().dialog(), Dialog::changed);
    robot.step(3);
    answer.empty() ? robot.press(plain(Key::enter)) : robot.click("button." + answer);
    robot.step(2);
    EXPECT_EQ(robot.param("talks.mediator"), read ? 0.7 : 0.9);
    robot.app().look_after_files(2.0);
    EXPECT_EQ(robot.app().dialog(), Dialog::none) << "asked once";
  }
}

TEST(OnDisk, AFileThatGoesOrBreaksIsToldAndTheWorkKept) {
  const Folder folder;
  const fs::path path = folder.baseline_copy();
  Robot robot(quick_options(), path);
  const Scenario before = robot.app().draft();
  put_bytes(path, "format = \n");
  robot.app().look_after_files(2.0);
  EXPECT_THAT(robot.app().notice(), HasSubstr("cannot be read now"));
  EXPECT_TRUE(robot.app().draft() == before);
  fs::remove(path);
  robot.app().look_after_files(2.0);
  EXPECT_THAT(robot.app().notice(), HasSubstr("no longer there"));
  EXPECT_TRUE(robot.app().draft() == before);
  robot.app().act(SetValue{"talks.mediator", Value{0.9}, true});
  robot.press(ctrl('S'));
  EXPECT_EQ(load_scenario(path).scenario.params.talks_mediator, 0.9) << "saving writes it anew";
}

TEST(Opening, AFailureLeadsBackToTheDialogWithWhatWasTyped) {
  const Folder folder;
  const fs::path path = folder.baseline_copy();
  put_bytes(folder.path() / "broken.toml", "format = 1\nweeks = 0\n[levers]\nelektion = 3\n");
  Robot robot(quick_options(), path);
  robot.press(ctrl('O'));
  robot.step(3);
  robot.click("entry.broken.toml");
  robot.click("button.accept");
  ASSERT_EQ(robot.app().dialog(), Dialog::problem);
  robot.step(3);
  EXPECT_TRUE(robot.has("problem.1")) << "every mistake has its row";
  robot.click("problem.1");
  robot.click("button.dismiss");
  robot.step(3);
  EXPECT_EQ(robot.app().dialog(), Dialog::open);
  robot.click("entry.mine.toml");
  robot.click("button.accept");
  EXPECT_EQ(robot.app().dialog(), Dialog::none);
}

TEST(Opening, EveryHostileFileIsRefusedWithASentence) {
  const Folder folder;
  const fs::path path = folder.baseline_copy();
  std::string deep = "format = 1\nx = ";
  deep.append(100000, '[');
  const std::vector<std::pair<std::string, std::string>> files{
      {"empty.toml", ""},
      {"zeros.toml", std::string(4096, '\0')},
      {"binary.toml",
       "\x7f"
       "ELF\x02\x01\x01\xff\xfe\xfd"},
      {"deep.toml", deep},
      {"latin1.toml", "title = \"\xe9\xe8\"\n"},
      {"huge.toml", std::string(3u << 20, 'a')},
      {"loop.toml", "format = 1\nbase = \"loop.toml\"\n"},
      {"outside.toml", "format = 1\nbase = \"/etc/passwd\"\n"},
      {"picture.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"},
      {"long.toml", "format = 1\n[parameters.talks]\n" + std::string(50000, 'k') + " = 1\n"}};
  Robot robot(quick_options(), path);
  robot.app().act(SetValue{"talks.mediator", Value{0.9}, true});
  for (const auto& [name, bytes] : files) {
    put_bytes(folder.path() / name, bytes);
    robot.app().drop(folder.path() / name);
    robot.step(2);
    ASSERT_EQ(robot.app().dialog(), Dialog::unsaved) << name << ": unsaved work first";
    robot.app().act(Answer{Unsaved::discard});
    robot.step(2);
    EXPECT_EQ(robot.app().dialog(), Dialog::problem) << name;
    EXPECT_FALSE(robot.app().problem().empty()) << name;
    robot.app().act(CloseDialog{});
    EXPECT_EQ(robot.param("talks.mediator"), 0.9) << name << ": the work is kept";
  }
  for (const fs::path& odd : {fs::path("/"), fs::path("/dev/null"), fs::path(),
                              folder.path() / "none.toml", fs::path(std::string(5000, 'x'))}) {
    robot.app().drop(odd);
    robot.app().act(Answer{Unsaved::discard});
    robot.step(2);
    EXPECT_EQ(robot.app().dialog(), Dialog::problem) << odd;
    robot.app().act(CloseDialog{});
  }
}

// A case on the baseline whose title, summary and entries of not_modelled are that long.
std::string endless_words(std::size_t bytes, std::size_t entries) {
  std::string missing;
  for (std::size_t k = 0; k < entries; ++k) {
    const std::string begin = "entry " + std::to_string(k) + " ";
    missing += "\"" + begin + std::string(bytes - begin.size(), 'm') + "\", ";
  }
  return "format = 1\nbase = \"mine.toml\"\ntitle = \"" + std::string(bytes, 'w') +
         "\"\nsummary = \"" + std::string(bytes, 's') + "\"\nnot_modelled = [" + missing + "]\n";
}

TEST(Opening, AFileWithEndlessWordsIsShownByItsBeginning) {
  const Folder folder;
  const fs::path path = folder.baseline_copy();
  const std::size_t bytes = limit(LimitId::text_bytes);
  const std::size_t entries = limit(LimitId::not_modelled);
  put_bytes(folder.path() / "long.toml", endless_words(bytes, entries));
  put_bytes(folder.path() / "longer.toml", endless_words(bytes + 1, entries + 1));
  Robot robot(quick_options(), path);
  robot.app().drop(folder.path() / "long.toml");
  robot.settle();
  ASSERT_EQ(robot.app().file().path.filename(), "long.toml") << robot.app().problem();
  EXPECT_GT(robot.at("map").high.y - robot.at("map").low.y, 200.0f) << "the map keeps its room";
  robot.app().drop(folder.path() / "longer.toml");
  robot.settle();
  EXPECT_EQ(robot.app().dialog(), Dialog::problem);
  for (const char* key : {"title: ", "summary: ", "not_modelled: "})
    EXPECT_THAT(robot.app().problem(), HasSubstr(key));
  EXPECT_EQ(robot.app().file().path.filename(), "long.toml") << "the work is kept";
}

TEST(Opening, AFolderThatCannotBeReadIsToldInTheDialog) {
  Robot robot;
  robot.press(ctrl('O'));
  for (const fs::path& folder :
       {fs::path("/no/such/folder"), fs::path("/dev/null"), fs::path("/root/.no/such")}) {
    robot.app().act(ToFolder{folder});
    robot.step(2);
    EXPECT_TRUE(robot.app().browser().problem.has_value()) << folder;
  }
  robot.app().act(ToFolder{fs::path(palabre::test::root()) / "scenarios"});
  robot.step(2);
  EXPECT_FALSE(robot.app().browser().problem.has_value());
  EXPECT_TRUE(robot.has("entry.baseline.toml"));
}

TEST(Opening, TheLibraryListsShippedScenariosAndRecentFilesStandApart) {
  const Folder folder;
  const fs::path path = folder.baseline_copy();
  Robot robot(with_state(folder), path);
  robot.app().act(Do{Action::library});
  robot.step(4);
  EXPECT_TRUE(robot.has("preset.baseline"));
  robot.click("preset.baseline");
  robot.click("button.accept");
  EXPECT_EQ(robot.app().file().path.filename(), "baseline.toml");
  robot.press(ctrl('O'));
  robot.step(3);
  robot.click("button.shelf_recent");
  robot.step(2);
  EXPECT_TRUE(robot.has("recent.1"));
  robot.click("recent.1");
  robot.click("button.accept");
  EXPECT_EQ(robot.app().file().path, path);
}

TEST(Saving, AShippedScenarioStaysAsItIs) {
  const std::string before = bytes_of(shipped_scenarios() / "baseline.toml");
  Robot robot(quick_options(), shipped_scenarios() / "baseline.toml");
  robot.app().act(SetValue{"talks.mediator", Value{0.9}, true});
  robot.press(ctrl('S'));
  EXPECT_EQ(robot.app().dialog(), Dialog::save_as);
  EXPECT_THAT(robot.app().notice(), HasSubstr("stay as they are"));
  EXPECT_EQ(bytes_of(shipped_scenarios() / "baseline.toml"), before);
}

TEST(Saving, ANewScenarioAsksForItsPlaceAndBuildsOnTheBaseline) {
  const Folder folder;
  const fs::path path = folder.baseline_copy();
  Robot robot(quick_options(), path);
  robot.press(ctrl('N'));
  EXPECT_FALSE(robot.app().dirty());
  robot.app().act(SetValue{"talks.mediator", Value{0.9}, true});
  robot.press(ctrl('S'));
  ASSERT_EQ(robot.app().dialog(), Dialog::save_as);
  robot.app().act(SaveFileAs{folder.path() / "new.toml"});
  EXPECT_EQ(robot.app().dialog(), Dialog::none) << robot.app().problem();
  EXPECT_EQ(load_scenario(folder.path() / "new.toml").scenario.params.talks_mediator, 0.9);
  robot.press(ctrl('N'));
  EXPECT_EQ(robot.param("talks.mediator"), 0.6);
}

// A limit on the size of files stands for a full disk.
TEST(Saving, AFullDiskIsToldAndNothingIsLost) {
  const Folder folder;
  const fs::path path = folder.baseline_copy();
  const std::string before = bytes_of(path);
  Robot robot(quick_options(), path);
  robot.app().act(SetValue{"talks.mediator", Value{0.9}, true});
  ::signal(SIGXFSZ, SIG_IGN);
  rlimit usual{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &usual), 0);
  rlimit full = usual;
  full.rlim_cur = 64;
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &full), 0);
  robot.app().act(Do{Action::save});
  robot.app().look_after_files(3.0);
  ::setrlimit(RLIMIT_FSIZE, &usual);
  EXPECT_EQ(robot.app().dialog(), Dialog::problem);
  EXPECT_FALSE(robot.app().problem().empty());
  EXPECT_EQ(bytes_of(path), before) << "the file is whole";
  EXPECT_TRUE(robot.app().dirty());
  EXPECT_EQ(robot.param("talks.mediator"), 0.9);
  robot.app().act(CloseDialog{});
  robot.app().act(Do{Action::save});
  EXPECT_FALSE(robot.app().dirty()) << "and with room again it is saved";
}

TEST(Saving, WhereNothingCanBeWrittenItSaysSo) {
  const Folder folder;
  Robot robot(quick_options(), folder.baseline_copy());
  robot.app().act(SetValue{"talks.mediator", Value{0.9}, true});
  for (const fs::path& odd : {fs::path("/no/such/folder/x.toml"), fs::path("/proc/x.toml"),
                              folder.path(), fs::path("/dev/full/x.toml")}) {
    robot.app().act(Do{Action::save_as});
    robot.app().act(SaveFileAs{odd});
    EXPECT_EQ(robot.app().dialog(), Dialog::problem) << odd;
    robot.app().act(CloseDialog{});
    EXPECT_EQ(robot.app().dialog(), Dialog::save_as) << "another place may be chosen at once";
    robot.app().act(CloseDialog{});
    EXPECT_TRUE(robot.app().dirty());
  }
}

TEST(Exports, EveryFigureIsWrittenAsSvgAndCsvWithItsRecipe) {
  const Folder folder;
  Robot robot;
  robot.app().act(SetValue{"talks.mediator", Value{0.85}, true});
  robot.settle();
  for (const char* what : {"map", "outcomes", "chart.0", "chart.1", "chart.2", "chart.3"}) {
    const fs::path svg = folder.path() / (std::string(what) + ".svg");
    robot.app().act(ExportFigure{what, FigureFormat::svg, svg});
    const std::string text = bytes_of(svg);
    EXPECT_THAT(text, HasSubstr("set talks.mediator=0.85")) << what;
    EXPECT_THAT(text, HasSubstr(robot.app().digest())) << what;
    EXPECT_THAT(text, HasSubstr("A thinking aid, not a forecast.")) << what;
    EXPECT_THAT(text, HasSubstr("ethnicity")) << what;
    EXPECT_EQ(text.find("nan"), std::string::npos) << what;
    const fs::path csv = folder.path() / (std::string(what) + ".csv");
    robot.app().act(ExportFigure{what, FigureFormat::csv, csv});
    const std::string rows = without_comments(bytes_of(csv));
    const auto columns = std::count(rows.begin(), rows.begin() + long(rows.find('\n')), ',');
    std::istringstream lines(rows);
    for (std::string line; std::getline(lines, line);)
      if (line.find('"') == std::string::npos) {
        EXPECT_EQ(std::count(line.begin(), line.end(), ','), columns) << line;
      }
  }
  robot.app().act(ExportFigure{"map", FigureFormat::svg, "/no/such/place.svg"});
  EXPECT_EQ(robot.app().dialog(), Dialog::problem);
}

TEST(Exports, ThePictureIsAskedForWhenTheDialogIsGone) {
  Robot robot;
  robot.press(ctrl('E'));
  robot.step(3);
  robot.click("figure.window");
  robot.click("button.figure_export");
  EXPECT_EQ(robot.app().dialog(), Dialog::none);
  std::optional<App::Picture> picture;
  for (int k = 0; k < 6 && !picture; ++k) {
    robot.step();
    picture = robot.app().take_picture();
  }
  ASSERT_TRUE(picture);
  EXPECT_EQ(picture->part.width(), 1440);
  EXPECT_EQ(picture->path.extension(), ".png");
  const Pixels pixels{2, 2, {0xFF102030u, 0xFF102030u, 0xFF102030u, 0xFF102030u}};
  const palabre::test::TempFolder folder;
  const auto file = folder.path() / "window.png";
  robot.app().write_picture(file, pixels);
  EXPECT_THAT(robot.app().notice(), HasSubstr(file.string()));
  EXPECT_FALSE(share_code_in(all_of(file)).empty()) << "the picture can be opened as the case";
  robot.app().write_picture("/no/such/folder/window.png", pixels);
  EXPECT_EQ(robot.app().dialog(), Dialog::problem);
}

TEST(Exports, WordsForCsvAreQuotedWhenTheyMust) {
  EXPECT_EQ(csv_words("plain"), "plain");
  EXPECT_EQ(csv_words("a, b"), "\"a, b\"");
  EXPECT_EQ(csv_words("\x1b[31m, b"), "\"\\u001B[31m, b\"");
  EXPECT_EQ(csv_words("say \"no\""), "\"say \"\"no\"\"\"");
  EXPECT_EQ(csv_words("=1+1"), "'=1+1") << "a spreadsheet would run it";
  EXPECT_EQ(csv_words("#1"), "\"#1\"") << "a line would begin like a comment";
}

}  // namespace files_test
}  // namespace palabre::ui::test
