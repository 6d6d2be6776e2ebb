// Bad inputs and what is said of them, in both languages: tests/corpus/inputs.txt, one a line, and
// tests/corpus/messages.txt. Each costs less than a second.

#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>
#include <sstream>

#include "sim/scenario/share_code.hpp"
#include "sim/tables/visible.hpp"
#include "tests/support/paths.hpp"
#include "tests/unit/scenario_support.hpp"

namespace palabre {
namespace corpus_test {

namespace fs = std::filesystem;
using test::SmallWorld;
using test::TempFolder;

const fs::path kCorpus = fs::path(palabre::test::root()) / "tests" / "corpus";

/// \n, \r, \t, \\ and \xHH as they are written in the file of inputs.
std::string unescaped(std::string_view text) {
  std::string out;
  for (std::size_t k = 0; k < text.size(); ++k) {
    if (text[k] != '\\' || k + 1 == text.size()) {
      out += text[k];
      continue;
    }
    const char c = text[++k];
    if (c == 'x') {
      out += char(std::stoi(std::string(text.substr(k + 1, 2)), nullptr, 16));
      k += 2;
    } else {
      out += c == 'n' ? '\n' : c == 'r' ? '\r' : c == 't' ? '\t' : c;
    }
  }
  return out;
}

void read_world(const TempFolder& folder, std::string SmallWorld::*file,
                const std::string& change) {
  const std::size_t arrow = change.find("=>");
  SmallWorld world;
  SmallWorld::replace(world.*file, change.substr(0, arrow), change.substr(arrow + 2));
  load_world(world.write(folder));
}

/// Reads an input as its kind; throws ScenarioError or FileError.
void read(const TempFolder& folder, const std::string& kind, const std::string& text) {
  if (kind == "toml") parse_scenario("format = 1\n" + text, folder.path() / "a.toml");
  if (kind == "raw") parse_scenario(text, folder.path() / "a.toml");
  if (kind == "code") read_share_code(text);
  if (kind == "svg") load_any(folder.write("a.svg", text));
  if (kind == "cercles") read_world(folder, &SmallWorld::cercles, text);
  if (kind == "borders") read_world(folder, &SmallWorld::borders, text);
  if (kind == "outlines") read_world(folder, &SmallWorld::outlines, text);
  if (kind == "set") {
    Scenario scenario;
    apply_overrides(scenario, std::vector<std::string>{text});
  }
}

std::string told(const TempFolder& folder, const std::string& kind, const std::string& text,
                 Lang lang) {
  try {
    read(folder, kind, text);
  } catch (const ScenarioError& error) {
    return error.in(lang);
  } catch (const FileError& error) {
    return error.in(lang);
  }
  return "(nothing is wrong)";
}

/// The shipped files by their names in the source tree.
std::string without_root(std::string text) {
  const std::string root = std::string(palabre::test::root()) + "/";
  for (std::size_t at = text.find(root); at != text.npos; at = text.find(root))
    text.erase(at, root.size());
  return text;
}

TEST(Corpus, EveryBadInputIsToldAsBefore) {
  std::istringstream inputs(test::bytes_of(kCorpus / "inputs.txt"));
  std::string all;
  int count = 0;
  for (std::string line; std::getline(inputs, line); ++count) {
    const TempFolder folder;
    const std::string kind = line.substr(0, line.find('\t'));
    const std::string text = unescaped(line.substr(kind.size() + 1));
    all += line + "\n";
    const std::clock_t begin = std::clock();
    for (const Lang lang : {Lang::en, Lang::fr}) {
      std::istringstream said(without_root(folder.plain(told(folder, kind, text, lang))));
      for (std::string one; std::getline(said, one);) {
        EXPECT_EQ(one, visible(one)) << line;
        all += (lang == Lang::en ? "  en  " : "  fr  ") + one + "\n";
      }
    }
    // Processor time: of a crowded machine no input can be blamed.
    EXPECT_LT(double(std::clock() - begin) / CLOCKS_PER_SEC, test::is_sanitized() ? 60.0 : 1.0)
        << line;
  }
  EXPECT_GE(count, 200);
  const fs::path golden = kCorpus / "messages.txt";
  if (std::getenv("PALABRE_UPDATE_GOLDENS") != nullptr) {
    std::ofstream(golden, std::ios::binary) << all;
    return;
  }
  EXPECT_EQ(all, test::bytes_of(golden))
      << "read the difference; bash tests/run --update-goldens writes the messages anew";
}

}  // namespace corpus_test
}  // namespace palabre
