// The whole window: where the views stand, the bar above, dialogs, the palette, the tour.

#pragma once

#include <imgui.h>

#include <cstddef>
#include <string>

#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/ui_state.hpp"

namespace palabre::ui {

/// What the dialogs keep between frames.
struct DialogState {
  std::string path, filter;
  int shelf = 0;  // of the open dialog: folder, library, recent files
  std::size_t problem_row = 0;
};
/// What the author says of the case, while it is being written, in the language of the window.
struct CaseWordsState {
  std::string title, question, summary, notes, about;
};
/// The dialog Save as.
struct SaveAsState {
  std::string title;
  bool with_expectations = false;
};
struct PaletteState {
  std::string query;
  int picked = 0;  // line
};
/// What a presentation shows beside the answer.
struct PresentationState {
  bool chart = false, sliders = false;  // chart: instead of the map
  std::size_t slot = 0;                 // which chart
};
struct TourState {
  int shown = -1;
  ImVec2 size{0, 0};
};

/// Everything, filling the display.
void draw_window(const FrameInputs& shown, UiState& ui_state, Frame& frame);

void draw_top_bar(const FrameInputs& shown, UiState& ui_state, Frame& frame);
void draw_dialogs(const FrameInputs& shown, UiState& ui_state, Frame& frame);
void draw_case_words(const FrameInputs& shown, UiState& ui_state, Frame& frame);
/// Title and expectations of the dialog Save as.
void draw_save_as_words(bool fresh, const FrameInputs& shown, UiState& ui_state, Frame& frame);
/// The terms on screen with their meaning, below the keys.
void draw_glossary(const FrameInputs& shown, Frame& frame);
void draw_questions(const FrameInputs& shown, UiState& ui_state, Frame& frame);
/// The page Explore for a room: question, answer, outcomes, and one picture; in `room` pixels.
void draw_presentation(const FrameInputs& shown, UiState& ui_state, Frame& frame, ImVec2 room);
/// Map and bar of weeks, in a region of their own.
void draw_map_region(const FrameInputs& shown, UiState& ui_state, Frame& frame, ImVec2 size);
void draw_palette(const FrameInputs& shown, UiState& ui_state, Frame& frame);
void draw_tour(const FrameInputs& shown, UiState& ui_state, Frame& frame);

}  // namespace palabre::ui
