// palabre-ui on a desktop: its window, its loop of frames, and one frame without a window.

#include <GLFW/glfw3.h>
#include <backends/imgui_impl_opengl3.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>

#include "sim/platform/process.hpp"
#include "sim/platform/streams.hpp"
#include "sim/platform/user.hpp"
#include "sim/report/machine_words.hpp"
#include "sim/tables/text.hpp"
#include "ui/app/app.hpp"
#include "ui/app/script.hpp"
#include "ui/base/words.hpp"
#include "ui/offscreen.hpp"
#include "ui/options.hpp"
#include "ui/picture.hpp"
#include "ui/window_frame.hpp"

namespace palabre::ui {
namespace {

constexpr double kIdle = 2.0;       // [s] between frames when nothing happens
constexpr double kBusy = 1.0 / 60;  // [s] while something runs or moves
constexpr double kTyping = 0.4;     // [s] while the caret blinks
constexpr const char* kShaders = "#version 150";

int draw_offscreen(App& app, const Options& options) {
  const Offscreen context(options.width, options.height);
  if (!context.problem().empty() || !ImGui_ImplOpenGL3_Init(kShaders)) {
    platform::complain(
        say(app.view().lang, TextId::ui_no_graphics, context.problem(), app.file().path.string()));
    return kUnreadable;
  }
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {float(options.width), float(options.height)};
  io.DeltaTime = float(kBusy);
  Script script(script_plan(options));
  script.offscreen = true;
  while (true) {
    refresh_fonts(app);
    ImGui_ImplOpenGL3_NewFrame();
    ImGui::NewFrame();
    app.frame();
    ImGui::Render();
    const bool last = script.over(app);
    if (last) {
      paint(options.width, options.height);
      break;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(4));
  }
  const int status = finish(app, options, options.width, options.height);
  ImGui_ImplOpenGL3_Shutdown();
  return status;
}

// --- the window ----------------------------------------------------------------------------------

GLFWwindow* open_window(const Options& options) {
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  return glfwCreateWindow(options.width, options.height, "Palabre", nullptr, nullptr);
}

// True when there was one.
bool wait_for_events(double seconds) {
  const double begin = glfwGetTime();
  glfwWaitEventsTimeout(seconds);
  return glfwGetTime() - begin < 0.8 * seconds;  // the timeout may come a little early
}

// The whole screen while presenting; back to where the window was afterwards.
class Screen {
 public:
  explicit Screen(GLFWwindow* window) : window_(window) {}
  void follow(bool whole) {
    if (whole == whole_) return;
    whole_ = whole;
    GLFWmonitor* monitor = glfwGetPrimaryMonitor();
    const GLFWvidmode* mode = monitor ? glfwGetVideoMode(monitor) : nullptr;
    if (whole && mode) {
      glfwGetWindowPos(window_, &x_, &y_);
      glfwGetWindowSize(window_, &width_, &height_);
      glfwSetWindowMonitor(window_, monitor, 0, 0, mode->width, mode->height, mode->refreshRate);
    } else if (!whole && width_ > 0) {
      glfwSetWindowMonitor(window_, nullptr, x_, y_, width_, height_, GLFW_DONT_CARE);
    }
  }
  bool whole() const { return whole_; }

 private:
  GLFWwindow* window_;
  bool whole_ = false;
  int x_ = 0, y_ = 0, width_ = 0, height_ = 0;
};

// Xlib ends the program when its server goes away. What can still be done is done on the way out:
// the newest change is kept aside, and a sentence says so.
class Farewell {
 public:
  explicit Farewell(App& app) {
    app_ = &app;
    static const int registered = std::atexit(on_exit);
    (void)registered;
  }
  ~Farewell() { app_ = nullptr; }
  Farewell(const Farewell&) = delete;
  Farewell& operator=(const Farewell&) = delete;

 private:
  static void on_exit() {
    if (!app_) return;
    const bool kept = app_->keep_aside();
    platform::complain(
        say(app_->view().lang, kept ? TextId::ui_screen_lost_kept : TextId::ui_screen_lost));
    std::_Exit(kUnreadable);
  }
  inline static App* app_ = nullptr;
};

int frame_loop(GLFWwindow* window, App& app, const Options& options) {
  WindowFrame frame(window, app, options, kShaders);
  Screen screen(window);
  while (!app.wants_quit()) {
    const bool busy = frame.busy();
    if (options.leaves_by_itself() && !app.waited_for() && !app.settled())
      glfwWaitEventsTimeout(kTyping);  // leaves the processor to the work beside the window
    else if (options.leaves_by_itself())
      glfwPollEvents();
    else if (wait_for_events(busy ? kBusy : ImGui::GetIO().WantTextInput ? kTyping : kIdle))
      frame.disturb();
    screen.follow(app.view().presentation);
    if (frame.draw(busy)) break;
  }
  int width = 0, height = 0;
  glfwGetWindowSize(window, &width, &height);
  if (!screen.whole()) app.set_window_size(width, height);
  if (options.frame_times) std::fputs(frame.times().in_words(app.view().lang).c_str(), stdout);
  return frame.status();
}

int draw_in_window(App& app, const Options& options) {
  GLFWwindow* window = open_window(options);
  if (!window) {
    const char* why = nullptr;
    glfwGetError(&why);
    platform::complain(
        say(app.view().lang, TextId::ui_no_graphics, why ? why : "GLFW", app.file().path.string()));
    return kUnreadable;
  }
  glfwMakeContextCurrent(window);
  glfwSwapInterval(1);
  if (options.scale == 0.0 && !options.leaves_by_itself()) {
    float x = 1.0f, y = 1.0f;
    glfwGetWindowContentScale(window, &x, &y);
    if (x > 0.0f && x != 1.0f) {
      app.set_scale(double(x));
      glfwSetWindowSize(window, int(float(options.width) * x), int(float(options.height) * x));
    }
  }
  const Farewell farewell(app);
  const int status = frame_loop(window, app, options);
  glfwDestroyWindow(window);
  return status;
}

int show(const Options& options, Lang lang, const Remembered& remembered) {
  const std::filesystem::path file =
      options.file.empty() ? shipped_scenarios() / "baseline.toml" : options.file;
  const bool has_display = glfwInit() == GLFW_TRUE;
  AppOptions settings = app_options(options, lang, remembered);
  if (has_display) settings.wake = [] { glfwPostEmptyEvent(); };
  start_imgui();
  int status = kDone;
  {
    App app(file, settings);
    begin_with(app, options);
    if (has_display) {
      status = draw_in_window(app, options);
    } else if (!options.screenshot.empty() || options.print_digest) {
      status = draw_offscreen(app, options);
    } else {
      platform::complain(say(lang, TextId::ui_no_display, file.string()));
      return kUnreadable;
    }
    if (options.print_digest && status == kDone) std::printf("%s\n", app.digest().c_str());
  }
  ImGui::DestroyContext();
  if (has_display) glfwTerminate();
  return status;
}

int run(int argc, char** argv) {
  platform::prepare_streams();
  Options options;
  if (const std::optional<int> status = options.read(platform::arguments(argc, argv)))
    return *status;
  const Remembered remembered = read_remembered(platform::state_folder());
  const Lang lang = lang_of(options, remembered);
  if (options.list_bindings) {
    std::fputs(list_bindings(lang).c_str(), stdout);
    return kDone;
  }
  if (const std::string wrong = unknown_kernel_in_words(lang); !wrong.empty()) {
    platform::complain(wrong);
    return kUsage;
  }
  if (!options.read_size()) {
    platform::complain(say(lang, TextId::ui_bad_size, options.size));
    return kUsage;
  }
  if (options.size.empty() && !options.leaves_by_itself() && remembered.width >= 320) {
    options.width = remembered.width;
    options.height = remembered.height;
  }
  try {
    return show(options, lang, remembered);
  } catch (const ScenarioError& error) {
    platform::complain(error.in(lang));
    const auto& all = error.diagnostics();
    return !all.empty() && all.front().file == "--set" ? kUsage : kInvalid;
  } catch (const FileError& error) {
    platform::complain(error.in(lang));
    return kUnreadable;
  } catch (const std::exception& error) {
    platform::complain(std::string("palabre-ui: ") + error.what());
    return kInternal;
  }
}

}  // namespace
}  // namespace palabre::ui

int main(int argc, char** argv) { return palabre::ui::run(argc, argv); }
