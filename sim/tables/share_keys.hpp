// The numbers of inputs in share codes: share_keys.def as a table.

#pragma once

#include <span>
#include <string_view>

namespace palabre {

/// Keys in the order of their numbers.
std::span<const std::string_view> share_keys();

}  // namespace palabre
