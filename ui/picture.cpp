#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STBIW_WINDOWS_UTF8
#include "ui/picture.hpp"

#include <GL/gl.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>
#include <stb/stb_image_write.h>

#include <algorithm>
#include <vector>

namespace palabre::ui {

bool write_picture(const std::filesystem::path& path, int width, int height,
                   const std::optional<Rect>& part) {
  const Rect all = part.value_or(Rect{{0, 0}, {float(width), float(height)}});
  const int left = std::clamp(int(all.low.x), 0, width - 1);
  const int top = std::clamp(int(all.low.y), 0, height - 1);
  const int wide = std::clamp(int(all.high.x), left + 1, width) - left;
  const int high = std::clamp(int(all.high.y), top + 1, height) - top;
  std::vector<unsigned char> pixels(std::size_t(wide) * std::size_t(high) * 4);
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(left, height - top - high, wide, high, GL_RGBA, GL_UNSIGNED_BYTE, pixels.data());
  for (std::size_t k = 3; k < pixels.size(); k += 4) pixels[k] = 255;
  stbi_flip_vertically_on_write(1);
  return stbi_write_png(path.string().c_str(), wide, high, 4, pixels.data(), wide * 4) != 0;
}

void paint(int width, int height) {
  glViewport(0, 0, width, height);
  const ImVec4 back = ImGui::GetStyle().Colors[ImGuiCol_WindowBg];
  glClearColor(back.x, back.y, back.z, 1.0f);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

}  // namespace palabre::ui
