// The folders of sim/run stand in the order of their data.

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/tidy/sources.hpp"

namespace run_folders_test {

using namespace tidy;

/// The folders of an experiment, in the order of the data: each may include those before it.
const std::vector<std::string> kRunFolders{"sim/run/stats", "sim/run/engine", "sim/run/views",
                                           "sim/run/explain", "sim/run/analysis"};

TEST(Tidy, FoldersOfTheExperimentIncludeOnlyThoseBeforeThem) {
  const auto place_of = [](const std::string& path) {
    const std::string folder = path.substr(0, path.rfind('/'));
    return std::find(kRunFolders.begin(), kRunFolders.end(), folder) - kRunFolders.begin();
  };
  Findings wrong;
  int seen = 0;
  each_include([&](const Source& source, std::size_t line, const std::string& name) {
    if (!source.path.starts_with("sim/run/")) return;
    const std::ptrdiff_t from = place_of(source.path);
    if (from == std::ssize(kRunFolders)) wrong.add(source, line, "in no folder of the experiment");
    if (!name.starts_with("sim/run/")) return;
    ++seen;
    if (place_of(name) > from) wrong.add(source, line, "may not include " + name);
  });
  EXPECT_TRUE(wrong.text.empty()) << wrong.text;
  EXPECT_GT(seen, 50) << "the rule looks at nothing";
}

TEST(Tidy, OneLoopCutsReplicatesIntoBlocksAndSharesThemOut) {
  const std::string door = "sim/run/engine/blocks.hpp";
  int seen = 0;
  Findings wrong;
  for (const Source& source : sources()) {
    if (!is_cpp(source) || !starts_with_any(source.path, {"sim/run/", "sim/cli/", "ui/work/"}))
      continue;
    for (std::size_t i = 0; i < source.lines.size(); ++i) {
      const bool cuts = source.lines[i].find("kBlockLanes - 1) / kBlockLanes") != std::string::npos;
      const bool starts = source.path.starts_with("sim/run/") &&
                          source.lines[i].find("std::jthread") != std::string::npos;
      if (!cuts && !starts) continue;
      ++seen;
      if (source.path != door) wrong.add(source, i, "only " + door + " does this");
    }
  }
  EXPECT_TRUE(wrong.text.empty()) << wrong.text;
  EXPECT_EQ(seen, 2) << "the rule looks at nothing";
}

}  // namespace run_folders_test
