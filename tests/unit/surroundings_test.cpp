// NAME_surroundings.csv: lines of rows, names of countries, and what is wrong with it.

#include "sim/scenario/surroundings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "tests/support/paths.hpp"

namespace palabre {
namespace surroundings_test {

using testing::HasSubstr;

constexpr const char* kHead = "kind,line,name_en,name_fr,lon,lat\n";

Surroundings read(const std::string& rows, std::string* told = nullptr) {
  Complaints complaints;
  Surroundings out = read_surroundings(kHead + rows, "w/w_surroundings.csv", complaints);
  if (told)
    for (const Diagnostic& one : complaints.all()) *told += one.to_string(Lang::en) + "\n";
  else
    EXPECT_TRUE(complaints.empty());
  return out;
}

TEST(Surroundings, RowsOfOneNumberAreALine) {
  const Surroundings s = read(
      "river,0,Niger,Niger,-9,10\nriver,0,Niger,Niger,-8,11\nriver,1,Bani,Bani,-7,12\n"
      "river,1,Bani,Bani,-6,12\nborder,2,,,1,2\nborder,2,,,1,3\nborder,3,,,1,4\n"
      "country,4,Algeria,Algérie,2.6,22.6\n");
  ASSERT_EQ(s.rivers.size(), 2u);
  EXPECT_EQ(s.rivers[1].name.en, "Bani");
  EXPECT_EQ(s.rivers[0].points.size(), 2u);
  EXPECT_FLOAT_EQ(s.rivers[0].points[1].lat, 11.0f);
  EXPECT_EQ(s.borders.size(), 2u);
  ASSERT_EQ(s.countries.size(), 1u);
  EXPECT_EQ(s.countries[0].name.fr, "Algérie");
}

TEST(Surroundings, WhatIsWrongIsToldByItsPlace) {
  std::string told;
  read("lake,0,,,1,2\nriver,1,,,1,95\nriver,1,,,x,2\n", &told);
  EXPECT_THAT(told, HasSubstr("w/w_surroundings.csv:2:1: "));
  EXPECT_THAT(told, HasSubstr("river, border, country"));
  EXPECT_THAT(told, HasSubstr("w/w_surroundings.csv:3:"));
  EXPECT_THAT(told, HasSubstr("w/w_surroundings.csv:4:"));
  Complaints complaints;
  read_surroundings("kind,line\nriver,1\n", "w", complaints);
  EXPECT_FALSE(complaints.empty());
}

TEST(Surroundings, TheShippedRiverPassesTheTownsOnIt) {
  const World world = load_world(std::filesystem::path(test::root()) / "scenarios/mali");
  const Surroundings s = surroundings_of(world);
  ASSERT_FALSE(s.rivers.empty());
  EXPECT_EQ(s.rivers[0].name.en, "River Niger");
  for (const char* town : {"Bamako", "Segou", "Mopti", "Gao", "Ansongo"}) {
    const int at = world.find(town);
    ASSERT_GE(at, 0) << town;
    const Cercle& c = world.cercles[std::size_t(at)];
    double nearest = 99.0;
    for (const Point& p : s.rivers[0].points)
      nearest =
          std::min(nearest, std::hypot(double(p.lon) - c.seat_lon, double(p.lat) - c.seat_lat));
    EXPECT_LT(nearest, 0.25) << town << " [degrees]";
  }
  World elsewhere = world;
  elsewhere.folder = std::filesystem::temp_directory_path() / "no such world";
  EXPECT_TRUE(surroundings_of(elsewhere).rivers.empty());
}

}  // namespace surroundings_test
}  // namespace palabre
