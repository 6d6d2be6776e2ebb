// An input is found by its key once, and then read, set and named without its text.

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "sim/scenario/input.hpp"
#include "tests/support/paths.hpp"

namespace palabre {
namespace input_test {

Scenario baseline() {
  return load_scenario(std::filesystem::path(test::root()) / "scenarios/baseline.toml").scenario;
}

TEST(Input, EveryKeyLeadsToItsInputAndBack) {
  const std::vector<std::string> keys = scenario_keys();
  ASSERT_EQ(keys.size(), all_inputs().size());
  for (std::size_t k = 0; k < keys.size(); ++k) {
    EXPECT_EQ(all_inputs()[k].key(), keys[k]);
    const auto found = InputRef::find(keys[k]);
    ASSERT_TRUE(found) << keys[k];
    EXPECT_EQ(found->key(), keys[k]);
    EXPECT_FALSE(found->label().en.empty()) << keys[k];
    EXPECT_FALSE(found->label().fr.empty()) << keys[k];
  }
}

TEST(Input, NoOtherKeyLeadsToOne) {
  for (const char* key :
       {"", "talks", "talks.mediatr", "mediator", "levers.", "levers.talks.mediator",
        "switches.no_such", "issues.territory", "issues.territory.no_such"})
    EXPECT_FALSE(InputRef::find(key)) << key;
}

TEST(Input, IsExactlyOneOfItsKinds) {
  for (const InputRef& input : all_inputs()) {
    const int kinds = int(input.param() != nullptr) + int(input.lever() != nullptr) +
                      int(input.model_switch() != nullptr);
    EXPECT_EQ(kinds, input.key().starts_with("issues.") ? 0 : 1) << input.key();
    EXPECT_EQ(input.claims() != nullptr, kinds == 1) << input.key();
  }
}

TEST(Input, WhatIsSetIsReadAndNothingElseChanges) {
  const Scenario plain = baseline();
  for (const InputRef& input : all_inputs()) {
    const auto now = input.get(plain);
    ASSERT_TRUE(now) << input.key();
    Scenario same = plain;
    if (input.lever() && input.lever()->name == "mediator") continue;  // brings its preset with it
    EXPECT_FALSE(input.set(same, *now)) << input.key();
    EXPECT_EQ(same, plain) << input.key();
    EXPECT_EQ(get_value(plain, input.key()), now) << input.key();
  }
}

TEST(Input, ADateBeforeTheStartIsRefusedOnlyWhereTheStartIsKnown) {
  Scenario scenario = baseline();
  const auto input = InputRef::find("levers.french_withdrawal");
  ASSERT_TRUE(input);
  const Value early = Date::from(scenario.start - std::chrono::days(1));
  EXPECT_TRUE(input->set(scenario, early));
  EXPECT_FALSE(input->assign(scenario, early));
  EXPECT_EQ(input->get(scenario), early);
}

TEST(Input, WhatDoesNotFitIsRefusedAndChangesNothing) {
  Scenario scenario = baseline();
  const Scenario before = scenario;
  const auto mediator = InputRef::find("talks.mediator");
  ASSERT_TRUE(mediator);
  EXPECT_TRUE(mediator->set(scenario, Value{2.0}));
  EXPECT_TRUE(mediator->set(scenario, Value{true}));
  EXPECT_TRUE(mediator->set(scenario, Value{std::string("much")}));
  EXPECT_EQ(scenario, before);
}

}  // namespace input_test
}  // namespace palabre
