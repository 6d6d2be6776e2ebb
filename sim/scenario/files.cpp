// Bytes in and out. Files are written whole or not at all.

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstring>
#include <utility>
#include <vector>

#include "sim/scenario/files.hpp"
#include "sim/scenario/near_names.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

namespace fs = std::filesystem;

Message reason(int error) {
  switch (error) {
    case ENOENT:
    case ENOTDIR:
      return {TextId::files_missing_file, {}};
    case EISDIR:
      return {TextId::files_is_folder, {}};
    case EACCES:
    case EPERM:
    case EROFS:
      return {TextId::files_no_permission, {}};
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return {TextId::files_disk_full, {}};
    default:
      return {TextId::files_io, {std::strerror(error)}};
  }
}

[[noreturn]] void fail(const fs::path& path, int error) {
  throw FileError(path.string(), reason(error));
}

/// An open file, closed at the end of its scope.
class Handle {
 public:
  /// `shown` is the path that messages speak of.
  Handle(const fs::path& path, const fs::path& shown, int flags, mode_t mode = 0)
      : shown_(shown), fd_(::open(path.c_str(), flags | O_CLOEXEC, mode)) {
    if (fd_ < 0) fail(shown_, errno);
  }
  ~Handle() {
    if (fd_ >= 0) ::close(fd_);
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;

  int fd() const { return fd_; }
  struct stat status() const {
    struct stat out {};
    if (::fstat(fd_, &out) != 0) fail(shown_, errno);
    return out;
  }
  void write(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t count = ::write(fd_, bytes.data(), bytes.size());
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) fail(shown_, errno);
      bytes.remove_prefix(std::size_t(count));
    }
  }
  /// Closes, telling of what a late write ran into.
  void close() {
    const int fd = std::exchange(fd_, -1);
    if (::close(fd) != 0) fail(shown_, errno);
  }

 private:
  fs::path shown_;
  int fd_;
};

void sync_folder(const fs::path& folder) {
  const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return;  // the rename stands; only a power cut could undo it
  ::fsync(fd);
  ::close(fd);
}

constexpr int kNoMode = -1;  // there was no file
constexpr std::string_view kTemporaryEnd = ".tmp";

/// ".NAME." of the temporary file beside a file; of a long name its first bytes and a hash.
std::string temporary_begin(const fs::path& path) {
  constexpr std::size_t kMost = 180;  // bytes; a name has 255 at most, and a number follows
  std::string name = path.filename().string();
  if (name.size() > kMost) {
    const std::size_t whole = std::hash<std::string>{}(name);
    name = name.substr(0, kMost) + "." + std::to_string(whole);
  }
  return "." + name + ".";
}

/// Removes temporary files of the same name that processes which are no more have left.
void remove_stale(const fs::path& folder, const std::string& begin) {
  std::error_code error;
  std::vector<fs::path> stale;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    const std::string name = at->path().filename().string();
    if (!name.starts_with(begin) || !name.ends_with(kTemporaryEnd)) continue;
    const std::size_t length = name.size() - begin.size() - kTemporaryEnd.size();
    pid_t process = 0;
    const char* from = name.data() + begin.size();
    const auto [last, wrong] = std::from_chars(from, from + length, process);
    if (wrong != std::errc{} || last != from + length || process <= 0) continue;
    if (::kill(process, 0) != 0 && errno == ESRCH) stale.push_back(at->path());
  }
  for (const fs::path& file : stale) ::unlink(file.c_str());
}

// Writes beside `path`, then takes its place. The mode of the file before it is kept exactly.
void replace(const fs::path& path, std::string_view bytes, int mode) {
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  const std::string begin = temporary_begin(path);
  const fs::path beside =
      folder / (begin + std::to_string(::getpid()) + std::string(kTemporaryEnd));
  ::unlink(beside.c_str());  // left by a killed process of the same number
  remove_stale(folder, begin);
  try {
    Handle file(beside, path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW,
                mode == kNoMode ? 0666u : unsigned(mode) & 07777u);
    if (mode != kNoMode && ::fchmod(file.fd(), unsigned(mode) & 07777u) != 0) fail(path, errno);
    file.write(bytes);
    if (::fsync(file.fd()) != 0) fail(path, errno);
    file.close();
    if (::rename(beside.c_str(), path.c_str()) != 0) fail(path, errno);
  } catch (const FileError&) {
    ::unlink(beside.c_str());
    throw;
  }
  sync_folder(folder);
}

// The file that is written when `path` is named: links are followed, also those that lead nowhere.
fs::path behind_links(fs::path path) {
  for (int hops = 0; hops < 40; ++hops) {
    std::error_code error;
    const fs::path next = fs::read_symlink(path, error);
    if (error) return path;
    path = next.is_absolute() ? next : path.parent_path() / next;
  }
  fail(path, ELOOP);
}

}  // namespace

std::string read_beginning(const fs::path& path, std::size_t most) {
  if (std::error_code ignored; !fs::exists(path, ignored))
    if (const auto near = near_name(path))
      throw FileError(path.string(),
                      {near->id == TextId::files_same_look ? TextId::files_missing_look
                                                           : TextId::files_missing_near,
                       near->args});
  const Handle file(path, path, O_RDONLY);
  const struct stat status = file.status();
  if (S_ISDIR(status.st_mode)) fail(path, EISDIR);
  constexpr std::size_t kChunk = 1u << 16;
  std::string out;
  out.reserve(std::min(most, std::size_t(std::max<off_t>(status.st_size, 0))) + kChunk);
  while (out.size() < most) {
    const std::size_t had = out.size();
    const std::size_t wanted = std::min(kChunk, most - had);
    out.resize(had + wanted);
    const ssize_t count = ::read(file.fd(), out.data() + had, wanted);
    if (count < 0 && errno != EINTR) fail(path, errno);
    out.resize(had + (count > 0 ? std::size_t(count) : 0));
    if (count == 0) break;
  }
  return out;
}

std::string read_file(const fs::path& path, std::size_t most) {
  // One byte beyond tells a file that is too large from one that just fits.
  std::string out = read_beginning(path, most == std::size_t(-1) ? most : most + 1);
  if (out.size() > most)
    throw FileError(path.string(), {TextId::files_too_large, {std::to_string(most / 1024)}});
  return out;
}

void write_file(const fs::path& path, std::string_view bytes, bool backup) {
  struct stat status {};
  bool exists = ::stat(path.c_str(), &status) == 0;
  if (exists && S_ISDIR(status.st_mode)) fail(path, EISDIR);
  if (exists && !S_ISREG(status.st_mode)) {  // a pipe or a device cannot be replaced
    Handle file(path, path, O_WRONLY);       // also one that stands behind /dev/fd or /dev/stdout
    file.write(bytes);
    file.close();
    return;
  }
  const fs::path target = behind_links(path);
  exists = ::stat(target.c_str(), &status) == 0;
  if (exists && ::access(target.c_str(), W_OK) != 0) fail(path, errno);
  const int mode = exists ? int(status.st_mode) : kNoMode;
  if (exists && backup) replace(path.string() + "~", read_file(target, std::size_t(-1)), mode);
  replace(target, bytes, mode);
}

}  // namespace palabre
