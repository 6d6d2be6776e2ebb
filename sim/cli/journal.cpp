#include "sim/cli/journal.hpp"

#include <cassert>
#include <cerrno>
#include <cstring>

#include "sim/model/hash.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/tables/limits.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kCheck = ",\"check\":\"";
constexpr std::size_t kDigits = 16;
constexpr std::string_view kEnd = "\"}";
constexpr std::chrono::seconds kSyncEvery{1};

std::string check_of(std::string_view bytes) { return hex(hash_bytes(bytes)).substr(0, kDigits); }

[[noreturn]] void fail(const fs::path& path, TextId what, std::vector<std::string> args = {}) {
  throw FileError(path.string(), {what, std::move(args)});
}
[[noreturn]] void fail_to_write(const fs::path& path, const platform::FileFault& fault) {
  if (fault.kind == platform::FileFault::Kind::no_room) fail(path, TextId::journal_full);
  fail(path, TextId::cli_cannot_write, {error_arg(fault.code, fault.words)});
}

/// Does something with a file; what the machine refuses is an error about it.
template <class Work>
auto refused_of(const fs::path& path, const Work& work) {
  try {
    return work();
  } catch (const platform::FileFault& fault) {
    fail_to_write(path, fault);
  }
}

/// What stands there already may be read to its end: no folder, no pipe, no device.
void require_plain_file(const fs::path& path) {
  using enum platform::FileStatus::Kind;
  const auto kind = platform::status_of(path).kind;
  if (kind == folder) fail(path, TextId::files_is_folder);
  if (kind == other) fail(path, TextId::files_io, {text_arg(TextId::files_not_possible)});
}

}  // namespace

std::string sealed(std::string_view object) {
  assert(object.size() > 2 && object.front() == '{' && object.back() == '}');
  std::string out(object.substr(0, object.size() - 1));
  const std::string check = check_of(out);
  return out.append(kCheck).append(check).append(kEnd);
}

bool is_sealed(std::string_view line) {
  constexpr std::size_t kAll = kCheck.size() + kDigits + kEnd.size();
  if (line.size() <= kAll || !line.starts_with('{') || !line.ends_with(kEnd)) return false;
  const std::string_view object = line.substr(0, line.size() - kAll);
  const std::string_view seal = line.substr(object.size());
  return seal.starts_with(kCheck) && seal.substr(kCheck.size(), kDigits) == check_of(object);
}

// --- reading -------------------------------------------------------------------------------------

JournalReader::JournalReader(const fs::path& path) : path_(path) {
  require_plain_file(path);
  in_.open(path, std::ios::binary);
  if (!in_)
    palabre::fail(path, TextId::files_io, {error_arg(std::errc(errno), std::strerror(errno))});
}

void JournalReader::fail(std::int64_t line) const {
  palabre::fail(path_, TextId::journal_damaged, {std::to_string(line)});
}

/// A line up to its end, or what there is; longer than any of ours it is cut off.
bool JournalReader::read_line(std::string& line) {
  constexpr std::size_t kMost = limit(LimitId::journal_kib) << 10;
  line.clear();
  has_end_ = false;
  std::streambuf& from = *in_.rdbuf();
  for (int c = from.sbumpc(); c != std::char_traits<char>::eof(); c = from.sbumpc()) {
    if (c == '\n') {
      has_end_ = true;
      return true;
    }
    if (line.size() < kMost) line += char(c);
  }
  return !line.empty();
}

bool JournalReader::next(std::string& line) {
  if (is_cut_ || !read_line(line)) return false;
  if (has_end_ && is_sealed(line)) {
    ++line_;
    bytes_ += std::int64_t(line.size()) + 1;
    return true;
  }
  is_cut_ = true;
  while (read_line(line))  // whole lines after it: it was not being written last
    if (has_end_ && is_sealed(line)) fail(line_ + 1);
  return false;
}

// --- writing -------------------------------------------------------------------------------------

Journal::Journal(const fs::path& path, std::string_view head, Start start,
                 const std::function<void(const std::string& line)>& visit)
    : path_(path), file_(refused_of(path, [&] {
        require_plain_file(path);
        return platform::OpenFile::to_add(path);
      })) {
  if (!file_.lock()) fail(path, TextId::journal_busy);
  JournalReader reader(path);
  std::string line;
  const std::string begin = sealed(head);
  const bool has_head = reader.next(line);
  if (has_head && start == Start::anew) fail(path, TextId::journal_exists);
  if (has_head && line != begin) fail(path, TextId::journal_other);
  if (!has_head && !begin.starts_with(read_file(path, begin.size())))  // not ours to cut
    fail(path, TextId::journal_other);
  while (reader.next(line)) visit(line);
  was_cut_ = reader.is_cut();
  size_ = reader.bytes();
  if (was_cut_) refused_of(path, [&] { file_.cut(std::uint64_t(size_)); });
  if (!has_head) append_line(begin);
  sync();
  platform::keep_folder(path.has_parent_path() ? path.parent_path() : fs::path("."));
}

Journal::~Journal() {
  try {
    file_.keep_bytes();
  } catch (const platform::FileFault&) {  // nobody is left to be told
  }
}

void Journal::sync() {
  refused_of(path_, [&] { file_.keep_bytes(); });
  synced_ = std::chrono::steady_clock::now();
}

void Journal::append_line(std::string line) {
  line += '\n';
  try {
    file_.write(line);
  } catch (const platform::FileFault& fault) {
    refused_of(path_, [&] { file_.cut(std::uint64_t(size_)); });
    fail_to_write(path_, fault);
  }
  size_ += std::int64_t(line.size());
  if (std::chrono::steady_clock::now() - synced_ >= kSyncEvery) sync();
}

}  // namespace palabre
