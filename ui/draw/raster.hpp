// Draws what Dear ImGui has recorded into memory, without a graphics card: pictures of any size,
// the same on every machine.

#pragma once

#include <imgui.h>

#include <cstdint>
#include <vector>

namespace palabre::ui {

/// Pixels row by row, 0xAABBGGRR, opaque.
struct Pixels {
  int width = 0, height = 0;
  std::vector<std::uint32_t> colours;
  std::uint32_t at(int x, int y) const {
    return colours[std::size_t(y) * std::size_t(width) + std::size_t(x)];
  }
};

/// @param fonts  the atlas that the data were drawn with, as one byte a texel
Pixels rasterise(const ImDrawData& data, ImFontAtlas& fonts, int width, int height, ImU32 ground);

}  // namespace palabre::ui
