// Every claim of the articles that must be in the core of the model (priority A) is carried by an
// expectation of a shipped scenario or by a pattern: something fails when the claim stops holding.
//
// An [[expect]] carries the claim it names, and the one that begins its `why` ("C1: ..."). A
// pattern carries what its row in tests/pattern/*.def lists: the first text of PATTERN(P01,
// emergent, "C25 C26", ...); a test there may say "claims: C1 C2" in a comment.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>

#include "sim/scenario/scenario.hpp"
#include "tests/support/paths.hpp"

namespace palabre {
namespace claims_test {

namespace fs = std::filesystem;
const fs::path kRoot = palabre::test::root();

std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// Adds every claim of the articles that a text names.
void add_named(const std::string& text, std::set<std::string>& to) {
  static const std::regex kClaim(R"(\bC\d+\b)");
  for (auto at = std::sregex_iterator(text.begin(), text.end(), kClaim);
       at != std::sregex_iterator(); ++at)
    to.insert(at->str());
}

std::set<std::string> carried_by_scenarios() {
  std::set<std::string> out;
  for (const auto& entry : fs::directory_iterator(kRoot / "scenarios")) {
    if (entry.path().extension() != ".toml") continue;
    for (const Expectation& e : load_scenario(entry.path()).scenario.expectations) {
      add_named(e.claim, out);
      if (const std::size_t colon = e.why.find(':'); colon != std::string::npos)
        add_named(e.why.substr(0, colon), out);
    }
  }
  return out;
}

std::set<std::string> carried_by_patterns() {
  const std::regex row(R"x((?:^|\n)[A-Z]+\(\w+,[^"\n]*"([^"\n]*)")x");
  const std::regex comment(R"(//[^\n]*\bclaims?: ([^\n]*))");
  std::set<std::string> out;
  for (const auto& entry : fs::directory_iterator(kRoot / "tests/pattern")) {
    const std::string text = bytes_of(entry.path());
    const std::regex& place = entry.path().extension() == ".def" ? row : comment;
    for (auto at = std::sregex_iterator(text.begin(), text.end(), place);
         at != std::sregex_iterator(); ++at)
      add_named((*at)[1].str(), out);
  }
  return out;
}

TEST(Claims, EveryClaimOfTheCoreIsCarriedBySomethingThatCanFail) {
  const std::set<std::string> scenarios = carried_by_scenarios(), patterns = carried_by_patterns();
  std::string missing;
  int core = 0;
  for (const ClaimSpec& claim : claim_specs()) {
    if (claim.kind != ClaimKind::Article || claim.priority != Priority::A) continue;
    ++core;
    const std::string name(claim.name);
    if (!scenarios.contains(name) && !patterns.contains(name))
      missing += name + ": " + std::string(claim.says.en) + "\n";
  }
  EXPECT_GT(core, 20) << "the rule looks at nothing";
  EXPECT_TRUE(missing.empty()) << "carried by no expectation and no pattern:\n" << missing;
}

TEST(Claims, WhatCarriesAClaimNamesOneThatExists) {
  std::set<std::string> named = carried_by_scenarios();
  named.merge(carried_by_patterns());
  for (const std::string& name : named)
    EXPECT_NE(find_claim(name), nullptr) << name << " is carried and does not exist";
}

}  // namespace claims_test
}  // namespace palabre
