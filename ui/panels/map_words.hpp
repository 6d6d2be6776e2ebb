// What the views with a map share: the choice of a field, and its values in words.

#pragma once

#include <string>

#include "ui/panels/panels.hpp"

namespace palabre::ui {

/// The list of fields; asks for the chosen one.
void draw_field_combo(const Shown& shown, Frame& frame);
/// "34 %", "0.8 a week": a value of a field.
std::string amount_in_words(double value, Unit unit, Lang lang);

}  // namespace palabre::ui
