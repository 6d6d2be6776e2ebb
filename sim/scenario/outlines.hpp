// NAME_outlines.json: what a map draws; internal to this folder.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/complaints.hpp"
#include "sim/scenario/world.hpp"

namespace palabre {

/// Reads the outlines of the cercles named, in their order. Complains of rings that are none, of
/// cercles without an outline and of outlines without a cercle.
std::vector<Outline> read_outlines(std::string_view text, const std::string& shown,
                                   const std::vector<Cercle>& cercles, Complaints& complaints);

}  // namespace palabre
