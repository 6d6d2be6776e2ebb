#include "sim/platform/streams.hpp"

#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>

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

bool is_closed_pipe(int error) { return error == EPIPE; }

bool is_terminal(int descriptor) { return ::isatty(descriptor) == 1; }

bool is_plain_terminal() {
  const char* term = std::getenv("TERM");
  return term == nullptr || std::string_view(term) == "dumb";
}

void survive_failed_writes() {
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
}

void prepare_streams() {}

void complain(const std::string& words) { std::fprintf(stderr, "%s\n", words.c_str()); }

}  // namespace palabre::platform
