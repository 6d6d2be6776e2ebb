#include "sim/platform/append_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>

#include "sim/platform/fault_posix.hpp"

namespace palabre::platform {

AppendFile::AppendFile(const std::filesystem::path& path)
    : descriptor_(::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666)) {
  if (descriptor_ < 0) throw fault_of(errno);
}

AppendFile::~AppendFile() {
  ::fdatasync(descriptor_);
  ::close(descriptor_);
}

bool AppendFile::lock() {
  return ::flock(descriptor_, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK;
}

void AppendFile::cut(std::int64_t bytes) {
  if (::ftruncate(descriptor_, bytes) != 0) throw fault_of(errno);
}

void AppendFile::append(std::string_view bytes, std::int64_t size) {
  for (std::size_t done = 0; done < bytes.size();) {
    const ssize_t count = ::write(descriptor_, bytes.data() + done, bytes.size() - done);
    if (count >= 0) {
      done += std::size_t(count);
    } else if (errno != EINTR) {
      const FileFault fault = fault_of(errno);
      cut(size);
      throw fault;
    }
  }
}

void AppendFile::keep() {
  if (::fdatasync(descriptor_) != 0 && errno != EINVAL) throw fault_of(errno);
}

void keep_folder(const std::filesystem::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;  // only a power cut could take a new name away
  ::fsync(descriptor);
  ::close(descriptor);
}

}  // namespace palabre::platform
