// The small multiples of Explore: what each chart shows, made anew each frame from the results, and
// how it is drawn on any canvas.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ui/draw/chart.hpp"
#include "ui/panels/frame_inputs.hpp"

namespace palabre::ui {

/// What a chart can show beside single series.
struct Composed {
  const char* id;
  TextId title;
};
std::span<const Composed> composed_charts();
std::string chart_title(std::string_view id, Lang lang);

/// One run in a chart: its line along each fan, or the stages of its row.
struct ChartRun {
  std::int64_t replicate = 0;
  OutcomeId outcome{};
  std::vector<std::span<const float>> lines;  // [fan]; of a stack the row
};

struct SeriesChart {
  ChartWords words;
  std::vector<FanLine> fans;
  std::vector<StackLayer> layers;
  std::vector<ChartRun> runs;         // single runs, if they are shown; rows from bottom to top
  std::vector<Series> own;            // of a cercle, made for this frame
  std::vector<CercleFieldId> fields;  // of a cercle [fan]
  double ghost_top = 0.0;             // how high the grey bands reach
  bool of_cercle = false;
  bool has_bands = true;  // of a cercle: no bands before they are gathered

  bool is_stack() const { return !layers.empty(); }
  double top() const;
};

/// A chart for each slot. Refers to what `shown` refers to.
std::vector<SeriesChart> series_charts(const FrameInputs& shown);
/// The same of the cercle chosen, or of the whole country.
std::vector<SeriesChart> series_charts(const FrameInputs& shown, bool of_cercle);
/// The run that the panel Why tells; -1: none.
std::int64_t told_run(const FrameInputs& shown);
/// @param hot  run under the mouse; -1: none
ChartFrame draw_series_chart(Canvas& canvas, const SeriesChart& chart, const Rect& box, double top,
                             const FrameInputs& shown, std::int64_t hot = -1);
std::string value_text(double v, const ChartWords& words);

}  // namespace palabre::ui
