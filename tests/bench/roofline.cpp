#include "tests/bench/roofline.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <string_view>
#include <vector>

#include "sim/model/lane_counts.hpp"
#include "tests/bench/room.hpp"

namespace palabre {

// Does at least so much of one kind of work as fast as the instruction set can, and says how much
// it was. What comes of it goes to `result`, or a compiler would leave it out.
#define PALABRE_THROUGHPUT(isa)                                              \
  namespace isa {                                                            \
  LaneCounts measure_throughput(const LaneCounts& at_least, double* result); \
  }
PALABRE_THROUGHPUT(portable)
#ifdef PALABRE_X86
PALABRE_THROUGHPUT(sse2)
PALABRE_THROUGHPUT(avx2)
PALABRE_THROUGHPUT(avx512)
#endif
#undef PALABRE_THROUGHPUT

namespace counting {
LaneCounts run_and_count(const BlockRequest& request, BlockOutput& output);
}  // namespace counting

namespace bench {
namespace {

/// The loops of the instruction path that ensembles take.
auto chosen_throughput() {
#ifdef PALABRE_X86
  const std::string_view name = chosen_kernel().name;
  if (name == "avx512") return avx512::measure_throughput;
  if (name == "avx2") return avx2::measure_throughput;
  if (name == "sse2") return sse2::measure_throughput;
#endif
  return portable::measure_throughput;
}

constexpr int kTurns = 5;
constexpr std::uint32_t kBlocksCounted = 8;
// Some milliseconds of each on a processor of our day.
constexpr LaneCounts kEnough{20'000'000, 1'000'000, 300'000};

/// The work of some blocks that leave behind what those of an ensemble leave.
LaneCounts count_blocks(const Model& model, std::uint64_t seed) {
  Room room(model);
  LaneCounts all;
  for (std::uint32_t block = 0; block < kBlocksCounted; ++block) {
    const LaneCounts one =
        counting::run_and_count({&model, seed, block * kBlockLanes, kBlockLanes, 0}, room.out);
    all.operations += one.operations;
    all.divisions += one.divisions;
    all.draws += one.draws;
  }
  return all;
}

/// How much of one kind of work is done in a second.
double measure(std::uint64_t LaneCounts::*kind) {
  LaneCounts wanted;
  wanted.*kind = kEnough.*kind;
  double result = 0.0;
  const auto begun = std::chrono::steady_clock::now();
  const LaneCounts done = chosen_throughput()(wanted, &result);
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begun;
  return double(done.*kind) / std::max(seconds.count(), 1e-9);
}

}  // namespace

Roofline measure_roofline(const Model& model, std::uint64_t seed) {
  constexpr std::array kKinds{&LaneCounts::operations, &LaneCounts::divisions, &LaneCounts::draws};
  std::array<std::array<double, kTurns>, kKinds.size()> rates{};
  for (std::size_t turn = 0; turn < kTurns; ++turn)
    for (std::size_t kind = 0; kind < kKinds.size(); ++kind)
      rates[kind][turn] = measure(kKinds[kind]);

  const LaneCounts counted = count_blocks(model, seed);
  const double cercle_weeks = double(kBlocksCounted) * model.weeks * model.cercle_count;
  Roofline out;
  const std::array<Work*, kKinds.size()> work{&out.operations, &out.divisions, &out.draws};
  for (std::size_t kind = 0; kind < kKinds.size(); ++kind) {
    std::sort(rates[kind].begin(), rates[kind].end());
    *work[kind] = {double(counted.*kKinds[kind]) / cercle_weeks, rates[kind][kTurns / 2]};
  }
  return out;
}

}  // namespace bench
}  // namespace palabre
