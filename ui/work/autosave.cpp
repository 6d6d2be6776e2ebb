#include "ui/work/autosave.hpp"

#include <algorithm>
#include <charconv>

#include "sim/platform/process.hpp"
#include "sim/scenario/scenario.hpp"

namespace palabre::ui {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFolder = "unsaved";
constexpr std::string_view kHead = "# palabre: unsaved work on ";
constexpr std::string_view kPinned = "# palabre: bytes of the pinned case: ";

fs::path folder_of(const fs::path& state) { return state / kFolder; }

/// The pinned case stands before the work, behind a line that says how long it is.
void split_pinned(Autosave& work) {
  std::string& text = work.text;
  const std::size_t end = text.find('\n');
  if (!text.starts_with(kPinned) || end == text.npos) return;
  std::size_t size = 0;
  const auto [stop, wrong] = std::from_chars(text.data() + kPinned.size(), text.data() + end, size);
  if (wrong != std::errc{} || stop != text.data() + end || size > text.size() - end - 1) return;
  work.pinned = text.substr(end + 1, size);
  text.erase(0, end + 1 + size);
}

}  // namespace

FileStamp stamp_of(const fs::path& path) {
  std::error_code error;
  FileStamp stamp;
  stamp.there = fs::is_regular_file(path, error);
  if (!stamp.there) return {};
  stamp.size = fs::file_size(path, error);
  stamp.time = fs::last_write_time(path, error);
  return stamp;
}

fs::path autosave_file(const fs::path& state) {
  return state.empty() ? fs::path() : folder_of(state) / std::to_string(platform::process_number());
}

bool write_autosave(const fs::path& file, const Autosave& work) {
  const std::string path = work.path.string();
  if (file.empty() || path.find('\n') != std::string::npos) return false;
  std::error_code error;
  fs::create_directories(file.parent_path(), error);
  try {
    std::string pinned;
    if (!work.pinned.empty())
      pinned = std::string(kPinned) + std::to_string(work.pinned.size()) + "\n" + work.pinned;
    write_file(file, std::string(kHead) + path + "\n" + pinned + work.text, false);
    return true;
  } catch (const FileError&) {
    return false;
  }
}

std::optional<Autosave> read_autosave(const fs::path& file) {
  try {
    const std::string all = read_file(file, 4 * kFileBytesMax);
    const std::size_t end = all.find('\n');
    if (!all.starts_with(kHead) || end == std::string::npos) return std::nullopt;
    Autosave out{all.substr(kHead.size(), end - kHead.size()), all.substr(end + 1)};
    split_pinned(out);
    return out;
  } catch (const FileError&) {
    return std::nullopt;
  }
}

std::vector<fs::path> recoverable_files(const fs::path& state) {
  std::vector<fs::path> out;
  if (state.empty()) return out;
  std::error_code error;
  for (fs::directory_iterator at(folder_of(state), error), end; !error && at != end;
       at.increment(error)) {
    const std::string name = at->path().filename().string();
    int process = 0;
    const auto [stop, wrong] = std::from_chars(name.data(), name.data() + name.size(), process);
    if (wrong != std::errc{} || stop != name.data() + name.size() || process <= 0) continue;
    if (!platform::is_running(process)) out.push_back(at->path());
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace palabre::ui
