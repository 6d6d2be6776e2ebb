// A case without a window draws what the window draws, byte for byte.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/ui/robot.hpp"
#include "ui/export/headless_case.hpp"
#include "ui/figures/figure.hpp"
#include "ui/figures/report.hpp"
#include "ui/panels/commands.hpp"

namespace palabre::ui::test {
namespace headless_test {

constexpr int kRuns = 48;

fs::path dicko_path() {
  return fs::path(palabre::test::root()) / "scenarios/dicko_truce_and_release.toml";
}

AppOptions real(Lang lang) {
  AppOptions options;
  options.lang = lang;
  options.still = true;
  options.replicates = kRuns;
  return options;
}

std::string exported(Robot& robot, const std::string& what, FigureFormat format) {
  const Folder folder;
  const fs::path path = folder.path() / "figure";
  robot.app().act(ExportFigure{what, format, path, {600, 1.0}});
  return bytes_of(path);
}

TEST(Headless, FiguresAndReportAreThoseOfTheWindow) {
  for (const Lang lang : {Lang::en, Lang::fr}) {
    Robot robot(real(lang), dicko_path());
    DrawArgs args;
    args.file = dicko_path();
    args.changes.replicates = kRuns;
    args.output_options.lang = lang;
    HeadlessCase headless(args, true);
    ASSERT_TRUE(headless.work_out({}, {}));
    EXPECT_EQ(headless.failure(), "");
    for (const char* what : {"map", "outcomes", "effects", "chart.0", "chart.3"}) {
      EXPECT_EQ(exported(robot, what, FigureFormat::svg), figure_svg(what, headless.shown()))
          << what;
      EXPECT_EQ(exported(robot, what, FigureFormat::csv), csv_file(what, headless.shown(), lang))
          << what;
    }
    EXPECT_EQ(exported(robot, "map", FigureFormat::png),
              figure_png("map", headless.shown(), {600, 1.0}));
    EXPECT_EQ(exported(robot, "report", FigureFormat::html), report_html(headless.shown()));
  }
}

TEST(Headless, AStopEndsTheWork) {
  DrawArgs args;
  args.file = dicko_path();
  args.changes.replicates = kReplicatesMax;
  HeadlessCase headless(args, true);
  std::stop_source stop;
  EXPECT_FALSE(headless.work_out(stop.get_token(), [&](std::int64_t done, std::int64_t total) {
    EXPECT_LE(done, total);
    stop.request_stop();
  }));
}

}  // namespace headless_test
}  // namespace palabre::ui::test
