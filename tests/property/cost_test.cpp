// Cost that scales: nothing is allocated week by week, and memory does not grow with replicates.

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <atomic>
#include <cstdlib>
#include <new>

#include "sim/run/engine/accumulator.hpp"
#include "tests/support/cases.hpp"

namespace {
std::atomic<long> allocations{0};
}  // namespace

void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  ++allocations;
  return std::malloc(size);
}
void* operator new(std::size_t size) {
  if (void* p = operator new(size, std::nothrow)) return p;
  throw std::bad_alloc();
}
void* operator new(std::size_t size, std::align_val_t alignment) {
  ++allocations;
  const std::size_t unit = std::size_t(alignment);
  if (void* p = std::aligned_alloc(unit, (size + unit - 1) / unit * unit)) return p;
  throw std::bad_alloc();
}
// GCC does not see that our new is malloc where it inlines one of the two only.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"
#endif
void operator delete(void* p) noexcept { std::free(p); }
void operator delete(void* p, const std::nothrow_t&) noexcept { std::free(p); }
void operator delete(void* p, std::size_t) noexcept { std::free(p); }
void operator delete(void* p, std::align_val_t) noexcept { std::free(p); }
void operator delete(void* p, std::size_t, std::align_val_t) noexcept { std::free(p); }

namespace palabre {
namespace {

TEST(Cost, TheHookCounts) {
  const long before = allocations;
  std::vector<int> some(100);
  EXPECT_GT(allocations, before) << some.size();
}

TEST(Cost, ABlockAllocatesNothingOnAnyPath) {
  const Model m = test::model({}, 60);
  std::vector<double> rows(std::size_t(m.weeks) * kWeekRows * kBlockLanes);
  for (const Kernel& kernel : kernels()) {
    BlockOutput out;
    out.series = rows.data();
    const long before = allocations;
    kernel.run_block({&m, 1, 0, kBlockLanes, 0}, out);
    EXPECT_EQ(allocations, before) << kernel.name;
  }
}

TEST(Cost, AddingABlockToManyAllocatesNothing) {
  const auto model = std::make_shared<const Model>(test::model({}, 60));
  Accumulator sums(model);
  constexpr std::uint32_t kSettled = 2 * Histograms::kFewBlocks;
  for (std::uint32_t block = 0; block < kSettled; ++block)
    sums.run_block({model.get(), 1, block * kBlockLanes});
  const long before = allocations;
  for (std::uint32_t block = kSettled; block < kSettled + 20; ++block)
    sums.run_block({model.get(), 1, block * kBlockLanes});
  EXPECT_EQ(allocations, before);
}

/// The most memory this program has had. [MB]
double peak_memory() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return double(usage.ru_maxrss) / 1024.0;
}

TEST(Cost, MemoryDoesNotGrowWithReplicates) {
  const bool million = std::getenv("PALABRE_MILLION") != nullptr;
  const auto model = std::make_shared<const Model>(test::model({}, million ? 20 : 5));
  Ensemble ensemble(model, 1);
  ensemble.grow_to(1000, 2);
  const auto few = ensemble.results();
  const double before = peak_memory();
  const std::int64_t many = million ? kReplicatesMax : 20000;
  ensemble.grow_to(many, 2);
  EXPECT_EQ(ensemble.results()->manifest.replicates, many);
  EXPECT_LT(peak_memory() - before, 4.0) << "[MB] more for " << many << " replicates";
  EXPECT_LT(peak_memory(), 300.0);
  RecordProperty("peak_MB", std::to_string(peak_memory()));
  if (million) std::printf("peak memory of a million replicates: %.0f MB\n", peak_memory());
}

}  // namespace
}  // namespace palabre
