// What is on the screen, as pixels.

#pragma once

#include <optional>

#include "ui/draw/canvas.hpp"
#include "ui/draw/raster.hpp"

namespace palabre::ui {

/// Reads the frame just drawn from OpenGL, or part of it.
Pixels read_pixels(int width, int height, const std::optional<Rect>& part = {});

/// Draws Dear ImGui's data into the current context on a plain background.
void paint(int width, int height);

}  // namespace palabre::ui
