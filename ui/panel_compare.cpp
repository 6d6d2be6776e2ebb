#include "ui/panels.hpp"

namespace palabre::ui {

void draw_compare(const Shown&, Scratch&, Frame&) {}

}  // namespace palabre::ui
