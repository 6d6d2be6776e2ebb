// The written report, and what the view Sources says of a value.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <regex>
#include <sstream>

#include "sim/report/layout.hpp"
#include "sim/tables/text.hpp"
#include "sim/tables/visible.hpp"
#include "tests/support/paths.hpp"
#include "tests/ui/robot.hpp"
#include "ui/base/equations.hpp"
#include "ui/base/words.hpp"
#include "ui/figures/report.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/dialog_inputs.hpp"
#include "ui/panels/view.hpp"
#include "ui/work/why.hpp"
#include "ui/work/why_words.hpp"

namespace palabre::ui::test {
namespace report_test {

std::string content(const fs::path& path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Writes the report through the window and reads it.
std::string report_of(Robot& robot, const Folder& folder) {
  const fs::path path = folder.path() / "report.html";
  robot.app().act(ExportFigure{"report", FigureFormat::html, path});
  return content(path);
}

/// Words as they stand in a page: a browser breaks its lines where a terminal would.
std::string in_html(std::string_view words) { return markup(with_hard_blanks(words)); }

std::size_t count_of(const std::string& hay, const std::string& needle) {
  std::size_t count = 0;
  for (std::size_t at = hay.find(needle); at != std::string::npos; at = hay.find(needle, at + 1))
    ++count;
  return count;
}

TEST(Report, NoLineOfAPageBeginsWithASign) {
  const Folder folder;
  Robot robot(quick_options(Lang::fr));
  robot.settle();
  const std::string html = report_of(robot, folder);
  std::string words = html.substr(html.find("<body>"));
  words.erase(words.find("<pre>"));
  // Pictures have lines of their own.
  for (std::size_t at; (at = words.find("<svg")) != words.npos;)
    words.erase(at, words.find("</svg>", at) - at);
  EXPECT_GT(words.size(), 5000u);
  for (const char* broken : {" : ", " ; ", " ?<", " !<", "« ", " »", " %"})
    EXPECT_EQ(words.find(broken), std::string::npos) << words.substr(words.find(broken) - 60, 120);
}

TEST(Report, HoldsEverythingInBothLanguages) {
  for (const Lang lang : {Lang::en, Lang::fr}) {
    const Folder folder;
    Robot robot(quick_options(lang));
    robot.app().act(SetValue{"talks.mediator", Value{0.25}, true});
    robot.settle();
    const Scenario before = robot.app().draft();
    const std::string html = report_of(robot, folder);
    EXPECT_TRUE(robot.app().draft() == before);
    EXPECT_THAT(html, testing::StartsWith("<!DOCTYPE html>"));
    EXPECT_THAT(html, testing::HasSubstr(lang == Lang::fr ? "lang=\"fr\"" : "lang=\"en\""));
    EXPECT_THAT(html, testing::HasSubstr(text(TextId::not_a_forecast, lang)));
    for (const LocalText& what : before.not_modelled)
      EXPECT_THAT(html, testing::HasSubstr(in_html(what.in(lang))));
    EXPECT_THAT(html, testing::HasSubstr("(talks.mediator)"));
    EXPECT_THAT(html, testing::HasSubstr("set talks.mediator=0.25"));
    EXPECT_THAT(html, testing::HasSubstr(robot.app().digest()));
    for (const OutcomeSpec& spec : outcome_specs())
      EXPECT_THAT(html, testing::HasSubstr(in_html(spec.label.in(lang))));
    const Why& why = *robot.app().why().asked.answer;
    for (const WhyLink& link : links_of(why, 0, lang))
      EXPECT_THAT(html, testing::HasSubstr(in_html(link.fact)));
    for (const Counterfactual& row : why.causes)
      if (row.flipped > 0) {
        EXPECT_THAT(html, testing::HasSubstr(in_html(change_in_words(row, lang))));
      }
    EXPECT_EQ(count_of(html, "<svg"), 2 + kChartSlots);
    EXPECT_EQ(count_of(html, "<svg"), count_of(html, "</svg>"));
    EXPECT_EQ(count_of(html, "<?xml"), 0u);
    EXPECT_EQ(html.find("nan"), std::string::npos);
    EXPECT_FALSE(std::regex_search(html, std::regex("(src|href)=\"http")))
        << "needs nothing from outside";
  }
}

TEST(Report, ATitleCannotBreakOut) {
  EXPECT_EQ(markup("<b>\"A & B\"</b>"), "&lt;b&gt;&quot;A &amp; B&quot;&lt;/b&gt;");
}

TEST(Report, TheKeyOffersItAndNothingIsWrittenUnasked) {
  const Folder folder;
  Robot robot(quick_options(), folder.baseline_copy());
  robot.app().act(ToFolder{folder.path()});
  robot.press({letter('E'), true, true, false});
  robot.step(3);
  EXPECT_EQ(robot.app().dialog(), Dialog::figure);
  EXPECT_FALSE(fs::exists(folder.path() / "palabre-report.html"));
  robot.click("button.figure_export");
  EXPECT_TRUE(fs::exists(folder.path() / "palabre-report.html"));
  EXPECT_FALSE(robot.app().dirty());
}

TEST(Report, TheDialogOffersItAsAPageOnly) {
  Robot robot;
  robot.press(ctrl('E'));
  robot.step(3);
  EXPECT_FALSE(robot.has("figure.HTML"));
  robot.click("figure.report");
  robot.step(2);
  EXPECT_TRUE(robot.has("figure.HTML"));
  EXPECT_FALSE(robot.has("figure.SVG"));
  robot.click("figure.map");
  robot.step(2);
  EXPECT_TRUE(robot.has("figure.SVG"));
}

TEST(SourcesOfAValue, StartOnlyValuesAreUsedNowhereElseInTheModel) {
  int at_start = 0;
  for (const ParamSpec& spec : param_specs()) {
    if (!acts_only_at_start(spec.key)) continue;
    ++at_start;
    const std::string field = std::string(spec.group) + "_" + std::string(spec.name);
    for (const fs::directory_entry& entry :
         fs::directory_iterator(fs::path(palabre::test::root()) / "sim/model")) {
      const std::string file = entry.path().filename().string();
      if (entry.path().extension() != ".cpp" || file == "step.cpp" || file == "compile.cpp")
        continue;
      EXPECT_EQ(content(entry.path()).find(field), std::string::npos) << spec.key << ": " << file;
    }
  }
  EXPECT_EQ(at_start, 4);
  EXPECT_FALSE(acts_only_at_start("talks.initial_trust")) << "trust drifts back to it every week";
}

TEST(SourcesOfAValue, EverySubmodelHasATitleInBothLanguages) {
  for (const Submodel& submodel : submodels())
    for (const Lang lang : {Lang::en, Lang::fr})
      EXPECT_NE(submodel_title(submodel.name, lang), submodel.name) << submodel.name;
  EXPECT_THAT(symbols_in(*submodels_with("rhoF").front(), Lang::fr),
              testing::HasSubstr(find_param("partners.red_line")->label.fr));
}

TEST(SourcesOfAValue, EveryValueSaysItsConfidence) {
  Robot robot;
  for (const char* key : {"talks.mediator", "territory.state_share", "levers.mediator"}) {
    robot.app().act(ShowSource{key});
    robot.step(3);
    EXPECT_TRUE(robot.has("sources.confidence")) << key;
  }
  robot.app().act(ShowSource{"talks.mediator"});
  robot.step(3);
  EXPECT_TRUE(robot.has("sources.acts"));
}

}  // namespace report_test
}  // namespace palabre::ui::test
