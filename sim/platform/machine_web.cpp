#include <emscripten/threading.h>

#include <algorithm>
#include <thread>

#include "sim/platform/machine.hpp"

namespace palabre::platform {
namespace {

// A thread of a page is a worker with a stack and a context of its own, and all of them are there
// before the page begins (PTHREAD_POOL_SIZE in ui/browser/browser.cmake).
constexpr unsigned kMost = 8;

}  // namespace

bool has_threads() { return emscripten_has_threading_support() != 0; }

int processors() {
  return has_threads() ? int(std::clamp(std::thread::hardware_concurrency(), 1u, kMost)) : 1;
}

void lower_thread_priority() {}  // browsers know no priorities of workers

double memory() { return 0x1p31; }  // as far as a program of 32 bits grows there

}  // namespace palabre::platform
