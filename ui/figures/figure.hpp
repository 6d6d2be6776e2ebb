// Figures for files: the map, the outcomes and the charts as SVG text and as CSV, each with the
// recipe of its case.

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ui/panels/panels.hpp"

namespace palabre::ui {

struct FigureChoice {
  std::string id;  // "map", "outcomes", "chart.0", "window"
  std::string title;
  std::string widget;  // what stands for it on the screen
};
/// What can be exported now.
std::vector<FigureChoice> figure_choices(const Shown& shown);

/// Room that a figure is laid out for. [pixels]
struct FigureSize {
  float width = 960, height = 600;
};

/// The figure on a light ground, with title, case, digest and the two sentences in its small print;
/// its metadata hold the recipe.
std::string figure_svg(std::string_view id, const Shown& shown, FigureSize size = {});
/// The same on any canvas; its pixels are those of `size`.
void draw_figure(Canvas& canvas, std::string_view id, const Shown& shown, FigureSize size);
/// The bytes of a PNG file, exactly as wide as asked for (within limits), with the share code of
/// its case inside.
std::string figure_png(std::string_view id, const Shown& shown, PngSize wanted);
/// Its height. [pixels]
int png_height(int width);
/// The share code of the case shown; empty for a world that is not the shipped one.
std::string code_of(const Shown& shown);
std::string figure_csv(std::string_view id, const Shown& shown);
/// One fact a line: version, digest, seed, number of runs, and every value that differs from the
/// model's default.
std::string recipe_of(const Scenario& scenario, const Results& results);
/// The recipe in the metadata of an exported SVG; nothing when there is none.
std::optional<std::string> recipe_in(std::string_view svg);
/// Puts the recipe's values into a scenario: everything else becomes the model's default. Throws
/// ScenarioError when a line is not understood.
void apply_recipe(Scenario& scenario, const std::string& recipe);

// In series_charts.cpp, where the charts are made.
std::string figure_title(std::size_t slot, const Shown& shown);
void draw_figure_chart(Canvas& canvas, std::size_t slot, const Rect& box, const Shown& shown);
std::string chart_csv(std::size_t slot, const Shown& shown);

}  // namespace palabre::ui
