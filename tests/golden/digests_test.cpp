// Did any number move? One digest per shipped scenario, found by listing the folder.
// Rewritten only by `bash tests/run --update-goldens`, and announced in the commit.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>

#include "sim/run/engine/ensemble.hpp"
#include "sim/scenario/scenario.hpp"
#include "tests/support/paths.hpp"

namespace palabre {
namespace digests_test {

namespace fs = std::filesystem;

constexpr std::int64_t kReplicates = 128;

const fs::path& golden() {
  static const fs::path path = fs::path(palabre::test::root()) / "tests/golden/digests.txt";
  return path;
}

std::map<std::string, std::string> digests_now() {
  std::map<std::string, std::string> out;
  for (const auto& entry : fs::directory_iterator(fs::path(palabre::test::root()) / "scenarios")) {
    if (entry.path().extension() != ".toml") continue;
    const ScenarioFile file = load_scenario(entry.path());
    Ensemble ensemble(std::make_shared<const Model>(compile(file.scenario, *file.world)),
                      file.scenario.seed);
    ensemble.grow_to(kReplicates, 2);
    out[entry.path().filename().string()] = ensemble.results()->digest;
  }
  return out;
}

std::map<std::string, std::string> digests_before() {
  std::map<std::string, std::string> out;
  std::ifstream in(golden());
  for (std::string line; std::getline(in, line);) {
    std::istringstream words(line);
    std::string name, digest;
    if (words >> name >> digest && name != "#") out[name] = digest;
  }
  return out;
}

TEST(Golden, EveryShippedScenarioKeepsItsDigest) {
  const auto now = digests_now();
  ASSERT_FALSE(now.empty());
  if (std::getenv("PALABRE_UPDATE_GOLDENS") != nullptr) {
    std::ofstream out(golden());
    out << "# file, digest of its first " << kReplicates << " replicates\n";
    for (const auto& [name, digest] : now) out << name << " " << digest << "\n";
    GTEST_SKIP() << "rewritten: " << golden();
  }
  EXPECT_EQ(now, digests_before())
      << "a number moved; say which and why, then: bash tests/run --update-goldens";
}

}  // namespace digests_test
}  // namespace palabre
