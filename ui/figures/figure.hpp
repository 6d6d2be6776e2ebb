// Figures for files: what the views show as SVG text, as PNG and as CSV, each with the recipe of
// its case, or of both cases that it compares.

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ui/panels/commands.hpp"
#include "ui/panels/frame_inputs.hpp"

namespace palabre {
class MapDifference;
}

namespace palabre::ui {

struct FigureChoice {
  std::string id;  // "map", "outcomes", "chart.0", "compare.maps", "watch.log", "window"
  std::string title;
  std::string widget;                  // what stands for it on the screen
  std::optional<FigureFormat> only{};  // the one form that it has
  bool of_view = false;                // of the view on screen, beside those of the case
};
/// What can be exported now: what the view on screen shows.
std::vector<FigureChoice> figure_choices(const FrameInputs& shown);
/// The pictures of the case: map, outcomes, charts, and its analysis in the view Analyse.
std::vector<FigureChoice> case_figures(const FrameInputs& shown);

/// Room that a figure is laid out for. [pixels]
struct FigureSize {
  float width = 960, height = 660;  // room for a title of two or three lines
};

/// The figure on a light ground, with title, case, digest and the two sentences in its small print;
/// its metadata hold the recipe.
std::string figure_svg(std::string_view id, const FrameInputs& shown, FigureSize size = {});
/// The same on any canvas; its pixels are those of `size`.
void draw_figure(Canvas& canvas, std::string_view id, const FrameInputs& shown, FigureSize size);
/// The bytes of a PNG file, exactly as wide as asked for (within limits), with the share code of
/// its case inside.
std::string figure_png(std::string_view id, const FrameInputs& shown, PngSize wanted);
/// Its height. [pixels]
int png_height(int width);
/// The share code of the case that a figure opens as: the one shown, run as the figure has it.
/// Empty for a world that is not the shipped one.
std::string code_of(std::string_view id, const FrameInputs& shown);
/// The numbers behind a figure; comments with title, caution and recipe come first.
/// @param style  for the spreadsheets of which language
std::string figure_csv(std::string_view id, const FrameInputs& shown, Lang style);
/// The same as the bytes of a file.
std::string csv_file(std::string_view id, const FrameInputs& shown, Lang style);

/// What stands over a figure: the answer, or the name of the case while there is none.
std::string title_of_figure(std::string_view id, const FrameInputs& shown);

// In effects_figure.cpp: what the changes against the reference do, figure by figure.
inline constexpr std::string_view kEffectsFigure = "effects";
bool has_effects(const FrameInputs& shown);
void draw_effects_figure(Canvas& canvas, const Rect& box, const FrameInputs& shown);
std::string effects_csv(const FrameInputs& shown);
/// Each effect in words: figure, without, with, effect; those that cannot be told from luck are
/// said to be so.
struct EffectWords {
  std::string figure, without, with, effect;
  bool sure = false;
};
std::vector<EffectWords> effects_in_words(const FrameInputs& shown);

// In difference_figure.cpp: what the map shows when it shows the difference; null: it does not.
const MapDifference* difference_shown(const FrameInputs& shown);
void draw_difference_figure(Canvas& canvas, const Rect& box, const MapDifference& difference,
                            const FrameInputs& shown);
std::string difference_csv(const MapDifference& difference, const FrameInputs& shown);

// In series_charts.cpp, where the charts are made: those of the country, then those of the cercle
// that is open, each with the number of its slot.
inline constexpr std::string_view kCercleFigure = "cercle.", kChartFigure = "chart.";
std::vector<FigureChoice> chart_figures(const FrameInputs& shown);
void draw_figure_chart(Canvas& canvas, std::string_view id, const Rect& box,
                       const FrameInputs& shown);
std::string chart_csv(std::string_view id, const FrameInputs& shown);

inline constexpr std::string_view kTrayFigure = "compare.tray";
// In compare/compare_figures.cpp; their ids begin with "compare.". None where nothing is compared.
std::vector<FigureChoice> compare_figures(const FrameInputs& shown);
void draw_compare_figure(Canvas& canvas, std::string_view id, const Rect& box,
                         const FrameInputs& shown);
std::string compare_csv(std::string_view id, const FrameInputs& shown);
/// "A, the pinned case: Baseline".
std::string compared_name(bool in_b, const FrameInputs& shown);

// In watch/watch_figures.cpp; their ids begin with "watch.". None where no run is told.
std::vector<FigureChoice> watch_figures(const FrameInputs& shown);
void draw_watch_figure(Canvas& canvas, std::string_view id, const Rect& box,
                       const FrameInputs& shown);
std::string watch_csv(std::string_view id, const FrameInputs& shown);
/// "Run 17 of 1,000 (0 to 999). Ends as: Stalemate."
std::string watched_in_words(const FrameInputs& shown);

}  // namespace palabre::ui
