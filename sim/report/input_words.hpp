// Values of inputs as people read them: days and choices.

#pragma once

#include <string>
#include <string_view>

#include "sim/run/explain/number_text.hpp"
#include "sim/scenario/scenario.hpp"

namespace palabre {

/// "14 February 2022", "1er mars 2022"; nothing in it breaks.
std::string day_in(Date date, Lang lang);
/// The words for a choice of a lever or a switch; the choice itself when the text table has none.
std::string choice_in_words(std::string_view choice, Lang lang);
/// A case by its title; by the name of its file where it has none.
std::string case_title(const Scenario& scenario, const std::string& file, Lang lang);
/// A file as a reader knows it: as it was named, without the folders of this machine.
std::string file_words(const std::string& file);

}  // namespace palabre
