#include "ui/draw/canvas.hpp"

#include <algorithm>
#include <cmath>

#include "sim/report/layout.hpp"

namespace palabre::ui {

std::vector<std::string> wrapped_words(const Canvas& canvas, std::string_view words, Face face,
                                       float width) {
  std::vector<std::string> lines(1);
  for (std::size_t from = 0; from < words.size();) {
    const std::size_t end = next_break(words, from);
    const std::string word(words.substr(from, end - from));
    const std::string longer = lines.back().empty() ? word : lines.back() + " " + word;
    if (!lines.back().empty() && canvas.text_size(longer, face).x > width)
      lines.push_back(word);
    else
      lines.back() = longer;
    from = end + 1;
  }
  return lines;
}

void WindowCanvas::rect(const Rect& r, ImU32 fill, float rounding) {
  list_.AddRectFilled(r.low, r.high, fill, rounding);
}

void WindowCanvas::line(ImVec2 a, ImVec2 b, ImU32 colour, float width) {
  list_.AddLine(a, b, colour, width);
}

void WindowCanvas::polyline(std::span<const ImVec2> points, ImU32 colour, float width,
                            bool closed) {
  list_.AddPolyline(points.data(), int(points.size()), colour,
                    closed ? ImDrawFlags_Closed : ImDrawFlags_None, width);
}

void WindowCanvas::segments(std::span<const Segment> lines, ImU32 colour, float width) {
  for (const Segment& s : lines) list_.AddLine(s.a, s.b, colour, width);
}

void WindowCanvas::band(std::span<const ImVec2> upper, std::span<const ImVec2> lower, ImU32 fill) {
  const int n = int(upper.size());
  if (n < 2) return;
  const ImVec2 white = ImGui::GetFontTexUvWhitePixel();
  list_.PrimReserve(6 * (n - 1), 2 * n);  // no antialiasing: no seams inside the band
  const unsigned base = list_._VtxCurrentIdx;
  for (int k = 0; k < n; ++k) {
    list_.PrimWriteVtx(upper[std::size_t(k)], white, fill);
    list_.PrimWriteVtx(lower[std::size_t(k)], white, fill);
  }
  for (int k = 0; k + 1 < n; ++k)
    for (unsigned corner : {0u, 1u, 2u, 2u, 1u, 3u})
      list_.PrimWriteIdx(ImDrawIdx(base + 2u * unsigned(k) + corner));
}

void WindowCanvas::area(const Area& area, ImU32 fill) {
  const ImVec2 white = ImGui::GetFontTexUvWhitePixel();
  list_.PrimReserve(int(area.triangles.size()), int(area.points.size()));
  const unsigned base = list_._VtxCurrentIdx;
  for (ImVec2 p : area.points) list_.PrimWriteVtx(p, white, fill);
  for (int k : area.triangles) list_.PrimWriteIdx(ImDrawIdx(base + unsigned(k)));
}

void WindowCanvas::circle(ImVec2 centre, float radius, ImU32 fill) {
  list_.AddCircleFilled(centre, radius, fill);
}

void WindowCanvas::text(ImVec2 at, ImU32 colour, std::string_view words, Face face, Align align) {
  if (align != Align::left)
    at.x -= text_size(words, face).x * (align == Align::centre ? 0.5f : 1.0f);
  ImFont* font = fonts_.of(face);
  list_.AddText(font, fonts_.pixels(face), {std::round(at.x), std::round(at.y)}, colour,
                words.data(), words.data() + words.size());
}

ImVec2 WindowCanvas::text_size(std::string_view words, Face face) const {
  ImFont* font = fonts_.of(face);
  return font->CalcTextSizeA(fonts_.pixels(face), 1e9f, 0.0f, words.data(),
                             words.data() + words.size());
}

void WindowCanvas::clip(const Rect& r) { list_.PushClipRect(r.low, r.high, true); }
void WindowCanvas::unclip() { list_.PopClipRect(); }

}  // namespace palabre::ui
