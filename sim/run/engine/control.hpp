// How an experiment is run, which never changes what comes of it.

#pragma once

#include <cstdint>
#include <functional>
#include <stop_token>

namespace palabre {

/// Called from a worker thread, now and then: replicates done of those asked for.
using Progress = std::function<void(std::int64_t done, std::int64_t total)>;

/// How many threads run when so many are asked for: 0 = one per processor; never more than the
/// processors or 8, whichever is more, for each has its own sums (2 MB for 260 weeks).
int threads_used(int threads);

struct RunControl {
  int threads = 0;  // see threads_used()
  std::stop_token stop = {};
  Progress progress = {};
};

/// Lends its threads to work that is cut into tasks, so that no new ones are made.
class ThreadLender {
 public:
  /// Calls take(0) here, and take(1) to take(threads - 1) on threads that become free before
  /// take(0) returns. Returns when all that began have returned.
  virtual void share(int threads, const std::function<void(int)>& take) = 0;
  /// Called before each task: more urgent work may be done here first, or waited for.
  virtual void between_tasks(const std::stop_token& stop) = 0;

 protected:
  ~ThreadLender() = default;
};
/// Who lends threads to the work of this thread; null: new threads are made for it.
inline constinit thread_local ThreadLender* thread_lender = nullptr;

}  // namespace palabre
