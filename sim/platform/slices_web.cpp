#include <emscripten.h>

#include <array>
#include <chrono>
#include <memory>
#include <utility>

#include "sim/platform/slices.hpp"

// The browser suspends WebAssembly and takes it up again (JavaScript Promise Integration): the work
// is an export that promises, palabre_slices, and next_slice an import that is awaited. The stack
// of WebAssembly itself goes with it; that in memory is ours to change, for the page goes on with
// its own meanwhile.

// clang-format off
EM_JS_DEPS(palabre_slices, "$stackSave,$stackRestore");
EM_JS(void, palabre_begin, (char* own_stack), {
  const slices = Module.slices ||= {waiting : []};
  if (!slices.next) {
    const bell = new MessageChannel();  // a timer would be late by 4 ms
    bell.port1.onmessage = () => slices.waiting.shift()();
    slices.next = () => new Promise((go) => {
      slices.waiting.push(go);
      bell.port2.postMessage(0);
    });
  }
  slices.next().then(async () => {
    slices.page = stackSave();
    stackRestore(own_stack);
    const ended = _palabre_slices();
    stackRestore(slices.page);
    await ended;
    stackRestore(slices.page);
  }).catch((why) => Module.onAbort(why));
});
EM_ASYNC_JS(void, palabre_next, (), {
  const own = stackSave();
  stackRestore(Module.slices.page);
  await Module.slices.next();
  stackRestore(own);
});
// clang-format on

namespace palabre::platform {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kSlice{10};  // of a frame of 16 ms
constexpr std::size_t kStack = 1 << 20;          // as a thread has [bytes]

struct Slices {
  std::function<void()> work;
  std::unique_ptr<std::array<char, kStack>> stack = std::make_unique<std::array<char, kStack>>();
  Clock::time_point begin;
};
Slices& slices() {
  static Slices all;
  return all;
}

}  // namespace

void begin_slices(std::function<void()> work) {
  slices().work = std::move(work);
  const auto top = reinterpret_cast<std::uintptr_t>(slices().stack.get() + 1);
  palabre_begin(reinterpret_cast<char*>(top & ~std::uintptr_t{15}));
}

bool slice_is_over() { return Clock::now() - slices().begin > kSlice; }

void next_slice() {
  palabre_next();
  slices().begin = Clock::now();
}

}  // namespace palabre::platform

extern "C" EMSCRIPTEN_KEEPALIVE void palabre_slices() {
  palabre::platform::slices().begin = palabre::platform::Clock::now();
  const std::function<void()> work = std::move(palabre::platform::slices().work);
  work();
}
