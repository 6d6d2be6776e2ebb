// The parts of the view Watch, each in a region of its own.

#pragma once

#include "ui/panels/panels.hpp"

namespace palabre::ui {

/// The week looked at within what the run told has; 0 when it has none.
int watched_week(const Shown& shown);
/// True when there is a week to show.
bool has_weeks(const WatchNews& news);
/// The word for a kind of event.
TextId words_for(EventKind kind);

void draw_watch_head(const Shown& shown, Scratch& scratch, Frame& frame);
void draw_watch_map(const Shown& shown, Scratch& scratch, Frame& frame);
void draw_watch_log(const Shown& shown, Scratch& scratch, Frame& frame);
/// `columns` charts side by side, each `height` high; 0: as the room allows.
void draw_watch_charts(const Shown& shown, Frame& frame, int columns, float height);
/// Play and steps, and the national stage as a bar to drag on.
/// `over_levers`: the bar stands over their tracks, else it takes the width.
void draw_watch_time(const Shown& shown, Frame& frame, bool over_levers);
/// The levers under the same weeks, as a region that scrolls where it must.
void draw_watch_levers(const Shown& shown, Scratch& scratch, Frame& frame);
/// Heights of their contents.
float watch_time_height(const Shown& shown);
float watch_levers_height(const Shown& shown);

// The same pictures on any canvas, with titles that name the run, and their numbers.
void draw_watch_map_on(Canvas& canvas, const Rect& box, const Shown& shown);
/// Of the charts on screen.
std::vector<std::string> watch_chart_titles(const Shown& shown);
void draw_watch_chart_on(Canvas& canvas, std::size_t slot, const Rect& box, const Shown& shown);
std::string watch_chart_csv(std::size_t slot, const Shown& shown);
/// All events of the run, filtered or not, with all their reasons.
std::string watch_log_csv(const Watched& run, Lang lang);

}  // namespace palabre::ui
