// What a kernel computes, counted: one more build of it, over lanes that count what is done to
// them. In every other build these lines are no code at all, so that the counts are of the very
// equations that run, and cost them nothing.

#pragma once

#include <cstdint>

namespace palabre {

/// Work on all lanes of a block at once: operations (sums, products, comparisons, choices, ... of
/// doubles and of words), divisions and square roots, calls of the generator with all they do.
struct LaneCounts {
  std::uint64_t operations = 0, divisions = 0, draws = 0;
};

}  // namespace palabre

#ifdef PALABRE_COUNTING

namespace palabre::PALABRE_ISA {

inline LaneCounts counted;

/// What is done inside a generator call is part of the call.
class GeneratorCall {
 public:
  GeneratorCall() : before_(counted) {}
  ~GeneratorCall() {
    counted = before_;
    ++counted.draws;
  }
  GeneratorCall(const GeneratorCall&) = delete;
  GeneratorCall& operator=(const GeneratorCall&) = delete;

 private:
  LaneCounts before_;
};

}  // namespace palabre::PALABRE_ISA

#define PALABRE_COUNT(kind) ++counted.kind
#define PALABRE_COUNT_CALL() const GeneratorCall call

#else

#define PALABRE_COUNT(kind) static_cast<void>(0)
#define PALABRE_COUNT_CALL() static_cast<void>(0)

#endif
