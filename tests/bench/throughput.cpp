// Loops of each kind of work as fast as this instruction set can do it: what `palabre-bench` holds
// the cost of a cercle-week against. Compiled once per instruction set, as the kernel is.

#include "sim/model/rng.hpp"

namespace palabre::PALABRE_ISA {
namespace {

// As many chains, each waiting for itself alone, as leave some of sixteen registers free.
constexpr int kChains = 12 / kParts;

/// Of all lanes, or a compiler would leave out those whose value is not used.
double sum_of(const Real* x) {
  double sum = 0.0;
  for (int k = 0; k < kChains; ++k)
    for (int lane = 0; lane < kLanes; ++lane) sum += x[k][lane];
  return sum;
}

/// Products and sums in equal numbers.
std::uint64_t operate(std::uint64_t at_least, double& result) {
  Real x[kChains];
  for (int k = 0; k < kChains; ++k) x[k] = double(k);
  const Real factor = 0.5, step = 0.25;
  std::uint64_t done = 0;
  for (; done < at_least; done += 2 * kChains) {
#pragma GCC unroll 16
    for (int k = 0; k < kChains; ++k) x[k] = x[k] * factor + step;
  }
  result = sum_of(x);
  return done;
}

std::uint64_t divide(std::uint64_t at_least, double& result) {
  Real x[kChains];
  for (int k = 0; k < kChains; ++k) x[k] = 1.5 + double(k);
  const Real dividend = 3.0;
  std::uint64_t done = 0;
  for (; done < at_least; done += kChains) {
#pragma GCC unroll 16
    for (int k = 0; k < kChains; ++k) x[k] = dividend / x[k];
  }
  result = sum_of(x);
  return done;
}

/// Two of the four words are used, as by most draws of a week.
std::uint64_t draw(std::uint64_t at_least, double& result) {
  const RandomStream random(1, 0);
  const StreamKeys<64> keys(random, Stream::attacks_operations, 64);
  Bits all = 0;
  std::uint64_t done = 0;
  for (; done < at_least; ++done) {
    const Words words = random.draw(keys, int(done & 63));
    all = all ^ words.word[0] ^ words.word[1];
  }
  result = 0.0;
  for (int lane = 0; lane < kLanes; ++lane) result += double(all[lane]);
  return done;
}

}  // namespace

LaneCounts measure_throughput(const LaneCounts& at_least, double* result) {
  double operated = 0.0, divided = 0.0, drawn = 0.0;
  LaneCounts done;
  done.operations = operate(at_least.operations, operated);
  done.divisions = divide(at_least.divisions, divided);
  done.draws = draw(at_least.draws, drawn);
  *result = operated + divided + drawn;
  return done;
}

}  // namespace palabre::PALABRE_ISA
