#include "sim/platform/slices.hpp"

namespace palabre::platform {

// Every program of this platform has threads: one slice is all, for tests.
void begin_slices(std::function<void()> work) { work(); }
bool slice_is_over() { return false; }
void next_slice() {}

}  // namespace palabre::platform
