#include "ui/work/latest_task.hpp"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace palabre::ui {

void lower_thread_priority() {
#ifdef __linux__
  setpriority(PRIO_PROCESS, id_t(syscall(SYS_gettid)), 5);  // this thread alone; Linux only
#endif
}

}  // namespace palabre::ui
