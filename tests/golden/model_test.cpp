// sim/MODEL.md says what the program does: its tables are what the rows say, every submodel and
// output stands in it, and the numbers of its equations are those of the code, both ways round.

#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "tests/golden/model_tables.hpp"

namespace palabre_tests {
namespace model_test {

const fs::path kModel = kRoot / "sim" / "MODEL.md";
const std::string kBegin = "<!-- begin generated: ", kEnd = "<!-- end generated -->";

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) out.push_back(line);
  return out;
}

/// The file with every table written anew; notes the names of the tables.
std::string written_anew(const std::string& text, std::set<std::string>& seen) {
  std::string out;
  bool inside = false;
  for (const std::string& line : lines_of(text)) {
    if (line == kEnd) inside = false;
    if (!inside) out += line + "\n";
    if (!line.starts_with(kBegin)) continue;
    inside = true;
    const std::string name =
        line.substr(kBegin.size(), line.find(" -->", kBegin.size()) - kBegin.size());
    const auto block = model_blocks().find(name);
    EXPECT_NE(block, model_blocks().end()) << "no such table: " << name;
    EXPECT_TRUE(seen.insert(name).second) << "twice: " << name;
    if (block != model_blocks().end()) out += "\n" + block->second() + "\n";
  }
  EXPECT_FALSE(inside) << "a table has no end";
  return out;
}

std::string first_difference(const std::string& file, const std::string& wanted) {
  const std::vector<std::string> a = lines_of(file), b = lines_of(wanted);
  for (std::size_t i = 0; i < std::max(a.size(), b.size()); ++i) {
    const std::string x = i < a.size() ? a[i] : "(end)", y = i < b.size() ? b[i] : "(end)";
    if (x != y) return "line " + std::to_string(i + 1) + "\n  file:  " + x + "\n  wants: " + y;
  }
  return "";
}

TEST(ModelMd, TablesAreWhatTheRowsSay) {
  const std::string before = bytes_of(kModel);
  std::set<std::string> seen;
  const std::string after = written_anew(before, seen);
  EXPECT_EQ(seen.size(), model_blocks().size()) << "a table is missing";
  if (std::getenv("PALABRE_UPDATE_GOLDENS") != nullptr) {
    std::ofstream(kModel, std::ios::binary) << after;
    return;
  }
  EXPECT_TRUE(before == after)
      << "stale: run `bash tests/run --update-goldens` and say in the commit what moved\n"
      << first_difference(before, after);
}

TEST(ModelMd, EveryPatternOfTheTablesIsListed) {
  const std::regex row("(^|\n)(PATTERN|LEVEL|INTERACTION)\\(");
  std::ptrdiff_t rows = 0;
  for (const char* table : {"articles.def", "claims.def", "interactions.def"}) {
    const std::string text = bytes_of(kRoot / "tests/pattern" / table);
    rows += std::distance(std::sregex_iterator(text.begin(), text.end(), row), {});
  }
  EXPECT_GT(rows, 100);
  EXPECT_EQ(std::ptrdiff_t(pattern_rows().size()), rows);
}

// --- what people wrote ---------------------------------------------------------------------------

struct Line {
  std::size_t number;
  std::string section;  // "7.11"
  bool equation;        // inside a fence without a language
  std::string text;
};

/// The lines outside the tables.
std::vector<Line> prose() {
  static const std::regex kHeading(R"(^#{2,4} (\d+(\.\d+)?)\.? .*)");
  std::vector<Line> out;
  std::string section, fence;
  bool table = false;
  std::size_t number = 0;
  for (const std::string& line : lines_of(bytes_of(kModel))) {
    ++number;
    std::smatch match;
    if (line == kEnd) table = false;
    if (line.starts_with(kBegin)) table = true;
    if (table) continue;
    if (line.starts_with("```"))
      fence = fence.empty() ? line : "";
    else if (fence.empty() && std::regex_match(line, match, kHeading))
      section = match[1];
    out.push_back({number, section, fence == "```" && line != fence, line});
  }
  return out;
}

bool begins_word(const std::string& text, std::size_t at) {
  return at == 0 || (!std::isalnum(static_cast<unsigned char>(text[at - 1])) &&
                     text[at - 1] != '_' && text[at - 1] != '.');
}
bool holds_word(const std::string& text, const std::string& word) {
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    const bool ends = end == text.size() || !std::isalnum(static_cast<unsigned char>(text[end]));
    if (begins_word(text, at) && ends) return true;
  }
  return false;
}

// What only reads a block is a part of a submodel, declared for the trace.
TEST(ModelMd, EverySubmodelStandsInTheScheduleAndHasASection) {
  const std::regex declared(R"((?:^|\n)(?:void|Real) (\w+)\((?!const Block&))");
  const std::string text = bytes_of(kRoot / "sim/model/submodels.hpp");
  std::string schedule, headings;
  for (const Line& line : prose()) {
    if (line.section == "3") schedule += line.text + "\n";
    if (line.text.starts_with("### 7.")) headings += line.text + "\n";
  }
  int seen = 0;
  for (auto at = std::sregex_iterator(text.begin(), text.end(), declared);
       at != std::sregex_iterator(); ++at, ++seen) {
    const std::string name = mono((*at)[1].str());
    EXPECT_NE(schedule.find(name), std::string::npos) << name << " is missing in section 3";
    if (name == "`start`" || name == "`step`") continue;  // sections 5 and 3
    EXPECT_NE(headings.find(name), std::string::npos) << name << " heads no part of section 7";
  }
  EXPECT_GT(seen, 15) << "the rule looks at nothing";
}

TEST(ModelMd, EveryParameterStandsInAnEquation) {
  std::string equations;
  for (const Line& line : prose())
    if (line.section.starts_with("5") || line.section.starts_with("7"))
      equations += line.text + "\n";
  for (const ParamSpec& param : param_specs())
    EXPECT_TRUE(holds_word(equations, std::string(param.symbol)))
        << param.key << ": " << param.symbol << " stands in no equation of sections 5 and 7";
}

TEST(ModelMd, EveryResultNamesItsSubmodel) {
  std::string before;  // "How to follow a number" comes before section 1
  for (const Line& line : prose())
    if (line.section.empty()) before += line.text + "\n";
  const auto expect_named = [&](const auto& specs) {
    for (const auto& spec : specs)
      EXPECT_NE(before.find(mono(spec.id)), std::string::npos)
          << spec.id << " is not in the table of submodels and results";
  };
  expect_named(outcome_specs());
  expect_named(statistic_specs());
  expect_named(series_specs());
  expect_named(cercle_field_specs());
}

TEST(ModelMd, PlacesThatTheCodeNamesExist) {
  const std::regex place(R"(MODEL\.md (\d+(?:\.\d+)?)(?: and (\d+(?:\.\d+)?))?)");
  std::set<std::string> sections;
  for (const Line& line : prose()) sections.insert(line.section);
  int seen = 0;
  for (const auto& entry : fs::recursive_directory_iterator(kRoot / "sim")) {
    if (!entry.is_regular_file() || entry.path() == kModel) continue;
    const std::string text = bytes_of(entry.path());
    for (auto at = std::sregex_iterator(text.begin(), text.end(), place);
         at != std::sregex_iterator(); ++at, ++seen)
      for (std::size_t k : {1u, 2u}) {
        const bool leads = !(*at)[k].matched || sections.contains((*at)[k]);
        EXPECT_TRUE(leads) << entry.path() << ": " << at->str();
      }
  }
  EXPECT_GT(seen, 30) << "the rule looks at nothing";
}

// --- numbers of the equations --------------------------------------------------------------------

/// Numbers that stand by themselves: not x_1, J0 or section 7.4, but EMA_13.
std::vector<double> numbers_of(std::string text) {
  text = std::regex_replace(text, std::regex(R"(\b7\.\d+)"), "");
  text = std::regex_replace(text, std::regex("EMA_"), "EMA ");
  std::vector<double> out;
  const auto digit = [&](std::size_t k) {
    return k < text.size() && std::isdigit(static_cast<unsigned char>(text[k]));
  };
  for (std::size_t at = 0; at < text.size();) {
    const bool starts = digit(at) || (text[at] == '.' && digit(at + 1));
    if (!starts) {
      ++at;
      continue;
    }
    char* end = nullptr;
    const double value = std::strtod(text.c_str() + at, &end);
    if (begins_word(text, at)) out.push_back(value);
    at = std::size_t(end - text.c_str());
    while (at < text.size() && std::isalnum(static_cast<unsigned char>(text[at]))) ++at;
  }
  return out;
}

bool same(double a, double b) { return std::abs(a - b) <= 1e-12 * std::max(1.0, std::abs(a)); }

TEST(ModelMd, NumbersAreReadFromEquationsAsWritten) {
  EXPECT_EQ(numbers_of("x_1 (7.5) at least .5 J0 − 2.5e-10·EMA_13(3000 u2)"),
            (std::vector<double>{.5, 2.5e-10, 13, 3000}));
}

/// Sections whose equations hold the constants under each heading of constants.def.
std::vector<std::string> sections_of(const std::string& heading) {
  static const std::map<std::string, std::vector<std::string>> kSections{
      {"start", {"5", "7.1", "7.6", "7.13", "8"}},
      {"phase 1", {"7.1"}},
      {"phase 2", {"7.2"}},
      {"phase 3", {"7.3"}},
      {"phase 4", {"7.4"}},
      {"phase 5", {"7.5", "7.6", "8"}},
      {"phase 6", {"7.7"}},
      {"phase 7", {"7.8"}},
      {"phase 8", {"7.9"}},
      {"phase 9", {"7.10"}},
      {"phase 10", {"7.9", "7.11", "7.12"}},
      {"phase 12", {"7.13"}},
      {"phase 13", {"7.13"}},
      {"phase 14", {"7.15"}},
      {"switches.calibration", {"7.14"}}};
  std::vector<std::string> out;
  std::size_t longest = 0;
  for (const auto& [name, sections] : kSections)
    if (heading.starts_with(name) && name.size() > longest) {
      longest = name.size();
      out = sections;
    }
  return out;
}

TEST(ModelMd, EveryConstantStandsInTheEquationsOfItsPhase) {
  std::map<std::string, std::vector<double>> numbers;
  for (const Line& line : prose())
    if (line.equation)
      for (double x : numbers_of(line.text)) numbers[line.section].push_back(x);
  const std::regex constant(R"(^CONSTANT\((\w+), .*)"), title("^// ([a-z][^\n]*)$");
  std::vector<std::string> sections;
  std::size_t seen = 0;
  for (const std::string& line : lines_of(bytes_of(kRoot / "sim/tables/constants.def"))) {
    std::smatch match;
    if (std::regex_match(line, match, title)) sections = sections_of(match[1]);
    if (!std::regex_match(line, match, constant)) continue;
    const ConstantSpec& spec = constant_specs()[seen++];
    ASSERT_EQ(spec.name, match[1].str());
    bool found = false;
    for (const std::string& section : sections)
      for (double x : numbers[section]) found = found || same(x, spec.value);
    EXPECT_TRUE(found) << spec.name << " = " << number_text(spec.value)
                       << " stands in no equation of its phase: " << spec.meaning.en;
  }
  EXPECT_EQ(seen, constant_specs().size());
}

TEST(ModelMd, EveryNumberOfAnEquationIsOneOfTheCode) {
  int seen = 0;
  for (const Line& line : prose()) {
    if (!line.equation || line.section.starts_with("9")) continue;
    for (double x : numbers_of(line.text)) {
      ++seen;
      // counting, halves, and what is left of a share
      bool known = (x == std::floor(x) && x <= 5.0) || x == .5 || x == 1.5;
      for (const ConstantSpec& spec : constant_specs())
        known = known || same(x, spec.value) || same(x, 1.0 - spec.value);
      EXPECT_TRUE(known) << "MODEL.md:" << line.number << ": " << number_text(x)
                         << " is no constant of the code\n  " << line.text;
    }
  }
  EXPECT_GT(seen, 200) << "the rule looks at nothing";
}

}  // namespace model_test
}  // namespace palabre_tests
