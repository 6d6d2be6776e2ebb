// palabre-ui: the window and its frame loop, nothing else.

#include <GLFW/glfw3.h>
#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <utility>
#include <vector>

#include "sim/tables/text.hpp"
#include "ui/app/app.hpp"
#include "ui/app/frame_times.hpp"
#include "ui/app/script.hpp"
#include "ui/base/words.hpp"
#include "ui/offscreen.hpp"
#include "ui/options.hpp"
#include "ui/picture.hpp"

namespace palabre::ui {
namespace {

constexpr double kIdle = 2.0;       // [s] between frames when nothing happens
constexpr double kBusy = 1.0 / 60;  // [s] while something runs or moves
constexpr double kTyping = 0.4;     // [s] while the caret blinks

void start_imgui() {
  IMGUI_CHECKVERSION();
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;  // nothing is written into the working directory
  io.LogFilename = nullptr;
}

void refresh_fonts(App& app) {
  if (!app.prepare_fonts()) return;
  ImGui_ImplOpenGL3_DestroyFontsTexture();
  ImGui_ImplOpenGL3_CreateFontsTexture();
}

Script::Plan script_plan(const Options& o) {
  return {o.frames, o.leaves_by_itself(), o.print_digest, o.widget_map};
}

int finish(const App& app, const Options& options, int width, int height) {
  if (!options.screenshot.empty() && !write_picture(options.screenshot, width, height)) {
    std::fprintf(
        stderr, "%s\n",
        say(app.view().lang, TextId::ui_cannot_write, options.screenshot.string()).c_str());
    return kUnreadable;
  }
  return kDone;
}

int draw_offscreen(App& app, const Options& options) {
  const Offscreen context(options.width, options.height);
  if (!context.problem().empty() || !ImGui_ImplOpenGL3_Init("#version 150")) {
    std::fprintf(
        stderr, "%s\n",
        say(app.view().lang, TextId::ui_no_graphics, context.problem(), app.file().path.string())
            .c_str());
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

// What the callbacks work on. Text boxes see only which keys are down at a frame, so keys let go
// after a press are let go when a frame has seen it: a quick Ctrl+A stays a Ctrl+A.
struct Desk {
  App& app;
  bool pressed = false;  // since the last frame
  std::vector<std::array<int, 3>> held_back;
};

Desk& desk_of(GLFWwindow* window) { return *static_cast<Desk*>(glfwGetWindowUserPointer(window)); }
App& app_of(GLFWwindow* window) { return desk_of(window).app; }

// By what the key writes on this keyboard, so that Ctrl+Z is where people find their Z.
Key key_of(int key, int scancode) {
  switch (key) {
    case GLFW_KEY_SPACE:
      return Key::space;
    case GLFW_KEY_LEFT:
      return Key::left;
    case GLFW_KEY_RIGHT:
      return Key::right;
    case GLFW_KEY_UP:
      return Key::up;
    case GLFW_KEY_DOWN:
      return Key::down;
    case GLFW_KEY_HOME:
      return Key::home;
    case GLFW_KEY_END:
      return Key::end;
    case GLFW_KEY_BACKSPACE:
      return Key::backspace;
    case GLFW_KEY_ESCAPE:
      return Key::escape;
    case GLFW_KEY_F1:
      return Key::f1;
    case GLFW_KEY_F11:
      return Key::f11;
    case GLFW_KEY_F5:
      return Key::f5;
    case GLFW_KEY_F6:
      return Key::f6;
    case GLFW_KEY_TAB:
      return Key::tab;
    case GLFW_KEY_ENTER:
    case GLFW_KEY_KP_ENTER:
      return Key::enter;
    case GLFW_KEY_KP_ADD:
    case GLFW_KEY_EQUAL:
      return Key::plus;
    case GLFW_KEY_KP_SUBTRACT:
      return Key::minus;
    case GLFW_KEY_0:
    case GLFW_KEY_KP_0:
      return Key::zero;
    default:
      break;
  }
  // Views by place, not by letter: on a French keyboard the digits need Shift.
  if (key >= GLFW_KEY_1 && key <= GLFW_KEY_5) return Key('1' + key - GLFW_KEY_1);
  if (key >= GLFW_KEY_KP_1 && key <= GLFW_KEY_KP_5) return Key('1' + key - GLFW_KEY_KP_1);
  const char* name = glfwGetKeyName(key, scancode);
  const bool is_letter_key = key >= GLFW_KEY_A && key <= GLFW_KEY_Z;
  // A letter that is not Latin (Arabic, Greek, Russian): the key by its place, as elsewhere.
  if (!name || name[0] == '\0' || name[1] != '\0')
    return is_letter_key ? Key('A' + key - GLFW_KEY_A) : Key::none;
  const char c = name[0];
  return Key(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
}

// GLFW names keys by their place on an American keyboard; Dear ImGui takes the name for the letter
// (Ctrl+A, Ctrl+Z), which on a French or German keyboard stands elsewhere.
int by_letter(int key, int scancode) {
  const char* name = glfwGetKeyName(key, scancode);
  if (!name || name[0] == '\0' || name[1] != '\0') return key;
  const char c = name[0];
  if (c >= 'a' && c <= 'z') return GLFW_KEY_A + (c - 'a');
  if (c >= 'A' && c <= 'Z') return GLFW_KEY_A + (c - 'A');
  const bool is_letter_key = key >= GLFW_KEY_A && key <= GLFW_KEY_Z;
  return is_letter_key ? GLFW_KEY_WORLD_1 : key;  // a sign stands where Americans have a letter
}

// Tab is ours: Dear ImGui would go from text to text only.
void tell_imgui(GLFWwindow* window, int key, int scancode, int action, int mods) {
  if (key != GLFW_KEY_TAB)
    ImGui_ImplGlfw_KeyCallback(window, by_letter(key, scancode), scancode, action, mods);
}

void on_key(GLFWwindow* window, int key, int scancode, int action, int mods) {
  Desk& desk = desk_of(window);
  if (action == GLFW_RELEASE) {
    if (desk.pressed)
      desk.held_back.push_back({key, scancode, mods});
    else
      tell_imgui(window, key, scancode, action, mods);
    return;
  }
  desk.pressed = true;
  tell_imgui(window, key, scancode, action, mods);
  const Key named = key_of(key, scancode);
  // A bare slash comes as a character: it needs Shift on some keyboards.
  if (named == Key::none || (named == Key::slash && !(mods & GLFW_MOD_CONTROL))) return;
  app_of(window).press({named, (mods & GLFW_MOD_CONTROL) != 0, (mods & GLFW_MOD_SHIFT) != 0,
                        (mods & GLFW_MOD_ALT) != 0});
}

// After a frame that saw the pressed keys.
void let_go(GLFWwindow* window) {
  Desk& desk = desk_of(window);
  desk.pressed = false;
  for (const auto& [key, scancode, mods] : std::exchange(desk.held_back, {}))
    tell_imgui(window, key, scancode, GLFW_RELEASE, mods);
}

void on_character(GLFWwindow* window, unsigned character) {
  if (character == '/') app_of(window).press({Key::slash, false, false, false});
}

void on_drop(GLFWwindow* window, int count, const char** paths) {
  if (count > 0) app_of(window).drop(paths[0]);
}

void on_close(GLFWwindow* window) {
  glfwSetWindowShouldClose(window, GLFW_FALSE);
  app_of(window).ask_to_quit();
}

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

void write_asked_picture(App& app, int width, int height) {
  const auto picture = app.take_picture();
  if (!picture) return;
  app.picture_written(picture->path, write_picture(picture->path, width, height, picture->part));
}

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
    std::fprintf(stderr, "%s\n",
                 say(app_->view().lang, kept ? TextId::ui_screen_lost_kept : TextId::ui_screen_lost)
                     .c_str());
    std::_Exit(kUnreadable);
  }
  inline static App* app_ = nullptr;
};

int frame_loop(GLFWwindow* window, App& app, const Options& options) {
  Script script(script_plan(options));
  Screen screen(window);
  double before = glfwGetTime();
  std::string title;
  int width = 0, height = 0, status = kDone;
  FrameTimes times;
  while (!app.wants_quit()) {
    const bool busy = app.moving() || app.waited_for() || script.restless();
    if (options.leaves_by_itself() && !app.waited_for() && !app.settled())
      glfwWaitEventsTimeout(kTyping);  // leaves the processor to the work beside the window
    else if (options.leaves_by_itself())
      glfwPollEvents();
    else if (wait_for_events(busy ? kBusy : ImGui::GetIO().WantTextInput ? kTyping : kIdle))
      script.disturb();
    app.look_after_files(glfwGetTime() - std::exchange(before, glfwGetTime()));
    screen.follow(app.view().presentation);
    refresh_fonts(app);
    ImGui_ImplOpenGL3_NewFrame();
    ImGui_ImplGlfw_NewFrame();
    if (options.leaves_by_itself()) ImGui::GetIO().MousePos = {-FLT_MAX, -FLT_MAX};
    times.begin(busy);
    ImGui::NewFrame();
    app.frame();
    ImGui::Render();
    times.end();
    let_go(window);
    glfwGetFramebufferSize(window, &width, &height);
    paint(width, height);
    write_asked_picture(app, width, height);
    const bool last = script.over(app);
    if (last) status = finish(app, options, width, height);
    if (app.window_title() != title) {
      title = app.window_title();
      glfwSetWindowTitle(window, title.c_str());
    }
    glfwSwapBuffers(window);
    if (last) break;
  }
  glfwGetWindowSize(window, &width, &height);
  if (!screen.whole()) app.set_window_size(width, height);
  if (options.frame_times) std::fputs(times.in_words(app.view().lang).c_str(), stdout);
  return status;
}

int draw_in_window(App& app, const Options& options) {
  GLFWwindow* window = open_window(options);
  if (!window) {
    const char* why = nullptr;
    glfwGetError(&why);
    std::fprintf(
        stderr, "%s\n",
        say(app.view().lang, TextId::ui_no_graphics, why ? why : "GLFW", app.file().path.string())
            .c_str());
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
  Desk desk{app, false, {}};
  glfwSetWindowUserPointer(window, &desk);
  glfwSetCharCallback(window, on_character);
  glfwSetDropCallback(window, on_drop);
  glfwSetWindowCloseCallback(window, on_close);
  ImGui_ImplGlfw_InitForOpenGL(window, true);
  limit_pasting();
  glfwSetKeyCallback(window, on_key);  // passes on to Dear ImGui's
  ImGui_ImplOpenGL3_Init("#version 150");
  const Farewell farewell(app);
  const int status = frame_loop(window, app, options);
  ImGui_ImplOpenGL3_Shutdown();
  ImGui_ImplGlfw_Shutdown();
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
      std::fprintf(stderr, "%s\n", say(lang, TextId::ui_no_display, file.string()).c_str());
      return kUnreadable;
    }
    if (options.print_digest && status == kDone) std::printf("%s\n", app.digest().c_str());
  }
  ImGui::DestroyContext();
  if (has_display) glfwTerminate();
  return status;
}

int run(int argc, char** argv) {
  Options options;
  if (const std::optional<int> status = options.read(argc, argv)) return *status;
  const Remembered remembered = read_remembered(state_folder());
  const Lang lang = lang_of(options, remembered);
  if (options.list_bindings) {
    std::fputs(list_bindings(lang).c_str(), stdout);
    return kDone;
  }
  if (!options.read_size()) {
    std::fprintf(stderr, "%s\n", say(lang, TextId::ui_bad_size, options.size).c_str());
    return kUsage;
  }
  if (options.size.empty() && !options.leaves_by_itself() && remembered.width >= 320) {
    options.width = remembered.width;
    options.height = remembered.height;
  }
  try {
    return show(options, lang, remembered);
  } catch (const ScenarioError& error) {
    std::fprintf(stderr, "%s\n", error.in(lang).c_str());
    const auto& all = error.diagnostics();
    return !all.empty() && all.front().file == "--set" ? kUsage : kInvalid;
  } catch (const FileError& error) {
    std::fprintf(stderr, "%s\n", error.in(lang).c_str());
    return kUnreadable;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "palabre-ui: %s\n", error.what());
    return kInternal;
  }
}

}  // namespace
}  // namespace palabre::ui

int main(int argc, char** argv) { return palabre::ui::run(argc, argv); }
