#include "ui/panels.hpp"

namespace palabre::ui {

void draw_watch(const Shown&, Scratch&, Frame&) {}

}  // namespace palabre::ui
