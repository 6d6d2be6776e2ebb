// The map of what the changes do: offered when there is an effect, on a scale with a least range,
// blank and hatched where the difference is not told from none; the same on paper.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/tables/text.hpp"
#include "tests/ui/robot.hpp"
#include "ui/draw/map_difference.hpp"
#include "ui/figures/figure.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/view.hpp"
#include "ui/work/ensemble_details.hpp"

namespace palabre::ui::test {
namespace map_difference_test {

using testing::HasSubstr;
using testing::Not;

AppOptions few() {
  AppOptions options;
  options.asks_why = false;
  options.still = true;
  options.replicates = 64;
  return options;
}

TEST(MapDifferenceView, IsOfferedWhenSomethingDiffers) {
  Robot robot(few());
  EXPECT_FALSE(robot.has("button.map_difference")) << "nothing differs";
  robot.app().act(SetValue{"war.recruitment", Value{0.024}, true});
  robot.settle();
  ASSERT_TRUE(robot.seen("button.map_difference"));
  robot.click("button.map_difference");
  robot.settle();
  EXPECT_TRUE(robot.seen("map.difference_key"));
  const auto& difference = robot.app().details().map_difference;
  ASSERT_TRUE(difference);
  EXPECT_EQ(difference->pairs, 64);
  robot.press(plain(letter('D')));
  robot.settle();
  EXPECT_FALSE(robot.has("map.difference_key")) << "the case itself again";
}

TEST(MapDifferenceView, ScaleIsNeverThatOfLuck) {
  Robot robot(few());
  robot.app().act(SetValue{"talks.guarantee", Value{0.52}, true});
  robot.press(plain(letter('D')));
  robot.settle();
  const auto& difference = robot.app().details().map_difference;
  ASSERT_TRUE(difference);
  for (std::size_t k = 0; k < kCercleFieldCount; ++k) {
    const auto field = CercleFieldId(k);
    EXPECT_GE(difference_top(*difference, field), least_difference(field));
    EXPECT_GE(difference_top(*difference, field), difference->largest(field));
  }
}

TEST(MapDifferenceView, IsTheMapOnPaperToo) {
  const Folder folder;
  Robot robot(few());
  robot.app().act(SetValue{"war.recruitment", Value{0.024}, true});
  robot.settle();
  const fs::path svg = folder.path() / "map.svg", csv = folder.path() / "map.csv";
  robot.app().act(ExportFigure{"map", FigureFormat::svg, svg});
  EXPECT_THAT(bytes_of(svg), Not(HasSubstr("map-difference")));
  robot.press(plain(letter('D')));
  robot.settle();
  robot.app().act(ExportFigure{"map", FigureFormat::svg, svg});
  robot.app().act(ExportFigure{"map", FigureFormat::csv, csv});
  EXPECT_THAT(bytes_of(svg), HasSubstr("map-difference"));
  EXPECT_THAT(bytes_of(svg), HasSubstr("not told from none"));
  EXPECT_THAT(bytes_of(csv), HasSubstr("cercle,region,week,date,field,difference,low,high,pairs"));
}

}  // namespace map_difference_test
}  // namespace palabre::ui::test
