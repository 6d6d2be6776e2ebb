#include "ui/picture.hpp"

#include <GL/gl.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>

#include <algorithm>
#include <cstdint>

namespace palabre::ui {

Pixels read_pixels(int width, int height, const std::optional<Rect>& part) {
  const Rect all = part.value_or(Rect{{0, 0}, {float(width), float(height)}});
  const int left = std::clamp(int(all.low.x), 0, width - 1);
  const int top = std::clamp(int(all.low.y), 0, height - 1);
  Pixels out;
  out.width = std::clamp(int(all.high.x), left + 1, width) - left;
  out.height = std::clamp(int(all.high.y), top + 1, height) - top;
  const std::size_t row = std::size_t(out.width);
  out.colours.resize(row * std::size_t(out.height));
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(left, height - top - out.height, out.width, out.height, GL_RGBA, GL_UNSIGNED_BYTE,
               out.colours.data());
  // OpenGL counts rows from the foot.
  for (std::size_t y = 0, last = std::size_t(out.height) - 1; y < last - y; ++y)
    std::swap_ranges(out.colours.begin() + std::ptrdiff_t(y * row),
                     out.colours.begin() + std::ptrdiff_t((y + 1) * row),
                     out.colours.begin() + std::ptrdiff_t((last - y) * row));
  for (std::uint32_t& colour : out.colours) colour |= 0xFF000000u;
  return out;
}

void paint(int width, int height) {
  glViewport(0, 0, width, height);
  const ImVec4 back = ImGui::GetStyle().Colors[ImGuiCol_WindowBg];
  glClearColor(back.x, back.y, back.z, 1.0f);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

}  // namespace palabre::ui
