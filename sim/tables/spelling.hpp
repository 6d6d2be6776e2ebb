// How far a word is from another.

#pragma once

#include <cstddef>
#include <string_view>

namespace palabre {

/// Letters that are changed, added, left out, or swapped with their neighbour (optimal string
/// alignment) [bytes].
std::size_t letters_off(std::string_view a, std::string_view b);

}  // namespace palabre
