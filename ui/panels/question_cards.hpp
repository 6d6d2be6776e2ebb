// The cases of the library that ask a question: where people start, and what a presentation goes
// through.

#pragma once

#include <filesystem>
#include <vector>

#include "ui/panels/dialog_inputs.hpp"

namespace palabre::ui {

/// In the order of the cards, at most nine.
std::vector<const Preset*> question_cards(const std::vector<Preset>& presets);
/// The place of a file among the cards; -1: it is none of them.
int card_of(const std::vector<const Preset*>& cards, const std::filesystem::path& file);

}  // namespace palabre::ui
