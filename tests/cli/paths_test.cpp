// Every shipped scenario, on every instruction path, with 1, 2, 3, 8 and 16 threads, with FMA and
// AVX2 hidden from the C library: one digest. The long test `matrix` adds compilers and levels.

#include <map>
#include <sstream>

#include "tests/cli/prompt.hpp"

namespace palabre_tests {
namespace paths_test {

std::vector<std::string> shipped() {
  std::vector<std::string> files;
  for (const auto& entry : fs::directory_iterator(kRoot / "scenarios"))
    if (entry.path().extension() == ".toml") files.push_back(entry.path().string());
  return files;
}

/// Digest by file, of 11 replicates (a whole block and a part of one).
std::map<std::string, std::string> digests(std::vector<std::string> files, int threads,
                                           const Start& start) {
  files.insert(files.begin(), "run");
  for (const char* word : {"--json", "-n", "11", "--weeks", "70", "-j"}) files.push_back(word);
  files.push_back(std::to_string(threads));
  const Ran ran = palabre(files, start);
  EXPECT_EQ(ran.status, 0) << ran.err;
  std::map<std::string, std::string> out;
  std::istringstream lines(ran.out);
  for (std::string line; std::getline(lines, line);) {
    const Json one = Json::parse(line);
    out[one["scenario"]["file"]] = one["digest"];
  }
  return out;
}

std::vector<std::string> paths() {
  return Json::parse(palabre({"version", "--json"}).out)["instruction_paths"];
}

TEST(Paths, EveryShippedScenarioHasOneDigest) {
  const std::vector<std::string> files = shipped();
  const auto wanted = digests(files, 1, {});
  EXPECT_EQ(wanted.size(), files.size());
  int turn = 0;
  for (const std::string& path : paths()) {
    const int threads = std::array{2, 3, 8, 16}[std::size_t(turn++ % 4)];
    EXPECT_EQ(digests(files, threads, {.environment = {{"PALABRE_ISA", path}}}), wanted)
        << path << ", " << threads << " threads";
  }
  const std::pair<std::string, std::string> hidden{
      "GLIBC_TUNABLES", "glibc.cpu.hwcaps=-AVX2,-FMA,-AVX2_Usable,-FMA_Usable"};
  EXPECT_EQ(digests(files, 2, {.environment = {hidden}}), wanted);
  EXPECT_EQ(digests(files, 1, {.environment = {hidden, {"PALABRE_ISA", "portable"}}}), wanted);
}

TEST(Paths, EveryNumberOfThreadsGivesTheSameOnEveryPath) {
  const std::vector<std::string> files{kBaseline.string(),
                                       (kRoot / "scenarios/offer_with_guarantee.toml").string(),
                                       (kRoot / "scenarios/niono_replica.toml").string()};
  const auto wanted = digests(files, 1, {});
  for (const std::string& path : paths())
    for (const int threads : {1, 2, 3, 8, 16})
      EXPECT_EQ(digests(files, threads, {.environment = {{"PALABRE_ISA", path}}}), wanted)
          << path << ", " << threads << " threads";
}

}  // namespace paths_test
}  // namespace palabre_tests
