// Brackets, quotes and points of a TOML text, seen before the parser, which calls itself once for
// each that stands within another; internal to this folder.

#pragma once

#include <optional>
#include <string_view>

#include "sim/scenario/document.hpp"

namespace palabre {

struct Shape {
  std::optional<SyntaxFault> too_deep;      // the first place that is deeper than limits.def allows
  std::optional<std::size_t> open_quote;    // offset of a text that never ends
  std::optional<std::size_t> open_bracket;  // offset of the innermost bracket that never closes
};

/// One pass over the text. Reads quotes and comments as TOML does, up to the first fault.
Shape shape_of(std::string_view text);

}  // namespace palabre
