// One drawing interface, two back ends: the window (ImDrawList) and SVG text. Charts and the map
// draw through it, so that a figure in a file is the figure on the screen.

#pragma once

#include <imgui.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ui/base/style.hpp"

namespace palabre::ui {

struct Rect {
  ImVec2 low, high;
  float width() const { return high.x - low.x; }
  float height() const { return high.y - low.y; }
  bool holds(ImVec2 p) const {
    return p.x >= low.x && p.x < high.x && p.y >= low.y && p.y < high.y;
  }
};

enum class Align { left, centre, right };

struct Segment {
  ImVec2 a, b;
};

/// A filled area that may have holes: its rings for SVG, its triangles for the window.
struct Area {
  std::span<const ImVec2> points;  // all rings, one after the other [pixels]
  std::span<const int> ring_ends;  // index after the last point of each ring
  std::span<const int> triangles;  // three indices into points each
};

class Canvas {
 public:
  virtual ~Canvas() = default;
  virtual void rect(const Rect& r, ImU32 fill, float rounding = 0.0f) = 0;
  virtual void line(ImVec2 a, ImVec2 b, ImU32 colour, float width) = 0;
  virtual void polyline(std::span<const ImVec2> points, ImU32 colour, float width,
                        bool closed = false) = 0;
  /// Many lines of one kind, such as hatching.
  virtual void segments(std::span<const Segment> lines, ImU32 colour, float width) {
    for (const Segment& s : lines) line(s.a, s.b, colour, width);
  }
  /// Fills between two lines with the same abscissae.
  virtual void band(std::span<const ImVec2> upper, std::span<const ImVec2> lower, ImU32 fill) = 0;
  virtual void area(const Area& area, ImU32 fill) = 0;
  virtual void circle(ImVec2 centre, float radius, ImU32 fill) = 0;
  /// `at` is the top of the text, and its left end, middle or right end by `align`.
  virtual void text(ImVec2 at, ImU32 colour, std::string_view words, Face face = Face::body,
                    Align align = Align::left) = 0;
  virtual ImVec2 text_size(std::string_view words, Face face = Face::body) const = 0;
  virtual void clip(const Rect& r) = 0;
  virtual void unclip() = 0;
  /// Names what is drawn until end(): an id and words for screen readers in SVG; nothing on screen.
  virtual void begin(std::string_view id, std::string_view title) = 0;
  virtual void end() = 0;
};

/// Cuts a sentence at its spaces into lines no wider than `width`, as far as that goes.
std::vector<std::string> wrapped_words(const Canvas& canvas, std::string_view words, Face face,
                                       float width);

class WindowCanvas final : public Canvas {
 public:
  WindowCanvas(ImDrawList& list, const Fonts& fonts) : list_(list), fonts_(fonts) {}
  void rect(const Rect& r, ImU32 fill, float rounding) override;
  void line(ImVec2 a, ImVec2 b, ImU32 colour, float width) override;
  void polyline(std::span<const ImVec2> points, ImU32 colour, float width, bool closed) override;
  void segments(std::span<const Segment> lines, ImU32 colour, float width) override;
  void band(std::span<const ImVec2> upper, std::span<const ImVec2> lower, ImU32 fill) override;
  void area(const Area& area, ImU32 fill) override;
  void circle(ImVec2 centre, float radius, ImU32 fill) override;
  void text(ImVec2 at, ImU32 colour, std::string_view words, Face face, Align align) override;
  ImVec2 text_size(std::string_view words, Face face) const override;
  void clip(const Rect& r) override;
  void unclip() override;
  void begin(std::string_view, std::string_view) override {}
  void end() override {}

 private:
  ImDrawList& list_;
  const Fonts& fonts_;
};

/// Writes SVG 1.1. Text widths are estimated, so a picture does not depend on installed fonts.
class SvgCanvas final : public Canvas {
 public:
  SvgCanvas(float width, float height, float font_pixels = 14.0f);
  void rect(const Rect& r, ImU32 fill, float rounding) override;
  void line(ImVec2 a, ImVec2 b, ImU32 colour, float width) override;
  void polyline(std::span<const ImVec2> points, ImU32 colour, float width, bool closed) override;
  void segments(std::span<const Segment> lines, ImU32 colour, float width) override;
  void band(std::span<const ImVec2> upper, std::span<const ImVec2> lower, ImU32 fill) override;
  void area(const Area& area, ImU32 fill) override;
  void circle(ImVec2 centre, float radius, ImU32 fill) override;
  void text(ImVec2 at, ImU32 colour, std::string_view words, Face face, Align align) override;
  ImVec2 text_size(std::string_view words, Face face) const override;
  void clip(const Rect& r) override;
  void unclip() override;
  void begin(std::string_view id, std::string_view title) override;
  void end() override;
  /// What the whole picture is called, for screen readers and the tabs of browsers.
  void title(std::string_view words);
  /// Words for whoever reads the file, not the picture.
  void metadata(std::string_view words);
  /// The whole document so far.
  std::string document() const;

 private:
  float pixels(Face face) const { return face == Face::small ? font_ * 0.86f : font_; }
  std::string body_, title_, metadata_;
  float width_, height_, font_;
  int clips_ = 0;
};

}  // namespace palabre::ui
