// The places: cercles, their borders and their outlines, as read from a world folder.

#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/diagnostic.hpp"
#include "sim/tables/sizes.hpp"
#include "sim/tables/tables.hpp"

namespace palabre {

enum class Zone { south, centre, north };

/// One row of NAME_cercles.csv. Shares and weights as in the file; ids are 0..n-1, never reused.
struct Cercle {
  int id = 0;
  std::string name;
  std::string region;
  Zone zone = Zone::south;
  double seat_lat = 0.0, seat_lon = 0.0;  // [degrees]
  double area_km2 = 0.0;                  // [km2] > 0
  double population_2009 = 0.0;           // [persons] > 0, census of 2009
  double state = 0.0, jihadist = 0.0;     // [share] template at the start, each in (0, 1)
  double of_which_is_sahel = 0.0, signatory = 0.0;
  double katiba_weight = 0.0, hunters_weight = 0.0, garrison_weight = 0.0;
  double french_weight = 0.0, minusma_weight = 0.0, russian_weight = 0.0, niger_hub_weight = 0.0;
  bool capital = false;
  bool coastal_border = false;  // counts for spillover towards the coast
};

struct Border {
  int a = 0, b = 0;  // cercle ids, a < b
};

struct Point {
  float lon = 0.0f, lat = 0.0f;  // [degrees]
};
/// Rings of one cercle, not closed; outer rings counter-clockwise, holes clockwise.
struct Outline {
  std::vector<std::vector<Point>> rings;
};

struct PlausibleWorlds;

struct World {
  std::string name;
  std::filesystem::path folder;
  std::vector<Cercle> cercles;               // by id
  std::vector<Border> borders;               // sorted by (a, b), symmetric by construction
  std::vector<std::vector<int>> neighbours;  // [cercle] sorted ids
  std::vector<std::string> regions;          // in order of first appearance
  std::vector<int> region_of;                // [cercle] index into regions
  std::vector<Outline> outlines;             // [cercle]
  /// Settings of the assumptions that its calibration does not rule out; null: none ship with it.
  std::shared_ptr<const PlausibleWorlds> plausible, plausible_before_2018;
  /// Those that the switches ask for: null where assumptions are as set, or the world has none.
  std::shared_ptr<const PlausibleWorlds> worlds_of(const Switches& switches) const;
  std::string credits;  // sources and licences, for people
  std::string bytes;    // the world files as read, for the digest of inputs

  int find(std::string_view cercle) const;  // id, or -1
};

/// Reads and validates a world folder: every cell a number where one is due, ids complete, borders
/// between known cercles and listed once each, connected, shares at most 1 together,
/// positive areas and populations, one capital. Throws ScenarioError with everything wrong at once.
World load_world(const std::filesystem::path& folder);

}  // namespace palabre
