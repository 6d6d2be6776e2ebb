// Text on a terminal: columns by width as seen, numbers in the language of the reader.

#pragma once

#include <fmt/format.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "sim/tables/tables.hpp"

namespace palabre {

/// A sentence of the text table with its arguments.
template <class... Args>
std::string say(TextId id, Lang lang, const Args&... args) {
  return fmt::format(fmt::runtime(text(id, lang)), args...);
}

/// Columns that a UTF-8 text takes: one a code point. [columns]
std::size_t width_of(std::string_view utf8);
/// Filled up with blanks on the right (or left) to a width; never cut.
std::string pad_right(std::string_view utf8, std::size_t width);
std::string pad_left(std::string_view utf8, std::size_t width);
/// Lines of at most `width` columns, broken at blanks; a longer word keeps its own line.
std::vector<std::string> wrapped(std::string_view utf8, std::size_t width);

/// A table whose columns are as wide as their widest cell, two blanks apart, without trailing
/// blanks. `left[c]`: column c is flush left, else flush right.
std::string table_text(const std::vector<std::vector<std::string>>& rows,
                       const std::vector<bool>& left);

/// A table whose first column takes what the others leave of 80 columns, and goes on below.
std::string fitted_table(const std::vector<std::vector<std::string>>& rows);

/// A whole number with its thousands set apart: 12,500 or 12 500 (with a no-break space).
std::string count_text(std::int64_t value, Lang lang);
/// A number with `decimals` digits after the decimal sign; "-0" is written "0".
std::string fixed_text(double value, int decimals, Lang lang);
/// A number as short as its size allows: 1,234,567; 305; 21.4; 3.21; 0.123.
std::string value_text(double value, Lang lang);
/// How many decimals value_text() gives to a number of this size.
int decimals_of(double value);
/// "26%" or "26 %"; with one decimal below ten per cent, or everywhere when `fine`.
std::string percent_text(double share, Lang lang, bool fine = false);
/// A share of replicates as people say it: "in about 1 of 4", "in about half".
std::string share_in_words(double share, Lang lang);

/// Bold between the two escape sequences, when asked for.
std::string bold(std::string_view utf8, bool color);

}  // namespace palabre
