// Bytes in and out. Files are written whole or not at all.

#include <algorithm>
#include <charconv>
#include <vector>

#include "sim/platform/files.hpp"
#include "sim/platform/process.hpp"
#include "sim/scenario/files.hpp"
#include "sim/scenario/near_names.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/temporary.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

namespace fs = std::filesystem;

Message reason(const platform::FileFault& fault) {
  using enum platform::FileFault::Kind;
  switch (fault.kind) {
    case missing:
      return {TextId::files_missing_file, {}};
    case is_folder:
      return {TextId::files_is_folder, {}};
    case no_permission:
      return {TextId::files_no_permission, {}};
    case no_room:
      return {TextId::files_disk_full, {}};
    case other:
      break;
  }
  return {TextId::files_io, {error_arg(fault.code, fault.words)}};
}

[[noreturn]] void fail(const fs::path& path, const platform::FileFault& fault) {
  throw FileError(path.string(), reason(fault));
}

[[noreturn]] void fail_as_folder(const fs::path& path) {
  fail(path, {platform::FileFault::Kind::is_folder, {}});
}

/// Does something with files; what the machine refuses is an error about `shown`.
template <class Work>
auto speaking_of(const fs::path& shown, const Work& work) {
  try {
    return work();
  } catch (const platform::FileFault& fault) {
    fail(shown, fault);
  }
}

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
    int process = 0;
    const char* from = name.data() + begin.size();
    const auto [last, wrong] = std::from_chars(from, from + length, process);
    if (wrong != std::errc{} || last != from + length || process <= 0) continue;
    if (!platform::is_running(process)) stale.push_back(at->path());
  }
  for (const fs::path& file : stale) platform::remove_file(file);
}

// Writes beside `path`, then takes its place. The mode of the file before it is kept exactly.
void replace(const fs::path& path, std::string_view bytes, int mode) {
  const fs::path beside = temporary_beside(path);
  try {
    platform::OpenFile file = platform::OpenFile::made(beside, mode);
    file.write(bytes);
    file.keep();
    file.close();
    platform::take_place(beside, path);
  } catch (const platform::FileFault& fault) {
    platform::remove_file(beside);
    fail(path, fault);
  }
}

// The file that is written when `path` is named: links are followed, also those that lead nowhere.
fs::path behind_links(fs::path path) {
  for (int hops = 0; hops < 40; ++hops) {
    std::error_code error;
    const fs::path next = fs::read_symlink(path, error);
    if (error) return path;
    path = next.is_absolute() ? next : path.parent_path() / next;
  }
  fail(path, platform::endless_links());
}

}  // namespace

fs::path temporary_beside(const fs::path& path) {
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  const std::string begin = temporary_begin(path);
  fs::path out =
      folder / (begin + std::to_string(platform::process_number()) + std::string(kTemporaryEnd));
  platform::remove_file(out);  // left by a killed process of the same number
  remove_stale(folder, begin);
  return out;
}

std::string read_beginning(const fs::path& path, std::size_t most) {
  if (std::error_code error; !fs::exists(path, error)) {
    if (error == std::errc::too_many_symbolic_link_levels)
      throw FileError(path.string(), {TextId::files_link_circle, {}});
    if (const auto near = near_name(path))
      throw FileError(path.string(),
                      {near->id == TextId::files_same_look ? TextId::files_missing_look
                                                           : TextId::files_missing_near,
                       near->args});
  }
  return speaking_of(path, [&] {
    const platform::OpenFile file = platform::OpenFile::to_read(path);
    const platform::FileStatus status = file.status();
    if (status.kind == platform::FileStatus::Kind::folder) fail_as_folder(path);
    constexpr std::size_t kChunk = 1u << 16;
    std::string out;
    out.reserve(std::min(most, std::size_t(status.size)) + kChunk);
    while (out.size() < most) {
      const std::size_t had = out.size();
      const std::size_t wanted = std::min(kChunk, most - had);
      out.resize(had + wanted);
      const std::size_t count = file.read(out.data() + had, wanted);
      out.resize(had + count);
      if (count == 0) break;
    }
    return out;
  });
}

std::string read_file(const fs::path& path, std::size_t most) {
  // One byte beyond tells a file that is too large from one that just fits.
  std::string out = read_beginning(path, most == std::size_t(-1) ? most : most + 1);
  if (out.size() > most)
    throw FileError(path.string(), {TextId::files_too_large, {std::to_string(most / 1024)}});
  return out;
}

void write_file(const fs::path& path, std::string_view bytes, bool backup) {
  using enum platform::FileStatus::Kind;
  platform::FileStatus status = platform::status_of(path);
  if (status.kind == folder) fail_as_folder(path);
  if (status.kind == other) {  // a pipe or a device cannot be replaced
    speaking_of(path, [&] {    // also one that stands behind /dev/fd or /dev/stdout
      platform::OpenFile file = platform::OpenFile::to_write(path);
      file.write(bytes);
      file.close();
    });
    return;
  }
  const fs::path target = behind_links(path);
  status = platform::status_of(target);
  const bool exists = status.kind != none;
  if (exists) speaking_of(path, [&] { platform::require_write_access(target); });
  const int mode = exists ? status.mode : platform::OpenFile::kUsualMode;
  if (exists && backup) replace(path.string() + "~", read_file(target, std::size_t(-1)), mode);
  replace(target, bytes, mode);
  platform::hand_over(path);
}

}  // namespace palabre
