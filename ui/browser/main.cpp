// palabre-ui in a browser: it calls for each frame, and nothing here may wait.

#include <GLFW/glfw3.h>
#include <emscripten.h>
#include <imgui.h>

#include <cstdio>
#include <memory>

#include "sim/answer/input_text.hpp"
#include "sim/platform/files.hpp"
#include "sim/platform/handed_over_web.hpp"
#include "sim/platform/machine.hpp"
#include "sim/platform/process.hpp"
#include "sim/platform/user.hpp"
#include "sim/report/draw.hpp"
#include "sim/report/run_report.hpp"
#include "sim/tables/text.hpp"
#include "ui/app/app.hpp"
#include "ui/base/input.hpp"
#include "ui/base/words.hpp"
#include "ui/browser/first_sliders.hpp"
#include "ui/browser/page.hpp"
#include "ui/options.hpp"
#include "ui/panels/dialog_inputs.hpp"
#include "ui/window_frame.hpp"

namespace palabre::ui {
namespace {

constexpr double kIdle = 2.0;    // [s] between frames when nothing happens
constexpr double kTyping = 0.4;  // [s] while the caret blinks
constexpr double kShared = 0.1;  // [s] while work needs the thread that draws
constexpr double kKeep = 5.0;    // [s] between two looks at what is to be kept
constexpr const char* kShaders = "#version 300 es";

/// The program while the page is open.
class Page {
 public:
  Page(const std::filesystem::path& file, AppOptions settings, Options options)
      : options_(std::move(options)), app_(file, std::move(settings)) {}

  /// False when the browser has no WebGL 2.
  bool open() {
    begin_with(app_, options_);
    const page::Size size = page::size();
    glfwWindowHint(GLFW_CLIENT_API, GLFW_OPENGL_ES_API);
    window_ = glfwCreateWindow(size.width, size.height, "Palabre", nullptr, nullptr);
    if (!window_) return false;
    glfwMakeContextCurrent(window_);
    frame_ = std::make_unique<WindowFrame>(window_, app_, options_, kShaders);
    page::join_clipboard();
    limit_pasting();
    return true;
  }

  /// Called by the browser before it paints.
  void step() {
    const double now = glfwGetTime();
    const bool news = page::take_news();
    if (news) frame_->disturb();
    const bool busy = frame_->busy();
    const double pause = !platform::has_threads() && !app_.settled() ? kShared
                         : busy                                      ? 0.0
                         : ImGui::GetIO().WantTextInput              ? kTyping
                                                                     : kIdle;
    if (frames_ > 0 && !news && now - drawn_ < pause) return;
    drawn_ = now;
    follow_size();
    frame_->draw(busy);
    ++frames_;
    hand_over(now);
    say_state();
    if (!app_.wants_quit()) return;
    page::keep_files();
    page::close_with("");
    emscripten_cancel_main_loop();
  }

  void open_file(const char* path) { app_.drop(path); }
  void set_value(const char* key, double value, bool settled) {
    app_.act(SetValue{key, Value(value), settled});
  }
  void share() { app_.act(Do{Action::share}); }
  void keep_aside() {
    app_.keep_aside();
    page::keep_files();
  }

 private:
  void follow_size() {
    const page::Size size = page::size();
    if (size.width == size_.width && size.height == size_.height && size.scale == size_.scale)
      return;
    if (size.scale != size_.scale) app_.set_scale(size.scale);
    size_ = size;
    glfwSetWindowSize(window_, size.width, size.height);
  }

  // What was written for the person goes to them; all that was written stays in the browser too.
  void hand_over(double now) {
    bool written = false;
    for (const std::filesystem::path& file : platform::take_handed_over()) {
      written = true;
      if (!file.native().starts_with("/state/")) page::download(file);
    }
    if (!written && now - kept_ < kKeep) return;
    kept_ = now;
    page::keep_files();
  }

  void say_sliders() {
    const Lang lang = app_.view().lang;
    std::vector<page::Slider> sliders;
    for (const char* key : kFirstSliders) {
      const ParamSpec& spec = *find_param(key);
      const double value = app_.draft().params.*spec.field;
      sliders.push_back({key, std::string(spec.label.in(lang)), input_value(spec.unit, value, lang),
                         spec.min, spec.max, value});
    }
    if (sliders == sliders_) return;
    page::show_sliders(sliders);
    sliders_ = std::move(sliders);
  }

  void say_state() {
    say_sliders();
    const Dialog dialog = app_.dialog();
    page::State state;
    state.frames = frames_;
    state.waited_for = app_.waited_for();
    state.settled = app_.settled();
    state.asks_for_file =
        dialog == Dialog::open || dialog == Dialog::compare_with || dialog == Dialog::beside_others;
    state.offers_recovery = dialog == Dialog::recover;
    state.digest = app_.digest();
    state.lang = app_.view().lang == Lang::fr ? "fr" : "en";
    if (dialog == Dialog::problem) state.problem = app_.problem();
    page::show(state);
    if (app_.waited_for() || !app_.results()) return;
    const std::string answer = app_.answer_in_words();
    const std::string about = app_.digest() + answer + app_.window_title();
    if (about == told_) return;
    told_ = about;
    const Report report =
        run_report(*app_.results(), app_.file().path.filename().string(), app_.view().lang, false);
    page::show_text(answer, html_of(report, app_.window_title()));
  }

  Options options_;
  App app_;
  GLFWwindow* window_ = nullptr;
  std::unique_ptr<WindowFrame> frame_;
  page::Size size_;
  double drawn_ = 0.0, kept_ = 0.0;  // [s]
  int frames_ = 0;
  std::string told_;
  std::vector<page::Slider> sliders_;
};

Page* page_open = nullptr;  // lives until the page is closed

/// On the case that was asked for; on the baseline when there is none, or when it cannot be read.
Page* opened(const Options& options, const AppOptions& settings, bool& is_refused) {
  if (!options.file.empty()) {
    try {
      return new Page(options.file, settings, options);
    } catch (const ScenarioError&) {
    } catch (const FileError&) {
    }
    is_refused = true;
  }
  return new Page(shipped_scenarios() / "baseline.toml", settings, options);
}

/// The flags that the program understands, each by itself, with what follows "--"; the others are
/// told beside the window and left out: a link that was written by hand opens all the same.
std::vector<std::string> understood(const std::vector<std::string>& words) {
  std::vector<std::string> out;
  std::string left_out;
  std::size_t k = 0;
  for (; k + 1 < words.size() && words[k] != "--"; k += 2) {
    Options alone;
    if (!alone.read({words[k], words[k + 1]})) {
      out.insert(out.end(), {words[k], words[k + 1]});
      continue;
    }
    if (!left_out.empty()) left_out += ", ";
    left_out += words[k].substr(words[k].find_first_not_of('-')) + "=" + words[k + 1];
  }
  out.insert(out.end(), words.begin() + std::ptrdiff_t(k), words.end());
  page::tell_left_out(left_out);
  return out;
}

/// A browser does about a third of the runs of AVX2 in the same time. [replicates]
constexpr std::int64_t kFirstLookInPage = 32;

int begin(int argc, char** argv) {
  Options options;
  const std::vector<std::string> words = platform::arguments(argc, argv);
  if (options.read(words)) {
    options = {};
    if (const std::optional<int> status = options.read(understood(words))) {
      page::close_with("address");
      return *status;
    }
  }
  const Remembered remembered = read_remembered(platform::state_folder());
  const Lang lang = lang_of(options, remembered);
  AppOptions settings = app_options(options, lang, remembered);
  settings.wake = page::wake;
  settings.page = page::address();
  settings.first_look = kFirstLookInPage;
  std::error_code ignored;
  std::filesystem::current_path("/files", ignored);  // where Save as begins
  start_imgui();
  glfwInit();
  try {
    bool is_refused = false;
    page_open = opened(options, settings, is_refused);
    if (!page_open->open()) {
      page::close_with("webgl");
      return kUnreadable;
    }
    if (is_refused) page_open->open_file(options.file.c_str());  // what is wrong with it is told
  } catch (const std::exception& error) {
    page::close_with(error.what());
    return kInternal;
  }
  emscripten_set_main_loop([] { page_open->step(); }, 0, false);
  return kDone;
}

}  // namespace
}  // namespace palabre::ui

/// page.js: a file was chosen or dropped, or the address has become that of another case.
extern "C" EMSCRIPTEN_KEEPALIVE void palabre_open(const char* path_or_code) {
  palabre::ui::page_open->open_file(path_or_code);
  palabre::ui::page::wake();
}

/// page.js: a control of the page was moved; let go when it is settled.
extern "C" EMSCRIPTEN_KEEPALIVE void palabre_set(const char* key, double value, int is_settled) {
  palabre::ui::page_open->set_value(key, value, is_settled != 0);
  palabre::ui::page::wake();
}

/// page.js: the link of the case is to be copied.
extern "C" EMSCRIPTEN_KEEPALIVE void palabre_share() {
  palabre::ui::page_open->share();
  palabre::ui::page::wake();
}

/// page.js: the page may be closed any moment.
extern "C" EMSCRIPTEN_KEEPALIVE void palabre_keep_aside() { palabre::ui::page_open->keep_aside(); }

int main(int argc, char** argv) { return palabre::ui::begin(argc, argv); }
