// A monkey at the desk: random mouse, keys and words. It must break nothing, and what only looks
// must not change the case. PALABRE_MONKEY_EVENTS sets how long it plays (tests/long: a million).

#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <random>

#include "tests/ui/robot.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/dialog_inputs.hpp"

namespace palabre::ui::test {
namespace monkey_test {

constexpr long kEventsUsual = 30'000;
constexpr int kEventsPerFrame = 10;

long events_wanted() {
  const char* wanted = std::getenv("PALABRE_MONKEY_EVENTS");
  return wanted ? std::max(1L, std::atol(wanted)) : kEventsUsual;
}

class Monkey {
 public:
  Monkey(Robot& robot, const fs::path& home, unsigned seed)
      : robot_(robot), home_(home), bits_(seed) {}

  void play(long events) {
    ImGuiIO& io = ImGui::GetIO();
    for (long done = 0; done < events; done += kEventsPerFrame) {
      for (int k = 0; k < kEventsPerFrame; ++k) act(io);
      robot_.step();
      io.MouseWheel = 0.0f;
      stay_at_home();
      if (robot_.app().wants_quit()) ++quits_;
    }
    io.MouseDown[0] = false;
    robot_.hold_control(false);
    robot_.step(2);
  }
  int quits() const { return quits_; }

 private:
  int below(int n) { return int(bits_() % unsigned(n)); }

  // Most of the time at a control, otherwise anywhere.
  ImVec2 somewhere(const ImGuiIO& io) {
    const auto& widgets = robot_.app().last_frame().widgets;
    if (!widgets.empty() && below(4) > 0) {
      auto at = widgets.begin();
      std::advance(at, below(int(widgets.size())));
      return {at->second.low.x + (at->second.high.x - at->second.low.x) * float(below(101)) / 100,
              at->second.centre().y};
    }
    return {float(below(int(io.DisplaySize.x) + 40) - 20),
            float(below(int(io.DisplaySize.y) + 40) - 20)};
  }

  // Where a click or Enter could write a file, the monkey keeps its hands off.
  bool could_write() const {
    const Dialog dialog = robot_.app().dialog();
    return dialog == Dialog::save_as || dialog == Dialog::figure || dialog == Dialog::unsaved;
  }

  // Only files of its own folder: a monkey must not open, and then save, those of others.
  void stay_at_home() {
    App& app = robot_.app();
    if (app.dialog() == Dialog::open && app.browser().folder != home_)
      app.act(CloseDialog{});
    else if (could_write() && below(3) == 0)
      app.press(plain(Key::escape));
  }

  void act(ImGuiIO& io) {
    switch (below(9)) {
      case 0:
      case 1:
      case 2:
        io.MousePos = somewhere(io);
        break;
      case 3:
      case 4:
        io.MouseDown[0] = !io.MouseDown[0] && !could_write();
        break;
      case 5:
        io.MouseWheel = float(below(5) - 2);
        break;
      case 6:
        press_key();
        break;
      case 7:
        type_something(io);
        break;
      default:
        robot_.hold_control(below(4) == 0);
        break;
    }
  }

  void press_key() {
    constexpr std::array kNamed{Key::space, Key::plus,      Key::minus,  Key::zero, Key::left,
                                Key::right, Key::home,      Key::end,    Key::f1,   Key::f11,
                                Key::tab,   Key::backspace, Key::escape, Key::slash};
    Chord chord;
    const int which = below(int(kNamed.size()) + 31);
    if (which < int(kNamed.size()))
      chord.key = kNamed[std::size_t(which)];
    else if (which < int(kNamed.size()) + 26)
      chord.key = letter(char('A' + which - int(kNamed.size())));
    else
      chord.key = Key('1' + which - int(kNamed.size()) - 26);
    chord.ctrl = below(3) == 0;
    chord.shift = below(4) == 0;
    chord.alt = below(6) == 0;
    robot_.app().press(chord);
  }

  void type_something(ImGuiIO& io) {
    static const std::array<const char*, 14> kWords{
        "0.5", "-1",   "1e400", "nan",  "éàü", "30",         "12",
        "med", "%s%n", "{}",    "\xff", " ",   "2023-06-30", "999999999999999999999"};
    io.AddInputCharactersUTF8(kWords[std::size_t(below(int(kWords.size())))]);
    if (could_write()) return;
    const ImGuiKey keys[] = {ImGuiKey_Enter, ImGuiKey_Backspace, ImGuiKey_Delete,
                             ImGuiKey_A,     ImGuiKey_LeftArrow, ImGuiKey_DownArrow};
    io.KeysDown[256 + keys[below(6)]] = below(2) == 0;
  }

  Robot& robot_;
  fs::path home_;
  std::mt19937 bits_;
  int quits_ = 0;
};

// Every value of the case within what files may say.
void expect_valid(const Scenario& scenario) {
  Scenario copy = scenario;
  for (const std::string& key : scenario_keys()) {
    const auto value = get_value(scenario, key);
    ASSERT_TRUE(value) << key;
    if (const double* number = std::get_if<double>(&*value); number && *number != *number) continue;
    EXPECT_FALSE(set_value(copy, key, *value)) << key;
  }
}

/// Files named without a folder go here, until the end of the scope.
class WorkingFolder {
 public:
  explicit WorkingFolder(const fs::path& folder) { fs::current_path(folder); }
  ~WorkingFolder() { fs::current_path(before_); }

 private:
  const fs::path before_ = fs::current_path();
};

TEST(Monkey, BreaksNothing) {
  const Folder folder;
  const fs::path path = folder.baseline_copy();
  fs::copy_file(path, folder.path() / "other.toml");
  std::ofstream(folder.path() / "broken.toml") << "format = 1\nweeks = 0\n";
  const std::string digest = load_scenario(path).text;
  AppOptions options = quick_options();
  options.still = false;
  options.first_visit = true;
  const WorkingFolder here(folder.path());
  Robot robot(options, path);
  Monkey monkey(robot, fs::weakly_canonical(folder.path()), 20220214);
  const long events = events_wanted();
  monkey.play(events / 2);
  expect_valid(robot.app().draft());
  EXPECT_GT(robot.app().history().steps() + std::size_t(robot.app().dirty()), 0u)
      << "the monkey changed nothing: it looks at the wrong window";
  monkey.play(events / 2);
  expect_valid(robot.app().draft());
  // And afterwards the desk is still of use.
  for (int k = 0; k < 12; ++k) robot.press(plain(Key::escape));
  if (robot.app().dialog() != Dialog::none) robot.app().act(CloseDialog{});
  robot.app().act(OpenFile{folder.path() / "other.toml"});
  robot.app().act(Answer{Unsaved::discard});
  robot.settle();
  EXPECT_EQ(robot.app().file().path.filename(), "other.toml");
  EXPECT_FALSE(robot.app().dirty());
  EXPECT_EQ(robot.app().file().text, digest) << "its own files are untouched";
}

TEST(Monkey, LookingNeverMovesTheDigest) {
  AppOptions options;
  options.still = true;
  options.replicates = 16;
  Robot robot(options);
  const std::string digest = robot.app().digest();
  const Scenario before = robot.app().draft();
  std::mt19937 bits(7);
  const auto below = [&](int n) { return int(bits() % unsigned(n)); };
  ImGuiIO& io = ImGui::GetIO();
  for (int k = 0; k < 3000; ++k) {
    io.MousePos = {float(below(1440)), float(below(900))};
    switch (below(12)) {
      case 0:
        robot.app().act(SetWeek{below(300) - 20});
        break;
      case 1:
        robot.app().act(SetField{CercleFieldId(below(kCercleFieldCount))});
        break;
      case 2:
        robot.app().act(SetLang{below(2) ? Lang::fr : Lang::en});
        break;
      case 3:
        robot.app().act(SetTheme{below(2) ? Theme::light : Theme::dark});
        break;
      case 4:
        robot.app().act(SelectCercle{below(52) - 1});
        break;
      case 5:
        robot.app().act(SetChart{
            std::size_t(below(4)),
            std::string(series_specs()[std::size_t(below(int(series_specs().size())))].id)});
        break;
      case 6:
        robot.app().act(Do{below(2) ? Action::explore : Action::sources});
        break;
      case 7:
        robot.app().act(SetFilter{Filter(below(4))});
        break;
      case 8:
        robot.app().act(ToggleLock{"talks.mediator"});
        break;
      default:
        io.MouseWheel = float(below(5) - 2);
        break;
    }
    robot.step();
  }
  robot.settle();
  EXPECT_EQ(robot.app().digest(), digest);
  EXPECT_TRUE(robot.app().draft() == before);
}

}  // namespace monkey_test
}  // namespace palabre::ui::test
