// One report as text, JSON, CSV and HTML; diffs; scenario text put in order.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/report/draw.hpp"
#include "sim/report/layout.hpp"
#include "sim/report/line_diff.hpp"
#include "sim/run/engine/ensemble.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/tidy_text.hpp"
#include "tests/support/paths.hpp"

namespace palabre {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Report some_report(Lang lang) {
  Report out(lang, "palabre.some/1");
  out.title("A & B");
  out.caveats({{"gold", "or"}});
  out.heading("How <many>");
  Table table{.name = "rows", .heads = {"What", "share"}, .left = {true, false}, .csv = "outcome"};
  const Estimate share{0.25, 0.2, 0.3};
  table.add({"Truce", level(share, Unit::Share, lang)}, {{"id", "truce"}, {"share", 0.25}},
            "truce");
  table.add({}, {{"id", "hidden"}}, "hidden");
  table.add({"For people", "-"});
  out.add(std::move(table));
  out.add(ReportBlock{ReportBlock::Kind::event, "A truce", "2022-02-14", {"because"}, {}});
  out.item("an item", {"more"});
  out.series = {{"deaths", Unit::Deaths, {{"q05", {1.0, 2.0}}, {"mean", {1.5, 2.5}}}}};
  return out;
}

TEST(Report, IsTextForPeople) {
  EXPECT_EQ(text_of(some_report(Lang::en), false),
            "A & B\nA thinking aid, not a forecast.\nNot modelled: gold\nHow <many>\n"
            "What        share\nTruce         25%\nFor people      -\n"
            "2022-02-14            A truce\n                        because\n"
            "  an item\n    more\n");
  EXPECT_THAT(text_of(some_report(Lang::fr), true),
              ::testing::StartsWith("\x1b[1mA & B\x1b[0m\nUne aide"));
}

TEST(Report, MinusSignsAreReal) {
  EXPECT_EQ(with_minus_signs("-2,4 (-2.5) [-1, 2] 2022-02-14 -n --set x=-1 A-3"),
            "−2,4 (−2.5) [−1, 2] 2022-02-14 -n --set x=-1 A-3");
  Report out(Lang::fr);
  out.paragraph("-0,5");
  EXPECT_EQ(text_of(out, false), "−0,5\n");
  EXPECT_THAT(html_of(out, "t"), HasSubstr("−0,5"));
}

TEST(Report, NoTableIsWiderThanATerminal) {
  const std::string effect = "−19,000 [−24,000, −14,000]";
  const std::vector<std::vector<std::string>> rows{
      {"Change", "alone", "left out", "fair share"},
      {"A change with a name of many words", effect, effect, effect}};
  EXPECT_FALSE(fits_columns(rows));
  const std::string text = fitted_table(rows);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    EXPECT_LE(width_of(text.substr(at, end - at)), kColumns) << text;
    at = end + 1;
  }
  EXPECT_THAT(text, HasSubstr("−19,000"));
  EXPECT_THAT(text, HasSubstr("[−24,000, −14,000]"));
  // Where even that is too wide, each cell follows its head, with the colon of the language.
  Report out(Lang::fr);
  Table table{.heads = {"Cas", "un", "deux"}};
  const std::string word(45, 'x');
  table.add({"A", word, word});
  out.add(std::move(table));
  EXPECT_EQ(text_of(out, false), "A\n  un : " + word + "\n  deux : " + word + "\n");
}

TEST(Report, IsJsonForPrograms) {
  EXPECT_EQ(
      json_of(some_report(Lang::fr)),
      R"({"schema":"palabre.some/1","rows":[{"id":"truce","share":0.25},{"id":"hidden"}],)"
      R"("series":{"deaths":{"unit":"deaths","week":[0,1],"q05":[1.0,2.0],"mean":[1.5,2.5]}},)"
      R"("notice":"A thinking aid, not a forecast.","not_modelled":["gold"]})");
}

TEST(Report, IsATableOfNumbersForSpreadsheets) {
  EXPECT_EQ(
      csv_head() + csv_of(some_report(Lang::fr), "a,b.toml"),
      "file,kind,id,unit,week,mean,low,high,q05,q25,q50,q75,q95\n\"a,b.toml\",program,palabre " +
          program_version() +
          ",,,,,,,,,,\n"
          "\"a,b.toml\",outcome,truce,share,,0.25,0.2,0.3,,,,,\n"
          "\"a,b.toml\",series,deaths,deaths,0,1.5,,,1,,,,\n"
          "\"a,b.toml\",series,deaths,deaths,1,2.5,,,2,,,,\n");
}

TEST(Report, IsAPageThatNothingBreaksOutOf) {
  const std::string page = html_of(some_report(Lang::fr), "<title>");
  EXPECT_THAT(page, ::testing::StartsWith("<!DOCTYPE html>\n<html lang=\"fr\">"));
  EXPECT_THAT(page, HasSubstr("<meta name=\"generator\" content=\"Palabre " + program_version()));
  EXPECT_THAT(page, HasSubstr("<title>&lt;title&gt;</title>"));
  EXPECT_THAT(page, HasSubstr("<h1>A &amp; B</h1>\n<p><strong>Une aide"));
  EXPECT_THAT(page, HasSubstr("<h2>How &lt;many&gt;</h2>\n<table>\n<thead><tr><th>What</th>"
                              "<th>share</th></tr></thead>\n<tbody>\n<tr><td>Truce</td>"
                              "<td>25\u00a0%</td></tr>\n"));
  EXPECT_THAT(page, HasSubstr("@page{size:A4"));
  EXPECT_THAT(page,
              HasSubstr("</tbody>\n</table>\n<ol>\n<li>2022-02-14 A truce<br><span class=\"dim\">"
                        "because</span></li>\n</ol>\n<ul>\n<li>an item"));
  EXPECT_THAT(page, Not(HasSubstr("hidden")));
  EXPECT_TRUE(page.ends_with("</ul>\n</body>\n</html>\n"));
}

TEST(Report, ATableOfSentencesIsToldCellByCellWhereItIsTooWide) {
  const auto text_with = [](const std::string& why, bool has_sentences) {
    Report report(Lang::en);
    Table table{.heads = {"Value", "Here", "Rests on"}, .left = {true, true, true}};
    table.has_sentences = has_sentences;
    table.add({"Trust", "0.5", why});
    report.add(std::move(table));
    return text_of(report, false);
  };
  EXPECT_EQ(text_with("a claim", true), "Value  Here  Rests on\nTrust  0.5   a claim\n");
  std::string wide;
  for (int k = 0; k < 20; ++k) wide += "claim ";
  EXPECT_THAT(text_with(wide, true),
              ::testing::StartsWith("Trust\n  Here: 0.5\n  Rests on: claim"));
  EXPECT_EQ(text_with(wide, true).find("Value"), std::string::npos);
  EXPECT_THAT(text_with(wide, false), ::testing::StartsWith("Value  Here  Rests on\n"));
}

// --- diffs ---------------------------------------------------------------------------------------

TEST(Layout, NoLineBeginsWithASignOrEndsWithAnOpeningOne) {
  const std::string text =
      "Trop tard ? Non : « la tr\u00eave » tient ; 80 % des cas ! Et :key: aussi, \u00e0 50 %.";
  for (std::size_t width = 4; width < 60; ++width) {
    const auto lines = wrapped(text, width);
    std::string again;
    for (const std::string& line : lines) {
      again += (again.empty() ? "" : " ") + line;
      for (const char* sign : {": ", "? ", "; ", "! ", "\u00bb", "%"})
        EXPECT_FALSE((line + " ").starts_with(sign)) << width << " " << line;
      EXPECT_FALSE(line.ends_with("\u00ab")) << width << " " << line;
    }
    EXPECT_EQ(again, text);
  }
  const std::string hard = with_hard_blanks("Non : \u00ab oui \u00bb, 5 %");
  EXPECT_EQ(hard, "Non\u00a0: \u00ab\u00a0oui\u00a0\u00bb, 5\u00a0%");
  EXPECT_EQ(with_hard_blanks("a :b c"), "a :b c");
  EXPECT_EQ(with_hard_blanks(" (5 %), 6 %, x"), " (5\u00a0%), 6\u00a0%, x");
}

TEST(LineDiff, TellsChangesWithTheirSurroundings) {
  EXPECT_EQ(line_diff("a\n", "a\n", "x"), "");
  EXPECT_EQ(line_diff("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n", "x"),
            "--- x\n+++ x\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
  EXPECT_EQ(line_diff("", "a\n", "x"), "--- x\n+++ x\n@@ -0,0 +1,1 @@\n+a\n");
}

TEST(LineDiff, ChangesFarApartAreHunksOfTheirOwn) {
  std::string before, after;
  for (int k = 0; k < 30; ++k) {
    before += std::to_string(k) + "\n";
    after += (k == 3 || k == 20 ? "new\n" : std::to_string(k) + "\n");
  }
  const std::string diff = line_diff(before, after, "x");
  EXPECT_THAT(diff, HasSubstr("@@ -1,7 +1,7 @@\n"));
  EXPECT_THAT(diff, HasSubstr("@@ -18,7 +18,7 @@\n"));
}

// --- tidy text -----------------------------------------------------------------------------------

TEST(TidyText, PutsBlanksAndLinesInOrder) {
  EXPECT_EQ(tidy_text("\n\n# head  \r\nformat=1\r\ntitle   =  \"a = b # c\"  # why\n\n\n[levers]\n"
                      "  mediator = \"dicko\"\t\n[[pact]]\n# about\n\"a = b\"=[ 1,\n   2 ]   \n\n"),
            "# head\nformat = 1\ntitle = \"a = b # c\"  # why\n\n[levers]\nmediator = \"dicko\"\n\n"
            "[[pact]]\n# about\n\"a = b\" = [ 1,\n   2 ]\n");
}

TEST(TidyText, LongStringsKeepTheirBlanks) {
  const std::string text = "summary = \"\"\"  \nFirst.  \n\n\n  [not a part]  \n\\\"\"\" x\"\"\"\n";
  EXPECT_EQ(tidy_text(text), text);
  EXPECT_EQ(tidy_text("a = '''\n  b = 1  \n'''   \n\n\nc=2\n"),
            "a = '''\n  b = 1  \n'''\n\nc = 2\n");
}

TEST(TidyText, ChangesNoShippedCaseAndNothingTwice) {
  int seen = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::filesystem::path(test::root()) / "scenarios")) {
    if (entry.path().extension() != ".toml") continue;
    const ScenarioFile file = load_scenario(entry.path());
    const std::string tidy = tidy_text(file.text);
    Scenario same = parse_scenario(tidy, entry.path()).scenario;
    ASSERT_EQ(same.expectations.size(), file.scenario.expectations.size());
    for (std::size_t k = 0; k < same.expectations.size(); ++k)
      same.expectations[k].line = file.scenario.expectations[k].line;
    EXPECT_TRUE(same == file.scenario) << entry.path();
    EXPECT_EQ(tidy_text(tidy), tidy) << entry.path();
    ++seen;
  }
  EXPECT_GT(seen, 20);
}

}  // namespace
}  // namespace palabre
