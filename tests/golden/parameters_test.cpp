// scenarios/PARAMETERS.md and scenarios/scenario.schema.json are written by the program: this fails
// when they are stale.

#include <gtest/gtest.h>

#include <sstream>

#include "tests/cli/program.hpp"

namespace palabre_tests {
namespace parameters_test {

/// The first line that differs, with its number, so that a failure says where to look.
std::string first_difference(const std::string& a, const std::string& b) {
  std::istringstream left(a), right(b);
  std::string x, y;
  for (int line = 1;; ++line) {
    const bool more_left = bool(std::getline(left, x)), more_right = bool(std::getline(right, y));
    if (!more_left && !more_right) return "";
    if (x != y || more_left != more_right)
      return "line " + std::to_string(line) + "\n  file:  " + (more_left ? x : "(end)") +
             "\n  wants: " + (more_right ? y : "(end)");
  }
}

void expect_written(const char* name, const std::vector<std::string>& words) {
  const fs::path file = kRoot / "scenarios" / name;
  const Ran ran = palabre(words);
  ASSERT_EQ(ran.status, 0) << ran.err;
  if (std::getenv("PALABRE_UPDATE_GOLDENS") != nullptr)
    std::ofstream(file, std::ios::binary) << ran.out;
  EXPECT_TRUE(bytes_of(file) == ran.out)
      << "stale: run `bash tests/run --update-goldens` and say in the commit what moved\n"
      << first_difference(bytes_of(file), ran.out);
}

TEST(Golden, ParametersMdIsWhatTheTablesSay) {
  expect_written("PARAMETERS.md", {"params", "--markdown"});
}

TEST(Golden, SchemaIsWhatTheTablesSay) {
  expect_written("scenario.schema.json", {"params", "--schema"});
}

}  // namespace parameters_test
}  // namespace palabre_tests
