// Where the keyboard is: from control to control, from part to part of the window, into lists and
// out of them.

#pragma once

#include <string>
#include <vector>

#include "ui/panels/frame.hpp"
#include "ui/panels/ui_state.hpp"

namespace palabre::ui {

class FocusWalk {
 public:
  void step(const Frame& frame, UiState& ui_state, int direction);
  void step_part(const Frame& frame, UiState& ui_state, int direction);
  /// What is framed and is no value: a button, a list, a text box. False when it is none.
  bool press(const Frame& frame, UiState& ui_state);
  /// After a frame: a list that opens is gone through by itself, from where it wants to begin; when
  /// it closes, the keyboard is where it was.
  void follow_lists(const Frame& frame, UiState& ui_state);

 private:
  std::vector<std::string> below_;  // what the keyboard was at below each list that is open
  std::string began_at_;            // of the list on top in the frame before
};

}  // namespace palabre::ui
