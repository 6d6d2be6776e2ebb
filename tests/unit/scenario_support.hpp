// Folders with scenario files in them, and what the program says of them.

#pragma once

#include <string>

#include "sim/scenario/scenario.hpp"
#include "sim/tables/text.hpp"
#include "tests/support/temp_folder.hpp"

namespace palabre::test {

/// A message of the part of files.def about world folders, or about tables with numbers.
inline bool is_about_worlds(TextId id) {
  return id >= TextId::files_csv_cells && id <= TextId::files_no_outline;
}

/// A message of the part of files.def about texts that are no TOML, or too large.
inline bool is_about_slips(TextId id) {
  return (id >= TextId::files_more && id <= TextId::files_slip_plain) ||
         id == TextId::files_syntax || id == TextId::files_syntax_end;
}

/// A message of the part of files.def about what the machine refuses.
inline bool is_about_the_machine(TextId id) {
  return id >= TextId::files_no_room && id <= TextId::files_not_possible;
}

/// A world of four cercles in a row, to be spoiled.
struct SmallWorld {
  std::string cercles =
      "id,cercle,region,zone,seat_lat,seat_lon,area_km2,pop2009,state,jihadist,of_which_is_sahel,"
      "signatory,katiba_weight,hunters_weight,garrison_weight,french_weight,minusma_weight,"
      "russian_weight,niger_hub_weight,capital,coastal_border\n"
      "0,Aa,R,south,12,-8,100,1000,0.9,0.05,0,0,1,1,1,1,1,1,1,1,0\n"
      "1,Bb,R,south,12,-7,100,1000,0.5,0.2,0.1,0,1,1,1,1,1,1,1,0,1\n"
      "2,Cc,S,centre,13,-6,100,1000,0.5,0.2,0,0.1,1,1,1,1,1,1,1,0,0\n"
      "3,Dd,S,north,14,-5,100,1000,0.5,0.2,0,0,1,1,1,1,1,1,1,0,0\n";
  std::string borders = "a,b,approx_shared_border_km\nAa,Bb,10\nBb,Cc,20\nCc,Dd,30\n";
  std::string outlines = R"({"outlines":{"Aa":[[[0,0],[1,0],[1,1]]],"Bb":[[[1,0],[2,0],[2,1]]],)"
                         R"("Cc":[[[2,0],[3,0],[3,1]]],"Dd":[[[3,0],[4,0],[4,1]]]}})";

  /// Replaces the first `from` in one of the three texts.
  static void replace(std::string& text, const std::string& from, const std::string& to) {
    text.replace(text.find(from), from.size(), to);
  }
  fs::path write(const TempFolder& folder, const std::string& name = "w") const {
    folder.write(name + "/" + name + "_cercles.csv", cercles);
    folder.write(name + "/" + name + "_adjacency.csv", borders);
    folder.write(name + "/" + name + "_outlines.json", outlines);
    return folder.path() / name;
  }
};

}  // namespace palabre::test
