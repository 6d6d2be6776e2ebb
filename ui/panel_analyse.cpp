#include "ui/panels.hpp"

namespace palabre::ui {

void draw_analyse(const Shown&, Scratch&, Frame&) {}

}  // namespace palabre::ui
