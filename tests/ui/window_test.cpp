// The real program: in a real window on an X server of our own, with a real mouse; and without any
// display. Needs Xvfb and xdotool (.ci/packages installs them) and fails without them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "sim/scenario/scenario.hpp"
#include "tests/support/paths.hpp"
#include "tests/support/temp_folder.hpp"
#include "tests/ui/program.hpp"

namespace palabre::ui::test {
namespace window_test {

namespace fs = std::filesystem;
using testing::HasSubstr;

const std::string kProgram = std::string(palabre::test::programs()) + "/palabre-ui";
const fs::path kScenarios = fs::path(palabre::test::root()) / "scenarios";

/// Drawn by the processor: the fewer pixels, the sooner a key is answered.
constexpr const char* kSmallWindow = "900x600";

struct Size {
  unsigned width = 0, height = 0;
};
Size png_size(const std::string& bytes) {
  if (!bytes.starts_with("\x89PNG\r\n") || bytes.size() < 24) return {};
  const auto number = [&](std::size_t at) {
    unsigned v = 0;
    for (std::size_t k = 0; k < 4; ++k) v = v * 256 + static_cast<unsigned char>(bytes[at + k]);
    return v;
  };
  return {number(16), number(20)};
}

class Window : public testing::Test {
 protected:
  void SetUp() override {
    for (const char* tool : {"Xvfb", "xdotool", "setxkbmap"}) {
      const Said said = run_program({"sh", "-c", std::string("command -v ") + tool}, {}, folder_);
      ASSERT_EQ(said.status, 0) << tool << " is missing: install the packages of .ci/packages";
    }
  }
  void TearDown() override { server_.reset(); }

  /// An X server that picks a free display by itself.
  void start_server() {
    server_ = std::make_unique<Running>(
        std::vector<std::string>{"Xvfb", "-displayfd", "1", "-noreset", "-screen", "0",
                                 "1440x900x24", "-nolisten", "tcp"},
        std::vector<std::string>{}, folder_, "xvfb");
    ASSERT_TRUE(
        wait_for([&] { return server_->said().out.ends_with('\n'); }, std::chrono::seconds(30)))
        << server_->said().err;
    std::string number = server_->said().out;
    number.pop_back();
    display_ = "DISPLAY=:" + number;
  }
  std::vector<std::string> with_display() const {
    return {display_, "WAYLAND_DISPLAY", "XDG_STATE_HOME=" + (folder_ / "state").string()};
  }
  std::vector<std::string> without_display() const {
    return {"DISPLAY", "WAYLAND_DISPLAY", "XDG_STATE_HOME=" + (folder_ / "state").string()};
  }
  Said palabre(std::vector<std::string> words, const std::vector<std::string>& set) {
    words.insert(words.begin(), kProgram);
    return run_program(words, set, folder_);
  }
  void expect_picture(const fs::path& path, unsigned width, unsigned height) {
    const std::string png = all_of(path);
    EXPECT_EQ(png_size(png).width, width);
    EXPECT_EQ(png_size(png).height, height);
    EXPECT_GT(png.size(), 60000u) << "a blank picture would be smaller";
  }

  const palabre::test::TempFolder own_;
  const fs::path& folder_ = own_.path();
  std::unique_ptr<Running> server_;
  std::string display_;
};

TEST_F(Window, DrawsItselfTheSameWithAndWithoutAScreen) {
  start_server();
  if (HasFatalFailure()) return;
  const fs::path first = folder_ / "first.png", second = folder_ / "second.png";
  const Said seen =
      palabre({"--frames", "3", "--screenshot", first.string(), "-n", "40", "--print-digest"},
              with_display());
  EXPECT_EQ(seen.status, 0) << seen.err;
  expect_picture(first, 1440, 900);
  const Said unseen = palabre({"--screenshot", second.string(), "-n", "40", "--print-digest",
                               "--size", "1000x700", "--lang", "fr", "--theme", "light"},
                              without_display());
  EXPECT_EQ(unseen.status, 0) << unseen.err;
  expect_picture(second, 1000, 700);
  EXPECT_EQ(seen.out.size(), 33u);
  EXPECT_EQ(seen.out, unseen.out) << "the same case has the same digest";
  const Said headless = run_program({std::string(palabre::test::programs()) + "/palabre", "run",
                                     "--json", "-n", "40", (kScenarios / "baseline.toml").string()},
                                    {}, folder_);
  EXPECT_THAT(headless.out, HasSubstr("\"digest\":\"" + seen.out.substr(0, 32) + "\",\"failed"));
}

TEST_F(Window, SaysSoInOneLineWhenThereIsNoScreen) {
  const Said said = palabre({}, without_display());
  EXPECT_EQ(said.status, 4);
  EXPECT_THAT(said.err, HasSubstr("palabre run"));
  EXPECT_EQ(std::count(said.err.begin(), said.err.end(), '\n'), 1);
}

TEST_F(Window, TellsBadUsageFilesAndValuesApart) {
  EXPECT_EQ(palabre({"--no-such-flag"}, without_display()).status, 2);
  EXPECT_EQ(palabre({"--size", "huge", "--screenshot", "x.png"}, without_display()).status, 2);
  EXPECT_EQ(palabre({"--set", "talks.mediatr=1", "--print-digest"}, without_display()).status, 2);
  EXPECT_EQ(palabre({"/no/such.toml", "--print-digest"}, without_display()).status, 4);
  std::vector<std::string> strange = without_display();
  strange.push_back("PALABRE_ISA=nonsense");
  const Said path = palabre({"--print-digest"}, strange);
  EXPECT_EQ(path.status, 2);
  EXPECT_THAT(path.err, HasSubstr("PALABRE_ISA: \"nonsense\" is not one of portable"));
  std::ofstream(folder_ / "bad.toml") << "format = 1\nweeks = 0\n";
  const Said bad = palabre({(folder_ / "bad.toml").string(), "--print-digest"}, without_display());
  EXPECT_EQ(bad.status, 3);
  EXPECT_THAT(bad.err, HasSubstr("bad.toml:2:"));
  const Said unwritable = palabre(
      {"--print-digest", "-n", "16", "--widget-map", "/no/such/map.json"}, without_display());
  EXPECT_EQ(unwritable.status, 4);
  EXPECT_THAT(unwritable.err, HasSubstr("/no/such/map.json"));
  EXPECT_EQ(palabre({"--help"}, without_display()).status, 0);
  EXPECT_THAT(palabre({"--list-bindings"}, without_display()).out, HasSubstr("Ctrl+S"));
}

/// The baseline with few and short runs, its world beside it.
fs::path small_case(const fs::path& folder) {
  fs::copy(kScenarios / "mali", folder / "mali", fs::copy_options::recursive);
  std::string text = all_of(kScenarios / "baseline.toml");
  text.replace(text.find("replicates = 1000"), 17, "replicates = 40");
  text.replace(text.find("weeks = 260"), 11, "weeks = 60");
  std::ofstream(folder / "mine.toml", std::ios::binary) << text;
  return folder / "mine.toml";
}

TEST_F(Window, RealHandsTypeAndDragAndCtrlSSaves) {
  start_server();
  if (HasFatalFailure()) return;
  const fs::path file = small_case(folder_), map = folder_ / "map.json";
  const std::string before = all_of(file);
  Running program({kProgram, file.string(), "--size", "1440x900", "--widget-map", map.string()},
                  with_display(), folder_, "ui");
  ASSERT_TRUE(
      wait_for([&] { return program.ended() || fs::exists(map); }, std::chrono::seconds(120)));
  ASSERT_FALSE(program.ended()) << program.said().err;
  const auto widgets = nlohmann::json::parse(all_of(map));
  const auto& slider = widgets.at("jihadists.precondition");
  ASSERT_TRUE(slider.at("visible").get<bool>());
  const double left = slider.at("x"), top = slider.at("y"), wide = slider.at("w"),
               high = slider.at("h");
  const auto xdo = [&](std::vector<std::string> words) {
    words.insert(words.begin(), "xdotool");
    const Said said = run_program(words, with_display(), folder_);
    EXPECT_EQ(said.status, 0) << said.err;
    std::this_thread::sleep_for(std::chrono::milliseconds(120));
  };
  // A still window: a click on a number, then typing, with quick taps of the keys.
  const auto& number = widgets.at("partners.red_line.value");
  xdo({"mousemove", std::to_string(int(number.at("x").get<double>() + 9)),
       std::to_string(int(number.at("y").get<double>() + 9))});
  xdo({"click", "1"});
  std::this_thread::sleep_for(std::chrono::milliseconds(900));
  xdo({"key", "ctrl+a"});
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  xdo({"key", "0", "comma", "4"});
  xdo({"key", "Return"});
  const auto move_to = [&](double share) {
    xdo({"mousemove", std::to_string(int(left + share * wide)),
         std::to_string(int(top + high / 2))});
  };
  move_to(0.5);
  xdo({"mousedown", "1"});
  for (double share : {0.55, 0.7, 0.85, 0.9}) move_to(share);
  xdo({"mouseup", "1"});
  xdo({"key", "ctrl+s"});
  EXPECT_TRUE(wait_for([&] { return all_of(file) != before; }, std::chrono::seconds(30)));
  EXPECT_GT(load_scenario(file).scenario.params.jihadists_precondition, 0.8);
  EXPECT_EQ(load_scenario(file).scenario.params.partners_red_line, 0.4);
  EXPECT_EQ(all_of(file.string() + "~"), before) << "the file before stays as a backup";
  EXPECT_FALSE(program.ended());
}

/// A keyboard, by the numbers of its keys: where it writes a and z (or where these stand on an
/// American one, when it writes no Latin letters), and a 1.
struct Layout {
  const char* name;
  const char *a, *z, *one;
};
void PrintTo(const Layout& layout, std::ostream* out) { *out << layout.name; }

class Keyboards : public Window, public testing::WithParamInterface<Layout> {
 protected:
  /// Presses keys by their numbers, as a hand does: "37+39".
  void press(const std::string& keys) {
    const Said said = run_program({"xdotool", "key", keys}, with_display(), folder_);
    EXPECT_EQ(said.status, 0) << said.err;
    std::this_thread::sleep_for(std::chrono::milliseconds(120));
  }
  bool shows(const fs::path& map, const std::string& widget, bool wanted) {
    return wait_for(
        [&] { return (all_of(map).find('"' + widget + '"') != std::string::npos) == wanted; },
        std::chrono::seconds(30));
  }
};

TEST_P(Keyboards, ShortcutsAndTextAreWhereTheKeyboardHasThem) {
  const std::string control = "37+", shift = "50+", right = "114", enter = "36", s = "39";
  start_server();
  if (HasFatalFailure()) return;
  const Layout layout = GetParam();
  ASSERT_EQ(run_program({"setxkbmap", layout.name}, with_display(), folder_).status, 0);
  const fs::path file = small_case(folder_), map = folder_ / "map.json";
  Running program({kProgram, file.string(), "--size", kSmallWindow, "--lang", "en", "--show",
                   "talks.mediator", "--widget-map", map.string()},
                  with_display(), folder_, "ui");
  ASSERT_TRUE(
      wait_for([&] { return program.ended() || fs::exists(map); }, std::chrono::seconds(120)));
  const auto value = nlohmann::json::parse(all_of(map)).at("talks.mediator.value");
  press(shift + right);
  ASSERT_TRUE(shows(map, "talks.mediator.reset", true));
  press(control + layout.z);
  EXPECT_TRUE(shows(map, "talks.mediator.reset", false)) << "undo stands elsewhere";
  // In a text: all of it is marked, and written over.
  const auto middle = [&](const char* at, const char* size) {
    return std::to_string(int(value.at(at).get<double>() + value.at(size).get<double>() / 2));
  };
  ASSERT_EQ(run_program({"xdotool", "mousemove", middle("x", "w"), middle("y", "h"), "click", "1"},
                        with_display(), folder_)
                .status,
            0);
  std::this_thread::sleep_for(std::chrono::milliseconds(2500));
  press(control + layout.a);
  press(layout.one);
  press(enter);
  EXPECT_TRUE(shows(map, "talks.mediator.reset", true));
  const std::string before = all_of(file);
  press(control + s);
  EXPECT_TRUE(wait_for([&] { return all_of(file) != before; }, std::chrono::seconds(30)))
      << "it is not saved";
  EXPECT_EQ(load_scenario(file).scenario.params.talks_mediator, 1.0);
  EXPECT_FALSE(program.ended());
}

INSTANTIATE_TEST_SUITE_P(
    Window, Keyboards,
    testing::Values(Layout{"us", "38", "52", "10"}, Layout{"fr", "24", "25", "50+10"},
                    Layout{"de", "38", "29", "10"}, Layout{"ara", "38", "52", "10"},
                    Layout{"ru", "38", "52", "10"}, Layout{"gr", "38", "52", "10"}));

// The server of the window dies in the moment of a change.
TEST_F(Window, AScreenThatGoesAwayLeavesTheWorkAndASentence) {
  start_server();
  if (HasFatalFailure()) return;
  const fs::path file = small_case(folder_), map = folder_ / "map.json";
  Running program({kProgram, file.string(), "--size", kSmallWindow, "--lang", "en", "--show",
                   "talks.mediator", "--widget-map", map.string()},
                  with_display(), folder_, "ui");
  ASSERT_TRUE(
      wait_for([&] { return program.ended() || fs::exists(map); }, std::chrono::seconds(120)));
  // A reset shows beside the value once the key has changed it.
  ASSERT_EQ(run_program({"xdotool", "key", "shift+Right"}, with_display(), folder_).status, 0);
  ASSERT_TRUE(
      wait_for([&] { return all_of(map).find("talks.mediator.reset") != std::string::npos; },
               std::chrono::seconds(30)));
  server_.reset();
  ASSERT_TRUE(wait_for([&] { return program.ended(); }, std::chrono::seconds(30)));
  EXPECT_EQ(program.said().status, 4);
  EXPECT_THAT(program.said().err, HasSubstr("Your unsaved work is kept"));
  const fs::path unsaved = folder_ / "state/palabre/unsaved";
  ASSERT_TRUE(fs::exists(unsaved));
  const auto kept = fs::directory_iterator(unsaved);
  ASSERT_NE(kept, fs::directory_iterator());
  EXPECT_THAT(all_of(kept->path()), HasSubstr("mediator = 0.6"));
}

}  // namespace window_test
}  // namespace palabre::ui::test
