// The kernel is compiled once for each instruction set: what it includes, directly or not, is the
// model, the tables and a few plain headers of the language.

#include <gtest/gtest.h>

#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "tests/tidy/sources.hpp"

namespace {

using namespace tidy;

/// "sim/model/territory.cpp", ...: the parts that kernel.cmake compiles for every instruction set.
std::vector<std::string> kernel_parts() {
  std::vector<std::string> out;
  for (const Source& source : sources()) {
    if (source.path != "sim/model/kernel.cmake") continue;
    std::smatch list;
    if (!std::regex_search(source.text, list, std::regex(R"(set\(kernel_parts\s+([^)]*)\))")))
      break;
    std::istringstream names(list[1].str());
    for (std::string name; names >> name;) out.push_back("sim/model/" + name + ".cpp");
  }
  return out;
}

struct Include {
  const Source* source;
  std::size_t line;
  std::string name;
};
/// What each file includes, by its path.
std::map<std::string, std::vector<Include>> includes_by_file() {
  std::map<std::string, std::vector<Include>> out;
  each_include([&](const Source& source, std::size_t line, const std::string& name) {
    out[source.path].push_back({&source, line, name});
  });
  return out;
}

TEST(Kernel, SeesOnlyModelTablesAndPlainHeaders) {
  const std::set<std::string>
      plain{
          "array",   "chrono",      "climits", "cstddef",  "cstdint", "cstring",
          "span",    "iterator",    "string",  "optional", "vector",  "string_view",
          "variant", "immintrin.h", "memory"};  // a Model may hold others, which kernels never see
  const auto includes = includes_by_file();
  std::vector<std::string> to_see = kernel_parts();
  ASSERT_GT(to_see.size(), 10u) << "kernel.cmake names no parts, or names them otherwise";
  std::set<std::string> seen(to_see.begin(), to_see.end());
  Findings wrong;
  while (!to_see.empty()) {
    const std::string file = to_see.back();
    to_see.pop_back();
    EXPECT_TRUE(fs::exists(kRoot / file)) << file;
    const auto of_file = includes.find(file);
    if (of_file == includes.end()) continue;
    for (const Include& include : of_file->second) {
      if (include.name.starts_with("rows/")) continue;  // made from the tables
      const bool is_ours = starts_with_any(include.name, {"sim/", "ui/", "tests/"});
      if (is_ours ? !starts_with_any(include.name, {"sim/model/", "sim/tables/"})
                  : !plain.contains(include.name))
        wrong.add(*include.source, include.line, "the kernel sees " + include.name);
      else if (is_ours && seen.insert(include.name).second)
        to_see.push_back(include.name);
    }
  }
  EXPECT_TRUE(wrong.text.empty()) << wrong.text;
  EXPECT_TRUE(seen.contains("sim/model/model.hpp")) << "includes are not followed";
}

}  // namespace
