// NAME_surroundings.csv of a world folder: what a map draws around and over the cercles, and no run
// reads. A world need not have it.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/complaints.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/world.hpp"

namespace palabre {

struct Surroundings {
  struct Line {
    LocalText name;  // of a river
    std::vector<Point> points;
  };
  struct Country {
    LocalText name;
    Point at;  // where its name stands
  };
  std::vector<Line> rivers, borders;  // of the neighbours among themselves
  std::vector<Country> countries;
};

/// Reads it from text. Complains of kinds that are none and of coordinates out of range.
Surroundings read_surroundings(std::string_view text, const std::string& shown,
                               Complaints& complaints);
/// Reads it from the folder of a world; empty where there is none. Throws ScenarioError.
Surroundings surroundings_of(const World& world);

}  // namespace palabre
