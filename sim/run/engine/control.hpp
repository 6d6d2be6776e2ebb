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

}  // namespace palabre
