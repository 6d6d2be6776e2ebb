// What people write that is no TOML, told in words of our own: what stands there, and what to write
// instead; internal to this folder.

#pragma once

#include <optional>
#include <string_view>

#include "sim/scenario/document.hpp"

namespace palabre {

/// The slip on the line where a parser gave up. Always something: in the end the character found.
SyntaxFault slip_at(std::string_view text, SourcePosition fault);

/// 14/03/2022, 14.3.2022, 2022/03/14, "14 mars 2022", "1er mai 2022", "March 14, 2022": a date that
/// people write and TOML does not know; nothing for anything else.
std::optional<Date> date_of_people(std::string_view words);

/// The hint for a date that is due where `words` stand: the same date as TOML has it, or an
/// example.
Message date_hint(std::string_view words);

}  // namespace palabre
