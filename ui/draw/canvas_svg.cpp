#include <fmt/core.h>

#include "sim/tables/visible.hpp"
#include "ui/draw/canvas.hpp"

namespace palabre::ui {
namespace {

constexpr float kLetterWidth = 0.58f;  // of DejaVu Sans, on average [em]

std::string paint(const char* what, ImU32 c) {
  std::string out = fmt::format(" {}=\"#{:02x}{:02x}{:02x}\"", what, (c >> IM_COL32_R_SHIFT) & 255u,
                                (c >> IM_COL32_G_SHIFT) & 255u, (c >> IM_COL32_B_SHIFT) & 255u);
  const unsigned alpha = (c >> IM_COL32_A_SHIFT) & 255u;
  if (alpha < 255u) out += fmt::format(" {}-opacity=\"{:.3f}\"", what, alpha / 255.0);
  return out;
}

void add_points(std::string& out, std::span<const ImVec2> points) {
  for (ImVec2 p : points) out += fmt::format("{:.1f},{:.1f} ", p.x, p.y);
}

std::size_t letters(std::string_view words) {
  std::size_t count = 0;
  for (char c : words) count += (static_cast<unsigned char>(c) & 0xC0u) != 0x80u;
  return count;
}

}  // namespace

SvgCanvas::SvgCanvas(float width, float height, float font_pixels)
    : width_(width), height_(height), font_(font_pixels) {}

void SvgCanvas::rect(const Rect& r, ImU32 fill, float rounding) {
  body_ += fmt::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\"",
                       r.low.x, r.low.y, r.width(), r.height());
  if (rounding > 0.0f) body_ += fmt::format(" rx=\"{:.1f}\"", rounding);
  body_ += paint("fill", fill) + "/>\n";
}

void SvgCanvas::line(ImVec2 a, ImVec2 b, ImU32 colour, float width) {
  body_ += fmt::format(
      "<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\"{}"
      " stroke-width=\"{:.1f}\"/>\n",
      a.x, a.y, b.x, b.y, paint("stroke", colour), width);
}

void SvgCanvas::polyline(std::span<const ImVec2> points, ImU32 colour, float width, bool closed) {
  body_ += closed ? "<polygon points=\"" : "<polyline points=\"";
  add_points(body_, points);
  body_ +=
      fmt::format("\" fill=\"none\"{} stroke-width=\"{:.1f}\"/>\n", paint("stroke", colour), width);
}

void SvgCanvas::segments(std::span<const Segment> lines, ImU32 colour, float width) {
  if (lines.empty()) return;
  body_ += "<path d=\"";
  for (const Segment& s : lines)
    body_ += fmt::format("M{:.1f},{:.1f}L{:.1f},{:.1f}", s.a.x, s.a.y, s.b.x, s.b.y);
  body_ +=
      fmt::format("\" fill=\"none\"{} stroke-width=\"{:.1f}\"/>\n", paint("stroke", colour), width);
}

void SvgCanvas::band(std::span<const ImVec2> upper, std::span<const ImVec2> lower, ImU32 fill) {
  body_ += "<polygon points=\"";
  add_points(body_, upper);
  for (std::size_t k = lower.size(); k-- > 0;) add_points(body_, lower.subspan(k, 1));
  body_ += "\"" + paint("fill", fill) + "/>\n";
}

void SvgCanvas::area(const Area& area, ImU32 fill) {
  body_ += "<path d=\"";
  std::size_t from = 0;
  for (int end : area.ring_ends) {
    body_ += "M";
    add_points(body_, area.points.subspan(from, std::size_t(end) - from));
    body_ += "Z";
    from = std::size_t(end);
  }
  body_ += "\" fill-rule=\"evenodd\"" + paint("fill", fill) + "/>\n";
}

void SvgCanvas::circle(ImVec2 centre, float radius, ImU32 fill) {
  body_ += fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{:.1f}\"{}/>\n", centre.x, centre.y,
                       radius, paint("fill", fill));
}

void SvgCanvas::text(ImVec2 at, ImU32 colour, std::string_view words, Face face, Align align) {
  const char* anchor = align == Align::left ? "start" : align == Align::centre ? "middle" : "end";
  body_ += fmt::format(
      "<text x=\"{:.1f}\" y=\"{:.1f}\" font-size=\"{:.1f}\"{} text-anchor=\"{}\"{}"
      ">{}</text>\n",
      at.x, at.y + pixels(face) * 0.93f, pixels(face),
      face == Face::bold ? " font-weight=\"bold\"" : "", anchor, paint("fill", colour),
      markup(words));
}

ImVec2 SvgCanvas::text_size(std::string_view words, Face face) const {
  return {float(letters(words)) * kLetterWidth * pixels(face), pixels(face)};
}

void SvgCanvas::clip(const Rect& r) {
  ++clips_;
  body_ += fmt::format(
      "<clipPath id=\"clip{}\"><rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" "
      "height=\"{:.1f}\"/></clipPath><g clip-path=\"url(#clip{})\">\n",
      clips_, r.low.x, r.low.y, r.width(), r.height(), clips_);
}
void SvgCanvas::unclip() { body_ += "</g>\n"; }

void SvgCanvas::begin(std::string_view id, std::string_view title) {
  body_ += fmt::format("<g id=\"{}\"><title>{}</title>\n", markup(id), markup(title));
}
void SvgCanvas::end() { body_ += "</g>\n"; }

void SvgCanvas::title(std::string_view words) {
  title_ = fmt::format("<title>{}</title>\n", markup(words));
}

void SvgCanvas::metadata(std::string_view words) {
  metadata_ = fmt::format("<metadata id=\"palabre\">\n{}</metadata>\n", markup(words));
}

std::string SvgCanvas::document() const {
  return fmt::format(
             "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{:.0f}\" height=\"{:.0f}\" "
             "viewBox=\"0 0 {:.0f} {:.0f}\" font-family=\"DejaVu Sans, sans-serif\">\n",
             width_, height_, width_, height_) +
         title_ + metadata_ + body_ + "</svg>\n";
}

}  // namespace palabre::ui
