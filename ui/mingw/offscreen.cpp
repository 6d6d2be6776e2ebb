#include "ui/offscreen.hpp"

namespace palabre::ui {

// Windows always has a screen; where GLFW finds none, nothing else would.
Offscreen::Offscreen(int, int) : problem_("Windows") {}

Offscreen::~Offscreen() = default;

}  // namespace palabre::ui
