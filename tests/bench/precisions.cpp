#include "tests/bench/precisions.hpp"

#include <algorithm>
#include <array>
#include <ctime>
#include <vector>

#include "sim/model/compile.hpp"
#include "tests/bench/room.hpp"
#include "tests/reference/reference.hpp"
#include "tests/support/double_kernels.hpp"

namespace palabre::bench {
namespace {

constexpr std::size_t kPrecisionTurns = 5;
constexpr std::uint32_t kPrecisionBlocks = 4;  // some 100 ms of the reference program
constexpr int kPrecisionRounds = 6;            // of the kernels, which take a tenth of that

/// What a cercle-week by so many rounds of all blocks has cost since `begun`, in time of the
/// processor: one thread works, and whoever else does on this machine is not counted. [ns]
double per_cercle_week(std::clock_t begun, int rounds, const Model& m) {
  const double seconds = double(std::clock() - begun) / double(CLOCKS_PER_SEC);
  return seconds * 1e9 / rounds / kPrecisionBlocks / kBlockLanes / m.weeks / m.cercle_count;
}

double nanoseconds(const Kernel& kernel, const Model& model, std::uint64_t seed, Room& room) {
  const std::clock_t begun = std::clock();
  for (int round = 0; round < kPrecisionRounds; ++round)
    for (std::uint32_t block = 0; block < kPrecisionBlocks; ++block)
      kernel.run_block({&model, seed, block * kBlockLanes, kBlockLanes, 0}, room.out);
  return per_cercle_week(begun, kPrecisionRounds, model);
}

double reference_nanoseconds(const Scenario& scenario, const World& world, const Model& model) {
  const std::clock_t begun = std::clock();
  double deaths = 0.0;
  for (std::uint32_t replicate = 0; replicate < kPrecisionBlocks * kBlockLanes; ++replicate)
    deaths += reference::run(scenario, world, std::uint64_t(scenario.seed), replicate)
                  .weeks.back()
                  .deaths;
  return deaths < 0.0 ? 0.0 : per_cercle_week(begun, 1, model);  // what it found is looked at
}

}  // namespace

Precisions measure_precisions(const ScenarioFile& file) {
  Scenario scenario = file.scenario;
  scenario.switches.assumptions = int(AssumptionsChoice::set);
  const Model model = compile(scenario, *file.world, Digest::none);
  const auto seed = std::uint64_t(scenario.seed);
  Room room(model);
  std::array<double, kPrecisionTurns> single{}, doubles{}, reference{};
  for (std::size_t turn = 0; turn < kPrecisionTurns; ++turn) {
    single[turn] = nanoseconds(chosen_kernel(), model, seed, room);
    doubles[turn] = nanoseconds(test::chosen_double_kernel(), model, seed, room);
    reference[turn] = reference_nanoseconds(scenario, *file.world, model);
  }
  for (auto* figures : {&single, &doubles, &reference}) std::sort(figures->begin(), figures->end());
  constexpr std::size_t kMiddle = kPrecisionTurns / 2;
  return {single[kMiddle], doubles[kMiddle], reference[kMiddle]};
}

}  // namespace palabre::bench
