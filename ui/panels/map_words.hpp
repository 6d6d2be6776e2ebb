// What the views with a map share: the choice of a field, and its values in words.

#pragma once

#include <string>

#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/work/watching.hpp"

namespace palabre::ui {

/// Begins the tooltip of a cercle: its name and region.
void begin_cercle_tip(const Cercle& place, const FrameInputs& shown);
/// The list of fields; asks for the chosen one.
void draw_field_combo(const FrameInputs& shown, Frame& frame);
/// "34 %", "0.8 a week": a value of a field.
std::string amount_in_words(double value, Unit unit, Lang lang);

/// The told run whose agents stand on the map of Explore; null: none, or it is being told.
const Watched* run_on_map(const FrameInputs& shown);
/// Which run it is, and how it ends.
std::string run_on_map_in_words(const FrameInputs& shown);

/// A week by its ends, the second that of the run in its last week: "1–8 Feb 2027".
std::string week_in_words(const Scenario& scenario, int week, Lang lang);

}  // namespace palabre::ui
