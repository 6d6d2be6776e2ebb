// How long does each submodel take for one block of replicates, and a whole block of 260 weeks on
// each instruction path? Build with -DPALABRE_BENCH=ON, run build/.../bin/palabre_benchmarks.

#include <benchmark/benchmark.h>

#include <memory>

#include "sim/model/digest.hpp"
#include "sim/model/submodels.hpp"
#include "tests/support/cases.hpp"

namespace palabre::PALABRE_ISA {
namespace {

const BlockOutput kNowhere;  // sums go nowhere

/// A block in its 20th week.
std::unique_ptr<Block> block() {
  static const Model model = test::model();
  std::unique_ptr<Block> b(new Block(model, (2ull << 32) | 1u, 0, Mask(true), kNowhere));
  start(*b);
  double rows[kWeekRows * kLanes];
  for (int week = 0; week < 20; ++week) step(*b, week, rows);
  return b;
}

template <void (*Submodel)(Block&)>
void submodel(benchmark::State& state) {
  const auto b = block();
  for (auto _ : state) Submodel(*b);
}
BENCHMARK(submodel<sense>);
BENCHMARK(submodel<bargain>);
BENCHMARK(submodel<willingness>);
BENCHMARK(submodel<national_stage>);
BENCHMARK(submodel<local_pacts>);
BENCHMARK(submodel<allocate_army>);
BENCHMARK(submodel<events>);
BENCHMARK(submodel<control>);
BENCHMARK(submodel<people>);

void digest(benchmark::State& state) {
  const auto b = block();
  StateHash hash{Bits(1), Bits(2)};
  for (auto _ : state) {
    hash = digest_week(*b, hash).hash;
    benchmark::DoNotOptimize(hash);
  }
}
BENCHMARK(digest);

void whole_block(benchmark::State& state) {
  const Model model = test::model();
  const Kernel& kernel = kernels()[std::size_t(state.range(0))];
  state.SetLabel(kernel.name);
  for (auto _ : state) benchmark::DoNotOptimize(test::run_lanes(model, 0, 1, kernel.run_block));
  state.SetItemsProcessed(state.iterations() * kBlockLanes);
}
BENCHMARK(whole_block)->DenseRange(0, int(kernels().size()) - 1)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace palabre::PALABRE_ISA
