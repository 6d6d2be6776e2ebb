// Names on the map: those that have room, none on another, the same in the window and on paper;
// rivers, neighbours, the scale; and a week said by its ends.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <regex>

#include "tests/ui/robot.hpp"
#include "ui/draw/map.hpp"
#include "ui/panels/map_words.hpp"

namespace palabre::ui::test {
namespace map_names_test {

const World& world() {
  static const ScenarioFile file = load_scenario(baseline_path());
  return *file.world;
}
const MapShape& shape() {
  static const MapShape made = map_shape(world(), surroundings_of(world()));
  return made;
}

bool overlap(const Rect& a, const Rect& b) {
  return a.low.x < b.high.x && b.low.x < a.high.x && a.low.y < b.high.y && b.low.y < a.high.y;
}

std::vector<PlacedName> placed(float width, float height, double zoom,
                               std::span<const Rect> taken) {
  const SvgCanvas canvas(width, height);
  const Rect box{{0, 0}, {width, height}};
  const MapPlace place = zoomed(place_map(shape(), box), box, zoom, {0, 0});
  return place_names(canvas, Look{}, shape(), place, box, taken, Lang::fr);
}

std::size_t count_of(const std::vector<PlacedName>& names, MapName::Kind kind) {
  return std::size_t(std::count_if(names.begin(), names.end(),
                                   [&](const PlacedName& p) { return p.name->kind == kind; }));
}

TEST(MapNames, NoneLiesOnAnotherOrOnWhatIsTakenOrLeavesTheMap) {
  const std::vector<Rect> taken{{{0, 0}, {200, 120}}, {{500, 400}, {700, 600}}};
  for (const ImVec2 size : {ImVec2{420, 240}, ImVec2{700, 600}, ImVec2{1400, 1000}})
    for (const double zoom : {1.0, 3.0}) {
      const std::vector<PlacedName> names = placed(size.x, size.y, zoom, taken);
      EXPECT_GT(names.size(), 3u);
      for (std::size_t a = 0; a < names.size(); ++a) {
        const Rect& box = names[a].box;
        EXPECT_TRUE(box.low.x >= 0 && box.high.x <= size.x && box.low.y >= 0 &&
                    box.high.y <= size.y)
            << names[a].name->fr;
        for (const Rect& other : taken) EXPECT_FALSE(overlap(box, other)) << names[a].name->fr;
        for (std::size_t b = 0; b < a; ++b)
          EXPECT_FALSE(overlap(box, names[b].box))
              << names[a].name->fr << " on " << names[b].name->fr;
      }
    }
}

TEST(MapNames, RegionsComeFirstAndALargerMapNamesMoreSeats) {
  const std::vector<PlacedName> usual = placed(700, 600, 1.0, {});
  EXPECT_GE(count_of(usual, MapName::region), world().regions.size() - 1);
  EXPECT_GE(count_of(usual, MapName::country), 4u);
  const std::size_t seats = count_of(usual, MapName::seat);
  EXPECT_GE(seats, 5u);
  EXPECT_GT(count_of(placed(1400, 1200, 1.0, {}), MapName::seat), 2 * seats);
}

TEST(MapNames, TheFigureHasNamesRiverNeighboursAndScale) {
  const Folder folder;
  for (const Lang lang : {Lang::en, Lang::fr}) {
    Robot robot(quick_options(lang));
    const fs::path file = folder.path() / "map.svg";
    robot.app().act(ExportFigure{"map", FigureFormat::svg, file});
    const std::string svg = read_file(file, 1 << 22);
    for (const char* part : {"id=\"rivers\"", "id=\"neighbours\"", "id=\"map-names\"",
                             "id=\"map-scale\"", ">Niger</text>", ">Mopti</text>", " km</text>"})
      EXPECT_THAT(svg, testing::HasSubstr(part));
    EXPECT_THAT(svg, testing::HasSubstr(lang == Lang::fr ? ">Algérie</text>" : ">Algeria</text>"));
  }
}

TEST(MapNames, TheScaleIsTrue) {
  SvgCanvas canvas(700, 600);
  const Rect box{{0, 0}, {700, 600}};
  const MapPlace place = place_map(shape(), box);
  const Rect bar = draw_map_scale(canvas, Look{}, place, {20, 580}, 120, Lang::en);
  EXPECT_LE(bar.width(), 121.0f);
  std::smatch found;
  const std::string svg = canvas.document();
  ASSERT_TRUE(std::regex_search(svg, found, std::regex(">([0-9]+) km<")));
  // Bamako and Gao are 926 km apart, by the great circle.
  const Cercle &a = world().cercles[std::size_t(world().find("Bamako"))],
               &b = world().cercles[std::size_t(world().find("Gao"))];
  const auto of = [&](const Cercle& c) {
    for (const MapName& name : shape().names)
      if (name.kind == MapName::seat && name.en == c.name) return place.at(name.at);
    return ImVec2{};
  };
  const ImVec2 p = of(a), q = of(b);
  const double pixels = std::hypot(double(p.x - q.x), double(p.y - q.y));
  const double km_per_pixel = std::stod(found[1]) / double(bar.width());
  EXPECT_NEAR(pixels * km_per_pixel, 926.0, 40.0);
}

TEST(MapNames, AWeekIsSaidByItsEnds) {
  Scenario s;
  s.start = std::chrono::sys_days{std::chrono::year{2022} / 2 / 14};
  EXPECT_EQ(week_in_words(s, 0, Lang::en), "14–21 Feb 2022");
  EXPECT_EQ(week_in_words(s, 2, Lang::en), "28 Feb – 7 Mar 2022");
  EXPECT_EQ(week_in_words(s, 45, Lang::en), "26 Dec 2022 – 2 Jan 2023");
  EXPECT_EQ(week_in_words(s, 259, Lang::fr), "1–8 févr. 2027");
}

}  // namespace map_names_test
}  // namespace palabre::ui::test
