// What changes between two texts, as `diff -u` tells it.

#pragma once

#include <string>
#include <string_view>

namespace palabre {

/// Empty when they are the same; else "--- name", "+++ name" and hunks with three lines of context.
std::string line_diff(std::string_view before, std::string_view after, std::string_view name);

}  // namespace palabre
