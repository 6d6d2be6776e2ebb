// What a fuzzer does with one input. Anything but success and ScenarioError is a bug.

#pragma once

#include <algorithm>
#include <exception>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/scenario.hpp"
#include "sim/scenario/share_code.hpp"
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

/// Reads the bytes as assignments after --set, one a line.
inline void try_overrides(std::string_view bytes) {
  std::vector<std::string> assignments;
  while (!bytes.empty()) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    assignments.emplace_back(bytes.substr(0, end));
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
  }
  Scenario scenario;
  try {
    apply_overrides(scenario, assignments);
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

/// A code whose own check is right, whatever it packs: what lies behind the check is reached too.
/// @param inside  of version 1: what is packed; of version 2: all bits of the case
inline std::string share_code_around(std::string_view inside, int version = 1) {
  const auto each = [](std::string& bytes, unsigned word) {
    for (int shift = 24; shift >= 0; shift -= 8) bytes += char(word >> shift & 255u);
  };
  std::string whole = (version == 1 ? "...." : "") + std::string(inside);
  while (whole.size() % 3 != 2) whole += '\0';  // no part of a letter is left over
  unsigned check = ~0u;
  for (const char c : whole) {
    check ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) check = check >> 1 ^ ((check & 1u) ? 0xEDB88320u : 0u);
  }
  std::string bytes;
  each(bytes, ~check);
  bytes += whole;
  constexpr std::string_view kLetters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string out = "palabre" + std::to_string(version) + ":";
  for (std::size_t k = 0; k + 2 < bytes.size(); k += 3) {
    unsigned three = 0;
    for (std::size_t j = 0; j < 3; ++j)
      three = three << 8 | static_cast<unsigned char>(bytes[k + j]);
    for (int shift = 18; shift >= 0; shift -= 6) out += kLetters[three >> shift & 63u];
  }
  return out;
}

/// Reads words as a share code, as a figure that holds one, and as what a code packs.
inline void try_share_code(std::string_view words) {
  for (const std::string& code : {std::string(words), share_code_in(words),
                                  share_code_around(words), share_code_around(words, 2)})
    try {
      const ScenarioFile file = read_share_code(code);
      if (!(read_share_code(share_code(file.scenario, *file.world)).scenario.params ==
            file.scenario.params))
        std::terminate();
    } catch (const ScenarioError& error) {
      if (error.in(Lang::fr).empty()) std::terminate();
    }
}

}  // namespace palabre::fuzz
