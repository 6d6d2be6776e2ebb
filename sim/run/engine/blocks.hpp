// Work cut into blocks and shared out over threads.

#pragma once

#include <atomic>
#include <cstdint>
#include <exception>
#include <new>
#include <stop_token>
#include <system_error>
#include <thread>
#include <vector>

namespace palabre {

/// Calls work(thread, block) for block 0..blocks-1, each once, on `threads` threads; thread 0 is
/// the caller's. Blocks are handed out in order and never dropped once begun, so that after a stop
/// those done are a prefix. Returns false when stopped before the last. Where the machine gives no
/// more threads, those it gave do the work; what a worker throws is thrown here, once all have
/// ended.
template <class Work>
bool over_blocks(std::int64_t blocks, int threads, const std::stop_token& stop, const Work& work) {
  std::atomic<std::int64_t> next{0}, done{0};
  std::atomic<bool> failed{false};
  std::exception_ptr failure;  // the first one; read when all have ended
  const auto take = [&](int thread) {
    try {
      while (!stop.stop_requested() && !failed.load()) {
        const std::int64_t block = next.fetch_add(1);
        if (block >= blocks) return;
        work(thread, block);
        done.fetch_add(1);
      }
    } catch (...) {
      if (!failed.exchange(true)) failure = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> others;
    try {
      for (int k = 1; k < threads; ++k) others.emplace_back([&take, k] { take(k); });
    } catch (const std::system_error&) {
    } catch (const std::bad_alloc&) {
    }
    take(0);
  }
  if (failure) std::rethrow_exception(failure);
  return done >= blocks;
}

}  // namespace palabre
