// Shares of runs as compact rows: a label, dots or a bar with its interval, the number.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/run/engine/results.hpp"
#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"

namespace palabre::ui {

/// A share of the runs: of an outcome, or of a step that was reached.
struct ShareRow {
  std::string key;  // "outcome.frozen"
  std::string label;
  Estimate share;                        // [share of runs]
  int dots = 0;                          // of 100
  std::optional<ShareRange> range = {};  // where it lies when the assumptions vary
  std::optional<double> before = {};     // without the changes, or as pinned
};

/// Widths that rows below each other have in common.
struct ShareColumns {
  float label = 0.0f, number = 0.0f, interval = 0.0f;
};
ShareColumns share_columns(const std::vector<ShareRow>& rows, const FrameInputs& shown);
/// "24", "<1", ">99": how many of 100 runs, never finer than the sample.
std::string of_100_in_words(const Estimate& share);
/// "[20, 28]" of 100; empty where there is none.
std::string interval_of_100(const Estimate& share, Lang lang);
/// Draws a row at the cursor as wide as there is room, and leaves it as the last item.
/// @param top  of 100: how many dots would fill the track
void draw_share_row(const ShareRow& row, const ShareColumns& columns, double top,
                    const FrameInputs& shown);
float share_row_height(const FrameInputs& shown);
/// Small words at the right end of the line of the last item, where there is room for them.
void put_small_at_right(std::string_view words, const FrameInputs& shown);

}  // namespace palabre::ui
