// The main of every test program: Google Test's, and `--file NAME`, which runs the tests of one
// source file. So tests share programs, which are quick to build, and still run a file at a time.
// Invalid operations, divisions by zero and overflows end a test where they happen (SIGFPE), but
// for tests that want a NaN: float_traps.hpp. Not where clang compiled: it may divide whole
// registers of which the program asked for two lanes, and a fault in the others means nothing.

#include <gtest/gtest.h>

#include <cstring>
#include <filesystem>
#include <iostream>
#include <string>

#include "tests/support/float_traps.hpp"

namespace palabre::test {
namespace {

/// A filter for the tests of NAME.cpp; empty when there are none.
std::string filter_of(const std::string& name) {
  std::string filter;
  const testing::UnitTest& all = *testing::UnitTest::GetInstance();
  for (int s = 0; s < all.total_test_suite_count(); ++s) {
    const testing::TestSuite& suite = *all.GetTestSuite(s);
    for (int t = 0; t < suite.total_test_count(); ++t) {
      const testing::TestInfo& test = *suite.GetTestInfo(t);
      if (std::filesystem::path(test.file()).stem() != name) continue;
      filter += (filter.empty() ? "" : ":") + std::string(suite.name()) + "." + test.name();
    }
  }
  return filter;
}

}  // namespace
}  // namespace palabre::test

int main(int argc, char** argv) {
#ifndef __clang__
  palabre::test::trap_float_faults();
#endif
  testing::InitGoogleTest(&argc, argv);
  if (argc == 1) return RUN_ALL_TESTS();
  if (argc != 3 || std::strcmp(argv[1], "--file") != 0 || GTEST_FLAG_GET(filter) != "*") {
    std::cerr << "usage: " << argv[0] << " [--file NAME | --gtest_filter=...] [--gtest_...]\n";
    return 2;
  }
  const std::string filter = palabre::test::filter_of(argv[2]);
  if (filter.empty()) {
    std::cerr << argv[0] << ": no tests in a file " << argv[2] << ".cpp\n";
    return 2;
  }
  GTEST_FLAG_SET(filter, filter);
  return RUN_ALL_TESTS();
}
