#include "tests/bench/precisions.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <vector>

#include "tests/bench/room.hpp"
#include "tests/support/double_kernels.hpp"

namespace palabre::bench {
namespace {

constexpr std::size_t kPrecisionTurns = 5;
constexpr std::uint32_t kPrecisionBlocks = 24;  // some 60 ms of a five-year run

/// What a cercle-week costs by a kernel. [ns]
double nanoseconds(const Kernel& kernel, const Model& model, std::uint64_t seed, Room& room) {
  const auto begun = std::chrono::steady_clock::now();
  for (std::uint32_t block = 0; block < kPrecisionBlocks; ++block)
    kernel.run_block({&model, seed, block * kBlockLanes, kBlockLanes, 0}, room.out);
  const std::chrono::duration<double, std::nano> all = std::chrono::steady_clock::now() - begun;
  return all.count() / kPrecisionBlocks / kBlockLanes / model.weeks / model.cercle_count;
}

}  // namespace

Precisions measure_precisions(const Model& model, std::uint64_t seed) {
  Room room(model);
  std::array<double, kPrecisionTurns> single{}, doubles{};
  for (std::size_t turn = 0; turn < kPrecisionTurns; ++turn) {
    single[turn] = nanoseconds(chosen_kernel(), model, seed, room);
    doubles[turn] = nanoseconds(test::chosen_double_kernel(), model, seed, room);
  }
  std::sort(single.begin(), single.end());
  std::sort(doubles.begin(), doubles.end());
  return {single[kPrecisionTurns / 2], doubles[kPrecisionTurns / 2]};
}

}  // namespace palabre::bench
