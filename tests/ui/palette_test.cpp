// Colours by figures: told apart by every kind of eyes, and off their ground.

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "ui/base/style.hpp"

namespace palabre::ui {
namespace palette_test {

using Triple = std::array<double, 3>;
using Matrix = std::array<Triple, 3>;

constexpr double kPi = 3.14159265358979323846;
double radians(double degrees) { return degrees * kPi / 180.0; }

Triple linear(ImU32 c) {
  const auto channel = [&](int shift) {
    const double v = double((c >> shift) & 255u) / 255.0;
    return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
  };
  return {channel(IM_COL32_R_SHIFT), channel(IM_COL32_G_SHIFT), channel(IM_COL32_B_SHIFT)};
}

Triple times(const Matrix& m, const Triple& v) {
  Triple out{};
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j) out[i] += m[i][j] * v[j];
  return out;
}

// Machado, Oliveira and Fernandes 2009, severity 1: on linear RGB.
struct Eyes {
  std::string name;
  Matrix see;
};
const std::vector<Eyes> kEyes{{"usual", {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}},
                              {"protan",
                               {{{0.152286, 1.052583, -0.204868},
                                 {0.114503, 0.786281, 0.099216},
                                 {-0.003882, -0.048116, 1.051998}}}},
                              {"deutan",
                               {{{0.367322, 0.860646, -0.227968},
                                 {0.280085, 0.672501, 0.047413},
                                 {-0.011820, 0.042940, 0.968881}}}},
                              {"tritan",
                               {{{1.255528, -0.076749, -0.178779},
                                 {-0.078411, 0.930809, 0.147602},
                                 {0.004733, 0.691367, 0.303900}}}}};

Triple lab(const Triple& rgb) {
  constexpr Matrix kToXyz{{{0.4124564, 0.3575761, 0.1804375},
                           {0.2126729, 0.7151522, 0.0721750},
                           {0.0193339, 0.1191920, 0.9503041}}};
  Triple seen = rgb;
  for (double& v : seen) v = std::clamp(v, 0.0, 1.0);
  const Triple xyz = times(kToXyz, seen);
  const auto f = [](double t) {
    return t > 216.0 / 24389.0 ? std::cbrt(t) : (24389.0 / 27.0 * t + 16.0) / 116.0;
  };
  const double x = f(xyz[0] / 0.95047), y = f(xyz[1]), z = f(xyz[2] / 1.08883);
  return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

double hue(double b, double a) {
  const double degrees = std::atan2(b, a) * 180.0 / kPi;
  return degrees < 0 ? degrees + 360 : degrees;
}

double ciede2000(const Triple& p, const Triple& q) {
  const double mean = (std::hypot(p[1], p[2]) + std::hypot(q[1], q[2])) / 2;
  const auto chroma_part = [](double c) {
    return std::sqrt(std::pow(c, 7) / (std::pow(c, 7) + std::pow(25.0, 7)));
  };
  const double g = 1 + 0.5 * (1 - chroma_part(mean));
  const double a1 = p[1] * g, a2 = q[1] * g;
  const double c1 = std::hypot(a1, p[2]), c2 = std::hypot(a2, q[2]);
  const double h1 = hue(p[2], a1), h2 = hue(q[2], a2);
  double turn = h2 - h1;
  if (turn > 180) turn -= 360;
  if (turn < -180) turn += 360;
  const double light = q[0] - p[0], chroma = c2 - c1;
  const double hues = 2 * std::sqrt(c1 * c2) * std::sin(radians(turn / 2));
  const double l = (p[0] + q[0]) / 2, c = (c1 + c2) / 2;
  double h = (h1 + h2) / 2;
  if (std::abs(h1 - h2) > 180) h += h1 + h2 < 360 ? 180 : -180;
  const double t = 1 - 0.17 * std::cos(radians(h - 30)) + 0.24 * std::cos(radians(2 * h)) +
                   0.32 * std::cos(radians(3 * h + 6)) - 0.20 * std::cos(radians(4 * h - 63));
  const double sl = 1 + 0.015 * (l - 50) * (l - 50) / std::sqrt(20 + (l - 50) * (l - 50));
  const double sc = 1 + 0.045 * c, sh = 1 + 0.015 * c * t;
  const double rt =
      -std::sin(radians(60 * std::exp(-std::pow((h - 275) / 25, 2)))) * 2 * chroma_part(c);
  return std::sqrt(std::pow(light / sl, 2) + std::pow(chroma / sc, 2) + std::pow(hues / sh, 2) +
                   rt * chroma / sc * hues / sh);
}

// Pairs of the published test data for the formula (Sharma, Wu and Dalal 2005).
TEST(Palette, TheDistanceIsThePublishedOne) {
  EXPECT_NEAR(ciede2000({50, 2.6772, -79.7751}, {50, 0, -82.7485}), 2.0425, 1e-4);
  EXPECT_NEAR(ciede2000({50, -1.3802, -84.2814}, {50, 0, -82.7485}), 1.0, 1e-4);
  EXPECT_NEAR(ciede2000({50, 2.5, 0}, {73, 25, -18}), 27.1492, 1e-4);
  EXPECT_NEAR(ciede2000({60.2574, -34.0099, 36.2677}, {60.4626, -34.1751, 39.4387}), 1.2644, 1e-4);
  EXPECT_NEAR(ciede2000({2.0776, 0.0795, -1.135}, {0.9033, -0.0636, -0.5514}), 0.9082, 1e-4);
}

void expect_apart(const std::vector<ImU32>& colours, const std::string& what) {
  for (const Eyes& eyes : kEyes)
    for (std::size_t a = 0; a < colours.size(); ++a)
      for (std::size_t b = 0; b < a; ++b)
        EXPECT_GE(ciede2000(lab(times(eyes.see, linear(colours[a]))),
                            lab(times(eyes.see, linear(colours[b])))),
                  15.0)
            << what << ": colours " << b << " and " << a << " to " << eyes.name << " eyes";
}

class Palettes : public testing::TestWithParam<Theme> {};

TEST_P(Palettes, CategoriesAreToldApartByAllEyes) {
  const Palette& p = palette(GetParam());
  expect_apart({p.stage.begin(), p.stage.end()}, "stages");
  expect_apart({p.cases.begin(), p.cases.end()}, "cases side by side");
  expect_apart({p.state, p.jihadist}, "the two sides");
  expect_apart({p.accent, p.changed}, "as in the file, and changed");
}

TEST_P(Palettes, MarksAndWordsStandOffTheirGround) {
  const Palette& p = palette(GetParam());
  for (ImU32 colour : p.stage) EXPECT_GE(contrast(colour, p.panel), 3.0);
  for (ImU32 colour : p.cases) EXPECT_GE(contrast(colour, p.panel), 3.0);
  for (ImU32 colour : {p.state, p.jihadist, p.accent, p.changed, p.faint})
    EXPECT_GE(contrast(colour, p.panel), 3.0);
  for (ImU32 colour : {p.text, p.dim, p.accent, p.changed, p.danger}) {
    EXPECT_GE(contrast(colour, p.panel), 4.5);
    EXPECT_GE(contrast(colour, p.background), 4.5);
  }
  EXPECT_GE(contrast(p.on_accent, p.accent), 4.5);
}

TEST_P(Palettes, TheSignsOnTheMapStandOffEveryColourUnderThem) {
  const Palette& p = palette(GetParam());  // drawn twice: a mark in `text` on a rim in `panel`
  for (int k = 0; k <= 20; ++k)
    EXPECT_GE(
        std::max(contrast(p.text, sequential(k / 20.0)), contrast(p.panel, sequential(k / 20.0))),
        3.0);
}

INSTANTIATE_TEST_SUITE_P(Themes, Palettes, testing::Values(Theme::dark, Theme::light));

TEST(Palette, TheMapGrowsLighterAllTheWayToAllEyes) {
  for (const Eyes& eyes : kEyes) {
    double before = -1.0;
    for (int k = 0; k <= 16; ++k) {
      const double light = lab(times(eyes.see, linear(sequential(k / 16.0))))[0];
      EXPECT_GT(light, before) << eyes.name << " eyes, step " << k;
      before = light;
    }
  }
}

}  // namespace palette_test
}  // namespace palabre::ui
