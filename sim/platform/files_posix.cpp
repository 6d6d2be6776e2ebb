#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "sim/platform/files.hpp"

namespace palabre::platform {
namespace {

namespace fs = std::filesystem;

FileFault fault_of(int error) {
  using enum FileFault::Kind;
  const auto kind = [error] {
    switch (error) {
      case ENOENT:
      case ENOTDIR:
        return missing;
      case EISDIR:
        return is_folder;
      case EACCES:
      case EPERM:
      case EROFS:
        return no_permission;
      case ENOSPC:
      case EDQUOT:
      case EFBIG:
        return no_room;
      default:
        return other;
    }
  };
  return {kind(), std::strerror(error), std::errc(error)};
}

[[noreturn]] void fail(int error) { throw fault_of(error); }

int opened(const fs::path& path, int flags, mode_t mode = 0) {
  const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC, mode);
  if (descriptor < 0) fail(errno);
  return descriptor;
}

FileStatus status_from(const struct stat& from) {
  using enum FileStatus::Kind;
  const auto kind = S_ISDIR(from.st_mode) ? folder : S_ISREG(from.st_mode) ? regular : other;
  return {kind, int(from.st_mode & 07777u), from.st_size > 0 ? std::uint64_t(from.st_size) : 0};
}

}  // namespace

FileStatus status_of(const fs::path& path) {
  struct stat out {};
  return ::stat(path.c_str(), &out) == 0 ? status_from(out) : FileStatus{};
}

OpenFile OpenFile::to_read(const fs::path& path) { return OpenFile(opened(path, O_RDONLY)); }

OpenFile OpenFile::to_write(const fs::path& path) { return OpenFile(opened(path, O_WRONLY)); }

OpenFile OpenFile::made(const fs::path& path, int mode) {
  OpenFile out(opened(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW,
                      mode == kUsualMode ? mode_t(0666) : mode_t(mode)));
  if (mode != kUsualMode && ::fchmod(out.descriptor_, mode_t(mode)) != 0) fail(errno);
  return out;
}

OpenFile OpenFile::to_add(const fs::path& path) {
  return OpenFile(opened(path, O_RDWR | O_CREAT | O_APPEND, 0666));
}

OpenFile::OpenFile(OpenFile&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

OpenFile::~OpenFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

FileStatus OpenFile::status() const {
  struct stat out {};
  if (::fstat(descriptor_, &out) != 0) fail(errno);
  return status_from(out);
}

std::size_t OpenFile::read(char* to, std::size_t most) const {
  while (true) {
    const ssize_t count = ::read(descriptor_, to, most);
    if (count >= 0) return std::size_t(count);
    if (errno != EINTR) fail(errno);
  }
}

void OpenFile::write(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor_, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail(errno);
    bytes.remove_prefix(std::size_t(count));
  }
}

void OpenFile::keep() const {
  if (::fsync(descriptor_) != 0) fail(errno);
}

void OpenFile::keep_bytes() const {
  if (::fdatasync(descriptor_) != 0 && errno != EINVAL) fail(errno);
}

bool OpenFile::lock() const {
  return ::flock(descriptor_, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK;
}

void OpenFile::cut(std::uint64_t size) const {
  if (::ftruncate(descriptor_, off_t(size)) != 0) fail(errno);
}

void OpenFile::close() {
  const int descriptor = std::exchange(descriptor_, -1);
  if (::close(descriptor) != 0) fail(errno);
}

void require_write_access(const fs::path& path) {
  if (::access(path.c_str(), W_OK) != 0) fail(errno);
}

void take_place(const fs::path& from, const fs::path& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) fail(errno);
  keep_folder(to.has_parent_path() ? to.parent_path() : fs::path("."));
}

void keep_folder(const fs::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  ::fsync(descriptor);
  ::close(descriptor);
}

void remove_file(const fs::path& path) { ::unlink(path.c_str()); }

FileFault endless_links() { return fault_of(ELOOP); }
FileFault name_too_long() { return fault_of(ENAMETOOLONG); }

}  // namespace palabre::platform
