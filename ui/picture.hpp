// What is on the screen, as a PNG.

#pragma once

#include <filesystem>
#include <optional>

#include "ui/draw/canvas.hpp"

namespace palabre::ui {

/// Reads the frame just drawn from OpenGL, or part of it, and writes it. Returns false when it
/// cannot be written.
bool write_picture(const std::filesystem::path& path, int width, int height,
                   const std::optional<Rect>& part = {});

/// Draws Dear ImGui's data into the current context on a plain background.
void paint(int width, int height);

}  // namespace palabre::ui
