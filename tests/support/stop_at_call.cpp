// A library that is loaded before the C library's (LD_PRELOAD) and stops a program at its n-th
// system call on files (standard output and error are left alone), or lets that call fail. For
// tests/stop_at_call.
//
//   STOP_AT    n, from 1 on
//   STOP_HOW   kill     the program is killed instead of the call
//              half     the same, after half of the bytes where the call writes some
//              full     the call, and every later one that needs room, fails with ENOSPC
//              error    the call alone fails with EIO
//   STOP_MARK  a file that is made when the call is reached

#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstdlib>
#include <string_view>

namespace {

std::atomic<long> calls{0};

long stop_at() {
  static const long kAt = std::getenv("STOP_AT") ? std::atol(std::getenv("STOP_AT")) : 0;
  return kAt;
}

std::string_view how() {
  const char* words = std::getenv("STOP_HOW");
  return words != nullptr ? words : "kill";
}

void mark() {
  const char* path = std::getenv("STOP_MARK");
  if (path == nullptr) return;
  const long file = ::syscall(SYS_openat, AT_FDCWD, path, O_CREAT | O_WRONLY, 0666);
  if (file >= 0) ::syscall(SYS_close, file);
}

/// True where the call shall fail, with errno set; where the program shall end it does not return.
/// `half` does half of the call.
template <class Half>
bool stopped(bool needs_room, Half half) {
  const long at = ++calls;
  if (stop_at() == 0 || at < stop_at()) return false;
  const std::string_view wanted = how();
  if (at > stop_at()) {
    if (wanted != "full" || !needs_room) return false;
    errno = ENOSPC;
    return true;
  }
  mark();
  if (wanted == "kill" || wanted == "half") {
    if (wanted == "half") half();
    ::kill(::getpid(), SIGKILL);
  }
  if (wanted == "full" && !needs_room) return false;
  errno = wanted == "full" ? ENOSPC : EIO;
  return true;
}
bool stopped(bool needs_room) {
  return stopped(needs_room, [] {});
}

}  // namespace

extern "C" {

int open(const char* path, int flags, ...) {
  std::va_list more;
  va_start(more, flags);
  const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(more, mode_t) : 0;
  va_end(more);
  if (stopped((flags & O_CREAT) != 0)) return -1;
  return int(::syscall(SYS_openat, AT_FDCWD, path, flags, mode));
}
// The same call on a machine of 64 bits.
int open64(const char* path, int flags, ...) __attribute__((alias("open")));

ssize_t write(int file, const void* bytes, size_t size) {
  if (file > 2 && stopped(true, [&] { ::syscall(SYS_write, file, bytes, size / 2); })) return -1;
  return ::syscall(SYS_write, file, bytes, size);
}

ssize_t writev(int file, const struct iovec* parts, int count) {
  if (file > 2 &&
      stopped(true, [&] { ::syscall(SYS_write, file, parts[0].iov_base, parts[0].iov_len / 2); }))
    return -1;
  return ::syscall(SYS_writev, file, parts, count);
}

ssize_t pwrite64(int file, const void* bytes, size_t size, off64_t at) {
  if (stopped(true, [&] { ::syscall(SYS_pwrite64, file, bytes, size / 2, at); })) return -1;
  return ::syscall(SYS_pwrite64, file, bytes, size, at);
}

int fsync(int file) { return stopped(true) ? -1 : int(::syscall(SYS_fsync, file)); }
int fdatasync(int file) { return stopped(true) ? -1 : int(::syscall(SYS_fdatasync, file)); }
int ftruncate(int file, off_t size) noexcept {
  return stopped(false) ? -1 : int(::syscall(SYS_ftruncate, file, size));
}
int ftruncate64(int file, off64_t size) noexcept {
  return stopped(false) ? -1 : int(::syscall(SYS_ftruncate, file, size));
}
int rename(const char* from, const char* to) noexcept {
  return stopped(true) ? -1 : int(::syscall(SYS_rename, from, to));
}
int unlink(const char* path) noexcept {
  return stopped(false) ? -1 : int(::syscall(SYS_unlink, path));
}
int fchmod(int file, mode_t mode) noexcept {
  return stopped(false) ? -1 : int(::syscall(SYS_fchmod, file, mode));
}
int flock(int file, int operation) noexcept {
  return stopped(false) ? -1 : int(::syscall(SYS_flock, file, operation));
}
int mkdir(const char* path, mode_t mode) noexcept {
  return stopped(true) ? -1 : int(::syscall(SYS_mkdir, path, mode));
}

/// Its error says that what was written may not be there.
int close(int file) {
  const bool fails = stopped(false);
  const int status = int(::syscall(SYS_close, file));
  return fails ? -1 : status;
}

}  // extern "C"
