// The parts of the view Compare, each drawn at the cursor and as wide as there is room.

#pragma once

#include "sim/run/views/compare.hpp"
#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/work/compare.hpp"

namespace palabre::ui {

/// "the pinned case", or the title of the file.
std::string name_of_a(const FrameInputs& shown);

/// Who is A, who is B, how far the run is; in panel_compare.cpp.
void draw_compare_head(const FrameInputs& shown, Frame& frame);

/// Three maps: A, B and B minus A; below each other where it is narrow. In compare_maps.cpp.
void draw_compare_maps(const ComparedCases& cases, const FrameInputs& shown, Frame& frame);

// In compare_tables.cpp.
void draw_compare_inputs(const FrameInputs& shown, Frame& frame);
void draw_compare_outcomes(const Comparison& c, const FrameInputs& shown, Frame& frame);
void draw_compare_statistics(const Comparison& c, const FrameInputs& shown, Frame& frame);
/// "Mediator: 0.6 → 1".
std::string input_in_words(const InputDifference& row, const FrameInputs& shown);
/// How often an outcome comes in A and in B, and the difference, in words.
struct OutcomeWords {
  std::string a, b, change;
  std::int64_t count_a = 0, count_b = 0;
  bool sure = false;  // of the sign of the difference
};
OutcomeWords outcome_in_words(const OutcomeDifference& row, const Comparison& c, Lang lang);
/// Figures in the order of the table: those that differ and can be told from chance by the size of
/// their change, then those that chance may explain. What is exactly equal is left out.
std::vector<const StatisticDifference*> statistics_that_differ(const Comparison& c);
/// True when no run has another value.
bool exactly_equal(const StatisticDifference& s, const Comparison& c);

// In compare_flips.cpp.
void draw_compare_flips(const Comparison& c, const FrameInputs& shown, Frame& frame);
/// "37 of 1,000 runs went from “Stalemate” to “Truce only”."
std::string flip_in_words(const Comparison& c, std::size_t from, std::size_t to, Lang lang);

// In compare_runs.cpp.
void draw_compare_parting(const Comparison& c, const FrameInputs& shown, Frame& frame);
void draw_compare_run(const FrameInputs& shown, Frame& frame);

// The same pictures on any canvas, with their titles: for figures.
void draw_compare_maps_on(Canvas& canvas, const Rect& box, const ComparedCases& cases,
                          const FrameInputs& shown);
void draw_flips_on(Canvas& canvas, const Rect& box, const Comparison& c, const FrameInputs& shown);
void draw_parting_on(Canvas& canvas, const Rect& box, const Comparison& c,
                     const FrameInputs& shown);

/// Small grey words over as many lines as they need.
void put_note(const std::string& words, const FrameInputs& shown);

}  // namespace palabre::ui
