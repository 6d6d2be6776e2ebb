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

fs::path folder_of(const fs::path& state) { return state / kFolder; }

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
    write_file(file, std::string(kHead) + path + "\n" + work.text, false);
    return true;
  } catch (const FileError&) {
    return false;
  }
}

std::optional<Autosave> read_autosave(const fs::path& file) {
  try {
    const std::string all = read_file(file, 2 * kFileBytesMax);
    const std::size_t end = all.find('\n');
    if (!all.starts_with(kHead) || end == std::string::npos) return std::nullopt;
    return Autosave{all.substr(kHead.size(), end - kHead.size()), all.substr(end + 1)};
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
