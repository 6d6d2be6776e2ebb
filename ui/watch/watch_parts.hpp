// The parts of the view Watch, each in a region of its own.

#pragma once

#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/ui_state.hpp"
#include "ui/work/watching.hpp"

namespace palabre::ui {

/// The week looked at within what the run told has; 0 when it has none.
int watched_week(const FrameInputs& shown);
/// True when there is a week to show.
bool has_weeks(const WatchNews& news);
/// The word for a kind of event.
TextId words_for(EventKind kind);

void draw_watch_head(const FrameInputs& shown, UiState& ui_state, Frame& frame);
void draw_watch_map(const FrameInputs& shown, UiState& ui_state, Frame& frame);
void draw_watch_log(const FrameInputs& shown, UiState& ui_state, Frame& frame);
/// `columns` charts side by side, each `height` high; 0: as the room allows.
void draw_watch_charts(const FrameInputs& shown, Frame& frame, int columns, float height);
/// Play and steps, and the national stage as a bar to drag on.
/// `over_levers`: the bar stands over their tracks, else it takes the width.
void draw_watch_time(const FrameInputs& shown, Frame& frame, bool over_levers);
/// The levers under the same weeks, as a region that scrolls where it must.
void draw_watch_levers(const FrameInputs& shown, UiState& ui_state, Frame& frame);
/// Heights of their contents.
float watch_time_height(const FrameInputs& shown);
float watch_levers_height(const FrameInputs& shown);

// The same pictures on any canvas, with titles that name the run, and their numbers.
void draw_watch_map_on(Canvas& canvas, const Rect& box, const FrameInputs& shown);
/// Of the charts on screen.
std::vector<std::string> watch_chart_titles(const FrameInputs& shown);
void draw_watch_chart_on(Canvas& canvas, std::size_t slot, const Rect& box,
                         const FrameInputs& shown);
std::string watch_chart_csv(std::size_t slot, const FrameInputs& shown);
/// All events of the run, filtered or not, with all their reasons.
std::string watch_log_csv(const Watched& run, Lang lang);

}  // namespace palabre::ui
