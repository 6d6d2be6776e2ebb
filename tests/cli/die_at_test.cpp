// The program killed before each system call that touches a file: what it was to write is as it was
// before, or whole.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>

#include "tests/cli/program.hpp"

namespace palabre_tests {
namespace die_at_test {

constexpr int kKilled = 1000 + SIGKILL;

/// What writes `target`, and what must stand there before.
struct Work {
  std::string name;
  std::vector<std::string> words;
  std::string target;
  std::string before;
};

Ran killed_at(const Work& work, long call) {
  Start start;
  start.environment = {{"LD_PRELOAD", (kPrograms / "libdie_at.so").string()},
                       {"PALABRE_DIE_AT", std::to_string(call)}};
  return palabre(work.words, start);
}

TEST(DieAt, AFileIsAsItWasOrWhole) {
  if (!fs::exists(kPrograms / "libdie_at.so")) GTEST_SKIP() << "not built with sanitizers";
  const TempFolder folder;
  const std::string untidy = "format=1\ntitle   =  \"A\"\nweeks = 2\n";
  const std::string file = folder.write("small.toml", small_scenario());
  for (const Work& work :
       {Work{"fmt", {"fmt", "--write", folder.at("u.toml")}, folder.at("u.toml"), untidy},
        Work{"run",
             {"run", file, "-n", "8", "--json", "-j", "1", "-o", folder.at("r.json")},
             folder.at("r.json"),
             "old results\n"},
        Work{"sums",
             {"run", file, "-n", "8", "-j", "1", "-q", "--sums", folder.at("s")},
             folder.at("s"),
             "old sums\n"},
        Work{"export",
             {"export", file, "-n", "8", "--figure", "outcomes", "-o", folder.at("o.csv")},
             folder.at("o.csv"),
             "old figure\n"}}) {
    folder.write(fs::path(work.target).filename().string(), work.before);
    const Ran whole = palabre(work.words);
    ASSERT_EQ(whole.status, 0) << work.name << ": " << whole.err;
    const std::string after = bytes_of(work.target);
    ASSERT_NE(after, work.before);
    long kills = 0, old = 0;
    for (long call = 1; call < 2000; ++call) {
      folder.write(fs::path(work.target).filename().string(), work.before);
      const Ran ran = killed_at(work, call);
      const std::string there = bytes_of(work.target);
      EXPECT_TRUE(there == work.before || there == after)
          << work.name << ", killed at call " << call << ": " << there.substr(0, 80);
      old += there == work.before;
      if (ran.status != kKilled) {
        EXPECT_EQ(ran.status, 0) << work.name << ": " << ran.err;
        EXPECT_EQ(there, after) << work.name << ": what was left behind is in the way";
        break;
      }
      ++kills;
    }
    EXPECT_GT(kills, 5) << work.name;
    EXPECT_GT(old, 0) << work.name;
    EXPECT_LE(old, kills) << work.name;
    RecordProperty(work.name, std::to_string(kills));
    std::printf("%s: killed at each of %ld calls\n", work.name.c_str(), kills);
  }
}

}  // namespace die_at_test
}  // namespace palabre_tests
