#include <GLFW/glfw3.h>

#include "ui/keyboard.hpp"

namespace palabre::ui {

std::string key_name(int key, int scancode) {
  const char* name = glfwGetKeyName(key, scancode);
  return name ? name : std::string();
}

}  // namespace palabre::ui
