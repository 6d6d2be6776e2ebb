#include "ui/window_frame.hpp"

#include <GLFW/glfw3.h>
#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>

#include <cfloat>
#include <utility>

#include "sim/platform/streams.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
#include "ui/picture.hpp"

namespace palabre::ui {

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
  if (options.screenshot.empty()) return kDone;
  try {
    write_file(options.screenshot, app.window_png(read_pixels(width, height)), false);
  } catch (const FileError&) {
    platform::complain(say(app.view().lang, TextId::ui_cannot_write, options.screenshot.string()));
    return kUnreadable;
  }
  return kDone;
}

WindowFrame::WindowFrame(GLFWwindow* window, App& app, const Options& options, const char* shaders)
    : window_(window),
      app_(app),
      options_(options),
      input_(window, app),
      script_(script_plan(options)),
      before_(glfwGetTime()) {
  limit_pasting();
  ImGui_ImplOpenGL3_Init(shaders);
}

WindowFrame::~WindowFrame() { ImGui_ImplOpenGL3_Shutdown(); }

bool WindowFrame::draw(bool promised) {
  app_.look_after_files(glfwGetTime() - std::exchange(before_, glfwGetTime()));
  refresh_fonts(app_);
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplGlfw_NewFrame();
  if (options_.leaves_by_itself()) ImGui::GetIO().MousePos = {-FLT_MAX, -FLT_MAX};
  times_.begin(promised);
  ImGui::NewFrame();
  app_.frame();
  ImGui::Render();
  times_.end();
  input_.let_go();
  glfwGetFramebufferSize(window_, &width_, &height_);
  paint(width_, height_);
  write_asked_picture();
  const bool last = script_.over(app_);
  if (last) status_ = finish(app_, options_, width_, height_);
  if (app_.window_title() != title_) {
    title_ = app_.window_title();
    glfwSetWindowTitle(window_, title_.c_str());
  }
  glfwSwapBuffers(window_);
  return last;
}

void WindowFrame::write_asked_picture() {
  const auto picture = app_.take_picture();
  if (!picture) return;
  app_.write_picture(picture->path, read_pixels(width_, height_, picture->part));
}

}  // namespace palabre::ui
