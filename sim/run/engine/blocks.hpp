// Work cut into blocks and shared out over threads.

#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <stop_token>
#include <thread>
#include <vector>

namespace palabre {

/// Lends its threads to work that is cut into blocks, so that no new ones are made.
class ThreadLender {
 public:
  /// Calls take(0) here, and take(1) to take(threads - 1) on threads that become free before
  /// take(0) returns. Returns when all that began have returned.
  virtual void share(int threads, const std::function<void(int)>& take) = 0;
  /// Called before each block: more urgent work may be done here first, or waited for.
  virtual void before_block(const std::stop_token& stop) = 0;

 protected:
  ~ThreadLender() = default;
};
/// Who lends threads to the work of this thread; null: new threads are made for it.
inline constinit thread_local ThreadLender* thread_lender = nullptr;

/// Calls work(thread, block) for block 0..blocks-1, each once, on `threads` threads; thread 0 is
/// the caller's. Blocks are handed out in order and never dropped once begun, so that after a stop
/// those done are a prefix. Returns false when stopped before the last.
template <class Work>
bool over_blocks(std::int64_t blocks, int threads, const std::stop_token& stop, const Work& work) {
  std::atomic<std::int64_t> next{0}, done{0};
  const auto take = [&](int thread) {
    while (!stop.stop_requested()) {
      if (thread_lender) thread_lender->before_block(stop);
      if (stop.stop_requested()) return;
      const std::int64_t block = next.fetch_add(1);
      if (block >= blocks) return;
      work(thread, block);
      done.fetch_add(1);
    }
  };
  if (thread_lender) {
    thread_lender->share(threads, take);
  } else {
    std::vector<std::jthread> others;
    for (int k = 1; k < threads; ++k) others.emplace_back([&take, k] { take(k); });
    take(0);
  }
  return done >= blocks;
}

}  // namespace palabre
