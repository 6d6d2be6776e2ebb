// The same inputs without libFuzzer: sound files spoiled by a generator of fixed seed, for as many
// seconds as the first argument says (4 when there is none).

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <vector>

#include "tests/fuzz/inputs.hpp"
#include "tests/fuzz/seeds.hpp"

namespace {

using namespace palabre;

std::size_t below(std::mt19937& random, std::size_t n) { return n == 0 ? 0 : random() % n; }

void spoil(std::string& text, std::mt19937& random) {
  const std::size_t at = below(random, text.size() + 1);
  const std::size_t length = below(random, std::min<std::size_t>(12, text.size() - at) + 1);
  const std::string_view token = fuzz::kTokens[below(random, std::size(fuzz::kTokens))];
  switch (below(random, 5)) {
    case 0:
      text.insert(at, token);
      break;
    case 1:
      text.replace(at, length, token);
      break;
    case 2:
      text.erase(at, length);
      break;
    case 3:
      text.insert(below(random, text.size() + 1), text.substr(at, length * 4));
      break;
    default:
      if (at < text.size()) text[at] = char(random());
  }
}

std::string spoilt(std::string text, std::mt19937& random) {
  for (std::size_t n = 1 + below(random, 4); n > 0; --n) spoil(text, random);
  return text;
}

}  // namespace

int main(int argc, char** argv) {
  const double seconds = argc > 1 ? std::atof(argv[1]) : 4.0;
  const test::TempFolder folder;
  fuzz::furnish(folder);
  const test::SmallWorld world;
  const std::vector<std::string> worlds = {world.cercles, world.borders, world.outlines};
  const ScenarioFile shipped = load_scenario(shipped_scenarios() / "last_card.toml");
  const std::string sound_code = share_code(shipped.scenario, *shipped.world);
  const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
  unsigned count = 0;
  for (; std::chrono::steady_clock::now() < end; ++count) {
    std::mt19937 random(count);
    const std::size_t which = below(random, 3);
    if (count % 16 == 2) {
      fuzz::try_overrides(spoilt("talks.mediator=0.8\nlevers.election=2024-01-01\n", random));
      continue;
    }
    if (count % 16 == 1) {
      fuzz::try_share_code(spoilt(sound_code, random));
      continue;
    }
    const bool is_world = count % 4 == 0;
    const std::string seed(
        is_world ? std::string_view(worlds[which])
                 : fuzz::kScenarioSeeds[below(random, std::size(fuzz::kScenarioSeeds))]);
    const std::string input = spoilt(seed, random);
    is_world ? fuzz::try_world(which, input, folder) : fuzz::try_scenario(input, folder.path());
  }
  std::printf("%u inputs, seeds 0 to %u\n", count, count - 1);
  return 0;
}
