// One frame of the window: what every platform does the same way, whoever calls for it.

#pragma once

#include <string>

#include "ui/app/app.hpp"
#include "ui/app/frame_times.hpp"
#include "ui/app/script.hpp"
#include "ui/options.hpp"
#include "ui/window_input.hpp"

namespace palabre::ui {

/// A context of Dear ImGui that writes nothing of its own.
void start_imgui();
/// Before NewFrame: fonts of another size go to the card.
void refresh_fonts(App& app);
Script::Plan script_plan(const Options& options);
/// The picture that was asked for on the command line. Returns the exit status of the program.
int finish(const App& app, const Options& options, int width, int height);

/// Draws the app into an open window, whose context is current.
class WindowFrame {
 public:
  WindowFrame(GLFWwindow* window, App& app, const Options& options, const char* shaders);
  ~WindowFrame();
  WindowFrame(const WindowFrame&) = delete;
  WindowFrame& operator=(const WindowFrame&) = delete;

  /// True when the next frame should follow at once.
  bool busy() const { return app_.moving() || app_.waited_for() || script_.restless(); }
  /// Something happened: the next frames matter.
  void disturb() { script_.disturb(); }
  /// Looks after files, draws, shows. True when it was the last one of a run without a user.
  /// @param promised  the frame before was busy
  bool draw(bool promised);
  int status() const { return status_; }
  int width() const { return width_; }  // [pixels]
  int height() const { return height_; }
  const FrameTimes& times() const { return times_; }

 private:
  void write_asked_picture();

  GLFWwindow* window_;
  App& app_;
  const Options& options_;
  WindowInput input_;
  Script script_;
  FrameTimes times_;
  double before_;  // [s]
  std::string title_;
  int width_ = 0, height_ = 0, status_ = kDone;
};

}  // namespace palabre::ui
