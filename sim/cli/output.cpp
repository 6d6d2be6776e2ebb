#include "sim/cli/output.hpp"

#include <algorithm>

#include "sim/platform/files.hpp"
#include "sim/platform/streams.hpp"
#include "sim/tables/tables.hpp"
#include "sim/tables/text.hpp"
#include "sim/tables/visible.hpp"

namespace palabre {
namespace {

[[noreturn]] void fail(const std::filesystem::path& path, const platform::FileFault& fault) {
  throw FileError(path.string(), {TextId::cli_cannot_write, {error_arg(fault.code, fault.words)}});
}

// What we steer a terminal with ourselves: bold(), and the progress bar.
constexpr auto kOurs = std::to_array<std::string_view>({"\x1b[1m", "\x1b[0m", "\x1b[K"});

/// Bytes at the end that may be the beginning of a character or of one of kOurs. At most three.
std::size_t unfinished(std::string_view text) {
  const std::size_t most = std::min<std::size_t>(3, text.size());
  for (std::size_t n = 1; n <= most; ++n)
    for (std::string_view ours : kOurs)
      if (n < ours.size() && ours.starts_with(text.substr(text.size() - n))) return n;
  for (std::size_t n = 1; n <= most; ++n) {
    const unsigned c = static_cast<unsigned char>(text[text.size() - n]);
    const std::size_t needs = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : c >= 0xC0 ? 2 : 1;
    if (needs > n) return n;
    if ((c & 0xC0u) != 0x80u) return 0;
  }
  return 0;
}

}  // namespace

DescriptorBuffer::DescriptorBuffer(int descriptor) : descriptor_(descriptor) {
  setp(bytes_.data(), bytes_.data() + bytes_.size());
}

DescriptorBuffer::~DescriptorBuffer() { drain(true); }

void DescriptorBuffer::write_all(std::string_view bytes) {
  if (error_ == 0) error_ = platform::write_all(descriptor_, bytes);
}

bool DescriptorBuffer::drain(bool is_last) {
  std::string_view text(pbase(), std::size_t(pptr() - pbase()));
  std::string kept(is_last ? std::string_view{} : text.substr(text.size() - unfinished(text)));
  text.remove_suffix(kept.size());
  std::string out;
  // The mark that a table for French spreadsheets begins with; anywhere else it is shown.
  const std::string_view mark = csv_mark(Lang::fr);
  if (is_at_start_ && text.starts_with(mark)) {
    out = mark;
    text.remove_prefix(mark.size());
  }
  is_at_start_ = is_at_start_ && text.empty() && out.empty();
  while (!text.empty()) {
    std::size_t at = text.npos, length = 0;
    for (std::string_view ours : kOurs)
      if (const std::size_t found = text.find(ours); found < at) {
        at = found;
        length = ours.size();
      }
    out += visible(text.substr(0, at));
    if (at == text.npos) break;
    out += text.substr(at, length);
    text.remove_prefix(at + length);
  }
  write_all(out);
  setp(bytes_.data(), bytes_.data() + bytes_.size());
  std::copy(kept.begin(), kept.end(), bytes_.data());
  pbump(int(kept.size()));
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

std::string harmless_file(std::string_view text) {
  const std::string_view mark = csv_mark(Lang::fr);
  if (!text.starts_with(mark)) return visible(text);
  return std::string(mark) + visible(text.substr(mark.size()));
}

void require_writable(const std::filesystem::path& path) {
  std::error_code ignored;
  if (path.empty()) throw FileError("-o", {TextId::files_name_empty, {}});
  constexpr std::size_t kNameMax = 255;  // bytes, of one part of a path
  if (path.filename().string().size() > kNameMax) fail(path, platform::name_too_long());
  if (std::filesystem::is_directory(path, ignored))
    throw FileError(path.string(), {TextId::cli_is_folder, {}});
  const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
  if (!std::filesystem::is_directory(folder, ignored))
    throw FileError(path.string(), {TextId::cli_no_folder, {}});
  const bool is_special =
      std::filesystem::exists(path, ignored) && !std::filesystem::is_regular_file(path, ignored);
  try {
    platform::require_write_access(is_special ? path : folder);
  } catch (const platform::FileFault& fault) {
    fail(path, fault);
  }
}

}  // namespace palabre
