#include <fcntl.h>
#include <io.h>
#include <windows.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "sim/platform/files.hpp"
#include "sim/platform/words_windows.hpp"

namespace palabre::platform {
namespace {

namespace fs = std::filesystem;

FileFault fault_of(DWORD error) {
  using enum FileFault::Kind;
  const auto kind = [error] {
    switch (error) {
      case ERROR_FILE_NOT_FOUND:
      case ERROR_PATH_NOT_FOUND:
      case ERROR_INVALID_NAME:
      case ERROR_BAD_NETPATH:
        return missing;
      case ERROR_ACCESS_DENIED:
      case ERROR_SHARING_VIOLATION:
      case ERROR_LOCK_VIOLATION:
      case ERROR_WRITE_PROTECT:
        return no_permission;
      case ERROR_DISK_FULL:
      case ERROR_HANDLE_DISK_FULL:
        return no_room;
      default:
        return other;
    }
  };
  return {kind(), words_of_error(error), {}};
}

[[noreturn]] void fail(DWORD error) { throw fault_of(error); }
[[noreturn]] void fail_here() { fail(::GetLastError()); }
// What the C library says instead.
[[noreturn]] void fail_in_library() {
  if (errno == ENOSPC)
    throw FileFault{FileFault::Kind::no_room, std::strerror(errno), std::errc(errno)};
  throw FileFault{FileFault::Kind::other, std::strerror(errno), std::errc(errno)};
}

// Others may read, write, rename and remove what is open, as on other systems.
constexpr DWORD kShared = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;
// A name's own bits: read for all, write for all.
constexpr int kWriteBits = 0222, kReadBits = 0444;
// Where lock() locks: one byte where no file has any, for Windows keeps others from reading what is
// locked.
constexpr DWORD kLockPlace = 0x40000000;  // times 4 GiB

HANDLE handle_of(int descriptor) { return reinterpret_cast<HANDLE>(::_get_osfhandle(descriptor)); }

bool is_folder(const fs::path& path) {
  const DWORD attributes = ::GetFileAttributesW(path.c_str());
  return attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_DIRECTORY) != 0;
}

int opened(const fs::path& path, DWORD access, DWORD how, int flags) {
  if (is_folder(path)) throw FileFault{FileFault::Kind::is_folder, {}};
  const HANDLE handle =
      ::CreateFileW(path.c_str(), access, kShared, nullptr, how, FILE_ATTRIBUTE_NORMAL, nullptr);
  if (handle == INVALID_HANDLE_VALUE) fail_here();
  const int descriptor =
      ::_open_osfhandle(reinterpret_cast<std::intptr_t>(handle), flags | _O_BINARY | _O_NOINHERIT);
  if (descriptor < 0) {
    ::CloseHandle(handle);
    fail_in_library();
  }
  return descriptor;
}

FileStatus status_from(HANDLE handle) {
  using enum FileStatus::Kind;
  BY_HANDLE_FILE_INFORMATION about{};
  if (::GetFileType(handle) != FILE_TYPE_DISK || !::GetFileInformationByHandle(handle, &about))
    return {other, kReadBits | kWriteBits, 0};
  const bool may_write = (about.dwFileAttributes & FILE_ATTRIBUTE_READONLY) == 0;
  return {(about.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) != 0 ? folder : regular,
          kReadBits | (may_write ? kWriteBits : 0),
          std::uint64_t(about.nFileSizeHigh) << 32 | about.nFileSizeLow};
}

}  // namespace

FileStatus status_of(const fs::path& path) {
  const HANDLE handle = ::CreateFileW(path.c_str(), FILE_READ_ATTRIBUTES, kShared, nullptr,
                                      OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, nullptr);
  if (handle == INVALID_HANDLE_VALUE) return {};
  const FileStatus out = status_from(handle);
  ::CloseHandle(handle);
  return out;
}

OpenFile OpenFile::to_read(const fs::path& path) {
  return OpenFile(opened(path, GENERIC_READ, OPEN_EXISTING, _O_RDONLY));
}

OpenFile OpenFile::to_write(const fs::path& path) {
  return OpenFile(opened(path, GENERIC_WRITE, OPEN_EXISTING, _O_WRONLY));
}

OpenFile OpenFile::made(const fs::path& path, int mode) {
  OpenFile out(opened(path, GENERIC_WRITE, CREATE_NEW, _O_WRONLY));
  if (mode != kUsualMode && (mode & kWriteBits) == 0)
    ::SetFileAttributesW(path.c_str(), FILE_ATTRIBUTE_READONLY);
  return out;
}

OpenFile OpenFile::to_add(const fs::path& path) {
  return OpenFile(opened(path, GENERIC_READ | GENERIC_WRITE, OPEN_ALWAYS, _O_RDWR | _O_APPEND));
}

OpenFile::OpenFile(OpenFile&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

OpenFile::~OpenFile() {
  if (descriptor_ >= 0) ::_close(descriptor_);
}

FileStatus OpenFile::status() const { return status_from(handle_of(descriptor_)); }

std::size_t OpenFile::read(char* to, std::size_t most) const {
  const int count = ::_read(descriptor_, to, unsigned(std::min<std::size_t>(most, 1u << 30)));
  if (count < 0) fail_in_library();
  return std::size_t(count);
}

void OpenFile::write(std::string_view bytes) const {
  while (!bytes.empty()) {
    const int count = ::_write(descriptor_, bytes.data(),
                               unsigned(std::min<std::size_t>(bytes.size(), 1u << 30)));
    if (count < 0) fail_in_library();
    bytes.remove_prefix(std::size_t(count));
  }
}

void OpenFile::keep() const {
  if (!::FlushFileBuffers(handle_of(descriptor_))) fail_here();
}

void OpenFile::keep_bytes() const { ::FlushFileBuffers(handle_of(descriptor_)); }

bool OpenFile::lock() const {
  OVERLAPPED place{};
  place.OffsetHigh = kLockPlace;
  return ::LockFileEx(handle_of(descriptor_), LOCKFILE_EXCLUSIVE_LOCK | LOCKFILE_FAIL_IMMEDIATELY,
                      0, 1, 0, &place) ||
         ::GetLastError() != ERROR_LOCK_VIOLATION;
}

void OpenFile::cut(std::uint64_t size) const {
  if (::_chsize_s(descriptor_, std::int64_t(size)) != 0) fail_in_library();
}

void OpenFile::close() {
  const int descriptor = std::exchange(descriptor_, -1);
  if (::_close(descriptor) != 0) fail_in_library();
}

void require_write_access(const fs::path& path) {
  if (is_folder(path)) return;  // whether a file may be made there shows when it is made
  const DWORD attributes = ::GetFileAttributesW(path.c_str());
  if (attributes == INVALID_FILE_ATTRIBUTES) fail_here();
  if ((attributes & FILE_ATTRIBUTE_READONLY) != 0) fail(ERROR_ACCESS_DENIED);
  const HANDLE handle =
      ::CreateFileW(path.c_str(), GENERIC_WRITE, kShared, nullptr, OPEN_EXISTING, 0, nullptr);
  if (handle == INVALID_HANDLE_VALUE) fail_here();
  ::CloseHandle(handle);
}

void take_place(const fs::path& from, const fs::path& to) {
  if (!::MoveFileExW(from.c_str(), to.c_str(), MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH))
    fail_here();
}

void keep_folder(const fs::path&) {}  // MOVEFILE_WRITE_THROUGH has waited

void remove_file(const fs::path& path) { ::DeleteFileW(path.c_str()); }

FileFault endless_links() { return fault_of(ERROR_CANT_RESOLVE_FILENAME); }
FileFault name_too_long() { return fault_of(ERROR_FILENAME_EXCED_RANGE); }

}  // namespace palabre::platform
