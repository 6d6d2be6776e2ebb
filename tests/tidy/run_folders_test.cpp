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

}  // namespace run_folders_test
