// The view Watch: one run, week by week.

#pragma once

#include <memory>
#include <string>
#include <vector>

#include "sim/tables/text.hpp"
#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/ui_state.hpp"
#include "ui/work/watching.hpp"

namespace palabre::ui {

/// The log of a told run in words, made once for a run, a language and a width.
struct WatchLog {
  struct Line {
    int event = 0;  // of the trace; -1: how it ended
    int week = 0;
    std::string date, words;
    std::string reasons, all_reasons;        // the first of them; all, where the event is looked at
    std::string shown_words, shown_reasons;  // broken into lines
    float height = 0.0f, below = 0.0f;       // its own, and where the next one begins
  };
  std::shared_ptr<const Watched> run;
  Lang lang = Lang::en;
  unsigned kinds = 0;
  float width = 0.0f, letter = 0.0f;
  int open_week = -1, open_event = -1;  // whose reasons are all there
  std::vector<Line> lines;
  int week = -1, picked = -1;  // last scrolled to
};

/// What the view keeps between frames.
struct WatchState {
  std::string run_typed;  // number of the run to watch
  bool typing_run = false, focus_run = false;
  float head = 0.0f;  // height that the head needed
  WatchLog log;
};

void draw_watch(const FrameInputs& shown, UiState& ui_state, Frame& frame);

}  // namespace palabre::ui
