// Scenario text put in order without a change of what it says.

#pragma once

#include <string>
#include <string_view>

namespace palabre {

/// One blank line between parts and none elsewhere, one blank around "=", nothing at the ends of
/// lines, a line end at the end. Strings, arrays over several lines and comments keep their words
/// and their order. For text that can be read as a scenario.
std::string tidy_text(std::string_view text);

}  // namespace palabre
