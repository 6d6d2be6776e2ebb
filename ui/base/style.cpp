#include "ui/base/style.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <optional>

#include "sim/platform/process.hpp"

namespace palabre::ui {
namespace {

constexpr ImU32 rgb(unsigned hex) {
  return IM_COL32((hex >> 16) & 255u, (hex >> 8) & 255u, hex & 255u, 255u);
}

const Palette kDark{.background = rgb(0x12151A),
                    .panel = rgb(0x1A1E25),
                    .edge = rgb(0x2C333D),
                    .track = rgb(0x2A313B),
                    .hover = rgb(0x39434F),
                    .text = rgb(0xE8EBEF),
                    .dim = rgb(0xA6AFBB),
                    .faint = rgb(0x7C8794),
                    .accent = rgb(0x6CB2EE),
                    .changed = rgb(0xF2B85C),
                    .danger = rgb(0xFF8A80),
                    .on_accent = rgb(0x0C1116),
                    .band = rgb(0x4C6076),
                    .state = rgb(0x7FB8F0),
                    .jihadist = rgb(0xE9A13B),
                    .land_edge = rgb(0x12151A),
                    .region_edge = rgb(0xE8EBEF),
                    .stage = {rgb(0x878C94), rgb(0x4764C0), rgb(0x7EB3F1), rgb(0xDBECF0),
                              rgb(0xA47F1F), rgb(0xF7E290)},
                    .cases = {rgb(0xEED4CF), rgb(0xAF0ED6), rgb(0xD9083E), rgb(0x28F621),
                              rgb(0xC2BDFF), rgb(0x938790)}};

const Palette kLight{.background = rgb(0xE9ECEF),
                     .panel = rgb(0xFBFCFD),
                     .edge = rgb(0xCDD4DB),
                     .track = rgb(0xDCE2E8),
                     .hover = rgb(0xCBD4DD),
                     .text = rgb(0x191E24),
                     .dim = rgb(0x505A66),
                     .faint = rgb(0x6B7682),
                     .accent = rgb(0x1C6DAE),
                     .changed = rgb(0x9A5300),
                     .danger = rgb(0xB3261E),
                     .on_accent = rgb(0xFFFFFF),
                     .band = rgb(0xA9BFD3),
                     .state = rgb(0x1C6DAE),
                     .jihadist = rgb(0xB8620B),
                     .land_edge = rgb(0xFBFCFD),
                     .region_edge = rgb(0x191E24),
                     .stage = {rgb(0x7A7F89), rgb(0x4593EA), rgb(0x2D3AC8), rgb(0x17124E),
                               rgb(0xBF7D07), rgb(0x80450B)},
                     .cases = {rgb(0xDE761E), rgb(0x6A0BDB), rgb(0x8E3009), rgb(0x004848),
                               rgb(0x6F8ACB), rgb(0x918C86)}};

struct Rgb {
  float r, g, b;
};
Rgb split(ImU32 c) {
  return {float((c >> IM_COL32_R_SHIFT) & 255u), float((c >> IM_COL32_G_SHIFT) & 255u),
          float((c >> IM_COL32_B_SHIFT) & 255u)};
}

ImVec4 vec(ImU32 colour) { return ImGui::ColorConvertU32ToFloat4(colour); }

// Latin with French ligatures, Greek, dashes and quotes, euro, arrows, mathematics, shapes. Must
// outlive the atlas build, hence static.
constexpr ImWchar kGlyphs[] = {0x20,   0x17F,  0x370,  0x3FF,  0x2010, 0x2044, 0x20AC,
                               0x20AC, 0x2190, 0x21FF, 0x2200, 0x22FF, 0x23CF, 0x23CF,
                               0x25A0, 0x25FF, 0x2713, 0x2717, 0};
constexpr const char* kFontFolder = "/usr/share/fonts/truetype/dejavu";

/// Of the machine, or beside the program; nothing where neither has it.
std::optional<std::filesystem::path> font_file(const char* name) {
  std::error_code ignored;
  const std::filesystem::path of_machine = std::filesystem::path(kFontFolder) / name;
  if (std::filesystem::is_regular_file(of_machine, ignored)) return of_machine;
  const std::filesystem::path with_program = platform::data_folder() / "fonts" / name;
  if (with_program.is_absolute() && std::filesystem::is_regular_file(with_program, ignored))
    return with_program;
  return std::nullopt;
}

ImFont* add_font(const char* file, float pixels, const ImWchar* letters) {
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  ImFontConfig config;
  config.OversampleH = 2;
  config.OversampleV = 1;
  config.PixelSnapH = true;
  if (const auto path = font_file(file))
    return atlas.AddFontFromFileTTF(path->string().c_str(), pixels, &config, letters);
  config.SizePixels = pixels;
  return atlas.AddFontDefault(&config);
}

void apply_colours(const Palette& p, ImGuiStyle& style) {
  const auto set = [&](ImGuiCol id, ImU32 colour) { style.Colors[id] = vec(colour); };
  set(ImGuiCol_Text, p.text);
  set(ImGuiCol_TextDisabled, p.dim);
  set(ImGuiCol_WindowBg, p.background);
  set(ImGuiCol_ChildBg, p.panel);
  set(ImGuiCol_PopupBg, p.panel);
  set(ImGuiCol_MenuBarBg, p.background);
  set(ImGuiCol_Border, p.edge);
  set(ImGuiCol_BorderShadow, 0);
  for (ImGuiCol id : {ImGuiCol_FrameBg, ImGuiCol_Button, ImGuiCol_Header, ImGuiCol_ScrollbarGrab})
    set(id, p.track);
  for (ImGuiCol id : {ImGuiCol_FrameBgHovered, ImGuiCol_FrameBgActive, ImGuiCol_ButtonHovered,
                      ImGuiCol_HeaderHovered, ImGuiCol_HeaderActive, ImGuiCol_ScrollbarGrabHovered,
                      ImGuiCol_ScrollbarGrabActive})
    set(id, p.hover);
  for (ImGuiCol id : {ImGuiCol_TitleBg, ImGuiCol_TitleBgActive, ImGuiCol_TitleBgCollapsed})
    set(id, p.track);
  for (ImGuiCol id : {ImGuiCol_CheckMark, ImGuiCol_SliderGrab, ImGuiCol_SliderGrabActive,
                      ImGuiCol_ButtonActive, ImGuiCol_PlotHistogram})
    set(id, p.accent);
  set(ImGuiCol_ScrollbarBg, fade(p.panel, 0.0f));
  set(ImGuiCol_Separator, p.edge);
  set(ImGuiCol_TextSelectedBg, fade(p.accent, 0.35f));
  set(ImGuiCol_TableRowBg, 0);
  set(ImGuiCol_TableRowBgAlt, fade(p.track, 0.35f));
  set(ImGuiCol_TableBorderLight, p.edge);
  set(ImGuiCol_TableBorderStrong, p.edge);
  set(ImGuiCol_TableHeaderBg, p.track);
  set(ImGuiCol_ModalWindowDimBg, fade(p.background, 0.6f));
  set(ImGuiCol_NavHighlight, p.accent);
}

}  // namespace

const Palette& palette(Theme theme) { return theme == Theme::light ? kLight : kDark; }

Fonts build_fonts(float scale, const ImWchar* letters) {
  if (letters == nullptr) letters = kGlyphs;
  ImGui::GetIO().Fonts->Clear();
  Fonts fonts;
  fonts.body_pixels = std::round(15.0f * scale);
  fonts.small_pixels = std::round(13.0f * scale);
  fonts.body = add_font("DejaVuSans.ttf", fonts.body_pixels, letters);
  fonts.bold = add_font("DejaVuSans-Bold.ttf", fonts.body_pixels, letters);
  fonts.small = add_font("DejaVuSans.ttf", fonts.small_pixels, letters);
  return fonts;
}

void apply_style(const Look& look) {
  ImGuiStyle style;
  style.WindowPadding = {10, 8};
  style.FramePadding = {7, 3};
  style.ItemSpacing = {8, 5};
  style.ItemInnerSpacing = {6, 4};
  style.WindowRounding = 0;
  style.ChildRounding = 5;
  style.FrameRounding = 4;
  style.PopupRounding = 5;
  style.GrabRounding = 4;
  style.ScrollbarRounding = 5;
  style.ScrollbarSize = 11;
  style.WindowBorderSize = 0;
  style.ChildBorderSize = 0;
  style.PopupBorderSize = 1;
  style.WindowTitleAlign = {0.02f, 0.5f};
  apply_colours(look.colours(), style);
  style.ScaleAllSizes(look.scale);
  ImGui::GetStyle() = style;
}

ImU32 fade(ImU32 colour, float opacity) {
  const ImU32 alpha = ImU32(std::clamp(opacity, 0.0f, 1.0f) * 255.0f + 0.5f);
  return (colour & ~IM_COL32_A_MASK) | (alpha << IM_COL32_A_SHIFT);
}

ImU32 mix(ImU32 a, ImU32 b, float share) {
  const Rgb x = split(a), y = split(b);
  const auto between = [&](float from, float to) {
    return ImU32(from + (to - from) * share + 0.5f);
  };
  return IM_COL32(between(x.r, y.r), between(x.g, y.g), between(x.b, y.b), 255u);
}

ImU32 sequential(double t) {
  constexpr std::array<unsigned, 9> kCividis{0x00224E, 0x1F3A6D, 0x46506B, 0x636770, 0x7D7C78,
                                             0x989376, 0xB7AC6D, 0xD7C75E, 0xFEE838};
  const double at = std::clamp(t, 0.0, 1.0) * double(kCividis.size() - 1);
  const std::size_t k = std::min(std::size_t(at), kCividis.size() - 2);
  return mix(rgb(kCividis[k]), rgb(kCividis[k + 1]), float(at - double(k)));
}

ImU32 diverging(double t, Theme theme) {
  constexpr std::array<unsigned, 7> kOnDark{0x7CC4FF, 0x4A8FD0, 0x3A6490, 0x414A55,
                                            0x8A6234, 0xC98A3A, 0xFFC069};
  constexpr std::array<unsigned, 7> kOnLight{0x0B4A85, 0x2F7DBD, 0x8DB7DA, 0xDDE1E5,
                                             0xE8B77E, 0xC9741F, 0x8A4300};
  const auto& stops = theme == Theme::dark ? kOnDark : kOnLight;
  const double at = (std::clamp(t, -1.0, 1.0) + 1.0) / 2.0 * double(stops.size() - 1);
  const std::size_t k = std::min(std::size_t(at), stops.size() - 2);
  return mix(rgb(stops[k]), rgb(stops[k + 1]), float(at - double(k)));
}

double contrast(ImU32 a, ImU32 b) {
  const auto luminance = [](ImU32 c) {
    const auto linear = [](float channel) {
      const double v = double(channel) / 255.0;
      return v <= 0.03928 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
    };
    const Rgb parts = split(c);
    return 0.2126 * linear(parts.r) + 0.7152 * linear(parts.g) + 0.0722 * linear(parts.b);
  };
  const double x = luminance(a), y = luminance(b);
  return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

}  // namespace palabre::ui
