// What the window is told by its keyboard and its mouse, handed to the app.

#pragma once

#include <array>
#include <vector>

#include "ui/app/app.hpp"

struct GLFWwindow;

namespace palabre::ui {

/// Takes the keys, characters, drops and the close button of a window, while it exists.
/// Text boxes see only which keys are down at a frame, so keys let go after a press are let go when
/// a frame has seen it: a quick Ctrl+A stays a Ctrl+A.
class WindowInput {
 public:
  /// Also begins Dear ImGui's own listening. The window must be current.
  WindowInput(GLFWwindow* window, App& app);
  ~WindowInput();
  WindowInput(const WindowInput&) = delete;
  WindowInput& operator=(const WindowInput&) = delete;

  /// Call after each frame: it has seen the pressed keys.
  void let_go();

  void on_key(int key, int scancode, int action, int mods);
  App& app() const { return app_; }

 private:
  GLFWwindow* window_;
  App& app_;
  bool pressed_ = false;  // since the last frame
  std::vector<std::array<int, 3>> held_back_;
};

}  // namespace palabre::ui
