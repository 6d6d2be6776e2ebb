// Text on a terminal: columns by width as seen, numbers in the language of the reader.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "sim/run/explain/number_text.hpp"

namespace palabre {

inline constexpr std::size_t kColumns = 80;  // of a terminal

/// Columns that a UTF-8 text takes: one a code point. [columns]
std::size_t width_of(std::string_view utf8);
/// Filled up with blanks on the right (or left) to a width; never cut.
std::string pad_right(std::string_view utf8, std::size_t width);
std::string pad_left(std::string_view utf8, std::size_t width);
/// The first blank from `from` on at which a line may end; the length of the text when there is
/// none. French sets blanks inside: no line begins with one of : ; ? ! » % or ends with «.
std::size_t next_break(std::string_view utf8, std::size_t from);
/// The same text with hard blanks where next_break() sees none, for what wraps by itself.
std::string with_hard_blanks(std::string_view utf8);
/// The same text with a minus sign for each hyphen that begins a number: "(−0.5)". Dates, flags
/// and keys keep theirs.
std::string with_minus_signs(std::string_view utf8);
/// Lines of at most `width` columns, broken at blanks; a longer word keeps its own line.
std::vector<std::string> wrapped(std::string_view utf8, std::size_t width);

/// A table whose columns are as wide as their widest cell, two blanks apart, without trailing
/// blanks. `left[c]`: column c is flush left, else flush right.
std::string table_text(const std::vector<std::vector<std::string>>& rows,
                       const std::vector<bool>& left);

/// The same with the first column flush left and the others right: it takes what the others leave
/// of kColumns, and goes on below. Where they leave too little, they go on below too.
std::string fitted_table(const std::vector<std::vector<std::string>>& rows);
/// True when kColumns hold these rows without breaking any column but the first.
bool fits_columns(const std::vector<std::vector<std::string>>& rows);

/// True when a line is wider than kColumns.
bool is_too_wide(std::string_view lines);

/// Lines of at most kColumns, each with its end.
std::string paragraph(std::string_view utf8);

/// Bold between the two escape sequences, when asked for.
std::string bold(std::string_view utf8, bool color);

}  // namespace palabre
