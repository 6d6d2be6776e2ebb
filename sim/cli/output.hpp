// Where data go: standard output or a file, and never half of it.

#pragma once

#include <array>
#include <filesystem>
#include <ostream>
#include <streambuf>
#include <string_view>

#include "sim/scenario/diagnostic.hpp"

namespace palabre {

/// Text to an open file descriptor, in which nothing of a stranger steers a terminal: visible(),
/// but for our own bold letters and a byte order mark at its very start. Remembers why the first
/// write failed.
class DescriptorBuffer : public std::streambuf {
 public:
  explicit DescriptorBuffer(int descriptor);
  ~DescriptorBuffer() override;
  /// errno of the first failed write, 0 while all went well.
  int error() const { return error_; }

 protected:
  int_type overflow(int_type c) override;
  int sync() override;

 private:
  /// Writes what is there; a character that is not whole yet waits unless it is the last.
  bool drain(bool is_last = false);
  void write_all(std::string_view bytes);

  int descriptor_;
  int error_ = 0;
  bool is_at_start_ = true;  // nothing was written yet
  std::array<char, 1 << 16> bytes_;
};

/// The text as it may stand in a file: visible(), but for a byte order mark at its very start.
std::string harmless_file(std::string_view text);

/// Throws FileError when `path` can surely not be written, before a run that could not be kept.
void require_writable(const std::filesystem::path& path);

}  // namespace palabre
