// A file that only grows: for journals.

#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

namespace palabre::platform {

/// Open for appending, made where there is none; closed, and its bytes brought to the disk, at the
/// end of its scope. Functions throw FileFault (files.hpp).
class AppendFile {
 public:
  explicit AppendFile(const std::filesystem::path& path);
  ~AppendFile();
  AppendFile(const AppendFile&) = delete;
  AppendFile& operator=(const AppendFile&) = delete;

  /// False when another process has it.
  bool lock();
  /// Takes away what stands after so many bytes.
  void cut(std::int64_t bytes);
  /// All of the bytes at the end; what finds no room is taken away again, down to `size` bytes.
  void append(std::string_view bytes, std::int64_t size);
  /// Waits until what was appended is on the disk.
  void keep();

 private:
  int descriptor_;
};

/// Waits until the names in a folder are on the disk, as far as that can be asked for.
void keep_folder(const std::filesystem::path& folder);

}  // namespace palabre::platform
