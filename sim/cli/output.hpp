// Where data go: standard output or a file, and never half of it.

#pragma once

#include <array>
#include <filesystem>
#include <ostream>
#include <streambuf>

#include "sim/scenario/diagnostic.hpp"

namespace palabre {

/// Bytes to an open file descriptor; remembers why the first write failed.
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
  bool drain();

  int descriptor_;
  int error_ = 0;
  std::array<char, 1 << 16> bytes_;
};

/// Throws FileError when `path` can surely not be written, before a run that could not be kept.
void require_writable(const std::filesystem::path& path);

}  // namespace palabre
