#include "sim/platform/streams.hpp"

#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>

namespace palabre::platform {

int write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written >= 0)
      bytes.remove_prefix(std::size_t(written));
    else if (errno != EINTR)
      return errno;
  }
  return 0;
}

std::string error_words(int error) { return std::strerror(error); }

bool is_closed_pipe(int error) { return error == EPIPE; }

bool is_terminal(int descriptor) { return ::isatty(descriptor) == 1; }

void survive_failed_writes() {
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
}

}  // namespace palabre::platform
