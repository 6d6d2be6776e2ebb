// What leaves the window and comes back: share codes, pictures of any size, data as CSV.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "sim/report/recipe.hpp"
#include "sim/scenario/share_code.hpp"
#include "tests/ui/robot.hpp"
#include "ui/draw/raster.hpp"
#include "ui/figures/figure.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/dialog_inputs.hpp"

namespace palabre::ui::test {
namespace share_test {

using testing::ContainsRegex;
using testing::HasSubstr;
using testing::StartsWith;

unsigned number_at(const std::string& bytes, std::size_t at) {
  unsigned out = 0;
  for (std::size_t k = 0; k < 4; ++k) out = out << 8 | static_cast<unsigned char>(bytes[at + k]);
  return out;
}

std::string copied(Robot& robot) {
  robot.press(ctrl('L'));
  return ImGui::GetClipboardText();
}

TEST(Share, TheKeyAndTheButtonCopyTheCodeOfTheCaseOnScreen) {
  Robot robot;
  robot.app().act(SetValue{"talks.mediator", Value{0.85}, true});
  const std::string code = copied(robot);
  EXPECT_THAT(code, StartsWith("palabre2:"));
  EXPECT_EQ(read_share_code(code).scenario.params.talks_mediator, 0.85);
  EXPECT_THAT(robot.app().notice(), HasSubstr("Share code copied"));
  ImGui::SetClipboardText("");
  robot.click("button.share");
  EXPECT_EQ(std::string(ImGui::GetClipboardText()), code);
  EXPECT_TRUE(robot.app().dirty()) << "sharing is not saving";
}

TEST(Share, ACodeIsPastedIntoTheOpenDialog) {
  std::string code;
  Scenario wanted;
  {
    Robot robot;
    robot.app().act(SetValue{"levers.mediator", Value{std::string("dicko")}, true});
    robot.app().act(SetSeed{77});
    code = copied(robot);
    wanted = robot.app().draft();
  }
  Robot robot;
  robot.press(ctrl('O'));
  robot.step(3);
  robot.click("dialog.path");
  robot.select_all();
  robot.type(code);
  robot.edit_key(ImGuiKey_Enter);
  robot.settle();
  ASSERT_EQ(robot.app().dialog(), Dialog::none) << robot.app().problem();
  EXPECT_TRUE(robot.app().draft().params == wanted.params);
  EXPECT_TRUE(robot.app().draft().levers == wanted.levers);
  EXPECT_EQ(robot.app().draft().seed, 77);
  EXPECT_TRUE(robot.app().dirty()) << "it has no file yet";
}

TEST(Share, ACodeIsPastedIntoThePaletteAndADamagedOneIsRefusedInWords) {
  Robot robot;
  const std::string code = copied(robot);
  robot.press(ctrl('P'));
  robot.step(3);
  robot.type(code.substr(0, code.size() - 3));
  robot.step();
  EXPECT_TRUE(robot.has("palette.code"));
  robot.edit_key(ImGuiKey_Enter);
  robot.step(3);
  ASSERT_EQ(robot.app().dialog(), Dialog::problem);
  EXPECT_THAT(robot.app().problem(), HasSubstr("damaged or incomplete"));
  robot.app().act(CloseDialog{});
  robot.press(ctrl('P'));
  robot.step(3);
  robot.type(code);
  robot.edit_key(ImGuiKey_Enter);
  robot.settle();
  EXPECT_EQ(robot.app().dialog(), Dialog::none) << robot.app().problem();
  EXPECT_THAT(robot.app().notice(), HasSubstr("share code"));
}

TEST(Share, TenChangesAreAShortCodeAndHaveTheSameNameWhereItIsOpened) {
  std::string code, title;
  {
    Robot robot(quick_options(), shipped_scenarios() / "last_card.toml");
    for (const char* key : {"talks.guarantee", "talks.opportunity", "war.recruitment",
                            "war.operation_tempo", "pacts.break_rate", "jihadists.precondition",
                            "jihadists.obedience", "jihadists.spoilers", "junta.sanctions_bite"}) {
      const ParamSpec& spec = *find_param(key);
      robot.app().act(SetValue{key, Value{spec.low + 0.377 * (spec.high - spec.low)}, true});
    }
    robot.app().act(SetValue{"levers.minusma_exit", Value{*parse_date("2023-06-30")}, true});
    code = copied(robot);
    title = robot.app().document().name().full.fr;
  }
  EXPECT_LT(code.size(), 120u) << code;
  Robot other(quick_options(), code);
  EXPECT_EQ(other.app().document().name().full.fr, title);
  EXPECT_EQ(other.app().document().name().changes, 10);
  EXPECT_EQ(copied(other), code) << "opened and shared again";
}

TEST(Share, TheDashboardStartsWithACode) {
  const fs::path path = shipped_scenarios() / "last_card.toml";
  const ScenarioFile file = load_scenario(path);
  Robot robot(quick_options(), share_code(file.scenario, *file.world));
  EXPECT_TRUE(robot.app().draft().params == file.scenario.params);
  EXPECT_TRUE(robot.app().draft().levers == file.scenario.levers);
  EXPECT_EQ(robot.app().draft().title, file.scenario.title);
  // It is held against what its file is held against, and is called as the file is.
  const fs::path reference = robot.app().document().reference()->path;
  EXPECT_EQ(reference.filename(), "baseline.toml");
  const CaseName name = robot.app().document().name();
  EXPECT_EQ(name.changes, 0);
  robot.app().act(Answer{Unsaved::discard});
  robot.app().act(OpenFile{path});
  if (robot.app().dialog() == Dialog::unsaved) robot.app().act(Answer{Unsaved::discard});
  robot.settle();
  EXPECT_EQ(robot.app().document().reference()->path, reference);
  EXPECT_EQ(robot.app().document().name().full.en, name.full.en);
}

TEST(Share, ACodeWithoutANameIsTheShippedCaseAndWhatItChangesThere) {
  const ScenarioFile file = load_scenario(shipped_scenarios() / "last_card.toml");
  Scenario further = file.scenario;
  further.params.pacts_break_rate *= 1.5;
  Robot robot(quick_options(), share_code(further, *file.world));
  EXPECT_EQ(robot.app().document().name().changes, 1);
  EXPECT_EQ(robot.app().document().reference()->path.filename(), "baseline.toml");
}

TEST(Pictures, AreExactlyAsWideAsAskedForAndOpenAsTheirCase) {
  const Folder folder;
  Robot robot;
  robot.app().act(SetValue{"talks.mediator", Value{0.85}, true});
  robot.settle();
  for (const char* what : {"map", "outcomes", "chart.0", "chart.3"})
    for (const auto& [width, text] : {std::pair{640, 1.0}, std::pair{1001, 2.0}}) {
      const fs::path png = folder.path() / "figure.png";
      robot.app().act(ExportFigure{what, FigureFormat::png, png, {width, text}});
      ASSERT_EQ(robot.app().dialog(), Dialog::none) << robot.app().problem();
      const std::string bytes = bytes_of(png);
      ASSERT_GT(bytes.size(), 2000u) << what;
      EXPECT_THAT(bytes, StartsWith("\x89PNG\r\n\x1A\n"));
      EXPECT_EQ(number_at(bytes, 16), unsigned(width)) << what;
      EXPECT_EQ(number_at(bytes, 20), unsigned(png_height(width))) << what;
      EXPECT_EQ(load_any(png).scenario.params.talks_mediator, 0.85) << what;
    }
  robot.step();
  EXPECT_TRUE(robot.seen("map")) << "the window's own Dear ImGui goes on";
}

TEST(Pictures, AreChosenInTheDialogByPixelsAndText) {
  const Folder folder;
  Robot robot;
  robot.press(ctrl('E'));
  robot.step(3);
  EXPECT_FALSE(robot.has("figure.width"));
  robot.click("figure.PNG");
  robot.click("figure.width.1200");
  robot.click("figure.text.150");
  robot.click("figure.path");
  robot.select_all();
  const fs::path png = folder.path() / "map.png";
  robot.type(png.string());
  robot.click("button.figure_export");
  EXPECT_EQ(robot.app().dialog(), Dialog::none) << robot.app().problem();
  EXPECT_EQ(number_at(bytes_of(png), 16), 1200u);
  EXPECT_EQ(number_at(bytes_of(png), 20), 825u);  // with the answer over it
}

TEST(Pictures, DataAreCopiedAsCsv) {
  Robot robot;
  robot.press(ctrl('E'));
  robot.step(3);
  robot.click("figure.outcomes");
  robot.click("button.copy_csv");
  EXPECT_EQ(robot.app().dialog(), Dialog::none);
  const std::string all = ImGui::GetClipboardText(), csv = without_comments(all);
  EXPECT_THAT(all, HasSubstr("# A thinking aid, not a forecast."));
  EXPECT_THAT(csv, StartsWith("outcome,count,runs,share,low,high,drawn_low,drawn_high,without,"));
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), kOutcomeCount + 1);
  EXPECT_THAT(robot.app().notice(), HasSubstr("10 lines"));
}

TEST(Raster, ARectangleHasItsPixelsAndNoOthers) {
  ImGuiHouse house(64, 48);
  unsigned char* texels = nullptr;
  int width = 0, height = 0;
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  atlas.GetTexDataAsAlpha8(&texels, &width, &height);
  atlas.SetTexID(reinterpret_cast<ImTextureID>(std::intptr_t{1}));
  ImGui::NewFrame();
  ImGui::GetBackgroundDrawList()->AddRectFilled({10, 5}, {30, 25}, IM_COL32(255, 0, 0, 255));
  ImGui::GetBackgroundDrawList()->AddRectFilled({20, 15}, {40, 35}, IM_COL32(0, 0, 255, 128));
  ImGui::Render();
  const Pixels pixels =
      rasterise(*ImGui::GetDrawData(), atlas, 64, 48, IM_COL32(255, 255, 255, 255));
  int red = 0, pale = 0, both = 0, white = 0;
  for (const std::uint32_t c : pixels.colours) {
    red += c == IM_COL32(255, 0, 0, 255);
    pale += c == IM_COL32(127, 127, 255, 255);
    both += c == IM_COL32(127, 0, 128, 255);
    white += c == IM_COL32(255, 255, 255, 255);
  }
  EXPECT_EQ(red, 300) << "20 x 20 without the corner that is shared";
  EXPECT_EQ(pale, 300);
  EXPECT_EQ(both, 100);
  EXPECT_EQ(white, 64 * 48 - 700);
}

TEST(Exports, AnExportedFigureOpensAsItsCase) {
  const Folder folder;
  const fs::path svg = folder.path() / "figure.svg";
  Scenario wanted;
  {
    Robot robot;
    robot.app().act(SetValue{"talks.mediator", Value{0.85}, true});
    robot.app().act(SetValue{"levers.minusma_exit", Value{*parse_date("2023-06-30")}, true});
    robot.app().act(SetValue{"levers.mediator", Value{std::string("foreign_state")}, true});
    robot.app().act(SetValue{"talks.mediator", Value{0.6}, true});
    robot.app().act(SetSeed{77});
    robot.app().act(SetReplicates{40});
    robot.settle();
    robot.app().act(ExportFigure{"outcomes", FigureFormat::svg, svg});
    wanted = robot.app().draft();
  }
  Robot other;
  other.app().drop(svg);
  other.settle();
  ASSERT_EQ(other.app().dialog(), Dialog::none) << other.app().problem();
  const Scenario& found = other.app().draft();
  EXPECT_TRUE(found.params == wanted.params);
  EXPECT_TRUE(found.levers == wanted.levers);
  EXPECT_EQ(found.seed, 77);
  EXPECT_EQ(found.replicates, 40);
  EXPECT_TRUE(other.app().dirty()) << "it has no file yet";
  const Results& results = *other.app().results();
  EXPECT_EQ(recipe_of(found, results), recipe_of(wanted, results));
}

TEST(Exports, ATableIsWrittenForTheSpreadsheetsOfTheLanguageAndOpensAsItsCase) {
  const Folder folder;
  const fs::path csv = folder.path() / "table.csv";
  {
    Robot robot(quick_options(Lang::fr));
    robot.app().act(SetValue{"talks.mediator", Value{0.85}, true});
    robot.settle();
    robot.app().act(ExportFigure{"outcomes", FigureFormat::csv, csv});
    robot.app().act(CopyCsv{"outcomes"});
    const std::string copied = ImGui::GetClipboardText();
    EXPECT_EQ(bytes_of(csv), "\xEF\xBB\xBF" + copied) << "no mark in the middle of a sheet";
    EXPECT_THAT(copied, HasSubstr("\noutcome;count;runs;share;low;high;"));
    EXPECT_THAT(copied, ContainsRegex("\nfrozen;[0-9]+;[0-9]+;0,[0-9]+;"));
    EXPECT_THAT(robot.app().notice(), HasSubstr("virgule décimale"));
  }
  Robot other;
  other.app().drop(csv);
  ASSERT_EQ(other.app().dialog(), Dialog::none) << other.app().problem();
  EXPECT_EQ(other.app().draft().params.talks_mediator, 0.85);
}

TEST(Exports, InABrowserAFigureLeadsBackToThePage) {
  const Folder folder;
  AppOptions options = quick_options();
  options.page = "https://example.org/palabre/?lang=fr&n=64#";
  Robot robot(options);
  robot.settle();
  for (const auto& [what, format] :
       {std::pair{"outcomes", FigureFormat::svg}, std::pair{"report", FigureFormat::html}}) {
    const fs::path file =
        folder.path() / (format == FigureFormat::svg ? "figure.svg" : "report.html");
    robot.app().act(ExportFigure{what, format, file});
    ASSERT_EQ(robot.app().dialog(), Dialog::none) << robot.app().problem();
    const std::string bytes = bytes_of(file), code = share_code_in(bytes);
    EXPECT_THAT(code, StartsWith("palabre2:"));
    EXPECT_THAT(bytes, HasSubstr("\nlink https://example.org/palabre/?lang=fr&amp;n=64#" + code));
    EXPECT_EQ(bytes.find("<a href=\"https://example.org/palabre/") != bytes.npos,
              format == FigureFormat::html);
  }
  robot.app().act(ExportFigure{"outcomes", FigureFormat::png, folder.path() / "figure.png"});
  const std::string png = bytes_of(folder.path() / "figure.png"), code = share_code_in(png);
  EXPECT_THAT(code, StartsWith("palabre2:"));
  const std::string link = "https://example.org/palabre/?lang=fr&n=64#" + code;
  EXPECT_THAT(png, HasSubstr(std::string("tEXtComment\0", 12) + link));
  robot.app().act(ExportFigure{"outcomes", FigureFormat::csv, folder.path() / "figure.csv"});
  const std::string csv = bytes_of(folder.path() / "figure.csv");
  EXPECT_THAT(csv, HasSubstr("\n# link " + link + "\n# code " + code + "\n"));
}

TEST(Exports, AFigureWithoutACaseIsRefusedWithTheReason) {
  const Folder folder;
  const fs::path svg = folder.path() / "no_code.svg";
  std::ofstream(svg) << "<svg><metadata id=\"palabre\">\npalabre 0.1.0\nseed 7\n"
                        "set talks.mediator=0.9\n</metadata></svg>\n";
  Robot robot;
  const Scenario before = robot.app().draft();
  robot.app().drop(svg);
  EXPECT_EQ(robot.app().dialog(), Dialog::problem);
  EXPECT_THAT(robot.app().problem(), HasSubstr("no case of Palabre stands in this picture"));
  EXPECT_EQ(robot.app().draft(), before);
}

}  // namespace share_test
}  // namespace palabre::ui::test
