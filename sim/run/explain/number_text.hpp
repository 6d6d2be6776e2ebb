// Sentences of the text table with their arguments, and numbers in the language of the reader, as
// the command line, its files and the panels that tell a run write them.

#pragma once

#include <fmt/core.h>

#include <cstdint>
#include <string>

#include "sim/tables/tables.hpp"

namespace palabre {

/// A sentence of the text table with its arguments.
template <class... Args>
std::string say(TextId id, Lang lang, const Args&... args) {
  return fmt::format(fmt::runtime(text(id, lang)), args...);
}

/// A whole number with its thousands set apart: 12,500 or 12 500 (with a no-break space).
std::string count_text(std::int64_t value, Lang lang);
/// A number with `decimals` digits after the decimal sign and a real minus sign; "-0" is "0".
std::string fixed_text(double value, int decimals, Lang lang);
/// A number with all digits that it has in a file.
std::string plain_text(double value, Lang lang);
/// A number as short as its size allows: 1,234,567; 305; 21.4; 3.21; 0.123.
std::string value_text(double value, Lang lang);
/// How many decimals value_text() gives to a number of this size.
int decimals_of(double value);
/// "26%" or "26 %"; with one decimal below ten per cent, or everywhere when `fine`.
std::string percent_text(double share, Lang lang, bool fine = false);

}  // namespace palabre
