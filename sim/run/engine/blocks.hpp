// Work cut into blocks and shared out over threads.

#pragma once

#include <atomic>
#include <cstdint>
#include <stop_token>
#include <thread>
#include <vector>

namespace palabre {

/// Calls work(thread, block) for block 0..blocks-1, each once, on `threads` threads; thread 0 is
/// the caller's. Blocks are handed out in order and never dropped once begun, so that after a stop
/// those done are a prefix. Returns false when stopped before the last.
template <class Work>
bool over_blocks(std::int64_t blocks, int threads, const std::stop_token& stop, const Work& work) {
  std::atomic<std::int64_t> next{0}, done{0};
  const auto take = [&](int thread) {
    while (!stop.stop_requested()) {
      const std::int64_t block = next.fetch_add(1);
      if (block >= blocks) return;
      work(thread, block);
      done.fetch_add(1);
    }
  };
  {
    std::vector<std::jthread> others;
    for (int k = 1; k < threads; ++k) others.emplace_back([&take, k] { take(k); });
    take(0);
  }
  return done >= blocks;
}

}  // namespace palabre
