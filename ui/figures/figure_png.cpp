// A figure as a picture of any size: drawn by the window's canvas with fonts of that size, in a
// Dear ImGui of its own, and rasterised in memory.

#include <algorithm>
#include <cmath>

#include "sim/scenario/share_code.hpp"
#include "ui/draw/png.hpp"
#include "ui/figures/figure.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/frame_inputs.hpp"

namespace palabre::ui {
namespace {

// Everything larger by a factor; text is measured in the pixels of the figure.
class LargerCanvas final : public Canvas {
 public:
  LargerCanvas(Canvas& canvas, float factor) : canvas_(canvas), factor_(factor) {}
  void rect(const Rect& r, ImU32 fill, float rounding) override {
    canvas_.rect(of(r), fill, rounding * factor_);
  }
  void line(ImVec2 a, ImVec2 b, ImU32 colour, float width) override {
    canvas_.line(of(a), of(b), colour, width * factor_);
  }
  void polyline(std::span<const ImVec2> points, ImU32 colour, float width, bool closed) override {
    canvas_.polyline(of(points), colour, width * factor_, closed);
  }
  void band(std::span<const ImVec2> upper, std::span<const ImVec2> lower, ImU32 fill) override {
    canvas_.band(of(upper), of(lower), fill);
  }
  void area(const Area& area, ImU32 fill) override {
    const std::vector<ImVec2> points = of(area.points);
    canvas_.area({points, area.ring_ends, area.triangles}, fill);
  }
  void circle(ImVec2 centre, float radius, ImU32 fill) override {
    canvas_.circle(of(centre), radius * factor_, fill);
  }
  void text(ImVec2 at, ImU32 colour, std::string_view words, Face face, Align align) override {
    canvas_.text(of(at), colour, words, face, align);
  }
  ImVec2 text_size(std::string_view words, Face face) const override {
    const ImVec2 size = canvas_.text_size(words, face);
    return {size.x / factor_, size.y / factor_};
  }
  void clip(const Rect& r) override { canvas_.clip(of(r)); }
  void unclip() override { canvas_.unclip(); }
  void begin(std::string_view, std::string_view) override {}
  void end() override {}

 private:
  ImVec2 of(ImVec2 p) const { return {p.x * factor_, p.y * factor_}; }
  Rect of(const Rect& r) const { return {of(r.low), of(r.high)}; }
  std::vector<ImVec2> of(std::span<const ImVec2> points) const {
    std::vector<ImVec2> out;
    for (const ImVec2 p : points) out.push_back(of(p));
    return out;
  }
  Canvas& canvas_;
  float factor_;
};

// A Dear ImGui beside the window's, for one picture.
class OtherImGui {
 public:
  OtherImGui(float width, float height) : before_(ImGui::GetCurrentContext()) {
    own_ = ImGui::CreateContext();
    ImGui::SetCurrentContext(own_);
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.DisplaySize = {width, height};
    io.DeltaTime = 1 / 60.0f;
    io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
  }
  ~OtherImGui() {
    ImGui::DestroyContext(own_);
    ImGui::SetCurrentContext(before_);
  }
  OtherImGui(const OtherImGui&) = delete;
  OtherImGui& operator=(const OtherImGui&) = delete;

 private:
  ImGuiContext *before_, *own_ = nullptr;
};

// Only the letters that the figure needs: large fonts are made quickly then.
ImVector<ImWchar> letters_of(std::string_view id, const FrameInputs& shown, FigureSize size) {
  ImFontGlyphRangesBuilder letters;
  letters.AddText(figure_svg(id, shown, size).c_str());
  letters.AddChar(ImWchar('?'));
  ImVector<ImWchar> ranges;
  letters.BuildRanges(&ranges);
  return ranges;
}

}  // namespace

int png_height(int width) {
  return int(std::lround(width * double(FigureSize{}.height) / double(FigureSize{}.width)));
}

std::string figure_png(std::string_view id, const FrameInputs& shown, PngSize wanted) {
  const int width = std::clamp(wanted.width, kPngWidthMin, kPngWidthMax);
  const int height = png_height(width);
  const float text = float(std::clamp(wanted.text, 1.0, 2.0));
  const FigureSize size{FigureSize{}.width / text, FigureSize{}.height / text};
  const float factor = float(width) / size.width;
  const ImVector<ImWchar> letters = letters_of(id, shown, size);
  const OtherImGui other{float(width), float(height)};
  const Fonts fonts = build_fonts(factor, letters.Data);
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  unsigned char* texels = nullptr;
  int atlas_width = 0, atlas_height = 0;
  atlas.GetTexDataAsAlpha8(&texels, &atlas_width, &atlas_height);
  atlas.SetTexID(reinterpret_cast<ImTextureID>(std::intptr_t{1}));
  ImGui::NewFrame();
  WindowCanvas window(*ImGui::GetBackgroundDrawList(), fonts);
  LargerCanvas canvas(window, factor);
  draw_figure(canvas, id, shown, size);
  ImGui::Render();
  const Pixels pixels =
      rasterise(*ImGui::GetDrawData(), atlas, width, height, palette(Theme::light).panel);
  return png_of(pixels, code_of(id, shown));
}

}  // namespace palabre::ui
