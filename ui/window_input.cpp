#include "ui/window_input.hpp"

#include <GLFW/glfw3.h>
#include <backends/imgui_impl_glfw.h>

#include <string>
#include <utility>

#include "ui/keyboard.hpp"

namespace palabre::ui {
namespace {

WindowInput& input_of(GLFWwindow* window) {
  return *static_cast<WindowInput*>(glfwGetWindowUserPointer(window));
}

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
  const std::string name = key_name(key, scancode);
  const bool is_letter_key = key >= GLFW_KEY_A && key <= GLFW_KEY_Z;
  // A letter that is not Latin (Arabic, Greek, Russian): the key by its place, as elsewhere.
  if (name.size() != 1) return is_letter_key ? Key('A' + key - GLFW_KEY_A) : Key::none;
  const char c = name[0];
  return Key(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
}

// GLFW names keys by their place on an American keyboard; Dear ImGui takes the name for the letter
// (Ctrl+A, Ctrl+Z), which on a French or German keyboard stands elsewhere.
int by_letter(int key, int scancode) {
  const std::string name = key_name(key, scancode);
  if (name.size() != 1) return key;
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

void on_character(GLFWwindow* window, unsigned character) {
  if (character == '/') input_of(window).app().press({Key::slash, false, false, false});
}

void on_drop(GLFWwindow* window, int count, const char** paths) {
  if (count > 0) input_of(window).app().drop(paths[0]);
}

void on_close(GLFWwindow* window) {
  glfwSetWindowShouldClose(window, GLFW_FALSE);
  input_of(window).app().ask_to_quit();
}

}  // namespace

WindowInput::WindowInput(GLFWwindow* window, App& app) : window_(window), app_(app) {
  glfwSetWindowUserPointer(window, this);
  glfwSetCharCallback(window, on_character);
  glfwSetDropCallback(window, on_drop);
  glfwSetWindowCloseCallback(window, on_close);
  ImGui_ImplGlfw_InitForOpenGL(window, true);
  glfwSetKeyCallback(window, [](GLFWwindow* at, int key, int scancode, int action, int mods) {
    input_of(at).on_key(key, scancode, action, mods);  // passes on to Dear ImGui's
  });
}

WindowInput::~WindowInput() { ImGui_ImplGlfw_Shutdown(); }

void WindowInput::on_key(int key, int scancode, int action, int mods) {
  if (action == GLFW_RELEASE) {
    if (pressed_)
      held_back_.push_back({key, scancode, mods});
    else
      tell_imgui(window_, key, scancode, action, mods);
    return;
  }
  pressed_ = true;
  tell_imgui(window_, key, scancode, action, mods);
  const Key named = key_of(key, scancode);
  // A bare slash comes as a character: it needs Shift on some keyboards.
  if (named == Key::none || (named == Key::slash && !(mods & GLFW_MOD_CONTROL))) return;
  app_.press({named, (mods & GLFW_MOD_CONTROL) != 0, (mods & GLFW_MOD_SHIFT) != 0,
              (mods & GLFW_MOD_ALT) != 0});
}

void WindowInput::let_go() {
  pressed_ = false;
  for (const auto& [key, scancode, mods] : std::exchange(held_back_, {}))
    tell_imgui(window_, key, scancode, GLFW_RELEASE, mods);
}

}  // namespace palabre::ui
