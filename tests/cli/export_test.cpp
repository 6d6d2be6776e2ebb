// `palabre export` and `palabre report`: figures and the report of a case on a machine without a
// display, saying the sentence of `palabre answer`.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/cli/program.hpp"

namespace palabre_tests {
namespace export_test {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using Json = nlohmann::json;

/// Where nothing can be shown.
Start nowhere() {
  Start start;
  start.environment = {{"DISPLAY", ""}, {"WAYLAND_DISPLAY", ""}};
  return start;
}

/// As a sentence stands in SVG and HTML.
std::string in_markup(const std::string& words) {
  std::string out;
  for (const char c : words)
    out += c == '&'   ? "&amp;"
           : c == '<' ? "&lt;"
           : c == '>' ? "&gt;"
           : c == '"' ? "&quot;"
                      : std::string(1, c);
  return out;
}

Ran said(const std::vector<std::string>& words) { return palabre(words, nowhere()); }

struct Cases {
  TempFolder folder;
  std::string base = folder.write("base.toml", small_scenario());
  std::string two = folder.write(
      "two.toml",
      "format = 1\nbase = \"base.toml\"\ntitle = \"Two\"\nquestion = { en = \"What if?\", fr = "
      "\"Et si ?\" }\n[levers]\nmediator = \"dicko\"\nlocal_effort = 2\n");

  std::string at(const std::string& name) const { return folder.at(name); }
  Json answer(const std::vector<std::string>& more = {}) const {
    std::vector<std::string> words{"answer", two, "--json", "-q"};
    words.insert(words.end(), more.begin(), more.end());
    return Json::parse(said(words).out)["answer"];
  }
  /// What the export writes into a file of that name.
  std::string figure(const std::string& id, const std::string& name,
                     const std::vector<std::string>& more = {}) const {
    std::vector<std::string> words{"export", two, "--figure", id, "-o", at(name)};
    words.insert(words.end(), more.begin(), more.end());
    const Ran ran = said(words);
    EXPECT_EQ(ran.status, 0) << id << ": " << ran.err;
    EXPECT_EQ(ran.err, "") << id;
    EXPECT_EQ(ran.out, "") << id;
    return bytes_of(at(name));
  }
};

TEST(Export, EveryFigureHasANameAndItsForms) {
  for (const char* lang : {"en", "fr"}) {
    const Ran ran = said({"export", "--list", "--lang", lang});
    EXPECT_EQ(ran.status, 0) << ran.err;
    std::istringstream lines(ran.out);
    std::vector<std::string> names;
    for (std::string line; std::getline(lines, line);)
      names.push_back(line.substr(0, line.find(' ')));
    EXPECT_GT(names.size(), 60u);
    for (const char* name : {"map", "outcomes", "effects", "chart.deaths", "chart.stages",
                             "map.siege", "cercle.deaths", "compare.maps", "watch.log"})
      EXPECT_EQ(std::count(names.begin(), names.end(), name), 1) << name;
  }
}

TEST(Export, APictureOfEachKindAndItsTableNeedNoDisplay) {
  const Cases cases;
  for (const auto& [id, more] : std::vector<std::pair<std::string, std::vector<std::string>>>{
           {"map", {}},
           {"map.siege", {"--week", "12"}},
           {"outcomes", {}},
           {"effects", {}},
           {"chart.stages", {}},
           {"chart.trust", {}},
           {"cercle.deaths", {"--cercle", "Gao"}},
           {"compare.maps", {}},
           {"compare.flips", {}},
           {"watch.map", {"--replicate", "3"}},
           {"watch.deaths", {}}}) {
    const std::string svg = cases.figure(id, "x.svg", more);
    EXPECT_THAT(svg, AllOf(StartsWith("<svg"), HasSubstr("</svg>"), Not(HasSubstr("nan")))) << id;
    EXPECT_THAT(svg, HasSubstr("A thinking aid, not a forecast.")) << id;
    EXPECT_THAT(svg, HasSubstr("\ncode palabre")) << id;
    const std::string csv = cases.figure(id, "x.csv", more);
    EXPECT_THAT(csv, AllOf(StartsWith("# "), HasSubstr("\n# digest "), HasSubstr("\n# seed 7\n"),
                           HasSubstr("\n# palabre "), HasSubstr("not a forecast")))
        << id;
  }
  EXPECT_THAT(cases.figure("chart.deaths", "x.png", {"--width", "400"}),
              StartsWith("\x89PNG\r\n\x1A\n"));
  EXPECT_THAT(cases.figure("watch.log", "x.csv"), HasSubstr("\nweek,date,event,"));
  EXPECT_THAT(cases.figure("map.siege", "x.svg", {"--lang", "fr"}), HasSubstr("Siège"));
}

TEST(Export, TheSentenceIsThatOfTheAnswer) {
  const Cases cases;
  const Json answer = cases.answer();
  for (const char* lang : {"en", "fr"}) {
    const std::string sentence = answer[lang];
    const std::vector<std::string> in{"--lang", lang};
    for (const char* id : {"map", "outcomes", "chart.deaths", "compare.outcomes"})
      EXPECT_THAT(cases.figure(id, "x.svg", in),
                  HasSubstr("<title>" + in_markup(sentence) + "</title>"))
          << id;
    EXPECT_THAT(
        cases.figure("effects", "x.csv", in),
        StartsWith((lang == std::string("fr") ? "\xEF\xBB\xBF# " : "# ") + sentence + "\n"));
    const Ran page = said({"report", cases.two, "-o", cases.at("x.html"), "--lang", lang});
    EXPECT_EQ(page.status, 0) << page.err;
    EXPECT_THAT(bytes_of(cases.at("x.html")), HasSubstr("<h1>" + in_markup(sentence) + "</h1>"));
  }
}

TEST(Export, ACaseIsHeldAgainstAnother) {
  const Cases cases;
  const std::string three =
      cases.folder.write("three.toml",
                         "format = 1\nbase = \"base.toml\"\ntitle = \"Three\"\n"
                         "[levers]\nlocal_effort = 3\n");
  const std::string sentence = cases.answer({"--against", three})["en"];
  EXPECT_NE(sentence, cases.answer()["en"]);
  const std::string svg = cases.figure("compare.outcomes", "x.svg", {"--against", three});
  EXPECT_THAT(svg, HasSubstr("<title>" + in_markup(sentence) + "</title>"));
  EXPECT_THAT(svg, HasSubstr("A: Three"));
  EXPECT_THAT(cases.figure("effects", "x.csv", {"--against", three}),
              StartsWith("# " + sentence + "\n"));
  const std::string longer = cases.folder.write(
      "longer.toml", "format = 1\nworld = \"mali\"\nstart = 2022-02-14\nweeks = 31\n");
  const Ran ran =
      said({"export", cases.two, "--figure", "map", "-o", cases.at("y.svg"), "--against", longer});
  EXPECT_EQ(ran.status, 3) << ran.err;
  EXPECT_FALSE(fs::exists(cases.at("y.svg")));
}

TEST(Export, WhatIsSetHasTheNameOfAChangedCase) {
  const Cases cases;
  EXPECT_THAT(cases.figure("map", "x.svg", {"--set", "levers.local_effort=3", "-n", "12"}),
              AllOf(HasSubstr("Two + 1 change"), HasSubstr("set levers.local_effort=3\n"),
                    HasSubstr("replicates 12\n")));
}

TEST(Export, SaysWhatIsWrongAndWritesNothing) {
  const Cases cases;
  const auto wrong = [&](std::vector<std::string> words, const std::string& message, int status) {
    words.insert(words.begin(), "export");
    const Ran ran = said(words);
    EXPECT_EQ(ran.status, status) << message;
    EXPECT_THAT(ran.err, HasSubstr(message));
    EXPECT_EQ(ran.out, "");
  };
  const std::string svg = cases.at("x.svg");
  wrong({cases.two, "--figure", "outcome", "-o", svg},
        "--figure: no such figure: outcome (did you mean outcomes?)", 2);
  wrong({cases.two, "--figure", "outcome", "-o", svg, "--lang", "fr"},
        "--figure : pas de telle figure : outcome (vouliez-vous dire outcomes ?)", 2);
  wrong({cases.two, "--figure", "map", "-o", cases.at("x.pdf")}, "written as .svg, .png or .csv",
        2);
  wrong({cases.two, "--figure", "map", "-o", "-"}, "-o -: a figure is written as", 2);
  wrong({cases.two}, "--figure is missing", 2);
  wrong({cases.two}, "-o is missing", 2);
  wrong({}, "no scenario file given", 2);
  wrong({cases.two, "--figure", "watch.log", "-o", svg}, "watch.log is a table", 2);
  wrong({cases.two, "--figure", "map", "-o", svg, "--width", "500"}, "--width is for a PNG", 2);
  wrong({cases.two, "--figure", "outcomes", "-o", svg, "--week", "5"}, "--week is for the figures",
        2);
  wrong({cases.two, "--figure", "cercle.deaths", "-o", svg}, "needs --cercle", 2);
  wrong({cases.two, "--figure", "cercle.deaths", "--cercle", "Goa", "-o", svg},
        "no such cercle: Goa (did you mean Gao?)", 2);
  wrong({cases.two, "--figure", "watch.map", "--replicate", "24", "-o", svg},
        "the case has the runs 0 to 23", 2);
  wrong({cases.two, "--figure", "map", "-o", svg, "--against", "-"},
        "only the case itself is read from standard input", 2);
  wrong({cases.base, "--figure", "compare.maps", "--against", cases.at("none.toml"), "-o", svg},
        "none.toml", 4);
  wrong({cases.two, "--figure", "map", "-o", cases.at("no/folder.svg")}, "folder.svg", 4);
  wrong({cases.two, "--figure", "map", "-o", svg, "--set", "talks.mediatr=1"},
        "did you mean talks.mediator?", 2);
  // Nothing is changed: there is no effect to show.
  wrong({cases.two, "--figure", "effects", "--against", cases.two, "-o", svg},
        "effects: the case has no such figure", 3);
  EXPECT_FALSE(fs::exists(svg));
}

TEST(Export, InterruptedItWritesNothing) {
  const Cases cases;
  Start start = nowhere();
  start.signal = SIGINT;
  start.signal_after = well_begun();
  for (const char* command : {"export", "report"}) {
    std::vector<std::string> words{command,   cases.two, "-n", "1000000",
                                   "--weeks", "1040",    "-o", cases.at("x.html")};
    if (std::string(command) == "export") {
      words.back() = cases.at("x.svg");
      words.insert(words.end(), {"--figure", "map"});
    }
    const Ran ran = palabre(words, start);
    EXPECT_EQ(ran.status, 130) << ran.err;
    EXPECT_THAT(ran.err, HasSubstr("interrupted: nothing was written"));
    EXPECT_FALSE(fs::exists(words.back())) << command;
  }
}

TEST(Export, TheCaseMayComeFromStandardInput) {
  const Cases cases;
  Start start = nowhere();
  start.stdin_from = cases.base;
  const Ran ran = palabre({"export", "-", "--figure", "outcomes", "-o", cases.at("x.csv")}, start);
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_THAT(bytes_of(cases.at("x.csv")), HasSubstr("\nfrozen,"));
}

// --- the report ----------------------------------------------------------------------------------

TEST(Report, IsAPageOrWords) {
  const Cases cases;
  const std::string page = cases.at("x.html");
  const Ran ran = said({"report", cases.two, "-o", page});
  EXPECT_EQ(ran.status, 0) << ran.err;
  const std::string html = bytes_of(page);
  EXPECT_THAT(
      html,
      AllOf(StartsWith("<!DOCTYPE html>"), HasSubstr("What if?"), HasSubstr("What the changes did"),
            HasSubstr("<svg"), HasSubstr("@page{size:A4"), HasSubstr("(levers.mediator)"),
            HasSubstr("set levers.mediator=dicko"), Not(HasSubstr("Not worked out yet"))));
  const Ran words = said({"report", cases.two, "--lang", "fr"});
  EXPECT_EQ(words.status, 0) << words.err;
  EXPECT_THAT(words.out, AllOf(HasSubstr("Et si ?"), HasSubstr("Ce qu'ont fait les changements"),
                               Not(HasSubstr("<svg"))));
  std::istringstream lines(words.out);
  for (std::string line; std::getline(lines, line);)
    EXPECT_LT(line.size(), 160u) << line;  // bytes of 80 columns and of one long word
  const Ran wrong = said({"report", cases.two, "-o", cases.at("x.pdf")});
  EXPECT_EQ(wrong.status, 2);
  EXPECT_THAT(wrong.err, HasSubstr("a report is a page, .html"));
}

}  // namespace export_test
}  // namespace palabre_tests
