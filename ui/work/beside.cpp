#include "ui/work/beside.hpp"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace palabre::ui {

void step_back_for_the_window() {
#ifdef __linux__
  setpriority(PRIO_PROCESS, id_t(syscall(SYS_gettid)), 5);  // this thread alone; Linux only
#endif
}

}  // namespace palabre::ui
