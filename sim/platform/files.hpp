// Files as the machine has them: opened, read, written, put in the place of another.

#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>

namespace palabre::platform {

/// Why the machine refuses something about a file; what the functions below throw.
struct FileFault {
  enum class Kind { missing, is_folder, no_permission, no_room, other };
  Kind kind{};
  std::string words;  // the machine's own
  std::errc code{};   // zero: unknown
};

struct FileStatus {
  enum class Kind { none, regular, folder, other };
  Kind kind = Kind::none;
  int mode = 0;  // who may do what with it
  std::uint64_t size = 0;
};
/// Of what stands behind links; Kind::none where there is nothing, or where it cannot be told.
FileStatus status_of(const std::filesystem::path& path);

/// An open file, closed at the end of its scope.
class OpenFile {
 public:
  static OpenFile to_read(const std::filesystem::path& path);
  /// What exists and cannot be replaced: a pipe, a device.
  static OpenFile to_write(const std::filesystem::path& path);
  /// A new file; refused when there is something of that name. `mode` is asked for exactly, or is
  /// kUsualMode.
  static OpenFile made(const std::filesystem::path& path, int mode);
  static constexpr int kUsualMode = -1;

  /// A file that is only added to; made when there is none.
  static OpenFile to_add(const std::filesystem::path& path);

  OpenFile(OpenFile&& other) noexcept;
  OpenFile& operator=(OpenFile&&) = delete;
  ~OpenFile();

  FileStatus status() const;
  /// Returns how many bytes were read; 0 at the end.
  std::size_t read(char* to, std::size_t most) const;
  void write(std::string_view bytes) const;
  /// Waits until what was written is on the disk.
  void keep() const;
  /// The same for its bytes alone; does nothing for what is not on a disk.
  void keep_bytes() const;
  /// False when another process has locked it. The lock goes when the file is closed.
  bool lock() const;
  /// Takes away what stands after so many bytes.
  void cut(std::uint64_t size) const;
  /// Closes, telling of what a late write ran into.
  void close();

 private:
  explicit OpenFile(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

/// Throws where writing into an existing file, or into a folder, is not allowed.
void require_write_access(const std::filesystem::path& path);
/// The first file is from now on the second one, at once: nobody sees half of it.
void take_place(const std::filesystem::path& from, const std::filesystem::path& to);
/// Waits until the names in a folder are on the disk; only a power cut could take them away.
void keep_folder(const std::filesystem::path& folder);
/// Does nothing when there is no such file.
void remove_file(const std::filesystem::path& path);
/// What is said of links that lead in a circle, and of a name that is too long.
FileFault endless_links();
FileFault name_too_long();

/// A file that a person asked for has been written. A browser hands it over as a download; nothing
/// else needs to be done elsewhere.
void hand_over(const std::filesystem::path& path);

}  // namespace palabre::platform
