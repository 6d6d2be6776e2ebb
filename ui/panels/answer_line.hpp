// The answer of the case on screen, as a sentence that can be marked and copied.

#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/ui_state.hpp"

namespace palabre::ui {

/// What is marked of the sentence: bytes of it.
struct AnswerState {
  std::string sentence;        // as it was drawn last
  int anchor = -1, head = -1;  // where marking began, and where it is; equal: nothing
  std::string_view marked() const;
};

/// The answer of the view on screen: in Compare of its two cases, else of the case.
const AnswerShown& answer_of_view(const FrameInputs& shown);
/// The sentence in the language of the window; empty while there is none.
std::string answer_in_words(const FrameInputs& shown);
/// The same where it is whole, and about the case as it stands: fit to be the title of what leaves
/// the window. Else the name of the case, with its changes.
std::string title_in_words(const AnswerShown& answer, const FrameInputs& shown);

/// One line of a sentence: its bytes, from and to.
using AnswerLine = std::pair<std::size_t, std::size_t>;
/// Where a sentence is cut in this width [pixels]: at blanks that may break, so that no number and
/// no interval is; a word that is wider is cut anywhere.
std::vector<AnswerLine> lines_of(const std::string& words, const ImFont& font, float width);
/// Height that draw_answer() needs in this width. [pixels]
float answer_height(const FrameInputs& shown, float width);
/// The question, the sentence, which change did it, and what that rests on.
void draw_answer(const FrameInputs& shown, UiState& ui_state, Frame& frame);

/// True where something differs from what the case is held against.
bool differs_from_reference(const FrameInputs& shown);

}  // namespace palabre::ui
