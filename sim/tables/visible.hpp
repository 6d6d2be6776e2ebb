// Letters of strangers made harmless: what steers a terminal, turns the direction of writing or is
// no character at all is spelled out.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace palabre {

/// A character at the beginning of a text.
struct Letter {
  std::uint32_t code = 0;
  std::size_t length = 0;  // [bytes] 0: not UTF-8
};
/// Reads strict UTF-8: no overlong form, no surrogate, nothing above U+10FFFF.
Letter first_letter(std::string_view utf8);

/// A control (C0, DEL, C1), a mark of direction, an invisible format or a non-character.
bool is_unseemly(std::uint32_t code);

/// Every unseemly character as an escape such as \u001B (\uD83F\uDFFE beyond the first plane, as
/// in JSON), every byte that is not UTF-8 as \xE9. Line ends and tabs stay. A JSON text stays one
/// and says the same.
std::string visible(std::string_view text);
/// The same on one line: line ends and tabs are blanks.
std::string visible_line(std::string_view text);

/// The text as it may stand within HTML, SVG or XML, in quotes too: what visible() gives, with
/// & < > " as entities.
std::string markup(std::string_view text);

}  // namespace palabre
