// The source keeps its own rules: who may include whom, one door for each outside library, words
// and lengths. A rule without a lock is a wish.

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "sim/tables/tables.hpp"
#include "tests/tidy/sources.hpp"

namespace tidy_test {

using namespace tidy;

/// What each layer may include, besides itself. The order of the rows is the order of the data
/// flow.
const std::map<std::string, std::set<std::string>> kMayInclude{
    {"sim/platform", {}},
    {"sim/tables", {}},
    {"sim/scenario", {"sim/platform", "sim/tables"}},
    {"sim/model", {"sim/tables", "sim/scenario"}},
    {"sim/run", {"sim/platform", "sim/tables", "sim/scenario", "sim/model"}},
    {"sim/report", {"sim/tables", "sim/scenario", "sim/model", "sim/run"}},
    {"sim/answer", {"sim/tables", "sim/scenario", "sim/model", "sim/run", "sim/report"}},
    {"sim/score", {"sim/tables", "sim/scenario", "sim/model", "sim/run", "sim/report"}},
    {"sim/cli",
     {"sim/platform", "sim/tables", "sim/scenario", "sim/model", "sim/run", "sim/report",
      "sim/answer", "sim/score"}},
};

/// The folders of the window, and which of them each may include. All may include what the command
/// line may.
const std::map<std::string, std::set<std::string>> kWindowMayInclude{
    {"ui/base", {}},
    {"ui/work", {"ui/base"}},
    {"ui/draw", {"ui/base", "ui/work"}},
    {"ui/panels", {"ui/base", "ui/work", "ui/draw"}},
    {"ui/figures", {"ui/base", "ui/work", "ui/draw", "ui/panels"}},
    {"ui/explore", {"ui/base", "ui/work", "ui/draw", "ui/panels", "ui/figures", "ui/compare"}},
    {"ui/compare", {"ui/base", "ui/work", "ui/draw", "ui/panels", "ui/figures"}},
    {"ui/watch", {"ui/base", "ui/work", "ui/draw", "ui/panels", "ui/figures"}},
    {"ui/analyse", {"ui/base", "ui/work", "ui/draw", "ui/panels", "ui/figures"}},
    {"ui/sources", {"ui/base", "ui/work", "ui/draw", "ui/panels", "ui/figures"}},
    {"ui/window",
     {"ui/base", "ui/work", "ui/draw", "ui/panels", "ui/figures", "ui/explore", "ui/compare",
      "ui/watch", "ui/analyse", "ui/sources"}},
    {"ui/app",
     {"ui/base", "ui/work", "ui/draw", "ui/panels", "ui/figures", "ui/explore", "ui/compare",
      "ui/watch", "ui/analyse", "ui/sources", "ui/window"}},
    {"ui/export",
     {"sim/cli", "ui/base", "ui/work", "ui/draw", "ui/panels", "ui/figures", "ui/explore",
      "ui/app"}},
    {"ui", {"ui/base", "ui/draw", "ui/panels", "ui/app"}},
    {"ui/browser", {"ui", "ui/base", "ui/draw", "ui/panels", "ui/app"}},
    {"ui/mingw", {"ui"}},
};

bool may_include(const std::string& layer, const std::string& to) {
  const auto window = kWindowMayInclude.find(layer);
  const auto row = kMayInclude.find(window == kWindowMayInclude.end() ? layer : "sim/cli");
  return to == layer || (row != kMayInclude.end() && row->second.contains(to)) ||
         (window != kWindowMayInclude.end() && window->second.contains(to));
}

TEST(Tidy, LayersIncludeOnlyWhatLiesBeforeThem) {
  Findings wrong;
  int seen = 0;
  each_include([&](const Source& source, std::size_t line, const std::string& name) {
    const std::string layer = layer_of(source.path);
    if (layer == "tests" || !starts_with_any(name, {"sim/", "ui/", "tests/"})) return;
    ++seen;
    const std::string to = layer_of(name);
    if (!kMayInclude.contains(layer) && !kWindowMayInclude.contains(layer))
      wrong.add(source, line, "unknown layer " + layer);
    else if (!may_include(layer, to))
      wrong.add(source, line, layer + " may not include " + to);
  });
  EXPECT_TRUE(wrong.text.empty()) << wrong.text;
  EXPECT_GT(seen, 50) << "the rule looks at nothing";
}

/// Other files than those that hold the words take <rows/...>: sim/tables/rows.cmake.
TEST(Tidy, RowsAreTakenWithoutTheirWords) {
  Findings wrong;
  int seen = 0;
  each_include([&](const Source& source, std::size_t line, const std::string& name) {
    if (name.starts_with("rows/")) ++seen;
    const bool may = source.path.ends_with(".def") || source.path.starts_with("tests/") ||
                     (source.path.starts_with("sim/tables/") && source.path.ends_with(".cpp")) ||
                     source.path == "ui/base/equations.cpp";
    if (!may && name.starts_with("sim/tables/") && name.ends_with(".def"))
      wrong.add(source, line, "a word changed there compiles this again; take <rows/...>");
  });
  EXPECT_TRUE(wrong.text.empty()) << wrong.text;
  EXPECT_GT(seen, 20) << "the rule looks at nothing";
}

/// Each outside library has one door: where its headers may be included.
const std::vector<std::pair<std::string, std::vector<std::string>>> kDoors{
    {"toml++", {"sim/scenario/document.cpp"}},
    {"CLI/", {"sim/cli/flags.hpp", "ui/options.cpp"}},
    {"GLFW", {"ui/main.cpp", "ui/window_", "ui/keyboard_desktop.cpp", "ui/browser/"}},
    {"EGL", {"ui/offscreen.cpp"}},
    {"GL/", {"ui/picture.cpp"}},
    {"zlib", {"sim/scenario/share_code.cpp", "sim/scenario/short_code.cpp", "ui/draw/png.cpp"}},
    {"boost/", {"sim/run/stats/point_designs.cpp"}},
    {"sqlite3", {"sim/cli/sweep_sqlite.cpp"}},
    {"imgui", {"ui/", "tests/ui/"}},
    {"nlohmann/", {"sim/scenario/", "sim/report/", "sim/cli/", "tests/", "ui/main", "ui/app"}},
    {"benchmark/", {"tests/bench/"}},
    {"gtest/", {"tests/"}},
    {"gmock/", {"tests/"}},
    {"immintrin", {"sim/model/lanes.hpp"}},
    {"emscripten", {"sim/platform/", "ui/browser/"}},
    // What a machine is asked for.
    {"unistd.h", {"sim/platform/", "tests/"}},
    {"fcntl.h", {"sim/platform/", "tests/"}},
    {"sys/", {"sim/platform/", "tests/"}},
    {"signal.h", {"sim/platform/", "tests/"}},
    {"csignal", {"sim/platform/", "tests/"}},
    {"pthread.h", {"sim/platform/", "tests/"}},
    {"windows.h", {"sim/platform/"}},
};

TEST(Tidy, EachOutsideLibraryHasOneDoor) {
  Findings wrong;
  each_include([&](const Source& source, std::size_t line, const std::string& name) {
    for (const auto& [library, doors] : kDoors)
      if (name.starts_with(library) && !starts_with_any(source.path, doors))
        wrong.add(source, line, name + " may not be included here");
  });
  EXPECT_TRUE(wrong.text.empty()) << wrong.text;
}

/// Each platform has a file of its own behind a header that says nothing of it.
TEST(Tidy, OnlyThePlatformFolderAsksWhichMachineThisIs) {
  const std::regex asks(R"(\b(__linux__|__unix__|__APPLE__|_WIN32|_WIN64|__EMSCRIPTEN__)\b)");
  Findings wrong;
  int seen = 0;
  for (const Source& source : sources()) {
    if (!is_code(source) || !starts_with_any(source.path, {"sim/", "ui/"})) continue;
    for (std::size_t i = 0; i < source.lines.size(); ++i) {
      if (!std::regex_search(source.lines[i], asks)) continue;
      ++seen;
      if (!source.path.starts_with("sim/platform/"))
        wrong.add(source, i, "a file in sim/platform, or one of its own in ui/, for each platform");
    }
  }
  EXPECT_TRUE(wrong.text.empty()) << wrong.text;
  EXPECT_GT(seen, 0) << "the rule looks at nothing";
}

struct Banned {
  std::string pattern, why;
  std::vector<std::string> where;  // path prefixes; empty: everywhere
  std::vector<std::string> except = {};
};
const std::vector<Banned> kBanned{
    {"\\b(TO"
     "DO|FIX"
     "ME|XX"
     "X|HA"
     "CK)\\b",
     "finish it or write an issue",
     {}},
    {"\\bstd::(exp|log|pow|sin|cos|rand|srand|log1p|expm1)\\b",
     "bits change with the processor",
     {"sim/model/"}},
    {"\\b(std::)?(mt19937|random_device|uniform_real_distribution|normal_distribution)\\b",
     "draws are counter-based",
     {"sim/model/", "sim/run/"}},
    {"\\b(lga"
     "mma|strto"
     "k|localtim"
     "e|gmtim"
     "e)\\(",
     "not for several threads: take the form with _r",
     {"sim/", "ui/"}},
    {"\\bstd::(vie"
     "ws|for"
     "mat\\b)",
     "not in this compiler's library",
     {}},
    {"\\bstage\\b[^;/]*(==|!=|<=|>=|<|>) *(Real\\()?[1-9]\\.0",
     "name the stage: as_real(Stage::truce)",
     {"sim/"}},
    {"\\bsource_lo"
     "cation\\b",
     "not in this compiler's library",
     {}},
    {"using name"
     "space std\\b",
     "names stay where they belong",
     {}},
    {"-ffast-"
     "math",
     "the same bits everywhere",
     {}},
    {"-march=nat"
     "ive",
     "the same bits everywhere",
     {},
     {"tests/bench/bench.cmake"}},  // the reference program as a yardstick
};

TEST(Tidy, BannedWordsDoNotOccur) {
  Findings wrong;
  for (const Banned& rule : kBanned) {
    const std::regex pattern(rule.pattern);
    for (const Source& source : sources()) {
      const bool is_build =
          source.path.ends_with(".cmake") || source.path.ends_with("CMakeLists.txt");
      if (!is_code(source) && !is_build) continue;
      if (!rule.where.empty() && !starts_with_any(source.path, rule.where)) continue;
      if (starts_with_any(source.path, rule.except)) continue;
      for (std::size_t i = 0; i < source.lines.size(); ++i)
        if (std::regex_search(source.lines[i], pattern))
          wrong.add(source, i, rule.why + ": " + source.lines[i]);
    }
  }
  EXPECT_TRUE(wrong.text.empty()) << wrong.text;
}

std::size_t columns(const std::string& utf8) {
  return std::size_t(std::count_if(utf8.begin(), utf8.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u;
  }));
}

TEST(Tidy, LinesAreAtMostAHundredColumns) {
  Findings wrong;
  for (const Source& source : sources()) {
    if (!is_cpp(source)) continue;
    for (std::size_t i = 0; i < source.lines.size(); ++i)
      if (columns(source.lines[i]) > 100)
        wrong.add(source, i, std::to_string(columns(source.lines[i])) + " columns");
  }
  EXPECT_TRUE(wrong.text.empty()) << wrong.text;
}

TEST(Tidy, FilesHoldOneIdea) {
  Findings wrong;
  for (const Source& source : sources())
    if (is_cpp(source) && source.lines.size() > 450)
      wrong.add(source, source.lines.size() - 1, "more than 450 lines");
  EXPECT_TRUE(wrong.text.empty()) << wrong.text;
}

/// The line without strings, characters and comments, so that its braces count.
std::string bare(const std::string& line) {
  std::string out;
  char quote = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (quote != 0) {
      if (c == '\\')
        ++i;
      else if (c == quote)
        quote = 0;
    } else if (c == '"' ||
               (c == '\'' && (i == 0 || !std::isalnum(static_cast<unsigned char>(line[i - 1]))))) {
      quote = c;
    } else if (c == '/' && i + 1 < line.size() && line[i + 1] == '/') {
      break;
    } else {
      out += c;
    }
  }
  return out;
}

TEST(Tidy, FunctionsFitOnAScreen) {
  // A function begins where a line ends in "{" after a ")" and no type or namespace opens; it ends
  // where its braces close. Tests that are tables of cases may be longer.
  const std::regex opens(R"(\)[^;=]*\{$)");
  const std::regex no_function(R"(^\s*(namespace|struct|class|enum|union)\b)");
  Findings wrong;
  for (const Source& source : sources()) {
    if (!is_cpp(source)) continue;
    const std::size_t most = source.path.starts_with("tests/") ? 100 : 70;
    for (std::size_t i = 0; i < source.lines.size(); ++i) {
      std::string line = bare(source.lines[i]);
      if (!std::regex_search(line, opens) || std::regex_search(line, no_function)) continue;
      std::size_t end = i;
      for (std::ptrdiff_t depth = 0; end < source.lines.size(); ++end) {
        line = bare(source.lines[end]);
        depth += std::count(line.begin(), line.end(), '{');
        depth -= std::count(line.begin(), line.end(), '}');
        if (depth <= 0) break;
      }
      if (end - i > most) wrong.add(source, i, std::to_string(end - i) + " lines");
    }
  }
  EXPECT_TRUE(wrong.text.empty()) << wrong.text;
}

TEST(Tidy, FilesEndInOneLineEndAndLinesInNoBlanks) {
  Findings wrong;
  for (const Source& source : sources()) {
    if (source.path.ends_with(".csv") || source.path.ends_with(".json") ||
        source.path.starts_with("tests/corpus/"))
      continue;  // data
    const std::size_t last = source.lines.empty() ? 0 : source.lines.size() - 1;
    if (!source.text.empty() && source.text.back() != '\n')
      wrong.add(source, last, "no line end at the end");
    if (source.text.ends_with("\n\n")) wrong.add(source, last, "empty lines at the end");
    for (std::size_t i = 0; i < source.lines.size(); ++i) {
      const std::string& line = source.lines[i];
      if (!line.empty() && std::isspace(static_cast<unsigned char>(line.back())))
        wrong.add(source, i, "blank at the end");
      if (line.find('\t') != std::string::npos) wrong.add(source, i, "tab");
    }
  }
  EXPECT_TRUE(wrong.text.empty()) << wrong.text;
}

TEST(Tidy, TheTopLevelIsWhatTheOwnerFixed) {
  const std::set<std::string> allowed{"CMakeLists.txt",
                                      "CMakePresets.json",
                                      "README.md",
                                      "sim",
                                      "ui",
                                      "scenarios",
                                      "tests",
                                      "build",
                                      "out"};  // the last two are made, and ignored by git
  for (const auto& entry : fs::directory_iterator(kRoot)) {
    const std::string name = entry.path().filename().string();
    EXPECT_TRUE(name.starts_with('.') || allowed.contains(name)) << name << " at the top level";
  }
}

TEST(Tidy, EveryTestFileHasATest) {
  const std::regex test(R"(^\s*(TEST|TEST_F|TEST_P|TYPED_TEST)\()");
  Findings wrong;
  for (const Source& source : sources()) {
    if (!source.path.starts_with("tests/") || !source.path.ends_with("_test.cpp")) continue;
    if (std::none_of(source.lines.begin(), source.lines.end(),
                     [&](const std::string& line) { return std::regex_search(line, test); }))
      wrong.add(source, 0, "no TEST");
  }
  EXPECT_TRUE(wrong.text.empty()) << wrong.text;
}

/// Words that are the same in both languages.
bool may_be_equal(const std::string& words) {
  static const std::set<std::string> kSame{
      "plausible",  "Plausible",      " <point|points>", "national", "Options",  "Arguments",
      "Imam Dicko", "Pause",          "points",          "Sources",  "accord",   "quasi-p",
      "{} points",  "{} x {} pixels", "Morris",          "Sobol",    "Ag Ghaly", "Koufa",
      "JNIM",       "quasi-p {}",     "Cercle",          "Katiba",   "Accord"};
  return kSame.contains(words);
}

TEST(Tidy, FrenchIsNotEnglish) {
  const std::string words = R"x("((?:[^"\\]|\\.)*)")x";
  const std::regex row("TEXT\\((\\w+),\\s*" + words + ",\\s*" + words + "\\)");
  const std::regex word("[A-Za-z]{4,}");
  std::string wrong;
  int seen = 0;
  for (const Source& source : sources()) {
    if (!source.path.starts_with("sim/tables/text/")) continue;
    for (auto at = std::sregex_iterator(source.text.begin(), source.text.end(), row);
         at != std::sregex_iterator(); ++at, ++seen) {
      const std::string english = (*at)[2], french = (*at)[3];
      if (english == french && !may_be_equal(english) && std::regex_search(english, word))
        wrong += source.path + ": " + (*at)[1].str() + " says \"" + english + "\" twice\n";
    }
  }
  for (const palabre::ClaimSpec& claim : palabre::claim_specs())
    if (claim.says.en == claim.says.fr) wrong += "claim " + std::string(claim.name) + "\n";
  EXPECT_TRUE(wrong.empty()) << wrong;
  EXPECT_GT(seen, 50) << "the rule reads no rows";
}

TEST(Tidy, EveryClaimThatCodeNamesExists) {
  const std::regex named(R"(claims?: ([^.;)]*))"), word(R"(\b([AJML]_\w+|C\d+)\b)");
  Findings wrong;
  for (const Source& source : sources()) {
    if (!is_cpp(source) || source.path.starts_with("tests/")) continue;
    for (std::size_t i = 0; i < source.lines.size(); ++i) {
      std::smatch match;
      if (!std::regex_search(source.lines[i], match, named)) continue;
      const std::string list = match[1];
      for (auto at = std::sregex_iterator(list.begin(), list.end(), word);
           at != std::sregex_iterator(); ++at)
        if (palabre::find_claim((*at)[1].str()) == nullptr)
          wrong.add(source, i, "no such claim: " + (*at)[1].str());
    }
  }
  EXPECT_TRUE(wrong.text.empty()) << wrong.text;
}

TEST(Tidy, EveryClaimThatIsNotAnArticlesSupportsSomething) {
  std::set<std::string> used{"J_presence", "M_areas"};  // columns of the world's table
  const std::regex word(R"(\b[AJML]_\w+\b)");
  for (const Source& source : sources()) {
    if (!source.path.starts_with("sim/") || !is_code(source)) continue;
    if (source.path == "sim/tables/claims.def") continue;
    for (const std::string& line : source.lines)
      for (auto at = std::sregex_iterator(line.begin(), line.end(), word);
           at != std::sregex_iterator(); ++at)
        used.insert(at->str());
  }
  std::string wrong;
  for (const palabre::ClaimSpec& claim : palabre::claim_specs())
    if (claim.kind != palabre::ClaimKind::Article && !used.contains(std::string(claim.name)))
      wrong += std::string(claim.name) + " supports nothing\n";
  EXPECT_TRUE(wrong.empty()) << wrong;
}

}  // namespace tidy_test
