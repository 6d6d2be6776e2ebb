// How everything looks: themes, colours, fonts, sizes. No panel names a colour of its own.

#pragma once

#include <imgui.h>

#include <array>

namespace palabre::ui {

enum class Theme { dark, light };

/// Colours of a theme. Text at least 4.5:1 and marks at least 3:1 against `panel`.
struct Palette {
  ImU32 background, panel, edge, track, hover;
  ImU32 text, dim, faint;
  ImU32 accent, changed, danger, on_accent;
  ImU32 band;                    // the plausible range on a slider
  ImU32 state, jihadist;         // the two sides of the territory chart
  ImU32 land_edge, region_edge;  // borders on the map
  std::array<ImU32, 6> stage;    // national stages, from no contact to accord
  std::array<ImU32, 6> cases;    // side by side; the same order of hues in both themes
};
const Palette& palette(Theme theme);

enum class Face { body, bold, small };

struct Fonts {
  ImFont* body = nullptr;
  ImFont* bold = nullptr;
  ImFont* small = nullptr;
  float body_pixels = 14.0f, small_pixels = 12.0f;
  ImFont* of(Face face) const {
    return face == Face::bold ? bold : face == Face::small ? small : body;
  }
  float pixels(Face face) const { return face == Face::small ? small_pixels : body_pixels; }
};

/// What panels need to draw: one value, passed along.
struct Look {
  Theme theme = Theme::dark;
  float scale = 1.0f;
  Fonts fonts;
  const Palette& colours() const { return palette(theme); }
  /// A length given at scale 1, in pixels.
  float px(float length) const { return length * scale; }
};

/// Builds the font atlas at this scale: DejaVu Sans, or the built-in font when it is not installed.
/// `letters`: ranges of the letters needed, ended by 0; null: all that the window may show.
Fonts build_fonts(float scale, const ImWchar* letters = nullptr);
/// Sets Dear ImGui's own colours and sizes to match.
void apply_style(const Look& look);

/// The same colour with another opacity [0..1].
ImU32 fade(ImU32 colour, float opacity);
/// A mix: 0 gives a, 1 gives b.
ImU32 mix(ImU32 a, ImU32 b, float share);
/// Cividis: dark blue to yellow, safe for colour-blind eyes. t [0..1]
ImU32 sequential(double t);
/// Blue over a quiet middle to orange, safe for colour-blind eyes. t [-1..1]
ImU32 diverging(double t, Theme theme);
/// Ratio of luminances as in WCAG 2 [1..21].
double contrast(ImU32 a, ImU32 b);

}  // namespace palabre::ui
