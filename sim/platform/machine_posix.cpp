#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <thread>

#include "sim/platform/machine.hpp"

namespace palabre::platform {

bool has_threads() { return true; }

int processors() { return int(std::max(1u, std::thread::hardware_concurrency())); }

// Linux has a priority for each thread; elsewhere this would be the whole program's.
void lower_thread_priority() {
#ifdef __linux__
  setpriority(PRIO_PROCESS, id_t(syscall(SYS_gettid)), 5);
#endif
}

double memory() { return double(::sysconf(_SC_PHYS_PAGES)) * double(::sysconf(_SC_PAGESIZE)); }

}  // namespace palabre::platform
