#include <windows.h>

#include <algorithm>
#include <thread>

#include "sim/platform/machine.hpp"

namespace palabre::platform {

bool has_threads() { return true; }

int processors() { return int(std::max(1u, std::thread::hardware_concurrency())); }

void lower_thread_priority() {
  ::SetThreadPriority(::GetCurrentThread(), THREAD_PRIORITY_BELOW_NORMAL);
}

double memory() {
  MEMORYSTATUSEX about{};
  about.dwLength = sizeof about;
  return ::GlobalMemoryStatusEx(&about) ? double(about.ullTotalPhys) : 0x1p32;
}

}  // namespace palabre::platform
