#include "ui/draw/raster.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace palabre::ui {
namespace {

struct Texture {
  const unsigned char* texels = nullptr;
  int width = 0, height = 0;

  float texel(int x, int y) const {
    return texels[std::size_t(std::clamp(y, 0, height - 1)) * std::size_t(width) +
                  std::size_t(std::clamp(x, 0, width - 1))];
  }
  /// Opacity between four texels [0..1].
  float at(float u, float v) const {
    const float x = u * float(width) - 0.5f, y = v * float(height) - 0.5f;
    const int column = int(std::floor(x)), row = int(std::floor(y));
    const float right = x - float(column), below = y - float(row);
    const float upper = texel(column, row) * (1 - right) + texel(column + 1, row) * right;
    const float lower = texel(column, row + 1) * (1 - right) + texel(column + 1, row + 1) * right;
    return (upper * (1 - below) + lower * below) / 255.0f;
  }
};

float channel(ImU32 colour, int shift) { return float(colour >> shift & 255u); }

// Twice the area to the left of the line from p to q.
float edge(ImVec2 p, ImVec2 q, float x, float y) {
  return (q.x - p.x) * (y - p.y) - (q.y - p.y) * (x - p.x);
}

// A pixel on an edge that two triangles share belongs to one of them.
float tie(ImVec2 p, ImVec2 q) {
  const bool top_or_left = (p.y == q.y && q.x > p.x) || q.y < p.y;
  return top_or_left ? 0.0f : -1e-5f;
}

struct Bounds {
  int left, top, right, bottom;
};

class Painter {
 public:
  Painter(Pixels& pixels, const Texture& texture) : pixels_(pixels), texture_(texture) {}

  void triangle(std::array<ImDrawVert, 3> v, Bounds box) {
    float area = edge(v[0].pos, v[1].pos, v[2].pos.x, v[2].pos.y);
    if (area == 0.0f) return;
    if (area < 0.0f) {
      std::swap(v[1], v[2]);
      area = -area;
    }
    const auto [left, right] = std::minmax({v[0].pos.x, v[1].pos.x, v[2].pos.x});
    const auto [top, bottom] = std::minmax({v[0].pos.y, v[1].pos.y, v[2].pos.y});
    box = {std::max(box.left, int(std::floor(left))), std::max(box.top, int(std::floor(top))),
           std::min(box.right, int(std::ceil(right)) + 1),
           std::min(box.bottom, int(std::ceil(bottom)) + 1)};
    const std::array<float, 3> ties{tie(v[1].pos, v[2].pos), tie(v[2].pos, v[0].pos),
                                    tie(v[0].pos, v[1].pos)};
    for (int y = box.top; y < box.bottom; ++y)
      for (int x = box.left; x < box.right; ++x) {
        const float px = float(x) + 0.5f, py = float(y) + 0.5f;
        const float a = edge(v[1].pos, v[2].pos, px, py) + ties[0];
        const float b = edge(v[2].pos, v[0].pos, px, py) + ties[1];
        const float c = edge(v[0].pos, v[1].pos, px, py) + ties[2];
        if (a >= 0 && b >= 0 && c >= 0) blend(x, y, v, {a / area, b / area, 1 - (a + b) / area});
      }
  }

 private:
  void blend(int x, int y, const std::array<ImDrawVert, 3>& v, const std::array<float, 3>& w) {
    const auto mixed = [&](int shift) {
      return w[0] * channel(v[0].col, shift) + w[1] * channel(v[1].col, shift) +
             w[2] * channel(v[2].col, shift);
    };
    const float opacity = mixed(IM_COL32_A_SHIFT) / 255.0f *
                          texture_.at(w[0] * v[0].uv.x + w[1] * v[1].uv.x + w[2] * v[2].uv.x,
                                      w[0] * v[0].uv.y + w[1] * v[1].uv.y + w[2] * v[2].uv.y);
    if (opacity <= 0.0f) return;
    std::uint32_t& pixel =
        pixels_.colours[std::size_t(y) * std::size_t(pixels_.width) + std::size_t(x)];
    std::uint32_t out = 0xFF000000u;
    for (const int shift : {0, 8, 16}) {
      const float under = float(pixel >> shift & 255u);
      const float over = under + (mixed(shift) - under) * std::min(opacity, 1.0f);
      out |= std::uint32_t(std::clamp(over + 0.5f, 0.0f, 255.0f)) << shift;
    }
    pixel = out;
  }

  Pixels& pixels_;
  const Texture& texture_;
};

}  // namespace

Pixels rasterise(const ImDrawData& data, ImFontAtlas& fonts, int width, int height, ImU32 ground) {
  static_assert(IM_COL32_R_SHIFT == 0 && IM_COL32_B_SHIFT == 16 && IM_COL32_A_SHIFT == 24);
  Pixels pixels{width, height, {}};
  pixels.colours.assign(std::size_t(width) * std::size_t(height), ground | 0xFF000000u);
  unsigned char* texels = nullptr;
  Texture texture;
  fonts.GetTexDataAsAlpha8(&texels, &texture.width, &texture.height);
  texture.texels = texels;
  Painter painter(pixels, texture);
  for (int n = 0; n < data.CmdListsCount; ++n) {
    const ImDrawList& list = *data.CmdLists[n];
    for (const ImDrawCmd& command : list.CmdBuffer) {
      if (command.UserCallback != nullptr) continue;
      const Bounds box{std::max(0, int(command.ClipRect.x)), std::max(0, int(command.ClipRect.y)),
                       std::min(width, int(std::ceil(command.ClipRect.z))),
                       std::min(height, int(std::ceil(command.ClipRect.w)))};
      for (unsigned k = 0; k + 2 < command.ElemCount; k += 3) {
        std::array<ImDrawVert, 3> corners;
        for (unsigned j = 0; j < 3; ++j)
          corners[j] = list.VtxBuffer[int(command.VtxOffset +
                                          list.IdxBuffer[int(command.IdxOffset + k + j)])];
        painter.triangle(corners, box);
      }
    }
  }
  return pixels;
}

}  // namespace palabre::ui
