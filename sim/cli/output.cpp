#include "sim/cli/output.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "sim/tables/text.hpp"

namespace palabre {
namespace {

[[noreturn]] void fail(const std::filesystem::path& path, int error) {
  throw FileError(path.string(), {TextId::cli_cannot_write, {std::strerror(error)}});
}

}  // namespace

DescriptorBuffer::DescriptorBuffer(int descriptor) : descriptor_(descriptor) {
  setp(bytes_.data(), bytes_.data() + bytes_.size());
}

DescriptorBuffer::~DescriptorBuffer() { drain(); }

bool DescriptorBuffer::drain() {
  const char* at = pbase();
  while (error_ == 0 && at < pptr()) {
    const ssize_t written = ::write(descriptor_, at, std::size_t(pptr() - at));
    if (written >= 0)
      at += written;
    else if (errno != EINTR)
      error_ = errno;
  }
  setp(bytes_.data(), bytes_.data() + bytes_.size());
  return error_ == 0;
}

DescriptorBuffer::int_type DescriptorBuffer::overflow(int_type c) {
  if (!drain()) return traits_type::eof();
  if (!traits_type::eq_int_type(c, traits_type::eof())) {
    *pptr() = traits_type::to_char_type(c);
    pbump(1);
  }
  return traits_type::not_eof(c);
}

int DescriptorBuffer::sync() { return drain() ? 0 : -1; }

void require_writable(const std::filesystem::path& path) {
  std::error_code ignored;
  if (path.empty()) throw FileError("-o", {TextId::files_name_empty, {}});
  constexpr std::size_t kNameMax = 255;  // bytes, of one part of a path
  if (path.filename().string().size() > kNameMax) fail(path, ENAMETOOLONG);
  if (std::filesystem::is_directory(path, ignored))
    throw FileError(path.string(), {TextId::cli_is_folder, {}});
  const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
  if (!std::filesystem::is_directory(folder, ignored))
    throw FileError(path.string(), {TextId::cli_no_folder, {}});
  const bool is_special =
      std::filesystem::exists(path, ignored) && !std::filesystem::is_regular_file(path, ignored);
  if (::access(is_special ? path.c_str() : folder.c_str(), W_OK) != 0) fail(path, errno);
}

}  // namespace palabre
