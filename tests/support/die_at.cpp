// Preloaded into a program: kills it, as kill -9 would, before the n-th system call that opens,
// writes, keeps, renames or closes a file. n is PALABRE_DIE_AT.

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>

namespace {

void count() {
  static std::atomic<long> left = [] {
    const char* words = std::getenv("PALABRE_DIE_AT");
    return words != nullptr ? std::atol(words) : 0;
  }();
  if (--left == 0) ::kill(::getpid(), SIGKILL);
}

template <class Function>
Function* real(const char* name) {
  return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

template <class Function, class... Args>
auto counted(const char* name, Args... args) {
  count();
  return real<Function>(name)(args...);
}

mode_t mode_of(int flags, std::va_list more) {
  return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(more, mode_t) : 0;
}

}  // namespace

extern "C" {

int open(const char* path, int flags, ...) {
  std::va_list more;
  va_start(more, flags);
  const mode_t mode = mode_of(flags, more);
  va_end(more);
  return counted<int(const char*, int, mode_t)>("open", path, flags, mode);
}
int open64(const char* path, int flags, ...) {
  std::va_list more;
  va_start(more, flags);
  const mode_t mode = mode_of(flags, more);
  va_end(more);
  return counted<int(const char*, int, mode_t)>("open64", path, flags, mode);
}
ssize_t write(int file, const void* bytes, size_t size) {
  return counted<ssize_t(int, const void*, size_t)>("write", file, bytes, size);
}
int close(int file) { return counted<int(int)>("close", file); }
int fsync(int file) { return counted<int(int)>("fsync", file); }
int fchmod(int file, mode_t mode) { return counted<int(int, mode_t)>("fchmod", file, mode); }
int ftruncate(int file, off_t size) { return counted<int(int, off_t)>("ftruncate", file, size); }
int unlink(const char* path) { return counted<int(const char*)>("unlink", path); }
int rename(const char* from, const char* to) {
  return counted<int(const char*, const char*)>("rename", from, to);
}

}  // extern "C"
