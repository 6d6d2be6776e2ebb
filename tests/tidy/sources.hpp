// The text of every file that people write, for the rules about it.

#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/paths.hpp"

namespace tidy {

namespace fs = std::filesystem;
inline const fs::path kRoot = palabre::test::root();

struct Source {
  std::string path;  // from the root: "sim/model/step.cpp"
  std::string text;
  std::vector<std::string> lines;
};

inline bool is_text(const fs::path& path) {
  static const std::set<std::string> kEndings{".cpp", ".hpp", ".def",  ".cmake", ".toml",
                                              ".md",  ".txt", ".json", ".csv",   ""};
  return kEndings.contains(path.extension().string());
}

inline Source read(const fs::path& file) {
  Source out{fs::relative(file, kRoot).generic_string(), {}, {}};
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream bytes;
  bytes << stream.rdbuf();
  out.text = bytes.str();
  std::istringstream lines(out.text);
  for (std::string line; std::getline(lines, line);) out.lines.push_back(line);
  return out;
}

/// Every file that people write, in order of path.
inline const std::vector<Source>& sources() {
  static const std::vector<Source> kSources = [] {
    std::vector<Source> out;
    for (const char* folder : {"sim", "ui", "tests", "scenarios", ".ci"}) {
      if (!fs::exists(kRoot / folder)) continue;
      for (const auto& entry : fs::recursive_directory_iterator(kRoot / folder))
        if (entry.is_regular_file() && is_text(entry.path())) out.push_back(read(entry.path()));
    }
    for (const char* file : {"CMakeLists.txt", "CMakePresets.json", "README.md"})
      if (fs::exists(kRoot / file)) out.push_back(read(kRoot / file));
    std::sort(out.begin(), out.end(),
              [](const Source& a, const Source& b) { return a.path < b.path; });
    return out;
  }();
  return kSources;
}

inline bool starts_with_any(const std::string& path, const std::vector<std::string>& prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [&](const std::string& prefix) { return path.starts_with(prefix); });
}

inline bool is_cpp(const Source& source) {
  return source.path.ends_with(".cpp") || source.path.ends_with(".hpp");
}
inline bool is_code(const Source& source) {
  return is_cpp(source) || source.path.ends_with(".def");
}

/// What is wrong, one place a line.
struct Findings {
  std::string text;
  void add(const Source& source, std::size_t line, const std::string& what) {
    text += source.path + ":" + std::to_string(line + 1) + ": " + what + "\n";
  }
};

/// "sim/model" of "sim/model/step.cpp"; "ui" of "ui/main.cpp"; "tests" of all tests.
inline std::string layer_of(const std::string& path) {
  const std::size_t first = path.find('/');
  const std::size_t second = path.find('/', first + 1);
  if (!starts_with_any(path, {"sim/", "ui/"})) return path.substr(0, first);
  return path.substr(0, second == std::string::npos ? first : second);
}

/// Calls back with (source, line number, included name) for every include of every C++ file.
template <class Visit>
void each_include(Visit visit) {
  static const std::regex kInclude(R"(^\s*#\s*include\s*[<"]([^>"]+)[>"])");
  for (const Source& source : sources()) {
    if (!is_code(source)) continue;
    for (std::size_t i = 0; i < source.lines.size(); ++i) {
      std::smatch match;
      if (source.lines[i].find("#") != std::string::npos &&
          std::regex_search(source.lines[i], match, kInclude))
        visit(source, i, match[1].str());
    }
  }
}

}  // namespace tidy
