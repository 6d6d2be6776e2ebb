// What Compare and Watch put on paper: their pictures and numbers, the recipes in them, and words
// that neither leave the page nor lie on each other.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <regex>
#include <sstream>

#include "sim/run/engine/ensemble.hpp"
#include "sim/run/views/compare.hpp"
#include "sim/scenario/share_code.hpp"
#include "sim/tables/text.hpp"
#include "tests/support/paths.hpp"
#include "tests/ui/watch_robot.hpp"
#include "ui/base/words.hpp"
#include "ui/figures/figure.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/dialog_inputs.hpp"
#include "ui/work/compare.hpp"
#include "ui/work/watching.hpp"

namespace palabre::ui::test {
namespace export_test {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr int kPairs = 48;

AppOptions few(Lang lang) {
  AppOptions options;
  options.asks_why = options.parameter_uncertainty = false;
  options.lang = lang;
  options.still = true;
  options.replicates = kPairs;
  return options;
}

/// Red line against leaving at once, 48 pairs, week 200.
class ComparingRobot : public Robot {
 public:
  explicit ComparingRobot(Lang lang = Lang::en)
      : Robot(few(lang), shipped_scenarios() / "french_leave_at_once.toml") {
    app().act(PickA{{SideA::file, shipped_scenarios() / "french_stay_red_line.toml"}});
    app().act(SetWeek{200});
    settle();
  }
  const ComparedCases& cases() { return *app().compared().cases.answer; }
};

/// The file that the window writes.
std::string exported(Robot& robot, const std::string& what, FigureFormat format,
                     const char* ending = ".svg") {
  const Folder folder;
  const fs::path path = folder.path() / ("figure" + std::string(ending));
  robot.app().act(ExportFigure{what, format, path});
  EXPECT_EQ(robot.app().dialog(), Dialog::none) << what << ": " << robot.app().problem();
  return bytes_of(path);
}

/// A table without its comments.
std::string table(Robot& robot, const std::string& what) {
  return without_comments(exported(robot, what, FigureFormat::csv, ".csv"));
}

/// Cells of a table, quotes understood.
std::vector<std::vector<std::string>> cells(const std::string& csv) {
  std::vector<std::vector<std::string>> rows(1, {""});
  bool quoted = false;
  for (const char c : csv) {
    if (c == '"')
      quoted = !quoted;
    else if (c == ',' && !quoted)
      rows.back().emplace_back();
    else if (c == '\n' && !quoted)
      rows.push_back({""});
    else
      rows.back().back() += c;
  }
  rows.pop_back();
  return rows;
}

double number_in(const std::string& cell) { return std::strtod(cell.c_str(), nullptr); }

const std::vector<std::string> kCompareFigures{"compare.maps", "compare.outcomes", "compare.flips",
                                               "compare.parting"};
const std::vector<std::string> kWatchFigures{"watch.map", "watch.chart.0", "watch.chart.1",
                                             "watch.chart.2", "watch.chart.3"};

// --- words on the page ---------------------------------------------------------------------------

struct PageWords {
  float left, right, top, bottom;
  std::string words;
  bool lies_on(const PageWords& other) const {
    return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
  }
};

std::vector<PageWords> words_of(const std::string& svg) {
  static const std::regex kText(
      "<text x=\"([-0-9.]+)\" y=\"([-0-9.]+)\" font-size=\"([0-9.]+)\"[^>]*text-anchor=\"(\\w+)\""
      "[^>]*>([^<]*)</text>");
  constexpr float kLetter = 0.54f;  // mean width of a letter of DejaVu Sans, in its height
  std::vector<PageWords> out;
  for (std::sregex_iterator it(svg.begin(), svg.end(), kText), end; it != end; ++it) {
    const std::smatch& m = *it;
    const float x = std::stof(m[1]), y = std::stof(m[2]), size = std::stof(m[3]);
    const std::string words = m[5];
    const auto letters = std::count_if(words.begin(), words.end(), [](char c) {
      return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u;
    });
    const float wide = kLetter * size * float(letters);
    const float left = m[4] == "start" ? x : m[4] == "middle" ? x - wide / 2 : x - wide;
    out.push_back({left, left + wide, y - size * 0.7f, y, words});
  }
  return out;
}

void expect_readable(const std::string& svg, const std::string& what) {
  const std::vector<PageWords> all = words_of(svg);
  EXPECT_GT(all.size(), 5u) << what;
  const FigureSize page;
  for (std::size_t k = 0; k < all.size(); ++k) {
    const PageWords& one = all[k];
    EXPECT_TRUE(one.left >= 0 && one.right <= page.width && one.top >= 0 &&
                one.bottom <= page.height)
        << what << ": “" << one.words << "” leaves the page";
    for (std::size_t j = 0; j < k; ++j)
      EXPECT_FALSE(one.lies_on(all[j]))
          << what << ": “" << one.words << "” lies on “" << all[j].words << "”";
  }
}

TEST(Export, NoWordLeavesThePageOrLiesOnAnother) {
  for (const Lang lang : {Lang::en, Lang::fr}) {
    {
      ComparingRobot robot(lang);
      for (const std::string& what : kCompareFigures)
        expect_readable(exported(robot, what, FigureFormat::svg), what);
    }
    Robot robot(watch_options(lang));
    robot.app().act(SetWeek{120});
    for (const std::string& what : kWatchFigures)
      expect_readable(exported(robot, what, FigureFormat::svg), what);
  }
}

// --- Compare -------------------------------------------------------------------------------------

TEST(ExportOfCompare, TheDialogOffersWhatIsOnScreenAndNothingElse) {
  ComparingRobot robot;
  robot.press(ctrl('E'));
  robot.step(3);
  for (const std::string& what : kCompareFigures) EXPECT_TRUE(robot.seen("figure." + what)) << what;
  EXPECT_TRUE(robot.seen("figure.window"));
  EXPECT_TRUE(robot.seen("figure.report"));
  EXPECT_FALSE(robot.has("figure.map"));
  EXPECT_FALSE(robot.has("figure.chart.0"));
}

TEST(ExportOfCompare, WithNothingComparedTheCaseIsOffered) {
  Robot robot(few(Lang::en));
  robot.app().act(Do{Action::undo});
  robot.press(plain(Key('2')));
  robot.settle();
  ASSERT_TRUE(robot.seen("compare.empty"));
  robot.press(ctrl('E'));
  robot.step(3);
  EXPECT_TRUE(robot.has("figure.map"));
  EXPECT_FALSE(robot.has("figure.compare.maps"));
}

TEST(ExportOfCompare, EveryFigureNamesBothCasesAndBothSentences) {
  ComparingRobot robot;
  const Comparison& c = robot.cases().comparison;
  const std::string a = robot.app().compared().a->scenario.title.in(Lang::en);
  const std::string b = robot.app().draft().title.in(Lang::en);
  ASSERT_NE(a, b);
  for (const std::string& what : kCompareFigures) {
    const std::string svg = exported(robot, what, FigureFormat::svg);
    const std::string print = svg.substr(svg.find("</metadata>"));
    EXPECT_THAT(print, HasSubstr("A: " + a)) << what;
    EXPECT_THAT(print, HasSubstr("B: the case on screen: " + b.substr(0, 20))) << what;
    EXPECT_THAT(print, HasSubstr(c.results_a)) << what;
    EXPECT_THAT(print, HasSubstr(c.results_b)) << what;
    EXPECT_THAT(print, HasSubstr("A thinking aid, not a forecast.")) << what;
    EXPECT_THAT(print, HasSubstr("Not modelled")) << what;
    EXPECT_THAT(svg, HasSubstr("\na.code palabre2:")) << what;
    EXPECT_EQ(svg.find("nan"), std::string::npos) << what;
  }
}

TEST(ExportOfCompare, AFigureOpensAsTheCaseOnScreenAsItWasRun) {
  const Folder folder;
  const fs::path svg = folder.path() / "maps.svg", png = folder.path() / "maps.png";
  std::string digest;
  Scenario wanted;
  {
    ComparingRobot robot;
    robot.app().act(SetValue{"talks.mediator", Value{0.9}, true});
    robot.settle();
    robot.app().act(ExportFigure{"compare.maps", FigureFormat::svg, svg});
    robot.app().act(ExportFigure{"compare.maps", FigureFormat::png, png, {600, 1.0}});
    digest = robot.cases().comparison.results_b;
    wanted = robot.app().draft();
    EXPECT_THAT(bytes_of(svg), HasSubstr("seed " + std::to_string(robot.cases().comparison.seed)));
  }
  for (const fs::path& figure : {svg, png}) {
    const ScenarioFile opened = load_any(figure);
    EXPECT_TRUE(opened.scenario.params == wanted.params) << figure;
    EXPECT_TRUE(opened.scenario.levers == wanted.levers) << figure;
    EXPECT_EQ(opened.scenario.replicates, kPairs) << figure;
  }
  const ScenarioFile opened = load_any(svg);
  EXPECT_EQ(run(opened.scenario, *opened.world, 2)->digest, digest);
}

TEST(ExportOfCompare, TheTablesAreTheNumbersOfTheLibrary) {
  ComparingRobot robot;
  const ComparedCases& both = robot.cases();
  const Comparison& c = both.comparison;

  const auto outcomes = cells(table(robot, "compare.outcomes"));
  ASSERT_EQ(outcomes.size(), c.outcomes.size() + 1);
  for (std::size_t k = 0; k < c.outcomes.size(); ++k) {
    const auto& row = outcomes[k + 1];
    ASSERT_EQ(row.size(), outcomes[0].size());
    EXPECT_EQ(row[0], outcome_specs()[std::size_t(c.outcomes[k].outcome)].id);
    EXPECT_NEAR(number_in(row[2]) / kPairs, c.outcomes[k].a.value, 1e-12);
    EXPECT_NEAR(number_in(row[6]) / kPairs, c.outcomes[k].b.value, 1e-12);
    EXPECT_EQ(number_in(row[10]), c.outcomes[k].difference.value);
  }

  const auto flips = cells(table(robot, "compare.flips"));
  ASSERT_EQ(flips.size(), kOutcomeCount * kOutcomeCount + 1);
  double pairs = 0;
  for (std::size_t k = 1; k < flips.size(); ++k) pairs += number_in(flips[k][2]);
  EXPECT_EQ(pairs, c.finished());
  EXPECT_EQ(number_in(flips[2][2]), double(c.flips[0][1]));

  const auto parting = cells(table(robot, "compare.parting"));
  ASSERT_EQ(parting.size(), c.parting.by_week.size() + 1);
  double parted = 0;
  for (std::size_t k = 1; k < parting.size(); ++k) parted += number_in(parting[k][2]);
  EXPECT_GT(parted, 0);
  EXPECT_EQ(parted, double(c.parting.parted));

  const auto maps = cells(table(robot, "compare.maps"));
  ASSERT_EQ(maps.size(), std::size_t(both.a->cercle_count) + 1);
  EXPECT_EQ(maps[1][2], "200");
  const auto column = std::find(maps[0].begin(), maps[0].end(), "state_share_b") - maps[0].begin();
  for (int k = 0; k < both.a->cercle_count; ++k)
    EXPECT_EQ(number_in(maps[std::size_t(k) + 1].at(std::size_t(column))),
              both.b->map(CercleFieldId::state_share, 200, k));
}

// Drawn from the same runs: what the window says stands in the picture.
TEST(ExportOfCompare, ThePicturesSayWhatTheWindowSays) {
  ComparingRobot robot;
  const Comparison& c = robot.cases().comparison;
  const std::string flips = exported(robot, "compare.flips", FigureFormat::svg);
  EXPECT_THAT(flips, HasSubstr(say(Lang::en, TextId::cmp_flips_count, whole(c.flipped(), Lang::en),
                                   whole(c.finished(), Lang::en))));
  const std::string outcomes = exported(robot, "compare.outcomes", FigureFormat::svg);
  for (const OutcomeDifference& row : c.outcomes)
    EXPECT_THAT(
        outcomes,
        HasSubstr(">" + std::string(outcome_specs()[std::size_t(row.outcome)].label.in(Lang::en)) +
                  "<"));
  const std::string maps = exported(robot, "compare.maps", FigureFormat::svg);
  EXPECT_THAT(maps, HasSubstr(">B minus A<"));
  EXPECT_THAT(maps, HasSubstr("What differs in the inputs"));
  EXPECT_NE(maps.find("→"), std::string::npos) << "no input is told";
  const auto shapes = [](const std::string& svg) {
    std::size_t count = 0;
    for (std::size_t at = svg.find("fill-rule"); at != std::string::npos;
         at = svg.find("fill-rule", at + 1))
      ++count;
    return count;
  };
  EXPECT_EQ(shapes(maps), 3 * std::size_t(robot.cases().a->cercle_count));
}

/// The picture alone, as it was: without the recipe above and below it.
void expect_golden(const std::string& name, std::string svg) {
  svg.erase(0, svg.find("</metadata>") + 12);
  std::istringstream lines(svg);
  std::string kept;
  for (std::string line; std::getline(lines, line) && line.find("digest") == std::string::npos;)
    kept += line + "\n";
  const fs::path path = fs::path(palabre::test::root()) / "tests/ui/golden" / (name + ".svg");
  if (std::getenv("PALABRE_UPDATE_GOLDENS")) std::ofstream(path, std::ios::binary) << kept;
  EXPECT_EQ(kept, bytes_of(path)) << name << ": the picture moved; look at it before updating";
}

TEST(ExportOfCompare, OutcomesFlipsAndPartingAreDrawnAsTheyWere) {
  ComparingRobot robot;
  for (const char* what : {"compare.outcomes", "compare.flips", "compare.parting"}) {
    std::string name = what;
    std::replace(name.begin(), name.end(), '.', '_');
    expect_golden(name, exported(robot, what, FigureFormat::svg));
  }
}

// --- Watch ---------------------------------------------------------------------------------------

// A table that travels without its file still says what it is, and how to make it again.
TEST(Export, ATableBeginsWithTitleCautionAndRecipe) {
  ComparingRobot robot(Lang::fr);
  const Comparison& c = robot.cases().comparison;
  std::string csv = exported(robot, "compare.outcomes", FigureFormat::csv, ".csv");
  ASSERT_TRUE(csv.starts_with(csv_mark(Lang::fr)));
  csv.erase(0, csv_mark(Lang::fr).size());
  const std::string comments = csv.substr(0, csv.size() - without_comments(csv).size());
  EXPECT_THAT(comments,
              StartsWith("# " + robot.app().compared().answer.answer->sentence.fr + "\n"));
  EXPECT_THAT(comments, HasSubstr("\n# Une aide à la réflexion, pas une prévision."));
  EXPECT_THAT(comments, HasSubstr("Non modélisé : "));
  EXPECT_THAT(comments, HasSubstr("\n# digest " + c.results_b + "\n"));
  EXPECT_THAT(comments, HasSubstr("\n# a.digest " + c.results_a + "\n"));
  EXPECT_THAT(comments, HasSubstr("\n# seed " + std::to_string(c.seed) + "\n"));
  EXPECT_THAT(comments, HasSubstr("\n# palabre " + program_version() + "\n"));
  EXPECT_THAT(comments, HasSubstr("\n# code palabre"));
  EXPECT_THAT(without_comments(csv), StartsWith("outcome;runs;count_a;"));
}

TEST(ExportOfWatch, TheDialogOffersWhatIsOnScreenAndTheLogAsATableOnly) {
  Robot robot(watch_options());
  robot.press(ctrl('E'));
  robot.step(3);
  for (const std::string& what : kWatchFigures) EXPECT_TRUE(robot.seen("figure." + what)) << what;
  EXPECT_FALSE(robot.has("figure.chart.0"));
  robot.click("figure.watch.log");
  EXPECT_TRUE(robot.has("figure.CSV"));
  EXPECT_FALSE(robot.has("figure.SVG"));
  EXPECT_FALSE(robot.has("figure.PNG"));
  ImGui::SetClipboardText("");
  robot.click("button.copy_csv");
  EXPECT_THAT(without_comments(ImGui::GetClipboardText()), StartsWith("week,date,event,"));
}

TEST(ExportOfWatch, EveryFigureNamesItsRunAndItsCase) {
  Robot robot(watch_options());
  robot.app().act(SetWeek{120});
  for (const std::string& what : kWatchFigures) {
    const std::string svg = exported(robot, what, FigureFormat::svg);
    EXPECT_THAT(svg, HasSubstr("\nrun 17\n")) << what;
    EXPECT_THAT(svg, HasSubstr("(run 17)")) << what;
    EXPECT_THAT(svg, HasSubstr("Run 17 of 40 (0 to 39). Ends as: ")) << what;
    EXPECT_THAT(svg, HasSubstr(robot.app().digest())) << what;
    EXPECT_THAT(svg, HasSubstr("A thinking aid, not a forecast.")) << what;
    EXPECT_THAT(svg, HasSubstr("\ncode palabre2:")) << what;
  }
  const std::string map = exported(robot, "watch.map", FigureFormat::svg);
  EXPECT_THAT(map, HasSubstr("katiba (this size"));
  EXPECT_THAT(map, HasSubstr("MINUSMA"));
}

TEST(ExportOfWatch, TheLogIsEveryEventOfTheRunWithItsReasons) {
  Robot robot(watch_options());
  robot.app().act(SetEventKinds{1u});  // the filter of the window is none of the table
  const Watched& run = watched_run(robot);
  const auto& events = run.story.trace.events;
  const auto rows = cells(table(robot, "watch.log"));
  ASSERT_EQ(rows.size(), events.size() + 1);
  std::size_t reasons = 0;
  for (std::size_t k = 0; k < events.size(); ++k) {
    ASSERT_EQ(rows[k + 1].size(), 6u);
    EXPECT_EQ(rows[k + 1][0], std::to_string(events[k].week));
    EXPECT_EQ(rows[k + 1][2], event_specs()[std::size_t(events[k].id)].id);
    reasons += !rows[k + 1][5].empty();
  }
  EXPECT_GT(reasons, 0u);
}

TEST(ExportOfWatch, TablesOfChartsAndMapAreThisRun) {
  Robot robot(watch_options());
  robot.app().act(SetWeek{120});
  const Story& story = watched_run(robot).story;
  const auto deaths = cells(table(robot, "watch.chart.1"));
  ASSERT_EQ(deaths.size(), std::size_t(story.weeks()) + 1);
  EXPECT_EQ(number_in(deaths[121][2]), story.row(120, SeriesId::deaths));
  EXPECT_EQ(number_in(deaths[121][4]), few_results()->of(SeriesId::deaths).q50[120]);
  const auto map = cells(table(robot, "watch.map"));
  ASSERT_EQ(map.size(), std::size_t(story.trace.cercle_count) + 1);
  const auto at = std::find(map[0].begin(), map[0].end(), "jihadist_share") - map[0].begin();
  EXPECT_EQ(number_in(map[5].at(std::size_t(at))),
            story.map(CercleFieldId::jihadist_share, 120, 4));
}

TEST(ExportOfWatch, ChartsOfACercleNameIt) {
  Robot robot(watch_options());
  robot.app().act(SelectCercle{4});
  robot.step(2);
  const std::string svg = exported(robot, "watch.chart.0", FigureFormat::svg);
  EXPECT_THAT(svg, HasSubstr(", " + watched_run(robot).world->cercles[4].name + " (run 17)"));
}

TEST(ExportOfWatch, APictureOfTheMapCarriesTheCodeOfItsCase) {
  const Folder folder;
  const fs::path png = folder.path() / "map.png";
  Robot robot(watch_options());
  robot.app().act(SetValue{"talks.mediator", Value{0.85}, true});
  robot.settle();
  robot.app().act(ExportFigure{"watch.map", FigureFormat::png, png, {600, 1.0}});
  EXPECT_THAT(bytes_of(png), StartsWith("\x89PNG"));
  EXPECT_EQ(load_any(png).scenario.params.talks_mediator, 0.85);
}

}  // namespace export_test
}  // namespace palabre::ui::test
