// The parts of the view Compare for up to six cases.

#pragma once

#include "ui/draw/canvas.hpp"
#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/ui_state.hpp"
#include "ui/work/tray.hpp"

namespace palabre::ui {

/// What the view keeps between frames.
struct TrayState {
  std::size_t hot = ~std::size_t{0};  // row of the chart under the mouse
};

/// Cases and their sentences, the chart, the table. In panel_tray.cpp.
void draw_tray(const FrameInputs& shown, UiState& ui_state, Frame& frame);

/// "1,000 runs of each, on the same draws; ..."
std::string tray_basis_in_words(const Tray& tray, Lang lang);
/// A figure in one case as words: "71 of 100", "-" where it has none.
std::string tray_level(const Tray& tray, std::size_t k, const Target& figure, Lang lang);
/// Its difference from the first case: "+14 [+11, +16]", marked where luck may explain it.
struct TrayEffect {
  std::string words;
  bool sure = false;
};
TrayEffect tray_effect(const Tray& tray, std::size_t k, const Target& figure, Lang lang);
/// Figures that some case has a value of.
std::vector<Target> tray_figures(const Tray& tray);
/// "Deaths a year (deaths/year)"; shares need no unit.
std::string tray_figure_name(const Target& figure, Lang lang);

// In tray_chart.cpp.
/// The sign of a case: a shape of its own in a colour of its own.
void draw_case_sign(Canvas& canvas, const Look& look, std::size_t k, ImVec2 middle, float radius);
/// A row for each figure, with a mark and an interval for each case.
float tray_chart_height(const Canvas& canvas, const TrayShown& tray);
/// Where the rows stand, in the order of tray_figures().
std::vector<Rect> draw_tray_chart(Canvas& canvas, const Look& look, const Rect& box,
                                  const TrayShown& tray, std::size_t hot, Lang lang);
/// The chart with a key that names the cases: for figures.
void draw_tray_on(Canvas& canvas, const Rect& box, const FrameInputs& shown);
std::string tray_csv(const FrameInputs& shown);

}  // namespace palabre::ui
