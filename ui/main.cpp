// palabre-ui: the window and its frame loop, nothing else.

#include <GLFW/glfw3.h>
#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>
#include <CLI/CLI.hpp>

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <utility>
#include <vector>

#include "sim/tables/text.hpp"
#include "ui/app.hpp"
#include "ui/offscreen.hpp"
#include "ui/picture.hpp"
#include "ui/script.hpp"
#include "ui/words.hpp"

namespace palabre::ui {
namespace {

enum Exit { kDone = 0, kUsage = 2, kInvalid = 3, kUnreadable = 4, kInternal = 70 };

constexpr double kIdle = 2.0;       // [s] between frames when nothing happens
constexpr double kBusy = 1.0 / 60;  // [s] while something runs or moves
constexpr double kTyping = 0.4;     // [s] while the caret blinks

struct Options {
  std::filesystem::path file;
  std::string size, lang, theme, analyse, map;
  double scale = 0.0;  // 0: the screen's own
  int frames = 0;
  std::filesystem::path screenshot, widget_map, compare_with;
  bool think = false;  // without a user too: wait for what is worked out beside the window
  bool print_digest = false, list_bindings = false;
  AppOptions app;  // what the flags say of it
  std::string show;
  int width = 1440, height = 900;
  bool leaves_by_itself() const { return frames > 0 || !screenshot.empty(); }
};

Lang lang_of(const Options& options, const Remembered& remembered) {
  if (!options.lang.empty()) return options.lang == "fr" ? Lang::fr : Lang::en;
  if (options.leaves_by_itself() || options.print_digest) return Lang::en;
  if (remembered.lang) return *remembered.lang;
  const char* locale = std::getenv("LC_ALL");
  if (!locale || !*locale) locale = std::getenv("LC_MESSAGES");
  if (!locale || !*locale) locale = std::getenv("LANG");
  return locale && std::string_view(locale).starts_with("fr") ? Lang::fr : Lang::en;
}

void define(CLI::App& cli, Options& o) {
  cli.add_option("file", o.file, "Scenario to open")->option_text("[FILE]");
  cli.add_option("--size", o.size, "Size of the window")->option_text("WxH");
  cli.add_option("--scale", o.scale, "Size of text and controls")->check(CLI::Range(0.5, 4.0));
  cli.add_option("--lang", o.lang, "Language")->check(CLI::IsMember({"en", "fr"}));
  cli.add_option("--theme", o.theme, "Colours")->check(CLI::IsMember({"dark", "light"}));
  cli.add_option("--compare-with", o.compare_with, "Begin in Compare, with this file as A");
  cli.add_option("--map", o.map, "What the map shows at first")
      ->option_text("FIELD")
      ->check([](const std::string& id) {
        return find_cercle_field(id) ? std::string() : "no field of the map: " + id;
      });
  cli.add_option("--frames", o.frames, "Draw this many frames, then exit")
      ->check(CLI::Range(1, 1000000));
  cli.add_option("--screenshot", o.screenshot, "Write the last frame as a PNG, then exit");
  cli.add_option("--widget-map", o.widget_map, "Write where every control stands, as JSON");
  cli.add_flag("--think", o.think, "With --screenshot: wait for the panel Why");
  cli.add_flag("--print-digest", o.print_digest, "Print the digest of the ensemble shown at exit");
  cli.add_flag("--list-bindings", o.list_bindings, "Print all keys and exit");
  cli.add_option("-n,--replicates", o.app.replicates, "Number of runs")
      ->check(CLI::Range(1, kReplicatesMax));
  cli.add_option("--seed", o.app.seed, "Seed")
      ->check(CLI::Range(std::int64_t{0}, std::numeric_limits<std::int64_t>::max()));
  cli.add_option("--set", o.app.assignments, "Change a value: key=value (repeatable)");
  cli.add_option("--show", o.show, "Open at a value: talks.mediator, issues.prisoners.koufa, ...");
  cli.add_option("--view", o.app.place, "View to begin with")
      ->transform(CLI::CheckedTransformer(kPlaces));
  cli.add_option("--week", o.app.week, "Week to begin with")->check(CLI::Range(0, kWeeksMax));
  cli.add_option("--run", o.app.watched, "Run that the view Watch tells")
      ->check(CLI::Range(std::int64_t{0}, std::int64_t{kReplicatesMax}));
  cli.add_option("--analyse", o.analyse, "Open the view Analyse and run a method")
      ->check(CLI::IsMember(analysis_names()));
  cli.add_flag("--allow-outside", o.app.load.allow_outside,
               "Let base and world lead out of the folder");
}

bool read_size(Options& o) {
  if (o.size.empty()) return true;
  char after = 0;
  return std::sscanf(o.size.c_str(), "%dx%d%c", &o.width, &o.height, &after) == 2 &&
         o.width >= 320 && o.width <= 8192 && o.height >= 240 && o.height <= 8192;
}

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
  if (!name || name[1] != '\0') return Key::none;
  const char c = name[0];
  return Key(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
}

void on_key(GLFWwindow* window, int key, int scancode, int action, int mods) {
  Desk& desk = desk_of(window);
  if (action == GLFW_RELEASE) {
    if (desk.pressed)
      desk.held_back.push_back({key, scancode, mods});
    else
      ImGui_ImplGlfw_KeyCallback(window, key, scancode, action, mods);
    return;
  }
  desk.pressed = true;
  ImGui_ImplGlfw_KeyCallback(window, key, scancode, action, mods);
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
    ImGui_ImplGlfw_KeyCallback(window, key, scancode, GLFW_RELEASE, mods);
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

int frame_loop(GLFWwindow* window, App& app, const Options& options) {
  Script script(script_plan(options));
  Screen screen(window);
  double before = glfwGetTime();
  std::string title;
  int width = 0, height = 0, status = kDone;
  while (!app.wants_quit()) {
    const bool busy = app.moving() || app.waited_for() || script.restless();
    if (options.leaves_by_itself() && app.settled() && app.thinking())
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
    ImGui::NewFrame();
    app.frame();
    ImGui::Render();
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
  glfwSetKeyCallback(window, on_key);  // passes on to Dear ImGui's
  ImGui_ImplOpenGL3_Init("#version 150");
  const int status = frame_loop(window, app, options);
  ImGui_ImplOpenGL3_Shutdown();
  ImGui_ImplGlfw_Shutdown();
  glfwDestroyWindow(window);
  return status;
}

AppOptions app_options(const Options& o, Lang lang, const Remembered& remembered) {
  AppOptions out = o.app;
  out.lang = lang;
  const bool alone = o.leaves_by_itself() || o.print_digest;
  out.theme = o.theme.empty() ? (alone ? Theme::dark : remembered.theme.value_or(Theme::dark))
                              : (o.theme == "light" ? Theme::light : Theme::dark);
  out.scale = o.scale > 0.0 ? o.scale : 1.0;
  out.text_size = alone ? 1.0 : remembered.text_size;
  out.still = o.leaves_by_itself();
  out.ignorance = !o.print_digest || !o.screenshot.empty();  // nobody would see it
  out.asks_why = !alone || o.think;  // its thirty ensembles are not for every picture
  if (!alone) out.state = state_folder();
  out.first_visit = !alone && !remembered.tour_done;
  return out;
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
    if (const CercleFieldSpec* field = find_cercle_field(options.map))
      app.act(SetField{CercleFieldId(field - cercle_field_specs().data())});
    if (!options.show.empty()) app.act(Reveal{options.show});
    if (!options.compare_with.empty()) app.act(PickA{{SideA::file, options.compare_with}});
    app.start_analysis(options.analyse);
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
  CLI::App cli{std::string(text(TextId::ui_program, Lang::en)), "palabre-ui"};
  define(cli, options);
  try {
    cli.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return cli.exit(error) == 0 ? kDone : kUsage;
  }
  const Remembered remembered = read_remembered(state_folder());
  const Lang lang = lang_of(options, remembered);
  if (options.list_bindings) {
    std::fputs(list_bindings(lang).c_str(), stdout);
    return kDone;
  }
  if (!read_size(options)) {
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
