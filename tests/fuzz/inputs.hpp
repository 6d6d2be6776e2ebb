// What a fuzzer does with one input. Anything but success and ScenarioError is a bug.

#pragma once

#include <exception>
#include <string>
#include <string_view>

#include "sim/scenario/scenario.hpp"
#include "tests/unit/scenario_support.hpp"

namespace palabre::fuzz {

/// A folder with a base and a small world that goes by the default name.
inline void furnish(const test::TempFolder& folder) {
  folder.write("b.toml", "format = 1\nweeks = 9\n");
  test::SmallWorld().write(folder, "mali");
}

/// Reads a scenario; one that is sound is saved with a change and must read back.
inline void try_scenario(std::string_view bytes, const std::filesystem::path& folder) {
  try {
    const ScenarioFile file = parse_scenario(std::string(bytes), folder / "a.toml");
    Scenario wanted = file.scenario;
    wanted.params.talks_mediator = wanted.params.talks_mediator > 0.5 ? 0.25 : 0.75;
    wanted.weeks = wanted.weeks > 1 ? wanted.weeks - 1 : 2;
    const ScenarioFile again = parse_scenario(patched_text(file, wanted), folder / "a.toml");
    if (!(again.scenario == wanted)) std::terminate();
  } catch (const ScenarioError& error) {
    if (error.in(Lang::fr).empty()) std::terminate();
  }
}

/// Reads the bytes as one of the three files of a world whose other two are sound.
inline void try_world(std::size_t which, std::string_view bytes, const test::TempFolder& folder) {
  constexpr const char* kFiles[] = {"w/w_cercles.csv", "w/w_adjacency.csv", "w/w_outlines.json"};
  const std::filesystem::path world = test::SmallWorld().write(folder);
  folder.write(kFiles[which % 3], bytes);
  try {
    load_world(world);
  } catch (const ScenarioError& error) {
    if (error.in(Lang::fr).empty()) std::terminate();
  }
}

}  // namespace palabre::fuzz
