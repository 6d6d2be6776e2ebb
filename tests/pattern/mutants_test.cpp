// Tests of the tests: a model with one deliberate fault must fail a pattern that names what was
// cut.

#include <gtest/gtest.h>

#include <iostream>

#include "tests/pattern/pattern.hpp"

namespace palabre::pattern {
namespace mutants_test {

struct Mutant {
  const char* name;
  Fault fault;
  std::vector<const char*> caught_by;  // rows that hold in the sound model and fail in this one
};

void PrintTo(const Mutant& mutant, std::ostream* out) { *out << mutant.name; }

const std::vector<Mutant>& mutants() {
  static const std::vector<Mutant> all{
      {"gates_open", Fault::gates_open, {"P04a", "P04b"}},
      {"cooperation_constant", Fault::cooperation_constant, {"P23"}},
      {"approval_ignored", Fault::approval_ignored, {"P20"}},
      {"truce_does_not_calm", Fault::truce_does_not_calm, {"P12"}},
      {"jnim_does_not_look_ahead", Fault::jnim_does_not_look_ahead, {"P36"}},
      {"war_value_ignores_control", Fault::war_value_ignores_control, {"P09a"}},
      {"guarantees_ignored", Fault::guarantees_ignored, {"P22"}},
      {"no_french_cost", Fault::no_french_cost, {"P28"}},
      {"no_convoys", Fault::no_convoys, {"N16"}},
      {"no_revival_factor", Fault::no_revival_factor, {"N17"}},
      {"no_trust_from_pacts", Fault::no_trust_from_pacts, {"N18"}},
  };
  return all;
}

constexpr int kReplicates = 104;

class Mutants : public testing::TestWithParam<Mutant> {};

TEST_P(Mutants, AreCaught) {
  static Bench sound;
  Bench faulty(GetParam().fault);
  for (const char* id : GetParam().caught_by) {
    const Verdict before = sound.judge(row(id), kReplicates);
    const Verdict after = faulty.judge(row(id), kReplicates);
    std::cout << "sound  " << before.text << "\nmutant " << after.text << '\n';
    EXPECT_TRUE(before.holds) << "fails without a fault: " << before.text;
    EXPECT_FALSE(after.holds) << "does not notice " << GetParam().name << ": " << after.text;
  }
}

INSTANTIATE_TEST_SUITE_P(Faults, Mutants, testing::ValuesIn(mutants()),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(Mutants, AreAllTheFaultsOfTheKernel) {
  // Fault::none and Fault::poison (a test of the bounds) are no mutants.
  EXPECT_EQ(mutants().size(), std::size_t(Fault::poison) - 1);
}

}  // namespace mutants_test
}  // namespace palabre::pattern
